//! Applying a run: the only way in which the catalog changes. The same code serves a run that was just committed and one that is
//! read back from the store, so what the cache says is what the store says.

use std::{collections::HashMap, path::Path};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::{
    Cached, Catalog,
    index::{insert_lookups, push_lookups},
};
use crate::{
    error::{Damage, Error, Result},
    model::{Apath, Kind, PackId},
    pack::PackTable,
    run::{
        CatalogRecord, IndexRecord, RunMeta, SectionKind, SectionReader, VersionRecord,
        records::{encode_content, encode_metadata},
    },
    store::names::RunName,
    wire::{Reader, WireError},
};

/// A run to apply.
pub struct RunToApply<'a> {
    /// The device's number in the catalog.
    pub device: i64,
    /// The run's name.
    pub name: &'a RunName,
    /// BLAKE3 of its object.
    pub hash: [u8; 32],
    /// Length of its object.
    pub size: u64,
    /// Its sections.
    pub sections: &'a mut SectionReader,
}

impl Catalog {
    /// Applies a run; nothing happens if that was done before. Paths are taken in if the device is followed.
    pub fn apply(&mut self, run: RunToApply<'_>) -> Result<()> {
        let path = self.path.clone();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).cached(&path)?;
        Applying { connection: &transaction, path: &path }.apply(run)?;
        transaction.commit().cached(&path)
    }

    /// Takes in the paths of a device: its runs must then be applied again, in order.
    pub fn follow(&mut self, device: i64) -> Result<()> {
        self.connection.execute("UPDATE device SET followed = 1 WHERE no = ?1", [device]).map(|_| ()).cached(&self.path)
    }
}

struct Applying<'a> {
    connection: &'a Connection,
    path: &'a Path,
}

impl Applying<'_> {
    fn apply(&self, run: RunToApply<'_>) -> Result<()> {
        let (root, followed): (i64, bool) = self
            .connection
            .query_row("SELECT root, followed FROM device WHERE no = ?1", [run.device], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .cached(self.path)?;
        let known: Option<(i64, bool)> = self
            .connection
            .query_row(
                "SELECT no, catalog FROM run WHERE device = ?1 AND sequence = ?2 AND suffix = ?3",
                params![run.device, run.name.sequence, run.name.suffix],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .cached(self.path)?;
        let object = run.sections.name().to_owned();
        let number = match known {
            Some((_, true)) => return Ok(()),
            Some((_, false)) if !followed => return Ok(()),
            Some((number, false)) => number,
            None => self.insert_run(&run_meta(run.sections)?, &run)?,
        };
        let packs = self.apply_index(run.sections, &object)?;
        if followed {
            let mut folders = Folders { applying: self, root, known: HashMap::new() };
            run.sections
                .for_each(SectionKind::Catalog, |raw| self.apply_catalog(raw, number, &packs, &mut folders, &object))?;
            self.connection.execute("UPDATE run SET catalog = 1 WHERE no = ?1", [number]).cached(self.path)?;
        }
        Ok(())
    }

    fn insert_run(&self, meta: &RunMeta, run: &RunToApply<'_>) -> Result<i64> {
        let totals = &meta.totals;
        self.connection
            .prepare_cached(
                "INSERT INTO run(device, sequence, suffix, hash, size, started, finished, zone, partial, catalog, new, changed,
                 unchanged, gone, failed, bytes_seen, bytes_read, bytes_new, bytes_sent)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )
            .and_then(|mut statement| {
                statement.insert(params![
                    run.device,
                    run.name.sequence,
                    run.name.suffix,
                    run.hash,
                    run.size,
                    meta.started.seconds,
                    meta.finished.seconds,
                    meta.zone,
                    meta.partial,
                    clamp(totals.new),
                    clamp(totals.changed),
                    clamp(totals.unchanged),
                    clamp(totals.gone),
                    clamp(totals.failed),
                    clamp(totals.bytes_seen),
                    clamp(totals.bytes_read),
                    clamp(totals.bytes_new),
                    clamp(totals.bytes_sent),
                ])
            })
            .and_then(|number| {
                self.connection
                    .execute(
                        "UPDATE device SET name = ?2, system = ?3 WHERE no = ?1",
                        params![run.device, meta.device_name, meta.system],
                    )
                    .map(|_| number)
            })
            .cached(self.path)
    }

    /// Applies the index; returns the catalog's numbers of the packs that the run speaks of, in its own order.
    fn apply_index(&self, sections: &mut SectionReader, object: &str) -> Result<Vec<u32>> {
        let mut packs = Vec::new();
        let mut lookups = Vec::new();
        sections.for_each(SectionKind::Index, |raw| {
            let mut reader = Reader::new(raw);
            while let Some(record) = IndexRecord::next(&mut reader).map_err(wrong(object))? {
                match record {
                    IndexRecord::Referenced { id } => packs.push(self.pack_number(&id)?),
                    IndexRecord::Added { id, salt, size, table } => {
                        let decoded = PackTable::decode(table).map_err(|damage| Error::damaged(object, damage))?;
                        let number = self.pack_number(&id)?;
                        packs.push(number);
                        let added = self
                            .connection
                            .prepare_cached(
                                "UPDATE pack SET salt = ?2, size = ?3, contents = ?4 WHERE no = ?1 AND salt IS NULL",
                            )
                            .and_then(|mut statement| statement.execute(params![number, salt, size, table]))
                            .cached(self.path)?;
                        if added > 0 {
                            push_lookups(&mut lookups, number, &decoded);
                        }
                    }
                }
            }
            Ok(())
        })?;
        insert_lookups(self.connection, &mut lookups).cached(self.path)?;
        Ok(packs)
    }

    fn pack_number(&self, id: &PackId) -> Result<u32> {
        let found = self
            .connection
            .prepare_cached("SELECT no FROM pack WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id.0], |row| row.get(0)).optional())
            .cached(self.path)?;
        match found {
            Some(number) => Ok(number),
            None => self
                .connection
                .prepare_cached("INSERT INTO pack(id) VALUES (?1)")
                .and_then(|mut statement| statement.insert([id.0]))
                .cached(self.path)
                .and_then(|number| {
                    u32::try_from(number).map_err(|_| Error::Cache {
                        path: self.path.to_owned(),
                        source: rusqlite::Error::IntegralValueOutOfRange(0, number),
                    })
                }),
        }
    }

    fn apply_catalog(
        &self,
        raw: &[u8],
        run: i64,
        packs: &[u32],
        folders: &mut Folders<'_>,
        object: &str,
    ) -> Result<()> {
        let mut reader = Reader::new(raw);
        let mut folder = folders.root;
        while let Some(record) = CatalogRecord::next(&mut reader).map_err(wrong(object))? {
            match record {
                CatalogRecord::Folder(path) => folder = folders.id(&path)?,
                CatalogRecord::Version(version) => {
                    let content = version
                        .content
                        .try_map(|pack, first| Ok((*packs.get(pack as usize).ok_or(WireError::Range)?, first)))
                        .map_err(wrong(object))?;
                    self.put_version(folder, run, &version, &encode_content(&content)).cached(self.path)?;
                }
                CatalogRecord::Gone(name) => self.put_gone(folder, &name, run).cached(self.path)?,
                CatalogRecord::Seen { name, changed, inode, unsettled } => {
                    self.connection
                        .prepare_cached(
                            "UPDATE node SET changed = ?3, changed_ns = ?4, inode = ?5, unsettled = ?6
                             WHERE parent = ?1 AND name = ?2",
                        )
                        .and_then(|mut statement| {
                            statement.execute(params![
                                folder,
                                name,
                                changed.seconds,
                                changed.nanoseconds,
                                inode as i64,
                                unsettled
                            ])
                        })
                        .cached(self.path)?;
                }
            }
        }
        Ok(())
    }

    fn put_version(&self, parent: i64, run: i64, version: &VersionRecord, content: &[u8]) -> rusqlite::Result<()> {
        let folder = match version.kind {
            Kind::Folder => Some(self.folder_id(parent, &version.name)?),
            _ => None,
        };
        let mut metadata = Vec::new();
        encode_metadata(&version.metadata, &mut metadata);
        let row = params![
            parent,
            version.name,
            version.kind.number() as i64,
            clamp(version.size),
            version.modified.seconds,
            version.modified.nanoseconds,
            version.changed.seconds,
            version.changed.nanoseconds,
            version.inode as i64,
            version.unsettled,
            folder,
            run,
            metadata,
            content
        ];
        let inserted = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO node(parent, name, kind, size, modified, modified_ns, changed, changed_ns, inode,
                 unsettled, folder, gone, run, metadata, content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, ?12, ?13, ?14)",
            )?
            .execute(row)?;
        if inserted > 0 {
            return Ok(());
        }
        // The state until now becomes an old version; a file that turned into something else takes what was below it along.
        let old_folder: Option<i64> = self
            .connection
            .prepare_cached("SELECT folder FROM node WHERE parent = ?1 AND name = ?2 AND gone IS NULL")?
            .query_row(params![parent, version.name], |row| row.get(0))
            .optional()?
            .flatten();
        if let (Some(old), None) = (old_folder, folder) {
            self.empty_folder(old, run)?;
        }
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO version(parent, name, run, until, gone, kind, size, modified, modified_ns, metadata, content)
                 SELECT parent, name, run, coalesce(gone, ?3), gone IS NOT NULL, kind, size, modified, modified_ns, metadata, content
                 FROM node WHERE parent = ?1 AND name = ?2",
            )?
            .execute(params![parent, version.name, run])?;
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO node(parent, name, kind, size, modified, modified_ns, changed, changed_ns, inode,
                 unsettled, folder, gone, run, metadata, content)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, NULL, ?12, ?13, ?14)",
            )?
            .execute(row)?;
        Ok(())
    }

    fn put_gone(&self, parent: i64, name: &[u8], run: i64) -> rusqlite::Result<()> {
        let folder: Option<Option<i64>> = self
            .connection
            .prepare_cached("SELECT folder FROM node WHERE parent = ?1 AND name = ?2 AND gone IS NULL")?
            .query_row(params![parent, name], |row| row.get(0))
            .optional()?;
        let Some(folder) = folder else { return Ok(()) };
        if let Some(folder) = folder {
            self.empty_folder(folder, run)?;
        }
        self.connection
            .prepare_cached("UPDATE node SET gone = ?3 WHERE parent = ?1 AND name = ?2")?
            .execute(params![parent, name, run])?;
        Ok(())
    }

    /// Marks everything below a folder as gone. Depth is bounded by memory only: folders wait in a list, not on the stack.
    fn empty_folder(&self, folder: i64, run: i64) -> rusqlite::Result<()> {
        let mut waiting = vec![folder];
        while let Some(folder) = waiting.pop() {
            let mut statement = self
                .connection
                .prepare_cached("SELECT folder FROM node WHERE parent = ?1 AND gone IS NULL AND folder IS NOT NULL")?;
            let below = statement.query_map([folder], |row| row.get::<_, i64>(0))?;
            for folder in below {
                waiting.push(folder?);
            }
            self.connection
                .prepare_cached("UPDATE node SET gone = ?2 WHERE parent = ?1 AND gone IS NULL")?
                .execute(params![folder, run])?;
        }
        Ok(())
    }

    fn folder_id(&self, parent: i64, name: &[u8]) -> rusqlite::Result<i64> {
        let found = self
            .connection
            .prepare_cached("SELECT id FROM folder WHERE parent = ?1 AND name = ?2")?
            .query_row(params![parent, name], |row| row.get(0))
            .optional()?;
        match found {
            Some(id) => Ok(id),
            None => self
                .connection
                .prepare_cached("INSERT INTO folder(parent, name) VALUES (?1, ?2)")?
                .insert(params![parent, name]),
        }
    }
}

/// The ids of folders that a run's records named, so that each is looked up once.
struct Folders<'a> {
    applying: &'a Applying<'a>,
    root: i64,
    known: HashMap<Apath, i64>,
}

impl Folders<'_> {
    fn id(&mut self, path: &Apath) -> Result<i64> {
        if let Some(&id) = self.known.get(path) {
            return Ok(id);
        }
        let mut id = self.root;
        for name in path.components() {
            id = self.applying.folder_id(id, name).cached(self.applying.path)?;
        }
        if self.known.len() >= 4096 {
            self.known.clear();
        }
        self.known.insert(path.clone(), id);
        Ok(id)
    }
}

/// Reads the meta section of a run.
pub fn run_meta(sections: &mut SectionReader) -> Result<RunMeta> {
    let mut meta = None;
    let object = sections.name().to_owned();
    sections.for_each(SectionKind::Meta, |raw| {
        meta = Some(RunMeta::decode(raw).map_err(wrong(&object))?);
        Ok(())
    })?;
    meta.ok_or_else(|| Error::damaged(object, WireError::Missing.into()))
}

fn wrong(object: &str) -> impl Fn(WireError) -> Error + '_ {
    move |error| Error::damaged(object, Damage::from(error))
}

/// SQLite's integers are signed; no honest figure is near the limit.
fn clamp(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
