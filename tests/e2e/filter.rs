//! What is left out: filters and automatic exclusions, kept in the settings and explained.

use std::fs;

use serde_json::{Value, json};

use crate::support::program::{Computer, text};

fn filters(computer: &Computer) -> Vec<Value> {
    let told = computer.ok(&["filter", "list", "--json"]).json();
    told["filters"].as_array().expect("a list").clone()
}

#[cfg_attr(windows, ignore = "the folders of the tests lie within the home folder there, which is written as ~")]
#[test]
fn filters_are_added_changed_and_removed() {
    let computer = Computer::new();
    let told = computer.ok(&["filter", "list"]);
    assert!(told.stdout.is_empty() && told.stderr.contains("no filters"), "{told}");
    computer.ok(&["filter", "add", "--exclude", "*.tmp;*.bak", "--note", "rubbish"]);
    let videos = computer.at("home/Videos");
    let told =
        computer.ok(&["filter", "add", "--path", "home/Videos", "--only", r"\.mp4$", "--regex", "--json"]).json();
    assert_eq!((&told["filter"]["number"], &told["filter"]["path"]), (&2.into(), &text(&videos).into()), "{told}");
    computer.ok(&["filter", "add", "--larger-than", "2GB", "--older-than", "2020-01-01"]);
    let all = filters(&computer);
    assert_eq!((&all[0]["exclude"], &all[0]["note"]), (&"*.tmp;*.bak".into(), &"rubbish".into()));
    assert_eq!((&all[1]["only"], &all[1]["regex"]), (&r"\.mp4$".into(), &true.into()));
    assert_eq!((&all[2]["larger_than"], &all[2]["older_than"]), (&2_000_000_000_u64.into(), &"2020-01-01".into()));
    let shown = computer.ok(&["filter", "list"]).stdout;
    for part in ["everywhere", "*.tmp;*.bak", "rubbish", text(&videos), "2.0 GB", "2020-01-01"] {
        assert!(shown.contains(part), "{part} is not shown\n{shown}");
    }
    let written = fs::read_to_string(computer.settings()).expect("settings");
    assert!(written.contains("path = \"~/Videos\"") && written.contains("larger_than = \"2GB\""), "{written}");

    computer.ok(&["filter", "edit", "2", "--exclude", "*.mov", "--clear", "path", "--note", "films"]);
    computer.ok(&["filter", "edit", "3", "--clear", "older-than", "--larger-than", "3GB"]);
    let all = filters(&computer);
    let second = json!({ "number": 2, "line": all[1]["line"], "path": null, "only": null, "exclude": "*.mov", "regex": false,
                         "larger_than": null, "older_than": null, "note": "films" });
    assert_eq!(all[1], second);
    assert_eq!((&all[2]["larger_than"], &all[2]["older_than"]), (&3_000_000_000_u64.into(), &Value::Null));
    let told = computer.ok(&["filter", "remove", "1"]);
    assert!(told.stdout.contains("*.tmp;*.bak"), "{told}");
    assert_eq!(filters(&computer).len(), 2);
    let refused = computer.run(&["filter", "remove", "3", "--json"]).expect_code(2).json();
    assert_eq!(refused["error"]["kind"], "no_filter", "{refused}");
    for wrong in [&["filter", "add"][..], &["filter", "add", "--only", "a", "--exclude", "b"], &["filter"]] {
        computer.run(wrong).expect_code(2);
    }
}

#[test]
fn automatic_exclusions_are_listed_and_switched() {
    let computer = Computer::new();
    let list = || computer.ok(&["filter", "auto-exclude", "list", "--json"]).json();
    let find = |path: &str| {
        let told = list();
        let all = told["exclusions"].as_array().expect("a list");
        all.iter().find(|exclusion| exclusion["path"] == path).cloned()
    };
    let told = list();
    assert_eq!(told["enabled"], true);
    let first = told["exclusions"][0].clone();
    let path = first["path"].as_str().expect("a path").to_owned();
    assert_eq!((&first["built_in"], &first["removed"]), (&true.into(), &false.into()), "{first}");

    computer.ok(&["filter", "auto-exclude", "remove", &path]);
    assert_eq!(find(&path).expect("it stays in the list")["removed"], true);
    computer.ok(&["filter", "auto-exclude", "add", &path]);
    assert_eq!(find(&path).expect("it is there")["removed"], false);

    computer.ok(&["filter", "auto-exclude", "add", "home/builds", "--note", "come again"]);
    let own = computer.at("home/builds");
    let added = find(text(&own)).expect("it is added");
    assert_eq!((&added["built_in"], &added["note"]), (&false.into(), &"come again".into()), "{added}");
    assert!(computer.ok(&["filter", "auto-exclude", "list"]).stdout.contains("come again"));
    computer.ok(&["filter", "auto-exclude", "remove", "home/builds"]);
    assert_eq!(find(text(&own)), None);
    computer.run(&["filter", "auto-exclude", "remove", "home/builds"]).expect_code(2);

    computer.ok(&["filter", "auto-exclude", "off"]);
    assert_eq!(list()["enabled"], false);
    computer.ok(&["filter", "auto-exclude", "on"]);
    assert_eq!(list()["enabled"], true);
}

/// Makes files of the computer, each of this many bytes.
fn make(computer: &Computer, files: &[(&str, usize)]) {
    for (file, size) in files {
        let path = computer.at(file);
        fs::create_dir_all(path.parent().expect("below the computer")).expect("made");
        fs::write(path, vec![b'x'; *size]).expect("written");
    }
}

/// What `filter test --json` says of a path.
#[track_caller]
fn tested(computer: &Computer, path: &str) -> Value {
    let told = computer.ok(&["filter", "test", path, "--json"]).json();
    told["paths"][0].clone()
}

/// A computer with files, filters and a login; the account is in the folder.
fn with_filters() -> (Computer, tempfile::TempDir) {
    let store = tempfile::tempdir().expect("a folder for the account");
    let computer = Computer::new();
    make(
        &computer,
        &[
            ("home/work/a.txt", 10),
            ("home/work/b.TMP", 10),
            ("home/work/build/c.o", 10),
            ("home/work/large.bin", 3000),
            ("home/work/cache/d", 10),
            ("home/films/e.mp4", 10),
            ("home/films/f.txt", 10),
            ("home/other", 10),
        ],
    );
    computer.ok(&["select", "add", "home/work", "home/films"]);
    computer.ok(&["filter", "add", "--exclude", "*.tmp;*.TMP;*.bak"]);
    computer.ok(&["filter", "add", "--exclude", "/build/.*\\.o$", "--regex"]);
    computer.ok(&["filter", "add", "--path", "home/films", "--only", "*.mp4;*.mov"]);
    computer.ok(&["filter", "add", "--larger-than", "2KB"]);
    computer.ok(&["filter", "auto-exclude", "add", "home/work/cache", "--note", "comes again"]);
    (computer, store)
}

#[test]
fn a_path_is_told_who_brings_it_in_and_what_decides() {
    let (computer, _store) = with_filters();
    for (path, backed_up, by, number) in [
        ("home/work/a.txt", true, None, None),
        ("home/work/b.TMP", false, Some("filter"), Some(1)),
        ("home/work/build/c.o", false, Some("filter"), Some(2)),
        ("home/work/large.bin", false, Some("filter"), Some(4)),
        ("home/work/cache/d", false, Some("auto_exclude"), None),
        ("home/films/e.mp4", true, None, None),
        ("home/films/f.txt", false, Some("filter"), Some(3)),
        ("home/films/not there.mov", true, None, None),
        ("home/other", false, Some("not_selected"), None),
    ] {
        let told = tested(&computer, path);
        assert_eq!((&told["backed_up"], &told["reason"]["by"]), (&backed_up.into(), &by.into()), "{told}");
        if let Some(number) = number {
            assert_eq!(told["reason"]["number"], number, "{told}");
            let lines = fs::read_to_string(computer.settings()).expect("settings");
            let line = told["reason"]["line"].as_u64().expect("a line") as usize;
            assert_eq!(lines.lines().nth(line - 1), Some("[[filter]]"), "{told}");
        }
        let sources = told["sources"].as_array().expect("a list");
        assert_eq!(sources.iter().any(|source| source["takes"] == true), path != "home/other", "{told}");
    }
    let told = computer.ok(&["filter", "test", "home/work/b.TMP", "home/work/cache/d", "home/other"]).stdout;
    for part in
        ["b.TMP: not backed up", "filter 1, line", "*.tmp;*.TMP;*.bak", "would bring it in", "your own", "not selected"]
    {
        assert!(told.contains(part), "{part} is not said\n{told}");
    }
}

#[test]
fn backups_estimates_and_trees_go_by_the_same_rules() {
    let (computer, store) = with_filters();
    let estimate = computer.ok(&["select", "estimate", "--json"]).json();
    assert_eq!((&estimate["logged_in"], &estimate["total"]["all"]["files"]), (&false.into(), &2.into()), "{estimate}");
    computer.create_account(text(store.path()), None, "laptop").expect_code(0);
    let told = computer.ok(&["backup", "--dry-run", "-v"]);
    for part in ["b.TMP", "filter 1, line", "large.bin", "filter 4, line", "cache", "f.txt"] {
        assert!(told.mentions(part), "{part} is not said\n{told}");
    }
    let told = computer.ok(&["backup", "--json"]).json();
    assert_eq!((&told["files"]["new"], &told["files"]["failed"]), (&2.into(), &0.into()), "{told}");
    make(&computer, &[("home/work/new.txt", 500)]);
    let estimate = computer.ok(&["select", "estimate", "--json"]).json();
    let amounts = |name: &str| (estimate["total"][name]["files"].as_u64(), estimate["total"][name]["bytes"].as_u64());
    assert_eq!(amounts("all"), (Some(3), Some(520)), "{estimate}");
    assert_eq!(amounts("stored"), (Some(2), Some(20)), "{estimate}");
    assert_eq!(amounts("to_send"), (Some(1), Some(500)), "{estimate}");
    assert_eq!(estimate["shares"].as_array().map(Vec::len), Some(2), "{estimate}");
    assert!(computer.ok(&["select", "estimate"]).stdout.contains("To send"));

    let tree = computer.ok(&["select", "tree", "home", "--depth", "2", "--json"]).json();
    let state = |path: &str| {
        let path = computer.at(path);
        let entries = tree["entries"].as_array().expect("a list");
        entries.iter().find(|entry| entry["path"] == text(&path)).map(|entry| entry["state"].clone())
    };
    for (path, expected) in [
        ("home", Some("partly")),
        ("home/work", Some("partly")),
        ("home/work/a.txt", Some("in")),
        ("home/work/b.TMP", Some("out")),
        ("home/work/cache", Some("out")),
        ("home/films/f.txt", Some("out")),
        ("home/other", Some("out")),
        ("home/work/build/c.o", None),
    ] {
        assert_eq!(state(path), expected.map(Value::from), "{path} in {tree}");
    }
    let shown = computer.ok(&["select", "tree"]).stdout;
    assert!(shown.contains("✓ a.txt") && shown.contains("- b.TMP"), "{shown}");
    // What is picked itself goes along, whatever is left out without being asked.
    computer.ok(&["select", "add", "home/work/cache"]);
    assert_eq!(tested(&computer, "home/work/cache/d")["backed_up"], true);
    computer.ok(&["select", "remove", "home/work/cache", "home/work", "home/films"]);
    computer.run(&["select", "tree"]).expect_code(2);
    computer.run(&["select", "estimate"]).expect_code(2);
}
