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

#[test]
fn a_backup_that_crashed_is_told_of_until_one_goes_through() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let computer = Computer::new();
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    let tree = Tree::compact(92);
    computer.ok(&["select", "add", text(tree.folder())]);
    crash(&computer, "worker", &["backup", "--scheduled=startup"]);
    let (report, _) = reports(&computer).remove(0);
    let name = report.file_name().and_then(|name| name.to_str()).expect("a name");

    let last = &computer.ok(&["status", "--json"]).json()["last"];
    assert_eq!((&last["result"], &last["exit_code"]), (&"aborted".into(), &CRASHED.into()), "{last:#}");
    assert_eq!(last["scheduled"], true, "{last:#}");
    assert!(last["report"].as_str().is_some_and(|path| path.ends_with(name)), "{last:#}");
    let status = computer.ok(&["status"]);
    assert!(status.stdout.contains("ended abnormally, by a mistake of aosbox itself"), "{status}");
    assert!(status.stdout.contains(name) && status.stdout.contains("the next backup goes on from there"), "{status}");
    let status = computer.ok(&["status", "--lang", "ja"]);
    assert!(status.stdout.contains("aosbox の不具合で異常終了しました") && status.stdout.contains(name), "{status}");
    let welcome = computer.ok(&["--json"]).json();
    assert_eq!((&welcome["state"], &welcome["last_result"]), (&"failed".into(), &"aborted".into()), "{welcome:#}");
    assert!(computer.ok(&[]).stdout.contains("ended abnormally"));
    let doctor = computer.run(&["doctor", "--json"]).expect_code(3).json();
    let backups = doctor["checks"].as_array().expect("checks").iter().find(|check| check["check"] == "backups");
    let backups = backups.expect("backups are looked at");
    assert_eq!(backups["state"], "wrong", "{backups:#}");
    assert!(backups["message"].as_str().is_some_and(|said| said.contains(name)), "{backups:#}");

    // To look is to change nothing, and the next attempt is one after it.
    computer.ok(&["backup"]);
    let last = &computer.ok(&["status", "--json"]).json()["last"];
    assert_eq!(last["result"], "done", "{last:#}");
    let welcome = computer.ok(&["--json"]).json();
    assert_eq!(welcome["state"], "protected", "{welcome:#}");
}
