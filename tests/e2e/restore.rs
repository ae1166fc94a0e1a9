//! Getting files back: which version, to which place, and what happens to what is there.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{
    account::Place,
    compare::assert_same,
    files::state,
    program::{Computer, Outcome, text},
    scene::{Restored, backup},
    server::Server,
    tree::Tree,
};

/// A letter of three versions, a note that was deleted before the last backup, and a file that never changed.
struct History {
    computer: Computer,
    place: Place,
    folder: TempDir,
    /// When each of the three backups was made, as the program says it.
    made: Vec<String>,
}

const LETTERS: [&str; 3] = ["Dear Sir", "Dear Sir or Madam", "Dear Madam,\nall is well"];
/// Noon on the 10th of March of the years 2020, 2021 and 2022.
const WRITTEN: [u64; 3] = [1_583_841_600, 1_615_377_600, 1_646_913_600];

impl History {
    fn new() -> Self {
        let place = Place::new();
        let folder = tempfile::tempdir().expect("a folder to back up");
        let computer = Computer::new();
        place.create(&computer, "laptop");
        let mut history = Self { computer, place, folder, made: Vec::new() };
        fs::create_dir(history.path("notes")).expect("made");
        fs::write(history.path("notes/note.txt"), "remember").expect("written");
        fs::write(history.path("always.txt"), "the same").expect("written");
        set_modified(&history.path("always.txt"), WRITTEN[0]);
        for (letter, written) in LETTERS.into_iter().zip(WRITTEN) {
            fs::write(history.path("letter.txt"), letter).expect("written");
            set_modified(&history.path("letter.txt"), written);
            if letter == LETTERS[2] {
                fs::remove_file(history.path("notes/note.txt")).expect("removed");
            }
            history.computer.ok(&["backup", text(history.folder.path())]);
            let made = history.versions("letter.txt")[0]["backed_up"].as_str().expect("a time").to_owned();
            history.made.push(made);
            // The program counts in seconds.
            let now = || SystemTime::now().duration_since(UNIX_EPOCH).expect("it is later than 1970").as_secs();
            let second = now();
            while now() == second {
                std::thread::yield_now();
            }
        }
        history
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn versions(&self, name: &str) -> Vec<Value> {
        let document = self.computer.ok(&["versions", text(&self.path(name)), "--json"]).json();
        document["versions"].as_array().expect("a list").clone()
    }

    /// What a restore of the letter with these options brings.
    #[track_caller]
    fn letter(&self, options: &[&str]) -> String {
        let restored = Restored::of(&self.computer, &self.path("letter.txt"), options).expect_code(0);
        fs::read_to_string(restored.place).expect("the letter came")
    }

    /// A restore of the letter that finds nothing.
    #[track_caller]
    fn no_letter(&self, options: &[&str], code: i32, says: &str) {
        let restored = Restored::of(&self.computer, &self.path("letter.txt"), options).expect_code(code);
        assert!(restored.outcome.stderr.contains(says), "{says} is not said\n{}", restored.outcome);
        assert!(!restored.place.exists());
    }

    /// Restores to the original places.
    fn bring_back(&self, options: &[&str]) -> Outcome {
        let mut arguments = vec!["restore", text(self.folder.path())];
        arguments.extend(options);
        self.computer.run(&arguments)
    }
}

fn set_modified(path: &std::path::Path, seconds: u64) {
    let file = fs::File::options().write(true).open(path).expect("opened");
    file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).expect("the time can be set");
}

#[test]
fn versions_are_numbered_from_the_oldest_and_each_comes_back() {
    let history = History::new();
    let versions = history.versions("letter.txt");
    let field = |name: &str| versions.iter().map(|version| version[name].clone()).collect::<Vec<_>>();
    assert_eq!(field("version"), [3, 2, 1]);
    assert_eq!(field("state"), ["current", "replaced", "replaced"]);
    assert_eq!(field("size"), [LETTERS[2].len(), LETTERS[1].len(), LETTERS[0].len()]);
    assert_eq!(history.versions("notes/note.txt")[0]["state"], "deleted");
    assert_eq!(history.versions("always.txt").len(), 1);
    let shown = history.computer.ok(&["versions", text(&history.path("letter.txt"))]);
    assert!(shown.stdout.contains("current") && shown.stdout.contains("replaced"), "{shown}");
    for (number, letter) in (1..).zip(LETTERS) {
        assert_eq!(history.letter(&["--version", &number.to_string()]), letter);
    }
    assert_eq!(history.letter(&[]), LETTERS[2]);
    history.no_letter(&["--version", "4"], 1, "letter.txt");
    history.no_letter(&["--version", "0"], 2, "0");
}

#[test]
fn what_was_there_at_a_time_comes_back() {
    let history = History::new();
    for (made, letter) in history.made.iter().zip(LETTERS) {
        assert_eq!(history.letter(&["--as-of", made]), letter);
        assert_eq!(history.letter(&["--backed-up", &format!("{made}..{made}")]), letter);
    }
    assert_eq!(history.letter(&["--as-of", "now"]), LETTERS[2]);
    assert_eq!(history.letter(&["--backed-up", &format!("..{}", history.made[1])]), LETTERS[1]);
    assert_eq!(history.letter(&["--backed-up", "today"]), LETTERS[2]);
    history.no_letter(&["--backed-up", "..2001-01-01"], 1, "letter.txt");
    history.no_letter(&["--as-of", "2001-01-01"], 1, "no backup had been made by 2001-01-01");
    // A folder comes as a whole as it was.
    let restored =
        Restored::of(&history.computer, history.folder.path(), &["--as-of", &history.made[1]]).expect_code(0);
    assert_eq!(fs::read_to_string(restored.place.join("letter.txt")).expect("it came"), LETTERS[1]);
    assert_eq!(fs::read_to_string(restored.place.join("notes/note.txt")).expect("it came"), "remember");
    assert_eq!(fs::read_to_string(restored.place.join("always.txt")).expect("it came"), "the same");
}

#[test]
fn the_newest_version_modified_within_a_range_comes_back() {
    let history = History::new();
    assert_eq!(history.letter(&["--modified", "2020-03-01..2020-03-31"]), LETTERS[0]);
    assert_eq!(history.letter(&["--modified", "2021-03-10"]), LETTERS[1]);
    assert_eq!(history.letter(&["--modified", "2020-01-01..2021-12-31"]), LETTERS[1]);
    assert_eq!(history.letter(&["--modified", "2020-01-01.."]), LETTERS[2]);
    assert_eq!(history.letter(&["--modified", "..2020-12-31"]), LETTERS[0]);
    history.no_letter(&["--modified", "2019-01-01..2019-12-31"], 1, "letter.txt");
    // Of a folder only what is meant comes, in its places.
    let options = ["--modified", "2020-01-01..2020-12-31"];
    let restored = Restored::of(&history.computer, history.folder.path(), &options).expect_code(0);
    let came: Vec<PathBuf> = state(&restored.place).into_iter().filter_map(|(path, hash)| hash.map(|_| path)).collect();
    assert_eq!(came, [PathBuf::from("always.txt"), PathBuf::from("letter.txt")]);
    assert_eq!(fs::read_to_string(restored.place.join("letter.txt")).expect("it came"), LETTERS[0]);
}

#[test]
fn what_was_deleted_comes_back_when_asked_for() {
    let history = History::new();
    let without = Restored::of(&history.computer, history.folder.path(), &[]).expect_code(0);
    assert!(!without.place.join("notes/note.txt").exists());
    let with = Restored::of(&history.computer, history.folder.path(), &["--deleted"]).expect_code(0);
    assert_eq!(fs::read_to_string(with.place.join("notes/note.txt")).expect("it came"), "remember");
    assert_eq!(fs::read_to_string(with.place.join("letter.txt")).expect("it came"), LETTERS[2]);
    // Who asks for it without saying so learns how.
    let place = history.path("notes/note.txt");
    let refused = Restored::of(&history.computer, &place, &[]).expect_code(1);
    assert!(refused.outcome.stderr.contains("--deleted"), "{}", refused.outcome);
    Restored::of(&history.computer, &place, &["--deleted"]).expect_code(0);
}

#[test]
fn a_newer_file_is_kept_unless_it_is_to_be_replaced() {
    let history = History::new();
    let letter = history.path("letter.txt");
    let read = || fs::read_to_string(&letter).expect("it is there");
    fs::write(&letter, "newer work").expect("written");
    let kept = history.bring_back(&["--json"]).expect_code(0).json();
    assert_eq!(read(), "newer work");
    assert!(kept["files"]["kept"].as_u64() >= Some(1), "{kept}");
    history.bring_back(&["--replace", "never"]).expect_code(0);
    assert_eq!(read(), "newer work");
    history.bring_back(&["--replace", "always"]).expect_code(0);
    assert_eq!(read(), LETTERS[2]);

    // An older one is replaced, but not if nothing is to be.
    fs::write(&letter, "older").expect("written");
    set_modified(&letter, WRITTEN[1]);
    history.bring_back(&["--replace", "never"]).expect_code(0);
    assert_eq!(read(), "older");
    history.bring_back(&["--replace", "newer"]).expect_code(0);
    assert_eq!(read(), LETTERS[2]);
    let modified = fs::metadata(&letter).and_then(|letter| letter.modified()).expect("a time");
    assert_eq!(modified, UNIX_EPOCH + Duration::from_secs(WRITTEN[2]));
}

#[test]
fn lost_files_come_back_to_their_places() {
    let history = History::new();
    let before = state(history.folder.path());
    fs::remove_file(history.path("letter.txt"))
        .and_then(|()| fs::remove_dir_all(history.path("notes")))
        .expect("removed");
    fs::write(history.path("of today.txt"), "not in the backup").expect("written");
    history.bring_back(&[]).expect_code(0);
    fs::remove_file(history.path("of today.txt")).expect("nothing else was touched");
    assert_eq!(state(history.folder.path()), before);
    // Even if the folder is gone altogether.
    fs::remove_dir_all(history.folder.path()).expect("removed");
    history.bring_back(&["--verify"]).expect_code(0);
    assert_eq!(state(history.folder.path()), before);
}

#[test]
fn a_dry_run_says_what_it_would_do_and_writes_nothing() {
    let history = History::new();
    fs::remove_file(history.path("letter.txt")).expect("removed");
    let before = state(history.folder.path());
    let told = history.bring_back(&["--dry-run", "-v", "--json"]).expect_code(0).json();
    assert_eq!((&told["dry_run"], &told["files"]["restored"]), (&true.into(), &1.into()), "{told}");
    let told = history.bring_back(&["--dry-run"]).expect_code(0);
    assert!(told.stdout.contains("Nothing was written"), "{told}");
    assert_eq!(state(history.folder.path()), before);
    let to = tempfile::tempdir().expect("a folder");
    history.bring_back(&["--dry-run", "--to", text(&to.path().join("new"))]).expect_code(0);
    assert_eq!(state(to.path()).len(), 0);
}

#[test]
fn everything_comes_back_when_no_path_is_named() {
    let history = History::new();
    let to = tempfile::tempdir().expect("a folder");
    history.computer.ok(&["restore", "--to", text(to.path()), "--verify"]);
    let place = history.folder.path().strip_prefix("/").unwrap_or(history.folder.path());
    assert_same(history.folder.path(), &to.path().join(place));
}

#[test]
fn a_restore_without_a_place_for_some_restores_the_rest() {
    let history = History::new();
    let to = tempfile::tempdir().expect("a folder");
    let name = history.folder.path().file_name().expect("a name");
    // Where a folder must be made there is a file, and where a file must be, a folder that is not empty.
    fs::create_dir_all(to.path().join(name).join("letter.txt/in the way")).expect("made");
    fs::write(to.path().join(name).join("notes"), "in the way").expect("written");
    let to_text = text(to.path());
    let options = ["--to", to_text, "--replace", "always", "--deleted", "--json"];
    let told = history.bring_back(&options).expect_code(3).json();
    assert!(told["files"]["failed"].as_u64() >= Some(2), "{told}");
    let told = history.bring_back(&options[..5]).expect_code(3);
    assert!(told.mentions("letter.txt") && told.mentions("notes"), "{told}");
    let place = to.path().join(name);
    assert_eq!(fs::read_to_string(place.join("always.txt")).expect("it came"), "the same");
    assert!(place.join("letter.txt/in the way").is_dir(), "what is there stays");
    assert_eq!(fs::read_to_string(place.join("notes")).expect("it stays"), "in the way");
    let left: Vec<_> = state(&place).into_keys().filter(|path| path.to_string_lossy().contains("aosbox")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn dates_that_are_none_are_refused_with_the_forms_that_are() {
    let history = History::new();
    for (option, value, says) in [
        ("--as-of", "last week", "is no time"),
        ("--as-of", "2026-02-30", "no such day"),
        ("--modified", "2026-03-02..2026-03-01", "ends before it begins"),
        ("--modified", "x..y", "is no time"),
        ("--backed-up", "..", "is no time"),
    ] {
        history.no_letter(&[option, value], 2, says);
        history.no_letter(&[option, value], 2, option);
    }
    let refused = history.bring_back(&["--as-of", "soon", "--json"]).expect_code(2);
    assert_eq!(refused.json()["error"]["kind"], "date", "{refused}");
}

#[test]
fn paths_that_are_not_in_the_backup_are_named() {
    let history = History::new();
    let nowhere = history.path("notes/nowhere.txt");
    let refused = Restored::of(&history.computer, &nowhere, &[]).expect_code(1);
    assert!(refused.outcome.stderr.contains("is not in the backup"), "{}", refused.outcome);
    assert!(refused.outcome.stderr.contains("aosbox ls"), "{}", refused.outcome);
    let to = tempfile::tempdir().expect("a folder");
    // What is there comes all the same.
    let letter = history.path("letter.txt");
    let arguments = ["restore", text(&letter), text(&nowhere), "--to", text(to.path()), "--json"];
    let told = history.computer.run(&arguments).expect_code(3).json();
    assert_eq!(told["not_found"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(told["files"]["restored"], 1, "{told}");
    for command in ["versions", "ls"] {
        let refused = history.computer.run(&[command, text(&nowhere)]).expect_code(1);
        assert!(refused.stderr.contains("is not in the backup"), "{refused}");
    }
}

#[test]
fn another_computers_files_come_back_under_its_name() {
    let server = Server::start();
    let (first, second) = (Computer::new(), Computer::new());
    let (tree, own) = (Tree::compact(101), Tree::compact(102));
    first.create_account(server.store(), Some(&server), "first").expect_code(0);
    second.login(server.store(), Some(&server), "second").expect_code(0);
    backup(&first, &tree);
    // Who has no backup yet is told of those who have.
    let told = second.run(&["ls"]).expect_code(1);
    assert!(told.stderr.contains("first"), "{told}");
    backup(&second, &own);
    let restored = Restored::of(&second, tree.folder(), &["--device", "first"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
    Restored::of(&second, tree.folder(), &[]).expect_code(1);
    let refused = Restored::of(&second, tree.folder(), &["--device", "third"]).expect_code(2);
    assert!(
        refused.outcome.stderr.contains("first") && refused.outcome.stderr.contains("second"),
        "{}",
        refused.outcome
    );
}

#[test]
fn a_second_profile_leads_to_another_account() {
    let history = History::new();
    let place = Place::new();
    let computer = &history.computer;
    let tree = Tree::compact(103);
    let login = place.login_arguments(&["--create", "--account", "work", "--device", "laptop"]);
    computer.ok(&login.iter().map(String::as_str).collect::<Vec<_>>());
    computer.ok(&["backup", text(tree.folder()), "--account", "work"]);
    let restored = Restored::of(computer, tree.folder(), &["--account", "work"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
    Restored::of(computer, tree.folder(), &[]).expect_code(1);
    Restored::of(computer, &history.path("letter.txt"), &["--account", "work"]).expect_code(1);
    assert_eq!(history.letter(&[]), LETTERS[2]);
    // The variable means the same as the option.
    let status = computer.run_with(&[("AOSBOX_ACCOUNT", "work")], &["login", "--status", "--json"]).expect_code(0);
    assert_eq!(status.json()["store"], place.store(), "{status}");
    assert!(history.place.objects().names("").contains(&"format".to_owned()));
}
