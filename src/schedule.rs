//! Backups that begin by themselves: the job that the system runs, how it looks on each system, and how it gets there and away again.
//!
//! The job calls `aosbox backup --scheduled` a few times an hour, and at beginnings that lie between these calls. Whether something is due is
//! decided there, by the calendar. So all systems keep the same time, and what was put off, stopped or slept through is tried again.

pub mod cron;
pub mod launchd;
pub mod systemd;
pub mod task_scheduler;

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    calendar::{Rhythm, Weekdays},
    config::schedule::ScheduleConfig,
    error::{Error, Result},
    model::FileOperation,
    platform::{self, command},
};

/// Minutes between two calls of the job, as a rule.
const TICK: u32 = 15;

/// What begins jobs on a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobSystem {
    /// Windows' Task Scheduler.
    TaskScheduler,
    /// A timer of the user's systemd.
    Systemd,
    /// The user's crontab.
    Cron,
    /// An agent of macOS' launchd.
    Launchd,
}

/// What the job is to be, on whatever system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobPlan {
    /// The program, by its full path.
    pub program: PathBuf,
    /// A program that does the same without a window, where there is one.
    pub windowless: Option<PathBuf>,
    /// Its global options.
    pub options: Vec<String>,
    /// Beginnings that do not coincide with a tick.
    pub starts: Vec<Start>,
    /// All beginnings, for what wakes the computer.
    pub all_starts: Vec<Start>,
    /// It is called whenever the minute of the hour is a multiple of this.
    pub tick: u32,
    /// It is called so long after the computer has started.
    pub at_startup: Option<Duration>,
    /// Whether a sleeping computer is woken for a beginning.
    pub wake: bool,
    /// Whether it is called while nobody is logged in.
    pub logged_off: bool,
    /// The user whose job it is, as Windows names users.
    pub user: String,
}

/// A beginning that comes back each week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// On which days.
    pub days: Weekdays,
    /// The hour, 0 to 23.
    pub hour: u16,
    /// The minute, 0 to 59.
    pub minute: u16,
}

/// Where the system keeps what belongs to a job.
#[derive(Debug, Clone)]
pub struct JobFolders {
    /// systemd's user units: `~/.config/systemd/user`.
    pub units: PathBuf,
    /// launchd's agents: `~/Library/LaunchAgents`.
    pub agents: PathBuf,
    /// A folder of this program's own, for what is handed to the Task Scheduler.
    pub own: PathBuf,
}

/// A file or a piece of one that makes up a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobPart {
    /// Its file name, or what takes the place of one.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Whether the job is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installed {
    /// There is none.
    No,
    /// There is one, and it is the one that the settings ask for.
    AsAsked,
    /// There is one that differs from what the settings ask for.
    Different,
}

impl JobPlan {
    /// The job that settings ask for, if they ask for any.
    pub fn of(config: &ScheduleConfig, program: PathBuf, options: Vec<String>, user: String) -> Option<Self> {
        let (tick, all_starts) = match &config.rhythm {
            Rhythm::Never if config.at_startup => (60, Vec::new()),
            Rhythm::Never => return None,
            Rhythm::Every(minutes) => (greatest_common_divisor(*minutes, TICK), Vec::new()),
            Rhythm::At(windows) => {
                let start = |window: &crate::calendar::Window| Start {
                    days: window.days,
                    hour: window.from.hour(),
                    minute: window.from.minute(),
                };
                (TICK, windows.iter().map(start).collect())
            }
        };
        let starts = all_starts.iter().copied().filter(|start| u32::from(start.minute) % tick != 0).collect();
        let windowless = program.parent().map(|folder| folder.join("aosboxw.exe")).filter(|path| path.is_file());
        Some(Self {
            program,
            windowless,
            options,
            starts,
            all_starts,
            tick,
            at_startup: config.at_startup.then_some(config.delay),
            wake: config.wake,
            logged_off: config.logged_off,
            user,
        })
    }

    /// Minutes of the hour at which it is called.
    fn minutes(&self) -> impl Iterator<Item = u32> {
        (0..60).step_by(self.tick.max(1) as usize)
    }

    /// Its arguments, for a call at its time or after the computer has started.
    fn arguments(&self, startup: bool) -> Vec<String> {
        let mut arguments = self.options.clone();
        let occasion = if startup { "--scheduled=startup" } else { "--scheduled" };
        arguments.extend(["--quiet", "backup", occasion].map(str::to_owned));
        arguments
    }

    /// The parts of the job on a system.
    pub fn parts(&self, system: JobSystem) -> Vec<JobPart> {
        match system {
            JobSystem::TaskScheduler => task_scheduler::parts(self),
            JobSystem::Systemd => systemd::parts(self),
            JobSystem::Cron => cron::parts(self),
            JobSystem::Launchd => launchd::parts(self),
        }
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// What begins jobs on this computer; `None` where nothing is found that does.
pub fn system() -> Option<JobSystem> {
    match platform::SYSTEM {
        "windows" => Some(JobSystem::TaskScheduler),
        "macos" => Some(JobSystem::Launchd),
        _ if systemd::is_there() => Some(JobSystem::Systemd),
        _ if cron::is_there() => Some(JobSystem::Cron),
        _ => None,
    }
}

/// Puts the job in place of the one that was there.
pub fn install(plan: &JobPlan, system: JobSystem, folders: &JobFolders) -> Result<()> {
    match system {
        JobSystem::TaskScheduler => task_scheduler::install(plan, folders),
        JobSystem::Systemd => systemd::install(plan, folders),
        JobSystem::Cron => cron::install(plan),
        JobSystem::Launchd => launchd::install(plan, folders),
    }
}

/// Takes away what this computer has of the job, wherever it was put. Whether there was any.
pub fn remove(folders: &JobFolders) -> Result<bool> {
    Ok(match platform::SYSTEM {
        "windows" => task_scheduler::remove(folders)?,
        "macos" => launchd::remove(folders)?,
        // It may have been put there before systemd came, or went.
        _ => systemd::remove(folders)? | cron::remove()?,
    })
}

/// Whether the job is there.
pub fn installed(plan: &JobPlan, system: JobSystem, folders: &JobFolders) -> Installed {
    match system {
        JobSystem::TaskScheduler => task_scheduler::installed(plan, folders),
        JobSystem::Systemd => files_installed(&plan.parts(system), &folders.units),
        JobSystem::Cron => cron::installed(plan),
        JobSystem::Launchd => files_installed(&plan.parts(system), &folders.agents),
    }
}

/// Compares files with what they should be.
fn files_installed(parts: &[JobPart], folder: &Path) -> Installed {
    let there: Vec<Option<String>> =
        parts.iter().map(|part| std::fs::read_to_string(folder.join(&part.name)).ok()).collect();
    if there.iter().all(Option::is_none) {
        return Installed::No;
    }
    let same = parts.iter().zip(&there).all(|(part, there)| there.as_ref() == Some(&part.text));
    if same { Installed::AsAsked } else { Installed::Different }
}

fn write_parts(parts: &[JobPart], folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    for part in parts {
        let path = folder.join(&part.name);
        std::fs::write(&path, &part.text).map_err(Error::file(FileOperation::Write, path))?;
    }
    Ok(())
}

/// Removes files of these names; whether there were any.
fn remove_files(names: &[&str], folder: &Path) -> Result<bool> {
    let mut any = false;
    for name in names {
        let path = folder.join(name);
        match std::fs::remove_file(&path) {
            Ok(()) => any = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::file(FileOperation::Remove, path)(error)),
        }
    }
    Ok(any)
}

/// Runs a command of the system that must succeed.
fn order(program: &'static str, arguments: &[&str], input: Option<&str>) -> Result<String> {
    match command::run(program, arguments, input) {
        Ok(said) if said.success => Ok(said.output),
        Ok(said) => {
            let said = if said.errors.trim().is_empty() { said.output } else { said.errors };
            Err(Error::file(FileOperation::Run, program)(io::Error::other(said.trim().to_owned())))
        }
        Err(error) => Err(Error::file(FileOperation::Run, program)(error)),
    }
}

/// Text within XML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
