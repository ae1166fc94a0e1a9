//! What differs between the backup and the disk: what is there now, beside a state that the catalog has.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    catalog::{
        Catalog, DeviceInfo,
        difference::{Difference, Side},
        query::VersionChoice,
    },
    error::Result,
    model::{Apath, Entry, Kind, Stat},
    monitor::Cancel,
    platform::{self, Follow, Seen},
    scan,
};

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What differs, the disk being what came after; folder by folder.
    pub differences: Vec<Difference>,
    /// What could not be looked at.
    pub unreadable: Vec<(PathBuf, io::Error)>,
    /// Whether neither the backup nor the disk has the path.
    pub nothing: bool,
    /// Whether it was stopped early.
    pub cancelled: bool,
}

/// How a comparison is made.
pub struct Terms<'a> {
    /// The state of the backup.
    pub choice: &'a VersionChoice,
    /// Which links are followed, as a backup does.
    pub follow: Follow,
    /// What is of no concern, such as the program's own folders.
    pub skip: &'a dyn Fn(&Apath) -> bool,
    /// The wish to stop.
    pub cancel: &'a Cancel,
}

/// What the catalog has of a path: what it was, and the folder's id if it ever was one.
type Kept = (Side, Option<i64>);

/// What the disk has of a path: where it is, and what it is.
type There = (PathBuf, Stat);

/// A folder on one side or both.
struct Pair {
    path: Apath,
    kept: Option<i64>,
    there: Option<PathBuf>,
}

/// Compares a path with all below it. No file is opened: what has the kind, length and time of the backup counts as the same.
pub fn compare(catalog: &Catalog, device: &DeviceInfo, path: &Apath, terms: &Terms<'_>) -> Result<Comparison> {
    let mut comparison = Comparison::default();
    let mut waiting = Vec::new();
    let there = platform::path_of(path);
    match path.split() {
        // The folder above everything is on both sides.
        None => waiting.push(Pair { path: Apath::ROOT, kept: Some(device.root), there }),
        Some((above, name)) => {
            let kept = kept(catalog, device, &above, name, terms.choice)?;
            let seen = there.as_deref().and_then(|there| look(there, terms.follow, &mut comparison));
            comparison.nothing = kept.is_none() && seen.is_none() && comparison.unreadable.is_empty();
            if comparison.unreadable.is_empty() {
                pair(path.clone(), kept, there.zip(seen), &mut comparison, &mut waiting);
            }
        }
    }
    while let Some(folder) = waiting.pop() {
        if terms.cancel.is_cancelled() {
            comparison.cancelled = true;
            break;
        }
        compare_folder(catalog, folder, terms, &mut comparison, &mut waiting)?;
    }
    Difference::sort(&mut comparison.differences);
    Ok(comparison)
}

fn kept(
    catalog: &Catalog,
    device: &DeviceInfo,
    above: &Apath,
    name: &[u8],
    choice: &VersionChoice,
) -> Result<Option<Kept>> {
    let Some(above) = catalog.folder(device, above)? else { return Ok(None) };
    let versions = catalog.versions(above, name)?;
    let Some(version) = versions.iter().find(|version| choice.accepts(version)) else { return Ok(None) };
    Ok(Some((Side::from(version), catalog.folder_below(above, name)?)))
}

fn compare_folder(
    catalog: &Catalog,
    folder: Pair,
    terms: &Terms<'_>,
    comparison: &mut Comparison,
    waiting: &mut Vec<Pair>,
) -> Result<()> {
    let mut names: BTreeMap<Vec<u8>, (Option<Kept>, Option<There>)> = BTreeMap::new();
    // What could not be looked at is not known, which is not the same as gone.
    let mut unknown: Vec<Vec<u8>> = Vec::new();
    if let Some(there) = folder.there {
        let listing = scan::list(Arc::new(folder.path.clone()), there.clone(), terms.follow);
        for (name, error) in listing.unreadable {
            let file = platform::name_of_bytes(&name).unwrap_or_default();
            comparison.unreadable.push((there.join(file), error));
            unknown.push(name);
        }
        match listing.entries {
            Ok(entries) => {
                for Entry { name, stat } in entries {
                    let Some(file) = platform::name_of_bytes(&name) else { continue };
                    names.entry(name).or_default().1 = Some((there.join(file), stat));
                }
            }
            Err(error) => {
                comparison.unreadable.push((there, error));
                return Ok(());
            }
        }
    }
    if let Some(kept) = folder.kept {
        for entry in catalog.entries(kept, terms.choice)? {
            if let Some(version) = &entry.version {
                names.entry(entry.name).or_default().0 = Some((Side::from(version), entry.below));
            }
        }
    }
    for (name, (kept, there)) in names {
        let path = folder.path.join(&name);
        if !unknown.contains(&name) && !(terms.skip)(&path) {
            pair(path, kept, there, comparison, waiting);
        }
    }
    Ok(())
}

fn look(path: &Path, follow: Follow, comparison: &mut Comparison) -> Option<Stat> {
    match platform::stat(path) {
        Ok(Seen::Entry(stat)) if stat.kind == Kind::Symlink => {
            Some(platform::follow(path, follow).map_or(stat, |(_, stat)| stat))
        }
        Ok(Seen::Entry(stat)) => Some(stat),
        Ok(Seen::Special) => None,
        Err(error) => {
            if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
                comparison.unreadable.push((path.to_owned(), error));
            }
            None
        }
    }
}

/// Notes whether one path differs, and what is to be looked at below it.
fn pair(path: Apath, kept: Option<Kept>, there: Option<There>, comparison: &mut Comparison, waiting: &mut Vec<Pair>) {
    let before = kept.map(|(side, _)| side);
    let after = there.as_ref().map(|(_, stat)| Side { kind: stat.kind, size: stat.size, modified: stat.modified });
    let is_folder = |side: Option<Side>| side.is_some_and(|side| side.kind == Kind::Folder);
    // A folder's time changes with what is in it, which is told of by itself.
    if before != after && !(is_folder(before) && is_folder(after)) {
        comparison.differences.push(Difference { path: path.clone(), before, after });
    }
    let kept = kept.and_then(|(_, below)| below).filter(|_| is_folder(before));
    let there = there.map(|(there, _)| there).filter(|_| is_folder(after));
    if kept.is_some() || there.is_some() {
        waiting.push(Pair { path, kept, there });
    }
}
