//! `aosbox backup --quickstart`: an account in a folder of this computer, so that one command shows all of it.

use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::{
    account::{self, Account},
    cli::{
        mistakes::Failure,
        program::{Program, profile::Profile},
        steps::{new_login, session},
        words::Message,
    },
    error::Error,
    model::FileOperation,
    platform::{
        self,
        folders::{Known, KnownFolders},
    },
    seal::{
        password::{Owner, Secret},
        recovery::RecoveryKey,
    },
    store::{Location, StoreCredentials},
};

/// A quick start that has just made its account.
pub struct Begun {
    /// The recovery key.
    pub recovery_key: Zeroizing<String>,
    /// Where it is kept.
    pub key_file: PathBuf,
}

/// Makes the account and logs in to it, if the profile has no login yet.
pub fn begin(program: &Program) -> Result<Option<Begun>, Failure> {
    let settings = &program.settings;
    if Profile::load(&settings.folders.profiles, &settings.profile)?.is_some() {
        return Ok(None);
    }
    let folder = settings.folders.data.join("store");
    let location = Location::Folder(folder.clone());
    let store = session::connect(program, &location, None, StoreCredentials::default(), true)?;
    let key_file = settings.folders.data.join("recovery-key.txt");
    // After `logout --forget`, or when an earlier attempt was cut off, the key is there, and perhaps the account.
    let recovery = match std::fs::read_to_string(&key_file).map(Zeroizing::new) {
        Ok(text) => RecoveryKey::parse(&text)?,
        Err(_) => RecoveryKey::generate(),
    };
    if account::read_format(&store).is_ok() && key_file.exists() {
        let (account, _) = Account::open(store, &Secret::Recovery(recovery))?;
        new_login::keep(program, &location, &account, StoreCredentials::default(), None, None)?;
        return Ok(None);
    }
    // The key is kept before the account is made: there is never an account without a way in.
    let recovery_key = recovery.to_text();
    let line = Zeroizing::new(format!("{}\n", recovery_key.as_str()));
    platform::write_private(&key_file, line.as_bytes()).map_err(Error::file(FileOperation::Write, &key_file))?;
    let owner = Owner { name: new_login::user_name(program), email: None };
    let account = Account::create(store, owner, &recovery, None)?;
    new_login::keep(program, &location, &account, StoreCredentials::default(), None, None)?;
    program.printer.note(&Message::QuickstartBegun { store: &folder, key_file: &key_file });
    new_login::show_recovery_key(&program.printer, &recovery)?;
    Ok(Some(Begun { recovery_key, key_file }))
}

/// Desktop, documents and pictures, those of them that are there; without any of them, the home folder.
pub fn usual_folders(program: &Program) -> Vec<PathBuf> {
    let known = program.settings.known_folders();
    let home = &program.settings.folders.home;
    // A system that has no such folder set names the home folder itself, which is more than was meant.
    let folders: Vec<PathBuf> = [Known::Desktop, Known::Documents, Known::Pictures]
        .into_iter()
        .filter_map(|usual| known.folder(usual))
        .filter(|folder| folder.is_dir() && folder != home)
        .collect();
    if folders.is_empty() { vec![home.clone()] } else { folders }
}
