//! The bare `aosbox`: what it is, whether this computer is backed up, and what comes next. Asks nothing of the store.

use serde_json::{Value, json};

use crate::{
    cli::{
        mistakes::{Failure, Outcome},
        program::Program,
        steps::{selected, situation::Situation},
        terminal::output::{Stream, Tint},
        text::{dates, paths},
        words::{self, Fact, Next, Standing, Starting},
    },
    journal::Attempt,
};

/// How wide commands are, so that what they do stands in a column.
const COMMANDS: usize = 33;

/// How things are, in a word, and all that belongs to it.
struct State {
    standing: Standing,
    situation: Situation,
}

impl State {
    fn of(program: &Program) -> Result<Self, Failure> {
        let situation = Situation::of(program)?;
        let journal = &situation.journal;
        // One that was put off or stopped is told of, and is no failure.
        let failed = journal.attempts.last().is_some_and(|last| last.result.is_failure());
        let standing = match situation.profile {
            None => Standing::NoAccount,
            Some(_) if situation.running => Standing::Running,
            Some(_) if journal.last_success.is_none() && !selected::is_anything(program) => Standing::NothingSelected,
            Some(_) if journal.last_success.is_none() && !failed => Standing::NoBackup,
            Some(_) if situation.overdue => Standing::Overdue,
            Some(_) if failed => Standing::Failed,
            Some(_) => Standing::Protected,
        };
        Ok(Self { standing, situation })
    }

    /// The last attempt, if it did not go through.
    fn unfinished(&self) -> Option<&Attempt> {
        self.situation.journal.attempts.last().filter(|last| !last.result.went_through())
    }

    fn commands(&self) -> [Next; 3] {
        let is_scheduled = self.situation.next.is_some();
        match self.standing {
            Standing::NoAccount => [Next::Setup, Next::Quickstart, Next::Login],
            Standing::NothingSelected => [Next::Setup, Next::Select, Next::BackupPath],
            Standing::NoBackup if is_scheduled => [Next::Backup, Next::Estimate, Next::Setup],
            Standing::NoBackup => [Next::Backup, Next::Schedule, Next::Setup],
            Standing::Running => [Next::Status, Next::Pause, Next::Find],
            Standing::Overdue | Standing::Failed => [Next::Status, Next::Backup, Next::Restore],
            Standing::Protected if self.situation.journal.pending_count > 0 => {
                [Next::Pending, Next::Find, Next::Restore]
            }
            Standing::Protected if !is_scheduled => [Next::Schedule, Next::Find, Next::Restore],
            Standing::Protected => [Next::Status, Next::Find, Next::Restore],
        }
    }
}

/// Shows it.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let state = State::of(program)?;
    if program.printer.is_json() {
        program.printer.document("welcome", document(&state))?;
    } else {
        show(program, &state)?;
    }
    Ok(Outcome::Done)
}

fn show(program: &Program, state: &State) -> Result<(), Failure> {
    let printer = &program.printer;
    let tint = |tint, text: &str| printer.tint(Stream::Out, tint, text);
    let say = |message: Starting<'_>| words::say(&message.into());
    printer.line(&say(Starting::About))?;
    printer.line("")?;
    let colour = match state.standing {
        Standing::Protected | Standing::Running => Tint::Bold,
        Standing::NoAccount | Standing::NothingSelected | Standing::NoBackup => Tint::Magenta,
        Standing::Overdue | Standing::Failed => Tint::Red,
    };
    printer.line(&tint(colour, &say(Starting::Standing(state.standing))))?;
    for fact in facts(state) {
        printer.line(&format!("  {}", printer.brief(Stream::Out, 2, &fact).join("\n  ")))?;
    }
    printer.line("")?;
    for next in state.commands() {
        let command = format!("{:COMMANDS$}", next.command());
        printer.line(&format!("  {}{}", tint(Tint::Bold, &command), say(Starting::Next(next))))?;
    }
    printer.line("")?;
    printer.line(&say(Starting::Help))
}

fn facts(state: &State) -> Vec<String> {
    let Situation { journal, now, seconds, .. } = &state.situation;
    let near = |time: i64| words::near(time, now);
    let Some(profile) = &state.situation.profile else { return Vec::new() };
    let mut facts = Vec::new();
    let mut tell = |fact: Fact<'_>| facts.push(words::say(&Starting::Fact(fact).into()));
    if let Some(last) = journal.last_success {
        tell(Fact::Last(&near(last), u64::try_from(*seconds - last).unwrap_or_default()));
    }
    if let Some(attempt) = state.unfinished() {
        tell(Fact::Attempt(attempt.result, &near(attempt.ended), attempt.reason.as_deref()));
    }
    if journal.pending_count > 0 {
        tell(Fact::Waiting(journal.pending_count));
    }
    match (state.situation.paused, state.situation.next) {
        (Some(pause), _) => tell(Fact::Paused(pause.until.map(near).as_deref())),
        (None, Some(_)) if state.situation.due.is_some() && !state.situation.running => tell(Fact::Due),
        (None, next) => tell(Fact::Next(next.map(near).as_deref())),
    }
    tell(Fact::KeptIn(&paths::safe(profile.store.as_bytes())));
    facts
}

fn document(state: &State) -> Value {
    let Situation { journal, running, overdue, due, next, paused, .. } = &state.situation;
    let profile = state.situation.profile.as_ref();
    let standing = match state.standing {
        Standing::NoAccount => "no_account",
        Standing::NothingSelected => "nothing_selected",
        Standing::NoBackup => "no_backup",
        Standing::Running => "running",
        Standing::Protected => "protected",
        Standing::Overdue => "overdue",
        Standing::Failed => "failed",
    };
    json!({
        "state": standing,
        "store": profile.map(|profile| &profile.store),
        "device_name": profile.map(|profile| &profile.device_name),
        "running": running,
        "last_success": journal.last_success.map(dates::json),
        "last_result": journal.attempts.last().map(|last| last.result),
        "overdue": overdue,
        "due": due.is_some(),
        "next": next.map(dates::json),
        "paused": paused.is_some(),
        "pending": journal.pending_count,
        "commands": state.commands().map(Next::command),
    })
}
