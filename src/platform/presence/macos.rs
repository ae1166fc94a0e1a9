//! Presence on macOS: `pmset -g assertions` says whether a program keeps the display on, `ioreg` when the last key was pressed.

use std::time::Duration;

use crate::platform::{
    question,
    unknown::{Fact, Source, Unknown},
};

pub fn presenting() -> Fact<bool> {
    let answer = question::ask(Source::Desktop, "/usr/bin/pmset", &["-g", "assertions"])?;
    keeps_display(&answer).ok_or(Unknown::Unsaid(Source::Desktop))
}

/// The line of the whole system: `PreventUserIdleDisplaySleep    1`.
fn keeps_display(assertions: &str) -> Option<bool> {
    let line = assertions.lines().find_map(|line| line.trim().strip_prefix("PreventUserIdleDisplaySleep"))?;
    Some(line.trim() != "0")
}

pub fn idle() -> Fact<Duration> {
    let answer = question::ask(Source::System, "/usr/sbin/ioreg", &["-c", "IOHIDSystem", "-d", "4"])?;
    since_input(&answer).ok_or(Unknown::Unsaid(Source::System))
}

/// `"HIDIdleTime" = 12345`, in nanoseconds.
fn since_input(registry: &str) -> Option<Duration> {
    let (_, rest) = registry.split_once("\"HIDIdleTime\" = ")?;
    let digits = rest.split(|character: char| !character.is_ascii_digit()).next()?;
    Some(Duration::from_nanos(digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_answers_are_understood() {
        let assertions =
            "Assertion status system-wide:\n   BackgroundTask                 0\n   PreventUserIdleDisplaySleep    1\n";
        assert_eq!(keeps_display(assertions), Some(true));
        assert_eq!(keeps_display(&assertions.replace("Sleep    1", "Sleep    0")), Some(false));
        assert_eq!(keeps_display(""), None);
        assert_eq!(since_input("  |   \"HIDIdleTime\" = 2500000000\n"), Some(Duration::from_millis(2500)));
        assert_eq!(since_input("nothing"), None);
    }
}
