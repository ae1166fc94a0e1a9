//! Fetching blocks: which ranges of a pack to ask for, and opening and verifying what comes.

use std::ops::Range;

use bytes::Bytes;

use crate::{
    error::{Damage, Result},
    model::PackId,
    pack::{self, BlockEntry, PackTable},
    seal::{Decompressor, ObjectKind, ObjectSeal, Salt, keys::AccountKeys},
    store::{Pending, Store, names},
};

/// One request brings about this much, so that memory stays bounded and several can be under way.
const REQUEST: u64 = 4 << 20;

/// Blocks of one pack that one request brings.
#[derive(Debug, Clone)]
pub struct Request {
    /// The pack.
    pub pack: PackId,
    /// The salt of its header.
    pub salt: Salt,
    /// The blocks in order, by number.
    pub blocks: Vec<(u32, BlockEntry)>,
}

impl Request {
    /// Splits the blocks needed of a pack, given in order of their numbers, into requests.
    pub fn split(pack: PackId, salt: Salt, table: &PackTable, numbers: impl Iterator<Item = u32>) -> Vec<Self> {
        let mut requests: Vec<Self> = Vec::new();
        let mut size = 0;
        for number in numbers {
            let Some(&block) = table.blocks().get(number as usize) else {
                continue;
            };
            match requests.last_mut() {
                Some(request) if size + u64::from(block.sealed_length) <= REQUEST => {
                    request.blocks.push((number, block));
                }
                _ => {
                    requests.push(Self { pack, salt, blocks: vec![(number, block)] });
                    size = 0;
                }
            }
            size += u64::from(block.sealed_length);
        }
        requests
    }

    /// The name of the pack's object.
    pub fn object(&self) -> String {
        names::pack(&self.pack)
    }

    /// Begins to fetch.
    pub fn begin(&self, store: &Store) -> Pending<Vec<Bytes>> {
        let ranges = self.blocks.iter().map(|(_, block)| range(block)).collect();
        store.begin_get_ranges(&self.object(), ranges)
    }

    /// Fetches one block alone: when the whole request failed, what can be had still is.
    pub fn fetch_one(&self, store: &Store, index: usize) -> Result<Bytes> {
        store.get_range(&self.object(), range(&self.blocks[index].1))
    }
}

fn range(block: &BlockEntry) -> Range<u64> {
    block.offset..block.offset + u64::from(block.sealed_length)
}

/// Opens blocks. One a thread.
pub struct BlockOpener {
    keys: AccountKeys,
    seal: Option<(Salt, ObjectSeal)>,
    decompressor: Decompressor,
    scratch: Vec<u8>,
    raw: Vec<u8>,
}

impl BlockOpener {
    /// An opener for an account.
    pub fn new(keys: AccountKeys) -> Self {
        Self { keys, seal: None, decompressor: Decompressor::new(), scratch: Vec::new(), raw: Vec::new() }
    }

    /// Opens a block of the pack with this salt.
    pub fn open(&mut self, salt: &Salt, number: u32, block: &BlockEntry, sealed: &[u8]) -> Result<&[u8], Damage> {
        let seal = match &mut self.seal {
            Some((of, seal)) if of == salt => seal,
            other => &mut other.insert((*salt, ObjectSeal::with_salt(&self.keys, ObjectKind::Pack, salt))).1,
        };
        pack::open_block(seal, number, block, sealed, &mut self.decompressor, &mut self.scratch, &mut self.raw)?;
        Ok(&self.raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::ChunkId, seal::Codec};

    #[test]
    fn requests_are_bounded_and_in_order() {
        let mut table = PackTable::default();
        for _ in 0..10 {
            table.push_block(Codec::Plain, 1 << 20, [(ChunkId([0; 32]), 1 << 20)]);
        }
        let requests = Request::split(PackId([1; 32]), [0; 32], &table, [0, 1, 2, 3, 4, 7, 9].into_iter());
        let numbers: Vec<Vec<u32>> =
            requests.iter().map(|request| request.blocks.iter().map(|(number, _)| *number).collect()).collect();
        assert_eq!(numbers, [vec![0, 1, 2, 3], vec![4, 7, 9]]);
    }
}
