//! What `select`, `filter` and `config` say in Japanese.

use super::{files, reasons, safe, settings};
use crate::{
    cli::{
        mistakes::SelectionMistake,
        text::paths,
        words::{
            Brings, Explained, Provenance, Selecting, explained,
            figures::{bytes, number},
            layout, plain,
        },
    },
    config::selection::{Expression, FilterConfig},
    estimate::Estimate,
    model::{Category, FilterPart},
    selection::{
        Decision,
        category::Take,
        exclusion::Exclusion,
        explain::{Asked, Question, State},
        places::Looked,
        source::Origin,
    },
};

/// A message about what is selected and left out.
pub fn say(message: &Selecting<'_>) -> String {
    match message {
        Selecting::AskCategories => {
            "バックアップするものを選んでください（スペース: 選択、Enter: 保存、Esc: 取り消し）".to_owned()
        }
        Selecting::CategoryChoice { category, size } => category_choice(*category, *size),
        Selecting::CategoryName(category) => category.japanese().to_owned(),
        Selecting::CategoryTitle { category, selected } => {
            let state = if *selected { "選択中" } else { "未選択" };
            format!("{} · {}（{}、{state}）", category.japanese(), category.english(), category.id())
        }
        Selecting::SelectedMark(true) => "✓".to_owned(),
        Selecting::SelectedMark(false) | Selecting::Places { shown: "", .. } => String::new(),
        Selecting::Places { shown, more: 0 } => (*shown).to_owned(),
        Selecting::Places { shown, more } => format!("{shown} ほか {} か所", number(*more as u64)),
        Selecting::PathsHeading => "パス".to_owned(),
        Selecting::Pick { path, there: true } => (*path).to_owned(),
        Selecting::Pick { path, there: false } => format!("{path}（見つかりません）"),
        Selecting::PlacesHeading => "対象の場所".to_owned(),
        Selecting::Place { path, looked } => place(path, looked),
        Selecting::ExtensionsHeading => "拡張子".to_owned(),
        Selecting::Group(group) if group.name.is_empty() => format!("  {}", group.extensions),
        Selecting::Group(group) => format!("  {}: {}", group.name, group.extensions),
        Selecting::NothingSelectedYet => {
            "何も選択されていません。`aosbox select` でカテゴリーを、`aosbox select add PATH…` でファイルやフォルダーを選択できます。"
                .to_owned()
        }
        Selecting::SelectionKept => "選択は変更していません。".to_owned(),
        Selecting::SelectionNow(selected) => format!("選択中: {}", selected.join("、")),
        Selecting::SelectionChanged { added, removed, same } => selection_changed(added, removed, same),
        Selecting::NoFilters => {
            "フィルターはありません。例は `aosbox filter add --help` で確認できます。".to_owned()
        }
        Selecting::FilterPlace(Some(path)) => (*path).to_owned(),
        Selecting::FilterPlace(None) => "すべての場所".to_owned(),
        Selecting::FilterRule { filter, older_than } => rule(filter, *older_than),
        Selecting::FilterAdded { number, rule } => format!("フィルター {number} を追加しました: {rule}"),
        Selecting::FilterChanged { number, rule } => format!("フィルター {number} を変更しました: {rule}"),
        Selecting::FilterRemoved { rule } => format!("フィルターを削除しました: {rule}"),
        Selecting::ExclusionState { exclusion, enabled } => match (enabled, exclusion.removed) {
            (false, _) => "オフ".to_owned(),
            (true, true) => "解除済み".to_owned(),
            (true, false) => String::new(),
        },
        Selecting::ExclusionNote(exclusion) => exclusion_note(exclusion),
        Selecting::ExclusionAdded { path, made: true } => {
            format!("{path} を除外します。直接選択した場合は除外しません。")
        }
        Selecting::ExclusionAdded { path, made: false } => format!("{path} はすでに除外されています。"),
        Selecting::ExclusionRemoved { path, made: true } => format!("{path} の除外を解除しました。"),
        Selecting::ExclusionRemoved { path, made: false } => format!("{path} の除外はすでに解除されています。"),
        Selecting::AutoExcludeSwitched(true) => "自動除外をオンにしました。".to_owned(),
        Selecting::AutoExcludeSwitched(false) => {
            "自動除外をオフにしました。キャッシュなどもバックアップします。".to_owned()
        }
        Selecting::SettingsRight { file, there: true } => {
            format!("{} に誤りはありません。", paths::local(file))
        }
        Selecting::SettingsRight { file, there: false } => {
            format!("{} はありません。既定の設定を使用します。", paths::local(file))
        }
        Selecting::SettingFrom(from) => match from {
            Provenance::Default => "既定".to_owned(),
            Provenance::File(line) => format!("{line} 行目"),
            Provenance::Variable(name) | Provenance::Option(name) => (*name).to_owned(),
        },
        Selecting::NotSet => "–".to_owned(),
        Selecting::EstimateTotal => "合計（重複を除く）".to_owned(),
        Selecting::EstimateNotes { estimate, logged_in } => estimate_notes(estimate, *logged_in),
        Selecting::TreeMark(State::In) => "✓".to_owned(),
        Selecting::TreeMark(State::Partly) => "~".to_owned(),
        Selecting::TreeMark(State::Out) => "-".to_owned(),
        Selecting::FolderClosed => "（一覧を取得できません）".to_owned(),
        Selecting::Tested { path, decision } => format!("{path}: {}", self::decision(decision)),
        Selecting::TestedUnseen => {
            "  見つからないため、今日作成された空のファイルとして名前で判断しました".to_owned()
        }
        Selecting::DecidedAt(folder) => format!("  {folder} とその中のすべてに対する判断です"),
        Selecting::NoSource => "  選択されたカテゴリーやパスの中にありません".to_owned(),
        Selecting::Source { source, path, brings, line } => {
            let what = match source.origin {
                Origin::Category(category) => format!("カテゴリー {}", category.id()),
                Origin::Pick => "選択したパス".to_owned(),
            };
            let line = line.map(|line| format!("、{line} 行目")).unwrap_or_default();
            let brings = match brings {
                Brings::In => "対象に含めます",
                Brings::Vainly => "除外されなければ対象に含めます",
                Brings::Nothing => "対象に含めません",
            };
            format!("  {what}（{path}{line}）: {brings}")
        }
        Selecting::Asked { asked, path, rule } => self::asked(asked, path, rule.unwrap_or_default()),
    }
}

fn category_choice(category: Category, size: Option<(u64, u64)>) -> String {
    let name = category.japanese();
    match size {
        Some((count, size)) => {
            let files = layout::padded_left(&files(count), 22);
            format!("{} {files} {:>8}", layout::padded(name, 32), bytes(size))
        }
        None => name.to_owned(),
    }
}

fn place(path: &str, looked: &Looked) -> String {
    let what = match looked.take {
        Take::All if looked.names.is_empty() => "すべて".to_owned(),
        Take::All => looked.names.join("、"),
        Take::Except(extensions) => format!(".{} を除くすべて", extensions.replace(' ', " .")),
        Take::Listed => "下記の拡張子を持つファイル".to_owned(),
        Take::Only(extensions) => format!(".{} のファイル", extensions.replace(' ', " .")),
    };
    let missing = if looked.there { "" } else { "（見つかりません）" };
    format!("  {path}: {what}{missing}")
}

fn selection_changed(added: &[String], removed: &[String], same: &[String]) -> String {
    let mut lines = Vec::new();
    if !added.is_empty() {
        lines.push(format!("選択しました: {}", added.join("、")));
    }
    if !removed.is_empty() {
        lines.push(format!("選択を解除しました: {}。すでにバックアップした分はそのまま残ります。", removed.join("、")));
    }
    if !same.is_empty() {
        lines.push(format!("すでに選択されています: {}", same.join("、")));
    }
    lines.join("\n")
}

fn rule(filter: &FilterConfig, older_than: Option<&str>) -> String {
    let regex = if filter.regex { "正規表現 " } else { "" };
    let mut parts = Vec::new();
    match &filter.expression {
        Some(Expression::Only(text)) => parts.push(format!("{regex}{} だけをバックアップ", safe(text))),
        Some(Expression::Exclude(text)) => parts.push(format!("{regex}{} を除外", safe(text))),
        None => {}
    }
    parts.extend(filter.larger_than.map(|size| format!("{} より大きいファイルを除外", bytes(size))));
    parts.extend(older_than.map(|day| format!("{day} より前に更新されたファイルを除外")));
    parts.join("、")
}

fn estimate_notes(estimate: &Estimate, logged_in: bool) -> String {
    let mut lines = Vec::new();
    if estimate.cancelled {
        lines.push("途中で停止しました。実際にはこれより多くあります。".to_owned());
    }
    if logged_in {
        lines.push(
            "送信予定は、圧縮や重複の確認を行う前の値です。実際に送信される量は通常これより少なくなります。".to_owned(),
        );
    } else {
        lines.push("ログインしていないため、保存済みの分は分かりません。".to_owned());
    }
    if estimate.placeholders > 0 {
        lines.push(format!(
            "{}は実体がクラウドにしかないため、数えていません（selection.cloud_files）。",
            files(estimate.placeholders)
        ));
    }
    if estimate.unreadable > 0 {
        lines.push(format!("{} 件は情報を取得できませんでした。", number(estimate.unreadable)));
    }
    lines.join("\n")
}

fn decision(decision: &Decision) -> String {
    match decision {
        Decision::Included => "バックアップします".to_owned(),
        Decision::IfUsed => "中のものをバックアップするときに、バックアップします".to_owned(),
        Decision::Passage => "自身はバックアップしませんが、中のものはバックアップする場合があります".to_owned(),
        Decision::LeftOut(reason) => format!("バックアップしません: {}", super::reasons::reason(reason)),
    }
}

fn asked(asked: &Asked, path: &str, rule: &str) -> String {
    let answer = if asked.matched { "はい" } else { "いいえ" };
    let what = match &asked.question {
        Question::Own => "aosbox 自身のデータですか？".to_owned(),
        Question::FileSystem => "別のファイルシステムにありますか？".to_owned(),
        Question::Hidden => "隠しファイルですか？".to_owned(),
        Question::Exclusion { number } => format!("自動除外 {number}（{rule}）に該当しますか？"),
        Question::Rule { number, line, part } => {
            let place = if *line == 0 { String::new() } else { format!("、{line} 行目") };
            let part = match part {
                FilterPart::Only => "バックアップの対象として指定されたものに含まれますか？",
                FilterPart::Exclude => "名前またはパスで除外されますか？",
                FilterPart::LargerThan => "指定サイズより大きいですか？",
                FilterPart::OlderThan => "指定日付より古いですか？",
            };
            format!("フィルター {number}{place}（{rule}）: {part}")
        }
        Question::LargestFile => "limits.max_file_size より大きいですか？".to_owned(),
        Question::Placeholder => "実体がクラウドにしかありませんか？".to_owned(),
    };
    format!("  {path}: {what} {answer}")
}

fn exclusion_note(exclusion: &Exclusion) -> String {
    match &exclusion.text {
        Some(text) => safe(text),
        None => reasons::note(exclusion.note).to_owned(),
    }
}

fn category_ids() -> String {
    Category::ALL.map(Category::id).join("、")
}

/// Mistakes about what is selected and left out.
pub fn mistake(mistake: &SelectionMistake) -> Explained {
    match mistake {
        SelectionMistake::NoCategory { name, nearest } => explained(
            format!("「{}」というカテゴリーはありません。", safe(name)),
            match nearest {
                Some(category) => format!("「{}」のことですか？", category.id()),
                None => format!("カテゴリーは {} です。", category_ids()),
            },
        ),
        SelectionMistake::NeitherCategoryNorPath { word, category, path } => explained(
            format!("「{}」というカテゴリーも、ファイルやフォルダーもありません。", paths::local(word)),
            match (category, path) {
                (Some(category), _) => format!("カテゴリー「{}」のことですか？", category.id()),
                (None, Some(path)) => format!("{} のことですか？", paths::for_shell(&paths::local(path))),
                (None, None) => format!("カテゴリーは {} です。", category_ids()),
            },
        ),
        SelectionMistake::NotSelected { what, selected } => explained(
            format!("{what} は選択されていません。"),
            if selected.is_empty() {
                "何も選択されていません。".to_owned()
            } else {
                format!("選択されているもの: {}", selected.join("、"))
            },
        ),
        SelectionMistake::NoFilter { count: 0, .. } => {
            explained("フィルターはありません。", "例は `aosbox filter add --help` で確認できます。")
        }
        SelectionMistake::NoFilter { number, count } => explained(
            format!("フィルター {number} はありません。"),
            format!("`aosbox filter list` で確認できます（1 から {count} まで）。"),
        ),
        SelectionMistake::NothingToChange => explained(
            "フィルターの何を変更するかが指定されていません。",
            "例は `aosbox filter edit --help` で確認できます。",
        ),
        SelectionMistake::RegexAlone => explained(
            "--regex は --only または --exclude の解釈を決めるものですが、どちらも指定されていません。",
            "例は `aosbox filter add --help` で確認できます。",
        ),
        SelectionMistake::NoExclusion(path) => explained(
            format!("{} は自動除外の対象ではありません。", paths::local(path)),
            "対象は `aosbox filter auto-exclude list` で確認できます。",
        ),
        SelectionMistake::Value { option, value, allowed } => plain(format!(
            "{option} の値「{}」は使用できません。{}を指定してください。",
            safe(value),
            settings::allowed(allowed)
        )),
        SelectionMistake::Regex { option, value, message } => explained(
            format!("{option} の「{}」は正規表現ではありません: {}", safe(value), settings::reason(message)),
            "--regex を付けない場合は、\"*.tmp;*.bak\" のようなワイルドカードの一覧になります。",
        ),
        SelectionMistake::NotThere(path) => explained(
            format!("{} はありません。", paths::local(path)),
            "入力に誤りがないか、ドライブが接続されているか確認してください。",
        ),
        SelectionMistake::NotText(path) => explained(
            format!("{} は設定に書き込めません。名前が文字として読み取れません。", paths::local(path)),
            "これを含むフォルダーを選択してください。",
        ),
    }
}
