//! Commands and an address around a backup: what they are handed, when, and what becomes of the backup when they fail.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
};

use serde_json::Value;

use crate::support::{
    faults::{Class, Fault},
    program::{Computer, IMPATIENT, text},
    scene::Scene,
    schemas,
    tree::Tree,
};

/// An address that keeps what it is told, and answers the first so many times with other statuses.
struct Listener {
    address: String,
    heard: Arc<Mutex<Vec<Heard>>>,
}

#[derive(Debug, Clone)]
struct Heard {
    method: String,
    target: String,
    body: Value,
}

impl Listener {
    fn start(statuses: &[u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::<Mutex<Vec<Heard>>>::default();
        let (kept, statuses) = (heard.clone(), statuses.to_vec());
        let mut statuses = statuses.into_iter();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                let mut first = String::new();
                if reader.read_line(&mut first).is_err() || first.is_empty() {
                    continue;
                }
                let mut length = 0;
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).expect("a header");
                    if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                        length = value.trim().parse().expect("a number");
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).expect("a body");
                let mut words = first.split_whitespace().map(str::to_owned);
                let heard = Heard {
                    method: words.next().expect("a method"),
                    target: words.next().expect("a target"),
                    // What takes no POST is asked without a document.
                    body: match body.is_empty() {
                        true => Value::Null,
                        false => schemas::fitting("hook", serde_json::from_slice(&body).expect("JSON")),
                    },
                };
                kept.lock().expect("nobody panics").push(heard);
                let status = statuses.next().unwrap_or(200);
                let answer = format!("HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).expect("an answer");
            }
        });
        Self { address, heard }
    }

    fn setting(&self) -> String {
        format!("ping = \"{}/check?x=1\"\n", self.address)
    }

    /// Methods and targets, in the order of their arrival.
    fn requests(&self) -> Vec<String> {
        let heard = self.heard.lock().expect("nobody panics");
        heard.iter().map(|heard| format!("{} {}", heard.method, heard.target)).collect()
    }

    fn last(&self) -> Value {
        self.heard.lock().expect("nobody panics").last().expect("something was told").body.clone()
    }
}

/// Settings that are added to a scene's.
fn add_settings(computer: &Computer, table: &str) {
    let settings = std::fs::read_to_string(computer.settings()).expect("settings");
    let own = settings.split("[hooks]").next().unwrap_or_default();
    std::fs::write(computer.settings(), format!("{own}[hooks]\n{table}")).expect("settings can be written");
}

#[cfg(unix)]
fn kept(computer: &Computer, name: &str) -> Option<String> {
    std::fs::read_to_string(computer.at(name)).ok()
}

#[test]
fn the_address_hears_of_beginnings_and_ends() {
    let scene = Scene::new(Tree::compact(201), &[IMPATIENT]);
    let listener = Listener::start(&[]);
    add_settings(&scene.computer, &listener.setting());
    scene.backup();
    assert_eq!(listener.requests(), ["POST /check/start?x=1", "POST /check?x=1"]);
    let told = listener.last();
    assert_eq!((&told["event"], &told["result"], &told["exit_code"]), (&"end".into(), &"done".into(), &0.into()));
    assert!(told["files"]["new"].as_u64().is_some_and(|new| new > 0), "{told:#}");
    assert_eq!(told["failed_files"], Value::Null, "names of files stay here");

    scene.faults().fail_from(Class::All, 1, Fault::Status(403));
    scene.computer.run(&["backup", text(scene.tree.folder())]).expect_code(1);
    assert_eq!(listener.requests()[2..], ["POST /check/start?x=1", "POST /check/fail?x=1"]);
    assert!(
        listener.last()["reason"].as_str().is_some_and(|reason| reason.contains("denied")),
        "{:#}",
        listener.last()
    );
    scene.faults().reset();

    // Neither a look nor what is put off is any of its business.
    scene.computer.ok(&["backup", "--dry-run", text(scene.tree.folder())]);
    scene.computer.ok(&["pause"]);
    scene.computer.run(&["backup", text(scene.tree.folder())]).expect_code(4);
    assert_eq!(listener.requests().len(), 4);
}

#[test]
fn a_ping_is_tried_again_and_its_failure_changes_nothing() {
    let scene = Scene::new(Tree::compact(202), &[]);
    // The beginning: a busy server, then one that takes no documents; the end: an address that is none.
    let listener = Listener::start(&[503, 405, 200, 404]);
    add_settings(&scene.computer, &listener.setting());
    let outcome = scene.backup();
    let expected = ["POST /check/start?x=1", "POST /check/start?x=1", "GET /check/start?x=1", "POST /check?x=1"];
    assert_eq!(listener.requests(), expected);
    assert!(outcome.stderr.contains("hooks.ping was not told: it answers with status 404"), "{outcome}");
    assert!(!outcome.mentions("/check"), "the address is its owner's secret: {outcome}");

    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    add_settings(&scene.computer, &format!("ping = \"http://{nobody}/\"\n"));
    let outcome = scene.backup();
    assert!(outcome.stderr.contains("hooks.ping was not told"), "{outcome}");
    add_settings(&scene.computer, "ping = \"http://192.0.2.1/\"\n");
    let outcome = scene.backup();
    assert!(outcome.stderr.contains("plain http") && outcome.stderr.contains("allow_http"), "{outcome}");
}

#[cfg(unix)]
mod commands {
    use super::*;

    /// Keeps the document and the variables of every command under its name.
    const KEEP: &str = "cat > ../tmp.$$; mv ../tmp.$$ \"$HOME/../$AOSBOX_EVENT.json\"; env > \"$HOME/../$AOSBOX_EVENT.env\"; \
                        echo \"$AOSBOX_EVENT\" >> \"$HOME/../order\"";

    fn keeping() -> String {
        let line = KEEP.replace("../tmp.$$", "$HOME/../tmp.$$").replace('\\', "\\\\").replace('"', "\\\"");
        format!("before = \"{line}\"\nafter = \"{line}\"\non_failure = \"{line}\"\n")
    }

    fn document(computer: &Computer, name: &str) -> Value {
        let text = kept(computer, &format!("{name}.json")).unwrap_or_else(|| panic!("{name} was not run"));
        schemas::fitting("hook", serde_json::from_str(&text).expect("JSON"))
    }

    fn order(computer: &Computer) -> Vec<String> {
        kept(computer, "order").unwrap_or_default().lines().map(str::to_owned).collect()
    }

    fn forget(computer: &Computer) {
        let _none = std::fs::remove_file(computer.at("order"));
    }

    #[test]
    fn commands_hear_what_becomes_of_the_backup() {
        let scene = Scene::new(Tree::compact(203), &[IMPATIENT]);
        let computer = &scene.computer;
        add_settings(computer, &keeping());
        scene.backup();
        assert_eq!(order(computer), ["before", "after"]);
        let before = document(computer, "before");
        assert_eq!(
            (&before["schema"], &before["event"], &before["result"]),
            (&1.into(), &"before".into(), &Value::Null)
        );
        let after = document(computer, "after");
        assert_eq!((&after["result"], &after["exit_code"]), (&"done".into(), &0.into()), "{after:#}");
        assert_eq!(after["device_name"], "laptop");
        assert_eq!(after["failed_files"], Value::Array(Vec::new()));
        let variables = kept(computer, "after.env").expect("variables");
        for line in ["AOSBOX_RESULT=done", "AOSBOX_EXIT_CODE=0", "AOSBOX_PROFILE=default", "AOSBOX_FILES_FAILED=0"] {
            assert!(variables.lines().any(|other| other == line), "{line}: {variables}");
        }
        let secrets = ["AOSBOX_PASSWORD", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        assert!(secrets.iter().all(|secret| !variables.contains(secret)), "{variables}");

        forget(computer);
        scene.faults().fail_from(Class::All, 1, Fault::Status(403));
        computer.run(&["backup", text(scene.tree.folder())]).expect_code(1);
        assert_eq!(order(computer), ["before", "after", "on_failure"]);
        let failed = document(computer, "on_failure");
        assert_eq!((&failed["result"], &failed["exit_code"]), (&"failed".into(), &1.into()), "{failed:#}");
        assert!(failed["reason"].as_str().is_some_and(|reason| reason.contains("denied")), "{failed:#}");
        scene.faults().reset();

        forget(computer);
        computer.ok(&["backup", "--dry-run", text(scene.tree.folder())]);
        computer.ok(&["pause"]);
        computer.run(&["backup", text(scene.tree.folder())]).expect_code(4);
        assert!(order(computer).is_empty(), "a look, and what is put off, are no backups");
    }

    #[test]
    fn files_that_failed_are_named() {
        use std::os::unix::fs::PermissionsExt;
        let scene = Scene::new(Tree::compact(204), &[]);
        let computer = &scene.computer;
        add_settings(computer, &keeping());
        scene.tree.write("closed.txt", b"nobody may read this");
        let closed = scene.tree.folder().join("closed.txt");
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("a mode");
        crate::support::program::give_away(scene.tree.folder());
        computer.run_as_ordinary_user(&["backup", text(scene.tree.folder())]).expect_code(3);
        let after = document(computer, "after");
        assert_eq!((&after["result"], &after["files"]["failed"]), (&"incomplete".into(), &1.into()), "{after:#}");
        let named = after["failed_files"][0]["path"].as_str().expect("a path");
        assert!(named.ends_with("closed.txt"), "{after:#}");
        assert_eq!(order(computer), ["before", "after"], "that some files failed is no failure");
    }

    #[test]
    fn a_command_before_that_fails_keeps_the_backup_from_beginning() {
        let scene = Scene::new(Tree::compact(205), &[]);
        let computer = &scene.computer;
        let listener = Listener::start(&[]);
        let failing = format!(
            "before = \"echo to stdout; echo 'the database is away' >&2; exit 7\"\n\
             after = \"echo after >> $HOME/../order\"\non_failure = \"echo failure >> $HOME/../order\"\n{}",
            listener.setting()
        );
        add_settings(computer, &failing);
        let requests = scene.faults().requests();
        let refused = computer.run(&["backup", text(scene.tree.folder()), "--json"]).expect_code(1);
        assert_eq!(refused.json()["error"]["kind"], "hook", "{refused}");
        let message = refused.json()["error"]["message"].as_str().expect("a text").to_owned();
        assert!(message.contains("exit code 7") && message.contains("the database is away"), "{message}");
        assert_eq!(scene.faults().requests(), requests, "nothing was read or sent");
        assert_eq!(order(computer), ["failure"]);
        assert_eq!(listener.requests(), ["POST /check/fail?x=1"]);
        let status = computer.ok(&["status", "--json"]).json();
        assert_eq!(status["last"]["result"], "failed", "{status:#}");

        // With -v all that it says is heard, and never where results are.
        let loud = computer.run(&["backup", text(scene.tree.folder()), "-v"]).expect_code(1);
        assert!(loud.stderr.contains("before: to stdout") && loud.stdout.is_empty(), "{loud}");
        add_settings(computer, &failing.replace("after =", "before_failure = \"go_on\"\nafter ="));
        let outcome = scene.backup();
        assert!(outcome.stderr.contains("exit code 7"), "{outcome}");
        scene.assert_restorable();
    }

    #[test]
    fn a_command_that_hangs_is_ended_with_all_it_has_started() {
        let scene = Scene::new(Tree::compact(206), &[]);
        let computer = &scene.computer;
        add_settings(
            computer,
            "timeout = \"1s\"\nbefore_failure = \"go_on\"\nbefore = \"sh -c 'sleep 6; echo x > $HOME/../late' & sleep 60\"\n",
        );
        let began = std::time::Instant::now();
        let outcome = scene.backup();
        assert!(outcome.stderr.contains("took longer than 1 s"), "{outcome}");
        std::thread::sleep(std::time::Duration::from_secs(8).saturating_sub(began.elapsed()));
        assert_eq!(kept(computer, "late"), None, "nothing of it goes on");
    }

    #[test]
    fn commands_that_fail_afterwards_change_nothing() {
        let scene = Scene::new(Tree::compact(207), &[]);
        add_settings(&scene.computer, "before = [\"true\"]\nafter = [\"/nowhere/at all\", \"x\"]\n");
        let outcome = scene.backup();
        assert!(outcome.stderr.contains("hooks.after") && outcome.stderr.contains("cannot be run"), "{outcome}");
    }

    #[test]
    fn a_command_that_calls_this_program_goes_round_in_no_circles() {
        let scene = Scene::new(Tree::compact(208), &[]);
        let computer = &scene.computer;
        let program = env!("CARGO_BIN_EXE_aosbox");
        add_settings(
            computer,
            &format!("after = \"echo x >> $HOME/../order; {program} status > $HOME/../status; {program} backup\"\n"),
        );
        let outcome = scene.backup();
        assert_eq!(order(computer), ["x"], "{outcome}");
        assert!(kept(computer, "status").is_some_and(|status| status.contains("laptop")));
        // The backup is one with its commands: another has to wait until they have ended.
        assert!(outcome.stderr.contains("exit code 11"), "{outcome}");
    }

    #[test]
    fn commands_run_once_though_the_catalog_is_made_anew() {
        let scene = Scene::new(Tree::compact(209), &[]);
        let computer = &scene.computer;
        scene.backup();
        let catalog = crate::support::bench::find_below(computer.folder(), "catalog.sqlite");
        for ending in ["-wal", "-shm"] {
            let _none = std::fs::remove_file(format!("{}{ending}", text(&catalog)));
        }
        let mut bytes = std::fs::read(&catalog).expect("the catalog");
        let middle = bytes.len() / 4..bytes.len() * 3 / 4;
        bytes[middle].fill(0xa5);
        std::fs::write(&catalog, bytes).expect("the catalog");
        add_settings(computer, &keeping());
        scene.tree.mutate(1);
        scene.backup();
        assert_eq!(order(computer), ["before", "after"]);
        scene.assert_restorable();
    }

    #[test]
    fn settings_with_a_mistake_say_which() {
        let computer = Computer::new();
        add_settings(&computer, "ping = \"hc-ping.com/uuid\"\n");
        let refused = computer.run(&["status"]).expect_code(2);
        assert!(refused.stderr.contains("hooks.ping") && refused.stderr.contains("https://"), "{refused}");
    }
}
