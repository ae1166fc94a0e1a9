//! A worker: reads files, cuts and hashes their content, compresses and seals what is new.

use std::{
    fs::File,
    io,
    ops::Range,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

use crossbeam_channel::{Receiver, Sender};

use super::{
    claims::Claims,
    job::{Event, FileJob, FileOutcome, FileRead, Origin},
    packer::Packer,
    solid::{SOLID_BELOW, SolidBlock},
};
use crate::{
    catalog::ChunkFinder,
    chunk::{Chunker, Sizes},
    error::{Error, Result},
    model::{ChunkId, Content, Extent, Kind, Stat},
    monitor::{Cancel, Counters, Monitor, Problem},
    platform::{self, Seen},
    seal::{Compressor, keys::AccountKeys},
};

/// A file that changes while it is read is read this often.
const ATTEMPTS: usize = 3;
/// Holes of less than this in all are not worth finding.
const WORTHWHILE_HOLES: u64 = 64 << 10;

/// What all workers share.
pub struct Shared<'a> {
    pub keys: AccountKeys,
    pub chunker: Chunker,
    pub claims: Claims,
    pub packer: Packer,
    /// The catalog's file, in which chunks are looked up…
    pub catalog: PathBuf,
    /// …if it has any.
    pub has_chunks: AtomicBool,
    pub events: Sender<Event>,
    pub monitor: &'a dyn Monitor,
    pub cancel: Cancel,
    pub level: i32,
    /// How many workers wait for something to do.
    pub idle: AtomicUsize,
}

/// A block that another worker may seal.
pub struct BlockJob {
    ticket: u32,
    raw: Vec<u8>,
    chunks: Vec<(ChunkId, u32)>,
}

/// One worker.
pub struct Worker<'a> {
    shared: Arc<Shared<'a>>,
    finder: Option<ChunkFinder>,
    compressor: Compressor,
    solid: SolidBlock,
    buffer: Vec<u8>,
    proof: Vec<u8>,
    help: Sender<BlockJob>,
}

impl<'a> Worker<'a> {
    /// A worker that offers blocks to idle workers through `help`.
    pub fn new(shared: Arc<Shared<'a>>, help: Sender<BlockJob>) -> Self {
        let (compressor, solid) = (Compressor::new(shared.level), SolidBlock::new(shared.packer.ticket()));
        Self { shared, finder: None, compressor, solid, buffer: Vec::new(), proof: Vec::new(), help }
    }

    /// Works until there are no more files and no worker needs help.
    pub fn run(mut self, files: &Receiver<Vec<FileJob>>, blocks: &Receiver<BlockJob>) {
        if let Err(error) = self.work(files, blocks) {
            let _ = self.shared.events.send(Event::Failed(error));
            // Others may wait to hand a batch or a block over; what comes is dropped until they stop too.
            drop(self);
            files.iter().for_each(drop);
        }
    }

    fn work(&mut self, files: &Receiver<Vec<FileJob>>, blocks: &Receiver<BlockJob>) -> Result<()> {
        loop {
            self.shared.idle.fetch_add(1, Relaxed);
            crossbeam_channel::select_biased! {
                recv(blocks) -> block => {
                    self.shared.idle.fetch_sub(1, Relaxed);
                    if let Ok(block) = block {
                        self.seal_other(block)?;
                    }
                }
                recv(files) -> batch => {
                    self.shared.idle.fetch_sub(1, Relaxed);
                    let Ok(batch) = batch else { break };
                    for job in batch {
                        self.back_up(job)?;
                    }
                }
            }
        }
        self.close_solid()?;
        // With no sender left, whoever still reads a large file is the last to hold one.
        let (closed, _) = crossbeam_channel::bounded(0);
        self.help = closed;
        self.shared.idle.fetch_add(1, Relaxed);
        for block in blocks {
            self.shared.idle.fetch_sub(1, Relaxed);
            self.seal_other(block)?;
            self.shared.idle.fetch_add(1, Relaxed);
        }
        Ok(())
    }

    fn back_up(&mut self, job: FileJob) -> Result<()> {
        if self.shared.cancel.is_cancelled() || self.shared.packer.has_failed() {
            return Ok(());
        }
        let result = match self.read_file(&job) {
            Ok(read) => Ok(read),
            Err(Failure::Problem(problem)) => Err(problem),
            Err(Failure::Fatal(error)) => return Err(error),
        };
        // The conductor may have given up already.
        let _ = self.shared.events.send(Event::File(Box::new(FileOutcome { job, result })));
        Ok(())
    }

    fn read_file(&mut self, job: &FileJob) -> Result<FileRead, Failure> {
        for _ in 0..ATTEMPTS {
            let file = platform::open_for_backup(&job.path).map_err(problem("open"))?;
            let Seen::Entry(before) = platform::stat_file(&file).map_err(problem("look at"))? else {
                return Err(Failure::Problem(Problem::Special));
            };
            if before.kind != Kind::File {
                return Err(Failure::Problem(Problem::Changing));
            }
            let sizes = job.profile.sizes();
            let content = if before.size == 0 {
                Some(Content::default())
            } else if before.size <= sizes.smallest.min(SOLID_BELOW) as u64 {
                self.read_small(&file, &before)?
            } else {
                self.read_large(&file, &before, sizes)?
            };
            let Some(content) = content else { continue };
            let metadata = platform::read_metadata(&job.path, &before).map_err(problem("read attributes of"))?;
            return Ok(FileRead { stat: before, content, metadata });
        }
        Err(Failure::Problem(Problem::Changing))
    }

    /// Reads a file of one chunk straight into the solid block. `None` when it changed meanwhile; nothing is kept then.
    fn read_small(&mut self, file: &File, before: &Stat) -> Result<Option<Content<Origin>>, Failure> {
        let length = before.size as usize;
        if self.solid.is_full_for(length) {
            self.close_solid()?;
        }
        let start = self.solid.raw.len();
        // One byte more than expected shows that the file has grown.
        self.solid.raw.resize(start + length + 1, 0);
        let read = read_up_to(file, &mut self.solid.raw[start..], 0);
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                self.solid.raw.truncate(start);
                return Err(problem("read")(error));
            }
        };
        Counters::add(&self.shared.monitor.counters().bytes_read, read as u64);
        if read != length || !is_unchanged(file, before) {
            self.solid.raw.truncate(start);
            return Ok(None);
        }
        self.solid.raw.truncate(start + length);
        let id = self.shared.keys.chunk_id(&self.solid.raw[start..]);
        let mut content = Content::default();
        match self.claim(&id, self.solid.ticket, self.solid.next_number())? {
            Some(extent) => {
                self.solid.raw.truncate(start);
                content.push(extent);
            }
            None => {
                let (ticket, number) = (self.solid.ticket, self.solid.next_number());
                self.solid.chunks.push((id, length as u32));
                content.push(Extent::Chunks { pack: Origin::Block(ticket), first: number, count: 1 });
            }
        }
        Ok(Some(content))
    }

    /// Reads a file chunk by chunk. `None` when it changed meanwhile; chunks that were stored by then are of use to the next attempt.
    fn read_large(&mut self, file: &File, before: &Stat, sizes: Sizes) -> Result<Option<Content<Origin>>, Failure> {
        let mut content = Content::default();
        let mut at = 0;
        for stretch in stretches(file, before) {
            content.push(Extent::Hole { length: stretch.start - at });
            at = stretch.end;
            if !self.read_stretch(file, stretch, sizes, &mut content)? {
                return Ok(None);
            }
            if self.shared.cancel.is_cancelled() || self.shared.packer.has_failed() {
                return Err(Failure::Problem(Problem::Changing));
            }
        }
        content.push(Extent::Hole { length: before.size - at });
        Ok(is_unchanged(file, before).then_some(content))
    }

    /// `false` when the file ends too early.
    fn read_stretch(
        &mut self,
        file: &File,
        stretch: Range<u64>,
        sizes: Sizes,
        content: &mut Content<Origin>,
    ) -> Result<bool, Failure> {
        // Room for several of the largest chunks, so that little is moved when the buffer is filled again.
        let room = (2 * sizes.largest).clamp(2 << 20, 12 << 20).min((stretch.end - stretch.start).max(1) as usize);
        let mut buffer = std::mem::take(&mut self.buffer);
        if buffer.len() < room {
            buffer.resize(room, 0);
        }
        let (mut from, mut to, mut at) = (0, 0, stretch.start);
        let result = loop {
            let unread = stretch.end - at;
            if unread > 0 && to - from < sizes.largest {
                buffer.copy_within(from..to, 0);
                (from, to) = (0, to - from);
                let wanted = ((room - to) as u64).min(unread) as usize;
                let read = match read_up_to(file, &mut buffer[to..to + wanted], at) {
                    Ok(read) => read,
                    Err(error) => break Err(problem("read")(error)),
                };
                Counters::add(&self.shared.monitor.counters().bytes_read, read as u64);
                to += read;
                at += read as u64;
                if read < wanted {
                    break Ok(false);
                }
            }
            if from == to {
                break Ok(true);
            }
            let length = self.shared.chunker.cut(&buffer[from..to], sizes);
            if let Err(failure) = self.take_chunk(&buffer[from..from + length], content) {
                break Err(failure);
            }
            from += length;
            if self.shared.cancel.is_cancelled() || self.shared.packer.has_failed() {
                break Err(Failure::Problem(Problem::Changing));
            }
        };
        self.buffer = buffer;
        result
    }

    fn take_chunk(&mut self, chunk: &[u8], content: &mut Content<Origin>) -> Result<(), Failure> {
        let id = self.shared.keys.chunk_id(chunk);
        if chunk.len() < SOLID_BELOW {
            if self.solid.is_full_for(chunk.len()) {
                self.close_solid()?;
            }
            let (ticket, number) = (self.solid.ticket, self.solid.next_number());
            match self.claim(&id, ticket, number)? {
                Some(extent) => content.push(extent),
                None => {
                    self.solid.raw.extend_from_slice(chunk);
                    self.solid.chunks.push((id, chunk.len() as u32));
                    content.push(Extent::Chunks { pack: Origin::Block(ticket), first: number, count: 1 });
                }
            }
            return Ok(());
        }
        if let Some(extent) = self.find(&id)? {
            content.push(extent);
            return Ok(());
        }
        let ticket = self.shared.packer.ticket();
        match self.shared.claims.claim(&id, (ticket, 0)) {
            Some((ticket, number)) => {
                content.push(Extent::Chunks { pack: Origin::Block(ticket), first: number, count: 1 });
            }
            None => {
                content.push(Extent::Chunks { pack: Origin::Block(ticket), first: 0, count: 1 });
                let chunks = vec![(id, chunk.len() as u32)];
                // Another worker's help costs a copy, which only pays while one is waiting.
                if self.shared.idle.load(Relaxed) > 0 {
                    self.seal_or_hand_over(BlockJob { ticket, raw: chunk.to_vec(), chunks })?;
                } else {
                    self.seal(ticket, chunk, chunks)?;
                }
            }
        }
        Ok(())
    }

    /// Where a chunk lies already; `None` after it was claimed for the given place.
    fn claim(&mut self, id: &ChunkId, ticket: u32, number: u32) -> Result<Option<Extent<Origin>>> {
        if let Some(extent) = self.find(id)? {
            return Ok(Some(extent));
        }
        let claimed = self.shared.claims.claim(id, (ticket, number));
        Ok(claimed.map(|(ticket, number)| Extent::Chunks { pack: Origin::Block(ticket), first: number, count: 1 }))
    }

    fn find(&mut self, id: &ChunkId) -> Result<Option<Extent<Origin>>> {
        if let Some((ticket, number)) = self.shared.claims.find(id) {
            return Ok(Some(Extent::Chunks { pack: Origin::Block(ticket), first: number, count: 1 }));
        }
        if !self.shared.has_chunks.load(Relaxed) {
            return Ok(None);
        }
        let finder = match &self.finder {
            Some(finder) => finder,
            None => self.finder.insert(ChunkFinder::open(&self.shared.catalog)?),
        };
        let found = finder.find(id)?;
        Ok(found.map(|(pack, number)| Extent::Chunks { pack: Origin::Known(pack), first: number, count: 1 }))
    }

    fn close_solid(&mut self) -> Result<()> {
        if self.solid.chunks.is_empty() {
            return Ok(());
        }
        let fresh = SolidBlock::new(self.shared.packer.ticket());
        let full = std::mem::replace(&mut self.solid, fresh);
        self.seal_or_hand_over(BlockJob { ticket: full.ticket, raw: full.raw, chunks: full.chunks })
    }

    /// Lets a waiting worker seal a block, if there is one just now.
    fn seal_or_hand_over(&mut self, block: BlockJob) -> Result<()> {
        match self.help.try_send(block) {
            Ok(()) => Ok(()),
            Err(refused) => {
                let block = refused.into_inner();
                self.seal(block.ticket, &block.raw, block.chunks)
            }
        }
    }

    fn seal_other(&mut self, block: BlockJob) -> Result<()> {
        self.seal(block.ticket, &block.raw, block.chunks)
    }

    fn seal(&mut self, ticket: u32, raw: &[u8], chunks: Vec<(ChunkId, u32)>) -> Result<()> {
        let (codec, packed) = self.compressor.compress(raw);
        self.shared.packer.place(ticket, codec, packed, chunks.into_iter(), &mut self.proof, self.shared.monitor)
    }
}

/// Why a file was not read: its own fault, or the end of the backup.
enum Failure {
    Problem(Problem),
    Fatal(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Fatal(error)
    }
}

fn problem(operation: &'static str) -> impl FnOnce(io::Error) -> Failure {
    move |source| Failure::Problem(Problem::Io { operation, source })
}

fn is_unchanged(file: &File, before: &Stat) -> bool {
    matches!(platform::stat_file(file), Ok(Seen::Entry(after)) if after.same_as(before))
}

fn stretches(file: &File, stat: &Stat) -> Vec<Range<u64>> {
    let whole = || Vec::from([Range { start: 0, end: stat.size }]);
    if stat.allocated + WORTHWHILE_HOLES > stat.size {
        return whole();
    }
    platform::data_stretches(file, stat.size).unwrap_or_else(whole)
}

/// Reads until the buffer is full or the file ends.
fn read_up_to(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match platform::read_at(file, &mut buffer[filled..], offset + filled as u64) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
