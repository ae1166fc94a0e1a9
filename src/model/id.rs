//! Identifiers. All are fixed-length bytes, written as lower-case hexadecimal wherever a person or an object name shows them.

use std::{fmt, str::FromStr};

use data_encoding::HEXLOWER;

/// A text that is not the hexadecimal form of an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a hexadecimal identifier of {expected} digits: {text:?}")]
pub struct NotAnId {
    text: String,
    expected: usize,
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $length:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// Length in bytes.
            pub const LENGTH: usize = $length;

            /// The identifier that these bytes are, if there are exactly enough of them.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                HEXLOWER
                    .decode(text.as_bytes())
                    .ok()
                    .and_then(|bytes| Self::from_slice(&bytes))
                    .ok_or_else(|| NotAnId { text: text.to_owned(), expected: $length * 2 })
            }
        }
    };
}

identifier!(
    /// An account: one repository below one prefix of an object store. Random.
    AccountId, 16
);
identifier!(
    /// A computer that backs up into an account. Random.
    DeviceId, 16
);
identifier!(
    /// A pack: the BLAKE3 hash of all bytes of the object.
    PackId, 32
);
identifier!(
    /// A piece of content: the BLAKE3 hash of its bytes, keyed by the account.
    ChunkId, 32
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips_and_wrong_text_is_refused() {
        let id = DeviceId([0xab; 16]);
        assert_eq!(id.to_string().parse::<DeviceId>().unwrap(), id);
        assert!("abc".parse::<DeviceId>().is_err());
        assert!("AB".repeat(16).parse::<DeviceId>().is_err(), "upper case would give one object two names");
    }
}
