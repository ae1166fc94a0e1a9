//! How the backups of this computer are, from what lies on it: the store is not asked. `aosbox`, `aosbox status` and `aosbox doctor` tell of
//! the same.

use jiff::Zoned;

use super::{history, scheduled};
use crate::{
    backup,
    cli::{
        mistakes::Failure,
        program::{Program, profile::Profile},
    },
    control::Pause,
    journal::Journal,
    model::time::Clock,
};

/// How things are.
pub struct Situation {
    /// The login, if there is one.
    pub profile: Option<Profile>,
    /// What became of its last attempts.
    pub journal: Journal,
    /// Whether a backup is running.
    pub running: bool,
    /// Whether none has gone through for too long.
    pub overdue: bool,
    /// Since when one is due, in seconds since 1970.
    pub due: Option<i64>,
    /// When the next one begins.
    pub next: Option<i64>,
    /// The wish that they wait.
    pub paused: Option<Pause>,
    /// The time of all this.
    pub now: Zoned,
    /// The same in seconds.
    pub seconds: i64,
}

impl Situation {
    /// As it is now.
    pub fn of(program: &Program) -> Result<Self, Failure> {
        let settings = &program.settings;
        Ok(Self::with(program, Profile::load(&settings.folders.profiles, &settings.profile)?))
    }

    /// The same of a login that is known.
    pub fn with(program: &Program, profile: Option<Profile>) -> Self {
        let settings = &program.settings;
        let (now, seconds) = (program.now(), program.clock.now().seconds);
        let device = profile.as_ref().map(|profile| profile.device);
        let journal = device.map(|device| history::read(program, &device)).unwrap_or_default();
        let schedule = &settings.config.schedule;
        let begins = |due: crate::calendar::Due| due.start.timestamp().as_second();
        Self {
            running: device.is_some_and(|device| backup::is_running(&settings.lock(&device))),
            overdue: journal.is_overdue(seconds, schedule.warn_after),
            due: scheduled::due(schedule, &journal, &now).map(begins),
            next: schedule.rhythm.next(&now).map(begins),
            paused: settings.control().paused(seconds),
            profile,
            journal,
            now,
            seconds,
        }
    }
}
