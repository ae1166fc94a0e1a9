//! Changing the copy: a file is written into the folder of parts, looked at again, synced together with others, and renamed into its
//! place. What is on the drive under a real name is always whole.

use std::{
    collections::HashSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use super::{
    Done, LeftOut, Reason, Setting, Trouble,
    drive::{Drive, is_own},
    manifest::{Held, Look, Manifest},
    placing::{Place, Placing},
};
use crate::{
    backup::DeviceLock,
    error::Error,
    model::{Apath, FileOperation, Kind, Metadata, Stat},
    platform::{self, Seen},
};

/// Files are synced and put into place together: so many…
const BATCH_FILES: usize = 64;
/// …or so many bytes.
const BATCH_BYTES: u64 = 32 << 20;
const BUFFER: usize = 1 << 20;
/// So many files in a row that cannot be written are no chance.
const MOST_FAILURES: u32 = 10;

/// The copy of one device, while it is changed. Nobody else changes it meanwhile.
pub struct Mirror {
    /// What it needs to know.
    pub setting: Setting,
    /// The drive.
    pub drive: Drive,
    /// What it holds.
    pub manifest: Manifest,
    /// What was done.
    pub done: Done,
    pub(super) largest_file: Option<u64>,
    pub(super) batch: Vec<Part>,
    batch_bytes: u64,
    /// Bytes for which there is room and that somebody else is about to write.
    pub(super) reserved: u64,
    next_part: u64,
    /// Folders on the drive that are known to be folders.
    pub(super) folders: HashSet<PathBuf>,
    buffer: Vec<u8>,
    failures: u32,
    /// Rises while anything moves.
    moved: Arc<AtomicU64>,
    _lock: DeviceLock,
}

/// A file that is written and not in its place yet.
pub struct Part {
    file: Option<File>,
    part: PathBuf,
    /// What it becomes.
    pub(super) held: Held,
    /// Whether it came from the store.
    fetched: bool,
}

impl Mirror {
    /// Opens the copy of a device. A manifest of another drive is forgotten only if `adopt` says so.
    pub fn open(setting: Setting, adopt: bool) -> Result<Self, Trouble> {
        let drive = Drive::find(&setting.path, &setting.owner)?;
        let lock = DeviceLock::take(&setting.lock).map_err(|error| match error {
            Error::Busy { .. } => Trouble::Busy,
            error => Trouble::Other(error),
        })?;
        let mut manifest = Manifest::open(&setting.manifest)?;
        match manifest.state("drive")? {
            Some(known) if known != drive.marker.drive && !adopt => {
                return Err(Trouble::Replaced { path: setting.path });
            }
            Some(known) if known == drive.marker.drive => {}
            _ => manifest.clear()?,
        }
        manifest.set_state("drive", Some(&drive.marker.drive))?;
        manifest.set_state("since", Some(&drive.marker.since.to_string()))?;
        let cleared = drive.clear_parts();
        let largest_file = platform::file_system(&drive.folder).ok().and_then(|system| system.largest_file);
        let mirror = Self {
            setting,
            drive,
            manifest,
            done: Done::default(),
            largest_file,
            batch: Vec::new(),
            batch_bytes: 0,
            reserved: 0,
            next_part: 0,
            folders: HashSet::new(),
            buffer: Vec::new(),
            failures: 0,
            moved: Arc::default(),
            _lock: lock,
        };
        match cleared {
            Ok(()) => Ok(mirror),
            Err(source) => Err(mirror.trouble(FileOperation::WriteInto, source)),
        }
    }

    /// Lets somebody see that it still moves.
    #[must_use]
    pub fn with_counter(self, moved: Arc<AtomicU64>) -> Self {
        Self { moved, ..self }
    }

    /// The time now, seconds.
    pub fn now(&self) -> i64 {
        self.setting.clock.now().seconds
    }

    /// Whether the copy of a path is of a version that looks so.
    pub fn has(&self, path: &Apath, look: &Look) -> Result<bool, Trouble> {
        Ok(self.manifest.held(path)?.is_some_and(|held| held.look == *look && held.sound && held.gone.is_none()))
    }

    /// Copies a file or link of this computer that is in the backup, as it is now. `look` is what the catalog
    /// says of its version. What concerns the file alone is noted and is
    /// no trouble.
    pub fn copy(&mut self, source: &Path, path: &Apath, stat: &Stat, look: Look) -> Result<(), Trouble> {
        if self.setting.filters.leave_out(path, look.kind, look.size, look.modified) {
            return self.withdraw(path);
        }
        let held = self.manifest.held(path)?;
        if let Some(held) = held.filter(|held| held.look == look && held.sound) {
            if held.gone.is_some() {
                self.manifest.put(&Held { gone: None, ..held })?;
            }
            return Ok(());
        }
        if look.kind == Kind::Symlink {
            return self.copy_link(source, path, stat);
        }
        if !self.make_room(path, &look)? {
            return Ok(());
        }
        let Some(place) = self.place(path)? else { return Ok(()) };
        let (part, file) = match self.new_part() {
            Ok(part) => part,
            Err(source) => return self.unwritable(path, &look, source),
        };
        let (hash, metadata) = match self.write(source, stat, &file) {
            Ok(Some(written)) => written,
            Ok(None) => return self.discard(&part, path, &look, Reason::Changed, String::new()),
            Err(Failed::Read(error)) => {
                return self.discard(&part, path, &look, Reason::Unreadable, error.to_string());
            }
            Err(Failed::Write(error)) => {
                // Should even that fail, the next copy clears it away.
                let _left = fs::remove_file(&part);
                return self.unwritable(path, &look, error);
            }
            Err(Failed::Stopped) => {
                let _left = fs::remove_file(&part);
                return Ok(());
            }
        };
        // What the drive cannot keep of mode and owner is not missed: the content is what counts.
        let _refused = platform::write_file_metadata(&file, &part, &metadata, look.modified);
        let held = self.held(path, look, place, Some(hash));
        self.add(Part { file: Some(file), part, held, fetched: false })
    }

    fn held(&self, path: &Apath, look: Look, Place { place, folded }: Place, hash: Option<[u8; 32]>) -> Held {
        let (there, copied) = (look.modified, self.now());
        Held { path: path.clone(), look, place, folded, there, hash, copied, sound: true, gone: None }
    }

    fn copy_link(&mut self, source: &Path, path: &Apath, stat: &Stat) -> Result<(), Trouble> {
        let look = Look::from(stat);
        let target = match platform::read_metadata(source, stat).map(|metadata| metadata.target) {
            Ok(Some(target)) => target,
            Ok(None) => return self.leave_out(path, &look, Reason::Changed, String::new()),
            Err(error) => return self.leave_out(path, &look, Reason::Unreadable, error.to_string()),
        };
        self.put_link(path, &look, &target, stat.attributes & 0x10 != 0)
    }

    /// Makes a link in the copy.
    pub fn put_link(&mut self, path: &Apath, look: &Look, target: &[u8], to_folder: bool) -> Result<(), Trouble> {
        let Some(place) = self.place(path)? else { return Ok(()) };
        let part = self.part_path();
        if let Err(error) = platform::make_symlink(target, &part, to_folder) {
            return match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::ReadOnlyFilesystem => self.unwritable(path, look, error),
                _ if !self.drive.is_there() => Err(self.trouble(FileOperation::WriteInto, error)),
                _ => self.leave_out(path, look, Reason::Link, error.to_string()),
            };
        }
        let _only_for_show = platform::set_modified(&part, look.modified);
        let held = self.held(path, *look, place, None);
        self.add(Part { file: None, part, held, fetched: false })
    }

    /// Takes a file in that was written into a place from [`Mirror::part_path`].
    pub fn take_part(&mut self, path: &Apath, look: &Look, part: PathBuf) -> Result<(), Trouble> {
        let Some(place) = self.place(path)? else { return Ok(()) };
        let (hash, file) =
            match File::options().read(true).write(true).open(&part).and_then(|file| Ok((self.hash(&file)?, file))) {
                Ok(written) => written,
                Err(error) => return self.unwritable(path, look, error),
            };
        let held = self.held(path, *look, place, Some(hash));
        self.add(Part { file: Some(file), part, held, fetched: true })
    }

    /// Takes a file or link in that is in its place and was proved to be right; its time and mode are set anew.
    pub fn take_found(&mut self, path: &Apath, look: &Look, place: Vec<u8>, mode: Option<u32>) -> Result<(), Trouble> {
        let Some(at) = self.drive.path_of(&place) else { return Ok(()) };
        let folded = self.drive.marker.names.folded(&place);
        // A drive that does not let that be set has the file all the same.
        let _refused = platform::set_modified(&at, look.modified);
        let mut held = self.held(path, *look, Place { place, folded }, None);
        if look.kind == Kind::File {
            let file = platform::open_for_backup(&at).map_err(|source| self.trouble(FileOperation::Read, source))?;
            held.hash = Some(self.hash(&file).map_err(|source| self.trouble(FileOperation::Read, source))?);
            held.there = seen_modified(&file).unwrap_or(look.modified);
            let metadata = Metadata { mode: mode.map(|mode| mode & 0o777), ..Metadata::default() };
            let _refused = platform::write_metadata(&at, Kind::File, &metadata, look.modified);
        }
        self.manifest.put(&held)?;
        self.done.found.add(look.size);
        Ok(())
    }

    /// BLAKE3 of a file.
    pub fn hash(&mut self, file: &File) -> io::Result<[u8; 32]> {
        let (mut hasher, mut offset) = (blake3::Hasher::new(), 0);
        self.buffer.resize(BUFFER, 0);
        loop {
            match platform::read_at(file, &mut self.buffer, offset)? {
                0 => return Ok(*hasher.finalize().as_bytes()),
                read => {
                    hasher.update(&self.buffer[..read]);
                    offset += read as u64;
                }
            }
        }
    }

    /// A place for a file that somebody else writes before it is taken in.
    pub fn part_path(&mut self) -> PathBuf {
        self.next_part += 1;
        self.drive.parts().join(format!("{}.part", self.next_part))
    }

    fn new_part(&mut self) -> io::Result<(PathBuf, File)> {
        let path = self.part_path();
        // Nobody else may read it before it has its own mode.
        let file = platform::create_private(&path)?;
        Ok((path, file))
    }

    /// Writes the content of a file; `None` if it is no longer as it was at the look.
    fn write(&mut self, source: &Path, stat: &Stat, part: &File) -> Result<Option<([u8; 32], Metadata)>, Failed> {
        let source = platform::open_for_backup(source).map_err(Failed::Read)?;
        let is_same = |source: &File| match platform::stat_file(source) {
            Ok(Seen::Entry(now)) => is_same_file(&now, stat),
            _ => false,
        };
        if !is_same(&source) {
            return Ok(None);
        }
        let mut hasher = blake3::Hasher::new();
        self.buffer.resize(BUFFER, 0);
        let is_sparse = stat.allocated < stat.size;
        if is_sparse {
            platform::make_sparse(part).map_err(Failed::Write)?;
        }
        let mut offset = 0;
        while offset < stat.size {
            if self.setting.cancel.is_cancelled() {
                return Err(Failed::Stopped);
            }
            let read = platform::read_at(&source, &mut self.buffer, offset).map_err(Failed::Read)?;
            let Some(bytes) = self.buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
            hasher.update(bytes);
            // Where the source has holes, so has the copy.
            if !is_sparse || bytes.iter().any(|byte| *byte != 0) {
                platform::write_all_at(part, bytes, offset).map_err(Failed::Write)?;
            }
            offset += read as u64;
            self.moved.fetch_add(1, Relaxed);
        }
        if is_sparse {
            part.set_len(stat.size).map_err(Failed::Write)?;
        }
        if offset != stat.size || !is_same(&source) {
            return Ok(None);
        }
        let metadata = platform::read_file_metadata(&source, stat);
        let Metadata { mode, user, group, .. } = metadata;
        let metadata = Metadata { mode: mode.map(|mode| mode & 0o777), user, group, ..Metadata::default() };
        Ok(Some((*hasher.finalize().as_bytes(), metadata)))
    }

    fn discard(
        &mut self,
        part: &Path,
        path: &Apath,
        look: &Look,
        reason: Reason,
        detail: String,
    ) -> Result<(), Trouble> {
        let _left = fs::remove_file(part);
        self.leave_out(path, look, reason, detail)
    }

    /// Notes that a file is not in the copy. An older copy of it stays: it is better than none, and is known to be old.
    pub fn leave_out(&mut self, path: &Apath, look: &Look, reason: Reason, detail: String) -> Result<(), Trouble> {
        self.done.left_out += 1;
        self.manifest.mark_unsound(path)?;
        Ok(self.manifest.leave_out(&LeftOut { path: path.clone(), size: look.size, reason, detail })?)
    }

    /// What to do about a file that cannot be written: go on with the next one, or stop because it is the drive.
    pub(super) fn unwritable(&mut self, path: &Apath, look: &Look, error: io::Error) -> Result<(), Trouble> {
        let reason = match error.kind() {
            io::ErrorKind::FileTooLarge => Reason::TooLarge,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Reason::Full,
            io::ErrorKind::ReadOnlyFilesystem => return Err(self.trouble(FileOperation::WriteInto, error)),
            _ => Reason::Unwritable,
        };
        if reason == Reason::Unwritable {
            self.failures += 1;
            if self.failures >= MOST_FAILURES || !self.drive.is_there() {
                return Err(self.trouble(FileOperation::WriteInto, error));
            }
        }
        self.leave_out(path, look, reason, error.to_string())
    }

    /// What a failure of the drive is.
    pub(super) fn trouble(&self, operation: FileOperation, source: io::Error) -> Trouble {
        let path = self.drive.folder.clone();
        match source.kind() {
            io::ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly { path },
            _ if !self.drive.is_there() => Trouble::Lost { path },
            _ => Trouble::Io { operation, path, source },
        }
    }

    fn add(&mut self, part: Part) -> Result<(), Trouble> {
        self.batch_bytes += part.held.look.size;
        self.batch.push(part);
        if self.batch.len() >= BATCH_FILES || self.batch_bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    /// Bytes that are on their way into the copy.
    pub(super) fn waiting_bytes(&self) -> u64 {
        self.batch_bytes + self.reserved
    }

    /// Whether anything is.
    pub(super) fn is_waiting(&self) -> bool {
        !self.batch.is_empty()
    }

    /// Puts all that is written into its place.
    pub fn flush(&mut self) -> Result<(), Trouble> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let files: Vec<&File> = batch.iter().filter_map(|part| part.file.as_ref()).collect();
        platform::sync_files(&files).map_err(|source| self.trouble(FileOperation::WriteInto, source))?;
        self.manifest.begin()?;
        let result = batch.into_iter().try_for_each(|part| self.put_into_place(part));
        self.manifest.commit()?;
        result
    }

    fn put_into_place(&mut self, part: Part) -> Result<(), Trouble> {
        let Part { file, part, mut held, fetched } = part;
        let there = file.as_ref().and_then(seen_modified);
        drop(file);
        let (path, look) = (held.path.clone(), held.look);
        let old = self.manifest.held(&path)?;
        let mut placed = self.rename_into(&part, &held.place);
        if matches!(placed, Err(Placing::InTheWay)) {
            // A folder that is one to the drive has its place.
            let marker = &self.drive.marker;
            held.place = marker.names.other_place(&path, marker.has_drives());
            held.folded = marker.names.folded(&held.place);
            placed = self.rename_into(&part, &held.place);
        }
        match placed {
            Ok(()) => {}
            Err(Placing::InTheWay) => return self.discard(&part, &path, &look, Reason::InTheWay, String::new()),
            Err(Placing::Io(error)) => {
                let _left = fs::remove_file(&part);
                return self.unwritable(&path, &look, error);
            }
            Err(Placing::Trouble(trouble)) => return Err(trouble),
        }
        // The same file under its former name, as names were given then.
        if let Some(old) = old.filter(|old| old.folded != held.folded) {
            self.remove_file(&old)?;
        }
        held.there = there.unwrap_or(held.there);
        self.manifest.put(&held)?;
        self.failures = 0;
        let done = if fetched { &mut self.done.fetched } else { &mut self.done.copied };
        done.add(look.size);
        Ok(())
    }

    /// Takes a path out of the copy, if it is in it.
    pub fn withdraw(&mut self, path: &Apath) -> Result<(), Trouble> {
        self.manifest.admit(path)?;
        match self.manifest.held(path)? {
            Some(held) => self.evict(&held),
            None => Ok(()),
        }
    }

    /// Removes a file of the copy.
    pub(super) fn evict(&mut self, held: &Held) -> Result<(), Trouble> {
        self.remove_file(held)?;
        Ok(self.manifest.remove(held)?)
    }

    /// Notes that a path, with all below it, is no longer on the computer. The files stay until their room is needed.
    pub fn gone(&mut self, path: &Apath) -> Result<(), Trouble> {
        if self.batch.iter().any(|part| part.held.path.is_within(path)) {
            self.flush()?;
        }
        Ok(self.manifest.mark_gone(path, self.now())?)
    }

    /// Files on the drive that are no part of the copy, the first so many of them.
    pub fn strangers(&self, most: usize) -> Result<Vec<PathBuf>, Trouble> {
        let mut found = Vec::new();
        let mut waiting = vec![(self.drive.folder.clone(), Vec::new())];
        while let Some((folder, place)) = waiting.pop() {
            let entries = fs::read_dir(&folder).map_err(|source| self.trouble(FileOperation::List, source))?;
            for entry in entries.flatten() {
                let name = platform::name_bytes(&entry.file_name());
                if place.is_empty() && is_own(&name) {
                    continue;
                }
                let below = if place.is_empty() { name } else { [&place[..], b"/", &name].concat() };
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if is_folder {
                    waiting.push((entry.path(), below));
                } else if self.manifest.at(&self.drive.marker.names.folded(&below))?.is_none() {
                    found.push(entry.path());
                    if found.len() >= most {
                        return Ok(found);
                    }
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// Why the content of a file was not written.
enum Failed {
    Read(io::Error),
    Write(io::Error),
    Stopped,
}

/// Whether an open file is as it was at a look. Some systems tell more of an open file than a walk was told.
fn is_same_file(now: &Stat, then: &Stat) -> bool {
    let told = |now: u64, then: u64| now == then || now == 0 || then == 0;
    now.kind == then.kind
        && now.size == then.size
        && now.modified == then.modified
        && (now.changed == then.changed || then.changed == Default::default())
        && told(now.inode, then.inode)
}

fn seen_modified(file: &File) -> Option<crate::model::Timestamp> {
    match platform::stat_file(file) {
        Ok(Seen::Entry(stat)) => Some(stat.modified),
        _ => None,
    }
}
