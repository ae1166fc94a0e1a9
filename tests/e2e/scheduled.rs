//! `backup --scheduled`: what the system's job does when it is called.

use crate::support::{
    program::{Computer, SMALL_PACKS, text},
    scene::{Scene, assert_restorable},
    tree::{Tree, noise},
};

/// A computer that backs a tree up into a folder, with this schedule.
fn scene(seed: u64, schedule: &str) -> (Computer, Tree) {
    let tree = Tree::compact(seed);
    let computer = Computer::with_settings(&[schedule]);
    let store = computer.at("store");
    computer.create_account(text(&store), None, "laptop").expect_code(0);
    computer.ok(&["select", "add", text(tree.folder())]);
    (computer, tree)
}

/// An hour and minute so many minutes from now, in UTC, which is the zone of the tests' computers.
fn clock(minutes: i64) -> String {
    let time = jiff::Timestamp::now() + jiff::SignedDuration::from_mins(minutes);
    time.to_zoned(jiff::tz::TimeZone::UTC).strftime("%H:%M").to_string()
}

/// Makes the journal say that the last backup was so many hours earlier.
fn put_back(computer: &Computer, hours: i64) {
    let folder = crate::support::bench::find_below(computer.folder(), "journals");
    for entry in std::fs::read_dir(folder).expect("journals") {
        let path = entry.expect("a journal").path();
        let mut journal: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).expect("a journal")).expect("JSON");
        for name in ["last_complete", "last_success", "last_integrity"] {
            if let Some(time) = journal[name].as_i64() {
                journal[name] = (time - hours * 3600).into();
            }
        }
        for attempt in journal["attempts"].as_array_mut().expect("attempts") {
            for name in ["began", "ended"] {
                attempt[name] = (attempt[name].as_i64().expect("a time") - hours * 3600).into();
            }
        }
        std::fs::write(&path, journal.to_string()).expect("it can be written");
    }
}

#[test]
fn without_a_schedule_nothing_happens() {
    let (computer, _tree) = scene(111, "");
    let outcome = computer.ok(&["backup", "--scheduled", "--json"]);
    assert_eq!((&outcome.json()["due"], &outcome.json()["next"]), (&false.into(), &serde_json::Value::Null));
    assert!(computer.ok(&["backup", "--scheduled"]).stderr.is_empty(), "a job says nothing");
    let startup = computer.ok(&["backup", "--scheduled=startup", "--json"]).json();
    assert!(startup["files"]["new"].as_u64().is_some_and(|new| new > 0), "a start of the computer is one: {startup:#}");
}

#[test]
fn an_interval_is_due_once_in_its_time() {
    let (computer, tree) = scene(112, "[schedule]\nevery = \"1d\"\n");
    let first = computer.ok(&["backup", "--scheduled", "--json"]).json();
    assert!(first["files"]["new"].as_u64().is_some_and(|new| new > 0), "{first:#}");
    assert_eq!(computer.ok(&["backup", "--scheduled", "--json"]).json()["due"], false);
    // Slept for three days: once, not three times.
    put_back(&computer, 72);
    assert_eq!(computer.ok(&["status", "--json"]).json()["due"], true);
    assert!(computer.ok(&["status"]).stdout.contains("is due now"));
    let again = computer.ok(&["backup", "--scheduled", "--json"]).json();
    assert_eq!(again["files"]["new"], 0, "{again:#}");
    assert_eq!(computer.ok(&["backup", "--scheduled", "--json"]).json()["due"], false);
    assert_restorable(&computer, &tree);
}

#[test]
fn a_backup_by_hand_of_some_paths_does_not_stand_for_the_scheduled_one() {
    let (computer, tree) = scene(113, "[schedule]\nevery = \"1d\"\n");
    tree.write("alone.txt", b"alone");
    computer.ok(&["backup", text(&tree.folder().join("alone.txt"))]);
    let scheduled = computer.ok(&["backup", "--scheduled", "--json"]).json();
    assert!(scheduled["files"]["new"].as_u64().is_some_and(|new| new > 0), "{scheduled:#}");
}

#[test]
fn outside_its_window_nothing_is_done_and_what_was_missed_is_said() {
    // The window is over for an hour, and comes again tomorrow.
    let window = format!("[schedule]\nat = \"{}-{}\"\n", clock(-120), clock(-60));
    let (computer, _tree) = scene(114, &window);
    assert_eq!(computer.ok(&["backup", "--scheduled", "--json"]).json()["due"], false);
    computer.ok(&["backup"]);
    put_back(&computer, 30);
    let shown = computer.run(&["schedule"]);
    assert!(shown.stdout.contains("did not take place"), "{shown}");
}

#[test]
fn a_scheduled_backup_waits_while_backups_are_paused() {
    let (computer, _tree) = scene(115, "[schedule]\nevery = \"1h\"\n");
    computer.ok(&["pause"]);
    let put_off = computer.run(&["backup", "--scheduled"]).expect_code(4);
    assert!(put_off.stderr.contains("Put off: paused"), "{put_off}");
    computer.run(&["backup", "--scheduled"]).expect_code(4);
    let status = computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["result"], "put_off");
    computer.ok(&["resume"]);
    computer.ok(&["backup", "--scheduled"]);
    assert_eq!(computer.ok(&["status", "--json"]).json()["last"]["result"], "done");
}

#[test]
fn at_the_end_of_its_time_a_backup_keeps_what_it_has_and_goes_on_next_time() {
    // The end is the next full minute; where that comes too soon for anything to be stored, it is waited for first.
    let second = jiff::Timestamp::now().as_second() % 60;
    if second > 48 {
        std::thread::sleep(std::time::Duration::from_secs(u64::try_from(61 - second).expect("a second")));
    }
    let schedule = format!("[schedule]\nat = \"{}-{}\"\n[bandwidth]\nupload = \"60KB/s\"\n", clock(-1), clock(1));
    let tree = Tree::compact(116);
    let mut random = fastrand::Rng::with_seed(116);
    for number in 0..20 {
        tree.write(&format!("photo {number}.jpg"), &noise(&mut random, 300_000));
    }
    let scene = Scene::new(tree, &[SMALL_PACKS, &schedule]);
    scene.computer.ok(&["select", "add", text(scene.tree.folder())]);
    let cut = scene.computer.run(&["backup", "--scheduled"]).expect_code(4);
    assert!(cut.stderr.contains("scheduled time is over"), "{cut}");
    let status = scene.computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["result"], "time_over", "{status:#}");
    assert!(status["last"]["files"]["new"].as_u64().is_some_and(|new| new > 0), "{status:#}");
    let settings = std::fs::read_to_string(scene.computer.settings()).expect("settings");
    std::fs::write(scene.computer.settings(), settings.replace("60KB/s", "none")).expect("settings");
    scene.backup();
    scene.assert_restorable();
}

#[test]
fn the_integrity_scan_comes_in_its_turn() {
    let (computer, tree) = scene(117, "[schedule]\nevery = \"1d\"\nintegrity_every = \"7d\"\n");
    computer.ok(&["backup", "--scheduled"]);
    put_back(&computer, 3 * 24);
    let usual = computer.ok(&["backup", "--scheduled", "--json"]).json();
    assert_eq!(usual["files"]["changed"], 0);
    assert_eq!(computer.ok(&["status", "--json"]).json()["last"]["integrity"], false);
    put_back(&computer, 6 * 24);
    let thorough = computer.ok(&["backup", "--scheduled", "--json"]).json();
    assert_eq!(thorough["bytes"]["read"], thorough["bytes"]["seen"], "{thorough:#}");
    assert_eq!(computer.ok(&["status", "--json"]).json()["last"]["integrity"], true);
    put_back(&computer, 2 * 24);
    computer.ok(&["backup", "--scheduled"]);
    assert_eq!(computer.ok(&["status", "--json"]).json()["last"]["integrity"], false);
    assert_restorable(&computer, &tree);
}

#[test]
fn large_files_that_change_in_place_take_turns_at_intervals() {
    let (computer, tree) = scene(118, "[schedule]\nevery = \"5m\"\n");
    let mut random = fastrand::Rng::with_seed(118);
    tree.write("archive.pst", &noise(&mut random, (5 << 20) + 1000));
    tree.write("small.pst", &noise(&mut random, 200_000));
    computer.ok(&["backup", "--scheduled"]);
    let change = |random: &mut fastrand::Rng| {
        tree.write("archive.pst", &noise(random, (5 << 20) + 2000));
        tree.write("small.pst", &noise(random, 200_000));
    };
    change(&mut random);
    put_back(&computer, 1);
    let waiting = computer.ok(&["backup", "--scheduled", "--json"]).json();
    assert_eq!((&waiting["files"]["changed"], &waiting["files"]["waiting"]), (&1.into(), &1.into()), "{waiting:#}");
    let status = computer.ok(&["status", "--json"]).json();
    assert_eq!(status["pending"]["files"][0]["problem"], "waiting", "{status:#}");
    assert!(computer.ok(&["status", "--pending"]).stdout.contains("archive.pst: it is large"), "it is named");
    // By hand it is backed up at once.
    let by_hand = computer.ok(&["backup", "--json"]).json();
    assert_eq!((&by_hand["files"]["changed"], &by_hand["files"]["waiting"]), (&1.into(), &0.into()), "{by_hand:#}");
    assert_restorable(&computer, &tree);
}
