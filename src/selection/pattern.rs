//! Wildcards: how `*.tmp;Thumbs.db;photos/raw/*` is read and matched. `docs/selection.md` says it for people.

use std::borrow::Cow;

use regex::bytes::{Regex, RegexBuilder};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Extensions, such as a category has. Letters' case never counts: cameras write `.JPG` on every system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extensions(Vec<Box<[u8]>>);

impl Extensions {
    /// Extensions as `.jpg`, `jpg` or `*.jpg`.
    pub fn new(extensions: &[&str]) -> Self {
        let mut all: Vec<_> = extensions
            .iter()
            .map(|extension| {
                let bare = extension.trim_start_matches('*').trim_start_matches('.');
                folded(format!(".{bare}").as_bytes()).into()
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The extensions, in small letters, each with its dot.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|extension| &**extension)
    }
}

/// Patterns of paths below a folder: `*/Bookmarks`. `*` stays within a name, `**` stands for any number of folders. Letters' case
/// never counts.
#[derive(Debug, Clone)]
pub struct Patterns {
    texts: Vec<String>,
    patterns: Vec<Vec<Part>>,
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Patterns {}

#[derive(Debug, Clone)]
enum Part {
    /// `**`
    Any,
    /// A name without wildcards, folded.
    Literal(Box<[u8]>),
    /// A name with wildcards.
    Wild(Regex),
}

impl Patterns {
    /// Patterns with `/` between names.
    pub fn new(patterns: &[&str]) -> Self {
        let part = |text: &str| match text {
            "**" => Part::Any,
            _ => match regex(&format!("^(?:{})$", translated(text)), true) {
                Ok(wild) if is_wild(text) => Part::Wild(wild),
                _ => Part::Literal(folded(&normal(text.as_bytes())).into()),
            },
        };
        Self {
            texts: patterns.iter().map(|text| (*text).to_owned()).collect(),
            patterns: patterns
                .iter()
                .map(|text| text.split('/').filter(|name| !name.is_empty()).map(part).collect())
                .collect(),
        }
    }

    /// The patterns as they were given.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// Whether a path below the folder is named, or lies below a folder that is.
    pub fn take(&self, path: &[u8]) -> bool {
        self.any(path, |parts, names| matches(parts, names, true))
    }

    /// Whether anything below a folder may be named.
    pub fn may_take_below(&self, folder: &[u8]) -> bool {
        self.any(folder, leads_on)
    }

    fn any(&self, path: &[u8], holds: impl Fn(&[Part], &[&[u8]]) -> bool) -> bool {
        let names: Vec<&[u8]> = path.split(|&byte| byte == b'/').filter(|name| !name.is_empty()).collect();
        self.patterns.iter().any(|parts| holds(parts, &names))
    }
}

impl Part {
    fn matches(&self, name: &[u8]) -> bool {
        match self {
            Part::Any => true,
            Part::Literal(literal) => *folded(name) == **literal,
            Part::Wild(regex) => regex.is_match(name),
        }
    }
}

/// Whether parts match names from the first on, all of them or, if `below`, a beginning.
fn matches(parts: &[Part], names: &[&[u8]], below: bool) -> bool {
    match (parts, names) {
        ([], rest) => below || rest.is_empty(),
        ([Part::Any], _) => true,
        ([Part::Any, rest @ ..], _) => (0..=names.len()).any(|skipped| matches(rest, &names[skipped..], below)),
        ([part, rest @ ..], [name, below_it @ ..]) => part.matches(name) && matches(rest, below_it, below),
        ([_, ..], []) => false,
    }
}

/// Whether the names of a folder are a beginning of what parts match.
fn leads_on(parts: &[Part], names: &[&[u8]]) -> bool {
    match (parts, names) {
        ([Part::Any, ..], _) | (_, []) | ([], _) => true,
        ([part, rest @ ..], [name, below @ ..]) => part.matches(name) && leads_on(rest, below),
    }
}

/// A name as patterns see it.
pub struct Name<'a> {
    normal: Cow<'a, [u8]>,
    folded: std::cell::OnceCell<Option<Box<[u8]>>>,
}

impl<'a> Name<'a> {
    /// A name of the file system.
    pub fn new(name: &'a [u8]) -> Self {
        Self { normal: normal(name), folded: std::cell::OnceCell::new() }
    }

    /// In the composed form, which is how people type it and macOS does not keep it.
    pub fn normal(&self) -> &[u8] {
        &self.normal
    }

    /// In small letters, too.
    pub fn folded(&self) -> &[u8] {
        let folded = self.folded.get_or_init(|| match folded(&self.normal) {
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => Some(folded.into_boxed_slice()),
        });
        folded.as_deref().unwrap_or(&self.normal)
    }

    pub(super) fn key(&self, folds: bool) -> &[u8] {
        if folds { self.folded() } else { self.normal() }
    }
}

/// Whether a text has wildcards.
pub fn is_wild(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// A regular expression, as rules have them.
pub fn regex(text: &str, folds: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).case_insensitive(folds).build()
}

/// Wildcards as the text of a regular expression. Names need not be Unicode.
pub(super) fn translated(wildcards: &str) -> String {
    let mut text = String::new();
    let mut rest = wildcards;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        rest = match character {
            '*' if after.starts_with("*/") => {
                text.push_str("(?:(?s-u:.)*/)?");
                &after[2..]
            }
            '*' if after.starts_with('*') => {
                text.push_str("(?s-u:.)*");
                after.trim_start_matches('*')
            }
            '*' => {
                text.push_str("(?-u:[^/])*");
                after
            }
            '?' => {
                text.push_str(r"(?:[^/]|(?-u:[\x80-\xFF]))");
                after
            }
            '[' => match class(after) {
                Some((class, after)) => {
                    text.push_str(&class);
                    after
                }
                None => {
                    text.push_str(r"\[");
                    after
                }
            },
            _ => {
                text.push_str(&regex::escape(character.encode_utf8(&mut [0; 4])));
                after
            }
        };
    }
    text
}

/// The class that begins after `[`, and what follows it; `None` where no `]` ends it.
fn class(text: &str) -> Option<(String, &str)> {
    let (negated, members) = match text.strip_prefix(['!', '^']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    // A `]` that comes first is a member.
    let first = members.chars().next()?.len_utf8();
    let end = first + members.get(first..)?.find(']')?;
    let mut class = String::from(if negated { "[^/" } else { "[" });
    let mut characters = members[..end].chars().peekable();
    while let Some(member) = characters.next() {
        class.push_str(&regex::escape(member.encode_utf8(&mut [0; 4])));
        let ends = |last: &char| *last >= member;
        if characters.peek() == Some(&'-') {
            let mut ahead = characters.clone();
            ahead.next();
            if let Some(last) = ahead.next().filter(ends) {
                class.push('-');
                class.push_str(&regex::escape(last.encode_utf8(&mut [0; 4])));
                characters = ahead;
            } else {
                class.push_str(r"\-");
                characters.next();
            }
        }
    }
    class.push(']');
    Some((class, &members[end + 1..]))
}

/// Bytes of a path as the text of a regular expression that matches them.
pub(super) fn escaped(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => regex::escape(text),
        Err(_) => bytes.iter().map(|byte| format!(r"(?-u:\x{byte:02X})")).collect(),
    }
}

/// A name in its composed form. What is not Unicode stays as it is.
pub fn normal(name: &[u8]) -> Cow<'_, [u8]> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    match std::str::from_utf8(name) {
        Ok(text) if is_nfc_quick(text.chars()) != IsNormalized::Yes => {
            Cow::Owned(text.nfc().collect::<String>().into())
        }
        _ => Cow::Borrowed(name),
    }
}

/// A name in small letters.
pub fn folded(name: &[u8]) -> Cow<'_, [u8]> {
    if name.is_ascii() {
        if !name.iter().any(u8::is_ascii_uppercase) {
            return Cow::Borrowed(name);
        }
        return Cow::Owned(name.to_ascii_lowercase());
    }
    match std::str::from_utf8(name) {
        Ok(text) => Cow::Owned(text.to_lowercase().into_bytes()),
        Err(_) => Cow::Owned(name.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_below_a_folder() {
        let patterns = Patterns::new(&["*/Bookmarks", "Profiles/*/places.sqlite*", "deep/**/x"]);
        for (path, taken, below) in [
            ("Default/Bookmarks", true, true),
            ("Default/bookmarks", true, true),
            ("Default/Cache", false, false),
            ("Default", false, true),
            ("Bookmarks", false, true),
            ("Profiles/a/places.sqlite-wal", true, true),
            ("Profiles/a/b", false, false),
            ("deep/a/b", false, true),
            ("deep/a/b/x", true, true),
            ("Default/Bookmarks/in it", true, true),
        ] {
            assert_eq!(patterns.take(path.as_bytes()), taken, "{path}");
            assert_eq!(patterns.may_take_below(path.as_bytes()), below, "{path}");
        }
    }

    #[test]
    fn extensions_are_the_same_however_written() {
        assert_eq!(Extensions::new(&["*.JPG", "png", ".jpg"]), Extensions::new(&[".png", "jpg"]));
    }
}
