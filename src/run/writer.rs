//! Gathers the records of a run and turns them into the bytes of its object.

use std::collections::HashMap;

use bytes::Bytes;

use super::{
    IndexRecord, RunMeta, SectionKind,
    object::{PackedSection, Place, seal_object},
    records::CatalogRecord,
};
use crate::{
    model::{Apath, Content, PackId},
    pack::FinishedPack,
    seal::{Compressor, keys::AccountKeys},
};

/// Sections are closed at this length, so that writing and reading need little memory and damage stays in one.
const SECTION: usize = 2 << 20;

/// A run in the making.
pub struct RunWriter {
    compressor: Compressor,
    packed: Vec<PackedSection>,
    index: Vec<u8>,
    catalog: Vec<u8>,
    scratch: Vec<u8>,
    folder: Option<Apath>,
    packs: HashMap<PackId, u32>,
    records: u64,
}

impl RunWriter {
    /// An empty one.
    pub fn new(level: i32) -> Self {
        Self {
            compressor: Compressor::new(level),
            packed: Vec::new(),
            index: Vec::new(),
            catalog: Vec::new(),
            scratch: Vec::new(),
            folder: None,
            packs: HashMap::new(),
            records: 0,
        }
    }

    /// Adds a pack that this run brought. Must come before any content that lies in it.
    pub fn add_pack(&mut self, pack: &FinishedPack) {
        self.index_record(
            pack.id,
            &IndexRecord::Added { id: pack.id, salt: pack.salt, size: pack.size, table: &pack.table },
        );
    }

    fn index_record(&mut self, id: PackId, record: &IndexRecord<'_>) {
        record.encode(&mut self.index);
        let number = self.packs.len() as u32;
        self.packs.insert(id, number);
        if self.index.len() >= SECTION {
            self.close_index();
        }
    }

    /// The number of a pack within this object; the pack is named in it if it was not yet.
    pub fn pack_number(&mut self, id: PackId) -> u32 {
        if let Some(&number) = self.packs.get(&id) {
            return number;
        }
        self.index_record(id, &IndexRecord::Referenced { id });
        self.packs[&id]
    }

    /// A content with packs named by their numbers within this object.
    pub fn number_packs(&mut self, content: &Content<PackId>) -> Content<u32> {
        let Ok(numbered) =
            content.try_map(|pack, first| Ok::<_, std::convert::Infallible>((self.pack_number(pack), first)));
        numbered
    }

    /// Adds a record about a name in `folder`.
    pub fn push(&mut self, folder: &Apath, record: &CatalogRecord) {
        if self.folder.as_ref() != Some(folder) {
            CatalogRecord::Folder(folder.clone()).encode(&mut self.catalog, &mut self.scratch);
            self.folder = Some(folder.clone());
        }
        record.encode(&mut self.catalog, &mut self.scratch);
        self.records += 1;
        if self.catalog.len() >= SECTION {
            self.close_catalog();
        }
    }

    /// How many records about paths there are.
    pub fn records(&self) -> u64 {
        self.records
    }

    fn close_index(&mut self) {
        if !self.index.is_empty() {
            self.packed.push(PackedSection::new(SectionKind::Index, &self.index, &mut self.compressor));
            self.index.clear();
        }
    }

    fn close_catalog(&mut self) {
        if !self.catalog.is_empty() {
            self.packed.push(PackedSection::new(SectionKind::Catalog, &self.catalog, &mut self.compressor));
            self.catalog.clear();
            self.folder = None;
        }
    }

    /// Closes all sections; what comes out can be sealed for one place after another.
    pub fn finish(mut self) -> FinishedRun {
        self.close_index();
        self.close_catalog();
        FinishedRun { sections: self.packed, compressor: self.compressor }
    }
}

/// The sections of a run, compressed.
pub struct FinishedRun {
    sections: Vec<PackedSection>,
    compressor: Compressor,
}

impl FinishedRun {
    /// The object's bytes for this place, sealed anew each time.
    pub fn seal(&mut self, keys: &AccountKeys, place: &Place, meta: &RunMeta) -> Bytes {
        let meta = PackedSection::new(SectionKind::Meta, &meta.encode(), &mut self.compressor);
        self.sections.insert(0, meta);
        let bytes = seal_object(keys, place, &self.sections);
        self.sections.remove(0);
        bytes
    }

    /// Bytes that the object will have, within a few hundred.
    pub fn size(&self) -> usize {
        self.sections.iter().map(PackedSection::sealed_length).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::DeviceId,
        run::SectionReader,
        seal::{AccountKey, ObjectKind},
        wire::Reader,
    };

    fn place() -> Place {
        Place { kind: ObjectKind::Run, device: DeviceId([2; 16]), sequence: 5, suffix: String::new() }
    }

    fn sample() -> (AccountKeys, Bytes) {
        let keys = AccountKey::from_bytes(&[1; 32]).unwrap().derive();
        let mut writer = RunWriter::new(3);
        let number = writer.pack_number(PackId([3; 32]));
        assert_eq!(number, writer.pack_number(PackId([3; 32])));
        let folder = Apath::from_bytes("/home").unwrap();
        writer.push(&folder, &CatalogRecord::Gone(b"one".to_vec()));
        writer.push(&folder, &CatalogRecord::Gone(b"two".to_vec()));
        writer.push(&Apath::ROOT, &CatalogRecord::Gone(b"three".to_vec()));
        let meta = RunMeta { device_name: "desk".into(), ..RunMeta::default() };
        (keys.clone(), writer.finish().seal(&keys, &place(), &meta))
    }

    #[test]
    fn what_is_written_is_read() {
        let (keys, bytes) = sample();
        let mut reader = SectionReader::open(&keys, &place(), "run", bytes).unwrap();
        let mut meta = None;
        reader
            .for_each(SectionKind::Meta, |raw| {
                meta = Some(RunMeta::decode(raw).unwrap());
                Ok(())
            })
            .unwrap();
        assert_eq!(meta.unwrap().device_name, "desk");
        let mut found = Vec::new();
        reader
            .for_each(SectionKind::Catalog, |raw| {
                let mut records = Reader::new(raw);
                while let Some(record) = CatalogRecord::next(&mut records).unwrap() {
                    found.push(record);
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(found.len(), 5, "two folders and three names");
    }

    #[test]
    fn a_run_opens_only_in_its_place_and_only_whole() {
        let (keys, bytes) = sample();
        let read = |place: &Place, bytes: &[u8]| {
            let mut reader = SectionReader::open(&keys, place, "run", Bytes::copy_from_slice(bytes))?;
            for kind in [SectionKind::Meta, SectionKind::Index, SectionKind::Catalog] {
                reader.for_each(kind, |_| Ok(()))?;
            }
            Ok::<_, crate::error::Error>(())
        };
        read(&place(), &bytes).unwrap();
        assert!(read(&Place { sequence: 6, ..place() }, &bytes).is_err());
        assert!(read(&Place { device: DeviceId([4; 16]), ..place() }, &bytes).is_err());
        assert!(read(&Place { suffix: "00000000".into(), ..place() }, &bytes).is_err());
        for length in 0..bytes.len() {
            assert!(read(&place(), &bytes[..length]).is_err(), "cut to {length}");
        }
        for at in 0..bytes.len() {
            let mut flipped = bytes.to_vec();
            flipped[at] ^= 1;
            assert!(read(&place(), &flipped).is_err(), "flipped at {at}");
        }
    }
}
