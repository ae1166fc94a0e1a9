//! Sets of weekdays as people write them: `mon-fri`, `sat,sun`, `daily`, `月-金`.

use std::fmt;

use jiff::civil::Weekday;

/// Some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekdays(u8);

/// Names of the days from Monday on: the usual short one, and others that are understood.
const NAMES: [&[&str]; 7] = [
    &["mon", "monday", "月", "月曜", "月曜日"],
    &["tue", "tuesday", "tues", "火", "火曜", "火曜日"],
    &["wed", "wednesday", "水", "水曜", "水曜日"],
    &["thu", "thursday", "thur", "thurs", "木", "木曜", "木曜日"],
    &["fri", "friday", "金", "金曜", "金曜日"],
    &["sat", "saturday", "土", "土曜", "土曜日"],
    &["sun", "sunday", "日", "日曜", "日曜日"],
];

impl Weekdays {
    /// All seven.
    pub const DAILY: Self = Self(0x7f);

    /// The days that a text names: days and ranges with commas between them, or `daily`. A range may run over the end of the week.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        if matches!(text.as_str(), "daily" | "毎日") {
            return Some(Self::DAILY);
        }
        let mut days = 0;
        for part in text.split([',', '、']) {
            let (from, to) = part.split_once(['-', '〜', '～']).unwrap_or((part, part));
            let (from, to) = (day(from)?, day(to)?);
            let length = (to + 7 - from) % 7;
            for step in 0..=length {
                days |= 1 << ((from + step) % 7);
            }
        }
        Some(Self(days))
    }

    /// Whether a day is among them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// The days, from Monday on.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        (0..7).filter_map(|day| Weekday::from_monday_zero_offset(day).ok()).filter(move |day| self.contains(*day))
    }
}

fn day(text: &str) -> Option<usize> {
    NAMES.iter().position(|names| names.contains(&text.trim()))
}

/// The shortest text that means the same: `mon-fri`, `sat,sun`, `fri-mon`, `daily`.
impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::DAILY {
            return f.write_str("daily");
        }
        let has = |day: usize| self.0 & (1 << (day % 7)) != 0;
        // Stretches are told from their first day on; one that runs over the end of the week begins before it.
        let mut first = true;
        for from in (0..7).filter(|&day| has(day) && !has(day + 6)) {
            let length = (1..7).take_while(|&step| has(from + step)).count();
            let (begin, end) = (NAMES[from][0], NAMES[(from + length) % 7][0]);
            if !first {
                f.write_str(",")?;
            }
            first = false;
            match length {
                0 => f.write_str(begin)?,
                1 => write!(f, "{begin},{end}")?,
                _ => write!(f, "{begin}-{end}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        for (text, shown) in [
            ("mon-fri", "mon-fri"),
            ("Sat,Sun", "sat,sun"),
            ("monday,WED, fri", "mon,wed,fri"),
            ("fri-mon", "fri-mon"),
            ("mon-sun", "daily"),
            ("daily", "daily"),
            ("月-金", "mon-fri"),
            ("土、日", "sat,sun"),
            ("毎日", "daily"),
            ("tue-tue", "tue"),
        ] {
            assert_eq!(Weekdays::parse(text).map(|days| days.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "mon-", "someday", "mon fri", "mon,,tue"] {
            assert_eq!(Weekdays::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_shown_means_the_same() {
        for set in 1..=0x7f {
            let days = Weekdays(set);
            assert_eq!(Weekdays::parse(&days.to_string()), Some(days), "{days}");
        }
    }
}
