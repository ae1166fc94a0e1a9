//! What is wrong with what was asked of the dual copy.

use std::path::PathBuf;

use crate::dual::Trouble;

/// What is wrong with what was asked of the dual copy.
#[derive(Debug)]
pub enum DualMistake {
    /// There is none.
    NotEnabled,
    /// A folder cannot hold it because of another one.
    Inside {
        /// The folder.
        path: PathBuf,
        /// The other.
        inside: Inside,
    },
    /// The drive.
    Trouble(Trouble),
}

impl DualMistake {
    /// Its name in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            DualMistake::NotEnabled => "dual_not_enabled",
            DualMistake::Inside { .. } => "dual_inside",
            DualMistake::Trouble(trouble) => match trouble {
                Trouble::Missing { .. } => "dual_missing",
                Trouble::Replaced { .. } => "dual_replaced",
                Trouble::Taken { .. } => "dual_taken",
                Trouble::ReadOnly { .. } => "dual_read_only",
                Trouble::Lost { .. } => "dual_lost",
                Trouble::Silent { .. } => "dual_silent",
                Trouble::Busy => "busy",
                Trouble::Io { .. } | Trouble::Other(_) => "file",
            },
        }
    }
}

/// What a folder for the copy may not lie in, or hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inside {
    /// A folder that is backed up.
    Selected(std::path::PathBuf),
    /// The store.
    Store(std::path::PathBuf),
    /// A folder that this program fills.
    Own(std::path::PathBuf),
}
