//! Places on the drive: which one a path's copy gets, its folders, and what is to be done about whatever lies there.

use std::{fs, io, path::Path};

use super::{
    Reason, Trouble,
    filters::stat_of,
    manifest::{Held, Look},
    mirror::Mirror,
    placing::{Place, Placing},
};
use crate::{
    model::{Apath, FileOperation, Kind},
    platform,
    seal::keys::random,
};

/// Folders that are known to be folders; more are looked at again.
const KNOWN_FOLDERS: usize = 10_000;

impl Mirror {
    /// Puts a part into a place.
    pub(super) fn rename_into(&mut self, part: &Path, place: &[u8]) -> Result<(), Placing> {
        let path = self.drive.path_of(place).ok_or(Placing::InTheWay)?;
        self.make_folders(place)?;
        match self.clear_place(place, &path)? {
            true => Ok(fs::rename(part, path)?),
            false => Err(Placing::InTheWay),
        }
    }

    /// Where a path's copy goes: its own place, or another if that is another path's to the drive. `None` if both are taken, which is
    /// noted.
    pub(super) fn place(&mut self, path: &Apath) -> Result<Option<Place>, Trouble> {
        let marker = &self.drive.marker;
        let (names, drives) = (marker.names, marker.has_drives());
        for place in [names.place(path, drives), names.other_place(path, drives)] {
            let folded = names.folded(&place);
            if self.batch.iter().any(|part| part.held.folded == folded && part.held.path != *path) {
                self.flush()?;
            }
            let holder = self.manifest.at(&folded)?;
            match holder {
                Some(holder) if holder.path != *path && holder.gone.is_none() => {}
                Some(holder) if holder.path != *path => {
                    // What is gone makes room for what is there.
                    self.evict(&holder)?;
                    return Ok(Some(Place { place, folded }));
                }
                _ => return Ok(Some(Place { place, folded })),
            }
        }
        let look = Look { kind: Kind::File, size: 0, ..Look::from(&stat_of(Kind::File)) };
        self.leave_out(path, &look, Reason::InTheWay, String::new())?;
        Ok(None)
    }

    /// Makes the folders of a place. What lies there must be folders, and no links that lead elsewhere.
    fn make_folders(&mut self, place: &[u8]) -> Result<(), Placing> {
        let mut path = self.drive.folder.clone();
        let mut above = Vec::new();
        let mut names: Vec<&[u8]> = place.split(|byte| *byte == b'/').collect();
        names.pop();
        let folder = self.drive.path_of(&names.join(&b'/')).filter(|_| !names.is_empty());
        if folder.is_some_and(|folder| self.folders.contains(&folder) && is_folder(&folder)) {
            return Ok(());
        }
        for name in names {
            if !above.is_empty() {
                above.push(b'/');
            }
            above.extend_from_slice(name);
            path.push(platform::name_of_bytes(name).ok_or(Placing::InTheWay)?);
            match fs::symlink_metadata(&path) {
                Ok(_) if is_folder(&path) => {}
                Ok(_) => {
                    self.move_away(&above, &path)?;
                    fs::create_dir(&path)?;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir(&path)?,
                Err(error) => return Err(Placing::Io(error)),
            }
            if self.folders.len() >= KNOWN_FOLDERS {
                self.folders.clear();
            }
            self.folders.insert(path.clone());
        }
        Ok(())
    }

    /// Something is where a folder is to be: a file of the copy that is gone goes, another one gets its other place, and what is no part of
    /// the copy is set aside.
    fn move_away(&mut self, place: &[u8], path: &Path) -> Result<(), Placing> {
        let folded = self.drive.marker.names.folded(place);
        let Some(holder) = self.manifest.at(&folded)? else { return Ok(set_aside(path)?) };
        if holder.gone.is_some() {
            return Ok(self.evict(&holder)?);
        }
        let marker = &self.drive.marker;
        let place = marker.names.other_place(&holder.path, marker.has_drives());
        let folded = marker.names.folded(&place);
        let to = self.drive.path_of(&place).ok_or(Placing::InTheWay)?;
        fs::rename(path, to)?;
        Ok(self.manifest.put(&Held { place, folded, ..holder })?)
    }

    /// Whether a file can go to a place: nothing is there, or a file, or a folder that is left over.
    fn clear_place(&mut self, place: &[u8], path: &Path) -> Result<bool, Placing> {
        match fs::symlink_metadata(path) {
            Ok(_) if is_folder(path) => {}
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Placing::Io(error)),
            _ => return Ok(true),
        }
        let below = self.manifest.within(&self.drive.marker.names.folded(place))?;
        if below.iter().any(|held| held.gone.is_none()) {
            return Ok(false);
        }
        for held in below {
            self.evict(&held)?;
        }
        self.folders.clear();
        if path.exists() && remove_empty(path).is_err() {
            // Somebody put something into it.
            set_aside(path)?;
        }
        Ok(true)
    }

    /// Removes a file, and the folders above it that are empty then.
    pub(super) fn remove_file(&mut self, held: &Held) -> Result<(), Trouble> {
        let Some(path) = self.drive.path_of(&held.place).filter(|path| self.is_reached_by_folders(path)) else {
            return Ok(());
        };
        match fs::remove_file(&path) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::IsADirectory) => {
                return Err(self.trouble(FileOperation::RemoveFrom, error));
            }
            _ => {}
        }
        for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.drive.folder) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
            self.folders.remove(folder);
        }
        Ok(())
    }

    /// Whether no link is on the way to a path of the copy.
    pub(super) fn is_reached_by_folders(&self, path: &Path) -> bool {
        path.ancestors().skip(1).take_while(|folder| *folder != self.drive.folder).all(is_folder)
    }
}

/// Whether a path is a folder itself, and no link to one.
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir() && !metadata.is_symlink())
}

/// Renames what is in the way and no part of the copy. It stays beside its place: nothing that is somebody else's is lost.
fn set_aside(path: &Path) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let short: String = name.chars().take(40).collect();
    fs::rename(path, path.with_file_name(format!("{short}~{}", data_encoding::HEXLOWER.encode(&random::<4>()))))
}

/// Removes a folder that holds nothing but folders.
fn remove_empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        remove_empty(&entry.path())?;
    }
    fs::remove_dir(folder)
}
