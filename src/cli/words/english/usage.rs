//! Mistakes in command lines in English.

use super::safe;
use crate::cli::{
    mistakes::{Misuse, UsageMistake},
    words::{Explained, explained, plain},
};

/// What is wrong with a command line, and what would be right.
pub fn misuse(misuse: &Misuse) -> Explained {
    let command = &misuse.command;
    let help = format!("`{command} --help` shows how it is used");
    match &misuse.mistake {
        UsageMistake::NoCommand { word, nearest } => {
            let said = format!("there is no command `{command} {}`", safe(word));
            match nearest.as_slice() {
                [] => explained(said, format!("`{command} --help` shows what there is")),
                nearest => explained(
                    said,
                    format!("did you mean {}?", either(nearest.iter().map(|name| format!("`{command} {name}`")))),
                ),
            }
        }
        UsageMistake::NoOption { option, nearest, elsewhere, as_argument } => {
            let said = format!("`{command}` has no option {}", safe(option));
            match (nearest, elsewhere) {
                (Some(nearest), _) => explained(said, format!("did you mean {nearest}?")),
                (None, Some(elsewhere)) => explained(said, format!("`{command} {elsewhere}` has it")),
                (None, None) if *as_argument => explained(
                    said,
                    format!("{help}; a path that begins with - stands behind --: `{command} -- {}`", safe(option)),
                ),
                (None, None) => explained(said, help),
            }
        }
        UsageMistake::NoCommandGiven { commands } => {
            explained(format!("`{command}` needs a command"), format!("there are {}", commands.join(", ")))
        }
        UsageMistake::TooMany { word } => explained(format!("`{command}` has no use for \"{}\"", safe(word)), help),
        UsageMistake::NoValue { option, allowed } => {
            let hint = if allowed.is_empty() { help } else { format!("it takes {}", either(allowed.iter().cloned())) };
            explained(format!("{option} needs a value"), hint)
        }
        UsageMistake::Value { option, value, allowed, nearest } => {
            let said = format!("{option} cannot be \"{}\"", safe(value));
            match (nearest, allowed.as_slice()) {
                (_, []) => explained(said, help),
                (Some(nearest), allowed) => {
                    explained(said, format!("did you mean {nearest}? It takes {}", either(allowed.iter().cloned())))
                }
                (None, allowed) => explained(said, format!("it takes {}", either(allowed.iter().cloned()))),
            }
        }
        UsageMistake::Number { option, value, bounds } => {
            let said = format!("{option} cannot be \"{}\"", safe(value));
            match bounds.most {
                Some(most) => explained(said, format!("it takes a number from {} to {most}", bounds.least)),
                None => explained(said, format!("it takes a number from {} on", bounds.least)),
            }
        }
        UsageMistake::NoEquals { option } => explained(format!("{option} needs = before its value"), help),
        UsageMistake::NeedlessValue { option, value } => {
            explained(format!("{option} takes no value, and \"{}\" is given", safe(value)), help)
        }
        UsageMistake::Missing { arguments } => explained(format!("`{command}` needs {}", arguments.join(" ")), help),
        UsageMistake::Conflict { argument, others } => {
            explained(format!("{argument} and {} do not go together", others.join(", ")), help)
        }
        UsageMistake::Twice { option } => explained(format!("{option} is given more than once"), help),
        UsageMistake::NotText => plain("an argument is no valid Unicode"),
        UsageMistake::Other { message } => explained(safe(message), help),
    }
}

/// Names, one of which is right.
fn either(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
