//! All words that a person reads, but for the help of the command line. What can be said is listed here as data, without a language;
//! each language says it in a file of its own: a second one is a file beside `english.rs` and a line in each function here, and the
//! compiler names what it leaves unsaid.

mod checking;
mod completing;
mod conditions;
mod dualling;
mod english;
pub mod figures;
mod finding;
mod helping;
mod hooking;
mod japanese;
mod layout;
mod logging;
mod running;
mod scheduling;
mod selecting;
mod starting;
mod times;

use std::{borrow::Cow, path::Path, sync::OnceLock};

use jiff::civil::{Date, Weekday};

pub use self::{
    checking::{Area, Checked, Checking, Disk, Grade, Suspicion},
    completing::{Completing, InstallStep},
    conditions::Conditions,
    dualling::{Dualling, Shown},
    finding::{Finding, RunState},
    helping::{Helping, Section},
    hooking::{Hook, Hooking},
    logging::Logging,
    running::{Running, StatusPage, StoppedBy},
    scheduling::{Scheduling, ShownSchedule},
    selecting::{Brings, Provenance, Selecting},
    starting::{Choice, Comment, Done, Fact, KeysOf, Next, Part, PlannedAccount, Question, Standing, Starting, Step},
    times::{full, near},
};
use super::{
    mistakes::{Failure, NotFound},
    text::{mask::Mask, meant},
};
use crate::{
    backup::BackupReport,
    error::Damage,
    maintain::check::CheckReport,
    model::{Language, Reason},
    monitor::{Phase, Problem},
    restore::RestoreReport,
    secrets::Keeper,
};

/// Something to say.
pub enum Message<'a> {
    /// Before an error.
    ErrorLabel,
    /// Before a warning.
    WarningLabel,
    /// Before a hint.
    HintLabel,
    /// Asks for the account's password.
    AskPassword,
    /// Asks for a password to set.
    AskNewPassword,
    /// Asks for it again.
    AskPasswordAgain,
    /// Asks for the recovery key.
    AskRecoveryKey,
    /// Asks for the public half of S3 credentials.
    AskAccessKey,
    /// Asks for the secret half.
    AskSecretAccessKey,
    /// Asks for an Azure storage account.
    AskStorageAccount,
    /// Asks for its key.
    AskStorageKey,
    /// An account was made.
    AccountCreated {
        /// Where.
        store: &'a str,
    },
    /// The recovery key, once.
    RecoveryKey {
        /// Its text.
        key: &'a str,
    },
    /// The login is complete.
    LoggedIn {
        /// Where.
        store: &'a str,
        /// As which device.
        device: &'a str,
        /// Where secrets are kept.
        keeper: Keeper,
    },
    /// A new password is set; whether all earlier ones are gone.
    PasswordSet {
        /// Whether all earlier ones are gone.
        all_gone: bool,
    },
    /// The secrets of a login are forgotten.
    LoggedOut {
        /// The profile.
        profile: &'a str,
        /// Whether the profile and the catalog are, too.
        forgotten: bool,
    },
    /// There was no login.
    NoLogin {
        /// The profile.
        profile: &'a str,
    },
    /// What `login --status` says.
    Status(&'a Status<'a>),
    /// The first Ctrl-C.
    Stopping,
    /// The second one.
    StoppedAtOnce,
    /// The quick start made an account.
    QuickstartBegun {
        /// Where.
        store: &'a Path,
        /// Where the recovery key is kept.
        key_file: &'a Path,
    },
    /// What to do after the quick start.
    QuickstartNext {
        /// A path that was backed up.
        example: &'a str,
    },
    /// How a backup went.
    BackupSummary {
        /// What it did.
        report: &'a BackupReport,
        /// How long it took.
        seconds: u64,
        /// Whether nothing was sent.
        dry_run: bool,
        /// Troubles that were not shown as they came.
        more: u64,
    },
    /// Something is wrong with a path.
    Trouble {
        /// The path, safe to show.
        path: &'a str,
        /// What it is.
        problem: &'a Problem,
    },
    /// Progress, in a line.
    Working(&'a Working),
    /// A folder holds nothing.
    EmptyFolder,
    /// Behind an entry that is no longer there.
    DeletedMark,
    /// Above the versions of a path.
    VersionsOf {
        /// The path, safe to show.
        path: &'a str,
        /// How many there are.
        count: usize,
    },
    /// The state of a version.
    State(VersionState),
    /// Beneath the versions of a folder.
    FolderVersionsHint {
        /// The folder, for a command line.
        path: &'a str,
    },
    /// Everything is about to be restored.
    RestoringAll {
        /// The device.
        device: &'a str,
        /// How many files.
        files: Option<u64>,
        /// Where to; `None` for the original places.
        to: Option<&'a Path>,
    },
    /// How a restore went.
    RestoreSummary {
        /// What it did.
        report: &'a RestoreReport,
        /// Where to; `None` for the original places.
        to: Option<&'a Path>,
        /// How long it took.
        seconds: u64,
        /// Whether nothing was written.
        dry_run: bool,
        /// Troubles that were not shown as they came.
        more: u64,
    },
    /// A path that was asked for is not there.
    NotFound(&'a NotFound),
    /// An object is damaged.
    Finding {
        /// Its name.
        object: &'a str,
        /// What is wrong.
        damage: &'a Damage,
    },
    /// A version cannot be restored.
    Lost {
        /// The device's name.
        device: &'a str,
        /// The path, safe to show.
        path: &'a str,
        /// When it was backed up.
        backed_up: &'a str,
        /// Whether it is the current one.
        current: bool,
    },
    /// How a check went.
    CheckSummary {
        /// What it found.
        report: &'a CheckReport,
        /// How long it took.
        seconds: u64,
        /// Whether any data was read.
        read: bool,
    },
    /// What to do about damage.
    CheckAdvice {
        /// Whether versions are lost that were replaced or deleted since: they do not come back by a backup.
        old_versions: bool,
    },
    /// Something about what is selected and left out.
    Selecting(Selecting<'a>),
    /// Something about what holds backups off.
    Conditions(Conditions<'a>),
    /// Something about the schedule.
    Scheduling(Scheduling<'a>),
    /// Something about backups that run or are to run.
    Running(Running<'a>),
    /// Something about what `doctor` found.
    Checking(Checking),
    /// Something about what is run and told around a backup.
    Hooking(Hooking<'a>),
    /// Something about the dual copy.
    Dualling(Dualling<'a>),
    /// Something about what was looked for in the backup.
    Found(Finding<'a>),
    /// Something about the log, or about a crash.
    Logging(Logging<'a>),
    /// Something to somebody who starts.
    Starting(Starting<'a>),
    /// Something about completions.
    Completing(Completing<'a>),
}

/// What `login --status` says.
pub struct Status<'a> {
    /// The profile.
    pub profile: &'a str,
    /// Where the account lies.
    pub store: &'a str,
    /// Its id.
    pub account: &'a str,
    /// This computer's name in it.
    pub device: &'a str,
    /// This computer's id in it.
    pub device_id: &'a str,
    /// Where secrets are kept; `None` if they are gone.
    pub keeper: Option<Keeper>,
    /// The settings file.
    pub config: &'a Path,
}

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Working {
    /// What it is doing.
    pub phase: Phase,
    /// Files done.
    pub files: u64,
    /// Of how many, if that is known.
    pub files_ahead: Option<u64>,
    /// Bytes done.
    pub bytes: u64,
    /// Of how many, if that is known.
    pub bytes_ahead: Option<u64>,
    /// Bytes a second.
    pub rate: Option<u64>,
    /// Seconds left.
    pub left: Option<u64>,
}

/// The same in pieces, for where there is little room.
pub struct Progressed {
    /// What it is doing.
    pub doing: String,
    /// How much of it is done, and how fast, each apart.
    pub figures: Vec<String>,
    /// How long it will take.
    pub left: Option<String>,
}

impl Progressed {
    fn whole(self) -> String {
        let Self { doing, figures, left } = self;
        std::iter::once(doing).chain(figures).chain(left).collect::<Vec<_>>().join(" · ")
    }
}

/// The state of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// It is the one that is there.
    Current,
    /// Another came after it.
    Replaced,
    /// It was the last when the path was deleted.
    Deleted,
}

/// What an error says: what happened, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What failed, and on what.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What failed, and what to do.
fn explained(message: impl Into<String>, hint: impl Into<String>) -> Explained {
    Explained { message: message.into(), hint: Some(hint.into()) }
}

/// What failed.
fn plain(message: impl Into<String>) -> Explained {
    Explained { message: message.into(), hint: None }
}

/// The headings of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Number, backed up, modified, size, state.
    Versions,
    /// Kind, size, modified, backed up, name.
    Listing,
    /// Selected, id, name, places.
    Categories,
    /// Number, place, rule, note.
    Filters,
    /// State, path, note.
    Exclusions,
    /// Size, modified, state, path.
    Found,
    /// Number, begun, finished, new, changed, gone, failed, sent, state.
    Runs,
    /// Sign, size before, size after, path.
    Differences,
    /// Name, origin, value.
    Settings,
    /// What, files, bytes, stored, to send.
    Estimate,
    /// Time, version, file.
    Crashes,
}

/// What is spoken, once that is decided.
static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Decides what is spoken, for all that is said in this process. Only the first call counts.
pub fn speak(language: Language) {
    let _decided_already = LANGUAGE.set(language);
}

/// What is spoken.
pub fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// A message in the user's language.
pub fn say(message: &Message<'_>) -> String {
    match language() {
        Language::English => english::say(message),
        Language::Japanese => japanese::say(message),
    }
}

/// What to say about a failure.
pub fn explain(failure: &Failure) -> Explained {
    let mut explained = match language() {
        Language::English => english::errors::explain(failure),
        Language::Japanese => japanese::errors::explain(failure),
    };
    // What was perhaps meant comes before what else can be done.
    if let Some(meant) = meant::meant(failure) {
        let meant = say(&Starting::Meant(&meant).into());
        // Sentences in Japanese follow one another without a blank.
        let gap = if language() == Language::Japanese { "" } else { " " };
        explained.hint = Some(explained.hint.map_or(meant.clone(), |hint| format!("{meant}{gap}{hint}")));
    }
    // An address that was given may have a password in it, which goes to terminals and journals no more than into the log.
    let mask = Mask::default();
    Explained { message: mask.apply(&explained.message), hint: explained.hint.map(|hint| mask.apply(&hint)) }
}

/// How far a command is, in pieces.
pub fn progress(working: &Working) -> Progressed {
    match language() {
        Language::English => english::working(working),
        Language::Japanese => japanese::working(working),
    }
}

/// What a bar is made of: what is done, and what is not.
pub fn bar() -> (&'static str, &'static str) {
    match language() {
        Language::English => english::BAR,
        Language::Japanese => japanese::BAR,
    }
}

/// What `doctor` found, and what to do about it.
pub fn found(checked: &Checked) -> Explained {
    match language() {
        Language::English => english::checking::found(checked),
        Language::Japanese => japanese::checking::found(checked),
    }
}

/// What is wrong with a path.
pub fn problem(problem: &Problem) -> String {
    match language() {
        Language::English => english::library::problem(problem),
        Language::Japanese => japanese::library::problem(problem),
    }
}

/// Why a path is left out.
pub fn reason(reason: &Reason) -> String {
    match language() {
        Language::English => english::reasons::reason(reason),
        Language::Japanese => japanese::reasons::reason(reason),
    }
}

/// A time of a day within a week of today.
pub fn on_weekday(day: Weekday, time: &str) -> String {
    match language() {
        Language::English => english::on_weekday(day, time),
        Language::Japanese => japanese::on_weekday(day, time),
    }
}

/// A time with its date and the day of the week.
pub fn on_date(date: Date, time: &str) -> String {
    match language() {
        Language::English => english::on_date(date, time),
        Language::Japanese => japanese::on_date(date, time),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    match language() {
        Language::English => english::headings(table),
        Language::Japanese => japanese::headings(table),
    }
}

/// A text of the command line's help, paragraph by paragraph. What is not said in a language is said in English.
pub fn help(language: Language, text: &str) -> Cow<'_, str> {
    match language {
        Language::English => Cow::Borrowed(text),
        Language::Japanese => {
            let paragraphs: Vec<String> = text
                .split("\n\n")
                .map(|paragraph| {
                    let (heading, listing) = split_listing(paragraph);
                    let said = japanese::help::paragraph(heading).unwrap_or_else(|| heading.to_owned());
                    listing.map_or_else(|| said.clone(), |listing| format!("{said}:\n{listing}"))
                })
                .collect();
            Cow::Owned(paragraphs.join("\n\n"))
        }
    }
}

/// What stands around help.
pub fn helping(language: Language, helping: Helping<'_>) -> String {
    match language {
        Language::English => english::help::helping(helping),
        Language::Japanese => japanese::help::helping(helping),
    }
}

/// What stands for values, in a text of the help: `--to <DIR>`.
pub fn values(language: Language, text: &str) -> String {
    match language {
        Language::English => text.to_owned(),
        Language::Japanese => japanese::help::values(text),
    }
}

/// Command lines stand below a heading, and are the same in every language.
pub fn split_listing(paragraph: &str) -> (&str, Option<&str>) {
    match paragraph.split_once(":\n") {
        Some((heading, listing)) if listing.starts_with("  ") => (heading, Some(listing)),
        _ => (paragraph, None),
    }
}

/// What manual pages tell besides the help of commands.
pub use english::help as manual;

#[cfg(test)]
mod tests;
