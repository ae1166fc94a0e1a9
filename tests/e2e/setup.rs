//! The set-up at a terminal: from nothing to a backup that can be restored, to other settings later, back and away without a trace, in both
//! languages.
#![cfg(target_os = "linux")]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use crate::support::{
    outside::{GOOGLE_KEY, Kind, outside},
    program::{Computer, text},
    server::{ACCESS_KEY, SECRET_KEY, Server},
    terminal::{CTRL_C, CTRL_U, DOWN, ENTER, ESCAPE, Terminal},
};

const PASSWORD: &str = "correct horse";

/// A computer with a few files of its user, a drive, and a system whose commands are stood in for.
struct Desk {
    computer: Computer,
    bin: String,
}

impl Desk {
    fn new() -> Self {
        let computer = Computer::new();
        let bin = computer.at("bin");
        fs::create_dir(&bin).expect("a folder");
        for (name, script) in [("systemctl", "echo \"$*\" >> \"$HOME/calls\""), ("loginctl", "echo yes")] {
            fs::write(bin.join(name), format!("#!/bin/sh\n{script}\n")).expect("a script");
            fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).expect("a mode");
        }
        let bin = text(&bin).to_owned();
        let desk = Self { computer, bin };
        desk.write("home/Documents/letter.txt", "Dear reader");
        desk.write("home/Projects/plan.txt", "a plan");
        desk.write("drive/readme.txt", "a drive");
        desk
    }

    fn write(&self, path: &str, content: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("below the computer")).expect("made");
        fs::write(path, content).expect("written");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.computer.at(path)
    }

    fn store(&self) -> String {
        text(&self.path("drive/backup")).to_owned()
    }

    fn setup(&self, further: &[(&str, &str)], arguments: &[&str]) -> Terminal {
        let mut variables = vec![("PATH", self.bin.as_str()), ("USER", "u")];
        variables.extend(further);
        self.computer.at_terminal(&variables, &[&["setup"][..], arguments].concat())
    }

    fn settings(&self) -> String {
        fs::read_to_string(self.computer.settings()).expect("settings")
    }

    /// All that is on the computer, but for what only looks.
    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        list(self.computer.folder(), &mut files);
        files.retain(|file| !file.components().any(|part| part.as_os_str() == "state"));
        files.sort();
        files
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.path("home/calls")).unwrap_or_default()
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        files.push(entry.path());
        if entry.path().is_dir() {
            list(&entry.path(), files);
        }
    }
}

/// The recovery key on the screen.
fn key_on(screen: &str) -> String {
    let at = screen.find("AOS1-").unwrap_or_else(|| panic!("no key:\n{screen}"));
    screen[at..].split_whitespace().next().expect("a key").to_owned()
}

fn last_letters(key: &str) -> String {
    let letters: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    letters[letters.len() - 5..].to_lowercase()
}

fn typed(text: &str) -> String {
    format!("{text}{ENTER}")
}

fn instead(text: &str) -> String {
    format!("{CTRL_U}{text}{ENTER}")
}

/// Answers up to the recovery key, a new account in a folder; the key.
fn up_to_the_key(terminal: &mut Terminal, store: &str) -> String {
    terminal.answer("Where is the backup to be kept?", ENTER);
    terminal.answer("In which folder?", &typed(store));
    terminal.answer("How is the backup to be opened", ENTER);
    terminal.answer("A password for the backup", &typed(PASSWORD));
    terminal.answer("The same password again", &typed(PASSWORD));
    terminal.answer("to be called in the backup?", &instead("desk"));
    terminal.wait_for("type its last five letters");
    key_on(&terminal.screen())
}

/// The same, and everything else as it is offered, up to the last question.
fn up_to_the_end(terminal: &mut Terminal, store: &str) {
    let key = up_to_the_key(terminal, store);
    terminal.press(&typed(&last_letters(&key)));
    terminal.answer("What is to be backed up?", ENTER);
    terminal.answer("Another file or folder", ENTER);
    terminal.answer("When do backups begin?", ENTER);
    terminal.answer("At what time?", ENTER);
    terminal.answer("Is there to be a second copy", ENTER);
    terminal.wait_for("Shall it be done?");
}

#[test]
fn from_nothing_to_a_backup_that_can_be_restored() {
    let desk = Desk::new();
    let mut terminal = desk.setup(&[], &[]);
    terminal.answer("Where is the backup to be kept?", ENTER);
    // A drive whose name is misspelt is not made.
    terminal.answer("In which folder?", &typed(text(&desk.path("drvie/backup"))));
    terminal.wait_for("There is no ");
    terminal.wait_for("was ");
    terminal.press(&instead(&desk.store()));
    terminal.answer("How is the backup to be opened", ENTER);
    terminal.answer("A password for the backup", &typed("short"));
    terminal.answer("too short", &instead(PASSWORD));
    terminal.answer("The same password again", &typed("another one"));
    terminal.answer("differ", &instead(PASSWORD));
    terminal.answer("to be called in the backup?", &instead("desk"));
    terminal.wait_for("type its last five letters");
    let key = key_on(&terminal.screen());
    terminal.press(&typed("XXXXX"));
    terminal.answer("not the last five letters", &instead(&last_letters(&key)));
    terminal.answer("What is to be backed up?", ENTER);
    terminal.answer("Another file or folder", &typed("~/Projects"));
    terminal.wait_for("Also ");
    terminal.answer("Another file or folder", ENTER);
    terminal.answer("When do backups begin?", ENTER);
    terminal.answer("At what time?", &instead("7"));
    terminal.answer("Is there to be a second copy", ENTER);
    terminal.wait_for("Shall it be done?");
    assert!(!desk.path("drive/backup").exists() && !desk.settings().contains("selection"), "nothing is written yet");
    assert!(!terminal.screen().contains(PASSWORD), "{}", terminal.screen());
    terminal.press(ENTER);
    terminal.answer("Back up now?", ENTER);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    assert!(screen.contains("Backed up in") && screen.contains("The same without questions"), "{screen}");
    assert!(
        screen.contains("--create --device desk") && screen.contains("schedule set --at 'daily 07:00'"),
        "{screen}"
    );

    let settings = desk.settings();
    assert!(settings.contains("# What is backed up.") && settings.contains("paths = [\"~/Projects\"]"), "{settings}");
    assert!(settings.contains("at = [\"daily 07:00\"]") && settings.contains("keep = \"file\""), "{settings}");
    assert!(desk.calls().contains("enable --now aosbox.timer"), "{}", desk.calls());
    let to = desk.path("restored");
    desk.computer.ok(&["restore", text(&desk.path("home/Documents")), "--to", text(&to)]);
    assert_eq!(fs::read_to_string(to.join("Documents/letter.txt")).expect("restored"), "Dear reader");
    let to = desk.path("restored-too");
    desk.computer.ok(&["restore", text(&desk.path("home/Projects")), "--to", text(&to)]);
    assert_eq!(fs::read_to_string(to.join("Projects/plan.txt")).expect("restored"), "a plan");

    // The key and the password open it from another computer.
    let other = Computer::new();
    other.run_with(&[("AOSBOX_PASSWORD", PASSWORD)], &["login", &desk.store()]).expect_code(0);
    let third = Computer::new();
    let variables = [("AOSBOX_RECOVERY_KEY", key.as_str()), ("AOSBOX_PASSWORD", "another one")];
    third.run_with(&variables, &["login", &desk.store(), "--recovery-key"]).expect_code(0);
}

#[test]
fn later_it_begins_with_what_is_set_and_changes_only_what_is_chosen() {
    let desk = Desk::new();
    let mut terminal = desk.setup(&[], &[]);
    up_to_the_end(&mut terminal, &desk.store());
    terminal.press(ENTER);
    terminal.answer("Back up now?", &format!("{DOWN}{ENTER}"));
    assert_eq!(terminal.end().0.code(), Some(0));
    let written = desk.settings();
    let mine = written.replace("[schedule]", "[schedule] # mine");
    fs::write(desk.computer.settings(), &mine).expect("settings");

    // Through it with nothing but Enter: nothing changes.
    let mut terminal = desk.setup(&[], &[]);
    terminal.wait_for("This login stays");
    terminal.answer("What is to be backed up?", ENTER);
    terminal.answer("Another file or folder", ENTER);
    terminal.wait_for("As it is: daily 21:00");
    terminal.answer("When do backups begin?", ENTER);
    terminal.answer("Is there to be a second copy", ENTER);
    terminal.answer("Shall it be done?", ENTER);
    terminal.answer("Back up now?", &format!("{DOWN}{ENTER}"));
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    assert!(screen.contains("say all that already") && !screen.contains("select add"), "{screen}");
    assert_eq!(desk.settings(), mine);

    // Without pictures, every six hours, with a second copy.
    let mut terminal = desk.setup(&[], &[]);
    terminal.wait_for("What is to be backed up?");
    terminal.press(&format!("{} {ENTER}", DOWN.repeat(4)));
    terminal.answer("Another file or folder", ENTER);
    terminal.answer("When do backups begin?", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.answer("Every how many hours?", &instead("800"));
    terminal.answer("no number of hours", &instead("6"));
    terminal.answer("Is there to be a second copy", &format!("{DOWN}{ENTER}"));
    // Within the store it would be taken for the store's.
    terminal.answer("In which folder of the drive?", &typed(&desk.store()));
    terminal.wait_for("store");
    terminal.press(&instead(text(&desk.path("drive/plain"))));
    terminal.answer("Shall it be done?", ENTER);
    terminal.answer("Back up now?", ENTER);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    for command in ["select remove pictures", "schedule set --every 6h", "dual enable "] {
        assert!(screen.contains(command), "{command}\n{screen}");
    }
    let settings = desk.settings();
    assert!(settings.contains("categories = [\"desktop\", \"documents\"]"), "{settings}");
    assert!(settings.contains("[schedule] # mine\nevery = \"6h\""), "{settings}");
    assert!(settings.contains("# A second copy") && settings.contains("drive/plain"), "{settings}");
    assert!(find(&desk.path("drive/plain"), "letter.txt"), "the copy is made");
}

fn find(folder: &Path, name: &str) -> bool {
    let mut files = Vec::new();
    list(folder, &mut files);
    files.iter().any(|file| file.ends_with(name))
}

#[test]
fn whoever_leaves_has_changed_nothing() {
    let desk = Desk::new();
    let before = (desk.files(), desk.settings());
    let left = |terminal: Terminal, said: &str| {
        let (status, screen) = terminal.end();
        assert_eq!(status.code(), Some(130), "{screen}");
        assert!(screen.contains(said), "{screen}");
        assert_eq!((desk.files(), desk.settings()), before);
    };
    for key in [CTRL_C, ESCAPE] {
        let mut terminal = desk.setup(&[], &[]);
        terminal.answer("Where is the backup to be kept?", key);
        left(terminal, "nothing was changed");
    }
    let mut terminal = desk.setup(&[], &[]);
    up_to_the_key(&mut terminal, &desk.store());
    terminal.press(CTRL_C);
    left(terminal, "opens nothing; throw it away");
    let mut terminal = desk.setup(&[], &[]);
    up_to_the_end(&mut terminal, &desk.store());
    terminal.press(&format!("{DOWN}{DOWN}{ENTER}"));
    left(terminal, "nothing was changed");
}

#[test]
fn every_step_can_be_gone_back_from() {
    let desk = Desk::new();
    let mut terminal = desk.setup(&[], &[]);
    terminal.answer("Where is the backup to be kept?", ENTER);
    terminal.answer("In which folder?", ESCAPE);
    terminal.answer("Where is the backup to be kept?", ENTER);
    terminal.answer("In which folder?", &typed(&desk.store()));
    terminal.answer("How is the backup to be opened", ESCAPE);
    // What was answered is offered again.
    terminal.answer("Where is the backup to be kept?", ENTER);
    terminal.wait_for(&format!("> {}", desk.store()));
    terminal.press(ENTER);
    // A recovery key alone.
    terminal.answer("How is the backup to be opened", &format!("{DOWN}{ENTER}"));
    terminal.answer("to be called in the backup?", &instead("desk"));
    terminal.answer("type its last five letters", &typed("skip"));
    terminal.answer("What is to be backed up?", ESCAPE);
    terminal.answer("How is the backup to be opened", &format!("{DOWN}{ENTER}"));
    terminal.answer("to be called in the backup?", ENTER);
    // Nothing at all cannot be backed up.
    terminal.wait_for("What is to be backed up?");
    terminal.press(&format!("{DOWN} {DOWN} {DOWN}{DOWN} {ENTER}"));
    terminal.answer("Another file or folder", ENTER);
    terminal.wait_for("Choose at least one");
    terminal.answer("What is to be backed up?", &format!("{DOWN}{DOWN} {ENTER}"));
    terminal.answer("Another file or folder", ENTER);
    terminal.answer("When do backups begin?", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.answer("Is there to be a second copy", ESCAPE);
    terminal.answer("When do backups begin?", ENTER);
    terminal.answer("Is there to be a second copy", ENTER);
    terminal.answer("Shall it be done?", ENTER);
    terminal.answer("Back up now?", ESCAPE);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    let settings = desk.settings();
    assert!(settings.contains("categories = [\"documents\"]") && !settings.contains("[schedule]"), "{settings}");
    assert!(!desk.calls().contains("enable"), "{}", desk.calls());
    // Without a password only the key opens it.
    Computer::new().run(&["login", &desk.store()]).expect_code(10);
}

#[test]
fn an_account_that_is_there_is_joined() {
    let desk = Desk::new();
    let first = Computer::new();
    first.run_with(&[("AOSBOX_PASSWORD", PASSWORD)], &["login", &desk.store(), "--create", "--device", "first"]);
    let mut terminal = desk.setup(&[], &[]);
    terminal.answer("Where is the backup to be kept?", ENTER);
    terminal.answer("In which folder?", &typed(&desk.store()));
    terminal.wait_for("There is an account there");
    terminal.answer("How do you open it?", ENTER);
    terminal.answer("Its password.", &typed("a wrong one"));
    terminal.answer("the password is wrong", &instead(PASSWORD));
    terminal.answer("to be called in the backup?", &instead("second"));
    terminal.answer("What is to be backed up?", ENTER);
    terminal.answer("Another file or folder", ENTER);
    terminal.answer("When do backups begin?", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.answer("Is there to be a second copy", ENTER);
    terminal.wait_for("the one in ");
    terminal.answer("Shall it be done?", ENTER);
    terminal.answer("Back up now?", ENTER);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    assert!(!screen.contains("--create") && screen.contains("--device second"), "{screen}");
    let found = first.ok(&["find", "letter", "--device", "second"]);
    assert!(found.stdout.contains("letter.txt"), "{found}");
}

#[test]
fn a_bucket_is_reached_with_the_keys_that_are_typed() {
    let server = Server::start();
    let desk = Desk::new();
    let none = [("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", ""), ("AWS_EC2_METADATA_DISABLED", "true")];
    let mut terminal = desk.setup(&none, &[]);
    terminal.answer("Where is the backup to be kept?", &format!("{DOWN}{ENTER}"));
    terminal.answer("The server's address", &typed(&server.endpoint()));
    terminal.answer("The bucket's region", ENTER);
    terminal.answer("The bucket, or a bucket and a prefix", &typed("aos/account"));
    terminal.answer("The access key ID", &typed(ACCESS_KEY));
    terminal.answer("The secret access key.", &typed("not the right one"));
    // They are asked for again; all else is offered as it was typed.
    terminal.wait_for("denied");
    terminal.answer("Where is the backup to be kept?", ENTER);
    terminal.answer("The server's address", ENTER);
    terminal.answer("The bucket's region", ENTER);
    terminal.answer("The bucket, or a bucket and a prefix", ENTER);
    terminal.answer("The access key ID", &typed(ACCESS_KEY));
    terminal.answer("The secret access key.", &typed(SECRET_KEY));
    let screen = to_a_first_backup(terminal);
    assert!(!screen.contains(SECRET_KEY), "{screen}");
    // The keys are kept for later commands.
    let listed = desk.computer.run_with(&none, &["find", "letter"]).expect_code(0);
    assert!(listed.stdout.contains("letter.txt"), "{listed}");
}

/// A port of this computer that nobody listens at.
const NOBODY: &str = "http://127.0.0.1:1";

/// Answers what comes after the place, a key alone and no schedule, up to the end of a first backup.
fn to_a_first_backup(mut terminal: Terminal) -> String {
    terminal.answer("How is the backup to be opened", &format!("{DOWN}{ENTER}"));
    terminal.answer("to be called in the backup?", ENTER);
    terminal.answer("type its last five letters", &typed("skip"));
    terminal.answer("What is to be backed up?", ENTER);
    terminal.answer("Another file or folder", ENTER);
    terminal.answer("When do backups begin?", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.answer("Is there to be a second copy", ENTER);
    terminal.answer("Shall it be done?", ENTER);
    terminal.answer("Back up now?", ENTER);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(0), "{screen}");
    screen
}

/// The arguments that lead a set-up to a server that the tests are told, or to nobody.
fn place_of(server: Option<&Server>) -> [String; 2] {
    ["--endpoint".to_owned(), server.map_or_else(|| format!("{NOBODY}/account"), Server::endpoint)]
}

#[test]
fn a_container_of_azure_is_reached_with_the_key_that_is_typed() {
    const KEY: &str = "c2VjcmV0IG9mIG5vYm9keQ==";
    let outside = outside().filter(|outside| matches!(outside.kind, Kind::Azure { .. }));
    let server = outside.map(|_| Server::start());
    let (account, key) = match outside.map(|outside| &outside.kind) {
        Some(Kind::Azure { account, key }) => (account.as_str(), key.as_str()),
        _ => ("nobody", KEY),
    };
    let place = server.as_ref().map_or("aos/account", Server::place);
    let desk = Desk::new();
    let none = [("AZURE_STORAGE_ACCOUNT_NAME", ""), ("AZURE_STORAGE_ACCOUNT_KEY", "")];
    let mut terminal = desk.setup(&none, &place_of(server.as_ref()).each_ref().map(String::as_str));
    terminal.answer("Where is the backup to be kept?", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.answer("The container, or a container and a prefix", ENTER);
    // Nothing is no answer.
    terminal.wait_for("!");
    terminal.press(&typed(&format!("az://{place}")));
    terminal.answer("The name of the storage account", &typed(account));
    terminal.answer("The key of the storage account.", &typed(key));
    if server.is_none() {
        assert_cannot_be_reached(&mut terminal, key);
        // All but the secret is offered again.
        terminal.answer("Where is the backup to be kept?", ENTER);
        terminal.wait_for("> aos/account");
        terminal.press(CTRL_C);
        assert_eq!(terminal.end().0.code(), Some(130));
        return;
    }
    let screen = to_a_first_backup(terminal);
    assert!(!screen.contains(key), "{screen}");
    let listed = desk.computer.run_with(&none, &["find", "letter"]).expect_code(0);
    assert!(listed.stdout.contains("letter.txt"), "{listed}");
}

#[test]
fn a_bucket_of_google_is_reached_with_the_file_that_is_named() {
    let outside = outside().filter(|outside| outside.kind == Kind::Google);
    let server = outside.map(|_| Server::start());
    let place = server.as_ref().map_or("aos/account", Server::place);
    let desk = Desk::new();
    desk.write("home/key.json", GOOGLE_KEY);
    desk.write("home/no-key.json", "{}");
    let none = [("GOOGLE_SERVICE_ACCOUNT_KEY", "")];
    let mut terminal = desk.setup(&none, &place_of(server.as_ref()).each_ref().map(String::as_str));
    terminal.answer("Where is the backup to be kept?", &format!("{DOWN}{DOWN}{DOWN}{ENTER}"));
    terminal.answer("The bucket, or a bucket and a prefix", &typed(place));
    terminal.answer("The file with the service account's key", &typed("~/no-key.json"));
    terminal.wait_for("no-key.json");
    terminal.answer("!", &instead("~/nowhere.json"));
    terminal.wait_for("nowhere.json");
    terminal.press(&instead("~/key.json"));
    if server.is_none() {
        assert_cannot_be_reached(&mut terminal, "private_key");
        terminal.press(CTRL_C);
        assert_eq!(terminal.end().0.code(), Some(130));
        return;
    }
    to_a_first_backup(terminal);
    // What the file holds is kept: it may go.
    fs::remove_file(desk.path("home/key.json")).expect("removed");
    let listed = desk.computer.run_with(&none, &["find", "letter"]).expect_code(0);
    assert!(listed.stdout.contains("letter.txt"), "{listed}");
}

/// Waits for what is said of a store that does not answer.
fn assert_cannot_be_reached(terminal: &mut Terminal, secret: &str) {
    terminal.wait_for("not reached");
    let screen = terminal.screen();
    assert!(!screen.contains(secret), "{screen}");
}

#[test]
fn without_a_terminal_the_commands_are_named() {
    let computer = Computer::new();
    let outcome = computer.run(&["setup"]).expect_code(2);
    for command in ["aosbox login STORE --create", "aosbox select add", "aosbox schedule set", "aosbox backup"] {
        assert!(outcome.stderr.contains(command), "{outcome}");
    }
    assert_eq!(outcome.stdout, "");
    let outcome = computer.run(&["setup", "--json"]).expect_code(2);
    assert_eq!(outcome.json()["error"]["kind"], "usage", "{outcome}");
}

/// A screen without what differs from one test to the next.
fn plain(desk: &Desk, screen: &str) -> String {
    let folder = text(desk.computer.folder());
    screen.replace(folder, "/computer").trim_end().to_owned()
}

fn screens(language: &str, questions: [&str; 7]) {
    let desk = Desk::new();
    let name = |screen: &str| format!("setup_{language}_{screen}");
    let mut terminal = desk.setup(&[("AOSBOX_LANG", language)], &[]);
    let [place, folder, way, device, letters, what, path] = questions;
    terminal.wait_for(place);
    insta::assert_snapshot!(name("place"), plain(&desk, &terminal.screen()));
    terminal.press(ENTER);
    terminal.answer(folder, &typed(&desk.store()));
    terminal.answer(way, &format!("{DOWN}{ENTER}"));
    terminal.answer(device, &instead("desk"));
    terminal.answer(letters, &typed("skip"));
    terminal.wait_for(what);
    // All is counted soon.
    let began = std::time::Instant::now();
    while terminal.screen().contains('…') && began.elapsed().as_secs() < 20 {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let screen = terminal.screen();
    let from = screen.rfind(what).expect("it was waited for");
    insta::assert_snapshot!(name("categories"), plain(&desk, &screen[from..]));
    terminal.press(ENTER);
    terminal.wait_for(path);
    terminal.press(CTRL_C);
    let (status, screen) = terminal.end();
    assert_eq!(status.code(), Some(130), "{screen}");
}

#[test]
fn the_screens_in_english() {
    let questions =
        ["kept?", "In which folder?", "to be opened", "to be called", "five letters", "What is to be", "Another file"];
    screens("en", questions);
}

#[test]
fn the_screens_in_japanese() {
    let questions = [
        "どこに保存しますか",
        "どのフォルダーに",
        "どうやって",
        "このコンピューターの名前を",
        "最後の 5 文字",
        "何をバックアップしますか",
        "ほかにバックアップする",
    ];
    screens("ja", questions);
}
