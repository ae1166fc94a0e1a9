//! A line of the log: how an event is written, and how it is read again.
//!
//! `2026-11-25T22:00:01.234Z INFO  4711 end outcome=done seconds=12`: the time in UTC, the level, the process, and the text. What could
//! break a line or a terminal is escaped when it is written.

use std::{
    ffi::OsString,
    fmt::{self, Write},
};

use jiff::Timestamp;
use tracing::{
    Event, Level,
    field::{Field, Visit},
};

use crate::{cli::text::paths, config::log::LogLevel};

/// A line as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, to the millisecond.
    pub time: Timestamp,
    /// How bad it is.
    pub level: LogLevel,
    /// The process that wrote it.
    pub process: u32,
    /// What it says.
    pub text: String,
}

impl Line {
    /// Reads a line; `None` for what is none, as the rest of one whose beginning did not fit on a full disk.
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.trim_end().splitn(3, ' ');
        let time = parts.next()?.parse().ok()?;
        let level = LogLevel::named(parts.next()?)?;
        let (process, text) = parts.next()?.trim_start().split_once(' ')?;
        Some(Self { time, level, process: process.parse().ok()?, text: text.to_owned() })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.level.id().to_uppercase();
        write!(f, "{} {level:<5} {} {}", time(self.time), self.process, self.text)
    }
}

/// A time as lines have it.
pub fn time(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// The level of an event.
pub fn level(level: Level) -> LogLevel {
    match level {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        Level::DEBUG => LogLevel::Debug,
        Level::TRACE => LogLevel::Trace,
    }
}

/// What an event says, its fields behind its message.
pub fn text(event: &Event<'_>) -> String {
    let mut words = Words { message: String::new(), fields: String::new(), shows: |_| true };
    event.record(&mut words);
    words.message + &words.fields
}

/// What an event says without any name: only numbers, and words of which it is known that they name nothing.
pub fn discreet(event: &Event<'_>) -> String {
    let shows = |name: &str| {
        matches!(
            name,
            "message" | "phase" | "outcome" | "kind" | "status" | "operation" | "version" | "system" | "level"
        )
    };
    let mut words = Words { message: String::new(), fields: String::new(), shows };
    event.record(&mut words);
    words.message + &words.fields
}

/// What stands behind it may print a password, or have one in it.
const SECRET_OPTION: &str = "--password-command";

struct Words {
    message: String,
    fields: String,
    shows: fn(&str) -> bool,
}

impl Words {
    fn put(&mut self, field: &Field, value: &str) {
        let value = paths::safe(value.as_bytes());
        // Writing to a string cannot fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value}"),
            name if value.is_empty() || value.contains(' ') && !is_closed(&value) => {
                write!(self.fields, " {name}=\"{value}\"")
            }
            name => write!(self.fields, " {name}={value}"),
        };
    }

    fn put_if_shown(&mut self, field: &Field, value: &str) {
        self.put(field, if (self.shows)(field.name()) { value } else { "…" });
    }
}

/// Whether the end of a value is seen.
fn is_closed(value: &str) -> bool {
    value.ends_with([')', ']', '}']) || value.len() > 1 && value.starts_with('"') && value.ends_with('"')
}

/// The command line as it was typed, but for what may open something.
pub fn command_line(arguments: impl Iterator<Item = OsString>) -> String {
    let mut told = Vec::new();
    let mut is_secret = false;
    for argument in arguments.skip(1) {
        let argument = argument.to_string_lossy();
        told.push(match argument.split_once('=') {
            _ if is_secret => "***".to_owned(),
            Some((SECRET_OPTION, _)) => format!("{SECRET_OPTION}=***"),
            _ => argument.clone().into_owned(),
        });
        is_secret = argument == SECRET_OPTION;
    }
    told.join(" ")
}

impl Visit for Words {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_if_shown(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let value = format!("{value:?}");
        let value = value.strip_prefix("Some(").and_then(|value| value.strip_suffix(')')).unwrap_or(&value);
        if value != "None" {
            self.put_if_shown(field, value);
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, &value.to_string());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, &value.to_string());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, &format!("{value:.3}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, if value { "true" } else { "false" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_told_without_what_prints_passwords() {
        for (arguments, told) in [
            (&["ls", "--password-command", "echo a", "写真"][..], "ls --password-command *** 写真"),
            (&["ls", "--password-command=echo a", "-v"], "ls --password-command=*** -v"),
        ] {
            let arguments = std::iter::once("aosbox").chain(arguments.iter().copied()).map(OsString::from);
            assert_eq!(command_line(arguments), told);
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let line = Line {
            time: "2026-11-25T22:00:01.234Z".parse().unwrap(),
            level: LogLevel::Info,
            process: 4711,
            text: "end outcome=done  two spaces".to_owned(),
        };
        let written = line.to_string();
        assert_eq!(written, "2026-11-25T22:00:01.234Z INFO  4711 end outcome=done  two spaces");
        assert_eq!(Line::parse(&written), Some(line));
        for rubbish in ["", "x", "2026-11-25T22:00:01.234Z INFO", "2026-11-25T22:00:01.234Z LOUD 1 x", "y INFO 1 x"] {
            assert_eq!(Line::parse(rubbish), None, "{rubbish}");
        }
    }
}
