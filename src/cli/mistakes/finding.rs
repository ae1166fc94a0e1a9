//! What is wrong with what was looked for in the backup.

/// What was asked for and cannot be.
#[derive(Debug)]
pub enum FindingMistake {
    /// A folder has no content.
    Folder {
        /// The folder, safe to show.
        path: String,
    },
    /// A link leads to what is not in the backup, or in a circle.
    Link {
        /// The link, safe to show.
        path: String,
        /// Where it leads, safe to show.
        target: String,
    },
    /// There is no version of this number.
    NoVersion {
        /// The path, safe to show.
        path: String,
        /// The number.
        number: u32,
        /// How many there are.
        count: usize,
    },
    /// There is no run of this number.
    NoRun {
        /// The number.
        number: u64,
        /// The first and the last there are.
        known: Option<(u64, u64)>,
    },
    /// What should be a run is none.
    NotARun {
        /// The text.
        text: String,
    },
    /// The disk of another computer cannot be looked at.
    OtherDisk,
}
