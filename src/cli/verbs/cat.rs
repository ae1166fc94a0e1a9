//! `aosbox cat`: a file of the backup to standard output.

use crate::{
    catalog::{VersionInfo, query::VersionChoice},
    cli::{
        arguments,
        mistakes::{Failure, FindingMistake, Mistake, Outcome},
        program::Program,
        steps::{
            progress::Progress,
            session::{Session, View},
        },
        text::paths,
    },
    model::{Apath, Kind},
    restore::stream::ContentReader,
};

/// As many links as systems follow one after the other.
const LINKS: usize = 40;

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Cat) -> Result<Outcome, Failure> {
    let session = Session::open(program)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let view = session.view(program, arguments.device.as_deref(), &progress)?;
    drop(progress);
    let as_of = arguments.as_of.as_deref().map(|text| view.run_at(program, text)).transpose()?;
    let choice = VersionChoice { as_of, ..VersionChoice::default() };
    let path = view.path(program, &arguments.path)?;
    let version = file(&view, path, &choice, arguments.version)?;
    let mut reader = ContentReader::new(&session.account, &view.catalog, &version)?;
    // The bytes are the result, with --json too.
    while reader.next(|piece| program.printer.raw(piece))? {
        if program.cancel.is_cancelled() {
            return Ok(Outcome::Cancelled);
        }
    }
    Ok(Outcome::Done)
}

/// The version of the file that is meant, links followed.
fn file(view: &View, asked: Apath, choice: &VersionChoice, number: Option<u32>) -> Result<VersionInfo, Failure> {
    let shown = |path: &Apath| paths::shown(path, &view.device.system);
    let mut path = asked.clone();
    let mut version = chosen(view, &path, choice, number)?;
    let mut last_target = Vec::new();
    for _ in 0..LINKS {
        let found = match version {
            Some(found) => found,
            None if path == asked => return Err(Mistake::NotInBackup(Box::new(view.not_found(&path)?)).into()),
            None => break,
        };
        match found.kind {
            Kind::File => return Ok(found),
            Kind::Folder if path == asked => return Err(FindingMistake::Folder { path: shown(&path) }.into()),
            Kind::Folder => break,
            Kind::Symlink => {}
        }
        last_target = found.metadata().target.unwrap_or_default();
        let Some(target) = target(&path, &last_target) else { break };
        path = target;
        version = chosen(view, &path, choice, None)?;
    }
    Err(FindingMistake::Link { path: shown(&asked), target: paths::safe(&last_target) }.into())
}

fn chosen(
    view: &View,
    path: &Apath,
    choice: &VersionChoice,
    number: Option<u32>,
) -> Result<Option<VersionInfo>, Failure> {
    let Some((above, name)) = path.split() else {
        return Err(FindingMistake::Folder { path: paths::shown(path, &view.device.system) }.into());
    };
    let Some(above) = view.catalog.folder(&view.device, &above)? else { return Ok(None) };
    let mut versions = view.catalog.versions(above, name)?;
    let Some(number) = number else {
        return Ok(versions.into_iter().find(|version| choice.accepts(version)));
    };
    let count = versions.len();
    if count == 0 {
        return Ok(None);
    }
    // The newest comes first, and 1 is the oldest.
    match count.checked_sub(usize::try_from(number).unwrap_or(usize::MAX)) {
        Some(place) if place < count => Ok(Some(versions.swap_remove(place))),
        _ => Err(FindingMistake::NoVersion { path: paths::shown(path, &view.device.system), number, count }.into()),
    }
}

/// Where a link of the backup leads, by the letters of its target.
fn target(link: &Apath, target: &[u8]) -> Option<Apath> {
    let mut path = if target.starts_with(b"/") { Apath::ROOT } else { link.split()?.0 };
    for step in target.split(|&byte| byte == b'/') {
        path = match step {
            b"" | b"." => path,
            b".." => path.split().map_or(Apath::ROOT, |(above, _)| above),
            name if name.contains(&0) => return None,
            name => path.join(name),
        };
    }
    Some(path)
}
