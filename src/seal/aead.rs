//! Sealed objects: the header that packs, runs and bases begin with, and AES-256-GCM over each of their sections.
//!
//! An object's key is derived from the account and the object's random salt, so a section's number can be its nonce: no key ever
//! sees a nonce twice. The header, and what the caller adds, is authenticated with every section.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

use super::keys::{AccountKeys, random};
use crate::error::Damage;

/// First bytes of every sealed object.
pub const MAGIC: [u8; 4] = *b"AOSB";
/// The format version that this code writes and reads.
pub const FORMAT_VERSION: u8 = 1;
/// Suite 1: BLAKE3-derived AES-256-GCM key for each object, 96-bit counter nonces.
pub const SUITE: u8 = 1;
/// Length of the header: magic, version, kind, suite, a zero byte, salt.
pub const HEADER_LENGTH: usize = 40;
/// How much longer a sealed section is than what it holds.
pub const TAG_LENGTH: usize = 16;

/// What an object is. Numbers are those of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ObjectKind {
    /// Blocks of content.
    Pack = 1,
    /// A run of a device.
    Run = 2,
    /// A part of a device's whole catalog.
    Base = 3,
    /// A sealed account key.
    Key = 4,
}

/// The random part of an object's key.
pub type Salt = [u8; 32];

/// Seals and opens the sections of one object.
pub struct ObjectSeal {
    key: LessSafeKey,
    header: [u8; HEADER_LENGTH],
}

impl ObjectSeal {
    /// A seal for a new object, with a fresh salt.
    pub fn create(keys: &AccountKeys, kind: ObjectKind) -> Self {
        Self::with_salt(keys, kind, &random())
    }

    /// The seal of an object whose salt is known.
    pub fn with_salt(keys: &AccountKeys, kind: ObjectKind, salt: &Salt) -> Self {
        Self::from_key(&keys.object_key(salt), kind, salt)
    }

    /// A seal with a key of the caller's: how account keys themselves are sealed.
    pub(super) fn from_key(key: &[u8; 32], kind: ObjectKind, salt: &Salt) -> Self {
        let mut header = [0; HEADER_LENGTH];
        header[..4].copy_from_slice(&MAGIC);
        header[4..8].copy_from_slice(&[FORMAT_VERSION, kind as u8, SUITE, 0]);
        header[8..].copy_from_slice(salt);
        let key = UnboundKey::new(&AES_256_GCM, key).expect("32 bytes are an AES-256 key");
        Self { key: LessSafeKey::new(key), header }
    }

    /// The seal of an object that begins with these bytes.
    pub fn from_header(keys: &AccountKeys, kind: ObjectKind, bytes: &[u8]) -> Result<Self, HeaderError> {
        let header = bytes.get(..HEADER_LENGTH).ok_or(HeaderError::Damage(Damage::Truncated))?;
        if header[..4] != MAGIC || header[5] != kind as u8 {
            return Err(HeaderError::Damage(Damage::Header));
        }
        if header[4] != FORMAT_VERSION || header[6] != SUITE || header[7] != 0 {
            return Err(HeaderError::Unknown(header[4].into()));
        }
        let salt: Salt = header[8..].try_into().map_err(|_| HeaderError::Damage(Damage::Header))?;
        Ok(Self::with_salt(keys, kind, &salt))
    }

    /// The header that the object begins with.
    pub fn header(&self) -> &[u8; HEADER_LENGTH] {
        &self.header
    }

    /// The salt within it.
    pub fn salt(&self) -> Salt {
        let mut salt = [0; 32];
        salt.copy_from_slice(&self.header[8..]);
        salt
    }

    /// Seals section `number` in place; `context` is authenticated with it. A number must be used once only.
    pub fn seal(&self, number: u32, context: &[u8], section: &mut Vec<u8>) {
        self.key
            .seal_in_place_append_tag(nonce(number), Aad::from(self.authenticated(context).as_slice()), section)
            .expect("a section is shorter than AES-GCM's limit of 64 GiB");
    }

    /// Opens section `number` in place and returns what it held.
    pub fn open<'a>(&self, number: u32, context: &[u8], section: &'a mut [u8]) -> Result<&'a mut [u8], Damage> {
        self.key
            .open_in_place(nonce(number), Aad::from(self.authenticated(context).as_slice()), section)
            .map_err(|_| Damage::Seal)
    }

    /// Seals section `number` into `sealed`, which must be longer by [`TAG_LENGTH`]: see [`ObjectSeal::seal`].
    pub fn seal_into(&self, number: u32, context: &[u8], section: &[u8], sealed: &mut [u8]) {
        let (body, tag) = sealed.split_at_mut(section.len());
        self.key
            .seal_out_of_place_scatter(
                nonce(number),
                Aad::from(self.authenticated(context).as_slice()),
                section,
                body,
                &[],
                tag,
            )
            .expect("the lengths fit, and a section is shorter than AES-GCM's limit of 64 GiB");
    }

    /// Seals section `number` into a buffer of its own: see [`ObjectSeal::seal`].
    pub fn seal_to_vec(&self, number: u32, context: &[u8], section: &[u8]) -> Vec<u8> {
        let mut sealed = vec![0; section.len() + TAG_LENGTH];
        self.seal_into(number, context, section, &mut sealed);
        sealed
    }

    /// Opens section `number` into `out`, whatever that held before.
    pub fn open_into(&self, number: u32, context: &[u8], sealed: &[u8], out: &mut Vec<u8>) -> Result<(), Damage> {
        let length = sealed.len().checked_sub(TAG_LENGTH).ok_or(Damage::Truncated)?;
        out.resize(length, 0);
        self.open_to(number, context, sealed, out)
    }

    /// Opens section `number` into `out`, which must be shorter by [`TAG_LENGTH`].
    pub fn open_to(&self, number: u32, context: &[u8], sealed: &[u8], out: &mut [u8]) -> Result<(), Damage> {
        let (body, tag) = sealed.split_at_checked(out.len()).ok_or(Damage::Truncated)?;
        self.key
            .open_separate_gather(nonce(number), Aad::from(self.authenticated(context).as_slice()), body, tag, out)
            .map_err(|_| Damage::Seal)
    }

    fn authenticated(&self, context: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_LENGTH + context.len());
        bytes.extend_from_slice(&self.header);
        bytes.extend_from_slice(context);
        bytes
    }
}

/// Why a header was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderError {
    /// It is damaged, or of another kind of object.
    Damage(Damage),
    /// It is of a later format.
    Unknown(u64),
}

impl HeaderError {
    /// The error for the object of this name.
    pub fn of(self, object: &str) -> crate::error::Error {
        match self {
            HeaderError::Damage(damage) => crate::error::Error::damaged(object, damage),
            HeaderError::Unknown(version) => crate::error::Error::UnknownFormat { object: object.to_owned(), version },
        }
    }
}

fn nonce(number: u32) -> Nonce {
    let mut bytes = [0; 12];
    bytes[..4].copy_from_slice(&number.to_le_bytes());
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::AccountKey;

    #[test]
    fn a_section_opens_only_as_itself() {
        let keys = AccountKey::from_bytes(&[7; 32]).unwrap().derive();
        let seal = ObjectSeal::create(&keys, ObjectKind::Run);
        let mut sealed = b"text".to_vec();
        seal.seal(3, b"here", &mut sealed);
        assert_eq!(sealed.len(), 4 + TAG_LENGTH);

        assert_eq!(seal.seal_to_vec(3, b"here", b"text"), sealed);

        let again = ObjectSeal::from_header(&keys, ObjectKind::Run, seal.header()).unwrap();
        assert_eq!(again.open(3, b"here", &mut sealed.clone()).unwrap(), b"text");
        assert_eq!(again.open(4, b"here", &mut sealed.clone()), Err(Damage::Seal));
        assert_eq!(again.open(3, b"there", &mut sealed.clone()), Err(Damage::Seal));
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(again.open(3, b"here", &mut flipped), Err(Damage::Seal));
        }
        let mut opened = b"what was there before".to_vec();
        again.open_into(3, b"here", &sealed, &mut opened).unwrap();
        assert_eq!(opened, b"text");
        assert_eq!(again.open_into(3, b"here", &sealed[1..], &mut opened), Err(Damage::Seal));
        assert_eq!(again.open_into(3, b"here", b"short", &mut opened), Err(Damage::Truncated));
        let other = AccountKey::from_bytes(&[8; 32]).unwrap().derive();
        let other = ObjectSeal::from_header(&other, ObjectKind::Run, seal.header()).unwrap();
        assert_eq!(other.open(3, b"here", &mut sealed), Err(Damage::Seal));
    }

    #[test]
    fn headers_of_other_kinds_and_later_versions_are_told_apart() {
        let keys = AccountKey::from_bytes(&[7; 32]).unwrap().derive();
        let header = *ObjectSeal::create(&keys, ObjectKind::Pack).header();
        let refused = |header: &[u8]| ObjectSeal::from_header(&keys, ObjectKind::Pack, header).err();
        assert_eq!(refused(&header), None);
        assert_eq!(refused(&header[..39]), Some(HeaderError::Damage(Damage::Truncated)));
        let mut later = header;
        later[4] = 2;
        assert_eq!(refused(&later), Some(HeaderError::Unknown(2)));
        let mut run = header;
        run[5] = ObjectKind::Run as u8;
        assert_eq!(refused(&run), Some(HeaderError::Damage(Damage::Header)));
    }
}
