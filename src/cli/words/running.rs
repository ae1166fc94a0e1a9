//! What can be said about backups that run, wait, are put off, and about how things are.

use super::Message;
use crate::{
    config::conditions::Mode,
    control::Live,
    dual::Brief,
    journal::{Attempt, Pending, Stored},
};

/// Something to say about backups that run or are to run.
pub enum Running<'a> {
    /// The reason: somebody asked to pause, until then if that was said.
    Paused {
        /// Until when, as people write times.
        until: Option<&'a str>,
    },
    /// A backup waits for these reasons, or goes on when there are none.
    Waiting {
        /// The reasons in words.
        reasons: &'a [String],
    },
    /// A backup was put off before it began.
    PutOff {
        /// The reasons in words.
        reasons: &'a [String],
        /// Whether somebody is there who could insist.
        by_hand: bool,
    },
    /// Backups are asked to wait.
    PauseSet {
        /// Until when, if that was said.
        until: Option<&'a str>,
        /// Whether one is running that waits now.
        running: bool,
    },
    /// The pause is over.
    Resumed {
        /// Whether there was one.
        was_paused: bool,
    },
    /// A running backup was asked to stop.
    StopAsked {
        /// Whether it has ended by now.
        ended: bool,
    },
    /// Nothing is running that could be stopped.
    NothingRuns,
    /// A backup stops, for this reason.
    Stopping(StoppedBy),
    /// A scheduled backup has nothing to do yet.
    NotDue {
        /// When it will, as people write times.
        next: Option<&'a str>,
    },
    /// How things are, on one page.
    Status(&'a StatusPage<'a>),
}

impl<'a> From<Running<'a>> for Message<'a> {
    fn from(message: Running<'a>) -> Self {
        Message::Running(message)
    }
}

/// What the page tells, in plain values; times are as people write them.
pub struct StatusPage<'a> {
    /// The profile's store.
    pub store: &'a str,
    /// This computer's name.
    pub device: &'a str,
    /// What runs.
    pub live: Option<&'a Live>,
    /// How long what runs has been running, in seconds.
    pub running_for: u64,
    /// Until when backups are to wait: `Some("")` is until told otherwise.
    pub paused_until: Option<&'a str>,
    /// The schedule's own words, if there is one.
    pub schedule: Option<&'a str>,
    /// When the next backup begins, and in how many seconds.
    pub next: Option<(&'a str, u64)>,
    /// The last attempt, when it ended, and how many seconds ago.
    pub last: Option<(&'a Attempt, &'a str, u64)>,
    /// When the last one ended that went through, and how many seconds ago; where it is not the last attempt.
    pub last_success: Option<(&'a str, u64)>,
    /// Whether that is longer ago than it should be.
    pub overdue: bool,
    /// What the backup holds.
    pub stored: Option<Stored>,
    /// Bytes that may be sent in a month.
    pub month_limit: Option<u64>,
    /// Larger files are left out.
    pub largest_file: Option<u64>,
    /// Files that wait, the first of them.
    pub pending: &'a [Pending],
    /// How many there are in all.
    pub pending_count: u64,
    /// Bytes a second that may be sent and fetched now.
    pub speeds: (Option<u64>, Option<u64>),
    /// The mode.
    pub mode: Mode,
    /// What would hold a backup off now, a line each; empty when nothing would.
    pub holding: &'a [String],
    /// What is not known of that, a line each.
    pub unknown: &'a [String],
    /// The dual copy, if there is one, and when something was copied last.
    pub dual: Option<(&'a Brief, Option<&'a str>)>,
}

/// Why a backup was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoppedBy {
    /// Another terminal asked for it.
    OtherTerminal,
    /// Its time is over.
    TimeOver,
}
