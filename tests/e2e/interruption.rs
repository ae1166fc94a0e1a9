//! A first backup that is cut off again and again gets on each time: a terabyte over a bad line would lose minutes, not hours. And what
//! Ctrl-C does to a backup, once and twice.

use crate::support::{
    faults::Class,
    program::{SMALL_PACKS, Victim},
    scene::Scene,
    tree::Tree,
};
#[cfg(target_os = "linux")]
use crate::support::{program::text, terminal::CTRL_C, tree::noise};

const FILES: usize = 160;
const FILE_SIZE: usize = 300_000;
/// The process dies at each such write: about a third of all that a whole backup makes.
const WRITES_PER_LIFE: usize = 60;

#[test]
fn a_backup_that_dies_again_and_again_sends_little_twice_and_comes_to_an_end() {
    let tree = Tree::compact(51);
    for number in 0..FILES {
        let mut content = vec![0; FILE_SIZE];
        blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut content);
        tree.write(&format!("large/{number:03}.bin"), &content);
    }
    let scene = Scene::new(tree, &[SMALL_PACKS]);
    let mut deaths = 0;
    loop {
        let victim = Victim::default();
        scene.faults().reset();
        scene.faults().kill_before(Class::Writes, WRITES_PER_LIFE, &victim);
        let outcome = scene.backup_as(&victim);
        if !victim.was_killed() {
            assert!(outcome.status.success(), "{outcome}");
            break;
        }
        deaths += 1;
        assert!(deaths < 8, "each life must get on");
    }
    assert!(deaths >= 2, "the backup was cut off only {deaths} times");
    scene.faults().reset();
    let stored = scene.server.objects().size();
    let content = (FILES * FILE_SIZE) as u64;
    // A life loses what was sent since its last commit, which is 1 MB here, and what was on its way.
    let lost_at_most = deaths as u64 * 4_000_000;
    assert!(stored <= content + content / 20 + lost_at_most, "{stored} bytes for {content} after {deaths} deaths");
    scene.assert_restorable();
}

/// So slow that each backup takes half a minute, unless somebody stops it.
#[cfg(target_os = "linux")]
const SLOW: &str = "[bandwidth]\nupload = \"200KB/s\"\n";

/// A scene whose backup takes its time, and a terminal in which it has sent something.
#[cfg(target_os = "linux")]
fn begun(seed: u64, language: &str) -> (Scene, crate::support::terminal::Terminal) {
    let tree = Tree::compact(seed);
    tree.write("film.mp4", &noise(&mut fastrand::Rng::with_seed(seed), 6_000_000));
    let scene = Scene::new(tree, &[SMALL_PACKS, SLOW]);
    let variables = [("AOSBOX_LANG", language)];
    let terminal = scene.computer.at_own_terminal_of(80, &variables, &["backup", text(scene.tree.folder())]);
    let began = std::time::Instant::now();
    let is_sending = |status: serde_json::Value| status["running"]["bytes_sent"].as_u64().is_some_and(|sent| sent > 0);
    while !is_sending(scene.computer.ok(&["status", "--json"]).json()) {
        assert!(began.elapsed().as_secs() < 60, "{}", terminal.screen());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    (scene, terminal)
}

/// The next backup, at full speed, goes through, and all is as it should be.
#[cfg(target_os = "linux")]
fn assert_gone_on(scene: &Scene) {
    let computer = &scene.computer;
    let settings = std::fs::read_to_string(computer.settings()).expect("settings");
    std::fs::write(computer.settings(), settings.replace("200KB/s", "none")).expect("settings can be written");
    scene.backup();
    let status = computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["result"], "done", "{status:#}");
    let shown = computer.ok(&["status"]);
    assert!(!shown.stdout.contains("stopped"), "{shown}");
    scene.assert_restorable();
}

#[cfg(target_os = "linux")]
#[test]
fn one_ctrl_c_ends_a_backup_in_order() {
    let (scene, mut terminal) = begun(53, "en");
    terminal.press(CTRL_C);
    terminal.wait_for("press again to stop at once");
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(130), "{screen}");
    assert!(screen.contains("Stopped after"), "{screen}");
    let shown = scene.computer.ok(&["status"]);
    assert!(shown.stdout.contains("stopped by hand"), "{shown}");
    assert!(!shown.stdout.contains("nothing had changed"), "it had not looked at everything: {shown}");
    assert_gone_on(&scene);
}

#[cfg(target_os = "linux")]
#[test]
fn two_ctrl_c_end_a_backup_at_once_and_that_is_no_accident() {
    let (scene, mut terminal) = begun(54, "ja");
    // The bar is there, and must not stay.
    terminal.wait_for("##");
    terminal.press(CTRL_C);
    terminal.wait_for("もう一度押すとすぐに停止します");
    terminal.press(CTRL_C);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(130), "{screen}");
    assert!(screen.trim_end().ends_with("すぐに停止しました。") && !screen.contains("##"), "{screen}");
    let computer = &scene.computer;
    let last = &computer.ok(&["status", "--json"]).json()["last"];
    assert_eq!((&last["result"], &last["exit_code"]), (&"stopped".into(), &130.into()), "{last:#}");
    let (shown, front) = (computer.ok(&["status"]), computer.ok(&[]));
    assert!(shown.stdout.contains("stopped by hand (") && shown.stdout.contains(" sent)"), "{shown}");
    for told in [&shown, &front, &computer.ok(&["doctor"])] {
        assert!(!told.stdout.contains("abnormally") && !told.stdout.contains("killed"), "{told}");
    }
    assert_gone_on(&scene);
}

/// Whoever stops a backup from another terminal and then presses Ctrl-C has not been told what a second time does.
#[cfg(target_os = "linux")]
#[test]
fn a_first_ctrl_c_is_the_first_though_another_terminal_asked_before() {
    let (scene, mut terminal) = begun(55, "en");
    let stop = scene.computer.spawn(&["stop"]);
    terminal.wait_for("from another terminal");
    terminal.press(CTRL_C);
    let (status, screen) = terminal.end();
    stop.wait_with_output().expect("it ends");
    assert_eq!(status.code(), Some(130), "{screen}");
    assert!(screen.contains("Stopped after"), "it ends in order: {screen}");
    assert_gone_on(&scene);
}
