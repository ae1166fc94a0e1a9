//! `aosbox dual`: a second copy as plain files; and what backups and restores ask of it.

mod enable;
mod show;

use serde_json::{Map, Value, json};

use crate::{
    cli::{
        arguments::{self, DualAction, DualFilterAction},
        mistakes::{DualMistake, Failure, Outcome, SelectionMistake},
        program::Program,
        steps::{
            copy::{amount, jobs, put_done, setting},
            filters::{self, Which},
            progress::Progress,
            session::Session,
        },
        text::paths,
        words::{self, Dualling},
    },
    config::{
        Allowed,
        dual::LIMITS,
        edit::{Change, dual::DualChange},
        size,
    },
    dual::{
        Amount, Mirror,
        follow::note_covered,
        pass::{Depth, Found, Pass},
    },
    model::Apath,
    platform,
    sync::Purpose,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Dual) -> Result<Outcome, Failure> {
    match &arguments.action {
        DualAction::Enable(enable) => enable::run(program, &enable.path),
        DualAction::Disable => disable(program),
        DualAction::Show => show::run(program),
        DualAction::Limit(limit) => self::limit(program, &limit.size),
        DualAction::Sync => bring(program, Depth::Sync),
        DualAction::Verify => bring(program, Depth::Verify),
        DualAction::Filter(filters) => match &filters.action {
            DualFilterAction::List => filters::list(program, Which::Dual),
            DualFilterAction::Add(add) => filters::add(program, Which::Dual, &add.parts),
            DualFilterAction::Edit(edit) => filters::edit(program, Which::Dual, edit),
            DualFilterAction::Remove(remove) => filters::remove(program, Which::Dual, remove.number),
        },
    }
}

fn disable(program: &Program) -> Result<Outcome, Failure> {
    let path = program.settings.config.dual.path.clone();
    if path.is_some() {
        program.settings.change(&[Change::Dual(DualChange::Path(None))])?;
    }
    program.printer.summary(&match &path {
        Some(path) => Dualling::Disabled { path }.into(),
        None => Dualling::WasNotEnabled.into(),
    })?;
    let path = path.as_ref().map(|path| path.to_string_lossy());
    program.printer.document("dual disable", json!({ "path": path }))?;
    Ok(Outcome::Done)
}

fn limit(program: &Program, text: &str) -> Result<Outcome, Failure> {
    let limit = match text {
        "none" => None,
        text => match size::parse(text) {
            Some(size) if (LIMITS.0..=LIMITS.1).contains(&size) => Some(size),
            _ => {
                let allowed = Allowed::SizeWithin(LIMITS.0, LIMITS.1);
                return Err(SelectionMistake::Value { option: "SIZE", value: text.to_owned(), allowed }.into());
            }
        },
    };
    program.settings.change(&[Change::Dual(DualChange::Limit(limit.map(|_| text.to_owned())))])?;
    program.printer.summary(&Dualling::Limited(limit).into())?;
    program.printer.document("dual limit", json!({ "limit": limit }))?;
    Ok(Outcome::Done)
}

/// `sync` and `verify`.
fn bring(program: &Program, depth: Depth) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    let setting = setting(program, &session.profile)?.ok_or(DualMistake::NotEnabled)?;
    let mut mirror = Mirror::open(setting, false)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let catalog = session.catalog(program, Purpose::Reading, &progress)?;
    let device = catalog.device(&session.profile.device)?;
    let account = &session.account;
    let pass = Pass { account, catalog: &catalog, device: &device, monitor: &progress, jobs: jobs(program) };
    let found = pass.run(&mut mirror, depth)?;
    if !found.cancelled {
        note_covered(&mut mirror, &pass)?;
    }
    let seconds = progress.finish().seconds;
    tracing::info!(done = ?mirror.done, ?depth, "dual");
    let lacking = say(program, depth, &mirror, &found, seconds)?;
    Ok(match () {
        () if found.cancelled => Outcome::Cancelled,
        () if lacking > 0 => Outcome::Incomplete,
        () => Outcome::Done,
    })
}

/// Says how it went; how many files could not be brought.
fn say(program: &Program, depth: Depth, mirror: &Mirror, found: &Found, seconds: u64) -> Result<u64, Failure> {
    let printer = &program.printer;
    let done = &mirror.done;
    let (mut left_out, mut lacking) = (Amount::default(), Amount::default());
    for (reason, amount) in mirror.manifest.left_out_amounts()? {
        for sum in [Some(&mut left_out), Some(&mut lacking).filter(|_| !reason.is_meant())].into_iter().flatten() {
            sum.files += amount.files;
            sum.bytes += amount.bytes;
        }
    }
    if depth == Depth::Verify && !printer.is_json() {
        for (paths, missing) in [(&found.wrong, false), (&found.missing, true)] {
            for path in paths {
                let path = paths::shown(path, platform::SYSTEM);
                printer.error_line(&words::say(&Dualling::Wrong { path: &path, missing }.into()));
            }
        }
        for path in found.strangers.iter().take(20) {
            printer.error_line(&words::say(&Dualling::Stranger { path: &paths::local(path) }.into()));
        }
    }
    printer.summary(&match depth {
        Depth::Verify => Dualling::Verified { done, found, lacking }.into(),
        _ => Dualling::Synced { done, found, folder: &mirror.drive.folder, left_out }.into(),
    })?;
    let mut document = json!({
        "path": mirror.drive.folder.to_string_lossy(),
        "seconds": seconds,
        "cancelled": found.cancelled,
        "right": amount(found.right),
        "left_out": amount(left_out),
        "lacking": amount(lacking),
    });
    put_done(&mut document, done);
    if let (Depth::Verify, Some(fields)) = (depth, document.as_object_mut()) {
        fields.insert("wrong".to_owned(), found.wrong.iter().map(named).collect());
        fields.insert("missing".to_owned(), found.missing.iter().map(named).collect());
        let strangers = found.strangers.iter().map(|path| path.to_string_lossy());
        fields.insert("strangers".to_owned(), strangers.collect());
    }
    let command = if depth == Depth::Verify { "dual verify" } else { "dual sync" };
    printer.document(command, document)?;
    Ok(lacking.files)
}

fn named(path: &Apath) -> Value {
    let mut object = Map::new();
    paths::put(&mut object, path, platform::SYSTEM);
    Value::Object(object)
}
