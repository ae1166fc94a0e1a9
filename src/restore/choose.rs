//! Choosing: from the paths asked for to the one version of each path that is meant, folder by folder.

use crate::{
    catalog::{Catalog, DeviceInfo, FolderEntry, VersionInfo, query::VersionChoice},
    error::Result,
    model::{Apath, Kind},
};

use super::RestoreRequest;

/// A path to restore.
#[derive(Debug)]
pub struct Chosen {
    /// Its path in the catalog.
    pub path: Apath,
    /// The version of it; `None` for a folder that is only there because something below it is meant.
    pub version: Option<VersionInfo>,
}

/// Walks over what is meant, folders before what they hold.
pub struct Chooser<'a> {
    catalog: &'a Catalog,
    choice: &'a VersionChoice,
    version: Option<usize>,
    /// What is to be looked at next is at the end.
    waiting: Vec<Step>,
    /// Paths asked for that were not there.
    pub not_found: Vec<Apath>,
}

enum Step {
    /// A folder to list.
    Folder(i64, Apath),
    /// A path that is decided on, with its folder if it is one.
    Path(Chosen, Option<i64>),
}

impl<'a> Chooser<'a> {
    /// Begins with the paths of a request.
    pub fn new(catalog: &'a Catalog, device: &DeviceInfo, request: &'a RestoreRequest) -> Result<Self> {
        let mut chooser = Self {
            catalog,
            choice: &request.choice,
            version: request.version,
            waiting: Vec::new(),
            not_found: Vec::new(),
        };
        let mut paths = request.paths.clone();
        paths.sort();
        paths.dedup_by(|later, earlier| later.is_within(earlier));
        for path in paths.iter().rev() {
            chooser.begin(device, path)?;
        }
        if request.paths.is_empty() {
            chooser.waiting.push(Step::Folder(device.root, Apath::ROOT));
        }
        Ok(chooser)
    }

    fn begin(&mut self, device: &DeviceInfo, path: &Apath) -> Result<()> {
        let Some((parent, name)) = path.split() else {
            self.waiting.push(Step::Folder(device.root, Apath::ROOT));
            return Ok(());
        };
        let found = match self.catalog.folder(device, &parent)? {
            Some(parent) => self.entry(parent, name)?,
            None => None,
        };
        match found {
            Some((version, below)) => self.waiting.push(Step::Path(Chosen { path: path.clone(), version }, below)),
            None => self.not_found.push(path.clone()),
        }
        Ok(())
    }

    fn entry(&self, parent: i64, name: &[u8]) -> Result<Option<(Option<VersionInfo>, Option<i64>)>> {
        let versions = self.catalog.versions(parent, name)?;
        if versions.is_empty() {
            return Ok(None);
        }
        let below = self.catalog.folder_below(parent, name)?;
        let version = match self.version {
            Some(number) => nth(&versions, number),
            None => versions.into_iter().find(|version| self.choice.accepts(version)),
        };
        // A folder may hold what is meant though it itself is not.
        Ok(if version.is_none() && below.is_none() { None } else { Some((version, below)) })
    }

    fn list(&mut self, folder: i64, path: &Apath) -> Result<()> {
        let entries = match self.version {
            Some(_) => {
                let mut entries = Vec::new();
                for (name, below) in self.catalog.names(folder)? {
                    let version = self.entry(folder, &name)?.and_then(|(version, _)| version);
                    entries.push(FolderEntry { name, below, version });
                }
                entries
            }
            None => self.catalog.entries(folder, self.choice)?,
        };
        // Files of a folder come before what lies in its folders, as a backup takes them.
        let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.below.is_some());
        for FolderEntry { name, below, version } in files.into_iter().chain(folders).rev() {
            self.waiting.push(Step::Path(Chosen { path: path.join(&name), version }, below));
        }
        Ok(())
    }

    /// The next path; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Chosen>> {
        while let Some(step) = self.waiting.pop() {
            match step {
                Step::Folder(folder, path) => self.list(folder, &path)?,
                Step::Path(chosen, below) => {
                    let is_folder = chosen.version.as_ref().is_some_and(|version| version.kind == Kind::Folder);
                    if let Some(below) = below
                        && (is_folder || !self.is_current_only())
                    {
                        self.waiting.push(Step::Folder(below, chosen.path.clone()));
                    }
                    if chosen.version.is_some() {
                        return Ok(Some(chosen));
                    }
                }
            }
        }
        Ok(None)
    }

    fn is_current_only(&self) -> bool {
        self.version.is_none() && *self.choice == VersionChoice::default()
    }
}

/// The version of a number, 1 being the oldest, out of versions that come newest first.
fn nth(versions: &[VersionInfo], number: usize) -> Option<VersionInfo> {
    let index = versions.len().checked_sub(number)?;
    versions.get(index).cloned()
}
