//! A file that is being restored: written beside its place, finished once its last piece is there.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{
        LazyLock, Mutex, PoisonError,
        atomic::{
            AtomicU64,
            Ordering::{AcqRel, Relaxed},
        },
    },
};

use crate::{
    model::{Apath, Content, FileOperation, Metadata, Timestamp},
    monitor::Problem,
    platform::{self, Refused},
    seal::keys::random,
};

/// A file to restore.
pub struct Target {
    /// Its path in the catalog.
    pub path: Apath,
    /// Its place.
    pub place: PathBuf,
    /// Its length.
    pub size: u64,
    /// Its modification time.
    pub modified: Timestamp,
    /// The rest.
    pub metadata: Metadata,
    /// Where its content lies.
    pub content: Content<u32>,
    /// Pieces that are planned and not written, and one more while the planning goes on.
    outstanding: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    temporary: Option<(PathBuf, File)>,
    problem: Option<Problem>,
    written: u64,
    /// Of those the bytes that were found near.
    near: u64,
}

/// What became of a file.
pub enum Finished {
    /// It is in its place; what could not be set of its metadata is named.
    Restored(Refused),
    /// It is not, and nothing was touched.
    Failed(Problem),
}

impl Target {
    /// A file whose pieces are about to be planned.
    pub fn new(
        path: Apath,
        place: PathBuf,
        size: u64,
        modified: Timestamp,
        metadata: Metadata,
        content: Content<u32>,
    ) -> Self {
        let (outstanding, state) = (AtomicU64::new(1), Mutex::default());
        Self { path, place, size, modified, metadata, content, outstanding, state }
    }

    /// Notes that a piece is planned.
    pub fn expect_piece(&self) {
        self.outstanding.fetch_add(1, AcqRel);
    }

    /// Notes that a piece is written, or that the planning is over. The last such call finishes the file.
    pub fn piece_done(&self) -> Option<Finished> {
        (self.outstanding.fetch_sub(1, AcqRel) == 1).then(|| self.finish())
    }

    /// Notes that the file cannot be restored. The first reason is kept.
    pub fn fail(&self, problem: Problem) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).problem.get_or_insert(problem);
    }

    /// Writes a piece, unless the file cannot be restored any more; how many bytes that were.
    pub fn write(&self, bytes: &[u8], offset: u64) -> u64 {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.problem.is_some() {
            return 0;
        }
        let result = self.temporary(&mut state).and_then(|file| platform::write_all_at(file, bytes, offset));
        match result {
            Ok(()) => {
                state.written += bytes.len() as u64;
                bytes.len() as u64
            }
            Err(source) => {
                state.problem = Some(Problem::Io { operation: FileOperation::Write, source });
                0
            }
        }
    }

    /// Bytes that were written.
    pub fn written(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).written
    }

    /// Writes a piece that was found near.
    pub fn write_near(&self, bytes: &[u8], offset: u64) -> u64 {
        let written = self.write(bytes, offset);
        self.state.lock().unwrap_or_else(PoisonError::into_inner).near += bytes.len() as u64;
        written
    }

    /// Bytes that were found near.
    pub fn near_bytes(&self) -> u64 {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).near
    }

    fn temporary<'a>(&self, state: &'a mut State) -> io::Result<&'a File> {
        if state.temporary.is_none() {
            let path = beside(&self.place)?;
            let file = platform::create_private(&path)?;
            if self.content.hole_bytes() > 0 {
                platform::make_sparse(&file)?;
            }
            state.temporary = Some((path, file));
        }
        match &state.temporary {
            Some((_, file)) => Ok(file),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn finish(&self) -> Finished {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.problem.is_none()
            && let Err(source) = self.temporary(&mut state).map(|_| ())
        {
            state.problem = Some(Problem::Io { operation: FileOperation::Create, source });
        }
        let problem = state.problem.take();
        let Some((temporary, file)) = state.temporary.take() else {
            return Finished::Failed(problem.unwrap_or(Problem::Mismatch));
        };
        let result = match problem {
            Some(problem) => Err(problem),
            None if state.written + self.content.hole_bytes() != self.size => Err(Problem::Mismatch),
            None => self.settle(&temporary, file),
        };
        match result {
            Ok(refused) => Finished::Restored(refused),
            Err(problem) => {
                // Should even that fail, the name says what it is.
                let _left = std::fs::remove_file(&temporary);
                Finished::Failed(problem)
            }
        }
    }

    fn settle(&self, temporary: &Path, file: File) -> Result<Refused, Problem> {
        let io = |operation| move |source| Problem::Io { operation, source };
        if matches!(self.content.extents().last(), Some(crate::model::Extent::Hole { .. })) {
            file.set_len(self.size).map_err(io(FileOperation::Write))?;
        }
        let mut refused = platform::write_file_metadata(&file, temporary, &self.metadata, self.modified);
        drop(file);
        platform::replace(temporary, &self.place).map_err(io(FileOperation::PutIntoPlace))?;
        refused.extend(platform::finish_in_place(&self.place, &self.metadata));
        Ok(refused)
    }
}

/// A name for a temporary file beside a place. Those of one process differ by their number, those of two by their random part.
pub fn beside(place: &Path) -> io::Result<PathBuf> {
    static PROCESS: LazyLock<String> = LazyLock::new(|| data_encoding::HEXLOWER.encode(&random::<8>()));
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let folder = place.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let number = NEXT.fetch_add(1, Relaxed);
    Ok(folder.join(format!(".aosbox-{}-{number}.part", *PROCESS)))
}

/// Makes a folder and those above it. `true` when it was not there before. Into a chosen folder, nothing is restored through a
/// link that leads out of it.
pub fn make_folder(place: &Path, within_target: bool) -> io::Result<bool> {
    match std::fs::create_dir(place) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::fs::create_dir_all(place).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let there = if within_target { std::fs::symlink_metadata(place) } else { std::fs::metadata(place) }?;
            if there.is_dir() { Ok(false) } else { Err(error) }
        }
        Err(error) => Err(error),
    }
}
