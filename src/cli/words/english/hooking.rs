//! What is said in English about commands and addresses around a backup.

use super::{duration, safe};
use crate::{
    cli::{
        mistakes::{BeforeFailed, HookTrouble},
        words::{Explained, Hook, Hooking, explained},
    },
    web::PingError,
};

pub fn say(message: &Hooking<'_>) -> String {
    match message {
        Hooking::Said { hook, line } => format!("{}: {line}", hook.id()),
        Hooking::Failed { hook, trouble, last } => {
            let last = last.map(|last| format!(" ({last})")).unwrap_or_default();
            format!("the command {} {}{last}", name(*hook), self::trouble(trouble))
        }
        Hooking::NotTold(error) => format!("hooks.ping was not told: {}", ping(error)),
        Hooking::OverdueTitle => "aosbox: no backup for too long".to_owned(),
        Hooking::Overdue { last: Some(last) } => {
            format!("The last backup that went through was on {last}. `aosbox doctor` looks for what is wrong.")
        }
        Hooking::Overdue { last: None } => {
            "No backup has gone through yet. `aosbox doctor` looks for what is wrong.".to_owned()
        }
        Hooking::RecoveredTitle => "aosbox: backups work again".to_owned(),
        Hooking::Recovered => "The last backup went through.".to_owned(),
    }
}

/// Why there was no backup.
pub fn before_failed(failed: &BeforeFailed) -> Explained {
    let last = failed.last.as_deref().map(|last| format!(" ({})", safe(last))).unwrap_or_default();
    explained(
        format!("the command before the backup {}{last}: nothing was backed up", trouble(&failed.trouble)),
        "`aosbox backup -v` shows all that it says; with before_failure = \"go_on\" in [hooks] of the settings a backup is made all the same",
    )
}

/// Why an address was not told.
pub fn ping(error: &PingError) -> String {
    match error {
        PingError::PlainHttp => {
            "its address is of plain http on another machine; use https://, or allow_http = true if that network is your own".to_owned()
        }
        PingError::Silent(words) => safe(words),
        PingError::Status(status) => format!("it answers with status {status}"),
    }
}

fn name(hook: Hook) -> &'static str {
    match hook {
        Hook::Before => "before the backup (hooks.before)",
        Hook::After => "after the backup (hooks.after)",
        Hook::OnFailure => "for failures (hooks.on_failure)",
    }
}

fn trouble(trouble: &HookTrouble) -> String {
    match trouble {
        HookTrouble::Code(code) => format!("failed with exit code {code}"),
        HookTrouble::Signal(signal) => format!("was ended by signal {signal}"),
        HookTrouble::TimedOut(seconds) => {
            format!("took longer than {} (hooks.timeout) and was ended", duration(*seconds))
        }
        HookTrouble::NotRun(words) => format!("cannot be run: {}", safe(words)),
    }
}
