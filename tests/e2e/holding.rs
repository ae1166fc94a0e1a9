//! Conditions put to use: a backup is held off before it begins and in its middle, works as hard as it may, and is followed by what the
//! schedule says. The desktop, NetworkManager and logind are a bus of the test's own.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{
    conditions::Desk,
    support::{
        bus::Answer,
        program::{Outcome, SMALL_PACKS, text},
        server::Server,
        tree::{Tree, noise},
    },
};

const PATIENCE: Duration = Duration::from_secs(90);
const GNOME: &str = "org.gnome.SessionManager";
const LOGIND: &str = "org.freedesktop.login1.Manager";

/// A desk that is logged in to a server and has a tree selected.
struct Place {
    desk: Desk,
    tree: Tree,
    server: Server,
}

impl Place {
    fn new(seed: u64, settings: &str) -> Self {
        let (desk, tree, server) = (Desk::new(settings), Tree::compact(seed), Server::start());
        desk.computer.create_account(server.store(), Some(&server), "desk").expect_code(0);
        desk.computer.ok(&["select", "add", text(tree.folder())]);
        Self { desk, tree, server }
    }

    fn present(&self, presenting: bool) {
        self.desk.session.method(GNOME, "IsInhibited", Answer::Flag(presenting));
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        self.desk.computer.run_with(&self.desk.variables(), arguments)
    }

    fn status(&self) -> Value {
        self.run(&["status", "--json"]).expect_code(0).json()
    }

    #[track_caller]
    fn wait_for(&self, what: &str, holds: impl Fn(&Value) -> bool) {
        let began = Instant::now();
        loop {
            let status = self.status();
            if holds(&status) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "never {what}: {status:#}");
            sleep(Duration::from_millis(200));
        }
    }
}

#[test]
fn a_backup_is_put_off_and_says_why_until_it_may() {
    let place = Place::new(121, "[schedule]\nevery = \"1h\"\n");
    place.present(true);
    let put_off = place.run(&["backup", "--scheduled"]).expect_code(4);
    assert!(put_off.stderr.contains("something is presented"), "{put_off}");
    let by_hand = place.run(&["backup"]).expect_code(4);
    assert!(by_hand.stderr.contains("--anyway"), "{by_hand}");
    let status = place.status();
    assert_eq!(status["last"]["result"], "put_off", "{status:#}");
    assert_eq!(status["conditions"]["holding"][0]["condition"], "presenting");
    let shown = place.run(&["status"]).expect_code(0);
    assert!(shown.stdout.contains("put off: something is presented"), "{shown}");
    // An hour's job comes again a few times within the hour.
    place.present(false);
    place.run(&["backup", "--scheduled"]).expect_code(0);
    assert_eq!(place.status()["last"]["result"], "done");
    place.present(true);
    place.run(&["backup", "--anyway"]).expect_code(0);
}

#[test]
fn what_is_not_known_is_said_and_holds_nothing_off() {
    let place = Place::new(122, "");
    // A desktop is there, but does not answer sensibly.
    let out_of_order = Answer::Error("org.kde.Error", "out of order");
    place.desk.session.method("org.kde.Solid.PowerManagement.PolicyAgent", "HasInhibition", out_of_order);
    let outcome = place.run(&["-v", "backup"]).expect_code(0);
    assert!(outcome.stderr.contains("not known, and so it holds no backup off"), "{outcome}");
    assert_eq!(place.status()["conditions"]["unknown"][0]["condition"], "presenting");
    let shown = place.run(&["status"]).expect_code(0);
    assert!(shown.stdout.contains("Presenting: not known"), "{shown}");
    // Without a desktop nothing is presented on it, which is nothing to speak of.
    let bare = Place::new(128, "");
    let outcome = bare.run(&["-v", "backup"]).expect_code(0);
    assert!(!outcome.stderr.contains("not known"), "{outcome}");
}

#[test]
fn busy_programs_put_a_backup_off() {
    use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
    let place = Place::new(129, "[conditions]\nbusy_above = 5\n");
    let idle = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // One thread for each processor: that they are busy is not left to chance.
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while !idle.load(Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let put_off = place.run(&["backup"]);
        let status = place.status();
        idle.store(true, Relaxed);
        let put_off = put_off.expect_code(4);
        assert!(put_off.stderr.contains("other programs use"), "{put_off}");
        assert_eq!(status["conditions"]["holding"][0]["condition"], "busy", "{status:#}");
    });
}

#[test]
fn a_condition_that_comes_up_in_the_middle_makes_it_wait() {
    let settings = format!("{SMALL_PACKS}mode = \"auto\"\n[bandwidth]\nupload = \"100KB/s\"\n");
    let place = Place::new(123, &settings);
    let mut random = fastrand::Rng::with_seed(123);
    for number in 0..20 {
        place.tree.write(&format!("photo {number}.jpg"), &noise(&mut random, 200_000));
    }
    place.present(false);
    // Somebody has just used the computer.
    place.desk.session.method("org.gnome.Mutter.IdleMonitor", "GetIdletime", Answer::Long(1000));
    let backup = place.desk.computer.spawn_with(&place.desk.variables(), &["backup"]);
    place.wait_for("slow", |status| status["running"]["pace"] == "standard");
    place.present(true);
    place.wait_for("waiting", |status| {
        status["running"]["waiting"][0].as_str().is_some_and(|reason| reason.contains("presented"))
    });
    place.present(false);
    place.desk.session.method("org.gnome.Mutter.IdleMonitor", "GetIdletime", Answer::Long(600_000));
    place.wait_for("going on", |status| {
        status["running"]["waiting"] == serde_json::json!([]) && status["running"]["pace"] == "fast"
    });
    let settings = std::fs::read_to_string(place.desk.computer.settings()).expect("settings");
    std::fs::write(place.desk.computer.settings(), settings.replace("100KB/s", "none")).expect("settings");
    let output = backup.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    crate::support::scene::assert_restorable(&place.desk.computer, &place.tree);
}

#[test]
fn the_computer_sleeps_after_a_backup_at_a_set_time_unless_somebody_pauses() {
    let schedule = "[schedule]\nat = \"daily 00:00\"\nthen = \"sleep\"\ngrace = \"2s\"\n";
    let place = Place::new(124, schedule);
    place.present(false);
    place.desk.system.method(LOGIND, "CanSuspend", Answer::Text("yes")).method(LOGIND, "Suspend", Answer::Done);
    let slept = || place.desk.system.calls().iter().any(|call| call.starts_with("Suspend"));
    place.run(&["backup"]).expect_code(0);
    assert!(!slept(), "a backup by hand is followed by nothing");
    forget_backups(&place);
    let outcome = place.run(&["backup", "--scheduled"]).expect_code(0);
    assert!(outcome.stderr.contains("In 2 s the computer sleeps"), "{outcome}");
    assert!(slept(), "{:?}", place.desk.system.calls());

    place.desk.system.forget_calls();
    forget_backups(&place);
    let backup = place.desk.computer.spawn_with(&place.desk.variables(), &["backup", "--scheduled"]);
    place.wait_for("done", |status| status["last"]["scheduled"] == true);
    place.run(&["pause"]).expect_code(0);
    assert_eq!(backup.wait_with_output().expect("it ends").status.code(), Some(0));
    assert!(!slept(), "somebody kept it on");
}

#[test]
fn a_computer_that_cannot_do_what_it_is_to_do_stays_on_and_says_so() {
    let schedule = "[schedule]\nat = \"daily 00:00\"\nthen = \"hibernate\"\ngrace = \"1s\"\n";
    let place = Place::new(125, schedule);
    place.present(false);
    place.desk.system.method(LOGIND, "CanHibernate", Answer::Text("na"));
    let outcome = place.run(&["backup", "--scheduled"]).expect_code(0);
    assert!(outcome.stderr.contains("this computer cannot do that"), "{outcome}");
}

#[test]
fn at_intervals_nothing_follows() {
    let place = Place::new(126, "[schedule]\nevery = \"5m\"\nthen = \"shutdown\"\ngrace = \"1s\"\n");
    place.present(false);
    let outcome = place.run(&["backup", "--scheduled"]).expect_code(0);
    assert!(!outcome.stderr.contains("shut down"), "{outcome}");
    assert!(place.desk.system.calls().iter().all(|call| !call.contains("PowerOff")));
}

#[test]
fn a_scheduled_backup_that_fails_shows_itself_on_the_desktop() {
    let place = Place::new(127, "[schedule]\nevery = \"1h\"\n[store]\nrequest_timeout = \"1s\"\nretry_for = \"1s\"\n");
    place.present(false);
    place.desk.session.method("org.freedesktop.Notifications", "Notify", Answer::Number(1));
    place.server.faults().fail_from(crate::support::faults::Class::All, 1, crate::support::faults::Fault::Status(403));
    let notices = || place.desk.session.calls().iter().filter(|call| call.starts_with("Notify")).count();
    place.run(&["backup", "--scheduled"]).expect_code(1);
    let calls = place.desk.session.calls();
    assert!(calls.iter().any(|call| call.starts_with("Notify") && call.contains("the backup failed")), "{calls:?}");
    // The job comes again a few times an hour; one notice is enough.
    place.run(&["backup", "--scheduled"]).expect_code(1);
    assert_eq!(notices(), 1);
    place.server.faults().reset();
    place.run(&["backup"]).expect_code(0);
    place.server.faults().fail_from(crate::support::faults::Class::All, 1, crate::support::faults::Fault::Status(403));
    place.run(&["backup"]).expect_code(1);
    assert_eq!(notices(), 1, "who typed it sees it");
}

#[test]
fn a_lack_of_backups_and_its_end_show_themselves_once() {
    let place = Place::new(128, "[schedule]\nevery = \"1h\"\n");
    place.present(false);
    place.desk.session.method("org.freedesktop.Notifications", "Notify", Answer::Number(1));
    let notices = || {
        let calls = place.desk.session.calls();
        calls.into_iter().filter(|call| call.starts_with("Notify")).collect::<Vec<_>>()
    };
    place.run(&["backup"]).expect_code(0);
    put_back(&place, 8 * 86_400);
    place.run(&["pause"]).expect_code(0);
    place.run(&["backup", "--scheduled"]).expect_code(4);
    assert!(matches!(notices().as_slice(), [only] if only.contains("no backup for too long")), "{:?}", notices());
    place.run(&["backup", "--scheduled"]).expect_code(4);
    assert_eq!(notices().len(), 1, "one is enough");
    place.run(&["resume"]).expect_code(0);
    place.run(&["backup", "--scheduled"]).expect_code(0);
    assert!(notices().last().is_some_and(|last| last.contains("backups work again")), "{:?}", notices());
    put_back(&place, 3 * 3600);
    place.run(&["backup", "--scheduled"]).expect_code(0);
    assert_eq!(notices().len(), 2);

    // Whoever wants none gets none.
    let settings = std::fs::read_to_string(place.desk.computer.settings()).expect("settings");
    let silent = settings.replace("every = \"1h\"", "every = \"1h\"\nnotices = false");
    std::fs::write(place.desk.computer.settings(), silent).expect("settings");
    put_back(&place, 8 * 86_400);
    place.run(&["pause"]).expect_code(0);
    place.run(&["backup", "--scheduled"]).expect_code(4);
    assert_eq!(notices().len(), 2);
}

/// Makes the journal say that all of it was so many seconds earlier.
fn put_back(place: &Place, seconds: i64) {
    let journals = crate::support::bench::find_below(place.desk.computer.folder(), "journals");
    let path = std::fs::read_dir(journals).expect("journals").next().expect("a journal").expect("a journal").path();
    let text = std::fs::read_to_string(&path).expect("a journal");
    let mut journal: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for name in ["last_complete", "last_success", "first"] {
        journal[name] = (journal[name].as_i64().expect("a time") - seconds).into();
    }
    std::fs::write(&path, journal.to_string()).expect("it can be written");
}

/// Makes the journal forget when backups went through.
fn forget_backups(place: &Place) {
    let journals = crate::support::bench::find_below(place.desk.computer.folder(), "journals");
    std::fs::remove_dir_all(journals).expect("they can be removed");
}
