//! Checking: is everything there that the catalogs speak of, and is it whole?

use crate::{
    account::Account,
    catalog::{Catalog, query::VersionInfo},
    error::{Damage, Result},
    model::{Apath, DeviceId},
    monitor::{Cancel, Monitor},
};

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

/// Checks the account: format, keys, every run of every device, every pack. Brings the catalog up to date with all devices first;
/// packs found bad are noted in it, so that the next backup sends their content again.
pub fn run(
    account: &Account,
    catalog: &mut Catalog,
    options: &CheckOptions,
    monitor: &dyn Monitor,
    cancel: &Cancel,
) -> Result<CheckReport> {
    let _ = (account, catalog, options, monitor, cancel);
    todo!()
}
