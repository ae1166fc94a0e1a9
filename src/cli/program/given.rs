//! Which global options were given, and how.

use clap::{ArgMatches, parser::ValueSource};

use crate::cli::{arguments::variables, words::Provenance};

/// Which global options were given, and how.
#[derive(Debug, Clone)]
pub struct Given(Vec<(&'static str, Provenance)>);

/// The global options and their variables.
pub const OPTIONS: [(&str, &str, &str); 15] = [
    ("lang", "--lang", variables::LANG),
    ("config", "--config", variables::CONFIG),
    ("home", "--home", variables::HOME),
    ("account", "--account", variables::ACCOUNT),
    ("quiet", "--quiet", variables::QUIET),
    ("verbose", "--verbose", variables::VERBOSE),
    ("color", "--color", variables::COLOR),
    ("json", "--json", variables::JSON),
    ("progress", "--progress", variables::PROGRESS),
    ("allow_http", "--allow-http", variables::ALLOW_HTTP),
    ("endpoint", "--endpoint", variables::ENDPOINT),
    ("ca_certificate", "--ca-certificate", variables::CA_CERTIFICATE),
    ("region", "--region", variables::REGION),
    ("password_file", "--password-file", variables::PASSWORD_FILE),
    ("password_command", "--password-command", variables::PASSWORD_COMMAND),
];

impl Given {
    /// What the command line as it was read says of that.
    pub fn of(matches: &ArgMatches) -> Self {
        let from = |(id, option, variable)| {
            let from = match matches.value_source(id) {
                Some(ValueSource::CommandLine) => Provenance::Option(option),
                Some(ValueSource::EnvVariable) => Provenance::Variable(variable),
                _ => Provenance::Default,
            };
            (id, from)
        };
        Self(OPTIONS.into_iter().map(from).collect())
    }

    /// Whether an option or a variable says something.
    pub fn is_given(&self, id: &str) -> bool {
        self.from(id) != Provenance::Default
    }

    /// Whether an option of the command says something.
    pub fn is_on_command_line(&self, id: &str) -> bool {
        matches!(self.from(id), Provenance::Option(_))
    }

    /// How an option was given.
    pub fn from(&self, id: &str) -> Provenance {
        self.0.iter().find(|(known, _)| *known == id).map_or(Provenance::Default, |(_, from)| *from)
    }
}
