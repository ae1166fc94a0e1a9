//! What is left out: filters and automatic exclusions, kept in the settings and explained.

use std::fs;

use serde_json::{Value, json};

use crate::support::program::{Computer, text};

fn filters(computer: &Computer) -> Vec<Value> {
    let told = computer.ok(&["filter", "list", "--json"]).json();
    told["filters"].as_array().expect("a list").clone()
}

#[test]
fn filters_are_added_changed_and_removed() {
    let computer = Computer::new();
    let told = computer.ok(&["filter", "list"]);
    assert!(told.stdout.is_empty() && told.stderr.contains("no filters"), "{told}");
    computer.ok(&["filter", "add", "--exclude", "*.tmp;*.bak", "--note", "rubbish"]);
    let videos = computer.folder().join("home/Videos");
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
    let own = computer.folder().join("home/builds");
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
