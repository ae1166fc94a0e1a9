//! Mistakes in the settings, in English.

use crate::{
    cli::{
        text::paths,
        words::{Explained, explained, figures::bytes, plain},
    },
    config::{Allowed, ConfigMistake, ConfigMistakeKind, FilterMistake},
    model::Category,
};

/// What to say about a mistake in the settings file.
pub fn mistake(mistake: &ConfigMistake) -> Explained {
    let place = match mistake.line {
        Some(line) => format!("{}, line {line}", paths::local(&mistake.file)),
        None => paths::local(&mistake.file),
    };
    match &mistake.kind {
        ConfigMistakeKind::Unreadable(answer) => explained(
            format!("cannot read the settings {place}: {}", answer.0),
            "see that it is a text in UTF-8 that you may read",
        ),
        ConfigMistakeKind::Form(message) => {
            explained(format!("{place}: {}", safe(message)), "config.example.toml shows every setting")
        }
        ConfigMistakeKind::Value { name, value, allowed } => {
            let message = format!("{place}: {name} is \"{}\", but must be {}", safe(value), self::allowed(allowed));
            match allowed {
                Allowed::Category(Some(category)) => explained(message, format!("was \"{}\" meant?", category.id())),
                _ => plain(message),
            }
        }
        ConfigMistakeKind::Regex { name, value, message } => explained(
            format!("{place}: {name} is \"{}\", but must be a regular expression: {}", safe(value), reason(message)),
            "without regex = true it is a list of wildcards: \"*.tmp;*.bak\"",
        ),
        ConfigMistakeKind::EveryAndAt => explained(
            format!("{place}: schedule has both every and at"),
            "backups begin at intervals (every) or at times of the week (at)",
        ),
        ConfigMistakeKind::Filter(mistake) => {
            explained(format!("{place}: {}", filter(*mistake)), "`aosbox filter add --help` has examples")
        }
    }
}

/// What is wrong with a filter as a whole.
pub fn filter(mistake: FilterMistake) -> &'static str {
    match mistake {
        FilterMistake::Empty => "a filter needs only, exclude, larger_than or older_than",
        FilterMistake::OnlyAndExclude => "a filter has either only or exclude: what both should do are two filters",
        FilterMistake::RegexAlone => "regex says how only or exclude is meant, and this filter has neither",
    }
}

/// What a value may be.
pub fn allowed(allowed: &Allowed) -> String {
    match allowed {
        Allowed::Number(least, most) => format!("a whole number from {least} to {most}"),
        Allowed::Size => "a size such as \"500GB\" or \"2 GiB\"".to_owned(),
        Allowed::SizeWithin(least, most) => format!("a size from {} to {}", bytes(*least), bytes(*most)),
        Allowed::Duration => "a length of time such as \"90s\", \"5min\" or \"7d\"".to_owned(),
        Allowed::OneOf(words) => format!("one of \"{}\"", words.join("\", \"")),
        Allowed::Category(_) => format!("one of \"{}\"", Category::ALL.map(Category::id).join("\", \"")),
        Allowed::Speed => "a speed such as \"2MB/s\", \"16Mbps\" or \"none\"".to_owned(),
        Allowed::Window => "hours such as \"mon-fri 09:00-18:00\"".to_owned(),
        Allowed::Interval => {
            "a length of time in steps of five minutes up to 31 days, such as \"30m\" or \"1h\"".to_owned()
        }
        Allowed::Path => "a path".to_owned(),
        Allowed::Date => "a day such as \"2020-01-01\"".to_owned(),
        Allowed::Proxy => "\"system\", \"none\" or an address such as \"http://proxy.example:3128\"".to_owned(),
        Allowed::Command => "a command for the shell, or a list of a program and its arguments".to_owned(),
        Allowed::WebAddress => "an address such as \"https://example.com/ping\"".to_owned(),
        Allowed::Wildcards => "wildcards such as \"*.tmp;*.bak\", or with regex = true a regular expression".to_owned(),
    }
}

/// The last line of what the engine says, which is the reason; those before it point at the place.
pub fn reason(message: &str) -> String {
    let last = message.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    safe(last.trim().trim_start_matches("error: "))
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}
