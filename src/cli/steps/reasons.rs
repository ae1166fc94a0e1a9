//! Reasons for leaving a path out, for programs to read.

use serde_json::{Value, json};

use crate::model::{FilterPart, Note, Reason};

/// A reason as JSON: its name under `by`, and where it stands.
pub fn document(reason: &Reason) -> Value {
    match reason {
        Reason::NotSelected => json!({ "by": "not_selected" }),
        Reason::Own => json!({ "by": "own" }),
        Reason::Hidden => json!({ "by": "hidden" }),
        Reason::Excluded { number, note } => {
            json!({ "by": "auto_exclude", "number": number, "note": self::kind(*note) })
        }
        Reason::Filter { number, line, part } => {
            json!({ "by": "filter", "number": number, "line": (*line > 0).then_some(*line), "part": part_name(*part) })
        }
        Reason::TooLarge => json!({ "by": "max_file_size" }),
        Reason::Placeholder => json!({ "by": "cloud_files" }),
        Reason::FileSystem => json!({ "by": "cross_file_systems" }),
        Reason::Loop => json!({ "by": "loop" }),
    }
}

/// The name of a rule's part, as in the settings.
pub fn part_name(part: FilterPart) -> &'static str {
    match part {
        FilterPart::Only => "only",
        FilterPart::Exclude => "exclude",
        FilterPart::LargerThan => "larger_than",
        FilterPart::OlderThan => "older_than",
    }
}

/// The name of a note in JSON.
pub fn kind(note: Note) -> &'static str {
    match note {
        Note::Cache => "cache",
        Note::BrowserCache => "browser_cache",
        Note::Temporary => "temporary",
        Note::Thumbnails => "thumbnails",
        Note::Trash => "trash",
        Note::Swap => "swap",
        Note::System => "system",
        Note::Own => "own",
    }
}
