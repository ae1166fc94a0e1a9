//! What the settings say about when backups begin by themselves: `[schedule]`.

use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::{
    Allowed, ConfigMistake, ConfigMistakeKind, length,
    reader::{Reader, Words},
};
use crate::{
    calendar::{Rhythm, Window},
    model::Afterwards,
};

/// When backups begin by themselves, and what belongs to that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleConfig {
    /// `schedule.every` or `schedule.at`
    pub rhythm: Rhythm,
    /// `schedule.integrity_every`: how often a backup reads every file, whatever is known of it.
    pub integrity_every: Option<Duration>,
    /// `schedule.at_startup`: whether one begins when the computer has started.
    pub at_startup: bool,
    /// `schedule.delay`: how long after that.
    pub delay: Duration,
    /// `schedule.then`: what the computer does afterwards; never at intervals.
    pub then: Afterwards,
    /// `schedule.force`: whether programs that are open do not stop that.
    pub force: bool,
    /// `schedule.grace`: how long somebody who sits at the computer has to keep that from happening.
    pub grace: Duration,
    /// `schedule.wake`: whether a sleeping computer is woken for it.
    pub wake: bool,
    /// `schedule.logged_off`: whether it also begins while nobody is logged in.
    pub logged_off: bool,
    /// `schedule.warn_after`: without a backup that went through for so long, it is time to worry.
    pub warn_after: Duration,
    /// `schedule.notices`: whether failures of backups that begin by themselves are shown on the desktop.
    pub notices: bool,
}

impl Default for ScheduleConfig {
    fn default() -> Self {
        Self {
            rhythm: Rhythm::Never,
            integrity_every: None,
            at_startup: false,
            delay: Duration::ZERO,
            then: Afterwards::None,
            force: false,
            grace: Duration::from_secs(60),
            wake: false,
            logged_off: false,
            warn_after: Duration::from_secs(7 * 86_400),
            notices: true,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct ScheduleSection {
    every: Option<Spanned<String>>,
    at: Option<Spanned<At>>,
    integrity_every: Option<Spanned<String>>,
    at_startup: bool,
    delay: Option<Spanned<String>>,
    then: Option<Spanned<String>>,
    force: bool,
    grace: Option<Spanned<String>>,
    wake: bool,
    logged_off: bool,
    warn_after: Option<Spanned<String>>,
    notices: Option<bool>,
}

/// One window or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum At {
    One(String),
    Several(Vec<String>),
}

/// What may be done afterwards, by name.
pub const AFTERWARDS: Words<Afterwards> = (
    &["none", "sleep", "hibernate", "shutdown", "restart", "logoff"],
    &[
        Afterwards::None,
        Afterwards::Sleep,
        Afterwards::Hibernate,
        Afterwards::ShutDown,
        Afterwards::Restart,
        Afterwards::LogOff,
    ],
);

/// The name of what is done afterwards.
pub fn name(afterwards: Afterwards) -> &'static str {
    let (names, meanings) = AFTERWARDS;
    let place = meanings.iter().position(|meaning| *meaning == afterwards);
    place.and_then(|place| names.get(place)).copied().unwrap_or_default()
}

/// Reads the section.
pub fn read(reader: &Reader<'_>, section: ScheduleSection) -> Result<ScheduleConfig, ConfigMistake> {
    let usual = ScheduleConfig::default();
    let rhythm = match (section.every, section.at) {
        (Some(_), Some(at)) => return Err(reader.mistake(at.span().start, ConfigMistakeKind::EveryAndAt)),
        (Some(every), None) => match interval(every.get_ref()) {
            Some(minutes) => Rhythm::Every(minutes),
            None => {
                let value = every.get_ref().clone();
                return Err(reader.refuse("schedule.every", every.span().start, value, Allowed::Interval));
            }
        },
        (None, Some(at)) => {
            let start = at.span().start;
            let texts = match at.into_inner() {
                At::One(text) => vec![text],
                At::Several(texts) => texts,
            };
            let windows = texts.into_iter().map(|text| {
                Window::parse(&text).map_err(|_| reader.refuse("schedule.at", start, text, Allowed::Window))
            });
            match windows.collect::<Result<Vec<_>, _>>()? {
                windows if windows.is_empty() => Rhythm::Never,
                windows => Rhythm::At(windows),
            }
        }
        (None, None) => Rhythm::Never,
    };
    Ok(ScheduleConfig {
        rhythm,
        integrity_every: reader.duration("schedule.integrity_every", section.integrity_every)?,
        at_startup: section.at_startup,
        delay: reader.duration("schedule.delay", section.delay)?.unwrap_or(usual.delay),
        then: reader.word("schedule.then", section.then, AFTERWARDS)?.unwrap_or_default(),
        force: section.force,
        grace: reader.duration("schedule.grace", section.grace)?.unwrap_or(usual.grace),
        wake: section.wake,
        logged_off: section.logged_off,
        warn_after: reader.duration("schedule.warn_after", section.warn_after)?.unwrap_or(usual.warn_after),
        notices: section.notices.unwrap_or(usual.notices),
    })
}

/// The longest interval between backups, in hours.
pub const MOST_HOURS: u64 = 31 * 24;

/// Minutes between two backups: a whole number of five minutes, up to a month.
pub fn interval(text: &str) -> Option<u32> {
    let seconds = length::parse(text)?.as_secs();
    (seconds.is_multiple_of(300) && seconds <= MOST_HOURS * 3600).then(|| u32::try_from(seconds / 60).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_steps_of_five_minutes() {
        for (text, minutes) in
            [("5m", Some(5)), ("1h", Some(60)), ("31d", Some(44_640)), ("7m", None), ("32d", None), ("30s", None)]
        {
            assert_eq!(interval(text), minutes, "{text}");
        }
    }
}
