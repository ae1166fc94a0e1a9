//! What is selected: categories and paths, kept in the settings and backed up.

use std::fs;

use serde_json::Value;

use crate::support::program::{Computer, text};

fn settings(computer: &Computer) -> String {
    fs::read_to_string(computer.settings()).expect("settings can be read")
}

/// Makes files of the computer, each with its own name in it.
fn make(computer: &Computer, files: &[&str]) {
    for file in files {
        let path = computer.at(file);
        fs::create_dir_all(path.parent().expect("below the computer")).expect("made");
        fs::write(path, file).expect("written");
    }
}

fn category<'a>(told: &'a Value, id: &str) -> &'a Value {
    let categories = told["categories"].as_array().expect("a list");
    categories.iter().find(|category| category["category"] == id).expect("all are listed")
}

#[cfg_attr(windows, ignore = "the folders of the tests lie within the home folder there, which is written as ~")]
#[test]
fn categories_and_paths_are_chosen_by_any_name() {
    let computer = Computer::new();
    make(&computer, &["home/Projects/a.txt"]);
    let told = computer.ok(&["select", "add", "documents", "画像", "財務・会計", "home/Projects", "--json"]).json();
    let projects = computer.at("home/Projects");
    let selected = serde_json::json!(["documents", "pictures", "finance", text(&projects)]);
    assert_eq!((&told["added"], &told["selected"]), (&selected, &selected), "{told}");
    let written = settings(&computer);
    assert!(written.contains("categories = [\"documents\", \"pictures\", \"finance\"]"), "{written}");
    assert!(written.contains("paths = [\"~/Projects\"]"), "{written}");

    let told = computer.ok(&["select", "add", "DOCUMENTS", "home/Projects/"]);
    assert!(told.stdout.contains("already"), "{told}");
    assert_eq!(settings(&computer), written);

    let told = computer.ok(&["select", "list", "--json"]).json();
    assert_eq!(told["categories"].as_array().map(Vec::len), Some(10));
    assert_eq!(category(&told, "pictures")["selected"], true);
    assert_eq!(category(&told, "pictures")["name_ja"], "画像ファイル");
    assert_eq!(category(&told, "music")["selected"], false);
    assert_eq!(told["paths"], serde_json::json!([{ "path": text(&projects), "there": true }]));
    // Without a terminal there is nobody to choose.
    let listed = computer.ok(&["select", "list"]).stdout;
    assert_eq!(computer.ok(&["select"]).stdout, listed);
    assert!(listed.contains("✓  documents") && listed.contains(text(&projects)), "{listed}");

    computer.ok(&["select", "remove", "Pictures", "finance", text(&projects)]);
    let told = computer.ok(&["select", "list", "--json"]).json();
    assert_eq!(category(&told, "documents")["selected"], true);
    assert_eq!(category(&told, "finance")["selected"], false);
    assert_eq!(told["paths"], serde_json::json!([]));
}

#[test]
fn what_makes_no_sense_is_refused_with_a_guess() {
    let computer = Computer::new();
    make(&computer, &["home/Projects/a.txt"]);
    let before = settings(&computer);
    for (arguments, says) in [
        (&["select", "add", "documnts"][..], &["documnts", "no category", "documents"][..]),
        (&["select", "add", "home/Projcts"], &["home/Projcts", "Projects"]),
        (&["select", "add", "music", "nowhere at all"], &["nowhere at all", "mail, desktop"]),
        (&["select", "remove", "music"], &["music is not selected"]),
        (&["select", "remove", "home/Projects"], &["Projects is not selected"]),
        (&["select", "show", "musik"], &["musik", "music"]),
        (&["select", "add"], &["CATEGORY|PATH"]),
    ] {
        let refused = computer.run(arguments).expect_code(2);
        for part in says {
            assert!(refused.stderr.contains(part), "{part} is not said\n{refused}");
        }
        assert_eq!(settings(&computer), before, "{refused}");
    }
    let refused = computer.run(&["select", "remove", "music", "--json"]).expect_code(2).json();
    assert_eq!(refused["error"]["kind"], "not_selected", "{refused}");
    // A folder that is called like a category is named as a path.
    make(&computer, &["mail/a"]);
    computer.ok(&["select", "add", "./mail"]);
    assert_eq!(computer.ok(&["select", "list", "--json"]).json()["paths"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_category_shows_where_it_looks_and_for_what() {
    let computer = Computer::new();
    let told = computer.ok(&["select", "show", "finance", "--json"]).json();
    assert_eq!((&told["category"], &told["selected"]), (&"finance".into(), &false.into()), "{told}");
    let groups = told["groups"].as_array().expect("a list");
    assert!(groups.iter().any(|group| group["name"] == "弥生販売" && group["extensions"][0] == "db4"), "{told}");
    let told = computer.ok(&["select", "show", "電子書籍"]).stdout;
    assert!(told.contains("Fudemame: fwa fwb") && told.contains("Documents"), "{told}");
    let told = computer.ok(&["select", "show", "bookmarks"]).stdout;
    assert!(told.contains("places.sqlite"), "{told}");
}

/// Windows says itself where a user's folders are, whatever the variables say; its places are tested in the library.
#[cfg(target_os = "linux")]
mod on_linux {
    use std::collections::BTreeSet;

    use super::*;

    /// A computer that is logged in to an account in a folder.
    fn at_home(files: &[&str]) -> (Computer, tempfile::TempDir) {
        let store = tempfile::tempdir().expect("a folder for the account");
        let computer = Computer::new();
        computer.create_account(text(store.path()), None, "laptop").expect_code(0);
        make(&computer, files);
        (computer, store)
    }

    /// The files in the backup, from the computer's folder on.
    fn backed_up(computer: &Computer) -> BTreeSet<String> {
        let to = tempfile::tempdir().expect("a folder to restore into");
        computer.ok(&["restore", text(computer.folder()), "--to", text(to.path())]);
        let files = crate::support::files::contents(to.path());
        // Each file has its own name in it.
        files.into_values().map(|content| String::from_utf8(content).expect("a name")).collect()
    }

    #[test]
    fn what_is_selected_is_backed_up_and_nothing_else() {
        let inside = [
            "home/Documents/letter.txt",
            "home/Documents/sub/table.xlsx",
            "home/Bilder/a.jpg",
            "home/Desktop/memo.docx",
            "home/Projects/x/y.rs",
            "home/.mozilla/firefox/ab12.default-release/places.sqlite",
            "home/.mozilla/firefox/ab12.default-release/bookmarkbackups/b.jsonlz4",
            "home/.config/chromium/Profile 1/Bookmarks",
            "home/.config/opera/Bookmarks",
            "home/.thunderbird/x.default/Mail/Local Folders/Inbox",
            "home/Maildir/cur/1:2,S",
        ];
        let outside = [
            "home/Music/song.mp3",
            "home/Desktop/film.mp4",
            "home/.mozilla/firefox/ab12.default-release/cookies.sqlite",
            "home/.config/chromium/Profile 1/History",
            "home/other.txt",
        ];
        let (computer, _store) = at_home(&[&inside[..], &outside[..]].concat());
        fs::write(computer.at("home/.config/user-dirs.dirs"), "XDG_PICTURES_DIR=\"$HOME/Bilder\"\n").expect("written");
        computer.ok(&["select", "add", "documents", "pictures", "office", "bookmarks", "mail", "home/Projects"]);
        let told = computer.ok(&["backup", "--json"]).json();
        assert_eq!((&told["files"]["new"], &told["files"]["failed"]), (&inside.len().into(), &0.into()), "{told}");
        assert_eq!(backed_up(&computer), inside.map(str::to_owned).into());
        let told = computer.ok(&["backup", "--json"]).json();
        assert_eq!((&told["files"]["new"], &told["files"]["unchanged"]), (&0.into(), &inside.len().into()), "{told}");
        // What is named on the command line takes the place of what is selected.
        let told = computer.ok(&["backup", "home/Music", "--json"]).json();
        assert_eq!((&told["files"]["new"], &told["files"]["gone"]), (&1.into(), &0.into()), "{told}");
    }

    /// Files and bytes of all, what is stored and what is to be sent.
    type Row = [(u64, u64); 3];

    /// The rows of an estimate: the total, the category, the picks in the order of their paths.
    fn estimated(computer: &Computer) -> (Row, Vec<Row>) {
        let told = computer.ok(&["select", "estimate", "--json"]).json();
        let amount = |of: &Value, name: &str| {
            let number = |what: &str| of[name][what].as_u64().expect("a number");
            (number("files"), number("bytes"))
        };
        let row = |of: &Value| ["all", "stored", "to_send"].map(|name| amount(of, name));
        (row(&told["total"]), told["shares"].as_array().expect("a list").iter().map(row).collect())
    }

    #[test]
    fn an_estimate_counts_once_in_all_and_under_each_what_is_new_stored_or_changed() {
        let (computer, _store) = at_home(&["home/Documents/a", "home/Documents/sub/b", "home/Music/c"]);
        let write = |file: &str, size: usize| fs::write(computer.at(file), vec![b'x'; size]).expect("written");
        write("home/Documents/a", 100);
        write("home/Documents/sub/b", 20);
        write("home/Music/c", 3);
        // `b` is of the category, of the picked folder, and picked itself.
        computer.ok(&["select", "add", "documents", "home/Documents/sub", "home/Documents/sub/b", "home/Music"]);
        let new = |files, bytes| [(files, bytes), (0, 0), (files, bytes)];
        let stored = |files, bytes| [(files, bytes), (files, bytes), (0, 0)];
        let told = estimated(&computer);
        assert_eq!(told, (new(3, 123), vec![new(2, 120), new(1, 20), new(1, 20), new(1, 3)]));

        // What was written a moment ago would be read again.
        std::thread::sleep(std::time::Duration::from_millis(50));
        computer.ok(&["backup"]);
        let told = estimated(&computer);
        assert_eq!(told, (stored(3, 123), vec![stored(2, 120), stored(1, 20), stored(1, 20), stored(1, 3)]));

        write("home/Documents/sub/b", 21);
        write("home/Documents/sub/d", 4000);
        fs::remove_file(computer.at("home/Music/c")).expect("removed");
        let total = [(3, 4121), (1, 100), (2, 4021)];
        assert_eq!(estimated(&computer), (total, vec![total, new(2, 4021), new(1, 21), new(0, 0)]));
    }

    #[test]
    fn desktops_are_backed_up_without_shortcuts() {
        let (computer, _store) =
            at_home(&["home/Desktop/a.txt", "home/Desktop/sub/.b", "home/Desktop/x.desktop", "home/Desktop/y.URL"]);
        computer.ok(&["select", "add", "desktop"]);
        computer.ok(&["backup"]);
        assert_eq!(backed_up(&computer), ["home/Desktop/a.txt", "home/Desktop/sub/.b"].map(str::to_owned).into());
    }

    #[test]
    fn a_category_that_has_nothing_here_fails_nothing() {
        let (computer, _store) = at_home(&["home/Documents/a.txt"]);
        computer.ok(&["select", "add", "documents", "music", "bookmarks"]);
        let told = computer.ok(&["backup", "--json"]).json();
        assert_eq!(told["files"]["new"], 1, "{told}");
    }
}
