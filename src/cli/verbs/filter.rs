//! `aosbox filter`: what is left out of what is selected.

mod exclude;
mod explain;

use crate::cli::{
    arguments::{self, FilterAction},
    mistakes::{Failure, Outcome},
    program::Program,
    steps::filters::{self, Which},
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Filter) -> Result<Outcome, Failure> {
    match &arguments.action {
        FilterAction::List => filters::list(program, Which::Backup),
        FilterAction::Add(add) => filters::add(program, Which::Backup, &add.parts),
        FilterAction::Edit(edit) => filters::edit(program, Which::Backup, edit),
        FilterAction::Remove(remove) => filters::remove(program, Which::Backup, remove.number),
        FilterAction::Test(test) => explain::run(program, &test.paths),
        FilterAction::AutoExclude(arguments) => exclude::run(program, &arguments.action),
    }
}
