//! Where a command line leads in the tree of commands, whether it is right or not: for help, mistakes and completions.

use std::ffi::OsStr;

use clap::{Arg, Command};

/// A way through the tree of commands.
pub struct Walk<'a> {
    /// The commands, from the program to the last that was named.
    pub commands: Vec<&'a Command>,
    /// What the next word is.
    pub next: Place<'a>,
    /// How many words stand for themselves behind the last command.
    pub positionals: usize,
    /// The options with their values, by their ids.
    pub values: Vec<(&'a str, String)>,
    /// Whether help was asked for with `--help`, which tells more than `-h`.
    pub long_help: bool,
}

/// What the next word can be.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// A command, an option or an argument.
    Any,
    /// The value of an option.
    Value(&'a Arg),
    /// An argument, whatever it looks like: `--` came before.
    Argument,
}

impl<'a> Walk<'a> {
    /// The way that words lead, without the program's own name.
    pub fn new(table: &'a Command, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        let mut walk =
            Self { commands: vec![table], next: Place::Any, positionals: 0, values: Vec::new(), long_help: false };
        for word in words {
            walk.step(&word.as_ref().to_string_lossy());
        }
        walk
    }

    /// The last command that was named.
    pub fn command(&self) -> &'a Command {
        self.commands[self.commands.len() - 1]
    }

    /// The option of a long name.
    pub fn option(&self, name: &str) -> Option<&'a Arg> {
        self.command().get_arguments().find(|argument| argument.get_long() == Some(name))
    }

    fn step(&mut self, word: &str) {
        match self.next {
            Place::Value(option) => {
                self.values.push((option.get_id().as_str(), word.to_owned()));
                self.next = Place::Any;
            }
            Place::Argument => self.positionals += 1,
            Place::Any => match word {
                "--" => self.next = Place::Argument,
                "--help" => self.long_help = true,
                _ => match (word.strip_prefix("--"), word.strip_prefix('-')) {
                    (Some(long), _) => self.long(long),
                    (None, Some(shorts)) if !shorts.is_empty() => self.shorts(shorts),
                    _ => self.plain(word),
                },
            },
        }
    }

    fn long(&mut self, text: &str) {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let Some(option) = self.option(name) else { return };
        match value {
            Some(value) => self.values.push((option.get_id().as_str(), value.to_owned())),
            None if wants_word(option) => self.next = Place::Value(option),
            None => {}
        }
    }

    fn shorts(&mut self, text: &str) {
        for (place, letter) in text.char_indices() {
            let option = self.command().get_arguments().find(|argument| argument.get_short() == Some(letter));
            let Some(option) = option else { return };
            if wants_word(option) {
                let value = &text[place + letter.len_utf8()..];
                match value.is_empty() {
                    true => self.next = Place::Value(option),
                    false => self.values.push((option.get_id().as_str(), value.to_owned())),
                }
                return;
            }
        }
    }

    fn plain(&mut self, word: &str) {
        match self.command().find_subcommand(word) {
            Some(below) if self.positionals == 0 => self.commands.push(below),
            _ => self.positionals += 1,
        }
    }
}

/// Whether the word behind an option is its value.
fn wants_word(option: &Arg) -> bool {
    option.get_action().takes_values() && !option.is_require_equals_set()
}
