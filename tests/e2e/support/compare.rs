//! Comparing two folders completely.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// Differences that are shown at most.
const SHOWN: usize = 30;

/// What two names of one file have in common.
type FileId = (u64, u64);

/// All that is compared of an entry, in words.
type Facts = BTreeMap<&'static str, String>;

/// Asserts that two folders hold the same: names, kinds, bytes, times, modes, targets of links, names that are one file, and
/// extended attributes where there are any. The folders' own facts count too.
#[track_caller]
pub fn assert_same(expected: &Path, actual: &Path) {
    let differences = differences(expected, actual);
    let further = differences.len().saturating_sub(SHOWN);
    assert!(
        differences.is_empty(),
        "{} is not as {}:\n  {}\n({further} more)",
        actual.display(),
        expected.display(),
        differences[..differences.len().min(SHOWN)].join("\n  "),
    );
}

/// What differs between two folders, a line each.
pub fn differences(expected: &Path, actual: &Path) -> Vec<String> {
    let (expected, mut actual) = (describe(expected), describe(actual));
    let mut lines = Vec::new();
    for (path, facts) in expected {
        let Some(there) = actual.remove(&path) else {
            lines.push(format!("{}: missing ({})", shown(&path), facts["kind"]));
            continue;
        };
        for (name, value) in &facts {
            match there.get(name) {
                Some(other) if other == value => {}
                Some(other) => {
                    lines.push(format!("{}: {name} is {other}, not {value}", shown(&path)));
                }
                None => lines.push(format!("{}: has no {name}, not {value}", shown(&path))),
            }
        }
        for (name, value) in there.iter().filter(|(name, _)| !facts.contains_key(*name)) {
            lines.push(format!("{}: {name} is {value}, not without", shown(&path)));
        }
    }
    lines.extend(actual.iter().map(|(path, facts)| format!("{}: not expected ({})", shown(path), facts["kind"])));
    lines
}

/// A path as all systems write it here.
fn shown(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

fn describe(root: &Path) -> BTreeMap<PathBuf, Facts> {
    let mut entries = BTreeMap::new();
    let mut names_of_files = BTreeMap::<FileId, Vec<PathBuf>>::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(name) = waiting.pop() {
        let path = root.join(&name);
        let look = || -> std::io::Result<(Facts, Option<FileId>, Vec<PathBuf>)> {
            let metadata = fs::symlink_metadata(&path)?;
            let facts = facts(&path, &metadata)?;
            let mut below = Vec::new();
            if metadata.is_dir() {
                for entry in fs::read_dir(&path)? {
                    below.push(name.join(entry?.file_name()));
                }
            }
            Ok((facts, link_group(&metadata), below))
        };
        let (facts, group, below) = look().unwrap_or_else(|error| panic!("look at {}: {error}", path.display()));
        if let Some(group) = group {
            names_of_files.entry(group).or_default().push(name.clone());
        }
        waiting.extend(below);
        entries.insert(name, facts);
    }
    for mut names in names_of_files.into_values().filter(|names| names.len() > 1) {
        names.sort();
        for name in &names {
            let facts = entries.get_mut(name).expect("noted above");
            facts.insert("same file as", format!("{names:?}"));
        }
    }
    entries
}

fn facts(path: &Path, metadata: &fs::Metadata) -> std::io::Result<Facts> {
    let mut facts = Facts::new();
    facts.insert("modified", nanoseconds(metadata.modified()?).to_string());
    let kind = if metadata.is_dir() {
        "folder"
    } else if metadata.is_symlink() {
        facts.insert("target", format!("{:?}", fs::read_link(path)?));
        "link"
    } else {
        facts.insert("size", metadata.len().to_string());
        facts.insert("content", blake3::hash(&fs::read(path)?).to_hex()[..16].to_owned());
        "file"
    };
    facts.insert("kind", kind.to_owned());
    add_system_facts(path, metadata, &mut facts)?;
    Ok(facts)
}

fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

#[cfg(unix)]
fn add_system_facts(path: &Path, metadata: &fs::Metadata, facts: &mut Facts) -> std::io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    // A link's own mode means nothing and cannot be set everywhere.
    if !metadata.is_symlink() {
        facts.insert("mode", format!("{:o}", metadata.mode() & 0o7777));
        let names = match xattr::list(path) {
            Ok(names) => names,
            Err(error) if error.kind() == std::io::ErrorKind::Unsupported => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut attributes = BTreeMap::new();
        // Only these are the user's; the others belong to the system.
        for name in names.filter(|name| name.as_encoded_bytes().starts_with(b"user.")) {
            attributes.insert(name.clone(), xattr::get(path, &name)?);
        }
        if !attributes.is_empty() {
            facts.insert("attributes", format!("{attributes:?}"));
        }
    }
    Ok(())
}

#[cfg(windows)]
fn add_system_facts(_: &Path, metadata: &fs::Metadata, facts: &mut Facts) -> std::io::Result<()> {
    use std::os::windows::fs::MetadataExt;
    // Read-only, hidden, system, archive, not indexed: the others tell how it is stored.
    facts.insert("attributes", format!("{:x}", metadata.file_attributes() & 0x2027));
    Ok(())
}

/// The file that further names belong to.
#[cfg(unix)]
fn link_group(metadata: &fs::Metadata) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    (metadata.is_file() && metadata.nlink() > 1).then(|| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn link_group(_: &fs::Metadata) -> Option<FileId> {
    None
}
