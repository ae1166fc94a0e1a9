//! Many patterns at once: a name is held against all lists of wildcards in a few look-ups.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use regex::bytes::{RegexSet, RegexSetBuilder};
use unicode_normalization::UnicodeNormalization;

use super::{
    bits::Bits,
    pattern::{Extensions, Name, escaped, folded, is_wild, regex, translated},
};

/// Who asks for which patterns: many lists that a name is held against all at once.
#[derive(Debug, Clone, Default)]
pub struct PatternSet {
    /// Whether letters' case does not count.
    folds: bool,
    /// Ends of names, each beginning with a dot.
    suffixes: Table,
    names: Table,
    beginnings: Beginnings,
    wild_names: Expressions,
    /// With which bytes the names begin that `wild_names` may match.
    wild_begin: Bytes,
    /// Expressions for whole paths of owners that count everywhere.
    paths: Expressions,
    /// Those of owners that count in places, kept apart: most paths lie in none of these.
    scoped_paths: Expressions,
}

/// Owners by a name or an end of one.
#[derive(Debug, Clone, Default)]
struct Table {
    owners: HashMap<Box<[u8]>, Bits, BuildHasherDefault<Fnv>>,
    /// For each byte at the end, a bit for each length that there is; the last bit is for all that are longer. Most names have none of them.
    lengths: Vec<u64>,
}

/// The bit for what is too long for one of its own.
const LONG: usize = 63;

impl Table {
    fn insert(&mut self, key: Box<[u8]>, owner: usize) {
        if let Some(last) = key.last() {
            self.lengths.resize(256, 0);
            self.lengths[usize::from(*last)] |= 1 << key.len().min(LONG);
        }
        self.owners.entry(key).or_default().insert(owner);
    }

    /// The lengths of what may be found at the end of a name.
    fn lengths(&self, name: &[u8]) -> u64 {
        let lengths = name.last().and_then(|last| self.lengths.get(usize::from(*last)));
        lengths.copied().unwrap_or_default()
    }

    fn find(&self, name: &[u8], found: &mut Bits) {
        if self.lengths(name) >> name.len().min(LONG) & 1 == 1
            && let Some(owners) = self.owners.get(name)
        {
            found.add(owners);
        }
    }

    /// Finds all ends of a name, which begin with a dot.
    fn find_ends(&self, name: &[u8], found: &mut Bits) {
        let mut lengths = self.lengths(name);
        while lengths != 0 {
            let length = lengths.trailing_zeros() as usize;
            lengths &= lengths - 1;
            let Some(start) = name.len().checked_sub(length) else { return };
            let starts = if length == LONG { 0..=start } else { start..=start };
            for end in starts.filter_map(|start| name.get(start..)).filter(|end| end.first() == Some(&b'.')) {
                if let Some(owners) = self.owners.get(end) {
                    found.add(owners);
                }
            }
        }
    }
}

/// A quick hash of short keys. What is in the tables comes from the settings, so that nobody can make them slow from outside.
#[derive(Debug, Clone)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0 ^ number as u64).wrapping_mul(0x0100_0000_01b3);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Owners by what names begin with.
#[derive(Debug, Clone, Default)]
struct Beginnings {
    owners: Vec<(Box<[u8]>, Bits)>,
    first: Bytes,
}

impl Beginnings {
    fn insert(&mut self, text: &str, owner: usize, folds: bool) {
        self.first.insert_first(text, folds);
        match self.owners.iter_mut().find(|(beginning, _)| **beginning == *text.as_bytes()) {
            Some((_, owners)) => owners.insert(owner),
            None => self.owners.push((text.as_bytes().into(), Bits::from_iter([owner]))),
        }
    }

    fn find(&self, name: &[u8], folds: bool, found: &mut Bits) {
        if !name.first().is_some_and(|first| self.first.contains(*first)) {
            return;
        }
        for (beginning, owners) in &self.owners {
            let begins = match name.get(..beginning.len()) {
                Some(start) if folds => start.eq_ignore_ascii_case(beginning),
                Some(start) => start == &**beginning,
                None => false,
            };
            if begins {
                found.add(owners);
            }
        }
    }
}

/// A set of bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Bytes([u64; 4]);

impl Bytes {
    fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte / 64)] |= 1 << (byte % 64);
    }

    fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte / 64)] >> (byte % 64) & 1 == 1
    }

    /// Adds all bytes with which a name may begin that a wildcard matches.
    fn insert_first(&mut self, wildcard: &str, folds: bool) {
        match wildcard.bytes().next() {
            Some(first)
                if !is_wild(&wildcard[..usize::from(first.is_ascii())]) && (!folds || folds_within_ascii(first)) =>
            {
                self.insert(first);
                if folds {
                    self.insert(first.to_ascii_lowercase());
                    self.insert(first.to_ascii_uppercase());
                }
            }
            _ => self.0 = [u64::MAX; 4],
        }
    }
}

/// Whether no other characters are the same letter where case does not count. For `k` and `s` there are the signs for Kelvin and the long s.
fn folds_within_ascii(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte.to_ascii_lowercase(), b'k' | b's')
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
            self.suffixes.insert(extension.into(), owner);
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
        let is_scoped = scope.is_some();
        if let Some(anchored) = entry.strip_prefix('/') {
            let scope = scope.map_or_else(|| "[^/]*".to_owned(), escaped);
            self.paths(is_scoped).push(owner, format!("^(?:{scope})/(?:{})$", translated(anchored)));
        } else if entry.contains('/') {
            self.paths(is_scoped).push(owner, format!("(?:^|/)(?:{})$", translated(entry)));
        } else if let Some(suffix) = suffix(entry) {
            self.suffixes.insert(self.key(suffix), owner);
        } else if let Some(beginning) = beginning(entry, self.folds) {
            self.beginnings.insert(beginning, owner, self.folds);
        } else if is_wild(entry) {
            self.wild_begin.insert_first(entry, self.folds);
            self.wild_names.push(owner, format!("^(?:{})$", translated(entry)));
        } else {
            self.names.insert(self.key(entry), owner);
        }
    }

    /// Adds an absolute path with wildcards, for an owner that counts only there.
    pub fn add_path(&mut self, owner: usize, path: &[u8]) {
        let text = String::from_utf8_lossy(path);
        self.scoped_paths.push(owner, format!("^(?:{})$", translated(&text.nfc().collect::<String>())));
    }

    /// Adds a regular expression, which is asked about whole paths, for an owner that counts everywhere or only in places.
    pub fn add_regex(&mut self, owner: usize, text: &str, is_scoped: bool) -> Result<(), regex::Error> {
        let text: String = text.nfc().collect();
        let expression = regex(&text, self.folds)?.as_str().to_owned();
        self.paths(is_scoped).push(owner, expression);
        Ok(())
    }

    /// Makes the set ready to be asked.
    pub fn compile(&mut self) -> Result<(), regex::Error> {
        self.wild_names.compile(self.folds)?;
        self.paths.compile(self.folds)?;
        self.scoped_paths.compile(self.folds)
    }

    fn paths(&mut self, is_scoped: bool) -> &mut Expressions {
        if is_scoped { &mut self.scoped_paths } else { &mut self.paths }
    }

    fn key(&self, text: &str) -> Box<[u8]> {
        if self.folds { folded(text.as_bytes()).into() } else { text.as_bytes().into() }
    }

    /// Adds to `found` whoever asks for a name; of those that do not count, some may be there and some not. `path` makes the whole path.
    pub fn find<'p>(&self, name: &Name<'_>, path: impl Fn() -> &'p [u8], counting: &Bits, found: &mut Bits) {
        self.look_up(name, found);
        let may_match = || name.normal().first().is_none_or(|first| self.wild_begin.contains(*first));
        if self.wild_names.all.meets(counting) && may_match() {
            self.wild_names.find(name.normal(), found);
        }
        for paths in [&self.paths, &self.scoped_paths] {
            if paths.all.meets(counting) {
                paths.find(path(), found);
            }
        }
    }

    /// Finds what needs no expression.
    fn look_up(&self, name: &Name<'_>, found: &mut Bits) {
        if !self.suffixes.owners.is_empty() || !self.names.owners.is_empty() {
            let key = name.key(self.folds);
            self.suffixes.find_ends(key, found);
            self.names.find(key, found);
        }
        self.beginnings.find(name.normal(), self.folds, found);
    }
}

/// `.tmp` of `.tmp` and `*.tmp`, where no other wildcard is in it.
fn suffix(entry: &str) -> Option<&str> {
    let suffix = entry.strip_prefix('*').unwrap_or(entry);
    (suffix.starts_with('.') && !is_wild(suffix)).then_some(suffix)
}

/// `~$` of `~$*`, where no other wildcard is in it and plain bytes tell what it matches.
fn beginning(entry: &str, folds: bool) -> Option<&str> {
    let beginning = entry.strip_suffix('*').filter(|beginning| !beginning.is_empty() && !is_wild(beginning))?;
    (!folds || beginning.bytes().all(folds_within_ascii)).then_some(beginning)
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
        set.find(&Name::new(name.as_bytes()), || path.as_bytes(), &Bits::from_iter([3]), &mut found);
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
    fn ends_and_beginnings_of_any_length_are_found() {
        for length in [1, 62, 63, 64, 200] {
            let text = "x".repeat(length);
            for folds in [false, true] {
                for (list, path) in [
                    (format!("*.{text}"), format!("/a/y.{text}")),
                    (format!("*.{text}"), format!("/a/.{text}")),
                    (format!("{text}*"), format!("/a/{text}.y")),
                    (format!("{text}*"), format!("/a/{text}")),
                    (text.clone(), format!("/a/{text}")),
                ] {
                    assert!(asks(&list, &path, folds, None), "{list} against {path}");
                    assert!(!asks(&list, &format!("{path}/b"), folds, None), "{list}");
                    assert_eq!(asks(&list, &path.to_uppercase(), folds, None), folds, "{list} against {path}");
                }
                assert!(!asks(&format!("*.{text}"), &format!("/a/{text}"), folds, None));
                assert!(!asks(&format!("{text}*"), &format!("/a/y{text}"), folds, None));
            }
        }
        // The Kelvin sign and the long s are letters of the alphabet where case does not count.
        assert!(asks("k*", "/a/\u{212A}elvin", true, None) && asks("S?x", "/a/\u{17F}yx", true, None));
        assert!(asks("ΟΔΟΣ*", "/a/οδοσα", true, None) && !asks("i*", "/a/İx", true, None));
        assert!(asks("[~]x*", "/a/~xy", true, None) && asks("~x*", "/a/~XY", true, None));
    }

    #[test]
    fn names_that_are_no_unicode_match_too() {
        let mut set = PatternSet::new(false);
        set.add_list(0, "a*z;.x;b?", None);
        set.compile().unwrap();
        for name in [&b"a\xFF\xFEz"[..], b"\xFF.x", b"b\x80"] {
            let mut found = Bits::default();
            set.find(&Name::new(name), || &[], &Bits::from_iter([0]), &mut found);
            assert!(found.contains(0), "{name:?}");
        }
    }
}
