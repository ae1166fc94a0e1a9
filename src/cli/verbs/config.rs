//! `aosbox config`: where the settings are, whether they are right, and what holds.

use std::{path::Path, time::Duration};

use serde_json::{Value, json};

use crate::{
    backup::{self, BackupOptions},
    calendar::Rhythm,
    cli::{
        arguments::{ConfigAction, Global, ProgressStyle, When},
        mistakes::{Failure, Outcome},
        program::{Program, log, settings},
        steps::rules,
        terminal::{output::Printer, table},
        text::paths,
        words::{self, Provenance, Selecting, Table},
    },
    config::{self, Keep, bandwidth::BandwidthWindow, conditions, hooks, schedule},
    error::Error,
    model::{Category, FileOperation, Language},
    store::open,
};

/// A setting as it holds now.
struct Row {
    name: &'static str,
    value: Value,
    from: Provenance,
}

/// Says where the settings file is, whatever is in it.
pub fn path(global: &Global, printer: &Printer) -> Result<Outcome, Failure> {
    let file = settings::config_file(global)?;
    printer.line(&paths::local(&file))?;
    printer.document("config path", json!({ "path": text(&file), "there": file.exists() }))?;
    Ok(Outcome::Done)
}

/// Runs the command. That the settings could be read says that they are right.
pub fn run(program: &Program, action: ConfigAction) -> Result<Outcome, Failure> {
    let file = &program.settings.folders.config_file;
    match action {
        ConfigAction::Path => Ok(Outcome::Done),
        ConfigAction::Check => {
            let there = file.exists();
            program.printer.summary(&Selecting::SettingsRight { file, there }.into())?;
            program.printer.document("config check", json!({ "path": text(file), "there": there, "ok": true }))?;
            Ok(Outcome::Done)
        }
        ConfigAction::Show => show(program),
    }
}

fn show(program: &Program) -> Result<Outcome, Failure> {
    let file = &program.settings.folders.config_file;
    let printer = &program.printer;
    let written = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::file(FileOperation::Read, file)(error).into()),
    };
    let lines = config::lines::lines(&written);
    let mut rows = rows(program);
    for row in rows.iter_mut().filter(|row| row.from == Provenance::Default) {
        if let Some(line) = lines.get(row.name) {
            row.from = Provenance::File(*line);
        }
    }
    if printer.is_json() {
        let settings: Vec<Value> = rows.into_iter().map(document).collect();
        printer.document("config show", json!({ "path": text(file), "there": file.exists(), "settings": settings }))?;
        return Ok(Outcome::Done);
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let value = match &row.value {
                Value::Null => words::say(&Selecting::NotSet.into()),
                value => paths::safe(value.to_string().as_bytes()),
            };
            vec![row.name.to_owned(), words::say(&Selecting::SettingFrom(row.from).into()), value]
        })
        .collect();
    table::print(printer, Table::Settings, &cells, &[])?;
    Ok(Outcome::Done)
}

/// Every setting as it holds now; where a value is not that of an option or a variable, the file has not been asked yet.
fn rows(program: &Program) -> Vec<Row> {
    let settings = &program.settings;
    let config = &settings.config;
    let selection = &config.selection;
    let usual = BackupOptions::new("", "");
    let row = |name, value| Row { name, value, from: Provenance::Default };
    let given = |name, value| Row { name, value, from: program.given.from(name) };
    let roots = |of: Category| -> Value {
        selection.extra_roots.iter().filter(|(category, _)| *category == of).map(|(_, path)| text(path)).collect()
    };
    let texts = |paths: &[std::path::PathBuf]| -> Value { paths.iter().map(|path| text(path)).collect() };
    let filters = selection.filters.iter().enumerate();
    let dual_filters = config.dual.filters.iter().enumerate();
    let added = selection.auto_exclude_added.iter();
    let seconds = |time: Option<Duration>, usual: Duration| -> Value { time.unwrap_or(usual).as_secs().into() };
    vec![
        row("language", config.language.map_or("auto", Language::id).into()),
        given("config", text(&settings.folders.config_file).into()),
        given("home", settings.folders.own.as_deref().map(text).into()),
        given("account", settings.profile.clone().into()),
        row("selection.categories", selection.categories.iter().map(|category| category.id()).collect()),
        row("selection.paths", texts(&selection.paths)),
        row("selection.hidden", selection.hidden.into()),
        row("selection.skip_empty_folders", selection.skip_empty_folders.into()),
        row("selection.follow_symlinks", selection.follow_symlinks.into()),
        row("selection.follow_junctions", selection.follow_junctions.into()),
        row("selection.cross_file_systems", selection.cross_file_systems.into()),
        row("selection.cloud_files", selection.cloud_files.into()),
        row("selection.extra_roots.finance", roots(Category::Finance)),
        row("selection.extra_roots.ebooks", roots(Category::Ebooks)),
        row("filter", filters.map(|(place, filter)| rules::document(program, place + 1, filter)).collect()),
        row("auto_exclude.enabled", selection.auto_exclude.into()),
        row("auto_exclude.remove", texts(&selection.auto_exclude_removed)),
        row("auto_exclude.add", added.map(|added| json!({ "path": text(&added.path), "note": added.note })).collect()),
        row("conditions.least_battery", config.conditions.least_battery.into()),
        row("conditions.while_presenting", config.conditions.while_presenting.into()),
        row(
            "conditions.networks",
            config.conditions.networks.iter().map(|kind| conditions::kind_name(*kind)).collect(),
        ),
        row("conditions.wifi_allow", config.conditions.wifi_allow.iter().cloned().collect()),
        row("conditions.metered", config.conditions.metered.into()),
        row("conditions.busy_above", config.conditions.busy_above.into()),
        row("backup.mode", conditions::mode_name(config.mode).into()),
        row("dual.path", config.dual.path.as_deref().map(text).into()),
        row("dual.limit", config.dual.limit.into()),
        row("dual.filter", dual_filters.map(|(place, filter)| rules::document(program, place + 1, filter)).collect()),
        row("backup.jobs", config.backup_jobs.unwrap_or(usual.jobs).into()),
        row("backup.compression", config.compression.unwrap_or(usual.level).into()),
        row("backup.pack_size", config.pack_size.unwrap_or(usual.pack_size as u64).into()),
        row("backup.commit_size", config.commit_size.unwrap_or(usual.commit_bytes).into()),
        row("restore.jobs", config.restore_jobs.unwrap_or(usual.jobs).into()),
        row("store.request_timeout", seconds(config.request_timeout, open::REQUEST_TIMEOUT)),
        row("store.retry_for", seconds(config.retry_for, open::RETRY_FOR)),
        row("block_level.min_interval", seconds(config.block_level_interval, backup::BLOCK_LEVEL_INTERVAL)),
        row("schedule.every", interval(&config.schedule.rhythm)),
        row("schedule.at", times(&config.schedule.rhythm)),
        row("schedule.integrity_every", config.schedule.integrity_every.map(|time| time.as_secs()).into()),
        row("schedule.at_startup", config.schedule.at_startup.into()),
        row("schedule.delay", config.schedule.delay.as_secs().into()),
        row("schedule.then", schedule::name(config.schedule.then).into()),
        row("schedule.force", config.schedule.force.into()),
        row("schedule.grace", config.schedule.grace.as_secs().into()),
        row("schedule.wake", config.schedule.wake.into()),
        row("schedule.logged_off", config.schedule.logged_off.into()),
        row("schedule.warn_after", config.schedule.warn_after.as_secs().into()),
        row("schedule.notices", config.schedule.notices.into()),
        row("hooks.before", config.hooks.before.as_ref().map(hooks::shown).into()),
        row("hooks.before_failure", hooks::before_failure_name(config.hooks.before_failure).into()),
        row("hooks.after", config.hooks.after.as_ref().map(hooks::shown).into()),
        row("hooks.on_failure", config.hooks.on_failure.as_ref().map(hooks::shown).into()),
        row("hooks.timeout", config.hooks.timeout.as_secs().into()),
        row("hooks.ping", config.hooks.ping.clone().into()),
        row("hooks.allow_http", config.hooks.allow_http.into()),
        row("bandwidth.upload", config.bandwidth.upload.into()),
        row("bandwidth.download", config.bandwidth.download.into()),
        row("bandwidth.window", config.bandwidth.windows.iter().map(window).collect()),
        row("store.proxy", conditions::proxy_name(&config.proxy).into()),
        row("limits.monthly_upload", config.monthly_upload.into()),
        row("limits.max_file_size", config.max_file_size.into()),
        row("cache.dir", text(&settings.folders.cache).into()),
        row("log.enabled", config.log.enabled.into()),
        row("log.dir", text(&log::folder(settings)).into()),
        row("log.level", config.log.level.id().into()),
        row("log.max_size", config.log.max_size.into()),
        row("log.keep_files", config.log.keep_files.into()),
        row("log.keep_days", config.log.keep_days.into()),
        row("credentials.keep", keep(config.keep).into()),
        given("lang", words::language().id().into()),
        given("quiet", program.printer.is_quiet().into()),
        given("verbose", settings.verbose.into()),
        given("color", color(settings.color).into()),
        given("json", program.printer.is_json().into()),
        given("progress", progress(settings.progress).into()),
        given("allow_http", settings.allow_http.into()),
        given("endpoint", settings.endpoint.clone().into()),
        given("ca_certificate", settings.ca_certificate.as_deref().map(|file| text(&settings.typed(file))).into()),
        given("region", settings.region.clone().into()),
        given("password_file", settings.password_file.as_deref().map(text).into()),
        given("password_command", settings.password_command.clone().into()),
    ]
}

fn document(row: Row) -> Value {
    let (from, line, name) = match row.from {
        Provenance::Default => ("default", None, None),
        Provenance::File(line) => ("file", Some(line), None),
        Provenance::Variable(name) => ("variable", None, Some(name)),
        Provenance::Option(name) => ("option", None, Some(name)),
    };
    json!({ "name": row.name, "value": row.value, "from": from, "line": line, "given_as": name })
}

/// Seconds between two backups.
fn interval(rhythm: &Rhythm) -> Value {
    match rhythm {
        Rhythm::Every(minutes) => (minutes * 60).into(),
        _ => Value::Null,
    }
}

fn times(rhythm: &Rhythm) -> Value {
    match rhythm {
        Rhythm::At(windows) => windows.iter().map(ToString::to_string).collect(),
        _ => Value::Null,
    }
}

fn window(window: &BandwidthWindow) -> Value {
    let speed = |speed: Option<Option<u64>>| -> Value {
        match speed {
            Some(Some(speed)) => speed.into(),
            Some(None) => "none".into(),
            None => Value::Null,
        }
    };
    let when: Vec<String> = window.when.iter().map(ToString::to_string).collect();
    json!({ "when": when, "upload": speed(window.upload), "download": speed(window.download) })
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn keep(keep: Keep) -> &'static str {
    match keep {
        Keep::Auto => "auto",
        Keep::Keyring => "keyring",
        Keep::File => "file",
    }
}

fn color(when: When) -> &'static str {
    match when {
        When::Auto => "auto",
        When::Always => "always",
        When::Never => "never",
    }
}

fn progress(style: ProgressStyle) -> &'static str {
    match style {
        ProgressStyle::Auto => "auto",
        ProgressStyle::Bar => "bar",
        ProgressStyle::Plain => "plain",
        ProgressStyle::Json => "json",
        ProgressStyle::None => "none",
    }
}
