//! Filters of the backup and of the dual copy: shown, added, changed, removed.

use serde_json::{Value, json};

use super::rules::{document, rule};
use crate::{
    cli::{
        arguments::{FilterEdit, FilterPart, FilterParts},
        mistakes::{Failure, Outcome, SelectionMistake},
        program::Program,
        terminal::table,
        text::paths,
        words::{self, Dualling, Selecting, Table},
    },
    config::{
        Allowed, Config, date,
        edit::{Change, Changed, EditError, FilterDraft, dual::DualChange},
        selection::{self, FilterConfig},
        size,
    },
};

/// Which filters are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those of the backup.
    Backup,
    /// Those of the dual copy.
    Dual,
}

impl Which {
    fn of(self, config: &Config) -> &[FilterConfig] {
        match self {
            Which::Backup => &config.selection.filters,
            Which::Dual => &config.dual.filters,
        }
    }

    fn add(self, draft: FilterDraft) -> Change {
        match self {
            Which::Backup => Change::AddFilter(draft),
            Which::Dual => Change::Dual(DualChange::AddFilter(draft)),
        }
    }

    fn edit(self, number: usize, draft: FilterDraft) -> Change {
        match self {
            Which::Backup => Change::EditFilter(number, draft),
            Which::Dual => Change::Dual(DualChange::EditFilter(number, draft)),
        }
    }

    fn remove(self, number: usize) -> Change {
        match self {
            Which::Backup => Change::RemoveFilter(number),
            Which::Dual => Change::Dual(DualChange::RemoveFilter(number)),
        }
    }

    /// A command's name in JSON.
    fn command(self, name: &str) -> String {
        match self {
            Which::Backup => format!("filter {name}"),
            Which::Dual => format!("dual filter {name}"),
        }
    }
}

/// Shows filters.
pub fn list(program: &Program, which: Which) -> Result<Outcome, Failure> {
    let filters = which.of(&program.settings.config);
    let printer = &program.printer;
    if printer.is_json() {
        let filters: Vec<Value> =
            filters.iter().enumerate().map(|(place, filter)| document(program, place + 1, filter)).collect();
        printer.document(&which.command("list"), json!({ "filters": filters }))?;
        return Ok(Outcome::Done);
    }
    if filters.is_empty() {
        printer.note(&match which {
            Which::Backup => Selecting::NoFilters.into(),
            Which::Dual => Dualling::NoFilters.into(),
        });
        return Ok(Outcome::Done);
    }
    let rows: Vec<Vec<String>> = filters
        .iter()
        .enumerate()
        .map(|(place, filter)| {
            let path = filter.path.as_deref().map(paths::local);
            vec![
                (place + 1).to_string(),
                words::say(&Selecting::FilterPlace(path.as_deref()).into()),
                rule(&program.settings, filter),
                paths::safe(filter.note.as_deref().unwrap_or_default().as_bytes()),
            ]
        })
        .collect();
    table::print(printer, Table::Filters, &rows, &[0])?;
    Ok(Outcome::Done)
}

/// Adds a filter.
pub fn add(program: &Program, which: Which, parts: &FilterParts) -> Result<Outcome, Failure> {
    let draft = draft(program, parts, parts.regex)?;
    if parts.regex && parts.only.is_none() && parts.exclude.is_none() {
        return Err(SelectionMistake::RegexAlone.into());
    }
    let changed = change(program, which.add(draft))?;
    let filters = which.of(&changed.config);
    let number = filters.len();
    let Some(filter) = filters.last() else { return Ok(Outcome::Done) };
    program.printer.summary(&Selecting::FilterAdded { number, rule: &rule(&program.settings, filter) }.into())?;
    program.printer.document(&which.command("add"), json!({ "filter": document(program, number, filter) }))?;
    Ok(Outcome::Done)
}

/// Changes parts of a filter.
pub fn edit(program: &Program, which: Which, edit: &FilterEdit) -> Result<Outcome, Failure> {
    let filters = which.of(&program.settings.config);
    let old = edit.number.checked_sub(1).and_then(|place| filters.get(place));
    let old = old.ok_or(SelectionMistake::NoFilter { number: edit.number, count: filters.len() })?;
    let parts = &edit.parts;
    let clear = edit.clear.iter().flat_map(|part| match part {
        FilterPart::Path => &["path"] as &[&'static str],
        FilterPart::Expression => &["only", "exclude", "regex"],
        FilterPart::Regex => &["regex"],
        FilterPart::LargerThan => &["larger_than"],
        FilterPart::OlderThan => &["older_than"],
        FilterPart::Note => &["note"],
    });
    let clear: Vec<&'static str> = clear.copied().collect();
    // A new expression is meant as it is given now, whatever the old one was.
    let is_new = parts.only.is_some() || parts.exclude.is_some();
    let stays_regex = old.regex && !is_new && !clear.contains(&"regex");
    let mut draft = draft(program, parts, parts.regex || stays_regex)?;
    if is_new && old.regex && !parts.regex {
        draft.clear.push("regex");
    }
    draft.clear.extend(clear);
    if draft == FilterDraft::default() {
        return Err(SelectionMistake::NothingToChange.into());
    }
    let changed = change(program, which.edit(edit.number, draft))?;
    let filter = edit.number.checked_sub(1).and_then(|place| which.of(&changed.config).get(place));
    let Some(filter) = filter else { return Ok(Outcome::Done) };
    program
        .printer
        .summary(&Selecting::FilterChanged { number: edit.number, rule: &rule(&program.settings, filter) }.into())?;
    program.printer.document(&which.command("edit"), json!({ "filter": document(program, edit.number, filter) }))?;
    Ok(Outcome::Done)
}

/// Removes a filter.
pub fn remove(program: &Program, which: Which, number: usize) -> Result<Outcome, Failure> {
    let filters = which.of(&program.settings.config);
    let old = number.checked_sub(1).and_then(|place| filters.get(place)).cloned();
    change(program, which.remove(number))?;
    let Some(old) = old else { return Ok(Outcome::Done) };
    program.printer.summary(&Selecting::FilterRemoved { rule: &rule(&program.settings, &old) }.into())?;
    program.printer.document(&which.command("remove"), json!({ "filter": document(program, number, &old) }))?;
    Ok(Outcome::Done)
}

pub fn change(program: &Program, change: Change) -> Result<Changed, Failure> {
    program.settings.change(&[change]).map_err(|error| match error {
        EditError::NoFilter { number, count } => SelectionMistake::NoFilter { number, count }.into(),
        other => other.into(),
    })
}

/// The parts of a filter as they go into the settings. What is wrong is said of the option, before anything is written.
pub fn draft(program: &Program, parts: &FilterParts, regex: bool) -> Result<FilterDraft, Failure> {
    let wrong = |option, value: &str, allowed| SelectionMistake::Value { option, value: value.to_owned(), allowed };
    for (option, text) in [("--only", &parts.only), ("--exclude", &parts.exclude)] {
        let Some(text) = text else { continue };
        match selection::check_expression(text, regex) {
            Ok(()) => {}
            Err(None) => return Err(wrong(option, text, Allowed::Wildcards).into()),
            Err(Some(message)) => return Err(SelectionMistake::Regex { option, value: text.clone(), message }.into()),
        }
    }
    if let Some(text) = parts.larger_than.as_ref().filter(|text| size::parse(text).is_none()) {
        return Err(wrong("--larger-than", text, Allowed::Size).into());
    }
    if let Some(text) = parts.older_than.as_ref().filter(|text| date::parse(text, &program.settings.zone).is_none()) {
        return Err(wrong("--older-than", text, Allowed::Date).into());
    }
    if parts.path.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
        return Err(wrong("--path", "", Allowed::Path).into());
    }
    Ok(FilterDraft {
        path: parts.path.as_ref().map(|path| program.settings.typed(path)),
        only: parts.only.clone(),
        exclude: parts.exclude.clone(),
        regex: parts.regex.then_some(true),
        larger_than: parts.larger_than.clone(),
        older_than: parts.older_than.clone(),
        note: parts.note.clone(),
        clear: Vec::new(),
    })
}
