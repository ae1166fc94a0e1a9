//! What is said about the dual copy in Japanese.

use std::path::Path;

use super::{files, within};
use crate::{
    cli::{
        mistakes::{DualMistake, Inside},
        text::paths,
        words::{
            Dualling, Explained, Shown, explained,
            figures::{bytes, number},
            layout,
        },
    },
    dual::{Amount, Done, Reason, Trouble, follow::Followed, names::NameRules, pass::Found},
    restore::RestoreReport,
};

/// A message about the dual copy.
pub fn say(message: &Dualling<'_>) -> String {
    match message {
        Dualling::NoFilters => {
            "デュアルコピーのフィルターはありません。バックアップしたものはすべてコピーします。例は `aosbox dual filter add --help` で確認できます。"
                .to_owned()
        }
        Dualling::Enabled { folder, free, system, largest_file, names, before } => {
            enabled(folder, *free, *system, *largest_file, names, *before)
        }
        Dualling::Disabled { path } => format!(
            "デュアルコピーを終了しました。{} のファイルはそのまま残ります。不要な場合は削除してください。",
            paths::local(path)
        ),
        Dualling::WasNotEnabled => "デュアルコピーは有効になっていませんでした。".to_owned(),
        Dualling::Limited(Some(limit)) => {
            format!(
                "デュアルコピーの上限を {} にしました。次のバックアップから、古いファイルを先に削除します。",
                bytes(*limit)
            )
        }
        Dualling::Limited(None) => "デュアルコピーの上限をなくしました。空き容量をすべて使用できます。".to_owned(),
        Dualling::Shown(shown) => self::shown(shown),
        Dualling::Followed(followed) => self::followed(followed),
        Dualling::Troubled(trouble) => {
            let Explained { message, hint } = self::trouble(trouble);
            let hint = hint.unwrap_or_default();
            format!(
                "デュアルコピー: {}。バックアップ自体に影響はありません。コピーは次回追いつきます。{hint}",
                within(&message)
            )
        }
        Dualling::Synced { done, found, folder, left_out } => synced(done, found, folder, *left_out),
        Dualling::Verified { done, found, lacking } => verified(done, found, *lacking),
        Dualling::Wrong { path, missing: false } => format!("{path}: バックアップした内容と一致しません"),
        Dualling::Wrong { path, missing: true } => format!("{path}: 見つかりません"),
        Dualling::Stranger { path } => format!("{path}: デュアルコピーのファイルではありません"),
    }
}

fn amount(amount: Amount) -> String {
    format!("{}（{}）", files(amount.files), bytes(amount.bytes))
}

fn enabled(
    folder: &Path,
    free: Option<u64>,
    system: Option<&str>,
    largest_file: Option<u64>,
    names: &NameRules,
    before: Amount,
) -> String {
    let mut text = format!("次のバックアップから、ファイルを {} にもコピーします。", paths::local(folder));
    let mut facts = Vec::new();
    facts.extend(free.map(|free| format!("空き容量 {}", bytes(free))));
    facts.extend(system.map(|system| paths::safe(system.as_bytes())));
    facts.extend(largest_file.map(|largest| format!("{} を超えるファイルは保存不可", bytes(largest))));
    if names.portable {
        facts.push("使用できない名前は % を使って書き込みます".to_owned());
    }
    if names.folds {
        facts.push("大文字と小文字を区別しません".to_owned());
    }
    if !facts.is_empty() {
        text.push_str(&format!("\n  ドライブ  {}", facts.join(" · ")));
    }
    if before.files > 0 {
        text.push_str(&format!(
            "\nこれまでにバックアップした{}は、`aosbox dual sync` でコピーできます。",
            files(before.files)
        ));
    }
    text
}

fn shown(shown: &Shown<'_>) -> String {
    let state = shown.state;
    let drive = match (&state.folder, &state.trouble) {
        (Some(_), _) => {
            let mut facts = vec!["接続済み".to_owned()];
            facts.extend(state.system.as_ref().map(|system| paths::safe(system.as_bytes())));
            facts.extend(state.free.map(|free| format!("空き容量 {}", bytes(free))));
            facts.join(" · ")
        }
        (None, Some(Trouble::Missing { .. }) | None) => "接続されていません".to_owned(),
        (None, Some(trouble)) => self::trouble(trouble).message,
    };
    let mut held = amount(state.current);
    if state.gone.files > 0 {
        held.push_str(&format!(
            "。ほかに、このコンピューターから削除された {}（容量が必要になるまで保持）",
            amount(state.gone)
        ));
    }
    let behind = match state.behind {
        Amount { files: 0, .. } => "なし（最新の状態）".to_owned(),
        behind => format!("{}。次のバックアップでコピーします", amount(behind)),
    };
    let mut lines = vec![
        ("コピー先", paths::local(state.folder.as_ref().unwrap_or(&state.path))),
        ("ドライブ", drive),
        ("内容", held),
        ("上限", state.limit.map_or_else(|| "なし".to_owned(), bytes)),
        ("最終コピー", shown.copied.unwrap_or("まだありません").to_owned()),
        ("未反映", behind),
    ];
    if state.before.files > 0 {
        lines.push(("以前の分", format!("{}。`aosbox dual sync` でコピーできます", amount(state.before))));
    }
    for (reason, left_out) in &state.left_out {
        lines.push(("対象外", format!("{}: {}", amount(*left_out), self::reason(*reason))));
    }
    let mut text = layout::labelled(&lines);
    for (path, reason) in shown.files {
        text.push_str(&format!("\n  {path}: {}", self::reason(*reason)));
    }
    text
}

/// Why a file is not in the copy.
fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Limit => "上限の容量を新しいファイルが使用しています",
        Reason::LargerThanLimit => "上限より大きいファイルです",
        Reason::Full => "ドライブに空き容量がありません",
        Reason::TooLarge => "ドライブのファイルシステムがこのサイズのファイルに対応していません",
        Reason::Link => "リンクです。ドライブのファイルシステムはリンクに対応していません",
        Reason::InTheWay => "同じ場所に、デュアルコピー以外のものがあります",
        Reason::Changed => "バックアップした後に変更されました",
        Reason::Unreadable => "読み取れませんでした",
        Reason::Unwritable => "書き込めませんでした",
        Reason::Damaged => "保存先から取得できませんでした（`aosbox check --read-data` で詳しく調べられます）",
    }
}

fn followed(followed: &Followed) -> String {
    let Done { copied, found, evicted, left_out, .. } = followed.done;
    let mut parts = vec![format!("コピー {}", amount(copied))];
    if found.files > 0 {
        parts.push(format!("コピー済み {}", amount(found)));
    }
    if evicted.files > 0 {
        parts.push(format!("容量確保のため削除 {}", amount(evicted)));
    }
    if left_out > 0 {
        parts.push(format!("対象外 {}（理由は `aosbox dual show` で確認できます）", files(left_out)));
    }
    format!("  デュアル  {}", parts.join(" · "))
}

fn synced(done: &Done, found: &Found, folder: &Path, left_out: Amount) -> String {
    let mut text = match found.cancelled {
        true => "停止しました。ここまでにコピーした分は残ります。".to_owned(),
        false => format!("{} のデュアルコピーは最新の状態です。", paths::local(folder)),
    };
    let mut parts = vec![format!("このコンピューターからコピー {}", amount(done.copied))];
    if done.fetched.files > 0 {
        parts.push(format!("保存先から取得 {}", amount(done.fetched)));
    }
    if done.found.files > 0 {
        parts.push(format!("ドライブで見つけて検証 {}", amount(done.found)));
    }
    parts.push(format!("コピー済み {}", amount(found.right)));
    if done.evicted.files > 0 {
        parts.push(format!("容量確保のため削除 {}", amount(done.evicted)));
    }
    text.push_str(&format!("\n  {}", parts.join(" · ")));
    if left_out.files > 0 {
        text.push_str(&format!("\n対象外 {}: 理由は `aosbox dual show` で確認できます。", amount(left_out)));
    }
    text
}

fn verified(done: &Done, found: &Found, lacking: Amount) -> String {
    let wrong = (found.wrong.len() + found.missing.len()) as u64;
    let mut text = match (found.cancelled, wrong) {
        (true, _) => "すべてを読み取る前に停止しました。".to_owned(),
        (false, 0) => "問題はありません。".to_owned(),
        (false, wrong) => format!("{}が、一致しないか見つかりませんでした。", files(wrong)),
    };
    text.push_str(&format!(
        "\n  検証 {} · このコンピューターから修復 {} · 保存先から修復 {}",
        amount(Amount { files: found.right.files + done.found.files, bytes: found.right.bytes + done.found.bytes }),
        amount(done.copied),
        amount(done.fetched)
    ));
    if !found.strangers.is_empty() {
        text.push_str(&format!(
            "\nドライブにデュアルコピー以外のファイルが {} 個あります。そのままにします。",
            number(found.strangers.len() as u64)
        ));
    }
    if lacking.files > 0 {
        text.push_str(&format!(
            "\n取得できなかったもの {}: 理由は `aosbox dual show` で確認できます。",
            amount(lacking)
        ));
    }
    text
}

/// How much of a restore came from where.
pub fn share(report: &RestoreReport) -> String {
    if report.near_bytes == 0 {
        return String::new();
    }
    let near = Amount { files: report.near_files, bytes: report.near_bytes };
    let rest = report.bytes.saturating_sub(report.near_bytes);
    let files = report.files.saturating_sub(report.near_files);
    let store = match rest {
        0 => "保存先からの取得はありません".to_owned(),
        rest => format!("保存先から取得: {}", amount(Amount { files, bytes: rest })),
    };
    format!("\nデュアルコピーから取得（すべて検証済み）: {}。{store}。", amount(near))
}

/// What is wrong with the drive, and what to do.
pub fn trouble(trouble: &Trouble) -> Explained {
    match trouble {
        Trouble::Missing { path } => explained(
            format!("ドライブが見つかりません。{} にこのコンピューターのコピーがありません。", paths::local(path)),
            "接続するか、`aosbox dual enable PATH` で別の場所を指定してください。",
        ),
        Trouble::Replaced { path } => explained(
            format!("{} は、コピーを作成したドライブとは別のものです。", paths::local(path)),
            format!(
                "正しいドライブを接続するか、`aosbox dual enable {}` でこのドライブを使用してください。",
                paths::for_shell(&paths::local(path))
            ),
        ),
        Trouble::Taken { path } => explained(
            format!("{} はすでにあり、別のものが入っています。", paths::local(path)),
            "別のフォルダーを指定するか、そのフォルダーの名前を変更してください。",
        ),
        Trouble::ReadOnly { path } => explained(
            format!("{} は読み取り専用です。", paths::local(path)),
            "ドライブに書き込めるようにしてください。",
        ),
        Trouble::Lost { path } => explained(
            format!("書き込み中にドライブが取り外されました（{}）。", paths::local(path)),
            "もう一度接続してください。書きかけのファイルは片付けられます。",
        ),
        Trouble::Silent { path, seconds } => explained(
            format!("{} が {}の間応答していません。", paths::local(path), super::duration(*seconds)),
            "ドライブとその接続を確認してください。",
        ),
        Trouble::Busy => explained(
            "aosbox の別のプロセスがデュアルコピーを変更しています。",
            "終わるのを待ってから、もう一度実行してください。",
        ),
        Trouble::Io { operation, path, source } => super::library::file(*operation, path, source),
        Trouble::Other(error) => super::library::library(error),
    }
}

/// Mistakes about the dual copy.
pub fn mistake(mistake: &DualMistake) -> Explained {
    match mistake {
        DualMistake::NotEnabled => explained(
            "デュアルコピーは有効になっていません。",
            "`aosbox dual enable PATH` で、ドライブのフォルダーを指定してください。",
        ),
        DualMistake::Inside { path, inside } => inside_of(path, inside),
        DualMistake::Trouble(trouble) => self::trouble(trouble),
    }
}

fn inside_of(path: &Path, inside: &Inside) -> Explained {
    let path = paths::local(path);
    match inside {
        Inside::Selected(folder) => explained(
            format!(
                "{path} はデュアルコピーに使用できません。バックアップの対象である {} と、一方が他方の中にあります。",
                paths::local(folder)
            ),
            "別のドライブのフォルダーを指定してください。",
        ),
        Inside::Store(folder) => explained(
            format!(
                "{path} はデュアルコピーに使用できません。保存先の {} と、一方が他方の中にあります。",
                paths::local(folder)
            ),
            "保存先と重ならないフォルダー、できれば別のドライブのフォルダーを指定してください。",
        ),
        Inside::Own(folder) => explained(
            format!(
                "{path} はデュアルコピーに使用できません。{} には aosbox 自身の記録が保管されています。",
                paths::local(folder)
            ),
            "別のドライブのフォルダーを指定してください。",
        ),
    }
}
