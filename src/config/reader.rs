//! Single values of the settings file, each with where it stands.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use toml::Spanned;

use super::{Allowed, Bearings, ConfigMistake, ConfigMistakeKind, date, length, size};
use crate::model::Timestamp;

/// Words and what they mean, with the words alone beside them for messages.
pub type Words<T> = (&'static [&'static str], &'static [T]);

/// The text of a settings file while it is read.
pub struct Reader<'a> {
    /// The text.
    pub text: &'a str,
    /// The file that it is from.
    pub file: &'a Path,
    /// What `~/` and a day mean in it.
    pub bearings: Bearings<'a>,
}

impl Reader<'_> {
    /// The line of a place in the text, from 1.
    pub fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    /// A value that is not allowed.
    pub fn refuse(&self, name: &'static str, at: usize, value: String, allowed: Allowed) -> ConfigMistake {
        ConfigMistake {
            file: self.file.to_owned(),
            line: Some(self.line(at)),
            kind: ConfigMistakeKind::Value { name, value, allowed },
        }
    }

    /// A whole number within bounds.
    pub fn number(
        &self,
        name: &'static str,
        value: Option<Spanned<i64>>,
        least: i64,
        most: i64,
    ) -> Result<Option<i64>, ConfigMistake> {
        let Some(value) = value else { return Ok(None) };
        let number = *value.get_ref();
        if (least..=most).contains(&number) {
            return Ok(Some(number));
        }
        Err(self.refuse(name, value.span().start, number.to_string(), Allowed::Number(least, most)))
    }

    /// A size.
    pub fn size(&self, name: &'static str, value: Option<Spanned<String>>) -> Result<Option<u64>, ConfigMistake> {
        let Some(value) = value else { return Ok(None) };
        match size::parse(value.get_ref()) {
            Some(size) => Ok(Some(size)),
            None => Err(self.refuse(name, value.span().start, value.get_ref().clone(), Allowed::Size)),
        }
    }

    /// A size within bounds.
    pub fn size_within(
        &self,
        name: &'static str,
        value: Option<Spanned<String>>,
        (least, most): (u64, u64),
    ) -> Result<Option<u64>, ConfigMistake> {
        let Some(value) = value else { return Ok(None) };
        match size::parse(value.get_ref()) {
            Some(size) if (least..=most).contains(&size) => Ok(Some(size)),
            _ => {
                let allowed = Allowed::SizeWithin(least, most);
                Err(self.refuse(name, value.span().start, value.get_ref().clone(), allowed))
            }
        }
    }

    /// A length of time: `90s`, `10m`, `1h`, `7d`.
    pub fn duration(
        &self,
        name: &'static str,
        value: Option<Spanned<String>>,
    ) -> Result<Option<Duration>, ConfigMistake> {
        let Some(value) = value else { return Ok(None) };
        match length::parse(value.get_ref()) {
            Some(length) => Ok(Some(length)),
            None => Err(self.refuse(name, value.span().start, value.get_ref().clone(), Allowed::Duration)),
        }
    }

    /// One of some words.
    pub fn word<T: Copy>(
        &self,
        name: &'static str,
        value: Option<Spanned<String>>,
        (words, meanings): Words<T>,
    ) -> Result<Option<T>, ConfigMistake> {
        let Some(value) = value else { return Ok(None) };
        let place = words.iter().position(|word| word == value.get_ref());
        match place.and_then(|place| meanings.get(place)) {
            Some(&meaning) => Ok(Some(meaning)),
            None => Err(self.refuse(name, value.span().start, value.get_ref().clone(), Allowed::OneOf(words))),
        }
    }

    /// A mistake of a kind of its own.
    pub fn mistake(&self, at: usize, kind: ConfigMistakeKind) -> ConfigMistake {
        ConfigMistake { file: self.file.to_owned(), line: Some(self.line(at)), kind }
    }

    /// `~/` is the home folder; anything else that is relative is taken from the settings file's own folder, so that it means
    /// the same wherever the program is started.
    pub fn path(&self, path: PathBuf) -> PathBuf {
        match self.below_home(&path) {
            Some(path) => path,
            None => self.file.parent().map_or(path.clone(), |folder| folder.join(&path)),
        }
    }

    /// The path of one that begins with `~/`.
    pub fn below_home(&self, path: &Path) -> Option<PathBuf> {
        let (rest, home) = path.strip_prefix("~").ok().zip(self.bearings.home)?;
        Some(home.components().chain(rest.components()).collect())
    }

    /// A path that is not empty.
    pub fn named_path(&self, name: &'static str, value: &Spanned<String>) -> Result<PathBuf, ConfigMistake> {
        match value.get_ref().trim() {
            "" => Err(self.refuse(name, value.span().start, value.get_ref().clone(), Allowed::Path)),
            _ => Ok(self.path(PathBuf::from(value.get_ref()))),
        }
    }

    /// The moment at which a day begins, written as text or as a date of TOML.
    pub fn day(
        &self,
        name: &'static str,
        value: Option<Spanned<toml::Value>>,
    ) -> Result<Option<Timestamp>, ConfigMistake> {
        let Some(value) = value else { return Ok(None) };
        let text = match value.get_ref() {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match date::parse(&text, self.bearings.zone) {
            Some(moment) => Ok(Some(moment)),
            None => Err(self.refuse(name, value.span().start, text, Allowed::Date)),
        }
    }
}
