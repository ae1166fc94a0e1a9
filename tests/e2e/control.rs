//! `pause`, `resume`, `stop` and `status` reach a backup that runs in another terminal.

use std::{
    process::{Child, Output},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::support::{
    program::{Computer, SMALL_PACKS, text},
    scene::Scene,
    tree::{Tree, noise},
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);
/// So slow that the tree takes a quarter of a minute or more.
const SLOW: &str = "[bandwidth]\nupload = \"200KB/s\"\n";

/// A scene whose backup takes its time, until [`hurry`].
fn slow_scene(seed: u64) -> Scene {
    let tree = Tree::compact(seed);
    let mut random = fastrand::Rng::with_seed(seed);
    for number in 0..20 {
        tree.write(&format!("photo {number}.jpg"), &noise(&mut random, 200_000));
    }
    Scene::new(tree, &[SMALL_PACKS, SLOW])
}

/// Lets a running backup go as fast as it can: the settings are changed in the middle of it.
fn hurry(computer: &Computer) {
    let settings = std::fs::read_to_string(computer.settings()).expect("settings");
    std::fs::write(computer.settings(), settings.replace("200KB/s", "none")).expect("settings can be written");
}

/// Waits until `status --json` shows something of the running backup.
#[track_caller]
fn wait_for(computer: &Computer, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let status = computer.ok(&["status", "--json"]).json();
        if holds(&status) {
            return status;
        }
        assert!(began.elapsed() < PATIENCE, "never {what}: {status:#}");
        sleep(Duration::from_millis(100));
    }
}

fn is_sending(status: &Value) -> bool {
    status["running"]["bytes_sent"].as_u64().is_some_and(|sent| sent > 0)
}

fn end(child: Child) -> Output {
    child.wait_with_output().expect("the backup ends")
}

#[test]
fn a_running_backup_waits_and_goes_on() {
    let scene = slow_scene(71);
    let computer = &scene.computer;
    let backup = computer.spawn(&["backup", text(scene.tree.folder())]);
    wait_for(computer, "sending", is_sending);
    let paused = computer.ok(&["pause"]);
    assert!(paused.stderr.contains("what it has done is safe"), "{paused}");
    wait_for(computer, "waiting", |status| {
        status["running"]["waiting"].as_array().is_some_and(|reasons| reasons.len() == 1)
    });
    let shown = computer.ok(&["status"]);
    assert!(shown.stdout.contains("waiting: paused"), "{shown}");
    // What it has done can be restored while it waits.
    let began = Instant::now();
    while computer.run(&["ls", text(scene.tree.folder())]).code() != Some(0) {
        assert!(began.elapsed() < PATIENCE, "nothing is committed");
        sleep(Duration::from_millis(200));
    }
    let sent = wait_for(computer, "still", |status| status["running"]["told"].is_string());
    sleep(Duration::from_millis(1500));
    let later = wait_for(computer, "still there", |status| status["running"]["told"] != sent["running"]["told"]);
    assert_eq!(sent["running"]["files"], later["running"]["files"], "it waits");
    computer.ok(&["resume"]);
    hurry(computer);
    let output = end(backup);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("Waiting: paused") && said.contains("Going on"), "{said}");
    scene.assert_restorable();
}

#[test]
fn a_backup_to_come_waits_unless_somebody_insists() {
    let scene = Scene::new(Tree::compact(72), &[]);
    let computer = &scene.computer;
    let folder = text(scene.tree.folder());
    computer.ok(&["pause", "2h"]);
    let requests = scene.faults().requests();
    let put_off = computer.run(&["backup", folder]).expect_code(4);
    assert!(put_off.stderr.contains("paused until") && put_off.stderr.contains("--anyway"), "{put_off}");
    assert_eq!(scene.faults().requests(), requests, "the store is not even asked");
    let status = computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["result"], "put_off", "{status:#}");
    assert!(status["paused"]["until"].is_string(), "{status:#}");
    let shown = computer.ok(&["status"]);
    assert!(shown.stdout.contains("put off: paused until"), "{shown}");
    computer.ok(&["backup", folder, "--anyway"]);
    let resumed = computer.ok(&["resume", "--json"]);
    assert_eq!(resumed.json()["was_paused"], true);
    scene.backup();
    assert_eq!(computer.ok(&["resume", "--json"]).json()["was_paused"], false);
    let wrong = computer.run(&["pause", "soon"]).expect_code(2);
    assert!(wrong.stderr.contains("30m"), "{wrong}");
}

#[test]
fn a_running_backup_stops_and_the_next_one_goes_on_from_there() {
    let scene = slow_scene(73);
    let computer = &scene.computer;
    assert!(computer.ok(&["stop"]).stderr.contains("No backup of this computer is running"));
    let backup = computer.spawn(&["backup", text(scene.tree.folder())]);
    wait_for(computer, "sending", |status| status["running"]["bytes_sent"].as_u64().is_some_and(|sent| sent > 600_000));
    let stop = computer.spawn(&["stop", "--json"]);
    let output = end(backup);
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("from another terminal"), "{said}");
    let stopped: Value = serde_json::from_slice(&end(stop).stdout).expect("JSON");
    assert_eq!((&stopped["running"], &stopped["ended"]), (&true.into(), &true.into()));
    let status = computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["result"], "stopped", "{status:#}");
    assert_eq!(status["running"], Value::Null);
    // What was done by then is there, and is not sent again.
    let sent = status["last"]["bytes_sent"].as_u64().expect("a number");
    assert!(sent >= 600_000, "{status:#}");
    hurry(computer);
    let rest = computer.ok(&["backup", text(scene.tree.folder()), "--json"]).json();
    let rest = rest["bytes"]["sent"].as_u64().expect("a number");
    let whole = 20 * 200_000;
    assert!(rest + sent < whole + whole / 4, "{sent} and {rest} bytes");
    scene.assert_restorable();
}

#[test]
fn a_backup_is_bound_by_the_speed_and_freed_from_it_in_the_middle() {
    let scene = slow_scene(74);
    let began = Instant::now();
    let backup = scene.computer.spawn(&["backup", text(scene.tree.folder())]);
    let status = wait_for(&scene.computer, "sending", is_sending);
    assert_eq!(status["running"]["upload_limit"], 200_000);
    sleep(Duration::from_secs(5).saturating_sub(began.elapsed()));
    let so_far = scene.faults().log();
    let arrived: usize =
        so_far.iter().filter(|request| request.status.is_some()).map(|request| request.body.len()).sum();
    let most = (began.elapsed().as_secs_f64() * 200_000.0 * 1.1) as usize;
    assert!(arrived <= most, "{arrived} bytes where {most} may");
    hurry(&scene.computer);
    let output = end(backup);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(began.elapsed() < Duration::from_secs(18), "4 MB at 200 KB/s take 20 s");
    scene.assert_restorable();
}

#[test]
fn a_restore_is_bound_by_its_speed() {
    let tree = Tree::compact(76);
    tree.write("photo.jpg", &noise(&mut fastrand::Rng::with_seed(76), 1_200_000));
    let scene = Scene::new(tree, &[SMALL_PACKS, "[bandwidth]\ndownload = \"300KB/s\"\n"]);
    scene.backup();
    let began = Instant::now();
    let to = tempfile::tempdir().expect("a folder");
    scene.computer.ok(&["restore", text(scene.tree.folder()), "--to", text(to.path())]);
    assert!(began.elapsed() > Duration::from_secs(3), "1.2 MB at 300 KB/s take 4 s, and it took {:?}", began.elapsed());
}

#[test]
fn two_backups_of_one_computer_do_not_disturb_what_is_told() {
    let scene = slow_scene(75);
    let computer = &scene.computer;
    let backup = computer.spawn(&["backup", text(scene.tree.folder())]);
    let status = wait_for(computer, "sending", is_sending);
    computer.run(&["backup", text(scene.tree.folder())]).expect_code(11);
    let after = computer.ok(&["status", "--json"]).json();
    assert_eq!(after["running"]["process"], status["running"]["process"], "{after:#}");
    assert_eq!(after["last"], Value::Null, "that one is running is no result: {after:#}");
    hurry(computer);
    assert_eq!(end(backup).status.code(), Some(0));
}
