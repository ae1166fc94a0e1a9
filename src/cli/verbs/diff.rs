//! `aosbox diff`: what changed between two runs, or between the backup and the disk.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::{
    catalog::{
        RunInfo,
        difference::{Difference, Side},
        query::VersionChoice,
    },
    cli::{
        arguments,
        mistakes::{Failure, FindingMistake, Mistake, Outcome},
        program::Program,
        steps::{
            entries,
            progress::Progress,
            selected,
            session::{Session, View},
        },
        terminal::{
            output::{Stream, Tint},
            table,
        },
        text::{dates, paths},
        words::{Finding, Table, figures},
    },
    detect::disk::{self, Comparison, Terms},
    model::{Apath, Kind},
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Diff) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    drop(progress);
    let runs = view.catalog.runs(view.device.number)?;
    let what = arguments.what.to_str();
    let before = match what {
        // With a time of its own, it is a path.
        Some(text) if arguments.as_of.is_none() => named(program, &view, &runs, text)?,
        _ => None,
    };
    match (before, &arguments.with) {
        (Some(before), None) => {
            let last = runs.iter().rfind(|run| run.finished > 0).unwrap_or(before);
            between(program, arguments, &view, before, last)
        }
        (Some(before), Some(with)) => {
            let Some(after) = named(program, &view, &runs, with)? else {
                return Err(FindingMistake::NotARun { text: with.clone() }.into());
            };
            between(program, arguments, &view, before, after)
        }
        (None, Some(_)) => Err(FindingMistake::NotARun { text: arguments.what.to_string_lossy().into_owned() }.into()),
        (None, None) => with_disk(program, arguments, &view),
    }
}

/// The run that a text names by its number or a time; `None` if it is neither.
fn named<'r>(program: &Program, view: &View, runs: &'r [RunInfo], text: &str) -> Result<Option<&'r RunInfo>, Failure> {
    if let Ok(number) = text.parse::<u64>() {
        let found = runs.iter().rfind(|run| run.sequence == number && run.finished > 0);
        let known = runs.first().zip(runs.last()).map(|(first, last)| (first.sequence, last.sequence));
        return found.map(Some).ok_or_else(|| FindingMistake::NoRun { number, known }.into());
    }
    if dates::moment(text, &program.now()).is_err() {
        return Ok(None);
    }
    let number = view.run_at(program, text)?;
    Ok(runs.iter().find(|run| run.number == number))
}

fn between(
    program: &Program,
    arguments: &arguments::Diff,
    view: &View,
    before: &RunInfo,
    after: &RunInfo,
) -> Result<Outcome, Failure> {
    let under = arguments.under.as_deref().map(|path| view.path(program, path)).transpose()?.unwrap_or(Apath::ROOT);
    let is_file = match under.split() {
        Some((above, name)) => match view.catalog.folder(&view.device, &above)? {
            Some(above) => !view.catalog.versions(above, name)?.is_empty(),
            None => false,
        },
        None => true,
    };
    if !is_file && view.catalog.folder(&view.device, &under)?.is_none() {
        return Err(Mistake::NotInBackup(Box::new(view.not_found(&under)?)).into());
    }
    let differences = view.catalog.differences(&view.device, before.number, after.number, &under)?;
    let sides = json!({ "before": before.sequence, "after": after.sequence });
    say(program, view, &differences, sides, &[])?;
    Ok(Outcome::Done)
}

fn with_disk(program: &Program, arguments: &arguments::Diff, view: &View) -> Result<Outcome, Failure> {
    if !view.own {
        return Err(FindingMistake::OtherDisk.into());
    }
    let path = view.path(program, Path::new(&arguments.what))?;
    let as_of = arguments.as_of.as_deref().map(|text| view.run_at(program, text)).transpose()?;
    let choice = VersionChoice { as_of, ..VersionChoice::default() };
    let selection = selected::selection(program, Vec::new())?;
    let terms = Terms {
        choice: &choice,
        follow: selection.follow(),
        skip: &|path| selection.is_own(path),
        cancel: &program.cancel,
    };
    let comparison = disk::compare(&view.catalog, &view.device, &path, &terms)?;
    if comparison.nothing {
        return Err(Mistake::NotInBackup(Box::new(view.not_found(&path)?)).into());
    }
    let Comparison { differences, unreadable, cancelled, .. } = comparison;
    for (path, error) in &unreadable {
        program.printer.warning(&Finding::Unreadable { path: &paths::local(path), error }.into());
    }
    let mut sides = Map::new();
    paths::put(&mut sides, &path, &view.device.system);
    let unreadable: Vec<String> = unreadable.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    say(program, view, &differences, Value::Object(sides), &unreadable)?;
    Ok(match (cancelled, unreadable.is_empty()) {
        (true, _) => Outcome::Cancelled,
        (false, false) => Outcome::Incomplete,
        (false, true) => Outcome::Done,
    })
}

/// What became of a path: its name in JSON, its sign and how that stands out.
fn became(difference: &Difference) -> (&'static str, &'static str, Tint) {
    match (difference.before, difference.after) {
        (None, _) => ("new", "+", Tint::Green),
        (Some(_), None) => ("gone", "-", Tint::Red),
        (Some(_), Some(_)) => ("changed", "~", Tint::Magenta),
    }
}

fn say(
    program: &Program,
    view: &View,
    differences: &[Difference],
    sides: Value,
    unreadable: &[String],
) -> Result<(), Failure> {
    let printer = &program.printer;
    let count = |name: &str| differences.iter().filter(|difference| became(difference).0 == name).count() as u64;
    let (new, changed, gone) = (count("new"), count("changed"), count("gone"));
    if printer.is_json() {
        let listed: Vec<Value> = differences.iter().map(|difference| document(difference, view)).collect();
        let mut fields = json!({
            "device": view.device.id.to_string(),
            "device_name": view.device.name,
            "count": { "new": new, "changed": changed, "gone": gone },
            "differences": listed,
            "unreadable": unreadable,
        });
        if let (Value::Object(fields), Value::Object(sides)) = (&mut fields, sides) {
            fields.extend(sides);
        }
        return printer.document("diff", fields);
    }
    let size = |side: Option<Side>| match side {
        Some(side) if side.kind == Kind::File => figures::bytes(side.size),
        _ => String::new(),
    };
    let rows: Vec<Vec<String>> = differences
        .iter()
        .map(|difference| {
            let (_, sign, tint) = became(difference);
            let mut path = paths::shown(&difference.path, &view.device.system);
            if difference.after.or(difference.before).is_some_and(|side| side.kind == Kind::Folder) {
                path.push(paths::separator(&view.device.system));
            }
            vec![printer.tint(Stream::Out, tint, sign), size(difference.before), size(difference.after), path]
        })
        .collect();
    if rows.is_empty() {
        printer.note(&Finding::NoDifference.into());
        return Ok(());
    }
    table::print(printer, Table::Differences, &rows, &[1, 2])?;
    let bytes = differences.iter().filter_map(|difference| Some(difference.after?.size)).sum();
    printer.note(&Finding::Differences { new, changed, gone, bytes }.into());
    Ok(())
}

fn document(difference: &Difference, view: &View) -> Value {
    let side = |side: Option<Side>| {
        side.map_or(Value::Null, |side| {
            json!({
                "kind": entries::kind_name(side.kind),
                "size": side.size,
                "modified": dates::json(side.modified.seconds),
            })
        })
    };
    let mut entry = Map::new();
    paths::put(&mut entry, &difference.path, &view.device.system);
    entry.insert("change".to_owned(), became(difference).0.into());
    entry.insert("before".to_owned(), side(difference.before));
    entry.insert("after".to_owned(), side(difference.after));
    Value::Object(entry)
}
