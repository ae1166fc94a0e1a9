//! Linux and its like: the folders of `user-dirs.dirs`, which desktops write and users change.

use std::path::{Path, PathBuf};

use super::{Family, Known};

pub const FAMILY: Family = Family::Linux;

pub fn folders(known: Known, home: &Path, variable: &dyn Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    let config = variable("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config"));
    let (name, usual) = match known {
        Known::Home => return vec![home.to_owned()],
        Known::RoamingData => return vec![config],
        Known::LocalData => return vec![variable("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share"))],
        Known::Favorites | Known::Contacts | Known::ProgramData | Known::Drive => return Vec::new(),
        Known::Desktop => ("DESKTOP", "Desktop"),
        Known::Documents => ("DOCUMENTS", "Documents"),
        Known::Pictures => ("PICTURES", "Pictures"),
        Known::Music => ("MUSIC", "Music"),
        Known::Videos => ("VIDEOS", "Videos"),
    };
    let written = std::fs::read(config.join("user-dirs.dirs")).unwrap_or_default();
    let written = String::from_utf8_lossy(&written);
    match user_folder(&written, name, home) {
        // A folder that is not wanted is set to the home folder itself, which is more than was meant.
        Some(folder) if folder == home => Vec::new(),
        Some(folder) => vec![folder],
        None => vec![home.join(usual)],
    }
}

/// The folder that a line such as `XDG_MUSIC_DIR="$HOME/Musik"` names; the last one counts, as in a shell.
fn user_folder(written: &str, name: &str, home: &Path) -> Option<PathBuf> {
    let value = written.lines().rev().find_map(|line| {
        let value = line.trim().strip_prefix("XDG_")?.strip_prefix(name)?.strip_prefix("_DIR")?;
        value.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?.strip_suffix('"')
    })?;
    let mut plain = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            other => plain.push(other),
        }
    }
    match plain.strip_prefix("$HOME") {
        Some(rest) => Some(home.components().chain(Path::new(rest.trim_start_matches('/')).components()).collect()),
        None => Some(PathBuf::from(plain)).filter(|path| path.is_absolute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_where_the_desktop_says() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        let asked = |known| folders(known, home, &|_| None);
        assert_eq!(asked(Known::Documents), [home.join("Documents")]);
        assert!(asked(Known::ProgramData).is_empty());
        std::fs::create_dir(home.join(".config")).unwrap();
        let written = "# written by a desktop\nXDG_DESKTOP_DIR=\"$HOME/\"\nXDG_DOCUMENTS_DIR=\"/srv/Old\"\n\
                       XDG_DOCUMENTS_DIR=\"/srv/My \\\"papers\\\"\"\nXDG_PICTURES_DIR=\"$HOME/画像\"\nXDG_MUSIC_DIR=\"relative\"\n";
        std::fs::write(home.join(".config/user-dirs.dirs"), written).unwrap();
        assert!(asked(Known::Desktop).is_empty());
        assert_eq!(asked(Known::Documents), [Path::new("/srv/My \"papers\"")]);
        assert_eq!(asked(Known::Pictures), [home.join("画像")]);
        assert_eq!(asked(Known::Music), [home.join("Music")]);
        assert_eq!(asked(Known::Videos), [home.join("Videos")]);
        let elsewhere = |name: &str| (name == "XDG_CONFIG_HOME").then(|| PathBuf::from("/nowhere"));
        assert_eq!(folders(Known::RoamingData, home, &elsewhere), [Path::new("/nowhere")]);
        assert_eq!(folders(Known::Pictures, home, &elsewhere), [home.join("Pictures")]);
    }
}
