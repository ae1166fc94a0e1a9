//! `aosbox schedule`: when backups begin by themselves.

use serde_json::{Value, json};

use crate::{
    calendar::Rhythm,
    cli::{
        arguments::{Schedule, ScheduleAction, ScheduleSet, System},
        mistakes::{Failure, Mistake, Outcome},
        program::{Program, profile::Profile},
        steps::{
            job::{NAMES, folders, plan, put_in_place, remarks, take_away, values},
            scheduled,
        },
        text::dates,
        words::{self, Scheduling, ShownSchedule},
    },
    config::{
        edit::Change,
        schedule::{self as settings, ScheduleConfig},
    },
    journal::Journal,
    schedule::{self, Installed, JobSystem, systemd},
};

/// Runs the command.
pub fn run(program: &Program, arguments: &Schedule) -> Result<Outcome, Failure> {
    match &arguments.action {
        None | Some(ScheduleAction::Show) => show(program),
        Some(ScheduleAction::Set(set)) => self::set(program, set),
        Some(ScheduleAction::Next(next)) => self::next(program, usize::from(next.count)),
        Some(ScheduleAction::Remove) => remove(program),
        Some(ScheduleAction::Print(print)) => self::print(program, print.system),
    }
}

fn set(program: &Program, set: &ScheduleSet) -> Result<Outcome, Failure> {
    let changes = [Change::Set("schedule", values(program, set)?)];
    let config = program.settings.change(&changes)?.config.schedule;
    let system = put_in_place(program, &config)?;
    let printer = &program.printer;
    let now = program.now();
    let next = config.rhythm.next(&now).map(|due| due.start.timestamp().as_second());
    let shown = next.map(|next| words::near(next, &now));
    if let Some(system) = system {
        printer.note(&Scheduling::Set { config: &config, system, next: shown.as_deref() }.into());
    }
    remarks(program, &config, system)?;
    printer.document("schedule set", document(&config, next, system.zip(Some(Installed::AsAsked))))?;
    Ok(Outcome::Done)
}

fn show(program: &Program) -> Result<Outcome, Failure> {
    let config = &program.settings.config.schedule;
    let Some(plan) = plan(program, config)? else {
        program.printer.answer(&Scheduling::None.into())?;
        program.printer.document("schedule show", document(config, None, None))?;
        return Ok(Outcome::Done);
    };
    let now = program.now();
    let next = config.rhythm.next(&now).map(|due| due.start.timestamp().as_second());
    let missed = missed(program, config)?.map(|missed| words::near(missed, &now));
    let job = schedule::system().map(|system| (system, schedule::installed(&plan, system, &folders(program))));
    let user = program.settings.variable("USER").or(program.settings.variable("LOGNAME"));
    let lingers = match job {
        Some((JobSystem::Systemd, _)) => user.and_then(systemd::lingers),
        _ => None,
    };
    let near = next.map(|next| words::near(next, &now));
    let shown = ShownSchedule { config, next: near.as_deref(), missed: missed.as_deref(), job, lingers };
    program.printer.line(&words::say(&Scheduling::Shown(&shown).into()))?;
    program.printer.document("schedule show", document(config, next, job))?;
    Ok(Outcome::Done)
}

/// When the last window began that passed without a backup.
fn missed(program: &Program, config: &ScheduleConfig) -> Result<Option<i64>, Failure> {
    let settings = &program.settings;
    let Some(profile) = Profile::load(&settings.folders.profiles, &settings.profile)? else { return Ok(None) };
    let journal = Journal::load(&settings.journal(&profile.device));
    Ok(scheduled::missed(config, &journal, &program.now()).map(|due| due.start.timestamp().as_second()))
}

fn next(program: &Program, count: usize) -> Result<Outcome, Failure> {
    let rhythm = &program.settings.config.schedule.rhythm;
    let mut after = program.now();
    let mut beginnings = Vec::new();
    while beginnings.len() < count
        && let Some(due) = rhythm.next(&after)
    {
        after = due.start.clone();
        beginnings.push(due);
    }
    if beginnings.is_empty() {
        program.printer.answer(&Scheduling::None.into())?;
    }
    for due in &beginnings {
        let (start, end) = (words::full(&due.start), &due.end);
        let end = end.as_ref().map(words::full);
        program.printer.answer(&Scheduling::Next { start: &start, end: end.as_deref() }.into())?;
    }
    let second = |time: &jiff::Zoned| dates::json(time.timestamp().as_second());
    let beginnings: Vec<Value> = beginnings
        .iter()
        .map(|due| json!({ "start": second(&due.start), "end": due.end.as_ref().map(second) }))
        .collect();
    program.printer.document("schedule next", json!({ "next": beginnings }))?;
    Ok(Outcome::Done)
}

fn remove(program: &Program) -> Result<Outcome, Failure> {
    let was_there = take_away(program)?;
    let changed = program.settings.change(&[Change::Set("schedule", NAMES.map(|name| (name, None)).into())])?;
    let was_there = was_there || changed.made.contains(&true);
    program.printer.note(&Scheduling::Removed { was_there }.into());
    program.printer.document("schedule remove", json!({ "removed": was_there }))?;
    Ok(Outcome::Done)
}

fn print(program: &Program, system: Option<System>) -> Result<Outcome, Failure> {
    let system = match system {
        Some(System::Windows) => JobSystem::TaskScheduler,
        Some(System::Systemd) => JobSystem::Systemd,
        Some(System::Cron) => JobSystem::Cron,
        Some(System::Launchd) => JobSystem::Launchd,
        None => schedule::system().ok_or(Mistake::NoScheduler)?,
    };
    let Some(plan) = plan(program, &program.settings.config.schedule)? else {
        program.printer.answer(&Scheduling::None.into())?;
        program.printer.document("schedule print", json!({ "system": name(system), "parts": [] }))?;
        return Ok(Outcome::NotFound);
    };
    let parts = plan.parts(system);
    let several = parts.len() > 1;
    for part in &parts {
        if several {
            program.printer.line(&format!("# {}", part.name))?;
        }
        program.printer.line(part.text.trim_end())?;
    }
    let parts: Vec<Value> = parts.iter().map(|part| json!({ "name": part.name, "text": part.text })).collect();
    program.printer.document("schedule print", json!({ "system": name(system), "parts": parts }))?;
    Ok(Outcome::Done)
}

fn name(system: JobSystem) -> &'static str {
    match system {
        JobSystem::TaskScheduler => "windows",
        JobSystem::Systemd => "systemd",
        JobSystem::Cron => "cron",
        JobSystem::Launchd => "launchd",
    }
}

fn document(config: &ScheduleConfig, next: Option<i64>, job: Option<(JobSystem, Installed)>) -> Value {
    let (every, at) = match &config.rhythm {
        Rhythm::Never => (None, Vec::new()),
        Rhythm::Every(minutes) => (Some(minutes * 60), Vec::new()),
        Rhythm::At(windows) => (None, windows.iter().map(ToString::to_string).collect()),
    };
    let installed = job.map(|(_, installed)| match installed {
        Installed::No => "no",
        Installed::AsAsked => "yes",
        Installed::Different => "different",
    });
    json!({
        "every": every,
        "at": at,
        "integrity_every": config.integrity_every.map(|every| every.as_secs()),
        "at_startup": config.at_startup,
        "delay": config.delay.as_secs(),
        "then": settings::name(config.then),
        "force": config.force,
        "wake": config.wake,
        "logged_off": config.logged_off,
        "next": next.map(dates::json),
        "system": job.map(|(system, _)| name(system)),
        "installed": installed,
    })
}
