//! Packs: objects of sealed blocks with a sealed table of contents.
//!
//! ```text
//! header (40 bytes, see seal::aead) | block 0 | block 1 | … | sealed table | table's sealed length (u32 LE) | "AOSE"
//! ```
//! A block is one or more chunks, compressed together and sealed with its number as nonce. The table's nonce number is
//! [`TABLE_NUMBER`]. The pack's id, and the end of its name, is the BLAKE3 hash of all its bytes. See `docs/format.md`.

pub mod table;

use bytes::Bytes;

pub use table::{BlockEntry, ChunkPlace, PackTable};

use crate::{
    error::Damage,
    model::PackId,
    seal::{
        Codec, Decompressor, ObjectKind, ObjectSeal, Salt,
        aead::{HEADER_LENGTH, TAG_LENGTH},
        keys::AccountKeys,
    },
};

/// Section number of the table of contents, out of reach of block numbers.
pub const TABLE_NUMBER: u32 = u32::MAX;
/// The bytes after the sealed table: its length and an end mark.
pub const TRAILER_LENGTH: usize = 8;
const END_MARK: [u8; 4] = *b"AOSE";
/// No block is larger than this before compression: a reader may refuse more.
pub const LARGEST_BLOCK: usize = 32 << 20;

/// A finished pack, ready to be sent.
#[derive(Debug)]
pub struct FinishedPack {
    /// Its id.
    pub id: PackId,
    /// The salt in its header, so that blocks can be opened without reading that.
    pub salt: Salt,
    /// The encoded table.
    pub table: Vec<u8>,
    /// Length of the object.
    pub size: u64,
    /// Its bytes.
    pub parts: Vec<Bytes>,
}

/// Puts a pack together from its header and sealed blocks, which stand one after the other in `body`, and its table.
pub fn finish(seal: &ObjectSeal, body: Bytes, table: &PackTable) -> FinishedPack {
    let encoded = table.encode();
    let mut sealed = encoded.clone();
    seal.seal(TABLE_NUMBER, b"", &mut sealed);
    let length = u32::try_from(sealed.len()).expect("a table is far smaller than 4 GiB");
    sealed.extend_from_slice(&length.to_le_bytes());
    sealed.extend_from_slice(&END_MARK);

    let parts = vec![body, Bytes::from(sealed)];
    let mut hasher = blake3::Hasher::new();
    for part in &parts {
        hasher.update(part);
    }
    let size = parts.iter().map(|part| part.len() as u64).sum();
    FinishedPack { id: PackId(*hasher.finalize().as_bytes()), salt: seal.salt(), table: encoded, size, parts }
}

/// Seals the compressed bytes of block `number` into `sealed`, which must be longer by [`TAG_LENGTH`].
pub fn seal_block(seal: &ObjectSeal, number: u32, packed: &[u8], sealed: &mut [u8]) {
    seal.seal_into(number, b"", packed, sealed);
}

/// Opens a sealed block into `raw`. `scratch` is room to work in.
pub fn open_block(
    seal: &ObjectSeal,
    number: u32,
    entry: &BlockEntry,
    sealed: &[u8],
    decompressor: &mut Decompressor,
    scratch: &mut Vec<u8>,
    raw: &mut Vec<u8>,
) -> Result<(), Damage> {
    if sealed.len() != entry.sealed_length as usize {
        return Err(Damage::Truncated);
    }
    if entry.codec == Codec::Plain {
        seal.open_into(number, b"", sealed, raw)?;
        return if raw.len() == entry.raw_length as usize { Ok(()) } else { Err(Damage::Truncated) };
    }
    seal.open_into(number, b"", sealed, scratch)?;
    decompressor.decompress(entry.codec, scratch, entry.raw_length as usize, raw)
}

/// Reads the table out of a whole pack, without an index: what a pack says of itself.
pub fn read_table(keys: &AccountKeys, bytes: &[u8]) -> Result<(ObjectSeal, PackTable), Damage> {
    let seal = ObjectSeal::from_header(keys, ObjectKind::Pack, bytes).map_err(|error| match error {
        crate::seal::aead::HeaderError::Damage(damage) => damage,
        crate::seal::aead::HeaderError::Unknown(_) => Damage::Header,
    })?;
    let body = &bytes[HEADER_LENGTH..];
    let (body, trailer) = body.split_at_checked(body.len().wrapping_sub(TRAILER_LENGTH)).ok_or(Damage::Truncated)?;
    if trailer[4..] != END_MARK {
        return Err(Damage::Truncated);
    }
    let length = u32::from_le_bytes([trailer[0], trailer[1], trailer[2], trailer[3]]) as usize;
    let at = body.len().checked_sub(length).ok_or(Damage::Truncated)?;
    let mut sealed = body[at..].to_vec();
    let encoded = seal.open(TABLE_NUMBER, b"", &mut sealed)?;
    let table = PackTable::decode(encoded)?;
    let blocks: u64 = table.blocks().iter().map(|block| u64::from(block.sealed_length)).sum();
    if blocks != at as u64 {
        return Err(Damage::Content("blocks do not fill the pack".to_owned()));
    }
    Ok((seal, table))
}

/// How much a pack is longer than its blocks, table of `chunks` chunks in `blocks` blocks included; an upper bound.
pub fn overhead(blocks: usize, chunks: usize) -> usize {
    HEADER_LENGTH + TRAILER_LENGTH + TAG_LENGTH + 10 + blocks * 21 + chunks * 37
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::{AccountKey, Compressor, Matter};

    fn sample() -> (AccountKeys, FinishedPack, Vec<Vec<u8>>) {
        let keys = AccountKey::from_bytes(&[1; 32]).unwrap().derive();
        let seal = ObjectSeal::create(&keys, ObjectKind::Pack);
        let chunks = [vec![b'a'; 5000], b"short".to_vec(), Vec::from_iter((0..=255u8).cycle().take(700))];
        let mut table = PackTable::default();
        let mut body = seal.header().to_vec();
        for (number, group) in [&chunks[..2], &chunks[2..]].into_iter().enumerate() {
            let raw: Vec<u8> = group.concat();
            let mut compressor = Compressor::new(3);
            let (codec, packed) = compressor.compress(&raw, Matter::Mixed);
            let at = body.len();
            body.resize(at + packed.len() + TAG_LENGTH, 0);
            seal_block(&seal, number as u32, packed, &mut body[at..]);
            let ids = group.iter().map(|chunk| (keys.chunk_id(chunk), chunk.len() as u32));
            table.push_block(codec, (body.len() - at) as u32, ids);
        }
        (keys, finish(&seal, body.into(), &table), chunks.to_vec())
    }

    #[test]
    fn a_pack_tells_all_of_itself() {
        let (keys, pack, chunks) = sample();
        let bytes = pack.parts.concat();
        assert_eq!(pack.size, bytes.len() as u64);
        let (seal, table) = read_table(&keys, &bytes).unwrap();
        let (mut scratch, mut raw) = (Vec::new(), Vec::new());
        for (number, chunk) in chunks.iter().enumerate() {
            let place = table.place(number as u32).unwrap();
            let block = &table.blocks()[place.block as usize];
            let at = block.offset as usize;
            let sealed = &bytes[at..at + block.sealed_length as usize];
            open_block(&seal, place.block, block, sealed, &mut Decompressor::new(), &mut scratch, &mut raw).unwrap();
            let found = &raw[place.offset as usize..(place.offset + place.length) as usize];
            assert_eq!(found, chunk);
            assert_eq!(keys.chunk_id(found), table.id(number as u32).unwrap());
        }
        assert!(table.place(3).is_none());
    }

    #[test]
    fn every_cut_and_every_flipped_bit_outside_the_blocks_is_seen() {
        let (keys, pack, _) = sample();
        let bytes = pack.parts.concat();
        for length in 0..bytes.len() {
            assert!(read_table(&keys, &bytes[..length]).is_err(), "cut to {length}");
        }
        let (_, table) = read_table(&keys, &bytes).unwrap();
        let last = table.blocks().last().unwrap();
        let table_at = last.offset as usize + last.sealed_length as usize;
        for at in (0..HEADER_LENGTH).chain(table_at..bytes.len()) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            assert!(read_table(&keys, &flipped).is_err(), "flipped at {at}");
        }
    }
}
