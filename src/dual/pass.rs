//! A pass over the whole copy: it is brought to what the catalog says is current. What is on the drive and right is left; what is missing
//! comes from the computer's own files where they are as they were backed up, else, if that is wanted, from the store.

use std::{collections::HashMap, fs::File, path::PathBuf};

use super::{
    Amount, Reason, Setting, Trouble,
    filters::Filters,
    manifest::{Held, Look, Manifest},
    mirror::Mirror,
};
use crate::{
    account::Account,
    catalog::{Catalog, CurrentEntry, DeviceInfo, KnownEntry, VersionInfo},
    detect,
    error::Result,
    model::{Apath, Kind},
    monitor::{Cancel, Counters, Monitor, Phase, Silent},
    platform::{self, Seen},
    restore::{self, Prover},
};

/// How many files of the manifest or the catalog are in memory at a time.
const PAGE: usize = 500;
/// Files are fetched from the store together: so many…
const FETCH_FILES: usize = 100;
/// …or so many bytes.
const FETCH_BYTES: u64 = 64 << 20;

/// What a pass does beyond copying what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Nothing: what the manifest has is believed, and nothing is fetched from the store.
    CatchUp,
    /// Files on the drive are looked at, and what is not on the computer comes from the store.
    Sync,
    /// Files on the drive are read and proved.
    Verify,
}

/// What a pass found, beside what it did.
#[derive(Debug, Default)]
pub struct Found {
    /// Files that the copy should hold and does, right as far as was looked.
    pub right: Amount,
    /// Files that did not hold what they should.
    pub wrong: Vec<Apath>,
    /// Files that were missing on the drive.
    pub missing: Vec<Apath>,
    /// Files on the drive that are no part of the copy: at most [`MOST_STRANGERS`].
    pub strangers: Vec<PathBuf>,
    /// Whether it was stopped early.
    pub cancelled: bool,
}

/// More strangers than this are not named.
pub const MOST_STRANGERS: usize = 1000;

/// A pass over a copy.
pub struct Pass<'a> {
    /// The account.
    pub account: &'a Account,
    /// The catalog, up to date.
    pub catalog: &'a Catalog,
    /// The device in it.
    pub device: &'a DeviceInfo,
    /// Hears of progress.
    pub monitor: &'a dyn Monitor,
    /// Threads that fetch.
    pub jobs: usize,
}

impl Pass<'_> {
    /// Brings a copy to what the catalog says.
    pub fn run(&self, mirror: &mut Mirror, depth: Depth) -> Result<Found, Trouble> {
        // Until it has come to its end, nobody knows how far it came.
        mirror.manifest.set_state("covered", None)?;
        if depth == Depth::Sync {
            mirror.drive.take_everything()?;
            mirror.manifest.set_state("since", Some("0"))?;
        }
        self.monitor.phase(Phase::Plan, None, None);
        let since = mirror.drive.marker.since;
        let wanted = want(&mut mirror.manifest, &mut mirror.setting, self.catalog, self.device, since)?;
        if mirror.setting.cancel.is_cancelled() {
            // What was not looked at is not gone.
            return Ok(Found { cancelled: true, ..Found::default() });
        }
        for path in wanted.unwanted {
            mirror.withdraw(&path)?;
        }
        mirror.manifest.part_with_unwanted(mirror.now())?;
        mirror.keep_limit()?;
        // A backup may have counted before.
        let counters = self.monitor.counters();
        let (files, bytes) = (Counters::get(&counters.files_done), Counters::get(&counters.bytes_done));
        let Amount { files: more_files, bytes: more_bytes } = wanted.amount;
        self.monitor.phase(Phase::Dual, Some(files + more_files), Some(bytes + more_bytes));
        let prover = Prover::new(self.account, self.catalog);
        let (to_fetch, found) = (Fetch::default(), Found::default());
        Work { pass: self, mirror, prover, to_fetch, found, depth }.run()
    }

    /// What the catalog says of a path that is current.
    fn current(&self, path: &Apath) -> Result<Option<(KnownEntry, VersionInfo)>> {
        let Some((folder, name)) = path.split() else { return Ok(None) };
        let Some(folder) = self.catalog.folder(self.device, &folder)? else { return Ok(None) };
        let known = self.catalog.known_entry(folder, name)?;
        Ok(known.zip(self.catalog.current_version(folder, name)?))
    }
}

/// A pass that goes on.
struct Work<'a> {
    pass: &'a Pass<'a>,
    mirror: &'a mut Mirror,
    prover: Prover<'a>,
    to_fetch: Fetch,
    found: Found,
    depth: Depth,
}

impl Work<'_> {
    fn run(mut self) -> Result<Found, Trouble> {
        if self.depth == Depth::Verify {
            self.verify_gone()?;
        }
        let counters = self.pass.monitor.counters();
        let mut number = 0;
        while !self.found.cancelled {
            let page = self.mirror.manifest.wanted_after(number, PAGE)?;
            let Some((last, ..)) = page.last() else { break };
            number = *last;
            for (_, path, look) in page {
                if self.mirror.setting.cancel.is_cancelled() {
                    self.found.cancelled = true;
                    break;
                }
                counters.set_current(&path);
                self.bring(&path, &look)?;
                if self.to_fetch.files.len() >= FETCH_FILES || self.to_fetch.bytes >= FETCH_BYTES {
                    self.fetch()?;
                }
                Counters::add(&counters.files_done, 1);
                Counters::add(&counters.bytes_done, look.size);
            }
        }
        self.fetch()?;
        self.mirror.flush()?;
        if self.depth == Depth::Verify {
            self.found.strangers = self.mirror.strangers(MOST_STRANGERS)?;
        }
        Ok(self.found)
    }

    /// Sees to one path.
    fn bring(&mut self, path: &Apath, look: &Look) -> Result<(), Trouble> {
        let held = self.mirror.manifest.held(path)?;
        if let Some(held) = held.filter(|held| held.look == *look && held.sound) {
            let right = match self.depth {
                Depth::CatchUp => true,
                Depth::Sync => self.looks_right(&held),
                Depth::Verify => self.is_right(path, look, &held.place)?,
            };
            if right {
                if held.gone.is_some() {
                    self.mirror.manifest.put(&Held { gone: None, ..held })?;
                }
                self.found.right.add(look.size);
                return Ok(());
            }
            if self.depth == Depth::Verify {
                let place = self.mirror.drive.path_of(&held.place);
                let is_there = place.is_some_and(|place| place.symlink_metadata().is_ok());
                if is_there { &mut self.found.wrong } else { &mut self.found.missing }.push(path.clone());
            }
            self.mirror.manifest.mark_unsound(path)?;
        }
        self.bring_anew(path, look)
    }

    fn bring_anew(&mut self, path: &Apath, look: &Look) -> Result<(), Trouble> {
        if self.find(path, look)? {
            return Ok(());
        }
        let Some((known, version)) = self.pass.current(path)? else { return Ok(()) };
        if look.kind == Kind::Symlink {
            let metadata = version.metadata();
            let to_folder = metadata.attributes.is_some_and(|attributes| attributes & 0x10 != 0);
            return match metadata.target {
                Some(target) => self.mirror.put_link(path, look, &target, to_folder),
                None => Ok(()),
            };
        }
        if let Some(source) = platform::path_of(path).filter(|_| self.pass.device.system == platform::SYSTEM)
            && let Ok(Seen::Entry(stat)) = platform::stat(&source)
            && stat.kind == look.kind
            && stat.size == look.size
            && stat.modified == look.modified
            && (detect::is_same(&stat, &known) || holds(&mut self.prover, &version, &source)?)
        {
            return self.mirror.copy(&source, path, &stat, *look);
        }
        if self.depth == Depth::CatchUp {
            return self.mirror.leave_out(path, look, Reason::Changed, String::new());
        }
        if self.mirror.make_room(path, look)? {
            self.mirror.reserved += look.size;
            self.to_fetch.bytes += look.size;
            self.to_fetch.files.push((path.clone(), *look, self.mirror.part_path()));
        }
        Ok(())
    }

    /// Takes what is on the drive in the path's place, if it is right.
    fn find(&mut self, path: &Apath, look: &Look) -> Result<bool, Trouble> {
        let marker = &self.mirror.drive.marker;
        let (names, drives) = (marker.names, marker.has_drives());
        for place in [names.place(path, drives), names.other_place(path, drives)] {
            let holder = self.mirror.manifest.at(&names.folded(&place))?;
            if holder.is_none_or(|holder| holder.path == *path) && self.is_right(path, look, &place)? {
                let mode = self.pass.current(path)?.and_then(|(_, version)| version.metadata().mode);
                self.mirror.take_found(path, look, place, mode)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a file of the copy is as it was left, as far as its size and time tell.
    fn looks_right(&self, held: &Held) -> bool {
        match self.mirror.drive.path_of(&held.place).map(|place| platform::stat(&place)) {
            Some(Ok(Seen::Entry(stat))) if stat.kind == Kind::File => {
                held.look.kind == Kind::File && stat.size == held.look.size && stat.modified == held.there
            }
            Some(Ok(Seen::Entry(stat))) => stat.kind == held.look.kind,
            _ => false,
        }
    }

    /// Whether what is in a place is what the path's current version holds.
    fn is_right(&mut self, path: &Apath, look: &Look, place: &[u8]) -> Result<bool, Trouble> {
        if look.kind == Kind::Symlink {
            let at = self.mirror.drive.path_of(place).filter(|at| self.mirror.is_reached_by_folders(at));
            let Some(target) = at.and_then(|at| std::fs::read_link(at).ok()) else { return Ok(false) };
            let expected = self.pass.current(path)?.and_then(|(_, version)| version.metadata().target);
            return Ok(expected == Some(platform::name_bytes(target.as_os_str())));
        }
        let Some(file) = self.open(look, place) else { return Ok(false) };
        match self.pass.current(path)? {
            Some((_, version)) => Ok(self.prover.holds(&version, &file)?),
            None => Ok(false),
        }
    }

    /// A file of the copy, if it is one and has the right size.
    fn open(&self, look: &Look, place: &[u8]) -> Option<File> {
        let place = self.mirror.drive.path_of(place).filter(|place| self.mirror.is_reached_by_folders(place))?;
        match platform::stat(&place) {
            Ok(Seen::Entry(stat)) if stat.kind == Kind::File && stat.size == look.size => {
                platform::open_for_backup(&place).ok()
            }
            _ => None,
        }
    }

    /// Files that are gone from the computer have no current version to be proved by: their own hash must do. What is wrong is of no
    /// use to anybody.
    fn verify_gone(&mut self) -> Result<(), Trouble> {
        let mut last: Option<Apath> = None;
        loop {
            let page = self.mirror.manifest.after(last.as_ref(), PAGE)?;
            let Some(end) = page.last() else { return Ok(()) };
            last = Some(end.path.clone());
            for held in page.into_iter().filter(|held| held.gone.is_some()) {
                if self.mirror.setting.cancel.is_cancelled() {
                    return Ok(());
                }
                let Some(expected) = held.hash else { continue };
                let hash = self.open(&held.look, &held.place).and_then(|file| self.mirror.hash(&file).ok());
                if hash != Some(expected) {
                    self.found.wrong.push(held.path.clone());
                    self.mirror.evict(&held)?;
                }
            }
        }
    }

    /// Fetches files from the store.
    fn fetch(&mut self) -> Result<(), Trouble> {
        let Fetch { files, .. } = std::mem::take(&mut self.to_fetch);
        self.mirror.reserved = 0;
        if files.is_empty() {
            return Ok(());
        }
        let places: HashMap<Apath, PathBuf> =
            files.iter().map(|(path, _, part)| (path.clone(), part.clone())).collect();
        // What fails is seen by what is missing, and told as left out.
        let (silent, cancel) = (Silent::default(), self.mirror.setting.cancel.clone());
        let Pass { account, catalog, device, jobs, .. } = *self.pass;
        restore::fetch(account, catalog, device, places, jobs, &silent, &cancel)?;
        let fetched = Counters::get(&silent.counters().bytes_read);
        Counters::add(&self.pass.monitor.counters().bytes_read, fetched);
        for (path, look, part) in files {
            if part.exists() {
                self.mirror.take_part(&path, &look, part)?;
            } else if !cancel.is_cancelled() {
                if !self.mirror.drive.is_there() {
                    return Err(Trouble::Lost { path: self.mirror.drive.folder.clone() });
                }
                self.mirror.leave_out(&path, &look, Reason::Damaged, String::new())?;
            }
        }
        Ok(())
    }
}

/// Whether a file of this computer holds what a version holds, whatever its times say.
fn holds(prover: &mut Prover<'_>, version: &VersionInfo, source: &std::path::Path) -> Result<bool> {
    match platform::open_for_backup(source) {
        Ok(file) => prover.holds(version, &file),
        Err(_) => Ok(false),
    }
}

/// Files to be fetched from the store, and where to.
#[derive(Default)]
struct Fetch {
    files: Vec<(Apath, Look, PathBuf)>,
    bytes: u64,
}

/// What a copy should hold.
pub struct Wanted {
    /// How much.
    pub amount: Amount,
    /// Current files from before the copy began, which are not asked for.
    pub before: Amount,
    /// Paths in the copy that its filters leave out now.
    pub unwanted: Vec<Apath>,
}

/// Notes in the manifest what the copy should hold: what is current, was backed up after `since` or is in the copy already, and is left out
/// by no filter.
pub fn want(
    manifest: &mut Manifest,
    setting: &mut Setting,
    catalog: &Catalog,
    device: &DeviceInfo,
    since: i64,
) -> Result<Wanted> {
    let mut wanted = Wanted { amount: Amount::default(), before: Amount::default(), unwanted: Vec::new() };
    manifest.want_nothing()?;
    manifest.begin()?;
    let result = walk(catalog, device, &setting.cancel, |path, entry| {
        let look = look_of(entry);
        if leaves_out(&mut setting.filters, &path, &look) {
            if manifest.held(&path)?.is_some() {
                wanted.unwanted.push(path);
            }
            return Ok(());
        }
        if entry.backed_up <= since && manifest.held(&path)?.is_none() {
            wanted.before.add(look.size);
            return Ok(());
        }
        wanted.amount.add(look.size);
        manifest.want(&path, &look)
    });
    manifest.commit()?;
    result?;
    manifest.line_up()?;
    Ok(wanted)
}

/// What a copy lacks of what it should hold, but for what is meant to be left out.
pub fn behind(
    manifest: &Manifest,
    filters: &mut Filters,
    catalog: &Catalog,
    device: &DeviceInfo,
    since: i64,
) -> Result<(Amount, Amount)> {
    let (mut behind, mut before) = (Amount::default(), Amount::default());
    walk(catalog, device, &Cancel::default(), |path, entry| {
        let look = look_of(entry);
        if leaves_out(filters, &path, &look) {
            return Ok(());
        }
        let held = manifest.held(&path)?;
        let has = held.as_ref().is_some_and(|held| held.look == look && held.sound && held.gone.is_none());
        if has || manifest.left_out(&path)?.is_some_and(Reason::is_meant) {
            return Ok(());
        }
        let amount = if entry.backed_up <= since && held.is_none() { &mut before } else { &mut behind };
        amount.add(look.size);
        Ok(())
    })?;
    Ok((behind, before))
}

fn leaves_out(filters: &mut Filters, path: &Apath, look: &Look) -> bool {
    filters.leave_out(path, look.kind, look.size, look.modified)
}

fn look_of(entry: &CurrentEntry) -> Look {
    let known = &entry.known;
    let size = if known.kind == Kind::File { known.size } else { 0 };
    Look { kind: known.kind, size, modified: known.modified, changed: known.changed, inode: known.inode }
}

/// Hands every current file and link of a device to `visit`.
fn walk(
    catalog: &Catalog,
    device: &DeviceInfo,
    cancel: &Cancel,
    mut visit: impl FnMut(Apath, &CurrentEntry) -> Result<()>,
) -> Result<()> {
    let mut waiting = vec![(device.root, Apath::ROOT)];
    while let Some((folder, path)) = waiting.pop() {
        if cancel.is_cancelled() {
            return Ok(());
        }
        for entry in catalog.current_entries(folder)? {
            let below = path.join(&entry.known.name);
            match entry.known.folder {
                Some(folder) => waiting.push((folder, below)),
                None => visit(below, &entry)?,
            }
        }
    }
    Ok(())
}
