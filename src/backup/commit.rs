//! What is done but not committed yet, and the commit.

use std::collections::HashMap;

use super::{
    BackupOptions,
    job::{FileOutcome, FileRead, Origin, PackReceipt},
};
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo, LastRun},
    error::{Error, Result, StoreFailure},
    model::{Apath, Content, Extent, PackId, Timestamp},
    monitor::{Counters, Surroundings},
    platform,
    run::{
        CatalogRecord, RunMeta, RunWriter, Totals, VersionRecord,
        records::{encode_content, encode_metadata},
    },
    seal::keys::random,
    store::names::{self, RunName},
    sync,
};

/// Commits that may be lost to another process of the same device before giving up.
const ATTEMPTS: usize = 16;

/// Files and packs that wait for their commit.
pub struct Ledger {
    writer: RunWriter,
    level: i32,
    /// Files whose packs are not all stored yet.
    waiting: Vec<FileOutcome>,
    /// How many of them have been looked at since the last pack came.
    looked_at: usize,
    /// For each ticket its pack (by its place in `packs`) and the number of its first chunk there.
    blocks: Vec<Option<(u32, u32)>>,
    packs: Vec<PackId>,
    /// Ids of the catalog's packs, as they were asked for.
    known_packs: HashMap<u32, PackId>,
    /// Packs that the commit in the making will make known.
    uncommitted_packs: usize,
    /// Bytes stored since the last commit.
    pub bytes_since_commit: u64,
    /// When the last commit was.
    pub committed_at: Timestamp,
    started: Timestamp,
}

/// Who commits what.
#[derive(Clone, Copy)]
pub struct Committer<'a> {
    /// The account.
    pub account: &'a Account,
    /// The device.
    pub device: &'a DeviceInfo,
    /// How the backup is done.
    pub options: &'a BackupOptions,
    /// Its totals so far.
    pub totals: Totals,
    /// Whether it goes on after this.
    pub partial: bool,
}

/// What a file's version is called when it is settled: whether it is new, for the totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// A first version.
    New,
    /// A further version.
    Changed,
    /// The same as before after all.
    Same,
}

impl Ledger {
    /// An empty one for a backup that begins now.
    pub fn new(level: i32, now: Timestamp) -> Self {
        Self {
            writer: RunWriter::new(level),
            level,
            waiting: Vec::new(),
            looked_at: 0,
            blocks: Vec::new(),
            packs: Vec::new(),
            known_packs: HashMap::new(),
            uncommitted_packs: 0,
            bytes_since_commit: 0,
            committed_at: now,
            started: now,
        }
    }

    /// Notes a record that needs no content.
    pub fn record(&mut self, folder: &Apath, record: &CatalogRecord) {
        self.writer.push(folder, record);
    }

    /// Notes a file that was read; it is settled once its packs are stored.
    pub fn wait_for(&mut self, outcome: FileOutcome) {
        self.waiting.push(outcome);
    }

    /// Notes a stored pack.
    pub fn stored(&mut self, receipt: PackReceipt) {
        self.looked_at = 0;
        self.writer.add_pack(&receipt.pack);
        self.bytes_since_commit += receipt.pack.size;
        self.uncommitted_packs += 1;
        let pack = self.packs.len() as u32;
        self.packs.push(receipt.pack.id);
        for (ticket, first) in receipt.blocks {
            let ticket = ticket as usize;
            if self.blocks.len() <= ticket {
                self.blocks.resize(ticket + 1, None);
            }
            self.blocks[ticket] = Some((pack, first));
        }
    }

    /// Settles every file that waits for nothing any more; `heard` hears of each.
    pub fn settle(&mut self, catalog: &Catalog, mut heard: impl FnMut(&FileOutcome, Settled)) -> Result<()> {
        for outcome in self.waiting.split_off(self.looked_at) {
            let is_stored = match &outcome.result {
                Ok(read) => read.content.extents().iter().all(|extent| match extent {
                    Extent::Chunks { pack: Origin::Block(ticket), .. } => {
                        self.blocks.get(*ticket as usize).copied().flatten().is_some()
                    }
                    _ => true,
                }),
                Err(_) => true,
            };
            if !is_stored {
                self.waiting.push(outcome);
                continue;
            }
            if let Ok(read) = &outcome.result {
                let settled = self.settle_file(catalog, &outcome, read)?;
                heard(&outcome, settled);
            }
        }
        self.looked_at = self.waiting.len();
        Ok(())
    }

    fn settle_file(&mut self, catalog: &Catalog, outcome: &FileOutcome, read: &FileRead) -> Result<Settled> {
        let job = &outcome.job;
        let unsettled = crate::detect::is_unsettled(&read.stat, read.looked_at);
        if job.known
            && let Some(folder) = job.folder_id
            && is_as_before(catalog, folder, &job.name, read)?
        {
            // What the catalog says of it already need not be said again.
            if !job.looks_same || unsettled || read.stat != job.stat {
                let seen = CatalogRecord::Seen {
                    name: job.name.clone(),
                    changed: read.stat.changed,
                    inode: read.stat.inode,
                    unsettled,
                };
                self.writer.push(&job.folder, &seen);
            }
            return Ok(Settled::Same);
        }
        let mut named: Vec<(Origin, PackId)> = Vec::new();
        for extent in read.content.extents() {
            if let Extent::Chunks { pack: Origin::Known(number), .. } = extent {
                let id = match self.known_packs.get(number) {
                    Some(id) => *id,
                    None => {
                        let id = catalog.pack_id(*number)?;
                        self.known_packs.insert(*number, id);
                        id
                    }
                };
                if named.last() != Some(&(Origin::Known(*number), id)) {
                    named.push((Origin::Known(*number), id));
                }
            }
        }
        let content: Content<PackId> = read.content.try_map(|origin, first| match origin {
            Origin::Known(number) => Ok::<_, Error>((self.known_packs[&number], first)),
            Origin::Block(ticket) => {
                let (pack, base) = self.blocks[ticket as usize].expect("only stored files are settled");
                Ok((self.packs[pack as usize], base + first))
            }
        })?;
        let version = VersionRecord {
            name: job.name.clone(),
            kind: read.stat.kind,
            size: read.stat.size,
            modified: read.stat.modified,
            changed: read.stat.changed,
            inode: read.stat.inode,
            unsettled,
            metadata: read.metadata.clone(),
            content: self.writer.number_packs(&content),
        };
        self.writer.push(&job.folder, &CatalogRecord::Version(version));
        Ok(if job.known { Settled::Changed } else { Settled::New })
    }

    /// Files whose packs are not stored.
    pub fn unsettled(&mut self) -> impl Iterator<Item = FileOutcome> + '_ {
        self.waiting.drain(..)
    }

    /// Whether a block's pack is stored.
    pub fn is_stored(&self, ticket: u32) -> bool {
        self.blocks.get(ticket as usize).copied().flatten().is_some()
    }

    /// Paths and packs that a commit now would make known.
    pub fn uncommitted(&self) -> u64 {
        self.writer.records() + self.uncommitted_packs as u64
    }

    /// Commits what is settled and every stored pack. Returns the run's number and the length of its object.
    pub fn commit(
        &mut self,
        committer: &Committer<'_>,
        catalog: &mut Catalog,
        around: Surroundings<'_>,
    ) -> Result<(u64, u64)> {
        let Committer { account, device, options, totals, partial } = *committer;
        let Surroundings { monitor, clock, .. } = around;
        let writer = std::mem::replace(&mut self.writer, RunWriter::new(self.level));
        let mut finished = writer.finish();
        for _ in 0..ATTEMPTS {
            let last = catalog.last_run(device.number)?;
            let name = RunName {
                sequence: last.as_ref().map_or(0, |last| last.name.sequence) + 1,
                suffix: match account.atomic_create {
                    true => String::new(),
                    false => data_encoding::HEXLOWER.encode(&random::<4>()),
                },
            };
            let mut meta = RunMeta {
                previous: last.map_or([0; 32], |last: LastRun| last.hash),
                started: self.started,
                finished: clock.now(),
                zone: clock.zone(),
                partial,
                device_name: options.device_name.clone(),
                system: platform::SYSTEM.to_owned(),
                program: options.program.clone(),
                totals,
            };
            meta.totals.bytes_sent += finished.size() as u64;
            let bytes = finished.seal(&account.keys, &sync::run_place(&device.id, &name), &meta);
            let object = names::run(&device.id, &name);
            let size = bytes.len() as u64;
            match account.store.create(&object, vec![bytes.clone()]) {
                Ok(()) => {
                    Counters::add(&monitor.counters().bytes_sent, size);
                    sync::apply(account, catalog, device, &name, &object, bytes)?;
                    self.bytes_since_commit = 0;
                    self.uncommitted_packs = 0;
                    self.committed_at = meta.finished;
                    return Ok((name.sequence, size));
                }
                // Another process took the number for this device: take its run in, and the next number.
                Err(Error::Store { kind: StoreFailure::Exists, .. }) => {
                    sync::refresh_own(account, catalog, &device.id, monitor)?;
                }
                Err(error) => return Err(error),
            }
        }
        let lock = options.lock.as_ref().map(|lock| lock.path().to_owned()).unwrap_or_default();
        Err(Error::Busy { lock })
    }
}

/// Whether what was read is the current version after all: same content in the same place, same times and metadata.
fn is_as_before(catalog: &Catalog, folder: i64, name: &[u8], read: &FileRead) -> Result<bool> {
    let versions = catalog.current_version(folder, name)?;
    let Some(current) = versions else {
        return Ok(false);
    };
    if current.kind != read.stat.kind || current.size != read.stat.size || current.modified != read.stat.modified {
        return Ok(false);
    }
    let content = read.content.try_map(|origin, first| match origin {
        Origin::Known(pack) => Ok((pack, first)),
        Origin::Block(_) => Err(()),
    });
    let Ok(content) = content else {
        return Ok(false);
    };
    let mut metadata = Vec::new();
    encode_metadata(&read.metadata, &mut metadata);
    Ok(encode_content(&content) == current.encoded_content() && metadata == current.encoded_metadata())
}
