//! The bare program: how things are, in every state, and what comes next.

use std::fs;

use serde_json::Value;

use crate::support::{
    bench::find_below,
    faults::{Class, Fault},
    program::{Computer, IMPATIENT, Outcome, text},
    scene::Scene,
    tree::Tree,
};

/// What it shows, which is short in both languages.
fn shown(computer: &Computer) -> Outcome {
    for language in ["en", "ja"] {
        let shown = computer.run_with(&[("AOSBOX_LANG", language)], &[]).expect_code(0);
        assert!(shown.stdout.lines().count() <= 15, "{shown}");
        assert!(shown.stdout.lines().all(|line| width(line) <= 80), "{shown}");
        assert_eq!(shown.stderr, "", "{shown}");
    }
    computer.run_with(&[("AOSBOX_LANG", "en")], &[]).expect_code(0)
}

/// Columns: letters beyond those of Europe take two.
fn width(line: &str) -> usize {
    line.chars().map(|letter| if u32::from(letter) >= 0x2e80 { 2 } else { 1 }).sum()
}

fn told(computer: &Computer) -> Value {
    computer.ok(&["--json"]).json()
}

#[test]
fn who_has_no_account_is_shown_where_to_begin() {
    let computer = Computer::new();
    let shown = shown(&computer);
    for text in ["not backed up", "aosbox setup", "aosbox backup --quickstart", "aosbox login", "--help"] {
        assert!(shown.stdout.contains(text), "{shown}");
    }
    let told = told(&computer);
    assert_eq!((&told["command"], &told["state"]), (&"welcome".into(), &"no_account".into()), "{told:#}");
    assert_eq!((&told["store"], &told["last_success"]), (&Value::Null, &Value::Null));
    assert_eq!(told["commands"].as_array().map(Vec::len), Some(3));
}

#[test]
fn it_follows_what_happens() {
    let scene = Scene::new(Tree::compact(91), &[IMPATIENT]);
    let computer = &scene.computer;
    assert_eq!(told(computer)["state"], "nothing_selected");
    let page = shown(computer);
    assert!(page.stdout.contains("nothing is selected") && page.stdout.contains("aosbox select"), "{page}");

    computer.ok(&["select", "add", text(scene.tree.folder())]);
    assert_eq!(told(computer)["state"], "no_backup");
    let page = shown(computer);
    assert!(page.stdout.contains("no backup was made yet"), "{page}");
    assert!(page.stdout.contains("aosbox schedule set --every 1h"), "{page}");

    computer.ok(&["backup"]);
    let requests = scene.faults().requests();
    let document = told(computer);
    assert_eq!(document["state"], "protected", "{document:#}");
    assert_eq!(document["last_success"], computer.ok(&["status", "--json"]).json()["last_success"]);
    let page = shown(computer);
    assert!(page.stdout.contains("is backed up") && page.stdout.contains("ago"), "{page}");
    assert!(page.stdout.contains("there is no schedule") && page.stdout.contains("aosbox restore"), "{page}");
    assert_eq!(scene.faults().requests(), requests, "the store is not asked");

    // A schedule says when the next one is.
    let settings = fs::read_to_string(computer.settings()).expect("settings");
    fs::write(computer.settings(), format!("{settings}\n[schedule]\nevery = \"31d\"\n")).expect("settings");
    assert!(told(computer)["next"].is_string());
    assert!(!shown(computer).stdout.contains("no schedule"));
    computer.ok(&["pause"]);
    assert!(shown(computer).stdout.contains("aosbox resume"));
    computer.ok(&["resume"]);

    scene.tree.mutate(2);
    scene.faults().fail_from(Class::All, 1, Fault::Status(403));
    computer.run(&["backup"]).expect_code(1);
    scene.faults().reset();
    assert_eq!(told(computer)["state"], "failed");
    let page = shown(computer);
    assert!(page.stdout.contains("did not go through") && page.stdout.contains("aosbox status"), "{page}");

    // Long ago.
    computer.ok(&["backup"]);
    age_journal(computer);
    let document = told(computer);
    assert_eq!((&document["state"], &document["overdue"]), (&"overdue".into(), &true.into()), "{document:#}");
    assert!(shown(computer).stdout.contains("overdue"));
}

/// Has the last backup have taken place a month ago.
fn age_journal(computer: &Computer) {
    let journals = find_below(computer.folder(), "journals");
    for entry in fs::read_dir(journals).expect("journals").flatten() {
        let mut journal: Value = serde_json::from_slice(&fs::read(entry.path()).expect("a journal")).expect("JSON");
        let last = journal["last_success"].as_i64().expect("a time");
        journal["last_success"] = (last - 30 * 86_400).into();
        fs::write(entry.path(), journal.to_string()).expect("written");
    }
}

#[test]
fn settings_that_are_wrong_are_said() {
    let computer = Computer::with_settings(&["[schedule]\nevery = \"soon\"\n"]);
    let outcome = computer.run(&[]).expect_code(2);
    assert!(outcome.stderr.contains("schedule.every"), "{outcome}");
}
