//! Questions to the catalog: what a folder holds, which versions a path has, what was there at a time.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, params};

use super::{Cached, Catalog, DeviceInfo};
use crate::{
    error::Result,
    model::{Apath, Content, Extent, Kind, Metadata, PackId, Timestamp},
    run::records::{decode_content, decode_metadata},
};

/// A current entry of a folder, as change detection needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownEntry {
    /// Its name.
    pub name: Vec<u8>,
    /// What it is.
    pub kind: Kind,
    /// Its length.
    pub size: u64,
    /// Modification time.
    pub modified: Timestamp,
    /// Change time.
    pub changed: Timestamp,
    /// Number on its file system.
    pub inode: u64,
    /// Whether it must be read again.
    pub unsettled: bool,
    /// The folder's id, for a folder.
    pub folder: Option<i64>,
}

/// A run of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunInfo {
    /// Its number in the catalog; rises with time for one device.
    pub number: i64,
    /// Its sequence number.
    pub sequence: u64,
    /// When its backup began, seconds.
    pub started: i64,
    /// When it was committed, seconds.
    pub finished: i64,
    /// Whether the backup went on after it.
    pub partial: bool,
    /// BLAKE3 of its object.
    pub hash: [u8; 32],
    /// Length of its object; 0 if it could not be read.
    pub size: u64,
    /// The random part of its name, if it has one.
    pub suffix: String,
    /// Files and folders that were new, in its backup so far.
    pub new: u64,
    /// Those that had changed.
    pub changed: u64,
    /// Those that were as before.
    pub unchanged: u64,
    /// Those that were gone.
    pub gone: u64,
    /// Those that could not be backed up.
    pub failed: u64,
    /// Bytes sent by its backup so far.
    pub bytes_sent: u64,
}

/// A version of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInfo {
    /// The run that brought it, by its number in the catalog.
    pub run: i64,
    /// When that run was committed, seconds.
    pub backed_up: i64,
    /// The run from which on it was no longer current, if it is not.
    pub until: Option<i64>,
    /// Whether it was followed by nothing (deleted) rather than by another version.
    pub deleted: bool,
    /// What it is.
    pub kind: Kind,
    /// Its length.
    pub size: u64,
    /// Modification time.
    pub modified: Timestamp,
    /// Everything else, still encoded.
    metadata: Vec<u8>,
    content: Vec<u8>,
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// The name.
    pub name: Vec<u8>,
    /// The id of the folder that it is or was, if it ever was one.
    pub below: Option<i64>,
    /// The version that is meant; `None` for a former or future folder of which none is.
    pub version: Option<VersionInfo>,
}

/// Which version of each path is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionChoice {
    /// Only what was current after this run.
    pub as_of: Option<i64>,
    /// Only versions whose own modification time (seconds) lies within, ends included.
    pub modified: Option<(i64, i64)>,
    /// Only versions whose run was committed (seconds) within, ends included.
    pub backed_up: Option<(i64, i64)>,
    /// Whether paths that are no longer there count.
    pub deleted: bool,
}

impl VersionChoice {
    /// Whether this version is among those that are meant.
    pub fn accepts(&self, version: &VersionInfo) -> bool {
        let within =
            |value: i64, range: Option<(i64, i64)>| range.is_none_or(|(from, to)| (from..=to).contains(&value));
        let ranged = self.modified.is_some() || self.backed_up.is_some();
        let at_its_time = match self.as_of {
            Some(run) => {
                version.run <= run
                    && (version.until.is_none_or(|until| until > run) || (self.deleted && version.deleted))
            }
            // Without a time it is the current state; a range looks back at all versions there ever were.
            None => version.until.is_none() || ranged || (self.deleted && version.deleted),
        };
        at_its_time && within(version.modified.seconds, self.modified) && within(version.backed_up, self.backed_up)
    }

    /// Whether only the current state can be meant, so that old versions need not be looked at.
    fn is_current_only(&self) -> bool {
        *self == Self::default()
    }
}

impl VersionInfo {
    /// Mode, owner and the like.
    pub fn metadata(&self) -> Metadata {
        // What was applied was decoded then; a cache that changed since restores without metadata rather than not at all.
        decode_metadata(&self.metadata).unwrap_or_default()
    }

    /// Where the content lies, packs by their number in the catalog; `None` if the cache is damaged.
    pub fn content(&self) -> Option<Content<u32>> {
        decode_content(&self.content).ok()
    }

    /// The encoded content, for comparing two versions.
    pub fn encoded_content(&self) -> &[u8] {
        &self.content
    }

    /// The encoded metadata, for comparing two versions.
    pub fn encoded_metadata(&self) -> &[u8] {
        &self.metadata
    }

    /// Whether this version needs one of these packs. What a damaged cache cannot tell counts as yes.
    pub fn needs_any(&self, packs: &HashSet<u32>) -> bool {
        self.content().is_none_or(|content| {
            let is_one = |extent: &Extent<u32>| matches!(extent, Extent::Chunks { pack, .. } if packs.contains(pack));
            content.extents().iter().any(is_one)
        })
    }
}

const CURRENT: &str = "node.run, run.finished, node.gone, node.gone IS NOT NULL, node.kind, node.size, node.modified, \
                       node.modified_ns, node.metadata, node.content";
const OLD: &str = "version.run, run.finished, version.until, version.gone, version.kind, version.size, version.modified, \
                   version.modified_ns, version.metadata, version.content";

fn version_of(row: &Row<'_>) -> rusqlite::Result<VersionInfo> {
    Ok(VersionInfo {
        run: row.get(0)?,
        backed_up: row.get(1)?,
        until: row.get(2)?,
        deleted: row.get(3)?,
        kind: kind_of(row.get(4)?),
        size: row.get::<_, i64>(5)? as u64,
        modified: Timestamp { seconds: row.get(6)?, nanoseconds: row.get(7)? },
        metadata: row.get(8)?,
        content: row.get(9)?,
    })
}

pub(super) fn kind_of(number: i64) -> Kind {
    Kind::from_number(number as u64).unwrap_or(Kind::File)
}

impl Catalog {
    /// The current entries of a folder in the order of their names.
    pub fn known_entries(&self, folder: i64) -> Result<Vec<KnownEntry>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT name, kind, size, modified, modified_ns, changed, changed_ns, inode, unsettled, folder
                 FROM node WHERE parent = ?1 AND gone IS NULL ORDER BY name",
            )
            .cached(&self.path)?;
        let rows = statement.query_map([folder], known_of).cached(&self.path)?;
        rows.collect::<rusqlite::Result<_>>().cached(&self.path)
    }

    /// The current entry of one name in a folder.
    pub fn known_entry(&self, folder: i64, name: &[u8]) -> Result<Option<KnownEntry>> {
        self.connection
            .prepare_cached(
                "SELECT name, kind, size, modified, modified_ns, changed, changed_ns, inode, unsettled, folder
                 FROM node WHERE parent = ?1 AND name = ?2 AND gone IS NULL",
            )
            .and_then(|mut statement| statement.query_row(params![folder, name], known_of).optional())
            .cached(&self.path)
    }

    /// The names of a folder that are there now.
    pub fn current_names(&self, folder: i64) -> Result<Vec<Vec<u8>>> {
        self.connection
            .prepare_cached("SELECT name FROM node WHERE parent = ?1 AND gone IS NULL")
            .and_then(|mut statement| statement.query_map([folder], |row| row.get(0))?.collect())
            .cached(&self.path)
    }

    /// The id of a folder of a device, if the catalog knows one of that path.
    pub fn folder(&self, device: &DeviceInfo, path: &Apath) -> Result<Option<i64>> {
        let mut id = device.root;
        for name in path.components() {
            let found = self
                .connection
                .prepare_cached("SELECT id FROM folder WHERE parent = ?1 AND name = ?2")
                .and_then(|mut statement| statement.query_row(params![id, name], |row| row.get(0)).optional())
                .cached(&self.path)?;
            match found {
                Some(found) => id = found,
                None => return Ok(None),
            }
        }
        Ok(Some(id))
    }

    /// All versions of a path, newest first; empty when there never was one.
    pub fn versions(&self, folder: i64, name: &[u8]) -> Result<Vec<VersionInfo>> {
        let mut versions: Vec<VersionInfo> = self
            .connection
            .prepare_cached(&format!(
                "SELECT {CURRENT} FROM node JOIN run ON run.no = node.run WHERE parent = ?1 AND name = ?2"
            ))
            .and_then(|mut statement| statement.query_map(params![folder, name], version_of)?.collect())
            .cached(&self.path)?;
        versions.extend(self.old_versions(folder, name)?);
        Ok(versions)
    }

    /// The version of a path that is current, if it is there.
    pub fn current_version(&self, folder: i64, name: &[u8]) -> Result<Option<VersionInfo>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {CURRENT} FROM node JOIN run ON run.no = node.run WHERE parent = ?1 AND name = ?2 AND node.gone IS NULL"
            ))
            .and_then(|mut statement| statement.query_row(params![folder, name], version_of).optional())
            .cached(&self.path)
    }

    /// How many current files and links lie below a folder, and their bytes.
    pub fn count_files(&self, folder: i64) -> Result<(u64, u64)> {
        self.connection
            .prepare_cached(
                "WITH RECURSIVE below(id) AS (SELECT ?1 UNION ALL SELECT node.folder FROM node JOIN below ON node.parent = below.id
                 WHERE node.folder IS NOT NULL AND node.gone IS NULL)
                 SELECT count(*), coalesce(sum(node.size), 0) FROM node JOIN below ON node.parent = below.id WHERE node.folder IS NULL AND node.gone IS NULL",
            )
            .and_then(|mut statement| statement.query_row([folder], |row| Ok((row.get(0)?, row.get(1)?))))
            .cached(&self.path)
    }

    fn old_versions(&self, folder: i64, name: &[u8]) -> Result<Vec<VersionInfo>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {OLD} FROM version JOIN run ON run.no = version.run WHERE parent = ?1 AND name = ?2 ORDER BY version.run DESC"
            ))
            .and_then(|mut statement| statement.query_map(params![folder, name], version_of)?.collect())
            .cached(&self.path)
    }

    /// The entries of a folder with the newest version of each that is meant, in the order of their names. A folder counts
    /// when it ever was one, so that what lies below it is found; its version is `None` when none is meant.
    pub fn entries(&self, folder: i64, choice: &VersionChoice) -> Result<Vec<FolderEntry>> {
        let gone = if choice.is_current_only() { "AND node.gone IS NULL" } else { "" };
        let rows: Vec<(Vec<u8>, Option<i64>, VersionInfo)> = self
            .connection
            .prepare_cached(&format!(
                "SELECT {CURRENT}, node.name, folder.id FROM node JOIN run ON run.no = node.run
                 LEFT JOIN folder ON folder.parent = node.parent AND folder.name = node.name
                 WHERE node.parent = ?1 {gone} ORDER BY node.name"
            ))
            .and_then(|mut statement| {
                statement.query_map([folder], |row| Ok((row.get(10)?, row.get(11)?, version_of(row)?)))?.collect()
            })
            .cached(&self.path)?;
        let mut entries = Vec::with_capacity(rows.len());
        for (name, below, current) in rows {
            let version = if choice.accepts(&current) {
                Some(current)
            } else if choice.is_current_only() {
                None
            } else {
                self.old_versions(folder, &name)?.into_iter().find(|version| choice.accepts(version))
            };
            if version.is_some() || below.is_some() {
                entries.push(FolderEntry { name, below, version });
            }
        }
        Ok(entries)
    }

    /// The runs of a device, oldest first.
    pub fn runs(&self, device: i64) -> Result<Vec<RunInfo>> {
        self.connection
            .prepare_cached(
                "SELECT no, sequence, started, finished, partial, hash, suffix, bytes_sent, size, new, changed, unchanged, gone, failed
                 FROM run WHERE device = ?1 ORDER BY no",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([device], |row| {
                        Ok(RunInfo {
                            number: row.get(0)?,
                            sequence: row.get(1)?,
                            started: row.get(2)?,
                            finished: row.get(3)?,
                            partial: row.get(4)?,
                            hash: row.get(5)?,
                            suffix: row.get(6)?,
                            bytes_sent: row.get::<_, i64>(7)? as u64,
                            size: row.get(8)?,
                            new: row.get(9)?,
                            changed: row.get(10)?,
                            unchanged: row.get(11)?,
                            gone: row.get(12)?,
                            failed: row.get(13)?,
                        })
                    })?
                    .collect()
            })
            .cached(&self.path)
    }

    /// Bytes that a device sent in backups begun at or after a time (seconds). A backup's last run has its total.
    pub fn bytes_sent_since(&self, device: i64, seconds: i64) -> Result<u64> {
        self.connection
            .query_row(
                "SELECT coalesce(sum(most), 0) FROM (SELECT max(bytes_sent) AS most FROM run
                 WHERE device = ?1 AND started >= ?2 GROUP BY started)",
                params![device, seconds],
                |row| row.get::<_, i64>(0),
            )
            .map(|sum| sum as u64)
            .cached(&self.path)
    }

    /// Every version of every followed device that needs one of these packs or was brought by one of these runs.
    pub fn needing(&self, packs: &HashSet<u32>, runs: &HashSet<i64>) -> Result<Vec<(i64, Apath, VersionInfo)>> {
        let mut found = Vec::new();
        if packs.is_empty() && runs.is_empty() {
            return Ok(found);
        }
        for device in self.devices()? {
            let mut waiting = vec![(device.root, Apath::ROOT)];
            while let Some((folder, path)) = waiting.pop() {
                for (name, below) in self.names(folder)? {
                    let path = path.join(&name);
                    for version in self.versions(folder, &name)? {
                        if runs.contains(&version.run) || version.needs_any(packs) {
                            found.push((device.number, path.clone(), version));
                        }
                    }
                    if let Some(below) = below {
                        waiting.push((below, path));
                    }
                }
            }
        }
        Ok(found)
    }

    /// All names that a folder ever held, with the id of the folder that each is or was, in the order of names.
    pub fn names(&self, folder: i64) -> Result<Vec<(Vec<u8>, Option<i64>)>> {
        self.connection
            .prepare_cached(
                "SELECT node.name, folder.id FROM node
                 LEFT JOIN folder ON folder.parent = node.parent AND folder.name = node.name WHERE node.parent = ?1
                 ORDER BY node.name",
            )
            .and_then(|mut statement| statement.query_map([folder], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .cached(&self.path)
    }

    /// The id of the folder that a name is or was.
    pub fn folder_below(&self, parent: i64, name: &[u8]) -> Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT id FROM folder WHERE parent = ?1 AND name = ?2")
            .and_then(|mut statement| statement.query_row(params![parent, name], |row| row.get(0)).optional())
            .cached(&self.path)
    }

    /// Marks a current path so that the next backup reads it again.
    pub fn unsettle(&self, folder: i64, name: &[u8]) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE node SET unsettled = 1 WHERE parent = ?1 AND name = ?2")
            .and_then(|mut statement| statement.execute(params![folder, name]))
            .map(|_| ())
            .cached(&self.path)
    }

    /// The id of the pack of this number.
    pub fn pack_id(&self, number: u32) -> Result<PackId> {
        self.connection
            .prepare_cached("SELECT id FROM pack WHERE no = ?1")
            .and_then(|mut statement| statement.query_row([number], |row| row.get(0)))
            .map(PackId)
            .cached(&self.path)
    }
}

pub(super) fn known_of(row: &Row<'_>) -> rusqlite::Result<KnownEntry> {
    Ok(KnownEntry {
        name: row.get(0)?,
        kind: kind_of(row.get(1)?),
        size: row.get::<_, i64>(2)? as u64,
        modified: Timestamp { seconds: row.get(3)?, nanoseconds: row.get(4)? },
        changed: Timestamp { seconds: row.get(5)?, nanoseconds: row.get(6)? },
        inode: row.get::<_, i64>(7)? as u64,
        unsettled: row.get(8)?,
        folder: row.get(9)?,
    })
}
