//! The decision against a naive model of it, over random trees, sources and rules.

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::{
    config::selection::ExclusionConfig,
    model::{Entry, Kind, Timestamp},
};

/// Whether an expression means a name, or the path that ends in it.
type Means = fn(&str, &str) -> bool;

/// Scope, number of the expression, whether there is none, largest size, oldest day.
type Rule = (Option<String>, usize, bool, Option<u64>, Option<i64>);

/// Names that patterns tell apart, and that nest.
const NAMES: [&str; 6] = ["a", "b", ".h", "x.tmp", "y.JPG", "z.doc"];
/// Each with what it means, said without any of the code under test.
const LISTS: [(&str, Means); 9] = [
    ("*.tmp", |name, _| name == "x.tmp"),
    (".jpg;.JPG", |name, _| name == "y.JPG"),
    ("a", |name, _| name == "a"),
    ("?", |name, _| name == "a" || name == "b"),
    ("a/b", |_, path| path == "/a/b" || path.ends_with("/a/b")),
    (" *.doc ; ;[ab]", |name, _| name == "z.doc" || name == "a" || name == "b"),
    ("b/**", |_, path| path.contains("/b/")),
    ("x*;b*", |name, _| name == "x.tmp" || name == "b"),
    ("[y-z]*;.?", |name, _| name == "y.JPG" || name == "z.doc" || name == ".h"),
];
const REGEXES: [(&str, Means); 3] = [
    (r"/b/", |_, path| path.contains("/b/")),
    (r"\.(tmp|doc)$", |name, _| name == "x.tmp" || name == "z.doc"),
    (r"^/a", |_, path| path.starts_with("/a")),
];

#[derive(Debug, Clone)]
struct Node {
    name: &'static str,
    kind: Kind,
    size: u64,
    modified: i64,
    below: Vec<Node>,
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = (0..NAMES.len(), 0u64..4, 0i64..4, any::<bool>()).prop_map(|(name, size, modified, link)| {
        let kind = if link && size == 0 { Kind::Symlink } else { Kind::File };
        Node { name: NAMES[name], kind, size, modified, below: Vec::new() }
    });
    leaf.prop_recursive(4, 60, 5, |inner| {
        (0..NAMES.len(), prop::collection::vec(inner, 0..5)).prop_map(|(name, below)| folder(NAMES[name], below))
    })
}

fn folder(name: &'static str, mut below: Vec<Node>) -> Node {
    below.sort_by_key(|node| node.name);
    below.dedup_by_key(|node| node.name);
    Node { name, kind: Kind::Folder, size: 0, modified: 3, below }
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec(0..NAMES.len(), 1..4)
        .prop_map(|names| names.into_iter().map(|name| format!("/{}", NAMES[name])).collect())
}

/// A path, some of whose names may be any.
fn wild_path() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::option::weighted(0.7, 0..NAMES.len()), 1..5)
        .prop_map(|names| names.into_iter().map(|name| format!("/{}", name.map_or("*", |name| NAMES[name]))).collect())
}

fn is_meant(path: &str, wild: &str) -> bool {
    let (names, parts): (Vec<_>, Vec<_>) = (path.split('/').collect(), wild.split('/').collect());
    names.len() == parts.len() && names.iter().zip(parts).all(|(name, part)| part == "*" || *name == part)
}

#[derive(Debug, Clone)]
struct Case {
    sources: Vec<(String, usize)>,
    rules: Vec<Rule>,
    exclusions: Vec<String>,
    hidden: bool,
}

fn case() -> impl Strategy<Value = Case> {
    let rule = (
        prop::option::of(path()),
        0..2 * LISTS.len() + 2 * REGEXES.len(),
        prop::bool::weighted(0.2),
        prop::option::weighted(0.2, 0u64..4),
        prop::option::weighted(0.2, 0i64..4),
    );
    (
        prop::collection::vec((path(), 0usize..4), 1..4),
        prop::collection::vec(rule, 0..4),
        prop::collection::vec(wild_path(), 0..3),
        any::<bool>(),
    )
        .prop_map(|(sources, rules, exclusions, hidden)| Case { sources, rules, exclusions, hidden })
}

/// What an expression is, and what it means.
type Meaning = (bool, bool, &'static str, Means);

fn expression(number: usize) -> Meaning {
    let only = number.is_multiple_of(2);
    match LISTS.get(number / 2) {
        Some((text, meaning)) => (only, false, text, *meaning),
        None => {
            let (text, meaning) = REGEXES[number / 2 - LISTS.len()];
            (only, true, text, meaning)
        }
    }
}

fn wanted(number: usize) -> Wanted {
    match number {
        0 => Wanted::Everything,
        1 => Wanted::EverythingBut(pattern::Extensions::new(&["tmp"])),
        2 => Wanted::Extensions(pattern::Extensions::new(&["jpg"])),
        _ => Wanted::Names(Patterns::new(&["*/a", "b/**/z.doc"])),
    }
}

/// Whether a source takes a file or link: `below` is its path from the source on, without the first slash.
fn takes(number: usize, name: &str, below: &str) -> bool {
    let parts: Vec<&str> = below.split('/').collect();
    match number {
        0 => true,
        1 => name != "x.tmp",
        2 => name == "y.JPG",
        _ => parts.get(1) == Some(&"a") || (parts[0] == "b" && parts[1..].contains(&"z.doc")),
    }
}

impl Case {
    fn selection(&self) -> Selection {
        let sources = self.sources.iter().map(|(path, kind)| {
            let origin = if *kind == 0 { Origin::Pick } else { Origin::Category(crate::model::Category::Documents) };
            let apath = Apath::from_bytes(path.as_str()).unwrap();
            Source { origin, path: PathBuf::from(path), apath, wanted: wanted(*kind) }
        });
        let filters = self.rules.iter().map(|(path, number, measured_only, larger_than, older_than)| {
            let (only, regex, text, _) = expression(*number);
            let make = if only { Expression::Only } else { Expression::Exclude };
            FilterConfig {
                path: path.as_ref().map(PathBuf::from),
                expression: (!measured_only).then(|| make(text.to_owned())),
                regex: regex && !measured_only,
                larger_than: *larger_than,
                older_than: older_than.map(|day| Timestamp::new(day, 0)),
                note: None,
                line: 0,
            }
        });
        let config = SelectionConfig {
            hidden: self.hidden,
            filters: filters.collect(),
            auto_exclude_added: (self.exclusions.iter())
                .map(|path| ExclusionConfig { path: path.into(), note: None })
                .collect(),
            ..SelectionConfig::default()
        };
        let system = System { folds: false, is_hidden: |name, _| name.starts_with(b"."), is_placeholder: |_| false };
        Selection::on(system, sources.collect(), &config, Path::new("/nowhere")).unwrap()
    }

    /// Whether a file or link goes along, said in one breath.
    fn goes_along(&self, path: &str, node: &Node) -> bool {
        let within = |path: &str, above: &str| path == above || path.starts_with(&format!("{above}/"));
        let name_of = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let scoped = |path: &str| -> Vec<&Rule> {
            self.rules.iter().filter(|rule| rule.0.as_ref().is_none_or(|scope| within(path, scope))).collect()
        };
        let excluded = |path: &str| {
            scoped(path).iter().any(|rule| {
                let (only, _, _, meaning) = expression(rule.1);
                !rule.2 && !only && meaning(&name_of(path), path)
            })
        };
        let ancestors: Vec<&str> = path.match_indices('/').skip(1).map(|(at, _)| &path[..at]).chain([path]).collect();
        let brought = self.sources.iter().any(|(root, kind)| {
            within(path, root)
                && takes(*kind, node.name, path[root.len()..].trim_start_matches('/'))
                && !ancestors.iter().any(|above| {
                    above.len() > root.len()
                        && ((!self.hidden && name_of(above).starts_with('.'))
                            || self.exclusions.iter().any(|exclusion| is_meant(above, exclusion))
                            || (*above != path && excluded(above)))
                })
        });
        let rules = scoped(path);
        let only: Vec<_> = rules.iter().filter(|rule| !rule.2 && expression(rule.1).0).collect();
        let depth = |rule: &&&&Rule| rule.0.as_ref().map_or(0, |scope| scope.matches('/').count());
        let deepest = only.iter().map(|rule| depth(&rule)).max();
        let wanted = only.is_empty()
            || only
                .iter()
                .filter(|rule| Some(depth(rule)) == deepest)
                .any(|rule| expression(rule.1).3(node.name, path));
        let measured = node.kind == Kind::File
            && rules.iter().any(|rule| {
                rule.3.is_some_and(|largest| node.size > largest) || rule.4.is_some_and(|day| node.modified < day)
            });
        // A link on the way to a source is the folder that it leads to.
        let leads_on =
            node.kind == Kind::Symlink && self.sources.iter().any(|(root, _)| root != path && within(root, path));
        brought && !leads_on && !excluded(path) && wanted && !measured
    }

    fn expected(&self, path: &str, node: &Node, found: &mut Vec<String>) {
        let path = format!("{path}/{}", node.name);
        match node.kind {
            Kind::Folder => node.below.iter().for_each(|below| self.expected(&path, below, found)),
            _ if self.goes_along(&path, node) => found.push(path),
            _ => {}
        }
    }
}

fn entry(node: &Node) -> Entry {
    let stat =
        Stat { kind: node.kind, size: node.size, modified: Timestamp::new(node.modified, 0), ..explain::nothing(true) };
    Entry { name: node.name.into(), stat }
}

/// Goes the way that a backup goes.
fn walk(selection: &Selection, view: &FolderView, path: &str, nodes: &[Node], top: &Node, found: &mut Vec<String>) {
    for node in nodes {
        let path = format!("{path}/{}", node.name);
        let entry = entry(node);
        let Verdict { decision, sources, .. } = selection.verdict(view, &entry);
        match decision {
            Decision::LeftOut(_) => {}
            Decision::Passage => {
                for root in selection.roots_within(&Apath::from_bytes(path).unwrap()) {
                    begin(selection, &root, top, found);
                }
            }
            Decision::Included | Decision::IfUsed if node.kind == Kind::Folder => {
                let view = selection.enter(view, node.name.as_bytes(), sources, 0);
                walk(selection, &view, &path, &node.below, top, found);
            }
            Decision::Included | Decision::IfUsed => found.push(path),
        }
    }
}

fn begin(selection: &Selection, root: &Root, top: &Node, found: &mut Vec<String>) {
    let (parent, name) = root.apath.split().unwrap();
    let mut holder = top;
    for name in parent.components() {
        match holder.below.iter().find(|node| node.name.as_bytes() == name) {
            Some(node) => holder = node,
            None => return,
        }
    }
    let view = selection.passage(&parent);
    let path = String::from_utf8(parent.as_bytes().to_vec()).unwrap();
    if let Some(node) = holder.below.iter().find(|node| node.name.as_bytes() == name) {
        walk(selection, &view, &path, std::slice::from_ref(node), top, found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn a_walk_finds_what_the_model_says(below in prop::collection::vec(node(), 1..6), case in case()) {
        let top = folder("", below);
        let mut expected = Vec::new();
        top.below.iter().for_each(|node| case.expected("", node, &mut expected));
        let selection = case.selection();
        let mut found = Vec::new();
        for root in selection.roots() {
            begin(&selection, &root, &top, &mut found);
        }
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }
}
