//! Walking folders: sorted, folder by folder, files of a folder before what lies in its folders. Folders ahead are listed by a few
//! threads, so that a slow disk or network is asked several things at once; what comes out is always in the same order.

pub mod tour;

use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use crate::{
    model::{Apath, Entry, Kind},
    platform::{self, Follow, Seen},
};

/// Folders that may be listed before they are asked for: the memory that takes is theirs.
const AHEAD: usize = 48;
/// Threads that list.
const THREADS: usize = 4;

/// A folder and what it holds.
#[derive(Debug)]
pub struct Listing {
    /// Its path in the catalog.
    pub apath: Arc<Apath>,
    /// Its path here.
    pub path: PathBuf,
    /// What it holds, in the order of names, or why that is not known.
    pub entries: io::Result<Vec<Entry>>,
    /// Pipes, sockets and devices in it.
    pub special: Vec<Vec<u8>>,
    /// Entries that could not be looked at.
    pub unreadable: Vec<(Vec<u8>, io::Error)>,
    /// Links that were followed, and where they lead: among the entries is what is there.
    pub followed: BTreeMap<Vec<u8>, PathBuf>,
}

enum Waiting {
    Unasked(Arc<Apath>, PathBuf),
    Asked(Receiver<Listing>),
}

struct Job {
    apath: Arc<Apath>,
    path: PathBuf,
    answer: Sender<Listing>,
}

/// A walk over folders. The caller says which to go into.
pub struct Walk {
    /// The next folder is at the end.
    stack: Vec<Waiting>,
    jobs: Sender<Job>,
    follow: Follow,
}

impl Walk {
    /// A walk that begins nowhere (see [`Walk::descend`]) and follows these links.
    pub fn new(follow: Follow) -> Self {
        let (jobs, queue) = unbounded::<Job>();
        for _ in 0..THREADS {
            let queue = queue.clone();
            std::thread::spawn(move || {
                for job in queue {
                    // A walk that was given up does not listen any more.
                    let _ = job.answer.send(list(job.apath, job.path, follow));
                }
            });
        }
        Self { stack: Vec::new(), jobs, follow }
    }

    /// Puts folders, in their order, before all that wait.
    pub fn descend(&mut self, folders: impl DoubleEndedIterator<Item = (Arc<Apath>, PathBuf)>) {
        self.stack.extend(folders.rev().map(|(apath, path)| Waiting::Unasked(apath, path)));
    }

    fn ask_ahead(&mut self) {
        let from = self.stack.len().saturating_sub(AHEAD);
        for waiting in self.stack[from..].iter_mut().rev() {
            if let Waiting::Unasked(apath, path) = waiting {
                let (answer, receiver) = bounded(1);
                let job = Job { apath: apath.clone(), path: std::mem::take(path), answer };
                if self.jobs.send(job).is_ok() {
                    *waiting = Waiting::Asked(receiver);
                }
            }
        }
    }
}

impl Iterator for Walk {
    type Item = Listing;

    fn next(&mut self) -> Option<Listing> {
        self.ask_ahead();
        match self.stack.pop()? {
            Waiting::Unasked(apath, path) => Some(list(apath, path, self.follow)),
            Waiting::Asked(answer) => answer.recv().ok(),
        }
    }
}

/// Lists one folder.
pub fn list(apath: Arc<Apath>, path: PathBuf, follow: Follow) -> Listing {
    let (mut special, mut unreadable, mut followed) = (Vec::new(), Vec::new(), BTreeMap::new());
    let entries = std::fs::read_dir(&path).and_then(|listed| {
        let mut entries = Vec::new();
        for entry in listed {
            let entry = entry?;
            let name = platform::name_bytes(&entry.file_name());
            match platform::stat_entry(&entry) {
                Ok(Seen::Entry(mut stat)) => {
                    if stat.kind == Kind::Symlink
                        && let Some((target, there)) = platform::follow(&entry.path(), follow)
                    {
                        stat = there;
                        followed.insert(name.clone(), target);
                    }
                    entries.push(Entry { name, stat });
                }
                Ok(Seen::Special) => special.push(name),
                // Gone between being listed and being looked at: as if it had never been listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => unreadable.push((name, error)),
            }
        }
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    });
    Listing { apath, path, entries, special, unreadable, followed }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_same_however_folders_answer() {
        let top = tempfile::tempdir().unwrap();
        for file in ["b/2", "b/1", "a/x/deep", "a/y", "c"] {
            let path = top.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file).unwrap();
        }
        let root = platform::apath(top.path()).unwrap();
        let mut walk = Walk::new(Follow::default());
        walk.descend([(Arc::new(root.clone()), top.path().to_owned())].into_iter());
        let mut seen = Vec::new();
        while let Some(listing) = walk.next() {
            let entries = listing.entries.unwrap();
            let below: Vec<_> = entries.iter().filter(|e| e.stat.kind == Kind::Folder).collect();
            seen.extend(entries.iter().map(|e| {
                String::from_utf8(listing.apath.join(&e.name).as_bytes()[root.as_bytes().len()..].to_vec()).unwrap()
            }));
            walk.descend(below.iter().map(|entry| {
                (
                    Arc::new(listing.apath.join(&entry.name)),
                    listing.path.join(std::str::from_utf8(&entry.name).unwrap()),
                )
            }));
        }
        assert_eq!(seen, ["/a", "/b", "/c", "/a/x", "/a/y", "/a/x/deep", "/b/1", "/b/2"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_not_thrown() {
        let mut walk = Walk::new(Follow::default());
        walk.descend([(Arc::new(Apath::from_bytes("/no-such-folder").unwrap()), "/no-such-folder".into())].into_iter());
        assert!(walk.next().unwrap().entries.is_err());
        assert!(walk.next().is_none());
    }
}
