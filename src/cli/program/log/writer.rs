//! What is done with what this program says of itself while it works: it goes into the log, with `-vv` to the terminal, and its last
//! lines, without names, are at hand for a crash report. Only this program's own words go in, never those of the libraries that handle
//! requests and secrets.

use std::{
    collections::VecDeque,
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::{
    Layer,
    filter::LevelFilter,
    layer::{Context, SubscriberExt},
    util::SubscriberInitExt,
};

use super::{
    files::{Rotation, Writer},
    line::{self, Line},
};
use crate::{
    cli::{
        arguments::ProgressStyle,
        program::settings::Settings,
        terminal::output::{Printer, Stream, Tint},
        text::mask::Mask,
    },
    config::log::LogLevel,
};

/// So many last lines go into a crash report.
const RECENT: usize = 40;

/// The last lines, without names.
static LAST: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());

struct Sink {
    file: Option<(Writer, LogLevel)>,
    terminal: Option<(Printer, LogLevel)>,
    is_json: bool,
    mask: Mask,
    process: u32,
}

/// The folder of the log.
pub fn folder(settings: &Settings) -> PathBuf {
    settings.config.log.folder.clone().unwrap_or_else(|| settings.folders.state.join("log"))
}

/// Begins the log as the settings want it; `written` says whether this command's doings go into the file. Tells why the file cannot be
/// written: a command is done all the same.
pub fn begin(settings: &Settings, printer: &Printer, written: bool) -> io::Result<()> {
    let log = &settings.config.log;
    let rotation = Rotation {
        folder: folder(settings),
        max_size: log.max_size,
        keep_files: log.keep_files,
        keep_days: log.keep_days,
    };
    let writer = match written && log.enabled {
        true => Writer::begin(rotation, today(Timestamp::now())).map(Some),
        false => Ok(None),
    };
    let (writer, trouble) = match writer {
        Ok(writer) => (writer, Ok(())),
        Err(error) => (None, Err(error)),
    };
    let shown = match settings.verbose {
        0 | 1 => None,
        2 => Some(LogLevel::Info),
        _ => Some(LogLevel::Trace),
    };
    let sink = Sink {
        file: writer.map(|writer| (writer, log.level)),
        terminal: shown.map(|level| (printer.clone(), level)),
        is_json: settings.progress == ProgressStyle::Json,
        mask: Mask::of(&settings.environment),
        process: std::process::id(),
    };
    // A second log in one process would be a mistake of this program, and is none of the user's.
    let _already = tracing_subscriber::registry().with(sink).try_init();
    trouble
}

/// The last lines, oldest first, without names.
pub fn recent() -> Vec<String> {
    // Whoever asks has panicked, perhaps here: nothing is waited for.
    LAST.try_lock().map(|last| last.iter().cloned().collect()).unwrap_or_default()
}

fn today(now: Timestamp) -> jiff::civil::Date {
    now.to_zoned(TimeZone::UTC).date()
}

impl Sink {
    fn most(&self) -> LogLevel {
        let levels = [self.file.as_ref().map(|(_, level)| *level), self.terminal.as_ref().map(|(_, level)| *level)];
        // What happened before a crash is wanted even where nothing is logged.
        levels.into_iter().flatten().max().unwrap_or_default().max(LogLevel::Info)
    }

    fn show(&self, printer: &Printer, line: &Line) {
        let level = line.level.id();
        if self.is_json {
            let time = line::time(line.time);
            let document = json!({ "type": "log", "time": time, "level": level, "text": line.text });
            return printer.error_line(&document.to_string());
        }
        let tint = tint(line.level);
        printer.error_line(&format!("{} {}", printer.tint(Stream::Err, tint, &format!("{level}:")), line.text));
    }
}

/// How a level stands out.
pub fn tint(level: LogLevel) -> Tint {
    match level {
        LogLevel::Error => Tint::Red,
        LogLevel::Warn => Tint::Magenta,
        LogLevel::Info => Tint::Bold,
        LogLevel::Debug | LogLevel::Trace => Tint::Dim,
    }
}

impl<S: Subscriber> Layer<S> for Sink {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        let is_own = metadata.target() == "aosbox" || metadata.target().starts_with("aosbox::");
        is_own && line::level(*metadata.level()) <= self.most()
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(match self.most() {
            LogLevel::Error => LevelFilter::ERROR,
            LogLevel::Warn => LevelFilter::WARN,
            LogLevel::Info => LevelFilter::INFO,
            LogLevel::Debug => LevelFilter::DEBUG,
            LogLevel::Trace => LevelFilter::TRACE,
        })
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let (now, level) = (Timestamp::now(), line::level(*event.metadata().level()));
        let mut line = Line { time: now, level, process: self.process, text: String::new() };
        if level <= LogLevel::Info {
            line.text = line::discreet(event);
            let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
            if last.len() >= RECENT {
                last.pop_front();
            }
            last.push_back(line.to_string());
        }
        let wants = |most: &LogLevel| level <= *most;
        let (file, terminal) = (
            self.file.as_ref().filter(|(_, most)| wants(most)),
            self.terminal.as_ref().filter(|(_, most)| wants(most)),
        );
        if file.is_none() && terminal.is_none() {
            return;
        }
        line.text = self.mask.apply(&line::text(event));
        if let Some((writer, _)) = file {
            // A log that can no longer be written has nobody to tell.
            let _ = writer.line(&format!("{line}\n"), today(now));
        }
        if let Some((printer, _)) = terminal {
            self.show(printer, &line);
        }
    }
}
