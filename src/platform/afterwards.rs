//! What the computer does when a backup has ended.

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
use crate::model::Afterwards;

/// Why the computer stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterwardsError {
    /// This computer cannot do that.
    NotPossible,
    /// It may not be done now, or by this user: the system's words.
    Refused(String),
    /// Nobody could be asked to do it.
    Unknown(Unknown),
}

/// Does it. `force` closes programs without asking, and does not mind those that ask the computer to stay on. It is asked first
/// whether the computer can do it: if not, nothing happens.
pub fn perform(afterwards: Afterwards, force: bool) -> Result<(), AfterwardsError> {
    match afterwards {
        Afterwards::None => Ok(()),
        other => system::perform(other, force),
    }
}
