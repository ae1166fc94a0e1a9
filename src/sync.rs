//! Bringing the local catalog up to what the store says: runs of this device that another process or an earlier life of this one
//! committed, and what other devices have added.

mod bases;
mod fetch;

use bytes::Bytes;

pub use bases::write_base;

use crate::{
    account::Account,
    catalog::{
        Catalog, DeviceInfo,
        apply::{RunToApply, run_meta},
    },
    error::{Damage, Error, Result},
    model::DeviceId,
    monitor::{Monitor, Phase, Problem, Trouble},
    run::{Place, SectionReader},
    seal::ObjectKind,
    store::{
        ObjectInfo,
        names::{self, RunName},
    },
};

/// What a catalog is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Backing up: the catalog must say what the store says, or files whose run is lost would never be recorded again.
    Backup,
    /// Looking and restoring: what the catalog remembers beyond the store can still be restored as long as its packs are there, and
    /// a check finds by it what is missing.
    Reading,
}

/// Opens the catalog of the account and brings one device in it up to date, paths included. A damaged catalog is thrown away and
/// built anew; so is, for a backup, one that knows of runs that the store does not have.
pub fn open_catalog(
    account: &Account,
    path: &std::path::Path,
    device: &DeviceId,
    purpose: Purpose,
    monitor: &dyn Monitor,
) -> Result<Catalog> {
    let mut catalog = Catalog::open(path, &account.id)?;
    match follow(account, &mut catalog, device, purpose, monitor) {
        // One fresh start: what is wrong with a new one is wrong with the disk.
        Err(error) if error.is_cache_damage() => {
            catalog.recreate(&account.id)?;
            follow(account, &mut catalog, device, purpose, monitor)?;
        }
        result => result?,
    }
    Ok(catalog)
}

fn follow(
    account: &Account,
    catalog: &mut Catalog,
    device: &DeviceId,
    purpose: Purpose,
    monitor: &dyn Monitor,
) -> Result<()> {
    let closely = if purpose == Purpose::Backup { Follow::Strictly } else { Follow::Paths };
    if !refresh_device(account, catalog, device, closely, monitor)? {
        // The store has lost a run that this computer remembers, or was put back to an earlier state.
        let object = names::runs(device);
        monitor.trouble(&Trouble { path: (&object).into(), problem: Problem::Damaged { object } });
        catalog.recreate(&account.id)?;
        refresh_device(account, catalog, device, Follow::Strictly, monitor)?;
    }
    Ok(())
}

/// Takes in runs of this device that another process committed meanwhile.
pub fn refresh_own(account: &Account, catalog: &mut Catalog, device: &DeviceId, monitor: &dyn Monitor) -> Result<()> {
    if refresh_device(account, catalog, device, Follow::Strictly, monitor)? {
        return Ok(());
    }
    Err(Error::damaged(names::runs(device), Damage::Missing))
}

/// Brings every device up to date, paths included.
pub fn follow_all(account: &Account, catalog: &mut Catalog, monitor: &dyn Monitor) -> Result<()> {
    for folder in account.store.list_folders(names::DEVICES)? {
        if let Ok(device) = folder.parse::<DeviceId>() {
            refresh_device(account, catalog, &device, Follow::Paths, monitor)?;
        }
    }
    Ok(())
}

/// Learns from a pack itself what the run that added it should have said: the way to content whose run is damaged.
pub fn recover_pack(account: &Account, catalog: &Catalog, number: u32) -> Result<()> {
    let id = catalog.pack_id(number)?;
    let object = names::pack(&id);
    let bytes = account.store.get(&object)?;
    let damaged = |damage| Error::damaged(&object, damage);
    if blake3::hash(&bytes).as_bytes() != &id.0 {
        return Err(damaged(Damage::Hash));
    }
    let (seal, table) = crate::pack::read_table(&account.keys, &bytes).map_err(damaged)?;
    catalog.learn_pack(number, &seal.salt(), bytes.len() as u64, &table)
}

/// Brings all other devices' packs into the index, and the paths of those that are followed.
pub fn refresh_others(
    account: &Account,
    catalog: &mut Catalog,
    own: Option<&DeviceId>,
    monitor: &dyn Monitor,
) -> Result<()> {
    for folder in account.store.list_folders(names::DEVICES)? {
        if let Ok(device) = folder.parse::<DeviceId>()
            && Some(&device) != own
        {
            refresh_device(account, catalog, &device, Follow::Packs, monitor)?;
        }
    }
    Ok(())
}

/// How closely a device is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follow {
    /// Its packs, and its paths if the catalog has them already.
    Packs,
    /// Its packs and paths.
    Paths,
    /// As above; a catalog that knows more than the store is of no use.
    Strictly,
}

/// Applies the runs of a device that the catalog lacks. `false` when the catalog knows of runs that the store does not have: it
/// must then be built anew.
fn refresh_device(
    account: &Account,
    catalog: &mut Catalog,
    id: &DeviceId,
    follow: Follow,
    monitor: &dyn Monitor,
) -> Result<bool> {
    let mut device = catalog.device(id)?;
    let from_start = follow != Follow::Packs && !device.followed;
    if from_start {
        catalog.follow(device.number)?;
        device.followed = true;
    }
    let folder = names::runs(id);
    let last = catalog.last_run(device.number)?;
    // The last known run is listed too, which shows that it is still there; on stores that do not keep create-if-absent, another
    // of its number may have appeared before it in the listing.
    let listed = match &last {
        Some(last) if !from_start => {
            let before = RunName { sequence: last.name.sequence - 1, suffix: "~".to_owned() };
            account.store.list(&folder, Some(&format!("{folder}/{before}")))?
        }
        _ => account.store.list(&folder, None)?,
    };
    let listed: Vec<(RunName, ObjectInfo)> = listed
        .into_iter()
        .filter_map(|object| {
            let name = RunName::parse(object.name.rsplit('/').next()?)?;
            Some((name, object))
        })
        .collect();
    if let Some(last) = &last {
        let has_last = listed.iter().any(|(name, _)| *name == last.name);
        let overlooked = listed.iter().any(|(name, _)| {
            *name < last.name
                && name.sequence == last.name.sequence
                && !catalog.has_run(device.number, name).unwrap_or(false)
        });
        if !has_last || overlooked {
            if follow == Follow::Strictly {
                return Ok(false);
            }
            // What is lost does not keep us from what is there.
            let object = names::run(id, &last.name);
            monitor.trouble(&Trouble { path: (&object).into(), problem: Problem::Damaged { object } });
        }
    }
    let mut missing = Vec::new();
    for (name, object) in listed {
        if from_start || !catalog.has_run(device.number, &name)? {
            missing.push((name, object));
        }
    }
    if !missing.is_empty() {
        monitor.phase(Phase::Sync, Some(missing.len() as u64), Some(missing.iter().map(|(_, o)| o.size).sum()));
        fetch::fetch_and_apply(account, catalog, &device, missing, monitor)?;
    }
    Ok(true)
}

/// Opens a run and applies it.
pub fn apply(
    account: &Account,
    catalog: &mut Catalog,
    device: &DeviceInfo,
    name: &RunName,
    object: &str,
    bytes: Bytes,
) -> Result<()> {
    let hash = *blake3::hash(&bytes).as_bytes();
    let size = bytes.len() as u64;
    let place = run_place(&device.id, name);
    let mut sections = SectionReader::open(&account.keys, &place, object, bytes)?;
    catalog.apply(RunToApply { device: device.number, name, hash, size, sections: &mut sections })
}

/// Where a run stands.
pub fn run_place(device: &DeviceId, name: &RunName) -> Place {
    Place { kind: ObjectKind::Run, device: *device, sequence: name.sequence, suffix: name.suffix.clone() }
}

/// The device of a name or of the beginning of an id, its paths in the catalog. Device names are in their runs, so each device is
/// looked at; the packs of all are needed, because devices share them.
pub fn find_device(account: &Account, catalog: &mut Catalog, name: &str, monitor: &dyn Monitor) -> Result<DeviceInfo> {
    let is_meant = |id: &DeviceId, known: &str| {
        known == name || (name.len() >= 4 && id.to_string().starts_with(&name.to_ascii_lowercase()))
    };
    for folder in account.store.list_folders(names::DEVICES)? {
        let Ok(id) = folder.parse::<DeviceId>() else { continue };
        let mut known = catalog.device(&id)?.name;
        if known.is_empty() {
            known = name_of(account, &id)?.unwrap_or_default();
        }
        if is_meant(&id, &known) {
            follow(account, catalog, &id, Purpose::Reading, monitor)?;
        } else {
            refresh_device(account, catalog, &id, Follow::Packs, monitor)?;
        }
    }
    let devices = catalog.devices()?;
    let found: Vec<&DeviceInfo> = devices.iter().filter(|device| is_meant(&device.id, &device.name)).collect();
    let [found] = found.as_slice() else {
        let known = devices.iter().map(|device| format!("{} ({})", device.name, &device.id.to_string()[..8])).collect();
        return Err(Error::NoDevice { name: name.to_owned(), known });
    };
    if !found.followed {
        // It was called something else until its newest run.
        follow(account, catalog, &found.id, Purpose::Reading, monitor)?;
    }
    catalog.device(&found.id)
}

/// Whether the account's key opens what is in the account; `None` if nothing is there yet that it could open. This computer's own runs are
/// asked first.
pub fn is_key_right(account: &Account, own: &DeviceId) -> Result<Option<bool>> {
    if let Some(right) = opens_a_run(account, own)? {
        return Ok(Some(right));
    }
    for folder in account.store.list_folders(names::DEVICES)? {
        if let Ok(id) = folder.parse::<DeviceId>()
            && id != *own
            && let Some(right) = opens_a_run(account, &id)?
        {
            return Ok(Some(right));
        }
    }
    Ok(None)
}

/// Whether the key opens the smallest run of a device; `None` if it has none.
fn opens_a_run(account: &Account, id: &DeviceId) -> Result<Option<bool>> {
    let smallest = account.store.list(&names::runs(id), None)?.into_iter().min_by_key(|object| object.size);
    let Some((name, object)) =
        smallest.and_then(|object| Some((RunName::parse(object.name.rsplit('/').next()?)?, object)))
    else {
        return Ok(None);
    };
    let bytes = account.store.get(&object.name)?;
    let opened = SectionReader::open(&account.keys, &run_place(id, &name), &object.name, bytes)
        .and_then(|mut sections| run_meta(&mut sections));
    match opened {
        Ok(_) => Ok(Some(true)),
        Err(Error::Damaged { damage: Damage::Seal, .. }) => Ok(Some(false)),
        Err(error) => Err(error),
    }
}

/// The name of a device, as its newest run says, so that all its runs need not be read twice. `None` if that cannot be read.
fn name_of(account: &Account, id: &DeviceId) -> Result<Option<String>> {
    let newest = account.store.list(&names::runs(id), None)?.pop();
    let Some((name, object)) =
        newest.and_then(|object| Some((RunName::parse(object.name.rsplit('/').next()?)?, object)))
    else {
        return Ok(None);
    };
    let bytes = match account.store.get(&object.name) {
        Err(error) if error.is_not_found() => return Ok(None),
        result => result?,
    };
    let meta = SectionReader::open(&account.keys, &run_place(id, &name), &object.name, bytes)
        .and_then(|mut sections| run_meta(&mut sections));
    Ok(meta.ok().map(|meta| meta.device_name))
}
