//! What is wrong with a choice of what is selected and left out.

use std::path::PathBuf;

use crate::{config::Allowed, model::Category};

/// What is wrong with a choice of what is selected and left out.
#[derive(Debug)]
pub enum SelectionMistake {
    /// There is no category of this name.
    NoCategory {
        /// The name.
        name: String,
        /// The one that was perhaps meant.
        nearest: Option<Category>,
    },
    /// A word is no category, and there is no such path.
    NeitherCategoryNorPath {
        /// The word.
        word: PathBuf,
        /// The category that was perhaps meant.
        category: Option<Category>,
        /// The path that was perhaps meant.
        path: Option<PathBuf>,
    },
    /// What is not selected cannot be taken out.
    NotSelected {
        /// What.
        what: String,
        /// What is selected.
        selected: Vec<String>,
    },
    /// There is no filter of this number.
    NoFilter {
        /// The number.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// A filter is to be changed, but in nothing.
    NothingToChange,
    /// `--regex` with nothing that it could be about.
    RegexAlone,
    /// A path is not excluded automatically.
    NoExclusion(PathBuf),
    /// A value of an option is not allowed.
    Value {
        /// The option.
        option: &'static str,
        /// The value.
        value: String,
        /// What is allowed.
        allowed: Allowed,
    },
    /// An expression is no regular one.
    Regex {
        /// The option.
        option: &'static str,
        /// The expression.
        value: String,
        /// What is wrong with it.
        message: String,
    },
    /// A path that is no text cannot go into the settings.
    NotText(PathBuf),
    /// A path is not there, or can never be.
    NotThere(PathBuf),
}
