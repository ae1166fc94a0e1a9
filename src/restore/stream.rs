//! The content of one version as a stream: block after block is fetched, opened and verified, and handed on from memory.

use std::{collections::VecDeque, ops::Range, sync::Arc};

use bytes::Bytes;

use super::tables::Tables;
use crate::{
    account::Account,
    catalog::{Catalog, VersionInfo},
    error::{Damage, Error, Result},
    fetch::{BlockOpener, Request},
    model::{ChunkId, Content, Extent},
    seal::keys::AccountKeys,
    store::Pending,
};

/// Blocks kept at hand, opened or on their way: where a changed file's chunks lie by turns in a few blocks, each is fetched once.
const KEPT: usize = 8;
/// Zeros handed on at a time.
const ZEROS: usize = 1 << 16;
/// Chunks in a step at most.
const STEP_CHUNKS: usize = 4096;

/// Reads the content of a version from its first byte to its last. Of a chunk that is not what it should be, nothing is handed on.
pub struct ContentReader<'a> {
    account: &'a Account,
    keys: AccountKeys,
    tables: Tables<'a>,
    opener: BlockOpener,
    content: Content<u32>,
    /// The extent that is planned next, and the first of its chunks that is.
    extent: usize,
    chunk: u32,
    steps: VecDeque<Step>,
    blocks: VecDeque<Block>,
    zeros: Vec<u8>,
    size: u64,
    handed: u64,
}

/// What is handed on next.
enum Step {
    /// These chunks of a block: where each lies in it.
    Chunks { block: (u32, u32), chunks: VecDeque<(Range<usize>, ChunkId)> },
    /// So many zeros.
    Zeros(u64),
}

/// A block by its pack and its number.
struct Block {
    key: (u32, u32),
    request: Request,
    state: State,
}

enum State {
    Waited(Pending<Vec<Bytes>>),
    Open(Arc<Vec<u8>>),
}

impl<'a> ContentReader<'a> {
    /// Begins to read. The catalog must have the version.
    pub fn new(account: &'a Account, catalog: &'a Catalog, version: &VersionInfo) -> Result<Self> {
        let content = version.content().ok_or_else(|| {
            let object = catalog.path().display().to_string();
            Error::damaged(object, Damage::Content("where the content lies is not told".to_owned()))
        })?;
        Ok(Self {
            account,
            keys: account.keys.clone(),
            tables: Tables::new(account, catalog),
            opener: BlockOpener::new(account.keys.clone()),
            content,
            extent: 0,
            chunk: 0,
            steps: VecDeque::new(),
            blocks: VecDeque::new(),
            zeros: vec![0; ZEROS],
            size: version.size,
            handed: 0,
        })
    }

    /// Hands the next piece to `take`; `false` at the end.
    pub fn next<E: From<Error>>(
        &mut self,
        take: impl FnOnce(&[u8]) -> std::result::Result<(), E>,
    ) -> std::result::Result<bool, E> {
        self.plan()?;
        match self.steps.front_mut() {
            None if self.handed == self.size => Ok(false),
            None => Err(self.wrong_length().into()),
            Some(Step::Zeros(left)) => {
                let length = (*left).min(ZEROS as u64);
                *left -= length;
                if *left == 0 {
                    self.steps.pop_front();
                }
                self.handed += length;
                take(&self.zeros[..length as usize])?;
                Ok(true)
            }
            Some(Step::Chunks { block, chunks }) => {
                let (key, chunk) = (*block, chunks.pop_front());
                if chunks.is_empty() {
                    self.steps.pop_front();
                }
                let Some((range, id)) = chunk else { return Ok(true) };
                let (raw, object) = self.block(key)?;
                let chunk = raw.get(range).filter(|chunk| self.keys.chunk_id(chunk) == id);
                let chunk = chunk.ok_or_else(|| Error::damaged(object, Damage::Hash))?;
                self.handed += chunk.len() as u64;
                if self.handed > self.size {
                    return Err(self.wrong_length().into());
                }
                take(chunk)?;
                Ok(true)
            }
        }
    }

    fn wrong_length(&self) -> Error {
        Error::damaged("content", Damage::Content(format!("{} bytes instead of {}", self.handed, self.size)))
    }

    /// Asks for blocks ahead, as many as the store answers at once.
    fn plan(&mut self) -> Result<()> {
        let ahead = self.account.store.parallel().clamp(1, KEPT - 1);
        while self.steps.len() <= ahead {
            let Some(&extent) = self.content.extents().get(self.extent) else { break };
            match extent {
                Extent::Hole { length } => {
                    self.steps.push_back(Step::Zeros(length));
                    self.extent += 1;
                }
                Extent::Chunks { pack, first, count } => {
                    let from = first.saturating_add(self.chunk);
                    let taken = self.plan_block(pack, from, count - self.chunk)?;
                    self.chunk += taken;
                    if self.chunk >= count {
                        (self.extent, self.chunk) = (self.extent + 1, 0);
                    }
                }
            }
        }
        Ok(())
    }

    /// Plans the chunks from this one on that lie in one block; how many they are.
    fn plan_block(&mut self, pack: u32, first: u32, count: u32) -> Result<u32> {
        let info = self.tables.pack(pack)?;
        let missing = || Error::damaged(crate::store::names::pack(&info.id), Damage::Missing);
        let (Some(table), Some((salt, _))) = (&info.table, info.known) else { return Err(missing()) };
        let block = table.place(first).ok_or_else(missing)?.block;
        let mut chunks = VecDeque::new();
        for number in (first..first.saturating_add(count)).take(STEP_CHUNKS) {
            let (place, id) = table.place(number).zip(table.id(number)).ok_or_else(missing)?;
            if place.block != block {
                break;
            }
            chunks.push_back((place.offset as usize..place.offset as usize + place.length as usize, id));
        }
        let key = (pack, block);
        match self.blocks.iter().position(|kept| kept.key == key).and_then(|at| self.blocks.remove(at)) {
            Some(kept) => self.blocks.push_back(kept),
            None => {
                let mut requests = Request::split(info.id, salt, table, std::iter::once(block));
                let request = requests.pop().ok_or_else(missing)?;
                let state = State::Waited(request.begin(&self.account.store));
                self.blocks.push_back(Block { key, request, state });
                if self.blocks.len() > KEPT {
                    // The one asked for longest ago; at most as many as are kept are planned.
                    self.blocks.pop_front();
                }
            }
        }
        let taken = chunks.len() as u32;
        self.steps.push_back(Step::Chunks { block: key, chunks });
        Ok(taken)
    }

    /// A block that was planned, opened.
    fn block(&mut self, key: (u32, u32)) -> Result<(Arc<Vec<u8>>, String)> {
        let at = self.blocks.iter().position(|block| block.key == key);
        let Some(Block { request, state, .. }) = at.and_then(|at| self.blocks.get_mut(at)) else {
            return Err(Error::damaged("content", Damage::Missing));
        };
        let object = request.object();
        if let State::Waited(_) = state {
            let waited = std::mem::replace(state, State::Open(Arc::default()));
            let State::Waited(pending) = waited else { return Err(Error::damaged(object, Damage::Missing)) };
            let sealed = pending.wait()?;
            let (Some(sealed), Some((number, entry))) = (sealed.first(), request.blocks.first()) else {
                return Err(Error::damaged(object, Damage::Truncated));
            };
            let raw = self.opener.open(&request.salt, *number, entry, sealed);
            let raw = raw.map_err(|damage| Error::damaged(&*object, damage))?;
            *state = State::Open(Arc::new(raw.to_vec()));
        }
        match state {
            State::Open(raw) => Ok((raw.clone(), object)),
            State::Waited(_) => Err(Error::damaged(object, Damage::Missing)),
        }
    }
}
