//! Checking: is everything there that the catalogs speak of, and is it whole?

use std::{
    collections::{BTreeSet, HashMap, HashSet, VecDeque},
    ops::Range,
};

use bytes::Bytes;
use crossbeam_channel::bounded;

use crate::{
    account::{Account, check_key, read_format},
    catalog::{Catalog, DeviceInfo, RunInfo, VersionInfo},
    error::{Damage, Error, Result},
    fetch::BlockOpener,
    model::{Apath, DeviceId, PackId},
    monitor::{Cancel, Counters, Monitor, Phase},
    pack,
    run::{BaseReader, SectionKind, SectionReader},
    seal::keys::random,
    store::names::{self, RunName},
    sync,
};

/// Missing runs named at most.
const MOST_MISSING: usize = 1000;

/// How thoroughly to check.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckOptions {
    /// Percent of the packs to read and verify completely: 0 only looks whether they are there and as long as they should be; 100
    /// reads all. In between, packs are drawn at random anew each time.
    pub read_percent: f64,
    /// Threads that open and hash.
    pub jobs: usize,
}

/// Something wrong with an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The object.
    pub object: String,
    /// What is wrong with it.
    pub damage: Damage,
}

/// A version that cannot be restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostVersion {
    /// The device.
    pub device: DeviceId,
    /// The path in its catalog.
    pub path: Apath,
    /// The version.
    pub version: VersionInfo,
    /// Whether it is the current one.
    pub current: bool,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Damaged or missing objects.
    pub findings: Vec<Finding>,
    /// Versions that they cost.
    pub lost: Vec<LostVersion>,
    /// The devices of the account.
    pub devices: Vec<DeviceInfo>,
    /// Runs looked at.
    pub runs: u64,
    /// Packs known.
    pub packs: u64,
    /// Packs read completely.
    pub packs_read: u64,
    /// Bytes read.
    pub bytes_read: u64,
    /// Packs in the store that no run speaks of: left by interrupted backups, harmless.
    pub unreferenced: u64,
    /// Whether it was stopped early.
    pub cancelled: bool,
}

/// Checks the account: format, keys, every run of every device, every pack. The catalog should be the one of before, not brought up
/// to date: what it remembers and the store no longer has is found that way. Brings the catalog up to date with all devices first;
/// packs found bad are noted in it, so that the next backup sends their content again, and after damage to a run of a device the
/// catalog is made anew from what is left, so that the next backup records again what that run said.
pub fn run(
    account: &Account,
    mut catalog: Catalog,
    options: &CheckOptions,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<CheckReport> {
    let mut report = CheckReport::default();
    monitor.phase(Phase::Check, None, None);
    report.finding(names::FORMAT, read_format(&account.store).map(|_| ()))?;
    for object in account.store.list(names::KEYS, None)? {
        report.finding(&object.name, check_key(&account.store, &object.name))?;
    }
    sync::follow_all(account, &mut catalog, monitor)?;
    let bad_runs = check_runs(account, &catalog, &mut report, monitor, cancel)?;
    let bad_packs = check_packs(account, &mut catalog, options, &mut report, monitor, cancel)?;
    report.cancelled = cancel.is_cancelled();

    report.devices = catalog.devices()?;
    for (number, path, version) in catalog.needing(&bad_packs, &bad_runs)? {
        let Some(device) = report.devices.iter().find(|device| device.number == number) else { continue };
        let current = version.until.is_none();
        report.lost.push(LostVersion { device: device.id, path, version, current });
    }
    report.lost.sort_by(|a, b| (a.device, &a.path, a.version.run).cmp(&(b.device, &b.path, b.version.run)));
    let bad_packs: Vec<PackId> = bad_packs.iter().map(|&number| catalog.pack_id(number)).collect::<Result<_>>()?;
    if !bad_runs.is_empty() {
        catalog.recreate(&account.id)?;
        sync::follow_all(account, &mut catalog, monitor)?;
    }
    condemn(&mut catalog, &bad_packs)?;
    Ok(report)
}

/// Notes packs as bad: nothing is deduplicated against them, and current files that need them are read again by the next backup.
fn condemn(catalog: &mut Catalog, bad: &[PackId]) -> Result<()> {
    let numbers: HashSet<u32> =
        catalog.packs()?.into_iter().filter(|pack| bad.contains(&pack.id)).map(|pack| pack.number).collect();
    for &number in &numbers {
        catalog.condemn_pack(number)?;
    }
    let devices = catalog.devices()?;
    for (number, path, version) in catalog.needing(&numbers, &HashSet::new())? {
        if version.until.is_none()
            && let Some(device) = devices.iter().find(|device| device.number == number)
            && let Some((parent, name)) = path.split()
            && let Some(folder) = catalog.folder(device, &parent)?
        {
            catalog.unsettle(folder, name)?;
        }
    }
    Ok(())
}

impl CheckReport {
    /// Notes damage; any other failure ends the check.
    fn finding(&mut self, object: &str, result: Result<()>) -> Result<()> {
        let damage = match result {
            Ok(()) => return Ok(()),
            Err(Error::Damaged { damage, .. }) => damage,
            Err(Error::UnknownFormat { .. }) => Damage::Header,
            Err(error) if error.is_not_found() => Damage::Missing,
            Err(Error::NoAccount { .. }) => Damage::Missing,
            Err(error) => return Err(error),
        };
        self.findings.push(Finding { object: object.to_owned(), damage });
        Ok(())
    }
}

/// Reads every run. Returns the catalog's numbers of those that are damaged.
fn check_runs(
    account: &Account,
    catalog: &Catalog,
    report: &mut CheckReport,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<HashSet<i64>> {
    let mut bad = HashSet::new();
    for device in catalog.devices()? {
        let known = catalog.runs(device.number)?;
        let mut listed: Vec<(RunName, String)> = Vec::new();
        let based = check_bases(account, &device, report)?;
        for object in account.store.list(&names::runs(&device.id), None)? {
            if let Some(name) = object.name.rsplit('/').next().and_then(RunName::parse) {
                listed.push((name, object.name));
            }
        }
        // Missing are those that this computer remembers, and those that later numbers show there must have been.
        let there: HashSet<&RunName> = listed.iter().map(|(name, _)| name).collect();
        let numbers: HashSet<u64> = there.iter().map(|name| name.sequence).collect();
        let last = numbers.iter().max().copied().unwrap_or(0);
        // A stray object with a huge number must not make the list endless.
        let mut missing: BTreeSet<RunName> = (1..=last)
            .filter(|sequence| !numbers.contains(sequence))
            .take(MOST_MISSING)
            .map(|sequence| RunName { sequence, suffix: String::new() })
            .collect();
        for run in &known {
            let name = RunName { sequence: run.sequence, suffix: run.suffix.clone() };
            if !there.contains(&name) {
                missing.retain(|other| other.sequence != name.sequence);
                if !based.contains(&name) {
                    bad.insert(run.number);
                }
                missing.insert(name);
            }
        }
        for name in missing {
            report.finding(&names::run(&device.id, &name), Err(Error::damaged("", Damage::Missing)))?;
        }
        let mut waiting = listed.into_iter();
        let mut under_way = VecDeque::new();
        loop {
            while under_way.len() < account.store.parallel() {
                let Some((name, object)) = waiting.next() else {
                    break;
                };
                let pending = account.store.begin_get(&object);
                under_way.push_back((name, object, pending));
            }
            let Some((name, object, pending)) = under_way.pop_front() else {
                break;
            };
            if cancel.is_cancelled() {
                return Ok(bad);
            }
            let result = pending.wait().and_then(|bytes| {
                report.bytes_read += bytes.len() as u64;
                Counters::add(&monitor.counters().bytes_read, bytes.len() as u64);
                let place = sync::run_place(&device.id, &name);
                read_sections(&mut SectionReader::open(&account.keys, &place, &object, bytes)?)
            });
            report.runs += 1;
            let is_bad = result.is_err();
            report.finding(&object, result)?;
            if is_bad && !based.contains(&name) {
                let is_this = |run: &&RunInfo| run.sequence == name.sequence && run.suffix == name.suffix;
                bad.extend(known.iter().find(is_this).map(|run| run.number));
            }
        }
    }
    Ok(bad)
}

/// Reads every base of a device. Returns the runs that are in one: a second copy of what they say.
fn check_bases(account: &Account, device: &DeviceInfo, report: &mut CheckReport) -> Result<HashSet<RunName>> {
    let mut based = HashSet::new();
    for object in account.store.list(&names::bases(&device.id), None)? {
        let Some(last) = names::parse_base(&object.name) else { continue };
        let result = account.store.get(&object.name).and_then(|bytes| {
            report.bytes_read += bytes.len() as u64;
            let mut base = BaseReader::open(&account.keys, &device.id, last, &object.name, bytes)?;
            let runs: Vec<RunName> = base.runs().map(|run| run.name.clone()).collect();
            for name in &runs {
                if let Some((_, sections)) = base.sections(name) {
                    read_sections(sections)?;
                }
            }
            based.extend(runs);
            Ok(())
        });
        report.finding(&object.name, result)?;
    }
    Ok(based)
}

/// Opens every section of a run.
fn read_sections(sections: &mut SectionReader) -> Result<()> {
    [SectionKind::Meta, SectionKind::Index, SectionKind::Catalog]
        .into_iter()
        .try_for_each(|kind| sections.for_each(kind, |_| Ok(())))
}

/// Looks for every pack and reads those that were asked for. Returns the catalog's numbers of those that are bad.
fn check_packs(
    account: &Account,
    catalog: &mut Catalog,
    options: &CheckOptions,
    report: &mut CheckReport,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<HashSet<u32>> {
    let mut bad = HashSet::new();
    let there: HashMap<PackId, u64> = account
        .store
        .list(names::PACKS, None)?
        .into_iter()
        .filter_map(|object| Some((names::parse_pack(&object.name)?, object.size)))
        .collect();
    let packs = catalog.packs()?;
    report.packs = packs.len() as u64;
    let known: HashSet<PackId> = packs.iter().map(|pack| pack.id).collect();
    report.unreferenced = there.keys().filter(|id| !known.contains(id)).count() as u64;
    let mut to_read: Vec<PackToRead> = Vec::new();
    for pack in packs {
        let damage = match (there.get(&pack.id), pack.known) {
            (None, _) => Some(Damage::Missing),
            (Some(size), Some((_, expected))) if *size != expected => Some(Damage::Truncated),
            _ => None,
        };
        if let Some(damage) = damage {
            report.findings.push(Finding { object: names::pack(&pack.id), damage });
            bad.insert(pack.number);
        } else if drawn(options.read_percent) {
            let size = there.get(&pack.id).copied().unwrap_or_default();
            to_read.push(PackToRead { number: pack.number, id: pack.id, size });
        }
    }
    let bytes = to_read.iter().map(|pack| pack.size).sum();
    monitor.phase(Phase::Check, Some(to_read.len() as u64), Some(bytes));
    for (number, damage, size) in read_packs(account, &to_read, options.jobs, monitor, cancel)? {
        report.packs_read += 1;
        report.bytes_read += size;
        match damage {
            None => catalog.absolve_pack(number)?,
            Some(damage) => {
                let id = catalog.pack_id(number)?;
                report.findings.push(Finding { object: names::pack(&id), damage });
                bad.insert(number);
            }
        }
    }
    Ok(bad)
}

/// A pack that is to be read.
struct PackToRead {
    number: u32,
    id: PackId,
    size: u64,
}

/// Whether a pack is among a share of all, by chance.
fn drawn(percent: f64) -> bool {
    let number = u32::from_le_bytes(random());
    f64::from(number) / f64::from(u32::MAX) * 100.0 < percent || percent >= 100.0
}

/// Reads packs completely: every byte against the name, every block, every chunk.
fn read_packs(
    account: &Account,
    packs: &[PackToRead],
    jobs: usize,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<Vec<(u32, Option<Damage>, u64)>> {
    std::thread::scope(|scope| {
        let (sender, arrivals) = bounded::<(u32, PackId, Bytes)>(0);
        let readers: Vec<_> = (0..jobs.max(1))
            .map(|_| {
                let arrivals = arrivals.clone();
                scope.spawn(move || {
                    let mut opener = BlockOpener::new(account.keys.clone());
                    let mut results = Vec::new();
                    for (number, id, bytes) in arrivals {
                        let damage = read_pack(account, &mut opener, &id, &bytes).err();
                        Counters::add(&monitor.counters().files_done, 1);
                        Counters::add(&monitor.counters().bytes_done, bytes.len() as u64);
                        results.push((number, damage, bytes.len() as u64));
                    }
                    results
                })
            })
            .collect();
        drop(arrivals);
        let mut results = Vec::new();
        let mut waiting = packs.iter();
        let mut under_way = VecDeque::new();
        let outcome = loop {
            while under_way.len() < (account.store.parallel() - 1).clamp(1, 3) && !cancel.is_cancelled() {
                let Some(pack) = waiting.next() else { break };
                // As one range: a length that is known is read into one piece of memory.
                let whole = Vec::from([Range { start: 0, end: pack.size }]);
                under_way.push_back((
                    pack.number,
                    pack.id,
                    account.store.begin_get_ranges(&names::pack(&pack.id), whole),
                ));
            }
            let Some((number, id, pending)) = under_way.pop_front() else {
                break Ok(());
            };
            match pending.wait() {
                Ok(bytes) => {
                    let bytes: Bytes = bytes.into_iter().next().unwrap_or_default();
                    Counters::add(&monitor.counters().bytes_read, bytes.len() as u64);
                    if sender.send((number, id, bytes)).is_err() {
                        break Ok(());
                    }
                }
                Err(error) if error.is_not_found() => results.push((number, Some(Damage::Missing), 0)),
                Err(Error::Damaged { damage, .. }) => results.push((number, Some(damage), 0)),
                Err(error) => break Err(error),
            }
        };
        drop(sender);
        for reader in readers {
            // What a reader that panicked has read counts for nothing, and the check with it.
            results.extend(reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        outcome.map(|()| results)
    })
}

fn read_pack(account: &Account, opener: &mut BlockOpener, id: &PackId, bytes: &[u8]) -> Result<(), Damage> {
    if blake3::hash(bytes).as_bytes() != &id.0 {
        return Err(Damage::Hash);
    }
    let (seal, table) = pack::read_table(&account.keys, bytes)?;
    for (number, block) in table.blocks().iter().enumerate() {
        let at = block.offset as usize;
        let sealed = bytes.get(at..at + block.sealed_length as usize).ok_or(Damage::Truncated)?;
        let raw = opener.open(&seal.salt(), number as u32, block, sealed)?;
        let mut from = 0;
        for chunk in block.first_chunk..block.first_chunk + block.chunks {
            let (Some(place), Some(id)) = (table.place(chunk), table.id(chunk)) else {
                return Err(Damage::Truncated);
            };
            let content = raw.get(from..from + place.length as usize).ok_or(Damage::Truncated)?;
            if account.keys.chunk_id(content) != id {
                return Err(Damage::Content("a chunk is not the one that it is named after".to_owned()));
            }
            from += place.length as usize;
        }
    }
    Ok(())
}
