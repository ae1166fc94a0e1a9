//! What the library reports, in English: its errors and hints, damage, and what is wrong with a path.

use std::{io, path::Path};

use super::safe;
use crate::{
    cli::{
        text::paths,
        words::{Explained, explained, figures::bytes, plain, times},
    },
    error::{
        CertificatesMistake, ConnectionProblem, CredentialProblem, Damage, Error, SettingMistake, StoreFailure,
        StoreMistake, StoreOperation,
    },
    model::{FileOperation, MetadataPart},
    monitor::Problem,
};

/// What to say about the library's error.
pub(super) fn library(error: &Error) -> Explained {
    match error {
        Error::Store { operation, object, kind, message } => store(*operation, object, *kind, message),
        Error::Damaged { object, damage } => explained(
            format!("{} in the store is damaged: {}", safe(object), self::damage(damage)),
            "`aosbox check --read-data` says what is affected; everything else can be restored",
        ),
        Error::File { operation, path, source } => file(*operation, path, source),
        Error::Thread { source } => {
            explained(format!("cannot start a thread: {source}"), "end other programs and try again")
        }
        Error::NotAStore { text, reason } => explained(
            format!("{} cannot be used as a store: {}", safe(text), store_mistake(reason)),
            "a store is a folder, file:///folder, s3://bucket/prefix, az://container/prefix or gs://bucket/prefix",
        ),
        Error::PlainHttp { endpoint } => explained(
            format!("{} would send everything over the network unencrypted", safe(endpoint)),
            "use https://, or --allow-http if that network is your own",
        ),
        Error::Connection { server, problem } => connection(server, problem),
        Error::Certificates { path, mistake } => certificates(path, mistake),
        Error::NoAccount { store } => explained(
            format!("there is no account in {}", safe(store)),
            format!(
                "see that the place is right, and that its drive is connected; `aosbox login {} --create` makes a new account there",
                paths::for_shell(store)
            ),
        ),
        Error::AccountExists { store } => explained(
            format!("there is an account in {} already", safe(store)),
            "log in to it without --create, or choose another folder or prefix",
        ),
        Error::UnknownFormat { object, version } => explained(
            format!("{} was written in format {version}, which this version of aosbox does not know", safe(object)),
            "install a newer version of aosbox",
        ),
        Error::WrongPassword => {
            explained("the password is wrong", "if it is lost, `aosbox login STORE --recovery-key` sets a new one")
        }
        Error::WrongRecoveryKey => explained(
            "this recovery key is not that of the account",
            "see that it is the key that was shown when this very account was made",
        ),
        Error::NotARecoveryKey => explained(
            "this is no recovery key, or a letter of it is mistyped",
            "it begins with AOS1- and is made of letters and the digits 2 to 7",
        ),
        Error::NotLoggedIn { profile } => explained(
            format!("not logged in (profile {})", safe(profile)),
            "`aosbox backup --quickstart` begins on this computer at once; `aosbox login STORE --create` makes an account in your \
             own storage, `aosbox login STORE` logs in to one",
        ),
        Error::Busy { .. } => explained(
            "another backup of this computer is going on",
            "wait until it has ended; this one would do nothing that it does not do",
        ),
        Error::Setting { place, mistake } => explained(
            format!("{}: {}", safe(place), setting(mistake)),
            "`aosbox config show` shows what holds, and why",
        ),
        Error::Cache { path, source } => explained(
            format!("the local catalog {} cannot be used: {source}", paths::local(path)),
            "if its disk is well and has room, delete that file: it is only a copy and comes back from the store",
        ),
        Error::NoDevice { name, known } if known.is_empty() => explained(
            format!("no computer is called {}: the account has no backups yet", safe(name)),
            "`aosbox backup` makes the first",
        ),
        Error::NoDevice { name, known } => explained(
            format!("there is no computer {}, or more than one", safe(name)),
            format!("name one by its name or the beginning of its id: {}", safe(&known.join(", "))),
        ),
        Error::Credentials { message } => explained(
            format!(
                "the system's credential store does not work: {}",
                message.as_deref().map_or_else(|| "no answer".to_owned(), safe)
            ),
            "unlock it, or let secrets be kept in a file of yours alone: [credentials] keep = \"file\" in the settings",
        ),
        Error::StoreCredentials(problem) => credentials(problem),
        Error::UploadLimit { limit } => explained(
            format!("the upload limit of {} a month is used up", bytes(*limit)),
            "backups go on with the new month; limits.monthly_upload in the settings raises it",
        ),
        Error::NoSpace { path, free, needed } => explained(
            format!("{} has {} free, and the catalog needs {}", paths::local(path), bytes(*free), bytes(*needed)),
            "choose another folder for cache.dir in the settings, or make room there",
        ),
    }
}

/// Why a server that answers is not talked to.
fn connection(server: &str, problem: &ConnectionProblem) -> Explained {
    let server = safe(server);
    let shows = format!("`openssl s_client -showcerts -connect {server}` shows it");
    let trust = format!(
        "if it is your own server, put its certificate into a file ({shows}; compare it with the one on the server) and \
         name that: --ca-certificate FILE"
    );
    match problem {
        ConnectionProblem::UnknownIssuer { trusted: None } => {
            explained(format!("the certificate of {server} is signed by nobody whom this computer trusts"), trust)
        }
        ConnectionProblem::UnknownIssuer { trusted: Some(file) } => explained(
            format!("the certificate of {server} is not in {}, nor signed by one of those in it", paths::local(file)),
            format!(
                "either the server has got a new one, or that is another server: {shows}; compare it with the one on the \
                 server. `aosbox login STORE --ca-certificate FILE` goes over to a new one"
            ),
        ),
        ConnectionProblem::OtherName { names } => explained(
            match names.is_empty() {
                true => format!("the certificate of {server} is for another name"),
                false => format!("the certificate of {server} is for {}", safe(&names.join(", "))),
            },
            format!(
                "let --endpoint name the server as its certificate does; or trust this very certificate, whatever its name \
                 ({shows}): --ca-certificate FILE"
            ),
        ),
        ConnectionProblem::Expired { since } => explained(
            match since {
                Some(since) => format!("the certificate of {server} has expired: {}", times::universal(*since)),
                None => format!("the certificate of {server} has expired"),
            },
            "see that this computer's clock is right; if it is, the certificate must be renewed on the server",
        ),
        ConnectionProblem::NotYetValid { from } => explained(
            match from {
                Some(from) => format!("the certificate of {server} is not valid before {}", times::universal(*from)),
                None => format!("the certificate of {server} is not valid yet"),
            },
            "see that this computer's clock is right, and the server's when the certificate was made",
        ),
        ConnectionProblem::Certificate(words) => {
            explained(format!("the certificate of {server} is refused: {}", safe(words)), trust)
        }
        ConnectionProblem::Handshake(words) => explained(
            format!("no encrypted connection to {server} comes about: {}", safe(words)),
            "the server must offer TLS 1.2 or 1.3: update it, or see its settings",
        ),
        ConnectionProblem::PlainHttp => explained(
            format!("{server} answers in plain http, not in https"),
            "see that the port in --endpoint is the one of https; on a network of your own, http:// with --allow-http does \
             without",
        ),
        ConnectionProblem::OnlyHttps => explained(
            format!("{server} does not answer in plain http"),
            "most likely it speaks https: let --endpoint begin with https://",
        ),
    }
}

/// What is wrong with a file of certificates.
fn certificates(path: &Path, mistake: &CertificatesMistake) -> Explained {
    match mistake {
        CertificatesMistake::Empty => explained(
            format!("there is no certificate in {}", paths::local(path)),
            "in the form that is needed (PEM) one begins with -----BEGIN CERTIFICATE-----; `openssl x509 -inform der -in FILE` \
             turns the other form into it",
        ),
        CertificatesMistake::Unreadable(number, words) => explained(
            format!("certificate {number} in {} cannot be read: {}", paths::local(path), safe(words)),
            "get it anew from the server, or from whoever made it",
        ),
    }
}

/// Why there are no credentials for a store.
fn credentials(problem: &CredentialProblem) -> Explained {
    match problem {
        CredentialProblem::Nowhere => explained(
            "there are no credentials for the store: not in AWS_ACCESS_KEY_ID, not in ~/.aws, and this computer has no role",
            "`aosbox login STORE` in a terminal asks for them and keeps them; `aws configure` writes them to ~/.aws",
        ),
        CredentialProblem::NoStorageAccount => explained(
            "it is not said which storage account the container is in",
            "set AZURE_STORAGE_ACCOUNT_NAME, and AZURE_STORAGE_ACCOUNT_KEY, or log in at a terminal: `aosbox login STORE` asks for both",
        ),
        CredentialProblem::NoIdentity { message } => explained(
            format!(
                "there are no credentials for the store, and this computer has no identity of its own: {}",
                safe(message)
            ),
            "set the variables AZURE_… or GOOGLE_…, or let `aosbox setup` ask for the key",
        ),
        CredentialProblem::NoProfile { name, known } if known.is_empty() => explained(
            format!("there is no profile {} in ~/.aws/config or ~/.aws/credentials", safe(name)),
            "there is no other either: `aws configure` writes one",
        ),
        CredentialProblem::NoProfile { name, known } => explained(
            format!("there is no profile {} in ~/.aws/config or ~/.aws/credentials", safe(name)),
            format!("let AWS_PROFILE name one that is there: {}", safe(&known.join(", "))),
        ),
        CredentialProblem::Half { place, missing } => explained(
            format!("the credentials for the store are not whole: {missing} is missing beside {}", safe(place)),
            "an access key is made of both: give both, or neither",
        ),
        CredentialProblem::NoCommand { command } => explained(
            format!("the credentials for the store come from `{}`, and that command is not there", safe(command)),
            "roles and single sign-on need AWS's command line: install it, or name a profile with keys by AWS_PROFILE",
        ),
        CredentialProblem::CommandFailed { command, said } => explained(
            format!("the credentials for the store come from `{}`, which failed: {}", safe(command), safe(said)),
            "see what the command says in a terminal; with single sign-on, `aws sso login` begins anew",
        ),
        CredentialProblem::CommandEnded { command, code } => explained(
            match code {
                Some(code) => format!(
                    "the credentials for the store come from `{}`, which ended with exit code {code} and no word",
                    safe(command)
                ),
                None => format!(
                    "the credentials for the store come from `{}`, which was killed or took too long",
                    safe(command)
                ),
            },
            "see what the command says in a terminal; with single sign-on, `aws sso login` begins anew",
        ),
        CredentialProblem::Address { address, message } => explained(
            format!("{} hands out no credentials for the store: {}", safe(address), safe(message)),
            "see the role of this container or machine, and the variables AWS_CONTAINER_…",
        ),
        CredentialProblem::Silent { address, message } => explained(
            format!("{} hands out no credentials for the store: it was not reached: {}", safe(address), safe(message)),
            "see the role of this container or machine, and the variables AWS_CONTAINER_…",
        ),
        CredentialProblem::Unreadable { from } => explained(
            format!("what {} hands out are no credentials for the store", safe(from)),
            "an object in JSON is needed, with AccessKeyId and SecretAccessKey, as `credential_process` has it",
        ),
    }
}

/// Why a text names no store.
fn store_mistake(mistake: &StoreMistake) -> String {
    match mistake {
        StoreMistake::Empty => "empty".to_owned(),
        StoreMistake::NotLocal => "not a path on this computer".to_owned(),
        StoreMistake::NoBucket => "no bucket is named".to_owned(),
        StoreMistake::Surplus => {
            "a bucket and a prefix are all that can stand there; credentials and options are given apart".to_owned()
        }
        StoreMistake::Steps => "steps (. and ..) mean nothing in an object store".to_owned(),
        StoreMistake::UnknownKind => "the kinds of store are s3://, az://, gs://, file:// and a folder".to_owned(),
        StoreMistake::Endpoint => "an endpoint begins with https:// (or http:// on this computer)".to_owned(),
        StoreMistake::Unreadable(message) => safe(message),
    }
}

/// What is wrong with a value that was handed to the library.
fn setting(mistake: &SettingMistake) -> String {
    match mistake {
        SettingMistake::Steps => "a path without steps (..) is needed".to_owned(),
        SettingMistake::Expression(message) => super::settings::reason(message),
        SettingMistake::NoLock => "the device's lock is missing".to_owned(),
    }
}

/// What was asked of the store.
fn asked(operation: StoreOperation) -> &'static str {
    match operation {
        StoreOperation::Open => "open",
        StoreOperation::Request => "request",
        StoreOperation::List => "list",
        StoreOperation::Get => "get",
        StoreOperation::Put => "put",
        StoreOperation::Delete => "delete",
    }
}

/// What was tried on a path.
pub(super) fn tried(operation: FileOperation) -> &'static str {
    match operation {
        FileOperation::Open => "open",
        FileOperation::Read => "read",
        FileOperation::ReadAttributes => "read attributes of",
        FileOperation::Write => "write",
        FileOperation::WriteInto => "write into",
        FileOperation::Create => "create",
        FileOperation::CreateFolder => "create folder",
        FileOperation::CreateFolderFor => "create folder for",
        FileOperation::CreateLink => "create link",
        FileOperation::Remove => "remove",
        FileOperation::RemoveFrom => "remove from",
        FileOperation::Replace => "replace",
        FileOperation::PutIntoPlace => "put into place",
        FileOperation::List => "list",
        FileOperation::LookAt => "look at",
        FileOperation::Lock => "lock",
        FileOperation::Resolve => "resolve",
        FileOperation::Run => "run",
    }
}

/// The same where the path has been said.
fn tried_there(operation: FileOperation) -> &'static str {
    match operation {
        FileOperation::ReadAttributes => "read its attributes",
        FileOperation::WriteInto => "write into it",
        FileOperation::CreateFolder => "create the folder",
        FileOperation::CreateFolderFor => "create its folder",
        FileOperation::CreateLink => "create the link",
        FileOperation::RemoveFrom => "remove from it",
        FileOperation::PutIntoPlace => "put it into place",
        FileOperation::LookAt => "look at it",
        other => tried(other),
    }
}

fn store(operation: StoreOperation, object: &str, kind: StoreFailure, message: &str) -> Explained {
    let what = format!("the store failed ({} {})", asked(operation), safe(object));
    let message = safe(message);
    match kind {
        StoreFailure::NotFound => explained(
            format!("{what}: there is no such object"),
            "see that the bucket and the prefix are right; then `aosbox check` tells more",
        ),
        StoreFailure::Exists => explained(
            format!("{what}: there is such an object already"),
            "another computer did the same at the same time; try again",
        ),
        StoreFailure::Denied => explained(
            format!("{what}: access denied: {message}"),
            "check the credentials (AWS_…, AZURE_…, GOOGLE_…, ~/.aws; `aosbox login STORE` asks for them anew) and what they may do",
        ),
        StoreFailure::Full => explained(
            format!("{what}: the store is full"),
            "make room there and try again; what was sent so far is kept",
        ),
        StoreFailure::Unreachable => explained(
            format!("{what}: not reached: {message}"),
            "check the network and --endpoint, and try again; what was sent so far is kept",
        ),
        StoreFailure::Other => {
            explained(format!("{what}: {message}"), "try again; if it stays so, ask whoever runs the store")
        }
    }
}

/// What failed on a file, and what to do.
pub(super) fn file(operation: FileOperation, path: &std::path::Path, source: &std::io::Error) -> Explained {
    let message = format!("cannot {} {}: {source}", tried(operation), paths::local(path));
    match source.kind() {
        std::io::ErrorKind::PermissionDenied => explained(message, "see that you may do that, or choose another place"),
        std::io::ErrorKind::StorageFull => explained(message, "make room on that disk and try again"),
        std::io::ErrorKind::ReadOnlyFilesystem => explained(message, "let it be written to, or choose another place"),
        std::io::ErrorKind::NotFound => explained(message, "see that it is there, and that its drive is connected"),
        _ => plain(message),
    }
}

/// What is wrong with an object.
pub fn damage(damage: &Damage) -> String {
    match damage {
        Damage::Missing => "it is missing".to_owned(),
        Damage::Truncated => "it is cut short".to_owned(),
        Damage::Header => "it is something else".to_owned(),
        Damage::Seal => "it was changed, or put in another's place".to_owned(),
        Damage::Content(detail) => format!("it makes no sense inside ({})", safe(detail)),
        Damage::Hash => "its bytes are not those that were written".to_owned(),
    }
}

/// What is wrong with a path.
pub fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Io { operation, source } => format!("cannot {}: {source}", tried_there(*operation)),
        Problem::Changing => "it kept changing while it was read; the next backup tries again".to_owned(),
        Problem::Special => "it is a pipe, a socket or a device, and left out".to_owned(),
        Problem::Waiting { .. } => {
            "it is large, changed, and was backed up not long ago: its turn comes later".to_owned()
        }
        Problem::TooLarge { size } => format!("it is larger than the limit ({}), and left out", bytes(*size)),
        Problem::Gone => "it is not there".to_owned(),
        Problem::Damaged { object } => format!("what it is made of is damaged in the store ({})", safe(object)),
        Problem::Metadata { what, source } => {
            format!("its {} could not be set: {source}", metadata(what))
        }
        Problem::Unkept { what, source } if source.kind() == io::ErrorKind::FileTooLarge => {
            format!("it is backed up without its {}, which is too large for that", metadata(what))
        }
        Problem::Unkept { what, source } => format!("it is backed up without its {}: {source}", metadata(what)),
        Problem::Unnameable => "this system cannot have such a name".to_owned(),
        Problem::Unstored => "not all of it reached the store: it is tried again next time".to_owned(),
        Problem::Mismatch => "it did not read back as it was written: check the disk".to_owned(),
    }
}

fn metadata(what: &MetadataPart) -> String {
    match what {
        MetadataPart::Mode => "mode".to_owned(),
        MetadataPart::Times => "times".to_owned(),
        MetadataPart::Attributes => "attributes".to_owned(),
        MetadataPart::Extended(name) => safe(name),
        MetadataPart::Stream(name) => format!("alternate data stream {}", safe(name)),
        MetadataPart::Streams => "alternate data streams".to_owned(),
    }
}
