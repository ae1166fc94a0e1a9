//! Help and mistakes in command lines, in both languages.

use crate::support::program::Computer;

#[test]
fn help_is_told_in_the_language_that_is_asked_for() {
    let computer = Computer::new();
    let english = computer.ok(&["backup", "--help"]);
    assert!(
        english.stdout.starts_with("Back up files and folders")
            && english.stdout.contains("\nExamples:\n  aosbox backup"),
        "{english}"
    );
    let japanese = computer.ok(&["backup", "--help", "--lang", "ja"]);
    assert!(
        japanese.stdout.contains("使い方: aosbox backup") && japanese.stdout.contains("\n例:\n  aosbox backup"),
        "{japanese}"
    );
    assert!(!japanese.stdout.contains("Usage") && !japanese.stdout.contains("[default"), "{japanese}");
    let japanese = computer.run_with(&[("LANG", "ja_JP.UTF-8")], &["--help"]).expect_code(0);
    assert!(japanese.stdout.contains("共通オプション:") && japanese.stderr.is_empty(), "{japanese}");
    // The same page by another way.
    assert_eq!(computer.ok(&["help", "backup"]).stdout, english.stdout);
    assert_eq!(computer.ok(&["help", "filter", "add"]).stdout, computer.ok(&["filter", "add", "--help"]).stdout);
    assert_eq!(computer.ok(&["filter", "help"]).stdout, computer.ok(&["filter", "-h"]).stdout);
    assert_eq!(computer.ok(&["help"]).stdout, computer.ok(&["--help"]).stdout);
}

#[test]
fn lines_of_help_end_where_the_terminal_does() {
    let computer = Computer::new();
    for language in ["en", "ja"] {
        let page =
            computer.run_with(&[("COLUMNS", "60"), ("AOSBOX_LANG", language)], &["find", "--help"]).expect_code(0);
        let widest =
            page.stdout.lines().filter(|line| !line.starts_with("  aosbox")).map(console::measure_text_width).max();
        assert!(widest <= Some(60) && widest > Some(50), "{widest:?}\n{page}");
    }
}

#[test]
fn mistakes_in_command_lines_are_told_with_what_would_be_right() {
    let computer = Computer::new();
    for (arguments, english, japanese) in [
        (
            &["bakup"][..],
            &["no command `aosbox bakup`", "did you mean `aosbox backup`?"][..],
            &["`aosbox bakup` というコマンドはありません", "`aosbox backup` のことですか？"][..],
        ),
        (&["helpp"], &["did you mean `aosbox help`?"], &["`aosbox help` のことですか？"]),
        (
            &["help", "filter", "ad"],
            &["no command `aosbox filter ad`", "`aosbox filter add`"],
            &["`aosbox filter add` のことですか？"],
        ),
        (
            &["backup", "--dryrun"],
            &["`aosbox backup` has no option --dryrun", "did you mean --dry-run?"],
            &["--dry-run のことですか？"],
        ),
        (
            &["restore", "--replace", "newr"],
            &["--replace <WHICH> cannot be \"newr\"", "newer, never or always"],
            &["--replace <条件> に「newr」は指定できません"],
        ),
        (&["backup", "--jobs", "500"], &["a number from 1 to 256"], &["1 から 256 までの数"]),
        (&["versions"], &["`aosbox versions` needs <PATH>", "`aosbox versions --help`"], &["<パス> が必要です"]),
        (&["status", "now"], &["no use for \"now\""], &["「now」は指定できません"]),
        (&["cat", "x", "--version", "1", "--as-of", "3d"], &["do not go together"], &["同時に指定できません"]),
        (&["backup", "--mode", "fast", "--mode", "auto"], &["more than once"], &["一度しか指定できません"]),
        (&["restore", "--to"], &["--to <DIR> needs a value"], &["--to <フォルダー> には値が必要です"]),
    ] {
        let refused = computer.run(arguments).expect_code(2);
        assert!(refused.stdout.is_empty() && refused.stderr.starts_with("error: "), "{refused}");
        assert!(refused.stderr.contains("\nhint: "), "{refused}");
        english.iter().for_each(|part| assert!(refused.stderr.contains(part), "{part} is not said\n{refused}"));
        let refused = computer.run_with(&[("AOSBOX_LANG", "ja")], arguments).expect_code(2);
        japanese.iter().for_each(|part| assert!(refused.stderr.contains(part), "{part} is not said\n{refused}"));
        let refused = computer.run(&[arguments, &["--json"]].concat()).expect_code(2);
        assert_eq!(refused.json()["error"]["kind"], "usage", "{refused}");
    }
    // A command that has only commands of its own shows them.
    let told = computer.run(&["filter"]).expect_code(2);
    assert!(told.stdout.is_empty() && told.stderr.contains("there are list, add, edit, remove"), "{told}");
    let refused = computer.run(&["filter", "--json"]).expect_code(2);
    assert_eq!(refused.json()["error"]["kind"], "usage", "{refused}");
}
