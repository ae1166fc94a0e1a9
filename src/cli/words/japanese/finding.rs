//! What was found, the runs and what differs, in Japanese.

use super::operations::answer;
use crate::{
    catalog::find::State,
    cli::{
        mistakes::FindingMistake,
        text::paths,
        words::{
            Explained, Finding, RunState, explained,
            figures::{bytes, number},
        },
    },
};

/// A message about what was found.
pub fn say(finding: &Finding<'_>) -> String {
    match finding {
        Finding::State(State::Current) => "最新".to_owned(),
        Finding::State(State::Deleted) => "削除済み".to_owned(),
        Finding::State(State::Old) => "旧世代".to_owned(),
        Finding::Found { count, bytes: sum, shown } => {
            let found = format!("{} 件見つかりました（{}）。", number(*count), bytes(*sum));
            match shown < count {
                true => format!("{found}最初の {} 件を表示しています。--limit で増やせます。", number(*shown)),
                false => found,
            }
        }
        Finding::NothingFound => "見つかりませんでした。".to_owned(),
        Finding::Hidden { count } => {
            format!("ほかに、現在はないものが {} 件見つかりました。--deleted を付けると表示します。", number(*count))
        }
        Finding::Run(RunState::Complete) => "完了".to_owned(),
        Finding::Run(RunState::Partial) => "途中まで".to_owned(),
        Finding::Run(RunState::Unreadable) => "読み取り不可".to_owned(),
        Finding::MoreRuns { count } => {
            format!("これより前の {} 件の実行は表示していません。", number(*count as u64))
        }
        Finding::Differences { new, changed, gone, bytes: sum } => format!(
            "新規 {}、変更 {}、削除 {}。新規と変更の合計: {}",
            number(*new),
            number(*changed),
            number(*gone),
            bytes(*sum)
        ),
        Finding::NoDifference => "違いはありません。".to_owned(),
        Finding::Unreadable { path, error } => format!("{path}: 情報を取得できません: {}", answer(error)),
    }
}

/// Mistakes about what was looked for.
pub fn mistake(mistake: &FindingMistake) -> Explained {
    match mistake {
        FindingMistake::Folder { path } => explained(
            format!("{path} はフォルダーです。内容を表示できるのはファイルだけです。"),
            format!(
                "`aosbox ls {0}` で一覧を表示し、`aosbox restore {0} --to FOLDER` で復元できます。",
                paths::for_shell(path)
            ),
        ),
        FindingMistake::Link { path, target } => explained(
            format!("{path} は {target} へのリンクですが、リンク先のファイルはバックアップにありません。"),
            "目的のファイルを直接指定してください。",
        ),
        FindingMistake::NoVersion { path, number: wanted, count } => explained(
            format!("{path} には {} 世代あり、世代 {wanted} はありません。", number(*count as u64)),
            format!("世代の一覧は `aosbox versions {}` で確認できます。", paths::for_shell(path)),
        ),
        FindingMistake::NoRun { number, known: Some((first, last)) } => explained(
            format!("番号 {number} の実行はありません。"),
            match first == last {
                true => format!("あるのは番号 {first} の実行だけです。`aosbox runs` で確認できます。"),
                false => format!("番号 {first} から {last} までの実行があります。`aosbox runs` で確認できます。"),
            },
        ),
        FindingMistake::NoRun { number, known: None } => explained(
            format!("番号 {number} の実行はありません。実行がまだ 1 件もありません。"),
            "最初のバックアップは `aosbox backup` で作成できます。",
        ),
        FindingMistake::NotARun { text } => explained(
            format!("{} は実行として読み取れません。", paths::safe(text.as_bytes())),
            "実行は、`aosbox runs` に表示される番号か、2026-11-01、yesterday、3d のような日時で指定します。",
        ),
        FindingMistake::OtherDisk => explained(
            "別のコンピューターのディスクはここから確認できません。",
            "`aosbox diff RUN RUN --device NAME` で、そのコンピューターの 2 つの実行を比較できます。",
        ),
    }
}
