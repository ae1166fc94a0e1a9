//! What is to be backed up: the one place that decides for a path whether it goes along.

mod bits;
pub mod category;
pub mod exclusion;
pub mod pattern;
pub mod places;
pub mod source;

use std::path::{Path, PathBuf};

use crate::{
    error::{Error, Result},
    model::{Apath, Entry, Kind},
    platform,
};

/// The folders and files to back up, and which of what lies below is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    roots: Vec<Root>,
    largest_file: Option<u64>,
    own: Vec<Apath>,
}

/// A selected folder or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Where it is.
    pub path: PathBuf,
    /// Where that is in the catalog.
    pub apath: Apath,
}

/// Whether a path goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is backed up.
    Included,
    /// It is larger than files may be.
    TooLarge,
    /// It is of this program's own making: the store, the catalog.
    Own,
}

impl Selection {
    /// A selection of paths, taken from `current` where relative. A path within another selected one needs no place of its own.
    pub fn of_paths(paths: &[PathBuf], current: &Path) -> Result<Self> {
        let mut roots = Vec::new();
        for path in paths {
            let absolute = absolute(path, current)?;
            let apath = platform::apath(&absolute).ok_or_else(|| Error::Setting {
                place: path.display().to_string(),
                message: "a path without steps (..) is needed".to_owned(),
            })?;
            let path = platform::path_of(&apath).unwrap_or(absolute);
            roots.push(Root { path, apath });
        }
        roots.sort_by(|a, b| a.apath.cmp(&b.apath));
        roots.dedup_by(|later, earlier| later.apath.is_within(&earlier.apath));
        Ok(Self { roots, largest_file: None, own: Vec::new() })
    }

    /// Leaves out files larger than this many bytes.
    #[must_use]
    pub fn with_largest_file(self, largest_file: Option<u64>) -> Self {
        Self { largest_file, ..self }
    }

    /// Leaves out folders that this program itself fills, which a backup would chase after for ever.
    #[must_use]
    pub fn without_own(self, folders: &[PathBuf]) -> Self {
        Self { own: folders.iter().filter_map(|folder| platform::apath(folder)).collect(), ..self }
    }

    /// The selected folders and files in the order of their paths, none within another.
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// Whether an entry of a folder goes along.
    pub fn decide(&self, folder: &Apath, entry: &Entry) -> Decision {
        let stat = &entry.stat;
        if stat.kind == Kind::Folder && !self.own.is_empty() {
            let path = folder.join(&entry.name);
            if self.own.contains(&path) {
                return Decision::Own;
            }
        }
        match self.largest_file {
            Some(largest) if stat.kind == Kind::File && stat.size > largest => Decision::TooLarge,
            _ => Decision::Included,
        }
    }
}

/// A path made absolute and free of steps, its own last link not followed: `dir/..` means what the system means by it.
pub fn absolute(path: &Path, current: &Path) -> Result<PathBuf> {
    let joined = current.join(path);
    let has_steps = joined.components().any(|part| matches!(part, std::path::Component::ParentDir));
    if !has_steps {
        return std::path::absolute(&joined).map_err(Error::file("resolve", joined));
    }
    std::fs::canonicalize(&joined).map_err(Error::file("resolve", joined))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_within_another_is_one() {
        let selection =
            Selection::of_paths(&["b/c".into(), "/a/b".into(), "./b/".into(), "/a/bc".into()], Path::new("/a"))
                .unwrap();
        let roots: Vec<String> = selection.roots().iter().map(|root| root.apath.to_string()).collect();
        assert_eq!(roots, ["/a/b", "/a/bc"]);
    }
}
