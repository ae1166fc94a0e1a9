//! Whether somebody sits at the computer, and whether others look on.

#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::time::Duration;

#[cfg(all(unix, not(target_os = "macos")))]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

use super::unknown::Fact;

/// Whether something is presented or fills the screen, or a program asks that the screen stay on.
pub fn presenting() -> Fact<bool> {
    system::presenting()
}

/// How long nobody has used keyboard, mouse or screen.
pub fn idle() -> Fact<Duration> {
    system::idle()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_computer_says_how_long_it_is_idle_or_why_that_is_not_known() {
        if let Ok(idle) = idle() {
            assert!(idle < Duration::from_secs(3650 * 24 * 3600), "{idle:?}");
        }
        // Whatever is shown on the screen: the question is answered at all.
        drop(presenting());
    }
}
