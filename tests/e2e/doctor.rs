//! `doctor` names what is wrong and what to do, for one broken thing after the other; and leaves everything as it is.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::support::{
    bench::find_below,
    faults::{Class, Fault},
    program::{Computer, IMPATIENT, Outcome, text},
    scene::Scene,
    tree::Tree,
};

/// The checks of an area.
#[track_caller]
fn checks(outcome: &Outcome, area: &str) -> Vec<Value> {
    let document = outcome.json();
    let checks = document["checks"].as_array().expect("checks");
    checks.iter().filter(|check| check["check"] == area).cloned().collect()
}

/// Asserts that something of an area is in a state, and that it and its remedy say these.
#[track_caller]
fn assert_found(outcome: &Outcome, area: &str, state: &str, says: &str, remedy: &str) {
    let checks = checks(outcome, area);
    let has = |value: &Value, text: &str| value.as_str().unwrap_or_default().contains(text);
    let found = checks
        .iter()
        .any(|check| check["state"] == state && has(&check["message"], says) && has(&check["remedy"], remedy));
    assert!(found, "{area} {state} {says:?} {remedy:?}\n{checks:#?}\n{outcome}");
}

fn doctor(computer: &Computer) -> Outcome {
    computer.run(&["doctor", "--json"])
}

/// A computer with a folder as its store, and a tree that is selected and backed up.
fn scene(seed: u64, settings: &[&str]) -> (Computer, Tree) {
    let tree = Tree::compact(seed);
    let computer = Computer::with_settings(settings);
    let store = computer.at("store");
    computer.create_account(text(&store), None, "laptop").expect_code(0);
    computer.ok(&["select", "add", text(tree.folder())]);
    computer.ok(&["backup"]);
    (computer, tree)
}

/// All files of the computer and the store.
fn files(computer: &Computer) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![computer.folder().to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    // SQLite keeps these while somebody looks.
    found.retain(|path| !text(path).ends_with("-wal") && !text(path).ends_with("-shm"));
    found.sort();
    found
}

#[cfg_attr(windows, ignore = "all tests share one Task Scheduler")]
#[test]
fn all_is_well_and_nothing_is_left_behind() {
    let (computer, _tree) = scene(301, &[]);
    let before = files(&computer);
    let began = std::time::Instant::now();
    let outcome = computer.ok(&["doctor"]);
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
    for said in ["✓ Settings", "✓ Login", "the key fits", "✓ Writing", "✓ Catalog", "✓ Leftovers", "no schedule"]
    {
        let is_said = outcome.stdout.contains(said) || said == "no schedule" && outcome.stdout.contains("by hand only");
        assert!(is_said, "{said}: {outcome}");
    }
    assert!(!outcome.stdout.contains('✗'), "{outcome}");
    assert_eq!(files(&computer), before);
    let quiet = computer.ok(&["doctor", "--quiet"]);
    assert!(!quiet.stdout.contains('✓'), "{quiet}");
    let document = doctor(&computer).expect_code(0).json();
    assert_eq!((&document["ok"], &document["wrong"]), (&true.into(), &0.into()), "{document:#}");
    let japanese = computer.run_with(&[("AOSBOX_LANG", "ja")], &["doctor"]).expect_code(0);
    assert!(japanese.stdout.contains("バックアップ") && japanese.stdout.contains("鍵も合っています"), "{japanese}");
}

#[test]
fn who_is_not_logged_in_is_told_so() {
    let computer = Computer::new();
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "login", "wrong", "not logged in", "aosbox login STORE");
    assert_found(&outcome, "selection", "warning", "nothing is selected", "aosbox select");

    let (computer, _tree) = scene(302, &[]);
    computer.ok(&["logout"]);
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "login", "wrong", "secrets", "aosbox login");
}

#[test]
fn settings_that_cannot_be_read_and_such_as_nobody_means() {
    let (computer, _tree) = scene(303, &[]);
    let settings = fs::read_to_string(computer.settings()).expect("settings");
    fs::write(computer.settings(), format!("{settings}\n[backup]\njobs = 0\n")).expect("settings");
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "settings", "wrong", "backup.jobs", "");
    let odd = "[schedule]\nevery = \"10d\"\n[limits]\nmonthly_upload = \"1MB\"\n[store]\nrequest_timeout = \"1s\"\n[hooks]\n\
               before = [\"no-such-program-here\"]\nping = \"http://192.0.2.1/x\"\n";
    fs::write(computer.settings(), format!("{settings}\n{odd}")).expect("settings");
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "settings", "warning", "warn_after", "warn_after");
    assert_found(&outcome, "settings", "warning", "limits.monthly_upload", "raise");
    assert_found(&outcome, "settings", "warning", "store.request_timeout", "30s");
    assert_found(&outcome, "hooks", "wrong", "no-such-program-here", "full path");
    assert_found(&outcome, "hooks", "warning", "plain http", "allow_http");
}

#[cfg(unix)]
#[test]
fn files_that_others_may_read_or_change() {
    use std::os::unix::fs::PermissionsExt;
    let (computer, _tree) = scene(304, &[]);
    let open = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode can be set");
    };
    open(&computer.settings(), 0o666);
    let credentials = find_below(computer.folder(), "credentials");
    let file = fs::read_dir(credentials).expect("a folder").next().expect("a file").expect("a file").path();
    open(&file, 0o644);
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "settings", "wrong", "every user", "chmod o-w");
    assert_found(&outcome, "login", "wrong", "other users", "chmod go=");
}

#[test]
fn a_key_that_is_not_the_accounts() {
    let (computer, _tree) = scene(305, &[]);
    let credentials = find_below(computer.folder(), "credentials");
    let file = fs::read_dir(credentials).expect("a folder").next().expect("a file").expect("a file").path();
    let mut kept: Value = serde_json::from_slice(&fs::read(&file).expect("secrets")).expect("JSON");
    kept["key"] = "11".repeat(32).into();
    fs::write(&file, kept.to_string()).expect("secrets can be written");
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "account", "wrong", "does not open", "aosbox login");
}

#[test]
fn a_store_that_is_away_or_refuses() {
    let (computer, _tree) = scene(306, &[]);
    let store = computer.at("store");
    fs::rename(&store, computer.at("elsewhere")).expect("it can be moved");
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "account", "wrong", "no account", "connected");
    let offline = computer.ok(&["doctor", "--offline", "--json"]);
    assert_found(&offline, "account", "skipped", "--offline", "");

    let scene = Scene::new(Tree::compact(307), &[IMPATIENT]);
    scene.backup();
    scene.faults().reset();
    let outcome = doctor(&scene.computer);
    assert_found(&outcome, "account", "well", "the key fits", "");
    assert_found(&outcome, "writing", "well", "may be created", "");
    let log = scene.faults().log();
    assert!(log.iter().all(|request| request.method != "DELETE"), "{log:#?}");
    let written: Vec<_> = log.iter().filter(|request| request.method == "PUT").collect();
    assert!(written.iter().all(|request| request.status == Some(412) || request.status == Some(409)), "{written:#?}");

    scene.faults().fail_from(Class::Writes, 1, Fault::Status(403));
    let outcome = doctor(&scene.computer).expect_code(3);
    assert_found(&outcome, "writing", "wrong", "access denied", "credentials");
    scene.faults().reset();
    scene.faults().fail_from(Class::All, 1, Fault::Reset);
    let began = std::time::Instant::now();
    let outcome = doctor(&scene.computer).expect_code(3);
    assert_found(&outcome, "account", "wrong", "not reached", "network");
    assert!(began.elapsed() < std::time::Duration::from_secs(40), "{:?}", began.elapsed());
}

#[test]
fn a_store_that_overwrites_is_not_written_to() {
    let server = crate::support::server::Server::start_ignoring_create_if_absent();
    let computer = Computer::new();
    computer.create_account(server.store(), Some(&server), "laptop").expect_code(0);
    server.faults().reset();
    let outcome = doctor(&computer);
    assert_found(&outcome, "writing", "skipped", "not tried", "");
    assert_eq!(server.faults().writes(), 0);
}

#[test]
fn a_clock_that_is_wrong() {
    let scene = Scene::new(Tree::compact(308), &[IMPATIENT]);
    scene.backup();
    assert_found(&doctor(&scene.computer), "clock", "well", "", "");
    scene.faults().put_clock(3600);
    assert_found(&doctor(&scene.computer), "clock", "warning", "behind", "timedatectl");
    scene.faults().put_clock(-600);
    assert_found(&doctor(&scene.computer), "clock", "warning", "ahead", "timedatectl");
    scene.faults().put_clock(-200);
    assert_found(&doctor(&scene.computer), "clock", "well", "", "");
}

#[test]
fn a_catalog_that_is_broken_or_anothers() {
    let (computer, _tree) = scene(309, &[]);
    let catalog = find_below(computer.folder(), "catalog.sqlite");
    for ending in ["-wal", "-shm"] {
        let _none = fs::remove_file(format!("{}{ending}", text(&catalog)));
    }
    let whole = fs::read(&catalog).expect("the catalog");
    let mut broken = whole.clone();
    let middle = broken.len() / 4..broken.len() * 3 / 4;
    broken[middle].fill(0xa5);
    fs::write(&catalog, &broken).expect("it can be written");
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "cache", "wrong", "damaged", text(&catalog));
    assert_eq!(fs::read(&catalog).expect("the catalog"), broken, "it is left as it is");
    fs::write(&catalog, &whole).expect("it can be written");
    assert_found(&doctor(&computer), "cache", "well", "no damage", "");
    fs::remove_file(&catalog).expect("it can be removed");
    assert_found(&doctor(&computer), "cache", "well", "none yet", "");
}

#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written_and_a_folder_that_cannot_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let (computer, tree) = scene(310, &["[log]\ndir = \"closed/log\"\n"]);
    let catalog = find_below(computer.folder(), "catalog.sqlite");
    crate::support::program::give_away(tree.folder());
    crate::support::program::give_away(computer.folder());
    let closed = [catalog.parent().expect("a folder").to_owned(), computer.at("closed/log")];
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode can be set");
    };
    // The first run as this user makes everything that user's.
    computer.run_as_ordinary_user(&["status"]).expect_code(0);
    closed.iter().for_each(|folder| mode(folder, 0o500));
    mode(tree.folder(), 0o000);
    let outcome = computer.run_as_ordinary_user(&["doctor", "--json"]);
    closed.iter().for_each(|folder| mode(folder, 0o700));
    mode(tree.folder(), 0o755);
    let outcome = outcome.expect_code(3);
    assert_found(&outcome, "cache", "wrong", "cannot be written", "cache.dir");
    assert_found(&outcome, "log", "wrong", "cannot be written", "log.dir");
    assert_found(&outcome, "selection", "wrong", "cannot be read", "let your user");
}

#[test]
fn what_is_selected_and_gone_and_what_was_left_behind() {
    let (computer, _tree) = scene(311, &[]);
    let gone = computer.at("once");
    fs::create_dir(&gone).expect("a folder");
    computer.ok(&["select", "add", text(&gone)]);
    fs::remove_dir(&gone).expect("it can be removed");
    let control = computer.at("store").join("packs");
    let left = control.join("00#7");
    fs::create_dir_all(&control).expect("a folder");
    fs::write(&left, b"half").expect("a file");
    assert_found(&doctor(&computer), "leftovers", "well", "none", "");
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    fs::File::options().write(true).open(&left).and_then(|file| file.set_modified(old)).expect("a time can be set");
    let outcome = doctor(&computer).expect_code(3);
    assert_found(&outcome, "selection", "wrong", "once", "aosbox select remove");
    assert_found(&outcome, "leftovers", "warning", "left behind", "00#7");
}

#[test]
fn the_last_backups() {
    let tree = Tree::compact(312);
    let computer = Computer::with_settings(&[IMPATIENT]);
    let store = computer.at("store");
    computer.create_account(text(&store), None, "laptop").expect_code(0);
    assert_found(&doctor(&computer), "backups", "warning", "nothing was backed up", "aosbox backup");
    computer.ok(&["select", "add", text(tree.folder())]);
    computer.ok(&["backup"]);
    assert_found(&doctor(&computer), "backups", "well", "went through", "");
    fs::rename(&store, computer.at("elsewhere")).expect("it can be moved");
    computer.run(&["backup"]).expect_code(1);
    fs::rename(computer.at("elsewhere"), &store).expect("it can be moved");
    assert_found(&doctor(&computer).expect_code(3), "backups", "wrong", "failed", "aosbox backup");
    assert!(computer.ok(&["status"]).stdout.contains("aosbox doctor"));
    computer.ok(&["backup"]);
    let journals = find_below(computer.folder(), "journals");
    let journal = fs::read_dir(journals).expect("journals").next().expect("one").expect("one").path();
    let put = |by: i64| {
        let mut value: Value = serde_json::from_slice(&fs::read(&journal).expect("a journal")).expect("JSON");
        for name in ["last_success", "last_complete"] {
            value[name] = (value[name].as_i64().expect("a time") + by).into();
        }
        for attempt in value["attempts"].as_array_mut().expect("attempts") {
            attempt["ended"] = (attempt["ended"].as_i64().expect("a time") + by).into();
        }
        fs::write(&journal, value.to_string()).expect("it can be written");
    };
    put(-8 * 86_400);
    assert_found(&doctor(&computer).expect_code(3), "backups", "wrong", "longer than it should", "aosbox backup");
    assert!(computer.ok(&["status"]).stdout.contains("aosbox doctor"));
    put(9 * 86_400);
    assert_found(&doctor(&computer), "clock", "warning", "yet to come", "date and time");
}

#[test]
fn a_dual_copy_that_is_away() {
    let (computer, _tree) = scene(313, &[]);
    let drive = tempfile::tempdir().expect("a drive");
    computer.ok(&["dual", "enable", text(drive.path())]);
    assert_found(&doctor(&computer), "dual", "well", "is there", "");
    drive.close().expect("it can be taken away");
    assert_found(&doctor(&computer).expect_code(0), "dual", "warning", "not there", "connect");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A folder of scripts in place of the system's commands.
    fn scripts(computer: &Computer, scripts: &[(&str, &str)]) -> String {
        let folder = computer.at("bin");
        fs::create_dir_all(&folder).expect("a folder");
        for (name, script) in scripts {
            let path = folder.join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        }
        text(&folder).to_owned()
    }

    #[test]
    fn a_schedule_and_its_job() {
        let (computer, _tree) = scene(314, &["[schedule]\nevery = \"1h\"\n"]);
        let nothing = scripts(&computer, &[]);
        let run = |path: &str, arguments: &[&str]| computer.run_with(&[("PATH", path), ("USER", "u")], arguments);
        let look = |path: &str| run(path, &["doctor", "--json"]);
        assert_found(&look(&nothing).expect_code(3), "schedule", "wrong", "nothing is found", "--for cron");
        let path = scripts(&computer, &[("systemctl", ""), ("loginctl", "echo no")]);
        assert_found(&look(&path).expect_code(3), "schedule", "wrong", "no job", "aosbox schedule set --every 1h");
        run(&path, &["schedule", "set", "--every", "1h"]).expect_code(0);
        assert_found(&look(&path).expect_code(0), "schedule", "well", "has the job", "");
        let service = find_below(computer.folder(), "aosbox.service");
        let whole = fs::read_to_string(&service).expect("a unit");
        fs::write(&service, whole.replace("ExecStart=", "ExecStart=/elsewhere")).expect("a unit");
        assert_found(&look(&path).expect_code(3), "schedule", "wrong", "another job", "aosbox schedule set --every 1h");
        fs::write(&service, whole).expect("a unit");
        let stopped = "case \"$*\" in *is-active*) echo inactive; exit 3;; esac";
        scripts(&computer, &[("systemctl", stopped)]);
        assert_found(&look(&path).expect_code(3), "schedule", "wrong", "does not run", "systemctl --user enable");
        scripts(&computer, &[("systemctl", "")]);

        // What has been due for long and was called by nobody.
        let journals = find_below(computer.folder(), "journals");
        let journal = fs::read_dir(journals).expect("journals").next().expect("one").expect("one").path();
        let mut value: Value = serde_json::from_slice(&fs::read(&journal).expect("a journal")).expect("JSON");
        let settings = fs::read_to_string(computer.settings()).expect("settings");
        value["last_complete"] = (value["last_complete"].as_i64().expect("a time") - 5 * 86_400).into();
        fs::write(&journal, value.to_string()).expect("it can be written");
        // The beginning of an interval of days was at the last midnight: most of the day it is long ago.
        fs::write(computer.settings(), settings.replace("1h", "1d")).expect("settings");
        run(&path, &["schedule", "set", "--every", "1d"]).expect_code(0);
        if jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).hour() >= 2 {
            assert_found(&look(&path), "schedule", "warning", "has been due", "aosbox schedule show");
        }
        fs::write(computer.settings(), settings.replace("every = \"1h\"", "")).expect("settings");
        assert_found(&look(&path), "schedule", "warning", "all the same", "aosbox schedule remove");
    }

    #[test]
    fn a_disk_that_is_nearly_full() {
        let computer = Computer::new();
        let disk = computer.at("disk");
        fs::create_dir(&disk).expect("a folder");
        let script = "set -eu; mount -t tmpfs -o size=12m none \"$DISK\"\n\
                      \"$AOSBOX\" login \"$DISK/store\" --create --device d >/dev/null\n\
                      \"$AOSBOX\" doctor --json && exit 1 || exit $?";
        let outcome = computer.run_script_in_namespace(&[("DISK", text(&disk))], script).expect_code(3);
        assert!(outcome.stdout.contains("\"check\":\"space\""), "{outcome}");
        assert!(outcome.stdout.contains("make room there: a backup that finds none fails"), "{outcome}");
    }
}
