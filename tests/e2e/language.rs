//! The program speaks the language of the option, the variable, the settings or the system, and says everything in it.

use serde_json::Value;

use crate::support::{
    program::{Computer, Outcome, text},
    scene::Scene,
    tree::Tree,
};

const JAPAN: (&str, &str) = ("LANG", "ja_JP.UTF-8");

fn is_japanese(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

/// Every word that was said is in this language, as far as letters tell.
#[track_caller]
fn expect_japanese(outcome: &Outcome, japanese: bool) {
    assert_eq!(is_japanese(&outcome.stdout) || is_japanese(&outcome.stderr), japanese, "{outcome}");
}

/// A line of the settings that stands above all tables.
fn speak_by_settings(computer: &Computer, language: &str) {
    let settings = std::fs::read_to_string(computer.settings()).expect("there are settings");
    let settings = format!("language = \"{language}\"\n{settings}");
    std::fs::write(computer.settings(), settings).expect("settings can be written");
}

#[test]
fn the_language_is_chosen_from_the_nearest_to_the_farthest() {
    let computer = Computer::new();
    let speaks = |variables: &[(&str, &str)], option: Option<&str>| {
        let mut arguments = vec!["status"];
        arguments.extend(option.iter().flat_map(|language| ["--lang", language]));
        let outcome = computer.run_with(variables, &arguments).expect_code(10);
        let (error, hint) = ("エラー: ログインしていません", "ヒント: ");
        assert_eq!(outcome.stderr.contains(error), outcome.stderr.contains(hint), "{outcome}");
        assert_ne!(outcome.stderr.contains(error), outcome.stderr.contains("error: not logged in"), "{outcome}");
        outcome.stderr.contains(error)
    };
    let variable = |language| ("AOSBOX_LANG", language);
    assert!(!speaks(&[], None));
    assert!(!speaks(&[("LANG", "C")], None));
    assert!(!speaks(&[("LANG", "de_DE.UTF-8")], None));
    assert!(!speaks(&[("LANG", "ja_JP.eucJP")], None), "nothing could be read in that character set");
    assert!(speaks(&[JAPAN], None));
    assert!(!speaks(&[JAPAN, ("LC_ALL", "C.UTF-8")], None));
    assert!(!speaks(&[JAPAN, ("TERM", "linux")], None), "that console has no Japanese letters");
    assert!(speaks(&[variable("ja")], None));
    assert!(!speaks(&[JAPAN, variable("en")], None));
    assert!(speaks(&[variable("en")], Some("ja")));
    assert!(!speaks(&[JAPAN], Some("en")));

    speak_by_settings(&computer, "ja");
    assert!(speaks(&[], None));
    assert!(speaks(&[("LANG", "C")], None));
    assert!(!speaks(&[variable("en")], None));
    assert!(!speaks(&[], Some("auto")), "the system's");
    assert!(!speaks(&[], Some("en")));
}

#[test]
fn a_day_in_japanese() {
    let scene = Scene::new(Tree::compact(91), &[]);
    let computer = &scene.computer;
    let folder = text(scene.tree.folder());
    let say = |arguments: &[&str], code| {
        let outcome = computer.run_with(&[JAPAN], arguments).expect_code(code);
        expect_japanese(&outcome, true);
        outcome
    };
    let fresh = say(&["status"], 0);
    assert!(fresh.stdout.contains("まだバックアップしていません"), "{fresh}");
    assert_columns(&fresh.stdout);

    let done = say(&["backup", folder], 0);
    assert!(done.mentions("バックアップが完了しました") && done.mentions("新規 "), "{done}");
    let status = say(&["status"], 0);
    assert!(status.stdout.contains("すべてバックアップしました") && status.stdout.contains("自動モード"), "{status}");
    assert_columns(&status.stdout);
    assert!(say(&["runs"], 0).stdout.contains("完了"));
    assert!(say(&["diff", folder], 0).mentions("違いはありません"));
    let found = say(&["find", "zzzz-nothing"], 1);
    assert!(found.mentions("見つかりませんでした"), "{found}");
    assert!(say(&["check"], 0).mentions("問題はありません"));

    let to = computer.at("back");
    let restored = say(&["restore", folder, "--to", text(&to)], 0);
    assert!(restored.mentions("を復元しました") && restored.mentions(text(&to)), "{restored}");

    let missing = say(&["restore", &format!("{folder}/nothing"), "--to", text(&to)], 1);
    assert!(missing.mentions("バックアップにありません"), "{missing}");
    let versions = say(&["versions", &format!("{folder}/nothing")], 1);
    assert!(versions.stderr.contains("エラー: ") && versions.stderr.contains("ヒント: "), "{versions}");
    assert!(versions.stderr.contains("`aosbox ls "), "{versions}");
    say(&["conditions"], 0);
    assert!(say(&["select"], 0).stdout.contains("マイドキュメント"));
    assert!(say(&["select", "show", "office"], 0).stdout.contains("テキストファイル"));
    let english = computer.ok(&["select", "show", "office"]);
    assert!(
        english.stdout.contains("Text files") && english.stdout.contains("Office files · Office ファイル"),
        "{english}"
    );
}

/// Values stand under one another, however wide the letters of their labels are.
#[track_caller]
fn assert_columns(page: &str) {
    let starts = page.lines().map(|line| {
        let label = line.find("  ").unwrap_or_default();
        let blanks = line[label..].len() - line[label..].trim_start().len();
        console::measure_text_width(&line[..label + blanks])
    });
    let starts: Vec<usize> = starts.collect();
    assert!(starts.len() > 3 && starts.iter().all(|start| *start == starts[0]), "{starts:?}\n{page}");
}

#[test]
fn the_system_answers_in_japanese() {
    let computer = Computer::new();
    let file = computer.at("a file");
    std::fs::write(&file, "no folder").expect("a file can be written");
    let below = file.join("store");
    let outcome = computer.run_with(&[JAPAN], &["login", text(&below), "--create"]).expect_code(1);
    assert!(outcome.stderr.contains("フォルダーを作成できません: "), "{outcome}");
    assert!(outcome.stderr.contains("（OS エラー "), "{outcome}");
}

#[test]
fn mistakes_in_the_settings_are_told_in_japanese() {
    let computer = Computer::with_settings(&["[backup]\njobs = 0\n"]);
    let outcome = computer.run_with(&[JAPAN], &["config", "check"]).expect_code(2);
    assert!(
        outcome.stderr.contains(" 行目: backup.jobs の値「0」は使用できません。1 から 256 までの整数"),
        "{outcome}"
    );
    // The file says it itself, and is followed although it has a mistake.
    speak_by_settings(&computer, "ja");
    expect_japanese(&computer.run(&["config", "check"]).expect_code(2), true);
}

#[test]
fn documents_are_the_same_but_for_their_messages() {
    let computer = Computer::new();
    let document = |language| computer.run(&["status", "--json", "--lang", language]).expect_code(10).json();
    let (english, japanese) = (document("en"), document("ja"));
    assert_eq!(english["error"]["kind"], japanese["error"]["kind"]);
    let names =
        |document: &Value| document["error"].as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&english), names(&japanese));
    assert!(japanese["error"]["message"].as_str().is_some_and(is_japanese), "{japanese}");
    assert!(!english["error"]["message"].as_str().is_some_and(is_japanese), "{english}");
}
