//! `aosbox filter`: what is left out of what is selected.

use serde_json::{Value, json};

use super::{
    Program,
    arguments::{self, FilterAction, FilterEdit, FilterPart, FilterParts},
    exclude,
    exit::{Failure, Outcome, SelectionMistake},
    explain, paths,
    rules::{document, rule},
    table,
    words::{self, Selecting, Table},
};
use crate::config::{
    Allowed, date,
    edit::{Change, Changed, EditError, FilterDraft},
    selection, size,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Filter) -> Result<Outcome, Failure> {
    match &arguments.action {
        FilterAction::List => list(program),
        FilterAction::Add(add) => self::add(program, &add.parts),
        FilterAction::Edit(edit) => self::edit(program, edit),
        FilterAction::Remove(remove) => self::remove(program, remove.number),
        FilterAction::Test(test) => explain::run(program, &test.paths),
        FilterAction::AutoExclude(arguments) => exclude::run(program, &arguments.action),
    }
}

fn list(program: &Program) -> Result<Outcome, Failure> {
    let filters = &program.settings.config.selection.filters;
    let printer = &program.printer;
    if printer.is_json() {
        let filters: Vec<Value> =
            filters.iter().enumerate().map(|(place, filter)| document(program, place + 1, filter)).collect();
        printer.document("filter list", json!({ "filters": filters }))?;
        return Ok(Outcome::Done);
    }
    if filters.is_empty() {
        printer.note(&Selecting::NoFilters.into());
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
                rule(program, filter),
                paths::safe(filter.note.as_deref().unwrap_or_default().as_bytes()),
            ]
        })
        .collect();
    table::print(printer, Table::Filters, &rows, &[0])?;
    Ok(Outcome::Done)
}

fn add(program: &Program, parts: &FilterParts) -> Result<Outcome, Failure> {
    let draft = draft(program, parts, parts.regex)?;
    if parts.regex && parts.only.is_none() && parts.exclude.is_none() {
        return Err(SelectionMistake::RegexAlone.into());
    }
    let changed = change(program, Change::AddFilter(draft))?;
    let number = changed.config.selection.filters.len();
    let Some(filter) = changed.config.selection.filters.last() else { return Ok(Outcome::Done) };
    program.printer.summary(&Selecting::FilterAdded { number, rule: &rule(program, filter) }.into())?;
    program.printer.document("filter add", json!({ "filter": document(program, number, filter) }))?;
    Ok(Outcome::Done)
}

fn edit(program: &Program, edit: &FilterEdit) -> Result<Outcome, Failure> {
    let filters = &program.settings.config.selection.filters;
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
    let changed = change(program, Change::EditFilter(edit.number, draft))?;
    let filter = edit.number.checked_sub(1).and_then(|place| changed.config.selection.filters.get(place));
    let Some(filter) = filter else { return Ok(Outcome::Done) };
    program.printer.summary(&Selecting::FilterChanged { number: edit.number, rule: &rule(program, filter) }.into())?;
    program.printer.document("filter edit", json!({ "filter": document(program, edit.number, filter) }))?;
    Ok(Outcome::Done)
}

fn remove(program: &Program, number: usize) -> Result<Outcome, Failure> {
    let filters = &program.settings.config.selection.filters;
    let old = number.checked_sub(1).and_then(|place| filters.get(place)).cloned();
    change(program, Change::RemoveFilter(number))?;
    let Some(old) = old else { return Ok(Outcome::Done) };
    program.printer.summary(&Selecting::FilterRemoved { rule: &rule(program, &old) }.into())?;
    program.printer.document("filter remove", json!({ "filter": document(program, number, &old) }))?;
    Ok(Outcome::Done)
}

fn change(program: &Program, change: Change) -> Result<Changed, Failure> {
    program.settings.change(&[change]).map_err(|error| match error {
        EditError::NoFilter { number, count } => SelectionMistake::NoFilter { number, count }.into(),
        other => other.into(),
    })
}

/// The parts of a filter as they go into the settings. What is wrong is said of the option, before anything is written.
fn draft(program: &Program, parts: &FilterParts, regex: bool) -> Result<FilterDraft, Failure> {
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
