//! `aosbox log`: what this program wrote of itself on this computer, across all files, newest last.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    cli::{
        arguments,
        mistakes::{Failure, Outcome},
        program::{
            Program, crash,
            log::{self, Line, Place, folder},
        },
        terminal::{
            output::{Printer, Stream, Tint},
            table,
        },
        text::{dates, paths},
        words::{self, Logging, Table},
    },
    config::log::LogLevel,
    error::Error,
    model::FileOperation,
};

/// So many lines are shown where no number and no time is given.
const USUAL_LINES: usize = 100;
/// How often it is looked whether there is more.
const PACE: Duration = Duration::from_millis(200);

/// Which lines are wanted.
struct Wanted {
    level: LogLevel,
    since: Option<i64>,
    count: usize,
}

/// A line of a file, which may be none of this program's making.
struct Found {
    line: Option<Line>,
    raw: String,
}

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Log) -> Result<Outcome, Failure> {
    let (settings, printer) = (&program.settings, &program.printer);
    let folder = folder(settings);
    if arguments.crashes {
        return crashes(program);
    }
    if arguments.path {
        printer.line(&paths::local(&folder))?;
        printer.document("log path", json!({ "path": text(&folder), "enabled": settings.config.log.enabled }))?;
        return Ok(Outcome::Done);
    }
    let since = arguments.since.as_deref().map(|since| dates::since(since, &program.now()));
    let since = since.transpose().map_err(|mistake| Failure::Date { option: "--since", mistake })?;
    let usual = if since.is_some() { usize::MAX } else { USUAL_LINES };
    let wanted = Wanted {
        level: arguments.level.map_or(LogLevel::Trace, LogLevel::from),
        since,
        count: arguments.lines.map_or(usual, |lines| usize::try_from(lines).unwrap_or(usize::MAX)),
    };
    let places = match log::list(&folder) {
        Ok(places) => places,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Error::file(FileOperation::List, &folder)(error).into()),
    };
    let mut reader = Reader { folder: folder.clone(), now: places.first().copied(), read: 0 };
    let mut last = VecDeque::new();
    reader.read_on(&mut |found| {
        if wanted.takes(&found) {
            if last.len() >= wanted.count {
                last.pop_front();
            }
            last.push_back(found);
        }
        Ok(())
    })?;
    if arguments.follow {
        return follow(program, &wanted, reader, last.into());
    }
    let last = Vec::from(last);
    if printer.is_json() {
        let entries: Vec<Value> = last.iter().map(document).collect();
        let log = &settings.config.log;
        let fields =
            json!({ "path": text(&folder), "enabled": log.enabled, "level": log.level.id(), "entries": entries });
        printer.document("log", fields)?;
        return Ok(Outcome::Done);
    }
    for found in &last {
        show(program, found)?;
    }
    if last.is_empty() {
        match places.is_empty() {
            true => printer.note(&Logging::Empty { folder: &folder }.into()),
            false => printer.note(&Logging::NothingFits.into()),
        }
    }
    if !settings.config.log.enabled {
        hint_off(program);
    }
    Ok(Outcome::Done)
}

/// Shows what is there, and then what comes, until it is stopped.
fn follow(program: &Program, wanted: &Wanted, mut reader: Reader, there: Vec<Found>) -> Result<Outcome, Failure> {
    let tell = |found: &Found| match program.printer.is_json() {
        true => program.printer.raw(format!("{}\n", document(found)).as_bytes()),
        false => show(program, found),
    };
    if !program.settings.config.log.enabled {
        hint_off(program);
    }
    there.iter().try_for_each(tell)?;
    loop {
        std::thread::sleep(PACE);
        reader.read_on(&mut |found| if wanted.takes(&found) { tell(&found) } else { Ok(()) })?;
    }
}

fn hint_off(program: &Program) {
    if !program.printer.is_quiet() {
        let file = &program.settings.folders.config_file;
        program.printer.hint(&words::say(&Logging::Off { file }.into()));
    }
}

/// Lists the reports of crashes, newest last.
fn crashes(program: &Program) -> Result<Outcome, Failure> {
    let printer = &program.printer;
    let folder = crash::folder(&folder(&program.settings));
    let reports = crash::list(&folder).map_err(Error::file(FileOperation::List, &folder))?;
    if printer.is_json() {
        let listed: Vec<Value> = reports
            .iter()
            .map(|report| {
                json!({
                    "time": report.time.map(dates::json),
                    "version": report.version,
                    "message": report.message,
                    "path": text(&report.path),
                })
            })
            .collect();
        printer.document("log crashes", json!({ "path": text(&folder), "crashes": listed }))?;
        return Ok(Outcome::Done);
    }
    let now = program.now();
    let rows: Vec<Vec<String>> = reports
        .iter()
        .map(|report| {
            vec![
                report.time.map(|time| dates::shown(time, &now)).unwrap_or_default(),
                paths::safe(report.version.as_bytes()),
                paths::local(&report.path),
            ]
        })
        .collect();
    if rows.is_empty() {
        printer.note(&Logging::NoCrash.into());
    } else {
        table::print(printer, Table::Crashes, &rows, &[])?;
    }
    Ok(Outcome::Done)
}

impl Wanted {
    fn takes(&self, found: &Found) -> bool {
        match &found.line {
            Some(line) => line.level <= self.level && self.since.is_none_or(|since| line.time.as_second() >= since),
            // What cannot be read cannot be judged either.
            None => self.level == LogLevel::Trace && self.since.is_none(),
        }
    }
}

/// Reads the files one after the other, and goes on where it stopped.
struct Reader {
    folder: PathBuf,
    now: Option<Place>,
    read: u64,
}

impl Reader {
    /// Hands over all whole lines that were not handed over yet.
    fn read_on(&mut self, take: &mut dyn FnMut(Found) -> Result<(), Failure>) -> Result<(), Failure> {
        loop {
            // What comes after is looked for first: then nothing more is written to the one before but what is read now.
            let next = log::list(&self.folder)
                .ok()
                .and_then(|places| places.into_iter().find(|place| self.now.is_none_or(|now| *place > now)));
            if let Some(place) = self.now {
                let path = place.path(&self.folder);
                match self.read_file(&path, next.is_some(), take) {
                    Err(Stopped::Reading(error)) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(Error::file(FileOperation::Read, &path)(error).into());
                    }
                    Err(Stopped::Taking(failure)) => return Err(failure),
                    // One that was removed meanwhile has nothing more to say.
                    _ => {}
                }
            }
            let Some(next) = next else { return Ok(()) };
            (self.now, self.read) = (Some(next), 0);
        }
    }

    fn read_file(
        &mut self,
        path: &Path,
        is_complete: bool,
        take: &mut dyn FnMut(Found) -> Result<(), Failure>,
    ) -> Result<(), Stopped> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(self.read))?;
        let mut reader = BufReader::new(file);
        let mut bytes = Vec::new();
        while reader.by_ref().read_until(b'\n', &mut bytes)? > 0 {
            // The rest of a line may be on its way.
            if !bytes.ends_with(b"\n") && !is_complete {
                break;
            }
            self.read += bytes.len() as u64;
            let text = String::from_utf8_lossy(&bytes);
            let raw = paths::safe(text.trim_end().as_bytes());
            take(Found { line: Line::parse(&text), raw }).map_err(Stopped::Taking)?;
            bytes.clear();
        }
        Ok(())
    }
}

enum Stopped {
    Reading(io::Error),
    Taking(Failure),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Stopped::Reading(error)
    }
}

fn show(program: &Program, found: &Found) -> Result<(), Failure> {
    let printer: &Printer = &program.printer;
    let Some(line) = &found.line else { return printer.line(&found.raw) };
    let time = dates::shown(line.time.as_second(), &program.now());
    let level = printer.tint(Stream::Out, log::tint(line.level), &format!("{:<5}", line.level.id()));
    let process = printer.tint(Stream::Out, Tint::Dim, &line.process.to_string());
    printer.line(&format!("{time} {level} {process} {}", paths::safe(line.text.as_bytes())))
}

fn document(found: &Found) -> Value {
    match &found.line {
        Some(line) => json!({
            "time": log::time(line.time),
            "level": line.level.id(),
            "process": line.process,
            "text": line.text,
        }),
        None => json!({ "time": null, "level": null, "process": null, "text": found.raw }),
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl From<arguments::Severity> for LogLevel {
    fn from(severity: arguments::Severity) -> Self {
        match severity {
            arguments::Severity::Error => LogLevel::Error,
            arguments::Severity::Warn => LogLevel::Warn,
            arguments::Severity::Info => LogLevel::Info,
            arguments::Severity::Debug => LogLevel::Debug,
            arguments::Severity::Trace => LogLevel::Trace,
        }
    }
}
