//! The framing of runs and bases: sealed sections behind a list of them.

use std::ops::Range;

use bytes::Bytes;

use crate::{
    error::{Damage, Error, Result},
    model::DeviceId,
    seal::{
        Codec, Compressor, Decompressor, Matter, ObjectKind, ObjectSeal,
        aead::{HEADER_LENGTH, TAG_LENGTH},
        keys::AccountKeys,
    },
};

/// What a section holds. Numbers are those of the stored format; readers skip kinds that they do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// Who made the run, when, and its totals: fields of [`super::RunMeta`].
    Meta,
    /// Packs: records of [`super::IndexRecord`].
    Index,
    /// Paths: records of [`super::CatalogRecord`].
    Catalog,
    /// In a base: which run the sections after this one are of, up to the next of this kind: fields of [`super::BasedRun`].
    Run,
}

impl SectionKind {
    /// The stored number.
    pub fn number(self) -> u8 {
        match self {
            SectionKind::Meta => 1,
            SectionKind::Index => 2,
            SectionKind::Catalog => 3,
            SectionKind::Run => 4,
        }
    }

    fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(SectionKind::Meta),
            2 => Some(SectionKind::Index),
            3 => Some(SectionKind::Catalog),
            4 => Some(SectionKind::Run),
            _ => None,
        }
    }
}

/// Where an object stands in the account; it opens nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// Its device.
    pub device: DeviceId,
    /// The run's number, or the last one that a base covers.
    pub sequence: u64,
    /// The random part of a run's name; often empty.
    pub suffix: String,
}

impl Place {
    fn context(&self, list: &[u8]) -> Vec<u8> {
        let mut context = Vec::with_capacity(16 + 8 + 2 + self.suffix.len() + list.len());
        context.extend_from_slice(&self.device.0);
        context.extend_from_slice(&self.sequence.to_le_bytes());
        context.push(self.suffix.len() as u8);
        context.extend_from_slice(self.suffix.as_bytes());
        context.extend_from_slice(list);
        context
    }
}

/// A section that is compressed and waits to be sealed: sealing needs the list of all.
pub struct PackedSection {
    kind: SectionKind,
    codec: Codec,
    raw_length: u32,
    packed: Vec<u8>,
}

impl PackedSection {
    /// Compresses the encoded fields or records of a section.
    pub fn new(kind: SectionKind, raw: &[u8], compressor: &mut Compressor) -> Self {
        let (codec, packed) = compressor.compress(raw, Matter::Mixed);
        Self { kind, codec, raw_length: raw.len() as u32, packed: packed.to_vec() }
    }

    /// Its length once sealed.
    pub fn sealed_length(&self) -> usize {
        self.packed.len() + TAG_LENGTH
    }
}

const LIST_ENTRY: usize = 10;

/// Seals sections into the bytes of an object for this place.
pub fn seal_object(keys: &AccountKeys, place: &Place, sections: &[PackedSection]) -> Bytes {
    let seal = ObjectSeal::create(keys, place.kind);
    let mut list = Vec::with_capacity(4 + sections.len() * LIST_ENTRY);
    list.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    for section in sections {
        list.push(section.kind.number());
        list.push(section.codec as u8);
        list.extend_from_slice(&(section.sealed_length() as u32).to_le_bytes());
        list.extend_from_slice(&section.raw_length.to_le_bytes());
    }
    let context = place.context(&list);
    let total = sections.iter().map(PackedSection::sealed_length).sum::<usize>();
    let mut object = Vec::with_capacity(HEADER_LENGTH + list.len() + total);
    object.extend_from_slice(seal.header());
    object.extend_from_slice(&list);
    for (number, section) in sections.iter().enumerate() {
        object.extend_from_slice(&seal.seal_to_vec(number as u32, &context, &section.packed));
    }
    Bytes::from(object)
}

struct Listed {
    kind: Option<SectionKind>,
    codec: u8,
    at: usize,
    sealed_length: usize,
    raw_length: usize,
}

/// Reads the sections of a run or base.
pub struct SectionReader {
    name: String,
    seal: ObjectSeal,
    context: Vec<u8>,
    listed: Vec<Listed>,
    /// Those of them that are read.
    window: Range<usize>,
    bytes: Bytes,
    decompressor: Decompressor,
}

impl SectionReader {
    /// Reads the list of sections. `name` is the object's, for errors.
    pub fn open(keys: &AccountKeys, place: &Place, name: &str, bytes: Bytes) -> Result<Self> {
        let damaged = |damage| Error::damaged(name, damage);
        let seal = ObjectSeal::from_header(keys, place.kind, &bytes).map_err(|error| error.of(name))?;
        let rest = &bytes[HEADER_LENGTH..];
        let count = rest.first_chunk::<4>().map(|count| u32::from_le_bytes(*count) as usize);
        let list = count
            .and_then(|count| count.checked_mul(LIST_ENTRY)?.checked_add(4))
            .and_then(|length| rest.get(..length))
            .ok_or_else(|| damaged(Damage::Truncated))?;
        let mut at = HEADER_LENGTH + list.len();
        let mut listed = Vec::new();
        for entry in list[4..].chunks_exact(LIST_ENTRY) {
            let number = |from: usize| {
                u32::from_le_bytes([entry[from], entry[from + 1], entry[from + 2], entry[from + 3]]) as usize
            };
            let sealed_length = number(2);
            listed.push(Listed {
                kind: SectionKind::from_number(entry[0]),
                codec: entry[1],
                at,
                sealed_length,
                raw_length: number(6),
            });
            at = at.saturating_add(sealed_length);
        }
        if at != bytes.len() {
            return Err(damaged(Damage::Truncated));
        }
        let context = place.context(list);
        let window = 0..listed.len();
        Ok(Self { name: name.to_owned(), seal, context, listed, window, bytes, decompressor: Decompressor::new() })
    }

    /// The kinds of all sections in order, `None` for those that a later version wrote.
    pub fn kinds(&self) -> impl Iterator<Item = Option<SectionKind>> {
        self.listed.iter().map(|section| section.kind)
    }

    /// Reads only these of the sections from now on, by their places in the object.
    pub fn look_at(&mut self, window: Range<usize>) {
        self.window = window;
    }

    /// Opens every section of a kind in order and hands its raw bytes to `read`.
    pub fn for_each(&mut self, kind: SectionKind, mut read: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let (mut packed, mut raw) = (Vec::new(), Vec::new());
        for number in self.window.clone() {
            let Some(section) = self.listed.get(number).filter(|section| section.kind == Some(kind)) else {
                continue;
            };
            let damaged = |damage| Error::damaged(&self.name, damage);
            let sealed = &self.bytes[section.at..section.at + section.sealed_length];
            self.seal.open_into(number as u32, &self.context, sealed, &mut packed).map_err(damaged)?;
            let codec = Codec::from_number(section.codec)
                .ok_or_else(|| damaged(Damage::Content(format!("unknown codec {}", section.codec))))?;
            self.decompressor.decompress(codec, &packed, section.raw_length, &mut raw).map_err(damaged)?;
            read(&raw)?;
        }
        Ok(())
    }

    /// The object's name.
    pub fn name(&self) -> &str {
        &self.name
    }
}
