//! What differs between two runs of a device.

use rusqlite::params;

use super::{Cached, Catalog, DeviceInfo, VersionInfo, find::FolderPaths, query::VersionChoice};
use crate::{
    error::Result,
    model::{Apath, Kind, Timestamp},
};

/// What can be seen of a path at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// What it is.
    pub kind: Kind,
    /// Its length.
    pub size: u64,
    /// When it was modified.
    pub modified: Timestamp,
}

/// A path that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path.
    pub path: Apath,
    /// What it was; `None` if it is new.
    pub before: Option<Side>,
    /// What it is; `None` if it is gone.
    pub after: Option<Side>,
}

impl From<&VersionInfo> for Side {
    fn from(version: &VersionInfo) -> Self {
        Self { kind: version.kind, size: version.size, modified: version.modified }
    }
}

impl Difference {
    /// Puts differences in order: folder by folder, by name.
    pub fn sort(differences: &mut [Self]) {
        differences.sort_by_cached_key(|difference| {
            let (folder, name) = difference.path.split().unwrap_or_default();
            (folder, name.to_vec())
        });
    }
}

impl Catalog {
    /// What differs below a path between the states after two runs, given by their numbers in the catalog, in order. `before` may
    /// be the later one. A folder differs when it came or went, not when something in it did.
    pub fn differences(&self, device: &DeviceInfo, before: i64, after: i64, under: &Apath) -> Result<Vec<Difference>> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT parent, name FROM node WHERE (run > ?1 AND run <= ?2) OR (gone > ?1 AND gone <= ?2)
                 UNION SELECT parent, name FROM version WHERE (run > ?1 AND run <= ?2) OR (until > ?1 AND until <= ?2)",
            )
            .cached(&self.path)?;
        let mut rows = statement.query(params![before.min(after), before.max(after)]).cached(&self.path)?;
        let mut folders = FolderPaths::new(self, device);
        let at = |run| VersionChoice { as_of: Some(run), ..VersionChoice::default() };
        let (then, now) = (at(before), at(after));
        let mut differences = Vec::new();
        while let Some(row) = rows.next().cached(&self.path)? {
            let (parent, name): (i64, Vec<u8>) =
                row.get(0).and_then(|parent| Ok((parent, row.get(1)?))).cached(&self.path)?;
            let Some(path) = folders.path(parent)?.map(|folder| folder.join(&name)) else { continue };
            if !path.is_within(under) {
                continue;
            }
            let versions = self.versions(parent, &name)?;
            let find = |choice: &VersionChoice| versions.iter().find(|version| choice.accepts(version));
            let (was, is) = (find(&then), find(&now));
            if !is_difference(was, is) {
                continue;
            }
            differences.push(Difference { path, before: was.map(Side::from), after: is.map(Side::from) });
        }
        Difference::sort(&mut differences);
        Ok(differences)
    }
}

fn is_difference(before: Option<&VersionInfo>, after: Option<&VersionInfo>) -> bool {
    match (before, after) {
        (None, None) => false,
        (Some(before), Some(after)) if before.kind == Kind::Folder && after.kind == Kind::Folder => false,
        (Some(before), Some(after)) => {
            Side::from(before) != Side::from(after)
                || before.encoded_content() != after.encoded_content()
                || before.encoded_metadata() != after.encoded_metadata()
        }
        _ => true,
    }
}
