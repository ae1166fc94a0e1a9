//! Mistakes in the settings, in Japanese.

use super::{operations, safe};
use crate::{
    cli::{
        text::paths,
        words::{Explained, explained, figures::bytes, plain},
    },
    config::{Allowed, ConfigMistake, ConfigMistakeKind, FilterMistake},
    model::Category,
};

/// What to say about a mistake in the settings file.
pub fn mistake(mistake: &ConfigMistake) -> Explained {
    let place = match mistake.line {
        Some(line) => format!("{}、{line} 行目", paths::local(&mistake.file)),
        None => paths::local(&mistake.file),
    };
    match &mistake.kind {
        ConfigMistakeKind::Unreadable(answer) => explained(
            format!("設定 {place} を読み取れません: {}", operations::answer(&answer.0)),
            "UTF-8 のテキストであり、読み取りの権限があるか確認してください。",
        ),
        ConfigMistakeKind::Form(message) => {
            explained(format!("{place}: {}", safe(message)), "すべての設定の例は config.example.toml にあります。")
        }
        ConfigMistakeKind::Value { name, value, allowed } => {
            let message = format!(
                "{place}: {name} の値「{}」は使用できません。{}を指定してください。",
                safe(value),
                self::allowed(allowed)
            );
            match allowed {
                Allowed::Category(Some(category)) => explained(message, format!("「{}」のことですか？", category.id())),
                _ => plain(message),
            }
        }
        ConfigMistakeKind::Regex { name, value, message } => explained(
            format!("{place}: {name} の「{}」は正規表現ではありません: {}", safe(value), reason(message)),
            "regex = true を付けない場合は、\"*.tmp;*.bak\" のようなワイルドカードの一覧になります。",
        ),
        ConfigMistakeKind::EveryAndAt => explained(
            format!("{place}: schedule に every と at の両方があります。"),
            "バックアップの開始は、間隔（every）か曜日と時刻（at）のどちらか一方で指定してください。",
        ),
        ConfigMistakeKind::Filter(mistake) => {
            explained(format!("{place}: {}", filter(*mistake)), "例は `aosbox filter add --help` で確認できます。")
        }
    }
}

/// What is wrong with a filter as a whole.
pub fn filter(mistake: FilterMistake) -> &'static str {
    match mistake {
        FilterMistake::Empty => "フィルターには only、exclude、larger_than、older_than のいずれかが必要です。",
        FilterMistake::OnlyAndExclude => {
            "フィルターに only と exclude の両方は指定できません。2 つのフィルターに分けてください。"
        }
        FilterMistake::RegexAlone => {
            "regex は only または exclude の解釈を決めるものですが、このフィルターにはどちらもありません。"
        }
    }
}

/// What a value may be, as what somebody is asked to give.
pub fn allowed(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Number(least, most) => format!("{least} から {most} までの整数"),
        Allowed::Size => "\"500GB\" や \"2 GiB\" のようなサイズ".to_owned(),
        Allowed::SizeWithin(least, most) => format!("{} から {} までのサイズ", bytes(*least), bytes(*most)),
        Allowed::Duration => "\"90s\"、\"5min\"、\"7d\" のような時間の長さ".to_owned(),
        Allowed::OneOf(words) => format!("\"{}\" のいずれか", words.join("\"、\"")),
        Allowed::Category(_) => format!("\"{}\" のいずれか", Category::ALL.map(Category::id).join("\"、\"")),
        Allowed::Speed => "\"2MB/s\"、\"16Mbps\"、\"none\" のような速度".to_owned(),
        Allowed::Window => "\"mon-fri 09:00-18:00\" のような曜日と時刻".to_owned(),
        Allowed::Interval => "\"30m\" や \"1h\" のような、5 分単位で 31 日までの時間の長さ".to_owned(),
        Allowed::Path => "パス".to_owned(),
        Allowed::Date => "\"2020-01-01\" のような日付".to_owned(),
        Allowed::Proxy => "\"system\"、\"none\"、または \"http://proxy.example:3128\" のようなアドレス".to_owned(),
        Allowed::Command => "シェルのコマンド、またはプログラムと引数のリスト".to_owned(),
        Allowed::WebAddress => "\"https://example.com/ping\" のようなアドレス".to_owned(),
        Allowed::Wildcards => "\"*.tmp;*.bak\" のようなワイルドカード（regex = true の場合は正規表現）".to_owned(),
    }
}

/// The last line of what the engine says, which is the reason; those before it point at the place.
pub fn reason(message: &str) -> String {
    let last = message.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    safe(last.trim().trim_start_matches("error: "))
}
