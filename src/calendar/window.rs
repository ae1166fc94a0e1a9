//! Windows of time that come back each week: `mon-fri 22:00-06:00`, `sat,sun 09:00`.

use std::fmt;

use jiff::{
    Timestamp, ToSpan, Zoned,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::{Weekdays, instant, zoned};

/// A time of day in minutes, from 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

/// Hours on some days of the week. A window belongs to the day on which it begins; it ends on the next day where its end is not later
/// than its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// On which days it begins.
    pub days: Weekdays,
    /// When it begins.
    pub from: TimeOfDay,
    /// When it ends, if that is said.
    pub to: Option<TimeOfDay>,
}

/// A text that is no window.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no days and hours")]
pub struct NotAWindow(pub String);

/// Days before and after a day that are looked at for what touches it: windows last a day at most, and a day can be left out.
const REACH: i64 = 2;
/// Days ahead within which every window begins again.
const AHEAD: i64 = 9;

impl TimeOfDay {
    const MIDNIGHT_AFTER: u16 = 24 * 60;

    /// The time of a text such as `22:00` or `6:30`; `24:00` is the end of the day.
    pub fn parse(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once([':', '：'])?;
        let number = |text: &str, longest: usize| {
            let fine = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|_| fine)
        };
        let (hour, minute) = (number(hour, 2)?, number(minute, 2).filter(|_| minute.len() == 2)?);
        let minutes = hour * 60 + minute;
        (minute < 60 && minutes <= Self::MIDNIGHT_AFTER).then_some(Self(minutes))
    }

    /// The hour, 0 to 24.
    pub fn hour(self) -> u16 {
        self.0 / 60
    }

    /// The minute, 0 to 59.
    pub fn minute(self) -> u16 {
        self.0 % 60
    }

    /// The instant of this time on a date.
    fn on(self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        let (date, minutes) = match self.0 {
            Self::MIDNIGHT_AFTER.. => (date.tomorrow().ok()?, 0),
            minutes => (date, minutes),
        };
        instant(date.to_datetime(Time::new((minutes / 60) as i8, (minutes % 60) as i8, 0, 0).ok()?), zone)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl Window {
    /// The window of a text: days and hours, or hours alone, which then are of every day.
    pub fn parse(text: &str) -> Result<Self, NotAWindow> {
        Self::read(text).ok_or_else(|| NotAWindow(text.to_owned()))
    }

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        // The hours begin at the first figure.
        let hours = text.find(|character: char| character.is_ascii_digit())?;
        let (days, hours) = text.split_at(hours);
        let days = match days.trim() {
            "" => Weekdays::DAILY,
            days => Weekdays::parse(&days.split_whitespace().collect::<String>())?,
        };
        let (from, to) = match hours.split_once(['-', '–', '〜', '～']) {
            Some((from, to)) => (from, Some(TimeOfDay::parse(to)?)),
            None => (hours, None),
        };
        let from = TimeOfDay::parse(from).filter(|from| from.0 < TimeOfDay::MIDNIGHT_AFTER)?;
        Some(Self { days, from, to })
    }

    /// When the window that begins on this date begins and ends, if one does. The end is `None` where none is said. One that daylight
    /// saving leaves nothing of does not begin at all.
    pub fn on(&self, date: Date, zone: &TimeZone) -> Option<(Timestamp, Option<Timestamp>)> {
        if !self.days.contains(date.weekday()) {
            return None;
        }
        let begin = self.from.on(date, zone)?;
        let Some(to) = self.to else { return Some((begin, None)) };
        let end = if to > self.from { to.on(date, zone)? } else { to.on(date.tomorrow().ok()?, zone)? };
        (begin < end).then_some((begin, Some(end)))
    }

    /// Windows that begin near a time, in order.
    fn near(&self, time: &Zoned, ahead: i64) -> impl Iterator<Item = (Timestamp, Option<Timestamp>)> + use<> {
        let (window, zone, date) = (*self, time.time_zone().clone(), time.date());
        (-REACH..=ahead).filter_map(move |day| window.on(date.checked_add(day.days()).ok()?, &zone))
    }

    /// Whether it is open at a time. Without an end it is open to the end of the day.
    pub fn is_open(&self, time: &Zoned) -> bool {
        let now = time.timestamp();
        let closing = Self { to: self.to.or(Some(TimeOfDay(TimeOfDay::MIDNIGHT_AFTER))), ..*self };
        closing.near(time, 1).any(|(begin, end)| begin <= now && end.is_some_and(|end| now < end))
    }

    /// The last beginning at or before a time, within a fortnight or so, with its end.
    pub fn latest(&self, time: &Zoned) -> Option<(Zoned, Option<Zoned>)> {
        let (now, zone, date) = (time.timestamp(), time.time_zone(), time.date());
        let before = (-1..=AHEAD).filter_map(|day| self.on(date.checked_sub(day.days()).ok()?, zone));
        let latest = before.filter(|(begin, _)| *begin <= now).max_by_key(|(begin, _)| *begin)?;
        Some((zoned(latest.0, zone), latest.1.map(|end| zoned(end, zone))))
    }

    /// The first beginning after a time, with its end.
    pub fn next(&self, time: &Zoned) -> Option<(Zoned, Option<Zoned>)> {
        let (now, zone) = (time.timestamp(), time.time_zone());
        let next = self.near(time, AHEAD).filter(|(begin, _)| *begin > now).min_by_key(|(begin, _)| *begin)?;
        Some((zoned(next.0, zone), next.1.map(|end| zoned(end, zone))))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.days, self.from)?;
        match self.to {
            Some(to) => write!(f, "-{to}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_as_people_write_them() {
        for (text, shown) in [
            ("mon-fri 22:00-06:00", "mon-fri 22:00-06:00"),
            ("fri 23:00-1:00", "fri 23:00-01:00"),
            ("sat, sun 9:00", "sat,sun 09:00"),
            ("22:00-24:00", "daily 22:00-24:00"),
            ("月-金 22:00〜06:00", "mon-fri 22:00-06:00"),
            ("  daily   03:30 ", "daily 03:30"),
        ] {
            assert_eq!(Window::parse(text).map(|window| window.to_string()).as_deref(), Ok(shown), "{text}");
        }
        for text in
            ["", "mon", "mon-fri", "24:00", "25:00", "12:60", "mon 9", "mon 09:00-", "mon 09:00-10:00-11:00", "9:0"]
        {
            assert_eq!(Window::parse(text), Err(NotAWindow(text.to_owned())));
        }
    }

    fn at(time: &str) -> Zoned {
        time.parse().unwrap()
    }

    #[test]
    fn a_window_that_begins_on_friday_runs_into_saturday() {
        let window = Window::parse("fri 23:00-01:00").unwrap();
        // 2026-11-27 is a Friday.
        assert!(!window.is_open(&at("2026-11-27T22:59[Asia/Tokyo]")));
        assert!(window.is_open(&at("2026-11-27T23:00[Asia/Tokyo]")));
        assert!(window.is_open(&at("2026-11-28T00:59[Asia/Tokyo]")));
        assert!(!window.is_open(&at("2026-11-28T01:00[Asia/Tokyo]")));
        assert!(!window.is_open(&at("2026-11-28T23:30[Asia/Tokyo]")));
        let (begin, end) = window.next(&at("2026-11-25T12:00[Asia/Tokyo]")).unwrap();
        assert_eq!((begin, end), (at("2026-11-27T23:00[Asia/Tokyo]"), Some(at("2026-11-28T01:00[Asia/Tokyo]"))));
    }

    #[test]
    fn daylight_saving_moves_what_it_leaves_out_and_does_nothing_twice() {
        // In Berlin 02:00 becomes 03:00 on 2026-03-29, and 03:00 becomes 02:00 on 2026-10-25.
        let night = Window::parse("02:30").unwrap();
        let next = |time: &str| night.next(&at(time)).unwrap().0;
        assert_eq!(next("2026-03-29T00:00[Europe/Berlin]"), at("2026-03-29T03:00+02:00[Europe/Berlin]"));
        assert_eq!(next("2026-10-25T00:00[Europe/Berlin]"), at("2026-10-25T02:30+02:00[Europe/Berlin]"));
        assert_eq!(next("2026-10-25T02:30+02:00[Europe/Berlin]"), at("2026-10-26T02:30+01:00[Europe/Berlin]"));
        let within = Window::parse("02:10-02:50").unwrap();
        assert_eq!(
            within.on(at("2026-03-29T12:00[Europe/Berlin]").date(), &TimeZone::get("Europe/Berlin").unwrap()),
            None
        );
    }
}
