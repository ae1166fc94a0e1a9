//! The files of the log: one or more a day, named by the day (in UTC) and numbered, never renamed. So whoever writes and whoever reads
//! at the same time agree on what is where, without a lock.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use jiff::{ToSpan, civil::Date};

use crate::platform;

const PREFIX: &str = "aosbox.";
const SUFFIX: &str = ".log";

/// Which file it is: a later one is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The day on which it was begun.
    pub day: Date,
    /// Its number on that day, from 1.
    pub number: u32,
}

impl Place {
    /// The place of a file of this name.
    fn of(name: &str) -> Option<Self> {
        let middle = name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?;
        let (day, number) = middle.split_once('.').unwrap_or((middle, "1"));
        Some(Self { day: day.parse().ok()?, number: number.parse().ok().filter(|number| *number > 0)? })
    }

    fn name(self) -> String {
        match self.number {
            1 => format!("{PREFIX}{}{SUFFIX}", self.day),
            number => format!("{PREFIX}{}.{number}{SUFFIX}", self.day),
        }
    }

    /// Its path in the folder of the log.
    pub fn path(self, folder: &Path) -> PathBuf {
        folder.join(self.name())
    }
}

/// The files of the log in a folder, oldest first.
pub fn list(folder: &Path) -> io::Result<Vec<Place>> {
    let mut places = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        places.extend(entry?.file_name().to_str().and_then(Place::of));
    }
    places.sort();
    Ok(places)
}

/// How files of the log follow one another.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// Where they are.
    pub folder: PathBuf,
    /// One that has grown to so many bytes is followed by another.
    pub max_size: u64,
    /// How many there are at most.
    pub keep_files: usize,
    /// They are removed so many days after the one on which they were begun.
    pub keep_days: u32,
}

/// Writes the log. Several processes may do so at once: every line is appended in one piece.
#[derive(Debug)]
pub struct Writer {
    rotation: Rotation,
    open: Mutex<Option<(Place, File)>>,
}

impl Writer {
    /// A writer whose folder can be written to.
    pub fn begin(rotation: Rotation, today: Date) -> io::Result<Self> {
        platform::create_private_folder(&rotation.folder)?;
        let open = rotation.open(today)?;
        Ok(Self { rotation, open: Mutex::new(Some(open)) })
    }

    /// Appends a line, which has its line break.
    pub fn line(&self, line: &str, today: Date) -> io::Result<()> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |place: &Place, file: &File| {
            place.day != today || file.metadata().is_ok_and(|metadata| metadata.len() >= self.rotation.max_size)
        };
        let (place, file) = match open.take() {
            Some((place, file)) if !is_full(&place, &file) => (place, file),
            _ => self.rotation.open(today)?,
        };
        let (_, file) = open.insert((place, file));
        file.write_all(line.as_bytes())
    }
}

impl Rotation {
    /// Opens the file that is to be written to now. When that is a new one, what is too old goes.
    fn open(&self, today: Date) -> io::Result<(Place, File)> {
        let places = list(&self.folder)?;
        let mut place = Place { day: today, number: 1 };
        if let Some(last) = places.last().filter(|last| last.day == today) {
            place = *last;
        }
        loop {
            let file = platform::open_private_to_append(&place.path(&self.folder))?;
            let length = file.metadata()?.len();
            if length < self.max_size {
                if length == 0 {
                    self.remove_old(today);
                }
                return Ok((place, file));
            }
            place.number += 1;
        }
    }

    /// What cannot be removed stays until the next time.
    fn remove_old(&self, today: Date) {
        let Ok(places) = list(&self.folder) else { return };
        let spare = places.len().saturating_sub(self.keep_files);
        let oldest = today.checked_sub(i64::from(self.keep_days).days()).unwrap_or(Date::MIN);
        for (at, place) in places.iter().enumerate() {
            if at < spare || place.day < oldest {
                let _ = std::fs::remove_file(place.path(&self.folder));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn rotation(folder: &Path) -> Rotation {
        Rotation { folder: folder.to_owned(), max_size: 100, keep_files: 3, keep_days: 5 }
    }

    #[test]
    fn names_are_read_back_and_nothing_else_is_taken_for_one() {
        for (day, number) in [("2026-11-25", 1), ("2026-01-02", 12)] {
            let place = Place { day: tests::day(day), number };
            assert_eq!(Place::of(&place.name()), Some(place));
        }
        for name in ["aosbox.log", "aosbox.2026-11-25.0.log", "aosbox.2026-11-25.x.log", "aosbox.2026-13-01.log", "x"] {
            assert_eq!(Place::of(name), None, "{name}");
        }
        assert!(
            Place { day: day("2026-11-25"), number: 10 } > Place { day: day("2026-11-25"), number: 9 },
            "by number, not by name"
        );
    }

    #[test]
    fn a_file_that_is_full_is_followed_by_another_and_the_oldest_go() {
        let folder = tempfile::tempdir().unwrap();
        let today = day("2026-11-25");
        let writer = Writer::begin(rotation(folder.path()), today).unwrap();
        for _ in 0..12 {
            writer.line(&format!("{}\n", "x".repeat(49)), today).unwrap();
        }
        let numbers: Vec<u32> = list(folder.path()).unwrap().iter().map(|place| place.number).collect();
        assert_eq!(numbers, [4, 5, 6], "of six files with two lines each three are kept");
        // Another process goes on where this one is.
        let other = Writer::begin(rotation(folder.path()), today).unwrap();
        other.line("y\n", today).unwrap();
        writer.line("z\n", today).unwrap();
        let last = Place { day: today, number: 7 }.path(folder.path());
        assert_eq!(std::fs::read_to_string(last).unwrap(), "y\nz\n");
    }

    #[test]
    fn days_have_files_of_their_own_and_old_ones_go() {
        let folder = tempfile::tempdir().unwrap();
        let rotation = Rotation { keep_files: 100, ..rotation(folder.path()) };
        let writer = Writer::begin(rotation, day("2026-11-01")).unwrap();
        for text in ["2026-11-01", "2026-11-02", "2026-11-07"] {
            writer.line("x\n", day(text)).unwrap();
        }
        let days: Vec<String> = list(folder.path()).unwrap().iter().map(|place| place.day.to_string()).collect();
        assert_eq!(days, ["2026-11-02", "2026-11-07"], "five days are kept");
    }

    #[cfg_attr(windows, ignore = "Wine appends by seeking first, so that two writers can meet")]
    #[test]
    fn lines_of_many_writers_stay_whole() {
        let folder = tempfile::tempdir().unwrap();
        let today = day("2026-11-25");
        let rotation = Rotation { max_size: 20_000, keep_files: 1000, ..rotation(folder.path()) };
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let rotation = rotation.clone();
                scope.spawn(move || {
                    let log = Writer::begin(rotation, today).unwrap();
                    for number in 0..200 {
                        let line = format!("{writer}:{number}:{}\n", "x".repeat(100));
                        log.line(&line, today).unwrap();
                    }
                });
            }
        });
        let mut lines = 0;
        for place in list(folder.path()).unwrap() {
            for line in std::fs::read_to_string(place.path(folder.path())).unwrap().lines() {
                assert!(line.ends_with(&format!(":{}", "x".repeat(100))) && line.len() < 110, "{line}");
                lines += 1;
            }
        }
        assert_eq!(lines, 800);
    }

    #[cfg(unix)]
    #[test]
    fn files_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("log");
        let today = day("2026-11-25");
        Writer::begin(rotation(&inner), today).unwrap();
        let file = Place { day: today, number: 1 }.path(&inner);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&inner), mode(&file)), (0o700, 0o600));
    }
}
