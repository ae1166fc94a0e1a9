//! Why the command before a backup kept it from being made.

/// The command before a backup failed, so that there was none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeFailed {
    /// How.
    pub trouble: HookTrouble,
    /// The last line that it wrote.
    pub last: Option<String>,
}

/// How a command did not do what it was to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HookTrouble {
    /// It ended with this exit code.
    Code(i32),
    /// It was ended by a signal of this number.
    Signal(i32),
    /// It took longer than so many seconds and was ended.
    TimedOut(u64),
    /// It could not be run: the system's words.
    NotRun(String),
}
