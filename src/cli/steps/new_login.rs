//! A login that is made: its secrets kept, its profile written, its recovery key shown.

use std::{ffi::OsString, io, path::PathBuf};

use crate::{
    account::Account,
    cli::{
        mistakes::{Failure, Mistake},
        program::{
            Program,
            profile::{self, Profile},
        },
        steps::{credentials, session},
        terminal::output::Printer,
        words::{self, Message},
    },
    error::Error,
    model::{DeviceId, FileOperation},
    seal::{keys::random, password::LONGEST_NAME, recovery::RecoveryKey},
    secrets::{self, Keeper, Kept},
    store::{Location, StoreCredentials},
};

/// The recovery key goes to standard output even when quiet: it is shown once and never again.
pub fn show_recovery_key(printer: &Printer, recovery: &RecoveryKey) -> Result<(), Failure> {
    printer.line(&words::say(&Message::RecoveryKey { key: &recovery.to_text() }))
}

/// Keeps the secrets and writes the profile. A profile that knew the account stays the same device.
pub fn keep(
    program: &Program,
    location: &Location,
    account: &Account,
    store: StoreCredentials,
    device_name: Option<String>,
    known: Option<Profile>,
) -> Result<Profile, Failure> {
    let settings = &program.settings;
    let name = &settings.profile;
    let entry = profile::entry(name, &account.id);
    // Where the account lies must be known to a scheduled backup, too, which finds no variables of a shell.
    let options = session::options(program, location, known.as_ref(), store.clone())?;
    let region = options.region.clone().or_else(|| match location {
        Location::S3 { .. } => credentials::region(&options.environment).map(str::to_owned),
        _ => None,
    });
    // In full, so that it means the same wherever later commands run.
    let ca_certificate = options.effective_ca_certificate(location).map(|file| settings.typed(&file));
    let ca_certificate = ca_certificate.map(as_text).transpose()?;
    let known_aws_profile = known.as_ref().and_then(|known| known.aws_profile.as_deref());
    let aws_profile = credentials::profile_to_remember(settings, location, &store, known_aws_profile);
    let kept = Kept { key: account.key.clone(), store };
    let keeper = secrets::save(settings.keeper(), &settings.credentials(), &entry, &kept)?;
    if keeper == Keeper::Keyring {
        // An earlier login may have left them in a file.
        secrets::remove(Keeper::File, &settings.credentials(), &entry)?;
    }
    let (device, known_name) = match &known {
        Some(known) => (known.device, Some(known.device_name.clone())),
        None => (DeviceId(random()), None),
    };
    let host = || gethostname::gethostname().to_string_lossy().into_owned();
    let profile = Profile {
        store: location.to_string(),
        endpoint: options.effective_endpoint(location),
        ca_certificate,
        region,
        aws_profile,
        allow_http: settings.allow_http || known.as_ref().is_some_and(|known| known.allow_http),
        account: account.id,
        device,
        device_name: limited("--device", device_name.or(known_name).unwrap_or_else(host))?,
        credentials: keeper,
    };
    profile.save(&settings.folders.profiles, name)?;
    tracing::info!(profile = %name, store = %profile.store, account = %profile.account, "logged in");
    Ok(profile)
}

/// A path as a profile can hold it.
fn as_text(path: PathBuf) -> Result<String, Error> {
    let resolve = |path: OsString| Error::file(FileOperation::Resolve, path)(io::ErrorKind::InvalidData.into());
    path.into_os_string().into_string().map_err(resolve)
}

pub fn limited(option: &'static str, text: String) -> Result<String, Failure> {
    if text.chars().count() > LONGEST_NAME { Err(Mistake::LongName(option).into()) } else { Ok(text) }
}

/// The name of the user as the system has it, cut to what a name may be.
pub fn user_name(program: &Program) -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| program.settings.variable(name));
    name.unwrap_or_default().chars().take(LONGEST_NAME).collect()
}
