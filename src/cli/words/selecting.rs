//! What can be said about what is selected and left out, and about the settings.

use std::path::Path;

use super::Message;
use crate::{
    cli::config::Provenance,
    config::selection::FilterConfig,
    model::Category,
    selection::{category::Group, exclusion::Exclusion, places::Looked},
};

/// Something to say about what is selected and left out.
pub enum Selecting<'a> {
    /// Asks which categories are to be backed up.
    AskCategories,
    /// A category in the list to choose from.
    CategoryChoice {
        /// The category.
        category: Category,
        /// Its files and bytes, where they are known.
        size: Option<(u64, u64)>,
    },
    /// The name of a category.
    CategoryName(Category),
    /// Above what belongs to a category.
    CategoryTitle {
        /// The category.
        category: Category,
        /// Whether it is selected.
        selected: bool,
    },
    /// Whether something is selected.
    SelectedMark(bool),
    /// Where a category looks.
    Places {
        /// The first ones, safe to show.
        shown: &'a str,
        /// How many more there are.
        more: usize,
    },
    /// Above the selected paths.
    PathsHeading,
    /// A selected path.
    Pick {
        /// The path, safe to show.
        path: &'a str,
        /// Whether it is there.
        there: bool,
    },
    /// Above the places of a category.
    PlacesHeading,
    /// A place of a category.
    Place {
        /// Its path, safe to show.
        path: &'a str,
        /// What is taken there.
        looked: &'a Looked,
    },
    /// Above the extensions of a category.
    ExtensionsHeading,
    /// A group of extensions.
    Group(&'a Group),
    /// Nothing is selected.
    NothingSelectedYet,
    /// The list to choose from was left.
    SelectionKept,
    /// All that is selected.
    SelectionNow(&'a [String]),
    /// The selection was changed.
    SelectionChanged {
        /// What is selected now.
        added: &'a [String],
        /// What is no longer selected.
        removed: &'a [String],
        /// What was selected already.
        same: &'a [String],
    },
    /// There are no filters.
    NoFilters,
    /// Where a filter holds; `None` for everywhere.
    FilterPlace(Option<&'a str>),
    /// What a filter does.
    FilterRule {
        /// The filter.
        filter: &'a FilterConfig,
        /// The day of its `older_than`.
        older_than: Option<&'a str>,
    },
    /// A filter was added.
    FilterAdded {
        /// Its number.
        number: usize,
        /// What it does.
        rule: &'a str,
    },
    /// A filter was changed.
    FilterChanged {
        /// Its number.
        number: usize,
        /// What it does now.
        rule: &'a str,
    },
    /// A filter was removed.
    FilterRemoved {
        /// What it did.
        rule: &'a str,
    },
    /// Whether an automatic exclusion is in use.
    ExclusionState {
        /// The exclusion.
        exclusion: &'a Exclusion,
        /// Whether any are.
        enabled: bool,
    },
    /// What an automatic exclusion is for.
    ExclusionNote(&'a Exclusion),
    /// An automatic exclusion was added.
    ExclusionAdded {
        /// Its path, safe to show.
        path: &'a str,
        /// Whether that is new.
        made: bool,
    },
    /// An automatic exclusion was removed.
    ExclusionRemoved {
        /// Its path, safe to show.
        path: &'a str,
        /// Whether that is new.
        made: bool,
    },
    /// Automatic exclusions were switched.
    AutoExcludeSwitched(bool),
    /// The settings file has no mistakes.
    SettingsRight {
        /// The file.
        file: &'a Path,
        /// Whether there is one.
        there: bool,
    },
    /// Where a setting comes from.
    SettingFrom(Provenance),
    /// A setting that is not set and has no usual value.
    NotSet,
}

impl<'a> From<Selecting<'a>> for Message<'a> {
    fn from(message: Selecting<'a>) -> Self {
        Message::Selecting(message)
    }
}
