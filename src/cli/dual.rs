//! `aosbox dual`: a second copy as plain files; and what backups and restores ask of it.

pub mod enable;
mod follow;
pub mod show;

use std::{path::PathBuf, sync::Arc};

use serde_json::{Map, Value, json};

pub use self::{
    follow::{begin, copy_of, document, tell},
    show::{Brief, State, brief},
};
use super::{
    Program, SystemClock,
    arguments::{self, DualAction, DualFilterAction},
    exit::{Failure, Outcome, SelectionMistake},
    filter::{self, Which},
    paths,
    profile::Profile,
    progress::Progress,
    session::Session,
    words::{self, Dualling, Inside},
};
use crate::{
    config::{
        Allowed,
        dual::{DualConfig, LIMITS},
        edit::{Change, dual::DualChange},
        size,
    },
    dual::{
        Amount, Filters, Mirror, Owner, Setting, Trouble, drive,
        follow::note_covered,
        pass::{Depth, Found, Pass},
    },
    error::Error,
    model::Apath,
    platform,
    sync::Purpose,
};

/// What is wrong with what was asked of the dual copy.
#[derive(Debug)]
pub enum DualMistake {
    /// There is none.
    NotEnabled,
    /// A folder cannot hold it because of another one.
    Inside {
        /// The folder.
        path: PathBuf,
        /// The other.
        inside: Inside,
    },
    /// The drive.
    Trouble(Trouble),
}

impl DualMistake {
    /// Its name in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            DualMistake::NotEnabled => "dual_not_enabled",
            DualMistake::Inside { .. } => "dual_inside",
            DualMistake::Trouble(trouble) => match trouble {
                Trouble::Missing { .. } => "dual_missing",
                Trouble::Replaced { .. } => "dual_replaced",
                Trouble::Taken { .. } => "dual_taken",
                Trouble::ReadOnly { .. } => "dual_read_only",
                Trouble::Lost { .. } => "dual_lost",
                Trouble::Silent { .. } => "dual_silent",
                Trouble::Busy => "busy",
                Trouble::Io { .. } | Trouble::Other(_) => "file",
            },
        }
    }
}

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
            DualFilterAction::List => filter::list(program, Which::Dual),
            DualFilterAction::Add(add) => filter::add(program, Which::Dual, &add.parts),
            DualFilterAction::Edit(edit) => filter::edit(program, Which::Dual, edit),
            DualFilterAction::Remove(remove) => filter::remove(program, Which::Dual, remove.number),
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

/// Whose copy this computer makes by a login.
fn owner(profile: &Profile) -> Owner {
    Owner {
        account: profile.account,
        device: profile.device,
        device_name: profile.device_name.clone(),
        system: platform::SYSTEM.to_owned(),
    }
}

/// The folders that the copy of a login fills.
pub fn own_folders(program: &Program, profile: &Profile) -> Vec<PathBuf> {
    let owner = owner(profile);
    let names = [drive::folder_name(&owner), drive::other_folder_name(&owner)];
    program.settings.config.dual.path.iter().flat_map(|path| names.iter().map(|name| path.join(name))).collect()
}

/// What the copy needs to know; `None` if there is none.
fn setting(program: &Program, profile: &Profile) -> Result<Option<Setting>, Failure> {
    setting_of(program, profile, &program.settings.config.dual)
}

/// The same by settings that may have changed since the program began.
fn setting_of(program: &Program, profile: &Profile, config: &DualConfig) -> Result<Option<Setting>, Failure> {
    let settings = &program.settings;
    let Some(path) = config.path.clone() else { return Ok(None) };
    let device = profile.device;
    Ok(Some(Setting {
        path,
        owner: owner(profile),
        limit: config.limit,
        filters: Filters::new(&config.filters)?,
        manifest: settings.cache_of(&profile.account).join(format!("dual-{device}.sqlite")),
        lock: settings.folders.data.join("locks").join(format!("{device}.dual.lock")),
        clock: Arc::new(SystemClock),
        cancel: program.cancel.clone(),
    }))
}

/// Threads that fetch from the store.
fn jobs(program: &Program) -> usize {
    let usual = || std::thread::available_parallelism().map_or(2, usize::from).min(16);
    program.settings.config.restore_jobs.unwrap_or_else(usual)
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

fn put_done(document: &mut Value, done: &crate::dual::Done) {
    let Some(fields) = document.as_object_mut() else { return };
    for (name, of) in
        [("copied", done.copied), ("fetched", done.fetched), ("found", done.found), ("evicted", done.evicted)]
    {
        fields.insert(name.to_owned(), amount(of));
    }
}

fn amount(amount: Amount) -> Value {
    json!({ "files": amount.files, "bytes": amount.bytes })
}

fn named(path: &Apath) -> Value {
    let mut object = Map::new();
    paths::put(&mut object, path, platform::SYSTEM);
    Value::Object(object)
}

/// The profile of the login, which need not be put to use.
fn profile(program: &Program) -> Result<Profile, Failure> {
    let name = &program.settings.profile;
    let profile = Profile::load(&program.settings.folders.profiles, name)?;
    Ok(profile.ok_or_else(|| Error::NotLoggedIn { profile: name.clone() })?)
}
