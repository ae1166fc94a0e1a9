//! Fetching the runs that a catalog lacks, a few ahead, and applying them in order. Where a base holds several of them, it is fetched in
//! their place.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;

use super::apply;
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo, apply::RunToApply},
    error::{Damage, Error, Result},
    monitor::{Monitor, Problem, Trouble},
    run::{
        BaseReader,
        base::{LONGEST_RUN, base_of},
    },
    store::{
        ObjectInfo, Pending,
        names::{self, RunName},
    },
};

/// A base is read in place of so many runs.
const WORTHWHILE: u64 = 4;

/// What is to be done next. Steps are in the order in which they are taken: a base before the runs of its range, runs by name.
enum Step {
    /// Read the base of this range.
    Base(u64),
    /// Apply this run out of the base that was read last, if it is there; else the object of this name.
    Based(RunName, String),
    /// Apply the object of this name.
    Single(RunName, String),
}

impl Step {
    fn order(&self) -> (u64, Option<&RunName>) {
        match self {
            Step::Base(last) => (*last, None),
            Step::Based(name, _) | Step::Single(name, _) => (base_of(name.sequence), Some(name)),
        }
    }
}

struct Queued {
    step: Step,
    pending: Option<Pending<Bytes>>,
}

/// Fetches and applies runs, given in order of their names.
pub fn fetch_and_apply(
    account: &Account,
    catalog: &mut Catalog,
    device: &DeviceInfo,
    missing: Vec<(RunName, ObjectInfo)>,
    monitor: &dyn Monitor,
) -> Result<()> {
    let mut queue: VecDeque<Queued> =
        plan(account, device, missing)?.into_iter().map(|step| Queued { step, pending: None }).collect();
    let mut base: Option<BaseReader> = None;
    loop {
        ask_ahead(account, device, &mut queue);
        let Some(Queued { step, pending }) = queue.pop_front() else {
            return Ok(());
        };
        match step {
            Step::Base(last) => {
                base = match read_base(account, device, last, pending) {
                    Ok(reader) => Some(reader),
                    // The runs themselves are still there.
                    Err(Error::Damaged { object, .. }) => {
                        trouble(monitor, object);
                        None
                    }
                    Err(error) => return Err(error),
                };
                if let Some(base) = &base {
                    add_lost(catalog, device, base, &mut queue)?;
                }
            }
            Step::Based(name, object) => {
                let result = match base.as_mut().and_then(|base| base.sections(&name)) {
                    Some((run, sections)) => catalog.apply(RunToApply {
                        device: device.number,
                        name: &name,
                        hash: run.hash,
                        size: run.size,
                        sections,
                    }),
                    None => read_single(account, catalog, device, &name, &object, None),
                };
                applied(catalog, device, &name, result, monitor)?;
            }
            Step::Single(name, object) => {
                let result = read_single(account, catalog, device, &name, &object, pending);
                applied(catalog, device, &name, result, monitor)?;
            }
        }
    }
}

/// What is to be read, bases where they spare requests.
fn plan(account: &Account, device: &DeviceInfo, missing: Vec<(RunName, ObjectInfo)>) -> Result<Vec<Step>> {
    let is_short = |object: &ObjectInfo| object.size <= LONGEST_RUN;
    let mut wanted: HashMap<u64, u64> = HashMap::new();
    for (name, _) in missing.iter().filter(|(_, object)| is_short(object)) {
        *wanted.entry(base_of(name.sequence)).or_default() += 1;
    }
    wanted.retain(|_, runs| *runs >= WORTHWHILE);
    if !wanted.is_empty() {
        let listed = account.store.list(&names::bases(&device.id), None)?;
        let there: Vec<u64> = listed.iter().filter_map(|object| names::parse_base(&object.name)).collect();
        wanted.retain(|last, _| there.contains(last));
    }
    let mut steps: Vec<Step> = wanted.keys().map(|&last| Step::Base(last)).collect();
    steps.extend(missing.into_iter().map(|(name, object)| {
        if is_short(&object) && wanted.contains_key(&base_of(name.sequence)) {
            Step::Based(name, object.name)
        } else {
            Step::Single(name, object.name)
        }
    }));
    steps.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(steps)
}

/// Begins the next requests.
fn ask_ahead(account: &Account, device: &DeviceInfo, queue: &mut VecDeque<Queued>) {
    let wanted = queue.iter_mut().filter(|queued| !matches!(queued.step, Step::Based(..)));
    for queued in wanted.take(account.store.parallel()).filter(|queued| queued.pending.is_none()) {
        queued.pending = match &queued.step {
            Step::Base(last) => Some(account.store.begin_get(&names::base(&device.id, *last))),
            Step::Single(_, object) => Some(account.store.begin_get(object)),
            Step::Based(..) => None,
        };
    }
}

fn read_base(account: &Account, device: &DeviceInfo, last: u64, pending: Option<Pending<Bytes>>) -> Result<BaseReader> {
    let object = names::base(&device.id, last);
    let bytes = wait(account, &object, pending)?;
    BaseReader::open(&account.keys, &device.id, last, &object, bytes)
}

/// Runs that are nowhere but in a base are applied in their place.
fn add_lost(catalog: &Catalog, device: &DeviceInfo, base: &BaseReader, queue: &mut VecDeque<Queued>) -> Result<()> {
    for run in base.runs() {
        let step = Step::Based(run.name.clone(), names::run(&device.id, &run.name));
        let place = queue.partition_point(|queued| queued.step.order() < step.order());
        let is_queued = queue.get(place).is_some_and(|queued| queued.step.order() == step.order());
        if !is_queued && !catalog.has_run(device.number, &run.name)? {
            queue.insert(place, Queued { step, pending: None });
        }
    }
    Ok(())
}

fn read_single(
    account: &Account,
    catalog: &mut Catalog,
    device: &DeviceInfo,
    name: &RunName,
    object: &str,
    pending: Option<Pending<Bytes>>,
) -> Result<()> {
    let bytes = wait(account, object, pending)?;
    apply(account, catalog, device, name, object, bytes)
}

/// One damaged run costs what it alone says; what came before and after stands.
fn applied(
    catalog: &Catalog,
    device: &DeviceInfo,
    name: &RunName,
    result: Result<()>,
    monitor: &dyn Monitor,
) -> Result<()> {
    match result {
        Err(Error::Damaged { object, .. }) => {
            trouble(monitor, object);
            catalog.note_damaged_run(device.number, name)
        }
        result => result,
    }
}

fn wait(account: &Account, object: &str, pending: Option<Pending<Bytes>>) -> Result<Bytes> {
    match pending.unwrap_or_else(|| account.store.begin_get(object)).wait() {
        Err(error) if error.is_not_found() => Err(Error::damaged(object, Damage::Missing)),
        result => result,
    }
}

fn trouble(monitor: &dyn Monitor, object: String) {
    monitor.trouble(&Trouble { path: (&object).into(), problem: Problem::Damaged { object } });
}
