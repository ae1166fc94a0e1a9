//! Where chunks lie: packs and their tables, and the lookup that deduplication asks.

use std::{
    path::{Path, PathBuf},
    rc::Rc,
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params};

use super::{Cached, Catalog};
use crate::{
    error::{Damage, Error, Result},
    model::{ChunkId, PackId},
    pack::PackTable,
    store::names,
};

/// A pack as the index knows it.
#[derive(Debug, Clone)]
pub struct PackInfo {
    /// Its number in this catalog.
    pub number: u32,
    /// Its id.
    pub id: PackId,
    /// The salt of its header and its length; `None` when only references to it are known, because the run that added it is
    /// missing.
    pub known: Option<([u8; 32], u64)>,
    /// Its table; `None` as above.
    pub table: Option<Rc<PackTable>>,
}

/// Splits a chunk id into the key and the check of the lookup table: 128 bits in all, far beyond chance.
pub(super) fn lookup_key(id: &ChunkId) -> (i64, i64) {
    let half = |from: usize| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&id.0[from..from + 8]);
        i64::from_le_bytes(bytes)
    };
    (half(0), half(8))
}

/// Lookups after which a finder takes a fresh look at the catalog: opening a state of it costs as much as a lookup, and holding one for
/// long hides what was committed since.
const FRESH_FOR: u32 = 256;

/// Finds chunks that the account has. One a thread.
pub struct ChunkFinder {
    connection: Connection,
    path: PathBuf,
    /// Lookups in the state of the catalog that is held; `None` while none is.
    lookups: Option<u32>,
}

impl ChunkFinder {
    /// A reading connection of its own to the catalog in this file.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).cached(path)?;
        super::schema::configure_reader(&connection).cached(path)?;
        Ok(Self { connection, path: path.to_owned(), lookups: None })
    }

    /// Lets the state of the catalog go that was held since the last lookups.
    pub fn rest(&mut self) -> Result<()> {
        if self.lookups.take().is_some() {
            self.connection.execute_batch("COMMIT").cached(&self.path)?;
        }
        Ok(())
    }

    /// The pack's number and the chunk's number in it.
    pub fn find(&mut self, id: &ChunkId) -> Result<Option<(u32, u32)>> {
        if self.lookups.is_some_and(|lookups| lookups >= FRESH_FOR) {
            self.rest()?;
        }
        if self.lookups.is_none() {
            self.connection.execute_batch("BEGIN").cached(&self.path)?;
        }
        *self.lookups.get_or_insert(0) += 1;
        let (prefix, rest) = lookup_key(id);
        self.connection
            .prepare_cached("SELECT pack, number FROM chunk WHERE prefix = ?1 AND rest = ?2")
            .and_then(|mut statement| {
                statement.query_row(params![prefix, rest], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .cached(&self.path)
    }
}

fn pack_of(row: &Row<'_>) -> rusqlite::Result<PackInfo> {
    let (salt, size): (Option<[u8; 32]>, Option<u64>) = (row.get(2)?, row.get(3)?);
    Ok(PackInfo { number: row.get(0)?, id: PackId(row.get(1)?), known: salt.zip(size), table: None })
}

impl Catalog {
    /// Whether no chunk is known at all: then nothing needs to be looked up.
    pub fn has_chunks(&self) -> Result<bool> {
        self.connection.query_row("SELECT EXISTS(SELECT 1 FROM chunk)", [], |row| row.get(0)).cached(&self.path)
    }

    /// A pack with its table.
    pub fn pack(&self, number: u32) -> Result<PackInfo> {
        let (mut info, table): (PackInfo, Option<Vec<u8>>) = self
            .connection
            .prepare_cached("SELECT no, id, salt, size, contents FROM pack WHERE no = ?1")
            .and_then(|mut statement| statement.query_row([number], |row| Ok((pack_of(row)?, row.get(4)?))))
            .cached(&self.path)?;
        if let Some(table) = table {
            let damaged = |damage: Damage| Error::damaged(names::pack(&info.id), damage);
            info.table = Some(Rc::new(PackTable::decode(&table).map_err(damaged)?));
        }
        Ok(info)
    }

    /// All packs in the order in which they became known, without tables.
    pub fn packs(&self) -> Result<Vec<PackInfo>> {
        let mut statement =
            self.connection.prepare_cached("SELECT no, id, salt, size FROM pack ORDER BY no").cached(&self.path)?;
        let rows = statement.query_map([], pack_of).cached(&self.path)?;
        rows.collect::<rusqlite::Result<_>>().cached(&self.path)
    }

    /// Bytes of all packs and runs that are known.
    pub fn bytes_stored(&self) -> Result<u64> {
        let sum = "SELECT (SELECT ifnull(sum(size), 0) FROM pack) + (SELECT ifnull(sum(size), 0) FROM run)";
        self.connection.query_row(sum, [], |row| row.get(0)).cached(&self.path)
    }

    /// Notes that a pack cannot be read: its chunks are no longer found, and files that need it are read again by the next
    /// backup. Returns whether that is new.
    pub fn condemn_pack(&mut self, number: u32) -> Result<bool> {
        let path = self.path.clone();
        let transaction = self.connection.transaction().cached(&path)?;
        let new = transaction.execute("UPDATE pack SET bad = 1 WHERE no = ?1 AND bad = 0", [number]).cached(&path)? > 0;
        if new {
            transaction.execute("DELETE FROM chunk WHERE pack = ?1", [number]).cached(&path)?;
        }
        transaction.commit().cached(&path)?;
        Ok(new)
    }

    /// Takes in what a pack says of itself, if no run said so.
    pub fn learn_pack(&self, number: u32, salt: &[u8; 32], size: u64, table: &PackTable) -> Result<()> {
        self.connection
            .execute(
                "UPDATE pack SET salt = ?2, size = ?3, contents = ?4 WHERE no = ?1 AND salt IS NULL",
                params![number, salt, size, table.encode()],
            )
            .cached(&self.path)?;
        let mut rows = Vec::new();
        push_lookups(&mut rows, number, table);
        insert_lookups(&self.connection, &mut rows).cached(&self.path)
    }

    /// Notes that a pack is well after all.
    pub fn absolve_pack(&mut self, number: u32) -> Result<()> {
        let was_bad = self
            .connection
            .execute("UPDATE pack SET bad = 0 WHERE no = ?1 AND bad = 1", [number])
            .cached(&self.path)?
            > 0;
        if was_bad && let Some(table) = self.pack(number)?.table {
            let mut rows = Vec::new();
            push_lookups(&mut rows, number, &table);
            insert_lookups(&self.connection, &mut rows).cached(&self.path)?;
        }
        Ok(())
    }
}

/// Rows of the lookup table for all chunks of a pack.
pub(super) fn push_lookups(rows: &mut Vec<(i64, i64, u32, u32)>, pack: u32, table: &PackTable) {
    for number in 0..table.chunks() {
        if let Some(id) = table.id(number) {
            let (prefix, rest) = lookup_key(&id);
            rows.push((prefix, rest, pack, number));
        }
    }
}

/// Inserts rows of the lookup table, in its own order, which is much quicker. What is there stays.
pub(super) fn insert_lookups(connection: &Connection, rows: &mut [(i64, i64, u32, u32)]) -> rusqlite::Result<()> {
    rows.sort_unstable();
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO chunk(prefix, rest, pack, number) VALUES (?1, ?2, ?3, ?4)")?;
    for (prefix, rest, pack, number) in rows.iter() {
        statement.execute(params![prefix, rest, pack, number])?;
    }
    Ok(())
}
