//! `dual verify`: what is wrong on the drive is found and made right again.

use std::{fs, io::Write, path::Path};

use super::{Desk, assert_same_files};
use crate::support::{files::contents, program::text};

fn flip(path: &Path) {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified()).expect("a time");
    let mut bytes = fs::read(path).expect("a file can be read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let mut file = fs::File::options().write(true).open(path).expect("a file can be written");
    file.write_all(&bytes).expect("a file can be written");
    // Nothing but the content tells.
    file.set_times(fs::FileTimes::new().set_modified(modified)).expect("times can be set");
}

#[test]
fn flipped_bits_truncation_and_deletion_are_repaired_from_the_disk_and_the_store() {
    let desk = Desk::enabled(131);
    desk.backup();
    let copied = desk.copied_tree();
    let all_is_well = desk.computer.ok(&["dual", "verify", "--json"]).json();
    let well = ["wrong", "missing", "strangers"].map(|name| all_is_well[name].as_array().expect("a list").len());
    assert_eq!(well, [0, 0, 0], "{all_is_well}");

    flip(&copied.join("half and half.dat"));
    flip(&copied.join("notes/note 7.txt"));
    let cut = fs::File::options().write(true).open(copied.join("notes/note 8.txt")).expect("a file can be written");
    cut.set_len(1).expect("a file can be cut");
    drop(cut);
    fs::remove_file(copied.join("notes/note 9.txt")).expect("a file can be removed");
    fs::write(copied.join("stranger.txt"), b"mine").expect("a file can be written");
    // This one is not on the computer as it was any more.
    let note = desk.tree.folder().join("notes/note 7.txt");
    let was = fs::read(&note).expect("a file can be read");
    fs::write(&note, b"not backed up yet").expect("a file can be written");

    let told = desk.computer.ok(&["dual", "verify", "--json"]).json();
    let found = ["wrong", "missing", "strangers"].map(|name| told[name].as_array().expect("a list").len());
    assert_eq!(found, [3, 1, 1], "{told}");
    assert_eq!((&told["copied"]["files"], &told["fetched"]["files"]), (&3.into(), &1.into()), "{told}");
    assert!(fs::read(copied.join("notes/note 7.txt")).expect("repaired") == was);
    assert!(copied.join("stranger.txt").exists(), "what is somebody else's stays");
    let said = desk.computer.ok(&["dual", "verify"]);
    assert!(said.stdout.contains("All is well") && said.stderr.contains("stranger.txt"), "{said}");
    desk.backup();
    desk.assert_copied();
}

#[test]
fn a_deleted_file_that_is_wrong_is_removed() {
    let desk = Desk::enabled(132);
    desk.backup();
    fs::remove_file(desk.tree.folder().join("notes/note 2.txt")).expect("a file can be removed");
    fs::remove_file(desk.tree.folder().join("notes/note 3.txt")).expect("a file can be removed");
    desk.backup();
    flip(&desk.copied_tree().join("notes/note 2.txt"));
    let told = desk.computer.ok(&["dual", "verify", "--json"]).json();
    assert_eq!(told["wrong"].as_array().map(Vec::len), Some(1), "{told}");
    assert!(!desk.copied_tree().join("notes/note 2.txt").exists());
    assert!(desk.copied_tree().join("notes/note 3.txt").exists());
}

#[test]
fn a_lost_cache_is_made_anew_from_the_drive_without_copying() {
    let desk = Desk::enabled(133);
    desk.backup();
    for (path, _) in contents(desk.computer.folder()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.contains(".sqlite") {
            fs::remove_file(desk.computer.at(path)).expect("a file can be removed");
        }
    }
    // What is wrong meanwhile is not taken for right.
    flip(&desk.copied_tree().join("half and half.dat"));
    let told = desk.backup();
    assert_eq!(told["dual"]["copied"]["files"].as_u64().map(|files| files <= 1), Some(true), "{told}");
    assert!(told["dual"]["found"]["files"].as_u64() > Some(25), "{told}");
    desk.assert_copied();
    assert_same_files(desk.tree.folder(), &desk.copied_tree());
}

#[test]
fn what_neither_disk_nor_store_has_is_said() {
    let desk = Desk::enabled(134);
    desk.backup();
    let note = desk.tree.folder().join("notes/note 7.txt");
    fs::write(&note, b"not backed up yet").expect("a file can be written");
    flip(&desk.copied_tree().join("notes/note 7.txt"));
    for pack in contents(&desk.store.path().join("packs")).into_keys() {
        fs::remove_file(desk.store.path().join("packs").join(pack)).expect("a pack can be removed");
    }
    let outcome = desk.computer.run(&["dual", "verify", "--json"]).expect_code(3);
    let told = outcome.json();
    assert_eq!(told["lacking"]["files"], 1, "{told}");
    let said = desk.computer.ok(&["dual", "show", "-v"]);
    assert!(said.stdout.contains("note 7.txt"), "{said}");
    assert!(desk.computer.run(&["restore", text(&note), "--replace", "always"]).code() == Some(3));
    assert!(fs::read(&note).expect("a file") == b"not backed up yet", "what is wrong is not restored");
}
