//! How many requests a backup makes: stores charge for each.

use std::fs;

use crate::support::{faults::Class, scene::Scene, tree::Tree};

#[test]
fn a_backup_without_changes_makes_five_requests_at_most_and_one_write() {
    let scene = Scene::new(Tree::sample(41), &[]);
    scene.backup();
    // The second knows all there is to know, whatever was too fresh at the first.
    scene.backup();
    scene.faults().reset();
    scene.backup();
    let log = scene.faults().log();
    let seen: Vec<String> = log.iter().map(|request| format!("{} {}", request.method, request.target)).collect();
    assert!(log.len() <= 5, "{seen:#?}");
    let writes: Vec<String> =
        log.iter().filter(|request| request.class == Class::Writes).map(|request| request.object()).collect();
    let [run] = writes.as_slice() else { panic!("not one write: {seen:#?}") };
    assert!(run.contains("/runs/"), "{run}");
    scene.assert_restorable();
}

#[test]
fn a_backup_of_three_small_changes_makes_two_writes_at_most() {
    let scene = Scene::new(Tree::sample(42), &[]);
    scene.backup();
    scene.tree.write("notes/note 2.txt", b"changed");
    scene.tree.write("new/small.txt", b"new");
    fs::remove_file(scene.tree.folder().join("empty.txt")).expect("a file can be removed");
    scene.faults().reset();
    scene.backup();
    let faults = scene.faults();
    let writes: Vec<String> = faults
        .log()
        .iter()
        .filter(|request| request.class == Class::Writes)
        .map(|request| format!("{} {}", request.method, request.target))
        .collect();
    assert!(writes.len() <= 2, "{writes:#?}");
    scene.assert_restorable();
}

#[test]
fn a_backup_reads_no_file_content_back_from_the_store() {
    let scene = Scene::with_changes(Tree::sample(43), &[]);
    scene.faults().reset();
    scene.backup();
    let read_packs: Vec<String> = scene
        .faults()
        .log()
        .iter()
        .filter(|request| request.class == Class::Gets && request.object().contains("/packs/"))
        .map(|request| request.object())
        .collect();
    assert!(read_packs.is_empty(), "{read_packs:#?}");
}
