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

use std::{path::Path, sync::Arc};

use crate::{
    account::Account,
    catalog::Catalog,
    error::{Error, Result, SettingMistake},
    model::{Apath, DeviceId, FileOperation, Stat},
    monitor::Surroundings,
    run::Totals,
    selection::Selection,
};

/// How a backup is to be done.
#[derive(Debug)]
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
    /// Large files that are changed in place are backed up again only after this many seconds (feature D6).
    pub block_level_interval: Option<i64>,
    /// Every file is read, whatever is known of it (feature D3).
    pub reread: bool,
    /// The device's name.
    pub device_name: String,
    /// The program's version, kept with the run.
    pub program: String,
    /// The device's lock; without it, it can only be looked what there would be to do.
    pub lock: Option<Arc<DeviceLock>>,
}

impl BackupOptions {
    /// The usual ones for a device.
    pub fn new(device_name: impl Into<String>, program: impl Into<String>) -> Self {
        Self {
            jobs: std::thread::available_parallelism().map_or(2, usize::from).min(16),
            level: crate::seal::codec::DEFAULT_LEVEL,
            dry_run: false,
            pack_size: 12 << 20,
            commit_bytes: 2 << 30,
            commit_seconds: 180,
            commit_paths: 100_000,
            upload_limit: None,
            block_level_interval: None,
            reread: false,
            device_name: device_name.into(),
            program: program.into(),
            lock: None,
        }
    }
}

/// How often a large file that is changed in place is backed up by an interval schedule at most, if nothing else is set.
pub const BLOCK_LEVEL_INTERVAL: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

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
    /// Large files that changed and were backed up so short a while ago that they wait.
    pub waiting: u64,
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
    if options.lock.is_none() && !options.dry_run {
        return Err(Error::Setting { place: "BackupOptions".to_owned(), mistake: SettingMistake::NoLock });
    }
    conductor::Conductor::new(account, catalog, device, options, copies, around)?.run(selection)
}

/// Whether a backup goes on that holds this lock. To look is to hold it for a moment: see
/// [`DeviceLock::take`].
pub fn is_running(lock: &std::path::Path) -> bool {
    let Ok(file) = std::fs::File::open(lock) else { return false };
    matches!(file.try_lock_shared(), Err(std::fs::TryLockError::WouldBlock))
}

/// How long a lock is tried for: somebody may just be looking whether it is held.
const LOCK_PATIENCE: std::time::Duration = std::time::Duration::from_millis(200);

/// The lock of a device: while it is held, no other program on this computer backs up as this device. The system gives it back when
/// the process ends, however it does.
#[derive(Debug)]
pub struct DeviceLock {
    path: std::path::PathBuf,
    /// Open as long as the lock is held.
    _file: std::fs::File,
}

impl DeviceLock {
    /// Takes the lock, or fails with [`Error::Busy`].
    pub fn take(path: &std::path::Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
        }
        let file = std::fs::File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(Error::file(FileOperation::Open, path))?;
        let began = std::time::Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { path: path.to_owned(), _file: file }),
                Err(std::fs::TryLockError::WouldBlock) if began.elapsed() < LOCK_PATIENCE => {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
                Err(std::fs::TryLockError::WouldBlock) => return Err(Error::Busy { lock: path.to_owned() }),
                Err(std::fs::TryLockError::Error(error)) => return Err(Error::file(FileOperation::Lock, path)(error)),
            }
        }
    }

    /// Its file.
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }
}
