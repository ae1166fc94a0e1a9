//! What happens to drives: away, replaced, full, read-only, killed in the middle, of a poorer file system.

#[cfg(target_os = "linux")]
use std::path::Path;
use std::{
    fs,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{Desk, assert_same_files, parts};
use crate::support::{
    faults::{Class, Fault},
    files::{contents, state},
    program::{SMALL_PACKS, Victim, text},
    scene::Scene,
    tree::Tree,
};

#[test]
fn a_drive_that_is_away_is_said_and_caught_up_next_time() {
    let desk = Desk::enabled(111);
    desk.backup();
    let away = desk.store.path().join("drawer");
    // An empty folder where the drive was mounted is not the drive.
    let copy = desk.copy();
    fs::rename(&copy, &away).expect("a folder can be moved");
    desk.tree.mutate(1);
    let outcome = desk.computer.ok(&["backup", text(desk.tree.folder())]);
    assert!(outcome.stderr.contains("the drive is not there"), "{outcome}");
    assert!(!copy.exists(), "nothing is written where the drive should be");
    desk.tree.mutate(2);
    assert_eq!(desk.backup()["dual"]["trouble"], "missing");
    let shown = desk.shown();
    assert_eq!((&shown["present"], shown["behind"]["files"].as_u64() > Some(0)), (&false.into(), true), "{shown}");
    let refused = desk.computer.run(&["dual", "sync", "--json"]).expect_code(1).json();
    assert_eq!(refused["error"]["kind"], "dual_missing");

    fs::rename(&away, &copy).expect("a folder can be moved");
    let told = desk.backup();
    assert!(told["dual"]["copied"]["files"].as_u64() > Some(0), "{told}");
    desk.assert_copied();
}

#[test]
fn another_drive_in_its_place_is_left_alone() {
    let desk = Desk::enabled(112);
    desk.backup();
    let (copy, marker) = (desk.copy(), desk.copy().join(".aosbox-dual.json"));
    let mut told: Value = serde_json::from_str(&fs::read_to_string(&marker).expect("a marker")).expect("JSON");
    told["drive"] = "0123456789abcdef0123456789abcdef".into();
    fs::write(&marker, told.to_string()).expect("a marker can be written");
    let before = state(&copy);
    desk.tree.mutate(1);
    let outcome = desk.computer.ok(&["backup", text(desk.tree.folder())]);
    assert!(outcome.stderr.contains("another drive"), "{outcome}");
    assert!(state(&copy) == before, "it is not touched");

    desk.computer.ok(&["dual", "enable", text(desk.usb.path())]);
    desk.computer.ok(&["dual", "sync"]);
    desk.assert_copied();
}

#[test]
fn a_link_on_the_drive_leads_nowhere() {
    let desk = Desk::enabled(113);
    desk.backup();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let notes = desk.copied_tree().join("notes");
    fs::remove_dir_all(&notes).expect("a folder can be removed");
    #[cfg(unix)]
    std::os::unix::fs::symlink(elsewhere.path(), &notes).expect("a link can be made");
    #[cfg(windows)]
    fs::write(&notes, b"in the way").expect("a file can be written");
    desk.tree.write("notes/note 1.txt", b"another text");
    desk.backup();
    desk.computer.ok(&["dual", "sync"]);
    assert!(contents(elsewhere.path()).is_empty(), "nothing is written through the link");
    // What was in the way is beside it, and the copy is whole.
    desk.assert_copied();
    let beside = fs::read_dir(desk.copied_tree()).expect("a folder can be listed").flatten();
    let set_aside = beside.filter(|entry| entry.file_name().to_string_lossy().starts_with("notes~")).count();
    assert_eq!(set_aside, 1);
}

#[test]
fn a_backup_killed_while_it_copies_leaves_no_half_files_and_the_next_completes() {
    let prepare = || {
        let scene = Scene::new(Tree::sample(114), &[SMALL_PACKS]);
        let usb = tempfile::tempdir().expect("a drive");
        scene.computer.ok(&["dual", "enable", text(usb.path())]);
        (scene, usb)
    };
    let mut killed = 0;
    for request in 1..=9 {
        let (scene, usb) = prepare();
        scene.faults().reset();
        let victim = Victim::default();
        scene.faults().kill_after(Class::Writes, request, &victim);
        scene.backup_as(&victim);
        killed += usize::from(victim.was_killed());
        let copied = super::within(&usb.path().join("laptop"), scene.tree.folder());
        if copied.exists() {
            let here = contents(scene.tree.folder());
            for (path, bytes) in contents(&copied) {
                assert!(here.get(&path) == Some(&bytes), "{} is half written", path.display());
            }
        }
        scene.faults().reset();
        scene.backup();
        assert_same_files(scene.tree.folder(), &copied);
        assert!(parts(&usb.path().join("laptop")).is_empty());
        scene.assert_restorable();
    }
    assert!(killed > 4, "only {killed} were killed");
}

#[test]
fn a_drive_that_is_pulled_out_in_the_middle_costs_the_backup_nothing() {
    let scene = Scene::new(Tree::sample(118), &[SMALL_PACKS]);
    let usb = tempfile::tempdir().expect("a drive");
    scene.computer.ok(&["dual", "enable", text(usb.path())]);
    let (copy, away) = (usb.path().join("laptop"), usb.path().join("pulled out"));
    // The store takes its time over the later packs, so that there is a middle.
    scene.faults().reset();
    scene.faults().fail_at(Class::Writes, 4, Fault::Hang(Duration::from_secs(10)));
    let child = scene.computer.spawn(&["backup", text(scene.tree.folder()), "--json"]);
    let (copied, begun) = (super::within(&copy, scene.tree.folder()), Instant::now());
    while !copied.exists() && begun.elapsed() < Duration::from_secs(4) {
        std::thread::sleep(Duration::from_millis(20));
    }
    fs::rename(&copy, &away).expect("a folder can be moved");
    scene.faults().lift();
    let output = child.wait_with_output().expect("the program ends");
    let told: Value = serde_json::from_slice(&output.stdout).expect("a document");
    assert_eq!((output.status.code(), &told["files"]["failed"]), (Some(0), &0.into()), "{told}");
    assert_eq!((&told["dual"]["trouble"], &told["dual"]["behind"]), (&"lost".into(), &true.into()), "{told}");
    assert!(!copy.exists(), "nothing is written where the drive was");
    scene.assert_restorable();

    fs::rename(&away, &copy).expect("a folder can be moved");
    scene.backup();
    assert_same_files(scene.tree.folder(), &copied);
    assert!(parts(&copy).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_read_only_drive_costs_the_backup_nothing() {
    let desk = Desk::new(115);
    let disk = desk.computer.at("disk");
    fs::create_dir_all(&disk).expect("a folder can be made");
    let variables = [("DISK", text(&disk)), ("TREE", text(desk.tree.folder()))];
    let outcome = desk.computer.run_script_in_namespace(
        &variables,
        r#"
        set -eu
        mount -t tmpfs -o size=2300k none "$DISK"
        "$AOSBOX" dual enable "$DISK" >/dev/null
        head -c 1200000 /dev/zero >"$DISK/filler"
        "$AOSBOX" backup "$TREE" --json
        "$AOSBOX" dual show --json
        find "$DISK" -name '*.part' | grep . && exit 9
        rm "$DISK/filler"
        mount -o remount,ro "$DISK"
        echo more >"$TREE/more.txt"
        "$AOSBOX" backup "$TREE" --json
        mount -o remount,rw "$DISK"
        mount -o remount,size=20m "$DISK"
        "$AOSBOX" backup "$TREE" --json
        "$AOSBOX" dual show --json
        cp -a "$DISK/laptop" "$HOME/copied"
        "#,
    );
    let outcome = outcome.expect_code(0);
    let told: Vec<Value> = serde_json::Deserializer::from_str(&outcome.stdout)
        .into_iter()
        .collect::<Result<_, _>>()
        .unwrap_or_else(|error| panic!("{error}\n{outcome}"));
    let [full, shown, read_only, after, shown_after] = told.as_slice() else { panic!("{outcome}") };
    assert_eq!(full["files"]["failed"], 0, "{full}");
    assert_eq!(full["dual"]["behind"], true, "{full}");
    assert!(shown["left_out"].to_string().contains("\"full\""), "{shown}");
    assert_eq!((&read_only["dual"]["trouble"], &read_only["files"]["failed"]), (&"read_only".into(), &0.into()));
    assert_eq!(read_only["files"]["new"], 1, "{read_only}");
    assert_eq!((&after["dual"]["trouble"], &after["dual"]["behind"]), (&Value::Null, &false.into()), "{after}");
    assert_eq!((&shown_after["left_out"], &shown_after["behind"]["files"]), (&serde_json::json!([]), &0.into()));
    let copied = super::within(&desk.computer.at("home/copied"), desk.tree.folder());
    assert_same_files(desk.tree.folder(), &copied);
}

/// Says on the drive that its file system is a poorer one, as if it had been tried.
#[cfg(target_os = "linux")]
fn make_poorer(copy: &Path) {
    let marker = copy.join(".aosbox-dual.json");
    let mut told: Value = serde_json::from_str(&fs::read_to_string(&marker).expect("a marker")).expect("JSON");
    told["names"] =
        serde_json::json!({ "portable": true, "unicode": true, "folds": true, "longest": 60, "in_units": true });
    fs::write(&marker, told.to_string()).expect("a marker can be written");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_the_drive_cannot_hold_are_written_otherwise_and_restored_right() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let scene = Scene::new(Tree::compact(116), &[]);
    let usb = tempfile::tempdir().expect("a drive");
    scene.computer.ok(&["dual", "enable", text(usb.path())]);
    let copy = usb.path().join("laptop");
    make_poorer(&copy);
    let long = "長い名前".repeat(20);
    let names: [&[u8]; 11] = [
        b"what? a:b*c.txt",
        b"end.",
        b"end ",
        b"CON",
        b"com1.log",
        b"100%3A.txt",
        b"Letter.txt",
        b"LETTER.TXT",
        b"letter.txt",
        b"caf\xe9.txt",
        long.as_bytes(),
    ];
    for name in names {
        fs::write(scene.tree.folder().join(OsStr::from_bytes(name)), name).expect("a file can be written");
    }
    // A file and a folder that are one to the drive.
    scene.tree.write("both", b"a file");
    scene.tree.write("BOTH/within.txt", b"in a folder");
    scene.backup();
    scene.tree.write("both", b"a file that changed");
    scene.tree.write("Letter.txt", b"changed, too");
    scene.backup();
    let legal = |name: &str| {
        !name.contains(|letter: char| "<>:\"|?*\\".contains(letter) || letter.is_control())
            && !name.ends_with(['.', ' '])
            && name.encode_utf16().count() <= 60
    };
    let mut seen = std::collections::HashSet::new();
    for path in contents(&super::within(&copy, scene.tree.folder())).into_keys() {
        let path = path.to_str().expect("names on the drive are Unicode");
        assert!(path.split('/').all(legal), "{path}");
        assert!(seen.insert(path.to_lowercase()), "{path} is another's to the drive");
    }
    let shown = scene.computer.ok(&["dual", "show", "--json"]).json();
    assert_eq!((&shown["behind"]["files"], &shown["left_out"]), (&0.into(), &serde_json::json!([])), "{shown}");
    scene.computer.ok(&["dual", "verify"]);

    scene.faults().reset();
    let back = tempfile::tempdir().expect("a folder");
    scene.computer.ok(&["restore", text(scene.tree.folder()), "--to", text(back.path())]);
    let name = scene.tree.folder().file_name().expect("a name");
    crate::support::compare::assert_same(scene.tree.folder(), &back.path().join(name));
    let packs = scene.faults().log().iter().filter(|request| request.object().contains("/packs/")).count();
    assert_eq!(packs, 0, "all of it is in the copy");
}

/// Windows keeps the lock where it says itself, out of the computer that the tests make.
#[cfg(unix)]
#[test]
fn a_copy_that_another_process_changes_is_not_waited_for() {
    let desk = Desk::enabled(117);
    desk.backup();
    let locks = contents(desk.computer.folder()).into_keys();
    let mut locks = locks.filter(|path| path.to_string_lossy().ends_with(".dual.lock"));
    let lock = fs::File::options().write(true).open(desk.computer.at(locks.next().expect("a lock")));
    let lock = lock.expect("a lock can be opened");
    lock.lock().expect("nobody else has it");
    desk.tree.mutate(1);
    let outcome = desk.computer.ok(&["backup", text(desk.tree.folder()), "--json"]);
    assert_eq!(outcome.json()["dual"]["trouble"], "busy", "{outcome}");
    desk.computer.run(&["dual", "verify"]).expect_code(11);
    drop(lock);
    desk.backup();
    desk.assert_copied();
}
