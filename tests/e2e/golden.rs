//! An account that an earlier version wrote can be opened, checked and restored: see `tests/golden/format-1/README.md`.

use std::{
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use tempfile::TempDir;

use crate::support::{
    bench::copy_folder,
    files::contents,
    program::{Computer, Outcome, text},
};

/// What was backed up.
const TREE: &str = "/tmp/aosbox-golden/tree";
/// When the first of the two runs was made.
const FIRST_RUN: &str = "2026-11-23T01:47:51Z";
const RECOVERY_KEY: &str = "AOS1-UAUJH-OVPEU-XG36O-IGG72-T54DP-UXATH-MHIXB-4QKJC-U6GVI-DFLWG-RBAGX-L";

/// A copy of the account and a computer that is logged in to it.
fn golden() -> (Computer, TempDir) {
    let store = tempfile::tempdir().expect("a folder for the account");
    copy_folder(&kept().join("store"), store.path());
    let computer = Computer::new();
    let login = ["login", text(store.path()), "--device", "new"];
    computer.run_with(&[("AOSBOX_PASSWORD", "golden-password")], &login).expect_code(0);
    (computer, store)
}

#[test]
fn an_account_of_format_1_is_whole() {
    let (computer, store) = golden();
    let checked = computer.ok(&["check", "--read-data", "--json"]).json();
    assert_eq!(
        (&checked["ok"], &checked["runs"], &checked["packs"]),
        (&true.into(), &2.into(), &2.into()),
        "{checked}"
    );
    // Reading writes nothing.
    assert_eq!(contents(store.path()), contents(&kept().join("store")));
}

#[test]
fn an_account_of_format_1_opens_with_its_recovery_key() {
    let store = tempfile::tempdir().expect("a folder for the account");
    copy_folder(&kept().join("store"), store.path());
    let computer = Computer::new();
    let variables = [("AOSBOX_RECOVERY_KEY", RECOVERY_KEY), ("AOSBOX_PASSWORD", "another password")];
    computer.run_with(&variables, &["login", text(store.path()), "--recovery-key"]).expect_code(0);
    computer.ok(&["check", "--read-data"]);
    assert!(restored(&computer, &[]).contains("hello.txt"));
}

#[test]
fn every_version_of_format_1_comes_back() {
    let (computer, _store) = golden();
    let expected = fs::read_to_string(kept().join("expected.txt")).expect("the description is there");
    let mut found = String::from("# As it was last\n");
    found.push_str(&restored(&computer, &[]));
    found.push_str("# As it was after the first run\n");
    found.push_str(&restored(&computer, &["--as-of", FIRST_RUN]));
    found.push_str("# The oldest version of every path\n");
    found.push_str(&restored(&computer, &["--version", "1"]));
    found.push_str("# All that ever was\n");
    found.push_str(&restored(&computer, &["--deleted"]));
    if cfg!(unix) {
        assert_eq!(found, expected.replace("\r\n", "\n"));
    } else {
        // Links may need a right that the user has not.
        let plain =
            |text: &str| text.lines().filter(|line| !line.contains(" link ")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(plain(&found), plain(&expected));
    }
}

#[test]
fn versions_of_format_1_are_listed_with_all_that_is_known_of_them() {
    let (computer, _store) = golden();
    let list = |name: &str| {
        let path = format!("{TREE}/{name}");
        let document = computer.ok(&["versions", &path, "--device", "golden", "--json"]).json();
        let of = |version: &serde_json::Value| {
            let text = |name: &str| version[name].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {} {}",
                version["version"],
                version["size"],
                text("modified"),
                text("state"),
                text("mode")
            )
        };
        document["versions"].as_array().expect("a list").iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(
        list("hello.txt"),
        ["2 20 2024-06-07T08:09:10Z current 0640", "1 14 2024-05-06T07:08:09Z replaced 0640"],
    );
    assert_eq!(list("sub/gone.txt"), ["1 10 2024-05-06T07:08:09Z deleted 0644"]);
}

#[test]
fn an_account_of_format_1_takes_further_backups() {
    let (computer, store) = golden();
    let before = contents(store.path());
    let file = computer.at("new.bin");
    fs::write(&file, "of a later version").expect("written");
    computer.ok(&["backup", text(&file)]);
    computer.ok(&["check", "--read-data"]);
    let after = contents(store.path());
    assert!(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)), "what is there is never changed");
    assert!(after.len() > before.len());
}

/// An account that Windows wrote: below another folder its drive is one, whatever the system.
#[test]
fn an_account_of_windows_comes_back_on_every_system() {
    let store = tempfile::tempdir().expect("a folder for the account");
    let kept = kept().with_file_name("format-1-windows");
    copy_folder(&kept.join("store"), store.path());
    let computer = Computer::new();
    let login = ["login", text(store.path()), "--device", "new"];
    computer.run_with(&[("AOSBOX_PASSWORD", "golden-password")], &login).expect_code(0);
    let to = tempfile::tempdir().expect("a folder to restore into");
    computer.ok(&["restore", "--device", "windows", "--to", text(to.path()), "--verify"]);
    let expected = fs::read_to_string(kept.join("expected.txt")).expect("the description is there");
    // Verbatim, for Windows takes `CON` for a device else.
    let place = fs::canonicalize(to.path()).expect("the folder is there").join("C").join("aosbox-golden").join("tree");
    assert_eq!(describe(&place), expected.replace("\r\n", "\n"));
    // One path is named as its computer writes it.
    let to = tempfile::tempdir().expect("a folder to restore into");
    let letter = ["restore", r"C:\aosbox-golden\tree\letter.txt", "--device", "windows", "--to", text(to.path())];
    computer.ok(&letter);
    assert_eq!(fs::read_to_string(to.path().join("letter.txt")).expect("it came"), "Dear Sir,\r\n");
}

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/format-1")
}

/// What a restore with these options brings, a line for each path.
fn restored(computer: &Computer, options: &[&str]) -> String {
    let to = tempfile::tempdir().expect("a folder to restore into");
    let mut arguments = vec!["restore", TREE, "--device", "golden", "--to", text(to.path()), "--verify"];
    arguments.extend(options);
    let outcome: Outcome = computer.run(&arguments);
    assert!(outcome.code() == Some(0) || (cfg!(windows) && outcome.code() == Some(3)), "{outcome}");
    describe(&to.path().join("tree"))
}

/// Path, kind, size, modification time and hash of the content of all that lies below a folder; links with their target.
fn describe(folder: &Path) -> String {
    let mut lines = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(current) = waiting.pop() {
        for entry in fs::read_dir(&current).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let metadata = fs::symlink_metadata(&path).expect("an entry can be looked at");
            let name = path.strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            let modified = modified.expect("it is later than 1970");
            // Windows keeps a tenth of a microsecond.
            let modified = format!("{}.{:07}", modified.as_secs(), modified.subsec_nanos() / 100);
            lines.push(if metadata.is_dir() {
                waiting.push(path);
                format!("{name} folder {modified}")
            } else if metadata.is_symlink() {
                let target = fs::read_link(&path).expect("a link has a target");
                format!("{name} link {modified} {}", target.to_string_lossy())
            } else {
                let content = fs::read(&path).expect("a file can be read");
                format!("{name} file {modified} {} {}", content.len(), blake3::hash(&content))
            });
        }
    }
    lines.sort();
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}
