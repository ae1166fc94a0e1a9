//! Errors, hints and problems in English. A message says what failed and on what; a hint says what to do.

use std::io;

use crate::{
    cli::{
        dates::DateMistake,
        exit::{CommandFailure, Failure, Mistake, NotFound},
        paths,
        words::{Explained, figures::bytes},
    },
    error::{CredentialProblem, Damage, Error, SettingMistake, StoreFailure, StoreMistake, StoreOperation},
    model::{FileOperation, MetadataPart},
    monitor::Problem,
};

/// What failed and what to do.
pub(super) fn explained(message: impl Into<String>, hint: impl Into<String>) -> Explained {
    Explained { message: message.into(), hint: Some(hint.into()) }
}

/// What failed.
pub(super) fn plain(message: impl Into<String>) -> Explained {
    Explained { message: message.into(), hint: None }
}

pub(super) fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}

/// What to say about a failure.
pub fn explain(failure: &Failure) -> Explained {
    match failure {
        Failure::Library(error) => library(error),
        Failure::Config(mistake) => super::settings::mistake(mistake),
        Failure::Date { option, mistake } => date(option, mistake),
        Failure::Mistake(mistake) => self::mistake(mistake),
        Failure::Output(error) => explained(
            format!("cannot write to standard output: {error}"),
            "see that there is room where it goes, and that it can be written to",
        ),
        Failure::Usage(misuse) => super::usage::misuse(misuse),
    }
}

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
        Error::NoAccount { store } => explained(
            format!("there is no account in {}", safe(store)),
            format!(
                "`aosbox login {} --create` makes one; for a drive, see that it is connected",
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

fn date(option: &str, mistake: &DateMistake) -> Explained {
    const FORMS: &str = "accepted are 2026-11-01, \"2026-11-01 22:00\", 2026-11-01T22:00:00+09:00, now, today, yesterday, and 30min, \
                         6h, 3d, 2w ago; ranges are A..B, A.., ..B or one day";
    match mistake {
        DateMistake::NotADate(text) => explained(format!("{option}: \"{}\" is no time", safe(text)), FORMS),
        DateMistake::NoSuchDay(text) => {
            explained(format!("{option}: there is no such day or hour: \"{}\"", safe(text)), FORMS)
        }
        DateMistake::Reversed(text) => explained(
            format!("{option}: \"{}\" ends before it begins", safe(text)),
            "write the earlier time first: A..B",
        ),
    }
}

fn mistake(mistake: &Mistake) -> Explained {
    match mistake {
        Mistake::NoHome => explained("the system names no home folder", "set HOME"),
        Mistake::NoCurrentFolder(error) => {
            explained(format!("the current folder cannot be used: {error}"), "change to another folder")
        }
        Mistake::ShortPassword => explained(
            "the password is too short: it needs at least 6 characters",
            "a few words in a row are easy to remember and hard to guess",
        ),
        Mistake::PasswordsDiffer => explained("the two passwords differ", "try again"),
        Mistake::NoPassword => explained(
            "a password is needed, and nobody is there to be asked",
            "set AOSBOX_PASSWORD, or use --password-file or --password-command",
        ),
        Mistake::NoRecoveryKey => {
            explained("no recovery key was given", "set AOSBOX_RECOVERY_KEY, or type it when asked")
        }
        Mistake::PasswordFile(path, error) => explained(
            format!("cannot read the password from {}: {error}", paths::local(path)),
            "--password-file names a file whose first line is the password, and which you may read",
        ),
        Mistake::PasswordCommand(command, why) => explained(
            format!("the password command failed ({}): {}", command_failure(why), safe(command)),
            "run it by hand to see what it says; the first line that it prints is the password",
        ),
        Mistake::Prompt(error) => {
            explained(format!("cannot ask on this terminal: {error}"), "set AOSBOX_PASSWORD, or use --password-file")
        }
        Mistake::LongName(option) => plain(format!("{option} is too long: it may have at most 64 characters")),
        Mistake::ProfileName(name) => explained(
            format!("\"{}\" cannot be the name of a profile", safe(name)),
            "letters, digits, - _ @ and . within can",
        ),
        Mistake::ProfileTaken { profile, store } => explained(
            format!("profile {profile} is logged in to {} already", safe(store)),
            "`aosbox logout --forget` first, or use a second profile: --account OTHER",
        ),
        Mistake::ProfileUnreadable(path, message) => explained(
            format!("the profile {} cannot be understood: {}", paths::local(path), safe(message)),
            "remove that file and log in again",
        ),
        Mistake::LoggedOut { profile, store } => explained(
            format!("not logged in: the secrets of profile {profile} are not kept any more"),
            format!("`aosbox login {}` logs in again", paths::for_shell(store)),
        ),
        Mistake::NothingSelected(config) => explained(
            "nothing is selected for the backup",
            format!(
                "`aosbox select` chooses categories, `aosbox select add PATH…` files and folders, `aosbox backup PATH…` names them once; \
                 the choice is kept in {}",
                paths::local(config)
            ),
        ),
        Mistake::NotAFullPath(path) => explained(
            format!("{} does not begin at the top, as a path of another computer must", paths::local(path)),
            "write it in full: /home/name/file, or C:\\Users\\name\\file",
        ),
        Mistake::UnusablePath(path) => explained(
            format!("{} cannot be the path of a file in the backup", paths::local(path)),
            "write it as `aosbox ls` and `aosbox find` show it",
        ),
        Mistake::NeedsTo { system } => explained(
            format!("that computer runs {}, and its paths have no place here", safe(system)),
            "say where to restore to: --to FOLDER",
        ),
        Mistake::NothingThen(text) => explained(
            format!("no backup had been made by {}", safe(text)),
            "`aosbox versions PATH` shows when there was one",
        ),
        Mistake::NoBackupYet(others) if others.is_empty() => {
            explained("this computer has no backup yet", "`aosbox backup PATH…` makes one")
        }
        Mistake::NoBackupYet(others) => explained(
            "this computer has no backup yet, but others have",
            format!("look there with --device: {}", safe(&others.join(", "))),
        ),
        Mistake::NotInBackup(missing) => not_found(missing),
        Mistake::NotALength(text) => {
            explained(format!("{} is no length of time", safe(text)), "say it like 30m, 90min, 2h or 1d")
        }
        Mistake::NotAnInterval { option, value } => explained(
            format!("{option} {} is no length of time that backups can begin at", safe(value)),
            "say it like 30m, 1h or 7d; intervals are steps of five minutes, 5m to 31d",
        ),
        Mistake::NotAWindow(text) => explained(
            format!("--at {} names no days and hours", paths::for_shell(text)),
            "say it like 'mon-fri 22:00-06:00', 'sat,sun 09:00' or '22:00-24:00'",
        ),
        Mistake::ThenAtIntervals => explained(
            "--then belongs to backups at set times, and these begin at intervals",
            "`aosbox schedule set --at 'mon-fri 22:00' --then shutdown` backs up once an evening",
        ),
        Mistake::NoScheduler => explained(
            "nothing is found here that begins jobs: neither systemd of the user's nor cron. The settings are kept",
            "`aosbox schedule print --for cron` prints the job for another scheduler",
        ),
        Mistake::JobRefused(error) => {
            let inner = library(error);
            explained(
                format!("the system did not take the job: {}. The settings are kept", inner.message),
                "`aosbox schedule set` tries again; `aosbox schedule print` shows what is handed over",
            )
        }
        Mistake::Selection(mistake) => super::selection::mistake(mistake),
        Mistake::Dual(mistake) => super::dual::mistake(mistake),
        Mistake::BeforeFailed(failed) => super::hooking::before_failed(failed),
        Mistake::Finding(mistake) => super::finding::mistake(mistake),
        Mistake::Completing(mistake) => super::completing::mistake(mistake),
        Mistake::Starting(mistake) => super::starting::mistake(mistake),
    }
}

fn command_failure(failure: &CommandFailure) -> String {
    match failure {
        CommandFailure::NotStarted(error) => safe(&error.to_string()),
        CommandFailure::Ended(status) => safe(&status.to_string()),
    }
}

/// What to say about a path that is not there.
pub fn not_found(missing: &NotFound) -> Explained {
    let path = paths::shown(&missing.path, &missing.system);
    let quoted = paths::for_shell(&path);
    if missing.deleted {
        return explained(
            format!("{path} is in the backup, but not as it was asked for"),
            format!("`aosbox versions {quoted}` shows what there is; --deleted also takes what was deleted since"),
        );
    }
    let hint = match &missing.nearest {
        Some(folder) => {
            format!("`aosbox ls {}` shows what is", paths::for_shell(&paths::shown(folder, &missing.system)))
        }
        None => "`aosbox ls` shows what is".to_owned(),
    };
    explained(format!("{path} is not in the backup"), hint)
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
        Problem::Io { operation, source } => format!("cannot {}: {source}", tried(*operation)),
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
