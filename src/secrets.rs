//! Keeping what a login needs, so that later commands and scheduled jobs ask nobody: the system's credential store, or a file of
//! the owner's alone where there is none.

use std::{
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    error::{Error, Result},
    model::FileOperation,
    platform,
    seal::{AccountKey, keys::random},
    store::StoreCredentials,
};

/// Under this name the system's credential store shows the entries.
const SERVICE: &str = "aosbox";
/// A credential store that waits for somebody to unlock it must not stop a scheduled job.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where secrets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Keeper {
    /// In the system's credential store if it works, else in a file.
    #[default]
    Auto,
    /// In the system's credential store (Windows Credential Manager, macOS Keychain, Secret Service).
    Keyring,
    /// In a file that only its owner can read.
    File,
}

/// What is kept for a login.
pub struct Kept {
    /// The account's key.
    pub key: AccountKey,
    /// Secrets of the store that were asked for at login.
    pub store: StoreCredentials,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    key: String,
    #[serde(default)]
    store: std::collections::BTreeMap<String, String>,
}

impl Drop for Stored {
    fn drop(&mut self) {
        self.key.zeroize();
        self.store.values_mut().for_each(Zeroize::zeroize);
    }
}

impl Kept {
    fn encode(&self) -> Zeroizing<String> {
        let stored = Stored {
            key: HEXLOWER.encode(self.key.expose()),
            store: self.store.0.iter().map(|(name, value)| (name.clone(), value.to_string())).collect(),
        };
        Zeroizing::new(serde_json::to_string(&stored).expect("credentials are plain text"))
    }

    fn decode(text: &str) -> Option<Self> {
        let stored: Stored = serde_json::from_str(text).ok()?;
        let key = Zeroizing::new(HEXLOWER.decode(stored.key.as_bytes()).ok()?);
        let store = stored.store.iter().map(|(name, value)| (name.clone(), Zeroizing::new(value.clone()))).collect();
        Some(Self { key: AccountKey::from_bytes(&key)?, store: StoreCredentials(store) })
    }
}

/// Keeps secrets under an entry name. Returns where they went: never [`Keeper::Auto`].
pub fn save(keeper: Keeper, folder: &Path, entry: &str, kept: &Kept) -> Result<Keeper> {
    let text = kept.encode();
    if keeper != Keeper::File {
        match keyring(entry, Some(text.clone())) {
            Ok(_) => return Ok(Keeper::Keyring),
            Err(error) if keeper == Keeper::Keyring => return Err(error),
            Err(_) => {}
        }
    }
    std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    let path = file(folder, entry);
    platform::write_private(&path, text.as_bytes()).map_err(Error::file(FileOperation::Write, &path))?;
    Ok(Keeper::File)
}

/// What was kept under an entry name; `None` if nothing was, or nothing that can be read.
pub fn load(keeper: Keeper, folder: &Path, entry: &str) -> Result<Option<Kept>> {
    match keeper {
        Keeper::Keyring | Keeper::Auto => match keyring(entry, None) {
            Ok(Some(text)) => Ok(Kept::decode(&text)),
            Ok(None) if keeper == Keeper::Keyring => Ok(None),
            Err(error) if keeper == Keeper::Keyring => Err(error),
            _ => load(Keeper::File, folder, entry),
        },
        Keeper::File => {
            let path = file(folder, entry);
            match std::fs::read_to_string(&path) {
                Ok(text) => Ok(Kept::decode(&Zeroizing::new(text))),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(Error::file(FileOperation::Read, path)(error)),
            }
        }
    }
}

/// Tries whether secrets can be kept, read and forgotten, with one of no meaning.
pub fn try_out(keeper: Keeper, folder: &Path) -> Result<()> {
    let entry = format!("trial-{}", HEXLOWER.encode(&random::<8>()));
    let kept = Kept { key: AccountKey::generate(), store: StoreCredentials::default() };
    let went = save(keeper, folder, &entry, &kept)?;
    let back = load(went, folder, &entry);
    let removed = remove(went, folder, &entry);
    match back? {
        Some(back) if back.key.expose() == kept.key.expose() => removed,
        _ => Err(Error::Credentials { message: Some("what is kept does not come back".to_owned()) }),
    }
}

/// Forgets what was kept under an entry name; nothing happens if there is nothing.
pub fn remove(keeper: Keeper, folder: &Path, entry: &str) -> Result<()> {
    if keeper != Keeper::File {
        let entry = entry.to_owned();
        with_patience(move || match keyring::v1::Entry::new(SERVICE, &entry)?.delete_credential() {
            Err(keyring::v1::Error::NoEntry) => Ok(()),
            result => result,
        })
        .or_else(|error| if keeper == Keeper::Keyring { Err(error) } else { Ok(()) })?;
    }
    let path = file(folder, entry);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::file(FileOperation::Remove, path)(error))
        }
        _ => Ok(()),
    }
}

fn file(folder: &Path, entry: &str) -> PathBuf {
    folder.join(format!("{entry}.json"))
}

fn keyring(entry: &str, set: Option<Zeroizing<String>>) -> Result<Option<Zeroizing<String>>> {
    let entry = entry.to_owned();
    with_patience(move || {
        let entry = keyring::v1::Entry::new(SERVICE, &entry)?;
        match set {
            Some(text) => entry.set_password(&text).map(|()| None),
            None => match entry.get_password() {
                Ok(text) => Ok(Some(Zeroizing::new(text))),
                Err(keyring::v1::Error::NoEntry) => Ok(None),
                Err(error) => Err(error),
            },
        }
    })
}

fn with_patience<T: Send + 'static>(call: impl FnOnce() -> keyring::v1::Result<T> + Send + 'static) -> Result<T> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        // Nobody listens any more once patience has run out.
        let _ = sender.send(call());
    });
    match receiver.recv_timeout(PATIENCE) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Error::Credentials { message: Some(error.to_string()) }),
        Err(_) => Err(Error::Credentials { message: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_and_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = StoreCredentials::default();
        store.0.insert("secret_access_key".into(), Zeroizing::new("x".into()));
        let kept = Kept { key: AccountKey::from_bytes(&[5; 32]).unwrap(), store };
        assert_eq!(save(Keeper::File, folder.path(), "home", &kept).unwrap(), Keeper::File);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join("home.json")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let back = load(Keeper::File, folder.path(), "home").unwrap().unwrap();
        assert_eq!(back.key.expose(), &[5; 32]);
        assert_eq!(back.store, kept.store);
        try_out(Keeper::File, folder.path()).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "a trial leaves nothing");
        remove(Keeper::File, folder.path(), "home").unwrap();
        assert!(load(Keeper::File, folder.path(), "home").unwrap().is_none());
    }
}
