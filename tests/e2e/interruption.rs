//! A first backup that is cut off again and again gets on each time: a terabyte over a bad line would lose minutes, not hours.

use crate::support::{
    faults::Class,
    program::{SMALL_PACKS, Victim},
    scene::Scene,
    tree::Tree,
};

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
