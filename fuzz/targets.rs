//! What every reader of bytes from outside must withstand: any bytes at all. Each function says whether the bytes were what they should
//! be; none may panic, hang or take memory out of proportion. The fuzzer calls them with bytes of its own, `tests/corpus.rs` with
//! those in `corpus/`.

use std::path::Path;

use aosbox::{
    config::{Bearings, Config},
    model::DeviceId,
    pack::{self, PackTable},
    run::{
        BaseReader, BasedRun, CatalogRecord, IndexRecord, Place, RunMeta, SectionKind, SectionReader,
        records::{decode_content, encode_content},
    },
    seal::{
        AccountKey, ObjectKind,
        keys::AccountKeys,
        password::{KeyFile, Secret},
        recovery::RecoveryKey,
    },
    wire::Reader,
};

/// A target: its name, which its corpus has too, and its function.
pub type Target = (&'static str, fn(&[u8]) -> bool);

/// All of them.
pub const TARGETS: &[Target] = &[
    ("wire_fields", wire_fields),
    ("pack_table", pack_table),
    ("pack_object", pack_object),
    ("run_object", run_object),
    ("base_object", base_object),
    ("catalog_records", catalog_records),
    ("index_records", index_records),
    ("run_meta", run_meta),
    ("content", content),
    ("key_file_json", key_file_json),
    ("recovery_key", recovery_key),
    ("config_toml", config_toml),
];

/// The keys of the account that sealed objects of the corpus belong to.
pub fn keys() -> AccountKeys {
    AccountKey::from_bytes(&[7; 32]).expect("32 bytes are a key").derive()
}

/// Where the run objects of the corpus stand.
pub fn place() -> Place {
    Place { kind: ObjectKind::Run, device: DeviceId([2; 16]), sequence: 3, suffix: String::new() }
}

/// Fields and records.
pub fn wire_fields(bytes: &[u8]) -> bool {
    let mut records = Reader::new(bytes);
    while let Ok(Some((_, fields))) = records.record() {
        let mut fields = Reader::new(fields);
        while let Ok(Some(_)) = fields.field() {}
    }
    let mut fields = Reader::new(bytes);
    loop {
        match fields.field() {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// The table of a pack.
pub fn pack_table(bytes: &[u8]) -> bool {
    let Ok(table) = PackTable::decode(bytes) else { return false };
    for chunk in 0..table.chunks() {
        let place = table.place(chunk).expect("every chunk has a place");
        let block = &table.blocks()[place.block as usize];
        assert!(place.offset + place.length <= block.raw_length);
        assert!(table.id(chunk).is_some());
    }
    assert!(table.place(table.chunks()).is_none());
    assert_eq!(PackTable::decode(&table.encode()).as_ref(), Ok(&table));
    true
}

/// A whole pack.
pub fn pack_object(bytes: &[u8]) -> bool {
    let keys = keys();
    let Ok((seal, table)) = pack::read_table(&keys, bytes) else { return false };
    let (mut decompressor, mut scratch, mut raw) = (aosbox::seal::Decompressor::new(), Vec::new(), Vec::new());
    (0..).zip(table.blocks()).all(|(number, block)| {
        let sealed = &bytes[block.offset as usize..][..block.sealed_length as usize];
        pack::open_block(&seal, number, block, sealed, &mut decompressor, &mut scratch, &mut raw).is_ok()
    })
}

/// A whole run.
pub fn run_object(bytes: &[u8]) -> bool {
    SectionReader::open(&keys(), &place(), "run", bytes.to_vec().into()).is_ok_and(|mut run| sections(&mut run))
}

/// A whole base, which stands where the run does, but for its number.
pub fn base_object(bytes: &[u8]) -> bool {
    let Ok(mut base) = BaseReader::open(&keys(), &place().device, 64, "base", bytes.to_vec().into()) else {
        return false;
    };
    let runs: Vec<BasedRun> = base.runs().cloned().collect();
    runs.iter().all(|run| {
        assert_eq!(BasedRun::decode(&run.encode()).as_ref(), Ok(run));
        base.sections(&run.name).is_some_and(|(_, run)| sections(run))
    })
}

fn sections(reader: &mut SectionReader) -> bool {
    [SectionKind::Meta, SectionKind::Index, SectionKind::Catalog].into_iter().all(|kind| {
        let mut well = true;
        let read = reader.for_each(kind, |raw| {
            well &= match kind {
                SectionKind::Meta => run_meta(raw),
                SectionKind::Index => index_records(raw),
                SectionKind::Catalog => catalog_records(raw),
                SectionKind::Run => true,
            };
            Ok(())
        });
        read.is_ok() && well
    })
}

/// The catalog section of a run.
pub fn catalog_records(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    loop {
        match CatalogRecord::next(&mut reader) {
            Ok(Some(record)) => {
                let (mut stored, mut scratch) = (Vec::new(), Vec::new());
                record.encode(&mut stored, &mut scratch);
                let again = CatalogRecord::next(&mut Reader::new(&stored));
                assert!(matches!(again, Ok(Some(_))), "{record:?} does not come back");
            }
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// The index section of a run.
pub fn index_records(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    loop {
        match IndexRecord::next(&mut reader) {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// The head of a run.
pub fn run_meta(bytes: &[u8]) -> bool {
    let Ok(meta) = RunMeta::decode(bytes) else { return false };
    assert_eq!(RunMeta::decode(&meta.encode()).as_ref(), Ok(&meta));
    true
}

/// Where the content of a file lies.
pub fn content(bytes: &[u8]) -> bool {
    let Ok(content) = decode_content(bytes) else { return false };
    assert_eq!(decode_content(&encode_content(&content)).as_ref(), Ok(&content));
    true
}

/// A way into an account. Only the derivation that costs nothing is tried.
pub fn key_file_json(bytes: &[u8]) -> bool {
    let Ok(key) = serde_json::from_slice::<KeyFile>(bytes) else { return false };
    let recovery = RecoveryKey::parse(RECOVERY_KEY).expect("the key is well-formed");
    key.open(&Secret::Recovery(recovery), &[1; 16], "key").is_ok_and(|content| content.is_some())
}

/// The recovery key that opens the key files of the corpus.
pub const RECOVERY_KEY: &str = "AOS1-EBKFN-NIAV4-OZKC5-ZQ5JI-SJAM7-6XCJM-KPL72-YBP7J-C3WCE-HTULC-UZK26-G";

/// A recovery key as it is typed.
pub fn recovery_key(bytes: &[u8]) -> bool {
    let Ok(key) = RecoveryKey::parse(&String::from_utf8_lossy(bytes)) else { return false };
    let again = RecoveryKey::parse(&key.to_text()).expect("what the program shows can be typed");
    assert_eq!(key.expose(), again.expose());
    true
}

/// The settings file.
pub fn config_toml(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    Config::parse(text, Path::new("/etc/aosbox/config.toml"), Bearings::utc(Path::new("/home/u"))).is_ok()
}
