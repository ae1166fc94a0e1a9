//! `aosbox dual show`: what the copy is and holds, with the drive there or not.

use serde_json::{Map, Value, json};

use crate::{
    cli::{
        mistakes::{DualMistake, Failure, Outcome},
        program::Program,
        steps::copy::{amount, profile, state},
        text::{dates, paths},
        words::{self, Dualling, Shown},
    },
    dual::{LeftOut, State, Trouble},
    platform,
};

/// Runs the command.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let state = state(program, &profile(program)?)?.ok_or(DualMistake::NotEnabled)?;
    let printer = &program.printer;
    if printer.is_json() {
        printer.document("dual show", document(&state))?;
        return Ok(Outcome::Done);
    }
    let copied = state.copied.map(|copied| dates::shown(copied, &program.now()));
    let named = |file: &LeftOut| (paths::shown(&file.path, platform::SYSTEM), file.reason);
    let files: Vec<_> = state.files.iter().filter(|_| program.settings.verbose > 0).map(named).collect();
    let shown = Shown { state: &state, copied: copied.as_deref(), files: &files };
    printer.line(&words::say(&Dualling::Shown(&shown).into()))?;
    Ok(Outcome::Done)
}

/// The state for programs.
pub fn document(state: &State) -> Value {
    let reasons: Vec<Value> = (state.left_out.iter())
        .map(|(reason, of)| json!({ "reason": reason.id(), "files": of.files, "bytes": of.bytes }))
        .collect();
    let file = |file: &LeftOut| {
        let mut object = Map::new();
        paths::put(&mut object, &file.path, platform::SYSTEM);
        object.insert("size".to_owned(), file.size.into());
        object.insert("reason".to_owned(), file.reason.id().into());
        object.insert("detail".to_owned(), file.detail.clone().into());
        Value::Object(object)
    };
    json!({
        "path": state.path.to_string_lossy(),
        "folder": state.folder.as_ref().map(|folder| folder.to_string_lossy()),
        "present": state.folder.is_some(),
        "trouble": state.trouble.as_ref().map(Trouble::id),
        "free": state.free,
        "file_system": state.system,
        "limit": state.limit,
        "current": amount(state.current),
        "gone": amount(state.gone),
        "copied": state.copied.map(dates::json),
        "behind": amount(state.behind),
        "before": amount(state.before),
        "left_out": reasons,
        "left_out_files": state.files.iter().map(file).collect::<Value>(),
    })
}
