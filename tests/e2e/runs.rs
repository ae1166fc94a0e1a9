//! The list of runs.

use std::fs;

use crate::support::{
    account::Place,
    program::{Computer, text},
};

#[test]
fn runs_are_listed_with_their_numbers_newest_first() {
    let place = Place::new();
    let folder = tempfile::tempdir().expect("a folder to back up");
    let computer = Computer::new();
    place.create(&computer, "laptop");
    computer.run(&["runs"]).expect_code(1);
    fs::write(folder.path().join("a.txt"), "a").expect("written");
    fs::write(folder.path().join("b.txt"), "b").expect("written");
    let first = computer.ok(&["backup", text(folder.path()), "--json"]).json();
    fs::write(folder.path().join("a.txt"), "changed").expect("written");
    fs::write(folder.path().join("c.txt"), "c").expect("written");
    fs::remove_file(folder.path().join("b.txt")).expect("removed");
    let second = computer.ok(&["backup", text(folder.path()), "--json"]).json();

    let told = computer.ok(&["runs", "--json"]).json();
    let runs = told["runs"].as_array().expect("a list");
    assert_eq!((runs.len(), &told["count"]), (2, &2.into()), "{told}");
    for (run, backup) in runs.iter().zip([&second, &first]) {
        assert_eq!(run["run"], backup["runs"][0], "{told}");
        assert_eq!(run["state"], "complete", "{told}");
        for figure in ["new", "changed", "unchanged", "gone", "failed"] {
            assert_eq!(run["files"][figure], backup["files"][figure], "{figure}: {told}\n{backup}");
        }
        // The run's own bytes, which it cannot know when it is written, are there within a few hundred.
        let sent = |value: &serde_json::Value| value.as_u64().expect("a number");
        assert!(sent(&run["bytes_sent"]).abs_diff(sent(&backup["bytes"]["sent"])) < 1000, "{told}\n{backup}");
        assert!(run["started"].is_string() && run["finished"].is_string(), "{told}");
    }
    let told = computer.ok(&["runs", "--limit", "1"]);
    assert!(told.stdout.lines().count() == 2 && told.stderr.contains("1 earlier run"), "{told}");

    let other = Computer::new();
    place.login(&other, "desk").expect_code(0);
    let told = other.ok(&["runs", "--device", "laptop", "--json"]).json();
    assert_eq!(told["runs"].as_array().map(Vec::len), Some(2), "{told}");
}
