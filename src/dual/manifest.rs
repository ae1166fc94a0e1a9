//! What the copy holds, as this computer remembers it. A cache beside the catalog: it can be deleted at any time and comes back from the
//! drive and the catalog.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Amount, LeftOut, Reason};
use crate::{
    error::{Error, Result},
    model::{Apath, FileOperation, Kind, Stat, Timestamp},
    platform,
};

const VERSION: i64 = 1;
const TABLES: &str = "
CREATE TABLE state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file(path BLOB PRIMARY KEY, place BLOB NOT NULL, folded BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, size INTEGER NOT NULL,
    modified INTEGER NOT NULL, modified_ns INTEGER NOT NULL, changed INTEGER NOT NULL, changed_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, there INTEGER NOT NULL, there_ns INTEGER NOT NULL, hash BLOB, copied INTEGER NOT NULL,
    sound INTEGER NOT NULL, gone INTEGER);
CREATE INDEX file_by_age ON file(modified, modified_ns);
CREATE INDEX file_gone ON file(gone, modified) WHERE gone IS NOT NULL;
CREATE TABLE left_out(path BLOB PRIMARY KEY, size INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;
";
const WANTED: &str = "
CREATE TEMP TABLE IF NOT EXISTS wanted(path BLOB PRIMARY KEY, kind INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL, changed INTEGER NOT NULL, changed_ns INTEGER NOT NULL, inode INTEGER NOT NULL) WITHOUT ROWID;
DELETE FROM wanted;
CREATE TEMP TABLE IF NOT EXISTS turn(no INTEGER PRIMARY KEY, path BLOB NOT NULL);
DELETE FROM turn;
";
const COLUMNS: &str = "path, kind, size, modified, modified_ns, changed, changed_ns, inode, place, folded, there, there_ns, hash, copied, sound, gone";

/// The state of a file by which a version is known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What it is.
    pub kind: Kind,
    /// Length in bytes.
    pub size: u64,
    /// Modification time.
    pub modified: Timestamp,
    /// Change time.
    pub changed: Timestamp,
    /// Number on its file system.
    pub inode: u64,
}

impl From<&Stat> for Look {
    fn from(stat: &Stat) -> Self {
        let Stat { kind, size, modified, changed, inode, .. } = *stat;
        Self { kind, size, modified, changed, inode }
    }
}

/// A file of the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its path in the catalog.
    pub path: Apath,
    /// The state of the version that it is a copy of.
    pub look: Look,
    /// Where it is on the drive, with `/` between the parts.
    pub place: Vec<u8>,
    /// The same for all places that are one to the drive.
    pub folded: Vec<u8>,
    /// Its modification time as the drive keeps it.
    pub there: Timestamp,
    /// BLAKE3 of its bytes; `None` for a link.
    pub hash: Option<[u8; 32]>,
    /// When it was copied, seconds.
    pub copied: i64,
    /// Whether nothing is known to be wrong with it.
    pub sound: bool,
    /// Since when it is no longer on the computer, seconds.
    pub gone: Option<i64>,
}

/// The manifest of one device's copy.
pub struct Manifest {
    connection: Connection,
    file: PathBuf,
    /// Bytes of all files.
    used: u64,
}

trait Kept<T> {
    fn kept(self, path: &Path) -> Result<T>;
}

impl<T> Kept<T> for rusqlite::Result<T> {
    fn kept(self, path: &Path) -> Result<T> {
        self.map_err(|source| Error::Cache { path: path.to_owned(), source })
    }
}

impl Manifest {
    /// Opens the manifest in a file; one that cannot be used is made anew.
    pub fn open(file: &Path) -> Result<Self> {
        match Self::try_open(file) {
            Err(error) if error.is_cache_damage() => {
                crate::catalog::Catalog::remove(file)?;
                Self::try_open(file)
            }
            result => result,
        }
    }

    fn try_open(file: &Path) -> Result<Self> {
        if let Some(folder) = file.parent() {
            platform::create_private_folder(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
        }
        let connection = Connection::open(file).kept(file)?;
        connection.busy_timeout(std::time::Duration::from_secs(10)).kept(file)?;
        connection.pragma_update(None, "journal_mode", "wal").kept(file)?;
        connection.pragma_update(None, "synchronous", "normal").kept(file)?;
        connection.pragma_update(None, "temp_store", "file").kept(file)?;
        connection.set_prepared_statement_cache_capacity(48);
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).kept(file)?;
        if version != VERSION {
            let tables = "DROP TABLE IF EXISTS state; DROP TABLE IF EXISTS file; DROP TABLE IF EXISTS left_out;";
            let all = format!("BEGIN; {tables} {TABLES} PRAGMA user_version = {VERSION}; COMMIT;");
            connection.execute_batch(&all).kept(file)?;
        }
        connection.execute_batch(WANTED).kept(file)?;
        let used: i64 =
            connection.query_row("SELECT coalesce(sum(size), 0) FROM file", [], |row| row.get(0)).kept(file)?;
        Ok(Self { connection, file: file.to_owned(), used: used as u64 })
    }

    /// Forgets all that it holds.
    pub fn clear(&mut self) -> Result<()> {
        self.used = 0;
        self.connection.execute_batch("DELETE FROM state; DELETE FROM file; DELETE FROM left_out;").kept(&self.file)
    }

    /// Bytes of all files that the copy holds.
    pub fn used(&self) -> u64 {
        self.used
    }

    /// A note of the whole copy.
    pub fn state(&self, name: &str) -> Result<Option<String>> {
        self.connection
            .query_row("SELECT value FROM state WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .kept(&self.file)
    }

    /// Makes a note; `None` takes it away.
    pub fn set_state(&self, name: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => {
                self.connection.execute("INSERT OR REPLACE INTO state(name, value) VALUES (?1, ?2)", [name, value])
            }
            None => self.connection.execute("DELETE FROM state WHERE name = ?1", [name]),
        }
        .map(|_| ())
        .kept(&self.file)
    }

    /// All or nothing from here…
    pub fn begin(&self) -> Result<()> {
        self.connection.execute_batch("BEGIN").kept(&self.file)
    }

    /// …to here.
    pub fn commit(&self) -> Result<()> {
        self.connection.execute_batch("COMMIT").kept(&self.file)
    }

    /// The copy of a path.
    pub fn held(&self, path: &Apath) -> Result<Option<Held>> {
        self.one(&format!("SELECT {COLUMNS} FROM file WHERE path = ?1"), path.as_bytes())
    }

    /// The copy that has a place.
    pub fn at(&self, folded: &[u8]) -> Result<Option<Held>> {
        self.one(&format!("SELECT {COLUMNS} FROM file WHERE folded = ?1"), folded)
    }

    fn one(&self, query: &str, key: &[u8]) -> Result<Option<Held>> {
        self.connection
            .prepare_cached(query)
            .and_then(|mut statement| statement.query_row([key], held_of).optional())
            .kept(&self.file)
    }

    /// Copies whose place lies in a folder.
    pub fn within(&self, folded: &[u8]) -> Result<Vec<Held>> {
        let (from, to) = below(folded);
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM file WHERE folded > ?1 AND folded < ?2"))
            .and_then(|mut statement| statement.query_map([from, to], held_of)?.collect())
            .kept(&self.file)
    }

    /// Some copies after a path, in the order of their paths.
    pub fn after(&self, path: Option<&Apath>, most: usize) -> Result<Vec<Held>> {
        let after = path.map(|path| path.as_bytes().to_vec()).unwrap_or_default();
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM file WHERE path > ?1 ORDER BY path LIMIT ?2"))
            .and_then(|mut statement| statement.query_map(params![after, most], held_of)?.collect())
            .kept(&self.file)
    }

    /// Takes a copy in, in place of an older one of its path.
    pub fn put(&mut self, held: &Held) -> Result<()> {
        let before = self.held(&held.path)?.map_or(0, |old| old.look.size);
        let look = &held.look;
        self.connection
            .prepare_cached(&format!(
                "INSERT OR REPLACE INTO file({COLUMNS})
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
            ))
            .and_then(|mut statement| {
                statement.execute(params![
                    held.path.as_bytes(),
                    look.kind.number(),
                    look.size as i64,
                    look.modified.seconds,
                    look.modified.nanoseconds,
                    look.changed.seconds,
                    look.changed.nanoseconds,
                    look.inode as i64,
                    held.place,
                    held.folded,
                    held.there.seconds,
                    held.there.nanoseconds,
                    held.hash,
                    held.copied,
                    held.sound,
                    held.gone,
                ])
            })
            .kept(&self.file)?;
        self.used = (self.used - before.min(self.used)) + look.size;
        self.admit(&held.path)
    }

    /// Forgets a copy.
    pub fn remove(&mut self, held: &Held) -> Result<()> {
        let removed = self
            .connection
            .prepare_cached("DELETE FROM file WHERE path = ?1")
            .and_then(|mut statement| statement.execute([held.path.as_bytes()]))
            .kept(&self.file)?;
        if removed > 0 {
            self.used -= held.look.size.min(self.used);
        }
        Ok(())
    }

    /// Notes that a path, with all below it, is no longer on the computer.
    pub fn mark_gone(&self, path: &Apath, now: i64) -> Result<()> {
        let (from, to) = below(path.as_bytes());
        for table in ["UPDATE file SET gone = ?4 WHERE gone IS NULL AND", "DELETE FROM left_out WHERE ?4 = ?4 AND"] {
            self.connection
                .prepare_cached(&format!("{table} (path = ?1 OR (path > ?2 AND path < ?3))"))
                .and_then(|mut statement| statement.execute(params![path.as_bytes(), from, to, now]))
                .kept(&self.file)?;
        }
        Ok(())
    }

    /// Notes that something is wrong with a copy.
    pub fn mark_unsound(&self, path: &Apath) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE file SET sound = 0 WHERE path = ?1")
            .and_then(|mut statement| statement.execute([path.as_bytes()]))
            .map(|_| ())
            .kept(&self.file)
    }

    /// Files that are current, and those that are kept though they are gone.
    pub fn amounts(&self) -> Result<(Amount, Amount)> {
        let amount = |condition: &str| {
            self.connection
                .query_row(&format!("SELECT count(*), coalesce(sum(size), 0) FROM file WHERE {condition}"), [], |row| {
                    Ok(Amount { files: row.get(0)?, bytes: row.get::<_, i64>(1)? as u64 })
                })
                .kept(&self.file)
        };
        Ok((amount("gone IS NULL")?, amount("gone IS NOT NULL")?))
    }

    /// Whether so many bytes can be had by removing what is gone and, with a time, what was modified before it.
    pub fn can_free(&self, bytes: u64, before: Option<Timestamp>, but: &Apath) -> Result<bool> {
        let before = before.unwrap_or(Timestamp { seconds: i64::MIN, nanoseconds: 0 });
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT size FROM file WHERE gone IS NOT NULL AND path <> ?3 UNION ALL
                 SELECT size FROM file WHERE gone IS NULL AND (modified, modified_ns) < (?1, ?2) AND path <> ?3",
            )
            .kept(&self.file)?;
        let mut rows = statement.query(params![before.seconds, before.nanoseconds, but.as_bytes()]).kept(&self.file)?;
        let mut freed: u64 = 0;
        while freed < bytes
            && let Some(row) = rows.next().kept(&self.file)?
        {
            freed += row.get::<_, i64>(0).kept(&self.file)? as u64;
        }
        Ok(freed >= bytes)
    }

    /// What is to be removed first: of what is gone that which is so for longest, then, with a time, what was modified longest ago.
    pub fn first_to_go(&self, before: Option<Timestamp>, but: &Apath) -> Result<Option<Held>> {
        let gone =
            format!("SELECT {COLUMNS} FROM file WHERE gone IS NOT NULL AND path <> ?1 ORDER BY gone, modified LIMIT 1");
        if let Some(held) = self.one(&gone, but.as_bytes())? {
            return Ok(Some(held));
        }
        let Some(before) = before else { return Ok(None) };
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM file WHERE (modified, modified_ns) < (?1, ?2) AND path <> ?3
                 ORDER BY modified, modified_ns LIMIT 1"
            ))
            .and_then(|mut statement| {
                statement.query_row(params![before.seconds, before.nanoseconds, but.as_bytes()], held_of).optional()
            })
            .kept(&self.file)
    }

    /// Notes why a file is not in the copy.
    pub fn leave_out(&self, left_out: &LeftOut) -> Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO left_out(path, size, reason, detail) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| {
                let LeftOut { path, size, reason, detail } = left_out;
                statement.execute(params![path.as_bytes(), *size as i64, reason.id(), detail])
            })
            .map(|_| ())
            .kept(&self.file)
    }

    /// Forgets that a file was left out.
    pub fn admit(&self, path: &Apath) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM left_out WHERE path = ?1")
            .and_then(|mut statement| statement.execute([path.as_bytes()]))
            .map(|_| ())
            .kept(&self.file)
    }

    /// Whether a file is left out, and why.
    pub fn left_out(&self, path: &Apath) -> Result<Option<Reason>> {
        self.connection
            .prepare_cached("SELECT reason FROM left_out WHERE path = ?1")
            .and_then(|mut statement| statement.query_row([path.as_bytes()], |row| row.get::<_, String>(0)).optional())
            .map(|reason| reason.as_deref().and_then(Reason::from_id))
            .kept(&self.file)
    }

    /// How much is left out for each reason.
    pub fn left_out_amounts(&self) -> Result<Vec<(Reason, Amount)>> {
        let found: Vec<(String, Amount)> = self
            .connection
            .prepare_cached(
                "SELECT reason, count(*), coalesce(sum(size), 0) FROM left_out GROUP BY reason ORDER BY reason",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| {
                        Ok((row.get(0)?, Amount { files: row.get(1)?, bytes: row.get::<_, i64>(2)? as u64 }))
                    })?
                    .collect()
            })
            .kept(&self.file)?;
        Ok(found.into_iter().filter_map(|(reason, amount)| Some((Reason::from_id(&reason)?, amount))).collect())
    }

    /// The first files that are left out, in the order of their paths.
    pub fn left_out_files(&self, most: usize) -> Result<Vec<LeftOut>> {
        let found: Vec<(Vec<u8>, i64, String, String)> = self
            .connection
            .prepare_cached("SELECT path, size, reason, detail FROM left_out ORDER BY path LIMIT ?1")
            .and_then(|mut statement| {
                statement.query_map([most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?.collect()
            })
            .kept(&self.file)?;
        let left_out = |(path, size, reason, detail): (Vec<u8>, i64, String, String)| {
            Some(LeftOut {
                path: Apath::from_bytes(path)?,
                size: size as u64,
                reason: Reason::from_id(&reason)?,
                detail,
            })
        };
        Ok(found.into_iter().filter_map(left_out).collect())
    }

    /// Begins to note anew what the copy should hold.
    pub fn want_nothing(&self) -> Result<()> {
        self.connection.execute_batch(WANTED).kept(&self.file)
    }

    /// Notes that the copy should hold a version.
    pub fn want(&self, path: &Apath, look: &Look) -> Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO wanted VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
            .and_then(|mut statement| {
                statement.execute(params![
                    path.as_bytes(),
                    look.kind.number(),
                    look.size as i64,
                    look.modified.seconds,
                    look.modified.nanoseconds,
                    look.changed.seconds,
                    look.changed.nanoseconds,
                    look.inode as i64
                ])
            })
            .map(|_| ())
            .kept(&self.file)
    }

    /// How much the copy should hold.
    pub fn wanted_amount(&self) -> Result<Amount> {
        self.connection
            .query_row("SELECT count(*), coalesce(sum(size), 0) FROM wanted", [], |row| {
                Ok(Amount { files: row.get(0)?, bytes: row.get::<_, i64>(1)? as u64 })
            })
            .kept(&self.file)
    }

    /// Puts what it should hold in the order in which it is looked at: what was modified last comes first.
    pub fn line_up(&self) -> Result<()> {
        self.connection
            .execute(
                "INSERT INTO turn(path) SELECT path FROM wanted ORDER BY modified DESC, modified_ns DESC, path",
                [],
            )
            .map(|_| ())
            .kept(&self.file)
    }

    /// Some of what it should hold, in their order after the one of this number, with their numbers.
    pub fn wanted_after(&self, number: i64, most: usize) -> Result<Vec<(i64, Apath, Look)>> {
        let found: Vec<(Vec<u8>, Look, i64)> = self
            .connection
            .prepare_cached("SELECT wanted.*, no FROM turn JOIN wanted USING (path) WHERE no > ?1 ORDER BY no LIMIT ?2")
            .and_then(|mut statement| {
                statement
                    .query_map(params![number, most], |row| Ok((row.get(0)?, look_of(row)?, row.get(8)?)))?
                    .collect()
            })
            .kept(&self.file)?;
        Ok(found.into_iter().filter_map(|(path, look, no)| Some((no, Apath::from_bytes(path)?, look))).collect())
    }

    /// Notes that what it should not hold is gone, and forgets that other files were left out.
    pub fn part_with_unwanted(&self, now: i64) -> Result<()> {
        self.connection
            .execute("UPDATE file SET gone = ?1 WHERE gone IS NULL AND path NOT IN (SELECT path FROM wanted)", [now])
            .and_then(|_| {
                self.connection.execute("DELETE FROM left_out WHERE path NOT IN (SELECT path FROM wanted)", [])
            })
            .map(|_| ())
            .kept(&self.file)
    }
}

/// The bounds of what lies below a path or place.
fn below(path: &[u8]) -> (Vec<u8>, Vec<u8>) {
    // `0` comes right after `/`.
    ([path, b"/"].concat(), [path, b"0"].concat())
}

fn look_of(row: &Row<'_>) -> rusqlite::Result<Look> {
    Ok(Look {
        kind: Kind::from_number(row.get::<_, i64>(1)? as u64).unwrap_or(Kind::File),
        size: row.get::<_, i64>(2)? as u64,
        modified: Timestamp { seconds: row.get(3)?, nanoseconds: row.get(4)? },
        changed: Timestamp { seconds: row.get(5)?, nanoseconds: row.get(6)? },
        inode: row.get::<_, i64>(7)? as u64,
    })
}

fn held_of(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held {
        path: Apath::from_bytes(row.get::<_, Vec<u8>>(0)?).unwrap_or_default(),
        look: look_of(row)?,
        place: row.get(8)?,
        folded: row.get(9)?,
        there: Timestamp { seconds: row.get(10)?, nanoseconds: row.get(11)? },
        hash: row.get(12)?,
        copied: row.get(13)?,
        sound: row.get(14)?,
        gone: row.get(15)?,
    })
}
