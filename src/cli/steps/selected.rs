//! What the settings select, put to use: categories and paths become sources, sources a selection.

use std::path::PathBuf;

use super::copy;
use crate::{
    cli::{
        mistakes::{Failure, Mistake},
        program::{Program, log, profile::Profile},
    },
    selection::{Selection, places, source::Source},
    store::Location,
};

/// What the settings select: the categories' folders on this computer, then the picked paths.
pub fn sources(program: &Program) -> Result<Vec<Source>, Failure> {
    let settings = &program.settings;
    let config = &settings.config.selection;
    let mut sources = places::sources(&config.categories, config, &settings.known_folders());
    sources.extend(picks(program, &config.paths)?);
    Ok(sources)
}

/// Paths as sources of their own.
pub fn picks(program: &Program, paths: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    Ok(paths.iter().map(|path| Source::pick(path, &program.settings.current)).collect::<Result<_, _>>()?)
}

/// Whether the settings select anything at all, be it there or not.
pub fn is_anything(program: &Program) -> bool {
    let config = &program.settings.config.selection;
    !config.categories.is_empty() || !config.paths.is_empty()
}

/// What goes along of these sources by the settings, logged in or not.
pub fn selection(program: &Program, sources: Vec<Source>) -> Result<Selection, Failure> {
    let settings = &program.settings;
    let profile = Profile::load(&settings.folders.profiles, &settings.profile)?;
    Ok(Selection::new(sources, &settings.config.selection, &settings.folders.home)?
        .with_largest_file(settings.config.max_file_size)
        .without_own(&own_folders(program, profile.as_ref())))
}

/// The selection of the settings.
pub fn of_settings(program: &Program) -> Result<Selection, Failure> {
    if !is_anything(program) {
        return Err(Mistake::NothingSelected(program.settings.folders.config_file.clone()).into());
    }
    selection(program, sources(program)?)
}

/// What this program itself fills: a backup of that would grow by what it writes.
fn own_folders(program: &Program, profile: Option<&Profile>) -> Vec<PathBuf> {
    let settings = &program.settings;
    let mut own = vec![settings.folders.data.clone(), log::folder(settings)];
    if let Some(profile) = profile {
        own.push(settings.cache_of(&profile.account));
        own.extend(copy::own_folders(program, profile));
        if let Ok(Location::Folder(store)) = Location::parse(&profile.store, &settings.current) {
            own.push(store);
        }
    }
    own
}
