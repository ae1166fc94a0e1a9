//! A pass over the whole copy: it is brought to what the catalog says is current. What is on the drive and right is left; what is missing
//! comes from the computer's own files where they are as they were backed up, else, if that is wanted, from the store.

use std::{collections::HashMap, fs::File, path::PathBuf};

use super::{
    Amount, Reason, Setting, Trouble,
    filters::Filters,
    manifest::{Look, Manifest},
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
        let mut found = Found::default();
        // Until it has come to its end, nobody knows how far it came.
        mirror.manifest.set_state("covered", None)?;
        if depth == Depth::Sync {
            mirror.drive.take_everything()?;
            mirror.manifest.set_state("since", Some("0"))?;
        }
        self.monitor.phase(Phase::Plan, None, None);
        let wanted =
            want(&mut mirror.manifest, &mut mirror.setting, self.catalog, self.device, mirror.drive.marker.since)?;
        if mirror.setting.cancel.is_cancelled() {
            // What was not looked at is not gone.
            return Ok(Found { cancelled: true, ..found });
        }
        for path in wanted.unwanted {
            mirror.withdraw(&path)?;
        }
        mirror.manifest.part_with_unwanted(mirror.setting.clock.now().seconds)?;
        mirror.keep_limit()?;
        self.monitor.phase(Phase::Dual, Some(wanted.amount.files), Some(wanted.amount.bytes));
        if depth == Depth::Verify {
            self.verify_gone(mirror, &mut found)?;
        }
        let mut prover = Prover::new(self.account, self.catalog);
        let mut to_fetch = Fetch::default();
        let mut number = 0;
        loop {
            let page = mirror.manifest.wanted_after(number, PAGE)?;
            let Some((last, ..)) = page.last() else { break };
            number = *last;
            for (_, path, look) in page {
                if mirror.setting.cancel.is_cancelled() {
                    found.cancelled = true;
                    break;
                }
                self.monitor.counters().set_current(&path);
                self.bring(mirror, &mut prover, &mut to_fetch, &mut found, depth, &path, &look)?;
                if to_fetch.files.len() >= FETCH_FILES || to_fetch.bytes >= FETCH_BYTES {
                    self.fetch(mirror, &mut to_fetch)?;
                }
                Counters::add(&self.monitor.counters().files_done, 1);
                Counters::add(&self.monitor.counters().bytes_done, look.size);
            }
            if found.cancelled {
                break;
            }
        }
        self.fetch(mirror, &mut to_fetch)?;
        mirror.flush()?;
        if depth == Depth::Verify {
            found.strangers = mirror.strangers(MOST_STRANGERS)?;
        }
        Ok(found)
    }

    /// Sees to one path.
    #[allow(clippy::too_many_arguments, reason = "the parts of one pass")]
    fn bring(
        &self,
        mirror: &mut Mirror,
        prover: &mut Prover<'_>,
        to_fetch: &mut Fetch,
        found: &mut Found,
        depth: Depth,
        path: &Apath,
        look: &Look,
    ) -> Result<(), Trouble> {
        let held = mirror.manifest.held(path)?;
        let known = held.as_ref().is_some_and(|held| held.look == *look && held.sound);
        let was_gone = held.as_ref().is_some_and(|held| held.gone.is_some());
        if let Some(held) = held.filter(|_| known) {
            let place = mirror.drive.path_of(&held.place);
            let right = match depth {
                Depth::CatchUp => true,
                Depth::Sync => place.as_deref().is_some_and(|place| match platform::stat(place) {
                    Ok(Seen::Entry(stat)) => {
                        stat.kind == look.kind
                            && (stat.kind != Kind::File || (stat.size == look.size && stat.modified == held.there))
                    }
                    _ => false,
                }),
                Depth::Verify => self.is_right(mirror, prover, path, look, &held.place)?,
            };
            if right {
                if was_gone {
                    mirror.manifest.put(&super::manifest::Held { gone: None, ..held })?;
                }
                found.right.add(look.size);
                return Ok(());
            }
            if depth == Depth::Verify {
                let is_there = place.as_deref().is_some_and(|place| place.symlink_metadata().is_ok());
                if is_there { &mut found.wrong } else { &mut found.missing }.push(path.clone());
            }
            mirror.manifest.mark_unsound(path)?;
        }
        self.bring_anew(mirror, prover, to_fetch, depth, path, look)
    }

    fn bring_anew(
        &self,
        mirror: &mut Mirror,
        prover: &mut Prover<'_>,
        to_fetch: &mut Fetch,
        depth: Depth,
        path: &Apath,
        look: &Look,
    ) -> Result<(), Trouble> {
        if self.find(mirror, prover, path, look)? {
            return Ok(());
        }
        let Some((known, version)) = self.current(path)? else { return Ok(()) };
        if look.kind == Kind::Symlink {
            let metadata = version.metadata();
            let to_folder = metadata.attributes.is_some_and(|attributes| attributes & 0x10 != 0);
            return match metadata.target {
                Some(target) => mirror.put_link(path, look, &target, to_folder),
                None => Ok(()),
            };
        }
        if let Some(source) = platform::path_of(path).filter(|_| self.device.system == platform::SYSTEM)
            && let Ok(Seen::Entry(stat)) = platform::stat(&source)
            && stat.kind == look.kind
            && stat.size == look.size
            && stat.modified == look.modified
            && (detect::is_same(&stat, &known) || holds(prover, &version, &source)?)
        {
            return mirror.copy(&source, path, &stat, *look);
        }
        if depth == Depth::CatchUp {
            return mirror.leave_out(path, look, Reason::Changed, String::new());
        }
        if mirror.make_room(path, look)? {
            let part = mirror.part_path();
            to_fetch.bytes += look.size;
            mirror.reserved += look.size;
            to_fetch.files.push((path.clone(), *look, part));
        }
        Ok(())
    }

    /// Takes what is on the drive in the path's place, if it is right.
    fn find(&self, mirror: &mut Mirror, prover: &mut Prover<'_>, path: &Apath, look: &Look) -> Result<bool, Trouble> {
        let marker = &mirror.drive.marker;
        let (names, drives) = (marker.names, marker.has_drives());
        for place in [names.place(path, drives), names.other_place(path, drives)] {
            if mirror.manifest.at(&names.folded(&place))?.is_some_and(|holder| holder.path != *path) {
                continue;
            }
            if self.is_right(mirror, prover, path, look, &place)? {
                let mode = self.version(path)?.and_then(|version| version.metadata().mode);
                mirror.take_found(path, look, place, mode)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A file of the copy, if it is one and has the right size.
    fn open(&self, mirror: &Mirror, look: &Look, place: &[u8]) -> Option<File> {
        let place = mirror.drive.path_of(place).filter(|place| mirror.is_reached_by_folders(place))?;
        match platform::stat(&place) {
            Ok(Seen::Entry(stat)) if stat.kind == Kind::File && stat.size == look.size => {
                platform::open_for_backup(&place).ok()
            }
            _ => None,
        }
    }

    fn is_right(
        &self,
        mirror: &Mirror,
        prover: &mut Prover<'_>,
        path: &Apath,
        look: &Look,
        place: &[u8],
    ) -> Result<bool, Trouble> {
        let Some(version) = self.version(path)? else { return Ok(false) };
        if look.kind == Kind::Symlink {
            let target = mirror.drive.path_of(place).and_then(|place| std::fs::read_link(place).ok());
            let is_link = target.map(|target| platform::name_bytes(target.as_os_str()));
            return Ok(is_link.is_some() && is_link == version.metadata().target);
        }
        match self.open(mirror, look, place) {
            Some(file) => Ok(prover.holds(&version, &file)?),
            None => Ok(false),
        }
    }

    /// Files that are gone from the computer have no current version to be proved by: their own hash must do. What is wrong is of no
    /// use to anybody.
    fn verify_gone(&self, mirror: &mut Mirror, found: &mut Found) -> Result<(), Trouble> {
        let mut last: Option<Apath> = None;
        loop {
            let page = mirror.manifest.after(last.as_ref(), PAGE)?;
            let Some(end) = page.last() else { return Ok(()) };
            last = Some(end.path.clone());
            for held in page.into_iter().filter(|held| held.gone.is_some()) {
                if mirror.setting.cancel.is_cancelled() {
                    return Ok(());
                }
                let Some(expected) = held.hash else { continue };
                let hash = self.open(mirror, &held.look, &held.place).and_then(|file| mirror.hash(&file).ok());
                if hash != Some(expected) {
                    found.wrong.push(held.path.clone());
                    mirror.evict(&held)?;
                }
            }
        }
    }

    fn version(&self, path: &Apath) -> Result<Option<VersionInfo>> {
        Ok(self.current(path)?.map(|(_, version)| version))
    }

    /// What the catalog says of a path that is current.
    fn current(&self, path: &Apath) -> Result<Option<(KnownEntry, VersionInfo)>> {
        let Some((folder, name)) = path.split() else { return Ok(None) };
        let Some(folder) = self.catalog.folder(self.device, &folder)? else { return Ok(None) };
        let known = self.catalog.known_entry(folder, name)?;
        Ok(known.zip(self.catalog.current_version(folder, name)?))
    }

    /// Fetches files from the store.
    fn fetch(&self, mirror: &mut Mirror, fetch: &mut Fetch) -> Result<(), Trouble> {
        let Fetch { files, .. } = std::mem::take(fetch);
        if files.is_empty() {
            return Ok(());
        }
        let places: HashMap<Apath, PathBuf> =
            files.iter().map(|(path, _, part)| (path.clone(), part.clone())).collect();
        // What fails is seen by what is missing, and told as left out.
        let (silent, cancel) = (Silent::default(), mirror.setting.cancel.clone());
        restore::fetch(self.account, self.catalog, self.device, places, self.jobs, &silent, &cancel)?;
        let fetched = Counters::get(&silent.counters().bytes_read);
        Counters::add(&self.monitor.counters().bytes_read, fetched);
        mirror.reserved = 0;
        for (path, look, part) in files {
            if part.exists() {
                mirror.take_part(&path, &look, part)?;
            } else if !cancel.is_cancelled() {
                if !mirror.drive.is_there() {
                    return Err(Trouble::Lost { path: mirror.drive.folder.clone() });
                }
                mirror.leave_out(&path, &look, Reason::Damaged, String::new())?;
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
