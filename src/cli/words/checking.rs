//! What `aosbox doctor` can find, each as data: what it is about, how bad it is, and in each language what was found and what to do.

use std::path::PathBuf;

use super::{Explained, Message};
use crate::{schedule::JobSystem, secrets::Keeper};

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The settings file.
    Settings,
    /// The login and where its secrets are kept.
    Login,
    /// The account in the store.
    Account,
    /// Whether something may be written there.
    Writing,
    /// The clock.
    Clock,
    /// The time zone.
    Zone,
    /// What is selected.
    Selection,
    /// The job that begins backups.
    Schedule,
    /// What became of the last backups.
    Backups,
    /// Room on the disks.
    Space,
    /// The local catalog.
    Cache,
    /// The dual copy.
    Dual,
    /// What holds backups off.
    Conditions,
    /// What is run and told around a backup.
    Hooks,
    /// Files that something left behind.
    Leftovers,
    /// The log.
    Log,
    /// What only some systems have.
    System,
}

impl Area {
    /// All of them, in the order in which they are looked at.
    pub const ALL: [Area; 17] = [
        Area::Settings,
        Area::Login,
        Area::Account,
        Area::Writing,
        Area::Clock,
        Area::Zone,
        Area::Selection,
        Area::Schedule,
        Area::Backups,
        Area::Space,
        Area::Cache,
        Area::Dual,
        Area::Conditions,
        Area::Hooks,
        Area::Leftovers,
        Area::Log,
        Area::System,
    ];

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Area::Settings => "settings",
            Area::Login => "login",
            Area::Account => "account",
            Area::Writing => "writing",
            Area::Clock => "clock",
            Area::Zone => "zone",
            Area::Selection => "selection",
            Area::Schedule => "schedule",
            Area::Backups => "backups",
            Area::Space => "space",
            Area::Cache => "cache",
            Area::Dual => "dual",
            Area::Conditions => "conditions",
            Area::Hooks => "hooks",
            Area::Leftovers => "leftovers",
            Area::Log => "log",
            Area::System => "system",
        }
    }
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Well,
    /// It was not looked at, or there is nothing to be looked at.
    Skipped,
    /// Worth a look.
    Warning,
    /// Backups or restores fail, or soon will.
    Wrong,
}

impl Grade {
    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Grade::Well => "well",
            Grade::Skipped => "skipped",
            Grade::Warning => "warning",
            Grade::Wrong => "wrong",
        }
    }
}

/// A disk whose room matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// The one with the local catalog.
    Cache,
    /// The one with the store.
    Store,
    /// The one with the dual copy.
    Dual,
}

/// A setting that is allowed and hardly meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suspicion {
    /// Backups come less often than it takes to worry.
    WarnsTooSoon {
        /// Seconds between two backups.
        every: u64,
        /// `schedule.warn_after` in seconds.
        after: u64,
    },
    /// Something is to follow backups at intervals, after which nothing follows.
    ThenAtIntervals,
    /// Wi-Fi networks are named, and Wi-Fi is not to be used.
    WifiNamedAndNotUsed,
    /// No backup on battery, whatever it holds.
    NeverOnBattery,
    /// A time within which hardly any request is answered.
    ShortTime {
        /// The setting.
        name: &'static str,
        /// Its seconds.
        seconds: u64,
    },
    /// A limit that hardly anything keeps to.
    SmallLimit {
        /// The setting.
        name: &'static str,
        /// Its bytes.
        bytes: u64,
    },
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The settings can be read, or there are none, which is well, too.
    SettingsRight {
        /// The file.
        file: PathBuf,
        /// Whether it is there.
        there: bool,
    },
    /// The settings are wrong.
    SettingsWrong(Explained),
    /// Others may change the settings.
    SettingsOpen(PathBuf),
    /// A setting is hardly meant as it is.
    Suspicious(Suspicion),
    /// The login is complete.
    LoggedIn {
        /// The profile.
        profile: String,
        /// Where the secrets are, and that something can be kept there.
        keeper: Keeper,
    },
    /// The login is not there or cannot be used.
    LoginWrong(Explained),
    /// Others may read the secrets.
    SecretsOpen(PathBuf),
    /// The account answers.
    AccountReached {
        /// Where it lies.
        store: String,
        /// How long two requests took.
        milliseconds: u64,
        /// Whether something was opened with the key.
        proved: bool,
    },
    /// It does not.
    AccountAway(Explained),
    /// The key is not that of the account.
    KeyWrong {
        /// Where it lies.
        store: String,
    },
    /// Nobody was asked.
    Offline,
    /// Objects may be created.
    MayWrite,
    /// They may not.
    MayNotWrite(Explained),
    /// That cannot be tried without leaving something behind.
    WritingNotTried,
    /// The clock is that of the store, or nearly.
    ClockRight {
        /// Seconds that it is off.
        off: u64,
    },
    /// The clock is wrong.
    ClockWrong {
        /// Seconds that it is off.
        off: u64,
        /// Whether it is ahead of the store's.
        ahead: bool,
    },
    /// The journal has times that are yet to come.
    ClockWentBack {
        /// The time, as people write times.
        time: String,
    },
    /// The zone is known.
    ZoneKnown(String),
    /// It is not, and UTC is taken.
    ZoneUnknown,
    /// Nothing is selected.
    NothingSelected {
        /// Whether backups are to begin by themselves all the same.
        scheduled: bool,
    },
    /// All that is selected is there.
    Selected {
        /// Paths.
        paths: u64,
        /// Categories.
        categories: u64,
    },
    /// A selected path is not there.
    SelectedMissing(PathBuf),
    /// A selected path cannot be read.
    SelectedUnreadable {
        /// The path.
        path: PathBuf,
        /// The system's words.
        error: String,
    },
    /// There is no schedule.
    NoSchedule,
    /// There is none, and a job all the same.
    JobLeft(JobSystem),
    /// There is a schedule, and nothing that begins jobs.
    NoScheduler,
    /// The job is not there.
    JobMissing {
        /// What would begin it.
        system: JobSystem,
        /// The command that puts it there.
        remedy: String,
    },
    /// Another job is there than the settings ask for.
    JobDifferent {
        /// What begins it.
        system: JobSystem,
        /// The command that puts the right one there.
        remedy: String,
    },
    /// The job is there, and its timer does not run.
    JobStopped {
        /// The command that starts it.
        remedy: String,
    },
    /// Something is due and the job does not call.
    JobSilent {
        /// What begins it.
        system: JobSystem,
        /// Since when it is due, as people write times.
        due: String,
    },
    /// The job ends with the user's login, and is to run without.
    NeedsLingering {
        /// The user.
        user: String,
    },
    /// The job is there.
    JobThere {
        /// What begins it.
        system: JobSystem,
        /// When the next backup begins, as people write times.
        next: Option<String>,
    },
    /// Nothing was backed up yet.
    NoBackup,
    /// No backup has gone through for too long.
    Overdue {
        /// When the last one ended that did, as people write times.
        last: Option<String>,
    },
    /// The last one failed.
    BackupFailed {
        /// When, as people write times.
        ended: String,
        /// Why.
        reason: Option<String>,
    },
    /// The last one ended without an end: by a mistake of the program's own, killed, without power.
    BackupAborted {
        /// When it was last heard of, as people write times.
        ended: String,
        /// The report of the crash, if it was one.
        report: Option<String>,
    },
    /// The last ones went well.
    BackedUp {
        /// When the last one ended that went through, as people write times.
        last: Option<String>,
    },
    /// Files could not be backed up.
    FilesWait(u64),
    /// Room on a disk.
    Room {
        /// Which.
        disk: Disk,
        /// Where.
        path: PathBuf,
        /// Bytes free.
        free: u64,
    },
    /// The catalog is whole.
    CacheWell {
        /// Its bytes.
        size: u64,
        /// Whether all of it was looked at.
        whole: bool,
    },
    /// There is none yet.
    CacheNone,
    /// It is of another version or another account, and is made anew.
    CacheOther {
        /// The file.
        path: PathBuf,
    },
    /// It is damaged.
    CacheDamaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: String,
    },
    /// It cannot be written.
    CacheRefused {
        /// The folder.
        path: PathBuf,
        /// The system's words.
        error: String,
    },
    /// The drive of the dual copy is there.
    DualThere(PathBuf),
    /// It is not.
    DualAway(Explained),
    /// Nothing is unknown that the settings ask about.
    ConditionsKnown,
    /// Something is: in words.
    ConditionUnknown(String),
    /// A program that is to be run is not there.
    HookMissing {
        /// The setting.
        name: &'static str,
        /// The program.
        program: String,
    },
    /// The address would be told over an open line.
    PingOpen,
    /// All is there that is to be run.
    HooksThere,
    /// Nothing was left behind.
    NoLeftovers,
    /// Files were left behind.
    Leftovers {
        /// How many.
        count: u64,
        /// One of them.
        example: PathBuf,
    },
    /// The log is written.
    LogWritten(PathBuf),
    /// It is not.
    LogRefused {
        /// The folder.
        path: PathBuf,
        /// The system's words.
        error: String,
    },
    /// No log is wanted.
    NoLog,
    /// Files that other programs hold open are read as they are.
    NoSnapshots,
    /// Windows lets programs use long paths.
    LongPaths,
    /// It does not.
    NoLongPaths,
}

/// Less than this is worth a look.
const SCARCE: u64 = 2_000_000_000;
/// With less than this, backups fail.
const TOO_LITTLE: u64 = 200_000_000;

impl Checked {
    /// What it is about.
    pub fn area(&self) -> Area {
        use Checked::*;
        match self {
            SettingsRight { .. } | SettingsWrong(_) | SettingsOpen(_) | Suspicious(_) => Area::Settings,
            LoggedIn { .. } | LoginWrong(_) | SecretsOpen(_) => Area::Login,
            AccountReached { .. } | AccountAway(_) | KeyWrong { .. } | Offline => Area::Account,
            MayWrite | MayNotWrite(_) | WritingNotTried => Area::Writing,
            ClockRight { .. } | ClockWrong { .. } | ClockWentBack { .. } => Area::Clock,
            ZoneKnown(_) | ZoneUnknown => Area::Zone,
            NothingSelected { .. } | Selected { .. } | SelectedMissing(_) | SelectedUnreadable { .. } => {
                Area::Selection
            }
            NoSchedule
            | JobLeft(_)
            | NoScheduler
            | JobMissing { .. }
            | JobDifferent { .. }
            | JobStopped { .. }
            | JobSilent { .. }
            | NeedsLingering { .. }
            | JobThere { .. } => Area::Schedule,
            NoBackup | Overdue { .. } | BackupFailed { .. } | BackupAborted { .. } | BackedUp { .. } | FilesWait(_) => {
                Area::Backups
            }
            Room { .. } => Area::Space,
            CacheWell { .. } | CacheNone | CacheOther { .. } | CacheDamaged { .. } | CacheRefused { .. } => Area::Cache,
            DualThere(_) | DualAway(_) => Area::Dual,
            ConditionsKnown | ConditionUnknown(_) => Area::Conditions,
            HookMissing { .. } | PingOpen | HooksThere => Area::Hooks,
            NoLeftovers | Leftovers { .. } => Area::Leftovers,
            LogWritten(_) | LogRefused { .. } | NoLog => Area::Log,
            NoSnapshots | LongPaths | NoLongPaths => Area::System,
        }
    }

    /// How bad it is.
    pub fn grade(&self) -> Grade {
        use Checked::*;
        match self {
            Room { free, .. } if *free < TOO_LITTLE => Grade::Wrong,
            Room { free, .. } if *free < SCARCE => Grade::Warning,
            Room { .. }
            | SettingsRight { .. }
            | LoggedIn { .. }
            | AccountReached { .. }
            | MayWrite
            | ClockRight { .. }
            | ZoneKnown(_)
            | Selected { .. }
            | JobThere { .. }
            | BackedUp { .. }
            | CacheWell { .. }
            | CacheNone
            | DualThere(_)
            | ConditionsKnown
            | HooksThere
            | NoLeftovers
            | LogWritten(_)
            | LongPaths => Grade::Well,
            Offline | WritingNotTried | NoLog | NoSnapshots => Grade::Skipped,
            Suspicious(_)
            | ClockWrong { .. }
            | ClockWentBack { .. }
            | ZoneUnknown
            | NothingSelected { scheduled: false }
            | NoSchedule
            | JobLeft(_)
            | JobSilent { .. }
            | NeedsLingering { .. }
            | NoBackup
            | FilesWait(_)
            | CacheOther { .. }
            | DualAway(_)
            | ConditionUnknown(_)
            | PingOpen
            | Leftovers { .. }
            | NoLongPaths => Grade::Warning,
            SettingsWrong(_)
            | SettingsOpen(_)
            | LoginWrong(_)
            | SecretsOpen(_)
            | AccountAway(_)
            | KeyWrong { .. }
            | MayNotWrite(_)
            | NothingSelected { scheduled: true }
            | SelectedMissing(_)
            | SelectedUnreadable { .. }
            | NoScheduler
            | JobMissing { .. }
            | JobDifferent { .. }
            | JobStopped { .. }
            | Overdue { .. }
            | BackupFailed { .. }
            | BackupAborted { .. }
            | CacheDamaged { .. }
            | CacheRefused { .. }
            | HookMissing { .. }
            | LogRefused { .. } => Grade::Wrong,
        }
    }
}

/// Something to say about what was found.
pub enum Checking {
    /// What an area is called.
    Area(Area),
    /// How it all looks.
    Verdict {
        /// How many things are wrong.
        wrong: usize,
        /// How many are worth a look.
        warnings: usize,
    },
}

impl From<Checking> for Message<'_> {
    fn from(message: Checking) -> Self {
        Message::Checking(message)
    }
}
