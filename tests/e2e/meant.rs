//! Names that are misspelt: what was perhaps meant is named.

use std::fs;

use crate::support::{
    program::{Computer, Outcome, text},
    scene::Scene,
    tree::Tree,
};

#[track_caller]
fn assert_hint(outcome: &Outcome, meant: &str) {
    assert!(outcome.stderr.contains(meant) && outcome.stderr.contains("meant?"), "{meant}\n{outcome}");
}

#[test]
fn a_path_that_is_not_in_the_backup() {
    let scene = Scene::new(Tree::compact(92), &[]);
    scene.tree.write("Documents/letter.txt", b"a letter");
    scene.backup();
    let computer = &scene.computer;
    let right = scene.tree.folder().join("Documents").join("letter.txt");
    let wrong = scene.tree.folder().join("Documnets").join("leter.txt");
    for verb in ["ls", "versions", "cat", "restore"] {
        let outcome = computer.run(&[verb, text(&wrong)]).expect_code(1);
        assert_hint(&outcome, text(&right));
    }
    let under = computer.run(&["find", "x", "--under", text(wrong.parent().expect("a folder"))]).expect_code(1);
    assert_hint(&under, text(right.parent().expect("a folder")));
    let diff = computer.run(&["diff", text(&wrong)]).expect_code(1);
    assert_hint(&diff, text(&right));
    // With JSON the hint says it, too.
    let told = computer.run(&["versions", text(&wrong), "--json"]).json();
    assert!(told["error"]["hint"].as_str().is_some_and(|hint| hint.contains("letter.txt")), "{told:#}");
    // What is like nothing that is there is not guessed.
    let outcome = computer.run(&["ls", text(&scene.tree.folder().join("quite-another-thing"))]).expect_code(1);
    assert!(!outcome.stderr.contains("meant?"), "{outcome}");
}

#[test]
fn a_computer_and_a_login() {
    let scene = Scene::new(Tree::compact(93), &[]);
    scene.backup();
    let outcome = scene.computer.run(&["ls", "--device", "lapotp"]).expect_code(2);
    assert_hint(&outcome, "laptop");
    let outcome = scene.computer.run(&["ls", "--account", "defualt"]).expect_code(10);
    assert_hint(&outcome, "default");
    assert!(outcome.stderr.contains("there is no login defualt"), "{outcome}");
    let told = scene.computer.run(&["status", "--account", "work", "--json"]).expect_code(10).json();
    assert_eq!(told["error"]["kind"], "not_logged_in", "{told:#}");
    assert!(told["error"]["hint"].as_str().is_some_and(|hint| hint.contains("default")), "{told:#}");
    // A first login is none of these.
    let first = Computer::new().run(&["status"]).expect_code(10);
    assert!(first.stderr.contains("not logged in"), "{first}");
    assert!(!first.stderr.contains(scene.server.store()), "{first}");
}

#[test]
fn settings() {
    for (table, meant) in [
        ("[selection]\ncategoris = [\"documents\"]\n", "categories"),
        ("[schedule]\nevry = \"1h\"\n", "every"),
        ("[shedule]\nevery = \"1h\"\n", "schedule"),
        ("[backup]\nmode = \"fsat\"\n", "fast"),
        ("[log]\nlevel = \"inof\"\n", "info"),
        ("[schedule]\nat = [\"22:00\"]\nthen = \"shutdwn\"\n", "shutdown"),
        ("[selection]\ncategories = [\"dokuments\"]\n", "documents"),
    ] {
        let computer = Computer::with_settings(&[table]);
        let outcome = computer.run(&["config", "check"]).expect_code(2);
        assert_hint(&outcome, meant);
    }
}

#[test]
fn what_is_selected_and_what_is_on_the_disk() {
    let computer = Computer::new();
    let folder = computer.at("home").join("Projects");
    fs::create_dir_all(&folder).expect("made");
    computer.ok(&["select", "add", "documents", text(&folder)]);
    let outcome = computer.run(&["select", "remove", "documnets"]);
    assert_hint(&outcome, "documents");
    let outcome = computer.run(&["select", "add", "picturs"]);
    assert_hint(&outcome, "pictures");
    let outcome = computer.run(&["select", "add", text(&folder.with_file_name("Projetcs"))]);
    assert_hint(&outcome, text(&folder));
    let outcome = computer.run(&["select", "tree", text(&folder.with_file_name("Projetcs"))]);
    assert_hint(&outcome, text(&folder));
}

#[test]
fn a_drive_of_the_dual_copy() {
    let scene = Scene::new(Tree::compact(94), &[]);
    let drive = scene.computer.at("drive-one");
    fs::create_dir(&drive).expect("made");
    scene.computer.ok(&["dual", "enable", text(&drive)]);
    fs::rename(&drive, drive.with_file_name("drive-two")).expect("renamed");
    let outcome = scene.computer.run(&["dual", "sync"]).expect_code(1);
    assert_hint(&outcome, "drive-two");
}
