//! The computer's clock may be wrong and may go backwards: nothing of a backup depends on it but what a person reads. The program has
//! the system's clock, so this drives the library with one of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

use aosbox::{
    account::Account,
    backup::{self, BackupOptions, BackupReport, DeviceLock},
    model::{Apath, DeviceId, Timestamp, time::Clock},
    monitor::{Cancel, Silent, Surroundings},
    platform,
    restore::{self, Replace, RestoreRequest},
    seal::{password::Owner, recovery::RecoveryKey},
    selection::Selection,
    store::{ConnectOptions, Location, open},
    sync::{self, Purpose},
};

const DEVICE: DeviceId = DeviceId([5; 16]);
/// Seconds of each backup: back by a day, by fifty years to before 1970, and into the next century.
const TIMES: [i64; 6] = [1_790_000_000, 1_789_913_600, -500_000_000, 4_200_000_000, 0, 1_790_000_100];

struct Wound(Mutex<i64>);

impl Clock for Wound {
    fn now(&self) -> Timestamp {
        Timestamp::new(*self.0.lock().expect("nobody panics"), 0)
    }

    fn zone(&self) -> String {
        "Asia/Tokyo".to_owned()
    }
}

#[test]
fn a_clock_that_jumps_to_and_fro_loses_no_version_and_no_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = fs::canonicalize(folder.path()).expect("it is there");
    let (files, store) = (folder.join("files"), folder.join("store"));
    fs::create_dir_all(&files).expect("a folder can be made");
    let options = ConnectOptions { create_folder: true, ..ConnectOptions::default() };
    let store = open::open(&Location::Folder(store), &options).expect("a folder is a store");
    let account =
        Account::create(store, Owner::default(), &RecoveryKey::generate(), None).expect("an account can be made");
    let clock = Wound(Mutex::new(0));
    for (round, time) in TIMES.into_iter().enumerate() {
        *clock.0.lock().expect("nobody panics") = time;
        fs::write(files.join("diary.txt"), format!("entry {round}")).expect("a file can be written");
        let report = back_up(&account, &folder, &files, &clock);
        assert_eq!(report.totals.new + report.totals.changed, 1, "round {round}");
        // Nothing changed: whatever the time, no file is taken for another.
        let report = back_up(&account, &folder, &files, &clock);
        assert_eq!((report.totals.new, report.totals.failed, report.totals.bytes_new), (0, 0, 0), "round {round}");
    }
    for version in 1..=TIMES.len() {
        assert_eq!(bring_back(&account, &folder, &files, Some(version)), format!("entry {}", version - 1));
    }
    assert_eq!(bring_back(&account, &folder, &files, None), format!("entry {}", TIMES.len() - 1));
}

fn back_up(account: &Account, folder: &Path, files: &Path, clock: &Wound) -> BackupReport {
    let monitor = Silent::default();
    let catalog = folder.join("catalog.sqlite");
    let mut catalog = sync::open_catalog(account, &catalog, &DEVICE, Purpose::Backup, &monitor).expect("a catalog");
    let selection = Selection::of_paths(&[files.to_owned()], folder).expect("a path that is there");
    let lock = Some(std::sync::Arc::new(DeviceLock::take(&folder.join("lock")).expect("nobody else has it")));
    let options = BackupOptions { lock, ..BackupOptions::new("laptop", "test") };
    let around = Surroundings { monitor: &monitor, clock, cancel: &Cancel::default() };
    backup::run(account, &mut catalog, &DEVICE, &selection, &options, None, around).expect("a backup")
}

/// What a version of the diary says, by a catalog that knows nothing yet.
fn bring_back(account: &Account, folder: &Path, files: &Path, version: Option<usize>) -> String {
    let monitor = Silent::default();
    let to = tempfile::tempdir_in(folder).expect("a folder");
    let fresh = to.path().join("catalog.sqlite");
    let catalog = sync::open_catalog(account, &fresh, &DEVICE, Purpose::Reading, &monitor).expect("a catalog");
    let device = catalog.device(&DEVICE).expect("the device has runs");
    let path: Apath = platform::apath(&files.join("diary.txt")).expect("a path without steps");
    let target: PathBuf = to.path().join("back");
    let request = RestoreRequest {
        paths: vec![path],
        to: Some(target.clone()),
        choice: Default::default(),
        version,
        replace: Replace::Always,
        jobs: 1,
        dry_run: false,
        verify: true,
    };
    let report =
        restore::run(account, &catalog, &device, &request, None, &monitor, &Cancel::default()).expect("a restore");
    assert_eq!((report.files, report.failed), (1, 0), "{report:?}");
    fs::read_to_string(target.join("diary.txt")).expect("it came")
}
