//! The help in Japanese. Its texts are found by the English ones, which are in [`crate::cli::arguments`]: what is changed there is
//! missing here until it is said anew, and a test names it.

mod backup;
mod dual;
mod general;
mod manual;
mod restore;
mod selection;
mod start;

use std::{collections::HashMap, sync::LazyLock};

use crate::cli::words::{Helping, Section};

/// All tables.
const TABLES: [&[(&str, &str)]; 7] =
    [general::TEXTS, start::TEXTS, backup::TEXTS, restore::TEXTS, selection::TEXTS, dual::TEXTS, manual::TEXTS];

/// What stands for values in the help.
const VALUES: &[(&str, &str)] = &[
    ("OPTIONS", "オプション"),
    ("COMMAND", "コマンド"),
    ("PATH", "パス"),
    ("FILE", "ファイル"),
    ("DIR", "フォルダー"),
    ("STORE", "保存先"),
    ("NAME", "名前"),
    ("EMAIL", "メール"),
    ("LANG", "言語"),
    ("PROFILE", "プロファイル"),
    ("WHEN", "条件"),
    ("HOW", "方法"),
    ("URL", "URL"),
    ("REGION", "リージョン"),
    ("N", "数"),
    ("MODE", "モード"),
    ("WHY", "理由"),
    ("TIME", "時間"),
    ("TEXT", "文字列"),
    ("CATEGORY", "カテゴリー"),
    ("CATEGORY|PATH", "カテゴリー|パス"),
    ("SIZE", "サイズ"),
    ("A..B", "期間"),
    ("WHICH", "条件"),
    ("PERCENT", "割合"),
    ("RUN", "実行"),
    ("RUN|PATH", "実行|パス"),
    ("DAYS HOURS", "曜日 時刻"),
    ("true|false", "true|false"),
    ("WHAT", "動作"),
    ("SYSTEM", "システム"),
    ("EXPR", "式"),
    ("DATE", "日付"),
    ("PART", "部分"),
    ("SHELL", "シェル"),
    ("LEVEL", "重大度"),
];

static TEXTS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| TABLES.into_iter().flatten().copied().collect());

/// A paragraph of help. `None` if there is none in Japanese. A full stop behind the English is one behind the Japanese.
pub fn paragraph(english: &str) -> Option<String> {
    let (text, ends) = match english.strip_suffix('.') {
        Some(text) => (text, true),
        None => (english, false),
    };
    let japanese = TEXTS.get(text)?;
    Some(if ends { format!("{japanese}。") } else { (*japanese).to_owned() })
}

/// A text with what stands for values in Japanese: `--to <DIR>`, `[PATH]...`.
pub fn values(text: &str) -> String {
    let mut japanese = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['<', '[']) {
        let close = if rest[start..].starts_with('<') { '>' } else { ']' };
        japanese.push_str(&rest[..=start]);
        rest = &rest[start + 1..];
        let end = rest.find(close).unwrap_or(rest.len());
        let known = VALUES.iter().find(|(english, _)| *english == &rest[..end]);
        // What is not known may have something within that is: `[=<PERCENT>]`.
        if let Some((_, name)) = known {
            japanese.push_str(name);
            rest = &rest[end..];
        }
    }
    japanese.push_str(rest);
    japanese
}

/// Something that stands around help.
pub fn helping(helping: Helping<'_>) -> String {
    match helping {
        Helping::Usage => "使い方:".to_owned(),
        Helping::Commands => "コマンド:".to_owned(),
        Helping::Arguments => "引数:".to_owned(),
        Helping::Options => "オプション:".to_owned(),
        Helping::GlobalOptions => "共通オプション:".to_owned(),
        Helping::GlobalOptionsElsewhere => {
            "すべてのコマンドで使えるオプション（--json、--quiet、--account など）は `aosbox --help` で確認できます。"
                .to_owned()
        }
        Helping::MoreBelow { command } => format!("詳しくは `{command}` を参照してください。"),
        Helping::Default { value } => format!("[既定値: {value}]"),
        Helping::Values { values } => format!("[指定できる値: {values}]"),
        Helping::Manual => "aosbox マニュアル".to_owned(),
        Helping::Section(section) => self::section(section).to_owned(),
    }
}

fn section(section: Section) -> &'static str {
    match section {
        Section::Name => "名前",
        Section::Synopsis => "書式",
        Section::Description => "説明",
        Section::Commands => "コマンド",
        Section::Options => "オプション",
        Section::Examples => "例",
        Section::ExitStatus => "終了コード",
        Section::Environment => "環境変数",
        Section::Files => "ファイル",
        Section::SeeAlso => "関連項目",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Command;

    use super::*;
    use crate::cli::{
        terminal::help,
        words::{english, split_listing},
    };

    /// Every paragraph of the help that is told in a language.
    fn paragraphs() -> BTreeSet<String> {
        let mut texts = Vec::new();
        collect(&help::table(), &mut texts);
        let told = [english::help::EXIT_CODES, english::help::FILES, english::help::VARIABLES];
        texts.extend(told.into_iter().flatten().map(|(_, text)| (*text).to_owned()));
        texts.push(english::help::STANDS_FOR.to_owned());
        let paragraphs = texts.iter().flat_map(|text| text.split("\n\n")).map(|paragraph| split_listing(paragraph).0);
        paragraphs
            .filter(|text| !text.is_empty())
            .map(|text| text.strip_suffix('.').unwrap_or(text).to_owned())
            .collect()
    }

    fn collect(command: &Command, texts: &mut Vec<String>) {
        let told = [command.get_about(), command.get_long_about(), command.get_after_help()];
        texts.extend(told.into_iter().flatten().map(ToString::to_string));
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            texts
                .extend([argument.get_help(), argument.get_long_help()].into_iter().flatten().map(ToString::to_string));
            let values = help::values(argument);
            texts.extend(values.iter().filter_map(|value| value.get_help()).map(ToString::to_string));
        }
        command.get_subcommands().filter(|below| !below.is_hide_set()).for_each(|below| collect(below, texts));
    }

    /// What may not differ: commands between `, options, variables.
    fn facts(text: &str) -> BTreeSet<&str> {
        let quoted = text.split('`').skip(1).step_by(2);
        let is_fact = |word: &&str| word.starts_with("--") || word.starts_with("AOSBOX_");
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"-_".contains(letter));
        quoted.chain(words.filter(is_fact)).collect()
    }

    #[test]
    fn all_help_is_told_in_japanese_and_nothing_else() {
        let told = paragraphs();
        let missing: Vec<&String> = told.iter().filter(|text| !TEXTS.contains_key(text.as_str())).collect();
        let unused: Vec<&&str> = TEXTS.keys().filter(|text| !told.contains(**text)).collect();
        assert!(missing.is_empty(), "not told in Japanese: {missing:#?}");
        assert!(unused.is_empty(), "told of nothing: {unused:#?}");
        let entries = TABLES.into_iter().flatten().count();
        assert_eq!(entries, TEXTS.len(), "a text stands in two tables");
    }

    #[test]
    fn japanese_names_the_same_commands_and_options() {
        for (english, japanese) in TABLES.into_iter().flatten() {
            assert_eq!(facts(english), facts(japanese), "{english}\n{japanese}");
            assert!(!japanese.ends_with('。'), "the full stop comes from the English: {japanese}");
        }
    }

    #[test]
    fn what_stands_for_values_is_told_in_japanese() {
        let mut names = BTreeSet::new();
        fn collect_names(command: &Command, names: &mut BTreeSet<String>) {
            for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                if argument.get_action().takes_values() {
                    names.extend(argument.get_value_names().into_iter().flatten().map(ToString::to_string));
                }
            }
            command
                .get_subcommands()
                .filter(|below| !below.is_hide_set())
                .for_each(|below| collect_names(below, names));
        }
        collect_names(&help::table(), &mut names);
        // What usage lines say besides.
        names.extend(["OPTIONS", "COMMAND"].map(str::to_owned));
        let known: BTreeSet<String> = VALUES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(names, known);
        assert_eq!(
            values("--to <DIR> [PATH]... --read-data[=<PERCENT>]"),
            "--to <フォルダー> [パス]... --read-data[=<割合>]"
        );
    }
}
