//! What can be said about the schedule.

use super::Message;
use crate::{
    config::schedule::ScheduleConfig,
    platform::afterwards::AfterwardsError,
    schedule::{Installed, JobSystem},
};

/// Something to say about the schedule.
pub enum Scheduling<'a> {
    /// The schedule in a few words.
    Rhythm(&'a ScheduleConfig),
    /// There is none.
    None,
    /// All of the schedule, a line each.
    Shown(&'a ShownSchedule<'a>),
    /// It is set, and the system knows of it.
    Set {
        /// The schedule.
        config: &'a ScheduleConfig,
        /// What begins it.
        system: JobSystem,
        /// The next beginning, as people write times.
        next: Option<&'a str>,
    },
    /// It is set by the user's systemd, which ends when the user logs out.
    NeedsLingering {
        /// The user.
        user: &'a str,
    },
    /// This system cannot wake the computer for a user's job.
    CannotWake,
    /// While nobody is logged in, secrets must lie in a file.
    NeedsKeyFile,
    /// The keys of the store come from a variable, which the system's job may not have.
    KeysInVariables {
        /// Its name.
        variable: &'static str,
    },
    /// There is no login yet.
    NeedsLogin,
    /// It is removed.
    Removed {
        /// Whether there was a job.
        was_there: bool,
    },
    /// A beginning in a list.
    Next {
        /// When, as people write times.
        start: &'a str,
        /// Until when at the latest.
        end: Option<&'a str>,
    },
    /// A computer is about to do something after a backup.
    Afterwards {
        /// What.
        then: crate::model::Afterwards,
        /// In how many seconds.
        seconds: u64,
    },
    /// The title of that on the desktop.
    AfterwardsTitle,
    /// Somebody kept that from happening.
    StaysOn,
    /// The computer did not do it.
    CannotDo {
        /// What.
        then: crate::model::Afterwards,
        /// Why not.
        error: &'a AfterwardsError,
    },
    /// The title of a notice about a failure on the desktop.
    FailureTitle,
}

/// What `schedule show` shows.
pub struct ShownSchedule<'a> {
    /// The settings.
    pub config: &'a ScheduleConfig,
    /// The next beginning, as people write times.
    pub next: Option<&'a str>,
    /// The last window that passed without a backup.
    pub missed: Option<&'a str>,
    /// What begins jobs here, and whether ours is known to it.
    pub job: Option<(JobSystem, Installed)>,
    /// Whether the user's systemd ends with the login, if it was asked.
    pub lingers: Option<bool>,
}

impl<'a> From<Scheduling<'a>> for Message<'a> {
    fn from(message: Scheduling<'a>) -> Self {
        Message::Scheduling(message)
    }
}
