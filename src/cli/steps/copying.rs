//! The dual copy beside a backup, and as a source for a restore.

use serde_json::{Value, json};

use super::{
    copy::{jobs, put_done, setting},
    progress::Progress,
    session::{Session, View},
};
use crate::{
    catalog::Catalog,
    cli::{mistakes::Failure, program::Program, words::Dualling},
    dual::{
        Copied, Copier,
        follow::{self, Followed},
        pass::Pass,
    },
};

/// A copy that is made while a backup goes on.
pub struct Copying {
    /// Hears what is settled.
    pub copier: Copier,
    /// The number of the device's last run when it began.
    before: u64,
}

/// Begins the copy, if there is one.
pub fn begin(program: &Program, session: &Session, catalog: &Catalog) -> Result<Option<Copying>, Failure> {
    let Some(setting) = setting(program, &session.profile)? else { return Ok(None) };
    let device = catalog.device(&session.profile.device)?;
    let before = catalog.last_run(device.number)?.map_or(0, |last| last.name.sequence);
    Ok(Some(Copying { copier: Copier::begin(setting)?, before }))
}

impl Copying {
    /// Waits for the copy, and makes good what it could not do. `done` says whether the backup came to its end.
    pub fn end(
        self,
        program: &Program,
        session: &Session,
        catalog: &Catalog,
        done: bool,
        progress: &Progress,
    ) -> Followed {
        let device = match catalog.device(&session.profile.device) {
            Ok(device) => device,
            Err(error) => return Followed { trouble: Some(error.into()), behind: true, ..Followed::default() },
        };
        let (account, jobs) = (&session.account, jobs(program));
        let pass = Pass { account, catalog, device: &device, monitor: progress, jobs };
        let followed = follow::conclude(self.copier, &pass, self.before, done && !program.cancel.is_cancelled());
        tracing::info!(?followed, "dual copy");
        followed
    }
}

/// Says what became of the copy.
pub fn tell(program: &Program, followed: &Followed) -> Result<(), Failure> {
    if followed.folder.is_some() {
        program.printer.summary(&Dualling::Followed(followed).into())?;
    }
    if let (Some(trouble), false) = (&followed.trouble, program.printer.is_json()) {
        program.printer.warning(&Dualling::Troubled(trouble).into());
    }
    Ok(())
}

/// The same for programs.
pub fn document(followed: &Followed) -> Value {
    let mut document = json!({
        "path": followed.folder.as_ref().map(|folder| folder.to_string_lossy()),
        "behind": followed.behind,
        "trouble": followed.trouble.as_ref().map(crate::dual::Trouble::id),
        "left_out": followed.done.left_out,
    });
    put_done(&mut document, &followed.done);
    document
}

/// The copy of a device, if this computer's drive has one. A drive that is not there is no matter for a restore.
pub fn copy_of(program: &Program, session: &Session, view: &View) -> Option<Copied> {
    let path = program.settings.config.dual.path.as_ref()?;
    match Copied::find(path, &session.account.id, &view.device.id) {
        Ok(copy) => copy,
        Err(trouble) => {
            tracing::warn!(?trouble, "dual copy");
            None
        }
    }
}
