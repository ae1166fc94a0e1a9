//! What is said in English about the schedule.

use super::{count_of, duration, safe};
use crate::{
    calendar::Rhythm,
    cli::words::{Scheduling, ShownSchedule},
    config::schedule::ScheduleConfig,
    model::Afterwards,
    schedule::{Installed, JobSystem},
};

/// A message about the schedule.
pub fn say(message: &Scheduling<'_>) -> String {
    match message {
        Scheduling::Rhythm(config) => rhythm(config),
        Scheduling::None => {
            "There is no schedule. `aosbox schedule set --every 1h` backs up every hour.".to_owned()
        }
        Scheduling::Shown(shown) => self::shown(shown),
        Scheduling::Set { config, system, next } => {
            let next = next.map(|next| format!(" The next one: {next}.")).unwrap_or_default();
            format!("Backups begin {}, by {}.{next}", rhythm(config), self::system(*system))
        }
        Scheduling::NeedsLingering { user } => format!(
            "They begin only while you are logged in; `loginctl enable-linger {}` lets them begin at any time.",
            safe(user)
        ),
        Scheduling::CannotWake => {
            "A sleeping computer is not woken: this system lets only administrators' jobs do that. A start that was slept through is \
             made up for when the computer is awake."
                .to_owned()
        }
        Scheduling::NeedsKeyFile => {
            "While nobody is logged in, the system's credential store is closed: set [credentials] keep = \"file\" and log in again."
                .to_owned()
        }
        Scheduling::KeysInVariables { variable } => format!(
            "The store's keys come from {variable}, which a backup that begins by itself may not have: without that variable, \
             `aosbox login STORE` asks for the keys and keeps them."
        ),
        Scheduling::NeedsLogin => "There is no login yet: `aosbox login STORE --create` makes one.".to_owned(),
        Scheduling::Removed { was_there: true } => "No backups begin by themselves any more.".to_owned(),
        Scheduling::Removed { was_there: false } => "There was no schedule.".to_owned(),
        Scheduling::Next { start, end: None } => (*start).to_owned(),
        Scheduling::Next { start, end: Some(end) } => format!("{start}, to {end} at the latest"),
        Scheduling::Afterwards { then, seconds } => {
            format!("The backup has ended. In {seconds} s {}; `aosbox pause` keeps that from happening.", afterwards(*then))
        }
        Scheduling::AfterwardsTitle => "aosbox".to_owned(),
        Scheduling::StaysOn => "The computer stays as it is: backups are paused.".to_owned(),
        Scheduling::CannotDo { then, error } => {
            let why = super::conditions::afterwards(error);
            format!("it was to be that {}, but: {why}", afterwards(*then))
        }
        Scheduling::FailureTitle => "aosbox: the backup failed".to_owned(),
    }
}

/// `every hour`, `mon-fri 22:00-06:00`.
pub(super) fn rhythm(config: &ScheduleConfig) -> String {
    match &config.rhythm {
        Rhythm::Never if config.at_startup => "when the computer has started".to_owned(),
        Rhythm::Never => "by hand only".to_owned(),
        Rhythm::Every(60) => "every hour".to_owned(),
        Rhythm::Every(1440) => "every day".to_owned(),
        Rhythm::Every(minutes) if minutes % 1440 == 0 => format!("every {} days", minutes / 1440),
        Rhythm::Every(minutes) if minutes % 60 == 0 => format!("every {} hours", minutes / 60),
        Rhythm::Every(minutes) => format!("every {minutes} minutes"),
        Rhythm::At(windows) => windows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// What begins jobs.
pub fn system(system: JobSystem) -> &'static str {
    match system {
        JobSystem::TaskScheduler => "the Task Scheduler",
        JobSystem::Systemd => "a timer of systemd",
        JobSystem::Cron => "cron",
        JobSystem::Launchd => "launchd",
    }
}

fn afterwards(then: Afterwards) -> &'static str {
    match then {
        Afterwards::None => "nothing happens",
        Afterwards::Sleep => "the computer sleeps",
        Afterwards::Hibernate => "the computer hibernates",
        Afterwards::ShutDown => "the computer is shut down",
        Afterwards::Restart => "the computer is started anew",
        Afterwards::LogOff => "you are logged off",
    }
}

fn shown(shown: &ShownSchedule<'_>) -> String {
    let config = shown.config;
    let mut lines = vec![format!("Backups begin {}.", rhythm(config))];
    if config.at_startup && config.rhythm != Rhythm::Never {
        lines.push(format!("One also begins {} after the start of the computer.", duration(config.delay.as_secs())));
    }
    if let Some(next) = shown.next {
        lines.push(format!("The next one: {next}."));
    }
    if let Some(missed) = shown.missed {
        lines.push(format!("! The one of {missed} did not take place, or did not come to its end."));
    }
    if let Some(every) = config.integrity_every {
        let days = every.as_secs() / 86_400;
        let every = if days > 0 { count_of(days, "day", "days") } else { duration(every.as_secs()) };
        lines.push(format!("Every {every} a backup reads all files, whatever is known of them."));
    }
    if config.then != Afterwards::None {
        let force = if config.force { ", whatever programs are open" } else { "" };
        lines.push(format!("Afterwards {}{force}.", afterwards(config.then)));
    }
    lines.push(match shown.job {
        None => "! Nothing is found here that begins jobs. `aosbox schedule print --for cron` prints one for another scheduler.".to_owned(),
        Some((system, Installed::AsAsked)) => format!("The job is known to {}.", self::system(system)),
        Some((system, Installed::Different)) => {
            format!("! {} knows of another job than the settings ask for: run `aosbox schedule set` again.", capital(self::system(system)))
        }
        Some((system, Installed::No)) => {
            format!("! {} knows of no job: run `aosbox schedule set` again.", capital(self::system(system)))
        }
    });
    if shown.lingers == Some(false) {
        lines.push("It begins only while you are logged in; `loginctl enable-linger` changes that.".to_owned());
    }
    lines.join("\n")
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
