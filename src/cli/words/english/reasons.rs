//! Why paths are left out, in English.

use crate::model::{FilterPart, Note, Reason};

/// Why a path is left out.
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::NotSelected => "not selected".to_owned(),
        Reason::Own => "aosbox's own data".to_owned(),
        Reason::Hidden => "hidden, and selection.hidden is off".to_owned(),
        Reason::Excluded { number, note } => format!("automatic exclusion {number} ({})", self::note(*note)),
        Reason::Filter { number, line, part } => {
            let place = if *line == 0 { String::new() } else { format!(", line {line}") };
            format!("{} (filter {number}{place})", self::part(*part))
        }
        Reason::TooLarge => "larger than limits.max_file_size".to_owned(),
        Reason::Placeholder => "lies in a cloud, and selection.cloud_files is off".to_owned(),
        Reason::FileSystem => "on another file system, and selection.cross_file_systems is off".to_owned(),
        Reason::Loop => "leads back to a folder that it lies in".to_owned(),
    }
}

fn part(part: FilterPart) -> &'static str {
    match part {
        FilterPart::Only => "not among what alone is backed up",
        FilterPart::Exclude => "left out by its name or path",
        FilterPart::LargerThan => "too large",
        FilterPart::OlderThan => "too old",
    }
}

/// What an automatic exclusion is for.
pub fn note(note: Note) -> &'static str {
    match note {
        Note::Cache => "cache, which programs make again",
        Note::BrowserCache => "pages and pictures that a browser keeps",
        Note::Temporary => "temporary files",
        Note::Trash => "what was thrown away",
        Note::Thumbnails => "small pictures and views, which come again",
        Note::Swap => "memory that was written to disk",
        Note::System => "the system's own",
        Note::Own => "your own",
    }
}
