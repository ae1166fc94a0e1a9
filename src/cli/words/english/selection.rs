//! What `select`, `filter` and `config` say in English.

use super::{count_of, reasons, settings};
use crate::{
    cli::{
        mistakes::SelectionMistake,
        text::paths,
        words::{
            Brings, Explained, Provenance, Selecting, explained,
            figures::{bytes, number},
            plain,
        },
    },
    config::selection::{Expression, FilterConfig},
    estimate::Estimate,
    model::{Category, FilterPart},
    selection::{
        Decision,
        category::Take,
        exclusion::Exclusion,
        explain::{Asked, Question, State},
        places::Looked,
        source::Origin,
    },
};

/// A message about what is selected and left out.
pub fn say(message: &Selecting<'_>) -> String {
    match message {
        Selecting::AskCategories => "What is to be backed up? (space: choose, enter: save, esc: cancel)".to_owned(),
        Selecting::CategoryChoice { category, size } => category_choice(*category, *size),
        Selecting::CategoryName(category) => category.english().to_owned(),
        Selecting::CategoryTitle { category, selected } => {
            let state = if *selected { "selected" } else { "not selected" };
            format!("{} · {} ({}, {state})", category.english(), category.japanese(), category.id())
        }
        Selecting::SelectedMark(true) => "✓".to_owned(),
        Selecting::SelectedMark(false) | Selecting::Places { shown: "", .. } => String::new(),
        Selecting::Places { shown, more: 0 } => (*shown).to_owned(),
        Selecting::Places { shown, more } => format!("{shown} and {} more", number(*more as u64)),
        Selecting::PathsHeading => "Paths".to_owned(),
        Selecting::Pick { path, there: true } => (*path).to_owned(),
        Selecting::Pick { path, there: false } => format!("{path}  (not there)"),
        Selecting::PlacesHeading => "Looks in".to_owned(),
        Selecting::Place { path, looked } => place(path, looked),
        Selecting::ExtensionsHeading => "Extensions".to_owned(),
        Selecting::Group(group) if group.name.is_empty() => format!("  {}", group.extensions),
        Selecting::Group(group) => format!("  {}: {}", group.english, group.extensions),
        Selecting::NothingSelectedYet => {
            "Nothing is selected. `aosbox select` chooses categories, `aosbox select add PATH…` files and folders."
                .to_owned()
        }
        Selecting::SelectionKept => "The selection stays as it was.".to_owned(),
        Selecting::SelectionNow(selected) => format!("Selected: {}.", selected.join(", ")),
        Selecting::SelectionChanged { added, removed, same } => selection_changed(added, removed, same),
        Selecting::NoFilters => "There are no filters. `aosbox filter add --help` has examples.".to_owned(),
        Selecting::FilterPlace(Some(path)) => (*path).to_owned(),
        Selecting::FilterPlace(None) => "everywhere".to_owned(),
        Selecting::FilterRule { filter, older_than } => rule(filter, *older_than),
        Selecting::FilterAdded { number, rule } => format!("Filter {number}: {rule}."),
        Selecting::FilterChanged { number, rule } => format!("Filter {number} is now: {rule}."),
        Selecting::FilterRemoved { rule } => format!("Removed the filter: {rule}."),
        Selecting::ExclusionState { exclusion, enabled } => match (enabled, exclusion.removed) {
            (false, _) => "off".to_owned(),
            (true, true) => "removed".to_owned(),
            (true, false) => String::new(),
        },
        Selecting::ExclusionNote(exclusion) => exclusion_note(exclusion),
        Selecting::ExclusionAdded { path, made: true } => {
            format!("{path} is left out from now on, unless it is selected itself.")
        }
        Selecting::ExclusionAdded { path, made: false } => format!("{path} is left out already."),
        Selecting::ExclusionRemoved { path, made: true } => format!("{path} is no longer left out."),
        Selecting::ExclusionRemoved { path, made: false } => format!("{path} was not left out any more."),
        Selecting::AutoExcludeSwitched(true) => "Automatic exclusions are on.".to_owned(),
        Selecting::AutoExcludeSwitched(false) => {
            "Automatic exclusions are off: caches and the like are backed up, too.".to_owned()
        }
        Selecting::SettingsRight { file, there: true } => format!("{} has no mistakes.", paths::local(file)),
        Selecting::SettingsRight { file, there: false } => {
            format!("There is no {}; the usual settings hold.", paths::local(file))
        }
        Selecting::SettingFrom(from) => match from {
            Provenance::Default => "default".to_owned(),
            Provenance::File(line) => format!("line {line}"),
            Provenance::Variable(name) | Provenance::Option(name) => (*name).to_owned(),
        },
        Selecting::NotSet => "–".to_owned(),
        Selecting::EstimateTotal => "Together, each file once".to_owned(),
        Selecting::EstimateNotes { estimate, logged_in } => estimate_notes(estimate, *logged_in),
        Selecting::TreeMark(State::In) => "✓".to_owned(),
        Selecting::TreeMark(State::Partly) => "~".to_owned(),
        Selecting::TreeMark(State::Out) => "-".to_owned(),
        Selecting::FolderClosed => "  (cannot be listed)".to_owned(),
        Selecting::Tested { path, decision } => format!("{path}: {}", self::decision(decision)),
        Selecting::TestedUnseen => "  it is not there, and is judged by its name as an empty file of today".to_owned(),
        Selecting::DecidedAt(folder) => format!("  decided for {folder} and all below it"),
        Selecting::NoSource => "  no selected category or path reaches there".to_owned(),
        Selecting::Source { source, path, brings, line } => {
            let what = match source.origin {
                Origin::Category(category) => format!("category {}", category.id()),
                Origin::Pick => "selected path".to_owned(),
            };
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            let brings = match brings {
                Brings::In => "brings it in",
                Brings::Vainly => "would bring it in",
                Brings::Nothing => "does not take it",
            };
            format!("  {what} ({path}{line}): {brings}")
        }
        Selecting::Asked { asked, path, rule } => self::asked(asked, path, rule.unwrap_or_default()),
    }
}

fn category_choice(category: Category, size: Option<(u64, u64)>) -> String {
    match size {
        Some((files, size)) => {
            format!("{:<32} {:>16} {:>8}", category.english(), count_of(files, "file", "files"), bytes(size))
        }
        None => category.english().to_owned(),
    }
}

fn place(path: &str, looked: &Looked) -> String {
    let what = match looked.take {
        Take::All if looked.names.is_empty() => "everything".to_owned(),
        Take::All => looked.names.join(", "),
        Take::Except(extensions) => format!("everything but .{}", extensions.replace(' ', " .")),
        Take::Listed => "files with the extensions below".to_owned(),
        Take::Only(extensions) => format!("files with .{}", extensions.replace(' ', " .")),
    };
    let missing = if looked.there { "" } else { "  (not there)" };
    format!("  {path}: {what}{missing}")
}

fn selection_changed(added: &[String], removed: &[String], same: &[String]) -> String {
    let mut lines = Vec::new();
    if !added.is_empty() {
        lines.push(format!("Selected: {}.", added.join(", ")));
    }
    if !removed.is_empty() {
        lines.push(format!("No longer selected: {}. What is in the backup stays there.", removed.join(", ")));
    }
    if !same.is_empty() {
        lines.push(format!("Selected already: {}.", same.join(", ")));
    }
    lines.join("\n")
}

fn rule(filter: &FilterConfig, older_than: Option<&str>) -> String {
    let regex = if filter.regex { "regular expression " } else { "" };
    let mut parts = Vec::new();
    match &filter.expression {
        Some(Expression::Only(text)) => parts.push(format!("only {regex}{}", safe(text))),
        Some(Expression::Exclude(text)) => parts.push(format!("without {regex}{}", safe(text))),
        None => {}
    }
    parts.extend(filter.larger_than.map(|size| format!("without files larger than {}", bytes(size))));
    parts.extend(older_than.map(|day| format!("without files modified before {day}")));
    parts.join(", ")
}

fn estimate_notes(estimate: &Estimate, logged_in: bool) -> String {
    let mut lines = Vec::new();
    if estimate.cancelled {
        lines.push("Stopped early: there is more than was counted.".to_owned());
    }
    if logged_in {
        lines.push(
            "To send is counted before anything is compressed or recognised; less is sent, as a rule.".to_owned(),
        );
    } else {
        lines.push("Not logged in, so that nobody knows what is stored already.".to_owned());
    }
    if estimate.placeholders > 0 {
        lines.push(format!(
            "{} in a cloud only, and not counted (selection.cloud_files).",
            count_of(estimate.placeholders, "file lies", "files lie")
        ));
    }
    if estimate.unreadable > 0 {
        lines.push(format!("{} could not be looked at.", count_of(estimate.unreadable, "path", "paths")));
    }
    lines.join("\n")
}

fn decision(decision: &Decision) -> String {
    match decision {
        Decision::Included => "backed up".to_owned(),
        Decision::IfUsed => "backed up once something below it is".to_owned(),
        Decision::Passage => "not backed up itself, but something below it may be".to_owned(),
        Decision::LeftOut(reason) => format!("not backed up: {}", super::reasons::reason(reason)),
    }
}

fn asked(asked: &Asked, path: &str, rule: &str) -> String {
    let answer = if asked.matched { "yes" } else { "no" };
    let what = match &asked.question {
        Question::Own => "filled by aosbox itself?".to_owned(),
        Question::FileSystem => "on another file system?".to_owned(),
        Question::Hidden => "hidden?".to_owned(),
        Question::Exclusion { number } => format!("automatic exclusion {number} ({rule})?"),
        Question::Rule { number, line, part } => {
            let place = if *line == 0 { String::new() } else { format!(", line {line}") };
            let part = match part {
                FilterPart::Only => "among what alone is backed up?",
                FilterPart::Exclude => "left out by name or path?",
                FilterPart::LargerThan => "too large?",
                FilterPart::OlderThan => "too old?",
            };
            format!("filter {number}{place} ({rule}): {part}")
        }
        Question::LargestFile => "larger than limits.max_file_size?".to_owned(),
        Question::Placeholder => "in a cloud only?".to_owned(),
    };
    format!("  {path}: {what} {answer}")
}

fn exclusion_note(exclusion: &Exclusion) -> String {
    match &exclusion.text {
        Some(text) => safe(text),
        None => reasons::note(exclusion.note).to_owned(),
    }
}

/// Mistakes about what is selected and left out.
pub fn mistake(mistake: &SelectionMistake) -> Explained {
    match mistake {
        SelectionMistake::NoCategory { name, nearest } => explained(
            format!("there is no category \"{}\"", safe(name)),
            match nearest {
                Some(category) => format!("was \"{}\" meant?", category.id()),
                None => format!("there are {}", Category::ALL.map(Category::id).join(", ")),
            },
        ),
        SelectionMistake::NeitherCategoryNorPath { word, category, path } => explained(
            format!("\"{}\" is no category, and there is no such file or folder", paths::local(word)),
            match (category, path) {
                (Some(category), _) => format!("was the category \"{}\" meant?", category.id()),
                (None, Some(path)) => format!("was {} meant?", paths::for_shell(&paths::local(path))),
                (None, None) => format!("categories are {}", Category::ALL.map(Category::id).join(", ")),
            },
        ),
        SelectionMistake::NotSelected { what, selected } => explained(
            format!("{what} is not selected"),
            if selected.is_empty() { "nothing is".to_owned() } else { format!("selected are {}", selected.join(", ")) },
        ),
        SelectionMistake::NoFilter { count: 0, .. } => {
            explained("there are no filters", "`aosbox filter add --help` has examples")
        }
        SelectionMistake::NoFilter { number, count } => {
            explained(format!("there is no filter {number}"), format!("`aosbox filter list` shows them: 1 to {count}"))
        }
        SelectionMistake::NothingToChange => {
            explained("nothing of the filter is to be changed", "`aosbox filter edit --help` has examples")
        }
        SelectionMistake::RegexAlone => explained(
            "--regex says how --only or --exclude is meant, and neither is there",
            "`aosbox filter add --help` has examples",
        ),
        SelectionMistake::NoExclusion(path) => explained(
            format!("{} is not excluded automatically", paths::local(path)),
            "`aosbox filter auto-exclude list` shows what is",
        ),
        SelectionMistake::Value { option, value, allowed } => {
            plain(format!("{option} is \"{}\", but must be {}", safe(value), settings::allowed(allowed)))
        }
        SelectionMistake::Regex { option, value, message } => explained(
            format!("{option} is \"{}\", but must be a regular expression: {}", safe(value), settings::reason(message)),
            "without --regex it is a list of wildcards: \"*.tmp;*.bak\"",
        ),
        SelectionMistake::NotThere(path) => explained(
            format!("there is no {}", paths::local(path)),
            "see that it is typed right, and that its drive is connected",
        ),
        SelectionMistake::NotText(path) => explained(
            format!("the settings cannot hold {}: its name is no text", paths::local(path)),
            "select the folder that it lies in",
        ),
    }
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}
