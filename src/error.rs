//! The one error of the library: what failed, on which path or object, and whether trying again can help.
//!
//! The texts here are for logs and developers. What a person reads, hints included, is made in [`crate::cli`].

use std::{io, path::PathBuf};

use crate::model::FileOperation;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A request to the object store failed for good, retries included.
    #[error("{operation:?} {object}: {message}")]
    Store {
        /// What was asked of it.
        operation: StoreOperation,
        /// The object's or prefix's name within the account.
        object: String,
        /// What kind of failure it was.
        kind: StoreFailure,
        /// The store's own words, without any secret.
        message: String,
    },
    /// A stored object is not what was once written.
    #[error("{object} is damaged: {damage}")]
    Damaged {
        /// The object's name within the account.
        object: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// A file or folder of the user could not be read or written.
    #[error("{operation:?} {}: {source}", path.display())]
    File {
        /// What was tried.
        operation: FileOperation,
        /// The path it was tried on.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The system gave no thread.
    #[error("no thread: {source}")]
    Thread {
        /// The system's answer.
        source: io::Error,
    },
    /// A text that should name a store does not.
    #[error("not a store: {text}: {reason:?}")]
    NotAStore {
        /// The text as given.
        text: String,
        /// Why it was refused.
        reason: StoreMistake,
    },
    /// Plain http to a machine other than this one, without the user's word that this is wanted.
    #[error("{endpoint} would send data unencrypted")]
    PlainHttp {
        /// The endpoint.
        endpoint: String,
    },
    /// A server answers, but no connection to it can be trusted, or made at all.
    #[error("{server}: {problem}")]
    Connection {
        /// The server: its name and port.
        server: String,
        /// Why.
        problem: ConnectionProblem,
    },
    /// The file of certificates to trust is of no use.
    #[error("certificates in {}: {mistake:?}", path.display())]
    Certificates {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        mistake: CertificatesMistake,
    },
    /// The store holds no account.
    #[error("no account in {store}")]
    NoAccount {
        /// The store.
        store: String,
    },
    /// `create` found an account already.
    #[error("there is an account in {store} already")]
    AccountExists {
        /// The store.
        store: String,
    },
    /// The account was written by a later version.
    #[error("format version {version} of {object} is not known")]
    UnknownFormat {
        /// The object.
        object: String,
        /// Its version.
        version: u64,
    },
    /// No key of the account opens with this password.
    #[error("wrong password")]
    WrongPassword,
    /// No key of the account opens with this recovery key.
    #[error("wrong recovery key")]
    WrongRecoveryKey,
    /// A text that is no recovery key, perhaps by a typing mistake.
    #[error("not a recovery key")]
    NotARecoveryKey,
    /// No login is known for the profile.
    #[error("not logged in")]
    NotLoggedIn {
        /// The profile.
        profile: String,
    },
    /// Another process backs up as this device.
    #[error("another run of this device is going on")]
    Busy {
        /// The lock that is held.
        lock: PathBuf,
    },
    /// A setting or a value given on the command line is wrong.
    #[error("{place}: {mistake:?}")]
    Setting {
        /// File and line, or the option's name.
        place: String,
        /// What is wrong with it.
        mistake: SettingMistake,
    },
    /// The local cache cannot be used.
    #[error("cache {}: {source}", path.display())]
    Cache {
        /// The database.
        path: PathBuf,
        /// The database's answer.
        source: rusqlite::Error,
    },
    /// A device that the account does not know.
    #[error("no device {name}")]
    NoDevice {
        /// Its name as given.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The credential store refused.
    #[error("credential store: {message:?}")]
    Credentials {
        /// Its words; `None` if it did not answer.
        message: Option<String>,
    },
    /// There are no credentials for the store.
    #[error("credentials for the store: {0}")]
    StoreCredentials(#[from] CredentialProblem),
    /// The month's upload limit of the settings is used up.
    #[error("monthly upload limit of {limit} bytes reached")]
    UploadLimit {
        /// The limit in bytes.
        limit: u64,
    },
    /// Too little space where the cache lies.
    #[error("{} has {free} of {needed} bytes free", path.display())]
    NoSpace {
        /// The folder.
        path: PathBuf,
        /// Bytes free.
        free: u64,
        /// Bytes asked for.
        needed: u64,
    },
}

/// What was asked of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreOperation {
    /// To be opened.
    Open,
    /// Anything: the request ended before it was known which.
    Request,
    /// To list objects.
    List,
    /// To hand out an object, or a part of it.
    Get,
    /// To take an object.
    Put,
    /// To delete an object.
    Delete,
}

/// Why a text names no store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreMistake {
    /// It is empty.
    Empty,
    /// It is no path on this computer.
    NotLocal,
    /// It names no bucket.
    NoBucket,
    /// It has more than a bucket and a prefix.
    Surplus,
    /// It has steps (`.` and `..`).
    Steps,
    /// There is no such kind of store.
    UnknownKind,
    /// It is to be an endpoint and does not begin as one does.
    Endpoint,
    /// It cannot be read: the parser's words.
    Unreadable(String),
}

/// What is wrong with a value that was handed to the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingMistake {
    /// It is no path without steps (`..`).
    Steps,
    /// It is no regular expression: the engine's words.
    Expression(String),
    /// A backup needs the device's lock.
    NoLock,
}

/// Why a store's request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreFailure {
    /// There is no such object.
    NotFound,
    /// There is such an object already.
    Exists,
    /// The credentials do not allow it, or are wrong.
    Denied,
    /// The store's disk is full.
    Full,
    /// The store was not reached, or answered too late or with an error of its own.
    Unreachable,
    /// Anything else.
    Other,
}

/// Why a server that answers is not talked to. None of it passes by itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectionProblem {
    /// Nobody who is trusted has signed its certificate.
    #[error("its certificate is signed by nobody who is trusted")]
    UnknownIssuer {
        /// The file of those who are trusted in place of the system's.
        trusted: Option<PathBuf>,
    },
    /// Its certificate is for other names.
    #[error("its certificate is for {names:?}")]
    OtherName {
        /// Those names.
        names: Vec<String>,
    },
    /// Its certificate was valid for some time, and is no longer.
    #[error("its certificate has expired: {since:?}")]
    Expired {
        /// Since when, in seconds since 1970.
        since: Option<i64>,
    },
    /// Its certificate is valid only later.
    #[error("its certificate is not valid yet: {from:?}")]
    NotYetValid {
        /// From when on, in seconds since 1970.
        from: Option<i64>,
    },
    /// Its certificate was refused for another reason: the verifier's words.
    #[error("its certificate is refused: {0}")]
    Certificate(String),
    /// It and this program have no way to encrypt in common: the words of TLS.
    #[error("no common way to encrypt: {0}")]
    Handshake(String),
    /// It was addressed by https, and speaks plain http.
    #[error("it speaks http, not https")]
    PlainHttp,
    /// It was addressed by plain http, and speaks https.
    #[error("it speaks https, not http")]
    OnlyHttps,
}

/// What is wrong with a file of certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificatesMistake {
    /// There is none in it.
    Empty,
    /// This one of it, counted from 1, cannot be read: the reader's words.
    Unreadable(usize, String),
}

/// Why there are no credentials for a store.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialProblem {
    /// Nobody has given any, and the computer itself has none.
    #[error("none anywhere")]
    Nowhere,
    /// Nobody has said which storage account of Azure's it is.
    #[error("no storage account is named")]
    NoStorageAccount,
    /// The machine was asked who it is, for want of anything else, and has no answer.
    #[error("the machine has no identity: {message}")]
    NoIdentity {
        /// Its words, or the system's.
        message: String,
    },
    /// The profile of AWS's files that was asked for is not there.
    #[error("no profile {name}")]
    NoProfile {
        /// Its name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// One half of a key is given without the other.
    #[error("{place}: {missing} is missing")]
    Half {
        /// The profile, or the variable that is there.
        place: String,
        /// What is missing.
        missing: &'static str,
    },
    /// The command that hands them out is not there.
    #[error("no command {command}")]
    NoCommand {
        /// The command.
        command: String,
    },
    /// The command that hands them out failed.
    #[error("{command}: {said}")]
    CommandFailed {
        /// The command.
        command: String,
        /// What it said last.
        said: String,
    },
    /// It failed without a word.
    #[error("{command} ended: {code:?}")]
    CommandEnded {
        /// The command.
        command: String,
        /// Its exit code; none if it was killed or took too long.
        code: Option<i32>,
    },
    /// The address that hands them out refused.
    #[error("{address}: {message}")]
    Address {
        /// The address.
        address: String,
        /// Its words.
        message: String,
    },
    /// The address that hands them out did not answer.
    #[error("{address} does not answer: {message}")]
    Silent {
        /// The address.
        address: String,
        /// The system's words.
        message: String,
    },
    /// What was handed out is not in the form of credentials.
    #[error("not credentials: what {from} hands out")]
    Unreadable {
        /// The command or address.
        from: String,
    },
}

/// What is wrong with a stored object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It is not there.
    #[error("missing")]
    Missing,
    /// It is shorter than its parts.
    #[error("cut short")]
    Truncated,
    /// It does not begin as such an object does.
    #[error("not an object of this kind")]
    Header,
    /// Its seal does not open: changed, or put in another's place.
    #[error("changed")]
    Seal,
    /// It opens, but what it holds makes no sense.
    #[error("unreadable inside: {0}")]
    Content(String),
    /// Its bytes are not those it is named after.
    #[error("bytes do not match the name")]
    Hash,
}

impl Error {
    /// Whether the same call may succeed later without anybody doing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            Error::Store { kind, .. } => matches!(kind, StoreFailure::Unreachable),
            Error::Busy { .. } => true,
            _ => false,
        }
    }

    /// Whether the local catalog is broken, so that a new one serves better.
    pub fn is_cache_damage(&self) -> bool {
        let Error::Cache { source, .. } = self else { return false };
        match source {
            rusqlite::Error::SqliteFailure(failure, _) => {
                use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, Unknown};
                // Unknown: a table or column that is not there; a database, but not this one.
                matches!(failure.code, DatabaseCorrupt | NotADatabase | Unknown)
            }
            rusqlite::Error::SqlInputError { .. }
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => true,
            _ => false,
        }
    }

    /// Whether the store said that there is no such object.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Error::Store { kind: StoreFailure::NotFound, .. })
    }

    /// A failure on a path, with what was tried.
    pub fn file(operation: FileOperation, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::File { operation, path, source }
    }

    /// Damage of an object.
    pub fn damaged(object: impl Into<String>, damage: Damage) -> Error {
        Error::Damaged { object: object.into(), damage }
    }
}

impl From<crate::wire::WireError> for Damage {
    fn from(error: crate::wire::WireError) -> Self {
        Damage::Content(error.to_string())
    }
}
