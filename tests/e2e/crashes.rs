//! The program fails by a mistake of its own, in whichever thread: it ends, says so, and leaves a report that can be sent. Only programs
//! that are built for tests can be made to.
#![cfg(debug_assertions)]

use std::{fs, path::PathBuf};

use crate::support::{
    files::contents,
    program::{Computer, Outcome, text},
    server::SECRET_KEY,
    tree::Tree,
};

const CRASHED: i32 = 70;

fn crash(computer: &Computer, place: &str, arguments: &[&str]) -> Outcome {
    computer.run_with(&[("AOSBOX_TEST_PANIC", place)], arguments).expect_code(CRASHED)
}

fn reports(computer: &Computer) -> Vec<(PathBuf, String)> {
    let all = contents(computer.folder()).into_iter();
    let reports = all.filter(|(path, _)| path.parent().is_some_and(|folder| folder.ends_with("crashes")));
    reports.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("a report is text"))).collect()
}

#[test]
fn a_crash_leaves_a_report_that_names_nothing() {
    let computer = Computer::new();
    let outcome =
        crash(&computer, "main", &["backup", "diary-of-hanako", "--password-command=echo sesame", "--jobs", "4"]);
    assert_eq!(outcome.stdout, "", "{outcome}");
    assert!(outcome.stderr.contains("a mistake of its own: a test wants this in main"), "{outcome}");
    assert!(outcome.stderr.contains("Nothing that is backed up is lost"), "{outcome}");
    let reports = reports(&computer);
    let [(path, report)] = reports.as_slice() else { panic!("{reports:?}") };
    assert!(outcome.stderr.contains(path.file_name().and_then(|name| name.to_str()).expect("a name")), "{outcome}");
    for wanted in [
        "version: 0.",
        "system: ",
        "command: aosbox backup … --password-command=… --jobs 4\n",
        "message: a test wants this in main\n",
        "place: src/cli/program/crash.rs:",
        "backtrace:",
        " begin version=",
    ] {
        assert!(report.replace('\\', "/").contains(wanted), "{wanted} is not in\n{report}");
    }
    let home = text(computer.folder());
    for hidden in ["hanako", "sesame", SECRET_KEY, home] {
        assert!(!report.contains(hidden), "{hidden} is in\n{report}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(computer.at(path)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let listed = computer.ok(&["log", "--crashes", "--json"]).json();
    assert_eq!(listed["crashes"][0]["message"], "a test wants this in main", "{listed}");
    let listed = computer.ok(&["log", "--crashes"]);
    assert!(listed.stdout.contains(path.file_name().and_then(|name| name.to_str()).expect("a name")), "{listed}");

    let outcome = crash(&computer, "main", &["backup", "--json"]);
    assert_eq!(outcome.json()["error"]["kind"], "crash", "{outcome}");
    let outcome = crash(&computer, "main", &["backup", "--lang", "ja"]);
    assert!(outcome.stderr.contains("不具合"), "{outcome}");
}

#[test]
fn a_thread_that_crashes_ends_the_command() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let computer = Computer::new();
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    let tree = Tree::compact(91);
    let folder = text(tree.folder());
    crash(&computer, "worker", &["backup", folder]);
    computer.ok(&["backup", folder]);
    let to = tempfile::tempdir().expect("a folder to restore into");
    crash(&computer, "worker", &["check", "--read-data"]);
    crash(&computer, "worker", &["restore", folder, "--to", text(to.path())]);
    computer.ok(&["check", "--read-data"]);
    computer.ok(&["restore", folder, "--to", text(to.path())]);
    assert_eq!(reports(&computer).len(), 3);
}

#[test]
fn ten_reports_are_kept() {
    let computer = Computer::new();
    assert!(computer.ok(&["log", "--crashes"]).stderr.contains("no report of a crash"));
    crash(&computer, "main", &["status"]);
    let (first, _) = reports(&computer).remove(0);
    for _ in 0..10 {
        crash(&computer, "main", &["status"]);
    }
    // What lies beside them is nobody's report.
    let folder = computer.at(first.parent().expect("a folder"));
    fs::write(folder.join("notes.txt"), "mine").expect("written");
    let kept = reports(&computer);
    assert_eq!(kept.len(), 11, "{:?}", kept.iter().map(|(path, _)| path).collect::<Vec<_>>());
}
