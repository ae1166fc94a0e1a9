//! Decisions one by one, through paths as a person names them.

use super::{explain::State, *};
use crate::model::{Entry, FilterPart, Kind, Reason, Timestamp};

#[test]
fn a_path_within_another_is_one() {
    let selection = Selection::of_paths(
        &["b/c".into(), "/a/b".into(), "./b/".into(), "/a/b c".into(), "/a/bc".into()],
        Path::new("/a"),
    )
    .unwrap();
    let roots: Vec<String> = selection.roots().iter().map(|root| root.apath.to_string()).collect();
    assert_eq!(roots, ["/a/b", "/a/b c", "/a/bc"]);
}

fn stat(kind: Kind, size: u64) -> Stat {
    Stat { kind, size, modified: Timestamp::new(1_000, 0), ..explain::nothing(kind == Kind::Folder) }
}

fn entry(name: &str, kind: Kind, size: u64) -> Entry {
    Entry { name: name.into(), stat: stat(kind, size) }
}

fn apath(path: &Path) -> Apath {
    platform::apath(path).unwrap()
}

/// A system on which letters' case does not count, with marks of its own for what is hidden or in a cloud.
const OTHER_SYSTEM: System = System {
    folds: true,
    is_hidden: |_, stat| stat.attributes & 1 != 0,
    is_placeholder: |stat| stat.attributes & 2 != 0,
};

fn pick(path: &str) -> Source {
    Source::pick(Path::new(path), Path::new("/")).unwrap()
}

fn config(filters: Vec<FilterConfig>) -> SelectionConfig {
    SelectionConfig { filters, auto_exclude: false, ..SelectionConfig::default() }
}

fn excluding(text: &str) -> FilterConfig {
    FilterConfig { expression: Some(Expression::Exclude(text.to_owned())), line: 7, ..FilterConfig::default() }
}

#[test]
fn what_lies_in_a_cloud_is_not_opened_unless_asked_for() {
    let in_cloud = |kind| {
        let mut entry = entry("x", kind, 5);
        entry.stat.attributes = 2;
        entry
    };
    for cloud_files in [false, true] {
        let config = SelectionConfig { cloud_files, ..config(Vec::new()) };
        let selection = Selection::on(OTHER_SYSTEM, vec![pick("/a")], &config, Path::new("/")).unwrap();
        let root = selection.outset();
        let view = selection.enter(&root, b"a", Bits::from_iter([0]), 0);
        let expected = if cloud_files { Decision::Included } else { Decision::LeftOut(Reason::Placeholder) };
        for kind in [Kind::File, Kind::Folder] {
            assert_eq!(selection.decide(&view, &in_cloud(kind)), expected);
        }
    }
}

#[test]
fn case_counts_only_where_the_system_says_so() {
    let filters = vec![FilterConfig { path: Some("/DATA/In".into()), ..excluding("*.TMP;Écran") }];
    for (system, expected) in [(OTHER_SYSTEM, 0), (System { folds: false, ..OTHER_SYSTEM }, 2)] {
        let selection = Selection::on(system, vec![pick("/data")], &config(filters.clone()), Path::new("/")).unwrap();
        let view = selection.enter(&selection.outset(), b"data", Bits::from_iter([0]), 0);
        let view = selection.enter(&view, b"in", Bits::from_iter([0]), 0);
        let included = ["a.tmp", "e\u{301}cran"].map(|name| selection.decide(&view, &entry(name, Kind::File, 1)));
        assert_eq!(included.iter().filter(|decision| **decision == Decision::Included).count(), expected);
    }
}

#[test]
fn the_own_folder_is_left_out_whoever_picks_it() {
    let selection =
        Selection::on(OTHER_SYSTEM, vec![pick("/a/own"), pick("/a/own/x")], &config(Vec::new()), Path::new("/"))
            .unwrap()
            .without_own(&["/a/own".into()]);
    let view = selection.passage(&Apath::from_bytes("/a").unwrap());
    assert_eq!(selection.decide(&view, &entry("own", Kind::Folder, 0)), Decision::Passage);
    let selection = Selection::on(OTHER_SYSTEM, vec![pick("/a/own")], &config(Vec::new()), Path::new("/")).unwrap();
    let selection = selection.without_own(&["/a/own".into()]);
    assert_eq!(selection.decide(&view, &entry("own", Kind::Folder, 0)), Decision::LeftOut(Reason::Own));
}

#[test]
fn another_file_system_is_entered_only_by_its_own_pick() {
    let settings = SelectionConfig { cross_file_systems: false, ..config(Vec::new()) };
    for (picks, expected) in [
        (vec![pick("/a")], Decision::LeftOut(Reason::FileSystem)),
        (vec![pick("/a"), pick("/a/mounted")], Decision::Included),
    ] {
        let selection = Selection::on(OTHER_SYSTEM, picks, &settings, Path::new("/")).unwrap();
        let view = selection.enter(&selection.outset(), b"a", Bits::from_iter([0]), 1);
        let mut mounted = entry("mounted", Kind::Folder, 0);
        mounted.stat.filesystem = 2;
        assert_eq!(selection.decide(&view, &mounted), expected);
    }
}

#[test]
fn an_explanation_names_who_brings_in_who_was_asked_and_who_decided() {
    let top = tempfile::tempdir().unwrap();
    let path = |name: &str| top.path().join(name);
    std::fs::create_dir_all(path("in/build/keep")).unwrap();
    for file in ["in/a.tmp", "in/b.txt", "in/build/c.txt", "in/build/keep/d.txt"] {
        std::fs::write(path(file), file).unwrap();
    }
    let filters = vec![
        excluding("build"),
        FilterConfig { path: Some(path("in")), ..excluding("*.tmp") },
        FilterConfig { larger_than: Some(1 << 20), line: 9, ..FilterConfig::default() },
    ];
    let picks = [path("in"), path("in/b.txt"), path("in/build/keep")];
    let sources = picks.iter().map(|path| Source::pick(path, Path::new("/")).unwrap()).collect();
    let selection = Selection::new(sources, &config(filters), Path::new("/")).unwrap();
    let explain = |name: &str| selection.explain(&apath(&path(name))).unwrap();

    let twice = explain("in/b.txt");
    assert_eq!((twice.decision, twice.brought_in_by.as_slice()), (Decision::Included, &[0, 1][..]));
    let asked: Vec<_> = twice.asked.iter().filter(|asked| asked.path == twice.path).collect();
    let numbers: Vec<_> = asked.iter().map(|asked| (asked.question, asked.matched)).collect();
    let rule = |number, line, part| explain::Question::Rule { number, line, part };
    assert_eq!(
        numbers,
        [
            (rule(1, 7, FilterPart::Exclude), false),
            (rule(2, 7, FilterPart::Exclude), false),
            (rule(3, 9, FilterPart::LargerThan), false),
        ]
    );

    let out = explain("in/a.tmp");
    assert_eq!(out.decision, Decision::LeftOut(Reason::Filter { number: 2, line: 7, part: FilterPart::Exclude }));
    assert_eq!((out.within.as_slice(), out.brought_in_by.len()), (&[0][..], 0));

    let pruned = explain("in/build/c.txt");
    assert_eq!(pruned.decision, Decision::LeftOut(Reason::Filter { number: 1, line: 7, part: FilterPart::Exclude }));
    assert_eq!(pruned.decided_at, apath(&path("in/build")));
    assert!(pruned.asked.iter().any(|asked| asked.path == pruned.decided_at && asked.matched), "{pruned:?}");
    assert_eq!(explain("in/build/keep/d.txt").decision, Decision::Included);
    assert_eq!(explain("in/build").decision, Decision::Passage);

    let missing = explain("in/not there.tmp");
    assert_eq!((missing.kind, missing.decision), (None, out.decision));
    assert_eq!(explain("elsewhere").decision, Decision::LeftOut(Reason::NotSelected));

    let view = selection.view(&apath(&path("in"))).unwrap().unwrap();
    let state = |name: &str, kind| selection.state(&view, &entry(name, kind, 1));
    assert_eq!(state("a.tmp", Kind::File), State::Out);
    assert_eq!(state("b.txt", Kind::File), State::In);
    assert_eq!(state("build", Kind::Folder), State::Partly);
    assert_eq!(state("any", Kind::Folder), State::In);
    let above = selection.view(&apath(top.path())).unwrap().unwrap();
    assert_eq!(selection.state(&above, &entry("in", Kind::Folder, 0)), State::Partly);
}
