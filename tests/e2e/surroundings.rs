//! Odd surroundings: no home, nothing that may be written, no terminal, closed streams, odd zones, languages and modes. Nothing may panic,
//! and each does the right thing or says what is wrong.

use std::{
    fs,
    process::{Command, Stdio},
};

use crate::support::program::{Computer, Outcome, text};

/// A computer with an account in a folder, and a folder with two files, one with a Japanese name, that is backed up.
struct Place {
    computer: Computer,
    _store: tempfile::TempDir,
    files: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let (computer, store) = (Computer::new(), tempfile::tempdir().expect("a folder for the account"));
        computer.create_account(text(store.path()), None, "laptop").expect_code(0);
        let files = tempfile::tempdir().expect("a folder to back up");
        fs::write(files.path().join("写真.txt"), "picture").expect("written");
        fs::write(files.path().join("letter.txt"), "letter").expect("written");
        let place = Self { computer, _store: store, files };
        place.computer.ok(&["backup", place.folder()]);
        place
    }

    fn folder(&self) -> &str {
        text(self.files.path())
    }

    /// The program, with all that a computer has.
    fn program(&self) -> Command {
        self.computer.program()
    }
}

fn outcome(command: &mut Command, arguments: &[&str]) -> Outcome {
    let output = command.args(arguments).stdin(Stdio::null()).output().expect("the program starts");
    Outcome::of(arguments, &output)
}

/// Whether it ended by itself and not by a mistake of its own.
#[track_caller]
fn assert_orderly(outcome: &Outcome) {
    let code = outcome.code().unwrap_or_else(|| panic!("ended by a signal: {outcome}"));
    assert!(code != 70 && code != 101 && code < 128, "{outcome}");
    assert!(!outcome.stderr.contains("panicked"), "{outcome}");
    assert!(code == 0 || outcome.stderr.contains("error:"), "a failure says why: {outcome}");
}

#[test]
fn where_the_zone_is_unset_or_nonsense_it_is_utc() {
    let place = Place::new();
    for zone in [None, Some(""), Some("Nowhere/Atlantis"), Some("../../etc/passwd"), Some(":"), Some("JST-9")] {
        let mut program = place.program();
        match zone {
            Some(zone) => program.env("TZ", zone),
            None => program.env_remove("TZ"),
        };
        let told = outcome(&mut program, &["ls", place.folder(), "--long", "--as-of", "now"]).expect_code(0);
        assert_orderly(&told);
        assert!(told.stdout.contains("letter.txt"), "{told}");
    }
}

#[test]
fn names_are_shown_in_any_locale() {
    let place = Place::new();
    for (name, value) in [("LC_ALL", "C"), ("LANG", "xx_YY.nonsense"), ("LC_ALL", "ja_JP.eucJP"), ("LANG", "")] {
        for arguments in [&["ls", place.folder()][..], &["find", "写真"], &["backup", place.folder(), "-v", "--reread"]]
        {
            let mut program = place.program();
            let told = outcome(program.env(name, value), arguments).expect_code(0);
            assert_orderly(&told);
            if arguments[0] != "backup" {
                assert!(told.stdout.contains("写真.txt"), "{name}={value}: {told}");
            }
        }
    }
}

#[test]
fn a_narrow_terminal_and_a_dumb_one_will_do() {
    let place = Place::new();
    for variables in
        [[("COLUMNS", "20"), ("TERM", "xterm")], [("COLUMNS", "0"), ("TERM", "dumb")], [("COLUMNS", "x"), ("TERM", "")]]
    {
        for arguments in [
            &["backup", place.folder(), "--progress", "bar"][..],
            &["ls", place.folder(), "--long"],
            &["status"],
            &["select", "list"],
            &["backup", "--help"],
        ] {
            let mut program = place.program();
            let told = outcome(program.envs(variables), arguments).expect_code(0);
            assert_orderly(&told);
        }
    }
}

#[test]
fn without_a_path_a_bus_or_a_folder_for_sockets_it_works() {
    let place = Place::new();
    for name in ["PATH", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"] {
        for arguments in
            [&["conditions"][..], &["backup", place.folder()], &["status"], &["schedule"], &["check"], &["log"]]
        {
            let mut program = place.program();
            assert_orderly(&outcome(program.env_remove(name), arguments).expect_code(0));
            let mut program = place.program();
            assert_orderly(&outcome(program.env(name, ""), arguments).expect_code(0));
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};

    use super::*;
    use crate::support::program::{ORDINARY_USER, give_away};

    /// A shell script that finds the program as `$AOSBOX`.
    fn script(place: &Place, script: &str) -> Outcome {
        let mut shell = Command::new("sh");
        let plain = place.program();
        shell.env_clear().current_dir(place.computer.folder());
        shell.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.env("AOSBOX", plain.get_program()).env("FOLDER", place.folder());
        outcome(&mut shell, &["-c", script])
    }

    #[test]
    fn a_user_whom_the_system_does_not_know_is_told_that_there_is_no_home() {
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let place = Place::new();
        let program = place.computer.at("aosbox");
        fs::copy(place.program().get_program(), &program).expect("the program can be copied");
        fs::set_permissions(place.computer.folder(), fs::Permissions::from_mode(0o755)).expect("opened");
        for arguments in [&["status"][..], &["backup", "/"], &["config", "show"], &["login", "--status"]] {
            let mut command = Command::new(&program);
            command.env_clear().current_dir("/").uid(54321).gid(54321);
            let told = outcome(&mut command, arguments);
            assert_orderly(&told);
            assert!(told.code() == Some(1) && told.stderr.contains("hint:"), "{told}");
        }
    }

    #[test]
    fn a_home_that_cannot_be_written_lets_it_look_and_says_what_cannot_be() {
        let place = Place::new();
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let computer = &place.computer;
        let program = computer.at("aosbox");
        fs::copy(place.program().get_program(), &program).expect("the program can be copied");
        give_away(computer.folder());
        give_away(place.files.path());
        give_away(place._store.path());
        let as_user = |arguments: &[&str]| {
            let plain = place.program();
            let mut command = Command::new(&program);
            command.env_clear().current_dir(computer.folder()).uid(ORDINARY_USER).gid(ORDINARY_USER);
            command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
            outcome(&mut command, arguments)
        };
        as_user(&["backup", place.folder()]).expect_code(0);
        let home = computer.at("home");
        set_modes(&home, 0o500);
        for arguments in [&["status"][..], &["ls", place.folder()], &["config", "show"], &["log"], &["conditions"]] {
            let told = as_user(arguments);
            assert_orderly(&told);
        }
        assert_eq!(as_user(&["status"]).code(), Some(0));
        for arguments in [&["backup", place.folder()][..], &["select", "add", "documents"], &["pause"], &["logout"]] {
            assert_orderly(&as_user(arguments));
        }
        set_modes(&home, 0o700);
        as_user(&["backup", place.folder()]).expect_code(0);
    }

    /// Folders get a mode.
    fn set_modes(folder: &std::path::Path, mode: u32) {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("opened");
        for entry in fs::read_dir(folder).expect("listed") {
            let path = entry.expect("listed").path();
            if path.is_dir() {
                set_modes(&path, mode);
            }
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("closed");
    }

    #[test]
    fn closed_streams_are_no_reason_to_fall() {
        let place = Place::new();
        for redirection in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            for command in ["status", "ls \"$FOLDER\"", "backup \"$FOLDER\" --reread -v", "log", "runs --json"] {
                let told = script(
                    &place,
                    &format!("\"$AOSBOX\" {command} {redirection}; echo \"code $?\" >> \"$HOME/codes\""),
                );
                assert!(!told.stderr.contains("panicked"), "{command} {redirection}: {told}");
            }
        }
        let codes = fs::read_to_string(place.computer.at("home/codes")).expect("there are codes");
        assert_eq!(codes.lines().count(), 20);
        for code in codes.lines() {
            assert!(["code 0", "code 1"].contains(&code), "{codes}");
        }
        // A file that the program opens must not take the place of a stream that is closed.
        place.computer.ok(&["check", "--read-data"]);
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        let place = Place::new();
        for number in 0..3000 {
            fs::write(place.files.path().join(format!("file-{number:04}-with-a-long-name")), "").expect("written");
        }
        place.computer.ok(&["backup", place.folder()]);
        for command in ["ls \"$FOLDER\"", "ls --long \"$FOLDER\"", "find file --limit 3000", "ls --json \"$FOLDER\""] {
            let told =
                script(&place, &format!("{{ \"$AOSBOX\" {command}; echo \"code $?\" >&2; }} | head -c 100 >/dev/null"));
            assert!(told.stderr.contains("code 0"), "{command}: {told}");
            assert!(!told.stderr.contains("error:") && !told.stderr.contains("panicked"), "{command}: {told}");
        }
        // A device that is always full.
        if !std::path::Path::new("/dev/full").exists() {
            return;
        }
        let full = script(&place, "\"$AOSBOX\" ls \"$FOLDER\" > /dev/full");
        assert_eq!(full.code(), Some(1), "{full}");
        assert!(full.stderr.contains("cannot write to standard output"), "{full}");
    }

    #[test]
    fn modes_of_what_is_secret_do_not_depend_on_the_mask() {
        for mask in ["000", "077", "777"] {
            let place = Place::new();
            let told =
                script(&place, &format!("umask {mask}; \"$AOSBOX\" backup \"$FOLDER\" --reread; \"$AOSBOX\" pause 1s"));
            if mask == "777" {
                // Files that even their owner cannot open are of no use to anybody.
                assert!(!told.stderr.contains("panicked") && told.code() != Some(70), "{told}");
                continue;
            }
            assert_orderly(&told.expect_code(0));
            let mut folders = vec![place.computer.at("home")];
            while let Some(folder) = folders.pop() {
                for entry in fs::read_dir(folder).expect("listed") {
                    let path = entry.expect("listed").path();
                    if path.is_dir() {
                        folders.push(path);
                    } else if path.extension().is_some_and(|end| end == "log" || end == "json" || end == "secret") {
                        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
                        assert_eq!(mode & 0o077, 0, "{} with umask {mask}", path.display());
                    }
                }
            }
        }
    }

    #[test]
    fn a_current_folder_that_is_gone_is_said() {
        let place = Place::new();
        for command in ["status", "ls", "backup ."] {
            let told = script(&place, &format!("mkdir gone && cd gone && rmdir ../gone && exec \"$AOSBOX\" {command}"));
            assert_orderly(&told);
            if command == "backup ." {
                assert_eq!(told.code(), Some(1), "{told}");
                assert!(told.stderr.contains("current folder"), "{told}");
            } else {
                assert_eq!(told.code(), Some(0), "{told}");
            }
        }
    }
}
