//! Arguments of `find`, `cat`, `runs` and `diff`.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, ValueHint};

use super::number::number;

/// Find files and folders in the backup by a part of their names.
///
/// Small and capital letters, full and half width, composed and decomposed accents, hiragana and katakana are the same. With a /
/// in it, the text is a part of the path that ends in the name. With a size or a time, earlier versions are looked at as well, and
/// the newest that fits is shown.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox find report\n  aosbox find 写真 --deleted\n  aosbox find --category pictures --larger 10MB\n  \
                        aosbox find budget --modified 2026-01-01..2026-03-31 --under ~/Documents\n\n\
                        Exit code 1 means: nothing was found."
)]
pub struct Find {
    /// A part of the name
    #[arg(value_name = "TEXT", required_unless_present_any = ["category", "larger", "smaller", "modified", "deleted", "under"])]
    pub text: Option<String>,
    /// Only what belongs to a category (see `aosbox select list`)
    #[arg(long, value_name = "CATEGORY")]
    pub category: Option<String>,
    /// Only files of at least this size: 500KB, 10MB, 2GB
    #[arg(long, value_name = "SIZE")]
    pub larger: Option<String>,
    /// Only files of at most this size
    #[arg(long, value_name = "SIZE")]
    pub smaller: Option<String>,
    /// Only what was modified within: A..B, A.., ..B, or one day
    #[arg(long, value_name = "A..B")]
    pub modified: Option<String>,
    /// Find what is no longer there, too
    #[arg(long)]
    pub deleted: bool,
    /// Only below this folder
    #[arg(long, value_name = "PATH", value_hint = ValueHint::DirPath)]
    pub under: Option<PathBuf>,
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// How many are shown at most; all are counted
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = number::<u32>(1, None))]
    pub limit: u32,
}

/// Write a file of the backup to standard output.
///
/// Every piece is verified before it is written. A link is followed to what the backup has in its place.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox cat ~/Documents/letter.txt\n  aosbox cat ~/Documents/letter.txt --version 2 | less\n  \
                        aosbox cat ~/photos.tar --as-of 2026-11-01 | tar -t"
)]
pub struct Cat {
    /// The file; it need not be there any more
    #[arg(value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub path: PathBuf,
    /// The version of this number, as `aosbox versions` shows them
    #[arg(long, value_name = "N", value_parser = number::<u32>(1, None), conflicts_with = "as_of")]
    pub version: Option<u32>,
    /// As it was then (a day means its end)
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
}

/// List the runs of backups, newest first.
///
/// A long backup makes several; its figures add up from one to the next.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox runs\n  aosbox runs --limit 5\n  aosbox runs --device laptop --json")]
pub struct Runs {
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// How many are shown at most
    #[arg(long, value_name = "N", value_parser = number::<u32>(1, None))]
    pub limit: Option<u32>,
}

/// Show what changed between two runs, or between the backup and the disk.
///
/// A run is a number that `aosbox runs` shows, or a time, which means the last run by then; one run alone is compared with the last
/// one. A path is compared with the disk as it is now, whether or not it is selected to be backed up; ./5 is a path called 5.
/// + is new, ~ has changed, - is gone.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox diff 12 15\n  aosbox diff yesterday\n  aosbox diff 2026-11-01 2026-11-08 --under ~/Documents\n  \
                        aosbox diff ~/Documents\n  aosbox diff ~/Documents --as-of 3d"
)]
pub struct Diff {
    /// A run, or a file or folder
    #[arg(value_name = "RUN|PATH", value_hint = ValueHint::AnyPath)]
    pub what: OsString,
    /// The run to compare with
    #[arg(value_name = "RUN")]
    pub with: Option<String>,
    /// Compare the disk with the backup as it was then
    #[arg(long, value_name = "TIME", conflicts_with_all = ["with", "under"])]
    pub as_of: Option<String>,
    /// Of two runs, only what lies below this folder
    #[arg(long, value_name = "PATH", value_hint = ValueHint::DirPath)]
    pub under: Option<PathBuf>,
    /// Another computer's backup, by name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
}
