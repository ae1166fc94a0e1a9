//! The local catalog: every path of the followed devices with its versions, and where every chunk of the account lies.
//!
//! A cache in SQLite that only ever changes by applying runs, the device's own and others', in order. It can be deleted at any time and
//! comes back from the store; it is never the only copy of anything.

pub mod apply;
mod current;
pub mod difference;
pub mod find;
pub mod health;
pub mod index;
pub mod query;
mod schema;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, params};

pub use current::CurrentEntry;
pub use index::{ChunkFinder, PackInfo};
pub use query::{FolderEntry, KnownEntry, RunInfo, VersionInfo};

use crate::{
    error::{Error, Result},
    model::{AccountId, DeviceId, FileOperation},
    platform,
    store::names::RunName,
};

/// The catalog of one account on this computer.
pub struct Catalog {
    connection: Connection,
    path: PathBuf,
}

/// A device as the catalog knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceInfo {
    /// Its number in this catalog.
    pub number: i64,
    /// Its id.
    pub id: DeviceId,
    /// Its name, as its last run says.
    pub name: String,
    /// How its paths are to be read: `linux`, `macos`, `windows`.
    pub system: String,
    /// The folder that holds all its paths.
    pub root: i64,
    /// Whether its paths are in this catalog, not just its packs.
    pub followed: bool,
}

/// The last run of a device that the catalog has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRun {
    /// Its name.
    pub name: RunName,
    /// BLAKE3 of its object.
    pub hash: [u8; 32],
}

/// Gives database errors the catalog's path.
pub(crate) trait Cached<T> {
    fn cached(self, path: &Path) -> Result<T>;
}

impl<T> Cached<T> for rusqlite::Result<T> {
    fn cached(self, path: &Path) -> Result<T> {
        self.map_err(|source| Error::Cache { path: path.to_owned(), source })
    }
}

impl Catalog {
    /// Opens the catalog of an account in a file, made anew if there is none, or if what is there is of another account or of
    /// another version of this program, or is no database at all.
    pub fn open(path: &Path, account: &AccountId) -> Result<Self> {
        match Self::open_if_there(path, account) {
            Ok(Some(catalog)) => Ok(catalog),
            Ok(None) => Self::create(path, account),
            Err(error) if error.is_cache_damage() => Self::create(path, account),
            Err(error) => Err(error),
        }
    }

    /// Throws the catalog away and begins an empty one.
    pub fn recreate(&mut self, account: &AccountId) -> Result<()> {
        // The file cannot be replaced on every system while it is open.
        self.connection = Connection::open_in_memory().cached(&self.path)?;
        *self = Self::create(&self.path, account)?;
        Ok(())
    }

    /// Removes the files of a catalog that is not open.
    pub fn remove(path: &Path) -> Result<()> {
        for suffix in ["", "-wal", "-shm"] {
            let mut file = path.as_os_str().to_owned();
            file.push(suffix);
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::file(FileOperation::Remove, file)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Opens the catalog of an account in a file if it is there and can be used; it is left alone if not.
    pub fn open_if_there(path: &Path, account: &AccountId) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let connection = Connection::open(path).cached(path)?;
        schema::configure(&connection).cached(path)?;
        let known = schema::matches(&connection, account).cached(path)?;
        Ok(known.then(|| Self { connection, path: path.to_owned() }))
    }

    fn create(path: &Path, account: &AccountId) -> Result<Self> {
        if let Some(folder) = path.parent() {
            platform::create_private_folder(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
        }
        Self::remove(path)?;
        let connection = Connection::open(path).cached(path)?;
        schema::configure(&connection).cached(path)?;
        schema::create(&connection, account).cached(path)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The devices of the account as far as they are known.
    pub fn devices(&self) -> Result<Vec<DeviceInfo>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT no, id, name, system, root, followed FROM device ORDER BY name, no")
            .cached(&self.path)?;
        let rows = statement
            .query_map([], |row| {
                Ok(DeviceInfo {
                    number: row.get(0)?,
                    id: DeviceId(row.get(1)?),
                    name: row.get(2)?,
                    system: row.get(3)?,
                    root: row.get(4)?,
                    followed: row.get(5)?,
                })
            })
            .cached(&self.path)?;
        rows.collect::<rusqlite::Result<_>>().cached(&self.path)
    }

    /// A device, added if it is new.
    pub fn device(&self, id: &DeviceId) -> Result<DeviceInfo> {
        if let Some(device) = self.devices()?.into_iter().find(|device| device.id == *id) {
            return Ok(device);
        }
        self.connection
            .execute("INSERT OR IGNORE INTO device(id, name, system, root, followed) VALUES (?1, '', '', 0, 0)", [id.0])
            .cached(&self.path)?;
        let number: i64 = self
            .connection
            .query_row("SELECT no FROM device WHERE id = ?1", [id.0], |row| row.get(0))
            .cached(&self.path)?;
        // A device's root is a folder without parent; its name keeps it apart from all others.
        self.connection
            .execute("INSERT OR IGNORE INTO folder(parent, name) VALUES (0, ?1)", [id.0])
            .cached(&self.path)?;
        self.connection
            .execute(
                "UPDATE device SET root = (SELECT id FROM folder WHERE parent = 0 AND name = ?1) WHERE no = ?2",
                params![id.0, number],
            )
            .cached(&self.path)?;
        self.device(id)
    }

    /// The last run of a device that has been applied.
    pub fn last_run(&self, device: i64) -> Result<Option<LastRun>> {
        self.connection
            .prepare_cached(
                "SELECT sequence, suffix, hash FROM run WHERE device = ?1 ORDER BY sequence DESC, suffix DESC LIMIT 1",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([device], |row| {
                        Ok(LastRun { name: RunName { sequence: row.get(0)?, suffix: row.get(1)? }, hash: row.get(2)? })
                    })
                    .optional()
            })
            .cached(&self.path)
    }

    /// Whether exactly this run has been applied.
    pub fn has_run(&self, device: i64, name: &RunName) -> Result<bool> {
        self.connection
            .prepare_cached("SELECT 1 FROM run WHERE device = ?1 AND sequence = ?2 AND suffix = ?3")
            .and_then(|mut statement| statement.exists(params![device, name.sequence, name.suffix]))
            .cached(&self.path)
    }

    /// Notes that a run cannot be read, so that it is not asked for again.
    pub fn note_damaged_run(&self, device: i64, name: &RunName) -> Result<()> {
        self.connection
            .execute(
                "INSERT OR IGNORE INTO run(device, sequence, suffix, hash, size, started, finished, zone, partial, catalog, new,
                 changed, unchanged, gone, failed, bytes_seen, bytes_read, bytes_new, bytes_sent)
                 VALUES (?1, ?2, ?3, zeroblob(32), 0, 0, 0, '', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
                params![device, name.sequence, name.suffix],
            )
            .map(|_| ())
            .cached(&self.path)
    }
}
