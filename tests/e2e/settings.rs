//! Settings stay the user's: what holds and where it comes from, and edits that keep all else.

use std::fs;

use serde_json::Value;

use crate::support::program::{Computer, Outcome, text};

/// A settings file as somebody keeps it.
const WRITTEN: &str = "\
# My settings. Do not lose this line.

account = \"default\"   # the only one

[credentials]
keep = \"file\"

# What goes along.
[selection]
hidden    =    true    # dot files, too
paths = [
    # work
    \"~/work\",     # every day
    \"~/photos\",   # every month
]

# Rubbish.
[[filter]]
exclude = \"*.tmp\"

[log]
level = \"info\" # not more
# The end.
";

/// A computer with these settings and no login.
fn computer_with(settings: &str) -> Computer {
    let computer = Computer::new();
    fs::write(computer.settings(), settings).expect("written");
    computer
}

fn settings(computer: &Computer) -> String {
    fs::read_to_string(computer.settings()).expect("settings can be read")
}

/// What `config show --json` says of a setting.
#[track_caller]
fn row(told: &Outcome, name: &str) -> Value {
    let told = told.json();
    let rows = told["settings"].as_array().expect("a list");
    rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no {name} in {told}")).clone()
}

#[cfg_attr(windows, ignore = "the folders of the tests lie within the home folder there, which is written as ~")]
#[test]
fn every_edit_keeps_what_it_is_not_about() {
    let computer = computer_with(WRITTEN);
    fs::create_dir_all(computer.at("home/music box")).expect("made");
    computer.ok(&["select", "add", "documents", "home/music box"]);
    let with_more = WRITTEN
        .replace("# every month\n", "# every month\n    \"~/music box\",\n")
        .replace("]\n\n# Rubbish", "]\ncategories = [\"documents\"]\n\n# Rubbish");
    assert_eq!(settings(&computer), with_more);
    computer.ok(&["filter", "add", "--exclude", "*.bak"]);
    computer.ok(&["filter", "edit", "1", "--exclude", "*.old"]);
    let with_filters =
        with_more.replace("exclude = \"*.tmp\"\n", "exclude = \"*.old\"\n\n[[filter]]\nexclude = \"*.bak\"\n");
    assert_eq!(settings(&computer), with_filters);
    computer.ok(&["filter", "auto-exclude", "off"]);
    computer.ok(&["filter", "auto-exclude", "on"]);
    computer.ok(&["filter", "remove", "2"]);
    computer.ok(&["filter", "edit", "1", "--exclude", "*.tmp"]);
    computer.ok(&["select", "remove", "home/music box", "documents"]);
    for line in WRITTEN.lines() {
        assert!(settings(&computer).contains(line), "{line} is lost:\n{}", settings(&computer));
    }
}

#[test]
fn nothing_is_written_over_a_mistake_or_into_one() {
    let broken = WRITTEN.replace("\"info\"", "\"loud\"");
    let computer = computer_with(&broken);
    for arguments in [
        &["select", "add", "music"][..],
        &["select", "list"],
        &["filter", "add", "--exclude", "x"],
        &["filter", "auto-exclude", "off"],
        &["config", "check"],
        &["config", "show"],
    ] {
        let refused = computer.run(arguments).expect_code(2);
        for part in ["config.toml, line 22", "log.level", "loud", "trace"] {
            assert!(refused.stderr.contains(part), "{part} is not said\n{refused}");
        }
    }
    assert_eq!(settings(&computer), broken);
    // Where the file is, is said all the same.
    assert_eq!(computer.ok(&["config", "path"]).stdout.trim_end(), text(&computer.settings()));

    let computer = computer_with(WRITTEN);
    for (arguments, says) in [
        (&["filter", "add", "--larger-than", "big"][..], &["--larger-than", "big", "500GB"][..]),
        (&["filter", "add", "--older-than", "2020-02-31"], &["--older-than", "2020-02-31", "2020-01-01"]),
        (&["filter", "add", "--only", "a(", "--regex"], &["--only", "a(", "regular expression"]),
        (&["filter", "add", "--only", " ; "], &["--only", "wildcards"]),
        (&["filter", "edit", "1", "--clear", "expression"], &["line 18", "filter needs"]),
        (&["filter", "edit", "2", "--note", "x"], &["no filter 2"]),
        (&["filter", "edit", "1"], &["nothing"]),
        (&["filter", "remove", "0"], &["<N>", "from 1 on"]),
        (&["filter", "auto-exclude", "remove", "elsewhere"], &["elsewhere", "not excluded"]),
    ] {
        let refused = computer.run(arguments).expect_code(2);
        for part in says {
            assert!(refused.stderr.contains(part), "{part} is not said\n{refused}");
        }
        assert_eq!(settings(&computer), WRITTEN, "{refused}");
    }
}

#[test]
fn a_file_is_made_where_there_is_none() {
    let computer = Computer::new();
    let elsewhere = computer.at("new/folder/settings.toml");
    let told = computer.ok(&["config", "check", "--config", text(&elsewhere), "--json"]).json();
    assert_eq!((&told["there"], &told["ok"]), (&false.into(), &true.into()), "{told}");
    computer.ok(&["select", "add", "music", "--config", text(&elsewhere)]);
    assert_eq!(fs::read_to_string(&elsewhere).expect("made"), "[selection]\ncategories = [\"music\"]\n");
    computer.ok(&["config", "check", "--config", text(&elsewhere)]);
}

#[cfg_attr(windows, ignore = "the folders of the tests lie within the home folder there, which is written as ~")]
#[test]
fn programs_that_change_settings_at_once_lose_nothing() {
    let computer = computer_with(WRITTEN);
    let children: Vec<_> = (0..8)
        .map(|number| {
            let folder = format!("home/folder {number}");
            fs::create_dir_all(computer.at(&folder)).expect("made");
            computer.spawn(&["select", "add", &folder])
        })
        .collect();
    for mut child in children {
        assert!(child.wait().expect("ends").success());
    }
    let written = settings(&computer);
    for number in 0..8 {
        assert!(written.contains(&format!("\"~/folder {number}\"")), "{written}");
    }
    for line in WRITTEN.lines() {
        assert!(written.contains(line), "{line} is lost:\n{written}");
    }
}

#[test]
fn every_setting_says_where_it_comes_from() {
    let computer = computer_with(WRITTEN);
    let told = computer.run_with(
        &[
            ("AOSBOX_REGION", "eu-central-1"),
            ("AOSBOX_ENDPOINT", "http://127.0.0.1:1"),
            ("AOSBOX_CA_CERTIFICATE", "nas.pem"),
        ],
        &["config", "show", "--json", "--endpoint", "http://127.0.0.1:2"],
    );
    for (name, from, given) in [
        ("region", "variable", "AOSBOX_REGION"),
        ("endpoint", "option", "--endpoint"),
        ("ca_certificate", "variable", "AOSBOX_CA_CERTIFICATE"),
        ("json", "option", "--json"),
        ("config", "variable", "AOSBOX_CONFIG"),
    ] {
        let row = row(&told, name);
        assert_eq!((&row["from"], &row["given_as"]), (&from.into(), &given.into()), "{row}");
    }
    assert_eq!(row(&told, "endpoint")["value"], "http://127.0.0.1:2");
    let file = computer.at("nas.pem");
    assert_eq!(row(&told, "ca_certificate")["value"], file.to_str().expect("text"));
    for (name, line) in [("account", 3), ("credentials.keep", 6), ("selection.hidden", 10), ("filter", 18)] {
        let row = row(&told, name);
        assert_eq!((&row["from"], &row["line"]), (&"file".into(), &line.into()), "{row}");
    }
    assert_eq!(row(&told, "backup.compression")["from"], "default");
    let told = computer.ok(&["config", "show"]).stdout;
    let line = told.lines().find(|line| line.starts_with("log.level")).expect("shown");
    assert!(line.contains("line 22") && line.contains("info"), "{line}");
}

/// Every line of the example that is a setting, taken out of its comment.
fn example() -> String {
    let example = include_str!("../../config.example.toml");
    let is_setting = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '[');
    example
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| is_setting(rest)).unwrap_or(line))
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[test]
fn all_that_the_example_has_is_shown() {
    let computer = computer_with(&example());
    let told = computer.ok(&["config", "show", "--json"]);
    let rows = told.json()["settings"].as_array().expect("a list").clone();
    let from_file = rows.iter().filter(|row| row["from"] == "file").count();
    let options = rows.iter().filter(|row| !row["name"].as_str().is_some_and(|name| name.contains('.'))).count();
    // What has no section is an option, but for the language, the account and the filters; a schedule has either `every` or `at`.
    assert_eq!(from_file, rows.len() - options + 3 - 1, "{told}");
    assert_eq!(row(&told, "schedule.at")["from"], "default");
    assert_eq!(row(&told, "limits.monthly_upload")["value"], 500_000_000_000_u64);
    assert_eq!(row(&told, "filter")["value"].as_array().map(Vec::len), Some(3));
}

#[test]
fn the_example_can_be_taken_as_it_is() {
    let example = include_str!("../../config.example.toml");
    let computer = computer_with(example);
    computer.ok(&["config", "check"]);
    computer.ok(&["select", "add", "music"]);
    assert_eq!(settings(&computer), format!("{example}\n[selection]\ncategories = [\"music\"]\n"));
}
