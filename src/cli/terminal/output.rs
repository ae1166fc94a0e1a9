//! The printer: everything that reaches the terminal goes through here, so that quiet, colours, JSON and a progress bar that is being
//! drawn are each dealt with once.

use std::{
    io::{IsTerminal, Write},
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};

use indicatif::ProgressBar;
use serde_json::{Value, json};

use crate::cli::{
    arguments::When,
    mistakes::{Failure, Outcome},
    text::wrap::wrap_labelled,
    words::{self, Message},
};

/// The version of the JSON documents' form.
const SCHEMA: u32 = 1;
/// What is narrower than this is left to the terminal.
const LEAST_WIDTH: usize = 20;
/// Sentences are no wider: the eye loses the beginning of the next line. Tables are.
pub const MOST_WIDTH: usize = 100;
/// The width of a terminal of which nobody knows more.
const USUAL_WIDTH: usize = 80;
/// Lines of what must stay short.
const MOST_BRIEF: usize = 2;

/// Prints. Clones print to the same place.
#[derive(Clone)]
pub struct Printer {
    quiet: bool,
    json: bool,
    color_out: bool,
    color_err: bool,
    /// Columns of the terminal that results go to; `None` where there is none.
    columns_out: Option<usize>,
    /// Columns of that which errors and notes go to.
    columns_err: Option<usize>,
    bar: Arc<Mutex<Option<ProgressBar>>>,
}

/// A stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: results.
    Out,
    /// Standard error: everything else.
    Err,
}

/// How a text stands out. A terminal may be light or dark, and its palette the oldest one: of its eight colours only red and magenta can
/// be read on white as well as on black, so that only they may carry words. Yellow, cyan, white and all bright ones cannot, and blue is
/// lost on black. Whatever has to be read stands in the terminal's own colour, and stands out by its weight; no meaning is in a colour
/// alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    /// Headings, names of folders, labels of hints, the chosen line.
    Bold,
    /// What nobody misses: numbers of processes, the part of a bar that is not done. Some terminals hardly show it.
    Dim,
    /// What is wrong, or gone.
    Red,
    /// What to beware of, or what has changed.
    Magenta,
    /// What is new or well: for signs, not for words.
    Green,
}

impl Printer {
    /// A printer of this kind. `plain` says that the environment wants no colours.
    pub fn new(quiet: bool, json: bool, color: When, plain: bool) -> Self {
        let wanted = |terminal: bool| match color {
            When::Always => true,
            When::Never => false,
            When::Auto => terminal && !plain,
        };
        // What other crates draw: questions, the bar.
        console::set_colors_enabled_stderr(wanted(std::io::stderr().is_terminal()));
        Self {
            quiet,
            json,
            color_out: wanted(std::io::stdout().is_terminal()),
            color_err: wanted(std::io::stderr().is_terminal()),
            columns_out: columns(&console::Term::stdout()),
            columns_err: columns(&console::Term::stderr()),
            bar: Arc::default(),
        }
    }

    /// Whether results are to be JSON.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Whether only errors are to be said.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// A text that stands out where colours are wanted.
    pub fn tint(&self, stream: Stream, tint: Tint, text: &str) -> String {
        let colored = match stream {
            Stream::Out => self.color_out,
            Stream::Err => self.color_err,
        };
        if !colored || text.is_empty() {
            return text.to_owned();
        }
        let code = match tint {
            Tint::Bold => 1,
            Tint::Dim => 2,
            Tint::Red => 31,
            Tint::Magenta => 35,
            Tint::Green => 32,
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// A line of a result that was asked for; nothing when results are JSON.
    pub fn line(&self, text: &str) -> Result<(), Failure> {
        if self.json { Ok(()) } else { self.raw(format!("{text}\n").as_bytes()) }
    }

    /// A line of a summary: like a result, but not said when quiet.
    pub fn summary(&self, message: &Message<'_>) -> Result<(), Failure> {
        if self.quiet { Ok(()) } else { self.answer(message) }
    }

    /// Sentences that answer what was asked: said when quiet, too.
    pub fn answer(&self, message: &Message<'_>) -> Result<(), Failure> {
        self.line(&self.in_width(Stream::Out, 0, &words::say(message)))
    }

    /// Bytes to standard output as they are.
    pub fn raw(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(Failure::Output)
    }

    /// The JSON document of a command.
    pub fn document(&self, command: &str, fields: Value) -> Result<(), Failure> {
        if !self.json {
            return Ok(());
        }
        let mut document = json!({ "schema": SCHEMA, "command": command });
        if let (Value::Object(document), Value::Object(fields)) = (&mut document, fields) {
            document.extend(fields);
        }
        self.raw(format!("{document}\n").as_bytes())
    }

    /// Something worth saying that is no result: not said when quiet.
    pub fn note(&self, message: &Message<'_>) {
        if !self.quiet {
            self.error_line(&self.in_width(Stream::Err, 0, &words::say(message)));
        }
    }

    /// Something to beware of.
    pub fn warning(&self, message: &Message<'_>) {
        self.labelled(Tint::Magenta, &Message::WarningLabel, &words::say(message));
    }

    /// Something that makes the command fail, where more than one thing does.
    pub fn error(&self, message: &Message<'_>) {
        self.labelled(Tint::Red, &Message::ErrorLabel, &words::say(message));
    }

    /// A line on standard error, above a progress bar if there is one.
    pub fn error_line(&self, text: &str) {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match bar {
            Some(bar) if !bar.is_hidden() => {
                bar.println(text);
                to_line_start();
            }
            // Nothing can be said about standard error being closed.
            _ => drop(writeln!(std::io::stderr(), "{text}")),
        }
    }

    /// How the program ends with this result of a command; a failure is said.
    pub fn end(&self, result: Result<Outcome, Failure>) -> ExitCode {
        let code = match result {
            Ok(outcome) => outcome.code(),
            Err(failure) if failure.is_closed_pipe() => Outcome::Done.code(),
            Err(failure) => {
                self.failure(&failure);
                failure.code()
            }
        };
        ExitCode::from(code)
    }

    /// Says why a command failed: a JSON document or an error and a hint.
    pub fn failure(&self, failure: &Failure) {
        let explained = words::explain(failure);
        if self.json {
            let document = self.error_document(failure.kind(), &explained.message, explained.hint.as_deref());
            drop(writeln!(std::io::stdout(), "{document}"));
            return;
        }
        self.labelled(Tint::Red, &Message::ErrorLabel, &explained.message);
        if let Some(hint) = explained.hint {
            self.hint(&hint);
        }
    }

    /// The JSON document of an error.
    pub fn error_document(&self, kind: &str, message: &str, hint: Option<&str>) -> Value {
        json!({ "schema": SCHEMA, "error": { "kind": kind, "message": message, "hint": hint } })
    }

    /// A hint in a line of its own.
    pub fn hint(&self, text: &str) {
        self.labelled(Tint::Bold, &Message::HintLabel, text);
    }

    fn labelled(&self, tint: Tint, label: &Message<'_>, text: &str) {
        let label = words::say(label);
        let text = self.in_width(Stream::Err, console::measure_text_width(&label) + 1, text);
        self.error_line(&format!("{} {text}", self.tint(Stream::Err, tint, &label)));
    }

    /// A text as wide as the terminal, where so many columns are taken already: what is wider would be broken within words.
    fn in_width(&self, stream: Stream, taken: usize, text: &str) -> String {
        self.lines(stream, taken, text).join("\n")
    }

    /// The same, line by line.
    pub fn lines(&self, stream: Stream, taken: usize, text: &str) -> Vec<String> {
        let columns = self.columns(stream).map(|columns| columns.min(MOST_WIDTH));
        match columns.and_then(|columns| columns.checked_sub(taken)) {
            Some(width) if width >= LEAST_WIDTH => wrap_labelled(text, width),
            _ => vec![text.to_owned()],
        }
    }

    /// The same of what must stay short: two lines, and no wider where nobody knows how wide the terminal is.
    pub fn brief(&self, stream: Stream, taken: usize, text: &str) -> Vec<String> {
        let width = self.columns(stream).unwrap_or(USUAL_WIDTH).clamp(LEAST_WIDTH, MOST_WIDTH).saturating_sub(taken);
        let mut lines = wrap_labelled(text, width);
        if lines.len() > MOST_BRIEF {
            lines.truncate(MOST_BRIEF);
            let last = lines.pop().unwrap_or_default();
            lines.push(format!("{}…", console::truncate_str(&last, width.saturating_sub(1), "")));
        }
        lines.iter().map(|line| console::truncate_str(line, width, "…").into_owned()).collect()
    }

    fn columns(&self, stream: Stream) -> Option<usize> {
        match stream {
            Stream::Out => self.columns_out,
            Stream::Err => self.columns_err,
        }
    }

    /// Draws a bar anew.
    pub fn draw_bar(&self, bar: &ProgressBar, text: String) {
        bar.set_message(text);
        bar.tick();
        if !bar.is_hidden() {
            to_line_start();
        }
    }

    /// Wipes the bar away, if there is one: whatever stands on the terminal when the program ends stays there.
    pub fn clear_bar(&self) {
        let bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
    }

    /// Lines go above this bar from now on, or plainly again.
    pub fn set_bar(&self, bar: Option<ProgressBar>) {
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }
}

/// A bar fills its lines to their ends. The terminal shows what is typed (`^C`) where its cursor is, which there would be the next line, and
/// the bar would be wiped away one line too low.
fn to_line_start() {
    // Nothing can be said about standard error being closed.
    let _ = std::io::stderr().write_all(b"\r");
}

fn columns(terminal: &console::Term) -> Option<usize> {
    terminal.size_checked().map(|(_, columns)| usize::from(columns))
}
