//! `aosbox pause` and `aosbox resume`: backups wait, a running one too, and go on.

use serde_json::json;

use crate::{
    backup,
    cli::{
        arguments,
        mistakes::{Failure, Mistake, Outcome},
        program::{Program, profile::Profile},
        text::dates,
        words::{self, Running},
    },
    config::length,
    control::Pause,
    model::time::Clock,
};

/// Runs `pause`.
pub fn run(program: &Program, arguments: &arguments::Pause) -> Result<Outcome, Failure> {
    let since = program.clock.now().seconds;
    let until = match &arguments.time {
        Some(text) => {
            Some(since + length::parse(text).ok_or_else(|| Mistake::NotALength(text.clone()))?.as_secs() as i64)
        }
        None => None,
    };
    program.settings.control().pause(Pause { since, until })?;
    let running = is_running(program)?;
    let shown = until.map(|until| words::near(until, &program.now()));
    program.printer.note(&Running::PauseSet { until: shown.as_deref(), running }.into());
    let document = json!({ "paused": true, "until": until.map(dates::json), "running": running });
    program.printer.document("pause", document)?;
    Ok(Outcome::Done)
}

/// Runs `resume`.
pub fn resume(program: &Program) -> Result<Outcome, Failure> {
    let control = program.settings.control();
    let was_paused = control.paused(program.clock.now().seconds).is_some();
    control.resume()?;
    program.printer.note(&Running::Resumed { was_paused }.into());
    program.printer.document("resume", json!({ "paused": false, "was_paused": was_paused }))?;
    Ok(Outcome::Done)
}

/// Whether a backup of this profile's device goes on.
pub fn is_running(program: &Program) -> Result<bool, Failure> {
    let settings = &program.settings;
    let Some(profile) = Profile::load(&settings.folders.profiles, &settings.profile)? else {
        return Ok(false);
    };
    Ok(backup::is_running(&settings.lock(&profile.device)))
}
