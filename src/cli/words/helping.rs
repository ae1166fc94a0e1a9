//! What stands around the help of commands, on a terminal and in manual pages.

/// Something that stands around help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Helping<'a> {
    /// Before how a command is typed.
    Usage,
    /// Above commands.
    Commands,
    /// Above arguments.
    Arguments,
    /// Above options.
    Options,
    /// Above options that every command has.
    GlobalOptions,
    /// Where the options of every command are told.
    GlobalOptionsElsewhere,
    /// Where more is told of a command.
    MoreBelow {
        /// The command's own help, as it is typed.
        command: &'a str,
    },
    /// What holds if an option is not given.
    Default {
        /// The value.
        value: &'a str,
    },
    /// What an option takes.
    Values {
        /// The values.
        values: &'a str,
    },
    /// The title of the manual.
    Manual,
    /// A section of a manual page.
    Section(Section),
}

/// A section of a manual page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The command and what it does, in a line.
    Name,
    /// How it is typed.
    Synopsis,
    /// All about it.
    Description,
    /// Commands of its own.
    Commands,
    /// Its arguments and options.
    Options,
    /// Examples.
    Examples,
    /// Exit codes.
    ExitStatus,
    /// Variables.
    Environment,
    /// Files.
    Files,
    /// Other pages.
    SeeAlso,
}
