//! What can be said about what was found in the backup, its runs, and what differs.

use super::Message;
use crate::catalog::find::State;

/// Something to say about what was found.
pub enum Finding<'a> {
    /// Which version was found.
    State(State),
    /// How many were found.
    Found {
        /// How many.
        count: u64,
        /// Their bytes.
        bytes: u64,
        /// How many are shown.
        shown: u64,
    },
    /// Nothing was found.
    NothingFound,
    /// More would be found among what is no longer there.
    Hidden {
        /// How many.
        count: u64,
    },
    /// What became of a run.
    Run(RunState),
    /// There are more runs than shown.
    MoreRuns {
        /// How many.
        count: usize,
    },
    /// How much differs.
    Differences {
        /// New paths.
        new: u64,
        /// Changed paths.
        changed: u64,
        /// Gone paths.
        gone: u64,
        /// Bytes of what is new or changed, now.
        bytes: u64,
    },
    /// Nothing differs.
    NoDifference,
    /// A path could not be looked at.
    Unreadable {
        /// The path, safe to show.
        path: &'a str,
        /// Why.
        error: &'a std::io::Error,
    },
}

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// It ended its backup.
    Complete,
    /// The backup went on, or was stopped.
    Partial,
    /// It is damaged in the store.
    Unreadable,
}

impl<'a> From<Finding<'a>> for Message<'a> {
    fn from(finding: Finding<'a>) -> Self {
        Message::Found(finding)
    }
}
