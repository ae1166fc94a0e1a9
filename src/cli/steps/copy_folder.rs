//! A folder for the dual copy: looked at, tried, and taken into use.

use std::path::{Path, PathBuf};

use super::{
    copy::{owner, setting_of},
    selected,
};
use crate::{
    catalog::Catalog,
    cli::{
        mistakes::{DualMistake, Failure, Inside},
        program::{Program, profile::Profile},
    },
    config::edit::{Change, dual::DualChange},
    dual::{Amount, Drive, Mirror, drive, pass},
    platform,
    store::Location,
};

/// A drive that was taken into use.
pub struct Taken {
    /// It.
    pub drive: Drive,
    /// What was backed up before, and is not copied unless that is asked for.
    pub before: Amount,
}

/// Takes a folder into use, and writes that into the settings.
pub fn take(program: &Program, profile: &Profile, path: &Path) -> Result<Taken, Failure> {
    check(program, profile, path)?;
    let file = program.settings.cache_of(&profile.account).join("catalog.sqlite");
    let catalog = Catalog::open(&file, &profile.account)?;
    let device = catalog.device(&profile.device)?;
    // What was backed up until now is copied if that is asked for.
    let since = catalog.runs(device.number)?.last().map_or(0, |run| run.finished);
    let drive = Drive::enable(path, &owner(profile), since)?;
    let changed = program.settings.change(&[Change::Dual(DualChange::Path(Some(path.to_owned())))])?;
    let mut before = Amount::default();
    if let Some(setting) = setting_of(program, profile, &changed.config.dual)? {
        let mut filters = setting.filters.clone();
        let mirror = Mirror::open(setting, true)?;
        before = pass::behind(&mirror.manifest, &mut filters, &catalog, &device, mirror.drive.marker.since)?.1;
    }
    Ok(Taken { drive, before })
}

/// A copy within what is backed up would be backed up, and so would be copied; one within the store would be taken for the store's.
pub fn check(program: &Program, profile: &Profile, path: &Path) -> Result<(), Failure> {
    let settings = &program.settings;
    let owner = owner(profile);
    let real_path = real(path);
    let folder = real_path.join(drive::folder_name(&owner));
    let refuse = |inside| Err(DualMistake::Inside { path: path.to_owned(), inside }.into());
    if let Ok(Location::Folder(store)) = Location::parse(&profile.store, &settings.current) {
        let real_store = real(&store);
        if real_path.starts_with(&real_store) || real_store.starts_with(&folder) {
            return refuse(Inside::Store(store));
        }
    }
    for own in [&settings.folders.data, &settings.cache_of(&profile.account)] {
        let real_own = real(own);
        if real_path.starts_with(&real_own) || real_own.starts_with(&folder) {
            return refuse(Inside::Own(own.clone()));
        }
    }
    for source in selected::sources(program)? {
        let real_source = real(&source.path);
        // A drive that is mounted below what is backed up is another matter: its folder is left out by itself.
        let is_within = real_path.starts_with(&real_source) && on_one_drive(&real_path, &real_source);
        if is_within || real_source.starts_with(&folder) {
            return refuse(Inside::Selected(source.path));
        }
    }
    Ok(())
}

pub fn on_one_drive(one: &Path, other: &Path) -> bool {
    let system = |path: &Path| {
        let there = path.ancestors().find(|folder| folder.is_dir())?;
        platform::identity(there).ok().map(|(system, _)| system)
    };
    system(one) == system(other)
}

/// Where a path really is, as far as it is there.
pub fn real(path: &Path) -> PathBuf {
    for above in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (std::fs::canonicalize(above), path.strip_prefix(above)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path.to_owned()
}
