//! What the settings say about what is run and told around a backup: `[hooks]`.

use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::{
    Allowed, ConfigMistake,
    reader::{Reader, Words},
};
use crate::platform::errand::Errand;

/// What is run and told around a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HooksConfig {
    /// `hooks.before`: before anything is read.
    pub before: Option<Errand>,
    /// `hooks.before_failure`: what a failure of that means.
    pub before_failure: BeforeFailure,
    /// `hooks.after`: when it has ended, however it did.
    pub after: Option<Errand>,
    /// `hooks.on_failure`: when it has failed.
    pub on_failure: Option<Errand>,
    /// `hooks.timeout`: how long each of them may take.
    pub timeout: Duration,
    /// `hooks.ping`: an address that is told of beginnings and ends.
    pub ping: Option<String>,
    /// `hooks.allow_http`: the address may be one of plain http on another machine.
    pub allow_http: bool,
}

/// What it means that the command before a backup failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BeforeFailure {
    /// There is no backup.
    #[default]
    Stop,
    /// There is one all the same.
    GoOn,
}

impl Default for HooksConfig {
    fn default() -> Self {
        Self {
            before: None,
            before_failure: BeforeFailure::default(),
            after: None,
            on_failure: None,
            timeout: Duration::from_secs(300),
            ping: None,
            allow_http: false,
        }
    }
}

/// `[hooks]` as it stands there.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HooksSection {
    before: Option<Spanned<Line>>,
    before_failure: Option<Spanned<String>>,
    after: Option<Spanned<Line>>,
    on_failure: Option<Spanned<Line>>,
    timeout: Option<Spanned<String>>,
    ping: Option<Spanned<String>>,
    allow_http: bool,
}

/// A line for the shell, or a program and its arguments.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Shell(String),
    Program(Vec<String>),
}

const BEFORE_FAILURES: Words<BeforeFailure> = (&["stop", "go_on"], &[BeforeFailure::Stop, BeforeFailure::GoOn]);

/// Reads the section.
pub(super) fn read(reader: &Reader<'_>, section: HooksSection) -> Result<HooksConfig, ConfigMistake> {
    let usual = HooksConfig::default();
    Ok(HooksConfig {
        before: errand(reader, "hooks.before", section.before)?,
        before_failure: reader
            .word("hooks.before_failure", section.before_failure, BEFORE_FAILURES)?
            .unwrap_or_default(),
        after: errand(reader, "hooks.after", section.after)?,
        on_failure: errand(reader, "hooks.on_failure", section.on_failure)?,
        timeout: reader.duration("hooks.timeout", section.timeout)?.unwrap_or(usual.timeout),
        ping: ping(reader, section.ping)?,
        allow_http: section.allow_http,
    })
}

/// A command; an empty one is none.
fn errand(
    reader: &Reader<'_>,
    name: &'static str,
    line: Option<Spanned<Line>>,
) -> Result<Option<Errand>, ConfigMistake> {
    let Some(line) = line else { return Ok(None) };
    let at = line.span().start;
    let refuse = |value: String| Err(reader.refuse(name, at, value, Allowed::Command));
    match line.into_inner() {
        // The system ends a text at a zero: what comes after it would be lost.
        Line::Shell(line) if line.contains('\0') => refuse(line),
        Line::Shell(line) if line.trim().is_empty() => Ok(None),
        Line::Shell(line) => Ok(Some(Errand::Shell(line))),
        Line::Program(words) => match words.first() {
            None => Ok(None),
            Some(first) if first.trim().is_empty() || words.iter().any(|word| word.contains('\0')) => {
                refuse(words.join(" "))
            }
            Some(_) => Ok(Some(Errand::Program(words))),
        },
    }
}

fn ping(reader: &Reader<'_>, value: Option<Spanned<String>>) -> Result<Option<String>, ConfigMistake> {
    let Some(value) = value else { return Ok(None) };
    let address = value.get_ref().trim();
    if address.is_empty() {
        return Ok(None);
    }
    match url::Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(Some(address.to_owned())),
        _ => Err(reader.refuse("hooks.ping", value.span().start, address.to_owned(), Allowed::WebAddress)),
    }
}

/// A command as it stands in the settings.
pub fn shown(errand: &Errand) -> String {
    match errand {
        Errand::Shell(line) => line.clone(),
        Errand::Program(words) => words.join(" "),
    }
}

/// What the failure of the command before means, as it stands in the settings.
pub fn before_failure_name(meaning: BeforeFailure) -> &'static str {
    match meaning {
        BeforeFailure::Stop => "stop",
        BeforeFailure::GoOn => "go_on",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Bearings, Config, ConfigMistakeKind};

    fn parse(text: &str) -> Result<HooksConfig, ConfigMistake> {
        let bearings = Bearings::utc(Path::new("/home/u"));
        Config::parse(text, Path::new("/etc/aosbox/config.toml"), bearings).map(|config| config.hooks)
    }

    #[test]
    fn all_of_it_is_read() {
        let hooks = parse(
            "[hooks]\nbefore = \"dump > x\"\nbefore_failure = \"go_on\"\nafter = [\"mail\", \"a b\"]\ntimeout = \"30s\"\n\
             ping = \"https://hc.example/u?x=1\"\nallow_http = true\non_failure = \" \"\n",
        );
        assert_eq!(
            hooks.unwrap(),
            HooksConfig {
                before: Some(Errand::Shell("dump > x".into())),
                before_failure: BeforeFailure::GoOn,
                after: Some(Errand::Program(vec!["mail".into(), "a b".into()])),
                on_failure: None,
                timeout: Duration::from_secs(30),
                ping: Some("https://hc.example/u?x=1".into()),
                allow_http: true,
            }
        );
        assert_eq!(parse("[hooks]\nbefore = []\nping = \"\"\n").unwrap(), HooksConfig::default());
    }

    #[test]
    fn mistakes_name_the_setting() {
        for (text, expected) in [
            ("[hooks]\nping = \"hc.example/u\"\n", "hooks.ping"),
            ("[hooks]\nping = \"ftp://hc.example/u\"\n", "hooks.ping"),
            ("[hooks]\nbefore = [\"\", \"x\"]\n", "hooks.before"),
            ("[hooks]\nafter = \"a\\u0000b\"\n", "hooks.after"),
            ("[hooks]\nbefore_failure = \"ignore\"\n", "hooks.before_failure"),
            ("[hooks]\ntimeout = \"0s\"\n", "hooks.timeout"),
        ] {
            let mistake = parse(text).unwrap_err();
            assert_eq!(mistake.line, Some(2), "{text}");
            let ConfigMistakeKind::Value { name, .. } = mistake.kind else { panic!("{mistake:?}") };
            assert_eq!(name, expected);
        }
        assert!(parse("[hooks]\nbefore = 7\n").is_err());
    }
}
