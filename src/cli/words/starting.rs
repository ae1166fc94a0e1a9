//! What can be said to somebody who starts: the bare program, the set-up, and what was perhaps meant.

use std::path::Path;

use super::Message;
use crate::{config::schedule::ScheduleConfig, journal::AttemptResult, model::Category, schedule::JobSystem};

/// Something to say to somebody who starts.
pub enum Starting<'a> {
    /// A misspelt name: the one that was perhaps meant.
    Meant(&'a str),
    /// What the program is, in a line.
    About,
    /// How things are, in a line.
    Standing(Standing),
    /// What belongs to that.
    Fact(Fact<'a>),
    /// What a command does that may come next.
    Next(Next),
    /// Where help is.
    Help,
    /// Above all of the set-up.
    SetupTitle,
    /// A step begins: its number, of how many, and what it is about.
    StepTitle(usize, usize, Step),
    /// Which keys do what.
    Keys(KeysOf),
    /// A question.
    Ask(Question),
    /// A few words before the answer to it.
    Label(Question),
    /// An answer to choose.
    Choice(Choice<'a>),
    /// A category in the list, with its files and bytes when they are counted.
    CategorySize {
        /// The category.
        category: Category,
        /// Files and bytes.
        size: Option<(u64, u64)>,
    },
    /// A category, and what it is called.
    CategoryName(Category),
    /// The login that is there stays.
    KeepsLogin {
        /// The profile.
        profile: &'a str,
    },
    /// The store is asked what is there.
    Looking,
    /// A new account is to be made there.
    NewAccount,
    /// There is one, which is to be logged in to.
    KnownAccount,
    /// The folder lies on the disk of the home folder.
    SameDisk,
    /// Credentials are taken from the environment or a file.
    CredentialsFound,
    /// The password comes from a variable, a file or a command.
    PasswordFound,
    /// Before the recovery key is shown.
    KeyFollows,
    /// The recovery key was not written down.
    KeySkipped,
    /// What the summary calls a part of the plan.
    Part(Part),
    /// What the plan says of the account.
    PlanAccount(PlannedAccount<'a>),
    /// When backups begin by themselves.
    PlanRhythm(&'a ScheduleConfig),
    /// There is no second copy.
    NoCopy,
    /// Nothing was written so far.
    NothingWrittenYet,
    /// A step of what is done at the end has been done.
    Done(Done<'a>),
    /// The set-up was left, and nothing was changed.
    LeftUnchanged {
        /// Whether a recovery key was shown, which is of no use now.
        key_shown: bool,
    },
    /// What had been done when something failed stays.
    LeftHalfway,
    /// All is set up, or all but what was complained of.
    SetUp {
        /// Whether all is.
        all: bool,
    },
    /// Above the commands that do the same.
    SameCommands,
    /// A comment in the settings file.
    Comment(Comment),
}

impl<'a> From<Starting<'a>> for Message<'a> {
    fn from(message: Starting<'a>) -> Self {
        Message::Starting(message)
    }
}

/// What belongs to how things are; times are as people write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact<'a> {
    /// Where the backup is kept.
    KeptIn(&'a str),
    /// When the last backup ended that went through, and how many seconds ago.
    Last(&'a str, u64),
    /// What became of the last attempt, which did not go through, when, and why.
    Attempt(AttemptResult, &'a str, Option<&'a str>),
    /// When the next one begins; `None` without a schedule.
    Next(Option<&'a str>),
    /// That one is due.
    Due,
    /// Backups wait until then; until somebody says otherwise if that is not said.
    Paused(Option<&'a str>),
    /// Files that wait for the next backup.
    Waiting(u64),
}

/// How things are, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is no login.
    NoAccount,
    /// There is one, and nothing is selected.
    NothingSelected,
    /// Nothing was backed up yet.
    NoBackup,
    /// A backup is going on, the first or another.
    Running,
    /// All is as it should be.
    Protected,
    /// The last backup was too long ago.
    Overdue,
    /// The last attempt did not go through.
    Failed,
}

/// A command that may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// `setup`
    Setup,
    /// `backup --quickstart`
    Quickstart,
    /// `login`
    Login,
    /// `select`
    Select,
    /// `select estimate`
    Estimate,
    /// `backup PATH`
    BackupPath,
    /// `backup`
    Backup,
    /// `schedule set`
    Schedule,
    /// `status`
    Status,
    /// `status --pending`
    Pending,
    /// `pause`
    Pause,
    /// `find`
    Find,
    /// `restore`
    Restore,
}

impl Next {
    /// The command as it is typed.
    pub fn command(self) -> &'static str {
        match self {
            Next::Setup => "aosbox setup",
            Next::Quickstart => "aosbox backup --quickstart",
            Next::Login => "aosbox login STORE",
            Next::Select => "aosbox select",
            Next::Estimate => "aosbox select estimate",
            Next::BackupPath => "aosbox backup PATH",
            Next::Backup => "aosbox backup",
            Next::Schedule => "aosbox schedule set --every 1h",
            Next::Status => "aosbox status",
            Next::Pending => "aosbox status --pending",
            Next::Pause => "aosbox pause 30m",
            Next::Find => "aosbox find NAME",
            Next::Restore => "aosbox restore PATH",
        }
    }
}

/// A step of the set-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Where the backup is kept.
    Place,
    /// How it is opened.
    Secret,
    /// What is backed up.
    What,
    /// When.
    When,
    /// A second copy.
    Copy,
    /// What will be done.
    Summary,
}

/// What keys are needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeysOf {
    /// One of some.
    Choose,
    /// Any of many.
    Check,
    /// A text.
    Type,
}

/// A question of the set-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What kind of store.
    Kind,
    /// Which folder.
    Folder,
    /// The server's address; none for Amazon.
    Endpoint,
    /// The region.
    Region,
    /// Bucket and prefix.
    Bucket,
    /// Container and prefix.
    Container,
    /// The public half of S3 credentials.
    AccessKey,
    /// The secret half.
    SecretKey,
    /// The storage account.
    StorageAccount,
    /// Its key.
    StorageKey,
    /// The file with a service account's key.
    KeyFile,
    /// How a new account is to be opened.
    NewWayIn,
    /// A password to set.
    NewPassword,
    /// The same again.
    PasswordAgain,
    /// How an account that is there is opened.
    WayIn,
    /// Its password.
    Password,
    /// Its recovery key.
    RecoveryKey,
    /// A password to set in the place of a lost one.
    ReplacePassword,
    /// The last letters of the recovery key.
    LastLetters,
    /// What this computer is called.
    DeviceName,
    /// What is backed up.
    Categories,
    /// A path of one's own.
    Path,
    /// When backups begin.
    Rhythm,
    /// At which hour.
    Hour,
    /// Every how many hours.
    Hours,
    /// Whether there is a second copy.
    Copy,
    /// Where it is.
    CopyFolder,
    /// Whether to do it all.
    Confirm,
    /// Whether to back up now.
    FirstBackup,
}

/// An answer to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<'a> {
    /// A folder.
    Folder,
    /// S3.
    S3,
    /// Azure.
    Azure,
    /// Google.
    Google,
    /// A password, and a recovery key for the day when it is lost.
    PasswordAndKey,
    /// The recovery key alone.
    KeyAlone,
    /// With the password.
    WithPassword,
    /// With the recovery key.
    WithKey,
    /// The schedule as it is, in its own words.
    KeepRhythm(&'a str),
    /// Once a day.
    Daily,
    /// Every some hours.
    EveryHours,
    /// By hand.
    ByHand,
    /// No second copy.
    NoCopy,
    /// One.
    Copy,
    /// Do it.
    Go,
    /// Go through it again.
    Again,
    /// Leave.
    Leave,
    /// Back up now.
    BackUpNow,
    /// Not now.
    Later,
}

/// A part of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The account.
    Account,
    /// This computer's name.
    Device,
    /// What is backed up.
    What,
    /// When.
    When,
    /// The second copy.
    Copy,
    /// The settings file.
    Settings,
}

/// What is planned with the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlannedAccount<'a> {
    /// It stays as it is.
    Keep(&'a str),
    /// It is made.
    Create(&'a str),
    /// It is logged in to.
    Open(&'a str),
}

/// Something that was done at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done<'a> {
    /// An account was made and logged in to.
    Created(&'a str),
    /// An account was logged in to.
    Opened(&'a str),
    /// The settings were written.
    Settings(&'a Path),
    /// They said all that already.
    SettingsSame(&'a Path),
    /// The system begins backups.
    Scheduled(JobSystem),
    /// It begins none any more.
    Unscheduled,
    /// The second copy was taken into use.
    Copy(&'a Path),
    /// It ended.
    NoCopy,
}

/// A comment in the settings file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comment {
    /// At its top.
    Head,
    /// Above `[selection]`.
    Selection,
    /// Above its categories.
    Categories,
    /// Above its paths.
    Paths,
    /// Above `[schedule]`.
    Schedule,
    /// Above `[dual]`.
    Dual,
}
