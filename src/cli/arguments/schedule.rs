//! Arguments of `schedule`.

use clap::{Args, Subcommand, ValueEnum};

use super::number::number;

/// Have backups begin by themselves, at intervals or at times of the week.
///
/// The settings are kept in the settings file; the system's own scheduler runs the job: the Task Scheduler on Windows, a timer of the
/// user's systemd or the crontab on Linux, launchd on macOS. A start that was missed because the computer was off or asleep is made up for
/// once; a window with an end is never left.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox schedule set --every 1h\n  aosbox schedule set --at 'mon-fri 22:00-06:00' --at 'sat 09:00' --then shutdown\n  \
                        aosbox schedule next 5\n  aosbox schedule remove"
)]
pub struct Schedule {
    /// What to do; the schedule is shown if nothing is said
    #[command(subcommand)]
    pub action: Option<ScheduleAction>,
}

/// What to do with the schedule.
#[derive(Debug, Subcommand)]
pub enum ScheduleAction {
    /// Set when backups begin, and have the system begin them.
    ///
    /// What is not named stays as it is, but for the rhythm: --every takes the place of --at and the other way round.
    Set(ScheduleSet),
    /// Show the schedule, and whether the system knows of it
    #[command(after_help = "Example:\n  aosbox schedule show")]
    Show,
    /// Show when the next backups begin
    Next(ScheduleNext),
    /// Have no backups begin by themselves any more
    #[command(after_help = "Example:\n  aosbox schedule remove")]
    Remove,
    /// Print the job as it is handed to the system
    Print(SchedulePrint),
}

/// Set the schedule.
#[derive(Debug, Default, Args)]
#[command(
    after_help = "Days: mon-fri, sat,sun, daily, 月-金. Hours: 22:00-06:00 ends on the next day; 09:00 has no end.\n\n\
                        Examples:\n  aosbox schedule set --every 1h --integrity-every 7d\n  aosbox schedule set --at 'fri 23:00-01:00'\n  \
                        aosbox schedule set --every 30m --at-startup --delay 10m"
)]
pub struct ScheduleSet {
    /// At intervals: 30m, 1h, 1d; in steps of five minutes
    #[arg(long, value_name = "TIME", conflicts_with = "at", required_unless_present_any = ["at", "integrity_every", "at_startup", "then", "wake", "logged_off"])]
    pub every: Option<String>,
    /// At times of the week, with or without an end; may be given several times
    #[arg(long, value_name = "DAYS HOURS")]
    pub at: Vec<String>,
    /// How often a backup reads every file, whatever is known of it: 7d, 30d, never
    #[arg(long, value_name = "TIME")]
    pub integrity_every: Option<String>,
    /// Begin one when the computer has started, too
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "true|false")]
    pub at_startup: Option<bool>,
    /// How long after the start of the computer
    #[arg(long, value_name = "TIME", requires = "at_startup")]
    pub delay: Option<String>,
    /// What the computer does after a backup at a set time
    #[arg(long, value_name = "WHAT")]
    pub then: Option<Then>,
    /// Do so even if programs are still open
    #[arg(long, requires = "then")]
    pub force: bool,
    /// Wake a sleeping computer for a backup, where the system can do that
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "true|false")]
    pub wake: Option<bool>,
    /// Begin backups also while nobody is logged in
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "true|false")]
    pub logged_off: Option<bool>,
}

/// What the computer does afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Then {
    /// Nothing
    None,
    /// It sleeps
    Sleep,
    /// It hibernates
    Hibernate,
    /// It is shut down
    Shutdown,
    /// It is started anew
    Restart,
    /// The user is logged off
    Logoff,
}

/// Show when the next backups begin.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox schedule next\n  aosbox schedule next 20")]
pub struct ScheduleNext {
    /// How many of them
    #[arg(value_name = "N", default_value_t = 5, value_parser = number::<u16>(1, Some(1000)))]
    pub count: u16,
}

/// Print the job.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox schedule print\n  aosbox schedule print --for cron")]
pub struct SchedulePrint {
    /// Print it for another system than this one
    #[arg(long = "for", value_name = "SYSTEM")]
    pub system: Option<System>,
}

/// What begins jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum System {
    /// Windows' Task Scheduler
    Windows,
    /// A timer of the user's systemd
    Systemd,
    /// The user's crontab
    Cron,
    /// An agent of macOS' launchd
    Launchd,
}
