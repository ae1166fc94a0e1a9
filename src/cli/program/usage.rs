//! What is wrong with a command line, read from clap's error as data: it is said like every other mistake.

use std::{error::Error as _, ffi::OsString, process::ExitCode};

use clap::{
    ValueEnum,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{language, settings};
use crate::cli::{
    arguments::{When, variables},
    mistakes::{Misuse, NotBetween, Outcome, UsageMistake},
    terminal::{help, output::Printer},
};

/// Does what clap's answer to a command line is: shows help, the version, or what is wrong.
pub fn answer(error: &clap::Error, words: &[OsString]) -> ExitCode {
    let printer = printer(words);
    let done = match error.kind() {
        ErrorKind::DisplayHelp => help::asked(words, &printer),
        ErrorKind::DisplayVersion => printer.raw(error.to_string().as_bytes()).map(|()| Outcome::Done),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if !printer.is_json() => {
            let table = help::table();
            let walk = help::Walk::new(&table, words.iter().skip(1));
            printer.error_line(help::page(&walk.commands, false, &printer).trim_end());
            return ExitCode::from(2);
        }
        // Whoever types `aosbox filter help` is understood.
        ErrorKind::InvalidSubcommand if texts(error.get(ContextKind::InvalidSubcommand)) == ["help"] => {
            help::asked(words, &printer)
        }
        _ => Err(Misuse::new(error, words).into()),
    };
    printer.end(done)
}

/// A printer as a command line that is not understood seems to want it.
fn printer(words: &[OsString]) -> Printer {
    let is_said = |option: &str| words.iter().take_while(|word| *word != "--").any(|word| word == option);
    let is_set = |name: &str| {
        let value = std::env::var(name).unwrap_or_default().to_lowercase();
        !["", "0", "n", "no", "f", "false", "off"].contains(&value.as_str())
    };
    let color = language::option(words, "--color").or_else(|| std::env::var_os(variables::COLOR));
    let color = color.and_then(|color| When::from_str(&color.to_string_lossy(), false).ok()).unwrap_or(When::Auto);
    let json = is_said("--json") || is_set(variables::JSON);
    Printer::new(is_said("--quiet"), json, color, settings::wants_no_color())
}

impl Misuse {
    /// What an error of the parser says about a command line.
    pub fn new(error: &clap::Error, words: &[OsString]) -> Self {
        let table = help::table();
        let walk = help::Walk::new(&table, words.iter().skip(1));
        Self { command: help::typed(&walk.commands), mistake: UsageMistake::of(error, &help::names(walk.command())) }
    }
}

impl UsageMistake {
    fn of(error: &clap::Error, commands: &[String]) -> Self {
        let texts = |kind| texts(error.get(kind));
        let text = |kind| texts(kind).into_iter().next().unwrap_or_default();
        let argument = || text(ContextKind::InvalidArg);
        let value = || text(ContextKind::InvalidValue);
        match error.kind() {
            ErrorKind::InvalidSubcommand => UsageMistake::NoCommand {
                word: text(ContextKind::InvalidSubcommand),
                nearest: texts(ContextKind::SuggestedSubcommand),
            },
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                UsageMistake::NoCommandGiven { commands: commands.to_vec() }
            }
            ErrorKind::UnknownArgument => match argument() {
                option if option.starts_with('-') => {
                    let hints = texts(ContextKind::Suggested);
                    UsageMistake::NoOption {
                        nearest: texts(ContextKind::SuggestedArg).into_iter().next(),
                        // The parser says it as `'backup --dry-run' exists`, and that a value follows `--` as `… use '-- -x'`.
                        elsewhere: hints
                            .iter()
                            .find_map(|hint| hint.strip_prefix('\'')?.strip_suffix("' exists").map(str::to_owned)),
                        as_argument: hints.iter().any(|hint| hint.contains("'-- ")),
                        option,
                    }
                }
                word => UsageMistake::TooMany { word },
            },
            ErrorKind::InvalidValue if value().is_empty() => {
                UsageMistake::NoValue { option: argument(), allowed: texts(ContextKind::ValidValue) }
            }
            ErrorKind::InvalidValue => UsageMistake::Value {
                option: argument(),
                value: value(),
                allowed: texts(ContextKind::ValidValue),
                nearest: texts(ContextKind::SuggestedValue).into_iter().next(),
            },
            ErrorKind::ValueValidation => match error.source().and_then(|source| source.downcast_ref::<NotBetween>()) {
                Some(bounds) => UsageMistake::Number { option: argument(), value: value(), bounds: *bounds },
                None => UsageMistake::Value { option: argument(), value: value(), allowed: Vec::new(), nearest: None },
            },
            ErrorKind::NoEquals => UsageMistake::NoEquals { option: argument() },
            ErrorKind::TooManyValues => UsageMistake::NeedlessValue { option: argument(), value: value() },
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
                UsageMistake::NoValue { option: argument(), allowed: Vec::new() }
            }
            ErrorKind::MissingRequiredArgument => UsageMistake::Missing { arguments: texts(ContextKind::InvalidArg) },
            ErrorKind::ArgumentConflict => {
                let (argument, others) = (argument(), texts(ContextKind::PriorArg));
                match others.is_empty() || others == [argument.as_str()] {
                    true => UsageMistake::Twice { option: argument },
                    false => UsageMistake::Conflict { argument, others },
                }
            }
            ErrorKind::InvalidUtf8 => UsageMistake::NotText,
            _ => {
                let message = error.to_string();
                let first = message.lines().next().unwrap_or_default();
                UsageMistake::Other { message: first.trim_start_matches("error: ").to_owned() }
            }
        }
    }
}

fn texts(value: Option<&ContextValue>) -> Vec<String> {
    match value {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(line: &str) -> (String, UsageMistake) {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let error = help::table().try_get_matches_from(&words).expect_err("this is wrong");
        let misuse = Misuse::new(&error, &words);
        (misuse.command, misuse.mistake)
    }

    #[test]
    fn mistakes_are_told_apart() {
        use UsageMistake as Is;
        let text = str::to_owned;
        for (line, command, is) in [
            ("aosbox bakup", "aosbox", Is::NoCommand { word: text("bakup"), nearest: vec![text("backup")] }),
            (
                "aosbox backup --dryrun",
                "aosbox backup",
                Is::NoOption {
                    option: text("--dryrun"),
                    nearest: Some(text("--dry-run")),
                    elsewhere: None,
                    // What was meant is clear enough.
                    as_argument: false,
                },
            ),
            ("aosbox status now", "aosbox status", Is::TooMany { word: text("now") }),
            ("aosbox backup --jobs", "aosbox backup", Is::NoValue { option: text("--jobs <N>"), allowed: Vec::new() }),
            (
                "aosbox backup --jobs 0",
                "aosbox backup",
                Is::Number {
                    option: text("--jobs <N>"),
                    value: text("0"),
                    bounds: NotBetween { least: 1, most: Some(256) },
                },
            ),
            (
                "aosbox restore --replace newr",
                "aosbox restore",
                Is::Value {
                    option: text("--replace <WHICH>"),
                    value: text("newr"),
                    allowed: ["newer", "never", "always"].map(text).into(),
                    nearest: Some(text("newer")),
                },
            ),
            ("aosbox versions", "aosbox versions", Is::Missing { arguments: vec![text("<PATH>")] }),
            ("aosbox ls --json=1", "aosbox ls", Is::NeedlessValue { option: text("--json"), value: text("1") }),
            ("aosbox backup --mode fast --mode auto", "aosbox backup", Is::Twice { option: text("--mode <MODE>") }),
            (
                "aosbox cat x --version 1 --as-of 3d",
                "aosbox cat",
                Is::Conflict { argument: text("--version <N>"), others: vec![text("--as-of <TIME>")] },
            ),
        ] {
            assert_eq!(mistake(line), (command.to_owned(), is), "{line}");
        }
    }
}
