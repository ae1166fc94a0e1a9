//! The recovery key: the way in when the password is forgotten. 256 random bits with a checksum, in groups that can be read out
//! and typed: `AOS1-XXXXX-XXXXX-…`, in the alphabet of RFC 4648 base32 (no 0, 1, 8 or 9).

use data_encoding::BASE32_NOPAD;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::keys::random;
use crate::error::{Error, Result};

const PREFIX: &str = "AOS1";
const GROUP: usize = 5;
/// Bytes of BLAKE3 after the key, against typing mistakes.
const CHECKSUM: usize = 3;

/// A recovery key. Wiped from memory when dropped; only [`RecoveryKey::to_text`] shows it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 32]);

impl RecoveryKey {
    /// A fresh one.
    pub fn generate() -> Self {
        Self(random())
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The text to print once and to keep.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(self.0.to_vec());
        bytes.extend_from_slice(&checksum(&self.0));
        let digits = Zeroizing::new(BASE32_NOPAD.encode(&bytes));
        let mut text = Zeroizing::new(PREFIX.to_owned());
        for group in digits.as_bytes().chunks(GROUP) {
            text.push('-');
            text.extend(group.iter().map(|&digit| char::from(digit)));
        }
        text
    }

    /// Reads a text back. Case, blanks, hyphens and their full-width forms do not matter; 0, 1 and 8 are taken for the letters
    /// that they look like.
    pub fn parse(text: &str) -> Result<Self> {
        let plain: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter_map(|character| match character {
                    // Full-width forms, as Japanese keyboards give them.
                    '！'..='～' => char::from_u32(character as u32 - 0xFEE0),
                    other => Some(other),
                })
                .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '‐' | '−' | 'ー'))
                .map(|character| character.to_ascii_uppercase())
                .collect(),
        );
        let digits: Zeroizing<String> = Zeroizing::new(
            plain
                .strip_prefix(PREFIX)
                .ok_or(Error::NotARecoveryKey)?
                .chars()
                .map(|digit| match digit {
                    '0' => 'O',
                    '1' => 'I',
                    '8' => 'B',
                    other => other,
                })
                .collect(),
        );
        let bytes = Zeroizing::new(BASE32_NOPAD.decode(digits.as_bytes()).map_err(|_| Error::NotARecoveryKey)?);
        let (key, check) = bytes.split_at_checked(32).ok_or(Error::NotARecoveryKey)?;
        let key: [u8; 32] = key.try_into().map_err(|_| Error::NotARecoveryKey)?;
        if check != checksum(&key) {
            return Err(Error::NotARecoveryKey);
        }
        Ok(Self(key))
    }
}

fn checksum(key: &[u8; 32]) -> [u8; CHECKSUM] {
    let hash = blake3::derive_key("aosbox 2026-11 format 1: recovery key checksum", key);
    [hash[0], hash[1], hash[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_however_it_is_typed() {
        let key = RecoveryKey::generate();
        let text = key.to_text();
        assert_eq!(RecoveryKey::parse(&text).unwrap().0, key.0);
        let sloppy = text.to_lowercase().replace('-', " ");
        assert_eq!(RecoveryKey::parse(&sloppy).unwrap().0, key.0);
        let full_width: String = text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        assert_eq!(RecoveryKey::parse(&full_width).unwrap().0, key.0);
    }

    #[test]
    fn a_wrong_letter_is_noticed() {
        let text = RecoveryKey::generate().to_text();
        for (place, letter) in text.char_indices().skip(PREFIX.len()).filter(|(_, letter)| *letter != '-') {
            let mut wrong = text.to_string();
            wrong.replace_range(place..=place, if letter == 'A' { "B" } else { "A" });
            assert!(RecoveryKey::parse(&wrong).is_err(), "letter {place} changed");
        }
        assert!(RecoveryKey::parse("AOS1-ABC").is_err());
        assert!(RecoveryKey::parse("").is_err());
    }
}
