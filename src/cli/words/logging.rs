//! What can be said about the log and about crashes.

use std::path::Path;

use super::Message;

/// Something to say about the log, or about a crash.
pub enum Logging<'a> {
    /// No log is written; the settings file says so.
    Off {
        /// The settings file.
        file: &'a Path,
    },
    /// Nothing has been written yet.
    Empty {
        /// The folder of the log.
        folder: &'a Path,
    },
    /// Nothing of what is there was asked for.
    NothingFits,
    /// The log cannot be written.
    Unwritable {
        /// Its folder.
        folder: &'a Path,
        /// Why.
        error: &'a std::io::Error,
    },
    /// There is no report of a crash.
    NoCrash,
    /// The program has failed by a mistake of its own.
    Crashed {
        /// What it says, safe to show.
        message: &'a str,
    },
    /// Where the report of it is.
    CrashReport {
        /// The file.
        file: &'a Path,
    },
    /// No report could be written.
    NoCrashReport {
        /// Where in the program it failed.
        place: &'a str,
    },
}

impl<'a> From<Logging<'a>> for Message<'a> {
    fn from(message: Logging<'a>) -> Self {
        Message::Logging(message)
    }
}
