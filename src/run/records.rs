//! The records within sections. Field numbers are part of format 1; add new ones, never reuse one.

use crate::{
    model::{Apath, Content, Extent, Kind, Metadata, PackId, Timestamp, apath::is_component},
    wire::{Reader, Value, WireError, put_bytes, put_number, put_record, put_value, put_varint, unzigzag, zigzag},
};

/// Totals of a run, as its summary shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Files, folders and links never seen before.
    pub new: u64,
    /// Those that changed.
    pub changed: u64,
    /// Those that did not.
    pub unchanged: u64,
    /// Those that are no longer there.
    pub gone: u64,
    /// Those that could not be read.
    pub failed: u64,
    /// Bytes of all files seen, unchanged ones included.
    pub bytes_seen: u64,
    /// Bytes read from files.
    pub bytes_read: u64,
    /// Bytes of content that no earlier run had, before compression.
    pub bytes_new: u64,
    /// Bytes sent to the store.
    pub bytes_sent: u64,
}

/// Who made a run, when, and what it did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunMeta {
    /// BLAKE3 of the device's run before, zero for the first.
    pub previous: [u8; 32],
    /// When the backup began that this run belongs to.
    pub started: Timestamp,
    /// When this run was committed.
    pub finished: Timestamp,
    /// The time zone then.
    pub zone: String,
    /// Whether the backup went on after this run.
    pub partial: bool,
    /// The device's name.
    pub device_name: String,
    /// `linux`, `macos`, `windows`: how its paths are to be read.
    pub system: String,
    /// The program's version.
    pub program: String,
    /// The totals of the backup so far.
    pub totals: Totals,
}

impl RunMeta {
    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(160);
        put_bytes(&mut out, 1, &self.previous);
        put_number(&mut out, 2, zigzag(self.started.seconds));
        put_number(&mut out, 3, self.started.nanoseconds.into());
        put_number(&mut out, 4, zigzag(self.finished.seconds));
        put_number(&mut out, 5, self.finished.nanoseconds.into());
        put_bytes(&mut out, 6, self.zone.as_bytes());
        put_number(&mut out, 7, self.partial.into());
        put_bytes(&mut out, 8, self.device_name.as_bytes());
        put_bytes(&mut out, 9, self.system.as_bytes());
        put_bytes(&mut out, 10, self.program.as_bytes());
        let t = &self.totals;
        let totals =
            [t.new, t.changed, t.unchanged, t.gone, t.failed, t.bytes_seen, t.bytes_read, t.bytes_new, t.bytes_sent];
        for (field, total) in (11..).zip(totals) {
            put_number(&mut out, field, total);
        }
        out
    }

    /// Reads the stored form.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let mut meta = RunMeta::default();
        let text = |value: Value<'_>| Ok::<_, WireError>(String::from_utf8_lossy(value.bytes()?).into_owned());
        let mut reader = Reader::new(bytes);
        while let Some((field, value)) = reader.field()? {
            let totals = &mut meta.totals;
            match field {
                1 => meta.previous = value.bytes()?.try_into().map_err(|_| WireError::Range)?,
                2 => meta.started.seconds = value.signed()?,
                3 => meta.started.nanoseconds = value.small()?,
                4 => meta.finished.seconds = value.signed()?,
                5 => meta.finished.nanoseconds = value.small()?,
                6 => meta.zone = text(value)?,
                7 => meta.partial = value.number()? != 0,
                8 => meta.device_name = text(value)?,
                9 => meta.system = text(value)?,
                10 => meta.program = text(value)?,
                11 => totals.new = value.number()?,
                12 => totals.changed = value.number()?,
                13 => totals.unchanged = value.number()?,
                14 => totals.gone = value.number()?,
                15 => totals.failed = value.number()?,
                16 => totals.bytes_seen = value.number()?,
                17 => totals.bytes_read = value.number()?,
                18 => totals.bytes_new = value.number()?,
                19 => totals.bytes_sent = value.number()?,
                _ => {}
            }
        }
        Ok(meta)
    }
}

/// A record of the index. Packs are numbered within an object in the order of these records, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexRecord<'a> {
    /// A pack that this run added (type 1).
    Added {
        /// Its id.
        id: PackId,
        /// The salt of its header.
        salt: [u8; 32],
        /// Its length.
        size: u64,
        /// Its encoded table.
        table: &'a [u8],
    },
    /// A pack of an earlier run or another device that this run's catalog speaks of (type 2).
    Referenced {
        /// Its id.
        id: PackId,
    },
}

impl<'a> IndexRecord<'a> {
    /// Appends the stored form.
    pub fn encode(&self, out: &mut Vec<u8>) {
        let mut fields = Vec::new();
        match self {
            IndexRecord::Added { id, salt, size, table } => {
                put_bytes(&mut fields, 1, &id.0);
                put_bytes(&mut fields, 2, salt);
                put_number(&mut fields, 3, *size);
                put_bytes(&mut fields, 4, table);
                put_record(out, 1, &fields);
            }
            IndexRecord::Referenced { id } => {
                put_bytes(&mut fields, 1, &id.0);
                put_record(out, 2, &fields);
            }
        }
    }

    /// Reads the next record; `None` at the end. Records of unknown type are skipped.
    pub fn next(reader: &mut Reader<'a>) -> Result<Option<Self>, WireError> {
        while let Some((record_type, fields)) = reader.record()? {
            if !matches!(record_type, 1 | 2) {
                continue;
            }
            let (mut id, mut found_salt, mut size, mut found_table) = (None, None, None, None);
            let mut fields = Reader::new(fields);
            while let Some((field, value)) = fields.field()? {
                match field {
                    1 => id = Some(PackId::from_slice(value.bytes()?).ok_or(WireError::Range)?),
                    2 => found_salt = Some(value.bytes()?.try_into().map_err(|_| WireError::Range)?),
                    3 => size = Some(value.number()?),
                    4 => found_table = Some(value.bytes()?),
                    _ => {}
                }
            }
            let id = id.ok_or(WireError::Missing)?;
            return Ok(Some(match (record_type, found_salt, size, found_table) {
                (1, Some(salt), Some(size), Some(table)) => IndexRecord::Added { id, salt, size, table },
                (1, ..) => return Err(WireError::Missing),
                _ => IndexRecord::Referenced { id },
            }));
        }
        Ok(None)
    }
}

/// What change detection compares and a version records of a file's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRecord {
    /// Name within the folder.
    pub name: Vec<u8>,
    /// What it is.
    pub kind: Kind,
    /// Length of the content.
    pub size: u64,
    /// Modification time.
    pub modified: Timestamp,
    /// Change time of the file system's own record.
    pub changed: Timestamp,
    /// Number on its file system.
    pub inode: u64,
    /// Whether it was modified so shortly before it was read that a later change could look the same: it is to be read again.
    pub unsettled: bool,
    /// The rest.
    pub metadata: Metadata,
    /// Where the content lies; packs by their number in this object.
    pub content: Content<u32>,
}

/// A record of the catalog. Names belong to the folder that the last [`CatalogRecord::Folder`] named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogRecord {
    /// The folder of what follows (type 1).
    Folder(Apath),
    /// A new state of a path (type 2).
    Version(VersionRecord),
    /// The path, and for a folder all below it, is no longer there (type 3).
    Gone(Vec<u8>),
    /// The last version stands; what change detection compares is new (type 4).
    Seen {
        /// Name within the folder.
        name: Vec<u8>,
        /// As in [`VersionRecord`].
        changed: Timestamp,
        /// As in [`VersionRecord`].
        inode: u64,
        /// As in [`VersionRecord`].
        unsettled: bool,
    },
}

mod field {
    pub const NAME: u64 = 1;
    pub const KIND: u64 = 2;
    pub const SIZE: u64 = 3;
    pub const MODIFIED: u64 = 4;
    pub const MODIFIED_NANOSECONDS: u64 = 5;
    /// Seconds, as the difference to the modification time where there is one.
    pub const CHANGED: u64 = 6;
    pub const CHANGED_NANOSECONDS: u64 = 7;
    pub const INODE: u64 = 8;
    pub const UNSETTLED: u64 = 9;
    pub const CONTENT: u64 = 10;
    pub const MODE: u64 = 11;
    pub const USER: u64 = 12;
    pub const GROUP: u64 = 13;
    pub const ATTRIBUTES: u64 = 14;
    pub const TARGET: u64 = 15;
    pub const LINK_GROUP: u64 = 16;
    /// Repeated: varint length of the name, name, value.
    pub const EXTENDED: u64 = 17;
    pub const CREATED: u64 = 18;
    pub const CREATED_NANOSECONDS: u64 = 19;
}

impl CatalogRecord {
    /// Appends the stored form. `scratch` is room to work in.
    pub fn encode(&self, out: &mut Vec<u8>, scratch: &mut Vec<u8>) {
        scratch.clear();
        let record_type = match self {
            CatalogRecord::Folder(path) => {
                put_bytes(scratch, 1, path.as_bytes());
                1
            }
            CatalogRecord::Version(version) => {
                version.encode(scratch);
                2
            }
            CatalogRecord::Gone(name) => {
                put_bytes(scratch, field::NAME, name);
                3
            }
            CatalogRecord::Seen { name, changed, inode, unsettled } => {
                put_bytes(scratch, field::NAME, name);
                put_number(scratch, field::CHANGED, zigzag(changed.seconds));
                put_number(scratch, field::CHANGED_NANOSECONDS, changed.nanoseconds.into());
                put_number(scratch, field::INODE, *inode);
                put_number(scratch, field::UNSETTLED, (*unsettled).into());
                4
            }
        };
        put_record(out, record_type, scratch);
    }

    /// Reads the next record; `None` at the end. Records of unknown type, and versions of an unknown kind, are skipped.
    pub fn next(reader: &mut Reader<'_>) -> Result<Option<Self>, WireError> {
        while let Some((record_type, bytes)) = reader.record()? {
            let mut fields = Reader::new(bytes);
            match record_type {
                1 => {
                    let mut path = None;
                    while let Some((number, value)) = fields.field()? {
                        if number == 1 {
                            path = Some(Apath::from_bytes(value.bytes()?).ok_or(WireError::Range)?);
                        }
                    }
                    return Ok(Some(CatalogRecord::Folder(path.ok_or(WireError::Missing)?)));
                }
                2 => {
                    if let Some(version) = VersionRecord::decode(bytes)? {
                        return Ok(Some(CatalogRecord::Version(version)));
                    }
                }
                3 | 4 => {
                    let (mut name, mut changed, mut inode, mut unsettled) = (None, Timestamp::default(), 0, false);
                    while let Some((number, value)) = fields.field()? {
                        match number {
                            field::NAME => name = Some(component(value)?),
                            field::CHANGED => changed.seconds = value.signed()?,
                            field::CHANGED_NANOSECONDS => changed.nanoseconds = value.small()?,
                            field::INODE => inode = value.number()?,
                            field::UNSETTLED => unsettled = value.number()? != 0,
                            _ => {}
                        }
                    }
                    let name = name.ok_or(WireError::Missing)?;
                    return Ok(Some(match record_type {
                        3 => CatalogRecord::Gone(name),
                        _ => CatalogRecord::Seen { name, changed, inode, unsettled },
                    }));
                }
                _ => {}
            }
        }
        Ok(None)
    }
}

impl VersionRecord {
    fn encode(&self, out: &mut Vec<u8>) {
        put_bytes(out, field::NAME, &self.name);
        put_number(out, field::KIND, self.kind.number());
        if self.size > 0 {
            put_number(out, field::SIZE, self.size);
        }
        put_number(out, field::MODIFIED, zigzag(self.modified.seconds));
        put_number(out, field::MODIFIED_NANOSECONDS, self.modified.nanoseconds.into());
        put_number(out, field::CHANGED, zigzag(self.changed.seconds.wrapping_sub(self.modified.seconds)));
        put_number(out, field::CHANGED_NANOSECONDS, self.changed.nanoseconds.into());
        put_number(out, field::INODE, self.inode);
        if self.unsettled {
            put_number(out, field::UNSETTLED, 1);
        }
        if !self.content.extents().is_empty() {
            put_bytes(out, field::CONTENT, &encode_content(&self.content));
        }
        encode_metadata(&self.metadata, out);
    }

    /// `None` for a kind that this version does not know.
    fn decode(bytes: &[u8]) -> Result<Option<Self>, WireError> {
        let (mut name, mut kind, mut size, mut inode, mut unsettled) = (None, None, 0, 0, false);
        let (mut modified, mut changed) = (Timestamp::default(), Timestamp::default());
        let (mut metadata, mut content) = (Metadata::default(), Content::default());
        let mut reader = Reader::new(bytes);
        while let Some((number, value)) = reader.field()? {
            match number {
                field::NAME => name = Some(component(value)?),
                field::KIND => kind = Some(Kind::from_number(value.number()?)),
                field::SIZE => size = value.number()?,
                field::MODIFIED => modified.seconds = value.signed()?,
                field::MODIFIED_NANOSECONDS => modified.nanoseconds = nanoseconds(value)?,
                field::CHANGED => changed.seconds = value.signed()?,
                field::CHANGED_NANOSECONDS => changed.nanoseconds = nanoseconds(value)?,
                field::INODE => inode = value.number()?,
                field::UNSETTLED => unsettled = value.number()? != 0,
                field::CONTENT => content = decode_content(value.bytes()?)?,
                _ => metadata_field(&mut metadata, number, value)?,
            }
        }
        changed.seconds = changed.seconds.wrapping_add(modified.seconds);
        let name = name.ok_or(WireError::Missing)?;
        let Some(kind) = kind.ok_or(WireError::Missing)? else {
            return Ok(None);
        };
        Ok(Some(VersionRecord { name, kind, size, modified, changed, inode, unsettled, metadata, content }))
    }
}

fn component(value: Value<'_>) -> Result<Vec<u8>, WireError> {
    let bytes = value.bytes()?;
    if is_component(bytes) { Ok(bytes.to_vec()) } else { Err(WireError::Range) }
}

fn nanoseconds(value: Value<'_>) -> Result<u32, WireError> {
    value.small::<u32>().ok().filter(|&value| value < 1_000_000_000).ok_or(WireError::Range)
}

/// Appends metadata as fields: what follows the content in a version, and what the local catalog keeps as it is.
pub fn encode_metadata(metadata: &Metadata, out: &mut Vec<u8>) {
    let numbers = [
        (field::MODE, metadata.mode.map(u64::from)),
        (field::USER, metadata.user.map(u64::from)),
        (field::GROUP, metadata.group.map(u64::from)),
        (field::ATTRIBUTES, metadata.attributes.map(u64::from)),
        (field::LINK_GROUP, metadata.link_group),
    ];
    for (number, value) in numbers {
        if let Some(value) = value {
            put_number(out, number, value);
        }
    }
    if let Some(target) = &metadata.target {
        put_bytes(out, field::TARGET, target);
    }
    for (name, value) in &metadata.extended {
        let mut both = Vec::with_capacity(name.len() + value.len() + 2);
        put_varint(&mut both, name.len() as u64);
        both.extend_from_slice(name);
        both.extend_from_slice(value);
        put_bytes(out, field::EXTENDED, &both);
    }
    if let Some(created) = metadata.created {
        put_number(out, field::CREATED, zigzag(created.seconds));
        put_number(out, field::CREATED_NANOSECONDS, created.nanoseconds.into());
    }
    out.extend_from_slice(&metadata.unknown);
}

/// Reads what [`encode_metadata`] wrote.
pub fn decode_metadata(bytes: &[u8]) -> Result<Metadata, WireError> {
    let mut metadata = Metadata::default();
    let mut reader = Reader::new(bytes);
    while let Some((number, value)) = reader.field()? {
        metadata_field(&mut metadata, number, value)?;
    }
    Ok(metadata)
}

fn metadata_field(metadata: &mut Metadata, number: u64, value: Value<'_>) -> Result<(), WireError> {
    match number {
        field::MODE => metadata.mode = Some(value.small()?),
        field::USER => metadata.user = Some(value.small()?),
        field::GROUP => metadata.group = Some(value.small()?),
        field::ATTRIBUTES => metadata.attributes = Some(value.small()?),
        field::LINK_GROUP => metadata.link_group = Some(value.number()?),
        field::TARGET => metadata.target = Some(value.bytes()?.to_vec()),
        field::EXTENDED => {
            let mut both = Reader::new(value.bytes()?);
            let length = both.small()?;
            let name = both.take(length)?.to_vec();
            metadata.extended.push((name, both.rest().to_vec()));
        }
        field::CREATED => metadata.created.get_or_insert_default().seconds = value.signed()?,
        field::CREATED_NANOSECONDS => metadata.created.get_or_insert_default().nanoseconds = nanoseconds(value)?,
        _ => put_value(&mut metadata.unknown, number, value),
    }
    Ok(())
}

/// The stored form of a content: for each extent a varint `pack << 1`, first, count, or `1` and the length of a hole. Firsts are
/// zigzag differences to where the extent before ended.
pub fn encode_content(content: &Content<u32>) -> Vec<u8> {
    let mut out = Vec::with_capacity(8 * content.extents().len());
    let mut expected = 0i64;
    for extent in content.extents() {
        match *extent {
            Extent::Chunks { pack, first, count } => {
                put_varint(&mut out, u64::from(pack) << 1);
                put_varint(&mut out, zigzag(i64::from(first) - expected));
                put_varint(&mut out, u64::from(count));
                expected = i64::from(first) + i64::from(count);
            }
            Extent::Hole { length } => {
                put_varint(&mut out, 1);
                put_varint(&mut out, length);
            }
        }
    }
    out
}

/// Reads what [`encode_content`] wrote.
pub fn decode_content(bytes: &[u8]) -> Result<Content<u32>, WireError> {
    let mut content = Content::default();
    let mut expected = 0i64;
    let mut reader = Reader::new(bytes);
    while !reader.is_empty() {
        let tag = reader.varint()?;
        if tag == 1 {
            content.push(Extent::Hole { length: reader.varint()? });
            continue;
        }
        if tag & 1 != 0 {
            return Err(WireError::Range);
        }
        let pack = u32::try_from(tag >> 1).map_err(|_| WireError::Range)?;
        let first = expected.checked_add(unzigzag(reader.varint()?)).ok_or(WireError::Range)?;
        let first = u32::try_from(first).map_err(|_| WireError::Range)?;
        let count: u32 = reader.small()?;
        expected = i64::from(first) + i64::from(count);
        if expected > i64::from(u32::MAX) {
            return Err(WireError::Range);
        }
        content.push(Extent::Chunks { pack, first, count });
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_time() -> impl Strategy<Value = Timestamp> {
        (any::<i64>(), 0u32..1_000_000_000).prop_map(|(seconds, nanoseconds)| Timestamp { seconds, nanoseconds })
    }

    fn any_content() -> impl Strategy<Value = Content<u32>> {
        prop::collection::vec((any::<bool>(), any::<u32>(), 0u32..1 << 30, 1u32..1 << 30), 0..6).prop_map(|extents| {
            let mut content = Content::default();
            for (hole, pack, first, count) in extents {
                content.push(match hole {
                    true => Extent::Hole { length: u64::from(pack) },
                    false => Extent::Chunks { pack, first, count },
                });
            }
            content
        })
    }

    prop_compose! {
        fn any_metadata()(
            mode: Option<u32>, user: Option<u32>, attributes: Option<u32>, link_group: Option<u64>,
            target: Option<Vec<u8>>, extended: Vec<(Vec<u8>, Vec<u8>)>, created in prop::option::of(any_time()),
        ) -> Metadata {
            Metadata { mode, user, group: user, attributes, target, created, link_group, extended, unknown: Vec::new() }
        }
    }

    prop_compose! {
        fn any_version()(
            name in "[^/\0]{1,20}".prop_filter("steps are no names", |name| name != "." && name != ".."),
            kind in prop::sample::select(vec![Kind::File, Kind::Folder, Kind::Symlink]),
            size: u64, modified in any_time(), changed in any_time(), inode: u64, unsettled: bool,
            metadata in any_metadata(), content in any_content(),
        ) -> VersionRecord {
            VersionRecord { name: name.into_bytes(), kind, size, modified, changed, inode, unsettled, metadata, content }
        }
    }

    proptest! {
        #[test]
        fn versions_round_trip(version in any_version()) {
            let (mut out, mut scratch) = (Vec::new(), Vec::new());
            let record = CatalogRecord::Version(version);
            record.encode(&mut out, &mut scratch);
            prop_assert_eq!(CatalogRecord::next(&mut Reader::new(&out)).unwrap(), Some(record));
        }

        #[test]
        fn unknown_fields_are_kept(version in any_version(), number in 100u64..1000, value: Vec<u8>) {
            let mut fields = Vec::new();
            version.encode(&mut fields);
            put_bytes(&mut fields, number, &value);
            let decoded = VersionRecord::decode(&fields).unwrap().unwrap();
            let mut again = Vec::new();
            decoded.encode(&mut again);
            prop_assert_eq!(again, fields);
        }

        #[test]
        fn rubbish_never_panics(bytes: Vec<u8>) {
            let _ = RunMeta::decode(&bytes);
            let _ = decode_content(&bytes);
            let _ = decode_metadata(&bytes);
            let mut reader = Reader::new(&bytes);
            while let Ok(Some(_)) = CatalogRecord::next(&mut reader) {}
            let mut reader = Reader::new(&bytes);
            while let Ok(Some(_)) = IndexRecord::next(&mut reader) {}
        }

        #[test]
        fn run_meta_round_trips(previous: [u8; 32], started in any_time(), finished in any_time(), zone: String, partial: bool, new: u64, bytes_sent: u64) {
            let totals = Totals { new, bytes_sent, ..Totals::default() };
            let meta = RunMeta { previous, started, finished, zone, partial, device_name: "d".into(), system: "linux".into(), program: "0".into(), totals };
            prop_assert_eq!(RunMeta::decode(&meta.encode()).unwrap(), meta);
        }
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_refused() {
        for name in ["..", ".", "a/b", "", "a\0"] {
            let mut fields = Vec::new();
            put_bytes(&mut fields, 1, name.as_bytes());
            let mut out = Vec::new();
            put_record(&mut out, 3, &fields);
            assert!(CatalogRecord::next(&mut Reader::new(&out)).is_err(), "{name:?}");
        }
    }
}
