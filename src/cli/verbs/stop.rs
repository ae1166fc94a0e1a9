//! `aosbox stop`: a running backup ends, and keeps what it has done.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    backup,
    cli::{
        mistakes::{Failure, Outcome},
        program::{Program, profile::Profile},
        words::Running,
    },
    error::Error,
};

/// What is in hand is finished within this, as a rule.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the command.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let name = &settings.profile;
    let profile =
        Profile::load(&settings.folders.profiles, name)?.ok_or_else(|| Error::NotLoggedIn { profile: name.clone() })?;
    let (lock, control) = (settings.lock(&profile.device), settings.control());
    let running = backup::is_running(&lock).then(|| control.told(&profile.device)).flatten();
    let Some(live) = running else {
        program.printer.note(&Running::NothingRuns.into());
        program.printer.document("stop", json!({ "running": false, "ended": false }))?;
        return Ok(Outcome::Done);
    };
    control.ask_to_stop(&profile.device, live.process)?;
    let began = Instant::now();
    while backup::is_running(&lock) && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(100));
    }
    let ended = !backup::is_running(&lock);
    program.printer.note(&Running::StopAsked { ended }.into());
    program.printer.document("stop", json!({ "running": true, "ended": ended }))?;
    Ok(Outcome::Done)
}
