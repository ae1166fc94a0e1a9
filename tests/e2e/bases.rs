//! Bases: what spares a new computer many requests, and is a second copy of the runs in it.

use std::fs;

use crate::support::{
    compare::assert_same,
    faults::Class,
    program::Computer,
    scene::{Restored, Scene},
    tree::Tree,
};

/// A base is written with each run whose number can be divided by this.
const RUNS_IN_A_BASE: usize = 64;

#[test]
fn a_new_computer_reads_many_runs_at_once_and_bases_are_no_more_than_a_shortcut() {
    let scene = many_runs();
    let device = device(&scene);
    let objects = scene.server.objects();
    let bases = objects.names(&format!("{device}/base"));
    assert_eq!(bases.len(), 1, "{bases:?}");
    assert_eq!(objects.names(&format!("{device}/runs")).len(), RUNS_IN_A_BASE + 2);

    let newcomer = newcomer(&scene);
    scene.faults().reset();
    assert_brings_everything(&newcomer, &scene);
    let of_devices = |part: &str| {
        let log = scene.faults().log();
        log.iter().filter(|request| request.class == Class::Gets && request.object().contains(part)).count()
    };
    // The newest run is asked for once more, for the device's name.
    assert_eq!((of_devices("/base/"), of_devices("/runs/")), (1, 3), "{:#?}", scene.faults().log());

    // A run that is lost is still in the base: a check names it, and it costs nothing.
    objects.remove(&format!("{device}/runs/0000000005"));
    assert_finds(&scene, "/runs/0000000005", 0);
    assert_brings_everything(&self::newcomer(&scene), &scene);

    // A damaged base is named; the runs say all that it did, but for the one that is lost with its version.
    let mut bytes = objects.read(&bases[0]);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    objects.write(&bases[0], bytes);
    assert_finds(&scene, "/base/0000000064", 1);
    let stranger = self::newcomer(&scene);
    let restored = Restored::of(&stranger, scene.tree.folder(), &["--device", "laptop"]);
    assert_same(scene.tree.folder(), &restored.place);
}

/// A scene after so many backups, each of one changed file, that there is a base, and two runs more.
fn many_runs() -> Scene {
    let scene = Scene::new(Tree::compact(71), &[]);
    for round in 0..RUNS_IN_A_BASE + 2 {
        scene.tree.write("diary.txt", format!("day {round}").as_bytes());
        scene.backup();
    }
    scene
}

fn newcomer(scene: &Scene) -> Computer {
    let newcomer = Computer::new();
    newcomer.login(scene.server.store(), Some(&scene.server), "newcomer").expect_code(0);
    newcomer
}

#[track_caller]
fn assert_brings_everything(computer: &Computer, scene: &Scene) {
    let restored = Restored::of(computer, scene.tree.folder(), &["--device", "laptop"]).expect_code(0);
    assert_same(scene.tree.folder(), &restored.place);
    // Versions that only old runs speak of, too.
    let diary = scene.tree.folder().join("diary.txt");
    let old = Restored::of(computer, &diary, &["--device", "laptop", "--version", "5"]).expect_code(0);
    assert_eq!(fs::read_to_string(&old.place).expect("it came"), "day 4");
}

/// Asserts that a check names an object as damaged, and so many versions as lost.
#[track_caller]
fn assert_finds(scene: &Scene, object: &str, lost: usize) {
    let check = scene.computer.run(&["check", "--json"]).expect_code(3);
    assert!(check.stdout.contains(object), "{check}");
    assert_eq!(check.json()["lost"].as_array().map(Vec::len), Some(lost), "{check}");
}

/// The folder of the only device.
fn device(scene: &Scene) -> String {
    let names = scene.server.objects().names("devices");
    let mut devices: Vec<String> =
        names.iter().map(|name| name.split('/').take(2).collect::<Vec<_>>().join("/")).collect();
    devices.dedup();
    let [device] = devices.as_slice() else { panic!("not one device: {devices:?}") };
    device.clone()
}
