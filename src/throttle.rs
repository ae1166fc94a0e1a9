//! Keeping to a speed: one token bucket for all connections in each direction.
//!
//! Tokens are bytes. They gather at the speed that is allowed, and no more of them than a tenth of a second brings, so that what goes over
//! the line is smooth and idle time is not made up for in a burst. Whoever wants to send takes a piece at a time: while there is any
//! token, a piece may go and the bucket may owe; then all wait until the debt is paid. The speed can be changed at any time, also while
//! somebody waits.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

/// Waiting is done in steps of at most this, so that a change of speed is noticed.
const STEP: Duration = Duration::from_millis(100);
/// Tokens for this long may gather.
const BURST: Duration = Duration::from_millis(100);
/// Pieces go every so often at a speed that lets them be larger than the smallest.
const PIECES_A_SECOND: u64 = 40;
const SMALLEST_PIECE: u64 = 512;
const LARGEST_PIECE: u64 = 64 << 10;
/// A piece where there is no limit.
const LARGEST_FREE_PIECE: u64 = 256 << 10;

/// The two directions.
#[derive(Debug, Default)]
pub struct Throttle {
    /// To the store.
    pub upload: Bucket,
    /// From the store.
    pub download: Bucket,
}

/// One direction.
#[derive(Debug, Default)]
pub struct Bucket {
    /// Bytes a second; 0 is no limit.
    rate: AtomicU64,
    tokens: Mutex<Option<Tokens>>,
    passed: AtomicU64,
}

#[derive(Debug, Clone, Copy)]
struct Tokens {
    /// Bytes that may go; below zero when more has gone than may.
    there: f64,
    /// When that was so.
    at: Instant,
}

impl Bucket {
    /// Allows this many bytes a second from now on; `None` is no limit.
    pub fn set_rate(&self, rate: Option<u64>) {
        let rate = rate.unwrap_or(0);
        if self.rate.swap(rate, Relaxed) != rate {
            // What is owed was owed at another speed.
            *self.lock() = None;
        }
    }

    /// Bytes a second that are allowed; `None` is no limit.
    pub fn rate(&self) -> Option<u64> {
        Some(self.rate.load(Relaxed)).filter(|&rate| rate > 0)
    }

    /// Bytes that have passed so far.
    pub fn passed(&self) -> u64 {
        self.passed.load(Relaxed)
    }

    /// How many bytes to take at once, of those that are wanted. Without a limit, too, it is pieces, so that those that have passed say
    /// how far a slow line has come.
    pub fn piece(&self, wanted: usize) -> usize {
        let most = match self.rate() {
            Some(rate) => (rate / PIECES_A_SECOND).clamp(SMALLEST_PIECE, LARGEST_PIECE),
            None => LARGEST_FREE_PIECE,
        };
        wanted.min(most as usize)
    }

    /// Takes tokens for some bytes that are about to go; waits until they may. Returns how long it has waited.
    pub async fn take(&self, bytes: usize) -> Duration {
        let mut waited = Duration::ZERO;
        while let Some(wait) = self.try_take(bytes, Instant::now()) {
            let began = Instant::now();
            tokio::time::sleep(wait.min(STEP)).await;
            waited += began.elapsed();
        }
        self.passed.fetch_add(bytes as u64, Relaxed);
        waited
    }

    /// Takes tokens, or says how long to wait before asking again.
    fn try_take(&self, bytes: usize, now: Instant) -> Option<Duration> {
        let rate = self.rate()? as f64;
        let most = rate * BURST.as_secs_f64();
        let mut tokens = self.lock();
        let before = tokens.unwrap_or(Tokens { there: 0.0, at: now });
        let earned = now.saturating_duration_since(before.at).as_secs_f64() * rate;
        let there = (before.there + earned).min(most);
        if there >= 0.0 {
            *tokens = Some(Tokens { there: there - bytes as f64, at: now });
            return None;
        }
        *tokens = Some(Tokens { there, at: now });
        Some(Duration::from_secs_f64(-there / rate))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Tokens>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends as fast as the bucket lets it, by a clock of its own; returns what has gone after each step of ten milliseconds.
    fn send(bucket: &Bucket, began: Instant, from: u64, steps: u64) -> u64 {
        let mut gone = 0;
        for step in 0..steps {
            let now = began + Duration::from_millis(10 * (from + step));
            let piece = bucket.piece(usize::MAX);
            while bucket.try_take(piece, now).is_none() {
                gone += piece as u64;
            }
        }
        gone
    }

    #[test]
    fn speeds_are_kept() {
        for rate in [1_000, 20_000, 1_000_000, 200_000_000] {
            let bucket = Bucket::default();
            bucket.set_rate(Some(rate));
            let gone = send(&bucket, Instant::now(), 0, 1_000);
            let share = gone as f64 / (10 * rate) as f64;
            assert!((0.95..1.06).contains(&share), "{rate}: {share}");
        }
    }

    #[test]
    fn idle_time_is_not_made_up_for() {
        let (bucket, began) = (Bucket::default(), Instant::now());
        bucket.set_rate(Some(1_000_000));
        send(&bucket, began, 0, 10);
        let gone = send(&bucket, began, 6_000, 100);
        assert!((950_000..1_200_000).contains(&gone), "{gone}");
    }

    #[test]
    fn a_change_of_speed_forgets_what_was_owed() {
        let (bucket, began) = (Bucket::default(), Instant::now());
        bucket.set_rate(Some(100));
        send(&bucket, began, 0, 2);
        assert!(bucket.try_take(1, began + Duration::from_millis(20)).is_some(), "it owes seconds");
        bucket.set_rate(Some(1_000_000));
        let gone = send(&bucket, began, 3, 100);
        assert!((950_000..1_150_000).contains(&gone), "{gone}");
        bucket.set_rate(None);
        assert_eq!(bucket.piece(5 << 20), LARGEST_FREE_PIECE as usize);
        assert!(bucket.try_take(5 << 20, began).is_none());
    }
}
