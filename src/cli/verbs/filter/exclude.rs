//! `aosbox filter auto-exclude`: caches and the like.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::{
    cli::{
        arguments::AutoExcludeAction,
        mistakes::{Failure, Outcome, SelectionMistake},
        program::Program,
        steps::reasons::kind,
        terminal::table,
        text::paths,
        words::{self, Selecting, Table},
    },
    config::edit::{Change, EditError},
    model::Note,
    selection::exclusion::{self, Exclusion},
};

/// Runs the command.
pub fn run(program: &Program, action: &AutoExcludeAction) -> Result<Outcome, Failure> {
    match action {
        AutoExcludeAction::List => list(program),
        AutoExcludeAction::Add(add) => self::add(program, &add.path, add.note.as_deref()),
        AutoExcludeAction::Remove(remove) => self::remove(program, &remove.path),
        AutoExcludeAction::On => switch(program, true),
        AutoExcludeAction::Off => switch(program, false),
    }
}

fn list(program: &Program) -> Result<Outcome, Failure> {
    let printer = &program.printer;
    let enabled = program.settings.config.selection.auto_exclude;
    let all = all(program);
    if printer.is_json() {
        let exclusions: Vec<Value> = all.iter().map(document).collect();
        let fields = json!({ "enabled": enabled, "exclusions": exclusions });
        printer.document("filter auto-exclude list", fields)?;
        return Ok(Outcome::Done);
    }
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|exclusion| {
            vec![
                words::say(&Selecting::ExclusionState { exclusion, enabled }.into()),
                paths::local(&exclusion.place),
                words::say(&Selecting::ExclusionNote(exclusion).into()),
            ]
        })
        .collect();
    table::print(printer, Table::Exclusions, &rows, &[])?;
    if !enabled {
        printer.note(&Selecting::AutoExcludeSwitched(false).into());
    }
    Ok(Outcome::Done)
}

fn add(program: &Program, typed: &Path, note: Option<&str>) -> Result<Outcome, Failure> {
    // What comes with the program is taken into use again; a note for it would have no place.
    let built_in = built_in(program, typed);
    let (path, change) = match &built_in {
        Some(exclusion) if exclusion.removed => {
            (exclusion.place.clone(), Some(Change::TakeExclusion(exclusion.place.clone())))
        }
        Some(exclusion) => (exclusion.place.clone(), None),
        None => {
            let path = program.settings.typed(typed);
            (path.clone(), Some(Change::AddExclusion(path, note.map(str::to_owned))))
        }
    };
    let made = match change {
        Some(change) => program.settings.change(&[change])?.made.first().copied().unwrap_or_default(),
        None => false,
    };
    let shown = paths::local(&path);
    program.printer.summary(&Selecting::ExclusionAdded { path: &shown, made }.into())?;
    program.printer.document("filter auto-exclude add", fields(&path, made))?;
    Ok(Outcome::Done)
}

fn remove(program: &Program, typed: &Path) -> Result<Outcome, Failure> {
    let (path, change) = match built_in(program, typed) {
        Some(exclusion) => (exclusion.place.clone(), Change::DropExclusion(exclusion.place)),
        None => {
            let path = program.settings.typed(typed);
            (path.clone(), Change::RemoveExclusion(path))
        }
    };
    let changed = program.settings.change(&[change]).map_err(|error| match error {
        EditError::NotThere(_) => SelectionMistake::NoExclusion(path.clone()).into(),
        other => Failure::from(other),
    })?;
    let made = changed.made.first().copied().unwrap_or_default();
    let shown = paths::local(&path);
    program.printer.summary(&Selecting::ExclusionRemoved { path: &shown, made }.into())?;
    program.printer.document("filter auto-exclude remove", fields(&path, made))?;
    Ok(Outcome::Done)
}

fn switch(program: &Program, enabled: bool) -> Result<Outcome, Failure> {
    program.settings.change(&[Change::AutoExclude(enabled)])?;
    program.printer.summary(&Selecting::AutoExcludeSwitched(enabled).into())?;
    let command = if enabled { "filter auto-exclude on" } else { "filter auto-exclude off" };
    program.printer.document(command, json!({ "enabled": enabled }))?;
    Ok(Outcome::Done)
}

fn all(program: &Program) -> Vec<Exclusion> {
    exclusion::all(&program.settings.config.selection, &program.settings.folders.home)
}

/// The exclusion that comes with the program and is meant: by its path, or as the list shows it.
fn built_in(program: &Program, typed: &Path) -> Option<Exclusion> {
    let path = program.settings.typed(typed);
    let is_meant = |exclusion: &Exclusion| exclusion.place == typed || exclusion.place == path;
    all(program).into_iter().find(|exclusion| exclusion.note != Note::Own && is_meant(exclusion))
}

fn fields(path: &Path, made: bool) -> Value {
    let mut object = Map::new();
    paths::put_bytes(&mut object, "path", path.as_os_str().as_encoded_bytes());
    object.insert("changed".to_owned(), made.into());
    Value::Object(object)
}

fn document(exclusion: &Exclusion) -> Value {
    let mut object = Map::new();
    paths::put_bytes(&mut object, "path", exclusion.place.as_os_str().as_encoded_bytes());
    object.insert("built_in".to_owned(), (exclusion.note != Note::Own).into());
    object.insert("kind".to_owned(), kind(exclusion.note).into());
    object.insert("note".to_owned(), exclusion.text.clone().into());
    object.insert("removed".to_owned(), exclusion.removed.into());
    Value::Object(object)
}
