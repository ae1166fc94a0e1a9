//! Walking a selection: from root to root, each with what lies below it, links followed as set and no folder entered within itself. What
//! goes into which folder is the caller's word; backups and estimates go the same way.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Listing, Walk};
use crate::{
    model::{Apath, Entry, Kind, Reason},
    platform::{self, Seen},
    selection::{Bits, Decision, FolderView, Root, Selection, Verdict},
};

/// A walk over a selection. `T` is what the caller keeps with each folder.
pub struct Tour<'s, T> {
    selection: &'s Selection,
    roots: VecDeque<Root>,
    walk: Walk,
    /// What the walk will list, the next one last.
    ahead: Vec<Folder<T>>,
}

/// A folder of the tour.
pub struct Folder<T> {
    /// Its path in the catalog.
    pub apath: Arc<Apath>,
    /// Its path here; where a link was followed, where that leads.
    pub path: PathBuf,
    /// The caller's own.
    pub kept: T,
    view: FolderView,
    line: Option<Arc<Line>>,
    followed: BTreeMap<Vec<u8>, PathBuf>,
    /// Folders in it that are behind a link and must not be entered.
    barred: Vec<(Vec<u8>, Reason)>,
}

/// The folders that a folder lies in, as the walk came to it: needed only where links are followed.
struct Line {
    identity: Option<(u64, u64)>,
    /// Whether a link was followed on the way.
    by_link: bool,
    above: Option<Arc<Line>>,
}

impl Line {
    fn has(&self, identity: (u64, u64)) -> bool {
        let mut line = Some(self);
        while let Some(here) = line {
            if here.identity == Some(identity) {
                return true;
            }
            line = here.above.as_deref();
        }
        false
    }
}

/// Where a tour has come to.
pub enum Step<T> {
    /// At a root.
    Root {
        /// The root.
        root: Root,
        /// What is there.
        seen: io::Result<Seen>,
        /// The folder that holds it, of which nothing else is wanted.
        above: Folder<T>,
    },
    /// In a folder that was entered.
    Folder {
        /// The folder.
        folder: Folder<T>,
        /// What it holds.
        entries: io::Result<Vec<Entry>>,
        /// Pipes, sockets and devices in it.
        special: Vec<Vec<u8>>,
        /// Entries that could not be looked at.
        unreadable: Vec<(Vec<u8>, io::Error)>,
    },
}

impl<T> Folder<T> {
    /// Where a name in it is; where a link was followed, where that leads.
    pub fn path_of(&self, name: &[u8]) -> PathBuf {
        if let Some(target) = self.followed.get(name) {
            return target.clone();
        }
        match platform::name_of_bytes(name) {
            Some(name) => self.path.join(name),
            None => self.path.clone(),
        }
    }
}

impl<'s, T: Default> Tour<'s, T> {
    /// A tour that is about to begin.
    pub fn new(selection: &'s Selection) -> Self {
        let walk = Walk::new(selection.follow());
        Self { selection, roots: selection.roots().into(), walk, ahead: Vec::new() }
    }

    /// Whether an entry of a folder goes along.
    pub fn verdict(&self, folder: &Folder<T>, entry: &Entry) -> Verdict {
        if let Some((_, reason)) = folder.barred.iter().find(|(name, _)| *name == entry.name) {
            let decision = Decision::LeftOut(*reason);
            return Verdict { decision, sources: Bits::default(), against: None };
        }
        self.selection.verdict(&folder.view, entry)
    }

    /// A folder in a folder, entered for these sources' sake.
    pub fn enter(&self, folder: &Folder<T>, entry: &Entry, sources: Bits, kept: T) -> Folder<T> {
        let path = folder.path_of(&entry.name);
        let by_link = folder.followed.contains_key(&entry.name);
        let line = self.selection.follow().any().then(|| {
            let by_link = by_link || folder.line.as_ref().is_some_and(|line| line.by_link);
            Arc::new(Line { identity: identity(&path, entry), by_link, above: folder.line.clone() })
        });
        Folder {
            apath: Arc::new(folder.apath.join(&entry.name)),
            path,
            kept,
            view: self.selection.enter(&folder.view, &entry.name, sources, entry.stat.filesystem),
            line,
            followed: BTreeMap::new(),
            barred: Vec::new(),
        }
    }

    /// Goes into folders, in their order, before anything else.
    pub fn descend(&mut self, folders: Vec<Folder<T>>) {
        self.walk.descend(folders.iter().map(|folder| (folder.apath.clone(), folder.path.clone())));
        self.ahead.extend(folders.into_iter().rev());
    }

    /// Takes what was picked below an entry that does not go along itself: once this root is done.
    pub fn pass(&mut self, folder: &Folder<T>, entry: &Entry) {
        for root in self.selection.roots_within(&folder.apath.join(&entry.name)).into_iter().rev() {
            self.roots.push_front(root);
        }
    }

    /// The next place.
    pub fn step(&mut self) -> Option<Step<T>> {
        if let Some(folder) = self.ahead.pop() {
            let listing = self.walk.next()?;
            return Some(self.listed(folder, listing));
        }
        let root = self.roots.pop_front()?;
        match root.apath.split() {
            Some((parent, name)) => {
                let path = root.path.parent().map(PathBuf::from).unwrap_or_default();
                let mut above = self.folder(parent, path);
                let mut seen = platform::stat(&root.path);
                if let Ok(Seen::Entry(stat)) = &mut seen
                    && stat.kind == Kind::Symlink
                    && let Some((target, there)) = platform::follow(&root.path, self.selection.follow())
                {
                    *stat = there;
                    above.followed.insert(name.to_vec(), target);
                }
                Some(Step::Root { root, seen, above })
            }
            None => {
                let mut everything = self.folder(Apath::ROOT, root.path);
                everything.view = self.selection.outset();
                self.descend(vec![everything]);
                self.step()
            }
        }
    }

    fn folder(&self, apath: Apath, path: PathBuf) -> Folder<T> {
        let view = self.selection.passage(&apath);
        let (followed, barred) = (BTreeMap::new(), Vec::new());
        Folder { apath: Arc::new(apath), path, kept: T::default(), view, line: None, followed, barred }
    }

    fn listed(&self, mut folder: Folder<T>, listing: Listing) -> Step<T> {
        let Listing { path, mut entries, special, unreadable, followed, .. } = listing;
        folder.path = path;
        folder.followed = followed;
        if let (Ok(entries), Some(line)) = (&mut entries, folder.line.clone()) {
            for entry in entries.iter_mut().filter(|entry| entry.stat.kind == Kind::Folder) {
                self.check_link(&mut folder, &line, entry);
            }
        }
        Step::Folder { folder, entries, special, unreadable }
    }

    /// A link that leads back, to this program's own data, or to another file system where those are left out, stays the link that it is.
    fn check_link(&self, folder: &mut Folder<T>, line: &Line, entry: &mut Entry) {
        let path = folder.path_of(&entry.name);
        let is_link = folder.followed.contains_key(&entry.name);
        if !is_link && !line.by_link {
            return;
        }
        let there = identity(&path, entry);
        let leads_away = || {
            let numbers = there.zip(line.identity).filter(|_| is_link && !self.selection.crosses_file_systems());
            numbers.is_some_and(|(there, here)| there.0 != here.0)
        };
        let reason = if there.is_some_and(|identity| line.has(identity)) {
            Reason::Loop
        } else if platform::apath(&path).is_some_and(|path| self.selection.is_own(&path)) {
            Reason::Own
        } else if leads_away() {
            Reason::FileSystem
        } else {
            return;
        };
        if is_link {
            folder.followed.remove(&entry.name);
            if let Ok(Seen::Entry(stat)) = platform::stat(&folder.path_of(&entry.name)) {
                entry.stat = stat;
            }
        } else {
            folder.barred.push((entry.name.clone(), reason));
        }
    }
}

/// What tells a folder from every other. The walk's own look has it on Unix.
fn identity(path: &Path, entry: &Entry) -> Option<(u64, u64)> {
    match (entry.stat.filesystem, entry.stat.inode) {
        (_, 0) => platform::identity(path).ok(),
        numbers => Some(numbers),
    }
}
