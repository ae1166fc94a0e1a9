//! `status` tells how things are: before the first backup, after a good one, after one that left files behind, after a failure, and
//! without a network.

use serde_json::Value;

use crate::support::{
    bench::find_below,
    faults::{Class, Fault},
    program::{Computer, IMPATIENT, text},
    scene::Scene,
    tree::Tree,
};

#[test]
fn who_is_not_logged_in_is_told_so() {
    let computer = Computer::new();
    let outcome = computer.run(&["status"]).expect_code(10);
    assert!(outcome.stderr.contains("aosbox login"), "{outcome}");
}

#[test]
fn the_page_follows_what_happens() {
    let scene = Scene::new(Tree::compact(81), &[IMPATIENT]);
    let computer = &scene.computer;
    let folder = text(scene.tree.folder());
    let shown = computer.ok(&["status"]);
    assert!(shown.stdout.contains("nothing was backed up yet"), "{shown}");
    assert!(shown.stdout.contains("aosbox schedule set"), "{shown}");

    let done = computer.ok(&["backup", folder, "--json"]).json();
    let status = computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["result"], "done", "{status:#}");
    assert_eq!(status["last"]["files"]["new"], done["files"]["new"]);
    assert_eq!(status["last"]["runs"], done["runs"]);
    assert_eq!(status["stored"]["bytes"], done["bytes"]["seen"]);
    let stored = scene.server.objects().size();
    let used = status["stored"]["used"].as_u64().expect("a number");
    // Packs and runs, but for the format and the keys.
    assert!(used <= stored && used > stored * 9 / 10, "{used} of {stored}");
    assert!(computer.ok(&["status"]).stdout.contains("all is backed up"));

    // The store fails: the last attempt is the failure, the last success stays; and the page needs no store.
    scene.tree.mutate(2);
    scene.faults().fail_from(Class::All, 1, Fault::Status(403));
    computer.run(&["backup", folder]).expect_code(1);
    let before = scene.faults().requests();
    let failed = computer.ok(&["status", "--json"]).json();
    assert_eq!(scene.faults().requests(), before);
    assert_eq!(failed["last"]["result"], "failed", "{failed:#}");
    assert_eq!(failed["last_success"], status["last_success"]);
    assert!(failed["last"]["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    let shown = computer.ok(&["status"]);
    assert!(shown.stdout.contains("failed:") && shown.stdout.contains("the last that went through"), "{shown}");
    scene.faults().reset();
    computer.ok(&["backup", folder]);
    assert_eq!(computer.ok(&["status", "--json"]).json()["last"]["result"], "done");
}

#[cfg(unix)]
#[test]
fn files_that_wait_are_named_with_their_reasons() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new(Tree::compact(82), &[]);
    let computer = &scene.computer;
    scene.tree.write("closed.txt", b"nobody may read this");
    let closed = scene.tree.folder().join("closed.txt");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("a mode can be set");
    crate::support::program::give_away(scene.tree.folder());
    computer.run_as_ordinary_user(&["backup", text(scene.tree.folder())]).expect_code(3);
    let status = computer.run_as_ordinary_user(&["status", "--json", "--pending"]).expect_code(0).json();
    assert_eq!(status["last"]["result"], "incomplete", "{status:#}");
    assert_eq!(status["pending"]["count"], 1);
    let file = &status["pending"]["files"][0];
    assert!(file["path"].as_str().is_some_and(|path| path.ends_with("closed.txt")), "{status:#}");
    assert_eq!(file["problem"], "io");
    let shown = computer.run_as_ordinary_user(&["status", "--pending"]).expect_code(0);
    assert!(shown.stdout.contains("1 file waits") && shown.stdout.contains("closed.txt: "), "{shown}");
    let brief = computer.run_as_ordinary_user(&["status"]).expect_code(0);
    assert!(!brief.stdout.contains("closed.txt"), "{brief}");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o644)).expect("a mode can be set");
    computer.run_as_ordinary_user(&["backup", text(scene.tree.folder())]).expect_code(0);
    let status = computer.run_as_ordinary_user(&["status", "--json"]).expect_code(0).json();
    assert_eq!(status["pending"]["count"], 0, "{status:#}");
}

#[test]
fn limits_are_shown_with_what_is_used_of_them() {
    let scene = Scene::new(Tree::compact(83), &["[limits]\nmonthly_upload = \"50GB\"\nmax_file_size = \"20GB\"\n"]);
    scene.backup();
    let status = scene.computer.ok(&["status", "--json"]).json();
    assert_eq!(status["limits"]["monthly_upload"], 50_000_000_000_u64);
    assert!(status["limits"]["sent_this_month"].as_u64().is_some_and(|sent| sent > 0), "{status:#}");
    let shown = scene.computer.ok(&["status"]);
    assert!(shown.stdout.contains("of 50 GB sent this month"), "{shown}");
    assert!(shown.stdout.contains("files above 20 GB are left out"), "{shown}");
}

#[test]
fn a_journal_that_is_lost_costs_no_backup() {
    let scene = Scene::new(Tree::compact(84), &[]);
    scene.backup();
    let journals = find_below(scene.computer.folder(), "journals");
    for entry in std::fs::read_dir(&journals).expect("journals") {
        std::fs::write(entry.expect("a journal").path(), b"not a journal").expect("it can be written");
    }
    assert_eq!(scene.computer.ok(&["status", "--json"]).json()["last"], Value::Null);
    scene.backup();
    assert_eq!(scene.computer.ok(&["status", "--json"]).json()["last"]["result"], "done");
}
