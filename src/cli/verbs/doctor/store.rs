//! The login, the account that it leads to, and the clock of the store.

use std::time::{Duration, Instant};

use bytes::Bytes;

use super::Findings;
use crate::{
    account::Account,
    cli::{
        mistakes::{Failure, Mistake},
        program::{Program, profile::Profile},
        steps::session,
        words::{self, Checked},
    },
    error::{Error, Result as LibraryResult},
    model::time::Clock,
    platform,
    secrets::{self, Keeper, Kept},
    store::{Location, Store, names, open},
    sync,
};

/// How long one request may take, and how long failed ones are repeated: somebody sits there and waits.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
const RETRY_FOR: Duration = Duration::from_secs(1);
/// A clock that is further off than this many seconds is wrong: some stores refuse such requests before long.
const FAR_OFF: u64 = 300;

/// Looks at all of it.
pub fn look(
    program: &Program,
    profile: Option<&Profile>,
    offline: bool,
    findings: &mut Findings<'_>,
) -> Result<(), Failure> {
    let Some(profile) = profile else {
        let name = program.settings.profile.clone();
        return match findings.found.iter().any(|checked| matches!(checked, Checked::LoginWrong(_))) {
            true => Ok(()),
            false => findings.add(wrong(Error::NotLoggedIn { profile: name }.into())),
        };
    };
    let Some(kept) = login(program, profile, findings)? else { return Ok(()) };
    if offline {
        return findings.add(Checked::Offline);
    }
    let location = match Location::parse(&profile.store, &program.settings.current) {
        Ok(location) => location,
        Err(error) => return findings.add(away(error)),
    };
    let mut options = match session::options(program, &location, Some(profile), kept.store.clone()) {
        Ok(options) => options,
        Err(error) => return findings.add(away(error)),
    };
    options.request_timeout = Some(options.request_timeout.unwrap_or(REQUEST_TIMEOUT).min(REQUEST_TIMEOUT));
    options.retry_for = Some(RETRY_FOR);
    let clock = options.clock.clone();
    match open::open(&location, &options) {
        Ok(store) => account(program, profile, store, kept, findings)?,
        Err(error) => findings.add(away(error))?,
    }
    if let Some(there) = clock.now() {
        let here = program.clock.now().seconds;
        let off = here.abs_diff(there);
        findings.add(match off > FAR_OFF {
            true => Checked::ClockWrong { off, ahead: here > there },
            false => Checked::ClockRight { off },
        })?;
    }
    Ok(())
}

/// The login's secrets, if they are there.
fn login(program: &Program, profile: &Profile, findings: &mut Findings<'_>) -> Result<Option<Kept>, Failure> {
    let settings = &program.settings;
    let (folder, name) = (settings.credentials(), &settings.profile);
    let kept = match secrets::load(profile.credentials, &folder, &profile.entry(name)) {
        Ok(Some(kept)) => kept,
        Ok(None) => {
            let logged_out = Mistake::LoggedOut { profile: name.clone(), store: profile.store.clone() };
            findings.add(wrong(logged_out.into()))?;
            return Ok(None);
        }
        Err(error) => {
            findings.add(wrong(error.into()))?;
            return Ok(None);
        }
    };
    match secrets::try_out(profile.credentials, &folder) {
        Ok(()) => findings.add(Checked::LoggedIn { profile: name.clone(), keeper: profile.credentials })?,
        Err(error) => findings.add(wrong(error.into()))?,
    }
    let file = folder.join(format!("{}.json", profile.entry(name)));
    if profile.credentials == Keeper::File && platform::others_may(&file).is_ok_and(|(read, _)| read) {
        findings.add(Checked::SecretsOpen(file))?;
    }
    Ok(Some(kept))
}

fn account(
    program: &Program,
    profile: &Profile,
    store: Store,
    kept: Kept,
    findings: &mut Findings<'_>,
) -> Result<(), Failure> {
    let began = Instant::now();
    let (account, format) = match reach(profile, store, kept) {
        Ok(reached) => reached,
        Err(error) => return findings.add(away(error)),
    };
    let proved = sync::is_key_right(&account, &profile.device);
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(milliseconds, requests = account.store.requests(), device = %profile.device, "reached");
    let shown = profile.store.clone();
    findings.add(match proved {
        Ok(Some(false)) => Checked::KeyWrong { store: shown },
        Ok(proved) => Checked::AccountReached { store: shown, milliseconds, proved: proved.is_some() },
        Err(error) => away(error),
    })?;
    if program.cancel.is_cancelled() {
        return Ok(());
    }
    findings.add(match account.atomic_create {
        true => match account.store.try_creating(names::FORMAT, format) {
            Ok(()) => Checked::MayWrite,
            Err(error) => Checked::MayNotWrite(words::explain(&error.into())),
        },
        false => Checked::WritingNotTried,
    })
}

/// The account, and the object that says what it is.
fn reach(profile: &Profile, store: Store, kept: Kept) -> LibraryResult<(Account, Bytes)> {
    let account = Account::open_with_key(store, kept.key, &profile.account)?;
    let format = account.store.get(names::FORMAT)?;
    Ok((account, format))
}

fn wrong(failure: Failure) -> Checked {
    Checked::LoginWrong(words::explain(&failure))
}

fn away(error: Error) -> Checked {
    Checked::AccountAway(words::explain(&error.into()))
}
