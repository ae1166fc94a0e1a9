//! `aosbox schedule`: when backups begin by themselves.

use serde_json::{Value, json};

use super::{
    Program,
    arguments::{Schedule, ScheduleAction, ScheduleSet, System, Then},
    dates,
    exit::{Failure, Mistake, Outcome},
    profile::Profile,
    scheduled,
    words::{self, Scheduling, ShownSchedule},
};
use crate::{
    calendar::{Rhythm, Window},
    config::{
        Keep,
        edit::{Change, SettingValue},
        length,
        schedule::{self as settings, ScheduleConfig},
    },
    journal::Journal,
    model::Afterwards,
    schedule::{self, Installed, JobFolders, JobPlan, JobSystem, systemd},
    secrets::Keeper,
};

/// What the settings say of when backups begin. How long to wait before worrying is no part of that.
pub const NAMES: [&str; 9] =
    ["every", "at", "integrity_every", "at_startup", "delay", "then", "force", "wake", "logged_off"];

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
    let shown = next.map(|next| dates::near(next, &now));
    if let Some(system) = system {
        printer.note(&Scheduling::Set { config: &config, system, next: shown.as_deref() }.into());
    }
    remarks(program, &config, system)?;
    printer.document("schedule set", document(&config, next, system.zip(Some(Installed::AsAsked))))?;
    Ok(Outcome::Done)
}

/// Has the system begin backups as the settings say, if they say so; by what it does.
pub fn put_in_place(program: &Program, config: &ScheduleConfig) -> Result<Option<JobSystem>, Failure> {
    let system = schedule::system();
    if let Some(plan) = plan(program, config)? {
        let system = system.ok_or(Mistake::NoScheduler)?;
        schedule::install(&plan, system, &folders(program)).map_err(|error| Mistake::JobRefused(Box::new(error)))?;
    }
    Ok(system)
}

/// Has the system begin no backups any more; whether it did.
pub fn take_away(program: &Program) -> Result<bool, Failure> {
    Ok(schedule::remove(&folders(program))?)
}

/// What somebody should know who has just set a schedule.
pub fn remarks(program: &Program, config: &ScheduleConfig, system: Option<JobSystem>) -> Result<(), Failure> {
    let (settings, printer) = (&program.settings, &program.printer);
    if config.wake && system != Some(JobSystem::TaskScheduler) {
        printer.note(&Scheduling::CannotWake.into());
    }
    if system == Some(JobSystem::Systemd)
        && let Some(user) = settings.variable("USER").or(settings.variable("LOGNAME"))
        && systemd::lingers(user) == Some(false)
    {
        printer.note(&Scheduling::NeedsLingering { user }.into());
    }
    match Profile::load(&settings.folders.profiles, &settings.profile)? {
        None => printer.note(&Scheduling::NeedsLogin.into()),
        Some(profile)
            if config.logged_off && profile.credentials == Keeper::Keyring && settings.config.keep != Keep::File =>
        {
            printer.note(&Scheduling::NeedsKeyFile.into());
        }
        Some(_) => {}
    }
    Ok(())
}

/// What the settings file is to say; `None` takes a value away.
pub fn values(program: &Program, set: &ScheduleSet) -> Result<Vec<(&'static str, Option<SettingValue>)>, Failure> {
    let mut values = Vec::new();
    let flag = |value: bool| value.then_some(SettingValue::Flag(true));
    let time = |option: &'static str, text: &str| {
        length::parse(text)
            .map(|_| SettingValue::Text(text.trim().to_owned()))
            .ok_or(Mistake::NotAnInterval { option, value: text.to_owned() })
    };
    let mut at_intervals = matches!(program.settings.config.schedule.rhythm, Rhythm::Every(_));
    if let Some(every) = &set.every {
        settings::interval(every).ok_or(Mistake::NotAnInterval { option: "--every", value: every.clone() })?;
        values.push(("every", Some(SettingValue::Text(every.trim().to_owned()))));
        values.push(("at", None));
        at_intervals = true;
    }
    if !set.at.is_empty() {
        let windows = set.at.iter().map(|text| Window::parse(text).map(|window| window.to_string()));
        let windows = windows.collect::<Result<Vec<_>, _>>().map_err(|wrong| Mistake::NotAWindow(wrong.0))?;
        values.push(("at", Some(SettingValue::Texts(windows))));
        values.push(("every", None));
        at_intervals = false;
    }
    match set.integrity_every.as_deref() {
        None => {}
        Some("never") => values.push(("integrity_every", None)),
        Some(text) => values.push(("integrity_every", Some(time("--integrity-every", text)?))),
    }
    if let Some(at_startup) = set.at_startup {
        values.push(("at_startup", flag(at_startup)));
        let delay = set.delay.as_deref().map(|text| time("--delay", text)).transpose()?;
        if delay.is_some() || !at_startup {
            values.push(("delay", delay));
        }
    }
    let then = set.then.map(afterwards);
    match then {
        Some(Afterwards::None) => values.extend([("then", None), ("force", None)]),
        // At intervals it would go off several times a day under somebody's hands.
        Some(_) if at_intervals => return Err(Mistake::ThenAtIntervals.into()),
        Some(then) => {
            values.push(("then", Some(SettingValue::Text(settings::name(then).to_owned()))));
            values.push(("force", flag(set.force)));
        }
        // What belongs to times of the week is of no use at intervals.
        None if at_intervals && set.every.is_some() => values.extend([("then", None), ("force", None)]),
        None => {}
    }
    values.extend(set.wake.map(|wake| ("wake", flag(wake))));
    values.extend(set.logged_off.map(|logged_off| ("logged_off", flag(logged_off))));
    Ok(values)
}

fn afterwards(then: Then) -> Afterwards {
    match then {
        Then::None => Afterwards::None,
        Then::Sleep => Afterwards::Sleep,
        Then::Hibernate => Afterwards::Hibernate,
        Then::Shutdown => Afterwards::ShutDown,
        Then::Restart => Afterwards::Restart,
        Then::Logoff => Afterwards::LogOff,
    }
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
    let missed = missed(program, config)?.map(|missed| dates::near(missed, &now));
    let job = schedule::system().map(|system| (system, schedule::installed(&plan, system, &folders(program))));
    let user = program.settings.variable("USER").or(program.settings.variable("LOGNAME"));
    let lingers = match job {
        Some((JobSystem::Systemd, _)) => user.and_then(systemd::lingers),
        _ => None,
    };
    let near = next.map(|next| dates::near(next, &now));
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
        let (start, end) = (dates::full(&due.start), &due.end);
        let end = end.as_ref().map(dates::full);
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

/// The job that the settings ask for. It is called with the settings and the login that this command was called with.
pub fn plan(program: &Program, config: &ScheduleConfig) -> Result<Option<JobPlan>, Failure> {
    let settings = &program.settings;
    let binary = std::env::current_exe().map_err(Mistake::NoCurrentFolder)?;
    let mut options = Vec::new();
    if program.given.is_given("config") {
        options.extend(["--config".to_owned(), settings.folders.config_file.to_string_lossy().into_owned()]);
    }
    if program.given.is_given("account") {
        options.extend(["--account".to_owned(), settings.profile.clone()]);
    }
    let user = settings.variable("USERNAME").unwrap_or_default();
    let user = match settings.variable("USERDOMAIN") {
        Some(domain) => format!("{domain}\\{user}"),
        None => user.to_owned(),
    };
    Ok(JobPlan::of(config, binary, options, user))
}

/// Where the system keeps what belongs to a job.
pub fn folders(program: &Program) -> JobFolders {
    let folders = &program.settings.folders;
    let configuration =
        program.settings.variable("XDG_CONFIG_HOME").map_or_else(|| folders.home.join(".config"), Into::into);
    JobFolders {
        units: configuration.join("systemd").join("user"),
        agents: folders.home.join("Library").join("LaunchAgents"),
        own: folders.data.join("tasks"),
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
