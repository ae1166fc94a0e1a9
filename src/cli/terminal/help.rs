//! The help of commands: which command is meant, and its page in the user's language.

mod page;
mod walk;

use std::{ffi::OsString, io::IsTerminal};

use clap::{Command, CommandFactory};

#[cfg(test)]
pub use self::page::values;
pub use self::{
    page::{left, right, usage},
    walk::{Place, Walk},
};
use super::output::Printer;
use crate::cli::{
    arguments::Arguments,
    mistakes::{Failure, Outcome},
    words,
};

/// The width of a page where nobody says one, and the one beyond which lines are hard to follow.
const USUAL_WIDTH: usize = 80;
const LARGEST_WIDTH: usize = 100;
/// Below this, a page is no narrower: lines of single words help nobody.
const LEAST_WIDTH: usize = 40;

/// The table of arguments, with all that clap adds to it.
pub fn table() -> Command {
    let mut command = Arguments::command();
    command.build();
    command
}

/// The page that `-h` or `--help` asks for on a command line.
pub fn asked(words: &[OsString], printer: &Printer) -> Result<Outcome, Failure> {
    let table = table();
    let walk = Walk::new(&table, words.iter().skip(1));
    show(&walk.commands, walk.long_help, printer)
}

/// The page of a command.
pub fn page(path: &[&Command], long: bool, printer: &Printer) -> String {
    page::page(path, &page::Look { language: words::language(), long, width: width(), printer })
}

/// A command with those above it, as it is typed.
pub fn typed(path: &[&Command]) -> String {
    path.iter().map(|command| command.get_name()).collect::<Vec<_>>().join(" ")
}

/// The names of the commands below one.
pub fn names(command: &Command) -> Vec<String> {
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    below.map(|below| below.get_name().to_owned()).collect()
}

/// Shows the page of a command.
pub fn show(path: &[&Command], long: bool, printer: &Printer) -> Result<Outcome, Failure> {
    printer.raw(page(path, long, printer).as_bytes())?;
    Ok(Outcome::Done)
}

fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || {
        let terminal = if std::io::stdout().is_terminal() { console::Term::stdout() } else { return None };
        terminal.size_checked().map(|(_, columns)| usize::from(columns))
    };
    told.or_else(seen).unwrap_or(USUAL_WIDTH).clamp(LEAST_WIDTH, LARGEST_WIDTH)
}

#[cfg(test)]
mod tests;
