//! Content that lies nearer than the store: a copy on a drive of this computer. Nothing of it is believed: each chunk is hashed and
//! taken only if it is the one that the version has. What is not proved comes from the store.

use std::{
    fs::File,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use super::{
    tables::Tables,
    target::Target,
    writer::{Written, heard},
};
use crate::{
    account::Account,
    catalog::{Catalog, VersionInfo},
    error::Result,
    model::{Apath, ChunkId, Extent, Kind},
    monitor::{Counters, Monitor},
    platform::{self, Seen},
    seal::keys::AccountKeys,
};

/// Knows where files may lie that hold what a version holds. Called from several threads.
pub trait Near: Sync {
    /// Files that may hold content of this path, the likeliest first. They need not be there, nor be right.
    fn candidates(&self, path: &Apath) -> Vec<PathBuf>;
}

/// A chunk of a file to restore.
#[derive(Clone, Copy)]
pub struct Chunk {
    /// Where in the file.
    pub offset: u64,
    /// How long.
    pub length: u32,
    /// Its id.
    pub id: ChunkId,
    /// The pack that has it, by its number in the catalog.
    pub pack: u32,
    /// The block in the pack.
    pub block: u32,
    /// Where in the block.
    pub block_offset: u32,
}

/// Chunks of one file that may be found near.
pub struct NearJob {
    /// The file. A piece of it is outstanding until the job is done.
    pub target: Arc<Target>,
    /// What is needed of it.
    pub chunks: Vec<Chunk>,
}

/// Takes what can be proved, with several threads. Files that are complete by that are finished; the jobs that come back hold the
/// chunks that were not found.
pub fn take(
    jobs: Vec<NearJob>,
    near: &dyn Near,
    keys: &AccountKeys,
    threads: usize,
    monitor: &dyn Monitor,
) -> (Vec<NearJob>, Written) {
    let next = AtomicUsize::new(0);
    let jobs = &jobs;
    let work = || {
        let (mut left, mut written, mut buffer) = (Vec::new(), Written::default(), Vec::new());
        while let Some(job) = jobs.get(next.fetch_add(1, Relaxed)) {
            let missing = take_one(job, near, keys, &mut buffer, monitor);
            if !missing.is_empty() {
                left.push(NearJob { target: job.target.clone(), chunks: missing });
            } else if let Some(finished) = job.target.piece_done() {
                written += heard(&job.target, finished, monitor);
            }
        }
        (left, written)
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.clamp(1, jobs.len().max(1))).map(|_| scope.spawn(work)).collect();
        let (mut left, mut written) = work();
        for other in others {
            if let Ok((more, further)) = other.join() {
                left.extend(more);
                written += further;
            }
        }
        (left, written)
    })
}

/// Takes what can be proved of one file; returns the chunks that were not found.
fn take_one(
    job: &NearJob,
    near: &dyn Near,
    keys: &AccountKeys,
    buffer: &mut Vec<u8>,
    monitor: &dyn Monitor,
) -> Vec<Chunk> {
    let mut missing = job.chunks.clone();
    for file in near.candidates(&job.target.path).iter().filter_map(|path| open(path)) {
        missing.retain(|chunk| {
            let proved = is_chunk(&file, chunk.offset, chunk.length, &chunk.id, keys, buffer);
            if proved {
                let written = job.target.write_near(buffer, chunk.offset);
                Counters::add(&monitor.counters().bytes_in_hand, written);
                Counters::add(&monitor.counters().bytes_sent, chunk.length.into());
            }
            !proved
        });
        if missing.is_empty() {
            break;
        }
    }
    missing
}

/// Opens a regular file, and nothing else.
fn open(path: &std::path::Path) -> Option<File> {
    let file = platform::open_for_backup(path).ok()?;
    match platform::stat_file(&file) {
        Ok(Seen::Entry(stat)) if stat.kind == Kind::File => Some(file),
        _ => None,
    }
}

/// Whether a file holds a chunk at an offset; its bytes are then in the buffer.
pub fn is_chunk(file: &File, offset: u64, length: u32, id: &ChunkId, keys: &AccountKeys, buffer: &mut Vec<u8>) -> bool {
    buffer.resize(length as usize, 0);
    let mut filled = 0;
    while filled < buffer.len() {
        match platform::read_at(file, &mut buffer[filled..], offset + filled as u64) {
            Ok(0) | Err(_) => return false,
            Ok(read) => filled += read,
        }
    }
    keys.chunk_id(buffer) == *id
}

/// Proves of files that they hold exactly what a version holds.
pub struct Prover<'a> {
    tables: Tables<'a>,
    keys: &'a AccountKeys,
    buffer: Vec<u8>,
}

impl<'a> Prover<'a> {
    /// A prover by what the catalog knows of the account's chunks.
    pub fn new(account: &'a Account, catalog: &'a Catalog) -> Self {
        Self { tables: Tables::new(account, catalog), keys: &account.keys, buffer: Vec::new() }
    }

    /// Whether a file holds exactly the content of a version: its length, each chunk by its id, and zeros in the holes. A version whose
    /// chunks are not known proves nothing.
    pub fn holds(&mut self, version: &VersionInfo, file: &File) -> Result<bool> {
        let (Some(content), Ok(metadata)) = (version.content(), file.metadata()) else { return Ok(false) };
        if metadata.len() != version.size {
            return Ok(false);
        }
        let mut end = 0;
        for extent in content.extents() {
            let (pack, first, count) = match *extent {
                Extent::Hole { length } => {
                    if !self.is_zero(file, end, length) {
                        return Ok(false);
                    }
                    end += length;
                    continue;
                }
                Extent::Chunks { pack, first, count } => (pack, first, count),
            };
            let Some(table) = self.tables.pack(pack)?.table else { return Ok(false) };
            for number in first..first.saturating_add(count) {
                let (Some(place), Some(id)) = (table.place(number), table.id(number)) else { return Ok(false) };
                if !is_chunk(file, end, place.length, &id, self.keys, &mut self.buffer) {
                    return Ok(false);
                }
                end += u64::from(place.length);
            }
        }
        Ok(end == version.size)
    }

    fn is_zero(&mut self, file: &File, mut offset: u64, length: u64) -> bool {
        let end = offset + length;
        self.buffer.resize(1 << 20, 0);
        while offset < end {
            let most = usize::try_from(end - offset).map_or(self.buffer.len(), |left| left.min(self.buffer.len()));
            match platform::read_at(file, &mut self.buffer[..most], offset) {
                Ok(read @ 1..) if self.buffer[..read].iter().all(|byte| *byte == 0) => offset += read as u64,
                _ => return false,
            }
        }
        true
    }
}
