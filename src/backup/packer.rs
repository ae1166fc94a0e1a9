//! Sealed blocks into packs, packs into the store.

use std::sync::{
    Arc, Condvar, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed},
};

use bytes::{Bytes, BytesMut};
use crossbeam_channel::Sender;

use super::{
    BackupOptions,
    job::{Event, PackReceipt},
};
use crate::{
    error::{Damage, Error, Result},
    model::ChunkId,
    monitor::{Counters, Monitor},
    pack::{self, PackTable},
    seal::{
        Codec, ObjectKind, ObjectSeal,
        aead::{HEADER_LENGTH, TAG_LENGTH},
        keys::AccountKeys,
    },
    store::{Store, names},
};

/// Puts packs together and sends them. Shared by all workers.
pub struct Packer {
    keys: AccountKeys,
    store: Store,
    target: usize,
    next_ticket: AtomicU32,
    open: Mutex<Option<Arc<PackInMaking>>>,
    buffers: Arc<Buffers>,
    sending: Arc<Sending>,
}

/// Memory of packs that are stored, for packs to come: fresh memory costs the system as much as sealing what is put there, and large
/// pieces that come and go leave holes.
#[derive(Default)]
struct Buffers(Mutex<Vec<BytesMut>>);

impl Buffers {
    fn take(&self, length: usize) -> BytesMut {
        match lock(&self.0).pop() {
            Some(mut buffer) => {
                buffer.resize(length, 0);
                buffer
            }
            // Memory that the system gives as zeros costs nothing until it is written to.
            None => BytesMut::zeroed(length),
        }
    }

    /// Keeps a pack's memory, unless somebody still reads it. There are never more than were in use at once.
    fn give_back(&self, pack: Bytes) {
        if let Ok(buffer) = pack.try_into_mut() {
            lock(&self.0).push(buffer);
        }
    }
}

struct PackInMaking {
    seal: ObjectSeal,
    state: Mutex<PackState>,
}

#[derive(Default)]
struct PackState {
    /// The header, and then the sealed blocks, each in its place of one stretch of memory once it is there.
    header: BytesMut,
    blocks: Vec<Option<BytesMut>>,
    /// What is left of that stretch.
    room: BytesMut,
    tickets: Vec<(u32, u32)>,
    table: PackTable,
    size: usize,
    outstanding: usize,
    closed: bool,
}

/// Packs on their way, and who hears of their fate.
struct Sending {
    under_way: Mutex<usize>,
    changed: Condvar,
    store: Store,
    /// Bytes sent, and how many may be.
    sent: AtomicU64,
    limit: Option<u64>,
    failed: AtomicBool,
    events: Sender<Event>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Packer {
    /// A packer for a backup with these options that reports to `events`.
    pub fn new(keys: AccountKeys, store: Store, options: &BackupOptions, events: Sender<Event>) -> Self {
        let sending = Sending {
            under_way: Mutex::new(0),
            changed: Condvar::new(),
            store: store.clone(),
            sent: AtomicU64::new(0),
            limit: options.upload_limit,
            failed: AtomicBool::new(false),
            events,
        };
        Self {
            keys,
            store,
            target: options.pack_size,
            next_ticket: AtomicU32::new(0),
            open: Mutex::new(None),
            buffers: Arc::default(),
            sending: Arc::new(sending),
        }
    }

    /// A name for a new block.
    pub fn ticket(&self) -> u32 {
        self.next_ticket.fetch_add(1, Relaxed)
    }

    /// Whether a pack could not be stored, so that no more work is of use.
    pub fn has_failed(&self) -> bool {
        self.sending.failed.load(Relaxed)
    }

    /// Seals a compressed block and puts it into the open pack. Waits while as many packs are on their way as may be. `proof` is
    /// room to work in.
    pub fn place(
        &self,
        ticket: u32,
        codec: Codec,
        packed: &[u8],
        chunks: impl ExactSizeIterator<Item = (ChunkId, u32)>,
        proof: &mut Vec<u8>,
        monitor: &dyn Monitor,
    ) -> Result<()> {
        let sealed_length = packed.len() + TAG_LENGTH;
        if let Some((pack, state)) = self.make_room(sealed_length) {
            self.send(&pack.seal, state, monitor);
        }
        let (pack, number, mut sealed) = self.reserve(ticket, codec, sealed_length, chunks);
        pack::seal_block(&pack.seal, number, packed, &mut sealed);
        // What cannot be opened again must not be sent: memory and processors fail too.
        // Its room only grows: to shrink it and grow it again would fill it with zeros each time.
        if proof.len() < packed.len() {
            proof.resize(packed.len(), 0);
        }
        let opened = &mut proof[..packed.len()];
        pack.seal.open_to(number, b"", &sealed, opened)?;
        if opened != packed {
            return Err(Error::damaged("a block in memory", Damage::Seal));
        }
        let complete = {
            let mut state = lock(&pack.state);
            state.blocks[number as usize] = Some(sealed);
            state.outstanding -= 1;
            state.is_complete().then(|| std::mem::take(&mut *state))
        };
        if let Some(state) = complete {
            self.send(&pack.seal, state, monitor);
        }
        Ok(())
    }

    fn reserve(
        &self,
        ticket: u32,
        codec: Codec,
        sealed_length: usize,
        chunks: impl ExactSizeIterator<Item = (ChunkId, u32)>,
    ) -> (Arc<PackInMaking>, u32, BytesMut) {
        let mut open = lock(&self.open);
        let pack = open.get_or_insert_with(|| Arc::new(self.begin_pack())).clone();
        let mut state = lock(&pack.state);
        // A block that is larger than a whole pack, or came too late for the room that was made, gets memory of its own.
        let fits = sealed_length <= state.room.len();
        let sealed = if fits { state.room.split_to(sealed_length) } else { BytesMut::zeroed(sealed_length) };
        let number = state.blocks.len() as u32;
        let first_chunk = state.table.chunks();
        state.size += sealed_length + pack::overhead(1, chunks.len());
        state.table.push_block(codec, sealed_length as u32, chunks);
        state.blocks.push(None);
        state.tickets.push((ticket, first_chunk));
        state.outstanding += 1;
        if state.size >= self.target {
            state.closed = true;
            *open = None;
        }
        drop(state);
        (pack, number, sealed)
    }

    /// Closes the open pack if a block does not fit into it any more; returns it if it is ready to be sent.
    fn make_room(&self, sealed_length: usize) -> Option<(Arc<PackInMaking>, PackState)> {
        let mut open = lock(&self.open);
        let pack = open.clone()?;
        let mut state = lock(&pack.state);
        if state.blocks.is_empty() || sealed_length <= state.room.len() {
            return None;
        }
        state.closed = true;
        *open = None;
        let ready = state.is_complete().then(|| std::mem::take(&mut *state));
        drop(state);
        ready.map(|state| (pack, state))
    }

    fn begin_pack(&self) -> PackInMaking {
        let seal = ObjectSeal::create(&self.keys, ObjectKind::Pack);
        let mut room = self.buffers.take(HEADER_LENGTH + self.target);
        let mut header = room.split_to(HEADER_LENGTH);
        header.copy_from_slice(seal.header());
        PackInMaking { seal, state: Mutex::new(PackState { header, room, ..PackState::default() }) }
    }

    /// Closes the open pack and sends it. All blocks must have been placed.
    pub fn flush(&self, monitor: &dyn Monitor) {
        if let Some(pack) = lock(&self.open).take() {
            let state = std::mem::take(&mut *lock(&pack.state));
            self.send(&pack.seal, state, monitor);
        }
    }

    fn send(&self, seal: &ObjectSeal, state: PackState, monitor: &dyn Monitor) {
        let mut body = state.header;
        for block in state.blocks.into_iter().flatten() {
            body.unsplit(block);
        }
        drop(state.room);
        let body = body.freeze();
        let mut finished = pack::finish(seal, body.clone(), &state.table);
        let raw_size: u64 = state.table.blocks().iter().map(|block| u64::from(block.raw_length)).sum();
        drop(state.table);
        let sent = self.sending.sent.fetch_add(finished.size, Relaxed) + finished.size;
        if let Some(limit) = self.sending.limit.filter(|&limit| sent > limit) {
            self.sending.failed.store(true, Relaxed);
            let _ = self.sending.events.send(Event::Failed(Error::UploadLimit { limit }));
            return;
        }
        self.sending.begin();
        let parts = std::mem::take(&mut finished.parts);
        let (sending, buffers, tickets) = (self.sending.clone(), self.buffers.clone(), state.tickets);
        let name = names::pack(&finished.id);
        Counters::add(&monitor.counters().bytes_sent, finished.size);
        Counters::add(&monitor.counters().bytes_packed, raw_size);
        self.store.begin_create(&name, parts, move |result| {
            buffers.give_back(body);
            let event = match result {
                Ok(()) => Event::Pack(Box::new(PackReceipt { pack: finished, blocks: tickets, raw_size })),
                Err(error) => {
                    sending.failed.store(true, Relaxed);
                    Event::Failed(error)
                }
            };
            // The conductor may have given up already. It must hear of the pack before it hears that none is on its way.
            let _ = sending.events.send(event);
            sending.end();
        });
    }

    /// Waits until no pack is on its way.
    pub fn wait(&self) {
        let mut under_way = lock(&self.sending.under_way);
        while *under_way > 0 {
            under_way = self.sending.changed.wait(under_way).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl PackState {
    fn is_complete(&self) -> bool {
        self.closed && self.outstanding == 0
    }
}

impl Sending {
    fn begin(&self) {
        let mut under_way = lock(&self.under_way);
        while *under_way >= self.store.parallel() {
            under_way = self.changed.wait(under_way).unwrap_or_else(PoisonError::into_inner);
        }
        *under_way += 1;
    }

    fn end(&self) {
        *lock(&self.under_way) -= 1;
        self.changed.notify_all();
    }
}

impl From<Damage> for Error {
    fn from(damage: Damage) -> Self {
        Error::damaged("a block in memory", damage)
    }
}
