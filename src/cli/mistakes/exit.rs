//! How commands end: the one place that gives every error its exit code and its name in JSON.

use std::io;

use super::{DualMistake, Failure, FindingMistake, Mistake, SelectionMistake, StartingMistake};
use crate::{dual::Trouble, error::Error};

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

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Library(error) => match error {
                Error::NotAStore { .. }
                | Error::PlainHttp { .. }
                | Error::Certificates { .. }
                | Error::Setting { .. }
                | Error::NoDevice { .. }
                | Error::NoSpace { .. }
                | Error::NotARecoveryKey => 2,
                Error::UploadLimit { .. } => 4,
                Error::NotLoggedIn { .. } | Error::WrongPassword | Error::WrongRecoveryKey => 10,
                Error::Busy { .. } => 11,
                Error::Store { .. }
                | Error::Connection { .. }
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
                Error::Connection { .. } => "connection",
                Error::Certificates { .. } => "certificates",
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
