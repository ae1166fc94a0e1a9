//! How much this process is to give way to others.

#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::io;

#[cfg(all(unix, not(target_os = "macos")))]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

/// How much this process gives way to others, with processor and disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// As it was started.
    Normal,
    /// It gives way, as far as that can be taken back without rights. On Linux that is the disk, and the processor only in that it
    /// interrupts others less, unless the user may raise priorities.
    Low,
    /// It gives way, and need not come back from that.
    LowForGood,
}

/// Sets it for the whole process: all threads there are, and those that they start.
///
/// # Errors
///
/// What the system refused. All parts are tried nevertheless, and a backup goes on as it is.
pub fn set(priority: Priority) -> io::Result<()> {
    system::set(priority)
}
