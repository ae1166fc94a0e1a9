//! Solid blocks: small chunks gathered, in the order in which they come, to be compressed together.

use crate::model::ChunkId;

/// Chunks below this go into solid blocks; larger ones are a block each.
pub const SOLID_BELOW: usize = 128 << 10;
/// A solid block is closed before it grows past this.
pub const BLOCK_TARGET: usize = 1 << 20;

/// A block in the making.
pub struct SolidBlock {
    /// Its name until its pack has one.
    pub ticket: u32,
    /// The chunks so far, one after the other.
    pub raw: Vec<u8>,
    /// Their ids and lengths.
    pub chunks: Vec<(ChunkId, u32)>,
}

impl SolidBlock {
    /// An empty one.
    pub fn new(ticket: u32) -> Self {
        Self { ticket, raw: Vec::with_capacity(BLOCK_TARGET), chunks: Vec::new() }
    }

    /// Whether so many bytes more would make it too large.
    pub fn is_full_for(&self, length: usize) -> bool {
        !self.chunks.is_empty() && self.raw.len() + length > BLOCK_TARGET
    }

    /// The number that the next chunk will have in it.
    pub fn next_number(&self) -> u32 {
        self.chunks.len() as u32
    }
}
