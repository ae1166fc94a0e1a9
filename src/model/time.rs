//! Points in time as file systems and runs record them.

/// A point in time: seconds since 1970-01-01T00:00:00Z, which may lie before it, and nanoseconds within that second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp {
    /// Whole seconds, rounded down.
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanoseconds: u32,
}

impl Timestamp {
    /// The time at these seconds and nanoseconds; nanoseconds past a second are cut off to the last one of it.
    pub fn new(seconds: i64, nanoseconds: u32) -> Self {
        Self { seconds, nanoseconds: nanoseconds.min(999_999_999) }
    }
}

impl From<std::time::SystemTime> for Timestamp {
    fn from(time: std::time::SystemTime) -> Self {
        match time.duration_since(std::time::UNIX_EPOCH) {
            Ok(since) => Self::new(since.as_secs().try_into().unwrap_or(i64::MAX), since.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let seconds = -i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
                match before.subsec_nanos() {
                    0 => Self::new(seconds, 0),
                    nanoseconds => Self::new(seconds.saturating_sub(1), 1_000_000_000 - nanoseconds),
                }
            }
        }
    }
}

/// The clock that the library is handed; a test hands in its own.
pub trait Clock: Send + Sync {
    /// The time now, by the computer's clock, which may be wrong and may go backwards.
    fn now(&self) -> Timestamp;
    /// The local time zone's name (`Asia/Tokyo`) or offset, kept beside times that a person may read elsewhere.
    fn zone(&self) -> String;
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn times_before_1970_round_down() {
        let half_a_second_before = UNIX_EPOCH - Duration::from_millis(500);
        assert_eq!(Timestamp::from(half_a_second_before), Timestamp::new(-1, 500_000_000));
        assert_eq!(Timestamp::from(UNIX_EPOCH - Duration::from_secs(3)), Timestamp::new(-3, 0));
    }
}
