//! macOS: the standard folders, which no user moves.

use std::path::{Path, PathBuf};

use super::{Family, Known};

pub const FAMILY: Family = Family::MacOs;

pub fn folders(known: Known, home: &Path, _variable: &dyn Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    let below = match known {
        Known::Home => return vec![home.to_owned()],
        Known::Desktop => "Desktop",
        Known::Documents => "Documents",
        Known::Pictures => "Pictures",
        Known::Music => "Music",
        Known::Videos => "Movies",
        Known::RoamingData => "Library/Application Support",
        Known::LocalData => "Library",
        Known::Favorites | Known::Contacts | Known::ProgramData | Known::Drive => return Vec::new(),
    };
    vec![home.join(below)]
}
