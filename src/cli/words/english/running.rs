//! What is said in English about backups that run, wait, are put off, and about how things are.

use super::{count_of, duration, safe};
use crate::{
    cli::{
        text::paths,
        words::{
            Running, StatusPage, StoppedBy,
            figures::{bytes, number},
            layout,
        },
    },
    config::conditions::mode_name,
    control::Live,
    dual::Brief,
    journal::{Attempt, AttemptResult},
};

/// A message about backups that run or are to run.
pub fn say(message: &Running<'_>) -> String {
    match message {
        Running::Paused { until: Some(until) } => format!("paused until {until}"),
        Running::Paused { until: None } => "paused".to_owned(),
        Running::Waiting { reasons: [] } => "Going on.".to_owned(),
        Running::Waiting { reasons } => format!("Waiting: {}", reasons.join("; ")),
        Running::PutOff { reasons, by_hand: false } => format!("Put off: {}", reasons.join("; ")),
        Running::PutOff { reasons, by_hand: true } => {
            format!("Put off: {}. (`aosbox backup --anyway` does not wait.)", reasons.join("; "))
        }
        Running::PauseSet { until, running } => {
            let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
            if *running {
                format!(
                    "The running backup waits{until}; what it has done is safe. `aosbox resume` lets it go on, `aosbox stop` ends it."
                )
            } else {
                format!("Backups wait{until}. `aosbox resume` takes that back.")
            }
        }
        Running::Resumed { was_paused: true } => "Backups go on.".to_owned(),
        Running::Resumed { was_paused: false } => "Nothing was paused.".to_owned(),
        Running::StopAsked { ended: true } => {
            "The backup has stopped. What it had done is in the backup; the next one does the rest.".to_owned()
        }
        Running::StopAsked { ended: false } => {
            "The backup is asked to stop and finishes what is in hand. What it has done stays in the backup.".to_owned()
        }
        Running::NothingRuns => "No backup of this computer is running.".to_owned(),
        Running::Stopping(StoppedBy::OtherTerminal) => {
            "Asked to stop from another terminal: finishing what is in hand.".to_owned()
        }
        Running::Stopping(StoppedBy::TimeOver) => {
            "The scheduled time is over: what is done is kept, the rest comes next time.".to_owned()
        }
        Running::NotDue { next: Some(next) } => format!("Nothing is due. The next backup: {next}."),
        Running::NotDue { next: None } => {
            "Nothing is due: there is no schedule. `aosbox schedule set --every 1h` makes one.".to_owned()
        }
        Running::Status(page) => status(page),
    }
}

pub(super) fn result(result: AttemptResult) -> &'static str {
    match result {
        AttemptResult::Done => "all is backed up",
        AttemptResult::Incomplete => "backed up, but for some files",
        AttemptResult::Stopped => "stopped by hand",
        AttemptResult::TimeOver => "stopped at the end of its time",
        AttemptResult::PutOff => "put off",
        AttemptResult::Failed => "failed",
        AttemptResult::Aborted => "ended abnormally",
    }
}

fn status(page: &StatusPage<'_>) -> String {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    lines.push(("Backup", format!("{} as {}", page.store, safe(page.device))));
    match (page.live, page.paused_until) {
        (Some(live), _) => now(live, page.running_for, &mut lines),
        (None, Some("")) => lines.push(("Now", "paused; `aosbox resume` lets backups go on".to_owned())),
        (None, Some(until)) => {
            lines.push(("Now", format!("paused until {until}; `aosbox resume` ends that")));
        }
        (None, None) => lines.push(("Now", "no backup is running".to_owned())),
    }
    lines.push(("Next", next(page)));
    last(page, &mut lines);
    if let Some(stored) = page.stored {
        let files = count_of(stored.files, "file", "files");
        let used = bytes(stored.used);
        lines.push(("Stored", format!("{files}, {}; {used} in the store", bytes(stored.bytes))));
        limits(page, stored.month_sent, &mut lines);
    }
    pending(page, &mut lines);
    lines.push(("Speed", speed(page)));
    if let Some((brief, copied)) = page.dual {
        copy(brief, copied, &mut lines);
    }
    match page.holding {
        [] => lines.push(("Conditions", "nothing holds a backup off".to_owned())),
        holding => lines.extend(holding.iter().map(|line| ("Conditions", line.clone()))),
    }
    lines.extend(page.unknown.iter().map(|line| ("Conditions", line.clone())));
    layout::labelled(&lines)
}

fn now(live: &Live, running_for: u64, lines: &mut Vec<(&'static str, String)>) {
    let doing = match live.phase.as_str() {
        "sync" => "reading what is stored",
        "commit" => "finishing",
        _ => "backing up",
    };
    let files = match live.files_ahead {
        Some(ahead) => format!("{} of {} files", number(live.files), number(ahead)),
        None => count_of(live.files, "file", "files"),
    };
    let size = match live.bytes_ahead {
        Some(ahead) => format!("{} of {}", bytes(live.bytes), bytes(ahead)),
        None => bytes(live.bytes),
    };
    let left = live.left.map(|left| format!(", about {} left", duration(left))).unwrap_or_default();
    let by = if live.scheduled { " (scheduled)" } else { "" };
    lines.push(("Now", format!("{doing}{by} for {}: {files}, {size}{left}", duration(running_for))));
    if !live.waiting.is_empty() {
        lines.push(("Now", format!("waiting: {}", live.waiting.join("; "))));
    } else if !live.current.is_empty() {
        lines.push(("Now", live.current.clone()));
    }
    let speed = live.upload_speed.map(|speed| format!(", {}/s", bytes(speed))).unwrap_or_default();
    let pace = if live.pace.is_empty() { String::new() } else { format!(", {} mode", live.pace) };
    lines.push(("Now", format!("{} sent{speed}{pace}", bytes(live.bytes_sent))));
}

fn next(page: &StatusPage<'_>) -> String {
    match (page.schedule, page.next) {
        (None, _) => "there is no schedule; `aosbox schedule set --every 1h` makes one".to_owned(),
        (Some(schedule), None) => schedule.to_owned(),
        (Some(schedule), Some((_, 0))) => format!("is due now ({schedule})"),
        (Some(schedule), Some((next, seconds))) => format!("{next}, in {} ({schedule})", roughly(seconds)),
    }
}

fn last(page: &StatusPage<'_>, lines: &mut Vec<(&'static str, String)>) {
    let Some((attempt, ended, ago)) = page.last else {
        lines.push(("Last", "nothing was backed up yet; `aosbox backup` begins".to_owned()));
        return;
    };
    lines.push(("Last", format!("{ended}, {} ago: {}", roughly(ago), outcome(attempt))));
    if let Some((when, ago)) = page.last_success {
        lines.push(("Last", format!("the last that went through: {when}, {} ago", roughly(ago))));
    }
    if page.overdue {
        lines.push(("Last", "! no backup has gone through for longer than it should".to_owned()));
    }
    match (attempt.result, &attempt.report) {
        (AttemptResult::Aborted, Some(_)) => {
            lines.push((
                "Last",
                "what was sent is kept, and the next backup goes on from there; please send us the report".to_owned(),
            ));
        }
        (AttemptResult::Aborted, None) => {
            lines.push(("Last", "what was sent is kept, and the next backup goes on from there".to_owned()));
        }
        _ => {}
    }
    if page.overdue || attempt.result.is_failure() {
        lines.push(("Last", "`aosbox doctor` looks for what is wrong".to_owned()));
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
            Some(report) => format!("{what}, by a mistake of aosbox itself; the report of it: {}", safe(report)),
            None => format!("{what}: it was killed, or the computer went off"),
        },
        AttemptResult::Done | AttemptResult::Incomplete | AttemptResult::Stopped | AttemptResult::TimeOver => {
            let files = &attempt.files;
            let mut parts = Vec::new();
            for (count, word) in
                [(files.new, "new"), (files.changed, "changed"), (files.gone, "gone"), (files.failed, "failed")]
            {
                if count > 0 {
                    parts.push(format!("{} {word}", number(count)));
                }
            }
            // What was stopped has not looked at everything.
            if parts.is_empty() && attempt.result.went_through() {
                parts.push("nothing had changed".to_owned());
            }
            let counted = if parts.is_empty() { String::new() } else { format!("{}; ", parts.join(", ")) };
            format!("{what} ({counted}{} sent)", bytes(attempt.bytes_sent))
        }
    }
}

fn limits(page: &StatusPage<'_>, sent: u64, lines: &mut Vec<(&'static str, String)>) {
    if let Some(limit) = page.month_limit {
        let over = if sent >= limit { ": used up, backups wait for the next month" } else { "" };
        let line = format!("{} of {} sent this month{over}", bytes(sent), bytes(limit));
        lines.push(("Limits", line));
    }
    if let Some(largest) = page.largest_file {
        lines.push(("Limits", format!("files above {} are left out", bytes(largest))));
    }
}

fn pending(page: &StatusPage<'_>, lines: &mut Vec<(&'static str, String)>) {
    if page.pending_count == 0 {
        return;
    }
    let files = count_of(page.pending_count, "file waits", "files wait");
    lines.push(("Waiting", format!("{files} for the next backup (`aosbox status --pending`)")));
    for file in page.pending {
        lines.push(("Waiting", format!("{}: {}", file.path, file.message)));
    }
    let more = page.pending_count.saturating_sub(page.pending.len() as u64);
    if !page.pending.is_empty() && more > 0 {
        lines.push(("Waiting", format!("… and {} more", number(more))));
    }
}

fn copy(brief: &Brief, copied: Option<&str>, lines: &mut Vec<(&'static str, String)>) {
    let limit = brief.limit.map(|limit| format!(" of at most {}", bytes(limit))).unwrap_or_default();
    let held = format!("{}, {}{limit}", count_of(brief.current.files, "file", "files"), bytes(brief.current.bytes));
    let when = copied.map(|copied| format!("; copied last {copied}")).unwrap_or_default();
    lines.push(("Copy", format!("{} holds {held}{when}", paths::local(&brief.path))));
    if let Some(trouble) = &brief.trouble {
        lines.push(("Copy", format!("! {}; it is caught up with later", super::dual::trouble(trouble).message)));
    }
}

fn speed(page: &StatusPage<'_>) -> String {
    let limit = |limit: Option<u64>, what: &str| match limit {
        Some(limit) => format!("{what} at most {}/s", bytes(limit)),
        None => format!("{what} unlimited"),
    };
    format!("{} mode, {}, {}", mode_name(page.mode), limit(page.speeds.0, "upload"), limit(page.speeds.1, "download"))
}

/// `5 min`, `3 h`, `2 days`: how long ago or ahead, without false precision.
pub(super) fn roughly(seconds: u64) -> String {
    match seconds {
        0..60 => "less than a minute".to_owned(),
        60..5400 => format!("{} min", seconds / 60),
        5400..129_600 => format!("{} h", (seconds + 1800) / 3600),
        _ => count_of((seconds + 43_200) / 86_400, "day", "days"),
    }
}
