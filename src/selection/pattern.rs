//! Wildcards: how `*.tmp;Thumbs.db;photos/raw/*` is read and matched. `docs/selection.md` says it for people.

use std::{borrow::Cow, collections::HashMap};

use regex::bytes::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::bits::Bits;

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

    fn key(&self, folds: bool) -> &[u8] {
        if folds { self.folded() } else { self.normal() }
    }
}

/// Who asks for which patterns: many lists that a name is held against all at once.
#[derive(Debug, Clone, Default)]
pub struct PatternSet {
    /// Whether letters' case does not count.
    folds: bool,
    /// Ends of names, each beginning with a dot.
    suffixes: HashMap<Box<[u8]>, Bits>,
    names: HashMap<Box<[u8]>, Bits>,
    wild_names: Expressions,
    paths: Expressions,
}

/// Regular expressions, and whose each is.
#[derive(Debug, Clone, Default)]
struct Expressions {
    texts: Vec<String>,
    owners: Vec<usize>,
    all: Bits,
    set: Option<RegexSet>,
}

impl Expressions {
    fn push(&mut self, owner: usize, text: String) {
        self.texts.push(text);
        self.owners.push(owner);
        self.all.insert(owner);
    }

    fn compile(&mut self, folds: bool) -> Result<(), regex::Error> {
        if !self.texts.is_empty() {
            let mut builder = RegexSetBuilder::new(&self.texts);
            self.set =
                Some(builder.case_insensitive(folds).size_limit(MOST_MEMORY).dfa_size_limit(DFA_MEMORY).build()?);
        }
        Ok(())
    }

    fn find(&self, text: &[u8], found: &mut Bits) {
        // Most match nothing, which is found out without making a list of matches.
        if let Some(set) = self.set.as_ref().filter(|set| set.is_match(text)) {
            for owner in set.matches(text).into_iter().filter_map(|place| self.owners.get(place)) {
                found.insert(*owner);
            }
        }
    }
}

/// What all expressions of a kind may take together; one alone may take the tenth part of it, which `regex` sees to.
const MOST_MEMORY: usize = 100 << 20;
/// Room to work in for each thread: with less, large sets become slow.
const DFA_MEMORY: usize = 8 << 20;

impl PatternSet {
    /// An empty set.
    pub fn new(folds: bool) -> Self {
        Self { folds, ..Self::default() }
    }

    /// Adds extensions for an owner.
    pub fn add_extensions(&mut self, owner: usize, extensions: &Extensions) {
        for extension in extensions.iter() {
            self.suffixes.entry(extension.into()).or_default().insert(owner);
        }
    }

    /// Adds a list of wildcards with `;` between them. An entry that begins with `/` begins at `scope`.
    pub fn add_list(&mut self, owner: usize, list: &str, scope: Option<&[u8]>) {
        for entry in list.split(';').map(str::trim) {
            self.add_wildcard(owner, entry, scope);
        }
    }

    /// Adds one entry of a list.
    pub fn add_wildcard(&mut self, owner: usize, entry: &str, scope: Option<&[u8]>) {
        let entry: String = if std::path::is_separator('\\') { entry.replace('\\', "/") } else { entry.to_owned() };
        let entry: String = entry.nfc().collect();
        let entry = entry.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(&entry);
        if entry.is_empty() {
            return;
        }
        if let Some(anchored) = entry.strip_prefix('/') {
            let scope = scope.map_or_else(|| "[^/]*".to_owned(), escaped);
            self.paths.push(owner, format!("^(?:{scope})/(?:{})$", translated(anchored)));
        } else if entry.contains('/') {
            self.paths.push(owner, format!("(?:^|/)(?:{})$", translated(entry)));
        } else if let Some(suffix) = suffix(entry) {
            self.suffixes.entry(self.key(suffix)).or_default().insert(owner);
        } else if is_wild(entry) {
            self.wild_names.push(owner, format!("^(?:{})$", translated(entry)));
        } else {
            self.names.entry(self.key(entry)).or_default().insert(owner);
        }
    }

    /// Adds an absolute path with wildcards.
    pub fn add_path(&mut self, owner: usize, path: &[u8]) {
        let text = String::from_utf8_lossy(path);
        self.paths.push(owner, format!("^(?:{})$", translated(&text.nfc().collect::<String>())));
    }

    /// Adds a regular expression, which is asked about whole paths.
    pub fn add_regex(&mut self, owner: usize, text: &str) -> Result<(), regex::Error> {
        let text: String = text.nfc().collect();
        self.paths.push(owner, regex(&text, self.folds)?.as_str().to_owned());
        Ok(())
    }

    /// Makes the set ready to be asked.
    pub fn compile(&mut self) -> Result<(), regex::Error> {
        self.wild_names.compile(self.folds)?;
        self.paths.compile(self.folds)
    }

    fn key(&self, text: &str) -> Box<[u8]> {
        if self.folds { folded(text.as_bytes()).into() } else { text.as_bytes().into() }
    }

    /// Adds to `found` whoever asks for a name; of those that do not count, some may be there and some not. `path` makes the whole path.
    pub fn find(&self, name: &Name<'_>, path: impl FnOnce() -> Vec<u8>, counting: &Bits, found: &mut Bits) {
        self.look_up(name, found);
        if self.wild_names.all.meets(counting) {
            self.wild_names.find(name.normal(), found);
        }
        if self.paths.all.meets(counting) {
            self.paths.find(&path(), found);
        }
    }

    /// Finds what needs no expression.
    fn look_up(&self, name: &Name<'_>, found: &mut Bits) {
        let key = name.key(self.folds);
        if !self.suffixes.is_empty() {
            for dot in key.iter().enumerate().filter(|(_, byte)| **byte == b'.').map(|(at, _)| at) {
                if let Some(owners) = key.get(dot..).and_then(|end| self.suffixes.get(end)) {
                    found.add(owners);
                }
            }
        }
        if !self.names.is_empty()
            && let Some(owners) = self.names.get(key)
        {
            found.add(owners);
        }
    }
}

/// `.tmp` of `.tmp` and `*.tmp`, where no other wildcard is in it.
fn suffix(entry: &str) -> Option<&str> {
    let suffix = entry.strip_prefix('*').unwrap_or(entry);
    (suffix.starts_with('.') && !is_wild(suffix)).then_some(suffix)
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
fn translated(wildcards: &str) -> String {
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
fn escaped(bytes: &[u8]) -> String {
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

    fn asks(list: &str, path: &str, folds: bool, scope: Option<&str>) -> bool {
        let mut set = PatternSet::new(folds);
        set.add_list(3, list, scope.map(str::as_bytes));
        set.compile().unwrap();
        let mut found = Bits::default();
        let name = path.rsplit('/').next().unwrap();
        set.find(&Name::new(name.as_bytes()), || path.into(), &Bits::from_iter([3]), &mut found);
        found.contains(3)
    }

    #[test]
    fn entries_of_all_forms() {
        for (list, path, expected) in [
            ("*.tmp;*.bak", "/a/x.bak", true),
            ("*.tmp;*.bak", "/a/x.bak2", false),
            (" .tmp ;; .tar.gz ", "/a/x.tar.gz", true),
            (".tmp", "/a/.tmp", true),
            (".tmp", "/a/tmp", false),
            (".tmp", "/a/x.tmp/y", false),
            ("Thumbs.db", "/a/Thumbs.db", true),
            ("Thumbs.db", "/a/thumbs.db", false),
            ("~$*", "/a/~$letter.doc", true),
            ("a?c", "/x/abc", true),
            ("a?c", "/x/a写c", true),
            ("a?c", "/x/ac", false),
            ("[a-c]x", "/x/bx", true),
            ("[!a-c]x", "/x/bx", false),
            ("[!a-c]x", "/x/dx", true),
            ("[]]", "/x/]", true),
            ("[a-]", "/x/-", true),
            ("a[", "/x/a[", true),
            ("raw/*.jpg", "/p/raw/1.jpg", true),
            ("raw/*.jpg", "/p/draw/1.jpg", false),
            ("raw/*.jpg", "/p/raw/deep/1.jpg", false),
            ("raw/**", "/p/raw/deep/1.jpg", true),
            ("raw/**/1.jpg", "/p/raw/1.jpg", true),
            ("/p/*.jpg", "/p/1.jpg", true),
            ("/p/*.jpg", "/q/p/1.jpg", false),
            ("build/", "/p/build", true),
            ("*", "/p/anything", true),
            ("が", "/p/か\u{3099}", true),
            ("か\u{3099}*", "/p/がく", true),
        ] {
            assert_eq!(asks(list, path, false, None), expected, "{list} against {path}");
        }
        assert!(asks("*.TMP;É*", "/a/x.tmp", true, None) && asks("É*", "/a/été", true, None));
        assert!(asks("/x/*", "/home/u/x/1", false, Some("/home/u")));
        assert!(!asks("/x/*", "/home/u/y/x/1", false, Some("/home/u")));
        assert!(asks("/home/*", "C:/home/1", true, None));
    }

    #[test]
    fn names_that_are_no_unicode_match_too() {
        let mut set = PatternSet::new(false);
        set.add_list(0, "a*z;.x;b?", None);
        set.compile().unwrap();
        for name in [&b"a\xFF\xFEz"[..], b"\xFF.x", b"b\x80"] {
            let mut found = Bits::default();
            set.find(&Name::new(name), Vec::new, &Bits::from_iter([0]), &mut found);
            assert!(found.contains(0), "{name:?}");
        }
    }

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
