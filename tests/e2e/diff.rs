//! What differs between two runs, and between the backup and the disk.

use std::{fs, path::PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{
    account::Place,
    program::{Computer, text},
};

struct Desk {
    computer: Computer,
    place: Place,
    folder: TempDir,
}

impl Desk {
    /// Three runs: the second changes `a`, brings `folder/new.txt` and loses `b`; the third brings `b` back as it was not.
    fn new() -> Self {
        let place = Place::new();
        let folder = tempfile::tempdir().expect("a folder to back up");
        let computer = Computer::new();
        place.create(&computer, "laptop");
        let desk = Self { computer, place, folder };
        desk.write("a.txt", "a");
        desk.write("b.txt", "b");
        desk.write("same.txt", "same");
        desk.backup();
        desk.write("a.txt", "longer");
        desk.write("folder/new.txt", "new");
        fs::remove_file(desk.path("b.txt")).expect("removed");
        desk.backup();
        desk.write("b.txt", "another b");
        desk.backup();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    fn backup(&self) {
        self.computer.ok(&["backup", text(self.folder.path())]);
    }

    fn diff(&self, arguments: &[&str]) -> Value {
        self.computer.ok(&[&["diff"], arguments, &["--json"]].concat()).json()
    }

    /// Each difference as its sign and its path below the folder.
    fn signs(&self, arguments: &[&str]) -> Vec<String> {
        let document = self.diff(arguments);
        let above = format!("{}/", text(self.folder.path()).replace('\\', "/"));
        let listed = document["differences"].as_array().expect("a list");
        listed
            .iter()
            .map(|difference| {
                let path = difference["path"].as_str().expect("a path").replace('\\', "/");
                let sign = match difference["change"].as_str() {
                    Some("new") => "+",
                    Some("changed") => "~",
                    Some("gone") => "-",
                    other => panic!("{other:?} is no change"),
                };
                format!("{sign} {}", path.strip_prefix(&above).unwrap_or(&path))
            })
            .collect()
    }
}

#[test]
fn two_runs_are_compared() {
    let desk = Desk::new();
    assert_eq!(desk.signs(&["1", "2"]), ["~ a.txt", "- b.txt", "+ folder", "+ folder/new.txt"]);
    assert_eq!(desk.signs(&["2", "3"]), ["+ b.txt"]);
    assert_eq!(desk.signs(&["1", "3"]), ["~ a.txt", "~ b.txt", "+ folder", "+ folder/new.txt"]);
    assert_eq!(desk.signs(&["2", "1"]), ["~ a.txt", "+ b.txt", "- folder", "- folder/new.txt"]);
    // One alone is compared with the last.
    assert_eq!(desk.signs(&["2"]), ["+ b.txt"]);
    assert_eq!(desk.signs(&["now"]), [""; 0]);
    assert_eq!(desk.signs(&["1", "now", "--under", text(&desk.path("folder"))]), ["+ folder", "+ folder/new.txt"]);
    let document = desk.diff(&["1", "2"]);
    assert_eq!((&document["before"], &document["after"]), (&1.into(), &2.into()));
    assert_eq!(document["count"], serde_json::json!({ "new": 2, "changed": 1, "gone": 1 }));
    let first = &document["differences"][0];
    assert_eq!((&first["before"]["size"], &first["after"]["size"]), (&1.into(), &6.into()), "{first}");
    let told = desk.computer.ok(&["diff", "1", "2"]);
    assert!(told.stdout.lines().any(|line| line.starts_with('~') && line.ends_with("a.txt")), "{told}");
    assert!(told.stderr.contains("2 new, 1 changed, 1 gone"), "{told}");
    let other = Computer::new();
    desk.place.login(&other, "desk").expect_code(0);
    let told = other.ok(&["diff", "2", "3", "--device", "laptop", "--json"]).json();
    assert_eq!(told["count"]["new"], 1, "{told}");
    let refused = other.run(&["diff", text(&desk.path("a.txt")), "--device", "laptop"]).expect_code(2);
    assert!(refused.stderr.contains("RUN RUN"), "{refused}");
}

#[test]
fn the_disk_is_compared_with_the_backup() {
    let desk = Desk::new();
    let folder = text(desk.folder.path());
    assert_eq!(desk.signs(&[folder]), [""; 0]);
    assert!(desk.computer.ok(&["diff", folder]).stderr.contains("No difference"));
    desk.write("a.txt", "longer still");
    desk.write("fresh/deep/file.txt", "fresh");
    fs::remove_dir_all(desk.path("folder")).expect("removed");
    assert_eq!(
        desk.signs(&[folder]),
        ["~ a.txt", "- folder", "+ fresh", "- folder/new.txt", "+ fresh/deep", "+ fresh/deep/file.txt"]
    );
    assert_eq!(desk.signs(&[text(&desk.path("a.txt"))]), ["~ a.txt"]);
    assert_eq!(desk.signs(&[text(&desk.path("folder"))]), ["- folder", "- folder/new.txt"]);
    assert_eq!(desk.signs(&[text(&desk.path("same.txt"))]), [""; 0]);
    // A file in the place of a folder.
    desk.write("folder", "a file now");
    assert_eq!(desk.signs(&[text(&desk.path("folder"))]), ["~ folder", "- folder/new.txt"]);
    let told = desk.computer.run(&["diff", text(&desk.path("nowhere"))]).expect_code(1);
    assert!(told.stderr.contains("not in the backup"), "{told}");
}

#[test]
fn what_is_no_run_is_refused_with_what_there_is() {
    let desk = Desk::new();
    let told = desk.computer.run(&["diff", "7", "2"]).expect_code(1);
    assert!(told.stderr.contains("from 1 to 3"), "{told}");
    let told = desk.computer.run(&["diff", "1", "soon"]).expect_code(2);
    assert!(told.stderr.contains("aosbox runs"), "{told}");
    desk.computer.run(&["diff", "2001-01-01"]).expect_code(1);
    desk.computer.run(&["diff"]).expect_code(2);
}
