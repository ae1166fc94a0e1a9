//! What is said in Japanese about backups that run, wait, are put off, and about how things are.

use super::{conditions::mode_name, duration, files, safe, within};
use crate::{
    cli::{
        text::paths,
        words::{
            Running, StatusPage, StoppedBy,
            figures::{bytes, number},
            layout,
        },
    },
    control::Live,
    dual::Brief,
    journal::{Attempt, AttemptResult},
};

/// A message about backups that run or are to run.
pub fn say(message: &Running<'_>) -> String {
    match message {
        Running::Paused { until: Some(until) } => format!("{until} まで一時停止中"),
        Running::Paused { until: None } => "一時停止中".to_owned(),
        Running::Waiting { reasons: [] } => "再開します。".to_owned(),
        Running::Waiting { reasons } => format!("待機中: {}", reasons.join(" / ")),
        Running::PutOff { reasons, by_hand: false } => format!("延期しました: {}", reasons.join(" / ")),
        Running::PutOff { reasons, by_hand: true } => {
            format!("延期しました: {}。（`aosbox backup --anyway` なら待たずに実行します。）", reasons.join(" / "))
        }
        Running::PauseSet { until, running } => {
            let until = until.map(|until| format!(" {until} まで")).unwrap_or_default();
            if *running {
                format!(
                    "実行中のバックアップを{until}一時停止します。ここまでの分は保存されています。`aosbox resume` で再開、`aosbox stop` で終了します。"
                )
            } else {
                format!("バックアップを{until}一時停止します。`aosbox resume` で取り消せます。")
            }
        }
        Running::Resumed { was_paused: true } => "バックアップを再開します。".to_owned(),
        Running::Resumed { was_paused: false } => "一時停止していません。".to_owned(),
        Running::StopAsked { ended: true } => {
            "バックアップを停止しました。ここまでの分は保存されています。残りは次のバックアップで処理します。".to_owned()
        }
        Running::StopAsked { ended: false } => {
            "バックアップに停止を求めました。処理中の分を終えてから停止します。ここまでの分は保存されます。".to_owned()
        }
        Running::NothingRuns => "このコンピューターで実行中のバックアップはありません。".to_owned(),
        Running::Stopping(StoppedBy::OtherTerminal) => {
            "別の端末から停止を求められました。処理中の分を終えてから停止します。".to_owned()
        }
        Running::Stopping(StoppedBy::TimeOver) => {
            "スケジュールの終了時刻になりました。ここまでの分は保存し、残りは次回に処理します。".to_owned()
        }
        Running::NotDue { next: Some(next) } => {
            format!("今実行すべきバックアップはありません。次回のバックアップ: {next}")
        }
        Running::NotDue { next: None } => {
            "スケジュールがないため、今実行すべきバックアップはありません。`aosbox schedule set --every 1h` で設定できます。"
                .to_owned()
        }
        Running::Status(page) => status(page),
    }
}

fn result(result: AttemptResult) -> &'static str {
    match result {
        AttemptResult::Done => "すべてバックアップしました",
        AttemptResult::Incomplete => "一部のファイルを除いてバックアップしました",
        AttemptResult::Stopped => "手動で停止しました",
        AttemptResult::TimeOver => "終了時刻になったため停止しました",
        AttemptResult::PutOff => "延期しました",
        AttemptResult::Failed => "失敗しました",
        AttemptResult::Aborted => "異常終了しました",
    }
}

fn status(page: &StatusPage<'_>) -> String {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    lines.push(("保存先", format!("{}（デバイス {}）", page.store, safe(page.device))));
    match (page.live, page.paused_until) {
        (Some(live), _) => now(live, page.running_for, &mut lines),
        (None, Some("")) => lines.push(("現在", "一時停止中。`aosbox resume` で再開します".to_owned())),
        (None, Some(until)) => {
            lines.push(("現在", format!("{until} まで一時停止中。`aosbox resume` で解除します")));
        }
        (None, None) => lines.push(("現在", "実行中のバックアップはありません".to_owned())),
    }
    lines.push(("次回", next(page)));
    last(page, &mut lines);
    if let Some(stored) = page.stored {
        let files = files(stored.files);
        let used = bytes(stored.used);
        lines.push(("保存済み", format!("{files}、{}。保存先での使用量 {used}", bytes(stored.bytes))));
        limits(page, stored.month_sent, &mut lines);
    }
    pending(page, &mut lines);
    lines.push(("速度", speed(page)));
    if let Some((brief, copied)) = page.dual {
        copy(brief, copied, &mut lines);
    }
    match page.holding {
        [] => lines.push(("条件", "バックアップを妨げるものはありません".to_owned())),
        holding => lines.extend(holding.iter().map(|line| ("条件", line.clone()))),
    }
    lines.extend(page.unknown.iter().map(|line| ("条件", line.clone())));
    layout::labelled(&lines)
}

fn now(live: &Live, running_for: u64, lines: &mut Vec<(&'static str, String)>) {
    let doing = match live.phase.as_str() {
        "sync" => "保存済みの内容を確認中",
        "commit" => "仕上げ中",
        _ => "バックアップ中",
    };
    let files = match live.files_ahead {
        Some(ahead) => format!("{} / {} ファイル", number(live.files), number(ahead)),
        None => format!("{} ファイル", number(live.files)),
    };
    let size = match live.bytes_ahead {
        Some(ahead) => format!("{} / {}", bytes(live.bytes), bytes(ahead)),
        None => bytes(live.bytes),
    };
    let left = live.left.map(|left| format!("、残り約 {}", duration(left))).unwrap_or_default();
    let by = if live.scheduled { "、スケジュール" } else { "" };
    lines.push(("現在", format!("{doing}（経過 {}{by}）: {files}、{size}{left}", duration(running_for))));
    if !live.waiting.is_empty() {
        lines.push(("現在", format!("待機中: {}", live.waiting.join(" / "))));
    } else if !live.current.is_empty() {
        lines.push(("現在", live.current.clone()));
    }
    let speed = live.upload_speed.map(|speed| format!("、{}/秒", bytes(speed))).unwrap_or_default();
    let pace = match live.pace.as_str() {
        "" => String::new(),
        "standard" => "、標準モード".to_owned(),
        "fast" => "、高速モード".to_owned(),
        // Of a later version, whose words are not known here.
        other => format!("、{}", safe(other)),
    };
    lines.push(("現在", format!("送信 {}{speed}{pace}", bytes(live.bytes_sent))));
}

fn next(page: &StatusPage<'_>) -> String {
    match (page.schedule, page.next) {
        (None, _) => "スケジュールがありません。`aosbox schedule set --every 1h` で設定できます".to_owned(),
        (Some(schedule), None) => schedule.to_owned(),
        (Some(schedule), Some((_, 0))) => format!("今すぐ（{schedule}）"),
        (Some(schedule), Some((next, seconds))) => format!("{next}、{}（{schedule}）", ahead(seconds)),
    }
}

fn last(page: &StatusPage<'_>, lines: &mut Vec<(&'static str, String)>) {
    let Some((attempt, ended, ago)) = page.last else {
        lines.push(("前回", "まだバックアップしていません。`aosbox backup` で始められます".to_owned()));
        return;
    };
    lines.push(("前回", format!("{ended}、{}: {}", self::ago(ago), outcome(attempt))));
    if let Some((when, ago)) = page.last_success {
        lines.push(("前回", format!("最後に完了したバックアップ: {when}、{}", self::ago(ago))));
    }
    if page.overdue {
        lines.push(("前回", "! 長い間、完了したバックアップがありません".to_owned()));
    }
    match (attempt.result, &attempt.report) {
        (AttemptResult::Aborted, Some(_)) => {
            lines.push((
                "前回",
                "送信した分は残り、次回は続きから始まります。報告書をお送りいただければ幸いです".to_owned(),
            ));
        }
        (AttemptResult::Aborted, None) => {
            lines.push(("前回", "送信した分は残り、次回は続きから始まります".to_owned()));
        }
        _ => {}
    }
    if page.overdue || attempt.result.is_failure() {
        lines.push(("前回", "原因は `aosbox doctor` で調べられます".to_owned()));
    }
}

fn outcome(attempt: &Attempt) -> String {
    let what = result(attempt.result);
    match attempt.result {
        AttemptResult::PutOff | AttemptResult::Failed => match &attempt.reason {
            Some(reason) => format!("{what}: {reason}"),
            None => what.to_owned(),
        },
        AttemptResult::Aborted => match &attempt.report {
            Some(report) => format!("aosbox の不具合で{what}。報告書: {}", safe(report)),
            None => format!("{what}。強制終了されたか、コンピューターの電源が切れたようです"),
        },
        AttemptResult::Done | AttemptResult::Incomplete | AttemptResult::Stopped | AttemptResult::TimeOver => {
            let files = &attempt.files;
            let mut parts = Vec::new();
            for (count, word) in
                [(files.new, "新規"), (files.changed, "変更"), (files.gone, "削除"), (files.failed, "失敗")]
            {
                if count > 0 {
                    parts.push(format!("{word} {}", number(count)));
                }
            }
            // What was stopped has not looked at everything.
            if parts.is_empty() && attempt.result.went_through() {
                parts.push("変更なし".to_owned());
            }
            parts.push(format!("送信 {}", bytes(attempt.bytes_sent)));
            format!("{what}（{}）", parts.join("、"))
        }
    }
}

fn limits(page: &StatusPage<'_>, sent: u64, lines: &mut Vec<(&'static str, String)>) {
    if let Some(limit) = page.month_limit {
        let over =
            if sent >= limit { "。上限に達したため、バックアップは来月再開します" } else { "" };
        lines.push(("上限", format!("今月の送信 {} / {}{over}", bytes(sent), bytes(limit))));
    }
    if let Some(largest) = page.largest_file {
        lines.push(("上限", format!("{} を超えるファイルは対象外", bytes(largest))));
    }
}

fn pending(page: &StatusPage<'_>, lines: &mut Vec<(&'static str, String)>) {
    if page.pending_count == 0 {
        return;
    }
    let files = files(page.pending_count);
    lines.push(("待機中", format!("{files}が次のバックアップを待っています（`aosbox status --pending`）")));
    for file in page.pending {
        lines.push(("待機中", format!("{}: {}", file.path, file.message)));
    }
    let more = page.pending_count.saturating_sub(page.pending.len() as u64);
    if !page.pending.is_empty() && more > 0 {
        lines.push(("待機中", format!("… ほか {} 件", number(more))));
    }
}

fn copy(brief: &Brief, copied: Option<&str>, lines: &mut Vec<(&'static str, String)>) {
    let limit = brief.limit.map(|limit| format!("（上限 {}）", bytes(limit))).unwrap_or_default();
    let held = format!("{}、{}{limit}", files(brief.current.files), bytes(brief.current.bytes));
    let when = copied.map(|copied| format!("。最終コピー {copied}")).unwrap_or_default();
    lines.push(("デュアルコピー", format!("{}: {held}{when}", paths::local(&brief.path))));
    if let Some(trouble) = &brief.trouble {
        let trouble = super::dual::trouble(trouble).message;
        lines.push(("デュアルコピー", format!("! {}。次の機会に追いつきます", within(&trouble))));
    }
}

fn speed(page: &StatusPage<'_>) -> String {
    let limit = |limit: Option<u64>, what: &str| match limit {
        Some(limit) => format!("{what}は最大 {}/秒", bytes(limit)),
        None => format!("{what}は無制限"),
    };
    let (upload, download) = (limit(page.speeds.0, "アップロード"), limit(page.speeds.1, "ダウンロード"));
    format!("{}、{upload}、{download}", mode_name(page.mode))
}

/// `5 分前`: how long ago.
fn ago(seconds: u64) -> String {
    if seconds < 60 { "たった今".to_owned() } else { format!("{}前", roughly(seconds)) }
}

/// `5 分後`: how long ahead.
fn ahead(seconds: u64) -> String {
    if seconds < 60 { "まもなく".to_owned() } else { format!("{}後", roughly(seconds)) }
}

/// `5 分`, `3 時間`, `2 日`: without false precision.
fn roughly(seconds: u64) -> String {
    match seconds {
        0..5400 => format!("{} 分", seconds / 60),
        5400..129_600 => format!("{} 時間", (seconds + 1800) / 3600),
        _ => format!("{} 日", number((seconds + 43_200) / 86_400)),
    }
}
