//! How commands end: the one place that gives every error its exit code and its name in JSON. The words for them are in
//! [`super::words`].

use std::{io, path::PathBuf, process::ExitStatus};

use super::{
    dates::DateMistake,
    dual::DualMistake,
    usage::Misuse,
    words::{BeforeFailed, CompletingMistake, FindingMistake, StartingMistake},
};
use crate::{
    config::{Allowed, ConfigMistake, edit::EditError},
    dual::Trouble,
    error::Error,
    model::{Apath, Category},
};

/// The exit code of a command that ended by a mistake of this program's own.
pub const CRASHED: u8 = 70;

/// How a command ended that did what it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is done.
    Done,
    /// Nothing that was asked for is there.
    NotFound,
    /// Done, but for some files; or damage was found.
    Incomplete,
    /// It waits for another time.
    PutOff,
    /// There is no login.
    NotLoggedIn,
    /// The user asked to stop.
    Cancelled,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::NotFound => 1,
            Outcome::Incomplete => 3,
            Outcome::PutOff => 4,
            Outcome::NotLoggedIn => 10,
            Outcome::Cancelled => 130,
        }
    }
}

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

/// What is wrong with a choice of what is selected and left out.
#[derive(Debug)]
pub enum SelectionMistake {
    /// There is no category of this name.
    NoCategory {
        /// The name.
        name: String,
        /// The one that was perhaps meant.
        nearest: Option<Category>,
    },
    /// A word is no category, and there is no such path.
    NeitherCategoryNorPath {
        /// The word.
        word: PathBuf,
        /// The category that was perhaps meant.
        category: Option<Category>,
        /// The path that was perhaps meant.
        path: Option<PathBuf>,
    },
    /// What is not selected cannot be taken out.
    NotSelected {
        /// What.
        what: String,
        /// What is selected.
        selected: Vec<String>,
    },
    /// There is no filter of this number.
    NoFilter {
        /// The number.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// A filter is to be changed, but in nothing.
    NothingToChange,
    /// `--regex` with nothing that it could be about.
    RegexAlone,
    /// A path is not excluded automatically.
    NoExclusion(PathBuf),
    /// A value of an option is not allowed.
    Value {
        /// The option.
        option: &'static str,
        /// The value.
        value: String,
        /// What is allowed.
        allowed: Allowed,
    },
    /// An expression is no regular one.
    Regex {
        /// The option.
        option: &'static str,
        /// The expression.
        value: String,
        /// What is wrong with it.
        message: String,
    },
    /// A path that is no text cannot go into the settings.
    NotText(PathBuf),
    /// A path is not there, or can never be.
    NotThere(PathBuf),
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

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Library(error) => match error {
                Error::NotAStore { .. }
                | Error::PlainHttp { .. }
                | Error::Setting { .. }
                | Error::NoDevice { .. }
                | Error::NoSpace { .. }
                | Error::NotARecoveryKey => 2,
                Error::UploadLimit { .. } => 4,
                Error::NotLoggedIn { .. } | Error::WrongPassword | Error::WrongRecoveryKey => 10,
                Error::Busy { .. } => 11,
                Error::Store { .. }
                | Error::Damaged { .. }
                | Error::File { .. }
                | Error::Thread { .. }
                | Error::NoAccount { .. }
                | Error::AccountExists { .. }
                | Error::UnknownFormat { .. }
                | Error::Cache { .. }
                | Error::Credentials { .. }
                | Error::StoreCredentials(_) => 1,
            },
            Failure::Config(_) | Failure::Date { .. } | Failure::Usage(_) => 2,
            Failure::Mistake(mistake) => match mistake {
                Mistake::NoHome
                | Mistake::NoCurrentFolder(_)
                | Mistake::Prompt(_)
                | Mistake::NothingThen(_)
                | Mistake::NoBackupYet(_)
                | Mistake::NotInBackup(_)
                | Mistake::NoScheduler
                | Mistake::JobRefused(_)
                | Mistake::BeforeFailed(_)
                | Mistake::Finding(
                    FindingMistake::Link { .. } | FindingMistake::NoVersion { .. } | FindingMistake::NoRun { .. },
                ) => 1,
                Mistake::LoggedOut { .. } | Mistake::Starting(StartingMistake::NoProfile { .. }) => 10,
                Mistake::Dual(DualMistake::Trouble(Trouble::Busy)) => 11,
                Mistake::Dual(DualMistake::Trouble(_)) => 1,
                _ => 2,
            },
            Failure::Output(_) => 1,
        }
    }

    /// Its name in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Failure::Library(error) => match error {
                Error::Store { .. } => "store",
                Error::Damaged { .. } => "damaged",
                Error::File { .. } => "file",
                Error::Thread { .. } => "system",
                Error::NotAStore { .. } => "not_a_store",
                Error::PlainHttp { .. } => "plain_http",
                Error::NoAccount { .. } => "no_account",
                Error::AccountExists { .. } => "account_exists",
                Error::UnknownFormat { .. } => "unknown_format",
                Error::WrongPassword => "wrong_password",
                Error::WrongRecoveryKey => "wrong_recovery_key",
                Error::NotARecoveryKey => "not_a_recovery_key",
                Error::NotLoggedIn { .. } => "not_logged_in",
                Error::Busy { .. } => "busy",
                Error::Setting { .. } => "setting",
                Error::Cache { .. } => "cache",
                Error::NoDevice { .. } => "no_device",
                Error::Credentials { .. } => "credentials",
                Error::StoreCredentials(_) => "store_credentials",
                Error::UploadLimit { .. } => "upload_limit",
                Error::NoSpace { .. } => "no_space",
            },
            Failure::Config(_) => "setting",
            Failure::Date { .. } => "date",
            Failure::Usage(_) => "usage",
            Failure::Mistake(mistake) => match mistake {
                Mistake::LoggedOut { .. } | Mistake::Starting(StartingMistake::NoProfile { .. }) => "not_logged_in",
                Mistake::NothingThen(_) | Mistake::NoBackupYet(_) | Mistake::NotInBackup(_) => "not_in_backup",
                Mistake::Finding(
                    FindingMistake::Link { .. } | FindingMistake::NoVersion { .. } | FindingMistake::NoRun { .. },
                ) => "not_in_backup",
                Mistake::ProfileTaken { .. } => "profile_taken",
                Mistake::NothingSelected(_) => "nothing_selected",
                Mistake::Dual(mistake) => mistake.id(),
                Mistake::Selection(SelectionMistake::NotSelected { .. }) => "not_selected",
                Mistake::Selection(SelectionMistake::NoFilter { .. }) => "no_filter",
                Mistake::NoScheduler | Mistake::JobRefused(_) => "scheduler",
                Mistake::BeforeFailed(_) => "hook",
                Mistake::NoHome | Mistake::NoCurrentFolder(_) | Mistake::Prompt(_) => "system",
                _ => "usage",
            },
            Failure::Output(_) => "output",
        }
    }

    /// Whether the reader of standard output went away, which is no failure: `aosbox ls | head`.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
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
