//! What is spoken. The help and the mistakes of a command line are said, too, so it is decided by words that are not understood yet.

use std::{ffi::OsString, path::PathBuf};

use super::places::Places;
use crate::{
    cli::{
        arguments::{Tongue, variables},
        words,
    },
    config::Config,
    model::Language,
    platform,
};

/// Decides by `--lang`, its variable, the settings, and what the system says, in this order.
pub fn decide(arguments: &[OsString], settings: impl FnOnce() -> Option<Language>) {
    let given = option(arguments, "--lang").or_else(|| std::env::var_os(variables::LANG));
    let wanted = match given.filter(|given| !given.is_empty()) {
        Some(given) => {
            let tongue = <Tongue as clap::ValueEnum>::from_str(&given.to_string_lossy(), true);
            // A word that is no language is a mistake, and said as one, when the arguments are read.
            tongue.ok().and_then(Tongue::language)
        }
        None => settings(),
    };
    words::speak(wanted.unwrap_or_else(system));
}

/// What the settings file says that a command line means, where nothing else of it is read or can be.
pub fn of_file(arguments: &[OsString]) -> Option<Language> {
    let file = option(arguments, "--config").or_else(|| std::env::var_os(variables::CONFIG)).map(PathBuf::from);
    let file = file.or_else(|| Some(Places::find().ok()?.settings()))?;
    Config::language(&file)
}

/// The value of an option among arguments that are not read yet.
pub fn option(arguments: &[OsString], name: &str) -> Option<OsString> {
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        if argument == name {
            return arguments.next().cloned();
        }
        let value = argument.to_str().and_then(|text| text.strip_prefix(name)?.strip_prefix('='));
        if let Some(value) = value {
            return Some(value.into());
        }
    }
    None
}

/// What the system says.
fn system() -> Language {
    // The console of Linux, outside any desktop, has no Japanese letters.
    if std::env::var_os("TERM").is_some_and(|terminal| terminal == "linux") {
        return Language::English;
    }
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).or_else(platform::language::preferred);
    locale.and_then(|locale| Language::of_locale(&locale)).unwrap_or_default()
}

impl Tongue {
    fn language(self) -> Option<Language> {
        match self {
            Tongue::Auto => None,
            Tongue::En => Some(Language::English),
            Tongue::Ja => Some(Language::Japanese),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_among_arguments() {
        let found = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            option(&arguments, "--lang").and_then(|value| value.into_string().ok())
        };
        assert_eq!(found("aosbox backup --lang ja").as_deref(), Some("ja"));
        assert_eq!(found("aosbox --lang=ja backup").as_deref(), Some("ja"));
        assert_eq!(found("aosbox cat -- --lang ja"), None);
        assert_eq!(found("aosbox --language ja"), None);
        assert_eq!(found("aosbox backup --lang"), None);
    }
}
