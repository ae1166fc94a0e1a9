//! Arguments of `log`.

use clap::{Args, ValueEnum};

use super::number::number;

/// Show what aosbox wrote of itself on this computer, newest last.
///
/// Every command notes when it began, what it did, what went wrong and how it ended. `[log]` in the settings says how much is noted and
/// for how long it is kept; names of files are in it, secrets never are.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aosbox log\n  aosbox log --level warn --since yesterday\n  aosbox log --follow\n  aosbox log --crashes\n\n\
                        Times: 2026-11-01, \"2026-11-01 22:00\", today, yesterday, 3d, 2w, 6h, 30min (a day means its beginning)."
)]
pub struct Log {
    /// Go on, and show what comes, until Ctrl-C
    #[arg(short, long, conflicts_with_all = ["path", "crashes"])]
    pub follow: bool,
    /// How many lines are shown at most; 100 if not given, with --since all
    #[arg(short = 'n', long, value_name = "N", value_parser = number::<u32>(1, None))]
    pub lines: Option<u32>,
    /// Only what is at least as bad
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<Severity>,
    /// Only what was written since then
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only print the folder of the log
    #[arg(long, conflicts_with_all = ["lines", "level", "since"])]
    pub path: bool,
    /// List the reports of crashes instead
    #[arg(long, conflicts_with_all = ["lines", "level", "since", "path"])]
    pub crashes: bool,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Severity {
    /// What failed
    Error,
    /// What is wrong with single files, and requests to the store that failed
    Warn,
    /// What was done
    Info,
    /// Every path
    Debug,
    /// Everything
    Trace,
}
