//! `aosbox backup`: what is selected → a run.

use std::path::Path;

use serde_json::json;

use super::{
    Program, arguments, dates, dual,
    exit::{Failure, Mistake, Outcome},
    progress::{Heard, Progress},
    quickstart, selected,
    session::Session,
    words::Message,
};
use crate::{
    backup::{self, BackupOptions, BackupReport},
    catalog::Catalog,
    dual::follow::Followed,
    error::Error,
    monitor::Surroundings,
    selection::{Root, Source},
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
    let selection = selected::selection(program, sources(program, arguments)?)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let mut catalog = session.catalog(program, Purpose::Backup, &progress)?;
    let options = options(program, arguments, &session, &catalog)?;
    let copying = dual::begin(program, &session, &catalog, arguments.dry_run)?;
    let report = backup::run(
        &session.account,
        &mut catalog,
        &session.profile.device,
        &selection,
        &options,
        copying.as_ref().map(|copying| &copying.copier as &dyn backup::Copies),
        Surroundings { monitor: &progress, clock: &program.clock, cancel: &program.cancel },
    );
    let followed = copying.map(|copying| copying.end(program, &session, &catalog, report.is_ok(), &progress));
    let report = report?;
    let heard = progress.finish();
    tracing::info!(?report, "backup");
    say(program, arguments, &session, &report, &heard, begun.as_ref(), followed.as_ref())?;
    if begun.is_some()
        && let Some(root) = example_of(selection.roots())
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

/// A root to show what can be done with it, one that people see if there is any.
fn example_of(roots: Vec<Root>) -> Option<Root> {
    let is_seen = |root: &Root| !root.apath.components().any(|name| name.starts_with(b"."));
    let seen = roots.iter().find(|root| is_seen(root)).cloned();
    seen.or_else(|| roots.into_iter().next())
}

/// The paths of the command line, else what the settings select, else for a quick start the usual folders.
fn sources(program: &Program, arguments: &arguments::Backup) -> Result<Vec<Source>, Failure> {
    if !arguments.paths.is_empty() {
        return selected::picks(program, &arguments.paths);
    }
    if selected::is_anything(program) {
        return selected::sources(program);
    }
    if arguments.quickstart {
        return selected::picks(program, &quickstart::usual_folders(program));
    }
    Err(Mistake::NothingSelected(program.settings.folders.config_file.clone()).into())
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

fn say(
    program: &Program,
    arguments: &arguments::Backup,
    session: &Session,
    report: &BackupReport,
    heard: &Heard,
    begun: Option<&quickstart::Begun>,
    followed: Option<&Followed>,
) -> Result<(), Failure> {
    program.printer.summary(&Message::BackupSummary {
        report,
        seconds: heard.seconds,
        dry_run: arguments.dry_run,
        more: heard.more,
    })?;
    if let Some(followed) = followed {
        dual::tell(program, followed)?;
    }
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
    if let (Some(followed), Some(fields)) = (followed, document.as_object_mut()) {
        fields.insert("dual".to_owned(), dual::document(followed));
    }
    program.printer.document("backup", document)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
