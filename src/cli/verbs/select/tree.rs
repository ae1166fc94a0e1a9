//! `aosbox select tree`: what below a folder is in, out or partly in.

use serde_json::{Map, Value, json};

use crate::{
    cli::{
        arguments::SelectTree,
        mistakes::{Failure, Outcome, SelectionMistake},
        program::Program,
        steps::selected,
        terminal::output::{Stream, Tint},
        text::paths,
        words::{self, Message, Selecting},
    },
    model::{Apath, Entry, Kind},
    platform::{self, Seen},
    selection::{Selection, explain::State},
};

/// A line of the tree.
struct Line {
    path: Apath,
    depth: u32,
    kind: Kind,
    state: State,
    /// Whether the folder could not be listed.
    closed: bool,
}

/// Runs the command.
pub fn run(program: &Program, arguments: &SelectTree) -> Result<Outcome, Failure> {
    let selection = selected::of_settings(program)?;
    let tops: Vec<Apath> = match &arguments.path {
        Some(path) => {
            let there = program.settings.typed(path);
            if there.symlink_metadata().is_err() {
                return Err(SelectionMistake::NotThere(there).into());
            }
            let apath = platform::apath(&there).ok_or_else(|| SelectionMistake::NotThere(there.clone()))?;
            vec![apath]
        }
        None => selection.roots().into_iter().map(|root| root.apath).collect(),
    };
    let mut lines = Vec::new();
    for top in &tops {
        let mut walk = Walk { selection: &selection, depth: arguments.depth, lines: &mut lines };
        walk.top(top);
    }
    let printer = &program.printer;
    if printer.is_json() {
        let entries: Vec<Value> = lines.iter().map(document).collect();
        printer.document("select tree", json!({ "entries": entries }))?;
        return Ok(Outcome::Done);
    }
    for line in &lines {
        printer.line(&shown(program, line))?;
    }
    if lines.is_empty() {
        printer.note(&Message::EmptyFolder);
    }
    Ok(Outcome::Done)
}

struct Walk<'a> {
    selection: &'a Selection,
    depth: u32,
    lines: &'a mut Vec<Line>,
}

impl Walk<'_> {
    /// A path that was asked for, and what lies below it.
    fn top(&mut self, path: &Apath) {
        let Some((above, name)) = path.split() else {
            self.lines.push(Line {
                path: path.clone(),
                depth: 0,
                kind: Kind::Folder,
                state: State::Partly,
                closed: false,
            });
            self.below(path, 1);
            return;
        };
        let stat = platform::path_of(path).and_then(|here| match platform::stat(&here) {
            Ok(Seen::Entry(stat)) => Some(stat),
            _ => None,
        });
        let Some(stat) = stat else { return };
        let entry = Entry { name: name.to_vec(), stat };
        let state = match self.selection.view(&above) {
            Ok(Some(view)) => self.selection.state(&view, &entry),
            _ => State::Out,
        };
        self.line(path.clone(), 0, &entry, state);
    }

    fn below(&mut self, folder: &Apath, depth: u32) {
        if depth > self.depth {
            return;
        }
        let Ok(view) = self.selection.view(folder) else { return };
        let entries = platform::path_of(folder).map(std::fs::read_dir);
        let Some(Ok(entries)) = entries else {
            if let Some(line) = self.lines.last_mut() {
                line.closed = true;
            }
            return;
        };
        let mut entries: Vec<Entry> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                match platform::stat_entry(&entry).ok()? {
                    Seen::Entry(stat) => Some(Entry { name: platform::name_bytes(&entry.file_name()), stat }),
                    Seen::Special => None,
                }
            })
            .collect();
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        for entry in entries {
            let state = view.as_ref().map_or(State::Out, |view| self.selection.state(view, &entry));
            self.line(folder.join(&entry.name), depth, &entry, state);
        }
    }

    /// A line, and those below it where there is something to tell.
    fn line(&mut self, path: Apath, depth: u32, entry: &Entry, state: State) {
        let kind = entry.stat.kind;
        self.lines.push(Line { path: path.clone(), depth, kind, state, closed: false });
        if kind == Kind::Folder && (state != State::Out || depth == 0) {
            self.below(&path, depth + 1);
        }
    }
}

fn shown(program: &Program, line: &Line) -> String {
    let mut name = match line.depth {
        0 => paths::shown(&line.path, platform::SYSTEM),
        _ => paths::safe(line.path.name().unwrap_or_default()),
    };
    let separator = paths::separator(platform::SYSTEM);
    if line.kind == Kind::Folder && !name.ends_with(separator) {
        name.push(separator);
    }
    let mark = words::say(&Selecting::TreeMark(line.state).into());
    let closed = if line.closed { words::say(&Selecting::FolderClosed.into()) } else { String::new() };
    let text = format!("{}{mark} {name}{closed}", "  ".repeat(line.depth as usize));
    match line.state {
        State::In => program.printer.tint(Stream::Out, Tint::Bold, &text),
        State::Partly | State::Out => text,
    }
}

fn document(line: &Line) -> Value {
    let mut object = Map::new();
    paths::put(&mut object, &line.path, platform::SYSTEM);
    let kind = match line.kind {
        Kind::File => "file",
        Kind::Folder => "folder",
        Kind::Symlink => "symlink",
    };
    let state = match line.state {
        State::In => "in",
        State::Out => "out",
        State::Partly => "partly",
    };
    object.insert("kind".to_owned(), kind.into());
    object.insert("state".to_owned(), state.into());
    object.insert("depth".to_owned(), line.depth.into());
    Value::Object(object)
}
