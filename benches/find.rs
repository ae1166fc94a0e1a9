//! What finding a part of a name costs among a million paths. Prints figures.
//!
//! `cargo bench --bench find` makes a catalog of 1,000,000 paths in a temporary folder; `-- N` one of N.

use std::time::{Duration, Instant};

use aosbox::{
    catalog::{
        Catalog, DeviceInfo,
        apply::RunToApply,
        find::{Found, Query},
    },
    model::{AccountId, Apath, Content, DeviceId, Kind, Metadata, Timestamp},
    run::{CatalogRecord, RunMeta, SectionReader, Totals, VersionRecord, writer::RunWriter},
    seal::AccountKey,
    store::names::RunName,
    sync,
};

const PATHS: usize = 1_000_000;
const IN_A_FOLDER: usize = 100;
const ROUNDS: usize = 5;
const WORDS: [&str; 8] = ["report", "写真", "会議資料", "IMG_2024", "invoice", "さくら", "Mémoire", "backup-notes"];

fn main() {
    let given = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let paths = given.unwrap_or(PATHS);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("catalog.sqlite");
    let begun = Instant::now();
    let (catalog, device) = make(&file, paths);
    let size = std::fs::metadata(&file).expect("the catalog is there").len();
    println!("{paths} paths applied in {:.1} s, {} MB", begun.elapsed().as_secs_f64(), size / 1_000_000);
    println!("{:<28} {:>9} {:>10} {:>10}", "looked for", "found", "median", "slowest");
    let all = |text: &str| Query {
        text: text.to_owned(),
        size: (None, None),
        modified: None,
        deleted: true,
        under: None,
        belongs: None,
        limit: 1000,
    };
    for text in ["report", "写真", "サクラ", "mémoire", "no such name", "123456", "a/img_2024", ""] {
        measure(text, || catalog.find(&device, &all(text)));
    }
    let sized = || catalog.find(&device, &Query { size: (Some(900_000), None), ..all("report") });
    measure("report, larger than 900 kB", sized);
}

fn measure(name: &str, find: impl Fn() -> aosbox::error::Result<Found>) {
    let mut times: Vec<Duration> = Vec::new();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        count = find().expect("the catalog can be read").count;
        times.push(begun.elapsed());
    }
    times.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let (median, slowest) = (milliseconds(times[ROUNDS / 2]), milliseconds(times[ROUNDS - 1]));
    println!("{:<28} {count:>9} {median:>7.0} ms {slowest:>7.0} ms", format!("{name:?}"));
}

/// A catalog to which one run of so many files was applied.
fn make(file: &std::path::Path, paths: usize) -> (Catalog, DeviceInfo) {
    let keys = AccountKey::from_bytes(&[1; 32]).expect("a key").derive();
    let mut catalog = Catalog::open(file, &AccountId([7; 16])).expect("a catalog");
    let id = DeviceId([3; 16]);
    let device = catalog.device(&id).expect("a device");
    catalog.follow(device.number).expect("followed");
    let mut writer = RunWriter::new(1);
    let metadata = Metadata { mode: Some(0o644), user: Some(1000), group: Some(1000), ..Metadata::default() };
    for number in 0..paths {
        let folder = number / IN_A_FOLDER;
        let path = format!("/home/user/Documents/{}/part {folder}/data", folder / 50);
        let word = WORDS[number % WORDS.len()];
        let version = VersionRecord {
            name: format!("{word} {number}.dat").into_bytes(),
            kind: Kind::File,
            size: number as u64,
            modified: Timestamp::new(1_700_000_000 + number as i64, 5),
            changed: Timestamp::new(1_700_000_000 + number as i64, 6),
            inode: number as u64,
            unsettled: false,
            metadata: metadata.clone(),
            content: Content::default(),
        };
        writer.push(&Apath::from_bytes(path).expect("a path"), &CatalogRecord::Version(version));
    }
    let meta = RunMeta {
        previous: [0; 32],
        started: Timestamp::new(1_800_000_000, 0),
        finished: Timestamp::new(1_800_000_100, 0),
        zone: "UTC".to_owned(),
        partial: false,
        device_name: "bench".to_owned(),
        system: "linux".to_owned(),
        program: "bench".to_owned(),
        totals: Totals::default(),
    };
    let name = RunName { sequence: 1, suffix: String::new() };
    let place = sync::run_place(&id, &name);
    let bytes = writer.finish().seal(&keys, &place, &meta);
    let size = bytes.len() as u64;
    let mut sections = SectionReader::open(&keys, &place, "run", bytes).expect("a run");
    let run = RunToApply { device: device.number, name: &name, hash: [0; 32], size, sections: &mut sections };
    catalog.apply(run).expect("the run is applied");
    let device = catalog.device(&id).expect("a device");
    (catalog, device)
}
