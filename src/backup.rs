//! Backing up: scan → change → chunk → block → pack → run, wired together.
//!
//! One thread (the *conductor*, here) walks, compares and commits, and is the only one that touches the catalog. Worker threads
//! read, cut, hash, compress and seal. The store's own threads send. Work waits in bounded queues: when sending is slow, workers wait,
//! and then the walk does; only reports of what is done are never held up.
//!
//! | shared | by | guarded by |
//! |---|---|---|
//! | chunks claimed by this backup | workers, conductor | `claims::Claims`: one lock for each of 64 parts |
//! | the pack in the making | workers | `packer::Packer`: one lock to reserve, one a pack to deposit |
//! | the catalog | conductor writes, workers look chunks up | SQLite: a reading connection a worker |

mod claims;
mod commit;
mod conductor;
mod job;
mod packer;
mod solid;
mod worker;

use std::path::{Path, PathBuf};

use crate::{
    account::Account,
    catalog::Catalog,
    error::{Error, Result},
    model::{Apath, DeviceId, Stat},
    monitor::Surroundings,
    run::Totals,
    selection::Selection,
};

/// How a backup is to be done.
#[derive(Debug, Clone)]
pub struct BackupOptions {
    /// Worker threads.
    pub jobs: usize,
    /// zstd level.
    pub level: i32,
    /// Only look; send and commit nothing.
    pub dry_run: bool,
    /// Packs are closed at about this many bytes.
    pub pack_size: usize,
    /// A partial run is committed after this many bytes sent…
    pub commit_bytes: u64,
    /// …or this many seconds…
    pub commit_seconds: i64,
    /// …or this many paths.
    pub commit_paths: u64,
    /// Bytes that may be sent at most in this backup.
    pub upload_limit: Option<u64>,
    /// The device's name.
    pub device_name: String,
    /// The program's version, kept with the run.
    pub program: String,
    /// Held while a backup of this device goes on.
    pub lock: PathBuf,
}

impl BackupOptions {
    /// The usual ones for a device.
    pub fn new(device_name: impl Into<String>, program: impl Into<String>, lock: PathBuf) -> Self {
        Self {
            jobs: std::thread::available_parallelism().map_or(2, usize::from).min(16),
            level: crate::seal::codec::DEFAULT_LEVEL,
            dry_run: false,
            pack_size: 12 << 20,
            commit_bytes: 2 << 30,
            commit_seconds: 180,
            commit_paths: 100_000,
            upload_limit: None,
            device_name: device_name.into(),
            program: program.into(),
            lock,
        }
    }
}

/// What a backup did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackupReport {
    /// Files, bytes.
    pub totals: Totals,
    /// Numbers of the runs that were committed, partial ones first.
    pub runs: Vec<u64>,
    /// Pipes, sockets, devices and files above the size limit, which were left out.
    pub left_out: u64,
    /// Files and folders that lie in a cloud with only their names here, which were left out.
    pub placeholders: u64,
    /// Whether it was stopped early; what was done until then is committed.
    pub cancelled: bool,
}

/// Hears what a backup settles while it goes on, to keep copies of its own. Called by the conductor: must be quick and must not fail.
pub trait Copies {
    /// A file or link is in the backup as it was at this look; its run is yet to be committed.
    fn settled(&self, path: &Path, apath: &Apath, stat: &Stat);
    /// A path, with all below it, is no longer on the computer.
    fn gone(&self, apath: &Apath);
}

/// Backs a selection up as a device. The catalog must be up to date (see [`crate::sync`]).
pub fn run(
    account: &Account,
    catalog: &mut Catalog,
    device: &DeviceId,
    selection: &Selection,
    options: &BackupOptions,
    copies: Option<&dyn Copies>,
    around: Surroundings<'_>,
) -> Result<BackupReport> {
    let _lock = if options.dry_run { None } else { Some(lock(&options.lock)?) };
    conductor::Conductor::new(account, catalog, device, options, copies, around)?.run(selection)
}

/// Takes the device's lock, which the system gives back when the process ends, however it does.
pub fn lock(path: &std::path::Path) -> Result<std::fs::File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Error::file("create folder", folder))?;
    }
    let file = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(Error::file("open", path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::Busy { lock: path.to_owned() }),
        Err(std::fs::TryLockError::Error(error)) => Err(Error::file("lock", path)(error)),
    }
}
