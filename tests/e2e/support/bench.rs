//! Many cases that begin from one prepared state, on a few threads.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    fs, io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
};

use tempfile::TempDir;

use super::objects::Objects;

/// Folders as they were at a time, and perhaps a store's objects, to be put back.
pub struct Snapshot {
    folders: Vec<(PathBuf, TempDir)>,
    objects: Option<(Objects, BTreeMap<String, Vec<u8>>)>,
}

impl Snapshot {
    /// Copies folders.
    pub fn of(folders: &[&Path]) -> Self {
        let copy = |folder: &&Path| {
            let copy = tempfile::tempdir().expect("a folder for a copy");
            copy_folder(folder, copy.path());
            (folder.to_path_buf(), copy)
        };
        Self { folders: folders.iter().map(copy).collect(), objects: None }
    }

    /// The same with what a store holds now.
    pub fn with(self, objects: Objects) -> Self {
        let all = objects.all();
        Self { objects: Some((objects, all)), ..self }
    }

    /// Makes all hold what it held.
    pub fn put_back(&self) {
        if let Some((objects, wanted)) = &self.objects {
            objects.put_back(wanted);
        }
        for (folder, copy) in &self.folders {
            empty_folder(folder);
            copy_folder(copy.path(), folder);
        }
    }
}

/// Does every case once on `threads` threads, each with a state of its own, and stops at the first that fails.
pub fn each_case<State, Case: Debug + Sync>(
    threads: usize,
    cases: &[Case],
    prepare: impl Fn() -> State + Sync,
    check: impl Fn(&mut State, &Case) + Sync,
) {
    let (next, failed) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(cases.len()) {
            scope.spawn(|| {
                let mut state = prepare();
                while !failed.load(SeqCst)
                    && let Some(case) = cases.get(next.fetch_add(1, SeqCst))
                {
                    let watch = Watch { case, failed: &failed };
                    check(&mut state, case);
                    drop(watch);
                }
            });
        }
    });
}

/// Says which case a panic belongs to.
struct Watch<'a, Case: Debug> {
    case: &'a Case,
    failed: &'a AtomicBool,
}

impl<Case: Debug> Drop for Watch<'_, Case> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.failed.store(true, SeqCst);
            eprintln!("the case was {:?}", self.case);
        }
    }
}

/// Copies all that a folder holds into another that is there, modes included.
pub fn copy_folder(from: &Path, to: &Path) {
    let copied = copy_into(from, to);
    copied.unwrap_or_else(|error| panic!("copy {} to {}: {error}", from.display(), to.display()));
}

/// Removes all that a folder holds.
pub fn empty_folder(folder: &Path) {
    let emptied = fs::read_dir(folder).and_then(|entries| {
        entries.into_iter().try_for_each(|entry| {
            let entry = entry?;
            if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }
        })
    });
    emptied.unwrap_or_else(|error| panic!("empty {}: {error}", folder.display()));
}

fn copy_into(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&place)?;
            copy_into(&entry.path(), &place)?;
            fs::set_permissions(&place, entry.metadata()?.permissions())?;
        } else {
            fs::copy(entry.path(), &place)?;
        }
    }
    Ok(())
}

/// The first file or folder of this name below a folder.
#[track_caller]
pub fn find_below(folder: &Path, name: &str) -> PathBuf {
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("list {}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("the folder can be listed").path();
            if path.ends_with(name) {
                return path;
            }
            if path.is_dir() {
                waiting.push(path);
            }
        }
    }
    panic!("there is no {name}");
}
