//! Solid blocks: small chunks gathered, in the order in which they come, to be compressed together. What compresses alike lies together:
//! there is one block in the making for each matter.

use crate::{
    chunk::Profile,
    model::ChunkId,
    seal::{Matter, codec::looks_dense},
};

/// Chunks below this go into solid blocks; larger ones are a block each.
pub const SOLID_BELOW: usize = 128 << 10;
/// A solid block is closed before it grows past this. Records gain most from company; files are restored whole more often than not.
fn block_target(matter: Matter) -> usize {
    match matter {
        Matter::Records => 2 << 20,
        Matter::Mixed | Matter::Dense => 1 << 20,
    }
}

/// Smaller chunks stay with their neighbours whatever they are made of.
const SORTED_FROM: usize = 4 << 10;

/// A block in the making.
pub struct SolidBlock {
    /// Its name until its pack has one.
    pub ticket: u32,
    /// What it is made of.
    pub matter: Matter,
    /// The chunks so far, one after the other.
    pub raw: Vec<u8>,
    /// Their ids and lengths.
    pub chunks: Vec<(ChunkId, u32)>,
}

impl SolidBlock {
    /// An empty one.
    pub fn new(ticket: u32, matter: Matter) -> Self {
        Self { ticket, matter, raw: Vec::new(), chunks: Vec::new() }
    }

    /// Whether so many bytes more would make it too large.
    pub fn is_full_for(&self, length: usize) -> bool {
        !self.chunks.is_empty() && self.raw.len() + length > block_target(self.matter)
    }

    /// The number that the next chunk will have in it.
    pub fn next_number(&self) -> u32 {
        self.chunks.len() as u32
    }

    /// Adds a chunk.
    pub fn push(&mut self, id: ChunkId, chunk: &[u8]) {
        if self.raw.capacity() == 0 {
            self.raw.reserve(block_target(self.matter));
        }
        self.raw.extend_from_slice(chunk);
        self.chunks.push((id, chunk.len() as u32));
    }
}

/// What a chunk of a file of this profile is made of.
pub fn matter_of(chunk: &[u8], profile: Profile) -> Matter {
    if chunk.len() >= SORTED_FROM && looks_dense(chunk) {
        return Matter::Dense;
    }
    match profile {
        Profile::InPlace => Matter::Records,
        Profile::General | Profile::Media => Matter::Mixed,
    }
}
