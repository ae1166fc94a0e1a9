//! What is done afterwards on macOS: `pmset` and events to the login window, which the user may be asked to allow once.

use super::AfterwardsError;
use crate::{
    model::Afterwards,
    platform::{
        question,
        unknown::{Source, Unknown},
    },
};

pub fn perform(afterwards: Afterwards, force: bool) -> Result<(), AfterwardsError> {
    // The asking form lets every program say no; the events of the other are those of `AERegistry.h` that show no question.
    let script = match (afterwards, force) {
        (Afterwards::None, _) => return Ok(()),
        // The system decides by itself when sleep becomes hibernation; only an administrator can change that.
        (Afterwards::Hibernate, _) => return Err(AfterwardsError::NotPossible),
        (Afterwards::Sleep, _) => return told(question::ask(Source::System, "/usr/bin/pmset", &["sleepnow"])),
        (Afterwards::ShutDown, false) => "tell application \"System Events\" to shut down",
        (Afterwards::Restart, false) => "tell application \"System Events\" to restart",
        (Afterwards::LogOff, false) => "tell application \"System Events\" to log out",
        (Afterwards::ShutDown, true) => "tell application \"loginwindow\" to «event aevtshut»",
        (Afterwards::Restart, true) => "tell application \"loginwindow\" to «event aevtrest»",
        (Afterwards::LogOff, true) => "tell application \"loginwindow\" to «event aevtrlgo»",
    };
    told(question::ask(Source::Desktop, "/usr/bin/osascript", &["-e", script]))
}

fn told(answer: Result<String, Unknown>) -> Result<(), AfterwardsError> {
    match answer {
        // It may take longer than the answer is waited for.
        Ok(_) | Err(Unknown::Silent(_)) => Ok(()),
        Err(Unknown::Failed(_, message)) => Err(AfterwardsError::Refused(message)),
        Err(unknown) => Err(AfterwardsError::Unknown(unknown)),
    }
}
