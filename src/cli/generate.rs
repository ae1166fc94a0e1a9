//! Completions and manual pages, made from the table of arguments.

use std::path::Path;

use clap::{CommandFactory, builder::Command};

use super::{
    arguments::{Arguments, Completions, Man},
    exit::{Failure, Outcome},
    output::Printer,
};
use crate::{error::Error, model::FileOperation};

/// Prints completions for a shell.
pub fn completions(completions: &Completions, printer: &Printer) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Arguments::command(), "aosbox", &mut script);
    printer.raw(&script)?;
    Ok(Outcome::Done)
}

/// Prints the program's manual page, or writes those of all commands into a folder.
pub fn man(man: &Man, printer: &Printer) -> Result<Outcome, Failure> {
    let mut command = Arguments::command();
    command.build();
    let Some(folder) = &man.folder else {
        printer.raw(&page(&command)?)?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    write_pages("aosbox", &command, folder)?;
    Ok(Outcome::Done)
}

/// Writes the page of a command, and of those below it.
fn write_pages(name: &str, command: &Command, folder: &Path) -> Result<(), Failure> {
    let path = folder.join(format!("{name}.1"));
    std::fs::write(&path, page(&command.clone().name(name.to_owned()))?)
        .map_err(Error::file(FileOperation::Write, &path))?;
    for below in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        write_pages(&format!("{name}-{}", below.get_name()), below, folder)?;
    }
    Ok(())
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(Failure::Output)?;
    Ok(page)
}
