//! The dual copy: a second copy of what is backed up, as plain files on a drive of this computer, newest versions only.
//!
//! The drive has a folder for each device, and in it a marker ([`drive`]) and the files under their own paths ([`names`]). What it holds is
//! remembered in a manifest beside the catalog, which is a cache. While a backup goes on, a thread of its own ([`copier`]) copies what is
//! settled; a pass ([`pass`]) brings the copy to what the catalog says. A restore reads the copy through [`source`] and believes nothing
//! of it.
//!
//! Whatever happens to the drive, the backup goes on: troubles are values that are told at the end.

pub mod copier;
pub mod drive;
mod filters;
pub mod follow;
mod manifest;
mod mirror;
pub mod names;
pub mod pass;
mod place;
mod placing;
mod room;
pub mod source;
pub mod state;

use std::{io, path::PathBuf, sync::Arc};

pub use self::{
    copier::Copier,
    drive::{Drive, Owner},
    filters::Filters,
    manifest::Manifest,
    mirror::Mirror,
    source::Copied,
    state::{Brief, State},
};
use crate::{
    error::Error,
    model::{Apath, FileOperation, time::Clock},
    monitor::Cancel,
};

/// What a copy needs to know of the world.
#[derive(Clone)]
pub struct Setting {
    /// The folder that holds the folders of devices.
    pub path: PathBuf,
    /// Whose copy it is.
    pub owner: Owner,
    /// Bytes that it may take at most.
    pub limit: Option<u64>,
    /// What is not copied.
    pub filters: Filters,
    /// The manifest's file.
    pub manifest: PathBuf,
    /// Held by whoever changes the copy.
    pub lock: PathBuf,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// May ask to stop.
    pub cancel: Cancel,
}

/// Files and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub files: u64,
    /// How large.
    pub bytes: u64,
}

impl Amount {
    /// Counts one more.
    pub fn add(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes += bytes;
    }
}

/// A file that is in the backup and not in the copy, though no filter leaves it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its path in the catalog.
    pub path: Apath,
    /// Its size in bytes.
    pub size: u64,
    /// Why.
    pub reason: Reason,
    /// The system's words, where there are any.
    pub detail: String,
}

/// Why a file is not in the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Newer files take all that the limit allows.
    Limit,
    /// It is larger than the limit.
    LargerThanLimit,
    /// The drive is full.
    Full,
    /// The drive's file system has no files of this size.
    TooLarge,
    /// It is a link, and the drive's file system has none.
    Link,
    /// Something that is no part of the copy is in its place.
    InTheWay,
    /// It changed since it was backed up, or while it was copied: it comes with its next version.
    Changed,
    /// It could not be read.
    Unreadable,
    /// It could not be written.
    Unwritable,
    /// The store could not give it back.
    Damaged,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 10] = [
        Reason::Limit,
        Reason::LargerThanLimit,
        Reason::Full,
        Reason::TooLarge,
        Reason::Link,
        Reason::InTheWay,
        Reason::Changed,
        Reason::Unreadable,
        Reason::Unwritable,
        Reason::Damaged,
    ];

    /// Its name in the manifest and in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Reason::Limit => "limit",
            Reason::LargerThanLimit => "larger_than_limit",
            Reason::Full => "full",
            Reason::TooLarge => "too_large",
            Reason::Link => "link",
            Reason::InTheWay => "in_the_way",
            Reason::Changed => "changed",
            Reason::Unreadable => "unreadable",
            Reason::Unwritable => "unwritable",
            Reason::Damaged => "damaged",
        }
    }

    /// The reason of a name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.id() == id)
    }

    /// Whether the copy is as it is meant to be without the file.
    pub fn is_meant(self) -> bool {
        matches!(self, Reason::Limit | Reason::LargerThanLimit | Reason::TooLarge | Reason::Link)
    }
}

/// Why a copy cannot be made or go on.
#[derive(Debug)]
pub enum Trouble {
    /// The drive is not there: no folder, or one without this device's marker.
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// Another drive is in its place.
    Replaced {
        /// Where.
        path: PathBuf,
    },
    /// The folder for this device is there and full of something else.
    Taken {
        /// The folder.
        path: PathBuf,
    },
    /// The drive cannot be written.
    ReadOnly {
        /// Where.
        path: PathBuf,
    },
    /// The drive went away while it was written.
    Lost {
        /// Where it was.
        path: PathBuf,
    },
    /// The drive has not answered for this many seconds.
    Silent {
        /// Where.
        path: PathBuf,
        /// How long.
        seconds: u64,
    },
    /// Another process changes the copy.
    Busy,
    /// The system refused or failed.
    Io {
        /// What was tried.
        operation: FileOperation,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Anything else: the manifest, the catalog, the store.
    Other(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Trouble::Other(error)
    }
}

impl Trouble {
    /// Its name in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            Trouble::Missing { .. } => "missing",
            Trouble::Replaced { .. } => "replaced",
            Trouble::Taken { .. } => "taken",
            Trouble::ReadOnly { .. } => "read_only",
            Trouble::Lost { .. } => "lost",
            Trouble::Silent { .. } => "silent",
            Trouble::Busy => "busy",
            Trouble::Io { .. } => "io",
            Trouble::Other(_) => "other",
        }
    }
}

/// What was done to a copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Copied from this computer's files.
    pub copied: Amount,
    /// Fetched from the store.
    pub fetched: Amount,
    /// Found on the drive as it should be, and not known before.
    pub found: Amount,
    /// Removed to make room.
    pub evicted: Amount,
    /// Left out this time, see [`LeftOut`].
    pub left_out: u64,
}
