//! How busy the processors are with other programs.

#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

#[cfg(all(unix, not(target_os = "macos")))]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

use super::unknown::Fact;

/// What all processors together have done since the computer was started, in a unit of the system's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticks {
    /// Time that has passed on them.
    pub all: u64,
    /// Time in which they did something.
    pub busy: u64,
    /// The part of it that was this process's.
    pub own: u64,
}

impl Ticks {
    /// What the processors have done now.
    pub fn now() -> Fact<Self> {
        system::ticks()
    }

    /// Percent of all processors that others than this process have used since an earlier look; `None` if too little time has
    /// passed to tell.
    pub fn others_since(&self, earlier: &Self) -> Option<u8> {
        let since = |now: u64, then: u64| now.saturating_sub(then);
        let all = since(self.all, earlier.all);
        let others = since(since(self.busy, earlier.busy), since(self.own, earlier.own)).min(all);
        u8::try_from(u128::from(others) * 100 / u128::from(std::num::NonZeroU64::new(all)?.get())).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_others_use_is_told_from_what_this_process_does() {
        let earlier = Ticks { all: 1000, busy: 500, own: 100 };
        let others = |all, busy, own| Ticks { all, busy, own }.others_since(&earlier);
        assert_eq!(others(2000, 1400, 200), Some(80));
        assert_eq!(others(2000, 1500, 1100), Some(0));
        assert_eq!(others(1000, 500, 100), None);
        // The system counts what a process did a little later or earlier than that a processor did something.
        assert_eq!(others(2000, 600, 300), Some(0));
    }

    #[test]
    fn time_passes_and_this_process_has_its_part() {
        let first = Ticks::now().unwrap();
        let begun = Instant::now();
        let mut last = first;
        let mut count = 0_u64;
        while last.all <= first.all || last.own <= first.own {
            assert!(begun.elapsed() < Duration::from_secs(60), "{first:?} stays {last:?}");
            (0..1_000_000).for_each(|number| count = count.wrapping_mul(31).wrapping_add(std::hint::black_box(number)));
            last = Ticks::now().unwrap();
        }
        assert!(last.busy <= last.all && last.others_since(&first).is_some(), "{first:?} {last:?} {count}");
    }

    proptest! {
        #[test]
        fn a_share_is_a_share(now in any::<[u64; 3]>(), then in any::<[u64; 3]>()) {
            let [now, then] = [now, then].map(|[all, busy, own]| Ticks { all, busy, own });
            let share = now.others_since(&then);
            prop_assert!(share.is_none_or(|share| share <= 100));
            prop_assert_eq!(share.is_none(), now.all <= then.all);
        }
    }
}
