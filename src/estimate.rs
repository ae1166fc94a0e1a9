//! What a selection amounts to: files and bytes of every category and pick, and how much of it is stored. The way through the folders and
//! the comparison are a backup's; no file is opened.

use std::collections::HashMap;

use crate::{
    catalog::{Catalog, DeviceInfo, KnownEntry},
    detect::{self, Change},
    error::Result,
    model::{Apath, Entry, FileOperation, Kind, Reason},
    monitor::{Counters, Phase, Problem, Surroundings, Trouble},
    platform::Seen,
    scan::tour::{Folder, Step, Tour},
    selection::{Decision, Origin, Selection, Verdict},
};

/// Files and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub files: u64,
    /// How large.
    pub bytes: u64,
}

/// What something amounts to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// All of it.
    pub all: Amount,
    /// What is in the backup as it is now.
    pub stored: Amount,
    /// What is not, before anything is compressed or found to be there under another name.
    pub to_send: Amount,
}

/// A category with all of its folders, or a pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Which.
    pub origin: Origin,
    /// The picked path; `None` for a category.
    pub pick: Option<Apath>,
    /// What it amounts to. What belongs to several is counted for each.
    pub amounts: Amounts,
}

/// What a selection amounts to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Categories in their order, then picks in the order of their paths.
    pub shares: Vec<Share>,
    /// All together, each file once.
    pub total: Amounts,
    /// What lies in a cloud, and is left out.
    pub placeholders: u64,
    /// Folders and files that could not be looked at.
    pub unreadable: u64,
    /// Whether it was stopped early.
    pub cancelled: bool,
}

/// Adds up what a selection takes. Without a catalog, nothing is stored.
pub fn run(
    selection: &Selection,
    catalog: Option<(&Catalog, &DeviceInfo)>,
    around: Surroundings<'_>,
) -> Result<Estimate> {
    around.monitor.phase(Phase::Plan, None, None);
    let (shares, share_of) = shares(selection);
    let estimate = Estimate { shares, ..Estimate::default() };
    let mut estimator = Estimator { catalog, around, estimate, share_of };
    let mut tour: Tour<'_, Option<i64>> = Tour::new(selection);
    while let Some(step) = tour.step() {
        if around.cancel.is_cancelled() {
            estimator.estimate.cancelled = true;
            break;
        }
        estimator.look(&mut tour, step)?;
    }
    Ok(estimator.estimate)
}

/// The shares, and for each source the number of its own.
fn shares(selection: &Selection) -> (Vec<Share>, Vec<usize>) {
    let mut keys: Vec<(Origin, Option<Apath>)> = selection.sources().iter().map(key).collect();
    keys.sort();
    keys.dedup();
    let numbers: HashMap<_, _> = keys.iter().enumerate().map(|(number, key)| (key, number)).collect();
    let of = selection.sources().iter().filter_map(|source| numbers.get(&key(source)).copied()).collect();
    let shares = keys.iter().cloned().map(|(origin, pick)| Share { origin, pick, amounts: Amounts::default() });
    (shares.collect(), of)
}

fn key(source: &crate::selection::Source) -> (Origin, Option<Apath>) {
    (source.origin, (source.origin == Origin::Pick).then(|| source.apath.clone()))
}

struct Estimator<'a> {
    catalog: Option<(&'a Catalog, &'a DeviceInfo)>,
    around: Surroundings<'a>,
    estimate: Estimate,
    share_of: Vec<usize>,
}

impl Estimator<'_> {
    fn look(&mut self, tour: &mut Tour<'_, Option<i64>>, step: Step<Option<i64>>) -> Result<()> {
        match step {
            Step::Root { root, seen: Ok(Seen::Entry(stat)), mut above } => {
                above.kept = self.folder(&above.apath)?;
                let name = root.apath.name().unwrap_or_default().to_vec();
                let known = match (self.catalog, above.kept) {
                    (Some((catalog, _)), Some(id)) => catalog.known_entry(id, &name)?.into_iter().collect(),
                    _ => Vec::new(),
                };
                self.add_up(tour, &above, &[Entry { name, stat }], &known);
            }
            Step::Root { seen: Ok(Seen::Special), .. } => {}
            Step::Root { root, seen: Err(error), .. } => {
                let is_missing = error.kind() == std::io::ErrorKind::NotFound;
                if root.picked || !is_missing {
                    let problem = if is_missing {
                        Problem::Gone
                    } else {
                        Problem::Io { operation: FileOperation::LookAt, source: error }
                    };
                    self.trouble(root.path, problem);
                }
            }
            Step::Folder { mut folder, entries, unreadable, .. } => {
                if folder.apath.as_bytes().is_empty() {
                    folder.kept = self.catalog.map(|(_, device)| device.root);
                }
                for (name, source) in unreadable {
                    self.trouble(folder.path_of(&name), Problem::Io { operation: FileOperation::LookAt, source });
                }
                let entries = match entries {
                    Ok(entries) => entries,
                    Err(source) => {
                        self.trouble(folder.path, Problem::Io { operation: FileOperation::List, source });
                        return Ok(());
                    }
                };
                let known = match (self.catalog, folder.kept) {
                    (Some((catalog, _)), Some(id)) => catalog.known_entries(id)?,
                    _ => Vec::new(),
                };
                self.add_up(tour, &folder, &entries, &known);
            }
        }
        Ok(())
    }

    fn folder(&self, path: &Apath) -> Result<Option<i64>> {
        match self.catalog {
            Some((catalog, device)) => catalog.folder(device, path),
            None => Ok(None),
        }
    }

    fn add_up(
        &mut self,
        tour: &mut Tour<'_, Option<i64>>,
        folder: &Folder<Option<i64>>,
        entries: &[Entry],
        known: &[KnownEntry],
    ) {
        let mut below = Vec::new();
        for change in detect::changes(entries, known) {
            let (entry, known) = match change {
                Change::New(entry) => (entry, None),
                Change::Modified(entry, known) | Change::Same(entry, known) => (entry, Some(known)),
                Change::Gone(_) => continue,
            };
            let Verdict { decision, sources, .. } = tour.verdict(folder, entry);
            match decision {
                Decision::Passage => tour.pass(folder, entry),
                Decision::LeftOut(Reason::Placeholder) => self.estimate.placeholders += 1,
                Decision::LeftOut(_) => {}
                Decision::Included | Decision::IfUsed if entry.stat.kind == Kind::Folder => {
                    below.push(tour.enter(folder, entry, sources, known.and_then(|known| known.folder)));
                }
                Decision::Included | Decision::IfUsed => {
                    let mut shares: Vec<usize> =
                        sources.iter().filter_map(|source| self.share_of.get(source).copied()).collect();
                    shares.sort_unstable();
                    shares.dedup();
                    let is_stored = matches!(change, Change::Same(..));
                    self.count(&shares, entry.stat.size, is_stored);
                }
            }
        }
        tour.descend(below);
    }

    fn count(&mut self, shares: &[usize], bytes: u64, is_stored: bool) {
        let counters = self.around.monitor.counters();
        Counters::add(&counters.files_seen, 1);
        Counters::add(&counters.bytes_seen, bytes);
        Counters::add(&counters.files_done, 1);
        Counters::add(&counters.bytes_done, bytes);
        self.estimate.total.add(bytes, is_stored);
        for share in shares {
            if let Some(share) = self.estimate.shares.get_mut(*share) {
                share.amounts.add(bytes, is_stored);
            }
        }
    }

    fn trouble(&mut self, path: std::path::PathBuf, problem: Problem) {
        self.estimate.unreadable += 1;
        self.around.monitor.trouble(&Trouble { path, problem });
    }
}

impl Amounts {
    fn add(&mut self, bytes: u64, is_stored: bool) {
        let part = if is_stored { &mut self.stored } else { &mut self.to_send };
        for amount in [&mut self.all, part] {
            amount.files += 1;
            amount.bytes += bytes;
        }
    }
}
