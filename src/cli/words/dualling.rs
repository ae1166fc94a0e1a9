//! What can be said about the dual copy.

use std::path::Path;

use super::Message;
use crate::dual::{Amount, Done, Reason, State, Trouble, follow::Followed, names::NameRules, pass::Found};

/// Something to say about the dual copy.
pub enum Dualling<'a> {
    /// There are no filters of the copy.
    NoFilters,
    /// A folder was taken into use.
    Enabled {
        /// The device's folder.
        folder: &'a Path,
        /// Bytes free there.
        free: Option<u64>,
        /// The file system's name.
        system: Option<&'a str>,
        /// The largest file that it holds.
        largest_file: Option<u64>,
        /// What names it holds.
        names: NameRules,
        /// Files that were backed up before.
        before: Amount,
    },
    /// The copy was ended; its files stay.
    Disabled {
        /// Where they are.
        path: &'a Path,
    },
    /// There was no copy to end.
    WasNotEnabled,
    /// What the copy may take at most was set.
    Limited(Option<u64>),
    /// All about the copy.
    Shown(&'a Shown<'a>),
    /// What became of the copy in a backup.
    Followed(&'a Followed),
    /// A copy has a trouble, and what to do.
    Troubled(&'a Trouble),
    /// How a sync went.
    Synced {
        /// What was done.
        done: &'a Done,
        /// What was found.
        found: &'a Found,
        /// The device's folder.
        folder: &'a Path,
        /// Files that are left out.
        left_out: Amount,
    },
    /// How a verification went.
    Verified {
        /// What was done.
        done: &'a Done,
        /// What was found.
        found: &'a Found,
        /// Files that are left out though they should not be.
        lacking: Amount,
    },
    /// A file did not hold what it should.
    Wrong {
        /// Its path, safe to show.
        path: &'a str,
        /// Whether it was missing.
        missing: bool,
    },
    /// A file on the drive is no part of the copy.
    Stranger {
        /// Its path, safe to show.
        path: &'a str,
    },
}

/// All about the copy.
pub struct Shown<'a> {
    /// Its state.
    pub state: &'a State,
    /// When it was last brought up to date, as a local time.
    pub copied: Option<&'a str>,
    /// Files that are left out and are to be named: path, safe to show, and reason.
    pub files: &'a [(String, Reason)],
}

impl<'a> From<Dualling<'a>> for Message<'a> {
    fn from(message: Dualling<'a>) -> Self {
        Message::Dualling(message)
    }
}
