//! Why a path is left out of a backup.

/// Why a path is left out of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No category and no pick takes it.
    NotSelected,
    /// It is of this program's own making: the store, the catalog.
    Own,
    /// Hidden files are not wanted.
    Hidden,
    /// It is excluded automatically.
    Excluded {
        /// The exclusion's number in the list of them, from 1.
        number: usize,
        /// What it is for.
        note: Note,
    },
    /// A filter rule says so.
    Filter {
        /// The rule's number, from 1.
        number: usize,
        /// The line of the settings file on which it begins; 0 if it is not from a file.
        line: usize,
        /// Which part of the rule.
        part: FilterPart,
    },
    /// It is larger than files may be at all.
    TooLarge,
    /// It lies in a cloud, and only its name is here.
    Placeholder,
    /// It lies on another file system than its folder.
    FileSystem,
    /// It leads back to a folder that it lies in.
    Loop,
}

/// A part of a filter rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FilterPart {
    /// It is not among what alone is wanted.
    Only,
    /// It is among what is not wanted.
    Exclude,
    /// It is too large.
    LargerThan,
    /// It is too old.
    OlderThan,
}

/// What an automatic exclusion is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// Programs keep here what they can make again.
    Cache,
    /// Pages and pictures that a browser keeps.
    BrowserCache,
    /// What is needed for a short time only.
    Temporary,
    /// What was thrown away.
    Trash,
    /// Small pictures of pictures.
    Thumbnails,
    /// Memory that was written to disk.
    Swap,
    /// The system's own windows into itself, and what it keeps for its own use.
    System,
    /// The user's own wish.
    Own,
}
