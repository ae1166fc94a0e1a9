//! Everything that differs between systems, one file for each. The rest of the library has no `cfg` of a system.
//!
//! Both files offer the same functions; their docs are here, where they are re-exported.

pub mod afterwards;
#[cfg(all(unix, not(target_os = "macos")))]
mod bus;
pub mod command;
pub mod errand;
pub mod folders;
pub mod language;
pub mod load;
pub mod network;
pub mod notice;
pub mod power;
pub mod presence;
pub mod priority;
#[cfg(any(windows, target_os = "macos"))]
mod question;
// What only Windows has is tried out everywhere, with a made-up file.
#[cfg(any(windows, test))]
mod streams;
#[cfg(unix)]
mod unix;
pub mod unknown;
#[cfg(windows)]
mod windows;

use std::{
    fs::File,
    io,
    ops::Range,
    path::{Path, PathBuf},
};

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

use crate::model::{Apath, Kind, Metadata, MetadataPart, Stat, Timestamp};

/// What of a file's metadata could not be kept or set, and why.
pub type Refused = Vec<(MetadataPart, io::Error)>;

/// What a directory entry turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Something that can be backed up.
    Entry(Stat),
    /// A pipe, a socket, a device.
    Special,
}

/// How paths of this system are read: stored with every run.
pub const SYSTEM: &str = std::env::consts::OS;

/// The bytes that a file name is in the catalog: its own on Unix, WTF-8 on Windows.
pub fn name_bytes(name: &std::ffi::OsStr) -> Vec<u8> {
    system::name_bytes(name)
}

/// The file name of catalog bytes; `None` where this system cannot have such a name.
pub fn name_of_bytes(bytes: &[u8]) -> Option<std::ffi::OsString> {
    system::name_of_bytes(bytes)
}

/// The catalog path of an absolute path; `None` for one with steps (`..`) in it.
pub fn apath(path: &Path) -> Option<Apath> {
    system::apath(path)
}

/// An absolute path with the letters' case in which Windows keeps the names that are there, so that one folder is one in the catalog,
/// however it was typed. Links are not followed. Only Windows is asked.
pub fn as_stored(path: PathBuf) -> PathBuf {
    system::as_stored(path)
}

/// The path on this system of a catalog path that was made on it; `None` where it cannot be one.
pub fn path_of(apath: &Apath) -> Option<PathBuf> {
    system::path_of(apath)
}

/// The path below `root` of a catalog path that was made on `system`, without so many components at its beginning; `None` where this system
/// cannot name it.
pub fn path_below(root: &Path, path: &Apath, without: usize, system: &str) -> Option<PathBuf> {
    let mut place = system::to_write_below(root);
    for (number, component) in path.components().enumerate().skip(without) {
        if number == 0 && system == WINDOWS {
            for name in root_folders(component) {
                place.push(system::portable_name(name)?);
            }
        } else {
            place.push(system::portable_name(component)?);
        }
    }
    Some(place)
}

const WINDOWS: &str = "windows";

/// The folders that a root of Windows becomes below another: `C:` the letter, `\\server\share` a folder in that of the server.
fn root_folders(root: &[u8]) -> Vec<&[u8]> {
    match root {
        [letter, b':'] if letter.is_ascii_alphabetic() => vec![&root[..1]],
        [b'\\', b'\\', rest @ ..] => {
            let is_name = |name: &&[u8]| !name.is_empty() && *name != b"?";
            rest.split(|byte| *byte == b'\\').filter(is_name).collect()
        }
        _ => vec![root],
    }
}

/// What the file system says of a path, links not followed.
pub fn stat(path: &Path) -> io::Result<Seen> {
    Ok(system::seen(&std::fs::symlink_metadata(path)?))
}

/// What the file system says of an entry of a folder that is being listed.
pub fn stat_entry(entry: &std::fs::DirEntry) -> io::Result<Seen> {
    // Windows lists sizes and times with the names, but not link counts and file numbers; those come when it is opened.
    Ok(system::seen(&entry.metadata()?))
}

/// What the file system says of an open file.
pub fn stat_file(file: &File) -> io::Result<Seen> {
    system::stat_file(file)
}

/// Opens a file to back it up: without following a link, without waiting for a pipe, without hindering other programs, and
/// without changing its access time where the system allows that.
pub fn open_for_backup(path: &Path) -> io::Result<File> {
    system::open_for_backup(path)
}

/// The stretches of a file that hold data; what lies between reads as zero. `None` where the system does not tell.
pub fn data_stretches(file: &File, length: u64) -> Option<Vec<Range<u64>>> {
    system::data_stretches(file, length)
}

/// Mode, owner, attributes, creation time, link target and extended attributes of a path, as far as the system has them.
pub fn read_metadata(path: &Path, stat: &Stat) -> io::Result<Metadata> {
    system::read_metadata(path, stat)
}

/// The same of a file that is open, whose path is then not looked up again.
pub fn read_file_metadata(file: &File, stat: &Stat) -> Metadata {
    system::read_file_metadata(file, stat)
}

/// Adds the named streams (alternate data streams) of a file or folder to its extended attributes. What of them is too long or cannot be
/// read is returned, and the rest is kept. `file` is what lies at `path`, if it is open. Only Windows has such streams.
pub fn add_streams(metadata: &mut Metadata, file: Option<&File>, path: &Path) -> Refused {
    system::add_streams(metadata, file, path)
}

/// Sets what [`read_metadata`] read, and the modification time. All parts are tried; what was refused is returned with its name. Owners are
/// set only where this process may, which is no failure.
pub fn write_metadata(path: &Path, kind: Kind, metadata: &Metadata, modified: Timestamp) -> Refused {
    system::write_metadata(path, kind, metadata, modified)
}

/// Sets owner, extended attributes, mode and the modification time of a file that is open for writing, at `path`. The rest is for
/// [`finish_in_place`].
pub fn write_file_metadata(file: &File, path: &Path, metadata: &Metadata, modified: Timestamp) -> Refused {
    system::write_file_metadata(file, path, metadata, modified)
}

/// Sets what a file or link gets once it is in its place: its attributes, since the read-only one stands in the way of all else, and the
/// time at which it was made, since Windows gives a new file the one of a file that had its name seconds before.
pub fn finish_in_place(path: &Path, metadata: &Metadata) -> Refused {
    system::finish_in_place(path, metadata)
}

/// Gives a file or link another path, in place of a file or link that is there, even of a read-only one.
pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
    system::replace(from, to)
}

/// Sets the modification time of a path, links not followed.
pub fn set_modified(path: &Path, time: Timestamp) -> io::Result<()> {
    system::set_modified(path, time)
}

/// Makes a symbolic link with the target's stored bytes.
pub fn make_symlink(target: &[u8], path: &Path, to_folder: bool) -> io::Result<()> {
    system::make_symlink(target, path, to_folder)
}

/// Reads at an offset without moving the file's own position. May read less than asked for.
pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    system::read_at(file, buffer, offset)
}

/// Writes all of the bytes at an offset.
pub fn write_all_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    system::write_all_at(file, bytes, offset)
}

/// Lets a file that is being written have holes, where that must be asked for.
pub fn make_sparse(file: &File) -> io::Result<()> {
    system::make_sparse(file)
}

/// Bytes that this user can still write to the file system of a path.
pub fn free_space(path: &Path) -> io::Result<u64> {
    system::free_space(path)
}

/// What a file system is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileSystem {
    /// What it is called (`ext4`, `vfat`, `NTFS`), where the system tells.
    pub name: Option<String>,
    /// The largest file that it can hold, where that is less than anybody needs.
    pub largest_file: Option<u64>,
}

/// FAT keeps a file's length in 32 bits.
const LARGEST_ON_FAT: u64 = u32::MAX as u64;

/// The file system that a path lies on.
pub fn file_system(path: &Path) -> io::Result<FileSystem> {
    let name = system::file_system_name(path)?;
    let is_fat = name.as_deref().is_some_and(|name| ["vfat", "msdos", "fat", "fat32"].contains(&&*name.to_lowercase()));
    Ok(FileSystem { name, largest_file: is_fat.then_some(LARGEST_ON_FAT) })
}

/// Waits until the content of files that lie on one file system is on the disk.
pub fn sync_files(files: &[&File]) -> io::Result<()> {
    system::sync_files(files)
}

/// Writes a file that only its owner can read, through a temporary one, replacing what was there.
pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    system::write_private(path, content)
}

/// Creates a file that only its owner can read, until [`write_metadata`] says otherwise.
pub fn create_private(path: &Path) -> io::Result<File> {
    system::create_private(path)
}

/// Opens a file to append to; a new one is its owner's alone.
pub fn open_private_to_append(path: &Path) -> io::Result<File> {
    system::open_private_to_append(path)
}

/// Makes a folder, and those above it, that only its owner can look into.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    system::create_private_folder(path)
}

/// Whether names differ only by letters' case are the same name, as a rule, on this system.
pub const CASE_INSENSITIVE: bool = cfg!(any(windows, target_os = "macos"));

/// Whether a path as a person writes it begins with `/`, and not with a drive or a share.
pub const PATHS_BEGIN_WITH_SLASH: bool = cfg!(unix);

/// Which links to folders and files are followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Follow {
    /// Symbolic links.
    pub symlinks: bool,
    /// Junctions, which only Windows has.
    pub junctions: bool,
}

impl Follow {
    /// Whether any are.
    pub fn any(self) -> bool {
        self.symlinks || self.junctions
    }
}

/// Where a link leads, and what is there, if it is one of those that are followed and leads to a file or folder.
pub fn follow(link: &Path, follow: Follow) -> Option<(PathBuf, Stat)> {
    if !follow.any() || !system::is_followed(link, follow) {
        return None;
    }
    let target = std::fs::canonicalize(link).ok()?;
    match stat(&target) {
        Ok(Seen::Entry(stat)) if stat.kind != Kind::Symlink => Some((target, stat)),
        _ => None,
    }
}

/// Whether users other than the owner may read and write a file, as far as its mode says.
pub fn others_may(path: &Path) -> io::Result<(bool, bool)> {
    system::others_may(path)
}

/// Whether the system lets programs use paths of more than 260 characters, where it might not; `None` where it does not say.
pub fn long_paths() -> Option<bool> {
    system::long_paths()
}

/// What tells a folder from every other: its file system and its number there.
pub fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    system::identity(folder)
}

/// Whether a name is hidden: it begins with a dot on Unix, and has an attribute on Windows and macOS.
pub fn is_hidden(name: &[u8], stat: &Stat) -> bool {
    system::is_hidden(name, stat)
}

/// Whether the content lies in a cloud, so that reading would fetch it.
pub fn is_placeholder(stat: &Stat) -> bool {
    system::is_placeholder(stat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_of_windows_become_folders() {
        let below = |path: &str, without, system| {
            let path = path_below(Path::new(ROOT), &Apath::from_bytes(path).unwrap(), without, system)?;
            Some(path.to_str()?.replace(VERBATIM, "").replace('\\', "/"))
        };
        let windows = |path| below(path, 0, "windows");
        assert_eq!(windows("/C:/Users/ann/a.txt").unwrap(), "/to/C/Users/ann/a.txt");
        assert_eq!(windows("/\\\\nas\\photos/2024/a.jpg").unwrap(), "/to/nas/photos/2024/a.jpg");
        assert_eq!(windows("/\\\\?\\Volume{0}/a").unwrap(), "/to/Volume{0}/a");
        assert_eq!(below("/C:/Users/ann", 2, "windows").unwrap(), "/to/ann");
        // Elsewhere a drive's name is a name like any other, if the system can have it.
        assert_eq!(below("/C:/a", 0, "linux").is_some(), cfg!(unix));
        // No root leads out of the folder.
        assert_eq!(windows("/\\\\..\\../a"), None);
    }

    const ROOT: &str = if cfg!(windows) { "C:\\to" } else { "/to" };
    const VERBATIM: &str = if cfg!(windows) { "\\\\?\\C:" } else { "\0" };
}
