//! The fifth step: a second copy.

use super::{
    Turn, Wizard,
    ask::{Asked, Typed},
    typed_folder,
};
use crate::{
    cli::{
        program::{Program, profile::Profile},
        steps::copy_folder,
        words::{self, Choice, Question, Starting},
    },
    model::{AccountId, DeviceId},
    seal::keys::random,
    secrets::Keeper,
};

impl Wizard {
    /// Asks for a second copy.
    pub fn ask_copy(&mut self) -> Asked<Turn> {
        let choices = [Choice::NoCopy, Choice::Copy].map(|choice| words::say(&Starting::Choice(choice).into()));
        if self.ask.choose(Question::Copy, &choices, usize::from(self.copy.is_some()))? == 0 {
            self.copy = None;
            return Ok(Turn::Next);
        }
        let first = self.copy.as_ref().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
        let (program, profile) = (self.as_planned(), self.planned_profile());
        let path = self.ask.text(Question::CopyFolder, &first, Typed::Plain, |text| {
            let path = typed_folder(&program.settings, text)?;
            copy_folder::check(&program, &profile, &path)?;
            Ok(path)
        })?;
        self.copy = Some(path);
        Ok(Turn::Next)
    }

    /// The program as it will be by what is chosen so far.
    fn as_planned(&self) -> Program {
        let mut settings = self.program.settings.clone();
        settings.config.selection.categories.clone_from(&self.chosen.categories);
        settings.config.selection.paths.clone_from(&self.chosen.paths);
        self.program.with(settings)
    }

    /// The login as it will be: an account that is not made yet has no number.
    fn planned_profile(&self) -> Profile {
        if let Some(profile) = self.login.as_ref().or(self.known.as_ref()) {
            return profile.clone();
        }
        Profile {
            store: self.place.as_ref().map(|place| place.location.to_string()).unwrap_or_default(),
            endpoint: None,
            ca_certificate: None,
            region: None,
            aws_profile: None,
            allow_http: false,
            account: AccountId(random()),
            device: DeviceId(random()),
            device_name: self.device_name.clone(),
            credentials: Keeper::File,
        }
    }
}
