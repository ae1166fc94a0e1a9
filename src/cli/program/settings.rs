//! Arguments, variables and the settings file, resolved once into plain values. Nothing after this reads the environment.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;

use super::places::Places;
use crate::{
    cli::{
        arguments::{
            Global, ProgressStyle, When,
            variables::{self, PREFIXES},
        },
        mistakes::{Failure, Mistake},
        text::paths,
    },
    config::{
        Bearings, Config, Keep,
        edit::{self, Change, Changed, EditError},
    },
    control::Control,
    error::Error,
    journal,
    model::FileOperation,
    platform::{self, folders::SystemFolders},
    secrets::Keeper,
    selection,
};

/// A cache on a drive of the user's choice needs this much (F7).
const LEAST_CACHE_SPACE: u64 = 2_000_000_000;
const DEFAULT_PROFILE: &str = "default";

/// What holds for every command.
#[derive(Clone)]
pub struct Settings {
    /// Where things are kept.
    pub folders: Folders,
    /// What the settings file says.
    pub config: Config,
    /// The profile.
    pub profile: String,
    /// The folder that the user stands in; empty if that is gone.
    pub current: PathBuf,
    /// The environment, as far as it is text.
    pub environment: BTreeMap<String, String>,
    /// Variables that hold secrets or lead to them: no command that is run for the user finds them.
    pub secret_variables: Vec<OsString>,
    /// The server's address, if given now.
    pub endpoint: Option<String>,
    /// The file of certificates to trust, if given now.
    pub ca_certificate: Option<PathBuf>,
    /// The bucket's region, if given now.
    pub region: Option<String>,
    /// Whether plain http is allowed.
    pub allow_http: bool,
    /// The file with the password.
    pub password_file: Option<PathBuf>,
    /// The command that prints the password.
    pub password_command: Option<String>,
    /// The zone in which days begin.
    pub zone: TimeZone,
    /// When there are colours.
    pub color: When,
    /// How to show progress.
    pub progress: ProgressStyle,
    /// How much to tell.
    pub verbose: u8,
}

/// Where things are kept on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The one folder that all of this program's own lie in, if somebody wants that.
    pub own: Option<PathBuf>,
    /// The settings file, there or not.
    pub config_file: PathBuf,
    /// One file for each login.
    pub profiles: PathBuf,
    /// What must not be lost.
    pub data: PathBuf,
    /// What comes back by itself.
    pub cache: PathBuf,
    /// Logs.
    pub state: PathBuf,
    /// The home folder.
    pub home: PathBuf,
}

impl Settings {
    /// Resolves what was given.
    pub fn resolve(global: &Global) -> Result<Self, Failure> {
        // Without one, only what is told in full has a place; most commands need no more.
        let current = std::env::current_dir().unwrap_or_default();
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let secret_variables = std::env::vars_os().map(|(name, _)| name);
        let secret_variables = secret_variables.filter(|name| is_secret(&name.to_string_lossy())).collect();
        let usual = Places::find()?;
        let home = directories::UserDirs::new().ok_or(Mistake::NoHome)?.home_dir().to_owned();
        let config_file = config_file(global)?;
        let zone = TimeZone::system();
        let config = Config::load(&config_file, Bearings { home: Some(&home), zone: &zone })?;
        let folders = Folders {
            own: usual.home,
            profiles: config_file.parent().unwrap_or(&current).join("profiles"),
            data: usual.data,
            cache: config.cache_folder.clone().unwrap_or(usual.cache),
            state: usual.state,
            config_file,
            home,
        };
        let profile =
            global.account.clone().or_else(|| config.account.clone()).unwrap_or_else(|| DEFAULT_PROFILE.to_owned());
        Ok(Self {
            folders,
            config,
            profile,
            current,
            environment,
            secret_variables,
            endpoint: global.endpoint.clone().filter(|endpoint| !endpoint.is_empty()),
            ca_certificate: global.ca_certificate.as_deref().filter(|file| !file.is_empty()).map(PathBuf::from),
            region: global.region.clone().filter(|region| !region.is_empty()),
            allow_http: global.allow_http,
            password_file: global.password_file.clone(),
            password_command: global.password_command.clone(),
            zone,
            color: global.color,
            progress: progress_style(global),
            verbose: if global.quiet { 0 } else { global.verbose },
        })
    }

    /// Where the system keeps what.
    pub fn known_folders(&self) -> SystemFolders {
        SystemFolders::new(&self.folders.home, &self.environment)
    }

    /// What `~/` and a day mean in the settings file.
    pub fn bearings(&self) -> Bearings<'_> {
        Bearings { home: Some(&self.folders.home), zone: &self.zone }
    }

    /// Makes changes of the settings file, all of them or none.
    pub fn change(&self, changes: &[Change]) -> Result<Changed, EditError> {
        let lock = self.folders.data.join("locks").join("settings.lock");
        edit::change(&self.folders.config_file, &lock, self.bearings(), changes)
    }

    /// A typed path in full. It need not be there.
    pub fn typed(&self, path: &Path) -> PathBuf {
        let absolute = selection::absolute(path, &self.current);
        absolute.unwrap_or_else(|_| paths::without_steps(&self.current.join(path))).components().collect()
    }

    /// The folder of secrets that no credential store keeps.
    pub fn credentials(&self) -> PathBuf {
        self.folders.data.join("credentials")
    }

    /// Where secrets are to be kept.
    pub fn keeper(&self) -> Keeper {
        match self.config.keep {
            Keep::Auto => Keeper::Auto,
            Keep::Keyring => Keeper::Keyring,
            Keep::File => Keeper::File,
        }
    }

    /// The folder of an account's catalog.
    pub fn cache_of(&self, account: &crate::model::AccountId) -> PathBuf {
        self.folders.cache.join(account.to_string())
    }

    /// A cache folder of the user's choice must have room; the usual one is taken as it is.
    pub fn check_cache_space(&self) -> Result<(), Failure> {
        let Some(path) = &self.config.cache_folder else {
            return Ok(());
        };
        // The folder may yet have to be made: then what counts is the drive that it will lie on.
        let there = path.ancestors().find(|folder| folder.is_dir()).unwrap_or(path);
        let free = platform::free_space(there).map_err(Error::file(FileOperation::LookAt, there))?;
        // A catalog that is there already counts, too.
        if free < LEAST_CACHE_SPACE && !holds_catalog(path) {
            return Err(Error::NoSpace { path: path.clone(), free, needed: LEAST_CACHE_SPACE }.into());
        }
        Ok(())
    }

    /// A variable of the environment that says something.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The lock that a backup of a device holds.
    pub fn lock(&self, device: &crate::model::DeviceId) -> PathBuf {
        self.folders.data.join("locks").join(format!("{device}.lock"))
    }

    /// What goes between the terminals of this computer.
    pub fn control(&self) -> Control {
        Control::new(self.folders.data.join("control"))
    }

    /// The journal of a device.
    pub fn journal(&self, device: &crate::model::DeviceId) -> PathBuf {
        journal::file(&self.folders.data.join("journals"), device)
    }

    /// Whether a hook has started this command: none is run for it then, or it would go round in circles.
    pub fn is_in_hook(&self) -> bool {
        self.variable(variables::EVENT).is_some()
    }

    /// The password in the environment.
    pub fn password_variable(&self) -> Option<&str> {
        self.variable(variables::PASSWORD)
    }
}

/// The settings file that is meant, there or not.
pub fn config_file(global: &Global) -> Result<PathBuf, Failure> {
    match &global.config {
        Some(file) if file.is_absolute() => Ok(file.clone()),
        Some(file) => Ok(std::env::current_dir().map_err(Mistake::NoCurrentFolder)?.join(file)),
        None => Ok(Places::find()?.settings()),
    }
}

/// Whether a variable holds a secret of this program or of a store, or leads to one.
fn is_secret(name: &str) -> bool {
    // Windows takes names for the same whatever the case.
    let name = name.to_ascii_uppercase();
    variables::SECRETS.contains(&&*name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

fn holds_catalog(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.path().join("catalog.sqlite").is_file()))
    })
}

/// Whether colours are unwelcome or useless there.
pub fn wants_no_color() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}

fn progress_style(global: &Global) -> ProgressStyle {
    match global.progress {
        _ if global.quiet => ProgressStyle::None,
        ProgressStyle::Auto if std::io::stderr().is_terminal() => ProgressStyle::Bar,
        ProgressStyle::Auto => ProgressStyle::Plain,
        chosen => chosen,
    }
}
