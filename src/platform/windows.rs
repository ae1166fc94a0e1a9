//! Windows.

mod names;

use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    io,
    ops::Range,
    os::windows::{
        ffi::{OsStrExt, OsStringExt},
        fs::{FileExt, MetadataExt, OpenOptionsExt},
        io::AsRawHandle,
    },
    path::{Path, PathBuf},
};

use windows_sys::Win32::{
    Storage::FileSystem::{
        BY_HANDLE_FILE_INFORMATION, FILE_ATTRIBUTE_ARCHIVE, FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_HIDDEN,
        FILE_ATTRIBUTE_NORMAL, FILE_ATTRIBUTE_NOT_CONTENT_INDEXED, FILE_ATTRIBUTE_OFFLINE, FILE_ATTRIBUTE_READONLY,
        FILE_ATTRIBUTE_REPARSE_POINT, FILE_ATTRIBUTE_SYSTEM, FILE_ATTRIBUTE_TAG_INFO, FILE_BASIC_INFO,
        FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_FLAG_SEQUENTIAL_SCAN, FILE_SHARE_DELETE,
        FILE_SHARE_READ, FILE_SHARE_WRITE, FILE_WRITE_ATTRIBUTES, FileAttributeTagInfo, FileBasicInfo,
        GetDiskFreeSpaceExW, GetFileInformationByHandle, GetFileInformationByHandleEx, GetVolumeInformationW,
        GetVolumePathNameW, SetFileInformationByHandle,
    },
    System::{IO::DeviceIoControl, Ioctl::FSCTL_SET_SPARSE, SystemServices::IO_REPARSE_TAG_MOUNT_POINT},
};

use names::wide_of_bytes;
pub use names::{apath, as_stored, name_bytes, name_of_bytes, path_of, portable_name, to_write_below};

use super::{
    Follow, Refused, Seen,
    streams::{self, windows::StreamsAt},
};
use crate::model::{Kind, Metadata, MetadataPart, Stat, Timestamp};

/// Attributes that a user or program sets and that a restore gives back; the others describe how the file is stored.
const KEPT_ATTRIBUTES: u32 = FILE_ATTRIBUTE_READONLY
    | FILE_ATTRIBUTE_HIDDEN
    | FILE_ATTRIBUTE_SYSTEM
    | FILE_ATTRIBUTE_ARCHIVE
    | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;
/// Seconds from 1601 (Windows's first) to 1970.
const EPOCH_DIFFERENCE: i64 = 11_644_473_600;
const TICKS_PER_SECOND: i64 = 10_000_000;

pub fn seen(metadata: &std::fs::Metadata) -> Seen {
    let attributes = metadata.file_attributes();
    let kind = if metadata.file_type().is_symlink() {
        Kind::Symlink
    } else if attributes & FILE_ATTRIBUTE_DIRECTORY != 0 {
        // A junction or another link to elsewhere is not a folder of its own.
        if attributes & FILE_ATTRIBUTE_REPARSE_POINT != 0 && !is_cloud(attributes) {
            Kind::Symlink
        } else {
            Kind::Folder
        }
    } else {
        Kind::File
    };
    Seen::Entry(Stat {
        kind,
        size: if kind == Kind::File { metadata.file_size() } else { 0 },
        modified: from_ticks(metadata.last_write_time() as i64),
        // The change time needs an open handle for each file; size and modification time must do, as for every tool here.
        changed: Timestamp::default(),
        created: Some(from_ticks(metadata.creation_time() as i64)),
        inode: 0,
        filesystem: 0,
        links: 1,
        mode: 0,
        user: 0,
        group: 0,
        attributes,
        allocated: metadata.file_size(),
    })
}

/// Opening it fetches it from a cloud.
const RECALL_ON_OPEN: u32 = 0x0004_0000;
/// Reading it fetches it from a cloud.
const RECALL_ON_DATA_ACCESS: u32 = 0x0040_0000;

/// Whether a reparse point is a cloud provider's placeholder or folder rather than a link.
fn is_cloud(attributes: u32) -> bool {
    const PINNED: u32 = 0x0008_0000;
    const UNPINNED: u32 = 0x0010_0000;
    attributes & (RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS | PINNED | UNPINNED) != 0
}

pub fn is_hidden(_name: &[u8], stat: &Stat) -> bool {
    stat.attributes & FILE_ATTRIBUTE_HIDDEN != 0
}

/// A folder is one only while not even the names in it are here.
pub fn is_placeholder(stat: &Stat) -> bool {
    let marks = match stat.kind {
        Kind::File => RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS | FILE_ATTRIBUTE_OFFLINE,
        Kind::Folder => RECALL_ON_OPEN,
        Kind::Symlink => 0,
    };
    stat.attributes & marks != 0
}

pub fn is_followed(link: &Path, follow: Follow) -> bool {
    let is_junction = reparse_tag(link).is_some_and(|tag| tag == IO_REPARSE_TAG_MOUNT_POINT);
    if is_junction { follow.junctions } else { follow.symlinks }
}

/// What kind of link a path is.
fn reparse_tag(link: &Path) -> Option<u32> {
    let file = OpenOptions::new()
        .access_mode(0)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
        .open(link)
        .ok()?;
    let mut information = FILE_ATTRIBUTE_TAG_INFO::default();
    // SAFETY: the handle is open while `file` lives, and the structure is the one that this class of information fills.
    let known = unsafe {
        GetFileInformationByHandleEx(
            file.as_raw_handle(),
            FileAttributeTagInfo,
            std::ptr::from_mut(&mut information).cast(),
            size_of::<FILE_ATTRIBUTE_TAG_INFO>() as u32,
        )
    } != 0;
    known.then_some(information.ReparseTag)
}

pub fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    let file = OpenOptions::new().access_mode(0).custom_flags(FILE_FLAG_BACKUP_SEMANTICS).open(folder)?;
    let information = information(&file).ok_or_else(io::Error::last_os_error)?;
    Ok((u64::from(information.dwVolumeSerialNumber), number(&information)))
}

pub fn stat_file(file: &File) -> io::Result<Seen> {
    Ok(seen(&file.metadata()?))
}

pub fn open_for_backup(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_SEQUENTIAL_SCAN)
        .open(path)
}

pub fn data_stretches(_file: &File, _length: u64) -> Option<Vec<Range<u64>>> {
    None
}

pub fn read_metadata(path: &Path, stat: &Stat) -> io::Result<Metadata> {
    let target = match stat.kind {
        Kind::Symlink => Some(name_bytes(std::fs::read_link(path)?.as_os_str())),
        _ => None,
    };
    Ok(Metadata { target, ..metadata_of(stat) })
}

pub fn read_file_metadata(file: &File, stat: &Stat) -> Metadata {
    Metadata { link_group: link_group(file), ..metadata_of(stat) }
}

fn metadata_of(stat: &Stat) -> Metadata {
    let attributes = Some(stat.attributes & KEPT_ATTRIBUTES);
    Metadata { attributes, created: stat.created, ..Metadata::default() }
}

pub fn add_streams(metadata: &mut Metadata, file: Option<&File>, path: &Path) -> Refused {
    let (extended, refused) = streams::read_all(&StreamsAt { path, file });
    metadata.extended.extend(extended);
    refused
}

/// The file's number where it has several names.
fn link_group(file: &File) -> Option<u64> {
    let information = information(file).filter(|information| information.nNumberOfLinks > 1)?;
    Some(number(&information) ^ u64::from(information.dwVolumeSerialNumber).rotate_left(40))
}

fn information(file: &File) -> Option<BY_HANDLE_FILE_INFORMATION> {
    let mut information = BY_HANDLE_FILE_INFORMATION::default();
    // SAFETY: the handle is open while `file` lives, and the structure is the one that the call fills.
    let known = unsafe { GetFileInformationByHandle(file.as_raw_handle(), &mut information) } != 0;
    known.then_some(information)
}

/// A file's number on its volume.
fn number(information: &BY_HANDLE_FILE_INFORMATION) -> u64 {
    u64::from(information.nFileIndexHigh) << 32 | u64::from(information.nFileIndexLow)
}

pub fn write_metadata(path: &Path, kind: Kind, metadata: &Metadata, modified: Timestamp) -> Refused {
    let mut refused = match kind {
        Kind::Symlink => Refused::new(),
        Kind::File | Kind::Folder => write_streams(path, metadata),
    };
    // After the streams, whose writing changes the time.
    let set =
        open_to_set(path).and_then(|file| set_basic(&file, metadata.attributes, metadata.created, Some(modified)));
    refused.extend(set.err().map(|error| (MetadataPart::Times, error)));
    refused
}

pub fn write_file_metadata(file: &File, path: &Path, metadata: &Metadata, modified: Timestamp) -> Refused {
    let mut refused = write_streams(path, metadata);
    refused.extend(set_basic(file, None, None, Some(modified)).err().map(|error| (MetadataPart::Times, error)));
    refused
}

/// Attributes of other systems are no streams.
fn write_streams(path: &Path, metadata: &Metadata) -> Refused {
    streams::write_all(&StreamsAt { path, file: None }, &metadata.extended)
}

pub fn finish_in_place(path: &Path, metadata: &Metadata) -> Refused {
    if metadata.attributes.is_none() && metadata.created.is_none() {
        return Refused::new();
    }
    let set = open_to_set(path).and_then(|file| set_basic(&file, metadata.attributes, metadata.created, None));
    set.err().map(|error| (MetadataPart::Attributes, error)).into_iter().collect()
}

pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
    let Err(error) = std::fs::rename(from, to) else { return Ok(()) };
    let attributes = match std::fs::symlink_metadata(to) {
        Ok(there) if error.kind() == io::ErrorKind::PermissionDenied => there.file_attributes(),
        _ => return Err(error),
    };
    if attributes & FILE_ATTRIBUTE_READONLY == 0 || attributes & FILE_ATTRIBUTE_DIRECTORY != 0 {
        return Err(error);
    }
    let set = |attributes| open_to_set(to).and_then(|file| set_basic(&file, Some(attributes), None, None));
    set(attributes & !FILE_ATTRIBUTE_READONLY)?;
    std::fs::rename(from, to).inspect_err(|_| {
        // It stays as it was.
        let _as_before = set(attributes);
    })
}

pub fn set_modified(path: &Path, time: Timestamp) -> io::Result<()> {
    set_basic(&open_to_set(path)?, None, None, Some(time))
}

/// Opens a path to set its times and attributes, which is possible even where it cannot be written.
fn open_to_set(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .access_mode(FILE_WRITE_ATTRIBUTES)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
        .open(path)
}

/// Sets, in one call, those that are given.
fn set_basic(
    file: &File,
    attributes: Option<u32>,
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
) -> io::Result<()> {
    let information = FILE_BASIC_INFO {
        // None at all is said by an attribute of its own, since 0 leaves them as they are, as it does with times.
        FileAttributes: attributes.map_or(0, |attributes| match attributes & KEPT_ATTRIBUTES {
            0 => FILE_ATTRIBUTE_NORMAL,
            kept => kept,
        }),
        CreationTime: created.map_or(0, to_ticks),
        LastWriteTime: modified.map_or(0, to_ticks),
        ..FILE_BASIC_INFO::default()
    };
    // SAFETY: the handle is open while `file` lives, and the structure is the one that this class of information takes.
    let set = unsafe {
        SetFileInformationByHandle(
            file.as_raw_handle(),
            FileBasicInfo,
            std::ptr::from_ref(&information).cast(),
            size_of::<FILE_BASIC_INFO>() as u32,
        )
    };
    if set == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

fn from_ticks(ticks: i64) -> Timestamp {
    let seconds = ticks.div_euclid(TICKS_PER_SECOND) - EPOCH_DIFFERENCE;
    Timestamp::new(seconds, (ticks.rem_euclid(TICKS_PER_SECOND) * 100) as u32)
}

/// Times that Windows cannot have become the nearest that it can.
fn to_ticks(time: Timestamp) -> i64 {
    time.seconds
        .checked_add(EPOCH_DIFFERENCE)
        .and_then(|seconds| seconds.checked_mul(TICKS_PER_SECOND))
        .map_or(i64::MAX, |ticks| ticks.saturating_add(i64::from(time.nanoseconds / 100)))
        .max(1)
}

pub fn make_symlink(target: &[u8], path: &Path, to_folder: bool) -> io::Result<()> {
    let target = wide_of_bytes(target)
        .map(|wide| PathBuf::from(OsString::from_wide(&wide)))
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
    if to_folder {
        std::os::windows::fs::symlink_dir(target, path)
    } else {
        std::os::windows::fs::symlink_file(target, path)
    }
}

pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.seek_read(buffer, offset)
}

pub fn write_all_at(file: &File, mut bytes: &[u8], mut offset: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = file.seek_write(bytes, offset)?;
        if written == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[written..];
        offset += written as u64;
    }
    Ok(())
}

pub fn make_sparse(file: &File) -> io::Result<()> {
    let mut returned = 0;
    // SAFETY: the handle is open while `file` lives; this request takes no buffers.
    let made = unsafe {
        DeviceIoControl(
            file.as_raw_handle(),
            FSCTL_SET_SPARSE,
            std::ptr::null(),
            0,
            std::ptr::null_mut(),
            0,
            &mut returned,
            std::ptr::null_mut(),
        )
    };
    if made == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

pub fn free_space(path: &Path) -> io::Result<u64> {
    let mut wide: Vec<u16> = path.as_os_str().encode_wide().collect();
    wide.push(0);
    let mut free = 0;
    // SAFETY: the path ends with a zero, and the two null results are not asked for.
    if unsafe { GetDiskFreeSpaceExW(wide.as_ptr(), &mut free, std::ptr::null_mut(), std::ptr::null_mut()) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(free)
}

pub fn file_system_name(path: &Path) -> io::Result<Option<String>> {
    let mut wide: Vec<u16> = path.as_os_str().encode_wide().collect();
    wide.push(0);
    let mut root = [0_u16; 512];
    // SAFETY: the path ends with a zero, and the buffer is as long as is said.
    if unsafe { GetVolumePathNameW(wide.as_ptr(), root.as_mut_ptr(), root.len() as u32) } == 0 {
        return Err(io::Error::last_os_error());
    }
    let mut name = [0_u16; 64];
    let null = std::ptr::null_mut();
    // SAFETY: the root ends with a zero, the buffer is as long as is said, and the null results are not asked for.
    let asked = unsafe {
        let (name, length) = (name.as_mut_ptr(), name.len() as u32);
        GetVolumeInformationW(root.as_ptr(), null, 0, null.cast(), null.cast(), null.cast(), name, length)
    };
    if asked == 0 {
        return Err(io::Error::last_os_error());
    }
    let letters: Vec<u16> = name.into_iter().take_while(|letter| *letter != 0).collect();
    Ok(String::from_utf16(&letters).ok().filter(|name| !name.is_empty()))
}

pub fn sync_files(files: &[&File]) -> io::Result<()> {
    files.iter().try_for_each(|file| file.sync_data())
}

/// Below a user's own folders, access lists let nobody else in but administrators; elsewhere the folder's own list decides.
pub fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

pub fn open_private_to_append(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).open(path)
}

pub fn create_private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    // Below the user's own folder, whose access list lets nobody else in but administrators.
    let temporary = path.with_extension("new");
    std::fs::write(&temporary, content)?;
    std::fs::rename(&temporary, path)
}

/// Access lists decide, and below a user's own folders they let nobody else in but administrators.
pub fn others_may(path: &Path) -> io::Result<(bool, bool)> {
    std::fs::metadata(path).map(|_| (false, false))
}

pub fn long_paths() -> Option<bool> {
    use windows_sys::{
        Win32::System::Registry::{HKEY_LOCAL_MACHINE, RRF_RT_REG_DWORD, RegGetValueW},
        w,
    };
    let (mut value, mut length) = (0_u32, size_of::<u32>() as u32);
    // SAFETY: the names end with a zero, the buffer is as long as is said, and the kind of the value is not asked for.
    let answer = unsafe {
        RegGetValueW(
            HKEY_LOCAL_MACHINE,
            w!("SYSTEM\\CurrentControlSet\\Control\\FileSystem"),
            w!("LongPathsEnabled"),
            RRF_RT_REG_DWORD,
            std::ptr::null_mut(),
            (&raw mut value).cast(),
            &mut length,
        )
    };
    // Where nothing is said, they are not.
    Some(answer == 0 && value != 0)
}

/// No window flashes up when a console program is run by one that has none.
pub fn without_window(command: &mut std::process::Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_trip() {
        for time in [Timestamp::new(-86_400, 0), Timestamp::new(1_700_000_000, 123_456_700)] {
            assert_eq!(from_ticks(to_ticks(time)), time);
        }
    }
}
