//! When this program fails by a mistake of its own: a report is written that its user can read and send, two lines say so, and the
//! program ends, in whichever of its threads it was. A backup loses nothing by that: only ended runs count, and those are in the store.
//!
//! No name of a file is in a report unless the message of the failure has it: of the command line only options and numbers are told, of
//! the last lines of the log only numbers and words of the program's own.

use std::{
    backtrace::Backtrace,
    cell::Cell,
    ffi::OsString,
    fmt::Write as _,
    io::{self, IsTerminal, Write as _},
    panic::PanicHookInfo,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use clap::CommandFactory;
use jiff::Timestamp;

use super::{log, places::Places};
use crate::{
    cli::{
        arguments::Arguments,
        mistakes::CRASHED,
        terminal::output::{Printer, Stream, Tint},
        text::{mask::Mask, paths},
        words::{self, Logging, Message},
    },
    platform,
};

/// So many reports are kept.
const KEPT: usize = 10;
const PREFIX: &str = "aosbox-";
const SUFFIX: &str = ".txt";
/// Nobody waits longer for another thread that is writing its report.
const PATIENCE: Duration = Duration::from_secs(10);

static PRINTER: OnceLock<Printer> = OnceLock::new();
static KNOWN: OnceLock<Known> = OnceLock::new();
static CRASHING: AtomicBool = AtomicBool::new(false);

thread_local! {
    static CRASHING_HERE: Cell<bool> = const { Cell::new(false) };
}

/// What is known once the settings are.
struct Known {
    folder: PathBuf,
    mask: Mask,
}

/// A report as lists tell it.
pub struct Report {
    /// When it was written.
    pub time: Option<i64>,
    /// The number of the process that failed.
    pub process: Option<u32>,
    /// By which version.
    pub version: String,
    /// What the failure said.
    pub message: String,
    /// The file.
    pub path: PathBuf,
}

/// From now on a failure by a mistake of this program's own ends it with a report.
pub fn watch() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if CRASHING_HERE.replace(true) {
            // The report itself fails: there is nothing more to be done.
            std::process::exit(CRASHED.into());
        }
        if CRASHING.swap(true, SeqCst) {
            std::thread::sleep(PATIENCE);
        } else {
            if cfg!(debug_assertions) {
                usual(info);
            }
            tell(info);
        }
        // Other threads may wait for this one for ever, and what they have in hand can no longer be trusted.
        std::process::exit(CRASHED.into());
    }));
}

/// Says where it is said.
pub fn say_through(printer: &Printer) {
    let _known_already = PRINTER.set(printer.clone());
}

/// Says where reports go, and which secrets must not be in them.
pub fn report_to(log: &Path, mask: Mask) {
    let _known_already = KNOWN.set(Known { folder: folder(log), mask });
}

/// The folder of the reports, in the folder of the log.
pub fn folder(log: &Path) -> PathBuf {
    log.join("crashes")
}

/// The reports there are, newest last.
pub fn list(folder: &Path) -> io::Result<Vec<Report>> {
    let files = match files(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files?,
    };
    Ok(files.into_iter().map(read).collect())
}

/// Panics where a test wants it.
#[cfg(debug_assertions)]
pub fn provoke(place: &str) {
    static WANTED: OnceLock<Option<OsString>> = OnceLock::new();
    let wanted = WANTED.get_or_init(|| std::env::var_os("AOSBOX_TEST_PANIC"));
    assert!(wanted.as_deref().is_none_or(|wanted| wanted != place), "a test wants this in {place}");
}

/// A released program panics for nobody.
#[cfg(not(debug_assertions))]
pub fn provoke(_: &str) {}

fn tell(info: &PanicHookInfo<'_>) {
    let mask = KNOWN.get().map(|known| known.mask.clone()).unwrap_or_default();
    let message = info.payload_as_str().unwrap_or("(no message)");
    let message = paths::safe(mask.apply(message).as_bytes());
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(%place, what = %message, "crash");
    let written = write(&text(&message, &place));
    let said = words::say(&Logging::Crashed { message: &message }.into());
    let hint = words::say(&match &written {
        Ok(file) => Logging::CrashReport { file }.into(),
        Err(_) => Logging::NoCrashReport { place: &place }.into(),
    });
    // The printer's own ways may be what failed, or what another thread stands in.
    let (printer, mut errors) = (PRINTER.get(), io::stderr());
    if let Some(printer) = printer.filter(|printer| printer.is_json()) {
        let _ = writeln!(io::stdout(), "{}", printer.error_document("crash", &said, Some(&hint)));
        return;
    }
    let label = |tint: Tint, label: &Message<'_>| {
        let label = words::say(label);
        printer.map_or_else(|| label.clone(), |printer| printer.tint(Stream::Err, tint, &label))
    };
    // A bar that is being drawn is wiped away.
    let _ = errors.write_all(if errors.is_terminal() { b"\r\x1b[2K" } else { b"" });
    let _ = writeln!(errors, "{} {said}", label(Tint::Red, &Message::ErrorLabel));
    let _ = writeln!(errors, "{} {hint}", label(Tint::Bold, &Message::HintLabel));
}

/// The report. It is for those who mend the program, and in their language.
fn text(message: &str, place: &str) -> String {
    let mut text = String::from(
        "aosbox has ended because of a mistake of its own. This report helps to mend it.\n\
         There are no names of files, passwords or keys in it, unless the message below has one: look it through before you send it.\n\n",
    );
    let thread = std::thread::current();
    for (name, value) in [
        ("time", log_time()),
        ("version", version()),
        ("system", system()),
        ("command", command_line(std::env::args_os())),
        ("message", message.to_owned()),
        ("place", place.to_owned()),
        ("thread", thread.name().unwrap_or("(no name)").to_owned()),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    }
    let _ = writeln!(text, "\nlast lines of the log, without names:");
    for line in log::recent() {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(text, "\nbacktrace:\n{}", Backtrace::force_capture());
    text
}

fn log_time() -> String {
    format!("{:.0}", Timestamp::now())
}

/// The version, and what it was built from where the builder has said so.
fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    option_env!("AOSBOX_COMMIT").map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"))
}

fn system() -> String {
    let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let release = std::fs::read_to_string("/etc/os-release").ok();
    let name = release.as_deref().and_then(|text| text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")));
    let threads = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{system} {machine} {}, {threads} threads at once", name.unwrap_or_default().trim_matches('"'))
}

/// The command line: commands, options and numbers are told, everything else is somebody's.
fn command_line(arguments: impl Iterator<Item = OsString>) -> String {
    let command = Arguments::command();
    let mut current = &command;
    let mut told = String::from("aosbox");
    for argument in arguments.skip(1) {
        let argument = argument.to_string_lossy();
        let known = current.find_subcommand(argument.as_ref());
        let shown = match argument.split_once('=') {
            Some((option, _)) if option.starts_with("--") => format!("{option}=…"),
            _ if known.is_some() || argument.starts_with("--") => argument.clone().into_owned(),
            _ if argument.len() > 1 && argument.starts_with('-') => argument.chars().take(2).collect(),
            _ if !argument.is_empty() && argument.bytes().all(|byte| byte.is_ascii_digit()) => {
                argument.clone().into_owned()
            }
            _ => "…".to_owned(),
        };
        current = known.unwrap_or(current);
        told.extend([" ", &shown]);
    }
    paths::safe(told.as_bytes())
}

/// Writes a report, and removes what is more than is kept.
fn write(text: &str) -> io::Result<PathBuf> {
    let folder = KNOWN.get().map(|known| known.folder.clone()).or_else(usual_folder).unwrap_or_else(std::env::temp_dir);
    let name = format!("{PREFIX}{}-{}{SUFFIX}", Timestamp::now().strftime("%Y-%m-%dT%H%M%SZ"), std::process::id());
    let in_folder = |folder: &Path| {
        platform::create_private_folder(folder)?;
        let path = folder.join(&name);
        platform::create_private(&path)?.write_all(text.as_bytes())?;
        Ok(path)
    };
    let written = in_folder(&folder).or_else(|_: io::Error| in_folder(&std::env::temp_dir()))?;
    if let Ok(files) = files(&folder) {
        for file in files.iter().take(files.len().saturating_sub(KEPT)) {
            let _ = std::fs::remove_file(file);
        }
    }
    Ok(written)
}

fn usual_folder() -> Option<PathBuf> {
    Some(folder(&Places::find().ok()?.state.join("log")))
}

/// The files of reports, oldest first: their names begin with their times.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: PathBuf) -> Report {
    let text = std::fs::read(&path).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let text_of = |name: &str| value(name).unwrap_or_default().to_owned();
    let time = value("time").and_then(|time| time.parse::<Timestamp>().ok()).map(Timestamp::as_second);
    // `aosbox-TIME-PROCESS.txt`
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let process = name.rsplit_once('-').and_then(|(_, process)| process.parse().ok());
    Report { time, process, version: text_of("version"), message: text_of("message"), path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_told_without_what_is_in_it() {
        for (arguments, told) in [
            (&["backup", "/home/u/diary", "--jobs", "4", "-vv"][..], "aosbox backup … --jobs 4 -v"),
            (
                &["--password-command=echo secret", "ls", "--as-of", "yesterday"],
                "aosbox --password-command=… ls --as-of …",
            ),
            (&["login", "s3://key:secret@bucket/x", "--create"], "aosbox login … --create"),
            (&["select", "add", "写真"], "aosbox select add …"),
            (&["schedule", "set", "--every", "1h", ""], "aosbox schedule set --every … …"),
        ] {
            let arguments = std::iter::once("aosbox").chain(arguments.iter().copied()).map(OsString::from);
            assert_eq!(command_line(arguments), told);
        }
    }
}
