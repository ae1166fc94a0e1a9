//! The log and crashes, in English.

use crate::cli::{text::paths, words::Logging};

pub fn say(message: &Logging<'_>) -> String {
    match message {
        Logging::Off { file } => {
            format!("no log is written; enabled = true under [log] in {} switches it on", paths::local(file))
        }
        Logging::Empty { folder } => format!("There is no log in {} yet.", paths::local(folder)),
        Logging::NothingFits => "Nothing of that is in the log.".to_owned(),
        Logging::Unwritable { folder, error } => {
            format!("no log is written to {}: {error}", paths::local(folder))
        }
        Logging::NoCrash => "There is no report of a crash.".to_owned(),
        Logging::Crashed { message } => {
            format!("aosbox has ended because of a mistake of its own: {message}. Nothing that is backed up is lost.")
        }
        Logging::CrashReport { file } => {
            format!("please send {} with your report of it; read it first, it is plain text", paths::local(file))
        }
        Logging::NoCrashReport { place } => format!("no report could be written; please say that it was at {place}"),
    }
}
