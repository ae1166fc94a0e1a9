//! What a newcomer sees on a terminal of 80 columns, and what becomes of it on a wide one, in both languages, kept as text: `INSTA_UPDATE=always` takes new screens over, and
//! whoever looks at the change reads them. What differs from run to run (places, times, ids, sizes) is replaced.
#![cfg(target_os = "linux")]

use std::fs;

use regex::Regex;

use crate::support::{
    program::{Computer, SMALL_PACKS, text},
    terminal::{CTRL_C, Terminal},
    tree::noise,
};

const WIDTH: u16 = 80;
const WIDE: u16 = 160;
/// Where the computer is, for what tells of it.
const ZONE: (&str, &str) = ("TZ", "Asia/Tokyo");
/// Sentences are no wider, on whatever terminal.
const WIDEST_SENTENCE: usize = 100;

#[test]
fn the_first_minutes_in_english() {
    insta::assert_snapshot!("en", first_minutes("en"));
}

#[test]
fn the_first_minutes_in_japanese() {
    insta::assert_snapshot!("ja", first_minutes("ja"));
}

#[test]
fn a_wide_terminal_in_english() {
    insta::assert_snapshot!("wide_en", wide("en"));
}

#[test]
fn a_wide_terminal_in_japanese() {
    insta::assert_snapshot!("wide_ja", wide("ja"));
}

#[test]
fn the_doctor_in_english() {
    insta::assert_snapshot!("doctor_en", doctor("en"));
}

#[test]
fn the_doctor_in_japanese() {
    insta::assert_snapshot!("doctor_ja", doctor("ja"));
}

#[test]
fn in_the_middle_of_a_large_file_in_english() {
    insta::assert_snapshot!("progress_en", in_the_middle("en"));
}

#[test]
fn in_the_middle_of_a_large_file_in_japanese() {
    insta::assert_snapshot!("progress_ja", in_the_middle("ja"));
}

/// Escape codes are kept, as `^[`. Which colours may be used, and why, is said where they are made.
#[test]
fn what_stands_out() {
    let desk = Desk::new("en");
    desk.prepare();
    let mut told = String::new();
    let (documents, letter) = (desk.documents(), desk.letter());
    fs::remove_file(&letter).expect("it was there");
    fs::write(format!("{documents}/plan.md"), "1. begin\n2. go on").expect("a file can be written");
    fs::write(format!("{documents}/poem.txt"), "Roses").expect("a file can be written");
    for arguments in [
        &[][..],
        &["ls", "--long", &documents],
        &["versions", &letter],
        &["diff", &documents],
        &["select", "tree"],
        &["doctor"],
        &["filter", "test", "/nowhere"],
        &["ls", "/nowhere"],
        &["--account", "other"],
    ] {
        let all: Vec<&str> = ["--color", "always"].iter().chain(arguments).copied().collect();
        let outcome = desk.computer.run_with(&[ZONE], &all);
        told.push_str(&format!("$ aosbox {}\n{}{}\n", arguments.join(" "), outcome.stdout, outcome.stderr));
        assert!(!desk.computer.run(arguments).stdout.contains('\x1b'), "there is no terminal");
    }
    for code in Regex::new(r"\x1b\[([\d;]*)m").expect("a pattern").captures_iter(&told) {
        assert!(["0", "1", "2", "31", "32", "35"].contains(&&code[1]), "{code:?} cannot be read everywhere");
    }
    insta::assert_snapshot!("colours", plain(&desk.computer, &told.replace('\x1b', "^[")));
}

/// A computer with documents.
struct Desk {
    computer: Computer,
    language: &'static str,
}

impl Desk {
    fn new(language: &'static str) -> Self {
        Self::with_settings(language, &[])
    }

    fn with_settings(language: &'static str, tables: &[&str]) -> Self {
        let computer = Computer::with_settings(tables);
        let desk = Self { computer, language };
        fs::create_dir_all(desk.computer.at("home/Documents/写真")).expect("folders can be made");
        for (name, content) in
            [("letter.txt", "Dear reader"), ("plan.md", "1. begin"), ("写真/花見 2026.jpg", "flowers")]
        {
            fs::write(desk.computer.at("home/Documents").join(name), content).expect("a file can be written");
        }
        desk
    }

    fn documents(&self) -> String {
        text(&self.computer.at("home/Documents")).to_owned()
    }

    fn letter(&self) -> String {
        format!("{}/letter.txt", self.documents())
    }

    fn store(&self) -> String {
        text(&self.computer.at("drive")).to_owned()
    }

    /// Logs in and backs up twice.
    fn prepare(&self) {
        self.computer.ok(&["login", &self.store(), "--create", "--device", "desk"]);
        self.computer.ok(&["select", "add", "documents"]);
        self.computer.ok(&["backup"]);
        fs::write(self.letter(), "Dear readers, all of you").expect("a file can be written");
        self.computer.ok(&["backup"]);
    }

    fn language(&self) -> (&'static str, &'static str) {
        ("AOSBOX_LANG", self.language)
    }

    /// Starts a command at a terminal of its own.
    fn terminal(&self, columns: u16, arguments: &[&str]) -> Terminal {
        self.computer.at_own_terminal_of(columns, &[self.language(), ("NO_COLOR", "1")], arguments)
    }

    /// What stands on a terminal just now, line by line: a bar that is wider than the terminal makes lines that do not belong there.
    fn rows(&self, columns: u16, arguments: &[&str], terminal: &Terminal) -> String {
        let bar = Regex::new(r"[━─]{24}|[#-]{24}").expect("a pattern");
        let mut rows = terminal.rows();
        while rows.last().is_some_and(String::is_empty) {
            rows.pop();
        }
        for row in &mut rows {
            let width = console::measure_text_width(row);
            assert!(width < usize::from(columns), "{width}: {row}");
            *row = bar.replace(row, "[bar of 24]").into_owned();
            if let Some(sign) = row.chars().next().filter(|sign| ('⠀'..='⣿').contains(sign)) {
                row.replace_range(..sign.len_utf8(), "*");
            }
        }
        format!("$ aosbox {}   ({columns} columns)\n{}\n\n", arguments.join(" "), rows.join("\n"))
    }

    /// What a command shows on a terminal of so many columns.
    fn screen(&self, columns: u16, arguments: &[&str]) -> String {
        let variables = [self.language(), ("AOSBOX_PASSWORD", "correct horse"), ("NO_COLOR", "1"), ZONE];
        let (status, screen) = self.computer.at_terminal_of(columns, &variables, arguments).end();
        let code = status.code().map_or_else(|| "-".to_owned(), |code| code.to_string());
        for line in screen.lines() {
            // Paths of tests are long, and stay whole.
            let is_narrow = console::measure_text_width(line) <= usize::from(columns);
            assert!(is_narrow || line.contains(text(self.computer.folder())), "{line}");
        }
        format!("$ aosbox {}\n{}\n[{code}]\n\n", arguments.join(" "), screen.trim_end())
    }
}

/// What is looked for when all is well, and when nothing is there that backups need.
fn doctor(language: &'static str) -> String {
    let desk = Desk::new(language);
    desk.prepare();
    let mut told = String::new();
    for columns in [WIDTH, WIDE] {
        told.push_str(&desk.screen(columns, &["doctor"]));
    }
    desk.computer.ok(&["select", "add", &desk.documents()]);
    fs::remove_dir_all(desk.store()).expect("the store was there");
    fs::remove_dir_all(desk.documents()).expect("the documents were there");
    desk.computer.run_with(&[desk.language()], &["backup"]).expect_code(1);
    for columns in [WIDTH, WIDE] {
        told.push_str(&desk.screen(columns, &["doctor"]));
    }
    plain(&desk.computer, &told)
}

/// How far a backup and a restore are, each in the middle of a film that takes longer than anything else.
fn in_the_middle(language: &'static str) -> String {
    let slow = "[bandwidth]\nupload = \"1MB/s\"\ndownload = \"1MB/s\"\n";
    let desk = Desk::with_settings(language, &[SMALL_PACKS, slow]);
    let film = desk.computer.at("home/Documents/写真/花見と春の旅行の記録 2026.bin");
    fs::write(&film, noise(&mut fastrand::Rng::with_seed(81), 30_000_000)).expect("a file can be written");
    desk.computer.create_account(&desk.store(), None, "desk").expect_code(0);
    let documents = desk.documents();
    let mut told = String::new();
    let left = if language == "ja" { "残り" } else { " left" };
    for columns in [WIDTH, WIDE] {
        let arguments = ["backup", &documents];
        let mut terminal = desk.terminal(columns, &arguments);
        terminal.wait_for(left);
        told.push_str(&desk.rows(columns, &arguments, &terminal));
        terminal.press(CTRL_C);
        let (status, screen) = terminal.end();
        assert_eq!(status.code(), Some(130), "{screen}");
        assert!(!screen.contains("━") && !screen.contains("##") && !screen.contains('%'), "no bar stays: {screen}");
    }
    let settings = fs::read_to_string(desk.computer.settings()).expect("settings");
    fs::write(desk.computer.settings(), settings.replace("upload = \"1MB/s\"", "upload = \"none\""))
        .expect("settings can be written");
    desk.computer.ok(&["backup", &documents]);
    let back = desk.computer.at("back");
    for columns in [WIDTH, WIDE] {
        let arguments = ["restore", text(&film), "--to", text(&back)];
        let terminal = desk.terminal(columns, &arguments);
        terminal.wait_for(left);
        told.push_str(&desk.rows(columns, &arguments, &terminal));
    }
    let percent = Regex::new(r" {1,3}\d{1,3}%").expect("a pattern");
    let figures = percent.replace_all(&plain(&desk.computer, &told), "   9%").into_owned();
    let time = Regex::new(r"· [\dhmins ]+ left|残り [\d時間分秒 ]+").expect("a pattern");
    let figures = time.replace_all(&figures, if language == "ja" { "残り 1 秒" } else { "· 1 s left" }).into_owned();
    // Which file was taken up last is a matter of luck.
    Regex::new(r"\n  /u/home/[^\n]*").expect("a pattern").replace_all(&figures, "\n  /u/home/FILE").into_owned()
}

/// Screens whose look depends on the width.
fn wide(language: &'static str) -> String {
    let desk = Desk::new(language);
    desk.prepare();
    let (documents, letter) = (desk.documents(), desk.letter());
    let mut told = String::new();
    for arguments in [&[][..], &["status"], &["ls", "--long", &documents], &["versions", &letter], &["find", "花見"]]
    {
        told.push_str(&desk.screen(WIDE, arguments));
    }
    desk.computer.ok(&["logout", "--forget"]);
    let refused = desk.screen(WIDE, &["backup"]);
    for line in refused.lines() {
        let width = console::measure_text_width(line);
        assert!(width <= WIDEST_SENTENCE || line.contains(text(desk.computer.folder())), "{width}: {line}");
    }
    told.push_str(&refused);
    plain(&desk.computer, &told)
}

/// Every screen of somebody who begins, makes mistakes, and gets a file back.
fn first_minutes(language: &'static str) -> String {
    let desk = Desk::new(language);
    let (documents, store, letter) = (desk.documents(), desk.store(), desk.letter());
    let (documents, store) = (documents.as_str(), store.as_str());
    let back = desk.computer.at("back");
    let mut told = String::new();
    let mut screen = |arguments: &[&str]| told.push_str(&desk.screen(WIDTH, arguments));
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
    screen(&["restore", documents, "--version", "7", "--to", text(&back)]);
    screen(&["restore", &format!("{documents}/plan.txt")]);
    screen(&["restore", documents, "--to", "/proc/back", "--progress", "none"]);
    screen(&["restore", &letter, "--as-of", "2020-01-01"]);
    screen(&["restore", &letter, "--as-of", "someday"]);
    screen(&["check", "--read-data", "--progress", "none"]);
    screen(&["schedule"]);
    fs::rename(store, format!("{store} away")).expect("a folder can be renamed");
    screen(&["ls"]);
    screen(&["logout"]);
    screen(&["backup"]);
    plain(&desk.computer, &told)
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
        (r"\b\d\d:\d\d([,、（])", "09:00$1"),
        (r"(: |[,、（] ?)\d\d:\d\d([\n:）。])", "${1}09:00$2"),
        (r"\d+ ミリ秒", "1 ミリ秒"),
        (r"\d+ (seconds?|s|ms|秒)\b", "1 $1"),
        (r"\d+ 秒", "1 秒"),
    ] {
        screen = Regex::new(pattern).expect("a pattern").replace_all(&screen, instead).into_owned();
    }
    screen
}
