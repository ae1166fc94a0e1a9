//! What a newcomer sees on a terminal of 80 columns, in both languages, kept as text: `INSTA_UPDATE=always` takes new screens over, and
//! whoever looks at the change reads them. What differs from run to run (places, times, ids, sizes) is replaced.
#![cfg(target_os = "linux")]

use std::fs;

use regex::Regex;

use crate::support::program::{Computer, text};

const WIDTH: usize = 80;

#[test]
fn the_first_minutes_in_english() {
    insta::assert_snapshot!("en", first_minutes("en"));
}

#[test]
fn the_first_minutes_in_japanese() {
    insta::assert_snapshot!("ja", first_minutes("ja"));
}

/// Every screen of somebody who begins, makes mistakes, and gets a file back.
fn first_minutes(language: &str) -> String {
    let computer = Computer::new();
    let documents = computer.at("home/Documents");
    fs::create_dir_all(documents.join("写真")).expect("folders can be made");
    for (name, content) in [("letter.txt", "Dear reader"), ("plan.md", "1. begin"), ("写真/花見 2026.jpg", "flowers")]
    {
        fs::write(documents.join(name), content).expect("a file can be written");
    }
    let store = computer.at("drive");
    let (documents, store) = (text(&documents), text(&store));
    let letter = format!("{documents}/letter.txt");
    let back = computer.at("back");
    let mut told = String::new();
    let mut screen = |arguments: &[&str]| {
        let variables = [("AOSBOX_LANG", language), ("AOSBOX_PASSWORD", "correct horse"), ("NO_COLOR", "1")];
        let (status, screen) = computer.at_terminal(&variables, arguments).end();
        let code = status.code().map_or_else(|| "-".to_owned(), |code| code.to_string());
        told.push_str(&format!("$ aosbox {}\n{}\n[{code}]\n\n", arguments.join(" "), screen.trim_end()));
        for line in screen.lines() {
            // Paths of tests are long, and stay whole.
            assert!(console::measure_text_width(line) <= WIDTH || line.contains(text(computer.folder())), "{line}");
        }
    };
    screen(&[]);
    screen(&["bakup"]);
    screen(&["backup"]);
    screen(&["login", store, "--create", "--device", "desk"]);
    screen(&["select", "add", "document"]);
    screen(&["select", "add", "documents"]);
    screen(&[]);
    screen(&["backup", "--progress", "none"]);
    fs::write(&letter, "Dear readers, all of you").expect("a file can be written");
    screen(&["backup", "--progress", "none"]);
    screen(&["status"]);
    screen(&["ls", documents]);
    screen(&["ls", &format!("{documents}/leter.txt")]);
    screen(&["find", "花見"]);
    screen(&["versions", &letter]);
    screen(&["diff", documents]);
    screen(&["restore", &letter, "--version", "1", "--to", text(&back), "--progress", "none"]);
    screen(&["restore", &letter, "--as-of", "someday"]);
    screen(&["check", "--read-data", "--progress", "none"]);
    screen(&["schedule"]);
    screen(&["logout"]);
    screen(&["backup"]);
    plain(&computer, &told)
}

/// A screen without what differs from run to run.
fn plain(computer: &Computer, screen: &str) -> String {
    // Long paths are broken over two lines of the terminal.
    let folder = text(computer.folder());
    let mut screen = screen.replace(folder, "/u");
    for (pattern, instead) in [
        (r"AOS1(-[A-Z2-7]+)+", "AOS1-XXXXX-…"),
        (r"\b[0-9a-f]{32}\b", "ID"),
        (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?", "2026-11-01 09:00"),
        (r"(?i)\b(today|yesterday|mon|tue|wed|thu|fri|sat|sun)[a-z]* \d\d:\d\d\b", "Sunday 09:00"),
        (r"(今日|昨日|明日|.曜) \d\d:\d\d", "日曜 09:00"),
        (r"\d[\d.,]*[ \n]?(B|KB|MB|GB|TB)\b", "N B"),
        (r"\b\d\d:\d\d([,、])", "09:00$1"),
        (r"\d+ (seconds?|s|ms|秒)\b", "1 $1"),
        (r"\d+ 秒", "1 秒"),
    ] {
        screen = Regex::new(pattern).expect("a pattern").replace_all(&screen, instead).into_owned();
    }
    screen
}
