//! What is wrong with how somebody starts.

/// What is wrong with how somebody starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartingMistake {
    /// The set-up asks, and nobody is there.
    NobodyToAsk,
    /// There is no login of this name, but others.
    NoProfile {
        /// The name.
        profile: String,
        /// The others.
        known: Vec<String>,
    },
    /// Something has to be typed.
    Empty,
    /// A folder that is to hold something is not there, and what is above it neither.
    NoFolder(std::path::PathBuf),
    /// A path that is to hold a folder is none.
    NotAFolder(std::path::PathBuf),
    /// This is no hour of the day.
    NotAnHour(String),
    /// Backups do not begin at such intervals.
    NotHours(String),
    /// These are not the last letters of the recovery key.
    WrongLetters,
    /// The file is no key of a service account.
    NotAKeyFile(std::path::PathBuf),
    /// Nothing is chosen.
    NothingChosen,
}
