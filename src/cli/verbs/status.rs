//! `aosbox status`: how things are, on one page. Asks nothing of the store, so that it answers at once and without a network.

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    calendar::Rhythm,
    cli::{
        arguments,
        mistakes::{Failure, Outcome},
        program::Program,
        steps::{copy, holding, situation::Situation},
        text::{dates, paths},
        words::{self, Conditions, Message, Running, Scheduling, StatusPage},
    },
    conditions::{Question, judge},
    config::conditions as conditions_config,
    dual::Trouble,
    error::Error,
    platform::unknown::Unknown,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Status) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let Situation { profile, journal, running, overdue, due, next, paused, now, seconds } = Situation::of(program)?;
    let profile = profile.ok_or_else(|| Error::NotLoggedIn { profile: settings.profile.clone() })?;
    let live = running.then(|| settings.control().told(&profile.device)).flatten();
    let paused_until = paused.map(|pause| pause.until.map(|until| words::near(until, &now)).unwrap_or_default());
    let ago = |time: i64| u64::try_from(seconds - time).unwrap_or_default();
    let last = journal.attempts.last().map(|attempt| (attempt, words::near(attempt.ended, &now)));
    let last_success = journal
        .last_success
        .filter(|_| !journal.attempts.last().is_some_and(|last| last.result.went_through()))
        .map(|time| (time, words::near(time, &now)));
    let speeds = settings.config.bandwidth.at(&now);
    // What was sent in another month counts no more.
    let stored = journal.stored.map(|mut stored| {
        if stored.month != dates::month_start(&now) {
            stored.month_sent = 0;
        }
        stored
    });
    let plan = &settings.config.schedule;
    let is_planned = plan.rhythm != Rhythm::Never || plan.at_startup;
    let schedule = is_planned.then(|| words::say(&Scheduling::Rhythm(plan).into()));
    let next_shown = next.map(|start| {
        let ahead = if due.is_some() { 0 } else { u64::try_from(start - seconds).unwrap_or_default() };
        (words::near(start, &now), ahead)
    });
    let pending = if arguments.pending { journal.pending.as_slice() } else { &[] };
    let verdict = judge(&settings.config.conditions, &holding::look(program, false)?);
    let holding = holding::reasons(&verdict);
    let say =
        |(question, why): &(Question, Unknown)| words::say(&Conditions::Unknown { question: *question, why }.into());
    let unknown: Vec<String> = holding::unknown(&verdict).map(say).collect();
    let copy = copy::brief(program, &profile)?;
    let copied = copy.as_ref().and_then(|copy| copy.copied).map(|copied| words::near(copied, &now));
    let page = StatusPage {
        store: &paths::safe(profile.store.as_bytes()),
        device: &profile.device_name,
        live: live.as_ref(),
        running_for: live.as_ref().map(|live| ago(live.began)).unwrap_or_default(),
        paused_until: paused_until.as_deref(),
        schedule: schedule.as_deref(),
        next: next_shown.as_ref().map(|(next, ahead)| (next.as_str(), *ahead)),
        last: last.as_ref().map(|(attempt, ended)| (*attempt, ended.as_str(), ago(attempt.ended))),
        last_success: last_success.as_ref().map(|(time, shown)| (shown.as_str(), ago(*time))),
        overdue,
        stored,
        month_limit: settings.config.monthly_upload,
        largest_file: settings.config.max_file_size,
        pending,
        pending_count: journal.pending_count,
        speeds,
        mode: settings.config.mode,
        holding: &holding,
        unknown: &unknown,
        dual: copy.as_ref().map(|copy| (copy, copied.as_deref())),
    };
    program.printer.summary(&Message::Running(Running::Status(&page)))?;
    let told = |id: &str, message: &str| json!({ "condition": id, "message": message });
    let fields = json!({
        "store": profile.store,
        "device": profile.device.to_string(),
        "device_name": profile.device_name,
        "running": live.as_ref().map(document),
        "paused": paused.map(|pause| json!({ "since": dates::json(pause.since), "until": pause.until.map(dates::json) })),
        "last": journal.attempts.last().map(document),
        "last_success": journal.last_success.map(dates::json),
        "overdue": overdue,
        "due": due.is_some(),
        "next": next.map(dates::json),
        "schedule": schedule,
        "stored": stored.map(|stored| json!({
            "at": dates::json(stored.at),
            "files": stored.files,
            "bytes": stored.bytes,
            "used": stored.used,
        })),
        "limits": {
            "monthly_upload": settings.config.monthly_upload,
            "sent_this_month": stored.map(|stored| stored.month_sent),
            "max_file_size": settings.config.max_file_size,
        },
        "pending": {
            "count": journal.pending_count,
            "files": journal.pending,
        },
        "dual": copy.as_ref().map(|copy| json!({
            "path": copy.path.to_string_lossy(),
            "trouble": copy.trouble.as_ref().map(Trouble::id),
            "files": copy.current.files,
            "bytes": copy.current.bytes,
            "limit": copy.limit,
            "copied": copy.copied.map(dates::json),
        })),
        "mode": conditions_config::mode_name(settings.config.mode),
        "conditions": {
            "holding": verdict.holding.iter().map(|condition| told(condition.id(), &holding::reason(condition))).collect::<Vec<_>>(),
            "unknown": verdict.unknown.iter().map(|unknown| told(unknown.0.id(), &say(unknown))).collect::<Vec<_>>(),
        },
        "bandwidth": { "upload": speeds.0, "download": speeds.1 },
    });
    program.printer.document("status", fields)?;
    Ok(Outcome::Done)
}

/// A value as JSON has it, with its times as documents have times.
fn document(value: &impl Serialize) -> Value {
    let mut document = json!(value);
    for name in ["began", "ended", "told", "end"] {
        if let Some(time) = document.get(name).and_then(Value::as_i64) {
            document[name] = dates::json(time);
        }
    }
    document
}
