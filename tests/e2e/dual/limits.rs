//! The limit: what stays is the newest that fits. Large files are mostly holes, so that they take no room.

use std::{
    fs::{self, File, FileTimes},
    io::Write,
    path::PathBuf,
    time::{Duration, SystemTime},
};

use serde_json::Value;

use super::Desk;
use crate::support::{files::contents, program::text};

const MB: u64 = 1_000_000;

/// Makes a file of this size, modified so many days after a day in 2020.
fn make(desk: &Desk, name: &str, size: u64, day: u64) {
    let path = desk.tree.folder().join("large").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    let mut file = File::create(&path).expect("a file can be made");
    file.write_all(name.as_bytes()).and_then(|()| file.set_len(size)).expect("a file can be written");
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs((18_300 + day) * 86_400);
    file.set_times(FileTimes::new().set_modified(time)).expect("times can be set");
}

/// Backs up the large files alone.
#[track_caller]
fn backup(desk: &Desk) -> Value {
    desk.computer.ok(&["backup", text(&desk.tree.folder().join("large")), "--json"]).json()
}

fn held(desk: &Desk) -> Vec<String> {
    let folder = desk.copied_tree().join("large");
    let entries = fs::read_dir(folder).expect("a folder can be listed").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_oldest_files_go_first_and_the_backup_keeps_all() {
    let desk = Desk::enabled(121);
    desk.computer.ok(&["dual", "limit", "1GB"]);
    make(&desk, "first", 400 * MB, 1);
    make(&desk, "second", 400 * MB, 2);
    backup(&desk);
    assert_eq!(held(&desk), ["first", "second"]);

    make(&desk, "third", 400 * MB, 3);
    make(&desk, "ancient", 300 * MB, 0);
    make(&desk, "huge", 1200 * MB, 4);
    let told = backup(&desk);
    assert_eq!(held(&desk), ["second", "third"], "{told}");
    assert_eq!(told["dual"]["evicted"]["files"], 1, "{told}");
    let shown = desk.shown();
    let mut left_out: Vec<(String, String)> = (shown["left_out_files"].as_array().expect("a list").iter())
        .map(|file| {
            let path = PathBuf::from(file["path"].as_str().expect("a path"));
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, file["reason"].as_str().expect("a reason").to_owned())
        })
        .collect();
    left_out.sort();
    let expected = [("ancient", "limit"), ("first", "limit"), ("huge", "larger_than_limit")];
    assert!(left_out.iter().map(|(name, reason)| (&**name, &**reason)).eq(expected), "{left_out:?}");
    assert_eq!(shown["behind"]["files"], 0, "what the limit leaves out is not behind: {shown}");

    // What stays is the same however often it is looked at.
    for _ in 0..2 {
        let told = desk.computer.ok(&["dual", "sync", "--json"]).json();
        let moved = ["copied", "fetched", "evicted"].map(|name| told[name]["files"].clone());
        assert_eq!(moved, [0, 0, 0].map(Value::from), "{told}");
    }
    assert_eq!(held(&desk), ["second", "third"]);

    // The backup has them all.
    let back = desk.usb.path().join("back");
    desk.computer.ok(&["restore", text(&desk.tree.folder().join("large")), "--to", text(&back), "--no-dual"]);
    assert_eq!(contents(&back).len(), 5);

    // With more room, they come.
    desk.computer.ok(&["dual", "limit", "3GB"]);
    backup(&desk);
    assert_eq!(held(&desk), ["ancient", "first", "huge", "second", "third"]);
    desk.computer.ok(&["dual", "limit", "none"]);
    assert_eq!(desk.shown()["limit"], Value::Null);
}

#[test]
fn what_is_gone_goes_before_what_is_there() {
    let desk = Desk::enabled(122);
    desk.computer.ok(&["dual", "limit", "1GB"]);
    make(&desk, "old", 300 * MB, 1);
    make(&desk, "new", 500 * MB, 9);
    backup(&desk);
    fs::remove_file(desk.tree.folder().join("large/new")).expect("a file can be removed");
    make(&desk, "middle", 500 * MB, 5);
    backup(&desk);
    assert_eq!(held(&desk), ["middle", "old"], "the newest was deleted, so that it goes");

    // A limit that is lowered by a change of a file's size makes room for that file.
    make(&desk, "middle", 900 * MB, 10);
    backup(&desk);
    assert_eq!(held(&desk), ["middle"]);
}
