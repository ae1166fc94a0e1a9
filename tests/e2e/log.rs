//! What the program writes of itself, and how it is read again.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::PathBuf,
};

use serde_json::Value;

use crate::support::{
    faults::{Class, Fault},
    files::contents,
    program::{Computer, IMPATIENT, text},
    scene::Scene,
    server::{SECRET_KEY, Server},
    tree::Tree,
};

fn entries(computer: &Computer, further: &[&str]) -> Vec<Value> {
    let told = computer.ok(&[&["log", "--json"], further].concat()).json();
    told["entries"].as_array().expect("a list").clone()
}

fn holds(entries: &[Value], level: &str, words: &[&str]) -> bool {
    let text = |entry: &Value| entry["text"].as_str().unwrap_or_default().to_owned();
    entries.iter().any(|entry| entry["level"] == level && words.iter().all(|word| text(entry).contains(word)))
}

fn files(computer: &Computer) -> Vec<PathBuf> {
    let folder = PathBuf::from(computer.ok(&["log", "--path"]).stdout.trim_end());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.expect("listed").path()).collect())
        .unwrap_or_default();
    files.sort();
    files
}

#[cfg_attr(windows, ignore = "paths there do not begin with a slash")]
#[test]
fn what_was_done_is_in_the_log_without_being_asked_for() {
    let computer = Computer::new();
    assert!(computer.ok(&["log"]).stderr.contains("There is no log"));
    let store = tempfile::tempdir().expect("a folder for the account");
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    let tree = Tree::compact(61);
    computer.ok(&["backup", text(tree.folder())]);
    computer.run(&["versions", "/no/such/path"]).expect_code(1);

    let all = entries(&computer, &[]);
    assert!(holds(&all, "info", &["begin", "version=0.", "command=\"backup "]), "{all:#?}");
    assert!(holds(&all, "info", &["backup", "new:"]), "{all:#?}");
    assert!(holds(&all, "info", &["end", "outcome=Done", "code=0", "seconds="]), "{all:#?}");
    assert!(holds(&all, "error", &["end", "kind=not_in_backup", "code=1", "/no/such/path"]), "{all:#?}");
    assert!(all.iter().all(|entry| entry["time"].is_string() && entry["process"].is_u64()), "{all:#?}");
    // Looking at it leaves no trace in it.
    assert_eq!(entries(&computer, &[]).len(), all.len());
    assert_eq!(entries(&computer, &["--level", "error"]).len(), 1);
    assert_eq!(entries(&computer, &["--lines", "2"]), all[all.len() - 2..]);
    assert_eq!(entries(&computer, &["--since", "1h"]).len(), all.len());
    assert!(entries(&computer, &["--since", "2100-01-01"]).is_empty());
    let wrong = computer.run(&["log", "--since", "soonish"]).expect_code(2);
    assert!(wrong.stderr.contains("--since"), "{wrong}");

    let shown = computer.ok(&["log"]);
    assert_eq!(shown.stdout.lines().count(), all.len(), "{shown}");
    assert!(shown.stdout.contains(" error "), "{shown}");
    assert!(computer.ok(&["log", "--color", "always"]).stdout.contains("\x1b[31m"));

    #[cfg(unix)]
    for file in files(&computer) {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
    }
}

#[test]
fn a_backup_of_all_does_not_take_its_own_log() {
    let computer = Computer::with_settings(&["[log]\ndir = \"home/log\"\n"]);
    let store = tempfile::tempdir().expect("a folder for the account");
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    let home = computer.at("home");
    fs::write(home.join("letter.txt"), "dear all").expect("written");
    computer.ok(&["backup", text(&home)]);
    let found = computer.ok(&["find", "letter"]).stdout;
    assert!(found.contains("letter.txt"), "{found}");
    computer.run(&["find", "aosbox.20"]).expect_code(1);
}

#[test]
fn a_log_that_is_switched_off_is_not_written_and_says_so() {
    let computer = Computer::with_settings(&["[log]\nenabled = false\ndir = \"log\"\n"]);
    computer.run(&["status"]).expect_code(10);
    let told = computer.ok(&["log"]);
    assert!(told.stderr.contains("enabled = true"), "{told}");
    assert!(files(&computer).is_empty());
    assert!(contents(computer.folder()).keys().all(|path| path.extension().is_none_or(|end| end != "log")));
}

#[test]
fn requests_that_fail_are_in_the_log() {
    let scene = Scene::new(Tree::compact(62), &[IMPATIENT]);
    scene.faults().reset();
    scene.faults().fail_times(Class::Writes, 1, 1, Fault::Status(503));
    scene.backup();
    let warnings = entries(&scene.computer, &["--level", "warn"]);
    assert!(holds(&warnings, "warn", &["a request to the store failed", "status=503", "method=PUT"]), "{warnings:#?}");
    scene.faults().reset();
    scene.tree.mutate(1);
    scene.faults().fail_from(Class::Writes, 1, Fault::Status(403));
    scene.computer.run(&["backup", text(scene.tree.folder())]).expect_code(1);
    let warnings = entries(&scene.computer, &["--level", "warn"]);
    assert!(holds(&warnings, "warn", &["given up"]), "{warnings:#?}");
}

#[test]
fn files_follow_one_another_and_old_ones_go() {
    let computer =
        Computer::with_settings(&["[log]\ndir = \"log\"\nmax_size = \"64KB\"\nkeep_files = 3\nlevel = \"trace\"\n"]);
    let folder = tempfile::tempdir().expect("a folder to back up");
    for number in 0..700 {
        fs::write(folder.path().join(format!("{number}-{}", "x".repeat(60))), "x").expect("written");
    }
    let store = tempfile::tempdir().expect("a folder for the account");
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    computer.ok(&["backup", text(folder.path())]);
    computer.ok(&["backup", "--reread", text(folder.path())]);
    computer.ok(&["restore", text(folder.path()), "--to", text(&computer.at("back"))]);
    let files = files(&computer);
    assert_eq!(files.len(), 3, "{files:?}");
    let sizes: Vec<u64> = files.iter().map(|file| fs::metadata(file).expect("it is there").len()).collect();
    assert!(sizes.iter().all(|size| *size < 80_000), "{sizes:?}");
    let all = entries(&computer, &["--lines", "100000"]);
    let times: Vec<&str> = all.iter().filter_map(|entry| entry["time"].as_str()).collect();
    assert!(times.len() > 500 && times.is_sorted(), "{} lines", times.len());
}

#[test]
fn several_programs_write_one_log() {
    let computer = Computer::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    computer.run(&["status"]).expect_code(10);
                }
            });
        }
    });
    let all = entries(&computer, &["--lines", "1000"]);
    assert_eq!(all.len(), 40, "{all:#?}");
    assert!(all.iter().all(|entry| entry["level"].is_string()), "{all:#?}");
}

#[test]
fn what_comes_is_shown_as_it_comes() {
    let computer = Computer::new();
    computer.run(&["status"]).expect_code(10);
    let mut following = computer.spawn(&["log", "--follow", "--json"]);
    let mut lines = BufReader::new(following.stdout.take().expect("a pipe")).lines();
    let mut next = || lines.next().expect("a line comes").expect("a pipe can be read");
    assert!(next().contains("begin") && next().contains("end"));
    // A new day or a full file is another file.
    let file = files(&computer).remove(0);
    let line = fs::read_to_string(&file).expect("read");
    let name = file.file_name().and_then(|name| name.to_str()).expect("a name").replace(".log", ".2.log");
    fs::write(file.with_file_name(name), line.replace("begin", "another")).expect("written");
    assert!(next().contains("another") && next().contains("end"));
    computer.run(&["status"]).expect_code(10);
    assert!(next().contains("begin") && next().contains("end"));
    following.kill().expect("killed");
    following.wait().expect("waited for");
}

#[test]
fn the_terminal_shows_as_much_as_it_is_told_to() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let computer = Computer::new();
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    let tree = Tree::compact(63);
    let folder = text(tree.folder());
    let quiet = computer.ok(&["backup", "--dry-run", folder, "-v"]);
    assert!(!quiet.stderr.contains("info:"), "{quiet}");
    let more = computer.ok(&["backup", "--dry-run", folder, "-vv"]);
    assert!(more.stderr.contains("info: begin") && !more.stderr.contains("debug:"), "{more}");
    let most = computer.ok(&["backup", "--dry-run", folder, "-vvv"]);
    assert!(most.stderr.contains("debug:"), "{most}");
    let json = computer.ok(&["backup", "--dry-run", folder, "-vv", "--progress", "json"]);
    assert!(json.stderr.contains("{\"level\":\"info\",\"text\":\"begin"), "{json}");
}

#[test]
fn what_opens_something_is_nowhere_in_the_log() {
    let server = Server::start();
    let store = server.store();
    let proxy = "[store]\nproxy = \"http://proxy-user:proxy-password-sesame@127.0.0.1:9\"\nretry_for = \"1s\"\n";
    let computer = Computer::with_settings(&["[log]\ndir = \"log\"\nlevel = \"trace\"\n"]);
    let endpoint = server.endpoint();
    let with_password = endpoint.replace("://", "://endpoint-user:endpoint-password-sesame@");
    let signed =
        format!("{endpoint}/?sig=signature-sesame-sesame-sesame-sesame&X-Amz-Signature=signature-sesame-sesame");
    let create = ["login", store, "--create", "--region", "us-east-1", "--json"];
    let created = computer.ok(&[&create[..], &["--endpoint", &endpoint]].concat());
    let recovery_key = created.json()["recovery_key"].as_str().expect("it is shown once").to_owned();
    let tree = Tree::compact(64);
    let folder = text(tree.folder());
    computer.ok(&["backup", folder]);
    computer.ok(&["restore", folder, "--to", text(&computer.at("back"))]);
    let mut outcomes = Vec::new();
    for arguments in [
        &["login", "s3://key-id:secret-in-address-sesame@bucket/prefix"][..],
        &["login", "https://user:secret-in-address-sesame@example.invalid/x?sig=signature-sesame-sesame-sesame-sesame"],
        &["login", store, "--endpoint", &with_password, "--region", "us-east-1"],
        &["login", store, "--endpoint", &signed, "--region", "us-east-1"],
        &["check", "--endpoint", &with_password, "-vvv"],
        &["ls", "--password-command", "echo password-of-command-sesame", "-vvv"],
    ] {
        let variables =
            [("AOSBOX_PASSWORD", "password-of-somebody-sesame"), ("AWS_SESSION_TOKEN", "session-token-sesame-sesame")];
        outcomes.push(computer.run_with(&variables, arguments));
    }
    let variables =
        [("AOSBOX_RECOVERY_KEY", recovery_key.as_str()), ("AOSBOX_PASSWORD", "password-of-somebody-sesame")];
    let again = ["login", store, "--recovery-key", "--endpoint", &endpoint, "--region", "us-east-1", "-vvv"];
    outcomes.push(computer.run_with(&variables, &again).expect_code(0));
    outcomes.push(computer.run_with(&[("AOSBOX_TEST_PANIC", "main")], &again));
    let settings = fs::read_to_string(computer.settings()).expect("read");
    fs::write(computer.settings(), settings + proxy).expect("written");
    outcomes.push(computer.run(&["check", "-vvv"]));

    let secrets = ["sesame", SECRET_KEY, &recovery_key, &recovery_key[5..20]];
    for outcome in &outcomes {
        for secret in secrets {
            assert!(!outcome.mentions(secret), "{secret}: {outcome}");
        }
    }
    let mut seen = 0;
    for (path, bytes) in contents(&computer.at("log")) {
        let written = String::from_utf8(bytes).expect("text");
        seen += written.lines().count();
        for secret in secrets {
            assert!(!written.contains(secret), "{secret} is in {}:\n{written}", path.display());
        }
    }
    assert!(seen > 50, "{seen} lines");
}
