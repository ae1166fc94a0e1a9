//! `aosbox select estimate`: files and bytes of what is selected, and how much of it is stored.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{
    cli::{
        mistakes::{Failure, Mistake, Outcome},
        program::Program,
        steps::{progress::Progress, selected, session::Session},
        terminal::table,
        text::paths,
        words::{self, Selecting, Table, figures},
    },
    error::Error,
    estimate::{self, Amount, Amounts, Estimate, Share},
    model::Category,
    monitor::Surroundings,
    platform,
    selection::{Origin, places},
    sync::Purpose,
};

/// Runs the command.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let selection = selected::of_settings(program)?;
    // What is stored is known to who is logged in; the rest can be told to anybody.
    let session = match Session::open(program) {
        Ok(session) => Some(session),
        Err(Failure::Library(Error::NotLoggedIn { .. }) | Failure::Mistake(Mistake::LoggedOut { .. })) => None,
        Err(failure) => return Err(failure),
    };
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let around = Surroundings { monitor: &progress, clock: &program.clock, cancel: &program.cancel };
    let estimate = match &session {
        Some(session) => {
            let catalog = session.catalog(program, Purpose::Reading, &progress)?;
            let device = catalog.device(&session.profile.device)?;
            estimate::run(&selection, Some((&catalog, &device)), around)?
        }
        None => estimate::run(&selection, None, around)?,
    };
    progress.finish();
    say(program, &estimate, session.is_some())?;
    Ok(if estimate.cancelled { Outcome::Cancelled } else { Outcome::Done })
}

/// Files and bytes of every category, selected or not.
pub fn of_categories(program: &Program) -> Result<BTreeMap<Category, (u64, u64)>, Failure> {
    let settings = &program.settings;
    let sources = places::sources(&Category::ALL, &settings.config.selection, &settings.known_folders());
    let selection = selected::selection(program, sources)?;
    let progress = Progress::begin(program);
    let around = Surroundings { monitor: &progress, clock: &program.clock, cancel: &program.cancel };
    let estimate = estimate::run(&selection, None, around)?;
    progress.finish();
    let sizes = estimate.shares.iter().filter_map(|share| match share.origin {
        Origin::Category(category) => Some((category, (share.amounts.all.files, share.amounts.all.bytes))),
        Origin::Pick => None,
    });
    let mut all: BTreeMap<Category, (u64, u64)> =
        Category::ALL.into_iter().map(|category| (category, (0, 0))).collect();
    all.extend(sizes);
    Ok(all)
}

fn say(program: &Program, estimate: &Estimate, logged_in: bool) -> Result<(), Failure> {
    let printer = &program.printer;
    let mut rows: Vec<Vec<String>> =
        estimate.shares.iter().map(|share| row(name(share), &share.amounts, logged_in)).collect();
    rows.push(row(words::say(&Selecting::EstimateTotal.into()), &estimate.total, logged_in));
    if !printer.is_json() {
        table::print(printer, Table::Estimate, &rows, &[1, 2, 3, 4])?;
        printer.note(&Selecting::EstimateNotes { estimate, logged_in }.into());
    }
    let shares: Vec<Value> = estimate.shares.iter().map(document).collect();
    let fields = json!({
        "logged_in": logged_in,
        "cancelled": estimate.cancelled,
        "shares": shares,
        "total": amounts(&estimate.total),
        "placeholders": estimate.placeholders,
        "unreadable": estimate.unreadable,
    });
    printer.document("select estimate", fields)
}

fn name(share: &Share) -> String {
    match (share.origin, &share.pick) {
        (Origin::Category(category), _) => words::say(&Selecting::CategoryName(category).into()),
        (Origin::Pick, Some(path)) => paths::shown(path, platform::SYSTEM),
        (Origin::Pick, None) => String::new(),
    }
}

fn row(name: String, amounts: &Amounts, logged_in: bool) -> Vec<String> {
    let bytes = |amount: &Amount| if logged_in { figures::bytes(amount.bytes) } else { String::new() };
    vec![
        name,
        figures::number(amounts.all.files),
        figures::bytes(amounts.all.bytes),
        bytes(&amounts.stored),
        bytes(&amounts.to_send),
    ]
}

fn document(share: &Share) -> Value {
    let mut object = Map::new();
    let category = match share.origin {
        Origin::Category(category) => Some(category.id()),
        Origin::Pick => None,
    };
    object.insert("category".to_owned(), category.into());
    match &share.pick {
        Some(path) => paths::put(&mut object, path, platform::SYSTEM),
        None => drop(object.insert("path".to_owned(), Value::Null)),
    }
    if let Value::Object(amounts) = amounts(&share.amounts) {
        object.extend(amounts);
    }
    Value::Object(object)
}

fn amounts(amounts: &Amounts) -> Value {
    let amount = |amount: &Amount| json!({ "files": amount.files, "bytes": amount.bytes });
    json!({ "all": amount(&amounts.all), "stored": amount(&amounts.stored), "to_send": amount(&amounts.to_send) })
}
