//! Why a command did not do what was asked, as data: the words for it are in [`super::words`].

mod completing;
mod dual;
mod exit;
mod finding;
mod hooking;
mod selection;
mod starting;
mod times;
mod usage;

use std::{io, path::PathBuf, process::ExitStatus};

pub use self::{
    completing::CompletingMistake,
    dual::{DualMistake, Inside},
    exit::{CRASHED, Outcome},
    finding::FindingMistake,
    hooking::{BeforeFailed, HookTrouble},
    selection::SelectionMistake,
    starting::StartingMistake,
    times::DateMistake,
    usage::{Misuse, NotBetween, UsageMistake},
};
use crate::{
    config::{ConfigMistake, edit::EditError},
    dual::Trouble,
    error::Error,
    model::Apath,
};

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The library's error.
    Library(Error),
    /// The settings file is wrong.
    Config(Box<ConfigMistake>),
    /// A time on the command line is wrong.
    Date {
        /// The option.
        option: &'static str,
        /// What is wrong with it.
        mistake: DateMistake,
    },
    /// Anything else that only the command line knows of.
    Mistake(Mistake),
    /// The command line is not understood.
    Usage(Box<Misuse>),
    /// Standard output cannot be written.
    Output(io::Error),
}

/// What only the command line knows to be wrong.
#[derive(Debug)]
pub enum Mistake {
    /// The system names no home folder.
    NoHome,
    /// The current folder is gone.
    NoCurrentFolder(io::Error),
    /// A password is too short.
    ShortPassword,
    /// The password and its repetition differ.
    PasswordsDiffer,
    /// There is no password and nobody to ask.
    NoPassword,
    /// There is no recovery key and nobody to ask.
    NoRecoveryKey,
    /// The file with the password cannot be read.
    PasswordFile(PathBuf, io::Error),
    /// The command that prints the password failed.
    PasswordCommand(String, CommandFailure),
    /// The terminal could not be asked.
    Prompt(io::Error),
    /// A name or an e-mail address is too long.
    LongName(&'static str),
    /// This cannot be the name of a profile.
    ProfileName(String),
    /// The profile is another login.
    ProfileTaken {
        /// The profile.
        profile: String,
        /// Where it leads.
        store: String,
    },
    /// The profile's file cannot be understood.
    ProfileUnreadable(PathBuf, String),
    /// The profile is there, its secrets are not.
    LoggedOut {
        /// The profile.
        profile: String,
        /// Where it leads.
        store: String,
    },
    /// Nothing to back up is named anywhere; the settings file could.
    NothingSelected(PathBuf),
    /// A path of another computer must begin at the top.
    NotAFullPath(PathBuf),
    /// A path that means nothing here.
    UnusablePath(PathBuf),
    /// Paths of another system have no place here.
    NeedsTo {
        /// That other system.
        system: String,
    },
    /// No backup was made until then.
    NothingThen(String),
    /// This computer has no backup, but perhaps others have.
    NoBackupYet(Vec<String>),
    /// A path is not in the backup.
    NotInBackup(Box<NotFound>),
    /// A text that is no length of time.
    NotALength(String),
    /// A text that is no length of time that backups can begin at.
    NotAnInterval {
        /// The option.
        option: &'static str,
        /// The text.
        value: String,
    },
    /// A text that names no days and hours.
    NotAWindow(String),
    /// Something is to be done after backups at intervals.
    ThenAtIntervals,
    /// Nothing begins jobs on this computer.
    NoScheduler,
    /// The system did not take the job.
    JobRefused(Box<Error>),
    /// About what is selected and left out.
    Selection(SelectionMistake),
    /// About the dual copy.
    Dual(DualMistake),
    /// About what was looked for in the backup.
    Finding(FindingMistake),
    /// The command before the backup failed.
    BeforeFailed(BeforeFailed),
    /// About how somebody starts.
    Starting(StartingMistake),
    /// About completions.
    Completing(CompletingMistake),
}

/// Why a command gave no password.
#[derive(Debug)]
pub enum CommandFailure {
    /// It could not be begun.
    NotStarted(io::Error),
    /// It ended like this.
    Ended(ExitStatus),
}

/// A path that is not in the backup, and what helps to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// The path.
    pub path: Apath,
    /// How its computer writes paths.
    pub system: String,
    /// Whether it was there once.
    pub deleted: bool,
    /// The deepest folder above it that is in the backup.
    pub nearest: Option<Apath>,
    /// The path that was perhaps meant.
    pub meant: Option<Apath>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Library(error)
    }
}

impl From<Mistake> for Failure {
    fn from(mistake: Mistake) -> Self {
        Failure::Mistake(mistake)
    }
}

impl From<DualMistake> for Failure {
    fn from(mistake: DualMistake) -> Self {
        Failure::Mistake(Mistake::Dual(mistake))
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Other(error) => Failure::Library(error),
            trouble => DualMistake::Trouble(trouble).into(),
        }
    }
}

impl From<Misuse> for Failure {
    fn from(misuse: Misuse) -> Self {
        Failure::Usage(Box::new(misuse))
    }
}

impl From<FindingMistake> for Failure {
    fn from(mistake: FindingMistake) -> Self {
        Failure::Mistake(Mistake::Finding(mistake))
    }
}

impl From<StartingMistake> for Failure {
    fn from(mistake: StartingMistake) -> Self {
        Failure::Mistake(Mistake::Starting(mistake))
    }
}

impl From<SelectionMistake> for Failure {
    fn from(mistake: SelectionMistake) -> Self {
        Failure::Mistake(Mistake::Selection(mistake))
    }
}

impl From<EditError> for Failure {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Config(mistake) => mistake.into(),
            EditError::File(error) => error.into(),
            EditError::NoFilter { number, count } => SelectionMistake::NoFilter { number, count }.into(),
            EditError::NotText(path) => SelectionMistake::NotText(path).into(),
            // Commands that take something away know what it was, and say so themselves.
            EditError::NotThere(_) => {
                SelectionMistake::NotSelected { what: String::new(), selected: Vec::new() }.into()
            }
        }
    }
}

impl From<ConfigMistake> for Failure {
    fn from(mistake: ConfigMistake) -> Self {
        Failure::Config(Box::new(mistake))
    }
}
