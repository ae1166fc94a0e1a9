//! What only Windows has: attributes, times of creation, streams, and its ways with names.

use std::{
    fs::{self, File, FileTimes},
    os::windows::fs::{FileTimesExt, MetadataExt},
    path::{Path, PathBuf},
    time::{Duration, UNIX_EPOCH},
};

use windows_sys::Win32::Storage::FileSystem::{
    FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_READONLY, FILE_ATTRIBUTE_SYSTEM, SetFileAttributesW,
};

use crate::support::{
    compare::assert_same,
    program::{Computer, text},
    scene::Restored,
};

/// A computer with an account, and an empty folder to back up.
struct Desk {
    computer: Computer,
    folder: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let computer = Computer::new();
        let (store, folder) = (computer.at("store"), computer.at("Folder of my desk").join("Desk"));
        computer.create_account(text(&store), None, "laptop").expect_code(0);
        fs::create_dir_all(&folder).expect("made");
        Self { computer, folder }
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, content).expect("written");
        path
    }

    fn back_up(&self) {
        self.computer.ok(&["backup", text(&self.folder)]);
    }

    /// The folder as it comes back elsewhere.
    fn restored(&self) -> Restored {
        Restored::of(&self.computer, &self.folder, &[]).expect_code(0)
    }
}

fn set_attributes(path: &Path, attributes: u32) {
    let wide: Vec<u16> = text(path).encode_utf16().chain([0]).collect();
    // SAFETY: the path ends with a zero.
    assert_ne!(unsafe { SetFileAttributesW(wide.as_ptr(), attributes) }, 0, "{}", std::io::Error::last_os_error());
}

#[test]
fn attributes_come_back_and_do_not_stand_in_the_way() {
    let desk = Desk::new();
    let (letter, hidden) = (desk.write("letter.txt", "first"), desk.write("hidden.ini", "x"));
    let folder = desk.folder.join("folder");
    fs::create_dir(&folder).expect("made");
    set_attributes(&hidden, FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM);
    set_attributes(&folder, FILE_ATTRIBUTE_HIDDEN);
    set_attributes(&letter, FILE_ATTRIBUTE_READONLY);
    desk.back_up();
    let restored = desk.restored();
    // Attributes are among what is compared.
    assert_same(&desk.folder, &restored.place);
    assert!(fs::metadata(restored.place.join("letter.txt")).expect("it came").permissions().readonly());
    set_attributes(&letter, 0);
    fs::write(&letter, "second").expect("written");
    set_attributes(&letter, FILE_ATTRIBUTE_READONLY);
    // What is there cannot be written, and is replaced all the same, as the user asks.
    desk.computer.ok(&["restore", text(&letter), "--replace", "always"]);
    assert_eq!(fs::read_to_string(&letter).expect("it is there"), "first");
    assert!(fs::metadata(&letter).expect("it is there").permissions().readonly());
    // So that the test's own folder can be removed.
    for path in [&letter, &restored.place.join("letter.txt")] {
        set_attributes(path, 0);
    }
}

#[test]
fn files_come_back_with_the_time_at_which_they_were_made() {
    let desk = Desk::new();
    let file = desk.write("old.txt", "old");
    let times = FileTimes::new().set_created(UNIX_EPOCH + Duration::from_secs(1_000_000_000));
    File::options().write(true).open(&file).and_then(|file| file.set_times(times)).expect("set");
    let made = |path: &Path| fs::metadata(path).expect("it is there").creation_time();
    // Wine takes the time and forgets it: then there is nothing to be told apart.
    let is_kept = made(&file) == 126_444_736_000_000_000;
    desk.back_up();
    let restored = desk.restored();
    assert!(!is_kept || made(&restored.place.join("old.txt")) == made(&file));
}

#[test]
fn streams_come_back_where_there_are_any() {
    const ZONE: &str = "[ZoneTransfer]\r\nZoneId=3\r\n";
    let desk = Desk::new();
    let file = desk.write("setup.exe", "program");
    let stream = |path: &Path| format!("{}:Zone.Identifier", text(path));
    // Wine has none: it makes a file of that name beside it.
    fs::write(stream(&file), ZONE).expect("written");
    let has_streams = fs::read_dir(&desk.folder).expect("listed").count() == 1;
    if !has_streams {
        fs::remove_file(stream(&file)).expect("removed");
    } else {
        fs::write(format!("{}:large", text(&file)), vec![b'x'; 100_000]).expect("written");
        fs::write(format!("{}:note", text(&desk.folder)), "of a folder").expect("written");
    }
    let backup = desk.computer.ok(&["backup", text(&desk.folder)]);
    assert_eq!(backup.stderr.contains("without its alternate data stream large"), has_streams, "{backup}");
    let restored = desk.restored();
    assert_same(&desk.folder, &restored.place);
    if has_streams {
        let back = restored.place.join("setup.exe");
        assert_eq!(fs::read_to_string(stream(&back)).expect("the stream came"), ZONE);
        let note = format!("{}:note", text(&restored.place));
        assert_eq!(fs::read_to_string(note).expect("the stream came"), "of a folder");
    }
}

#[test]
fn a_folder_is_one_however_its_name_is_typed() {
    let desk = Desk::new();
    desk.write("Report.txt", "report");
    desk.back_up();
    let typed = text(&desk.folder).replace("Folder of my desk\\Desk", "fOLDER of MY desk\\dESK");
    let document = desk.computer.ok(&["backup", &typed, "--json"]).json();
    assert_eq!((&document["files"]["new"], &document["files"]["unchanged"]), (&0.into(), &1.into()), "{document}");
    let versions = desk.computer.ok(&["versions", &format!("{typed}\\REPORT.TXT"), "--json"]).json();
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(1), "{versions}");
}

#[test]
fn names_that_windows_reserves_and_paths_of_any_length_come_back_as_they_are() {
    let desk = Desk::new();
    let folder = fs::canonicalize(&desk.folder).expect("it is there");
    let deep = (0..8).fold(folder.clone(), |path, _| path.join("forty letters are enough for a long path"));
    fs::create_dir_all(&deep).expect("made");
    let files = [folder.join("CON"), folder.join("end."), folder.join("aux.txt"), deep.join("deep.txt")];
    for file in &files {
        fs::write(file, text(file)).expect("written");
    }
    desk.back_up();
    let restored = desk.restored();
    let place = fs::canonicalize(&restored.place).expect("it came");
    assert_same(&folder, &place);
    for file in files {
        let back = place.join(file.strip_prefix(&folder).expect("below the folder"));
        assert_eq!(fs::read_to_string(&back).ok().as_deref(), file.to_str(), "{}", back.display());
    }
}

#[test]
fn lines_end_as_programs_expect() {
    let desk = Desk::new();
    desk.write("写真.txt", "x");
    desk.back_up();
    for arguments in
        [&["ls", text(&desk.folder)][..], &["status", "--json"], &["backup", "--help"], &["completions", "bash"]]
    {
        let outcome = desk.computer.ok(arguments);
        assert!(!outcome.stdout.contains('\r') && !outcome.stderr.contains('\r'), "{outcome}");
        // Nobody looks at it in a terminal.
        assert!(!outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'), "{outcome}");
    }
    assert!(desk.computer.ok(&["ls", text(&desk.folder)]).stdout.contains("写真.txt"));
}
