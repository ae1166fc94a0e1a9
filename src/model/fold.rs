//! Names as a search compares them: two that people take for the same name are the same text here.
//!
//! Folded away are the form of accents (NFC, NFD), the width of letters, other forms of compatibility (ligatures, circled numbers),
//! the case of letters, and whether kana are hiragana or katakana: who looks for さくら means サクラ as well. Accents stay: `e` is not `é`.

use unicode_normalization::UnicodeNormalization;

/// From a letter of katakana to the same of hiragana.
const KATAKANA_TO_HIRAGANA: u32 = 0x60;

/// A name folded into `folded`, which is emptied first. Bytes that are no UTF-8 become U+FFFD.
pub fn fold_into(name: &[u8], folded: &mut String) {
    folded.clear();
    let text = String::from_utf8_lossy(name);
    for letter in text.chars() {
        match fold_simple(letter) {
            Some(letter) => folded.push(letter),
            // One letter that can melt into its neighbours is enough for the long way.
            None => {
                folded.clear();
                fold_any(&text, folded);
                return;
            }
        }
    }
}

/// A name folded.
pub fn fold(name: &[u8]) -> String {
    let mut folded = String::new();
    fold_into(name, &mut folded);
    folded
}

/// A letter that folds to one letter wherever it stands: normalization leaves it as it is beside others of its like.
fn fold_simple(letter: char) -> Option<char> {
    match letter {
        '\0'..='\x7f' => Some(letter.to_ascii_lowercase()),
        // Hiragana, prolonged sound and iteration marks, ideographs.
        '\u{3041}'..='\u{3096}' | '\u{30fc}' | '\u{3005}' | '\u{4e00}'..='\u{9fff}' => Some(letter),
        '\u{30a1}'..='\u{30f6}' => hiragana(letter),
        _ => None,
    }
}

fn hiragana(letter: char) -> Option<char> {
    char::from_u32(u32::from(letter) - KATAKANA_TO_HIRAGANA)
}

fn fold_any(text: &str, folded: &mut String) {
    let letters = text.nfkc().flat_map(char::to_lowercase);
    // A lower-case letter may have come apart (İ), and an end of a word has a sigma of its own.
    folded.extend(letters.nfkc().map(|letter| match letter {
        '\u{30a1}'..='\u{30f6}' => hiragana(letter).unwrap_or(letter),
        'ς' => 'σ',
        other => other,
    }));
}

/// A part of a name that is looked for.
pub struct Needle {
    folded: String,
    finder: memchr::memmem::Finder<'static>,
    /// Where names are folded, used again for each: plain ones and all others.
    room: Vec<u8>,
    folded_room: String,
}

impl Needle {
    /// Looks for this text.
    pub fn new(text: &str) -> Self {
        let folded = fold(text.as_bytes());
        let finder = memchr::memmem::Finder::new(folded.as_bytes()).into_owned();
        Self { folded, finder, room: Vec::new(), folded_room: String::new() }
    }

    /// Whether a name contains the text.
    pub fn is_in(&mut self, name: &[u8]) -> bool {
        if name.is_ascii() {
            // No folding makes another letter of these.
            if !self.folded.is_ascii() || self.folded.len() > name.len() {
                return false;
            }
            self.room.clear();
            self.room.extend_from_slice(name);
            self.room.make_ascii_lowercase();
            return self.finder.find(&self.room).is_some();
        }
        fold_into(name, &mut self.folded_room);
        self.finder.find(self.folded_room.as_bytes()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Folding as its description says it, letter after letter, without the short ways.
    fn naive(text: &str) -> String {
        let composed: String = text.nfkc().collect();
        let lower: String = composed.chars().flat_map(char::to_lowercase).collect();
        let mut plain = String::new();
        for letter in lower.nfkc() {
            let number = u32::from(letter);
            match letter {
                'ς' => plain.push('σ'),
                _ if (0x30a1..=0x30f6).contains(&number) => plain.push(char::from_u32(number - 0x60).unwrap()),
                other => plain.push(other),
            }
        }
        plain
    }

    /// Texts of the kinds that meet in names: Latin with accents, kana of both widths, marks, ideographs, and anything.
    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-cA-C.éÉÅß ]{0,6}",
            "[ァ-ヶぁ-ゖー々\u{3099}\u{309a}ｱ-ﾝﾞﾟ]{0,6}",
            "[写真会議録Ａ-Ｃａ-ｃ０-９a-c]{0,6}",
            "\\PC{0,6}",
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn folding_is_what_the_naive_model_says(text in name()) {
            prop_assert_eq!(fold(text.as_bytes()), naive(&text));
        }

        #[test]
        fn a_name_holds_a_text_as_the_naive_model_says(text in name(), before in name(), part in name(), after in name()) {
            for name in [format!("{before}{part}{after}"), before] {
                for wanted in [&part, &text] {
                    let expected = naive(&name).contains(&naive(wanted));
                    prop_assert_eq!(Needle::new(wanted).is_in(name.as_bytes()), expected, "{:?} in {:?}", wanted, name);
                }
            }
        }

        #[test]
        fn composed_and_decomposed_are_the_same(text in name()) {
            let (composed, apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(fold(composed.as_bytes()), fold(apart.as_bytes()));
        }
    }

    #[test]
    fn what_people_take_for_the_same_is_found() {
        for (wanted, name) in [
            ("写真", "2024年の写真.zip"),
            ("REPORT", "annual report.odt"),
            ("report", "ＲＥＰＯＲＴ.odt"),
            ("ガイド", "か\u{3099}いど.txt"),
            ("ｶﾞｲﾄﾞ", "旅行ガイド"),
            ("さくら", "サクラ.jpg"),
            ("café", "CAFE\u{301}.txt"),
            ("", "anything"),
        ] {
            assert!(Needle::new(wanted).is_in(name.as_bytes()), "{wanted} in {name}");
        }
        for (wanted, name) in [("写真集", "写真"), ("cafe", "café"), ("か", "が"), ("reports", "report")] {
            assert!(!Needle::new(wanted).is_in(name.as_bytes()), "{wanted} in {name}");
        }
        assert!(Needle::new("note").is_in(b"\xff\xfenote"));
    }
}
