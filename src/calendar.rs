//! When things are to happen: weekdays, hours, windows, and the rhythm of backups. Pure: the time now and its zone are handed in.
//!
//! A time of day is an instant on every day, also on those on which clocks are changed: what lies in the hour that is left out happens
//! when that hour would have been over at once, and what lies in the hour that comes twice happens the first time. In other words, it
//! happens when the clock on the wall first shows that time or a later one. A zone that leaves out a whole day (Samoa did in 2011) is no
//! exception.

mod rhythm;
mod weekdays;
mod window;

pub use rhythm::{Due, Rhythm};
pub use weekdays::Weekdays;
pub use window::{NotAWindow, TimeOfDay, Window};

use jiff::{
    Timestamp, Zoned,
    civil::DateTime,
    tz::{AmbiguousOffset, TimeZone},
};

/// The instant at which the clock on the wall first shows this time or a later one; `None` beyond the calendar.
fn instant(time: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    match zone.to_ambiguous_timestamp(time).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(time).ok(),
        AmbiguousOffset::Fold { before, .. } => before.to_timestamp(time).ok(),
        AmbiguousOffset::Gap { before, .. } => {
            // Read with the offset that was in force before, it lies after the change, and nothing else changes in between.
            let after = before.to_timestamp(time).ok()?;
            let change = zone.preceding(after.checked_add(jiff::Span::new().nanoseconds(1)).ok()?).next()?;
            Some(change.timestamp())
        }
    }
}

fn zoned(timestamp: Timestamp, zone: &TimeZone) -> Zoned {
    timestamp.to_zoned(zone.clone())
}

#[cfg(test)]
mod model_test;
