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
    claims::{Claim, Claims},
    job::{Event, FileJob, FileOutcome, FileRead, Origin},
    packer::Packer,
    solid::{SOLID_BELOW, SolidBlock, matter_of},
};
use crate::{
    catalog::ChunkFinder,
    chunk::{Chunker, Profile},
    error::{Error, Result},
    model::{ChunkId, Content, Extent, FileOperation, Kind, Stat, time::Clock},
    monitor::{Cancel, Counters, Monitor, Problem},
    platform::{self, Seen},
    seal::{Codec, Compressor, Matter, keys::AccountKeys},
};

/// A file that changes while it is read is read this often.
const ATTEMPTS: usize = 3;
/// In the order of their numbers.
const MATTERS: [Matter; 3] = [Matter::Mixed, Matter::Records, Matter::Dense];
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
    pub clock: &'a dyn Clock,
    pub cancel: Cancel,
    pub level: i32,
    /// How many workers wait for something to do.
    pub idle: AtomicUsize,
}

/// One worker.
pub struct Worker<'a> {
    shared: Arc<Shared<'a>>,
    finder: Option<ChunkFinder>,
    compressor: Compressor,
    /// One for each matter, by its number.
    solids: [SolidBlock; MATTERS.len()],
    buffer: Vec<u8>,
    proof: Vec<u8>,
    /// Bytes of the file in hand that are done.
    in_hand: u64,
    help: Sender<SolidBlock>,
}

impl<'a> Worker<'a> {
    /// A worker that offers blocks to idle workers through `help`.
    pub fn new(shared: Arc<Shared<'a>>, help: Sender<SolidBlock>) -> Self {
        let compressor = Compressor::new(shared.level);
        let solids = MATTERS.map(|matter| SolidBlock::new(shared.packer.ticket(), matter));
        Self { shared, finder: None, compressor, solids, buffer: Vec::new(), proof: Vec::new(), in_hand: 0, help }
    }

    /// Works until there are no more files and no worker needs help.
    pub fn run(mut self, files: &Receiver<Vec<FileJob>>, blocks: &Receiver<SolidBlock>) {
        if let Err(error) = self.work(files, blocks) {
            let _ = self.shared.events.send(Event::Failed(error));
            // Others may wait to hand a batch or a block over; what comes is dropped until they stop too.
            drop(self);
            files.iter().for_each(drop);
        }
    }

    fn work(&mut self, files: &Receiver<Vec<FileJob>>, blocks: &Receiver<SolidBlock>) -> Result<()> {
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
                    // While it waits, a worker holds no state of the catalog.
                    if let Some(finder) = &mut self.finder {
                        finder.rest()?;
                    }
                }
            }
        }
        for matter in MATTERS {
            self.close_solid(matter)?;
        }
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
        if self.shared.cancel.should_stop() || self.shared.packer.has_failed() {
            return Ok(());
        }
        let result = match self.read_file(&job) {
            Ok(read) => Ok(read),
            Err(Failure::Problem(problem)) => Err(problem),
            Err(Failure::Fatal(error)) => return Err(error),
        };
        let in_hand = std::mem::take(&mut self.in_hand);
        // The conductor may have given up already.
        let _ = self.shared.events.send(Event::File(Box::new(FileOutcome { job, result, in_hand })));
        Ok(())
    }

    /// Counts bytes of the file in hand.
    fn get_on(&mut self, bytes: u64) {
        self.in_hand += bytes;
        Counters::add(&self.shared.monitor.counters().bytes_in_hand, bytes);
    }

    fn read_file(&mut self, job: &FileJob) -> Result<FileRead, Failure> {
        for attempt in 0..ATTEMPTS {
            // What an earlier attempt has read is read again.
            Counters::take(&self.shared.monitor.counters().bytes_in_hand, std::mem::take(&mut self.in_hand));
            let looked_at = self.shared.clock.now();
            let file = platform::open_for_backup(&job.path).map_err(problem(FileOperation::Open))?;
            // What the scan saw is the state before, where it saw all of it: then one look afterwards is enough.
            let before = if attempt == 0 && job.stat.inode != 0 && is_small(&job.stat, job.profile) {
                job.stat
            } else {
                let Seen::Entry(before) = platform::stat_file(&file).map_err(problem(FileOperation::LookAt))? else {
                    return Err(Failure::Problem(Problem::Special));
                };
                before
            };
            if before.kind != Kind::File {
                return Err(Failure::Problem(Problem::Changing));
            }
            let content = if is_small(&before, job.profile) {
                self.read_small(&file, &before, job.profile)?
            } else {
                self.read_large(&file, &before, job.profile)?
            };
            let Some(content) = content else { continue };
            let mut metadata = platform::read_file_metadata(&file, &before);
            let refused = platform::add_streams(&mut metadata, Some(&file), &job.path);
            return Ok(FileRead { stat: before, looked_at, content, metadata, refused });
        }
        Err(Failure::Problem(Problem::Changing))
    }

    /// Reads a file of one chunk. `None` when it changed meanwhile; nothing is kept then.
    fn read_small(&mut self, file: &File, before: &Stat, profile: Profile) -> Result<Option<Content<Origin>>, Failure> {
        let length = before.size as usize;
        let mut content = Content::default();
        if length == 0 {
            return Ok(is_unchanged(file, before).then_some(content));
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        // One byte more than expected shows that the file has grown.
        if buffer.len() <= length {
            buffer.resize(SOLID_BELOW + 1, 0);
        }
        let read = read_up_to(file, &mut buffer[..=length], 0).map_err(problem(FileOperation::Read));
        let taken = read.and_then(|read| {
            Counters::add(&self.shared.monitor.counters().bytes_read, read as u64);
            if read != length || !is_unchanged(file, before) {
                return Ok(None);
            }
            self.take_chunk(&buffer[..length], profile, &mut content)?;
            Ok(Some(content))
        });
        self.buffer = buffer;
        taken
    }

    /// Reads a file chunk by chunk. `None` when it changed meanwhile; chunks that were stored by then are of use to the next attempt.
    fn read_large(&mut self, file: &File, before: &Stat, profile: Profile) -> Result<Option<Content<Origin>>, Failure> {
        let mut content = Content::default();
        let mut at = 0;
        for stretch in stretches(file, before) {
            content.push(Extent::Hole { length: stretch.start - at });
            self.get_on(stretch.start - at);
            at = stretch.end;
            if !self.read_stretch(file, stretch, profile, &mut content)? {
                return Ok(None);
            }
            if self.shared.cancel.should_stop() || self.shared.packer.has_failed() {
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
        profile: Profile,
        content: &mut Content<Origin>,
    ) -> Result<bool, Failure> {
        let sizes = profile.sizes();
        // Room for the largest chunk and for what follows it, so that little is moved when the buffer is filled again.
        let room = (sizes.largest + (2 << 20)).min((stretch.end - stretch.start).max(1) as usize);
        let mut buffer = std::mem::take(&mut self.buffer);
        if buffer.len() < room {
            buffer.resize(room, 0);
        }
        let (mut from, mut to, mut at) = (0, 0, stretch.start);
        let result = loop {
            let unread = stretch.end - at;
            let length = if from < to { self.shared.chunker.cut(&buffer[from..to], sizes) } else { 0 };
            // A cut within what is there stands, however the file goes on; one at its end may be none.
            if from + length == to && unread > 0 && length < sizes.largest {
                buffer.copy_within(from..to, 0);
                (from, to) = (0, to - from);
                let wanted = ((room - to) as u64).min(unread) as usize;
                let read = match read_up_to(file, &mut buffer[to..to + wanted], at) {
                    Ok(read) => read,
                    Err(error) => break Err(problem(FileOperation::Read)(error)),
                };
                Counters::add(&self.shared.monitor.counters().bytes_read, read as u64);
                to += read;
                at += read as u64;
                if read < wanted {
                    break Ok(false);
                }
                continue;
            }
            if length == 0 {
                break Ok(true);
            }
            // What is new of it is counted as waiting until it has gone.
            self.get_on(length as u64);
            if let Err(failure) = self.take_chunk(&buffer[from..from + length], profile, content) {
                break Err(failure);
            }
            from += length;
            if self.shared.cancel.should_stop() || self.shared.packer.has_failed() {
                break Err(Failure::Problem(Problem::Changing));
            }
        };
        self.buffer = buffer;
        result
    }

    fn take_chunk(&mut self, chunk: &[u8], profile: Profile, content: &mut Content<Origin>) -> Result<(), Failure> {
        let id = self.shared.keys.chunk_id(chunk);
        if let Some(extent) = self.find(&id)? {
            content.push(extent);
            return Ok(());
        }
        let matter = matter_of(chunk, profile);
        if chunk.len() < SOLID_BELOW {
            if self.solids[matter as usize].is_full_for(chunk.len()) {
                self.close_solid(matter)?;
            }
            let solid = &mut self.solids[matter as usize];
            let place = (solid.ticket, solid.next_number());
            let claimed = self.shared.claims.claim(&id, place);
            if claimed.is_none() {
                Counters::add(&self.shared.monitor.counters().bytes_new, chunk.len() as u64);
                solid.push(id, chunk);
            }
            content.push(in_block(claimed.unwrap_or(place)));
            return Ok(());
        }
        let place = (self.shared.packer.ticket(), 0);
        let claimed = self.shared.claims.claim(&id, place);
        content.push(in_block(claimed.unwrap_or(place)));
        if claimed.is_none() {
            Counters::add(&self.shared.monitor.counters().bytes_new, chunk.len() as u64);
            let chunks = vec![(id, chunk.len() as u32)];
            // Another worker's help costs a copy, which only pays while one is waiting.
            if self.shared.idle.load(Relaxed) > 0 {
                self.seal_or_hand_over(SolidBlock { ticket: place.0, matter, raw: chunk.to_vec(), chunks })?;
            } else {
                self.seal(place.0, matter, chunk, chunks)?;
            }
        }
        Ok(())
    }

    /// Where a chunk lies already, if it does.
    fn find(&mut self, id: &ChunkId) -> Result<Option<Extent<Origin>>> {
        if let Some(claim) = self.shared.claims.find(id) {
            return Ok(Some(in_block(claim)));
        }
        if !self.shared.has_chunks.load(Relaxed) {
            return Ok(None);
        }
        let finder = match &mut self.finder {
            Some(finder) => finder,
            None => self.finder.insert(ChunkFinder::open(&self.shared.catalog)?),
        };
        let found = finder.find(id)?;
        Ok(found.map(|(pack, number)| Extent::Chunks { pack: Origin::Known(pack), first: number, count: 1 }))
    }

    fn close_solid(&mut self, matter: Matter) -> Result<()> {
        let solid = &mut self.solids[matter as usize];
        if solid.chunks.is_empty() {
            return Ok(());
        }
        let full = std::mem::replace(solid, SolidBlock::new(self.shared.packer.ticket(), matter));
        self.seal_or_hand_over(full)
    }

    /// Lets a waiting worker seal a block, if there is one just now.
    fn seal_or_hand_over(&mut self, block: SolidBlock) -> Result<()> {
        match self.help.try_send(block) {
            Ok(()) => Ok(()),
            Err(refused) => {
                let block = refused.into_inner();
                self.seal_other(block)
            }
        }
    }

    fn seal_other(&mut self, block: SolidBlock) -> Result<()> {
        self.seal(block.ticket, block.matter, &block.raw, block.chunks)
    }

    fn seal(&mut self, ticket: u32, matter: Matter, raw: &[u8], chunks: Vec<(ChunkId, u32)>) -> Result<()> {
        let (codec, packed) = match matter {
            // A large chunk that is dense all over: there is nothing to be found out.
            Matter::Dense if raw.len() >= SOLID_BELOW && chunks.len() == 1 => (Codec::Plain, raw),
            _ => self.compressor.compress(raw, matter),
        };
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

fn problem(operation: FileOperation) -> impl FnOnce(io::Error) -> Failure {
    move |source| Failure::Problem(Problem::Io { operation, source })
}

/// A chunk of this backup.
fn in_block((ticket, number): Claim) -> Extent<Origin> {
    Extent::Chunks { pack: Origin::Block(ticket), first: number, count: 1 }
}

/// Whether a file of this state is one chunk in a solid block.
fn is_small(stat: &Stat, profile: Profile) -> bool {
    stat.size <= profile.sizes().smallest.min(SOLID_BELOW) as u64
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
