//! `aosbox backup`: what is selected → a run.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{
    Program, arguments, dates,
    exit::{Failure, Mistake, Outcome},
    progress::{Heard, Progress},
    quickstart,
    session::Session,
    settings::Settings,
    words::Message,
};
use crate::{
    backup::{self, BackupOptions, BackupReport},
    catalog::Catalog,
    error::Error,
    monitor::Surroundings,
    selection::{Selection, Source, places},
    store::Location,
    sync::Purpose,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Backup) -> Result<Outcome, Failure> {
    let begun = if arguments.quickstart {
        // No account is made for a backup of nothing.
        sources(program, arguments)?;
        quickstart::begin(program)?
    } else {
        None
    };
    // Who is not logged in learns that first, whatever else is missing.
    let session = Session::open(program)?;
    let settings = &program.settings;
    let sources = sources(program, arguments)?;
    let selection = Selection::new(sources, &settings.config.selection, &settings.folders.home)?
        .with_largest_file(program.settings.config.max_file_size)
        .without_own(&own_folders(program, &session));
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let mut catalog = session.catalog(program, Purpose::Backup, &progress)?;
    let options = options(program, arguments, &session, &catalog)?;
    let report = backup::run(
        &session.account,
        &mut catalog,
        &session.profile.device,
        &selection,
        &options,
        Surroundings { monitor: &progress, clock: &program.clock, cancel: &program.cancel },
    )?;
    let heard = progress.finish();
    tracing::info!(?report, "backup");
    say(program, arguments, &session, &report, &heard, begun.as_ref())?;
    if begun.is_some()
        && let Some(root) = selection.roots().first()
    {
        let example = super::paths::for_shell(&super::paths::local(&root.path));
        program.printer.note(&Message::QuickstartNext { example: &example });
    }
    Ok(match report {
        _ if report.cancelled => Outcome::Cancelled,
        _ if report.totals.failed > 0 => Outcome::Incomplete,
        _ => Outcome::Done,
    })
}

/// The paths of the command line, else what the settings select, else for a quick start the usual folders.
fn sources(program: &Program, arguments: &arguments::Backup) -> Result<Vec<Source>, Failure> {
    let settings = &program.settings;
    if !arguments.paths.is_empty() {
        return picks(&arguments.paths, &settings.current);
    }
    let selected = selected(settings)?;
    if !selected.is_empty() {
        return Ok(selected);
    }
    if arguments.quickstart {
        return picks(&quickstart::usual_folders()?, &settings.current);
    }
    Err(Mistake::NothingSelected(settings.folders.config_file.clone()).into())
}

/// What the settings select: their categories and their paths.
pub fn selected(settings: &Settings) -> Result<Vec<Source>, Failure> {
    let config = &settings.config.selection;
    let mut sources = places::sources(&config.categories, config, &settings.known_folders());
    sources.extend(picks(&config.paths, &settings.current)?);
    Ok(sources)
}

fn picks(paths: &[PathBuf], current: &Path) -> Result<Vec<Source>, Failure> {
    Ok(paths.iter().map(|path| Source::pick(path, current)).collect::<Result<_, _>>()?)
}

fn options(
    program: &Program,
    arguments: &arguments::Backup,
    session: &Session,
    catalog: &Catalog,
) -> Result<BackupOptions, Failure> {
    let settings = &program.settings;
    let device = &session.profile.device;
    let mut options =
        BackupOptions::new(session.profile.device_name.as_str(), env!("CARGO_PKG_VERSION"), settings.lock(device));
    options.dry_run = arguments.dry_run;
    options.jobs = arguments.jobs.map(usize::from).or(settings.config.backup_jobs).unwrap_or(options.jobs);
    options.level = settings.config.compression.unwrap_or(options.level);
    options.pack_size = settings.config.pack_size.map_or(options.pack_size, |size| size as usize);
    options.commit_bytes = settings.config.commit_size.unwrap_or(options.commit_bytes);
    if let Some(limit) = settings.config.monthly_upload {
        let sent = catalog.bytes_sent_since(catalog.device(device)?.number, dates::month_start(&program.now()))?;
        let left = limit.saturating_sub(sent);
        if left == 0 && !arguments.dry_run {
            return Err(Error::UploadLimit { limit }.into());
        }
        options.upload_limit = Some(left);
    }
    Ok(options)
}

/// What this program itself fills: a backup of that would grow by what it writes.
fn own_folders(program: &Program, session: &Session) -> Vec<PathBuf> {
    let settings = &program.settings;
    let mut own = vec![settings.folders.data.clone(), settings.cache_of(&session.account.id)];
    if let Ok(Location::Folder(store)) = Location::parse(&session.profile.store, &settings.current) {
        own.push(store);
    }
    own
}

fn say(
    program: &Program,
    arguments: &arguments::Backup,
    session: &Session,
    report: &BackupReport,
    heard: &Heard,
    begun: Option<&quickstart::Begun>,
) -> Result<(), Failure> {
    program.printer.summary(&Message::BackupSummary {
        report,
        seconds: heard.seconds,
        dry_run: arguments.dry_run,
        more: heard.more,
    })?;
    let totals = &report.totals;
    let mut document = json!({
        "device": session.profile.device.to_string(),
        "device_name": session.profile.device_name,
        "dry_run": arguments.dry_run,
        "cancelled": report.cancelled,
        "seconds": heard.seconds,
        "files": {
            "new": totals.new,
            "changed": totals.changed,
            "unchanged": totals.unchanged,
            "gone": totals.gone,
            "failed": totals.failed,
            "left_out": report.left_out,
            "placeholders": report.placeholders,
        },
        "bytes": {
            "seen": totals.bytes_seen,
            "read": totals.bytes_read,
            "new": totals.bytes_new,
            "sent": totals.bytes_sent,
        },
        "runs": report.runs,
        "troubles": heard.troubles,
    });
    if let Some(begun) = begun
        && let Some(fields) = document.as_object_mut()
    {
        fields.insert("recovery_key".to_owned(), begun.recovery_key.as_str().into());
        fields.insert("recovery_key_file".to_owned(), shown(&begun.key_file).into());
    }
    program.printer.document("backup", document)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
