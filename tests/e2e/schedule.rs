//! `schedule` on Linux: what it writes, what it has systemd or cron do, and that nothing is left of it. The system's commands are stood in
//! for by scripts that keep what they are told; the job that comes of it is run as the system would run it.
#![cfg(target_os = "linux")]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::support::{
    program::{Computer, Outcome, text},
    server::{ACCESS_KEY, SECRET_KEY, Server},
    tree::Tree,
};

/// A computer whose system's commands are scripts.
struct Desk {
    computer: Computer,
    path: String,
}

impl Desk {
    /// With scripts of these names and texts; a name that is not among them is not found.
    fn new(scripts: &[(&str, &str)]) -> Self {
        let computer = Computer::new();
        let folder = computer.at("bin");
        fs::create_dir(&folder).expect("a folder");
        for (name, script) in scripts {
            let path = folder.join(name);
            fs::write(&path, format!("#!/bin/sh\necho \"{name} $*\" >> \"$HOME/calls\"\n{script}\n"))
                .expect("a script");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        }
        for name in ["sh", "cat", "rm", "touch", "sleep"] {
            let real =
                ["/bin", "/usr/bin"].map(|folder| Path::new(folder).join(name)).into_iter().find(|path| path.exists());
            std::os::unix::fs::symlink(real.expect("the system has it"), folder.join(name)).expect("a link");
        }
        let path = text(&folder).to_owned();
        Self { computer, path }
    }

    fn with_systemd() -> Self {
        Self::new(&[("systemctl", ""), ("loginctl", "echo no")])
    }

    fn with_cron() -> Self {
        let crontab = "case \"$1\" in -l) [ -e \"$HOME/crontab\" ] || exit 1; cat \"$HOME/crontab\";; \
                       -r) rm \"$HOME/crontab\";; -) cat > \"$HOME/crontab\";; esac";
        Self::new(&[("systemctl", "exit 1"), ("crontab", crontab)])
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        self.computer.run_with(&[("PATH", &self.path), ("USER", "u")], arguments)
    }

    fn ok(&self, arguments: &[&str]) -> Outcome {
        self.run(arguments).expect_code(0)
    }

    fn home(&self) -> PathBuf {
        self.computer.at("home")
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.home().join("calls")).unwrap_or_default()
    }

    fn unit(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.home().join(".config/systemd/user").join(name)).ok()
    }
}

#[test]
fn keys_that_only_a_variable_has_are_warned_of() {
    let (desk, server) = (Desk::with_systemd(), Server::start());
    let endpoint = server.endpoint();
    desk.ok(&["login", server.store(), "--create", "--endpoint", &endpoint]);
    let set = desk.ok(&["schedule", "set", "--every", "1h"]);
    assert!(set.stderr.contains("keys come from AWS_ACCESS_KEY_ID"), "{set}");
    // A profile in a file is there for the job, too.
    let file = desk.computer.at("credentials");
    let keys = format!("[default]\naws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n");
    fs::write(&file, keys).expect("a file");
    let without = [
        ("PATH", desk.path.as_str()),
        ("AWS_ACCESS_KEY_ID", ""),
        ("AWS_SECRET_ACCESS_KEY", ""),
        ("AWS_SHARED_CREDENTIALS_FILE", text(&file)),
    ];
    let set = desk.computer.run_with(&without, &["schedule", "set", "--every", "2h"]).expect_code(0);
    assert!(!set.stderr.contains("keys come from"), "{set}");
}

#[test]
fn systemd_is_given_a_timer_and_nothing_is_left_of_it() {
    let desk = Desk::with_systemd();
    let set = desk.ok(&[
        "schedule",
        "set",
        "--at",
        "mon-fri 22:00-06:00",
        "--at",
        "sat 09:07",
        "--at-startup",
        "--delay",
        "10m",
    ]);
    assert!(set.stderr.contains("by a timer of systemd") && set.stderr.contains("loginctl enable-linger u"), "{set}");
    assert!(set.stderr.contains("no login yet"), "{set}");
    let timer = desk.unit("aosbox.timer").expect("a timer");
    assert!(timer.contains("OnCalendar=*-*-* *:00/15:00\nOnCalendar=Sat *-*-* 09:07:00\n"), "{timer}");
    assert!(timer.contains("Persistent=true"), "{timer}");
    let service = desk.unit("aosbox.service").expect("a service");
    assert!(service.contains(" --quiet backup --scheduled\n"), "{service}");
    // The settings that hold now hold for the job, too.
    assert!(service.contains(&format!("--config {}", text(&desk.computer.settings()))), "{service}");
    assert!(desk.unit("aosbox-startup.timer").is_some_and(|unit| unit.contains("OnStartupSec=600s")));
    assert!(desk.calls().contains("systemctl --user enable --now aosbox.timer"), "{}", desk.calls());

    let shown = desk.ok(&["schedule", "show", "--json"]).json();
    assert_eq!((&shown["installed"], &shown["system"]), (&"yes".into(), &"systemd".into()), "{shown:#}");
    let shown = desk.ok(&["schedule"]);
    assert!(shown.stdout.contains("mon-fri 22:00-06:00, sat 09:07"), "{shown}");
    let settings = fs::read_to_string(desk.computer.settings()).expect("settings");
    assert!(settings.contains("at = [\"mon-fri 22:00-06:00\", \"sat 09:07\"]"), "{settings}");

    // What was changed by hand is noticed.
    fs::write(desk.computer.settings(), settings.replace("sat 09:07", "sat 09:08")).expect("settings");
    assert_eq!(desk.ok(&["schedule", "show", "--json"]).json()["installed"], "different");
    assert!(desk.ok(&["schedule"]).stdout.contains("run `aosbox schedule set` again"));

    desk.ok(&["schedule", "set", "--every", "1h", "--at-startup=false"]);
    assert_eq!(desk.unit("aosbox-startup.timer"), None);
    desk.ok(&["schedule", "remove"]);
    let units = desk.home().join(".config/systemd/user");
    assert_eq!(fs::read_dir(units).expect("the folder").count(), 0, "nothing is left");
    assert!(desk.calls().contains("systemctl --user disable --now aosbox.timer"), "{}", desk.calls());
    let settings = fs::read_to_string(desk.computer.settings()).expect("settings");
    assert!(!settings.contains("every") && !settings.contains("at ="), "{settings}");
    assert!(desk.ok(&["schedule"]).stdout.contains("There is no schedule"));
    assert!(desk.ok(&["schedule", "remove"]).stderr.contains("There was no schedule"));
}

#[test]
fn cron_keeps_the_lines_of_others() {
    let desk = Desk::with_cron();
    let crontab = desk.home().join("crontab");
    fs::write(&crontab, "# mine\n5 4 * * * something  --odd\n").expect("a crontab");
    let set = desk.ok(&["schedule", "set", "--every", "30m"]);
    assert!(set.stderr.contains("by cron"), "{set}");
    let text = fs::read_to_string(&crontab).expect("a crontab");
    assert!(text.starts_with("# mine\n5 4 * * * something  --odd\n# aosbox: begin"), "{text}");
    assert!(text.contains("*/15 * * * * ") && text.contains("backup --scheduled"), "{text}");
    desk.ok(&["schedule", "set", "--at", "sun 03:10"]);
    let text = fs::read_to_string(&crontab).expect("a crontab");
    assert_eq!(text.matches("aosbox: begin").count(), 1, "{text}");
    assert!(text.contains("10 3 * * 0 "), "{text}");
    assert_eq!(desk.ok(&["schedule", "show", "--json"]).json()["installed"], "yes");
    desk.ok(&["schedule", "remove"]);
    assert_eq!(fs::read_to_string(&crontab).expect("a crontab"), "# mine\n5 4 * * * something  --odd\n");
}

#[test]
fn a_schedule_that_the_system_refuses_is_kept_and_said() {
    let desk = Desk::new(&[("systemctl", "case \"$*\" in *show-environment*) ;; *) echo 'no bus' >&2; exit 1;; esac")]);
    let refused = desk.run(&["schedule", "set", "--every", "1h"]).expect_code(1);
    assert!(refused.stderr.contains("no bus") && refused.stderr.contains("schedule print"), "{refused}");
    assert!(fs::read_to_string(desk.computer.settings()).expect("settings").contains("every = \"1h\""));
    let nothing = Desk::new(&[]);
    let refused = nothing.run(&["schedule", "set", "--every", "1h"]).expect_code(1);
    assert!(refused.stderr.contains("--for cron"), "{refused}");
    assert!(nothing.ok(&["schedule", "print", "--for", "cron"]).stdout.contains("*/15 * * * * "));
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_is_changed() {
    let desk = Desk::with_systemd();
    let before = fs::read_to_string(desk.computer.settings()).expect("settings");
    for (arguments, said) in [
        (&["--every", "7m"][..], "five minutes"),
        (&["--every", "often"], "30m"),
        (&["--at", "someday 9"], "mon-fri 22:00-06:00"),
        (&["--every", "1h", "--then", "shutdown"], "set times"),
        (&["--every", "1h", "--at", "daily 09:00"], "do not go together"),
        (&["--at", "09:00", "--force"], "--then"),
        (&[], "--every"),
    ] {
        let mut all = vec!["schedule", "set"];
        all.extend(arguments);
        let refused = desk.run(&all).expect_code(2);
        assert!(refused.stderr.contains(said), "{refused}");
    }
    assert_eq!(fs::read_to_string(desk.computer.settings()).expect("settings"), before);
    assert_eq!(desk.unit("aosbox.timer"), None);
    fs::write(desk.computer.settings(), "[schedule]\nevery = \"1h\"\nat = \"daily 09:00\"\n").expect("settings");
    let wrong = desk.run(&["schedule"]).expect_code(2);
    assert!(wrong.stderr.contains("line 3") && wrong.stderr.contains("both every and at"), "{wrong}");
}

#[test]
fn the_next_beginnings_are_listed_with_their_ends() {
    let desk = Desk::with_systemd();
    desk.ok(&["schedule", "set", "--at", "fri 23:00-01:00"]);
    let next = desk.ok(&["schedule", "next", "3", "--json"]).json();
    let next: Vec<(String, String)> = next["next"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|due| (due["start"].to_string(), due["end"].to_string()))
        .collect();
    assert_eq!(next.len(), 3);
    // The tests' computer has the zone UTC.
    assert!(next.iter().all(|(start, end)| start.contains("T23:00:00Z") && end.contains("T01:00:00Z")), "{next:?}");
    assert!(
        desk.ok(&["schedule", "next"]).stdout.lines().all(|line| line.starts_with("Fri ") && line.contains("to Sat "))
    );
}

#[test]
fn the_job_that_systemd_is_given_backs_up() {
    let desk = Desk::with_systemd();
    let tree = Tree::compact(101);
    let store = desk.computer.at("store");
    desk.computer.create_account(text(&store), None, "laptop").expect_code(0);
    desk.ok(&["select", "add", text(tree.folder())]);
    desk.ok(&["schedule", "set", "--every", "1h"]);
    let service = desk.unit("aosbox.service").expect("a service");
    let line = service.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("a command");
    // The words of this line need no quotes, so a shell takes it as systemd does.
    let run = || {
        let status = std::process::Command::new("/bin/sh")
            .args(["-c", line])
            .env_clear()
            .env("HOME", desk.home())
            .env("XDG_DATA_HOME", desk.home().join(".local/share"))
            .env("XDG_CACHE_HOME", desk.home().join(".cache"))
            .output()
            .expect("it runs");
        assert_eq!(status.status.code(), Some(0), "{status:?}");
        status
    };
    let first = run();
    assert!(first.stdout.is_empty() && first.stderr.is_empty(), "a job that goes well says nothing: {first:?}");
    let status = desk.ok(&["status", "--json"]).json();
    assert_eq!((&status["last"]["result"], &status["last"]["scheduled"]), (&"done".into(), &true.into()), "{status:#}");
    let ended = status["last"]["ended"].clone();
    run();
    assert_eq!(desk.ok(&["status", "--json"]).json()["last"]["ended"], ended, "within the hour nothing is due");
    let shown = desk.ok(&["status"]);
    assert!(shown.stdout.contains("(every hour)"), "{shown}");
    assert_ne!(status["next"], Value::Null);
}

#[test]
fn a_job_finds_the_folder_that_holds_everything() {
    let desk = Desk::with_systemd();
    let tree = Tree::compact(102);
    let stick = desk.computer.at("stick 100%");
    let on_stick = |arguments: &[&str]| {
        let variables = [("PATH", desk.path.as_str()), ("USER", "u"), ("AOSBOX_HOME", text(&stick))];
        desk.computer.run_with(&variables, arguments).expect_code(0)
    };
    on_stick(&["login", text(&desk.computer.at("store")), "--create"]);
    on_stick(&["select", "add", text(tree.folder())]);
    on_stick(&["schedule", "set", "--every", "1h", "--at-startup"]);
    assert_eq!(on_stick(&["schedule", "show", "--json"]).json()["installed"], "yes");
    // A percent sign and a blank are written as each system reads them.
    for (system, written) in [
        ("systemd", format!("--home \"{}%%\"", text(&stick).trim_end_matches('%'))),
        ("cron", format!("--home '{}\\%'", text(&stick).trim_end_matches('%'))),
        ("launchd", format!("<string>--home</string>\n    <string>{}</string>", text(&stick))),
        ("windows", format!("--home &quot;{}&quot;", text(&stick))),
    ] {
        let parts = on_stick(&["schedule", "print", "--for", system, "--json"]).json()["parts"].clone();
        let parts = parts.as_array().expect("parts").iter().filter_map(|part| part["text"].as_str());
        let calls: Vec<&str> = parts.filter(|text| text.contains("--scheduled")).collect();
        assert!(!calls.is_empty() && calls.iter().all(|text| text.contains(&written)), "{written} in {calls:#?}");
    }
    // Neither the folder nor anything else comes from the environment of the job.
    let service = desk.unit("aosbox.service").expect("a service");
    let line = service.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("a command");
    let status = std::process::Command::new("/bin/sh")
        .args(["-c", &line.replace("%%", "%")])
        .env_clear()
        .env("HOME", desk.home())
        .output()
        .expect("it runs");
    assert_eq!(status.status.code(), Some(0), "{status:?}");
    let last = &on_stick(&["status", "--json"]).json()["last"];
    assert_eq!((&last["result"], &last["scheduled"]), (&"done".into(), &true.into()), "{last:#}");
    // The option says the same as its variable.
    let shown = desk.ok(&["--home", text(&stick), "status", "--json"]).json();
    assert_eq!(shown["last"], *last);
}
