//! The dual copy: plain files on a drive, whatever happens to it, and restores that take from it what is right.

mod drive;
mod limits;
mod repair;
mod restore;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{
    files::contents,
    program::{Computer, text},
    tree::Tree,
};

/// A computer that is logged in to an account in a folder, with files and a drive.
pub struct Desk {
    pub store: TempDir,
    pub computer: Computer,
    pub tree: Tree,
    pub usb: TempDir,
}

impl Desk {
    /// Nothing is backed up or enabled yet.
    pub fn new(seed: u64) -> Self {
        let store = tempfile::tempdir().expect("a folder for the account");
        let computer = Computer::new();
        computer.create_account(text(store.path()), None, "laptop").expect_code(0);
        Self { store, computer, tree: Tree::compact(seed), usb: tempfile::tempdir().expect("a drive") }
    }

    /// With the copy enabled.
    pub fn enabled(seed: u64) -> Self {
        let desk = Self::new(seed);
        desk.computer.ok(&["dual", "enable", text(desk.usb.path())]);
        desk
    }

    /// Backs up; the document that was printed.
    #[track_caller]
    pub fn backup(&self) -> Value {
        self.computer.ok(&["backup", text(self.tree.folder()), "--json"]).json()
    }

    /// The device's folder on the drive.
    pub fn copy(&self) -> PathBuf {
        self.usb.path().join("laptop")
    }

    /// Where the copy of the tree is.
    pub fn copied_tree(&self) -> PathBuf {
        within(&self.copy(), self.tree.folder())
    }

    /// What `dual show --json` says.
    #[track_caller]
    pub fn shown(&self) -> Value {
        self.computer.ok(&["dual", "show", "--json"]).json()
    }

    /// Asserts that the copy has every file of the tree with its bytes and time, and that nothing else is current in it.
    #[track_caller]
    pub fn assert_copied(&self) {
        assert_same_files(self.tree.folder(), &self.copied_tree());
        let shown = self.shown();
        assert_eq!(shown["behind"]["files"], 0, "{shown}");
        assert_eq!(shown["current"]["files"], files_and_links(self.tree.folder()), "{shown}");
    }
}

/// Where a folder of this computer is below a copy.
pub fn within(copy: &Path, folder: &Path) -> PathBuf {
    let plain = |part: std::path::Component<'_>| match part {
        std::path::Component::Normal(name) => Some(PathBuf::from(name)),
        std::path::Component::Prefix(prefix) => {
            Some(PathBuf::from(prefix.as_os_str().to_string_lossy().trim_end_matches(':')))
        }
        _ => None,
    };
    folder.components().filter_map(plain).fold(copy.to_owned(), |path, part| path.join(part))
}

/// Asserts that each file of a folder is in another with the same bytes and times; the other may have more.
#[track_caller]
pub fn assert_same_files(folder: &Path, copy: &Path) {
    let (here, there) = (contents(folder), contents(copy));
    for (path, bytes) in &here {
        let Some(copied) = there.get(path) else { panic!("{} is not copied", path.display()) };
        assert!(copied == bytes, "{} is not the same", path.display());
        let modified = |folder: &Path| fs::metadata(folder.join(path)).and_then(|metadata| metadata.modified());
        assert_eq!(modified(folder).expect("a time"), modified(copy).expect("a time"), "{}", path.display());
    }
}

fn files_and_links(folder: &Path) -> usize {
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let entry = entry.expect("a folder can be listed");
        let is_folder = entry.file_type().expect("a kind").is_dir();
        count += if is_folder { files_and_links(&entry.path()) } else { 1 };
    }
    count
}

/// Names of the program's own on a drive that are no part of the copy and should not be left.
pub fn parts(copy: &Path) -> Vec<PathBuf> {
    let all: BTreeMap<PathBuf, Vec<u8>> = contents(copy);
    all.into_keys().filter(|path| path.to_string_lossy().contains(".part")).collect()
}

#[test]
fn a_backup_makes_a_copy_that_follows_what_changes() {
    let desk = Desk::enabled(101);
    let told = desk.backup();
    assert!(told["dual"]["copied"]["files"].as_u64() > Some(30), "{told}");
    assert_eq!((&told["dual"]["behind"], &told["dual"]["trouble"]), (&false.into(), &Value::Null), "{told}");
    desk.assert_copied();
    assert!(parts(&desk.copy()).is_empty());

    for seed in 1..=3 {
        desk.tree.mutate(seed);
        desk.backup();
        desk.assert_copied();
    }
    let told = desk.backup();
    assert_eq!(told["dual"]["copied"]["files"], 0, "nothing changed: {told}");
    let shown = desk.computer.ok(&["dual", "show"]).stdout;
    for part in ["laptop", "Holds", "deleted on this computer", "up to date", "Limit"] {
        assert!(shown.contains(part), "{part} is not shown\n{shown}");
    }
}

#[test]
fn what_is_deleted_stays_in_the_copy_until_room_is_needed_and_comes_back_without_copying() {
    let desk = Desk::enabled(102);
    desk.backup();
    let (note, away) = (desk.tree.folder().join("notes/note 2.txt"), desk.usb.path().join("away"));
    fs::rename(&note, &away).expect("a file can be moved");
    desk.backup();
    assert!(desk.copied_tree().join("notes/note 2.txt").exists());
    assert_eq!(desk.shown()["gone"]["files"], 1);
    desk.computer.ok(&["restore", text(&note), "--deleted"]);
    assert!(note.exists());
    fs::remove_file(note).expect("a file can be removed");
}

#[test]
fn what_was_backed_up_before_is_copied_when_that_is_asked_for() {
    let desk = Desk::new(103);
    desk.backup();
    let told = desk.computer.ok(&["dual", "enable", text(desk.usb.path()), "--json"]).json();
    assert!(told["before"]["files"].as_u64() > Some(30), "{told}");
    desk.tree.write("notes/later.txt", b"later");
    desk.backup();
    let copied: Vec<PathBuf> = contents(&desk.copied_tree()).into_keys().collect();
    assert_eq!(copied, [Path::new("notes/later.txt")]);
    assert!(desk.computer.ok(&["dual", "show"]).stdout.contains("dual sync"));

    // What is no longer as it was backed up comes from the store.
    let note = desk.tree.folder().join("notes/note 3.txt");
    let was = fs::read(&note).expect("a file can be read");
    fs::write(&note, b"not backed up yet").expect("a file can be written");
    let told = desk.computer.ok(&["dual", "sync", "--json"]).json();
    assert_eq!(told["fetched"]["files"], 1, "{told}");
    assert!(fs::read(desk.copied_tree().join("notes/note 3.txt")).expect("copied") == was);
    desk.backup();
    desk.assert_copied();
    let told = desk.computer.ok(&["dual", "sync", "--json"]).json();
    assert_eq!((&told["copied"]["files"], &told["fetched"]["files"]), (&0.into(), &0.into()), "{told}");
}

#[test]
fn the_copy_has_filters_of_its_own() {
    let desk = Desk::enabled(104);
    desk.computer.ok(&["dual", "filter", "add", "--exclude", "*.jpg;*.dat", "--note", "large"]);
    desk.computer.ok(&["dual", "filter", "add", "--larger-than", "1GB"]);
    let listed = desk.computer.ok(&["dual", "filter", "list", "--json"]).json();
    assert_eq!((&listed["command"], &listed["filters"][0]["note"]), (&"dual filter list".into(), &"large".into()));
    assert_eq!(desk.computer.ok(&["filter", "list", "--json"]).json()["filters"], serde_json::json!([]));
    desk.backup();
    let copied = contents(&desk.copied_tree());
    let is_left_out = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "jpg" || ending == "dat");
    assert!(!copied.keys().any(is_left_out) && copied.len() > 25, "{:?}", copied.keys());
    assert_eq!(desk.shown()["behind"]["files"], 0);

    // What a filter no longer leaves out is caught up; what it leaves out from now on goes.
    desk.computer.ok(&["dual", "filter", "edit", "1", "--exclude", "*.txt"]);
    desk.computer.ok(&["dual", "filter", "remove", "2"]);
    desk.computer.run(&["dual", "filter", "remove", "2"]).expect_code(2);
    desk.backup();
    let copied = contents(&desk.copied_tree());
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    assert!(copied.keys().any(is_left_out) && !copied.keys().any(is_text), "{:?}", copied.keys());
}

#[test]
fn a_copy_is_ended_and_its_files_stay() {
    let desk = Desk::enabled(105);
    desk.backup();
    let told = desk.computer.ok(&["dual", "disable"]);
    assert!(told.stdout.contains("stay as they are"), "{told}");
    assert_same_files(desk.tree.folder(), &desk.copied_tree());
    desk.tree.write("new.txt", b"new");
    assert_eq!(desk.backup()["dual"], Value::Null);
    assert!(!desk.copied_tree().join("new.txt").exists());
    for refused in [&["dual", "show", "--json"][..], &["dual", "sync", "--json"]] {
        let refused = desk.computer.run(refused).expect_code(2).json();
        assert_eq!(refused["error"]["kind"], "dual_not_enabled", "{refused}");
    }
    desk.computer.ok(&["dual", "disable"]);

    // The drive knows what it is: taken into use again, nothing is copied twice.
    desk.computer.ok(&["dual", "enable", text(desk.usb.path())]);
    let told = desk.computer.ok(&["dual", "sync", "--json"]).json();
    assert_eq!(told["copied"]["files"], 1, "{told}");
    desk.assert_copied();
}

#[test]
fn a_folder_that_would_make_circles_is_refused() {
    let desk = Desk::new(106);
    desk.computer.ok(&["select", "add", text(desk.tree.folder())]);
    let below = |folder: &Path| folder.join("below/copy");
    for wrong in [below(desk.tree.folder()), below(desk.store.path()), desk.store.path().to_owned()] {
        let refused = desk.computer.run(&["dual", "enable", text(&wrong), "--json"]).expect_code(2).json();
        assert_eq!(refused["error"]["kind"], "dual_inside", "{refused}");
        assert!(!wrong.join("laptop").exists(), "nothing is made there");
    }
    let file = desk.usb.path().join("file");
    fs::write(&file, b"").expect("a file can be written");
    desk.computer.run(&["dual", "enable", text(&file)]).expect_code(1);
    desk.computer.run(&["dual", "limit", "999MB"]).expect_code(2);
    Computer::new().run(&["dual", "enable", text(desk.usb.path())]).expect_code(10);
}

#[test]
fn two_computers_share_a_drive() {
    let desk = Desk::enabled(107);
    desk.backup();
    let other = Computer::new();
    // Of the same name, too.
    other.login(text(desk.store.path()), None, "laptop").expect_code(0);
    let told = other.ok(&["dual", "enable", text(desk.usb.path()), "--json"]).json();
    let folder = PathBuf::from(told["folder"].as_str().expect("a folder"));
    assert_ne!(folder, desk.copy());
    let tree = Tree::compact(108);
    other.ok(&["backup", text(tree.folder())]);
    assert_same_files(tree.folder(), &within(&folder, tree.folder()));
    desk.assert_copied();
    assert!(!within(&desk.copy(), tree.folder()).exists());
}
