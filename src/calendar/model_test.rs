//! The calendar against a model that looks at the clock on the wall, minute by minute.

use std::collections::BTreeMap;

use jiff::{
    SignedDuration, Timestamp, Zoned,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use proptest::prelude::*;

use super::{Rhythm, Window};

/// Zones, each with days on which its clocks were changed in ways of their own.
const ZONES: &[(&str, &str)] = &[
    ("Asia/Tokyo", "2026-06-01"),
    ("UTC", "2026-12-30"),
    ("Europe/Berlin", "2026-03-27"),
    ("Europe/Berlin", "2026-10-23"),
    ("America/New_York", "2027-03-12"),
    ("America/New_York", "2027-11-05"),
    ("Australia/Lord_Howe", "2026-04-03"),
    ("Australia/Lord_Howe", "2026-10-02"),
    ("America/Sao_Paulo", "2018-11-02"),
    ("Africa/Casablanca", "2026-02-13"),
    ("Pacific/Apia", "2011-12-28"),
    ("Asia/Kathmandu", "1985-12-30"),
];

/// What a wall clock showed, minute by minute, for some days.
struct Wall {
    zone: TimeZone,
    /// When it first showed a time or a later one.
    first: BTreeMap<DateTime, Timestamp>,
    begin: Timestamp,
    end: Timestamp,
}

impl Wall {
    fn of(zone: &str, day: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap();
        let begin = day.parse::<Date>().unwrap().to_zoned(zone.clone()).unwrap().timestamp();
        let (from, end) = (begin - SignedDuration::from_hours(11 * 24), begin + SignedDuration::from_hours(5 * 24));
        let mut first = BTreeMap::new();
        let mut latest = DateTime::MIN;
        let mut time = from;
        while time < end + SignedDuration::from_hours(12 * 24) {
            let shown = zone.to_datetime(time);
            if shown > latest {
                latest = shown;
                first.insert(shown, time);
            }
            time += SignedDuration::from_mins(1);
        }
        Self { zone, first, begin, end }
    }

    /// When it first showed a time or a later one.
    fn reached(&self, time: DateTime) -> Option<Timestamp> {
        self.first.range(time..).next().map(|(_, first)| *first)
    }

    /// Beginnings and ends of a window, all within what is known.
    fn openings(&self, window: &Window) -> Vec<(Timestamp, Option<Timestamp>)> {
        let days = self.first.keys().map(|time| time.date());
        let mut days: Vec<Date> = days.collect();
        // A day that is left out has its windows all the same.
        days.extend(days.clone().iter().filter_map(|day| day.tomorrow().ok()));
        days.sort();
        days.dedup();
        let mut found = Vec::new();
        for day in days.into_iter().filter(|day| window.days.contains(day.weekday())) {
            let at = |day: Date, minutes: u16| {
                let day = if minutes == 24 * 60 { day.tomorrow().unwrap() } else { day };
                let minutes = minutes % (24 * 60);
                self.reached(day.at((minutes / 60) as i8, (minutes % 60) as i8, 0, 0))
            };
            let minutes = |time: super::TimeOfDay| time.hour() * 60 + time.minute();
            let Some(begin) = at(day, minutes(window.from)) else { continue };
            let end = match window.to {
                None => None,
                Some(to) => {
                    let last = if to > window.from { day } else { day.tomorrow().unwrap() };
                    let Some(end) = at(last, minutes(to)) else { continue };
                    if end <= begin {
                        continue;
                    }
                    Some(end)
                }
            };
            found.push((begin, end));
        }
        found
    }
}

fn window() -> impl Strategy<Value = Window> {
    let time = prop_oneof![Just(0_u16), Just(120), Just(150), Just(179), Just(180), 0_u16..1440];
    (1_u8..0x80, time.clone(), prop::option::of(prop_oneof![time, Just(1440)])).prop_map(|(days, from, to)| {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let days: Vec<&str> = (0..7).filter(|day| days & (1 << day) != 0).map(|day| NAMES[day]).collect();
        let to = to.map(|to| format!("-{}", clock(to))).unwrap_or_default();
        Window::parse(&format!("{} {}{to}", days.join(","), clock(from))).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn windows_open_and_close_as_the_clock_on_the_wall_says(
        zone in prop::sample::select(ZONES),
        windows in prop::collection::vec(window(), 1..4),
        minutes in prop::collection::vec(0_i64..5 * 1440, 40),
        last in prop::option::of(-10 * 1440_i64..5 * 1440),
    ) {
        let wall = Wall::of(zone.0, zone.1);
        let openings: Vec<Vec<_>> = windows.iter().map(|window| wall.openings(window)).collect();
        let rhythm = Rhythm::At(windows.clone());
        let last = last.map(|minutes| wall.begin + SignedDuration::from_mins(minutes));
        for minutes in minutes {
            let now = wall.begin + SignedDuration::from_mins(minutes);
            prop_assume!(now < wall.end);
            let time = Zoned::new(now, wall.zone.clone());
            for (window, openings) in windows.iter().zip(&openings) {
                let next = openings.iter().filter(|(begin, _)| *begin > now).map(|(begin, _)| *begin).min();
                prop_assert_eq!(window.next(&time).map(|(begin, _)| begin.timestamp()), next, "{} at {}", window, time);
                if window.to.is_some() {
                    let open = openings.iter().any(|(begin, end)| *begin <= now && end.is_some_and(|end| now < end));
                    prop_assert_eq!(window.is_open(&time), open, "{} at {}", window, time);
                }
            }
            // Due is whatever began, was not done since, and has not ended; each window stands for itself.
            let begun = openings.iter().filter_map(|openings| openings.iter().filter(|(begin, _)| *begin <= now).max());
            let due = begun
                .filter(|(begin, end)| last.is_none_or(|last| last < *begin) && end.is_none_or(|end| now < end))
                .map(|(begin, _)| *begin)
                .max();
            let last = last.map(|last| Zoned::new(last, wall.zone.clone()));
            let found = rhythm.due(last.as_ref(), &time);
            prop_assert_eq!(found.map(|due| due.start.timestamp()), due, "{:?} at {}", windows, time);
        }
    }

    #[test]
    fn a_day_in_the_life_of_a_schedule(
        zone in prop::sample::select(ZONES),
        windows in prop::collection::vec(window(), 1..3),
        asleep in (0_i64..3 * 1440, 0_i64..1440),
    ) {
        // The job looks every minute the computer is awake, and a backup takes no time: each beginning is seen once, in its time.
        let wall = Wall::of(zone.0, zone.1);
        let rhythm = Rhythm::At(windows.clone());
        let openings: Vec<_> = windows.iter().flat_map(|window| wall.openings(window)).collect();
        let mut last = Zoned::new(wall.begin, wall.zone.clone());
        let mut done = Vec::new();
        for minute in (1..4 * 1440).filter(|minute| !(asleep.0..asleep.0 + asleep.1).contains(minute)) {
            let now = Zoned::new(wall.begin + SignedDuration::from_mins(minute), wall.zone.clone());
            if let Some(due) = rhythm.due(Some(&last), &now) {
                prop_assert!(due.start > last, "nothing twice");
                prop_assert!(due.end.is_none_or(|end| now < end), "nothing out of its time");
                done.push(due.start.timestamp());
                last = now;
            }
        }
        for (begin, end) in openings {
            let minute = (begin - wall.begin).get_seconds() / 60;
            let awake = |minute: i64| (1..4 * 1440).contains(&minute) && !(asleep.0..asleep.0 + asleep.1).contains(&minute);
            if minute >= 1 && awake(minute) {
                prop_assert!(done.contains(&begin), "{begin} was forgotten ({end:?})");
            }
        }
    }

    #[test]
    fn intervals_come_again_and_again(minutes in prop::sample::select(vec![5_u32, 7, 15, 60, 90, 1440, 10080]), at in 0_i64..4_000_000_000) {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now = Zoned::new(Timestamp::from_second(at).unwrap(), zone);
        let rhythm = Rhythm::Every(minutes);
        let first = rhythm.next(&now).unwrap().start;
        let second = rhythm.next(&first).unwrap().start;
        prop_assert!(first > now);
        prop_assert!(first.timestamp().as_second() - at <= i64::from(minutes) * 60);
        prop_assert_eq!(second.timestamp().as_second() - first.timestamp().as_second(), i64::from(minutes) * 60);
        prop_assert_eq!(rhythm.due(None, &first).unwrap().start, first.clone());
        prop_assert!(rhythm.due(Some(&first), &first).is_none());
    }
}
