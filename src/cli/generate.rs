//! Completions and manual pages, made from the table of arguments.

use clap::{CommandFactory, builder::Command};

use super::{
    arguments::{Arguments, Completions, Man},
    exit::{Failure, Outcome},
    output::Printer,
};
use crate::error::Error;

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
    std::fs::create_dir_all(folder).map_err(Error::file("create folder", folder))?;
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    for (name, command) in std::iter::once(("aosbox".to_owned(), command.clone()))
        .chain(commands.map(|command| (format!("aosbox-{}", command.get_name()), command.clone())))
    {
        let path = folder.join(format!("{name}.1"));
        std::fs::write(&path, page(&command.name(name))?).map_err(Error::file("write", &path))?;
    }
    Ok(Outcome::Done)
}

fn page(command: &Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(Failure::Output)?;
    Ok(page)
}
