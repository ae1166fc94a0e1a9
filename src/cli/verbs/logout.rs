//! `aosbox logout`: forgetting the secrets of a login, and on request the rest of it.

use serde_json::json;

use crate::{
    cli::{
        arguments,
        mistakes::{Failure, Outcome},
        program::{Program, profile::Profile},
        words::Message,
    },
    error::Error,
    model::FileOperation,
    secrets,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Logout) -> Result<Outcome, Failure> {
    let settings = &program.settings;
    let name = &settings.profile;
    let Some(profile) = Profile::load(&settings.folders.profiles, name)? else {
        program.printer.note(&Message::NoLogin { profile: name });
        program.printer.document("logout", json!({ "profile": name, "was_logged_in": false, "forgotten": false }))?;
        return Ok(Outcome::Done);
    };
    secrets::remove(profile.credentials, &settings.credentials(), &profile.entry(name))?;
    if arguments.forget {
        Profile::remove(&settings.folders.profiles, name)?;
        if !is_shared(program, &profile) {
            let cache = settings.cache_of(&profile.account);
            match std::fs::remove_dir_all(&cache) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::file(FileOperation::Remove, cache)(error).into());
                }
                _ => {}
            }
        }
    }
    program.printer.note(&Message::LoggedOut { profile: name, forgotten: arguments.forget });
    program
        .printer
        .document("logout", json!({ "profile": name, "was_logged_in": true, "forgotten": arguments.forget }))?;
    Ok(Outcome::Done)
}

/// Whether another profile leads to the same account and uses its catalog.
fn is_shared(program: &Program, profile: &Profile) -> bool {
    let profiles = &program.settings.folders.profiles;
    let Ok(entries) = std::fs::read_dir(profiles) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let path = entry.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        matches!(Profile::load(profiles, name), Ok(Some(other)) if other.account == profile.account)
    })
}
