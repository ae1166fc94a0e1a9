//! The dual copy, and what is selected and left out.

use std::path::PathBuf;

use super::*;
use crate::{
    cli::mistakes::{DualMistake, Inside},
    config::selection::{Expression, FilterConfig},
    dual::{Done, Reason as Lack, State as CopyState, follow::Followed, names::NameRules, pass::Found},
    estimate::Estimate,
    model::Category,
    selection::{
        Decision,
        category::{Belongings, Take},
        exclusion::Exclusion,
        explain::{Asked, Question as Asking, State as Extent},
        places::Looked,
        source::{Origin, Source, Wanted},
    },
};

#[test]
fn the_dual_copy() {
    let names = NameRules { portable: true, unicode: true, folds: true, longest: 255, in_units: true };
    let done = Done { copied: SOME, fetched: SOME, found: SOME, evicted: SOME, left_out: 12 };
    let path = || PathBuf::from("/media/x");
    for message in [
        Dualling::NoFilters,
        Dualling::Enabled {
            folder: Path::new("/media/x"),
            free: Some(5_000_000),
            system: Some("fs_1"),
            largest_file: Some(4_000_000),
            names,
            before: SOME,
        },
        Dualling::Disabled { path: Path::new("/media/x") },
        Dualling::WasNotEnabled,
        Dualling::Limited(Some(5_000)),
        Dualling::Limited(None),
        Dualling::Followed(&Followed { done, ..Followed::default() }),
        Dualling::Wrong { path: "/a", missing: false },
        Dualling::Wrong { path: "/a", missing: true },
        Dualling::Stranger { path: "/a" },
    ] {
        agree(message);
    }
    for cancelled in [false, true] {
        let mut found = Found { right: SOME, strangers: vec![path()], cancelled, ..Found::default() };
        let folder = Path::new("/media/x");
        agree(Dualling::Synced { done: &done, found: &found, folder, left_out: SOME });
        for wrong in [Vec::new(), vec![apath("/a"), apath("/b")]] {
            found.wrong = wrong;
            agree(Dualling::Verified { done: &done, found: &found, lacking: SOME });
        }
    }
    let troubles = || {
        [
            Trouble::Missing { path: path() },
            Trouble::Replaced { path: path() },
            Trouble::Taken { path: path() },
            Trouble::ReadOnly { path: path() },
            Trouble::Lost { path: path() },
            Trouble::Silent { path: path(), seconds: 65 },
            Trouble::Busy,
            Trouble::Other(Error::WrongPassword),
        ]
    };
    for trouble in troubles() {
        agree(Dualling::Troubled(&trouble));
        failing(trouble);
    }
    failing(DualMistake::NotEnabled);
    for inside in [Inside::Selected("/in".into()), Inside::Store("/in".into()), Inside::Own("/in".into())] {
        failing(DualMistake::Inside { path: path(), inside });
    }
    let files: Vec<(String, Lack)> = Lack::ALL.iter().map(|reason| ("/left/out".to_owned(), *reason)).collect();
    let nothing = Amount::default();
    for (folder, trouble, amount) in
        troubles().map(|trouble| (None, Some(trouble), SOME)).into_iter().chain([(Some(path()), None, nothing)])
    {
        let state = CopyState {
            path: path(),
            folder,
            trouble,
            free: Some(5_000_000),
            system: Some("fs_1".into()),
            limit: Some(7_000_000),
            current: SOME,
            gone: amount,
            copied: None,
            behind: amount,
            before: amount,
            left_out: Lack::ALL.iter().map(|reason| (*reason, SOME)).collect(),
            files: Vec::new(),
        };
        for copied in [None, Some("12:34")] {
            agree(Dualling::Shown(&Shown { state: &state, copied, files: &files }));
        }
    }
}

#[test]
fn selections() {
    let texts = ["code_1".to_owned(), "code_2".to_owned()];
    for category in Category::ALL {
        for size in [None, Some((1200, 3_400))] {
            agree(Selecting::CategoryChoice { category, size });
        }
        agree(Selecting::CategoryName(category));
        for selected in [false, true] {
            agree(Selecting::CategoryTitle { category, selected });
        }
        for group in Belongings::of(category).groups {
            let shown = japanese::say(&Selecting::Group(group).into());
            assert!(shown.contains(group.name) && shown.contains(group.extensions), "{shown}");
            assert!(!english::say(&Selecting::Group(group).into()).chars().any(is_japanese));
        }
    }
    for note in NOTES {
        let exclusion = Exclusion { place: "/a".into(), note, text: None, removed: true };
        agree(Selecting::ExclusionNote(&exclusion));
        agree(Selecting::ExclusionState { exclusion: &exclusion, enabled: true });
        agree(Selecting::ExclusionState { exclusion: &exclusion, enabled: false });
        let exclusion = Exclusion { text: Some("code_7".into()), removed: false, ..exclusion };
        echo(Selecting::ExclusionNote(&exclusion));
        echo(Selecting::ExclusionState { exclusion: &exclusion, enabled: true });
    }
    for (names, take) in [
        (Vec::new(), Take::All),
        (Vec::new(), Take::Except("lnk tmp")),
        (Vec::new(), Take::Listed),
        (Vec::new(), Take::Only("pst ost")),
    ] {
        agree(Selecting::Place { path: "/a", looked: &Looked { path: "/a".into(), names, take, there: false } });
    }
    let looked = Looked { path: "/a".into(), names: texts.to_vec(), take: Take::All, there: true };
    assert_eq!(japanese::say(&Selecting::Place { path: "/a", looked: &looked }.into()), "  /a: code_1、code_2");
    for expression in [Some(Expression::Only("*.a_1".into())), Some(Expression::Exclude("*.a_1".into())), None] {
        for regex in [false, true] {
            let filter = FilterConfig {
                expression: expression.clone(),
                regex,
                larger_than: Some(5_000),
                ..FilterConfig::default()
            };
            agree(Selecting::FilterRule { filter: &filter, older_than: Some("2020-01-01") });
        }
    }
    for (logged_in, cancelled) in [(false, true), (true, false)] {
        let estimate = Estimate { placeholders: 3, unreadable: 4, cancelled, ..Estimate::default() };
        agree(Selecting::EstimateNotes { estimate: &estimate, logged_in });
    }
    for decision in [Decision::Included, Decision::IfUsed, Decision::Passage, Decision::LeftOut(Reason::NotSelected)] {
        agree(Selecting::Tested { path: "/a", decision: &decision });
    }
    for origin in [Origin::Category(Category::Mail), Origin::Pick] {
        let source = Source { origin, path: "/a".into(), apath: apath("/a"), wanted: Wanted::Everything };
        for (brings, line) in [(Brings::In, None), (Brings::Vainly, Some(7)), (Brings::Nothing, Some(8))] {
            agree(Selecting::Source { source: &source, path: "/a", brings, line });
        }
    }
    let rules = PARTS.into_iter().map(|part| Asking::Rule { number: 3, line: 7, part });
    let others = [
        Asking::Own,
        Asking::FileSystem,
        Asking::Hidden,
        Asking::Exclusion { number: 4 },
        Asking::LargestFile,
        Asking::Placeholder,
    ];
    for question in rules.chain(others) {
        for matched in [false, true] {
            let asked = Asked { path: apath("/a"), question, matched };
            agree(Selecting::Asked { asked: &asked, path: "/a", rule: Some("code_7") });
        }
    }
    for message in [
        Selecting::AskCategories,
        Selecting::Places { shown: "/a", more: 3 },
        Selecting::PathsHeading,
        Selecting::Pick { path: "/a", there: false },
        Selecting::PlacesHeading,
        Selecting::ExtensionsHeading,
        Selecting::NothingSelectedYet,
        Selecting::SelectionKept,
        Selecting::SelectionNow(&texts),
        Selecting::SelectionChanged { added: &texts, removed: &texts, same: &texts },
        Selecting::NoFilters,
        Selecting::FilterPlace(None),
        Selecting::FilterAdded { number: 3, rule: "code_7" },
        Selecting::FilterChanged { number: 3, rule: "code_7" },
        Selecting::FilterRemoved { rule: "code_7" },
        Selecting::ExclusionAdded { path: "/a", made: true },
        Selecting::ExclusionAdded { path: "/a", made: false },
        Selecting::ExclusionRemoved { path: "/a", made: true },
        Selecting::ExclusionRemoved { path: "/a", made: false },
        Selecting::AutoExcludeSwitched(true),
        Selecting::AutoExcludeSwitched(false),
        Selecting::SettingsRight { file: Path::new("/c"), there: true },
        Selecting::SettingsRight { file: Path::new("/c"), there: false },
        Selecting::SettingFrom(Provenance::Default),
        Selecting::SettingFrom(Provenance::File(7)),
        Selecting::EstimateTotal,
        Selecting::FolderClosed,
        Selecting::TestedUnseen,
        Selecting::DecidedAt("/a"),
        Selecting::NoSource,
    ] {
        agree(message);
    }
    for message in [
        Selecting::SelectedMark(true),
        Selecting::SelectedMark(false),
        Selecting::Places { shown: "", more: 0 },
        Selecting::Places { shown: "/a", more: 0 },
        Selecting::Pick { path: "/a", there: true },
        Selecting::FilterPlace(Some("/a")),
        Selecting::SettingFrom(Provenance::Variable("AOSBOX_LANG")),
        Selecting::SettingFrom(Provenance::Option("--lang")),
        Selecting::NotSet,
        Selecting::TreeMark(Extent::In),
        Selecting::TreeMark(Extent::Partly),
        Selecting::TreeMark(Extent::Out),
    ] {
        echo(message);
    }
}
