//! The table of contents of a pack: its blocks and the chunks in each.
//!
//! ```text
//! varint blocks, then for each block: varint codec, varint sealed length, varint chunks, varint length of each chunk
//! the 32-byte ids of all chunks in order
//! ```

use crate::{
    error::Damage,
    model::ChunkId,
    seal::{Codec, aead::HEADER_LENGTH},
    wire::{Reader, WireError, put_varint},
};

/// A block of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockEntry {
    /// Where it begins in the pack.
    pub offset: u64,
    /// Its length in the pack.
    pub sealed_length: u32,
    /// Its length once opened and decompressed.
    pub raw_length: u32,
    /// How it is compressed.
    pub codec: Codec,
    /// Number of its first chunk.
    pub first_chunk: u32,
    /// How many chunks it holds.
    pub chunks: u32,
}

/// Where a chunk lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkPlace {
    /// Number of the block.
    pub block: u32,
    /// Where the chunk begins in the decompressed block.
    pub offset: u32,
    /// Its length.
    pub length: u32,
}

/// The table of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PackTable {
    blocks: Vec<BlockEntry>,
    /// For each chunk, where it ends within its block.
    ends: Vec<u32>,
    ids: Vec<ChunkId>,
}

impl PackTable {
    /// Adds a block after the last, with its chunks' ids and lengths.
    pub fn push_block(&mut self, codec: Codec, sealed_length: u32, chunks: impl IntoIterator<Item = (ChunkId, u32)>) {
        let first_chunk = self.ends.len() as u32;
        let mut end = 0;
        for (id, length) in chunks {
            end += length;
            self.ends.push(end);
            self.ids.push(id);
        }
        self.blocks.push(BlockEntry {
            offset: self.end(),
            sealed_length,
            raw_length: end,
            codec,
            first_chunk,
            chunks: self.ends.len() as u32 - first_chunk,
        });
    }

    /// Where the blocks end in the pack.
    pub fn end(&self) -> u64 {
        self.blocks.last().map_or(HEADER_LENGTH as u64, |last| last.offset + u64::from(last.sealed_length))
    }

    /// The blocks in order.
    pub fn blocks(&self) -> &[BlockEntry] {
        &self.blocks
    }

    /// How many chunks there are.
    pub fn chunks(&self) -> u32 {
        self.ends.len() as u32
    }

    /// The id of a chunk.
    pub fn id(&self, chunk: u32) -> Option<ChunkId> {
        self.ids.get(chunk as usize).copied()
    }

    /// Where a chunk lies.
    pub fn place(&self, chunk: u32) -> Option<ChunkPlace> {
        let end = *self.ends.get(chunk as usize)?;
        let block = self.blocks.partition_point(|block| block.first_chunk + block.chunks <= chunk);
        let first = self.blocks.get(block)?.first_chunk;
        let offset = if chunk == first { 0 } else { self.ends[chunk as usize - 1] };
        Some(ChunkPlace { block: block as u32, offset, length: end - offset })
    }

    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(16 + self.blocks.len() * 12 + self.ends.len() * 36);
        put_varint(&mut out, self.blocks.len() as u64);
        for block in &self.blocks {
            put_varint(&mut out, block.codec as u64);
            put_varint(&mut out, u64::from(block.sealed_length));
            put_varint(&mut out, u64::from(block.chunks));
            let mut start = 0;
            for &end in &self.ends[block.first_chunk as usize..(block.first_chunk + block.chunks) as usize] {
                put_varint(&mut out, u64::from(end - start));
                start = end;
            }
        }
        for id in &self.ids {
            out.extend_from_slice(&id.0);
        }
        out
    }

    /// Reads the stored form.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes);
        let blocks: usize = reader.small()?;
        let mut table = PackTable::default();
        for _ in 0..blocks {
            let codec = reader.small::<u8>()?;
            let codec = Codec::from_number(codec).ok_or_else(|| Damage::Content(format!("unknown codec {codec}")))?;
            let sealed_length = reader.small()?;
            let chunks: u32 = reader.small()?;
            let offset = table.end();
            let first_chunk = u32::try_from(table.ends.len()).map_err(|_| WireError::Range)?;
            let mut end = 0u32;
            for _ in 0..chunks {
                end = end.checked_add(reader.small()?).ok_or(WireError::Range)?;
                table.ends.push(end);
            }
            if end as usize > super::LARGEST_BLOCK {
                return Err(Damage::Content("a block is too large".to_owned()));
            }
            table.blocks.push(BlockEntry { offset, sealed_length, raw_length: end, codec, first_chunk, chunks });
        }
        let ids = reader.rest();
        if ids.len() != table.ends.len() * ChunkId::LENGTH {
            return Err(Damage::Content("ids and chunks differ in number".to_owned()));
        }
        table.ids = ids.chunks_exact(ChunkId::LENGTH).filter_map(ChunkId::from_slice).collect();
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tables_round_trip(blocks in prop::collection::vec((any::<bool>(), 1u32..1 << 20, prop::collection::vec((any::<[u8; 32]>(), 0u32..1 << 18), 0..6)), 0..8)) {
            let mut table = PackTable::default();
            for (zstd, sealed, chunks) in &blocks {
                let codec = if *zstd { Codec::Zstd } else { Codec::Plain };
                table.push_block(codec, *sealed, chunks.iter().map(|(id, length)| (ChunkId(*id), *length)));
            }
            let decoded = PackTable::decode(&table.encode()).unwrap();
            prop_assert_eq!(&decoded, &table);
            let lengths: Vec<u32> = blocks.iter().flat_map(|(_, _, chunks)| chunks.iter().map(|(_, length)| *length)).collect();
            let found: Vec<u32> = (0..table.chunks()).map(|chunk| decoded.place(chunk).unwrap().length).collect();
            prop_assert_eq!(lengths, found);
        }

        #[test]
        fn rubbish_never_panics(bytes: Vec<u8>) {
            let _ = PackTable::decode(&bytes);
        }
    }
}
