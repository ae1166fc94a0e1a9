//! Linux, macOS and other Unix systems.

use std::{
    ffi::{OsStr, OsString},
    fs::{File, OpenOptions},
    io,
    ops::Range,
    os::unix::{
        ffi::{OsStrExt, OsStringExt},
        fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    },
    path::{Component, Path, PathBuf},
    sync::LazyLock,
};

use rustix::fs::{AtFlags, CWD, OFlags, Timespec, Timestamps};
use xattr::FileExt as _;

use super::{Follow, Refused, Seen};
use crate::model::{Apath, Kind, Metadata, MetadataPart, Stat, Timestamp, apath::is_component};

pub fn name_bytes(name: &OsStr) -> Vec<u8> {
    name.as_bytes().to_vec()
}

pub fn name_of_bytes(bytes: &[u8]) -> Option<OsString> {
    is_component(bytes).then(|| OsString::from_vec(bytes.to_vec()))
}

/// Any component is a name here.
pub fn portable_name(component: &[u8]) -> Option<OsString> {
    name_of_bytes(component)
}

pub fn as_stored(path: PathBuf) -> PathBuf {
    path
}

pub fn to_write_below(root: &Path) -> PathBuf {
    root.to_owned()
}

pub fn apath(path: &Path) -> Option<Apath> {
    let mut apath = Apath::ROOT;
    for component in path.components() {
        match component {
            Component::RootDir | Component::CurDir => {}
            Component::Normal(name) => apath = apath.join(name.as_bytes()),
            Component::Prefix(_) | Component::ParentDir => return None,
        }
    }
    path.is_absolute().then_some(apath)
}

pub fn path_of(apath: &Apath) -> Option<PathBuf> {
    let bytes = if apath.as_bytes().is_empty() { b"/" } else { apath.as_bytes() };
    Some(PathBuf::from(OsString::from_vec(bytes.to_vec())))
}

pub fn seen(metadata: &std::fs::Metadata) -> Seen {
    let file_type = metadata.file_type();
    let kind = if file_type.is_file() {
        Kind::File
    } else if file_type.is_dir() {
        Kind::Folder
    } else if file_type.is_symlink() {
        Kind::Symlink
    } else {
        return Seen::Special;
    };
    Seen::Entry(Stat {
        kind,
        size: if kind == Kind::File { metadata.size() } else { 0 },
        modified: Timestamp::new(metadata.mtime(), metadata.mtime_nsec() as u32),
        changed: Timestamp::new(metadata.ctime(), metadata.ctime_nsec() as u32),
        created: created(metadata),
        inode: metadata.ino(),
        filesystem: metadata.dev(),
        links: metadata.nlink(),
        mode: metadata.mode() & 0o7777,
        user: metadata.uid(),
        group: metadata.gid(),
        attributes: flags(metadata),
        allocated: metadata.blocks().saturating_mul(512),
    })
}

/// Linux may know it, but lets nobody set it.
#[cfg(target_os = "macos")]
fn created(metadata: &std::fs::Metadata) -> Option<Timestamp> {
    metadata.created().ok().map(Timestamp::from)
}

#[cfg(not(target_os = "macos"))]
fn created(_metadata: &std::fs::Metadata) -> Option<Timestamp> {
    None
}

/// The file flags of macOS, which stand where attributes do.
#[cfg(target_os = "macos")]
fn flags(metadata: &std::fs::Metadata) -> u32 {
    use std::os::macos::fs::MetadataExt as _;
    metadata.st_flags()
}

#[cfg(not(target_os = "macos"))]
fn flags(_metadata: &std::fs::Metadata) -> u32 {
    0
}

/// `UF_HIDDEN` of macOS: hidden from its file manager.
const FLAG_HIDDEN: u32 = 0x8000;
/// `SF_DATALESS` of macOS: the content lies in a cloud.
const FLAG_DATALESS: u32 = 0x4000_0000;

pub fn is_hidden(name: &[u8], stat: &Stat) -> bool {
    name.first() == Some(&b'.') || stat.attributes & FLAG_HIDDEN != 0
}

pub fn is_placeholder(stat: &Stat) -> bool {
    stat.attributes & FLAG_DATALESS != 0
}

pub fn is_followed(_link: &Path, follow: Follow) -> bool {
    follow.symlinks
}

pub fn identity(folder: &Path) -> io::Result<(u64, u64)> {
    let metadata = std::fs::metadata(folder)?;
    Ok((metadata.dev(), metadata.ino()))
}

pub fn stat_file(file: &File) -> io::Result<Seen> {
    Ok(seen(&file.metadata()?))
}

pub fn open_for_backup(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let open = |extra: OFlags| OpenOptions::new().read(true).custom_flags((flags | extra).bits() as i32).open(path);
    // Only the owner may leave the access time alone; anybody else is refused and opens without that wish.
    #[cfg(target_os = "linux")]
    if let Ok(file) = open(OFlags::NOATIME) {
        return Ok(file);
    }
    open(OFlags::empty())
}

pub fn data_stretches(file: &File, length: u64) -> Option<Vec<Range<u64>>> {
    #[cfg(any(target_os = "linux", target_os = "macos", target_os = "freebsd"))]
    {
        use rustix::fs::{SeekFrom, seek};
        let mut stretches = Vec::new();
        let mut at = 0;
        while at < length {
            let start = match seek(file, SeekFrom::Data(at)) {
                Ok(start) => start,
                Err(rustix::io::Errno::NXIO) => break,
                Err(_) => return None,
            };
            let end = seek(file, SeekFrom::Hole(start)).ok()?.min(length);
            if end <= start {
                break;
            }
            stretches.push(start..end);
            at = end;
        }
        Some(stretches)
    }
    #[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "freebsd")))]
    {
        let _ = (file, length);
        None
    }
}

pub fn read_metadata(path: &Path, stat: &Stat) -> io::Result<Metadata> {
    let target = match stat.kind {
        Kind::Symlink => Some(std::fs::read_link(path)?.into_os_string().into_vec()),
        _ => None,
    };
    let extended = extended_attributes(xattr::list(path), |name| xattr::get(path, name));
    Ok(Metadata { target, extended, ..metadata_of(stat) })
}

pub fn read_file_metadata(file: &File, stat: &Stat) -> Metadata {
    let extended = extended_attributes(file.list_xattr(), |name| file.get_xattr(name));
    Metadata { extended, ..metadata_of(stat) }
}

fn metadata_of(stat: &Stat) -> Metadata {
    Metadata {
        mode: Some(stat.mode),
        user: Some(stat.user),
        group: Some(stat.group),
        created: stat.created,
        link_group: (stat.links > 1 && stat.kind == Kind::File).then(|| link_group(stat)),
        ..Metadata::default()
    }
}

/// Names and values in the order of names. A file system without extended attributes says so; that is no failure.
fn extended_attributes(
    names: io::Result<xattr::XAttrs>,
    get: impl Fn(&OsStr) -> io::Result<Option<Vec<u8>>>,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut extended: Vec<_> = names
        .into_iter()
        .flatten()
        .filter_map(|name| get(&name).ok().flatten().map(|value| (name.into_vec(), value)))
        .collect();
    extended.sort();
    extended
}

/// One number for all names of a file: its own, mixed with that of its file system so that two systems' numbers keep apart.
fn link_group(stat: &Stat) -> u64 {
    stat.inode ^ stat.filesystem.rotate_left(40)
}

pub fn add_streams(_metadata: &mut Metadata, _file: Option<&File>, _path: &Path) -> Refused {
    Refused::new()
}

pub fn write_metadata(path: &Path, kind: Kind, metadata: &Metadata, modified: Timestamp) -> Refused {
    if let (Some(user), Some(group)) = (metadata.user, metadata.group) {
        set_owner(user, group, |user, group| {
            rustix::fs::chownat(CWD, path, Some(user), Some(group), AtFlags::SYMLINK_NOFOLLOW)
        });
    }
    let mut refused = set_extended(metadata, |name, value| xattr::set(path, name, value));
    #[cfg(target_os = "macos")]
    if let (Some(created), true) = (metadata.created, kind != Kind::Symlink)
        && let Err(error) = open_for_backup(path).and_then(|file| set_created(&file, created))
    {
        refused.push((MetadataPart::Times, error));
    }
    // After the owner, whose change may clear the set-user bits.
    if let (Some(mode), true) = (metadata.mode, kind != Kind::Symlink)
        && let Err(error) = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
    {
        refused.push((MetadataPart::Mode, error));
    }
    if let Err(error) = set_modified(path, modified) {
        refused.push((MetadataPart::Times, error));
    }
    refused
}

fn set_extended(metadata: &Metadata, set: impl Fn(&OsStr, &[u8]) -> io::Result<()>) -> Refused {
    let refused = |(name, value): &(Vec<u8>, Vec<u8>)| {
        let error = set(OsStr::from_bytes(name), value).err()?;
        Some((MetadataPart::Extended(String::from_utf8_lossy(name).into_owned()), error))
    };
    metadata.extended.iter().filter_map(refused).collect()
}

pub fn write_file_metadata(file: &File, _path: &Path, metadata: &Metadata, modified: Timestamp) -> Refused {
    if let (Some(user), Some(group)) = (metadata.user, metadata.group) {
        set_owner(user, group, |user, group| rustix::fs::fchown(file, Some(user), Some(group)));
    }
    let mut refused = set_extended(metadata, |name, value| file.set_xattr(name, value));
    if let Some(mode) = metadata.mode
        && let Err(error) = file.set_permissions(std::fs::Permissions::from_mode(mode))
    {
        refused.push((MetadataPart::Mode, error));
    }
    #[cfg(target_os = "macos")]
    if let Some(created) = metadata.created
        && let Err(error) = set_created(file, created)
    {
        refused.push((MetadataPart::Times, error));
    }
    if let Err(error) = rustix::fs::futimens(file, &times(modified)) {
        refused.push((MetadataPart::Times, error.into()));
    }
    refused
}

/// Sets when a file or folder was made, which of the systems here only macOS lets be set.
#[cfg(target_os = "macos")]
fn set_created(file: &File, created: Timestamp) -> io::Result<()> {
    use std::{
        os::macos::fs::FileTimesExt,
        time::{Duration, UNIX_EPOCH},
    };
    let whole = Duration::from_secs(created.seconds.unsigned_abs());
    let time = if created.seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
    let time = time.and_then(|time| time.checked_add(Duration::from_nanos(created.nanoseconds.into())));
    file.set_times(std::fs::FileTimes::new().set_created(time.ok_or(io::ErrorKind::InvalidInput)?))
}

pub fn finish_in_place(_path: &Path, _metadata: &Metadata) -> Refused {
    Refused::new()
}

pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)
}

/// Sets an owner if it is another than this process's own, which is what a new file has. Only root may; for others it stays as it is.
fn set_owner(user: u32, group: u32, set: impl FnOnce(rustix::fs::Uid, rustix::fs::Gid) -> rustix::io::Result<()>) {
    static OWN: LazyLock<(u32, u32)> =
        LazyLock::new(|| (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw()));
    if (user, group) == *OWN {
        return;
    }
    // u32::MAX means "leave as it is" to the system and is nobody's number.
    if user != u32::MAX && group != u32::MAX {
        let _refused_unless_root = set(rustix::fs::Uid::from_raw(user), rustix::fs::Gid::from_raw(group));
    }
}

pub fn set_modified(path: &Path, time: Timestamp) -> io::Result<()> {
    Ok(rustix::fs::utimensat(CWD, path, &times(time), AtFlags::SYMLINK_NOFOLLOW)?)
}

fn times(modified: Timestamp) -> Timestamps {
    Timestamps {
        last_access: Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_OMIT },
        last_modification: Timespec { tv_sec: modified.seconds, tv_nsec: modified.nanoseconds.into() },
    }
}

pub fn make_symlink(target: &[u8], path: &Path, _to_folder: bool) -> io::Result<()> {
    std::os::unix::fs::symlink(OsStr::from_bytes(target), path)
}

pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.read_at(buffer, offset)
}

pub fn write_all_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    file.write_all_at(bytes, offset)
}

pub fn make_sparse(_file: &File) -> io::Result<()> {
    Ok(())
}

pub fn free_space(path: &Path) -> io::Result<u64> {
    let space = rustix::fs::statvfs(path)?;
    Ok(space.f_bavail.saturating_mul(space.f_frsize))
}

#[cfg(any(target_os = "linux", target_os = "android"))]
pub fn file_system_name(path: &Path) -> io::Result<Option<String>> {
    // Magic numbers of linux/magic.h and of the file systems' own sources.
    let name = match rustix::fs::statfs(path)?.f_type as u32 {
        0x4d44 => "vfat",
        0x2011_bab0 => "exfat",
        0x5346_544e | 0x7366_746e => "ntfs",
        0xef53 => "ext4",
        0x9123_683e => "btrfs",
        0x5846_5342 => "xfs",
        0x0102_1994 => "tmpfs",
        0x6969 => "nfs",
        0xff53_4d42 | 0xfe53_4d42 => "cifs",
        0x6573_5546 => "fuse",
        0x4244 | 0x482b => "hfs",
        0xf2f5_2010 => "f2fs",
        0x2fc1_2fc1 => "zfs",
        0x794c_7630 => "overlay",
        _ => return Ok(None),
    };
    Ok(Some(name.to_owned()))
}

#[cfg(target_os = "macos")]
pub fn file_system_name(path: &Path) -> io::Result<Option<String>> {
    let name = rustix::fs::statfs(path)?.f_fstypename;
    let bytes: Vec<u8> = name.iter().map(|letter| *letter as u8).take_while(|letter| *letter != 0).collect();
    Ok(String::from_utf8(bytes).ok().filter(|name| !name.is_empty()))
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "macos")))]
pub fn file_system_name(_path: &Path) -> io::Result<Option<String>> {
    Ok(None)
}

pub fn sync_files(files: &[&File]) -> io::Result<()> {
    // One wait for all: many small files would wait for the disk one by one.
    #[cfg(target_os = "linux")]
    if let [first, _, ..] = files {
        return Ok(rustix::fs::syncfs(first)?);
    }
    files.iter().try_for_each(|file| file.sync_data())
}

pub fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

pub fn open_private_to_append(path: &Path) -> io::Result<File> {
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)
}

pub fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

pub fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    use io::Write;
    let temporary = path.with_extension("new");
    let _ = std::fs::remove_file(&temporary);
    let mut file = create_private(&temporary)?;
    file.write_all(content)?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)
}

pub fn others_may(path: &Path) -> io::Result<(bool, bool)> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode();
    // A group may be the owner's alone, so that only everybody else's writing counts.
    Ok((mode & 0o044 != 0, mode & 0o002 != 0))
}

pub fn long_paths() -> Option<bool> {
    None
}

/// Commands have no window of their own here.
pub fn without_window(_: &mut std::process::Command) {}
