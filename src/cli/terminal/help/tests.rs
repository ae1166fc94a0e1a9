use console::measure_text_width;

use super::*;
use crate::{cli::arguments::When, model::Language};

fn every<'a>(path: &[&'a Command], visit: &mut impl FnMut(&[&'a Command])) {
    visit(path);
    for below in path[path.len() - 1].get_subcommands().filter(|below| !below.is_hide_set()) {
        every(&[path, &[below]].concat(), visit);
    }
}

fn page_of(path: &[&Command], language: Language, long: bool, width: usize) -> String {
    let printer = Printer::new(false, false, When::Never, true);
    page::page(path, &page::Look { language, long, width, printer: &printer })
}

#[test]
fn every_command_has_examples() {
    let table = table();
    every(&[&table], &mut |path| {
        let command = path[path.len() - 1];
        let told = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(told.contains(&format!("\n  {}", typed(path))), "`{}` has no example", typed(path));
    });
}

#[test]
fn examples_are_command_lines_that_are_understood() {
    let table = table();
    every(&[&table], &mut |path| {
        let told = path[path.len() - 1].get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in told.lines().filter_map(|line| line.strip_prefix("  aosbox ")) {
            let line = line.split([';', '|', '>']).next().filter(|_| !line.contains('\'')).unwrap_or(line);
            let mut words = vec!["aosbox".to_owned()];
            words.extend(split(line));
            let parsed = table.clone().try_get_matches_from(&words);
            assert!(parsed.is_ok(), "{words:?}: {}", parsed.expect_err("seen"));
        }
    });
}

/// Words as a shell parts them, with the one kind of quotes that examples have.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.trim().chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().expect("there is one").push(letter),
        }
    }
    words
}

#[test]
fn pages_fit_the_terminal() {
    let table = table();
    every(&[&table], &mut |path| {
        for language in Language::ALL {
            for long in [false, true] {
                let page = page_of(path, language, long, 80);
                for line in page.lines().filter(|line| !line.starts_with("  aosbox ")) {
                    assert!(measure_text_width(line) <= 80, "{line}\n{page}");
                }
            }
        }
    });
}

#[test]
fn a_page_tells_what_there_is() {
    let table = table();
    let restore = table.find_subcommand("restore").expect("a command");
    let page = page_of(&[&table, restore], Language::English, true, 80);
    for told in [
        "Usage: aosbox restore [OPTIONS] [PATH]...",
        "[default: newer]",
        "- never: Leave them",
        "Global options:",
        "--account",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let page = page_of(&[&table, restore], Language::Japanese, true, 80);
    for told in
        ["使い方: aosbox restore [オプション] [パス]...", "[既定値: newer]", "共通オプション:", "例:\n  aosbox restore"]
    {
        assert!(page.contains(told), "{told}\n{page}");
    }
    let page = page_of(&[&table, restore], Language::Japanese, false, 80);
    assert!(!page.contains("--account") && page.contains("`aosbox restore --help`"), "{page}");
}

#[test]
fn a_walk_knows_where_a_line_leads() {
    let table = table();
    let walk = |line: &str| {
        let walk = Walk::new(&table, line.split(' ').skip(1));
        let next = match walk.next {
            Place::Any => "any".to_owned(),
            Place::Value(option) => option.get_id().to_string(),
            Place::Argument => "argument".to_owned(),
        };
        (typed(&walk.commands), walk.positionals, next)
    };
    let is = |command: &str, positionals, next: &str| (command.to_owned(), positionals, next.to_owned());
    assert_eq!(walk("aosbox -q --account work filter add"), is("aosbox filter add", 0, "any"));
    assert_eq!(walk("aosbox restore a b --to"), is("aosbox restore", 2, "to"));
    assert_eq!(walk("aosbox restore --to=x backup"), is("aosbox restore", 1, "any"));
    assert_eq!(walk("aosbox check --read-data"), is("aosbox check", 0, "any"));
    assert_eq!(walk("aosbox cat --"), is("aosbox cat", 0, "argument"));
    assert_eq!(walk("aosbox bakup -x"), is("aosbox", 1, "any"));
}
