//! Arguments of `select`, `filter` and `config`.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Subcommand, ValueEnum, ValueHint};

use super::number::number;

/// Choose what is backed up: categories, and files and folders of your own choice.
///
/// Without a command, a checklist of the categories is shown on a terminal, and what is selected elsewhere. The choice is kept in the
/// settings file, whose comments and order stay as they are.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox select\n  aosbox select add documents pictures ~/Projects\n  aosbox select show finance\n  \
                        aosbox select estimate\n\n\
                        Categories: mail, desktop, documents, office, pictures, music, videos, bookmarks, finance, ebooks; English and \
                        Japanese names will do, too."
)]
pub struct Select {
    /// What to do
    #[command(subcommand)]
    pub action: Option<SelectAction>,
}

/// What to do with the selection.
#[derive(Debug, Subcommand)]
pub enum SelectAction {
    /// Show what is selected
    #[command(after_help = "Example:\n  aosbox select list")]
    List,
    /// Show the folders and extensions of a category on this computer
    Show(SelectShow),
    /// Select categories, files and folders
    #[command(after_help = "Examples:\n  aosbox select add documents 画像 ~/Projects\n  aosbox select add ./mail\n\n\
                        ./mail is the folder mail, not the category.")]
    Add(SelectItems),
    /// Select categories, files and folders no longer; what is in the backup stays there
    #[command(after_help = "Example:\n  aosbox select remove music ~/Projects")]
    Remove(SelectItems),
    /// Show what below a folder is in, out or partly in
    #[command(after_help = "Examples:\n  aosbox select tree\n  aosbox select tree ~/Documents --depth 3")]
    Tree(SelectTree),
    /// Count files and bytes: all, already stored, still to send
    #[command(after_help = "Example:\n  aosbox select estimate")]
    Estimate,
}

/// Show a category.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  aosbox select show documents\n  aosbox select show 文書")]
pub struct SelectShow {
    /// The category, by its id or its English or Japanese name
    pub category: String,
}

/// Categories and paths.
#[derive(Debug, Args)]
pub struct SelectItems {
    /// Categories by id or name; files and folders
    #[arg(value_name = "CATEGORY|PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub items: Vec<OsString>,
}

/// Show a folder.
#[derive(Debug, Args)]
pub struct SelectTree {
    /// The folder; if not given, all that is selected
    #[arg(value_name = "PATH", value_hint = ValueHint::DirPath)]
    pub path: Option<PathBuf>,
    /// How many levels of folders to show
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = number::<u32>(1, Some(100)))]
    pub depth: u32,
}

/// Leave files out of what is selected, or take only some.
///
/// All filters hold: a file is backed up if none leaves it out. Wildcards: `*` any letters, `?` one letter, several with `;`
/// between them. See docs/selection.md.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox filter add --exclude '*.tmp;*.bak'\n  aosbox filter add --path ~/Videos --only '*.mp4;*.mov'\n  \
                        aosbox filter add --larger-than 2GB --note 'disk images'\n  aosbox filter test ~/Videos/film.mov"
)]
pub struct Filter {
    /// What to do
    #[command(subcommand)]
    pub action: FilterAction,
}

/// What to do with filters.
#[derive(Debug, Subcommand)]
pub enum FilterAction {
    /// Show the filters with their numbers
    #[command(after_help = "Example:\n  aosbox filter list")]
    List,
    /// Add a filter
    #[command(
        after_help = "Examples:\n  aosbox filter add --exclude '*.tmp;*.bak'\n  aosbox filter add --exclude '/build/.*\\.o$' --regex\n  \
                            aosbox filter add --path ~/Videos --only '*.mp4'\n  aosbox filter add --larger-than 2GB --older-than 2020-01-01"
    )]
    Add(FilterAdd),
    /// Change parts of a filter; what is not named stays
    #[command(
        after_help = "Examples:\n  aosbox filter edit 2 --larger-than 4GB\n  aosbox filter edit 1 --clear path --note everywhere"
    )]
    Edit(FilterEdit),
    /// Remove a filter
    #[command(after_help = "Example:\n  aosbox filter remove 2")]
    Remove(FilterRemove),
    /// Say of paths whether they are backed up, and which rule decides
    #[command(after_help = "Example:\n  aosbox filter test ~/Documents/letter.odt")]
    Test(FilterTest),
    /// Show or change what is left out by itself: caches, temporary folders and the like
    AutoExclude(AutoExclude),
}

/// Parts of a filter.
#[derive(Debug, Args)]
pub struct FilterParts {
    /// Only for what lies below this folder, or is this file
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Back up only files that match: wildcards with ; between them
    #[arg(long, value_name = "EXPR", group = "what")]
    pub only: Option<String>,
    /// Leave out files that match: wildcards with ; between them
    #[arg(long, value_name = "EXPR", group = "what", conflicts_with = "only")]
    pub exclude: Option<String>,
    /// The expression is one regular expression, looked for in the whole path with / between its parts
    #[arg(long)]
    pub regex: bool,
    /// Leave out larger files: 500MB, 2GB, 1.5 GiB
    #[arg(long, value_name = "SIZE", group = "what")]
    pub larger_than: Option<String>,
    /// Leave out files that were modified before this day: 2020-01-01
    #[arg(long, value_name = "DATE", group = "what")]
    pub older_than: Option<String>,
    /// A note for the list: why
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// Add a filter.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct FilterAdd {
    /// Its parts.
    #[command(flatten)]
    pub parts: FilterParts,
}

/// Change a filter.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").multiple(true))]
pub struct FilterEdit {
    /// The filter's number, as `filter list` shows it
    #[arg(value_name = "N", value_parser = number::<usize>(1, None))]
    pub number: usize,
    /// Its parts.
    #[command(flatten)]
    pub parts: FilterParts,
    /// Take a part away
    #[arg(long, value_name = "PART")]
    pub clear: Vec<FilterPart>,
}

/// A part of a filter that can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FilterPart {
    /// It holds everywhere
    Path,
    /// Neither only nor exclude
    Expression,
    /// The expression is wildcards
    Regex,
    /// Whatever the size
    LargerThan,
    /// Whatever the day
    OlderThan,
    /// No note
    Note,
}

/// Remove a filter.
#[derive(Debug, Args)]
pub struct FilterRemove {
    /// The filter's number, as `filter list` shows it
    #[arg(value_name = "N", value_parser = number::<usize>(1, None))]
    pub number: usize,
}

/// Test paths.
#[derive(Debug, Args)]
pub struct FilterTest {
    /// Files and folders; they need not be there
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
}

/// Automatic exclusions.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox filter auto-exclude list\n  aosbox filter auto-exclude add ~/.local/share/Steam --note games\n  \
                        aosbox filter auto-exclude off"
)]
pub struct AutoExclude {
    /// What to do
    #[command(subcommand)]
    pub action: AutoExcludeAction,
}

/// What to do with automatic exclusions.
#[derive(Debug, Subcommand)]
pub enum AutoExcludeAction {
    /// Show them with their notes
    #[command(after_help = "Example:\n  aosbox filter auto-exclude list")]
    List,
    /// Add one of your own, or take a built-in one into use again
    Add(AutoExcludeAdd),
    /// Remove one of your own, or take a built-in one out of use
    Remove(AutoExcludeRemove),
    /// Leave these places out again
    #[command(after_help = "Example:\n  aosbox filter auto-exclude on")]
    On,
    /// Leave none of these places out
    #[command(after_help = "Example:\n  aosbox filter auto-exclude off")]
    Off,
}

/// Add an automatic exclusion.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aosbox filter auto-exclude add ~/.local/share/Steam --note games")]
pub struct AutoExcludeAdd {
    /// The file or folder to leave out
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: PathBuf,
    /// A note for the list: why
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

/// Remove an automatic exclusion.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aosbox filter auto-exclude remove ~/.local/share/Steam")]
pub struct AutoExcludeRemove {
    /// The path, as the list shows it
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: PathBuf,
}

/// Show the settings and where each comes from.
#[derive(Debug, Args)]
#[command(
    disable_help_subcommand = true,
    after_help = "Examples:\n  aosbox config path\n  aosbox config check\n  aosbox config show"
)]
pub struct Configuration {
    /// What to do
    #[command(subcommand)]
    pub action: ConfigAction,
}

/// What to do with the settings.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigAction {
    /// Print where the settings file is
    #[command(after_help = "Example:\n  aosbox config path")]
    Path,
    /// Say whether the settings file is right; if not, where and what is allowed
    #[command(after_help = "Example:\n  aosbox config check")]
    Check,
    /// Show every setting as it holds now, and where it comes from
    #[command(after_help = "Examples:\n  aosbox config show\n  aosbox config show --json")]
    Show,
}
