//! What is wrong with a command line.

/// A command line that is not understood.
#[derive(Debug)]
pub struct Misuse {
    /// The command that it got to, as it is typed.
    pub command: String,
    /// What is wrong with it.
    pub mistake: UsageMistake,
}

/// What is wrong with a command line.
#[derive(Debug, PartialEq, Eq)]
pub enum UsageMistake {
    /// There is no such command.
    NoCommand {
        /// The word.
        word: String,
        /// The commands that were perhaps meant.
        nearest: Vec<String>,
    },
    /// There is no such option.
    NoOption {
        /// The option.
        option: String,
        /// The one that was perhaps meant.
        nearest: Option<String>,
        /// The command that has it, if that is another.
        elsewhere: Option<String>,
        /// Whether it could have been meant as an argument.
        as_argument: bool,
    },
    /// A command has only commands of its own, and none is named.
    NoCommandGiven {
        /// The commands.
        commands: Vec<String>,
    },
    /// There is one word too many.
    TooMany {
        /// The word.
        word: String,
    },
    /// An option lacks its value.
    NoValue {
        /// The option.
        option: String,
        /// What it takes, if that is known.
        allowed: Vec<String>,
    },
    /// A value is none of those that an option takes.
    Value {
        /// The option.
        option: String,
        /// The value.
        value: String,
        /// What it takes.
        allowed: Vec<String>,
        /// The value that was perhaps meant.
        nearest: Option<String>,
    },
    /// A value is no number within bounds.
    Number {
        /// The option.
        option: String,
        /// The value.
        value: String,
        /// The bounds.
        bounds: NotBetween,
    },
    /// The value of an option belongs behind `=`.
    NoEquals {
        /// The option.
        option: String,
    },
    /// An option takes no value.
    NeedlessValue {
        /// The option.
        option: String,
        /// The value.
        value: String,
    },
    /// Something is missing.
    Missing {
        /// What.
        arguments: Vec<String>,
    },
    /// Two things do not go together.
    Conflict {
        /// The one.
        argument: String,
        /// The others.
        others: Vec<String>,
    },
    /// An option is given twice.
    Twice {
        /// The option.
        option: String,
    },
    /// An argument is no text.
    NotText,
    /// Anything else, in the words of the parser.
    Other {
        /// Its words.
        message: String,
    },
}

/// A text that is no number within its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number within the bounds")]
pub struct NotBetween {
    /// The smallest that is allowed.
    pub least: u32,
    /// The largest, if there is one.
    pub most: Option<u32>,
}
