//! Finding: paths by a part of their names, over all that a device ever backed up.
//!
//! The names are read as they lie in the table and compared folded (see [`crate::model::fold`]). An index over folded names would
//! find three letters and more a little sooner, would find nothing for two (写真) and would be built again by every backup:
//! `benches/find.rs` says what reading costs.

use std::{
    collections::{BinaryHeap, HashMap},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use crossbeam_channel::{Sender, bounded};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, params, types::ValueRef};

use super::{Cached, Catalog, DeviceInfo, query::kind_of, schema};
use crate::{
    error::Result,
    model::{
        Apath, Kind, Timestamp,
        apath::is_component,
        fold::{Needle, fold},
    },
};

/// Threads that read.
const THREADS: usize = 4;
/// The folders are read in about so many shares, so that threads end at about the same time.
const SHARES: i64 = 64;
/// Folders in a share at least.
const SMALLEST_SHARE: i64 = 16;

/// Whether a path of this kind is meant.
pub type Belongs<'a> = dyn Fn(&Apath, Kind) -> bool + Sync + 'a;

/// What is looked for. What is not given does not narrow.
pub struct Query<'a> {
    /// A part of the name. With `/` in it, a part of the path that ends within the name.
    pub text: String,
    /// Files of at least and at most so many bytes; with either, folders are not meant.
    pub size: (Option<u64>, Option<u64>),
    /// Modified (seconds) within, ends included.
    pub modified: Option<(i64, i64)>,
    /// Whether what is no longer there is found.
    pub deleted: bool,
    /// Only below this folder.
    pub under: Option<Apath>,
    /// Only paths of which this is so, asked last.
    pub belongs: Option<&'a Belongs<'a>>,
    /// How many paths are handed back at most: the first in their order.
    pub limit: usize,
}

/// Which version of a path was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The one that is there.
    Current,
    /// The last before the path was deleted.
    Deleted,
    /// An earlier one: the last is another than what was looked for.
    Old,
}

/// A path that was found: the newest version of it that is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The path.
    pub path: Apath,
    /// What it is.
    pub kind: Kind,
    /// Its length.
    pub size: u64,
    /// When it was modified.
    pub modified: Timestamp,
    /// When its run was committed, seconds.
    pub backed_up: i64,
    /// Which version it is.
    pub state: State,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Paths, folder by folder, in the order of names.
    pub hits: Vec<Hit>,
    /// How many there are, beyond the limit too.
    pub count: u64,
    /// The bytes of all of them.
    pub bytes: u64,
    /// How many more there are among what is no longer there, if that was not asked for.
    pub hidden: u64,
}

/// A row of either table.
struct Candidate {
    parent: i64,
    name: Vec<u8>,
    kind: Kind,
    size: u64,
    modified: Timestamp,
    run: i64,
    state: State,
}

/// In the order of folders and names.
struct Ordered {
    folder: Arc<Apath>,
    name: Vec<u8>,
    hit: Hit,
}

impl Ordered {
    fn key(&self) -> (&Apath, &[u8]) {
        (&self.folder, &self.name)
    }
}

impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl Query<'_> {
    /// Whether a version of a name that fits is what is looked for.
    fn accepts(&self, kind: Kind, size: u64, modified: i64) -> bool {
        let (smallest, largest) = self.size;
        let sized = self.size == (None, None)
            || (kind == Kind::File
                && smallest.is_none_or(|least| size >= least)
                && largest.is_none_or(|most| size <= most));
        sized && self.modified.is_none_or(|(from, to)| (from..=to).contains(&modified))
    }

    /// Whether an earlier version can be what is looked for where the last one is not.
    fn narrows_versions(&self) -> bool {
        self.modified.is_some() || self.size != (None, None)
    }
}

impl Catalog {
    /// Finds paths of a device, which must be followed.
    pub fn find(&self, device: &DeviceInfo, query: &Query<'_>) -> Result<Found> {
        let mut sieve = Sieve {
            query,
            folders: FolderPaths::new(self, device),
            whole: query.text.contains('/').then(|| fold(query.text.as_bytes())),
            runs: self.runs(device.number)?.into_iter().map(|run| (run.number, run.finished)).collect(),
            heap: BinaryHeap::new(),
            found: Found::default(),
        };
        let last: i64 = self
            .connection
            .query_row("SELECT coalesce(max(id), 0) FROM folder", [], |row| row.get(0))
            .cached(&self.path)?;
        let share = (last / SHARES + 1).max(SMALLEST_SHARE);
        let next = AtomicI64::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        std::thread::scope(|scope| {
            let (sender, candidates) = bounded(1024);
            for _ in 0..threads {
                let (sender, next, path) = (sender.clone(), &next, self.path.as_path());
                scope.spawn(move || {
                    let read = read_shares(
                        path,
                        query,
                        || {
                            let from = next.fetch_add(share, Ordering::Relaxed);
                            (from <= last).then_some((from, from + share))
                        },
                        &sender,
                    );
                    if let Err(error) = read {
                        // The receiver left because another thread failed before.
                        drop(sender.send(Err(error)));
                    }
                });
            }
            drop(sender);
            candidates.into_iter().try_for_each(|candidates| candidates.and_then(|candidates| sieve.take(candidates)))
        })?;
        sieve.found.hits = sieve.heap.into_sorted_vec().into_iter().map(|ordered| ordered.hit).collect();
        Ok(sieve.found)
    }
}

/// Reads shares of the tables until there is none left, and sends what fits by name and version.
fn read_shares(
    path: &Path,
    query: &Query<'_>,
    mut share: impl FnMut() -> Option<(i64, i64)>,
    sender: &Sender<Result<Vec<Candidate>>>,
) -> Result<()> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .cached(path)?;
    schema::configure_reader(&connection).cached(path)?;
    let mut needle = Needle::new(query.text.rsplit('/').next().unwrap_or_default());
    let mut nodes = connection
        .prepare(
            "SELECT parent, name, kind, size, modified, modified_ns, run, gone FROM node WHERE parent >= ?1 AND parent < ?2",
        )
        .cached(path)?;
    let mut last = connection
        .prepare("SELECT kind, size, modified, gone FROM node WHERE parent = ?1 AND name = ?2")
        .cached(path)?;
    let mut versions = connection
        .prepare(
            "SELECT parent, name, kind, size, modified, modified_ns, run FROM version WHERE parent >= ?1 AND parent < ?2
             ORDER BY parent, name, run",
        )
        .cached(path)?;
    while let Some((from, to)) = share() {
        let mut found = Vec::new();
        let mut rows = nodes.query([from, to]).cached(path)?;
        while let Some(row) = rows.next().cached(path)? {
            let gone = row.get_ref(7).cached(path)? != ValueRef::Null;
            let state = if gone { State::Deleted } else { State::Current };
            found.extend(candidate(row, state, &mut needle, query).cached(path)?);
        }
        if query.narrows_versions() {
            // Of each path the newest, which comes last.
            let mut old: Vec<Candidate> = Vec::new();
            let mut rows = versions.query([from, to]).cached(path)?;
            while let Some(row) = rows.next().cached(path)? {
                let Some(version) = candidate(row, State::Old, &mut needle, query).cached(path)? else { continue };
                match old.last_mut() {
                    Some(earlier) if (earlier.parent, &earlier.name) == (version.parent, &version.name) => {
                        *earlier = version;
                    }
                    _ => old.push(version),
                }
            }
            for version in old {
                let state = last
                    .query_row(params![version.parent, version.name], |row| {
                        let is_found = query.accepts(kind_of(row.get(0)?), row.get::<_, i64>(1)? as u64, row.get(2)?);
                        Ok((is_found, row.get::<_, Option<i64>>(3)?.is_some()))
                    })
                    .optional()
                    .cached(path)?;
                match state {
                    // The last version is found already, or what is no longer there is not asked for.
                    Some((true, _)) => {}
                    Some((false, true)) if !query.deleted => {}
                    _ => found.push(version),
                }
            }
        }
        if !found.is_empty() && sender.send(Ok(found)).is_err() {
            break;
        }
    }
    Ok(())
}

fn candidate(
    row: &Row<'_>,
    state: State,
    needle: &mut Needle,
    query: &Query<'_>,
) -> rusqlite::Result<Option<Candidate>> {
    let name = row.get_ref(1)?.as_blob()?;
    if !needle.is_in(name) {
        return Ok(None);
    }
    let kind = kind_of(row.get(2)?);
    let size = row.get::<_, i64>(3)? as u64;
    let modified = Timestamp { seconds: row.get(4)?, nanoseconds: row.get(5)? };
    if !query.accepts(kind, size, modified.seconds) {
        return Ok(None);
    }
    Ok(Some(Candidate { parent: row.get(0)?, name: name.to_vec(), kind, size, modified, run: row.get(6)?, state }))
}

/// Keeps of what fits by name and version what fits by its path, and of that the first ones.
struct Sieve<'a> {
    query: &'a Query<'a>,
    folders: FolderPaths<'a>,
    /// The whole text, folded, if it is a part of a path.
    whole: Option<String>,
    /// When each run was committed.
    runs: HashMap<i64, i64>,
    /// The last of what is kept is on top.
    heap: BinaryHeap<Ordered>,
    found: Found,
}

impl Sieve<'_> {
    fn take(&mut self, candidates: Vec<Candidate>) -> Result<()> {
        for candidate in candidates {
            let Some(folder) = self.folders.path(candidate.parent)? else { continue };
            let path = folder.join(&candidate.name);
            let is_under = self.query.under.as_ref().is_none_or(|under| path != *under && path.is_within(under));
            let is_whole = self.whole.as_ref().is_none_or(|whole| fold(path.as_bytes()).contains(whole.as_str()));
            if !is_under || !is_whole || !self.query.belongs.is_none_or(|belongs| belongs(&path, candidate.kind)) {
                continue;
            }
            if candidate.state == State::Deleted && !self.query.deleted {
                self.found.hidden += 1;
                continue;
            }
            let Candidate { name, kind, size, modified, run, state, .. } = candidate;
            self.found.count += 1;
            self.found.bytes += size;
            let is_full = self.heap.len() >= self.query.limit;
            if is_full && self.heap.peek().is_some_and(|last| last.key() < (&folder, &name)) {
                continue;
            }
            let backed_up = self.runs.get(&run).copied().unwrap_or_default();
            let hit = Hit { path, kind, size, modified, backed_up, state };
            self.heap.push(Ordered { folder, name, hit });
            if self.heap.len() > self.query.limit {
                self.heap.pop();
            }
        }
        Ok(())
    }
}

/// The paths of a device's folders by their ids, each looked up once.
pub(super) struct FolderPaths<'a> {
    catalog: &'a Catalog,
    root: i64,
    /// `None` for folders of other devices.
    known: HashMap<i64, Option<Arc<Apath>>>,
}

impl<'a> FolderPaths<'a> {
    pub(super) fn new(catalog: &'a Catalog, device: &DeviceInfo) -> Self {
        let known = HashMap::from([(device.root, Some(Arc::new(Apath::ROOT))), (0, None)]);
        Self { catalog, root: device.root, known }
    }

    /// The path of a folder; `None` if it is another device's.
    pub(super) fn path(&mut self, id: i64) -> Result<Option<Arc<Apath>>> {
        let mut below: Vec<(i64, Vec<u8>)> = Vec::new();
        let mut at = id;
        let mut path = loop {
            if let Some(known) = self.known.get(&at) {
                break known.clone();
            }
            let above: Option<(i64, Vec<u8>)> = self
                .catalog
                .connection
                .prepare_cached("SELECT parent, name FROM folder WHERE id = ?1")
                .and_then(|mut statement| statement.query_row([at], |row| Ok((row.get(0)?, row.get(1)?))).optional())
                .cached(&self.catalog.path)?;
            // A folder is made after the one above it, so that a damaged catalog can lead in no circle.
            let Some((parent, name)) = above.filter(|(parent, _)| *parent < at) else { break None };
            below.push((at, name));
            at = parent;
        };
        for (id, name) in below.into_iter().rev() {
            path = path.filter(|_| id != self.root && is_component(&name)).map(|path| Arc::new(path.join(&name)));
            self.known.insert(id, path.clone());
        }
        Ok(path)
    }
}
