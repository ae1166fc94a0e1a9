//! The files below a folder and what they hold.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The bytes of all files below a folder, by their paths in it. Links are left out.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).expect("the folder can be listed") {
            let entry = entry.expect("the folder can be listed");
            let kind = entry.file_type().expect("an entry has a kind");
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let bytes = fs::read(&path).expect("a file can be read");
                found.insert(path.strip_prefix(folder).expect("below the folder").to_owned(), bytes);
            }
        }
    }
    found
}

/// All that lies below a folder, and for files their bytes: equal exactly if nothing was written there.
pub fn state(folder: &Path) -> BTreeMap<PathBuf, Option<blake3::Hash>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let is_folder = path.is_dir() && !path.is_symlink();
            let hash = path.is_file().then(|| blake3::hash(&fs::read(&path).expect("a file can be read")));
            found.insert(path.strip_prefix(folder).expect("below the folder").to_owned(), hash);
            if is_folder {
                folders.push(path);
            }
        }
    }
    found
}

/// Whether bytes hold a text: as UTF-8, or as UTF-16 in either order.
pub fn holds(bytes: &[u8], text: &str) -> bool {
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [text.as_bytes(), &little, &big].into_iter().any(|wanted| holds_bytes(bytes, wanted))
}

/// Whether bytes hold others.
pub fn holds_bytes(bytes: &[u8], wanted: &[u8]) -> bool {
    assert!(!wanted.is_empty());
    let first = wanted[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == first) {
        if rest[at..].starts_with(wanted) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}
