//! What is left out without anybody asking: caches, temporary files, bins. One table for each system, and the user's own.

use std::path::{Path, PathBuf};

use crate::{
    config::selection::SelectionConfig,
    model::Note::{self, BrowserCache, Cache, Swap, System, Temporary, Thumbnails, Trash},
    platform,
};

/// An automatic exclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The path, which may have wildcards, or a name alone for wherever it lies. This is what `auto_exclude.remove` names.
    pub place: PathBuf,
    /// What it is for.
    pub note: Note,
    /// The user's own words about it.
    pub text: Option<String>,
    /// Whether the user has removed it from what comes with the program.
    pub removed: bool,
}

/// Places and what they are for. `~/` is the home folder; what has no separator is a name, wherever it lies.
type Table = &'static [(&'static str, Note)];

const LINUX: Table = &[
    ("~/.cache", Cache),
    ("~/.var/app/*/cache", Cache),
    ("~/snap/*/*/.cache", Cache),
    ("~/.config/*/Cache", BrowserCache),
    ("~/.config/*/Code Cache", BrowserCache),
    ("~/.config/*/GPUCache", BrowserCache),
    ("~/.config/*/*/Cache", BrowserCache),
    ("~/.config/*/*/Code Cache", BrowserCache),
    ("~/.config/*/*/GPUCache", BrowserCache),
    ("~/.config/*/*/Service Worker/CacheStorage", BrowserCache),
    ("~/.mozilla/firefox/*/cache2", BrowserCache),
    ("~/.thumbnails", Thumbnails),
    ("~/.local/share/Trash", Trash),
    (".Trash-[0-9]*", Trash),
    ("lost+found", System),
    ("~/.gvfs", System),
    ("/dev", System),
    ("/proc", System),
    ("/run", System),
    ("/sys", System),
    ("/tmp", Temporary),
    ("/var/cache", Cache),
    ("/var/tmp", Temporary),
    ("/swapfile", Swap),
    ("/swap.img", Swap),
];

const MACOS: Table = &[
    ("~/Library/Caches", Cache),
    ("~/Library/Containers/*/Data/Library/Caches", Cache),
    ("~/.cache", Cache),
    ("~/Library/Application Support/*/Cache", BrowserCache),
    ("~/Library/Application Support/*/Code Cache", BrowserCache),
    ("~/Library/Application Support/*/GPUCache", BrowserCache),
    ("~/Library/Application Support/Google/Chrome/*/Service Worker/CacheStorage", BrowserCache),
    ("~/.Trash", Trash),
    (".Trashes", Trash),
    (".DS_Store", Thumbnails),
    (".DocumentRevisions-V100", System),
    (".Spotlight-V100", System),
    (".TemporaryItems", Temporary),
    (".fseventsd", System),
    ("/dev", System),
    ("/System/Volumes/VM", Swap),
    ("/Library/Caches", Cache),
    ("/private/tmp", Temporary),
    ("/private/var/folders", Temporary),
    ("/private/var/tmp", Temporary),
    ("/private/var/vm", Swap),
];

const WINDOWS: Table = &[
    ("~/AppData/Local/Temp", Temporary),
    ("~/AppData/LocalLow/Temp", Temporary),
    ("~/AppData/Local/CrashDumps", Temporary),
    ("~/AppData/Local/D3DSCache", Cache),
    ("~/AppData/Local/Microsoft/Windows/INetCache", BrowserCache),
    ("~/AppData/Local/Microsoft/Windows/WebCache", BrowserCache),
    ("~/AppData/Local/Microsoft/Windows/Explorer", Thumbnails),
    ("~/AppData/Local/Packages/*/AC", Cache),
    ("~/AppData/Local/Packages/*/LocalCache", Cache),
    ("~/AppData/Local/Packages/*/TempState", Temporary),
    ("~/AppData/Local/Google/Chrome/User Data/*/Cache", BrowserCache),
    ("~/AppData/Local/Google/Chrome/User Data/*/Code Cache", BrowserCache),
    ("~/AppData/Local/Google/Chrome/User Data/*/GPUCache", BrowserCache),
    ("~/AppData/Local/Google/Chrome/User Data/*/Service Worker/CacheStorage", BrowserCache),
    ("~/AppData/Local/Microsoft/Edge/User Data/*/Cache", BrowserCache),
    ("~/AppData/Local/Microsoft/Edge/User Data/*/Code Cache", BrowserCache),
    ("~/AppData/Local/Microsoft/Edge/User Data/*/GPUCache", BrowserCache),
    ("~/AppData/Local/Microsoft/Edge/User Data/*/Service Worker/CacheStorage", BrowserCache),
    ("~/AppData/Local/Mozilla/Firefox/Profiles/*/cache2", BrowserCache),
    ("~/AppData/Local/Opera Software/*/Cache", BrowserCache),
    ("~/AppData/Roaming/*/Cache", BrowserCache),
    ("~/AppData/Roaming/*/Code Cache", BrowserCache),
    ("~/AppData/Roaming/*/GPUCache", BrowserCache),
    ("Thumbs.db", Thumbnails),
    ("$RECYCLE.BIN", Trash),
    ("System Volume Information", System),
    ("pagefile.sys", Swap),
    ("swapfile.sys", Swap),
    ("hiberfil.sys", Swap),
    ("C:/Windows/Temp", Temporary),
    ("C:/Windows/SoftwareDistribution/Download", Cache),
];

fn table(system: &str) -> Table {
    match system {
        "windows" => WINDOWS,
        "macos" => MACOS,
        _ => LINUX,
    }
}

/// All automatic exclusions: those of this system, also where they are removed, and the user's own.
pub fn all(config: &SelectionConfig, home: &Path) -> Vec<Exclusion> {
    let built_in = table(platform::SYSTEM).iter().map(|(place, note)| {
        let place = match place.strip_prefix("~/") {
            Some(rest) => rest.split('/').fold(home.to_owned(), |path, name| path.join(name)),
            // Put together anew, so that it has this system's separators.
            None => Path::new(place).components().collect(),
        };
        let removed = config.auto_exclude_removed.contains(&place);
        Exclusion { place, note: *note, text: None, removed }
    });
    let added = config.auto_exclude_added.iter().map(|added| Exclusion {
        place: added.path.clone(),
        note: Note::Own,
        text: added.note.clone(),
        removed: false,
    });
    built_in.chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_listed_once_and_folders_of_code_are_not() {
        for system in ["linux", "macos", "windows"] {
            let mut places: Vec<&str> = table(system).iter().map(|(place, _)| *place).collect();
            let all = places.len();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), all, "{system}");
            assert!(!places.iter().any(|place| place.contains("node_modules") || place.contains('\\')), "{system}");
        }
    }

    #[test]
    fn what_is_removed_stays_in_the_list() {
        let home = Path::new(if cfg!(windows) { "C:\\Users\\u" } else { "/home/u" });
        let first = all(&SelectionConfig::default(), home)[0].place.clone();
        assert!(first.starts_with(home));
        let config = SelectionConfig { auto_exclude_removed: vec![first.clone()], ..SelectionConfig::default() };
        assert!(all(&config, home).iter().all(|exclusion| exclusion.removed == (exclusion.place == first)));
    }
}
