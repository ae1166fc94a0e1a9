//! The command line: arguments → settings → one verb. A thin layer that owns the terminal, the environment, the clock and all words;
//! the library below does the work.

mod arguments;
mod mistakes;
mod program;
mod steps;
mod terminal;
mod text;
mod verbs;
mod words;

use std::{ffi::OsString, process::ExitCode, time::Instant};

use clap::{CommandFactory, FromArgMatches};

use self::{
    arguments::{Arguments, Command, ConfigAction},
    mistakes::{Failure, Mistake, Outcome, StartingMistake},
    program::{
        Program, crash,
        given::Given,
        language, log, places,
        profile::Profile,
        settings::{self, Settings},
        usage,
    },
    steps::session,
    terminal::output::Printer,
    text::mask::Mask,
    verbs::{
        backup, cat, check, complete, completions, conditions, config, diff, doctor, dual, filter, find, help, login,
        logout, ls, manual, pause, restore, runs, schedule, select, setup, status, stop, versions, welcome,
    },
    words::Logging,
};
use crate::{error::Error, model::FileOperation};

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    crash::watch();
    let words: Vec<OsString> = std::env::args_os().collect();
    places::decide(language::option(&words, "--home"));
    let parsed = Arguments::command()
        .try_get_matches_from(&words)
        .and_then(|matches| Ok((Arguments::from_arg_matches(&matches)?, matches)));
    let (arguments, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            language::decide(&words, || language::of_file(&words));
            return usage::answer(&error, &words);
        }
    };
    let global = &arguments.global;
    let printer = Printer::new(global.quiet, global.json, global.color, settings::wants_no_color());
    crash::say_through(&printer);
    // Who asks for nothing is shown how things are, and where to begin.
    let command = arguments.command.as_ref().unwrap_or(&Command::Welcome);
    let end = match without_settings(&arguments, command, &printer, &words) {
        Some(end) => end,
        None => run(&arguments, command, Given::of(&matches), &printer, &words),
    };
    printer.end(end)
}

/// Does what must work whatever the settings file says; `None` for all else.
fn without_settings(
    arguments: &Arguments,
    command: &Command,
    printer: &Printer,
    words: &[OsString],
) -> Option<Result<Outcome, Failure>> {
    let is_plain = match command {
        Command::Completions(_) | Command::Complete(_) | Command::Help(_) | Command::Man(_) => true,
        Command::Config(config) => matches!(config.action, ConfigAction::Path),
        _ => false,
    };
    if !is_plain {
        return None;
    }
    language::decide(words, || language::of_file(words));
    match command {
        Command::Completions(completions) => Some(completions::run(completions, &arguments.global, printer)),
        Command::Complete(complete) => Some(complete::run(complete, printer)),
        Command::Help(help) => Some(help::run(help, printer)),
        Command::Man(man) => Some(manual::run(man, printer)),
        Command::Config(_) => Some(config::path(&arguments.global, printer)),
        _ => None,
    }
}

fn run(
    arguments: &Arguments,
    command: &Command,
    given: Given,
    printer: &Printer,
    words: &[OsString],
) -> Result<Outcome, Failure> {
    let settings = Settings::resolve(&arguments.global);
    // The settings are read once, unless they are wrong: that is said in the language that they ask for.
    language::decide(words, || match &settings {
        Ok(settings) => settings.config.language,
        Err(_) => language::of_file(words),
    });
    let is_doctor = matches!(command, Command::Doctor(_));
    let settings = match settings {
        Err(failure @ Failure::Config(_)) if is_doctor => return doctor::without_settings(printer, &failure),
        settings => settings?,
    };
    // What is wrong with the log is no reason not to do what was asked.
    let is_written = !matches!(command, Command::Log(_));
    if let Err(error) = log::begin(&settings, printer, is_written)
        && settings.config.log.folder.is_some()
        // Says so itself.
        && !is_doctor
    {
        printer.warning(&Logging::Unwritable { folder: &log::folder(&settings), error: &error }.into());
    }
    crash::report_to(&log::folder(&settings), Mask::of(&settings.environment));
    let began = Instant::now();
    let program = Program::new(settings, given, printer.clone());
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        system = std::env::consts::OS,
        command = log::command_line(std::env::args_os()),
        profile = %program.settings.profile,
        "begin"
    );
    crash::provoke("main");
    let result = match session::with_a_sound_catalog(|| perform(&program, command)) {
        // Nothing can be told from where it begins when that is gone.
        Err(Failure::Library(Error::File { operation: FileOperation::Resolve, source, .. }))
            if program.settings.current.as_os_str().is_empty() =>
        {
            Err(Mistake::NoCurrentFolder(source).into())
        }
        result => result,
    };
    let result = result.map_err(|failure| named_wrongly(&program, failure));
    match &result {
        Ok(outcome) => tracing::info!(?outcome, code = outcome.code(), seconds = began.elapsed().as_secs_f64(), "end"),
        Err(failure) if failure.is_closed_pipe() => tracing::info!("end: nobody reads on"),
        Err(failure) => {
            let why = words::explain(failure).message;
            let seconds = began.elapsed().as_secs_f64();
            tracing::error!(kind = failure.kind(), code = failure.code(), seconds, %why, "end");
        }
    }
    result
}

/// Who is not logged in by the name that was given, but by others, perhaps misspelt it.
fn named_wrongly(program: &Program, failure: Failure) -> Failure {
    let Failure::Library(Error::NotLoggedIn { profile }) = failure else { return failure };
    let known = Profile::names(&program.settings.folders.profiles);
    if known.is_empty() {
        return Error::NotLoggedIn { profile }.into();
    }
    StartingMistake::NoProfile { profile, known }.into()
}

fn perform(program: &Program, command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Login(login) => login::run(program, login),
        Command::Logout(logout) => logout::run(program, logout),
        Command::Backup(backup) => backup::run(program, backup),
        Command::Schedule(schedule) => schedule::run(program, schedule),
        Command::Status(status) => status::run(program, status),
        Command::Doctor(doctor) => doctor::run(program, doctor),
        Command::Pause(pause) => pause::run(program, pause),
        Command::Resume => pause::resume(program),
        Command::Stop => stop::run(program),
        Command::Select(select) => select::run(program, select),
        Command::Filter(filter) => filter::run(program, filter),
        Command::Dual(dual) => dual::run(program, dual),
        Command::Config(config) => config::run(program, config.action),
        Command::Log(log) => verbs::log::run(program, log),
        Command::Conditions => conditions::run(program),
        Command::Ls(ls) => ls::run(program, ls),
        Command::Find(find) => find::run(program, find),
        Command::Cat(cat) => cat::run(program, cat),
        Command::Runs(runs) => runs::run(program, runs),
        Command::Diff(diff) => diff::run(program, diff),
        Command::Versions(versions) => versions::run(program, versions),
        Command::Restore(restore) => restore::run(program, restore),
        Command::Check(check) => check::run(program, check),
        Command::Setup => setup::run(program, |program| backup::run(program, &arguments::Backup::default())),
        Command::Welcome => welcome::run(program),
        Command::Completions(_) | Command::Complete(_) | Command::Help(_) | Command::Man(_) => Ok(Outcome::Done),
    }
}
