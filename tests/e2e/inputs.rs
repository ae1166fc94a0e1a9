//! What lies on people's disks: odd names, odd kinds, odd times, and files that do not hold still.

use std::fs;

use serde_json::Value;

use crate::support::{
    compare::assert_same,
    program::{Computer, Outcome, text},
    scene::{Restored, Scene, assert_restorable},
    tree::{Tree, noise},
};
#[cfg(unix)]
use crate::support::{
    faults::{Class, Fault},
    program::Victim,
};

/// A scene in a folder of this disk, which needs no server.
struct Local {
    computer: Computer,
    _store: tempfile::TempDir,
    tree: Tree,
}

impl Local {
    fn new(seed: u64) -> Self {
        let store = tempfile::tempdir().expect("a folder for the account");
        let computer = Computer::new();
        computer.create_account(text(store.path()), None, "laptop").expect_code(0);
        Self { computer, _store: store, tree: Tree::compact(seed) }
    }

    fn folder(&self) -> &str {
        text(self.tree.folder())
    }

    /// Backs the tree up with this exit code and hands back the JSON document.
    #[track_caller]
    fn backup(&self, code: i32) -> Value {
        self.computer.run(&["backup", self.folder(), "--json", "-v"]).expect_code(code).json()
    }

    #[track_caller]
    fn assert_restorable(&self) {
        assert_restorable(&self.computer, &self.tree);
    }
}

/// The kinds of problems that were told of a path.
#[cfg(unix)]
fn problems<'a>(document: &'a Value, name: &str) -> Vec<&'a str> {
    let troubles = document["troubles"].as_array().expect("troubles are a list");
    let of_path = troubles.iter().filter(|trouble| trouble["path"].as_str().is_some_and(|path| path.ends_with(name)));
    of_path.map(|trouble| trouble["problem"].as_str().expect("a problem has a name")).collect()
}

/// A number of a JSON document.
#[track_caller]
fn number(document: &Value, group: &str, name: &str) -> u64 {
    document[group][name].as_u64().unwrap_or_else(|| panic!("no {group}.{name} in {document}"))
}

#[test]
fn odd_names_come_back() {
    let local = Local::new(81);
    let mut names = vec![
        "-rf".to_owned(),
        "..two dots".to_owned(),
        " blanks ".trim_end().to_owned(),
        "e\u{301} and é".to_owned(),
        "𠮷野家.txt".to_owned(),
        "a'b.txt".to_owned(),
        "$HOME %PATH% #".to_owned(),
        "n".repeat(255),
        "あ".repeat(85),
    ];
    if cfg!(unix) {
        let more = [
            "new\nline",
            "*",
            "?",
            "back\\slash",
            "a\"b",
            "gpj.\u{202e}exe",
            "\u{200f}rtl",
            "CON",
            "end.",
            "a:b",
            "\u{1b}[31m",
            "\t",
        ];
        names.extend(more.map(str::to_owned));
    }
    for name in &names {
        local.tree.write(name, name.as_bytes());
    }
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let folder = local.tree.folder().join(std::ffi::OsStr::from_bytes(b"\xff\xfe folder"));
        fs::create_dir(&folder).expect("made");
        fs::write(folder.join(std::ffi::OsStr::from_bytes(b"Shift-JIS \x93\xfa\x96\x7b.txt")), "x").expect("written");
    }
    local.backup(0);
    local.assert_restorable();
    // Nothing that is listed can act on a terminal.
    let listed = local.computer.ok(&["ls", local.folder()]);
    assert!(!listed.stdout.contains(['\u{1b}', '\u{202e}', '\u{200f}', '\t']), "{listed}");
    for name in &names {
        let place = local.tree.folder().join(name);
        let versions = local.computer.ok(&["versions", text(&place), "--json"]).json();
        assert_eq!(versions["versions"].as_array().map(Vec::len), Some(1), "{name:?}");
        let restored = Restored::of(&local.computer, &place, &[]).expect_code(0);
        assert_eq!(fs::read(&restored.place).expect("it came"), name.as_bytes());
    }
    assert_eq!(number(&local.backup(0), "files", "gone"), 0);
}

#[cfg(unix)]
#[test]
fn three_hundred_folders_in_each_other_come_back() {
    let local = Local::new(82);
    let deep = vec!["deep"; 300].join("/");
    local.tree.write(&format!("{deep}/at the bottom"), b"found");
    local.backup(0);
    local.assert_restorable();
    fs::remove_dir_all(local.tree.folder().join("deep")).expect("removed");
    let document = local.backup(0);
    assert!(number(&document, "files", "gone") >= 1, "{document}");
    local.assert_restorable();
}

#[test]
fn empty_files_take_nothing_and_come_back() {
    let local = Local::new(83);
    local.backup(0);
    for number in 0..50 {
        local.tree.write(&format!("nothing/{number}"), b"");
    }
    let document = local.backup(0);
    assert_eq!((number(&document, "files", "new"), number(&document, "bytes", "new")), (50, 0));
    local.assert_restorable();
}

#[cfg(unix)]
#[test]
fn hard_links_and_links_of_all_kinds_come_back() {
    use std::os::unix::fs::symlink;
    let local = Local::new(84);
    let at = |name: &str| local.tree.folder().join(name);
    local.tree.write("first", &noise(&mut fastrand::Rng::with_seed(84), 400_000));
    for name in ["second", "photos/third"] {
        fs::hard_link(at("first"), at(name)).expect("linked");
    }
    symlink("loop b", at("loop a")).and_then(|()| symlink("loop a", at("loop b"))).expect("linked");
    symlink(".", at("itself")).and_then(|()| symlink("..", at("above"))).expect("linked");
    symlink("/no/such/place\nat all", at("dangling")).expect("linked");
    let document = local.backup(0);
    assert_eq!(document["troubles"], serde_json::json!([]));
    local.assert_restorable();
    // A link takes the place of a file, and a file that of a link.
    fs::remove_file(at("second")).and_then(|()| symlink("first", at("second"))).expect("linked");
    fs::remove_file(at("dangling")).and_then(|()| fs::write(at("dangling"), "a file now")).expect("written");
    local.backup(0);
    local.assert_restorable();
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_left_out_and_counted() {
    let local = Local::new(85);
    let at = |name: &str| local.tree.folder().join(name);
    let made = std::process::Command::new("mkfifo").arg(at("pipe")).status().expect("every Unix has it");
    assert!(made.success(), "a pipe can be made");
    let socket = std::os::unix::net::UnixListener::bind(at("photos/socket")).expect("a socket");
    let document = local.backup(0);
    assert_eq!((number(&document, "files", "left_out"), number(&document, "files", "failed")), (2, 0));
    assert_eq!((problems(&document, "/pipe"), problems(&document, "/socket")), (vec!["special"], vec!["special"]));
    let told = local.computer.ok(&["backup", local.folder()]);
    assert!(told.stdout.contains("2 paths were left out"), "{told}");
    // One that is selected itself is not read either.
    local.computer.ok(&["backup", text(&at("pipe"))]);
    let (pipe, folder) = (at("pipe"), at("photos"));
    let modified = fs::metadata(&folder).and_then(|folder| folder.modified()).expect("a time");
    let top = fs::metadata(local.tree.folder()).and_then(|folder| folder.modified()).expect("a time");
    drop(socket);
    fs::remove_file(pipe).and_then(|()| fs::remove_file(at("photos/socket"))).expect("removed");
    for (folder, time) in [(folder.as_path(), modified), (local.tree.folder(), top)] {
        fs::File::open(folder).and_then(|folder| folder.set_modified(time)).expect("a time is set");
    }
    local.assert_restorable();
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_named_and_stays_in_the_backup() {
    use std::os::unix::fs::PermissionsExt;

    let parent = tempfile::tempdir().expect("a folder");
    let (computer, tree) = (Computer::new(), parent.path().join("tree"));
    let run = |arguments: &[&str]| computer.run_as_ordinary_user(arguments);
    fs::create_dir_all(tree.join("locked folder/within")).expect("made");
    for name in ["open", "locked", "locked folder/one", "locked folder/within/two"] {
        fs::write(tree.join(name), name).expect("written");
    }
    let store = computer.at("store");
    fs::create_dir(&store).expect("made");
    if rustix::process::geteuid().is_root() {
        crate::support::program::give_away(parent.path());
    }
    let lock = |name: &str, mode| fs::set_permissions(tree.join(name), fs::Permissions::from_mode(mode)).expect("set");

    run(&["login", text(&store), "--create", "--device", "laptop"]).expect_code(0);
    run(&["backup", text(&tree)]).expect_code(0);
    fs::write(tree.join("open"), "changed").and_then(|()| fs::write(tree.join("locked"), "changed")).expect("written");
    lock("locked", 0);
    lock("locked folder", 0);
    let document = run(&["backup", text(&tree), "--json"]).expect_code(3).json();
    assert_eq!((problems(&document, "/locked"), problems(&document, "/locked folder")), (vec!["io"], vec!["io"]));
    assert_eq!((number(&document, "files", "failed"), number(&document, "files", "gone")), (2, 0), "{document}");
    assert_eq!(number(&document, "files", "changed"), 1, "{document}");
    // What was backed up before is still there; nothing of it counts as deleted.
    let listed = run(&["ls", text(&tree.join("locked folder")), "--json"]).expect_code(0).json();
    assert_eq!(listed["entries"].as_array().map(Vec::len), Some(2), "{listed}");
    let told = run(&["backup", text(&tree)]).expect_code(3);
    assert!(told.mentions("locked folder") && told.mentions("Permission denied"), "{told}");

    lock("locked", 0o644);
    lock("locked folder", 0o755);
    let document = run(&["backup", text(&tree), "--json"]).expect_code(0).json();
    assert_eq!((number(&document, "files", "failed"), number(&document, "files", "gone")), (0, 0), "{document}");
    assert_restorable_by(&computer, &tree);
}

/// Restores as the ordinary user, whose files they are.
#[cfg(unix)]
fn assert_restorable_by(computer: &Computer, tree: &std::path::Path) {
    let to = computer.at("restored");
    fs::create_dir(&to).expect("made");
    computer.run_as_ordinary_user(&["restore", text(tree), "--to", text(&to)]).expect_code(0);
    assert_same(tree, &to.join("tree"));
}

#[cfg(unix)]
#[test]
fn a_file_that_keeps_growing_is_told_and_taken_once_it_holds_still() {
    use std::{
        io::Write,
        sync::atomic::{AtomicBool, Ordering::Relaxed},
    };

    let local = Local::new(87);
    local.tree.write("growing.log", &noise(&mut fastrand::Rng::with_seed(87), 24 << 20));
    let path = local.tree.folder().join("growing.log");
    let stop = AtomicBool::new(false);
    let document = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = fs::File::options().append(true).open(&path).expect("opened");
            while !stop.load(Relaxed) {
                file.write_all(b".").expect("written");
            }
        });
        let outcome = local.computer.run(&["backup", local.folder(), "--json"]);
        stop.store(true, Relaxed);
        outcome.expect_code(3).json()
    });
    assert_eq!(problems(&document, "/growing.log"), ["changing"]);
    assert_eq!(number(&document, "files", "failed"), 1);
    local.computer.run(&["versions", text(&path)]).expect_code(1);
    let document = local.backup(0);
    assert_eq!((number(&document, "files", "new"), number(&document, "files", "failed")), (1, 0), "{document}");
    local.assert_restorable();
}

#[cfg(unix)]
#[test]
fn a_file_that_vanishes_after_it_was_listed_harms_no_other() {
    let scene = Scene::new(Tree::compact(88), &["[backup]\npack_size = \"256KB\"\njobs = 1\n"]);
    let mut random = fastrand::Rng::with_seed(88);
    for number in 0..60 {
        scene.tree.write(&format!("many/{number:02}"), &noise(&mut random, 1 << 20));
    }
    scene.tree.write("many/zz", b"soon gone");
    scene.faults().reset();
    // Uploads wait until the file is gone: it is listed with the others, and far too many come before it to be read meanwhile.
    scene.faults().fail_from(Class::Writes, 1, Fault::Hang(std::time::Duration::from_secs(100)));
    let outcome = std::thread::scope(|scope| {
        let running =
            scope.spawn(|| scene.computer.run_as(&Victim::default(), &["backup", text(scene.tree.folder()), "--json"]));
        while scene.faults().writes() == 0 {
            std::thread::yield_now();
        }
        fs::remove_file(scene.tree.folder().join("many/zz")).expect("removed");
        scene.faults().lift();
        running.join().expect("the run ends")
    });
    let document = outcome.expect_code(3).json();
    assert_eq!((problems(&document, "/zz"), number(&document, "files", "failed")), (vec!["io"], 1), "{document}");
    let document = scene.computer.ok(&["backup", text(scene.tree.folder()), "--json"]).json();
    assert_eq!((number(&document, "files", "new"), number(&document, "files", "failed")), (0, 0), "{document}");
    scene.assert_restorable();
}

#[test]
fn times_long_ago_and_far_ahead_come_back() {
    use std::time::{Duration, SystemTime};
    let local = Local::new(89);
    let day = 86_400;
    let at_epoch = SystemTime::UNIX_EPOCH;
    let times = [
        at_epoch - Duration::from_secs(35 * 365 * day),
        at_epoch - Duration::from_nanos(100),
        at_epoch,
        at_epoch + Duration::new(180 * 365 * day, 123_456_700),
    ];
    for (number, time) in times.into_iter().enumerate() {
        let name = format!("of another time {number}");
        local.tree.write(&name, name.as_bytes());
        let file = fs::File::options().write(true).open(local.tree.folder().join(&name)).expect("opened");
        file.set_modified(time).expect("the time can be set");
        assert_eq!(file.metadata().and_then(|file| file.modified()).expect("a time"), time, "this disk cannot show it");
    }
    local.backup(0);
    local.assert_restorable();
    let listed = local.computer.ok(&["ls", local.folder(), "--json"]).json();
    let listed = listed["entries"].as_array().expect("entries");
    let modified = |number: usize| {
        let name = format!("of another time {number}");
        let entry = listed.iter().find(|entry| entry["path"].as_str().is_some_and(|path| path.ends_with(&name)));
        entry.expect("it is listed")["modified"].as_str().map(|time| time[..4].to_owned())
    };
    assert_eq!((modified(0).as_deref(), modified(3).as_deref()), (Some("1935"), Some("2149")));
}

#[cfg(unix)]
#[test]
fn a_large_file_of_holes_is_read_and_restored_as_such() {
    use std::os::unix::fs::{FileExt, MetadataExt};
    const ISLANDS: [u64; 3] = [1 << 30, (30 << 30) + 12_345, (64 << 30) - (100 << 10)];
    let local = Local::new(90);
    let path = local.tree.folder().join("disk.img");
    let content = noise(&mut fastrand::Rng::with_seed(90), 64 << 10);
    let file = fs::File::create(&path).expect("made");
    file.set_len(64 << 30).expect("a file of holes");
    for at in ISLANDS {
        file.write_all_at(&content, at).expect("written");
    }
    drop(file);
    let document = local.backup(0);
    let restored = Restored::of(&local.computer, &path, &[]).expect_code(0);
    let file = fs::File::open(&restored.place).expect("it came");
    let metadata = file.metadata().expect("it came");
    assert_eq!(metadata.len(), 64 << 30);
    // All that takes room are the islands, so that all else is holes.
    assert!(metadata.blocks() * 512 < 1 << 20, "{} blocks", metadata.blocks());
    for at in ISLANDS {
        let mut found = vec![0; content.len()];
        file.read_exact_at(&mut found, at).expect("read");
        assert!(found == content, "the island at {at} is wrong");
    }
    assert!(number(&document, "bytes", "sent") < 1 << 20, "{document}");
    assert!(number(&document, "bytes", "read") < 8 << 20, "holes are not read, and do not count as read: {document}");
}

#[test]
fn of_a_mail_file_changed_in_place_only_the_change_is_sent() {
    let local = Local::new(91);
    let mut content = noise(&mut fastrand::Rng::with_seed(91), 40_000_000);
    local.tree.write("x.pst", &content);
    local.backup(0);
    for at in [100, 9_000_000, 20_000_001, 39_999_000] {
        content[at..at + 500].fill(7);
    }
    local.tree.write("x.pst", &content);
    let document = local.backup(0);
    assert_eq!(number(&document, "files", "changed"), 1, "{document}");
    assert!(number(&document, "bytes", "sent") < 1_000_000, "{document}");
    let restored = Restored::of(&local.computer, &local.tree.folder().join("x.pst"), &["--verify"]).expect_code(0);
    assert!(fs::read(&restored.place).expect("it came") == content, "the file is wrong");
}

#[cfg_attr(windows, ignore = "Wine looks through the whole folder for each name in it: 20,000 take it many minutes")]
#[test]
fn a_folder_of_twenty_thousand_files_is_backed_up_in_few_requests() {
    let scene = Scene::new(Tree::compact(92), &[]);
    for number in 0..20_000 {
        scene.tree.write(&format!("many/{number}"), format!("file {number}").as_bytes());
    }
    scene.faults().reset();
    let told = scene.computer.ok(&["backup", text(scene.tree.folder()), "--json"]).json();
    assert!(number(&told, "files", "new") > 20_000, "{told}");
    assert!(scene.faults().requests() < 30, "{} requests", scene.faults().requests());
    let told = scene.computer.ok(&["backup", text(scene.tree.folder()), "--json"]).json();
    assert_eq!((number(&told, "files", "new"), number(&told, "files", "changed")), (0, 0), "{told}");
    let restored = Restored::of(&scene.computer, scene.tree.folder(), &[]).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
}

#[test]
fn a_folder_becomes_a_file_and_a_folder_again() {
    let local = Local::new(93);
    let place = local.tree.folder().join("notes");
    local.backup(0);
    let before = fs::read(place.join("note 7.txt")).expect("it is there");
    fs::remove_dir_all(&place).and_then(|()| fs::write(&place, "a file now")).expect("replaced");
    let became_a_file = local.backup(0);
    local.assert_restorable();
    fs::remove_file(&place).expect("removed");
    local.tree.write("notes/new.txt", b"a folder again");
    local.backup(0);
    local.assert_restorable();
    // What the folder held at first is there all the same.
    let restored = Restored::of(&local.computer, &place.join("note 7.txt"), &["--deleted"]).expect_code(0);
    assert_eq!(fs::read(restored.place).expect("it came"), before);
    let versions: Outcome = local.computer.ok(&["versions", text(&place), "--json"]);
    let kinds: Vec<Value> =
        versions.json()["versions"].as_array().expect("a list").iter().map(|v| v["kind"].clone()).collect();
    assert_eq!(kinds, ["folder", "file", "folder"], "{versions}");
    assert!(number(&became_a_file, "files", "gone") > 20, "what the folder held is gone: {became_a_file}");
}

#[test]
fn a_renamed_folder_is_not_sent_again() {
    let local = Local::new(94);
    local.backup(0);
    fs::rename(local.tree.folder().join("photos"), local.tree.folder().join("pictures")).expect("renamed");
    let document = local.backup(0);
    assert_eq!(number(&document, "bytes", "new"), 0, "{document}");
    assert_eq!(number(&document, "files", "new"), number(&document, "files", "gone"), "{document}");
    local.assert_restorable();
    let restored = Restored::of(&local.computer, &local.tree.folder().join("photos"), &["--deleted"]).expect_code(0);
    assert!(restored.place.join("2024/002.jpg").exists());
}
