//! The system's job that begins backups: what the settings are to say of it, and putting it there and away.

use crate::{
    calendar::{Rhythm, Window},
    cli::{
        arguments::{ScheduleSet, Then},
        mistakes::{Failure, Mistake},
        program::{Program, profile::Profile},
        steps::credentials,
        words::Scheduling,
    },
    config::{
        Keep,
        edit::SettingValue,
        length,
        schedule::{self as settings, ScheduleConfig},
    },
    model::Afterwards,
    schedule::{self, JobFolders, JobPlan, JobSystem, systemd},
    secrets::{self, Keeper},
    store::Location,
};

/// What the settings say of when backups begin. How long to wait before worrying is no part of that.
pub const NAMES: [&str; 9] =
    ["every", "at", "integrity_every", "at_startup", "delay", "then", "force", "wake", "logged_off"];

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
        Some(profile) => {
            if config.logged_off && profile.credentials == Keeper::Keyring && settings.config.keep != Keep::File {
                printer.note(&Scheduling::NeedsKeyFile.into());
            }
            let location = Location::parse(&profile.store, &settings.current)?;
            if let Some(variable) = credentials::variable_relied_on(settings, &location)
                && !keeps_keys_of_the_store(program, &profile)
            {
                printer.note(&Scheduling::KeysInVariables { variable }.into());
            }
        }
    }
    Ok(())
}

/// Whether the keys of the store itself were typed at a login.
fn keeps_keys_of_the_store(program: &Program, profile: &Profile) -> bool {
    let settings = &program.settings;
    let kept = secrets::load(profile.credentials, &settings.credentials(), &profile.entry(&settings.profile));
    kept.is_ok_and(|kept| kept.is_some_and(|kept| !kept.store.0.is_empty()))
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

pub fn afterwards(then: Then) -> Afterwards {
    match then {
        Then::None => Afterwards::None,
        Then::Sleep => Afterwards::Sleep,
        Then::Hibernate => Afterwards::Hibernate,
        Then::Shutdown => Afterwards::ShutDown,
        Then::Restart => Afterwards::Restart,
        Then::Logoff => Afterwards::LogOff,
    }
}

/// The job that the settings ask for. It is called with the folder, the settings and the login that this command was called with.
pub fn plan(program: &Program, config: &ScheduleConfig) -> Result<Option<JobPlan>, Failure> {
    let settings = &program.settings;
    let binary = std::env::current_exe().map_err(Mistake::NoCurrentFolder)?;
    let mut options = Vec::new();
    // The system begins jobs in an environment of its own.
    if let Some(own) = &settings.folders.own {
        options.extend(["--home".to_owned(), own.to_string_lossy().into_owned()]);
    }
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
