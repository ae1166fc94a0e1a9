//! `aosbox dual enable`: a folder is looked at, tried, and taken into use.

use std::path::Path;

use serde_json::json;

use crate::{
    cli::{
        mistakes::{Failure, Outcome},
        program::Program,
        steps::{
            copy::{amount, profile},
            copy_folder::{Taken, take},
        },
        words::Dualling,
    },
    platform,
};

/// Runs the command.
pub fn run(program: &Program, typed: &Path) -> Result<Outcome, Failure> {
    let profile = profile(program)?;
    let path = program.settings.typed(typed);
    let Taken { drive, before } = take(program, &profile, &path)?;
    let system = platform::file_system(&drive.folder).unwrap_or_default();
    let free = platform::free_space(&drive.folder).ok();
    let names = drive.marker.names;
    program.printer.summary(
        &Dualling::Enabled {
            folder: &drive.folder,
            free,
            system: system.name.as_deref(),
            largest_file: system.largest_file,
            names,
            before,
        }
        .into(),
    )?;
    program.printer.document(
        "dual enable",
        json!({
            "path": path.to_string_lossy(),
            "folder": drive.folder.to_string_lossy(),
            "drive": drive.marker.drive,
            "free": free,
            "file_system": system.name,
            "largest_file": system.largest_file,
            "portable_names": names.portable,
            "folds_names": names.folds,
            "before": amount(before),
        }),
    )?;
    Ok(Outcome::Done)
}
