//! What the settings say about what is backed up: `[selection]`, `[[filter]]` and `[auto_exclude]`.

use std::path::PathBuf;

use crate::model::{Category, Timestamp};

/// What is backed up when no path is given, and how folders are walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectionConfig {
    /// `selection.categories`
    pub categories: Vec<Category>,
    /// `selection.paths`: picked files and folders.
    pub paths: Vec<PathBuf>,
    /// `selection.extra_roots.finance` and `.ebooks`: further folders in which these categories look, beside the fixed ones.
    pub extra_roots: Vec<(Category, PathBuf)>,
    /// `selection.hidden`: whether hidden files and folders go along. On by default: what is missing cannot be restored.
    pub hidden: bool,
    /// `selection.skip_empty_folders`
    pub skip_empty_folders: bool,
    /// `selection.follow_symlinks`
    pub follow_symlinks: bool,
    /// `selection.follow_junctions`
    pub follow_junctions: bool,
    /// `selection.cross_file_systems`
    pub cross_file_systems: bool,
    /// `selection.cloud_files`: whether placeholders of files that lie in a cloud are read, which downloads them.
    pub cloud_files: bool,
    /// `[[filter]]`, in their order.
    pub filters: Vec<FilterConfig>,
    /// `auto_exclude.enabled`
    pub auto_exclude: bool,
    /// `[[auto_exclude.add]]`
    pub auto_exclude_added: Vec<ExclusionConfig>,
    /// `auto_exclude.remove`: built-in exclusions that are not wanted, as they are listed.
    pub auto_exclude_removed: Vec<PathBuf>,
}

impl Default for SelectionConfig {
    fn default() -> Self {
        Self {
            categories: Vec::new(),
            paths: Vec::new(),
            extra_roots: Vec::new(),
            hidden: true,
            skip_empty_folders: false,
            follow_symlinks: false,
            follow_junctions: false,
            cross_file_systems: true,
            cloud_files: false,
            filters: Vec::new(),
            auto_exclude: true,
            auto_exclude_added: Vec::new(),
            auto_exclude_removed: Vec::new(),
        }
    }
}

/// One filter rule. Every part that it has is asked; at least one of `expression`, `larger_than`, `older_than` is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilterConfig {
    /// Only what lies below this path (or is it) is asked; everything if `None`.
    pub path: Option<PathBuf>,
    /// `only` or `exclude`, with its text.
    pub expression: Option<Expression>,
    /// `regex`: the text is one regular expression, not a list of wildcards.
    pub regex: bool,
    /// `larger_than`, bytes: larger files are left out.
    pub larger_than: Option<u64>,
    /// `older_than`: files modified before this are left out.
    pub older_than: Option<Timestamp>,
    /// `note`
    pub note: Option<String>,
    /// The line of the settings file on which the rule begins, from 1; 0 for one that is not from a file.
    pub line: usize,
}

/// Which files an expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// Only what matches is backed up.
    Only(String),
    /// What matches is left out.
    Exclude(String),
}

/// An automatic exclusion of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExclusionConfig {
    /// The path.
    pub path: PathBuf,
    /// Why.
    pub note: Option<String>,
}
