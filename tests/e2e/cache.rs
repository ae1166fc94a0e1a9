//! The local cache is lost, old, another's or garbage: backups and restores stay right.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::support::{bench::Snapshot, program::Computer, scene::Scene, tree::Tree};

/// What every SQLite database begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

#[test]
fn a_cache_that_was_deleted_is_made_anew() {
    with_cache(|computer, _| {
        for file in cache_files(computer) {
            fs::remove_file(file).expect("the cache can be deleted");
        }
    });
}

#[test]
fn a_cache_that_was_replaced_by_an_older_copy_is_brought_up_to_date() {
    with_cache(|_, older| older.put_back());
}

#[test]
fn a_cache_that_was_replaced_by_another_accounts_is_not_believed() {
    with_cache(|computer, _| {
        let other = Scene::new(Tree::compact(52), &[]);
        other.backup();
        let foreign = cache_databases(&other.computer);
        for (own, foreign) in cache_databases(computer).iter().zip(&foreign) {
            remove_journals(own);
            fs::copy(foreign, own).expect("the cache can be replaced");
        }
    });
}

#[test]
fn a_cache_that_is_garbage_is_made_anew() {
    with_cache(|computer, _| {
        for file in cache_databases(computer) {
            remove_journals(&file);
            fs::write(file, "not a database at all ".repeat(500)).expect("the cache can be written");
        }
    });
}

#[test]
fn a_cache_that_was_cut_short_is_made_anew() {
    with_cache(|computer, _| {
        for file in cache_databases(computer) {
            remove_journals(&file);
            cut(&file, 2);
        }
    });
}

#[test]
fn a_cache_with_garbage_inside_is_made_anew() {
    with_cache(|computer, _| {
        for file in cache_databases(computer) {
            remove_journals(&file);
            let mut bytes = fs::read(&file).expect("the cache can be read");
            let middle = bytes.len() / 4..bytes.len() * 3 / 4;
            bytes[middle].fill(0xa5);
            fs::write(file, bytes).expect("the cache can be written");
        }
    });
}

/// Lets something happen to the cache of a computer after two backups, given it as it was after the first; then once as the next
/// thing a backup follows, and once a restore.
fn with_cache(happen: impl Fn(&Computer, &Snapshot)) {
    let scene = Scene::new(Tree::compact(51), &[]);
    scene.backup();
    let older = Snapshot::of(&[scene.computer.folder()]);
    scene.tree.mutate(1);
    scene.backup();

    happen(&scene.computer, &older);
    scene.assert_restorable();
    happen(&scene.computer, &older);
    scene.tree.mutate(2);
    scene.backup();
    scene.assert_restorable();
}

/// The databases that the program keeps on a computer.
fn cache_databases(computer: &Computer) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![computer.folder().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the computer can be listed") {
            let path = entry.expect("a folder of the computer can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if fs::read(&path).is_ok_and(|bytes| bytes.starts_with(MAGIC)) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "there is a cache");
    found.sort();
    found
}

/// The databases with what belongs to them.
fn cache_files(computer: &Computer) -> Vec<PathBuf> {
    let databases = cache_databases(computer);
    let all = databases.into_iter().flat_map(|file| journals(&file).into_iter().chain([file]));
    all.filter(|file| file.exists()).collect()
}

fn journals(database: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|ending| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

/// Without this a journal would undo what is done to its database.
fn remove_journals(database: &Path) {
    for journal in journals(database).into_iter().filter(|journal| journal.exists()) {
        fs::remove_file(journal).expect("the cache can be deleted");
    }
}

fn cut(file: &Path, parts: u64) {
    let file = fs::File::options().write(true).open(file).expect("the cache can be written");
    let size = file.metadata().expect("the cache can be looked at").len();
    file.set_len(size / parts).expect("the cache can be cut");
}
