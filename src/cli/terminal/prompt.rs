//! Questions to a person at a terminal, other than for secrets.

use std::io::IsTerminal;

use dialoguer::{MultiSelect, theme::ColorfulTheme};

use super::output::Printer;
use crate::cli::{
    mistakes::{Failure, Mistake},
    words::{self, Message},
};

/// A line of a checklist.
pub struct Choice {
    /// What it says.
    pub text: String,
    /// Whether it is chosen at first.
    pub chosen: bool,
}

/// Whether somebody is there to be asked, who reads what is printed.
pub fn can_ask(printer: &Printer) -> bool {
    let terminals =
        std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    terminals && !printer.is_json() && !printer.is_quiet()
}

/// Lets somebody choose of a list; `None` if they would rather not.
pub fn checklist(question: &Message<'_>, choices: &[Choice]) -> Result<Option<Vec<bool>>, Failure> {
    let theme = ColorfulTheme::default();
    let prompt = MultiSelect::with_theme(&theme)
        .with_prompt(words::say(question))
        .items_checked(choices.iter().map(|choice| (choice.text.as_str(), choice.chosen)))
        .report(false);
    let chosen = prompt.interact_opt().map_err(|error| {
        let dialoguer::Error::IO(error) = error;
        Mistake::Prompt(error)
    })?;
    Ok(chosen.map(|chosen| (0..choices.len()).map(|place| chosen.contains(&place)).collect()))
}
