//! Why completions cannot be installed.

use std::path::PathBuf;

/// Why completions cannot be installed.
#[derive(Debug)]
pub enum CompletingMistake {
    /// No shell is named, and none is found.
    NoShell,
    /// The shell's own file is no text that lines could be added to.
    NotText(PathBuf),
}
