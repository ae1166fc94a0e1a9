//! Modules use only those of lower rank: `use crate::…` lines of src/ against the table of ranks; and within the command line, layers only
//! those below them, and no file another one in a circle.

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

/// The layers of the command line by rank, `src/cli.rs` above them all: a layer uses those of lower ranks, and verbs do not use one another.
const LAYERS: [&[&str]; 7] =
    [&["mistakes"], &["arguments", "text"], &["words"], &["terminal"], &["program"], &["steps"], &["verbs"]];

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
fn the_command_line_has_layers() {
    let ranks: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(rank, layers)| layers.iter().map(move |layer| (*layer, rank)))
        .chain([("", LAYERS.len())])
        .collect();
    let files = command_line();
    let mut wrong = Vec::new();
    for (module, used) in &files {
        let (layer, name) = room(module);
        let rank = ranks.get(layer).unwrap_or_else(|| panic!("{module} is in no layer"));
        for other in used {
            let (other_layer, other_name) = room(other);
            let is_verb_of_a_verb = layer == "verbs" && other_layer == "verbs" && name != other_name;
            if (layer != other_layer && ranks[other_layer] >= *rank) || is_verb_of_a_verb {
                wrong.push(format!("{module} uses {other}"));
            }
        }
    }
    assert!(files.len() > 100, "only {} sources are found", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file may use what the file above it, with whose folder it is one room, has for all in it.
#[test]
fn no_files_of_the_command_line_use_one_another_in_a_circle() {
    let mut files = command_line();
    for (module, used) in &mut files {
        used.retain(|other| !module.starts_with(&format!("{other}::")));
    }
    // Whatever uses nothing that is left is in no circle.
    while let Some(done) = files.iter().find(|(_, used)| used.is_empty()).map(|(module, _)| module.clone()) {
        files.remove(&done);
        for used in files.values_mut() {
            used.remove(&done);
        }
    }
    assert!(files.is_empty(), "in a circle, or above one: {files:#?}");
}

#[test]
fn uses_are_read_in_all_their_forms() {
    let text = "use crate::error::Error;\npub use crate::{\n    a::{x, y::Z},\n    b,\n};\nlet x = crate::c::d();\n// crate::e\n";
    assert_eq!(used(text), BTreeSet::from(["a", "b", "c", "error"].map(str::to_owned)));
    let text = "use super::{\n    super::{x, y::{self, Z as W}},\n    b,\n};\nlet x = self::c::<d>(); $crate::e();";
    let found: Vec<String> = paths(text).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["super::super::x", "super::super::y", "super::super::y::Z", "super::b", "self::c"]);
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
    paths(text).into_iter().filter(|path| path[0] == "crate" && path.len() > 1).map(|path| path[1].clone()).collect()
}

/// All paths of a source that begin with `crate`, `self` or `super`, lists in braces taken apart.
fn paths(text: &str) -> Vec<Vec<String>> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let (mut found, mut taken) = (Vec::new(), 0);
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let begins = before.rfind(|letter: char| !is_of_name(letter)).map_or(0, |end| end + 1);
        let is_beginning = matches!(&before[begins..], "crate" | "self" | "super");
        // `$crate` and names further down a path are others.
        if begins >= taken && is_beginning && !before[..begins].ends_with(['$', ':']) {
            taken = code.len() - take(&code[begins..], &[], &mut found).len();
        }
    }
    found
}

/// Takes one path, or the paths of a list in braces, off the beginning of a text; the rest of it.
fn take<'a>(text: &'a str, above: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start().trim_start_matches(',').trim_start();
            if rest.is_empty() || rest.starts_with('}') {
                return rest.get(1..).unwrap_or_default();
            }
            rest = take(rest, above, found);
            // `as` and the like belong to the part that was taken.
            rest = &rest[rest.find([',', '}']).unwrap_or(rest.len())..];
        }
    }
    let end = text.find(|letter| !is_of_name(letter)).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let mut path = above.to_vec();
    // `self` within a list is the module itself.
    if name != "self" || above.is_empty() {
        path.push(name.to_owned());
    }
    match rest.strip_prefix("::") {
        // What follows may also be a turbofish.
        Some(below) if below.starts_with(|letter| is_of_name(letter) || letter == '{') => take(below, &path, found),
        _ => {
            found.push(path);
            rest
        }
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The files of the command line, by their modules, with the modules that each uses of them.
fn command_line() -> BTreeMap<String, BTreeSet<String>> {
    let mut sources = BTreeMap::new();
    for (_, path) in files().into_iter().filter(|(module, _)| module == "cli") {
        let within = path.strip_prefix(source()).expect("below src").with_extension("");
        let module: Vec<String> = within.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        if !module.iter().any(|name| name == "tests") {
            sources.insert(module, fs::read_to_string(path).expect("a source can be read"));
        }
    }
    let arrows = sources.iter().map(|(module, text)| {
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let used = paths(text).into_iter().filter_map(|path| {
            let mut full = match path[0].as_str() {
                "crate" => Vec::new(),
                "self" => module.clone(),
                _ => module[..module.len() - 1].to_vec(),
            };
            for name in &path[1..] {
                if name == "super" { drop(full.pop()) } else { full.push(name.clone()) }
            }
            // The rest of the path are names within the file.
            (1..=full.len())
                .rev()
                .map(|end| &full[..end])
                .find(|file| sources.contains_key(*file))
                .map(|file| file.join("::"))
        });
        let module = module.join("::");
        let used = used.filter(|used| *used != module).collect();
        (module, used)
    });
    arrows.collect()
}

/// The layer of a file of the command line, and the room in it: a file with the folder of its name.
fn room(module: &str) -> (&str, &str) {
    let mut names = module.split("::").skip(1);
    (names.next().unwrap_or_default(), names.next().unwrap_or_default())
}
