//! The drive with the store is pulled while a backup goes on: nothing is written to what is left in its place, and when it is plugged in
//! again, all goes on.

use crate::support::{
    compare::assert_same,
    program::{Computer, SMALL_PACKS, text},
    tree::{Tree, noise},
};

const SLOW: &str = "[bandwidth]\nupload = \"400KB/s\"\n";

#[test]
fn a_drive_that_is_pulled_is_missed_and_its_mount_point_left_alone() {
    let (computer, tree) = (Computer::with_settings(&[SMALL_PACKS, SLOW]), Tree::compact(84));
    tree.write("film.mp4", &noise(&mut fastrand::Rng::with_seed(84), 4_000_000));
    let (drive, place, back) = (computer.at("drive"), computer.at("place"), computer.at("back"));
    for folder in [&drive, &place, &back] {
        std::fs::create_dir_all(folder).expect("a folder can be made");
    }
    let settings = computer.settings();
    let variables = [
        ("DRIVE", text(&drive)),
        ("PLACE", text(&place)),
        ("BACK", text(&back)),
        ("TREE", text(tree.folder())),
        ("SETTINGS", text(&settings)),
    ];
    let outcome = computer.run_script_in_namespace(
        &variables,
        r###"
        set -eu
        mount -t tmpfs none "$DRIVE"
        mount --bind "$DRIVE" "$PLACE"
        "$AOSBOX" login "$PLACE" --create --device d >/dev/null
        "$AOSBOX" backup "$TREE" &
        until find "$DRIVE/packs" -type f 2>/dev/null | grep -q .; do sleep 0.05; done
        umount --lazy "$PLACE"
        wait $! && code=0 || code=$?
        echo "## pulled $code, $(find "$PLACE" -mindepth 1 | wc -l) left behind"
        "$AOSBOX" backup "$TREE" && code=0 || code=$?
        echo "## away $code"
        sed -i 's/400KB/400MB/' "$SETTINGS"
        mount --bind "$DRIVE" "$PLACE"
        "$AOSBOX" backup "$TREE" && code=0 || code=$?
        echo "## again $code"
        "$AOSBOX" check --read-data && code=0 || code=$?
        echo "## check $code"
        "$AOSBOX" restore "$TREE" --to "$BACK"
        "###,
    );
    let outcome = outcome.expect_code(0);
    let said: Vec<&str> = outcome.stdout.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(said, ["pulled 1, 0 left behind", "away 1", "again 0", "check 0"], "{outcome}");
    assert!(outcome.stderr.contains("its drive"), "{outcome}");
    assert_same(tree.folder(), &back.join(tree.folder().file_name().expect("a name")));
}
