//! `aosbox setup`: from nothing to backups that are made by themselves, question by question; and the way to change that later. Whatever is
//! answered is a plan only, until the last step carries it out.

mod apply;
mod ask;
mod copy;
mod keys;
mod place;
mod same;
mod secret;
mod what;
mod when;

use std::path::PathBuf;

use self::{
    ask::{Asked, Asker, Away},
    place::Place,
    secret::Entry,
    what::{Chosen, Sizes},
    when::When,
};
use crate::{
    cli::{
        mistakes::{Failure, Outcome, StartingMistake},
        program::{Program, profile::Profile, settings::Settings},
        terminal::{output::Tint, prompt},
        words::{self, Choice, Question, Starting, Step},
    },
    journal::Journal,
    seal::recovery::RecoveryKey,
    secrets,
};

/// What is planned so far.
struct Wizard {
    /// The program, by the settings as they are.
    program: Program,
    ask: Asker,
    /// The login that is there and can be used.
    login: Option<Profile>,
    /// One whose secrets are gone.
    known: Option<Profile>,
    /// The address and the region that were given with the command.
    given: (Option<String>, Option<String>),
    place: Option<Place>,
    entry: Option<Entry>,
    /// The recovery key of an account that is made.
    recovery: RecoveryKey,
    key_shown: bool,
    /// Whether somebody has it, or goes on without.
    key_settled: bool,
    device_name: String,
    chosen: Chosen,
    sizes: Option<Sizes>,
    when: When,
    copy: Option<PathBuf>,
    /// What was carried out, as it is said.
    done: Vec<String>,
    /// Whether a part could not be.
    incomplete: bool,
    /// The commands that do the same.
    commands: Vec<String>,
}

/// Where to go after a step.
enum Turn {
    /// To the next one.
    Next,
    /// To the next one; there was nothing to ask.
    Skip,
    /// Through the same once more.
    Again,
    /// To the first one.
    First,
}

/// Runs the command; `back_up` makes the first backup.
pub fn run(program: &Program, back_up: impl FnOnce(&Program) -> Result<Outcome, Failure>) -> Result<Outcome, Failure> {
    if !prompt::can_ask(&program.printer) {
        return Err(StartingMistake::NobodyToAsk.into());
    }
    let mut wizard = Wizard::begin(program)?;
    wizard.ask.tell(Starting::SetupTitle);
    match wizard.walk() {
        Ok(()) => wizard.finish(back_up),
        Err(away) => {
            wizard.say_left();
            match away {
                Away::Failed(failure) => Err(failure),
                Away::Back | Away::Leave => Ok(Outcome::Cancelled),
            }
        }
    }
}

impl Wizard {
    fn begin(program: &Program) -> Result<Self, Failure> {
        let settings = &program.settings;
        let profile = Profile::load(&settings.folders.profiles, &settings.profile)?;
        let (login, known) = match profile {
            Some(profile) => {
                let entry = profile.entry(&settings.profile);
                let kept = secrets::load(profile.credentials, &settings.credentials(), &entry)?.is_some();
                if kept { (Some(profile), None) } else { (None, Some(profile)) }
            }
            None => (None, None),
        };
        let host = || gethostname::gethostname().to_string_lossy().into_owned();
        let device_name = login.as_ref().or(known.as_ref()).map(|profile| profile.device_name.clone());
        Ok(Self {
            ask: Asker::new(&program.printer),
            login,
            known,
            given: (settings.endpoint.clone(), settings.region.clone()),
            place: None,
            entry: None,
            recovery: RecoveryKey::generate(),
            key_shown: false,
            key_settled: false,
            device_name: device_name.unwrap_or_else(host),
            chosen: Chosen::of(&settings.config.selection),
            sizes: None,
            when: When::of(&settings.config.schedule),
            copy: settings.config.dual.path.clone(),
            done: Vec::new(),
            incomplete: false,
            commands: Vec::new(),
            program: program.with(settings.clone()),
        })
    }

    /// Goes from step to step, and back.
    fn walk(&mut self) -> Asked<()> {
        let steps: &[Step] = match self.login {
            Some(_) => &[Step::Place, Step::What, Step::When, Step::Copy, Step::Summary],
            None => &[Step::Place, Step::Secret, Step::What, Step::When, Step::Copy, Step::Summary],
        };
        let (mut trail, mut at) = (Vec::new(), 0);
        while let Some(step) = steps.get(at).copied() {
            let title = words::say(&Starting::StepTitle(at + 1, steps.len(), step).into());
            self.ask.say(&format!("\n{}", self.ask.tint(Tint::Bold, &title)));
            self.ask.begin_step();
            match self.step(step) {
                Ok(Turn::Next) => {
                    trail.push(at);
                    at += 1;
                }
                Ok(Turn::Skip) => at += 1,
                Ok(Turn::First) => {
                    trail.clear();
                    at = 0;
                }
                Ok(Turn::Again) => {}
                // Within a step the way back is to its beginning.
                Err(Away::Back) if self.ask.has_answered() => {}
                Err(Away::Back) => at = trail.pop().ok_or(Away::Leave)?,
                Err(away) => return Err(away),
            }
        }
        Ok(())
    }

    fn step(&mut self, step: Step) -> Asked<Turn> {
        match step {
            Step::Place => self.ask_place(),
            Step::Secret => self.ask_secret(),
            Step::What => self.ask_what(),
            Step::When => self.ask_when(),
            Step::Copy => self.ask_copy(),
            Step::Summary => self.ask_summary(),
        }
    }

    /// Says how things are for somebody who left.
    fn say_left(&self) {
        let left = match self.done.is_empty() {
            true => Starting::LeftUnchanged { key_shown: self.key_shown },
            false => Starting::LeftHalfway,
        };
        self.ask.say("");
        self.ask.tell(left);
    }

    /// Offers the first backup, and shows how to do all this without questions.
    fn finish(self, back_up: impl FnOnce(&Program) -> Result<Outcome, Failure>) -> Result<Outcome, Failure> {
        let set_up = words::say(&Starting::SetUp { all: !self.incomplete }.into());
        let tint = if self.incomplete { Tint::Magenta } else { Tint::Bold };
        self.ask.say(&format!("\n{}\n", self.ask.tint(tint, &set_up)));
        let choices = [Choice::BackUpNow, Choice::Later].map(|choice| words::say(&Starting::Choice(choice).into()));
        let first = usize::from(self.has_backup()?);
        let now = match self.ask.choose(Question::FirstBackup, &choices, first) {
            Ok(choice) => choice == 0,
            Err(Away::Back | Away::Leave) => false,
            Err(Away::Failed(failure)) => return Err(failure),
        };
        self.ask.say("");
        let ended = match now {
            true => back_up(&self.program),
            false => Ok(if self.incomplete { Outcome::Incomplete } else { Outcome::Done }),
        };
        let heading = words::say(&Starting::SameCommands.into());
        self.program.printer.line(&format!("\n{heading}"))?;
        for command in &self.commands {
            self.program.printer.line(&format!("  {command}"))?;
        }
        ended
    }

    fn has_backup(&self) -> Result<bool, Failure> {
        let settings = &self.program.settings;
        let profile = Profile::load(&settings.folders.profiles, &settings.profile)?;
        let journal = profile.map(|profile| Journal::load(&settings.journal(&profile.device)));
        Ok(journal.is_some_and(|journal| journal.last_success.is_some()))
    }
}

/// The path that somebody typed or dragged into the terminal: with quotes around it or not, below the home folder or not.
fn typed_path(settings: &Settings, text: &str) -> Result<PathBuf, Failure> {
    let text = text.trim();
    let quoted = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    let text = quoted.unwrap_or(text);
    if text.is_empty() {
        return Err(StartingMistake::Empty.into());
    }
    let path = PathBuf::from(text);
    Ok(settings.typed(&match path.strip_prefix("~") {
        Ok(rest) => settings.folders.home.join(rest),
        Err(_) => path,
    }))
}

/// A folder that is there, or can be made in one that is.
fn typed_folder(settings: &Settings, text: &str) -> Result<PathBuf, Failure> {
    let path = typed_path(settings, text)?;
    match path.metadata() {
        Ok(there) if there.is_dir() => Ok(path),
        Ok(_) => Err(StartingMistake::NotAFolder(path).into()),
        Err(_) if path.parent().is_some_and(|above| above.is_dir()) => Ok(path),
        Err(_) => Err(StartingMistake::NoFolder(path).into()),
    }
}
