//! Where a restored path goes.

use std::{collections::HashMap, path::PathBuf};

use super::RestoreRequest;
use crate::{
    model::{Apath, Metadata},
    platform,
};

/// Places for the paths of a request.
pub struct Places {
    to: Option<PathBuf>,
    /// What is left away at the beginning of each path: the folder that holds all that was asked for.
    stripped: usize,
    /// The system that the paths come from.
    system: String,
    /// Places that somebody chose for each path.
    chosen: Option<HashMap<Apath, PathBuf>>,
}

impl Places {
    /// For restoring into a folder, the common parent of the paths asked for is left away: of `/home/u/photos` alone, the folder
    /// gets `photos`; of two, it gets both beside one another, as they were.
    pub fn new(request: &RestoreRequest, system: &str) -> Self {
        let parents = request.paths.iter().map(|path| path.split().map_or(Apath::ROOT, |(parent, _)| parent));
        let common = parents.reduce(|a, b| a.common(&b)).unwrap_or(Apath::ROOT);
        let (to, stripped, system) = (request.to.clone(), common.components().count(), system.to_owned());
        Self { to, stripped, system, chosen: None }
    }

    /// Places that somebody chose for each path.
    pub fn chosen(chosen: HashMap<Apath, PathBuf>) -> Self {
        Self { to: None, stripped: 0, system: String::new(), chosen: Some(chosen) }
    }

    /// What is set of a file's metadata: in chosen places, nothing that only this account's own system has.
    pub fn metadata(&self, metadata: Metadata) -> Metadata {
        match self.chosen {
            Some(_) => Metadata { mode: metadata.mode.map(|mode| mode & 0o777), ..Metadata::default() },
            None => metadata,
        }
    }

    /// The place of a path; `None` where this system cannot have such a name.
    pub fn of(&self, path: &Apath) -> Option<PathBuf> {
        if let Some(chosen) = &self.chosen {
            return chosen.get(path).cloned();
        }
        match &self.to {
            None => platform::path_of(path),
            Some(to) => platform::path_below(to, path, self.stripped, &self.system),
        }
    }

    /// Whether a path lies above all that was asked for, so that it has no place of its own.
    pub fn is_above(&self, path: &Apath) -> bool {
        self.to.is_some() && path.components().count() <= self.stripped
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::{catalog::query::VersionChoice, restore::Replace};

    fn places(paths: &[&str], to: Option<&str>) -> Places {
        let request = RestoreRequest {
            paths: paths.iter().map(|path| Apath::from_bytes(*path).unwrap()).collect(),
            to: to.map(PathBuf::from),
            choice: VersionChoice::default(),
            version: None,
            replace: Replace::default(),
            jobs: 1,
            dry_run: false,
            verify: false,
        };
        Places::new(&request, "linux")
    }

    #[test]
    fn the_common_parent_is_left_away() {
        let of = |places: &Places, path: &str| places.of(&Apath::from_bytes(path).unwrap()).unwrap();
        let one = places(&["/home/u/photos"], Some("/to"));
        assert_eq!(of(&one, "/home/u/photos/a.jpg"), PathBuf::from("/to/photos/a.jpg"));
        let two = places(&["/home/u/photos", "/home/v/b"], Some("/to"));
        assert_eq!(of(&two, "/home/v/b"), PathBuf::from("/to/v/b"));
        let all = places(&[], Some("/to"));
        assert_eq!(of(&all, "/home/v/b"), PathBuf::from("/to/home/v/b"));
        let back = places(&["/home/u/photos"], None);
        assert_eq!(of(&back, "/home/u/photos/a.jpg"), PathBuf::from("/home/u/photos/a.jpg"));
    }
}
