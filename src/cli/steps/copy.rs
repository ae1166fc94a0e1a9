//! The dual copy as the settings and the login have it.

use std::{path::PathBuf, sync::Arc};

use serde_json::{Value, json};

use crate::{
    catalog::Catalog,
    cli::{
        mistakes::Failure,
        program::{Program, SystemClock, profile::Profile},
    },
    config::dual::DualConfig,
    dual::{Amount, Brief, Filters, Owner, Setting, State, drive},
    error::Error,
    platform,
};

/// The profile of the login, which need not be put to use.
pub fn profile(program: &Program) -> Result<Profile, Failure> {
    let name = &program.settings.profile;
    let profile = Profile::load(&program.settings.folders.profiles, name)?;
    Ok(profile.ok_or_else(|| Error::NotLoggedIn { profile: name.clone() })?)
}

/// Whose copy this computer makes by a login.
pub fn owner(profile: &Profile) -> Owner {
    Owner {
        account: profile.account,
        device: profile.device,
        device_name: profile.device_name.clone(),
        system: platform::SYSTEM.to_owned(),
    }
}

/// The folders that the copy of a login fills.
pub fn own_folders(program: &Program, profile: &Profile) -> Vec<PathBuf> {
    let owner = owner(profile);
    let names = [drive::folder_name(&owner), drive::other_folder_name(&owner)];
    program.settings.config.dual.path.iter().flat_map(|path| names.iter().map(|name| path.join(name))).collect()
}

/// What the copy needs to know; `None` if there is none.
pub fn setting(program: &Program, profile: &Profile) -> Result<Option<Setting>, Failure> {
    setting_of(program, profile, &program.settings.config.dual)
}

/// The same by settings that may have changed since the program began.
pub fn setting_of(program: &Program, profile: &Profile, config: &DualConfig) -> Result<Option<Setting>, Failure> {
    let settings = &program.settings;
    let Some(path) = config.path.clone() else { return Ok(None) };
    let device = profile.device;
    Ok(Some(Setting {
        path,
        owner: owner(profile),
        limit: config.limit,
        filters: Filters::new(&config.filters)?,
        manifest: settings.cache_of(&profile.account).join(format!("dual-{device}.sqlite")),
        lock: settings.folders.data.join("locks").join(format!("{device}.dual.lock")),
        clock: Arc::new(SystemClock),
        cancel: program.cancel.clone(),
    }))
}

/// Threads that fetch from the store.
pub fn jobs(program: &Program) -> usize {
    let usual = || std::thread::available_parallelism().map_or(2, usize::from).min(16);
    program.settings.config.restore_jobs.unwrap_or_else(usual)
}

pub fn put_done(document: &mut Value, done: &crate::dual::Done) {
    let Some(fields) = document.as_object_mut() else { return };
    for (name, of) in
        [("copied", done.copied), ("fetched", done.fetched), ("found", done.found), ("evicted", done.evicted)]
    {
        fields.insert(name.to_owned(), amount(of));
    }
}

pub fn amount(amount: Amount) -> Value {
    json!({ "files": amount.files, "bytes": amount.bytes })
}

/// A look at the copy that does not compare it with the backup; `None` where there is none.
pub fn brief(program: &Program, profile: &Profile) -> Result<Option<Brief>, Failure> {
    Ok(setting(program, profile)?.map(Brief::of).transpose()?)
}

/// The state of a login's copy; `None` if there is none.
pub fn state(program: &Program, profile: &Profile) -> Result<Option<State>, Failure> {
    let Some(setting) = setting(program, profile)? else { return Ok(None) };
    let file = program.settings.cache_of(&profile.account).join("catalog.sqlite");
    let catalog = Catalog::open(&file, &profile.account)?;
    let device = catalog.device(&profile.device)?;
    Ok(Some(State::of(setting, &catalog, &device)?))
}
