//! What can be told of a copy without changing anything, with the drive there or not. The store is not asked.

use std::path::PathBuf;

use super::{Amount, Drive, LeftOut, Manifest, Reason, Setting, Trouble, pass};
use crate::{
    catalog::{Catalog, DeviceInfo},
    error::Result,
    platform,
};

/// More files than this are not named one by one.
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

impl Brief {
    /// A look at the copy that does not compare it with the backup.
    pub fn of(setting: Setting) -> Result<Self> {
        let manifest = Manifest::open(&setting.manifest)?;
        let trouble = Drive::find(&setting.path, &setting.owner).err();
        let (current, _) = manifest.amounts()?;
        let copied = manifest.state("copied")?.and_then(|value| value.parse().ok());
        Ok(Self { path: setting.path, trouble, current, limit: setting.limit, copied })
    }
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

impl State {
    /// A look at the copy, compared with what the catalog says of its device.
    pub fn of(setting: Setting, catalog: &Catalog, device: &DeviceInfo) -> Result<Self> {
        let manifest = Manifest::open(&setting.manifest)?;
        let known = manifest.state("drive")?;
        let (drive, trouble) = match Drive::find(&setting.path, &setting.owner) {
            Ok(drive) if known.as_ref().is_some_and(|known| *known != drive.marker.drive) => {
                (None, Some(Trouble::Replaced { path: setting.path.clone() }))
            }
            Ok(drive) => (Some(drive), None),
            Err(trouble) => (None, Some(trouble)),
        };
        let number = |name| -> Result<Option<i64>> { Ok(manifest.state(name)?.and_then(|value| value.parse().ok())) };
        let since = drive.as_ref().map(|drive| drive.marker.since).or(number("since")?).unwrap_or_default();
        let mut filters = setting.filters.clone();
        let (behind, before) = pass::behind(&manifest, &mut filters, catalog, device, since)?;
        let (current, gone) = manifest.amounts()?;
        let folder = drive.map(|drive| drive.folder);
        Ok(Self {
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
        })
    }
}
