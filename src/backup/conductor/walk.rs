//! The way through the selection: what is in each folder is compared with what the catalog knows of it.

use std::{io, path::PathBuf, sync::Arc};

use super::Conductor;
use crate::{
    catalog::KnownEntry,
    detect::{self, Change},
    error::Result,
    model::{Apath, Entry, FileOperation, Kind, Reason},
    monitor::{Action, Counters, Problem},
    platform::{self, Seen},
    scan::tour::{Folder, Step, Tour},
    selection::{Decision, Root, Selection, Verdict},
};

/// What the walk keeps with a folder.
#[derive(Default)]
pub struct Kept {
    /// Its number in the catalog.
    pub id: Option<i64>,
    /// Where it is recorded only once something in it is.
    pending: Option<Pending>,
}

/// A folder that is recorded only once something in it is.
pub struct Pending {
    apath: Arc<Apath>,
    parent: Arc<Apath>,
    parent_id: Option<i64>,
    path: PathBuf,
    entry: Entry,
    known: bool,
    /// Whether it lies above a root, of which there may be more.
    above: bool,
}

impl Conductor<'_> {
    pub fn walk(&mut self, selection: &Selection) -> Result<()> {
        let mut tour = Tour::new(selection);
        while let Some(step) = tour.step() {
            self.wait_while_held()?;
            if self.cancel.is_cancelled() {
                return Ok(());
            }
            match step {
                Step::Root { root, seen, above } => self.begin(&mut tour, &root, seen, above)?,
                Step::Folder { mut folder, entries, special, unreadable } => {
                    if folder.apath.as_bytes().is_empty() {
                        folder.kept.id = Some(self.device.root);
                    }
                    self.visit(&mut tour, folder, entries, special, unreadable)?;
                }
            }
            self.attend()?;
        }
        Ok(())
    }

    /// Compares a root itself.
    fn begin(
        &mut self,
        tour: &mut Tour<'_, Kept>,
        root: &Root,
        seen: io::Result<Seen>,
        mut above: Folder<Kept>,
    ) -> Result<()> {
        let stat = match seen {
            Ok(Seen::Entry(stat)) => stat,
            Ok(Seen::Special) => {
                self.trouble(root.path.clone(), Problem::Special);
                return Ok(());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A drive that is not plugged in must not look like a folder that was deleted. Categories look in many places, of which
                // most computers have a few.
                if root.picked {
                    self.trouble(root.path.clone(), Problem::Gone);
                }
                return Ok(());
            }
            Err(source) => {
                self.trouble(root.path.clone(), Problem::Io { operation: FileOperation::LookAt, source });
                return Ok(());
            }
        };
        above.kept.id = self.open_ancestors(&above.apath)?;
        let name = root.apath.name().unwrap_or_default().to_vec();
        let known: Vec<KnownEntry> = match above.kept.id {
            Some(id) => self.catalog.known_entry(id, &name)?.into_iter().collect(),
            None => Vec::new(),
        };
        self.compare(tour, &above, &[Entry { name, stat }], &known)
    }

    /// Folders above a root are kept, so that a restore can make them as they were; they are not watched for changes.
    fn open_ancestors(&mut self, folder: &Apath) -> Result<Option<i64>> {
        self.open.clear();
        let mut id = Some(self.device.root);
        let mut apath = Apath::ROOT;
        for name in folder.components() {
            let known = match id {
                Some(id) => self.catalog.known_entry(id, name)?,
                None => None,
            };
            let (parent, parent_id) = (Arc::new(apath.clone()), id);
            apath = apath.join(name);
            id = known.as_ref().and_then(|known| known.folder);
            if id.is_none()
                && !self.recorded_above.contains(&apath)
                && let Some(path) = platform::path_of(&apath)
                // A link above a root is a folder to whoever selected through it.
                && let Ok(Seen::Entry(stat)) = std::fs::canonicalize(&path).and_then(|real| platform::stat(&real))
                && stat.kind == Kind::Folder
            {
                if let Some(known) = known {
                    self.record_gone(&parent, &known)?;
                }
                let entry = Entry { name: name.to_vec(), stat };
                let apath = Arc::new(apath.clone());
                self.open.push(Pending { apath, parent, parent_id, path, entry, known: false, above: true });
            }
        }
        Ok(id)
    }

    /// Compares what a folder holds.
    fn visit(
        &mut self,
        tour: &mut Tour<'_, Kept>,
        mut folder: Folder<Kept>,
        entries: io::Result<Vec<Entry>>,
        special: Vec<Vec<u8>>,
        unreadable: Vec<(Vec<u8>, io::Error)>,
    ) -> Result<()> {
        while self.open.last().is_some_and(|open| !folder.apath.is_within(&open.apath)) {
            self.open.pop();
        }
        self.open.extend(folder.kept.pending.take());
        let entries = match entries {
            Ok(entries) => entries,
            // What is below is not known; the catalog keeps what it has of it.
            Err(source) => {
                self.trouble(folder.path, Problem::Io { operation: FileOperation::List, source });
                return Ok(());
            }
        };
        for name in special {
            self.trouble(folder.path_of(&name), Problem::Special);
        }
        let mut known = match folder.kept.id {
            Some(id) => self.catalog.known_entries(id)?,
            None => Vec::new(),
        };
        for (name, source) in unreadable {
            // It is there, though nothing is known of it: not gone.
            known.retain(|entry| entry.name != name);
            self.trouble(folder.path_of(&name), Problem::Io { operation: FileOperation::LookAt, source });
        }
        self.compare(tour, &folder, &entries, &known)
    }

    /// Starts what is to be done for each entry, and goes into the folders among them.
    fn compare(
        &mut self,
        tour: &mut Tour<'_, Kept>,
        folder: &Folder<Kept>,
        entries: &[Entry],
        known: &[KnownEntry],
    ) -> Result<()> {
        let mut below = Vec::new();
        let counters = self.monitor.counters();
        for change in detect::changes(entries, known) {
            let (entry, known) = match &change {
                Change::New(entry) => (*entry, None),
                Change::Modified(entry, known) | Change::Same(entry, known) => (*entry, Some(*known)),
                Change::Gone(known) => {
                    self.record_gone(&folder.apath, known)?;
                    continue;
                }
            };
            let Verdict { decision, sources, .. } = tour.verdict(folder, entry);
            match decision {
                Decision::Included => self.record_open()?,
                Decision::IfUsed => {}
                Decision::Passage => {
                    tour.pass(folder, entry);
                    continue;
                }
                Decision::LeftOut(reason) => {
                    self.leave_out(folder, entry, reason);
                    continue;
                }
            }
            let looks_same = matches!(change, Change::Same(..));
            let is_same = looks_same && !(self.options.reread && entry.stat.kind == Kind::File);
            // A file that became a link or folder, or the other way round, is another thing under the same name.
            let replaced = known.filter(|known| known.kind != entry.stat.kind);
            if let Some(known) = replaced {
                self.record_gone(&folder.apath, known)?;
            }
            let path = folder.path_of(&entry.name);
            if entry.stat.kind == Kind::Folder {
                let mut kept = Kept { id: known.and_then(|known| known.folder), pending: None };
                if decision == Decision::IfUsed && !is_same {
                    kept.pending = Some(Pending {
                        apath: Arc::new(folder.apath.join(&entry.name)),
                        parent: folder.apath.clone(),
                        parent_id: folder.kept.id,
                        path: path.clone(),
                        entry: entry.clone(),
                        known: known.is_some() && replaced.is_none(),
                        above: false,
                    });
                }
                below.push(tour.enter(folder, entry, sources, kept));
                if decision == Decision::IfUsed {
                    continue;
                }
            } else {
                self.report.totals.bytes_seen += entry.stat.size;
                Counters::add(&counters.files_seen, 1);
                Counters::add(&counters.bytes_seen, entry.stat.size);
            }
            if is_same {
                if entry.stat.kind != Kind::Folder {
                    self.report.totals.unchanged += 1;
                    self.done(entry.stat.size);
                }
                continue;
            }
            if known.is_some()
                && !looks_same
                && let Some(until) = self.turn_of(folder, entry)?
            {
                self.done(entry.stat.size);
                self.trouble(path, Problem::Waiting { until });
                continue;
            }
            self.start(folder, path, entry, known, replaced.is_some(), looks_same)?;
        }
        tour.descend(below);
        Ok(())
    }

    /// What is left out stays in the catalog as it was last.
    fn leave_out(&mut self, folder: &Folder<Kept>, entry: &Entry, reason: Reason) {
        match reason {
            Reason::TooLarge => {
                let size = entry.stat.size;
                return self.trouble(folder.path_of(&entry.name), Problem::TooLarge { size });
            }
            Reason::Placeholder => self.report.placeholders += 1,
            _ => {}
        }
        if self.monitor.hears_left_out() {
            self.monitor.path(Action::LeftOut(reason), &folder.apath.join(&entry.name));
        }
    }

    /// Something in the folders that waited for it goes along.
    fn record_open(&mut self) -> Result<()> {
        for pending in std::mem::take(&mut self.open) {
            let Pending { apath, parent, parent_id, path, entry, known, above } = pending;
            if above {
                self.recorded_above.insert(Apath::clone(&apath));
            }
            self.record_without_content(&parent, parent_id, &path, &entry, known)?;
        }
        Ok(())
    }
}
