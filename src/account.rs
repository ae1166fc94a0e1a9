//! An account: making one in a store, and opening it with a password, a recovery key or the key itself.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{
    error::{Damage, Error, Result, StoreFailure},
    model::AccountId,
    seal::{
        AccountKey,
        keys::{AccountKeys, random, random_account_id},
        password::{AccountSecret, KeyFile, Owner, Secret},
        recovery::RecoveryKey,
    },
    store::{Store, names},
};

/// The plain object `format`: what anyone may know of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// The format version, 1.
    pub version: u64,
    /// The account's id.
    pub account: String,
    /// How content is cut.
    pub chunker: String,
    /// How objects are sealed.
    pub cipher: String,
    /// Whether the store refuses to create an object that is there: found out when the account was made.
    pub atomic_create: bool,
    /// What a later version added.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

const CHUNKER: &str = "fastcdc-2020-seeded";
const CIPHER: &str = "blake3-aes256gcm";

/// An open account.
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Where it lies.
    pub store: Store,
    /// Whether the store keeps create-if-absent.
    pub atomic_create: bool,
    /// Its key, for the credential store.
    pub key: AccountKey,
    /// What the key yields.
    pub keys: AccountKeys,
}

impl Account {
    /// Makes an account in a store that has none. A recovery key is always a way in, a password may be another. The caller shows or
    /// keeps the recovery key; this library does not.
    pub fn create(store: Store, owner: Owner, recovery: &RecoveryKey, password: Option<&Secret>) -> Result<Self> {
        match store.get(names::FORMAT) {
            Ok(_) => {
                return Err(Error::AccountExists { store: store.shown().to_owned() });
            }
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
        let atomic_create = keeps_create_if_absent(&store)?;
        let id = random_account_id();
        let secret = AccountSecret { key: AccountKey::generate(), owner };
        put_key(&store, &id, &Secret::Recovery(recovery.clone()), &secret)?;
        if let Some(password) = password {
            put_key(&store, &id, password, &secret)?;
        }
        // The format comes last: without it there is no account, and with it there is a way in.
        let format = Format {
            version: 1,
            account: id.to_string(),
            chunker: CHUNKER.to_owned(),
            cipher: CIPHER.to_owned(),
            atomic_create,
            unknown: BTreeMap::new(),
        };
        let bytes = Bytes::from(serde_json::to_vec_pretty(&format).expect("a format is plain data"));
        match store.create(names::FORMAT, vec![bytes]) {
            Err(Error::Store { kind: StoreFailure::Exists, .. }) => {
                return Err(Error::AccountExists { store: store.shown().to_owned() });
            }
            result => result?,
        }
        let keys = secret.key.derive();
        Ok(Self { id, store, atomic_create, key: secret.key.clone(), keys })
    }

    /// Opens an account with a secret that a person knows.
    pub fn open(store: Store, secret: &Secret) -> Result<(Self, Owner)> {
        let format = read_format(&store)?;
        let id = account_id(&format)?;
        let mut damaged = None;
        for object in store.list(names::KEYS, None)? {
            match read_key(&store, &object.name).and_then(|key| key.open(secret, &id.0, &object.name)) {
                Ok(Some(content)) => {
                    let keys = content.key.derive();
                    let account =
                        Self { id, store, atomic_create: format.atomic_create, key: content.key.clone(), keys };
                    return Ok((account, content.owner));
                }
                Ok(None) => {}
                Err(error @ Error::Damaged { .. }) => damaged = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(damaged.unwrap_or(match secret {
            Secret::Password(_) => Error::WrongPassword,
            Secret::Recovery(_) => Error::WrongRecoveryKey,
        }))
    }

    /// Opens an account with its key, as a credential store kept it.
    pub fn open_with_key(store: Store, key: AccountKey, expected: &AccountId) -> Result<Self> {
        let format = read_format(&store)?;
        let id = account_id(&format)?;
        if id != *expected {
            return Err(Error::NoAccount { store: store.shown().to_owned() });
        }
        let keys = key.derive();
        Ok(Self { id, store, atomic_create: format.atomic_create, key, keys })
    }

    /// Adds a password as a way in. Earlier passwords are removed as far as the store's credentials allow deleting; returns whether
    /// all of them are gone.
    pub fn set_password(&self, owner: &Owner, password: &Secret) -> Result<bool> {
        let before = self.store.list(names::KEYS, None)?;
        let secret = AccountSecret { key: self.key.clone(), owner: owner.clone() };
        put_key(&self.store, &self.id, password, &secret)?;
        let mut all_gone = true;
        for object in before {
            let is_password = read_key(&self.store, &object.name)
                .is_ok_and(|key| !matches!(key.derivation, crate::seal::password::Derivation::Blake3));
            if is_password {
                all_gone &= self.store.remove_probe(&object.name).is_ok();
            }
        }
        Ok(all_gone)
    }
}

/// Reads and checks the `format` object.
pub fn read_format(store: &Store) -> Result<Format> {
    let bytes = match store.get(names::FORMAT) {
        Err(error) if error.is_not_found() => {
            return Err(Error::NoAccount { store: store.shown().to_owned() });
        }
        result => result?,
    };
    let format: Format = serde_json::from_slice(&bytes)
        .map_err(|error| Error::damaged(names::FORMAT, Damage::Content(error.to_string())))?;
    if format.version != 1 || format.chunker != CHUNKER || format.cipher != CIPHER {
        return Err(Error::UnknownFormat { object: names::FORMAT.to_owned(), version: format.version });
    }
    Ok(format)
}

fn account_id(format: &Format) -> Result<AccountId> {
    format.account.parse().map_err(|_| Error::damaged(names::FORMAT, Damage::Content("account id".to_owned())))
}

fn put_key(store: &Store, id: &AccountId, secret: &Secret, content: &AccountSecret) -> Result<()> {
    let file = KeyFile::seal(secret, content, &id.0);
    let bytes = serde_json::to_vec_pretty(&file).expect("a key file is plain data");
    let hash = blake3::hash(&bytes).to_hex();
    store.create(&names::key(&hash[..32]), vec![Bytes::from(bytes)])
}

fn read_key(store: &Store, object: &str) -> Result<KeyFile> {
    let bytes = store.get(object)?;
    let damaged = |damage| Error::damaged(object, damage);
    let named = object.rsplit('/').next().unwrap_or_default();
    if blake3::hash(&bytes).to_hex()[..32] != *named {
        return Err(damaged(Damage::Hash));
    }
    let file: KeyFile = serde_json::from_slice(&bytes).map_err(|error| damaged(Damage::Content(error.to_string())))?;
    if file.version != 1 {
        return Err(Error::UnknownFormat { object: object.to_owned(), version: file.version });
    }
    Ok(file)
}

/// Checks a key object for damage, without opening it.
pub fn check_key(store: &Store, object: &str) -> Result<()> {
    read_key(store, object).map(|_| ())
}

/// Creates one object twice. Some servers of the S3 kind overwrite silently; commits must then be proved another way.
fn keeps_create_if_absent(store: &Store) -> Result<bool> {
    let name = format!("probe/{}", data_encoding::HEXLOWER.encode(&random::<8>()));
    store.create_probe(&name, b"first")?;
    let kept = match store.create_probe(&name, b"second") {
        Ok(()) => false,
        Err(Error::Store { kind: StoreFailure::Exists, .. }) => true,
        Err(error) => return Err(error),
    };
    // Credentials that may not delete leave it there: a word of no meaning.
    let _left_there = store.remove_probe(&name);
    Ok(kept)
}
