//! When backups begin: at intervals, or at times of the week with or without an end.

use jiff::{SignedDuration, Timestamp, Zoned, civil::date};

use super::{Window, instant, zoned};

/// When backups begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Rhythm {
    /// Only by hand.
    #[default]
    Never,
    /// Every so many minutes, counted from midnight of a day long ago, so that `1h` is every full hour.
    Every(u32),
    /// Whenever one of these windows begins.
    At(Vec<Window>),
}

/// A beginning of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When it is to begin, or was.
    pub start: Zoned,
    /// When it has to end, if its window says so.
    pub end: Option<Zoned>,
}

impl Rhythm {
    /// What is to be done now, if anything: a beginning that has come, since which no backup has begun that went through, and whose
    /// time is not over. A computer that was off or asleep then does it once when it is awake; a window that is over is not made up for
    /// outside of it.
    pub fn due(&self, last_complete: Option<&Zoned>, now: &Zoned) -> Option<Due> {
        let is_open = |due: &Due| {
            last_complete.is_none_or(|last| *last < due.start) && due.end.as_ref().is_none_or(|end| now < end)
        };
        let mut due = self.latest(now).into_iter().filter(is_open).max_by(|a, b| a.start.cmp(&b.start))?;
        due.end = self.end_from(due.end);
        Some(due)
    }

    /// The last window that has come and is over without a backup that went through.
    pub fn missed(&self, last_complete: Option<&Zoned>, now: &Zoned) -> Option<Due> {
        let is_missed = |due: &Due| {
            last_complete.is_none_or(|last| *last < due.start) && due.end.as_ref().is_some_and(|end| end <= now)
        };
        self.latest(now).into_iter().filter(is_missed).max_by(|a, b| a.start.cmp(&b.start))
    }

    /// The first beginning after a time.
    pub fn next(&self, after: &Zoned) -> Option<Due> {
        match self {
            Rhythm::Never => None,
            Rhythm::Every(minutes) => {
                let step = SignedDuration::from_mins(i64::from(*minutes));
                let start = grid(*minutes, after)?.checked_add(step).ok()?;
                Some(Due { start: zoned(start, after.time_zone()), end: None })
            }
            Rhythm::At(windows) => {
                let starts = windows.iter().filter_map(|window| window.next(after));
                // Of windows that begin together, the longest counts.
                let (start, end) = starts.min_by(|a, b| a.0.cmp(&b.0).then_with(|| later(&b.1, &a.1)))?;
                Some(Due { start, end: self.end_from(end) })
            }
        }
    }

    /// The last beginning of each window, or of the interval.
    fn latest(&self, now: &Zoned) -> Vec<Due> {
        match self {
            Rhythm::Never => Vec::new(),
            Rhythm::Every(minutes) => {
                let start = grid(*minutes, now).map(|start| zoned(start, now.time_zone()));
                start.map(|start| Due { start, end: None }).into_iter().collect()
            }
            Rhythm::At(windows) => {
                windows.iter().filter_map(|window| window.latest(now)).map(|(start, end)| Due { start, end }).collect()
            }
        }
    }

    /// The end of a backup that would end then: windows that follow without a gap carry it on.
    fn end_from(&self, end: Option<Zoned>) -> Option<Zoned> {
        let Rhythm::At(windows) = self else { return end };
        let mut end = end?;
        // Windows that cover the whole week have no end.
        let give_up = &end + SignedDuration::from_hours(8 * 24);
        loop {
            let carried = windows.iter().filter_map(|window| window.latest(&end));
            let furthest = carried.map(|(_, further)| further).max_by(later)?;
            match furthest {
                Some(further) if further <= end => return Some(end),
                Some(further) if further < give_up => end = further,
                _ => return None,
            }
        }
    }
}

/// No end is later than any.
fn later(a: &Option<Zoned>, b: &Option<Zoned>) -> std::cmp::Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(b),
        _ => a.is_none().cmp(&b.is_none()),
    }
}

/// The last point of an interval's grid at or before a time.
fn grid(minutes: u32, time: &Zoned) -> Option<Timestamp> {
    let anchor = instant(date(2000, 1, 1).at(0, 0, 0, 0), time.time_zone())?.as_second();
    let step = i64::from(minutes.max(1)) * 60;
    let since = time.timestamp().as_second() - anchor;
    Timestamp::from_second(anchor + since.div_euclid(step) * step).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Zoned {
        format!("{time}[Asia/Tokyo]").parse().unwrap()
    }

    fn windows(texts: &[&str]) -> Rhythm {
        Rhythm::At(texts.iter().map(|text| Window::parse(text).unwrap()).collect())
    }

    #[test]
    fn an_interval_keeps_to_the_full_hour() {
        let hourly = Rhythm::Every(60);
        assert_eq!(hourly.next(&at("2026-11-25T10:07")).unwrap().start, at("2026-11-25T11:00"));
        assert_eq!(hourly.next(&at("2026-11-25T11:00")).unwrap().start, at("2026-11-25T12:00"));
        let due = |last: Option<&str>, now: &str| hourly.due(last.map(at).as_ref(), &at(now)).map(|due| due.start);
        assert_eq!(due(None, "2026-11-25T10:07"), Some(at("2026-11-25T10:00")));
        assert_eq!(due(Some("2026-11-25T10:00"), "2026-11-25T10:59"), None);
        assert_eq!(due(Some("2026-11-25T10:00"), "2026-11-25T11:00"), Some(at("2026-11-25T11:00")));
        assert_eq!(
            due(Some("2026-11-20T10:00"), "2026-11-25T10:59"),
            Some(at("2026-11-25T10:00")),
            "once, not days of them"
        );
        assert_eq!(Rhythm::Every(90).next(&at("2026-11-25T00:10")).unwrap().start.minute() % 30, 0);
    }

    #[test]
    fn a_start_that_was_slept_through_is_made_up_for_once() {
        let nine = windows(&["daily 09:00"]);
        let due = nine.due(Some(&at("2026-11-20T09:00")), &at("2026-11-25T15:00")).unwrap();
        assert_eq!((due.start, due.end), (at("2026-11-25T09:00"), None));
        assert_eq!(nine.due(Some(&at("2026-11-25T15:00")), &at("2026-11-25T15:30")), None);
    }

    #[test]
    fn a_window_that_is_over_is_missed_and_not_made_up_for() {
        let night = windows(&["daily 22:00-06:00"]);
        let last = at("2026-11-23T22:00");
        assert!(night.due(Some(&last), &at("2026-11-25T05:59")).is_some());
        assert_eq!(night.due(Some(&last), &at("2026-11-25T06:00")), None);
        assert_eq!(night.missed(Some(&last), &at("2026-11-25T06:00")).unwrap().start, at("2026-11-24T22:00"));
        assert_eq!(night.missed(Some(&at("2026-11-24T22:00:01")), &at("2026-11-25T06:00")), None);
        // A start without an end is not forgotten because a window has come and gone since.
        let both = windows(&["daily 09:00", "daily 23:00-01:00"]);
        let due = both.due(Some(&last), &at("2026-11-25T02:00")).unwrap();
        assert_eq!(due.start, at("2026-11-24T09:00"));
    }

    #[test]
    fn windows_that_follow_without_a_gap_are_one() {
        let rhythm = windows(&["fri 20:00-24:00", "sat 00:00-08:00", "sat 10:00-12:00"]);
        let due = rhythm.next(&at("2026-11-25T00:00")).unwrap();
        assert_eq!((due.start, due.end), (at("2026-11-27T20:00"), Some(at("2026-11-28T08:00"))));
        let always = windows(&["daily 00:00-12:00", "daily 12:00-24:00"]);
        assert_eq!(always.next(&at("2026-11-25T01:00")).unwrap().end, None);
        let open = windows(&["fri 20:00-24:00", "fri 23:00"]);
        assert_eq!(open.next(&at("2026-11-25T00:00")).unwrap().end, None);
    }
}
