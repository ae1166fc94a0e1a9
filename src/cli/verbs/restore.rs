//! `aosbox restore`: from the backup back to the disk.

use serde_json::{Map, Value, json};

use crate::{
    catalog::query::VersionChoice,
    cli::{
        arguments,
        mistakes::{Failure, Mistake, NotFound, Outcome},
        program::Program,
        steps::{
            copying,
            progress::{Heard, Progress},
            session::{Session, View},
        },
        text::{dates, paths},
        words::{self, Message},
    },
    model::Apath,
    platform,
    restore::{self, Replace, RestoreReport, RestoreRequest},
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Restore) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    let request = request(program, arguments, &view)?;
    if request.paths.is_empty() {
        let files = if request.choice == VersionChoice::default() && request.version.is_none() {
            Some(view.catalog.count_files(view.device.root)?.0)
        } else {
            None
        };
        let device = view.device.name.as_str();
        program.printer.note(&Message::RestoringAll { device, files, to: request.to.as_deref() });
    }
    let copy = match arguments.no_dual || arguments.dry_run {
        true => None,
        false => copying::copy_of(program, &session, &view),
    };
    let near = copy.as_ref().map(|copy| copy as &dyn restore::Near);
    let mut report =
        restore::run(&session.account, &view.catalog, &view.device, &request, near, &progress, &program.cancel)?;
    // Folders that are there, and nothing in them that is meant.
    if is_nothing(&report) && !report.cancelled && report.not_found.is_empty() {
        report.not_found.clone_from(&request.paths);
    }
    let heard = progress.finish();
    tracing::info!(?report, "restore");
    let missing = report.not_found.iter().map(|path| view.not_found(path)).collect::<Result<Vec<_>, _>>()?;
    say(program, arguments, &view, &request, &report, &heard, &missing)?;
    Ok(outcome(&report))
}

fn outcome(report: &RestoreReport) -> Outcome {
    match report {
        _ if report.cancelled => Outcome::Cancelled,
        _ if is_nothing(report) && !report.not_found.is_empty() => Outcome::NotFound,
        _ if report.failed > 0 || !report.not_found.is_empty() => Outcome::Incomplete,
        _ => Outcome::Done,
    }
}

fn is_nothing(report: &RestoreReport) -> bool {
    report.files == 0 && report.folders == 0 && report.kept == 0 && report.failed == 0
}

fn request(program: &Program, arguments: &arguments::Restore, view: &View) -> Result<RestoreRequest, Failure> {
    let settings = &program.settings;
    let now = program.now();
    let range = |option: &'static str, text: &Option<String>| {
        let range = text.as_deref().map(|text| dates::range(text, &now)).transpose();
        range.map_err(|mistake| Failure::Date { option, mistake })
    };
    let choice = VersionChoice {
        modified: range("--modified", &arguments.modified)?,
        backed_up: range("--backed-up", &arguments.backed_up)?,
        as_of: arguments.as_of.as_deref().map(|text| view.run_at(program, text)).transpose()?,
        deleted: arguments.deleted,
    };
    if arguments.to.is_none() && view.device.system != platform::SYSTEM {
        return Err(Mistake::NeedsTo { system: view.device.system.clone() }.into());
    }
    let jobs = arguments.jobs.map(usize::from).or(settings.config.restore_jobs);
    Ok(RestoreRequest {
        paths: arguments.paths.iter().map(|path| view.path(program, path)).collect::<Result<_, _>>()?,
        to: arguments.to.as_ref().map(|folder| settings.current.join(folder)),
        choice,
        version: arguments.version.and_then(|version| usize::try_from(version).ok()),
        replace: match arguments.replace {
            arguments::Replace::Newer => Replace::Newer,
            arguments::Replace::Never => Replace::Never,
            arguments::Replace::Always => Replace::Always,
        },
        jobs: jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from).min(16)),
        dry_run: arguments.dry_run,
        verify: arguments.verify,
    })
}

fn say(
    program: &Program,
    arguments: &arguments::Restore,
    view: &View,
    request: &RestoreRequest,
    report: &RestoreReport,
    heard: &Heard,
    missing: &[NotFound],
) -> Result<(), Failure> {
    let printer = &program.printer;
    if !printer.is_json() {
        for missing in missing {
            match outcome(report) {
                Outcome::NotFound => printer.error(&Message::NotFound(missing)),
                _ => printer.warning(&Message::NotFound(missing)),
            }
        }
        // One hint is enough: they are all of a kind.
        if let Some(first) = missing.first()
            && let Some(hint) = words::explain(&Mistake::NotInBackup(Box::new(first.clone())).into()).hint
        {
            printer.hint(&hint);
        }
    }
    if outcome(report) != Outcome::NotFound {
        printer.summary(&Message::RestoreSummary {
            report,
            to: request.to.as_deref(),
            seconds: heard.seconds,
            dry_run: arguments.dry_run,
            more: heard.more,
        })?;
    }
    let not_found: Vec<Value> = report.not_found.iter().map(|path| named(path, view)).collect();
    printer.document(
        "restore",
        json!({
            "device": view.device.id.to_string(),
            "device_name": view.device.name,
            "dry_run": arguments.dry_run,
            "cancelled": report.cancelled,
            "seconds": heard.seconds,
            "files": {
                "restored": report.files,
                "kept": report.kept,
                "failed": report.failed,
                "incomplete": report.incomplete,
            },
            "folders": report.folders,
            "bytes": { "restored": report.bytes, "fetched": report.bytes_fetched },
            "from_dual": { "files": report.near_files, "bytes": report.near_bytes },
            "not_found": not_found,
            "troubles": heard.troubles,
        }),
    )
}

fn named(path: &Apath, view: &View) -> Value {
    let mut object = Map::new();
    paths::put(&mut object, path, &view.device.system);
    Value::Object(object)
}
