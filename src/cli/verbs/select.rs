//! `aosbox select`: what is backed up.

mod estimate;
mod tree;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    cli::{
        arguments::{self, SelectAction, SelectItems},
        mistakes::{Failure, Outcome, SelectionMistake},
        program::Program,
        terminal::{
            output::{Stream, Tint},
            prompt, table,
        },
        text::{meant, paths},
        words::{self, Selecting, Table},
    },
    config::{
        edit::{Change, EditError},
        selection::SelectionConfig,
    },
    model::Category,
    selection::{
        self,
        category::{Belongings, Take},
        places::{self, Looked},
    },
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Select) -> Result<Outcome, Failure> {
    match &arguments.action {
        None if prompt::can_ask(&program.printer) => choose(program),
        None | Some(SelectAction::List) => list(program),
        Some(SelectAction::Show(show)) => self::show(program, &show.category),
        Some(SelectAction::Add(items)) => add(program, items),
        Some(SelectAction::Remove(items)) => remove(program, items),
        Some(SelectAction::Tree(arguments)) => tree::run(program, arguments),
        Some(SelectAction::Estimate) => estimate::run(program),
    }
}

/// Lets the user choose of the categories.
fn choose(program: &Program) -> Result<Outcome, Failure> {
    let selected = &program.settings.config.selection.categories;
    let sizes = estimate::of_categories(program)?;
    let choices: Vec<prompt::Choice> = Category::ALL
        .into_iter()
        .map(|category| prompt::Choice {
            text: words::say(&Selecting::CategoryChoice { category, size: sizes.get(&category).copied() }.into()),
            chosen: selected.contains(&category),
        })
        .collect();
    let Some(chosen) = prompt::checklist(&Selecting::AskCategories.into(), &choices)? else {
        program.printer.note(&Selecting::SelectionKept.into());
        return Ok(Outcome::Cancelled);
    };
    let changes: Vec<Change> = Category::ALL
        .into_iter()
        .zip(chosen)
        .filter_map(|(category, chosen)| match (selected.contains(&category), chosen) {
            (false, true) => Some(Change::AddCategory(category)),
            (true, false) => Some(Change::RemoveCategory(category)),
            _ => None,
        })
        .collect();
    let changed = program.settings.change(&changes).map_err(|error| failure(error, &changes, program))?;
    say_selection(program, &changed.config.selection)?;
    Ok(Outcome::Done)
}

fn list(program: &Program) -> Result<Outcome, Failure> {
    let config = &program.settings.config.selection;
    let printer = &program.printer;
    let known = program.settings.known_folders();
    let rows: Vec<(Category, Vec<Looked>)> =
        Category::ALL.into_iter().map(|category| (category, places::places(category, config, &known))).collect();
    if printer.is_json() {
        let categories: Vec<Value> = rows
            .iter()
            .map(|(category, looked)| {
                let mut document = named(*category, config);
                put(&mut document, "places", looked.iter().map(place).collect());
                document
            })
            .collect();
        let picks: Vec<Value> = config
            .paths
            .iter()
            .map(|path| {
                let mut object = serde_json::Map::new();
                paths::put_bytes(&mut object, "path", path.as_os_str().as_encoded_bytes());
                object.insert("there".to_owned(), path.symlink_metadata().is_ok().into());
                Value::Object(object)
            })
            .collect();
        printer.document("select list", json!({ "categories": categories, "paths": picks }))?;
        return Ok(Outcome::Done);
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(category, looked)| {
            let selected = config.categories.contains(category);
            let there: Vec<String> =
                looked.iter().filter(|looked| looked.there).map(|looked| paths::local(&looked.path)).collect();
            let more = there.len().saturating_sub(2);
            let shown = there.get(..2).unwrap_or(&there).join(", ");
            vec![
                words::say(&Selecting::SelectedMark(selected).into()),
                category.id().to_owned(),
                words::say(&Selecting::CategoryName(*category).into()),
                words::say(&Selecting::Places { shown: &shown, more }.into()),
            ]
        })
        .collect();
    table::print(printer, Table::Categories, &cells, &[])?;
    if !config.paths.is_empty() {
        let heading = words::say(&Selecting::PathsHeading.into());
        printer.line(&format!("\n{}", printer.tint(Stream::Out, Tint::Bold, &heading)))?;
        for path in &config.paths {
            let there = path.symlink_metadata().is_ok();
            printer.line(&words::say(&Selecting::Pick { path: &paths::local(path), there }.into()))?;
        }
    }
    if config.categories.is_empty() && config.paths.is_empty() {
        printer.note(&Selecting::NothingSelectedYet.into());
    }
    Ok(Outcome::Done)
}

fn show(program: &Program, name: &str) -> Result<Outcome, Failure> {
    let category = Category::named(name)
        .ok_or_else(|| SelectionMistake::NoCategory { name: name.to_owned(), nearest: Category::nearest(name) })?;
    let config = &program.settings.config.selection;
    let printer = &program.printer;
    let looked = places::places(category, config, &program.settings.known_folders());
    let groups = Belongings::of(category).groups;
    if printer.is_json() {
        let mut document = named(category, config);
        put(&mut document, "places", looked.iter().map(place).collect());
        let groups = groups
            .iter()
            .map(|group| json!({ "name": group.name, "extensions": group.extensions.split(' ').collect::<Vec<_>>() }));
        put(&mut document, "groups", groups.collect());
        printer.document("select show", document)?;
        return Ok(Outcome::Done);
    }
    let selected = config.categories.contains(&category);
    printer.line(&words::say(&Selecting::CategoryTitle { category, selected }.into()))?;
    printer.line(&format!("\n{}", words::say(&Selecting::PlacesHeading.into())))?;
    for looked in &looked {
        let line = words::say(&Selecting::Place { path: &paths::local(&looked.path), looked }.into());
        printer.line(&if looked.there { line } else { printer.tint(Stream::Out, Tint::Dim, &line) })?;
    }
    if !groups.is_empty() {
        printer.line(&format!("\n{}", words::say(&Selecting::ExtensionsHeading.into())))?;
    }
    for group in groups {
        printer.line(&words::say(&Selecting::Group(group).into()))?;
    }
    Ok(Outcome::Done)
}

fn add(program: &Program, items: &SelectItems) -> Result<Outcome, Failure> {
    let changes: Vec<Change> = items.items.iter().map(|item| wanted(program, item)).collect::<Result<_, _>>()?;
    let changed = program.settings.change(&changes).map_err(|error| failure(error, &changes, program))?;
    let (new, same): (Vec<_>, Vec<_>) = changes.iter().zip(&changed.made).partition(|(_, made)| **made);
    let names =
        |changes: &[(&Change, &bool)]| changes.iter().map(|(change, _)| named_change(change)).collect::<Vec<_>>();
    let (new, same) = (names(&new), names(&same));
    program.printer.summary(&Selecting::SelectionChanged { added: &new, removed: &[], same: &same }.into())?;
    let fields = json!({ "added": new, "unchanged": same, "selected": selected(&changed.config.selection) });
    program.printer.document("select add", fields)?;
    Ok(Outcome::Done)
}

fn remove(program: &Program, items: &SelectItems) -> Result<Outcome, Failure> {
    let changes: Vec<Change> = items.items.iter().map(|item| unwanted(program, item)).collect();
    let changed = program.settings.change(&changes).map_err(|error| failure(error, &changes, program))?;
    let gone: Vec<String> = changes.iter().map(named_change).collect();
    program.printer.summary(&Selecting::SelectionChanged { added: &[], removed: &gone, same: &[] }.into())?;
    let fields = json!({ "removed": gone, "selected": selected(&changed.config.selection) });
    program.printer.document("select remove", fields)?;
    Ok(Outcome::Done)
}

/// The category or the path that a word means. A path must be there; where a category has the same name, the category is meant.
fn wanted(program: &Program, item: &OsStr) -> Result<Change, Failure> {
    if let Some(category) = item.to_str().and_then(Category::named) {
        return Ok(Change::AddCategory(category));
    }
    let current = &program.settings.current;
    let typed = Path::new(item);
    let path = selection::absolute(typed, current).ok().filter(|path| path.symlink_metadata().is_ok());
    match path {
        Some(path) if !item.is_empty() => Ok(Change::AddPath(plain(&path))),
        _ => Err(SelectionMistake::NeitherCategoryNorPath {
            word: typed.to_owned(),
            category: item.to_str().and_then(Category::nearest),
            path: meant::path_nearby(&current.join(typed)),
        }
        .into()),
    }
}

/// The category or the path that a word means, which need not be there any more.
fn unwanted(program: &Program, item: &OsStr) -> Change {
    match item.to_str().and_then(Category::named) {
        Some(category) => Change::RemoveCategory(category),
        None => Change::RemovePath(program.settings.typed(Path::new(item))),
    }
}

/// A path without a slash at its end or steps to where it is already.
fn plain(path: &Path) -> PathBuf {
    path.components().collect()
}

/// What to say when settings could not be changed.
fn failure(error: EditError, changes: &[Change], program: &Program) -> Failure {
    match error {
        EditError::NotThere(place) => SelectionMistake::NotSelected {
            what: changes.get(place).map(named_change).unwrap_or_default(),
            selected: selected(&program.settings.config.selection),
        }
        .into(),
        other => other.into(),
    }
}

/// What a change is about, for people.
fn named_change(change: &Change) -> String {
    match change {
        Change::AddCategory(category) | Change::RemoveCategory(category) => category.id().to_owned(),
        Change::AddPath(path) | Change::RemovePath(path) => paths::local(path),
        _ => String::new(),
    }
}

/// All that is selected: categories by id, then paths.
fn selected(config: &SelectionConfig) -> Vec<String> {
    let categories = config.categories.iter().map(|category| category.id().to_owned());
    categories.chain(config.paths.iter().map(|path| paths::local(path))).collect()
}

fn say_selection(program: &Program, config: &SelectionConfig) -> Result<(), Failure> {
    let selected = selected(config);
    if selected.is_empty() {
        program.printer.note(&Selecting::NothingSelectedYet.into());
        return Ok(());
    }
    program.printer.summary(&Selecting::SelectionNow(&selected).into())
}

fn named(category: Category, config: &SelectionConfig) -> Value {
    json!({
        "category": category.id(),
        "name": category.english(),
        "name_ja": category.japanese(),
        "selected": config.categories.contains(&category),
    })
}

fn place(looked: &Looked) -> Value {
    let mut object = serde_json::Map::new();
    paths::put_bytes(&mut object, "path", looked.path.as_os_str().as_encoded_bytes());
    let extensions = |text: &'static str| text.split(' ').collect::<Vec<_>>();
    let (takes, listed) = match looked.take {
        Take::All => ("all", Vec::new()),
        Take::Except(text) => ("all_but", extensions(text)),
        Take::Listed => ("listed", Vec::new()),
        Take::Only(text) => ("only", extensions(text)),
    };
    object.insert("names".to_owned(), looked.names.clone().into());
    object.insert("takes".to_owned(), takes.into());
    object.insert("extensions".to_owned(), listed.into());
    object.insert("there".to_owned(), looked.there.into());
    Value::Object(object)
}

fn put(document: &mut Value, name: &str, values: Vec<Value>) {
    if let Some(fields) = document.as_object_mut() {
        fields.insert(name.to_owned(), values.into());
    }
}
