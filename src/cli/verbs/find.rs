//! `aosbox find`: files and folders of the backup by a part of their names.

use serde_json::{Map, Value, json};

use crate::{
    catalog::find::{Found, Hit, Query, State},
    cli::{
        arguments,
        mistakes::{Failure, Mistake, Outcome, SelectionMistake},
        program::Program,
        steps::{
            entries,
            progress::Progress,
            session::{Session, View},
        },
        terminal::{
            output::{Stream, Tint},
            table,
        },
        text::{dates, paths},
        words::{self, Finding, Table, figures},
    },
    config::{Allowed, size},
    model::{Apath, Category, Kind},
    selection::membership::Membership,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Find) -> Result<Outcome, Failure> {
    // What is wrong with the question is said before the store is asked.
    let category = arguments.category.as_deref().map(category).transpose()?;
    let size = (bytes("--larger", arguments.larger.as_deref())?, bytes("--smaller", arguments.smaller.as_deref())?);
    let range = arguments.modified.as_deref().map(|text| dates::range(text, &program.now())).transpose();
    let modified = range.map_err(|mistake| Failure::Date { option: "--modified", mistake })?;
    let session = Session::open(program)?;
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    drop(progress);
    let under = arguments.under.as_deref().map(|path| view.path(program, path)).transpose()?;
    if let Some(under) = &under
        && view.catalog.folder(&view.device, under)?.is_none()
    {
        return Err(Mistake::NotInBackup(Box::new(view.not_found(under)?)).into());
    }
    let membership = category.map(|category| membership(program, &view, category));
    let belongs = |path: &Apath, kind: Kind| membership.as_ref().is_none_or(|membership| membership.has(path, kind));
    let text = arguments.text.clone().unwrap_or_default();
    let query = Query {
        // Who sits at Windows writes paths with its separator.
        text: if view.device.system == "windows" { text.replace('\\', "/") } else { text },
        size,
        modified,
        deleted: arguments.deleted,
        under,
        belongs: membership.is_some().then_some(&belongs),
        limit: usize::try_from(arguments.limit).unwrap_or(usize::MAX),
    };
    let found = view.catalog.find(&view.device, &query)?;
    say(program, &view, &found)?;
    Ok(if found.count == 0 { Outcome::NotFound } else { Outcome::Done })
}

fn category(name: &str) -> Result<Category, Failure> {
    let nearest = || Category::nearest(name);
    Category::named(name)
        .ok_or_else(|| SelectionMistake::NoCategory { name: name.to_owned(), nearest: nearest() }.into())
}

fn bytes(option: &'static str, text: Option<&str>) -> Result<Option<u64>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let wrong = || SelectionMistake::Value { option, value: text.to_owned(), allowed: Allowed::Size };
    Ok(Some(size::parse(text).ok_or_else(wrong)?))
}

fn membership(program: &Program, view: &View, category: Category) -> Membership {
    let settings = &program.settings;
    match view.own {
        true => Membership::here(category, &settings.config.selection, &settings.known_folders()),
        false => Membership::elsewhere(category, &view.device.system),
    }
}

fn say(program: &Program, view: &View, found: &Found) -> Result<(), Failure> {
    let printer = &program.printer;
    if printer.is_json() {
        let hits: Vec<Value> = found.hits.iter().map(|hit| document(hit, view)).collect();
        return printer.document(
            "find",
            json!({
                "device": view.device.id.to_string(),
                "device_name": view.device.name,
                "count": found.count,
                "bytes": found.bytes,
                "hidden": found.hidden,
                "entries": hits,
            }),
        );
    }
    let now = program.now();
    let rows: Vec<Vec<String>> = found
        .hits
        .iter()
        .map(|hit| {
            let mut path = paths::shown(&hit.path, &view.device.system);
            if hit.kind == Kind::Folder && !path.ends_with(paths::separator(&view.device.system)) {
                path.push(paths::separator(&view.device.system));
            }
            let state = words::say(&Finding::State(hit.state).into());
            vec![
                if hit.kind == Kind::File { figures::bytes(hit.size) } else { String::new() },
                dates::shown(hit.modified.seconds, &now),
                if hit.state == State::Current { state } else { printer.tint(Stream::Out, Tint::Magenta, &state) },
                if hit.kind == Kind::Folder { printer.tint(Stream::Out, Tint::Bold, &path) } else { path },
            ]
        })
        .collect();
    if !rows.is_empty() {
        table::print(printer, Table::Found, &rows, &[0])?;
    }
    // How many is a remark: what is printed stays a list of paths.
    printer.note(&match found.count {
        0 => Finding::NothingFound.into(),
        count => Finding::Found { count, bytes: found.bytes, shown: found.hits.len() as u64 }.into(),
    });
    if found.hidden > 0 && !printer.is_quiet() {
        printer.hint(&words::say(&Finding::Hidden { count: found.hidden }.into()));
    }
    Ok(())
}

fn document(hit: &Hit, view: &View) -> Value {
    let mut entry = Map::new();
    paths::put(&mut entry, &hit.path, &view.device.system);
    let state = match hit.state {
        State::Current => "current",
        State::Deleted => "deleted",
        State::Old => "old",
    };
    entry.insert("kind".to_owned(), entries::kind_name(hit.kind).into());
    entry.insert("size".to_owned(), hit.size.into());
    entry.insert("modified".to_owned(), dates::json(hit.modified.seconds));
    entry.insert("backed_up".to_owned(), dates::json(hit.backed_up));
    entry.insert("state".to_owned(), state.into());
    Value::Object(entry)
}
