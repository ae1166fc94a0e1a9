//! Where this program keeps its own files: in the places that the system has for them, or all below one folder of the user's choice.

use std::{ffi::OsString, path::PathBuf, sync::OnceLock};

use crate::cli::{
    arguments::variables,
    mistakes::{Failure, Mistake},
};

/// What `--home` says, or its variable.
static HOME: OnceLock<Option<OsString>> = OnceLock::new();

/// Says which folder an option names for all of them. Only the first call counts.
pub fn decide(option: Option<OsString>) {
    let given = option.or_else(|| std::env::var_os(variables::HOME));
    let _decided_already = HOME.set(given.filter(|home| !home.is_empty()));
}

/// The folders of this program's own files.
pub struct Places {
    /// The one folder that all of them lie in, if somebody wants that.
    pub home: Option<PathBuf>,
    /// Settings and logins.
    pub config: PathBuf,
    /// What must not be lost.
    pub data: PathBuf,
    /// What comes back by itself.
    pub cache: PathBuf,
    /// Logs.
    pub state: PathBuf,
}

impl Places {
    /// The folders that hold now.
    pub fn find() -> Result<Self, Failure> {
        if let Some(home) = HOME.get().cloned().flatten() {
            let home = std::path::absolute(home).map_err(Mistake::NoCurrentFolder)?;
            let [config, data, cache, state] = ["config", "data", "cache", "state"].map(|name| home.join(name));
            return Ok(Self { home: Some(home), config, data, cache, state });
        }
        let usual = directories::ProjectDirs::from("", "", "aosbox").ok_or(Mistake::NoHome)?;
        Ok(Self {
            home: None,
            config: usual.config_dir().to_owned(),
            data: usual.data_local_dir().to_owned(),
            cache: usual.cache_dir().to_owned(),
            state: usual.state_dir().unwrap_or_else(|| usual.data_local_dir()).to_owned(),
        })
    }

    /// The settings file that holds where none is named.
    pub fn settings(&self) -> PathBuf {
        self.config.join("config.toml")
    }
}
