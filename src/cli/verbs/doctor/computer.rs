//! The computer itself: settings, room, the catalog, what is to be run, what was left behind.

use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::Findings;
use crate::{
    calendar::Rhythm,
    catalog::health::{self, Health},
    cli::{
        mistakes::Failure,
        program::{Program, profile::Profile},
        steps::{copy, session},
        words::{self, Checked, Disk, Suspicion},
    },
    model::Afterwards,
    platform::{self, errand::Errand, network::NetworkKind},
    seal::keys::random,
    store::Location,
    web::Ping,
};

/// How long the catalog may be looked at.
const CATALOG: Duration = Duration::from_millis(1200);
/// What is younger may still be written.
const OLD: Duration = Duration::from_secs(3600);
/// Entries of a folder store that are looked at for what was left behind.
const MOST_ENTRIES: usize = 20_000;
/// Times below this make slow answers failures.
const SHORT: u64 = 10;

/// Whether the settings are such as somebody may want.
pub fn settings(program: &Program, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let settings = &program.settings;
    let file = &settings.folders.config_file;
    findings.add(Checked::SettingsRight { file: file.clone(), there: file.exists() })?;
    if platform::others_may(file).is_ok_and(|(_, write)| write) {
        findings.add(Checked::SettingsOpen(file.clone()))?;
    }
    suspicions(program).into_iter().try_for_each(|suspicion| findings.add(Checked::Suspicious(suspicion)))
}

fn suspicions(program: &Program) -> Vec<Suspicion> {
    let config = &program.settings.config;
    let (plan, conditions) = (&config.schedule, &config.conditions);
    let mut found = Vec::new();
    if let Rhythm::Every(minutes) = plan.rhythm {
        let (every, after) = (u64::from(minutes) * 60, plan.warn_after.as_secs());
        if every >= after {
            found.push(Suspicion::WarnsTooSoon { every, after });
        }
        if plan.then != Afterwards::None {
            found.push(Suspicion::ThenAtIntervals);
        }
    }
    if !conditions.wifi_allow.is_empty() && !conditions.networks.contains(&NetworkKind::Wifi) {
        found.push(Suspicion::WifiNamedAndNotUsed);
    }
    if conditions.least_battery > 95 {
        found.push(Suspicion::NeverOnBattery);
    }
    for (name, time) in
        [("store.request_timeout", config.request_timeout), ("hooks.timeout", Some(config.hooks.timeout))]
    {
        if let Some(seconds) = time.map(|time| time.as_secs()).filter(|seconds| *seconds < SHORT) {
            found.push(Suspicion::ShortTime { name, seconds });
        }
    }
    for (name, limit, least) in [
        ("limits.monthly_upload", config.monthly_upload, 100_000_000),
        ("limits.max_file_size", config.max_file_size, 100_000),
    ] {
        if let Some(bytes) = limit.filter(|limit| *limit < least) {
            found.push(Suspicion::SmallLimit { name, bytes });
        }
    }
    found
}

/// Whether the zone is known in which days begin.
pub fn zone(program: &Program, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let zone = &program.settings.zone;
    findings.add(match zone.is_unknown() {
        true => Checked::ZoneUnknown,
        false => Checked::ZoneKnown(zone.iana_name().map_or_else(|| program.now().offset().to_string(), str::to_owned)),
    })
}

/// Room where this program writes.
pub fn space(program: &Program, profile: Option<&Profile>, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let settings = &program.settings;
    let mut disks = vec![(Disk::Cache, settings.folders.cache.clone())];
    if let Some(profile) = profile
        && let Ok(Location::Folder(folder)) = Location::parse(&profile.store, &settings.current)
    {
        disks.push((Disk::Store, folder));
    }
    // A drive that is away is said where the copy is looked at.
    disks.extend(settings.config.dual.path.iter().filter(|path| path.exists()).map(|path| (Disk::Dual, path.clone())));
    for (disk, path) in disks {
        // A folder may yet have to be made: then what counts is the drive that it will lie on.
        let there = path.ancestors().find(|folder| folder.is_dir()).unwrap_or(&path);
        if let Ok(free) = platform::free_space(there) {
            findings.add(Checked::Room { disk, path: there.to_owned(), free })?;
        }
    }
    Ok(())
}

/// Whether the catalog is whole, and can be written.
pub fn cache(program: &Program, profile: &Profile, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let folder = program.settings.cache_of(&profile.account);
    let file = folder.join("catalog.sqlite");
    if let Err(error) = try_writing(&folder, &file) {
        return findings.add(Checked::CacheRefused { path: folder, error: error.to_string() });
    }
    findings.add(match health::health(&file, &profile.account, CATALOG) {
        Health::Absent => Checked::CacheNone,
        Health::Other => Checked::CacheOther { path: file },
        Health::Damaged(error) => Checked::CacheDamaged { path: file, error },
        Health::Well { size, whole } => Checked::CacheWell { size, whole },
    })
}

/// Tries whether files can be made in a folder, or in the one that it will be made in, and whether a file that is there can be written.
fn try_writing(folder: &Path, file: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
    let probe = there.join(format!(".aosbox-{}", data_encoding::HEXLOWER.encode(&random::<8>())));
    platform::create_private(&probe)?;
    std::fs::remove_file(&probe)?;
    match std::fs::File::options().write(true).open(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether the drive of the dual copy is there.
pub fn dual(program: &Program, profile: &Profile, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let brief = match copy::brief(program, profile) {
        Ok(Some(brief)) => brief,
        Ok(None) => return Ok(()),
        Err(failure) => return findings.add(Checked::DualAway(words::explain(&failure))),
    };
    findings.add(match brief.trouble {
        Some(trouble) => Checked::DualAway(words::explain(&Failure::from(trouble))),
        None => Checked::DualThere(brief.path),
    })
}

/// Whether what is to be run around a backup is there.
pub fn hooks(program: &Program, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let settings = &program.settings;
    let config = &settings.config.hooks;
    let errands =
        [("hooks.before", &config.before), ("hooks.after", &config.after), ("hooks.on_failure", &config.on_failure)];
    let mut any = false;
    let mut well = true;
    for (name, errand) in errands {
        any |= errand.is_some();
        // What a line for the shell comes to only the shell knows.
        if let Some(Errand::Program(words)) = errand
            && let Some(command) = words.first()
            && !is_there(program, command)
        {
            well = false;
            findings.add(Checked::HookMissing { name, program: command.clone() })?;
        }
    }
    if let Some(address) = &config.ping {
        any = true;
        let ping = Ping { address: address.clone(), allow_http: config.allow_http, proxy: session::proxy(settings) };
        if ping.check().is_err() {
            well = false;
            findings.add(Checked::PingOpen)?;
        }
    }
    if any && well { findings.add(Checked::HooksThere) } else { Ok(()) }
}

/// Whether a program can be found, by its path or in the folders in which the system looks.
fn is_there(program: &Program, command: &str) -> bool {
    let endings: &[&str] = if platform::SYSTEM == "windows" { &["", ".exe", ".cmd", ".bat", ".com"] } else { &[""] };
    let exists = |path: &Path| {
        endings.iter().any(|ending| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            Path::new(&name).is_file()
        })
    };
    let path = Path::new(command);
    if path.components().count() > 1 {
        return exists(&program.settings.current.join(path));
    }
    let folders = program.settings.variable("PATH").or(program.settings.variable("Path")).unwrap_or_default();
    std::env::split_paths(folders).any(|folder| exists(&folder.join(path)))
}

/// Temporary files that a killed program left behind, where this program makes such.
pub fn leftovers(program: &Program, profile: Option<&Profile>, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let settings = &program.settings;
    let mut found = Vec::new();
    let mut look = Look { left: MOST_ENTRIES, found: &mut found };
    for folder in ["control", "journals", "credentials", "locks"] {
        look.look(&settings.folders.data.join(folder), 0, &|name| name.ends_with(".new") || name.starts_with("trial-"));
    }
    look.look(&settings.folders.profiles, 0, &|name| name.ends_with(".new"));
    if let Some(profile) = profile
        && let Ok(Location::Folder(store)) = Location::parse(&profile.store, &settings.current)
    {
        // An object in the making is a file beside it, with a number after its name.
        let in_the_making = |name: &str| {
            name.rsplit_once('#')
                .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        look.look(&store, 3, &in_the_making);
    }
    let count = found.len() as u64;
    findings.add(match found.into_iter().next() {
        Some(example) => Checked::Leftovers { count, example },
        None => Checked::NoLeftovers,
    })
}

/// A search for files that were left behind.
struct Look<'a> {
    /// Entries that may still be looked at.
    left: usize,
    found: &'a mut Vec<PathBuf>,
}

impl Look<'_> {
    fn look(&mut self, folder: &Path, depth: usize, is_meant: &dyn Fn(&str) -> bool) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let Some(left) = self.left.checked_sub(1) else { return };
            self.left = left;
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && depth > 0 {
                self.look(&entry.path(), depth - 1, is_meant);
            } else if kind.is_file() && entry.file_name().to_str().is_some_and(is_meant) && is_old(&entry) {
                self.found.push(entry.path());
            }
        }
    }
}

fn is_old(entry: &std::fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|modified| SystemTime::now().duration_since(modified).is_ok_and(|age| age > OLD))
}

/// Whether the log can be written that the settings ask for.
pub fn log(program: &Program, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let config = &program.settings.config.log;
    let folder = match &config.folder {
        Some(folder) => folder.clone(),
        None if config.enabled => program.settings.folders.state.join("log"),
        None => return findings.add(Checked::NoLog),
    };
    let tried = std::fs::create_dir_all(&folder).and_then(|()| try_writing(&folder, Path::new("")));
    findings.add(match tried {
        Ok(()) => Checked::LogWritten(folder),
        Err(error) => Checked::LogRefused { path: folder, error: error.to_string() },
    })
}

/// What only some systems have.
pub fn system(findings: &mut Findings<'_>) -> Result<(), Failure> {
    if platform::SYSTEM == "windows" {
        findings.add(Checked::NoSnapshots)?;
    }
    match platform::long_paths() {
        Some(true) => findings.add(Checked::LongPaths),
        Some(false) => findings.add(Checked::NoLongPaths),
        None => Ok(()),
    }
}
