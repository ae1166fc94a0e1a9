//! `aosbox dual show`: what the copy is and holds, with the drive there or not.

use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::{
    super::{
        Program, dates,
        exit::{Failure, Outcome},
        paths,
        profile::Profile,
        words::{Dualling, Shown},
    },
    DualMistake, amount, profile, setting,
};
use crate::{
    catalog::Catalog,
    dual::{Amount, Drive, Manifest, Trouble, pass},
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

/// Runs the command.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let profile = profile(program)?;
    let setting = setting(program, &profile)?.ok_or(DualMistake::NotEnabled)?;
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
    let since = drive.as_ref().map(|drive| drive.marker.since);
    let since = since.or(number("since")?).unwrap_or_default();
    let mut filters = setting.filters.clone();
    let (behind, before) = pass::behind(&manifest, &mut filters, &catalog, &device, since)?;
    let (current, gone) = manifest.amounts()?;
    let left_out = manifest.left_out_amounts()?;
    let files = manifest.left_out_files(MOST_NAMED)?;
    let folder = drive.as_ref().map(|drive| drive.folder.clone());
    let free = folder.as_ref().and_then(|folder| platform::free_space(folder).ok());
    let system = folder.as_ref().and_then(|folder| platform::file_system(folder).ok()).and_then(|system| system.name);
    let copied = number("copied")?;
    let printer = &program.printer;
    if printer.is_json() {
        let reasons: Vec<Value> = (left_out.iter())
            .map(|(reason, of)| json!({ "reason": reason.id(), "files": of.files, "bytes": of.bytes }))
            .collect();
        let files: Vec<Value> = files
            .iter()
            .map(|file| {
                let mut object = Map::new();
                paths::put(&mut object, &file.path, platform::SYSTEM);
                object.insert("size".to_owned(), file.size.into());
                object.insert("reason".to_owned(), file.reason.id().into());
                object.insert("detail".to_owned(), file.detail.clone().into());
                Value::Object(object)
            })
            .collect();
        printer.document(
            "dual show",
            json!({
                "path": setting.path.to_string_lossy(),
                "folder": folder.as_ref().map(|folder| folder.to_string_lossy()),
                "present": folder.is_some(),
                "trouble": trouble.as_ref().map(Trouble::id),
                "free": free,
                "file_system": system,
                "limit": setting.limit,
                "current": amount(current),
                "gone": amount(gone),
                "copied": copied.map(dates::json),
                "behind": amount(behind),
                "before": amount(before),
                "left_out": reasons,
                "left_out_files": files,
            }),
        )?;
        return Ok(Outcome::Done);
    }
    let copied = copied.map(|copied| dates::shown(copied, &program.now()));
    let named: Vec<_> = files.iter().map(|file| (paths::shown(&file.path, platform::SYSTEM), file.reason)).collect();
    let shown = Shown {
        path: &setting.path,
        folder: folder.as_deref(),
        trouble: trouble.as_ref(),
        free,
        system: system.as_deref(),
        current,
        gone,
        limit: setting.limit,
        copied: copied.as_deref(),
        behind,
        before,
        left_out: &left_out,
        files: if program.settings.verbose > 0 { &named } else { &[] },
    };
    printer.line(&super::super::words::say(&Dualling::Shown(&shown).into()))?;
    Ok(Outcome::Done)
}
