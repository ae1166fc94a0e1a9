//! The server or the way to it fails at any request: the program goes on or says what failed, and nothing is lost.

use std::time::Duration;

use crate::support::{
    bench::each_case,
    faults::{Class, Fault},
    program::{IMPATIENT, Outcome, Victim},
    scene::Scene,
    tree::Tree,
};

/// Many, since most of the time is spent waiting for time-outs.
const THREADS: usize = 4;
/// Longer than the program waits with [`IMPATIENT`] settings.
const HANG: Fault = Fault::Hang(Duration::from_secs(20));
/// Requests that a passing storm hits.
const STORM: usize = 4;

/// What fails, and for how long.
#[derive(Debug)]
struct Failure {
    class: Class,
    from: usize,
    times: usize,
    fault: Fault,
}

#[test]
fn one_failure_of_any_kind_at_any_request_is_survived() {
    let scenes = || Scene::with_changes(Tree::compact(21), &[IMPATIENT]);
    let kinds = [
        (Class::All, Fault::Status(500)),
        (Class::All, Fault::Reset),
        (Class::All, Fault::LoseAnswer),
        (Class::All, HANG),
        (Class::Gets, Fault::CutAnswer),
        (Class::Lists, Fault::CutAnswer),
        (Class::Writes, Fault::CutUpload),
    ];
    fail_everywhere(scenes, &kinds, 1, |outcome, _| {
        assert_eq!(outcome.code(), Some(0), "{outcome}");
    });
}

#[test]
fn a_storm_of_refusals_is_survived_or_reported() {
    let scenes = || Scene::new(Tree::compact(22), &[IMPATIENT]);
    let kinds = [(Class::All, Fault::Status(503))];
    fail_everywhere(scenes, &kinds, STORM, |outcome, objects| match outcome.code() {
        Some(0) => {}
        _ => assert_names_an_object(outcome, objects),
    });
}

#[test]
fn a_lasting_failure_is_reported_with_the_object() {
    let scenes = || Scene::with_changes(Tree::compact(23), &[IMPATIENT]);
    let kinds = [
        (Class::All, Fault::Status(503)),
        (Class::All, Fault::Reset),
        (Class::All, HANG),
        (Class::Gets, Fault::CutAnswer),
        (Class::Writes, Fault::LoseAnswer),
        (Class::Writes, Fault::CutUpload),
    ];
    fail_everywhere(scenes, &kinds, usize::MAX, |outcome, objects| match outcome.code() {
        // An object whose answers are lost is found to be there all the same.
        Some(0) => assert_eq!(objects.len(), 0, "{outcome}"),
        _ => assert_names_an_object(outcome, objects),
    });
}

/// Lets backups meet each kind of fault at each request; `judge` is given the outcome and the objects whose requests failed at the
/// last. Then the faults end, and all must come right.
fn fail_everywhere(
    prepare: impl Fn() -> Scene + Sync,
    kinds: &[(Class, Fault)],
    times: usize,
    judge: impl Fn(&Outcome, &[String]) + Sync,
) {
    let rehearsal = prepare();
    rehearsal.faults().reset();
    rehearsal.backup();
    let failures: Vec<Failure> = kinds
        .iter()
        .flat_map(|(class, fault)| {
            let make = |from| Failure { class: *class, from, times, fault: fault.clone() };
            (1..=rehearsal.faults().count(*class)).map(make)
        })
        .collect();
    assert!(failures.len() >= 3, "there are requests to fail");
    drop(rehearsal);

    let with_snapshot = || {
        let scene = prepare();
        let snapshot = scene.snapshot();
        (scene, snapshot)
    };
    each_case(THREADS, &failures, with_snapshot, |(scene, snapshot), failure| {
        scene.put_back(snapshot);
        let Failure { class, from, times, fault } = failure;
        scene.faults().fail_times(*class, *from, *times, fault.clone());
        let outcome = scene.backup_as(&Victim::default());
        judge(&outcome, &given_up(scene));
        scene.faults().reset();
        scene.backup();
        scene.assert_restorable();
    });
}

/// The objects of the account whose last request met a fault.
fn given_up(scene: &Scene) -> Vec<String> {
    let mut objects: Vec<(String, bool)> = Vec::new();
    let prefix = scene.server.prefix();
    for request in scene.faults().log() {
        let object = request.object();
        let name = object.strip_prefix(&prefix).unwrap_or(&object).trim_end_matches('/').to_owned();
        objects.retain(|(other, _)| *other != name);
        objects.push((name, request.faulty));
    }
    objects.into_iter().filter(|(_, faulty)| *faulty).map(|(name, _)| name).collect()
}

#[track_caller]
fn assert_names_an_object(outcome: &Outcome, objects: &[String]) {
    assert_eq!(outcome.code(), Some(1), "{outcome}");
    assert!(!outcome.stderr.contains("panicked"), "{outcome}");
    assert!(objects.iter().any(|object| outcome.mentions(object)), "none of {objects:?} is named\n{outcome}");
}
