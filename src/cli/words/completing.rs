//! What can be said about completions.

use std::path::Path;

use super::Message;

/// Something to say about completions.
pub enum Completing<'a> {
    /// A step of installing them or taking them away.
    InstallStep {
        /// The step.
        step: InstallStep<'a>,
        /// Whether it is only said.
        dry_run: bool,
    },
    /// All was as it should be before.
    Nothing {
        /// Whether they are there.
        installed: bool,
    },
    /// When they begin to work, and how they are taken away.
    Next {
        /// The shell, as it is typed.
        shell: &'a str,
    },
}

/// A step of installing completions or taking them away.
#[derive(Debug, Clone, Copy)]
pub enum InstallStep<'a> {
    /// A file is written.
    Write(&'a Path),
    /// A file is removed.
    Remove(&'a Path),
    /// Lines are added to the shell's own file.
    Add {
        /// The file.
        path: &'a Path,
        /// The lines.
        lines: &'a str,
        /// Where it is kept as it was, if it was there.
        copy: Option<&'a Path>,
    },
    /// Lines are taken out of the shell's own file.
    Cut {
        /// The file.
        path: &'a Path,
        /// Where it is kept as it was.
        copy: &'a Path,
    },
}

impl<'a> From<Completing<'a>> for Message<'a> {
    fn from(completing: Completing<'a>) -> Self {
        Message::Completing(completing)
    }
}
