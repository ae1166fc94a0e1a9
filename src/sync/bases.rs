//! Writing the base of a range of runs once its last run is there.

use std::collections::VecDeque;

use super::run_place;
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo},
    error::{Error, Result, StoreFailure},
    run::{
        BaseWriter, BasedRun, SectionReader,
        base::{LONGEST_RUN, RUNS, base_of},
    },
    seal::codec::DEFAULT_LEVEL,
    store::names::{self, RunName},
};

/// Writes the base of the range of runs that this run is the last of, if it is the last of one. A base that cannot be written is
/// missed by nobody: whoever needs it reads the runs.
pub fn write_base(account: &Account, catalog: &Catalog, device: &DeviceInfo, sequence: u64) -> Result<()> {
    if base_of(sequence) != sequence {
        return Ok(());
    }
    let mut waiting = catalog
        .runs(device.number)?
        .into_iter()
        .filter(|run| run.sequence + RUNS > sequence && run.sequence <= sequence)
        // A run that could not be read is known by its number only.
        .filter(|run| (1..=LONGEST_RUN).contains(&run.size))
        .map(|run| BasedRun {
            name: RunName { sequence: run.sequence, suffix: run.suffix },
            hash: run.hash,
            size: run.size,
        });
    let mut writer = BaseWriter::new(DEFAULT_LEVEL);
    let mut under_way = VecDeque::new();
    loop {
        while under_way.len() < account.store.parallel() {
            let Some(run) = waiting.next() else { break };
            let object = names::run(&device.id, &run.name);
            let pending = account.store.begin_get(&object);
            under_way.push_back((run, object, pending));
        }
        let Some((run, object, pending)) = under_way.pop_front() else { break };
        let bytes = match pending.wait() {
            Err(error) if error.is_not_found() => continue,
            result => result?,
        };
        // A damaged run is left out; a check names it.
        if blake3::hash(&bytes).as_bytes() == &run.hash {
            let place = run_place(&device.id, &run.name);
            writer.add(&run, &mut SectionReader::open(&account.keys, &place, &object, bytes)?)?;
        }
    }
    if writer.is_empty() {
        return Ok(());
    }
    let bytes = writer.seal(&account.keys, &device.id, sequence);
    match account.store.create(&names::base(&device.id, sequence), vec![bytes]) {
        // Another process of this device was as far.
        Err(Error::Store { kind: StoreFailure::Exists, .. }) => Ok(()),
        result => result,
    }
}
