//! Passwords to keys, and the `keys/<id>` object: one way into the account.

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    aead::{ObjectKind, ObjectSeal},
    keys::{AccountKey, random},
    recovery::RecoveryKey,
};
use crate::error::{Damage, Error, Result};

/// The shortest password (the manual's lower limit; there is no upper one).
pub const SHORTEST_PASSWORD: usize = 6;
/// The longest name and e-mail address, in characters (the manual's limit).
pub const LONGEST_NAME: usize = 64;

/// Memory for new passwords, KiB: within the memory that any command may use, and above RFC 9106's second choice of 64 MiB.
const MEMORY_KIB: u32 = 112 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;
/// What an opened key object may ask for at most, so that a hostile store cannot exhaust the machine.
const MOST_MEMORY_KIB: u32 = 4 * 1024 * 1024;
const MOST_PASSES: u32 = 64;

/// How a secret becomes the key that seals the account key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kdf", rename_all = "kebab-case")]
pub enum Derivation {
    /// A password, made dear to guess.
    Argon2id {
        /// Memory in KiB.
        memory_kib: u32,
        /// Passes over it.
        passes: u32,
        /// Lanes.
        lanes: u32,
    },
    /// A recovery key: 256 random bits need no slowing.
    Blake3,
}

/// The JSON of a `keys/<id>` object. All but `sealed` is readable by whoever holds the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    /// Format version, 1.
    pub version: u64,
    /// What the secret is and how it becomes a key.
    #[serde(flatten)]
    pub derivation: Derivation,
    /// Random salt, hexadecimal.
    pub salt: String,
    /// The sealed [`AccountSecret`], hexadecimal.
    pub sealed: String,
}

/// What a key file seals: the account key and whose account it is.
#[derive(Debug, Serialize, Deserialize, Clone, PartialEq, Eq, Default)]
pub struct Owner {
    /// The name given at `login --create`.
    pub name: String,
    /// The e-mail address, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Opened content of a key file.
pub struct AccountSecret {
    /// The account key.
    pub key: AccountKey,
    /// Whose it is.
    pub owner: Owner,
}

/// A secret that opens an account.
pub enum Secret {
    /// A password that a person chose.
    Password(Zeroizing<String>),
    /// The recovery key made with the account.
    Recovery(RecoveryKey),
}

impl KeyFile {
    /// Seals the account's secret for a way in.
    pub fn seal(secret: &Secret, content: &AccountSecret, account: &[u8]) -> Self {
        let derivation = match secret {
            Secret::Password(_) => Derivation::Argon2id { memory_kib: MEMORY_KIB, passes: PASSES, lanes: LANES },
            Secret::Recovery(_) => Derivation::Blake3,
        };
        let salt: [u8; 32] = random();
        let key = derivation.key(secret, &salt).expect("the parameters of this version are valid");
        let mut plain = Zeroizing::new(Vec::with_capacity(512));
        plain.extend_from_slice(content.key.expose());
        serde_json::to_writer(&mut *plain, &content.owner).expect("an owner is plain text");
        let sealed = ObjectSeal::from_key(&key, ObjectKind::Key, &salt).seal_to_vec(0, account, &plain);
        Self {
            version: 1,
            derivation,
            salt: data_encoding::HEXLOWER.encode(&salt),
            sealed: data_encoding::HEXLOWER.encode(&sealed),
        }
    }

    /// Opens it with a secret; `Ok(None)` when the secret is of the other sort or wrong.
    pub fn open(&self, secret: &Secret, account: &[u8], object: &str) -> Result<Option<AccountSecret>> {
        let fits = matches!(
            (secret, &self.derivation),
            (Secret::Password(_), Derivation::Argon2id { .. }) | (Secret::Recovery(_), Derivation::Blake3)
        );
        if !fits {
            return Ok(None);
        }
        let unreadable = || Error::damaged(object, Damage::Content("not a key file of this format".to_owned()));
        let salt: [u8; 32] = data_encoding::HEXLOWER
            .decode(self.salt.as_bytes())
            .ok()
            .and_then(|salt| salt.try_into().ok())
            .ok_or_else(unreadable)?;
        let mut sealed =
            Zeroizing::new(data_encoding::HEXLOWER.decode(self.sealed.as_bytes()).map_err(|_| unreadable())?);
        let key = self.derivation.key(secret, &salt).ok_or_else(unreadable)?;
        let Ok(content) = ObjectSeal::from_key(&key, ObjectKind::Key, &salt).open(0, account, &mut sealed) else {
            return Ok(None);
        };
        let (key, owner) = content.split_at_checked(32).ok_or_else(unreadable)?;
        Ok(Some(AccountSecret {
            key: AccountKey::from_bytes(key).ok_or_else(unreadable)?,
            owner: serde_json::from_slice(owner).map_err(|_| unreadable())?,
        }))
    }
}

impl Derivation {
    /// `None` when the parameters are outside what any version writes.
    fn key(&self, secret: &Secret, salt: &[u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
        let mut key = Zeroizing::new([0; 32]);
        match (self, secret) {
            (Derivation::Argon2id { memory_kib, passes, lanes }, Secret::Password(password)) => {
                if *memory_kib > MOST_MEMORY_KIB || *passes > MOST_PASSES {
                    return None;
                }
                let params = Params::new(*memory_kib, *passes, *lanes, Some(32)).ok()?;
                Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                    .hash_password_into(password.as_bytes(), salt, key.as_mut_slice())
                    .ok()?;
            }
            (Derivation::Blake3, Secret::Recovery(recovery)) => {
                let mut hasher = blake3::Hasher::new_keyed(recovery.expose());
                hasher.update(salt);
                *key = *hasher.finalize().as_bytes();
            }
            _ => return None,
        }
        Some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> AccountSecret {
        AccountSecret {
            key: AccountKey::from_bytes(&[9; 32]).unwrap(),
            owner: Owner { name: "山田".to_owned(), email: None },
        }
    }

    #[test]
    fn the_right_secret_opens_and_no_other() {
        let recovery = RecoveryKey::generate();
        let file = KeyFile::seal(&Secret::Recovery(recovery.clone()), &content(), b"account");
        let json = serde_json::to_string(&file).unwrap();
        assert!(!json.contains("山田"));
        let file: KeyFile = serde_json::from_str(&json).unwrap();

        let opened = file.open(&Secret::Recovery(recovery.clone()), b"account", "k").unwrap().unwrap();
        assert_eq!(opened.key.expose(), &[9; 32]);
        assert_eq!(opened.owner.name, "山田");
        assert!(file.open(&Secret::Recovery(RecoveryKey::generate()), b"account", "k").unwrap().is_none());
        assert!(file.open(&Secret::Recovery(recovery), b"another", "k").unwrap().is_none());
        let password = Secret::Password("secret".to_owned().into());
        assert!(file.open(&password, b"account", "k").unwrap().is_none());
    }

    #[test]
    fn parameters_that_would_exhaust_the_machine_are_refused() {
        let derivation = Derivation::Argon2id { memory_kib: u32::MAX, passes: 1, lanes: 1 };
        assert!(derivation.key(&Secret::Password("secret".to_owned().into()), &[0; 32]).is_none());
    }
}
