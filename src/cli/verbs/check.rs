//! `aosbox check`: is everything there, and is it whole?

use serde_json::{Map, Value, json};

use crate::{
    catalog::{Catalog, DeviceInfo},
    cli::{
        arguments,
        mistakes::{Failure, Outcome},
        program::Program,
        steps::{entries, progress::Progress, session::Session},
        terminal::output::{Stream, Tint},
        text::{dates, paths},
        words::{self, Message},
    },
    error::Damage,
    maintain::check::{self, CheckOptions, CheckReport, LostVersion},
};

/// More lost versions than this are only counted; `--json` has them all.
const MOST_SHOWN: usize = 50;

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Check) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    // As this computer remembers the account: what the store has lost since is found by that.
    let catalog = Catalog::open(&session.catalog_file(program), &session.account.id)?;
    let options = CheckOptions {
        read_percent: arguments.read_data.unwrap_or(0.0),
        jobs: arguments
            .jobs
            .map_or_else(|| std::thread::available_parallelism().map_or(2, usize::from).min(16), usize::from),
    };
    let report = check::run(&session.account, catalog, &options, &progress, &program.cancel)?;
    let seconds = progress.finish().seconds;
    tracing::info!(findings = report.findings.len(), lost = report.lost.len(), "check");
    say(program, &report, seconds, options.read_percent > 0.0)?;
    Ok(match report {
        _ if report.cancelled => Outcome::Cancelled,
        _ if !is_well(&report) => Outcome::Incomplete,
        _ => Outcome::Done,
    })
}

fn is_well(report: &CheckReport) -> bool {
    report.findings.is_empty() && report.lost.is_empty()
}

fn say(program: &Program, report: &CheckReport, seconds: u64, read: bool) -> Result<(), Failure> {
    let printer = &program.printer;
    let devices = &report.devices;
    let now = program.now();
    for finding in &report.findings {
        let object = paths::safe(finding.object.as_bytes());
        let said = words::say(&Message::Finding { object: &object, damage: &finding.damage });
        printer.line(&format!("{} {said}", printer.tint(Stream::Out, Tint::Red, "!")))?;
    }
    for lost in report.lost.iter().take(MOST_SHOWN) {
        let (device, system) = named(devices, lost);
        let said = words::say(&Message::Lost {
            device: &paths::safe(device.as_bytes()),
            path: &paths::shown(&lost.path, &system),
            backed_up: &dates::shown(lost.version.backed_up, &now),
            current: lost.current,
        });
        printer.line(&format!("{} {said}", printer.tint(Stream::Out, Tint::Red, "!")))?;
    }
    if !is_well(report) || !printer.is_quiet() {
        printer.answer(&Message::CheckSummary { report, seconds, read })?;
    }
    if !is_well(report) && !printer.is_json() {
        let old_versions = report.lost.iter().any(|lost| !lost.current);
        printer.hint(&words::say(&Message::CheckAdvice { old_versions }));
    }
    printer.document(
        "check",
        json!({
            "ok": is_well(report),
            "cancelled": report.cancelled,
            "seconds": seconds,
            "runs": report.runs,
            "packs": report.packs,
            "packs_read": report.packs_read,
            "bytes_read": report.bytes_read,
            "unreferenced_packs": report.unreferenced,
            "findings": report.findings.iter().map(|finding| json!({
                "object": finding.object,
                "damage": damage_name(&finding.damage),
            })).collect::<Vec<_>>(),
            "lost": report.lost.iter().map(|lost| lost_document(devices, lost)).collect::<Vec<_>>(),
        }),
    )
}

/// The name and the system of the device of a lost version.
fn named(devices: &[DeviceInfo], lost: &LostVersion) -> (String, String) {
    match devices.iter().find(|device| device.id == lost.device) {
        Some(device) if !device.name.is_empty() => (device.name.clone(), device.system.clone()),
        _ => (lost.device.to_string(), String::new()),
    }
}

fn lost_document(devices: &[DeviceInfo], lost: &LostVersion) -> Value {
    let (name, system) = named(devices, lost);
    let mut object = Map::new();
    object.insert("device".to_owned(), lost.device.to_string().into());
    object.insert("device_name".to_owned(), name.into());
    paths::put(&mut object, &lost.path, &system);
    entries::describe(&mut object, &lost.version);
    object.insert("current".to_owned(), lost.current.into());
    Value::Object(object)
}

fn damage_name(damage: &Damage) -> &'static str {
    match damage {
        Damage::Missing => "missing",
        Damage::Truncated => "truncated",
        Damage::Header => "header",
        Damage::Seal => "seal",
        Damage::Content(_) => "content",
        Damage::Hash => "hash",
    }
}
