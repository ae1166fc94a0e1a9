//! Folders full of files such as people have, made from a seed.

use std::{
    fs::{self, File, FileTimes},
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use fastrand::Rng;
use tempfile::TempDir;

/// Changes that one [`Tree::mutate`] makes.
const CHANGES: usize = 12;

/// A folder with files; it is removed when dropped.
pub struct Tree {
    _parent: TempDir,
    folder: PathBuf,
}

impl Tree {
    /// About 4 MB: small and empty files, a large one of two unlike halves, duplicates, folders in folders, names in Japanese, links
    /// of both kinds, unusual modes and extended attributes.
    pub fn sample(seed: u64) -> Self {
        Self::of_size(seed, 3 << 20)
    }

    /// The same in less than 1 MB, for tests that need many rounds.
    pub fn compact(seed: u64) -> Self {
        Self::of_size(seed, 300 << 10)
    }

    fn of_size(seed: u64, large: usize) -> Self {
        let parent = tempfile::tempdir().expect("a folder for the tree");
        let folder = parent.path().join(format!("tree {seed}"));
        fs::create_dir(&folder).expect("a temporary folder can be written");
        let tree = Self { _parent: parent, folder };
        tree.fill(&mut Rng::with_seed(seed), large);
        tree
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file anew, its folders too where there are none.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.folder.join(name);
        let parent = path.parent().expect("a name is below the tree");
        fs::create_dir_all(parent).expect("a folder of the tree can be made");
        fs::write(&path, bytes).expect("a file of the tree can be written");
    }

    fn fill(&self, random: &mut Rng, large: usize) {
        for number in 0..24 {
            let size = random.usize(1..4000);
            self.write(&format!("notes/note {number}.txt"), &prose(random, size));
        }
        self.write("empty.txt", b"");
        self.write("notes/also empty", b"");
        let photo = noise(random, large / 16);
        self.write("photos/2024/夏休み/海 001.jpg", &photo);
        self.write("photos/copy of 001.jpg", &photo);
        self.write("photos/2024/002.jpg", &noise(random, large / 30));
        self.write("書類/日本語の名前.txt", "こんにちは、世界。\n".repeat(90).as_bytes());
        self.write("書類/か\u{3099}.txt", b"a name that is not in its shortest form");
        self.write("a/b/c/d/e/f/g/deep.txt", b"deep");
        fs::create_dir_all(self.folder.join("a/empty folder")).expect("a folder can be made");
        let mut halves = prose(random, large / 2);
        halves.extend(noise(random, large / 2));
        self.write("half and half.dat", &halves);
        self.write("zeros.img", &vec![0; 70_000]);
        #[cfg(unix)]
        unix::fill(&self.folder);
        for file in files(&self.folder) {
            let after_2001 = Duration::from_secs(random.u64(1_000_000_000..1_700_000_000));
            // Windows keeps a tenth of a microsecond.
            let fraction = Duration::from_nanos(random.u64(0..10_000_000) * 100);
            set_modified(&file, SystemTime::UNIX_EPOCH + after_2001 + fraction);
        }
        let first = self.folder.join("notes/note 0.txt");
        set_modified(&first, SystemTime::UNIX_EPOCH - Duration::from_millis(86_400_500));
    }

    /// Changes some of it: files are edited, replaced, moved, removed and added, folders moved, metadata changed.
    pub fn mutate(&self, seed: u64) {
        let random = &mut Rng::with_seed(seed);
        for number in 0..CHANGES {
            let files = files(&self.folder);
            let Some(file) = random.choice(&files) else {
                continue;
            };
            // The number comes round to every kind of change, whatever chance says.
            let done = match number {
                0 | 6 => edit(file, random),
                1 => append(file, random),
                2 | 7 => {
                    let bytes = noise(random, 9000);
                    self.write(&format!("new/of {seed}/{number}.bin"), &bytes);
                    Ok(())
                }
                3 => fs::remove_file(file),
                4 => fs::rename(file, self.folder.join(format!("moved {seed} {number}"))),
                5 => self.replace_by_folder(file, random),
                8 => self.move_folder(seed),
                9 => fs::copy(file, self.folder.join(format!("copy {seed}"))).map(drop),
                10 => {
                    set_modified(file, SystemTime::UNIX_EPOCH + Duration::from_secs(seed));
                    Ok(())
                }
                _ => change_metadata(file, seed),
            };
            done.unwrap_or_else(|error| panic!("change {number} of {}: {error}", file.display()));
        }
    }

    fn replace_by_folder(&self, file: &Path, random: &mut Rng) -> std::io::Result<()> {
        fs::remove_file(file)?;
        fs::create_dir(file)?;
        fs::write(file.join("within"), prose(random, 500))
    }

    fn move_folder(&self, seed: u64) -> std::io::Result<()> {
        let mut folders: Vec<PathBuf> = fs::read_dir(&self.folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir() && !path.is_symlink())
            .collect();
        folders.sort();
        match folders.first() {
            Some(folder) => fs::rename(folder, self.folder.join(format!("moved folder {seed}"))),
            None => Ok(()),
        }
    }
}

/// The files below a folder that can be written, in order. Links are none.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the tree can be listed") {
            let entry = entry.expect("a folder of the tree can be listed");
            let metadata = entry.metadata().expect("an entry of the tree can be looked at");
            if metadata.is_dir() {
                folders.push(entry.path());
            } else if metadata.is_file() && !metadata.permissions().readonly() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

fn edit(file: &Path, random: &mut Rng) -> std::io::Result<()> {
    let mut bytes = fs::read(file)?;
    let at = random.usize(0..=bytes.len());
    bytes.splice(at..at, prose(random, 300));
    fs::write(file, bytes)
}

fn append(file: &Path, random: &mut Rng) -> std::io::Result<()> {
    File::options().append(true).open(file)?.write_all(&noise(random, 5000))
}

#[cfg(unix)]
fn change_metadata(file: &Path, seed: u64) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600 | (seed as u32 & 0o077)))
}

#[cfg(not(unix))]
fn change_metadata(file: &Path, seed: u64) -> std::io::Result<()> {
    set_modified(file, SystemTime::UNIX_EPOCH + Duration::from_secs(seed + 1));
    Ok(())
}

fn set_modified(file: &Path, time: SystemTime) {
    File::options()
        .write(true)
        .open(file)
        .and_then(|file| file.set_times(FileTimes::new().set_modified(time)))
        .expect("times of the tree's files can be set");
}

/// Bytes that nothing can make smaller.
pub fn noise(random: &mut Rng, size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size];
    random.fill(&mut bytes);
    bytes
}

/// Words.
pub fn prose(random: &mut Rng, size: usize) -> Vec<u8> {
    const WORDS: [&str; 8] = ["backup ", "of ", "the ", "photos ", "family ", "2024 ", "in\n", "a "];
    let mut text = Vec::with_capacity(size + 8);
    while text.len() < size {
        text.extend_from_slice(WORDS[random.usize(0..WORDS.len())].as_bytes());
    }
    text.truncate(size);
    text
}

/// What only Unix has.
#[cfg(unix)]
mod unix {
    use std::{
        fs,
        os::unix::fs::{PermissionsExt, symlink},
        path::Path,
    };

    pub fn fill(folder: &Path) {
        add(folder).expect("a temporary folder takes links and modes");
        // Some file systems have no extended attributes; then none are compared either.
        let _attributes_are_kept = xattr::set(folder.join("notes/note 1.txt"), "user.aosbox", b"\0kept").is_ok();
        // A stream of a file of Windows, as it is kept here.
        let (stream, zone) = ("user.DosStream.Zone.Identifier:$DATA", b"[ZoneTransfer]\r\nZoneId=3\r\n\0");
        let _streams_are_kept = xattr::set(folder.join("notes/note 3.txt"), stream, zone).is_ok();
    }

    fn add(folder: &Path) -> std::io::Result<()> {
        symlink("notes/note 3.txt", folder.join("link to a file"))?;
        symlink("../nowhere/日本", folder.join("link to nothing"))?;
        symlink("photos", folder.join("link to a folder"))?;
        fs::create_dir(folder.join("linked"))?;
        fs::write(folder.join("linked/one"), "one file of two names\n".repeat(40))?;
        fs::hard_link(folder.join("linked/one"), folder.join("linked/two"))?;
        fs::hard_link(folder.join("linked/one"), folder.join("a/three"))?;
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::ffi::OsStrExt;
            let not_unicode = std::ffi::OsStr::from_bytes(b"caf\xe9\nmenu.txt");
            fs::write(folder.join(not_unicode), "a name that is not Unicode")?;
        }
        let modes = [("notes/note 4.txt", 0o400), ("notes/note 5.txt", 0o751), ("notes/note 6.txt", 0o606)];
        for (name, mode) in modes.into_iter().chain([("a/b/c", 0o710), ("photos", 0o1775)]) {
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode))?;
        }
        Ok(())
    }
}
