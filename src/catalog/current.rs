//! The current state of a folder, as a copy that follows it needs it.

use super::{Cached, Catalog, KnownEntry, query::known_of};
use crate::error::Result;

/// A current entry of a folder, and when its version was backed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentEntry {
    /// The entry.
    pub known: KnownEntry,
    /// When the run that brought its version was committed, seconds.
    pub backed_up: i64,
}

impl Catalog {
    /// The current entries of a folder in the order of their names, with when their versions were backed up.
    pub fn current_entries(&self, folder: i64) -> Result<Vec<CurrentEntry>> {
        self.connection
            .prepare_cached(
                "SELECT name, kind, node.size, modified, modified_ns, node.changed, changed_ns, inode, unsettled, folder, finished
                 FROM node JOIN run ON run.no = node.run WHERE parent = ?1 AND node.gone IS NULL ORDER BY name",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([folder], |row| Ok(CurrentEntry { known: known_of(row)?, backed_up: row.get(10)? }))?
                    .collect()
            })
            .cached(&self.path)
    }
}
