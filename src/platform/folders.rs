//! Where the system keeps what: the folders that it knows by name, redirected or not. The library touches no environment: what
//! the answers depend on is handed in.

#[cfg(all(unix, not(target_os = "macos")))]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

#[cfg(all(unix, not(target_os = "macos")))]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(windows)]
use windows as system;

/// A folder that the system knows by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    /// The home folder.
    Home,
    /// What lies on the desktop.
    Desktop,
    /// Documents.
    Documents,
    /// Pictures.
    Pictures,
    /// Music.
    Music,
    /// Videos.
    Videos,
    /// Internet Explorer's favourites; Windows only.
    Favorites,
    /// Address cards; Windows only.
    Contacts,
    /// Where programs keep settings: `%APPDATA%`, `~/.config`, `~/Library/Application Support`.
    RoamingData,
    /// Where programs keep what belongs to this computer: `%LOCALAPPDATA%`, `~/.local/share`, `~/Library`.
    LocalData,
    /// What programs keep for all users; Windows only.
    ProgramData,
    /// The drive on which programs of old make folders of their own: `C:\`; Windows only.
    Drive,
}

/// The kind of system, for what lies elsewhere on each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Windows.
    Windows,
    /// macOS.
    MacOs,
    /// Linux and its like.
    Linux,
}

/// The kind of this system.
pub const FAMILY: Family = system::FAMILY;

/// Answers where a folder is.
pub trait KnownFolders {
    /// The kind of system that is answered for.
    fn family(&self) -> Family;

    /// The folders of this meaning, the system's own first; they need not be there. On Windows OneDrive has further ones.
    fn folders(&self, known: Known) -> Vec<PathBuf>;

    /// The first of them.
    fn folder(&self, known: Known) -> Option<PathBuf> {
        self.folders(known).into_iter().next()
    }
}

/// The folders of the system that the program runs on.
#[derive(Debug, Clone)]
pub struct SystemFolders {
    home: PathBuf,
    variables: BTreeMap<String, String>,
}

impl SystemFolders {
    /// The folders of the user with this home and these variables.
    pub fn new(home: &Path, variables: &BTreeMap<String, String>) -> Self {
        Self { home: home.to_owned(), variables: variables.clone() }
    }
}

impl KnownFolders for SystemFolders {
    fn family(&self) -> Family {
        FAMILY
    }

    fn folders(&self, known: Known) -> Vec<PathBuf> {
        let variable = |name: &str| self.variables.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let mut folders = system::folders(known, &self.home, &variable);
        let mut seen = std::collections::BTreeSet::new();
        folders.retain(|folder| seen.insert(folder.clone()));
        folders
    }
}

/// The usual folders of any system: for what another computer backed up, and for tests.
#[derive(Debug, Clone)]
pub struct FakeFolders {
    /// The kind of system.
    pub family: Family,
    /// What is where.
    pub folders: BTreeMap<Known, Vec<PathBuf>>,
}

impl FakeFolders {
    /// The usual places of a system below a home folder; the drive is what the home folder lies in.
    pub fn new(family: Family, home: &Path) -> Self {
        let usual: &[(Known, &str)] = match family {
            Family::Windows => &[
                (Known::Home, ""),
                (Known::Desktop, "Desktop"),
                (Known::Documents, "Documents"),
                (Known::Pictures, "Pictures"),
                (Known::Music, "Music"),
                (Known::Videos, "Videos"),
                (Known::Favorites, "Favorites"),
                (Known::Contacts, "Contacts"),
                (Known::RoamingData, "AppData/Roaming"),
                (Known::LocalData, "AppData/Local"),
                (Known::ProgramData, "../ProgramData"),
                (Known::Drive, ".."),
            ],
            Family::MacOs => &[
                (Known::Home, ""),
                (Known::Desktop, "Desktop"),
                (Known::Documents, "Documents"),
                (Known::Pictures, "Pictures"),
                (Known::Music, "Music"),
                (Known::Videos, "Movies"),
                (Known::RoamingData, "Library/Application Support"),
                (Known::LocalData, "Library"),
            ],
            Family::Linux => &[
                (Known::Home, ""),
                (Known::Desktop, "Desktop"),
                (Known::Documents, "Documents"),
                (Known::Pictures, "Pictures"),
                (Known::Music, "Music"),
                (Known::Videos, "Videos"),
                (Known::RoamingData, ".config"),
                (Known::LocalData, ".local/share"),
            ],
        };
        let drive = home.parent().unwrap_or(home);
        let place = |below: &str| match below.strip_prefix("..") {
            Some(beside) => drive.components().chain(Path::new(beside.trim_start_matches('/')).components()).collect(),
            None => home.components().chain(Path::new(below).components()).collect(),
        };
        Self { family, folders: usual.iter().map(|(known, below)| (*known, vec![place(below)])).collect() }
    }
}

impl KnownFolders for FakeFolders {
    fn family(&self) -> Family {
        self.family
    }

    fn folders(&self, known: Known) -> Vec<PathBuf> {
        self.folders.get(&known).cloned().unwrap_or_default()
    }
}
