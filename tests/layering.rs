//! Modules use only those of lower rank: `use crate::…` lines of src/ against the table of ranks.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Modules by rank; one uses only those of lower ranks, never another of its own.
const RANKS: [&[&str]; 9] = [
    &["calendar", "model", "wire"],
    &["error", "monitor", "platform", "throttle"],
    &["config", "chunk", "control", "journal", "seal", "store"],
    &["conditions", "schedule", "secrets", "selection", "pack", "run", "catalog", "web"],
    &["scan", "account"],
    &["detect", "fetch", "sync"],
    &["backup", "estimate", "restore", "maintain"],
    &["dual"],
    &["cli"],
];

/// Edges that break the ranks and may stay, each with the reason why.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("run", "pack", "a run's index section holds the tables of packs as they are"),
    ("catalog", "pack", "the catalog keeps the tables of packs as they are"),
    ("catalog", "run", "the catalog applies the records of runs"),
];

#[test]
fn no_module_uses_one_of_its_own_or_a_higher_rank() {
    let ranks: BTreeMap<&str, usize> = RANKS
        .iter()
        .enumerate()
        .flat_map(|(rank, modules)| modules.iter().map(move |module| (*module, rank)))
        .collect();
    let mut allowed: BTreeSet<(&str, &str)> = ALLOWED.iter().map(|(from, to, _)| (*from, *to)).collect();
    let mut wrong = Vec::new();
    let files = files();
    for (module, path) in &files {
        let rank = *ranks.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no rank yet"));
        let text = fs::read_to_string(path).expect("a source can be read");
        // What tests of a module use is no part of the program.
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let text = text.split("#[cfg(all(test").next().unwrap_or_default();
        for used in used(text) {
            let Some(other) = ranks.get(used.as_str()) else {
                wrong.push(format!("{}: crate::{used} has no rank", path.display()));
                continue;
            };
            if used == *module || *other < rank {
                continue;
            }
            let is_allowed = ALLOWED.iter().any(|(from, to, _)| from == module && *to == used);
            if is_allowed {
                allowed.retain(|(from, to)| from != module || *to != used);
            } else {
                wrong.push(format!("{}: {module} ({rank}) uses {used} ({other})", path.display()));
            }
        }
    }
    assert!(files.len() > 60, "only {} sources are found", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(allowed.is_empty(), "these edges are gone, so that nothing need allow them: {allowed:?}");
}

#[test]
fn every_module_has_a_rank() {
    let lib = fs::read_to_string(source().join("lib.rs")).expect("a source can be read");
    let modules: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let ranked: BTreeSet<&str> = RANKS.iter().flat_map(|modules| modules.iter().copied()).collect();
    assert_eq!(modules, ranked);
}

#[test]
fn only_the_command_line_prints_and_reads_the_environment() {
    for (module, path) in files().into_iter().filter(|(module, _)| module != "cli") {
        let text = fs::read_to_string(&path).expect("a source can be read");
        for word in
            ["println!", "eprintln!", "std::env::var", "env::vars", "std::io::stdout", "std::io::stderr", "use clap"]
        {
            assert!(!text.contains(word), "{} ({module}) has {word}", path.display());
        }
    }
}

#[test]
fn uses_are_read_in_all_their_forms() {
    let text = "use crate::error::Error;\npub use crate::{\n    a::{x, y::Z},\n    b,\n};\nlet x = crate::c::d();\n// crate::e\n";
    assert_eq!(used(text), BTreeSet::from(["a", "b", "c", "error"].map(str::to_owned)));
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The sources, each with the module that it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![source()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let within = path.strip_prefix(source()).expect("below src");
            let first = within.components().next().expect("a file has a name");
            let module = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            if path.extension().is_some_and(|extension| extension == "rs")
                && !matches!(module.as_str(), "lib" | "main" | "windowless")
            {
                found.push((module, path));
            }
        }
    }
    found
}

/// The modules that a source names after `crate::`, in lists too.
fn used(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate` and names that only end so are others.
        if code[..at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '_' | '$')) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            found.extend(heads(list));
        } else {
            found.insert(head(rest));
        }
    }
    found
}

/// The first name of each part of a list in braces, whose opening one is left away.
fn heads(list: &str) -> Vec<String> {
    let (mut depth, mut begins, mut found) = (0, true, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            letter if begins && depth == 0 && (letter.is_alphabetic() || letter == '_') => {
                found.push(head(&list[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    found
}

fn head(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}
