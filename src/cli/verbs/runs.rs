//! `aosbox runs`: the runs of a computer's backups.

use serde_json::{Value, json};

use crate::{
    catalog::RunInfo,
    cli::{
        arguments,
        mistakes::{Failure, Outcome},
        program::Program,
        steps::{progress::Progress, session::Session},
        terminal::table,
        text::dates,
        words::{self, Finding, RunState, Table, figures},
    },
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Runs) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    drop(progress);
    let mut runs = view.catalog.runs(view.device.number)?;
    runs.reverse();
    let count = runs.len();
    if let Some(limit) = arguments.limit {
        runs.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    let printer = &program.printer;
    if printer.is_json() {
        let listed: Vec<Value> = runs.iter().map(document).collect();
        printer.document(
            "runs",
            json!({
                "device": view.device.id.to_string(),
                "device_name": view.device.name,
                "count": count,
                "runs": listed,
            }),
        )?;
        return Ok(Outcome::Done);
    }
    let now = program.now();
    let rows: Vec<Vec<String>> = runs
        .iter()
        .map(|run| {
            let state = state(run);
            let known = |text: String| if state == RunState::Unreadable { String::new() } else { text };
            vec![
                run.sequence.to_string(),
                known(dates::shown(run.started, &now)),
                known(dates::shown(run.finished, &now)),
                known(figures::number(run.new)),
                known(figures::number(run.changed)),
                known(figures::number(run.gone)),
                known(figures::number(run.failed)),
                known(figures::bytes(run.bytes_sent)),
                words::say(&Finding::Run(state).into()),
            ]
        })
        .collect();
    table::print(printer, Table::Runs, &rows, &[0, 3, 4, 5, 6, 7])?;
    if runs.len() < count {
        printer.note(&Finding::MoreRuns { count: count - runs.len() }.into());
    }
    Ok(Outcome::Done)
}

fn state(run: &RunInfo) -> RunState {
    // Of a run that could not be read only the number is known.
    match (run.finished, run.partial) {
        (0, _) => RunState::Unreadable,
        (_, true) => RunState::Partial,
        (_, false) => RunState::Complete,
    }
}

fn document(run: &RunInfo) -> Value {
    let state = match state(run) {
        RunState::Complete => "complete",
        RunState::Partial => "partial",
        RunState::Unreadable => "unreadable",
    };
    let time = |seconds: i64| if run.finished == 0 { Value::Null } else { dates::json(seconds) };
    json!({
        "run": run.sequence,
        "started": time(run.started),
        "finished": time(run.finished),
        "state": state,
        "files": {
            "new": run.new,
            "changed": run.changed,
            "unchanged": run.unchanged,
            "gone": run.gone,
            "failed": run.failed,
        },
        "bytes_sent": run.bytes_sent,
    })
}
