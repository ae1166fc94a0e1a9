//! What brings paths in: a category's folder with what it takes there, or a path that somebody picked.

use std::path::{Path, PathBuf};

use super::{
    absolute,
    pattern::{Extensions, Patterns},
};
use crate::{
    error::{Error, Result, SettingMistake},
    model::{Apath, Category},
    platform,
};

/// Why a source is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A category has a folder here.
    Category(Category),
    /// The path was picked: in the settings or on the command line.
    Pick,
}

/// A folder or file, and what of it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Why it is there.
    pub origin: Origin,
    /// Where it is.
    pub path: PathBuf,
    /// Where that is in the catalog.
    pub apath: Apath,
    /// What of it is wanted.
    pub wanted: Wanted,
}

/// What a source takes of what lies below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Everything,
    /// All but files with these extensions: a desktop without its shortcuts.
    EverythingBut(Extensions),
    /// Files with these extensions, however deep they lie.
    Extensions(Extensions),
    /// What these patterns name, from the source's own folder on: `*/Bookmarks`.
    Names(Patterns),
}

impl Source {
    /// A source at an absolute path.
    pub fn new(origin: Origin, path: &Path, wanted: Wanted) -> Result<Self> {
        let apath = platform::apath(path)
            .ok_or_else(|| Error::Setting { place: path.display().to_string(), mistake: SettingMistake::Steps })?;
        let path = platform::path_of(&apath).unwrap_or_else(|| path.to_owned());
        Ok(Self { origin, path, apath, wanted })
    }

    /// A picked path, taken from `current` where relative.
    pub fn pick(path: &Path, current: &Path) -> Result<Self> {
        Self::new(Origin::Pick, &absolute(path, current)?, Wanted::Everything)
    }
}

impl Wanted {
    /// Whether folders go along for their own sake, and not only for a file in them.
    pub fn takes_folders(&self) -> bool {
        matches!(self, Wanted::Everything | Wanted::EverythingBut(_))
    }
}
