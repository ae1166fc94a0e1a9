//! `aosbox versions`: every version of a path, newest first.

use serde_json::{Map, Value, json};

use crate::{
    catalog::VersionInfo,
    cli::{
        arguments,
        mistakes::{Failure, Mistake, Outcome},
        program::Program,
        steps::{entries, progress::Progress, session::Session},
        terminal::{
            output::{Stream, Tint},
            table,
        },
        text::{dates, paths},
        words::{self, Message, Table, VersionState, figures},
    },
    model::Kind,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Versions) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    drop(progress);
    let path = view.path(program, &arguments.path)?;
    let is_folder = view.catalog.folder(&view.device, &path)?.is_some();
    let versions = match path.split() {
        Some((above, name)) => match view.catalog.folder(&view.device, &above)? {
            Some(above) => view.catalog.versions(above, name)?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    // The folder above everything has no versions of its own, and is there all the same.
    if versions.is_empty() && !is_folder {
        return Err(Mistake::NotInBackup(Box::new(view.not_found(&path)?)).into());
    }
    let printer = &program.printer;
    let system = &view.device.system;
    if printer.is_json() {
        let runs = view.catalog.runs(view.device.number)?;
        let entries: Vec<Value> = numbered(&versions)
            .map(|(number, version)| {
                let mut entry = Map::new();
                entry.insert("version".to_owned(), number.into());
                entries::describe(&mut entry, version);
                entry.insert("state".to_owned(), state_name(state(version)).into());
                let until = version.until.and_then(|until| runs.iter().find(|run| run.number == until));
                entry.insert("until".to_owned(), until.map_or(Value::Null, |run| dates::json(run.finished)));
                Value::Object(entry)
            })
            .collect();
        let mut fields = Map::new();
        paths::put(&mut fields, &path, system);
        fields.insert("device".to_owned(), view.device.id.to_string().into());
        fields.insert("device_name".to_owned(), view.device.name.clone().into());
        fields.insert("versions".to_owned(), json!(entries));
        printer.document("versions", Value::Object(fields))?;
        return Ok(Outcome::Done);
    }
    let shown = paths::shown(&path, system);
    let title = words::say(&Message::VersionsOf { path: &shown, count: versions.len() });
    printer.line(&printer.tint(Stream::Out, Tint::Bold, &title))?;
    let now = program.now();
    let rows: Vec<Vec<String>> = numbered(&versions)
        .map(|(number, version)| {
            vec![
                number.to_string(),
                dates::shown(version.backed_up, &now),
                dates::shown(version.modified.seconds, &now),
                if version.kind == Kind::File { figures::bytes(version.size) } else { String::new() },
                words::say(&Message::State(state(version))),
            ]
        })
        .collect();
    if !rows.is_empty() {
        table::print(printer, Table::Versions, &rows, &[0, 3])?;
    }
    if is_folder && !printer.is_quiet() {
        printer.hint(&words::say(&Message::FolderVersionsHint { path: &paths::for_shell(&shown) }));
    }
    Ok(Outcome::Done)
}

/// Versions with their numbers, 1 being the oldest.
fn numbered(versions: &[VersionInfo]) -> impl Iterator<Item = (usize, &VersionInfo)> {
    versions.iter().enumerate().map(|(place, version)| (versions.len() - place, version))
}

fn state(version: &VersionInfo) -> VersionState {
    match (version.until, version.deleted) {
        (None, _) => VersionState::Current,
        (Some(_), true) => VersionState::Deleted,
        (Some(_), false) => VersionState::Replaced,
    }
}

fn state_name(state: VersionState) -> &'static str {
    match state {
        VersionState::Current => "current",
        VersionState::Replaced => "replaced",
        VersionState::Deleted => "deleted",
    }
}
