//! Times as people say them. The time now and the zone are handed in.

use jiff::{Timestamp, Zoned};

use crate::cli::words;

/// A local time to the minute: the hour alone when it is today, with the weekday within a week, else with the date.
pub fn near(seconds: i64, now: &Zoned) -> String {
    let Ok(time) = Timestamp::from_second(seconds) else { return format!("@{seconds}") };
    let time = time.to_zoned(now.time_zone().clone());
    let minute = time.strftime("%H:%M").to_string();
    match (time.date() - now.date()).get_days().abs() {
        0 => minute,
        1..=6 => words::on_weekday(time.weekday(), &minute),
        _ => format!("{} {minute}", time.date()),
    }
}

/// A time to the minute with its date and weekday.
pub fn full(time: &Zoned) -> String {
    words::on_date(time.date(), &time.strftime("%H:%M").to_string())
}

/// A time to the minute that is no local one: what a certificate says.
pub fn universal(seconds: i64) -> String {
    let Ok(time) = Timestamp::from_second(seconds) else { return format!("@{seconds}") };
    time.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_times_are_short() {
        let now: Zoned = "2026-11-23T10:30:00+09:00[Asia/Tokyo]".parse().unwrap();
        let seconds = |text: &str| text.parse::<Timestamp>().unwrap().as_second();
        for (time, shown) in [
            ("2026-11-23T12:00:00+09:00", "12:00"),
            ("2026-11-24T00:05:00+09:00", "Tue 00:05"),
            ("2026-11-20T22:00:00+09:00", "Fri 22:00"),
            ("2026-12-24T22:00:00+09:00", "2026-12-24 22:00"),
        ] {
            assert_eq!(near(seconds(time), &now), shown);
        }
    }
}
