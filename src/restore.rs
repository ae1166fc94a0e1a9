//! Restoring: catalog → plan → ranges of packs → open, decompress, verify → files.
//!
//! Files are taken in the order of their paths, which is about the order of their blocks in the packs, in batches whose plan fits in
//! memory. Within a batch every block is fetched and opened once and written to every file that needs it. A file is written
//! beside its place, checked, given its metadata and renamed; nothing that is there is touched before that.

mod batch;
mod choose;
mod near;
mod place;
pub mod stream;
mod tables;
mod target;
mod verify;
mod writer;

use std::{collections::HashMap, path::PathBuf};

pub use self::near::{Near, Prover};
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo, query::VersionChoice},
    error::Result,
    model::Apath,
    monitor::{Cancel, Monitor},
};

/// What to do about a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Replace {
    /// Replace it if the version to restore was modified later.
    #[default]
    Newer,
    /// Leave it.
    Never,
    /// Replace it.
    Always,
}

/// What to restore, where and how.
#[derive(Debug, Clone)]
pub struct RestoreRequest {
    /// Paths in the catalog, folders with all below them; none means everything.
    pub paths: Vec<Apath>,
    /// A folder to restore into; `None` means the original places.
    pub to: Option<PathBuf>,
    /// Which version of each path.
    pub choice: VersionChoice,
    /// The version of this number, 1 being the oldest, of each path that has one.
    pub version: Option<usize>,
    /// What to do about files that are there.
    pub replace: Replace,
    /// Threads that open blocks and write.
    pub jobs: usize,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Read every file back from the disk after it was written.
    pub verify: bool,
}

/// What a restore did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RestoreReport {
    /// Files and links restored (or that would be).
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files whose content was all found near, see [`Near`].
    pub near_files: u64,
    /// Bytes that were found near.
    pub near_bytes: u64,
    /// Folders made or found.
    pub folders: u64,
    /// Files left as they are because of [`Replace`].
    pub kept: u64,
    /// Paths that could not be restored.
    pub failed: u64,
    /// Paths whose metadata could not be set completely.
    pub incomplete: u64,
    /// Bytes fetched from the store.
    pub bytes_fetched: u64,
    /// Paths asked for of which there is no version that is meant.
    pub not_found: Vec<Apath>,
    /// Whether it was stopped early.
    pub cancelled: bool,
}

/// Restores. The catalog must hold the device's paths (see [`crate::sync::find_device`]). What is found near and proved is not
/// fetched.
pub fn run(
    account: &Account,
    catalog: &Catalog,
    device: &DeviceInfo,
    request: &RestoreRequest,
    near: Option<&dyn Near>,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<RestoreReport> {
    batch::Restorer::new(account, catalog, device, request, near, monitor, cancel)?.run()
}

/// Fetches the current versions of files into places that are chosen for each, replacing what is there. Of metadata only the mode and
/// the time are set.
pub fn fetch(
    account: &Account,
    catalog: &Catalog,
    device: &DeviceInfo,
    places: HashMap<Apath, PathBuf>,
    jobs: usize,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<RestoreReport> {
    let request = RestoreRequest {
        paths: places.keys().cloned().collect(),
        to: None,
        choice: VersionChoice::default(),
        version: None,
        replace: Replace::Always,
        jobs,
        dry_run: false,
        verify: false,
    };
    batch::Restorer::new(account, catalog, device, &request, None, monitor, cancel)?.with_chosen_places(places).run()
}
