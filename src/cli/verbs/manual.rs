//! `aosbox man`: manual pages of all commands in both languages, made from the table of arguments and its help.

mod roff;

use std::path::Path;

use clap::{Arg, Command};

use self::roff::Roff;
use crate::{
    cli::{
        arguments::Man,
        mistakes::{Failure, Outcome},
        terminal::{help, output::Printer},
        words::{self, Helping, Section, manual as told},
    },
    error::Error,
    model::{FileOperation, Language},
};

/// Prints the program's manual page, or writes those of all commands into a folder.
pub fn run(man: &Man, printer: &Printer) -> Result<Outcome, Failure> {
    let table = help::table();
    let Some(folder) = &man.folder else {
        printer.raw(page(&[&table], words::language()).as_bytes())?;
        return Ok(Outcome::Done);
    };
    write_pages(&[&table], Language::English, folder)?;
    write_pages(&[&table], Language::Japanese, &folder.join(Language::Japanese.id()))?;
    Ok(Outcome::Done)
}

/// Writes the page of a command, and of those below it.
fn write_pages(path: &[&Command], language: Language, folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    let file = folder.join(format!("{}.1", name(path)));
    std::fs::write(&file, page(path, language)).map_err(Error::file(FileOperation::Write, &file))?;
    for below in shown(path[path.len() - 1]) {
        write_pages(&[path, &[below]].concat(), language, folder)?;
    }
    Ok(())
}

/// The name of a command's page.
fn name(path: &[&Command]) -> String {
    path.iter().map(|command| command.get_name()).collect::<Vec<_>>().join("-")
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|below| !below.is_hide_set())
}

/// The page of the last command of a path.
fn page(path: &[&Command], language: Language) -> String {
    let command = path[path.len() - 1];
    let say = |english: &str| words::help(language, english).into_owned();
    let section = |section| words::helping(language, Helping::Section(section));
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let manual = words::helping(language, Helping::Manual);
    let mut roff = Roff::new(&name(path), concat!("aosbox ", env!("CARGO_PKG_VERSION")), &manual);

    roff.section(&section(Section::Name));
    roff.name(&name(path), &say(&about));
    roff.section(&section(Section::Synopsis));
    roff.synopsis(&help::typed(path), &help::usage(command, language));
    roff.section(&section(Section::Description));
    let description = command.get_long_about().map(ToString::to_string).unwrap_or(about);
    roff.paragraphs(&say(&description));

    let below: Vec<&Command> = shown(command).collect();
    if !below.is_empty() {
        roff.section(&section(Section::Commands));
        for below in &below {
            let about = below.get_about().map(ToString::to_string).unwrap_or_default();
            roff.entry(below.get_name(), &say(&about));
        }
    }
    options(&mut roff, command, path.len() == 1, language);
    for paragraph in command.get_after_help().map(ToString::to_string).unwrap_or_default().split("\n\n") {
        match words::split_listing(&say(paragraph)) {
            ("", _) => {}
            (heading, Some(listing)) => {
                let is_example = paragraph.starts_with("Example");
                roff.section(&if is_example { section(Section::Examples) } else { heading.to_owned() });
                roff.listing(listing);
            }
            (text, None) => roff.paragraphs(text),
        }
    }
    if path.len() == 1 {
        whole_program(&mut roff, command, language);
    }
    let above = (path.len() > 1).then(|| name(&path[..path.len() - 1]));
    let below = below.into_iter().map(|below| name(&[path, &[below]].concat()));
    let others: Vec<String> = above.into_iter().chain(below).collect();
    roff.section(&section(Section::SeeAlso));
    roff.references(&others);
    roff.finish()
}

/// Arguments and options. Those of every command stand on the program's own page.
fn options(roff: &mut Roff, command: &Command, is_program: bool, language: Language) {
    let is_told = |argument: &&Arg| !argument.is_hide_set() && (is_program || !argument.is_global_set());
    let arguments: Vec<&Arg> = command.get_arguments().filter(is_told).collect();
    if arguments.is_empty() {
        return;
    }
    roff.section(&words::helping(language, Helping::Section(Section::Options)));
    let (positionals, options): (Vec<&Arg>, Vec<&Arg>) =
        arguments.into_iter().partition(|argument| argument.is_positional());
    for argument in positionals.into_iter().chain(options) {
        roff.entry(help::left(argument, language).trim_start(), &help::right(argument, true, language));
    }
    if !is_program {
        roff.paragraphs(&words::helping(language, Helping::GlobalOptionsElsewhere));
    }
}

/// What only the program's own page tells.
fn whole_program(roff: &mut Roff, command: &Command, language: Language) {
    let say = |english: &str| words::help(language, english).into_owned();
    let mut table = |section, rows: &[(&str, &str)]| {
        roff.section(&words::helping(language, Helping::Section(section)));
        for (name, meaning) in rows {
            roff.entry(name, &say(meaning));
        }
    };
    table(Section::ExitStatus, told::EXIT_CODES);
    table(Section::Files, told::FILES);
    table(Section::Environment, told::VARIABLES);
    for argument in command.get_arguments() {
        if let (Some(variable), Some(option)) = (argument.get_env(), argument.get_long()) {
            let meaning = format!("{} --{option}", say(told::STANDS_FOR));
            roff.entry(&variable.to_string_lossy(), &meaning);
        }
    }
}
