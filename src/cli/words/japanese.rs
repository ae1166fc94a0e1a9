//! What the program says in Japanese. Whole sentences end with 「。」; what stands behind a path or in a list does not.

pub mod checking;
mod completing;
mod conditions;
mod dual;
pub mod errors;
mod finding;
pub mod help;
pub mod hooking;
pub mod library;
mod logging;
mod operations;
pub mod reasons;
mod running;
mod scheduling;
mod selection;
mod settings;
mod starting;
mod usage;

use std::path::Path;

use jiff::civil::{Date, Weekday};

use super::{
    Message, Progressed, Status, Table, VersionState, Working,
    figures::{bytes, number},
    layout,
};
use crate::{
    backup::BackupReport, cli::text::paths, maintain::check::CheckReport, monitor::Phase, restore::RestoreReport,
    secrets::Keeper,
};

/// Many terminals in Japan draw lines twice as wide as others do.
pub const BAR: (&str, &str) = ("#", "-");

/// A message in Japanese.
pub fn say(message: &Message<'_>) -> String {
    match message {
        Message::ErrorLabel => "エラー:".to_owned(),
        Message::WarningLabel => "警告:".to_owned(),
        Message::HintLabel => "ヒント:".to_owned(),
        Message::AskPassword => "パスワード: ".to_owned(),
        Message::AskNewPassword => "新しいパスワード（6 文字以上）: ".to_owned(),
        Message::AskPasswordAgain => "もう一度入力してください: ".to_owned(),
        Message::AskRecoveryKey => "復旧キー（AOS1-…）: ".to_owned(),
        Message::AskAccessKey => {
            "保存先のアクセスキー ID（空欄の場合はこのコンピューターのロールを使用）: ".to_owned()
        }
        Message::AskSecretAccessKey => "シークレットアクセスキー: ".to_owned(),
        Message::AskStorageAccount => "ストレージアカウントの名前: ".to_owned(),
        Message::AskStorageKey => "ストレージアカウントのキー: ".to_owned(),
        Message::AccountCreated { store } => format!("{} にアカウントを作成しました。", safe(store)),
        Message::RecoveryKey { key } => recovery_key(key),
        Message::LoggedIn { store, device, keeper } => format!(
            "{} に {} としてログインしました。鍵は{}に保管しました。今後のコマンドでパスワードの入力は必要ありません。",
            safe(store),
            safe(device),
            keeper_name(*keeper)
        ),
        Message::PasswordSet { all_gone: true } => {
            "新しいパスワードを設定しました。以前のパスワードではアカウントを開けません。".to_owned()
        }
        Message::PasswordSet { all_gone: false } => {
            "新しいパスワードを設定しました。ただし、保存先の認証情報に削除の権限がないため、以前のパスワードを取り消せませんでした。\
             keys/ にあるそのオブジェクトを削除するまで、以前のパスワードでもアカウントを開けます。"
                .to_owned()
        }
        Message::LoggedOut { profile, forgotten: false } => {
            format!("プロファイル {profile} からログアウトしました。アカウントはそのまま残ります。")
        }
        Message::LoggedOut { profile, forgotten: true } => {
            format!(
                "プロファイル {profile} からログアウトし、プロファイルとその鍵、ローカルカタログを削除しました。アカウントはそのまま残ります。"
            )
        }
        Message::NoLogin { profile } => format!("ログインしていません（プロファイル {profile}）。"),
        Message::Status(status) => self::status(status),
        Message::Stopping => "処理中の分を終えてから停止します。もう一度押すとすぐに停止します。".to_owned(),
        Message::StoppedAtOnce => "すぐに停止しました。".to_owned(),
        Message::QuickstartBegun { store, key_file } => format!(
            "{} にパスワードなしのアカウントを作成しました。復旧キーは {} に保管しました。\n誤って削除・上書きしたファイルは元に戻せますが、このディスクが\
             壊れた場合には備えられません。試し終えたら、本来の保存先へ移行してください。",
            paths::local(store),
            paths::local(key_file)
        ),
        Message::QuickstartNext { example } => quickstart_next(example),
        Message::BackupSummary { report, seconds, dry_run, more } => backup_summary(report, *seconds, *dry_run, *more),
        Message::Trouble { path, problem } => format!("{path}: {}", library::problem(problem)),
        Message::Working(working) => self::working(working).whole(),
        Message::EmptyFolder => "（空）".to_owned(),
        Message::DeletedMark => "（削除済み）".to_owned(),
        Message::VersionsOf { path, count } => format!("{path}（{} 世代）", number(*count as u64)),
        Message::State(VersionState::Current) => "最新".to_owned(),
        Message::State(VersionState::Replaced) => "旧世代".to_owned(),
        Message::State(VersionState::Deleted) => "削除済み".to_owned(),
        Message::FolderVersionsHint { path } => {
            format!(
                "これはフォルダー自体の世代です。その時点の中身は `aosbox ls {path} --as-of TIME` で表示できます。"
            )
        }
        Message::RestoringAll { device, files, to } => {
            let files = files.map_or_else(|| "すべてのファイル".to_owned(), self::files);
            format!("{} の全体を{}復元します（{files}）。", safe(device), place(*to))
        }
        Message::RestoreSummary { report, to, seconds, dry_run, more } => {
            restore_summary(report, *to, *seconds, *dry_run, *more)
        }
        Message::NotFound(missing) => errors::not_found(missing).message,
        Message::Finding { object, damage } => format!("{object}: {}", library::damage(damage)),
        Message::Lost { device, path, backed_up, current } => {
            let which = if *current { "最新の世代" } else { "過去の世代" };
            format!("{device}: {path}: {which}（{backed_up} にバックアップ）を復元できません")
        }
        Message::CheckSummary { report, seconds, read } => check_summary(report, *seconds, *read),
        Message::CheckAdvice { old_versions } => check_advice(*old_versions),
        Message::Selecting(message) => selection::say(message),
        Message::Conditions(conditions) => conditions::say(conditions),
        Message::Running(message) => running::say(message),
        Message::Scheduling(message) => scheduling::say(message),
        Message::Dualling(message) => dual::say(message),
        Message::Found(finding) => finding::say(finding),
        Message::Checking(message) => checking::say(message),
        Message::Hooking(message) => hooking::say(message),
        Message::Logging(message) => logging::say(message),
        Message::Starting(message) => starting::say(message),
        Message::Completing(completing) => completing::say(completing),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    match table {
        Table::Versions => &["番号", "バックアップ日時", "更新日時", "サイズ", "状態"],
        Table::Listing => &["種類", "サイズ", "更新日時", "バックアップ日時", "名前"],
        Table::Categories => &["", "カテゴリー", "名前", "このコンピューターでの場所"],
        Table::Filters => &["番号", "場所", "条件", "備考"],
        Table::Exclusions => &["", "パス", "備考"],
        Table::Found => &["サイズ", "更新日時", "状態", "パス"],
        Table::Runs => &["番号", "開始", "終了", "新規", "変更", "削除", "失敗", "送信", "状態"],
        Table::Differences => &["", "変更前", "変更後", "パス"],
        Table::Estimate => &["対象", "ファイル", "サイズ", "保存済み", "送信予定"],
        Table::Crashes => &["日時", "バージョン", "報告書"],
        Table::Settings => &["設定", "指定元", "値"],
    }
}

/// `火曜 22:00`.
pub fn on_weekday(day: Weekday, time: &str) -> String {
    format!("{}曜 {time}", weekday(day))
}

/// `2026-11-24（火）22:00`.
pub fn on_date(date: Date, time: &str) -> String {
    format!("{date}（{}）{time}", weekday(date.weekday()))
}

/// A day of the week in one letter.
fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}

/// `12 個のファイル`.
pub fn files(count: u64) -> String {
    format!("{} 個のファイル", number(count))
}

/// `45 秒`, `2 分 5 秒`, `3 時間 10 分`.
pub fn duration(seconds: u64) -> String {
    match seconds {
        0 => "1 秒未満".to_owned(),
        1..60 => format!("{seconds} 秒"),
        60..3600 if seconds.is_multiple_of(60) => format!("{} 分", seconds / 60),
        60..3600 => format!("{} 分 {} 秒", seconds / 60, seconds % 60),
        _ => format!("{} 時間 {} 分", number(seconds / 3600), seconds % 3600 / 60),
    }
}

/// A sentence without its end, to stand in another one.
fn within(sentence: &str) -> &str {
    sentence.trim_end_matches('。')
}

fn keeper_name(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::Keyring => "システムの資格情報ストア",
        Keeper::File | Keeper::Auto => "本人だけが読めるファイル",
    }
}

/// Where something is restored to, with its particle.
fn place(to: Option<&Path>) -> String {
    to.map_or_else(|| "元の場所に".to_owned(), |folder| format!(" {} に", paths::local(folder)))
}

/// Lines without sides: many terminals in Japan draw the corners of a frame twice as wide as others do.
fn recovery_key(key: &str) -> String {
    let title = "復旧キー: パスワードを忘れたときにアカウントを開く唯一の方法です";
    let advice = "書き写すか印刷して、このコンピューターとは別の場所に保管してください。";
    let width = [title, advice, key].iter().map(|line| console::measure_text_width(line)).max().unwrap_or_default();
    let edge = "-".repeat(width);
    format!("{edge}\n{title}\n\n{key}\n\n{advice}\n{edge}")
}

fn status(status: &Status<'_>) -> String {
    let keeper = match status.keeper {
        Some(keeper) => format!("{}に保管しています", keeper_name(keeper)),
        None => "保管されていません。もう一度ログインしてください".to_owned(),
    };
    layout::labelled(&[
        ("プロファイル", safe(status.profile)),
        ("保存先", safe(status.store)),
        ("アカウント", status.account.to_owned()),
        ("デバイス", format!("{}（{}）", safe(status.device), status.device_id)),
        ("鍵", keeper),
        ("設定ファイル", paths::local(status.config)),
    ])
}

fn quickstart_next(example: &str) -> String {
    format!(
        "\n次にできること:\n  aosbox ls                バックアップの中身を見る\n  \
         aosbox versions {example}\n  aosbox restore {example} --to FOLDER\n  \
         aosbox logout --forget   本来の保存先へ移行する場合は、続けて次を実行\n  aosbox login s3://bucket/prefix --create"
    )
}

fn backup_summary(report: &BackupReport, seconds: u64, dry_run: bool, more: u64) -> String {
    let totals = &report.totals;
    let title = match (report.cancelled, dry_run) {
        (true, _) => format!(
            "停止しました（{}）。ここまでの分は保存されています。次のバックアップは続きから始まります。",
            duration(seconds)
        ),
        (false, true) => format!("確認しました（{}）。何も送信していません。バックアップの対象:", duration(seconds)),
        (false, false) => format!("バックアップが完了しました（{}）。", duration(seconds)),
    };
    let mut files = vec![
        format!("新規 {}", number(totals.new)),
        format!("変更 {}", number(totals.changed)),
        format!("変更なし {}", number(totals.unchanged)),
        format!("削除 {}", number(totals.gone)),
    ];
    if totals.failed > 0 {
        files.push(format!("失敗 {}", number(totals.failed)));
    }
    let mut text = format!("{title}\n  ファイル  {}\n", files.join(" · "));
    if dry_run {
        text.push_str(&format!("  データ    合計 {}", bytes(totals.bytes_seen)));
    } else {
        text.push_str(&format!(
            "  データ    合計 {} · 読み取り {} · 新規 {} · 送信 {}",
            bytes(totals.bytes_seen),
            bytes(totals.bytes_read),
            bytes(totals.bytes_new),
            bytes(totals.bytes_sent)
        ));
    }
    if report.left_out > 0 {
        text.push_str(&format!(
            "\n{} 件を対象外としました。パイプ、ソケット、デバイス、またはサイズの上限を超えるファイルです（-v で一覧を表示します）。",
            number(report.left_out)
        ));
    }
    if report.placeholders > 0 {
        text.push_str(&format!(
            "\n{} 件は実体がクラウドにしかないため、対象外としました（selection.cloud_files = true にすると取得してバックアップします）。",
            number(report.placeholders)
        ));
    }
    if totals.failed > 0 {
        text.push_str(&format!(
            "\n{} 件をバックアップできませんでした{}。次のバックアップで再試行します。読み取れる状態にするか、対象から外してください。",
            number(totals.failed),
            named_above(more)
        ));
    }
    text
}

fn named_above(more: u64) -> String {
    if more == 0 {
        "（上に表示）".to_owned()
    } else {
        format!("（上に表示したもの、ほか {} 件）", number(more))
    }
}

fn restore_summary(report: &RestoreReport, to: Option<&Path>, seconds: u64, dry_run: bool, more: u64) -> String {
    let files = format!("{}（{}）", self::files(report.files), bytes(report.bytes));
    let to = place(to);
    let first = to.trim_start();
    let mut text = match (report.cancelled, dry_run) {
        (true, _) => {
            format!("停止しました（{}）。ここまでに{to} {files}を復元しました。", duration(seconds))
        }
        (false, true) => format!("{first} {files}を復元する予定です。書き込みは行っていません。"),
        (false, false) => format!("{first} {files}を復元しました（{}）。", duration(seconds)),
    };
    text.push_str(&dual::share(report));
    if report.kept > 0 {
        text.push_str(&format!(
            "\n{}は、既存のファイルの方が古くないため、そのままにしました（--replace を付けると常に置き換えます）。",
            self::files(report.kept)
        ));
    }
    if report.failed > 0 {
        text.push_str(&format!(
            "\n{} 件を復元できませんでした{}。原因を取り除いてから、もう一度お試しください。保存先のデータが破損している場合は、\
             `aosbox check --read-data` で詳しく調べられます。",
            number(report.failed),
            named_above(more)
        ));
    }
    if report.incomplete > 0 {
        text.push_str(&format!(
            "\n{} 件は、所有者、アクセス権、属性の一部を元どおりにできませんでした。",
            number(report.incomplete)
        ));
    }
    text
}

fn check_summary(report: &CheckReport, seconds: u64, read: bool) -> String {
    let seen = format!("確認: 実行 {} 件、パック {} 個", number(report.runs), number(report.packs));
    let read = if read {
        format!("うちパック {} 個、{} を読み取って検証", number(report.packs_read), bytes(report.bytes_read))
    } else {
        "データは読み取っていません（--read-data で読み取ります）".to_owned()
    };
    let time = duration(seconds);
    let mut text = match (report.cancelled, report.findings.is_empty() && report.lost.is_empty()) {
        (true, true) => {
            format!("停止しました（{time}）。ここまでに破損は見つかりませんでした。{seen}。{read}。")
        }
        (true, false) => format!("停止しました（{time}）。破損が見つかりました。{seen}。{read}。"),
        (false, true) => format!("問題はありません（{time}）。{seen}。{read}。"),
        (false, false) => format!(
            "破損が見つかりました（{time}）: 破損したオブジェクト {} 個、失われた世代 {} 個。{seen}。{read}。",
            number(report.findings.len() as u64),
            number(report.lost.len() as u64)
        ),
    };
    if report.unreferenced > 0 {
        text.push_str(&format!(
            "\n中断されたバックアップのパックが保存先に {} 個残っていますが、支障はありません。",
            number(report.unreferenced)
        ));
    }
    text
}

fn check_advice(old_versions: bool) -> String {
    let again = "今すぐ `aosbox backup` を実行してください。コンピューターに残っているものは再び送信されます。そのほかはすべて復元できます。";
    if old_versions {
        format!("{again}ここに表示された過去の世代は、保存先の側でオブジェクトを元に戻せない限り失われます。")
    } else {
        again.to_owned()
    }
}

/// How far a command is.
pub fn working(working: &Working) -> Progressed {
    let doing = match working.phase {
        Phase::Sync => "カタログを読み込み中",
        Phase::Backup => "バックアップ中",
        Phase::Commit => "仕上げ中",
        Phase::Plan => "準備中",
        Phase::Restore => "復元中",
        Phase::Check => "確認中",
        Phase::Dual => "デュアルコピーを更新中",
    };
    let mut figures = Vec::new();
    if working.files > 0 || working.files_ahead.is_some() {
        let unit = if working.phase == Phase::Check { "オブジェクト" } else { "ファイル" };
        figures.push(match working.files_ahead {
            Some(ahead) => format!("{} / {} {unit}", number(working.files), number(ahead)),
            None => format!("{} {unit}", number(working.files)),
        });
    }
    if working.bytes > 0 || working.bytes_ahead.is_some_and(|ahead| ahead > 0) {
        figures.push(match working.bytes_ahead {
            Some(ahead) => format!("{} / {}", bytes(working.bytes), bytes(ahead)),
            None => bytes(working.bytes),
        });
    }
    if let Some(rate) = working.rate {
        figures.push(format!("{}/秒", bytes(rate)));
    }
    let left = working.left.map(|left| format!("残り {}", duration(left.max(1))));
    Progressed { doing: doing.to_owned(), figures, left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Totals;

    #[test]
    fn durations() {
        for (seconds, text) in
            [(0, "1 秒未満"), (59, "59 秒"), (60, "1 分"), (125, "2 分 5 秒"), (11_400, "3 時間 10 分")]
        {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn a_backup_is_told_in_three_lines() {
        let totals = Totals { new: 1200, changed: 3, bytes_seen: 3_400_000_000, bytes_sent: 800, ..Totals::default() };
        let report = BackupReport { totals, ..BackupReport::default() };
        insta::assert_snapshot!(backup_summary(&report, 12, false, 0), @r"
        バックアップが完了しました（12 秒）。
          ファイル  新規 1,200 · 変更 3 · 変更なし 0 · 削除 0
          データ    合計 3.4 GB · 読み取り 0 B · 新規 0 B · 送信 800 B
        ");
    }

    #[test]
    fn the_recovery_key_stands_between_lines_of_its_width() {
        let shown = recovery_key("AOS1-AAAAA");
        let widths: Vec<usize> = shown.lines().map(console::measure_text_width).collect();
        assert_eq!(widths.first(), widths.last(), "{shown}");
        assert!(widths.iter().all(|width| *width <= 78 && *width <= widths[0]), "{shown}");
    }
}
