//! Points and stretches of time as people write them. The time now and the zone are handed in.

use jiff::{Timestamp, Zoned, civil};

use crate::cli::mistakes::DateMistake;

/// A time in a text: the first and the last second of what it names.
struct Named {
    first: i64,
    last: i64,
    /// Whether it was counted back from now, so that alone it means "since then".
    counted: bool,
}

/// The moment that a text means, in seconds. A day alone means its last second, so that all that happened on it counts.
pub fn moment(text: &str, now: &Zoned) -> Result<i64, DateMistake> {
    named(text, now).map(|named| named.last)
}

/// The moment from which on a text means, in seconds. A day alone means its first second.
pub fn since(text: &str, now: &Zoned) -> Result<i64, DateMistake> {
    named(text, now).map(|named| named.first)
}

/// The first and the last second of `A..B`, `A..`, `..B` or a day alone. Ends belong to the range. What is counted back from now
/// (`3d`) lasts until now when it stands alone.
pub fn range(text: &str, now: &Zoned) -> Result<(i64, i64), DateMistake> {
    let Some((from, to)) = text.split_once("..") else {
        let named = named(text, now)?;
        if named.counted {
            return Ok((named.first, now.timestamp().as_second()));
        }
        let day = Timestamp::from_second(named.first)
            .map(|time| time.to_zoned(now.time_zone().clone()).date())
            .map_err(|_| DateMistake::NoSuchDay(text.to_owned()))?;
        return day_of(day, now)
            .map(|named| (named.first, named.last))
            .ok_or_else(|| DateMistake::NoSuchDay(text.to_owned()));
    };
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return Err(DateMistake::NotADate(text.to_owned()));
    }
    let first = if from.is_empty() { i64::MIN } else { named(from, now)?.first };
    let last = if to.is_empty() { i64::MAX } else { named(to, now)?.last };
    if first > last { Err(DateMistake::Reversed(text.to_owned())) } else { Ok((first, last)) }
}

/// The first second of the month that it is now.
pub fn month_start(now: &Zoned) -> i64 {
    let first = now.date().first_of_month();
    first.to_zoned(now.time_zone().clone()).map_or_else(|_| now.timestamp(), |start| start.timestamp()).as_second()
}

fn named(text: &str, now: &Zoned) -> Result<Named, DateMistake> {
    let text = text.trim();
    let not_a_date = || DateMistake::NotADate(text.to_owned());
    let no_such_day = || DateMistake::NoSuchDay(text.to_owned());
    let day = |date| day_of(date, now).ok_or_else(no_such_day);
    match text.to_lowercase().as_str() {
        "now" => return Ok(instant(now.timestamp().as_second())),
        "today" | "今日" => return day(now.date()),
        "yesterday" | "昨日" => return day(now.date().yesterday().map_err(|_| no_such_day())?),
        _ => {}
    }
    // An offset comes first: the parser of civil times would read past it and take the time for a local one.
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(instant(time.as_second()));
    }
    if let Some(time) = counted_back(text, now) {
        return Ok(Named { counted: true, ..instant(time.ok_or_else(no_such_day)?) });
    }
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time.trim_start())),
        None => (text, None),
    };
    let date = numbers::<3>(date, &['-', '/']).filter(|_| date.len() >= 8).ok_or_else(not_a_date)?;
    let date = civil::Date::new(narrow(date[0])?, narrow(date[1])?, narrow(date[2])?).map_err(|_| no_such_day())?;
    let Some(time) = time else { return day(date) };
    let time = numbers::<3>(time, &[':'])
        .or_else(|| numbers::<2>(time, &[':']).map(|[hour, minute]| [hour, minute, 0]))
        .ok_or_else(not_a_date)?;
    let time = civil::Time::new(narrow(time[0])?, narrow(time[1])?, narrow(time[2])?, 0).map_err(|_| no_such_day())?;
    let zoned = date.to_datetime(time).to_zoned(now.time_zone().clone()).map_err(|_| no_such_day())?;
    Ok(instant(zoned.timestamp().as_second()))
}

fn instant(second: i64) -> Named {
    Named { first: second, last: second, counted: false }
}

fn day_of(date: civil::Date, now: &Zoned) -> Option<Named> {
    let start = |date: civil::Date| Some(date.to_zoned(now.time_zone().clone()).ok()?.timestamp().as_second());
    Some(Named { first: start(date)?, last: start(date.tomorrow().ok()?)? - 1, counted: false })
}

/// `3d`, `2w`, `6h`, `30min`: `None` if it is not of that form, `Some(None)` if it reaches further back than time does.
fn counted_back(text: &str, now: &Zoned) -> Option<Option<i64>> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    let number: i64 = number.parse().ok()?;
    let span = match unit.trim() {
        "min" => jiff::Span::new().try_minutes(number),
        "h" => jiff::Span::new().try_hours(number),
        "d" => jiff::Span::new().try_days(number),
        "w" => jiff::Span::new().try_weeks(number),
        _ => return None,
    };
    Some(span.ok().and_then(|span| now.checked_sub(span).ok()).map(|time| time.timestamp().as_second()))
}

/// Exactly `N` whole numbers with a separator between them.
fn numbers<const N: usize>(text: &str, separators: &[char]) -> Option<[i64; N]> {
    let mut parts = [0; N];
    let mut count = 0;
    for part in text.split(separators) {
        if part.is_empty() || part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *parts.get_mut(count)? = part.parse().ok()?;
        count += 1;
    }
    (count == N).then_some(parts)
}

fn narrow<T: TryFrom<i64>>(number: i64) -> Result<T, DateMistake> {
    T::try_from(number).map_err(|_| DateMistake::NoSuchDay(number.to_string()))
}

/// A local time to the second, as lists show it; seconds that no calendar has are shown as they are.
pub fn shown(seconds: i64, now: &Zoned) -> String {
    match Timestamp::from_second(seconds) {
        Ok(time) => time.to_zoned(now.time_zone().clone()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Err(_) => format!("@{seconds}"),
    }
}

/// A time as JSON has it: RFC 3339 in UTC; `null` where no calendar has it.
pub fn json(seconds: i64) -> serde_json::Value {
    Timestamp::from_second(seconds).map_or(serde_json::Value::Null, |time| time.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Zoned {
        "2026-11-23T10:30:00+09:00[Asia/Tokyo]".parse().unwrap()
    }

    fn seconds(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    #[test]
    fn moments_in_every_form() {
        for (text, expected) in [
            ("2026-11-01", "2026-11-01T23:59:59+09:00"),
            ("2026/11/1", "2026-11-01T23:59:59+09:00"),
            ("2026-11-01T22:00", "2026-11-01T22:00:00+09:00"),
            ("2026-11-01 22:00", "2026-11-01T22:00:00+09:00"),
            ("2026-11-01T22:00:05", "2026-11-01T22:00:05+09:00"),
            ("2026-11-01T22:00:05Z", "2026-11-01T22:00:05Z"),
            ("2026-11-01T22:00:05-05:00", "2026-11-01T22:00:05-05:00"),
            ("2026-11-01T22:00+05:00", "2026-11-01T22:00:00+05:00"),
            ("today", "2026-11-23T23:59:59+09:00"),
            ("今日", "2026-11-23T23:59:59+09:00"),
            ("Yesterday", "2026-11-22T23:59:59+09:00"),
            ("昨日", "2026-11-22T23:59:59+09:00"),
            ("now", "2026-11-23T10:30:00+09:00"),
            ("3d", "2026-11-20T10:30:00+09:00"),
            ("2w", "2026-11-09T10:30:00+09:00"),
            ("6h", "2026-11-23T04:30:00+09:00"),
            ("30min", "2026-11-23T10:00:00+09:00"),
        ] {
            assert_eq!(moment(text, &now()), Ok(seconds(expected)), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "tomorow",
            "5m",
            "d",
            "2026",
            "2026-11",
            "2026-11-01T",
            "2026-11-01T22",
            "2026-11-01T22:00x",
            "-3d",
            "11-01-2026",
        ] {
            assert!(
                matches!(moment(text, &now()), Err(DateMistake::NotADate(_) | DateMistake::NoSuchDay(_))),
                "{text:?}"
            );
        }
        for text in ["2026-02-29", "2026-13-01", "2026-11-01T25:00", "99999999999d"] {
            assert!(moment(text, &now()).is_err(), "{text:?}");
        }
    }

    #[test]
    fn ranges_hold_their_ends() {
        let first = seconds("2026-11-01T00:00:00+09:00");
        let last = seconds("2026-11-03T23:59:59+09:00");
        assert_eq!(range("2026-11-01..2026-11-03", &now()), Ok((first, last)));
        assert_eq!(range(" 2026-11-01 .. ", &now()), Ok((first, i64::MAX)));
        assert_eq!(range("..2026-11-03", &now()), Ok((i64::MIN, last)));
        assert_eq!(range("2026-11-01", &now()), Ok((first, first + 86_399)));
        assert_eq!(range("2026-11-01T05:00", &now()), Ok((first, first + 86_399)));
        assert_eq!(range("3d", &now()), Ok((seconds("2026-11-20T10:30:00+09:00"), now().timestamp().as_second())));
        assert_eq!(range("yesterday..today", &now()).map(|(from, to)| to - from), Ok(2 * 86_400 - 1));
        assert!(matches!(range("2026-11-03..2026-11-01", &now()), Err(DateMistake::Reversed(_))));
        assert!(matches!(range("..", &now()), Err(DateMistake::NotADate(_))));
    }

    #[test]
    fn a_day_is_as_long_as_its_zone_makes_it() {
        let now: Zoned = "2026-11-23T10:00:00+01:00[Europe/Berlin]".parse().unwrap();
        assert_eq!(range("2026-10-25", &now).map(|(from, to)| to - from + 1), Ok(25 * 3600));
        assert_eq!(range("2026-03-29", &now).map(|(from, to)| to - from + 1), Ok(23 * 3600));
    }

    #[test]
    fn the_month_begins_at_its_first() {
        assert_eq!(month_start(&now()), seconds("2026-11-01T00:00:00+09:00"));
        assert_eq!(shown(month_start(&now()), &now()), "2026-11-01 00:00:00");
    }
}
