//! A page of help. clap's own knows no other language, and breaks lines at blanks only, which Japanese does not have.

use clap::{Arg, ArgAction, Command, builder::PossibleValue};
use console::measure_text_width;

use crate::{
    cli::{
        terminal::{
            help,
            output::{Printer, Stream, Tint},
        },
        text::wrap::wrap,
        words::{self, Helping},
    },
    model::Language,
};

/// The widest that names of options may be to have their help beside them.
const LEFT: usize = 26;

/// How a page looks.
pub struct Look<'a> {
    /// Its language.
    pub language: Language,
    /// Whether all is told.
    pub long: bool,
    /// Its width in columns.
    pub width: usize,
    /// What knows about colours.
    pub printer: &'a Printer,
}

/// The page of the last command of a path.
pub fn page(path: &[&Command], look: &Look<'_>) -> String {
    let command = path[path.len() - 1];
    let mut page = Page { look, text: String::new() };
    let about = if look.long { command.get_long_about().or(command.get_about()) } else { command.get_about() };
    if let Some(about) = about {
        page.paragraphs(&look.say(&about.to_string()));
    }
    page.usage(command);
    page.commands(command);
    let arguments: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_hide_set()).collect();
    let (positionals, options): (Vec<&Arg>, Vec<&Arg>) =
        arguments.into_iter().partition(|argument| argument.is_positional());
    let (global, own): (Vec<&Arg>, Vec<&Arg>) = options.into_iter().partition(|argument| argument.is_global_set());
    page.arguments(Helping::Arguments, &positionals);
    page.arguments(Helping::Options, &own);
    if look.long || path.len() == 1 {
        page.arguments(Helping::GlobalOptions, &global);
    }
    if let Some(after) = command.get_after_help() {
        page.paragraphs(&look.say(&after.to_string()));
    }
    if !look.long {
        let typed = format!("{} --help", help::typed(path));
        page.paragraphs(&words::helping(look.language, Helping::MoreBelow { command: &typed }));
    }
    page.text.truncate(page.text.trim_end().len());
    page.text.push('\n');
    page.text
}

impl Look<'_> {
    fn say(&self, english: &str) -> String {
        words::help(self.language, english).into_owned()
    }
}

/// A page as it comes to be.
struct Page<'a> {
    look: &'a Look<'a>,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: Helping<'_>) {
        let heading = words::helping(self.look.language, heading);
        let heading = self.bold(&heading);
        self.line(&heading);
    }

    fn bold(&self, text: &str) -> String {
        self.look.printer.tint(Stream::Out, Tint::Bold, text)
    }

    /// Paragraphs with a blank line behind each. Command lines below a heading stay as they are.
    fn paragraphs(&mut self, text: &str) {
        for paragraph in text.split("\n\n") {
            match words::split_listing(paragraph) {
                (heading, Some(listing)) => {
                    let heading = self.bold(&format!("{heading}:"));
                    self.line(&heading);
                    for line in listing.lines() {
                        self.line(line);
                    }
                }
                _ => {
                    for line in wrap(paragraph, self.look.width) {
                        self.line(&line);
                    }
                }
            }
            self.line("");
        }
    }

    fn usage(&mut self, command: &Command) {
        let heading = words::helping(self.look.language, Helping::Usage);
        let usage = usage(command, self.look.language);
        let indent = measure_text_width(&heading) + 1;
        let lines = wrap(&usage, self.look.width.saturating_sub(indent));
        for (place, line) in lines.iter().enumerate() {
            match place {
                0 => {
                    let heading = self.bold(&heading);
                    self.line(&format!("{heading} {line}"));
                }
                _ => self.line(&format!("{:indent$}{line}", "")),
            }
        }
        self.line("");
    }

    fn commands(&mut self, command: &Command) {
        let rows: Vec<(String, String)> = command
            .get_subcommands()
            .filter(|below| !below.is_hide_set())
            .map(|below| {
                let about = below.get_about().map(ToString::to_string).unwrap_or_default();
                (below.get_name().to_owned(), self.look.say(&about))
            })
            .collect();
        if !rows.is_empty() {
            self.heading(Helping::Commands);
            self.rows(&rows);
        }
    }

    fn arguments(&mut self, heading: Helping<'_>, arguments: &[&Arg]) {
        if arguments.is_empty() {
            return;
        }
        self.heading(heading);
        let language = self.look.language;
        let rows: Vec<(String, String)> = arguments
            .iter()
            .map(|argument| (left(argument, language), right(argument, self.look.long, language)))
            .collect();
        self.rows(&rows);
    }

    /// Names, and what they mean beside them, or below them if they are long.
    fn rows(&mut self, rows: &[(String, String)]) {
        let widths = rows.iter().map(|(left, _)| measure_text_width(left));
        let column = widths.filter(|width| *width <= LEFT).max().unwrap_or(LEFT) + 4;
        for (left, right) in rows {
            let used = measure_text_width(left) + 2;
            let mut lines = Vec::new();
            for line in right.lines() {
                // What belongs to a sign in front of it stands behind that.
                let hang = if line.starts_with("- ") { 2 } else { 0 };
                for (place, part) in wrap(line, self.look.width.saturating_sub(column + hang)).into_iter().enumerate() {
                    lines.push(if place == 0 { part } else { format!("{:hang$}{part}", "") });
                }
            }
            let mut lines = lines.into_iter();
            let name = self.bold(left);
            if used + 2 > column {
                self.line(&format!("  {name}"));
            } else {
                let first = lines.next().unwrap_or_default();
                self.line(&format!("  {name}{:gap$}{first}", "", gap = column - used));
            }
            for line in lines {
                self.line(&format!("{:column$}{line}", ""));
            }
        }
        self.line("");
    }
}

/// What an argument means, what it takes, and what holds without it.
pub fn right(argument: &Arg, long: bool, language: Language) -> String {
    let help = argument.get_long_help().filter(|_| long).or(argument.get_help()).map(ToString::to_string);
    let mut text = words::help(language, &help.unwrap_or_default()).into_owned();
    let mut notes = Vec::new();
    let values = values(argument);
    let explained = long && values.iter().any(|value| value.get_help().is_some());
    if !explained && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        notes.push(words::helping(language, Helping::Values { values: &names.join(", ") }));
    }
    let defaults = argument.get_default_values();
    if !defaults.is_empty() && !argument.is_hide_default_value_set() && argument.get_action().takes_values() {
        let defaults: Vec<_> = defaults.iter().map(|value| value.to_string_lossy()).collect();
        notes.push(words::helping(language, Helping::Default { value: &defaults.join(" ") }));
    }
    for note in notes {
        text.push(' ');
        text.push_str(&note);
    }
    if explained {
        for value in values {
            let help = value.get_help().map(ToString::to_string).unwrap_or_default();
            text.push_str(&format!("\n- {}: {}", value.get_name(), words::help(language, &help)));
        }
    }
    text
}

/// How a command is typed.
pub fn usage(command: &Command, language: Language) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    words::values(language, usage)
}

/// How an argument is typed.
pub fn left(argument: &Arg, language: Language) -> String {
    let mut text = words::values(language, &argument.to_string());
    if matches!(argument.get_action(), ArgAction::Count) && !text.ends_with("...") {
        text.push_str("...");
    }
    match (argument.is_positional(), argument.get_short()) {
        (true, _) => text,
        (false, Some(short)) => format!("-{short}, {text}"),
        (false, None) => format!("    {text}"),
    }
}

/// The values that an argument takes, if they are words of its own.
pub fn values(argument: &Arg) -> Vec<PossibleValue> {
    let hidden = argument.is_hide_possible_values_set() || !argument.get_action().takes_values();
    let values = argument.get_possible_values();
    // What is true or false says so in its name.
    let is_bool = values.iter().map(PossibleValue::get_name).eq(["true", "false"]);
    if hidden || is_bool { Vec::new() } else { values.into_iter().filter(|value| !value.is_hide_set()).collect() }
}
