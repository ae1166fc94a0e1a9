//! What can be said about commands and addresses around a backup, and on the desktop.

use super::Message;
use crate::{cli::mistakes::HookTrouble, web::PingError};

/// A command around a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hook {
    /// Before anything is read.
    Before,
    /// When the backup has ended.
    After,
    /// When it has failed.
    OnFailure,
}

impl Hook {
    /// Its name in the settings and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Hook::Before => "before",
            Hook::After => "after",
            Hook::OnFailure => "on_failure",
        }
    }
}

/// Something to say about what is run and told around a backup.
pub enum Hooking<'a> {
    /// A line that a command wrote.
    Said {
        /// The command.
        hook: Hook,
        /// The line, safe to show.
        line: &'a str,
    },
    /// A command failed, which changes nothing.
    Failed {
        /// The command.
        hook: Hook,
        /// How.
        trouble: &'a HookTrouble,
        /// The last line that it wrote, safe to show.
        last: Option<&'a str>,
    },
    /// The address was not told.
    NotTold(&'a PingError),
    /// The title of a notice on the desktop: backups are overdue.
    OverdueTitle,
    /// Its text.
    Overdue {
        /// When the last one ended that went through, as people write times.
        last: Option<&'a str>,
    },
    /// The title of a notice on the desktop: backups work again.
    RecoveredTitle,
    /// Its text.
    Recovered,
}

impl<'a> From<Hooking<'a>> for Message<'a> {
    fn from(message: Hooking<'a>) -> Self {
        Message::Hooking(message)
    }
}
