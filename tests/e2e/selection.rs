//! What is selected and what is left out, seen in what a backup holds afterwards.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use serde_json::Value;

use crate::support::{
    program::{Computer, Outcome, text},
    scene::Restored,
};

/// Files in a folder, and a computer with an account in another.
struct Place {
    folder: tempfile::TempDir,
    computer: Computer,
    #[cfg_attr(not(unix), allow(dead_code, reason = "only tests of links ask where it is; dropped, it would be gone"))]
    store: tempfile::TempDir,
}

impl Place {
    /// `FOLDER` in the settings is the folder of the files.
    fn new(settings: &str, files: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the files");
        let store = tempfile::tempdir().expect("a folder for the account");
        let settings = settings.replace("FOLDER", text(folder.path()));
        let computer = Computer::with_settings(&[&settings]);
        computer.create_account(text(store.path()), None, "laptop").expect_code(0);
        let place = Self { folder, computer, store };
        for file in files {
            place.write(file, file.as_bytes());
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, or makes a folder if the name ends with a slash.
    fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        if name.ends_with('/') {
            return fs::create_dir_all(path).expect("a folder can be made");
        }
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }

    /// Backs up what the settings select.
    #[track_caller]
    fn backup(&self) -> Value {
        self.computer.ok(&["backup", "--json"]).json()
    }

    /// What the backup holds, folders with a slash.
    #[track_caller]
    fn stored(&self) -> BTreeSet<String> {
        let restored = Restored::of(&self.computer, self.folder.path(), &[]).expect_code(0);
        let mut found = BTreeSet::new();
        list(&restored.place, "", &mut found);
        found
    }

    #[track_caller]
    fn assert_stored(&self, expected: &[&str]) {
        let expected: BTreeSet<String> = expected.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(self.stored(), expected);
    }
}

fn list(folder: &Path, below: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("what was restored can be listed") {
        let entry = entry.expect("what was restored can be listed");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().expect("it has a kind").is_dir() {
            found.insert(format!("{name}/"));
            list(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}

/// What was left out in a verbose backup, and why, as it is said.
fn left_out(outcome: &Outcome) -> Vec<&str> {
    outcome.stderr.lines().filter_map(|line| line.strip_prefix("- ")).collect()
}

#[test]
fn only_and_exclude_with_wildcards() {
    let place = Place::new(
        "[selection]\npaths = ['FOLDER']\n[[filter]]\npath = 'FOLDER/photos'\nonly = '*.jpg; .png'\n[[filter]]\nexclude = '*.tmp;cache;raw/*.jpg'\n",
        &[
            "photos/a.jpg",
            "photos/b.png",
            "photos/notes.txt",
            "photos/raw/c.jpg",
            "photos/raw/deep/d.jpg",
            "work/letter.txt",
            "work/x.tmp",
            "work/cache/y.txt",
        ],
    );
    let document = place.backup();
    assert_eq!(document["files"]["new"], 4, "{document}");
    place.assert_stored(&[
        "photos/",
        "photos/a.jpg",
        "photos/b.png",
        "photos/raw/",
        "photos/raw/deep/",
        "photos/raw/deep/d.jpg",
        "work/",
        "work/letter.txt",
    ]);
}

#[test]
fn the_deepest_only_counts_and_exclude_wins() {
    let place = Place::new(
        "[selection]\npaths = ['FOLDER']\n[[filter]]\nonly = '*.txt'\n[[filter]]\npath = 'FOLDER/music'\nonly = '*.mp3'\n[[filter]]\npath = 'FOLDER/music'\nonly = '*.ogg'\n[[filter]]\nexclude = 'b.*'\n",
        &["a.txt", "a.mp3", "b.txt", "music/a.txt", "music/a.mp3", "music/a.ogg", "music/b.mp3"],
    );
    place.backup();
    place.assert_stored(&["a.txt", "music/", "music/a.mp3", "music/a.ogg"]);
}

#[test]
fn a_regular_expression_is_asked_about_the_whole_path() {
    let place = Place::new(
        "[selection]\npaths = ['FOLDER']\n[[filter]]\nexclude = '/20(19|20)/.*\\.raw$|;'\nregex = true\n",
        &["2019/a.raw", "2019/a.jpg", "2021/a.raw", "a;b"],
    );
    place.backup();
    place.assert_stored(&["2019/", "2019/a.jpg", "2021/", "2021/a.raw"]);
}

#[test]
fn size_and_date_leave_files_out_and_keep_what_is_stored() {
    let place = Place::new(
        "[selection]\npaths = ['FOLDER']\n[[filter]]\nlarger_than = '1kB'\n[[filter]]\npath = 'FOLDER/old'\nolder_than = '2020-01-01'\n",
        &["small", "old/young", "old/aged", "aged"],
    );
    place.write("large", &[7; 1001]);
    place.write("just right", &[7; 1000]);
    for name in ["aged", "old/aged"] {
        let file = fs::File::options().write(true).open(place.path(name)).expect("it is there");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000)).expect("a time can be set");
    }
    place.backup();
    place.assert_stored(&["aged", "just right", "old/", "old/young", "small"]);
    // A file that has grown keeps its last version as the current one.
    place.write("small", &[1; 2000]);
    assert_eq!(place.backup()["files"]["gone"], 0);
    let restored = Restored::of(&place.computer, &place.path("small"), &[]).expect_code(0);
    assert_eq!(fs::read(restored.place).expect("it came"), b"small");
}

#[test]
fn a_folder_that_is_filtered_from_now_on_stays_as_it_was() {
    let place = Place::new("[selection]\npaths = ['FOLDER']\n", &["a/b/c.txt", "d.txt"]);
    place.backup();
    let settings = fs::read_to_string(place.computer.settings()).expect("settings are there");
    fs::write(place.computer.settings(), format!("{settings}\n[[filter]]\nexclude = 'b'\n")).expect("written");
    place.write("a/b/new.txt", b"new");
    fs::remove_file(place.path("d.txt")).expect("it is there");
    let document = place.backup();
    assert_eq!((&document["files"]["gone"], &document["files"]["new"]), (&1.into(), &0.into()), "{document}");
    place.assert_stored(&["a/", "a/b/", "a/b/c.txt"]);
}

#[test]
fn hidden_files_and_empty_folders_go_along_only_if_wanted() {
    let files = [".hidden/a", "b/.c", "b/d", "empty/", "empty/empty/", "only hidden/.x"];
    let whole = Place::new("[selection]\npaths = ['FOLDER']\n", &files);
    whole.backup();
    assert_eq!(whole.stored().len(), 9, "{:?}", whole.stored());
    if cfg!(windows) {
        return;
    }
    let narrow = Place::new(
        "[selection]\npaths = ['FOLDER', 'FOLDER/.hidden']\nhidden = false\nskip_empty_folders = true\n",
        &files,
    );
    narrow.backup();
    narrow.assert_stored(&[".hidden/", ".hidden/a", "b/", "b/d"]);
    // A folder that comes to hold something is taken then.
    narrow.write("empty/empty/now", b"full");
    narrow.backup();
    narrow.assert_stored(&[".hidden/", ".hidden/a", "b/", "b/d", "empty/", "empty/empty/", "empty/empty/now"]);
}

#[test]
fn an_automatic_exclusion_gives_way_to_the_very_path_and_to_what_is_below() {
    let exclude = "[auto_exclude]\nremove = []\n[[auto_exclude.add]]\npath = 'FOLDER/work/out'\nnote = 'made again'\n[[auto_exclude.add]]\npath = 'FOLDER/*/tmp'\n";
    let files = ["work/out/a", "work/out/keep/b", "work/tmp/c", "work/d"];
    for (picks, expected) in [
        ("'FOLDER'", &["work/", "work/d"][..]),
        ("'FOLDER/work/out'", &["work/", "work/out/", "work/out/a", "work/out/keep/", "work/out/keep/b"]),
        ("'FOLDER', 'FOLDER/work/out/keep'", &["work/", "work/d", "work/out/", "work/out/keep/", "work/out/keep/b"]),
        ("'FOLDER', 'FOLDER/work/tmp/c'", &["work/", "work/d", "work/tmp/", "work/tmp/c"]),
    ] {
        let place = Place::new(&format!("[selection]\npaths = [{picks}]\n{exclude}"), &files);
        place.backup();
        place.assert_stored(expected);
        let again = place.backup();
        assert_eq!((&again["files"]["new"], &again["files"]["gone"]), (&0.into(), &0.into()), "{picks}: {again}");
        // What was picked and is gone is missed; the rest of the backup goes on.
        if picks.contains("keep") {
            fs::remove_dir_all(place.path("work/out/keep")).expect("it is there");
            let missing = place.computer.run(&["backup", "--json"]).expect_code(3).json();
            assert_eq!(missing["troubles"][0]["problem"], "gone", "{missing}");
            place.assert_stored(expected);
        }
    }
    let off = Place::new(
        &format!("[selection]\npaths = ['FOLDER']\n{}", exclude.replace("remove = []", "enabled = false")),
        &files,
    );
    off.backup();
    assert_eq!(off.stored().len(), 8);
}

#[test]
fn the_home_folders_cache_is_left_out_and_said() {
    let place = Place::new("", &[]);
    let home = place.computer.at("home");
    fs::create_dir_all(home.join(".cache/program")).expect("made");
    fs::write(home.join(".cache/program/x"), "again and again").expect("written");
    fs::write(home.join("letter"), "Dear Sir").expect("written");
    let said = place.computer.ok(&["backup", text(&home), "-v", "--dry-run"]);
    if cfg!(target_os = "linux") {
        assert!(left_out(&said).iter().any(|line| line.contains(".cache: automatic exclusion 1 (cache")), "{said}");
    }
    let said = place.computer.ok(&["backup", text(&home), "-v", "--progress", "json"]);
    if cfg!(target_os = "linux") {
        let line =
            said.stderr.lines().find(|line| line.contains("left_out") && line.contains(".cache")).expect("it is said");
        let value: Value = serde_json::from_str(line).expect("lines are JSON");
        assert_eq!(
            (&value["reason"]["by"], &value["reason"]["number"]),
            (&"auto_exclude".into(), &1.into()),
            "{value}"
        );
    }
}

#[test]
fn a_dry_run_says_which_rule_decided_and_on_which_line() {
    let place = Place::new(
        "[selection]\npaths = ['FOLDER']\n[[filter]]\nonly = '*.txt'\n\n[[filter]]\nexclude = 'b*'\n",
        &["a.txt", "b.txt", "c.doc"],
    );
    let said = place.computer.ok(&["backup", "--dry-run", "-v"]);
    let settings = fs::read_to_string(place.computer.settings()).expect("settings are there");
    let line = |text: &str| {
        let before = &settings[..settings.find(text).expect("it is there")];
        before.rfind("[[filter]]").map_or(0, |at| before[..at].lines().count() + 1)
    };
    let expected = |name: &str, why: &str, number: u32, line: usize| {
        format!("{}: {why} (filter {number}, line {line})", place.path(name).display())
    };
    let left_out = left_out(&said);
    let by_name = expected("b.txt", "left out by its name or path", 2, line("exclude"));
    let not_only = expected("c.doc", "not among what alone is backed up", 1, line("only"));
    assert!(left_out.contains(&by_name.as_str()) && left_out.contains(&not_only.as_str()), "{said}");
    place.computer.run(&["ls", text(place.folder.path())]).expect_code(1);
}

#[cfg_attr(windows, ignore = "Windows says itself where the home folder is")]
#[test]
fn a_file_in_two_picks_and_a_category_is_backed_up_once() {
    let place = Place::new("[selection]\ncategories = ['pictures']\npaths = ['~', '~/Pictures']\n", &[]);
    let home = place.computer.at("home");
    fs::create_dir_all(home.join("Pictures")).expect("made");
    fs::write(home.join("Pictures/a.jpg"), "once").expect("written");
    let document = place.backup();
    assert_eq!((&document["files"]["new"], &document["bytes"]["seen"]), (&1.into(), &4.into()), "{document}");
}

#[test]
fn categories_record_folders_only_for_what_is_in_them() {
    if cfg!(not(target_os = "linux")) {
        return;
    }
    let place = Place::new("[selection]\ncategories = ['office']\n", &[]);
    let home = place.computer.at("home");
    for file in ["Documents/2024/a.DOCX", "Documents/notes/b.zzz", "Documents/empty/x/y.zzz"] {
        fs::create_dir_all(home.join(file).parent().expect("it has one")).expect("made");
        fs::write(home.join(file), file).expect("written");
    }
    place.backup();
    let restored = Restored::of(&place.computer, &home, &[]).expect_code(0);
    let mut found = BTreeSet::new();
    list(&restored.place, "", &mut found);
    let expected = ["Documents/", "Documents/2024/", "Documents/2024/a.DOCX"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(expected));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_only_as_set_and_never_in_circles() {
        let files = ["tree/a", "elsewhere/b", "elsewhere/deep/c"];
        let make = |settings: &str| {
            let place = Place::new(settings, &files);
            for (link, target) in [
                ("tree/to folder", "elsewhere"),
                ("tree/to file", "elsewhere/b"),
                ("tree/up", "tree"),
                ("tree/broken", "nowhere"),
                ("elsewhere/deep/back", "tree"),
                ("elsewhere/deep/further back", "."),
            ] {
                symlink(place.path(target), place.path(link)).expect("links can be made");
            }
            place
        };
        let plain = make("[selection]\npaths = ['FOLDER/tree']\n");
        plain.backup();
        plain.assert_stored(&["tree/", "tree/a", "tree/broken", "tree/to file", "tree/to folder", "tree/up"]);
        let followed = make("[selection]\npaths = ['FOLDER/tree']\nfollow_symlinks = true\n");
        followed.backup();
        let stored = followed.stored();
        for name in [
            "tree/to folder/",
            "tree/to folder/b",
            "tree/to folder/deep/c",
            "tree/to folder/deep/back",
            "tree/to folder/deep/further back/elsewhere/b",
            "tree/to folder/deep/further back/tree",
            "tree/to file",
            "tree/up",
            "tree/broken",
        ] {
            // What leads back stays a link, or is no way on.
            let there = stored.contains(name);
            assert!(
                there
                    != (name == "tree/to folder/deep/further back/elsewhere/b" || name.ends_with("further back/tree")),
                "{name}: {stored:?}"
            );
        }
        let restored = Restored::of(&followed.computer, &followed.path("tree"), &[]).expect_code(0);
        assert_eq!(fs::read(restored.place.join("to file")).expect("a file"), b"elsewhere/b");
        assert!(!restored.place.join("to file").is_symlink() && restored.place.join("up").is_symlink());
        let again = followed.backup();
        assert_eq!((&again["files"]["new"], &again["files"]["changed"]), (&0.into(), &0.into()), "{again}");
        assert_eq!(again["files"]["gone"], 0, "{again}");
    }

    #[test]
    fn no_link_leads_into_what_the_program_itself_fills() {
        let place = Place::new("[selection]\npaths = ['FOLDER']\nfollow_symlinks = true\n", &["a"]);
        let home = place.computer.at("home");
        fs::write(home.join("letter"), "Dear Sir").expect("written");
        symlink(&home, place.path("home")).expect("links can be made");
        symlink(place.store.path(), place.path("store")).expect("links can be made");
        place.backup();
        let again = place.backup();
        assert_eq!((&again["files"]["new"], &again["files"]["changed"]), (&0.into(), &0.into()), "{again}");
        let stored = place.stored();
        assert!(stored.contains("store") && stored.contains("home/letter"), "{stored:?}");
        assert!(!stored.iter().any(|name| name.contains("share/aosbox") || name.ends_with(".sqlite")), "{stored:?}");
    }

    #[test]
    fn a_pick_beyond_a_link_within_another_pick_is_reached() {
        let place = Place::new(
            "[selection]\npaths = ['FOLDER/tree', 'FOLDER/tree/link/deep']\n",
            &["tree/a", "other/deep/b", "other/c"],
        );
        symlink(place.path("other"), place.path("tree/link")).expect("links can be made");
        place.backup();
        place.assert_stored(&["tree/", "tree/a", "tree/link/", "tree/link/deep/", "tree/link/deep/b"]);
        let again = place.backup();
        assert_eq!((&again["files"]["new"], &again["files"]["gone"]), (&0.into(), &0.into()), "{again}");
    }

    #[test]
    fn a_folder_that_cannot_be_listed_or_is_gone_ends_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::new(
            "[selection]\npaths = ['FOLDER/a', 'FOLDER/gone']\nskip_empty_folders = true\n[[filter]]\nexclude = '*.tmp'\n",
            &["a/closed/b", "a/open/c", "a/open/d.tmp", "gone/e"],
        );
        for folder in [place.folder.path(), place.store.path()] {
            crate::support::program::give_away(folder);
        }
        place.computer.run_as_ordinary_user(&["backup"]).expect_code(0);
        fs::set_permissions(place.path("a/closed"), fs::Permissions::from_mode(0o0)).expect("a mode can be set");
        fs::remove_dir_all(place.path("gone")).expect("it is there");
        let document = place.computer.run_as_ordinary_user(&["backup", "--json"]).expect_code(3).json();
        let problems: BTreeSet<&str> = document["troubles"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|trouble| trouble["problem"].as_str())
            .collect();
        assert_eq!(problems, BTreeSet::from(["gone", "io"]), "{document}");
        assert_eq!(document["files"]["gone"], 0, "{document}");
    }
}
