//! Finding by a part of the name: what is there, what was deleted, and earlier versions.

use std::{fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Computer, text};

/// A home with documents and pictures, of which a backup was made, then some changed or went, and another was made.
struct Library {
    computer: Computer,
    store: TempDir,
}

impl Library {
    fn new() -> Self {
        let store = tempfile::tempdir().expect("a folder for the account");
        let computer = Computer::new();
        computer.create_account(text(store.path()), None, "laptop").expect_code(0);
        let library = Self { computer, store };
        for (name, size) in [
            ("Documents/Annual Report.odt", 2000),
            ("Documents/2024/report-draft.txt", 10),
            ("Documents/旅行の写真/写真.txt", 20),
            ("Documents/か\u{3099}いど.txt", 5),
            ("Documents/shrinking report.bin", 50_000),
            ("Pictures/report.jpg", 300),
        ] {
            library.write(name, size);
        }
        library.backup();
        fs::remove_file(library.path("Documents/2024/report-draft.txt")).expect("removed");
        library.write("Documents/shrinking report.bin", 7);
        library.backup();
        library
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        // As the program writes it, with this system's separators.
        self.computer.at("home").join(name).components().collect()
    }

    fn write(&self, name: &str, size: usize) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, vec![b'x'; size]).expect("written");
    }

    fn backup(&self) {
        self.computer.ok(&["backup", text(&self.path("Documents")), text(&self.path("Pictures"))]);
    }

    fn document(&self, computer: &Computer, arguments: &[&str]) -> Value {
        let outcome = computer.run(&[&["find"], arguments, &["--json"]].concat());
        let document = outcome.json();
        let code = if document["count"] == 0 { 1 } else { 0 };
        outcome.expect_code(code);
        document
    }

    /// The names that are found, each with its state, in their order.
    fn found(&self, arguments: &[&str]) -> Vec<(String, String)> {
        names(&self.document(&self.computer, arguments))
    }
}

fn names(document: &Value) -> Vec<(String, String)> {
    let entries = document["entries"].as_array().expect("a list");
    entries
        .iter()
        .map(|entry| {
            let path = entry["path"].as_str().expect("a path").replace('\\', "/");
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            (name, entry["state"].as_str().expect("a state").to_owned())
        })
        .collect()
}

fn current(names: &[&str]) -> Vec<(String, String)> {
    names.iter().map(|name| ((*name).to_owned(), "current".to_owned())).collect()
}

#[test]
fn a_part_of_the_name_is_enough_in_any_script() {
    let library = Library::new();
    let reports = current(&["Annual Report.odt", "shrinking report.bin", "report.jpg"]);
    for wanted in ["report", "REPORT", "ｒｅｐｏｒｔ"] {
        assert_eq!(library.found(&[wanted]), reports, "{wanted}");
    }
    assert_eq!(library.found(&["写真"]), current(&["旅行の写真", "写真.txt"]));
    for wanted in ["が", "ガイド", "ｶﾞｲﾄﾞ", "か\u{3099}い"] {
        assert_eq!(library.found(&[wanted]).len(), 1, "{wanted}");
    }
    assert_eq!(library.found(&["写真/写"]), current(&["写真.txt"]));
    assert_eq!(library.found(&["documents/annual"]), current(&["Annual Report.odt"]));
    let told = library.computer.ok(&["find", "report"]);
    assert!(told.stderr.contains("3 found") && told.stderr.contains("--deleted"), "{told}");
    assert!(told.stdout.contains(text(&library.path("Pictures/report.jpg"))), "{told}");
}

#[test]
fn what_is_found_is_narrowed() {
    let library = Library::new();
    assert_eq!(library.found(&["report", "--under", text(&library.path("Pictures"))]), current(&["report.jpg"]));
    assert_eq!(library.found(&["report", "--larger", "1KB", "--smaller", "3KB"]), current(&["Annual Report.odt"]));
    assert_eq!(library.found(&["report", "--modified", "..2001-01-01"]), []);
    assert_eq!(library.found(&["report", "--modified", "today"]).len(), 3);
    let limited = library.document(&library.computer, &["report", "--limit", "1"]);
    assert_eq!((&limited["count"], names(&limited)), (&3.into(), current(&["Annual Report.odt"])));
    // Without a text, what narrows is enough.
    assert_eq!(library.found(&["--larger", "1KB", "--smaller", "3KB"]), current(&["Annual Report.odt"]));
    library.computer.run(&["find"]).expect_code(2);
}

#[test]
fn a_category_is_its_folders_and_extensions() {
    let library = Library::new();
    if cfg!(windows) {
        // The system says where its folders are, and they are not those of the test.
        assert_eq!(library.found(&["report", "--category", "pictures"]), []);
    } else {
        assert_eq!(library.found(&["report", "--category", "pictures"]), current(&["report.jpg"]));
        assert_eq!(library.found(&["report", "--category", "画像"]), current(&["report.jpg"]));
    }
    let refused = library.computer.run(&["find", "report", "--category", "picturs"]).expect_code(2);
    assert!(refused.stderr.contains("pictures"), "{refused}");
}

#[test]
fn what_was_deleted_or_replaced_is_found_if_that_is_asked_for() {
    let library = Library::new();
    let state = |name: &str, state: &str| (name.to_owned(), state.to_owned());
    let document = library.document(&library.computer, &["draft"]);
    assert_eq!((&document["count"], &document["hidden"]), (&0.into(), &1.into()));
    assert_eq!(library.found(&["draft", "--deleted"]), [state("report-draft.txt", "deleted")]);
    assert_eq!(library.found(&["shrinking", "--larger", "10KB"]), [state("shrinking report.bin", "old")]);
    assert_eq!(library.found(&["shrinking", "--smaller", "10KB"]), current(&["shrinking report.bin"]));
}

#[test]
fn what_is_not_there_is_exit_code_1() {
    let library = Library::new();
    let told = library.computer.run(&["find", "no such name"]).expect_code(1);
    assert!(told.stdout.is_empty() && told.stderr.contains("Nothing found"), "{told}");
    let told = library.computer.run(&["find", "report", "--under", text(&library.path("Nowhere"))]).expect_code(1);
    assert!(told.stderr.contains("not in the backup"), "{told}");
}

#[test]
fn another_computer_finds_the_same() {
    let library = Library::new();
    let other = Computer::new();
    other.login(text(library.store.path()), None, "desk").expect_code(0);
    let found = names(&library.document(&other, &["写真", "--device", "laptop"]));
    assert_eq!(found, current(&["旅行の写真", "写真.txt"]));
    assert!(Path::new(library.store.path()).exists());
}
