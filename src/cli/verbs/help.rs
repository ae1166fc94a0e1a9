//! `aosbox help`: the page of a command.

use clap::Command;

use crate::{
    cli::{
        arguments,
        mistakes::{Failure, Misuse, Outcome, UsageMistake},
        terminal::{
            help::{names, show, table, typed},
            output::Printer,
        },
    },
    model,
};

/// `aosbox help`.
pub fn run(arguments: &arguments::Help, printer: &Printer) -> Result<Outcome, Failure> {
    let table = table();
    let mut path = vec![&table];
    for word in &arguments.command {
        let last = path[path.len() - 1];
        let Some(below) = last.find_subcommand(word) else {
            let nearest = nearest(word, last);
            let mistake = UsageMistake::NoCommand { word: word.clone(), nearest };
            return Err(Misuse { command: typed(&path), mistake }.into());
        };
        path.push(below);
    }
    show(&path, true, printer)
}

/// The command below one that a misspelt word perhaps means.
fn nearest(word: &str, command: &Command) -> Vec<String> {
    model::nearest::nearest(word, names(command)).into_iter().collect()
}
