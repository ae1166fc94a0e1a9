//! Bases: runs of a device gathered in one object, so that a computer that knows none of them asks once instead of once for each.
//!
//! A base has the form of a run. Before the sections of each run that it holds stands one of the kind *run*, which says whose they are. The
//! runs themselves stay: a base is a shortcut, and a second copy of what it holds.

use std::ops::Range;

use bytes::Bytes;

use super::{
    Place, SectionKind, SectionReader,
    object::{PackedSection, seal_object},
};
use crate::{
    error::{Damage, Error, Result},
    model::DeviceId,
    seal::{Compressor, ObjectKind, keys::AccountKeys},
    store::names::RunName,
    wire::{Reader, WireError, put_bytes, put_number},
};

/// Runs that a base is made of: those whose numbers end a range of so many.
pub const RUNS: u64 = 64;
/// Longer runs stand for themselves: asking for one costs little beside reading it, and whoever writes a base reads the runs for it.
pub const LONGEST_RUN: u64 = 256 << 10;

/// The last number of the range that a run's number lies in, which is the number of the base for it.
pub fn base_of(sequence: u64) -> u64 {
    sequence.div_ceil(RUNS).saturating_mul(RUNS)
}

/// A run that a base holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasedRun {
    /// Its name.
    pub name: RunName,
    /// BLAKE3 of its own object.
    pub hash: [u8; 32],
    /// Length of its own object.
    pub size: u64,
}

impl BasedRun {
    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        put_number(&mut out, 1, self.name.sequence);
        put_bytes(&mut out, 2, self.name.suffix.as_bytes());
        put_bytes(&mut out, 3, &self.hash);
        put_number(&mut out, 4, self.size);
        out
    }

    /// Reads the stored form.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let (mut sequence, mut suffix, mut hash, mut size) = (None, String::new(), None, 0);
        let mut reader = Reader::new(bytes);
        while let Some((field, value)) = reader.field()? {
            match field {
                1 => sequence = Some(value.number()?),
                2 => suffix = String::from_utf8(value.bytes()?.to_vec()).map_err(|_| WireError::Range)?,
                3 => hash = Some(value.bytes()?.try_into().map_err(|_| WireError::Range)?),
                4 => size = value.number()?,
                _ => {}
            }
        }
        let name = RunName { sequence: sequence.ok_or(WireError::Missing)?, suffix };
        Ok(Self { name, hash: hash.ok_or(WireError::Missing)?, size })
    }
}

/// Where a base stands.
pub fn base_place(device: &DeviceId, last: u64) -> Place {
    Place { kind: ObjectKind::Base, device: *device, sequence: last, suffix: String::new() }
}

/// Gathers runs.
pub struct BaseWriter {
    compressor: Compressor,
    sections: Vec<PackedSection>,
}

impl BaseWriter {
    /// An empty one, which compresses at this level.
    pub fn new(level: i32) -> Self {
        Self { compressor: Compressor::new(level), sections: Vec::new() }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// Takes a run in. One with sections of a later version is left out, for they could not be copied: `false` then.
    pub fn add(&mut self, run: &BasedRun, object: &mut SectionReader) -> Result<bool> {
        if object.kinds().any(|kind| kind.is_none()) {
            return Ok(false);
        }
        let begun = self.sections.len();
        self.sections.push(PackedSection::new(SectionKind::Run, &run.encode(), &mut self.compressor));
        for kind in [SectionKind::Meta, SectionKind::Index, SectionKind::Catalog] {
            let copied = object.for_each(kind, |raw| {
                self.sections.push(PackedSection::new(kind, raw, &mut self.compressor));
                Ok(())
            });
            if let Err(error) = copied {
                self.sections.truncate(begun);
                return Err(error);
            }
        }
        Ok(true)
    }

    /// The object's bytes for its place.
    pub fn seal(&self, keys: &AccountKeys, device: &DeviceId, last: u64) -> Bytes {
        seal_object(keys, &base_place(device, last), &self.sections)
    }
}

/// Reads the runs of a base.
pub struct BaseReader {
    sections: SectionReader,
    runs: Vec<(BasedRun, Range<usize>)>,
}

impl BaseReader {
    /// Reads which runs there are. `name` is the object's, for errors.
    pub fn open(keys: &AccountKeys, device: &DeviceId, last: u64, name: &str, bytes: Bytes) -> Result<Self> {
        let mut sections = SectionReader::open(keys, &base_place(device, last), name, bytes)?;
        let kinds: Vec<Option<SectionKind>> = sections.kinds().collect();
        let starts: Vec<usize> = (0..kinds.len()).filter(|&place| kinds[place] == Some(SectionKind::Run)).collect();
        let mut names = Vec::with_capacity(starts.len());
        sections.for_each(SectionKind::Run, |raw| {
            names.push(BasedRun::decode(raw).map_err(|error| Error::damaged(name, Damage::from(error)))?);
            Ok(())
        })?;
        let ends = starts.iter().skip(1).copied().chain([kinds.len()]);
        let runs = names.into_iter().zip(starts.iter().zip(ends).map(|(&start, end)| start + 1..end)).collect();
        Ok(Self { sections, runs })
    }

    /// The runs in it, in order.
    pub fn runs(&self) -> impl Iterator<Item = &BasedRun> {
        self.runs.iter().map(|(run, _)| run)
    }

    /// The sections of a run, if it is in it.
    pub fn sections(&mut self, name: &RunName) -> Option<(BasedRun, &mut SectionReader)> {
        let (run, window) = self.runs.iter().find(|(run, _)| run.name == *name)?.clone();
        self.sections.look_at(window);
        Some((run, &mut self.sections))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Apath,
        run::{CatalogRecord, RunMeta, RunWriter},
        seal::AccountKey,
    };

    fn run(keys: &AccountKeys, device: DeviceId, sequence: u64) -> Bytes {
        let mut writer = RunWriter::new(3);
        writer.push(&Apath::ROOT, &CatalogRecord::Gone(format!("name {sequence}").into_bytes()));
        let place = Place { kind: ObjectKind::Run, device, sequence, suffix: String::new() };
        writer.finish().seal(keys, &place, &RunMeta { device_name: format!("{sequence}"), ..RunMeta::default() })
    }

    fn names(sections: &mut SectionReader) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        sections
            .for_each(SectionKind::Catalog, |raw| {
                let mut records = Reader::new(raw);
                while let Some(record) = CatalogRecord::next(&mut records).unwrap() {
                    if let CatalogRecord::Gone(name) = record {
                        found.push(name);
                    }
                }
                Ok(())
            })
            .unwrap();
        found
    }

    #[test]
    fn each_run_comes_out_of_a_base_as_it_went_in() {
        let keys = AccountKey::from_bytes(&[1; 32]).unwrap().derive();
        let device = DeviceId([2; 16]);
        let mut writer = BaseWriter::new(3);
        let mut held = Vec::new();
        for sequence in [1, 2, 5] {
            let bytes = run(&keys, device, sequence);
            let name = RunName { sequence, suffix: String::new() };
            let based = BasedRun { name, hash: *blake3::hash(&bytes).as_bytes(), size: bytes.len() as u64 };
            let place = Place { kind: ObjectKind::Run, device, sequence, suffix: String::new() };
            let mut sections = SectionReader::open(&keys, &place, "run", bytes).unwrap();
            assert!(writer.add(&based, &mut sections).unwrap());
            held.push(based);
        }
        let bytes = writer.seal(&keys, &device, 64);
        let mut base = BaseReader::open(&keys, &device, 64, "base", bytes.clone()).unwrap();
        assert_eq!(base.runs().cloned().collect::<Vec<_>>(), held);
        for run in &held {
            let (found, sections) = base.sections(&run.name).unwrap();
            assert_eq!(&found, run);
            assert_eq!(names(sections), [format!("name {}", run.name.sequence).into_bytes()]);
        }
        assert!(base.sections(&RunName { sequence: 3, suffix: String::new() }).is_none());
        assert!(BaseReader::open(&keys, &device, 128, "base", bytes).is_err(), "a base opens only in its place");
    }

    #[test]
    fn a_base_ends_a_range() {
        assert_eq!([1, 63, 64, 65, 128].map(base_of), [64, 64, 64, 128, 128]);
    }
}
