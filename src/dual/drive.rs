//! The drive: a folder for each device, a marker in each that says whose it is and how names are written there, and what the file system
//! can hold, found out by trying.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    Trouble,
    names::{NameRules, OWN},
};
use crate::{
    model::{AccountId, DeviceId, FileOperation},
    platform,
    seal::keys::random,
};

/// The marker in a device's folder.
pub const MARKER: &str = ".aosbox-dual.json";
/// Files that are being written, in a device's folder. Whatever is there when nobody writes is of no use.
pub const PARTS: &str = ".aosbox-parts";
const SCHEMA: u32 = 1;
const ABOUT: &str =
    "This folder is a copy of files, kept by aosbox. The files can be used without it; see docs/dual.md.";

/// Whose copy it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The account.
    pub account: AccountId,
    /// The device.
    pub device: DeviceId,
    /// The device's name, after which its folder is called.
    pub device_name: String,
    /// The device's system, as runs have it.
    pub system: String,
}

/// What the marker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    about: String,
    schema: u32,
    /// Random: tells this drive from every other.
    pub drive: String,
    account: String,
    device: String,
    device_name: String,
    /// How the device's paths are to be read: `linux`, `macos`, `windows`.
    pub system: String,
    /// Versions that were backed up before (seconds) are copied only if that is asked for.
    pub since: i64,
    /// How names are written.
    pub names: NameRules,
}

impl Marker {
    /// Whether the first part of a path may be a drive.
    pub fn has_drives(&self) -> bool {
        self.system == "windows"
    }

    fn is_of(&self, owner: &Owner) -> bool {
        self.account == owner.account.to_string() && self.device == owner.device.to_string()
    }

    /// Whether it is of this account.
    fn is_of_account(&self, account: &AccountId) -> bool {
        self.account == account.to_string()
    }
}

/// A device's folder on a drive that is there.
#[derive(Debug, Clone)]
pub struct Drive {
    /// The folder.
    pub folder: PathBuf,
    /// Its marker.
    pub marker: Marker,
}

impl Drive {
    /// The folder of a device below `path`. A folder without a marker is none: the drive may not be plugged in, and what would be
    /// written there would lie on another.
    pub fn find(path: &Path, owner: &Owner) -> Result<Self, Trouble> {
        Self::find_device(path, &owner.account, &owner.device)?
            .ok_or_else(|| Trouble::Missing { path: path.to_owned() })
    }

    /// The folder of any device of an account below `path`; `None` if it has none there.
    pub fn find_device(path: &Path, account: &AccountId, device: &DeviceId) -> Result<Option<Self>, Trouble> {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) if is_absence(&error) => return Ok(None),
            Err(source) => return Err(Trouble::Io { operation: FileOperation::List, path: path.to_owned(), source }),
        };
        for entry in entries.flatten() {
            let folder = entry.path();
            if let Ok(Some(marker)) = read_marker(&folder)
                && marker.is_of_account(account)
                && marker.device == device.to_string()
            {
                return Ok(Some(Self { folder, marker }));
            }
        }
        Ok(None)
    }

    /// Takes a folder into use: the device's folder is made below it, or found there. `since` is for a new one.
    pub fn enable(path: &Path, owner: &Owner, since: i64) -> Result<Self, Trouble> {
        if let Some(drive) = Self::find_device(path, &owner.account, &owner.device)? {
            drive.probe_writing()?;
            return Ok(drive);
        }
        let failed = |operation, path: &Path| {
            let path = path.to_owned();
            move |source| Trouble::Io { operation, path, source }
        };
        fs::create_dir_all(path).map_err(failed(FileOperation::CreateFolder, path))?;
        let folder = [folder_name(owner), other_folder_name(owner)].into_iter().map(|name| path.join(name));
        let mut free = folder.filter(|folder| !folder.exists() || is_empty(folder));
        let folder = free.next().ok_or_else(|| Trouble::Taken { path: path.join(folder_name(owner)) })?;
        // Files keep their own modes; those of the folders that they lie in here may be wider than at home.
        platform::create_private_folder(&folder).map_err(failed(FileOperation::CreateFolder, &folder))?;
        let names = probe(&folder).map_err(failed(FileOperation::WriteInto, &folder))?;
        let marker = Marker {
            about: ABOUT.to_owned(),
            schema: SCHEMA,
            drive: data_encoding::HEXLOWER.encode(&random::<16>()),
            account: owner.account.to_string(),
            device: owner.device.to_string(),
            device_name: owner.device_name.clone(),
            system: owner.system.clone(),
            since,
            names,
        };
        let drive = Self { folder, marker };
        drive.write_marker().map_err(failed(FileOperation::WriteInto, &drive.folder))?;
        Ok(drive)
    }

    /// From now on versions from before are copied, too.
    pub fn take_everything(&mut self) -> Result<(), Trouble> {
        if self.marker.since != 0 {
            self.marker.since = 0;
            let path = self.folder.clone();
            self.write_marker().map_err(|source| Trouble::Io { operation: FileOperation::WriteInto, path, source })?;
        }
        Ok(())
    }

    /// Whether the drive is still there.
    pub fn is_there(&self) -> bool {
        matches!(read_marker(&self.folder), Ok(Some(marker)) if marker.drive == self.marker.drive)
    }

    /// Where something is that has this place in the copy.
    pub fn path_of(&self, place: &[u8]) -> Option<PathBuf> {
        let mut path = self.folder.clone();
        for name in place.split(|byte| *byte == b'/') {
            path.push(platform::name_of_bytes(name)?);
        }
        Some(path)
    }

    /// The folder of files that are being written.
    pub fn parts(&self) -> PathBuf {
        self.folder.join(PARTS)
    }

    /// Removes what a copy that was killed has left.
    pub fn clear_parts(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.parts()) {
            Err(error) if !is_absence(&error) => Err(error),
            _ => fs::create_dir(self.parts()),
        }
    }

    fn probe_writing(&self) -> Result<(), Trouble> {
        let written = self.clear_parts().and_then(|()| fs::write(self.parts().join("probe"), b"probe"));
        written.and_then(|()| fs::remove_file(self.parts().join("probe"))).map_err(|source| match source.kind() {
            io::ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly { path: self.folder.clone() },
            _ => Trouble::Io { operation: FileOperation::WriteInto, path: self.folder.clone(), source },
        })
    }

    fn write_marker(&self) -> io::Result<()> {
        fs::create_dir_all(self.parts())?;
        let text = serde_json::to_string_pretty(&self.marker).map_err(io::Error::other)?;
        let part = self.parts().join("marker");
        let mut file = File::create(&part)?;
        io::Write::write_all(&mut file, format!("{text}\n").as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(part, self.folder.join(MARKER))
    }
}

/// Whose folder it is; `None` if it has no marker.
fn read_marker(folder: &Path) -> io::Result<Option<Marker>> {
    match fs::read_to_string(folder.join(MARKER)) {
        // What is no marker of this version is none: it is never written over.
        Ok(text) => Ok(serde_json::from_str::<Marker>(&text).ok().filter(|marker| marker.schema == SCHEMA)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What the folder of a device is called.
pub fn folder_name(owner: &Owner) -> String {
    let rules = NameRules { portable: true, unicode: true, folds: true, longest: 100, in_units: false };
    match owner.device_name.replace('/', "_").as_str() {
        "" | "." | ".." => owner.device.to_string(),
        name => String::from_utf8_lossy(&rules.name(name.as_bytes())).into_owned(),
    }
}

/// What it is called where another device has that name.
pub fn other_folder_name(owner: &Owner) -> String {
    format!("{}~{}", folder_name(owner), &owner.device.to_string()[..8])
}

/// Whether a marker's folder is another's: for saying why a path is not this device's.
pub fn is_of_another(path: &Path, owner: &Owner) -> bool {
    let folder = path.join(folder_name(owner));
    matches!(read_marker(&folder), Ok(Some(marker)) if !marker.is_of(owner))
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == PARTS))
}

/// Names that some file systems cannot hold.
const UNPORTABLE: [&str; 12] = [
    "aosbox:a",
    "aosbox?a",
    "aosbox*a",
    "aosbox<a",
    "aosbox>a",
    "aosbox|a",
    "aosbox\"a",
    "aosbox\\a",
    "aosbox\u{1}a",
    "aosbox.",
    "aosbox ",
    "aux.aosbox",
];
const LENGTHS: [usize; 5] = [255, 192, 143, 100, 64];

/// Finds out by trying what names a folder can hold.
fn probe(folder: &Path) -> io::Result<NameRules> {
    let within = folder.join(PARTS).join(format!("probe-{}", data_encoding::HEXLOWER.encode(&random::<8>())));
    fs::create_dir_all(&within)?;
    fs::write(within.join("probe"), b"probe")?;
    let holds = |name: &[u8]| {
        let Some(name) = platform::name_of_bytes(name) else { return false };
        let made = File::create(within.join(&name)).is_ok();
        // Some drop what they cannot hold, and make another name of it.
        made && fs::read_dir(&within).is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name() == name))
    };
    let is_one = |one: &str, other: &str| holds(one.as_bytes()) && within.join(other).exists();
    let longest = LENGTHS.into_iter().find(|length| holds(&vec![b'a'; *length])).unwrap_or(32);
    let rules = NameRules {
        portable: !UNPORTABLE.iter().all(|name| holds(name.as_bytes())),
        unicode: !holds(b"aosbox\xff"),
        folds: is_one("aosbox-letter", "AOSBOX-LETTER") || is_one("aosbox-\u{e9}", "aosbox-e\u{301}"),
        longest,
        in_units: holds("長".repeat(longest / 3 + 1).as_bytes()),
    };
    fs::remove_dir_all(within)?;
    Ok(rules)
}

/// Whether a name in a device's folder is this program's own.
pub fn is_own(name: &[u8]) -> bool {
    name.starts_with(OWN.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(device: u8) -> Owner {
        let system = platform::SYSTEM.to_owned();
        Owner { account: AccountId([1; 16]), device: DeviceId([device; 16]), device_name: "laptop".into(), system }
    }

    #[test]
    fn a_folder_is_taken_into_use_and_found_again() {
        let usb = tempfile::tempdir().unwrap();
        assert!(matches!(Drive::find(usb.path(), &owner(1)), Err(Trouble::Missing { .. })));
        let first = Drive::enable(usb.path(), &owner(1), 5).unwrap();
        assert_eq!(first.folder, usb.path().join("laptop"));
        let again = Drive::enable(usb.path(), &owner(1), 9).unwrap();
        assert_eq!(again.marker, first.marker, "it stays the same drive");
        let other = Drive::enable(usb.path(), &owner(2), 5).unwrap();
        assert_ne!(other.folder, first.folder, "two computers of one name");
        assert_eq!(Drive::find(usb.path(), &owner(2)).unwrap().folder, other.folder);
        assert!(first.is_there());
        fs::remove_file(first.folder.join(MARKER)).unwrap();
        assert!(!first.is_there());
    }

    #[test]
    fn what_is_somebody_elses_is_not_taken() {
        let usb = tempfile::tempdir().unwrap();
        for name in [folder_name(&owner(1)), other_folder_name(&owner(1))] {
            fs::create_dir(usb.path().join(&name)).unwrap();
            fs::write(usb.path().join(name).join("mine"), b"").unwrap();
        }
        assert!(matches!(Drive::enable(usb.path(), &owner(1), 5), Err(Trouble::Taken { .. })));
    }

    #[test]
    fn folders_are_called_after_devices() {
        let called = |name: &str| folder_name(&Owner { device_name: name.into(), ..owner(1) });
        assert_eq!(called("書斎のPC"), "書斎のPC");
        assert_eq!(called("../x"), ".._x");
        assert_eq!(called(".."), DeviceId([1; 16]).to_string());
        assert_eq!(called("a:b"), "a%3Ab");
    }
}
