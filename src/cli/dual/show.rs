//! `aosbox dual show`: what the copy is and holds, with the drive there or not.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::{
    super::{
        Program, dates,
        exit::{Failure, Outcome},
        paths,
        profile::Profile,
        words::{self, Dualling, Shown},
    },
    DualMistake, amount, profile, setting,
};
use crate::{
    catalog::Catalog,
    dual::{Amount, Drive, LeftOut, Manifest, Reason, Trouble, pass},
    platform,
};

/// More files than this are not named one by one; `--json` names so many.
const MOST_NAMED: usize = 1000;

/// What can be told of the copy at once.
pub struct Brief {
    /// Where it is to be.
    pub path: PathBuf,
    /// Why it cannot be used now, if it cannot.
    pub trouble: Option<Trouble>,
    /// What it holds of files that are there.
    pub current: Amount,
    /// How much it may take.
    pub limit: Option<u64>,
    /// When something was copied last, in seconds since 1970.
    pub copied: Option<i64>,
}

/// A look at the copy that does not compare it with the backup; `None` where there is none.
pub fn brief(program: &Program, profile: &Profile) -> Result<Option<Brief>, Failure> {
    let Some(setting) = setting(program, profile)? else { return Ok(None) };
    let manifest = Manifest::open(&setting.manifest)?;
    let trouble = Drive::find(&setting.path, &setting.owner).err();
    let (current, _) = manifest.amounts()?;
    let copied = manifest.state("copied")?.and_then(|value| value.parse().ok());
    Ok(Some(Brief { path: setting.path, trouble, current, limit: setting.limit, copied }))
}

/// All that can be told of the copy without changing anything. The store is not asked.
pub struct State {
    /// The folder of the settings.
    pub path: PathBuf,
    /// The device's folder, if the drive is there.
    pub folder: Option<PathBuf>,
    /// Why it is not.
    pub trouble: Option<Trouble>,
    /// Bytes free on it.
    pub free: Option<u64>,
    /// Its file system's name.
    pub system: Option<String>,
    /// Bytes that the copy may take at most.
    pub limit: Option<u64>,
    /// What it holds that is current.
    pub current: Amount,
    /// What it holds that is gone from the computer.
    pub gone: Amount,
    /// When it was last brought up to date, seconds.
    pub copied: Option<i64>,
    /// What it lacks.
    pub behind: Amount,
    /// What was backed up before it was enabled, and is not in it.
    pub before: Amount,
    /// What is left out, by reason.
    pub left_out: Vec<(Reason, Amount)>,
    /// The first files that are.
    pub files: Vec<LeftOut>,
}

/// Runs the command.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let state = state(program, &profile(program)?)?.ok_or(DualMistake::NotEnabled)?;
    let printer = &program.printer;
    if printer.is_json() {
        printer.document("dual show", document(&state))?;
        return Ok(Outcome::Done);
    }
    let copied = state.copied.map(|copied| dates::shown(copied, &program.now()));
    let named = |file: &LeftOut| (paths::shown(&file.path, platform::SYSTEM), file.reason);
    let files: Vec<_> = state.files.iter().filter(|_| program.settings.verbose > 0).map(named).collect();
    let shown = Shown { state: &state, copied: copied.as_deref(), files: &files };
    printer.line(&words::say(&Dualling::Shown(&shown).into()))?;
    Ok(Outcome::Done)
}

/// The state of a login's copy; `None` if there is none.
pub fn state(program: &Program, profile: &Profile) -> Result<Option<State>, Failure> {
    let Some(setting) = setting(program, profile)? else { return Ok(None) };
    let file = program.settings.cache_of(&profile.account).join("catalog.sqlite");
    let catalog = Catalog::open(&file, &profile.account)?;
    let device = catalog.device(&profile.device)?;
    let manifest = Manifest::open(&setting.manifest)?;
    let known = manifest.state("drive")?;
    let (drive, trouble) = match Drive::find(&setting.path, &setting.owner) {
        Ok(drive) if known.as_ref().is_some_and(|known| *known != drive.marker.drive) => {
            (None, Some(Trouble::Replaced { path: setting.path.clone() }))
        }
        Ok(drive) => (Some(drive), None),
        Err(trouble) => (None, Some(trouble)),
    };
    let number =
        |name| -> Result<Option<i64>, Failure> { Ok(manifest.state(name)?.and_then(|value| value.parse().ok())) };
    let since = drive.as_ref().map(|drive| drive.marker.since).or(number("since")?).unwrap_or_default();
    let mut filters = setting.filters.clone();
    let (behind, before) = pass::behind(&manifest, &mut filters, &catalog, &device, since)?;
    let (current, gone) = manifest.amounts()?;
    let folder = drive.map(|drive| drive.folder);
    Ok(Some(State {
        free: folder.as_ref().and_then(|folder| platform::free_space(folder).ok()),
        system: folder.as_ref().and_then(|folder| platform::file_system(folder).ok()?.name),
        path: setting.path,
        folder,
        trouble,
        limit: setting.limit,
        current,
        gone,
        copied: number("copied")?,
        behind,
        before,
        left_out: manifest.left_out_amounts()?,
        files: manifest.left_out_files(MOST_NAMED)?,
    }))
}

/// The state for programs.
pub fn document(state: &State) -> Value {
    let reasons: Vec<Value> = (state.left_out.iter())
        .map(|(reason, of)| json!({ "reason": reason.id(), "files": of.files, "bytes": of.bytes }))
        .collect();
    let file = |file: &LeftOut| {
        let mut object = Map::new();
        paths::put(&mut object, &file.path, platform::SYSTEM);
        object.insert("size".to_owned(), file.size.into());
        object.insert("reason".to_owned(), file.reason.id().into());
        object.insert("detail".to_owned(), file.detail.clone().into());
        Value::Object(object)
    };
    json!({
        "path": state.path.to_string_lossy(),
        "folder": state.folder.as_ref().map(|folder| folder.to_string_lossy()),
        "present": state.folder.is_some(),
        "trouble": state.trouble.as_ref().map(Trouble::id),
        "free": state.free,
        "file_system": state.system,
        "limit": state.limit,
        "current": amount(state.current),
        "gone": amount(state.gone),
        "copied": state.copied.map(dates::json),
        "behind": amount(state.behind),
        "before": amount(state.before),
        "left_out": reasons,
        "left_out_files": state.files.iter().map(file).collect::<Value>(),
    })
}
