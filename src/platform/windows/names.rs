//! Names and paths: how Windows writes them, and how the catalog does.

use std::{
    ffi::{OsStr, OsString},
    os::windows::ffi::{OsStrExt, OsStringExt},
    path::{Component, Path, PathBuf, Prefix},
};

use windows_sys::Win32::{
    Foundation::INVALID_HANDLE_VALUE,
    Storage::FileSystem::{FindClose, FindFirstFileW, WIN32_FIND_DATAW},
};

use crate::model::{Apath, apath::is_component};

pub fn name_bytes(name: &OsStr) -> Vec<u8> {
    let mut bytes = Vec::new();
    for unit in char::decode_utf16(name.encode_wide()) {
        match unit {
            Ok(character) => {
                let mut buffer = [0; 4];
                bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
            }
            // WTF-8: an unpaired surrogate takes the three bytes that UTF-8 would give its number.
            Err(unpaired) => {
                let unit = unpaired.unpaired_surrogate();
                bytes.extend_from_slice(&[
                    0xE0 | (unit >> 12) as u8,
                    0x80 | (unit >> 6 & 0x3F) as u8,
                    0x80 | (unit & 0x3F) as u8,
                ]);
            }
        }
    }
    bytes
}

pub fn wide_of_bytes(bytes: &[u8]) -> Option<Vec<u16>> {
    let mut wide = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (valid, after) = match std::str::from_utf8(rest) {
            Ok(text) => (text, &[][..]),
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                (std::str::from_utf8(valid).ok()?, after)
            }
        };
        wide.extend(valid.encode_utf16());
        rest = match after {
            [] => after,
            [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, rest @ ..] => {
                wide.push(0xD000 | u16::from(second & 0x3F) << 6 | u16::from(third & 0x3F));
                rest
            }
            _ => return None,
        };
    }
    Some(wide)
}

pub fn name_of_bytes(bytes: &[u8]) -> Option<OsString> {
    is_component(bytes).then(|| wide_of_bytes(bytes))?.map(|wide| OsString::from_wide(&wide))
}

/// A name that Windows cannot have (`a:b`) is refused rather than bent into another file's.
pub fn portable_name(component: &[u8]) -> Option<OsString> {
    let forbidden = |byte: &u8| matches!(byte, b'<' | b'>' | b':' | b'"' | b'|' | b'?' | b'*' | b'\\' | 0..=31);
    if component.iter().any(forbidden) {
        return None;
    }
    name_of_bytes(component)
}

/// Short names (`PROGRA~1`) become what they stand for, too. What is not there is left as it is, with all below it: a server that does
/// not answer is asked once.
pub fn as_stored(path: PathBuf) -> PathBuf {
    let mut stored = PathBuf::new();
    let mut is_there = true;
    for component in path.components() {
        let found = match component {
            Component::Normal(name) if is_there => stored_name(&to_write_below(&stored.join(name))),
            _ => None,
        };
        is_there &= found.is_some() || !matches!(component, Component::Normal(_));
        stored.push(found.as_deref().unwrap_or(component.as_os_str()));
    }
    stored
}

/// The last name of a path as its folder has it.
fn stored_name(path: &Path) -> Option<OsString> {
    let mut wide: Vec<u16> = path.as_os_str().encode_wide().collect();
    // The first four letters of a verbatim path are no wildcard.
    if wide.iter().skip(4).any(|unit| matches!(char::from_u32((*unit).into()), Some('*' | '?'))) {
        return None;
    }
    wide.push(0);
    let mut found = WIN32_FIND_DATAW::default();
    // SAFETY: the path ends with a zero, and the structure is the call's to fill. A search that was begun is ended.
    unsafe {
        let search = FindFirstFileW(wide.as_ptr(), &mut found);
        if search == INVALID_HANDLE_VALUE {
            return None;
        }
        FindClose(search);
    }
    let name: Vec<u16> = found.cFileName.into_iter().take_while(|unit| *unit != 0).collect();
    Some(OsString::from_wide(&name))
}

/// Verbatim, as in [`path_of`]: else `trail.` would become another's `trail`, and `CON` a device.
pub fn to_write_below(root: &Path) -> PathBuf {
    let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    apath(&absolute).and_then(|apath| path_of(&apath)).unwrap_or(absolute)
}

pub fn apath(path: &Path) -> Option<Apath> {
    let mut apath = Apath::ROOT;
    for component in path.components() {
        match component {
            Component::Prefix(prefix) => {
                let root = match prefix.kind() {
                    Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
                        format!("{}:", char::from(letter).to_ascii_uppercase()).into_bytes()
                    }
                    Prefix::UNC(server, share) | Prefix::VerbatimUNC(server, share) => {
                        [b"\\\\", &name_bytes(server)[..], b"\\", &name_bytes(share)[..]].concat()
                    }
                    Prefix::Verbatim(name) | Prefix::DeviceNS(name) => [b"\\\\?\\", &name_bytes(name)[..]].concat(),
                };
                apath = apath.join(&root);
            }
            Component::RootDir | Component::CurDir => {}
            Component::Normal(name) => {
                let name = name_bytes(name);
                apath = is_component(&name).then(|| apath.join(&name))?;
            }
            Component::ParentDir => return None,
        }
    }
    path.is_absolute().then_some(apath)
}

pub fn path_of(apath: &Apath) -> Option<PathBuf> {
    let mut components = apath.components();
    let Some(root) = components.next() else {
        return Some(PathBuf::from("\\"));
    };
    let root = name_of_bytes(root)?;
    let text = root.to_str()?;
    // Verbatim, so that paths beyond 260 characters and odd names (`CON`, `trail.`) are taken as they are.
    let mut path = OsString::from(match text.strip_prefix("\\\\") {
        Some(rest) if rest.starts_with("?\\") => text.to_owned(),
        Some(rest) => format!("\\\\?\\UNC\\{rest}"),
        None => format!("\\\\?\\{text}"),
    });
    path.push("\\");
    let mut first = true;
    for component in components {
        if !first {
            path.push("\\");
        }
        first = false;
        path.push(name_of_bytes(component)?);
    }
    Some(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_with_unpaired_surrogates() {
        for wide in [vec![0x61, 0xD800, 0x62], vec![0xD83D, 0xDE00], vec![0x5199, 0x771F]] {
            let name = OsString::from_wide(&wide);
            assert_eq!(name_of_bytes(&name_bytes(&name)), Some(name));
        }
    }

    #[test]
    fn paths_come_back_verbatim() {
        let apath = apath(Path::new("c:\\Users\\山田\\写真.jpg")).unwrap();
        assert_eq!(apath.as_bytes(), "/C:/Users/山田/写真.jpg".as_bytes());
        assert_eq!(path_of(&apath).unwrap(), Path::new("\\\\?\\C:\\Users\\山田\\写真.jpg"));
        let share = super::apath(Path::new("\\\\nas\\photos\\a")).unwrap();
        assert_eq!(path_of(&share).unwrap(), Path::new("\\\\?\\UNC\\nas\\photos\\a"));
    }

    #[test]
    fn a_path_gets_the_case_that_is_stored() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("Reports of this year").join("Tax")).unwrap();
        let stored = as_stored(folder.path().to_owned());
        let typed = folder.path().join("rePORTS OF this Year").join("tAX").join("not There").join("A.txt");
        let reports = stored.join("Reports of this year").join("Tax");
        assert_eq!(as_stored(typed), reports.join("not There").join("A.txt"));
        assert_eq!(as_stored(reports.clone()), reports);
        let verbatim = to_write_below(&reports);
        assert_eq!(as_stored(verbatim.clone()), verbatim);
    }

    #[test]
    fn what_is_written_below_a_folder_is_taken_as_it_is() {
        let root = to_write_below(Path::new("C:\\back\\.\\up"));
        assert_eq!(root, Path::new("\\\\?\\C:\\back\\up"));
        assert_eq!(to_write_below(&root), root);
        assert_eq!(to_write_below(Path::new("\\\\nas\\back")), Path::new("\\\\?\\UNC\\nas\\back\\"));
        for (name, there) in [("trail.", true), ("CON", true), ("a:b", false), ("a\\b", false), ("..", false)] {
            assert_eq!(portable_name(name.as_bytes()).is_some(), there, "{name}");
        }
    }
}
