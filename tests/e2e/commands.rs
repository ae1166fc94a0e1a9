//! The commands as a person meets them: beginning, going wrong, being told.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::{
    compare::assert_same,
    files::{contents, holds, state},
    program::{Computer, SMALL_PACKS, text},
    scene::{Restored, Scene, backup},
    server::Server,
    tree::{Tree, noise},
};

/// A computer with an account in a folder.
fn at_home(settings: &[&str]) -> (Computer, tempfile::TempDir) {
    let store = tempfile::tempdir().expect("a folder for the account");
    let computer = Computer::with_settings(settings);
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    (computer, store)
}

#[test]
fn who_is_not_logged_in_is_told_so_in_two_lines() {
    let computer = Computer::new();
    let before = computer.state();
    for arguments in [&["backup", "."][..], &["backup"], &["ls"], &["restore"], &["versions", "."], &["check"]] {
        let told = computer.run(arguments).expect_code(10);
        assert_eq!((told.stdout.as_str(), told.stderr.lines().count()), ("", 2), "{told}");
        assert!(told.stderr.contains("not logged in") && told.stderr.contains("--quickstart"), "{told}");
    }
    assert_eq!(computer.state(), before);
    computer.run(&["login", "--status"]).expect_code(10);
}

#[cfg_attr(windows, ignore = "Windows says itself where the home folder is")]
#[test]
fn a_quick_start_backs_up_the_home_folder_and_goes_on_the_next_time() {
    let computer = Computer::new();
    let home = computer.at("home");
    fs::write(home.join("letter.txt"), "Dear Sir").expect("written");
    let first = computer.ok(&["backup", "--quickstart", "--json"]);
    let document = first.json();
    let key = document["recovery_key"].as_str().expect("it is shown once").to_owned();
    let file = document["recovery_key_file"].as_str().expect("it is kept");
    assert_eq!(fs::read_to_string(file).expect("it is kept").trim(), key);
    fs::write(home.join("second.txt"), "again").expect("written");
    let second = computer.ok(&["backup", "--quickstart", "--json"]);
    assert!(!second.mentions(&key) && second.json().get("recovery_key").is_none(), "{second}");
    assert_eq!(second.json()["files"]["new"], 1, "{second}");
    for name in ["letter.txt", "second.txt"] {
        Restored::of(&computer, &home.join(name), &[]).expect_code(0);
    }
    // Its own store would make it grow for ever, and its key would lie beside what it opens.
    computer.run(&["ls", text(Path::new(file))]).expect_code(1);
    computer.ok(&["check", "--read-data"]);
}

#[test]
fn a_quick_start_with_a_path_backs_up_that() {
    let computer = Computer::new();
    let tree = Tree::compact(111);
    fs::write(computer.at("home/letter.txt"), "not asked for").expect("written");
    let told = computer.ok(&["backup", "--quickstart", text(tree.folder())]);
    assert!(told.stdout.contains("AOS1-") && told.mentions("aosbox restore"), "{told}");
    let told = computer.ok(&["backup", "--quickstart", text(tree.folder())]);
    assert!(!told.mentions("AOS1-"), "{told}");
    let restored = Restored::of(&computer, tree.folder(), &["--verify"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
    computer.run(&["ls", text(&computer.at("home/letter.txt"))]).expect_code(1);
    // After it has been forgotten, the same account is found again.
    computer.ok(&["logout", "--forget"]);
    computer.run(&["ls"]).expect_code(10);
    computer.ok(&["backup", "--quickstart", text(tree.folder())]);
    computer.ok(&["check", "--read-data"]);
}

#[test]
fn logins_that_cannot_be_are_refused_with_a_reason() {
    let (computer, store) = at_home(&[]);
    let store = text(store.path());
    let before = state(Path::new(store));
    let empty = tempfile::tempdir().expect("a folder without an account");
    let empty = text(empty.path());
    let other = Computer::new();
    let nothing = other.state();
    for (arguments, code, kind) in [
        (&["login", store, "--create"][..], 1, "account_exists"),
        (&["login", empty], 1, "no_account"),
        (&["login", "/no/such/folder"], 1, "no_account"),
        (&["login", "s3://"], 2, "not_a_store"),
        (&["login", "s3://key:secret@bucket/x"], 2, "not_a_store"),
        (&["login", "ftp://host/x"], 2, "not_a_store"),
        (&["login", "s3://bucket/a/../b"], 2, "not_a_store"),
        (&["login", ""], 2, "not_a_store"),
        (&["login", "s3://bucket/x", "--endpoint", "http://192.0.2.1:9000"], 2, "plain_http"),
        (&["login", "s3://bucket/x", "--endpoint", "gopher://192.0.2.1"], 2, "not_a_store"),
        (&["login", store, "--account", "../x"], 2, "usage"),
    ] {
        let refused = other.run(&[arguments, &["--json"]].concat()).expect_code(code);
        assert_eq!(refused.json()["error"]["kind"], kind, "{refused}");
        let refused = other.run(arguments).expect_code(code);
        assert!(refused.stderr.starts_with("error:") && refused.stdout.is_empty(), "{refused}");
        assert!(!refused.mentions("panicked"), "{refused}");
    }
    other.run(&["login"]).expect_code(2);
    other.run(&["login", "--create"]).expect_code(2);
    other.run(&["login", store, "--name", "x"]).expect_code(2);
    let short = other.run_with(&[("AOSBOX_PASSWORD", "short")], &["login", empty, "--create"]).expect_code(2);
    assert!(short.stderr.contains("at least 6"), "{short}");
    let none = other.run_with(&[("AOSBOX_PASSWORD", "")], &["login", store]).expect_code(2);
    assert!(none.stderr.contains("AOSBOX_PASSWORD"), "{none}");
    assert_eq!(other.state(), nothing);

    let taken = computer.run(&["login", empty, "--json"]).expect_code(2);
    assert_eq!(taken.json()["error"]["kind"], "profile_taken", "{taken}");
    let taken = computer.run(&["login", empty, "--create"]).expect_code(2);
    assert!(taken.stderr.contains(store) && taken.stderr.contains("--account"), "{taken}");
    assert_eq!(state(Path::new(empty)).len(), 0);
    assert_eq!(state(Path::new(store)), before);
}

#[test]
fn passwords_come_from_a_file_or_a_command_as_well() {
    let (_, store) = at_home(&[]);
    let computer = Computer::new();
    let file = computer.at("password.txt");
    fs::write(&file, "password\r\nsecond line\n").expect("written");
    let none = [("AOSBOX_PASSWORD", "")];
    let store = text(store.path());
    computer.run_with(&none, &["login", store, "--password-file", text(&file)]).expect_code(0);
    Computer::new().run_with(&none, &["login", store, "--password-command", "echo password"]).expect_code(0);
    Computer::new().run_with(&none, &["login", store, "--password-command", "exit 3"]).expect_code(2);
    Computer::new().run_with(&none, &["login", store, "--password-file", "nowhere"]).expect_code(2);
}

#[test]
fn a_login_is_shown_and_ends_with_logout() {
    let (computer, store) = at_home(&[]);
    let tree = Tree::compact(112);
    backup(&computer, &tree);
    let status = computer.ok(&["login", "--status"]);
    for part in [text(store.path()), "laptop", "default"] {
        assert!(status.stdout.contains(part), "{status}");
    }
    let device = computer.ok(&["login", "--status", "--json"]).json()["device"].clone();

    computer.ok(&["logout"]);
    computer.run(&["login", "--status"]).expect_code(10);
    let refused = computer.run(&["backup", text(tree.folder())]).expect_code(10);
    assert!(refused.stderr.contains("aosbox login"), "{refused}");
    assert!(
        !contents(computer.folder())
            .keys()
            .any(|path| path.parent().is_some_and(|folder| folder.ends_with("credentials")))
    );
    // The same computer stays the same device.
    computer.ok(&["login", text(store.path())]);
    let again = computer.ok(&["login", "--status", "--json"]).json();
    assert_eq!((&again["device"], &again["device_name"]), (&device, &"laptop".into()));
    let told = computer.ok(&["backup", text(tree.folder()), "--json"]).json();
    assert_eq!(told["files"]["new"], 0, "{told}");

    computer.ok(&["logout", "--forget"]);
    let left = contents(computer.folder());
    let is_left = |name: &str| left.keys().any(|path| path.ends_with(name));
    assert!(!is_left("catalog.sqlite") && !is_left("default.toml"), "{:?}", left.keys());
    assert!(!left.values().any(|bytes| holds(bytes, "note 7.txt")));
    computer.ok(&["logout"]);
    computer.ok(&["logout", "--forget", "--json"]);
    // The account is as it was.
    computer.login(text(store.path()), None, "new").expect_code(0);
    let restored = Restored::of(&computer, tree.folder(), &["--device", "laptop"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
}

#[test]
fn every_command_answers_with_one_json_document() {
    let (computer, store) = at_home(&[]);
    let tree = Tree::compact(113);
    let to = tempfile::tempdir().expect("a folder to restore into");
    let (folder, note) = (text(tree.folder()), tree.folder().join("notes/note 7.txt"));
    for (arguments, command, fields) in [
        (
            &["login", text(store.path())][..],
            "login",
            &["created", "store", "account", "device", "device_name", "credentials"][..],
        ),
        (&["login", "--status"], "login", &["profile", "logged_in", "config"]),
        (&["backup", folder, "--dry-run"], "backup", &["dry_run"]),
        (&["backup", folder], "backup", &["device", "cancelled", "seconds", "files", "bytes", "runs", "troubles"]),
        (&["ls"], "ls", &["device", "device_name", "entries"]),
        (&["ls", folder, "--long"], "ls", &["entries"]),
        (&["versions", text(&note)], "versions", &["path", "versions"]),
        (&["find", "note"], "find", &["device", "device_name", "count", "bytes", "hidden", "entries"]),
        (&["runs"], "runs", &["device", "device_name", "count", "runs"]),
        (&["diff", "1"], "diff", &["device", "before", "after", "count", "differences", "unreadable"]),
        (&["diff", folder], "diff", &["device", "path", "count", "differences", "unreadable"]),
        (
            &["restore", folder, "--to", text(to.path())],
            "restore",
            &["files", "folders", "bytes", "not_found", "troubles"],
        ),
        (&["check"], "check", &["ok", "runs", "packs", "findings", "lost"]),
        (&["check", "--read-data=50"], "check", &["packs_read", "bytes_read"]),
        (&["logout"], "logout", &["profile", "was_logged_in", "forgotten"]),
    ] {
        let outcome = computer.ok(&[arguments, &["--json"]].concat());
        assert_eq!(outcome.stdout.lines().count(), 1, "{outcome}");
        let document = outcome.json();
        assert_eq!((&document["schema"], &document["command"]), (&1.into(), &command.into()), "{outcome}");
        for field in fields {
            assert!(document.get(field).is_some(), "no {field}\n{outcome}");
        }
    }
    let failed = computer.run(&["backup", folder, "--json"]).expect_code(10);
    let document = failed.json();
    assert_eq!((&document["schema"], &document["error"]["kind"]), (&1.into(), &"not_logged_in".into()), "{failed}");
    assert!(document["error"]["message"].is_string() && document["error"]["hint"].is_string(), "{failed}");
    // The variable means the same as the option.
    let failed = computer.run_with(&[("AOSBOX_JSON", "1")], &["ls"]).expect_code(10);
    assert_eq!(failed.json()["schema"], 1, "{failed}");
}

#[test]
fn progress_is_told_in_lines_of_json() {
    let (computer, _store) = at_home(&[]);
    let tree = Tree::compact(114);
    let told = computer.ok(&["backup", text(tree.folder()), "--progress", "json", "-v", "--json"]);
    let lines: Vec<serde_json::Value> = told
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}\n{told}")))
        .collect();
    let of_type = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count();
    assert!(of_type("phase") >= 1 && of_type("path") > 24, "{told}");
}

/// Files are read far quicker than a slow line takes them, and lie in one pack here.
#[test]
fn what_waits_for_a_slow_line_is_not_done() {
    let server = Server::start();
    let computer = Computer::with_settings(&["[bandwidth]\nupload = \"1500KB/s\"\n"]);
    computer.create_account(server.store(), Some(&server), "laptop").expect_code(0);
    let folder = tempfile::tempdir().expect("a folder to back up");
    fs::write(folder.path().join("film.bin"), noise(&mut fastrand::Rng::with_seed(115), 12_000_000)).expect("a file");
    let told = computer.ok(&["backup", text(folder.path()), "--progress", "json"]);
    let lines: Vec<serde_json::Value> =
        told.stderr.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let number = |line: &serde_json::Value, name: &str| line[name].as_u64();
    let on_the_way =
        |line: &&serde_json::Value| number(line, "bytes_done").is_some_and(|done| (1..12_000_000).contains(&done));
    let steps: Vec<_> = lines.iter().filter(on_the_way).collect();
    assert!(steps.len() >= 2 && steps.iter().all(|line| line["phase"] == "backup"), "{told}");
    // Speeds are means, and what the system takes before it is on the line counts, too.
    let speeds: Vec<u64> = steps.iter().filter_map(|line| number(line, "bytes_per_second")).collect();
    assert!(!speeds.is_empty() && speeds.iter().all(|speed| *speed < 4_000_000), "{speeds:?}\n{told}");
    assert!(steps.iter().any(|line| number(line, "seconds_left").is_some_and(|left| left > 0)), "{told}");
}

#[test]
fn quiet_commands_say_nothing_if_all_is_well() {
    let (computer, store) = at_home(&[]);
    let tree = Tree::compact(115);
    let to = tempfile::tempdir().expect("a folder to restore into");
    for arguments in [
        &["backup", text(tree.folder()), "-q"][..],
        &["restore", text(tree.folder()), "--to", text(to.path()), "-q"],
        &["check", "--read-data", "--quiet"],
        &["login", text(store.path()), "-q"],
        &["logout", "-q"],
    ] {
        let outcome = computer.ok(arguments);
        assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("", ""), "{outcome}");
    }
    let refused = computer.run(&["backup", text(tree.folder()), "-q"]).expect_code(10);
    assert!(refused.stderr.contains("error:"), "{refused}");
}

#[cfg_attr(windows, ignore = "Wine refuses to give a lock back that another process has waited for")]
#[test]
fn a_second_backup_of_the_same_computer_is_refused_while_one_goes_on() {
    let (computer, _store) = at_home(&[]);
    let tree = Tree::compact(116);
    backup(&computer, &tree);
    let is_lock = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "lock");
    let lock = contents(computer.folder()).into_keys().find(is_lock).expect("a backup takes a lock");
    let lock = fs::File::options().write(true).open(computer.at(lock)).expect("opened");
    lock.try_lock().expect("the backup has given it back");
    tree.mutate(1);
    let refused = computer.run(&["backup", text(tree.folder())]).expect_code(11);
    assert!(refused.stderr.contains("another backup"), "{refused}");
    let refused = computer.run(&["backup", text(tree.folder()), "--json"]).expect_code(11);
    assert_eq!(refused.json()["error"]["kind"], "busy", "{refused}");
    // Others need not wait.
    Restored::of(&computer, tree.folder(), &[]).expect_code(0);
    computer.ok(&["backup", text(tree.folder()), "--dry-run"]);
    computer.ok(&["check"]);
    lock.unlock().expect("given back");
    backup(&computer, &tree);
}

#[test]
fn mistakes_in_the_settings_are_shown_with_file_line_and_value() {
    let computer = Computer::new();
    for (settings, line, says) in [
        ("[backup]\njobs = 2\ncompression = 25\n", 3, &["backup.compression", "25", "1 to 19"][..]),
        ("\n[limits]\nmonthly_upload = \"lots\"\n", 3, &["limits.monthly_upload", "lots", "500GB"]),
        ("[backup]\njbos = 2\n", 2, &["jbos"]),
        ("[credentials]\nkeep = \"cloud\"\n", 2, &["credentials.keep", "cloud", "keyring"]),
        ("[store]\nretry_for = \"soon\"\n", 2, &["store.retry_for", "soon", "5min"]),
        ("[log]\n\nlevel = \"loud\"\n", 3, &["log.level", "loud", "trace"]),
        ("[backup\n", 1, &[]),
        ("[selection]\npaths = \"x\"\n", 2, &[]),
    ] {
        fs::write(computer.settings(), settings).expect("written");
        let refused = computer.run(&["backup", "."]).expect_code(2);
        let place = format!("{}, line {line}", computer.settings().display());
        for part in [place.as_str()].iter().chain(says) {
            assert!(refused.stderr.contains(part), "{part} is not said\n{refused}");
        }
        let refused = computer.run(&["ls", "--json"]).expect_code(2);
        assert_eq!(refused.json()["error"]["kind"], "setting", "{refused}");
    }
}

#[cfg_attr(windows, ignore = "Windows says itself where the home folder is")]
#[test]
fn the_selection_of_the_settings_is_backed_up_without_being_named() {
    let (computer, _store) = at_home(&["[selection]\npaths = [\"~/mine\", \"beside\"]\n"]);
    for folder in ["home/mine", "beside"] {
        fs::create_dir(computer.at(folder)).expect("made");
        fs::write(computer.at(folder).join("file"), folder).expect("written");
    }
    let told = computer.ok(&["backup", "--json"]).json();
    assert_eq!(told["files"]["new"], 2, "{told}");
    Restored::of(&computer, &computer.at("home/mine"), &[]).expect_code(0);
    let (computer, _store) = at_home(&[]);
    let refused = computer.run(&["backup", "--json"]).expect_code(2);
    assert_eq!(refused.json()["error"]["kind"], "nothing_selected", "{refused}");
}

#[test]
fn the_upload_limit_of_the_month_stops_backups() {
    let scene = Scene::new(Tree::compact(117), &[SMALL_PACKS, "[limits]\nmonthly_upload = \"1MB\"\n"]);
    let mut random = fastrand::Rng::with_seed(117);
    for number in 0..20 {
        scene.tree.write(&format!("large/{number}"), &noise(&mut random, 500_000));
    }
    let folder = text(scene.tree.folder());
    let refused = scene.computer.run(&["backup", folder]).expect_code(4);
    assert!(refused.stderr.contains("upload limit") && refused.stderr.contains("monthly_upload"), "{refused}");
    let refused = scene.computer.run(&["backup", folder, "--json"]).expect_code(4);
    assert_eq!(refused.json()["error"]["kind"], "upload_limit", "{refused}");
    let stored = scene.server.objects().size();
    assert!((300_000..2_500_000).contains(&stored), "{stored} bytes are stored");
    // What there is can be restored and looked at.
    scene.computer.ok(&["check", "--read-data"]);
    scene.computer.ok(&["backup", folder, "--dry-run"]);

    let settings = fs::read_to_string(scene.computer.settings()).expect("settings");
    fs::write(scene.computer.settings(), settings.replace("\"1MB\"", "\"1GB\"")).expect("written");
    scene.backup();
    scene.assert_restorable();
}

#[test]
fn the_upload_limit_stops_within_a_large_file() {
    let scene = Scene::new(Tree::compact(123), &[SMALL_PACKS, "[limits]\nmonthly_upload = \"1MB\"\n"]);
    scene.tree.write("large", &noise(&mut fastrand::Rng::with_seed(123), 12_000_000));
    scene.computer.run(&["backup", text(scene.tree.folder())]).expect_code(4);
    let stored = scene.server.objects().size();
    assert!(stored < 4_000_000, "{stored} bytes are stored");
}

#[test]
fn files_above_the_size_limit_are_left_out_and_counted() {
    let (computer, _store) = at_home(&["[limits]\nmax_file_size = \"1MB\"\n"]);
    let tree = Tree::compact(118);
    tree.write("large.bin", &vec![1; 1_000_001]);
    tree.write("just fits.bin", &vec![2; 1_000_000]);
    let told = computer.ok(&["backup", text(tree.folder()), "--json", "-v"]).json();
    assert_eq!((&told["files"]["left_out"], &told["files"]["failed"]), (&1.into(), &0.into()), "{told}");
    assert_eq!(told["troubles"][0]["problem"], "too_large", "{told}");
    let told = computer.ok(&["backup", text(tree.folder())]);
    assert!(told.stdout.contains("1 path was left out"), "{told}");
    Restored::of(&computer, &tree.folder().join("just fits.bin"), &[]).expect_code(0);
    Restored::of(&computer, &tree.folder().join("large.bin"), &[]).expect_code(1);
}

#[test]
fn a_path_that_is_not_there_is_told_and_does_not_count_as_deleted() {
    let (computer, _store) = at_home(&[]);
    let (tree, away) = (Tree::compact(119), Tree::compact(120));
    let paths = [text(tree.folder()), text(away.folder())];
    computer.ok(&["backup", paths[0], paths[1]]);
    // As a drive that is not plugged in.
    let elsewhere = away.folder().with_file_name("elsewhere");
    fs::rename(away.folder(), &elsewhere).expect("renamed");
    tree.write("new.txt", b"new");
    let told = computer.run(&["backup", paths[0], paths[1], "--json"]).expect_code(3).json();
    assert_eq!((&told["files"]["gone"], &told["files"]["new"]), (&0.into(), &1.into()), "{told}");
    assert_eq!(told["troubles"][0]["problem"], "gone", "{told}");
    let told = computer.run(&["backup", paths[1]]).expect_code(3);
    assert!(told.mentions(paths[1]) && told.mentions("not there"), "{told}");
    let versions = computer.ok(&["versions", paths[1], "--json"]).json();
    assert_eq!(versions["versions"][0]["state"], "current", "{versions}");
    let restored = Restored::of(&computer, away.folder(), &[]).expect_code(0);
    assert_same(&elsewhere, &restored.place);
    fs::rename(&elsewhere, away.folder()).expect("renamed");
    let told = computer.ok(&["backup", paths[0], paths[1], "--json"]).json();
    assert_eq!((&told["files"]["new"], &told["files"]["changed"]), (&0.into(), &0.into()), "{told}");
}

#[test]
fn a_dry_run_sends_nothing() {
    let scene = Scene::with_changes(Tree::compact(121), &[]);
    let before = scene.server.objects().all();
    scene.faults().reset();
    let told = scene.computer.ok(&["backup", text(scene.tree.folder()), "--dry-run", "--json"]).json();
    assert!(told["files"]["changed"].as_u64() > Some(0) && told["runs"] == serde_json::json!([]), "{told}");
    assert_eq!(scene.faults().writes(), 0);
    assert_eq!(scene.server.objects().all(), before);
    let told = scene.computer.ok(&["backup", text(scene.tree.folder()), "--json"]).json();
    assert!(told["files"]["changed"].as_u64() > Some(0), "{told}");
}

#[test]
fn a_name_for_the_device_is_seen_by_others() {
    let server = Server::start();
    let (first, second) = (Computer::new(), Computer::new());
    first.create_account(server.store(), Some(&server), "花子のノート").expect_code(0);
    second.login(server.store(), Some(&server), "second").expect_code(0);
    let tree = Tree::compact(122);
    backup(&first, &tree);
    let restored = Restored::of(&second, tree.folder(), &["--device", "花子のノート"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
}
