//! Mistakes in command lines in Japanese.

use super::help::values;
use crate::cli::{
    mistakes::{Misuse, UsageMistake},
    text::paths,
    words::Explained,
};

/// What is wrong with a command line, and what would be right.
pub fn misuse(misuse: &Misuse) -> Explained {
    let command = &misuse.command;
    let help = format!("使い方は `{command} --help` で確認できます。");
    let (message, hint) = match &misuse.mistake {
        UsageMistake::NoCommand { word, nearest } => {
            let message = format!("`{command} {}` というコマンドはありません。", safe(word));
            let meant: Vec<String> = nearest.iter().map(|name| format!("`{command} {name}`")).collect();
            match meant.is_empty() {
                true => (message, format!("コマンドの一覧は `{command} --help` で確認できます。")),
                false => (message, format!("{} のことですか？", meant.join(" または "))),
            }
        }
        UsageMistake::NoOption { option, nearest, elsewhere, as_argument } => {
            let message = format!("`{command}` に {} というオプションはありません。", safe(option));
            match (nearest, elsewhere) {
                (Some(nearest), _) => (message, format!("{nearest} のことですか？")),
                (None, Some(elsewhere)) => (message, format!("`{command} {elsewhere}` にはあります。")),
                (None, None) if *as_argument => {
                    (message, format!("{help}- で始まるパスは -- の後に書きます: `{command} -- {}`", safe(option)))
                }
                (None, None) => (message, help),
            }
        }
        UsageMistake::NoCommandGiven { commands } => {
            (format!("`{command}` にはコマンドが必要です。"), format!("指定できるコマンド: {}", commands.join("、")))
        }
        UsageMistake::TooMany { word } => (format!("`{command}` に「{}」は指定できません。", safe(word)), help),
        UsageMistake::NoValue { option, allowed } => {
            (format!("{} には値が必要です。", values(option)), if allowed.is_empty() { help } else { one_of(allowed) })
        }
        UsageMistake::Value { option, value, allowed, nearest } => {
            let message = format!("{} に「{}」は指定できません。", values(option), safe(value));
            match nearest {
                _ if allowed.is_empty() => (message, help),
                Some(nearest) => (message, format!("{nearest} のことですか？{}", one_of(allowed))),
                None => (message, one_of(allowed)),
            }
        }
        UsageMistake::Number { option, value, bounds } => {
            let message = format!("{} に「{}」は指定できません。", values(option), safe(value));
            match bounds.most {
                Some(most) => (message, format!("{} から {most} までの数を指定してください。", bounds.least)),
                None => (message, format!("{} 以上の数を指定してください。", bounds.least)),
            }
        }
        UsageMistake::NoEquals { option } => (format!("{} の値の前には = が必要です。", values(option)), help),
        UsageMistake::NeedlessValue { option, value } => {
            (format!("{} には値を指定できません（指定された値: {}）。", values(option), safe(value)), help)
        }
        UsageMistake::Missing { arguments } => {
            (format!("`{command}` には {} が必要です。", values(&arguments.join(" "))), help)
        }
        UsageMistake::Conflict { argument, others } => {
            (format!("{} と {} は同時に指定できません。", values(argument), values(&others.join("、"))), help)
        }
        UsageMistake::Twice { option } => (format!("{} は一度しか指定できません。", values(option)), help),
        UsageMistake::NotText => {
            return Explained {
                message: "引数が正しい Unicode の文字列ではありません。".to_owned(), hint: None
            };
        }
        UsageMistake::Other { message } => (safe(message), help),
    };
    Explained { message, hint: Some(hint) }
}

fn one_of(allowed: &[String]) -> String {
    format!("指定できる値: {}", allowed.join("、"))
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}
