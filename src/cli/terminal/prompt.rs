//! Questions to a person at a terminal, other than for secrets.

use std::io::IsTerminal;

use console::{Style, style};
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
    let theme = theme();
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

/// Readable on light and on dark terminals: see [`Tint`](super::output::Tint).
fn theme() -> ColorfulTheme {
    let sign = |sign: &str| style(sign.to_owned()).for_stderr();
    ColorfulTheme {
        prompt_prefix: sign("?").bold(),
        prompt_suffix: sign("›"),
        active_item_prefix: sign("❯").bold(),
        active_item_style: Style::new().for_stderr().bold(),
        unchecked_item_prefix: sign("⬚"),
        ..ColorfulTheme::default()
    }
}
