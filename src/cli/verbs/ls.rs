//! `aosbox ls`: what is in the backup.

use serde_json::{Map, Value, json};

use crate::{
    catalog::{VersionInfo, query::VersionChoice},
    cli::{
        arguments,
        mistakes::{Failure, Mistake, Outcome},
        program::Program,
        steps::{
            entries::describe,
            progress::Progress,
            session::{Session, View},
        },
        terminal::{
            output::{Stream, Tint},
            table,
        },
        text::{dates, paths},
        words::{self, Message, Table, figures},
    },
    model::{Apath, Kind},
};

/// An entry to show.
struct Row {
    /// Its full path.
    path: Apath,
    /// What is shown of it.
    name: String,
    /// The version that is meant.
    version: VersionInfo,
    /// Whether it is no longer there.
    gone: bool,
}

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Ls) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    drop(progress);
    let as_of = arguments.as_of.as_deref().map(|text| view.run_at(program, text)).transpose()?;
    let choice = VersionChoice { as_of, deleted: arguments.deleted, ..VersionChoice::default() };
    let rows = match &arguments.path {
        None => top(&view, &choice)?,
        Some(path) => below(&view, &view.path(program, path)?, &choice)?,
    };
    let printer = &program.printer;
    let now = program.now();
    if printer.is_json() {
        let entries: Vec<Value> = rows.iter().map(|row| document(row, &view)).collect();
        let fields =
            json!({ "device": view.device.id.to_string(), "device_name": view.device.name, "entries": entries });
        printer.document("ls", fields)?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        printer.note(&Message::EmptyFolder);
    }
    let name = |row: &Row| {
        let name = match row.version.kind {
            Kind::Folder => printer.tint(Stream::Out, Tint::Bold, &row.name),
            Kind::File | Kind::Symlink => row.name.clone(),
        };
        match row.gone {
            true => format!("{name} {}", printer.tint(Stream::Out, Tint::Red, &words::say(&Message::DeletedMark))),
            false => name,
        }
    };
    if !arguments.long {
        for row in &rows {
            printer.line(&name(row))?;
        }
        return Ok(Outcome::Done);
    }
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            vec![
                mode(&row.version),
                if row.version.kind == Kind::File { figures::bytes(row.version.size) } else { String::new() },
                dates::shown(row.version.modified.seconds, &now),
                dates::shown(row.version.backed_up, &now),
                name(row),
            ]
        })
        .collect();
    if !cells.is_empty() {
        table::print(printer, Table::Listing, &cells, &[1])?;
    }
    Ok(Outcome::Done)
}

/// The topmost folders of the backup: the first level that is more than a single folder on the way to what was selected.
fn top(view: &View, choice: &VersionChoice) -> Result<Vec<Row>, Failure> {
    let mut path = Apath::ROOT;
    let mut folder = view.device.root;
    loop {
        let rows = rows(view, folder, &path, choice, true)?;
        let [row] = rows.as_slice() else {
            return Ok(rows);
        };
        let below = match row.version.kind {
            Kind::Folder => view.catalog.folder(&view.device, &row.path)?,
            _ => None,
        };
        let Some(below) = below else { return Ok(rows) };
        let next = row.path.clone();
        if self::rows(view, below, &next, choice, true)?.is_empty() {
            return Ok(rows);
        }
        (folder, path) = (below, next);
    }
}

/// A folder's entries, or a file itself.
fn below(view: &View, path: &Apath, choice: &VersionChoice) -> Result<Vec<Row>, Failure> {
    let Some((above, name)) = path.split() else {
        return rows(view, view.device.root, path, choice, false);
    };
    let version = match view.catalog.folder(&view.device, &above)? {
        Some(above) => view.catalog.versions(above, name)?.into_iter().find(|version| choice.accepts(version)),
        None => None,
    };
    let Some(version) = version else {
        return Err(Mistake::NotInBackup(Box::new(view.not_found(path)?)).into());
    };
    if version.kind == Kind::Folder
        && let Some(folder) = view.catalog.folder(&view.device, path)?
    {
        return rows(view, folder, path, choice, false);
    }
    Ok(vec![row(view, path.clone(), version, choice, true)])
}

fn rows(view: &View, folder: i64, path: &Apath, choice: &VersionChoice, full: bool) -> Result<Vec<Row>, Failure> {
    let entries = view.catalog.entries(folder, choice)?;
    let there = entries.into_iter().filter_map(|entry| Some((entry.name, entry.version?)));
    Ok(there.map(|(name, version)| row(view, path.join(&name), version, choice, full)).collect())
}

fn row(view: &View, path: Apath, version: VersionInfo, choice: &VersionChoice, full: bool) -> Row {
    let system = &view.device.system;
    let mut name = if full { paths::shown(&path, system) } else { paths::safe(path.name().unwrap_or_default()) };
    if version.kind == Kind::Folder && !name.ends_with(paths::separator(system)) {
        name.push(paths::separator(system));
    }
    let gone = match (version.until, choice.as_of) {
        (None, _) => false,
        (Some(until), Some(run)) => until <= run,
        (Some(_), None) => true,
    };
    Row { path, name, version, gone }
}

fn document(row: &Row, view: &View) -> Value {
    let mut entry = Map::new();
    paths::put(&mut entry, &row.path, &view.device.system);
    describe(&mut entry, &row.version);
    entry.insert("deleted".to_owned(), row.gone.into());
    Value::Object(entry)
}

/// `drwxr-xr-x` where there are permissions, else only the kind.
fn mode(version: &VersionInfo) -> String {
    let kind = match version.kind {
        Kind::File => '-',
        Kind::Folder => 'd',
        Kind::Symlink => 'l',
    };
    let Some(mode) = version.metadata().mode else {
        return kind.to_string();
    };
    let mut text = String::from(kind);
    for (place, letter) in "rwxrwxrwx".chars().enumerate() {
        text.push(if mode & (0o400 >> place) != 0 { letter } else { '-' });
    }
    text
}
