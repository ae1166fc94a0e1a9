//! `aosbox backup --scheduled`: what the system's job is to do now. The job calls at every beginning and a few times an hour; whether
//! something is due is decided here, by the calendar and the journal, so that what was put off, stopped or slept through is made up for.

use std::path::Path;

use jiff::{Timestamp, Zoned};
use serde_json::json;

use super::afterwards;
use crate::{
    backup::BLOCK_LEVEL_INTERVAL,
    calendar::{Due, Rhythm},
    cli::{
        arguments::{self, Occasion},
        mistakes::{Failure, Outcome},
        program::Program,
        text::dates,
        words::{self, Running},
    },
    config::schedule::ScheduleConfig,
    journal::Journal,
    model::Afterwards,
};

/// How a backup is to be done that begins now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Whether the system's job began it.
    pub scheduled: bool,
    /// When it has to end, in seconds since 1970.
    pub end: Option<i64>,
    /// Every file is read, whatever is known of it.
    pub integrity: bool,
    /// Large files that are changed in place are backed up again only after this many seconds.
    pub block_level_interval: Option<i64>,
    /// What the computer does afterwards.
    pub then: Afterwards,
}

impl Order {
    /// The order of somebody who typed the command.
    pub fn by_hand(arguments: &arguments::Backup) -> Self {
        Self { integrity: arguments.reread, ..Self::default() }
    }
}

/// What is to be done now, if anything.
pub fn order(program: &Program, occasion: Occasion, journal: &Journal, reread: bool) -> Option<Order> {
    let (now, config) = (program.now(), &program.settings.config);
    let schedule = &config.schedule;
    let due = due(schedule, journal, &now);
    // After a start of the computer something is done even if nothing is due.
    if due.is_none() && occasion == Occasion::Time {
        return None;
    }
    let at_intervals = matches!(schedule.rhythm, Rhythm::Every(_));
    let block_level = config.block_level_interval.unwrap_or(BLOCK_LEVEL_INTERVAL).as_secs() as i64;
    // What is done afterwards belongs to a set time, not to an interval, and not to a start.
    let then = if due.is_some() && !at_intervals { schedule.then } else { Afterwards::None };
    Some(Order {
        scheduled: true,
        end: due.and_then(|due| due.end).map(|end| end.timestamp().as_second()),
        integrity: reread || is_integrity_due(schedule, journal, &now),
        block_level_interval: at_intervals.then_some(block_level),
        then,
    })
}

/// What the schedule says is to be done now.
pub fn due(schedule: &ScheduleConfig, journal: &Journal, now: &Zoned) -> Option<Due> {
    schedule.rhythm.due(last_complete(journal, now).as_ref(), now)
}

/// The last window that is over without a backup that went through. What was before the first backup is not missed.
pub fn missed(schedule: &ScheduleConfig, journal: &Journal, now: &Zoned) -> Option<Due> {
    let last = last_complete(journal, now)?;
    schedule.rhythm.missed(Some(&last), now)
}

/// Says that nothing is due.
pub fn nothing_due(program: &Program, mut journal: Journal, file: &Path) -> Result<Outcome, Failure> {
    let now = program.now();
    let schedule = &program.settings.config.schedule;
    // Where every window was missed, nothing is ever due when the job calls.
    if schedule.notices
        && let Some(notice) = journal.notice(false, now.timestamp().as_second(), schedule.warn_after)
    {
        match journal.save(file) {
            Ok(()) => afterwards::show_notice(program, notice, &journal),
            // What cannot be remembered would be shown a few times an hour.
            Err(error) => tracing::warn!(%error, "the journal is not written"),
        }
    }
    let next = program.settings.config.schedule.rhythm.next(&now);
    let next = next.map(|due| due.start.timestamp().as_second());
    if program.settings.verbose > 0 {
        let shown = next.map(|next| words::near(next, &now));
        program.printer.note(&Running::NotDue { next: shown.as_deref() }.into());
    }
    program.printer.document("backup", json!({ "due": false, "next": next.map(dates::json) }))?;
    Ok(Outcome::Done)
}

fn last_complete(journal: &Journal, now: &Zoned) -> Option<Zoned> {
    let last = Timestamp::from_second(journal.last_complete?).ok()?.to_zoned(now.time_zone().clone());
    // A time that lies ahead was written by a clock that was wrong: it must not keep backups from being made.
    (last <= *now).then_some(last)
}

fn is_integrity_due(schedule: &ScheduleConfig, journal: &Journal, now: &Zoned) -> bool {
    let Some(interval) = schedule.integrity_every else { return false };
    // Without one so far, it is counted from the first backup, which has read every file.
    let last = journal.last_integrity.or_else(|| journal.attempts.first().map(|attempt| attempt.began));
    last.is_some_and(|last| now.timestamp().as_second() - last >= interval.as_secs() as i64)
}
