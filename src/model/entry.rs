//! What is known of a file, folder or link: what the scan sees of it, and what a backup keeps of it.

use super::Timestamp;

/// What an entry is. Numbers are those of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link; on Windows also a junction.
    Symlink,
}

impl Kind {
    /// The number that stands in stored records.
    pub fn number(self) -> u64 {
        match self {
            Kind::File => 1,
            Kind::Folder => 2,
            Kind::Symlink => 3,
        }
    }

    /// The kind of a stored number; `None` for one that a later version may have added.
    pub fn from_number(number: u64) -> Option<Self> {
        match number {
            1 => Some(Kind::File),
            2 => Some(Kind::Folder),
            3 => Some(Kind::Symlink),
            _ => None,
        }
    }
}

/// What one look at the file system's own record tells, without opening the file. Enough to see whether it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// What it is.
    pub kind: Kind,
    /// Length in bytes; 0 for what has no content.
    pub size: u64,
    /// When the content last changed, as the file system says (anyone may set it).
    pub modified: Timestamp,
    /// When the record itself last changed (nobody may set it); zero where the system has no such time.
    pub changed: Timestamp,
    /// When it was made, where a restore can give that back.
    pub created: Option<Timestamp>,
    /// The file's number on its file system, 0 where there is none.
    pub inode: u64,
    /// The file system it lies on, 0 where that has no number.
    pub filesystem: u64,
    /// How many names it has.
    pub links: u64,
    /// Permission bits on Unix (`07777`), 0 elsewhere.
    pub mode: u32,
    /// Owner on Unix.
    pub user: u32,
    /// Group on Unix.
    pub group: u32,
    /// File attributes on Windows (`FILE_ATTRIBUTE_*`), file flags on macOS, 0 elsewhere.
    pub attributes: u32,
    /// Bytes that the file system set aside for it; less than `size` means holes.
    pub allocated: u64,
}

impl Stat {
    /// Whether nothing that can be seen from outside tells this state from `other`.
    pub fn same_as(&self, other: &Stat) -> bool {
        self.kind == other.kind
            && self.size == other.size
            && self.modified == other.modified
            && self.changed == other.changed
            && self.inode == other.inode
    }
}

/// What a backup keeps of an entry beside its content, its size and its times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Permission bits on Unix.
    pub mode: Option<u32>,
    /// Owner's number on Unix.
    pub user: Option<u32>,
    /// Group's number on Unix.
    pub group: Option<u32>,
    /// File attributes on Windows.
    pub attributes: Option<u32>,
    /// Where a symbolic link points, as the system's bytes (WTF-8 on Windows).
    pub target: Option<Vec<u8>>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// For a file with several names: a number that all of them share within the device.
    pub link_group: Option<u64>,
    /// Extended attributes in order of their names, POSIX access lists and the named streams of NTFS among them.
    pub extended: Vec<(Vec<u8>, Vec<u8>)>,
    /// Fields that a later version wrote and this one does not know: kept as they are (see [`crate::wire`]).
    pub unknown: Vec<u8>,
}

/// A name found in a folder by the scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name: one component of an [`super::Apath`].
    pub name: Vec<u8>,
    /// What the file system says of it.
    pub stat: Stat,
}
