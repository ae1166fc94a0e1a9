//! Notices on the desktop.

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

use super::unknown::Unknown;

/// Shows a notice, and returns within about a second.
///
/// # Errors
///
/// There is no desktop to show it on, or it did not answer.
pub fn show(title: &str, text: &str) -> Result<(), Unknown> {
    system::show(title, text)
}
