//! Restores with the copy: what it proves is not fetched, and what it does not prove is not believed.

use std::fs;

use tempfile::TempDir;

use super::{Desk, within};
use crate::support::{
    compare::assert_same,
    files::contents,
    program::{Computer, Outcome, text},
    scene::{Restored, Scene},
    tree::Tree,
};

fn packs_fetched(scene: &Scene) -> usize {
    scene.faults().log().iter().filter(|request| request.object().contains("/packs/")).count()
}

/// A scene that is backed up, with a copy.
fn copied(seed: u64) -> (Scene, TempDir) {
    let scene = Scene::new(Tree::sample(seed), &[]);
    let usb = tempfile::tempdir().expect("a drive");
    scene.computer.ok(&["dual", "enable", text(usb.path())]);
    scene.backup();
    (scene, usb)
}

#[test]
fn a_restore_from_the_copy_fetches_nothing_and_says_so() {
    let (scene, _usb) = copied(141);
    scene.faults().reset();
    let restored = Restored::of(&scene.computer, scene.tree.folder(), &["--json", "--verify"]).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
    assert_eq!(packs_fetched(&scene), 0);
    let told = restored.outcome.json();
    assert_eq!(
        (&told["bytes"]["fetched"], told["from_dual"]["files"].as_u64() > Some(30)),
        (&0.into(), true),
        "{told}"
    );

    let said = Restored::of(&scene.computer, scene.tree.folder(), &[]).expect_code(0);
    assert!(said.outcome.stdout.contains("came from the dual copy"), "{}", said.outcome);

    scene.faults().reset();
    let restored = Restored::of(&scene.computer, scene.tree.folder(), &["--no-dual", "--json"]).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
    assert!(packs_fetched(&scene) > 0);
    assert_eq!(restored.outcome.json()["from_dual"]["bytes"], 0);
}

#[test]
fn a_tampered_or_stale_copy_is_never_restored() {
    let (scene, usb) = copied(142);
    let copy = within(&usb.path().join("laptop"), scene.tree.folder());
    let all = contents(&copy);
    // One byte of each third file, a file cut short, one made longer, one in another's place.
    for (number, (path, bytes)) in all.iter().enumerate().filter(|(_, (_, bytes))| !bytes.is_empty()) {
        let mut bytes = bytes.clone();
        match number % 6 {
            0 => bytes[0] ^= 0x20,
            1 => bytes.truncate(bytes.len() - 1),
            2 => bytes.extend_from_slice(b"more"),
            3 => bytes = b"something else".to_vec(),
            _ => continue,
        }
        let _read_only = fs::remove_file(copy.join(path));
        fs::write(copy.join(path), bytes).expect("a file can be written");
    }
    scene.faults().reset();
    let restored = Restored::of(&scene.computer, scene.tree.folder(), &["--json"]).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
    assert!(packs_fetched(&scene) > 0);
    let told = restored.outcome.json();
    let (near, all) = (told["from_dual"]["bytes"].as_u64(), told["bytes"]["restored"].as_u64());
    assert!(near > Some(0) && near < all, "what is right is taken, and no more: {told}");
}

#[test]
fn old_versions_come_from_the_store() {
    let (scene, _usb) = copied(143);
    let before = Restored::of(&scene.computer, scene.tree.folder(), &[]).expect_code(0);
    scene.tree.mutate(1);
    scene.backup();
    let restored = Restored::of(&scene.computer, scene.tree.folder(), &[]).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
    let note = scene.tree.folder().join("notes/note 10.txt");
    fs::write(&note, b"the second version").expect("a file can be written");
    scene.backup();
    let back = tempfile::tempdir().expect("a folder");
    let first = ["restore", text(&note), "--version", "1", "--to", text(back.path())];
    scene.computer.ok(&first);
    let was = fs::read(before.place.join("notes/note 10.txt")).expect("restored before");
    assert!(fs::read(back.path().join("note 10.txt")).expect("restored") == was);
}

#[test]
fn the_copy_stands_in_for_a_damaged_store() {
    let desk = Desk::enabled(144);
    desk.backup();
    for pack in contents(&desk.store.path().join("packs")).into_keys() {
        fs::remove_file(desk.store.path().join("packs").join(pack)).expect("a pack can be removed");
    }
    let restored = Restored::of(&desk.computer, desk.tree.folder(), &[]).expect_code(0);
    assert_same(desk.tree.folder(), &restored.place);
    Restored::of(&desk.computer, desk.tree.folder(), &["--no-dual"]).expect_code(3);
}

#[test]
fn a_restore_without_the_drive_is_as_before() {
    let (scene, usb) = copied(145);
    drop(usb);
    scene.faults().reset();
    let restored: Outcome = {
        let restored = Restored::of(&scene.computer, scene.tree.folder(), &["--json"]).expect_code(0);
        assert_same(scene.tree.folder(), &restored.place);
        restored.outcome
    };
    assert!(packs_fetched(&scene) > 0);
    assert_eq!(restored.json()["from_dual"]["files"], 0);
}

#[test]
fn another_computers_copy_on_the_same_drive_is_used() {
    let (scene, usb) = copied(146);
    let other = Computer::new();
    other.login(scene.server.store(), Some(&scene.server), "desktop").expect_code(0);
    other.ok(&["dual", "enable", text(usb.path())]);
    scene.faults().reset();
    let options = ["--device", "laptop", "--json"];
    let restored = Restored::of(&other, scene.tree.folder(), &options).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
    assert_eq!(packs_fetched(&scene), 0, "{}", restored.outcome);
}
