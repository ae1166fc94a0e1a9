//! The program dies at any request: what was there stays, and the next backup completes what was begun.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use serde_json::Value;

use crate::support::{
    bench::each_case,
    faults::Class,
    program::{SMALL_PACKS, Victim},
    scene::Scene,
    tree::Tree,
};

/// More than there are cores, since each waits for the disk and the server now and then.
const THREADS: usize = 3;

/// A moment to die at.
#[derive(Debug)]
struct Death {
    request: usize,
    /// Whether the server does the request before.
    is_done: bool,
}

#[test]
fn a_first_backup_killed_at_any_request_is_completed_by_the_next() {
    kill_at_every_request(|| Scene::new(Tree::sample(11), &[SMALL_PACKS]));
}

#[test]
fn a_later_backup_killed_at_any_request_is_completed_by_the_next() {
    kill_at_every_request(|| Scene::with_changes(Tree::sample(12), &[SMALL_PACKS]));
}

#[test]
fn a_backup_that_was_killed_is_told_of_until_one_goes_through() {
    let scene = Scene::new(Tree::sample(13), &[SMALL_PACKS]);
    let computer = &scene.computer;
    let victim = Victim::default();
    scene.faults().reset();
    scene.faults().kill_before(Class::All, 3, &victim);
    scene.backup_as(&victim);
    assert!(victim.was_killed());
    scene.faults().reset();
    let last = &computer.ok(&["status", "--json"]).json()["last"];
    assert_eq!((&last["result"], &last["exit_code"]), (&"aborted".into(), &Value::Null), "{last:#}");
    assert_eq!(last["report"], Value::Null, "{last:#}");
    for (language, said) in [("en", "it was killed, or the computer went off"), ("ja", "強制終了されたか")] {
        let status = computer.ok(&["status", "--lang", language]);
        assert!(status.stdout.contains(said), "{status}");
        let doctor = computer.run(&["doctor", "--lang", language]).expect_code(3);
        assert!(doctor.stdout.contains(said), "{doctor}");
    }
    assert_eq!(computer.ok(&["--json"]).json()["last_result"], "aborted");
    scene.backup();
    assert_eq!(computer.ok(&["status", "--json"]).json()["last"]["result"], "done");
}

fn kill_at_every_request(prepare: impl Fn() -> Scene + Sync) {
    let rehearsal = prepare();
    rehearsal.faults().reset();
    rehearsal.backup();
    let requests = rehearsal.faults().requests();
    assert!(rehearsal.faults().writes() >= 2, "a pack and a run at least");
    drop(rehearsal);

    let deaths: Vec<Death> =
        (1..=requests).flat_map(|request| [false, true].map(|is_done| Death { request, is_done })).collect();
    let killed = AtomicUsize::new(0);
    let with_snapshot = || {
        let scene = prepare();
        let snapshot = scene.snapshot();
        (scene, snapshot)
    };
    each_case(THREADS, &deaths, with_snapshot, |(scene, snapshot), death| {
        scene.put_back(snapshot);
        let victim = Victim::default();
        match death.is_done {
            false => scene.faults().kill_before(Class::All, death.request, &victim),
            true => scene.faults().kill_after(Class::All, death.request, &victim),
        }
        let outcome = scene.backup_as(&victim);
        if victim.was_killed() {
            killed.fetch_add(1, SeqCst);
            assert!(!outcome.status.success(), "{outcome}");
        } else {
            // What is sent together may be cut a little differently, so that there are fewer requests.
            assert!(outcome.status.success(), "{outcome}");
        }
        scene.faults().reset();
        scene.backup();
        scene.assert_restorable();
    });
    let killed = killed.into_inner();
    assert!(killed * 10 >= deaths.len() * 8, "only {killed} of {} runs were killed", deaths.len());
}
