//! What can be said about what is selected and left out, and about the settings.

use std::path::Path;

use super::Message;
use crate::{
    config::selection::FilterConfig,
    estimate::Estimate,
    model::Category,
    selection::{
        Decision,
        category::Group,
        exclusion::Exclusion,
        explain::{Asked, State},
        places::Looked,
        source::Source,
    },
};

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// It is the usual one.
    Default,
    /// The settings file says so in this line.
    File(usize),
    /// A variable says so.
    Variable(&'static str),
    /// An option says so.
    Option(&'static str),
}

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
    /// Beside the sum of an estimate.
    EstimateTotal,
    /// Beneath an estimate.
    EstimateNotes {
        /// The estimate.
        estimate: &'a Estimate,
        /// Whether what is stored is known.
        logged_in: bool,
    },
    /// How much of a path goes along.
    TreeMark(State),
    /// Behind a folder that cannot be listed.
    FolderClosed,
    /// Whether a path is backed up.
    Tested {
        /// The path, safe to show.
        path: &'a str,
        /// What was decided.
        decision: &'a Decision,
    },
    /// The path is not there, and was asked about as an empty file would be.
    TestedUnseen,
    /// It was decided for a folder above, safe to show.
    DecidedAt(&'a str),
    /// No category and no pick reaches there.
    NoSource,
    /// A category or a pick in whose folder the path lies.
    Source {
        /// The source.
        source: &'a Source,
        /// Its path, safe to show.
        path: &'a str,
        /// Whether it takes the path.
        brings: Brings,
        /// Where it stands in the settings.
        line: Option<usize>,
    },
    /// A question that was asked on the way to a decision.
    Asked {
        /// The question and its answer.
        asked: &'a Asked,
        /// The path that it was asked about, safe to show.
        path: &'a str,
        /// The filter in words, or the path of the exclusion.
        rule: Option<&'a str>,
    },
}

/// What a category or a pick does for a path in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brings {
    /// It brings the path in.
    In,
    /// It would, but for what leaves the path out.
    Vainly,
    /// The path is not of the kind that it takes.
    Nothing,
}

impl<'a> From<Selecting<'a>> for Message<'a> {
    fn from(message: Selecting<'a>) -> Self {
        Message::Selecting(message)
    }
}
