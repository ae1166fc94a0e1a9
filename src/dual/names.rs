//! Names on the drive: as they are where the file system can hold them, else written so that a person still reads them.
//!
//! | what | how it is written |
//! |---|---|
//! | a character that cannot be there, a dot or blank at the end, the first letter of `CON` and the like, a byte that is no UTF-8 | `%` and two hexadecimal digits for each byte |
//! | a `%` that could be read so | `%25` |
//! | a name that is too long, or that is another's to this file system (`Readme` and `README`) | as far as it fits, `~`, 16 digits of its hash, its ending |
//! | a drive (`C:`), as the first part of a path of Windows | its letter |
//!
//! The same name is always written the same way on the same drive, and no two names in the same way.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::model::Apath;

/// What the file system of a drive can hold, as it was found out by trying. Kept on the drive, so that every computer reads it in the
/// same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRules {
    /// Names are such as Windows has: no `<>:"|?*\`, no control characters, no dot or blank at the end, not `CON` and the like.
    pub portable: bool,
    /// Names are Unicode, and not just bytes.
    pub unicode: bool,
    /// Names that differ by letters' case, or by how letters are composed, are one name.
    pub folds: bool,
    /// How long a name may be.
    pub longest: usize,
    /// Whether that counts UTF-16 units, and not bytes.
    pub in_units: bool,
}

/// Names of this program's own on the drive begin so; no copy's does.
pub const OWN: &str = ".aosbox-";
/// Longer endings are no endings.
const LONGEST_ENDING: usize = 16;
const HASH_DIGITS: usize = 16;
const RESERVED: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

impl NameRules {
    /// Where the copy of a path is, with `/` between its parts. `drives` says that the first part may be a drive of Windows.
    pub fn place(&self, path: &Apath, drives: bool) -> Vec<u8> {
        self.place_by(path, drives, |name| self.name(name))
    }

    /// Where it is if another path has that place.
    pub fn other_place(&self, path: &Apath, drives: bool) -> Vec<u8> {
        let last = path.components().count();
        let mut number = 0;
        self.place_by(path, drives, |name| {
            number += 1;
            if number == last { self.hashed(&self.written(name), name) } else { self.name(name) }
        })
    }

    fn place_by(&self, path: &Apath, drives: bool, mut name_of: impl FnMut(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let mut place = Vec::with_capacity(path.as_bytes().len());
        for (number, name) in path.components().enumerate() {
            if number > 0 {
                place.push(b'/');
            }
            let written = name_of(name);
            match name {
                [letter, b':'] if drives && number == 0 && letter.is_ascii_alphabetic() => place.push(*letter),
                _ => place.extend_from_slice(&written),
            }
        }
        place
    }

    /// How a name is written.
    pub fn name(&self, name: &[u8]) -> Vec<u8> {
        let written = self.written(name);
        if !self.fits(&written) || name.starts_with(OWN.as_bytes()) { self.hashed(&written, name) } else { written }
    }

    /// What is equal for places that are one to this file system, or may be.
    pub fn folded(&self, place: &[u8]) -> Vec<u8> {
        if !self.folds {
            return place.to_vec();
        }
        let composed: String = String::from_utf8_lossy(place).nfc().collect();
        // Up and down again: coarser than any file system, so that nothing that it takes for one is taken for two.
        composed.to_uppercase().to_lowercase().nfc().collect::<String>().into_bytes()
    }

    fn written(&self, name: &[u8]) -> Vec<u8> {
        if !self.portable && !self.unicode {
            return name.to_vec();
        }
        let is_reserved = self.portable && is_reserved(name);
        let mut written = Vec::with_capacity(name.len());
        for (at, &byte) in name.iter().enumerate() {
            let rest = &name[at + 1..];
            let could_be_read_so = match byte {
                b'%' => matches!(rest, [a, b, ..] if is_digit(*a) && is_digit(*b)),
                b'~' => rest.len() >= HASH_DIGITS && rest[..HASH_DIGITS].iter().all(|byte| is_hash_digit(*byte)),
                _ => false,
            };
            let is_forbidden = self.portable
                && (matches!(byte, b'<' | b'>' | b':' | b'"' | b'|' | b'?' | b'*' | b'\\' | 0..=31 | 127)
                    || (rest.is_empty() && matches!(byte, b'.' | b' '))
                    || (at == 0 && is_reserved));
            if could_be_read_so || is_forbidden || (self.unicode && !byte.is_ascii() && !is_unicode_at(name, at)) {
                written.extend_from_slice(format!("%{byte:02X}").as_bytes());
            } else {
                written.push(byte);
            }
        }
        written
    }

    fn fits(&self, written: &[u8]) -> bool {
        self.length(written) <= self.longest
    }

    fn length(&self, written: &[u8]) -> usize {
        if self.in_units { String::from_utf8_lossy(written).encode_utf16().count() } else { written.len() }
    }

    /// A name that its hash keeps apart from all others.
    fn hashed(&self, written: &[u8], name: &[u8]) -> Vec<u8> {
        let hash = data_encoding::HEXLOWER.encode(&blake3::hash(name).as_bytes()[..HASH_DIGITS / 2]);
        let dot = written.iter().rposition(|byte| *byte == b'.').filter(|at| *at > 0);
        let dot = dot.filter(|at| self.length(&written[*at..]) <= LONGEST_ENDING && self.portable_ending(written));
        let (stem, ending) = written.split_at(dot.unwrap_or(written.len()));
        let room = self.longest.saturating_sub(1 + HASH_DIGITS + self.length(ending));
        let mut kept = Vec::with_capacity(self.longest);
        for (at, &byte) in stem.iter().enumerate() {
            // Letters of several bytes stay whole.
            let is_boundary = byte.is_ascii() || byte & 0xc0 == 0xc0;
            if is_boundary && self.length(&stem[..next_boundary(stem, at)]) > room {
                break;
            }
            kept.push(byte);
        }
        if let Some(first) = kept.first_mut().filter(|_| name.starts_with(OWN.as_bytes())) {
            *first = b'_';
        }
        [&kept[..], b"~", hash.as_bytes(), ending].concat()
    }

    /// Whether an ending can be kept behind the hash: one that is cut in the middle of a letter or an escape cannot.
    fn portable_ending(&self, written: &[u8]) -> bool {
        !self.unicode || std::str::from_utf8(written).is_ok()
    }
}

fn next_boundary(bytes: &[u8], at: usize) -> usize {
    (at + 1..bytes.len()).find(|next| bytes[*next] & 0xc0 != 0x80).unwrap_or(bytes.len())
}

/// Whether the byte at this place belongs to a letter of UTF-8. Only the four bytes around it matter.
fn is_unicode_at(name: &[u8], at: usize) -> bool {
    let first = (at.saturating_sub(3)..=at).rev().find(|place| name[*place] & 0xc0 != 0x80);
    let Some(first) = first else { return false };
    (1..=4).filter_map(|length| name.get(first..first + length)).any(|letter| {
        std::str::from_utf8(letter).is_ok_and(|text| text.chars().count() == 1) && at < first + letter.len()
    })
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte)
}

fn is_hash_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

/// Names that Windows keeps for devices, with any ending.
fn is_reserved(name: &[u8]) -> bool {
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or_default();
    let stem = String::from_utf8_lossy(stem).trim_end().to_uppercase();
    if RESERVED.contains(&stem.as_str()) {
        return true;
    }
    let mut letters = stem.chars();
    let number = letters.by_ref().skip(3).collect::<String>();
    (stem.starts_with("COM") || stem.starts_with("LPT"))
        && matches!(number.as_str(), "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    const FAT: NameRules = NameRules { portable: true, unicode: true, folds: true, longest: 255, in_units: true };
    const PLAIN: NameRules = NameRules { portable: false, unicode: false, folds: false, longest: 255, in_units: false };
    const APPLE: NameRules = NameRules { portable: false, unicode: true, folds: true, longest: 255, in_units: true };

    fn name(rules: NameRules, name: &str) -> String {
        String::from_utf8(rules.name(name.as_bytes())).unwrap()
    }

    #[test]
    fn names_stay_readable() {
        for same in ["letter.odt", "100%.txt", "写真.jpg", "~backup", "a.b.c", "Contents", "COM10", "%zz"] {
            assert_eq!(name(FAT, same), same);
        }
        for (before, after) in [
            ("a:b?.txt", "a%3Ab%3F.txt"),
            ("end.", "end%2E"),
            ("end ", "end%20"),
            ("con", "%63on"),
            ("Aux.txt", "%41ux.txt"),
            ("COM¹", "%43OM¹"),
            ("50%2F", "50%252F"),
            ("tab\tbed", "tab%09bed"),
        ] {
            assert_eq!(name(FAT, before), after);
        }
        assert_eq!(FAT.name(b"a\xffb\xe3\x81"), b"a%FFb%E3%81");
        assert_eq!(PLAIN.name(b"a\xffb:%41"), b"a\xffb:%41");
        assert!(name(PLAIN, ".aosbox-dual.json").starts_with("_aosbox-dual~"));
        let long = format!("{}.jpeg", "長".repeat(300));
        let cut = name(FAT, &long);
        assert!(cut.starts_with("長長") && cut.ends_with(".jpeg") && cut.encode_utf16().count() <= 255, "{cut}");
    }

    #[test]
    fn paths_are_written_part_by_part() {
        let path = Apath::from_bytes("/C:/Users/a?b/c").unwrap();
        assert_eq!(FAT.place(&path, true), b"C/Users/a%3Fb/c");
        assert_eq!(FAT.place(&path, false), b"C%3A/Users/a%3Fb/c");
        let other = String::from_utf8(FAT.other_place(&path, true)).unwrap();
        assert!(other.starts_with("C/Users/a%3Fb/c~"), "{other}");
    }

    #[test]
    fn what_a_file_system_takes_for_one_is_folded() {
        for (one, other) in [("README", "Readme"), ("é", "e\u{301}"), ("É", "e\u{301}"), ("ß", "SS")] {
            assert_eq!(FAT.folded(one.as_bytes()), FAT.folded(other.as_bytes()), "{one} {other}");
        }
        assert_ne!(PLAIN.folded(b"README"), PLAIN.folded(b"Readme"));
    }

    /// Names that go near the edges: of what is forbidden, of what stands for something else, of what is too long.
    fn names() -> impl Strategy<Value = Vec<u8>> {
        let part = prop_oneof![
            "[a-c.% ~:?]{1,3}".prop_map(String::into_bytes),
            prop::sample::select(vec![
                &b"%41"[..],
                b"%25",
                b"CON",
                b"con.x",
                b"~0123456789abcdef",
                b"\xff",
                b"\xe3\x81",
                b"\xe5\x86\x99",
                b".aosbox-",
                b".",
                b" ",
                b"\x01"
            ])
            .prop_map(<[u8]>::to_vec),
            (1usize..140).prop_map(|count| "長".repeat(count).into_bytes()),
        ];
        prop::collection::vec(part, 1..5)
            .prop_map(|parts| parts.concat())
            .prop_filter("a component", |name| crate::model::apath::is_component(name))
    }

    proptest! {
        #[test]
        fn no_two_names_are_written_the_same_way(all in prop::collection::vec(names(), 1..40)) {
            for rules in [FAT, PLAIN, APPLE] {
                let mut seen: HashMap<Vec<u8>, &Vec<u8>> = HashMap::new();
                for name in &all {
                    if let Some(other) = seen.insert(rules.name(name), name) {
                        prop_assert_eq!(other, name);
                    }
                }
            }
        }

        #[test]
        fn every_name_is_legal_and_stays_in_its_folder(name in names()) {
            for rules in [FAT, PLAIN, APPLE] {
                for written in [rules.name(&name), rules.hashed(&rules.written(&name), &name)] {
                    prop_assert!(crate::model::apath::is_component(&written), "{written:?}");
                    prop_assert!(!written.starts_with(OWN.as_bytes()));
                    prop_assert!(rules.fits(&written) || (name.len() <= 255 && !rules.in_units), "{written:?}");
                    if rules.unicode {
                        prop_assert!(std::str::from_utf8(&written).is_ok(), "{written:?}");
                    }
                    if rules.portable {
                        let forbidden = |byte: &u8| matches!(byte, b'<' | b'>' | b':' | b'"' | b'|' | b'?' | b'*' | b'\\' | b'/' | 0..=31);
                        prop_assert!(!written.iter().any(forbidden), "{written:?}");
                        prop_assert!(!written.ends_with(b".") && !written.ends_with(b" "), "{written:?}");
                        prop_assert!(!is_reserved(&written), "{written:?}");
                    }
                }
            }
        }
    }
}
