//! What the computer runs on.

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

/// What the computer runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// It has no battery.
    NoBattery,
    /// It has one, and is plugged in.
    Mains,
    /// Its battery, which has so many percent left.
    Battery(u8),
}

/// What the computer runs on now.
pub fn power() -> Fact<Power> {
    system::power()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computer_says_what_it_runs_on_or_why_it_is_not_known() {
        if let Ok(Power::Battery(percent)) = power() {
            assert!(percent <= 100);
        }
    }
}
