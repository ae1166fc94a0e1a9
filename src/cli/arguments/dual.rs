//! Arguments of `dual`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::selection::{FilterAdd, FilterEdit, FilterRemove};

/// Keep a second copy as plain files on a drive of this computer.
///
/// The copy holds the newest version of each file below PATH/NAME-OF-THIS-COMPUTER and can be used without this program. It is made
/// while a backup goes on, and restores take from it what they prove to be right. See docs/dual.md.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox dual enable /media/usb/backup\n  aosbox dual sync\n  aosbox dual limit 500GB\n  \
                        aosbox dual filter add --exclude '*.iso'"
)]
pub struct Dual {
    /// What to do
    #[command(subcommand)]
    pub action: DualAction,
}

/// What to do with the dual copy.
#[derive(Debug, Subcommand)]
pub enum DualAction {
    /// Take a folder of a drive into use
    #[command(after_help = "Example:\n  aosbox dual enable /media/usb/backup")]
    Enable(DualEnable),
    /// Make no copy any more; the files on the drive stay there
    #[command(after_help = "Example:\n  aosbox dual disable")]
    Disable,
    /// Show where the copy is, what it holds and how far behind it is
    #[command(after_help = "Examples:\n  aosbox dual show\n  aosbox dual show --json")]
    Show,
    /// Say how much the copy may take at most; the oldest files go first
    #[command(after_help = "Examples:\n  aosbox dual limit 500GB\n  aosbox dual limit none")]
    Limit(DualLimit),
    /// Bring the copy up to date, with all that was backed up before it was enabled
    #[command(after_help = "Example:\n  aosbox dual sync")]
    Sync,
    /// Read the whole copy, prove every file and repair what is wrong
    #[command(after_help = "Example:\n  aosbox dual verify")]
    Verify,
    /// Leave files out of the copy, or take only some.
    ///
    /// All filters hold; they are written like those of `aosbox filter`.
    Filter(DualFilter),
}

/// Take a folder into use.
#[derive(Debug, Args)]
pub struct DualEnable {
    /// The folder; it is made if it is not there
    #[arg(value_name = "PATH", value_hint = ValueHint::DirPath)]
    pub path: PathBuf,
}

/// Limit the copy.
#[derive(Debug, Args)]
pub struct DualLimit {
    /// A size of at least 1 GB (500GB, 2 TB), or `none`
    #[arg(value_name = "SIZE")]
    pub size: String,
}

/// Leave files out of the copy.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox dual filter add --exclude '*.iso;*.vmdk'\n  aosbox dual filter add --path ~/Videos --larger-than 2GB"
)]
pub struct DualFilter {
    /// What to do
    #[command(subcommand)]
    pub action: DualFilterAction,
}

/// What to do with the copy's filters.
#[derive(Debug, Subcommand)]
pub enum DualFilterAction {
    /// Show the filters with their numbers
    #[command(after_help = "Example:\n  aosbox dual filter list")]
    List,
    /// Add a filter
    #[command(after_help = "Example:\n  aosbox dual filter add --exclude '*.iso;*.vmdk'")]
    Add(FilterAdd),
    /// Change parts of a filter; what is not named stays
    #[command(after_help = "Example:\n  aosbox dual filter edit 1 --larger-than 4GB")]
    Edit(FilterEdit),
    /// Remove a filter
    #[command(after_help = "Example:\n  aosbox dual filter remove 1")]
    Remove(FilterRemove),
}
