//! A login put to use: the store opened, the account opened with the kept key, the catalog brought up to date.

use std::{path::PathBuf, sync::Arc};

use super::{credentials, speeds};
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo},
    cli::{
        mistakes::{Failure, Mistake, NotFound},
        program::{Program, profile::Profile, settings::Settings},
        text::{dates, paths},
    },
    config::conditions::ProxyConfig,
    error::Error,
    model::{Apath, nearest::nearest},
    monitor::Monitor,
    platform, secrets,
    store::{ConnectOptions, Location, Proxy, Store, StoreCredentials, open},
    sync::{self, Purpose},
};

/// An open login.
pub struct Session {
    /// The profile.
    pub profile: Profile,
    /// The account.
    pub account: Account,
}

/// A device whose paths are looked at.
pub struct View {
    /// The catalog.
    pub catalog: Catalog,
    /// The device in it.
    pub device: DeviceInfo,
    /// Whether it is this computer.
    pub own: bool,
}

/// Opens the store of a location with what the command line, the profile and the environment say.
pub fn connect(
    program: &Program,
    location: &Location,
    profile: Option<&Profile>,
    kept: StoreCredentials,
    create_folder: bool,
) -> Result<Store, Failure> {
    let options = ConnectOptions { create_folder, ..options(program, location, profile, kept)? };
    Ok(open::open(location, &options)?)
}

/// What is needed to reach a store, by the command line, the profile and the environment.
pub fn options(
    program: &Program,
    location: &Location,
    profile: Option<&Profile>,
    kept: StoreCredentials,
) -> Result<ConnectOptions, Error> {
    let settings = &program.settings;
    let aws_profile = profile.and_then(|profile| profile.aws_profile.as_deref());
    let given = credentials::given(settings, location, aws_profile, &kept)?;
    Ok(ConnectOptions {
        endpoint: settings.endpoint.clone().or_else(|| profile.and_then(|profile| profile.endpoint.clone())),
        ca_certificate: ca_certificate(program, profile),
        region: settings.region.clone().or_else(|| profile.and_then(|profile| profile.region.clone())),
        allow_http: settings.allow_http || profile.is_some_and(|profile| profile.allow_http),
        credentials: kept,
        environment: given.variables,
        issuer: given.issuer,
        request_timeout: settings.config.request_timeout,
        retry_for: settings.config.retry_for,
        create_folder: false,
        throttle: program.throttle.clone(),
        proxy: proxy(settings),
        clock: Arc::default(),
    })
}

/// The file of certificates to trust, by the command line or the profile.
fn ca_certificate(program: &Program, profile: Option<&Profile>) -> Option<PathBuf> {
    let settings = &program.settings;
    match &settings.ca_certificate {
        Some(file) => Some(settings.typed(file)),
        // An empty option is the way back to the system's.
        None if program.given.is_on_command_line("ca_certificate") => None,
        None => profile?.ca_certificate.as_deref().map(PathBuf::from),
    }
}

/// The proxy, if it is another than the system's.
pub fn proxy(settings: &Settings) -> Option<Proxy> {
    match &settings.config.proxy {
        ProxyConfig::System => None,
        ProxyConfig::None => Some(Proxy::Direct),
        ProxyConfig::At(address) => Some(Proxy::At(address.clone())),
    }
}

impl Session {
    /// Opens the login of the chosen profile.
    pub fn open(program: &Program) -> Result<Self, Failure> {
        let settings = &program.settings;
        let name = &settings.profile;
        let profile = Profile::load(&settings.folders.profiles, name)?
            .ok_or_else(|| Error::NotLoggedIn { profile: name.clone() })?;
        let kept = secrets::load(profile.credentials, &settings.credentials(), &profile.entry(name))?
            .ok_or_else(|| Mistake::LoggedOut { profile: name.clone(), store: profile.store.clone() })?;
        settings.check_cache_space()?;
        let location = Location::parse(&profile.store, &settings.current)?;
        speeds::keep(program);
        let store = connect(program, &location, Some(&profile), kept.store, false)?;
        let account = Account::open_with_key(store, kept.key, &profile.account)?;
        tracing::info!(profile = %name, store = %profile.store, account = %account.id, device = %profile.device, "opened");
        Ok(Self { profile, account })
    }

    /// The file of the catalog.
    pub fn catalog_file(&self, program: &Program) -> PathBuf {
        program.settings.cache_of(&self.account.id).join("catalog.sqlite")
    }

    /// This computer's catalog, up to date.
    pub fn catalog(&self, program: &Program, purpose: Purpose, monitor: &dyn Monitor) -> Result<Catalog, Failure> {
        let file = self.catalog_file(program);
        Ok(sync::open_catalog(&self.account, &file, &self.profile.device, purpose, monitor)?)
    }

    /// The paths of a device, this computer if none is named.
    pub fn view(&self, program: &Program, device: Option<&str>, monitor: &dyn Monitor) -> Result<View, Failure> {
        let Some(name) = device else {
            let mut catalog = self.catalog(program, Purpose::Reading, monitor)?;
            let mut device = catalog.device(&self.profile.device)?;
            if catalog.runs(device.number)?.is_empty() {
                sync::refresh_others(&self.account, &mut catalog, Some(&self.profile.device), monitor)?;
                let others = catalog.devices()?;
                let others =
                    others.into_iter().filter(|other| other.id != self.profile.device && !other.name.is_empty());
                return Err(Mistake::NoBackupYet(others.map(|other| other.name).collect()).into());
            }
            if device.system.is_empty() {
                device.system = platform::SYSTEM.to_owned();
            }
            return Ok(View { catalog, device, own: true });
        };
        let mut catalog = Catalog::open(&self.catalog_file(program), &self.account.id)?;
        let device = sync::find_device(&self.account, &mut catalog, name, monitor)?;
        let own = device.id == self.profile.device;
        Ok(View { catalog, device, own })
    }
}

impl View {
    /// The catalog path of a typed one.
    pub fn path(&self, program: &Program, typed: &std::path::Path) -> Result<Apath, Failure> {
        if self.own {
            return paths::on_this_computer(typed, &program.settings.current)
                .ok_or_else(|| Mistake::UnusablePath(typed.to_owned()).into());
        }
        paths::on_another_computer(typed, &self.device.system)
            .ok_or_else(|| Mistake::NotAFullPath(typed.to_owned()).into())
    }

    /// The number of the last run that was committed by then.
    pub fn run_at(&self, program: &Program, text: &str) -> Result<i64, Failure> {
        let moment =
            dates::moment(text, &program.now()).map_err(|mistake| Failure::Date { option: "--as-of", mistake })?;
        let runs = self.catalog.runs(self.device.number)?;
        // Runs that could not be read are known by number only, without a time.
        let then = runs.iter().filter(|run| run.finished > 0 && run.finished <= moment).map(|run| run.number).max();
        then.ok_or_else(|| Mistake::NothingThen(text.to_owned()).into())
    }

    /// What to say about a path that is not there: whether it was once, and where the search can go on.
    pub fn not_found(&self, path: &Apath) -> Result<NotFound, Failure> {
        let mut deleted = false;
        let mut nearest = None;
        if let Some((folder, name)) = path.split()
            && let Some(folder) = self.catalog.folder(&self.device, &folder)?
        {
            deleted = !self.catalog.versions(folder, name)?.is_empty();
        }
        let mut above = path.split().map(|(folder, _)| folder);
        while let Some(folder) = above {
            if self.catalog.folder(&self.device, &folder)?.is_some() {
                nearest = (folder != Apath::ROOT).then_some(folder);
                break;
            }
            above = folder.split().map(|(folder, _)| folder);
        }
        let meant = if deleted { None } else { self.meant(path)? };
        Ok(NotFound { path: path.clone(), system: self.device.system.clone(), deleted, nearest, meant })
    }

    /// The path that was perhaps meant: where a name is not there, the one that is most like it takes its place. What is found so far
    /// is better than nothing.
    fn meant(&self, path: &Apath) -> Result<Option<Apath>, Failure> {
        let (mut folder, mut meant, mut guessed) = (self.device.root, Apath::ROOT, false);
        for name in path.components() {
            let names = self.catalog.current_names(folder)?;
            let there = names.iter().any(|known| known == name);
            let known = if there { Some(name.to_vec()) } else { alike(name, names) };
            let Some(known) = known else { break };
            guessed |= !there;
            meant = meant.join(&known);
            match self.catalog.folder(&self.device, &meant)? {
                Some(below) => folder = below,
                None => break,
            }
        }
        Ok(guessed.then_some(meant))
    }
}

/// The name that is most like another, as far as both are text.
fn alike(name: &[u8], names: Vec<Vec<u8>>) -> Option<Vec<u8>> {
    let name = std::str::from_utf8(name).ok()?;
    let known: Vec<String> = names.into_iter().filter_map(|name| String::from_utf8(name).ok()).collect();
    nearest(name, known).map(String::into_bytes)
}

/// Does something, and once again with a new catalog where the catalog turns out to be damaged: it is only a copy, and all is done as if that
/// had not been.
pub fn with_a_sound_catalog<T>(work: impl Fn() -> Result<T, Failure>) -> Result<T, Failure> {
    match work() {
        Err(Failure::Library(error)) if error.is_cache_damage() => {
            tracing::warn!(%error, "the catalog is made anew");
            if let Error::Cache { path, .. } = &error {
                Catalog::remove(path)?;
            }
            work()
        }
        result => result,
    }
}
