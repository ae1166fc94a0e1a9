//! What would hold a backup off: power from a folder that is mounted over the kernel's, networks, presentations and idleness from a bus
//! of the test's own.

use aosbox::{
    model::Afterwards,
    platform::{afterwards, notice},
};
use serde_json::{Value, json};
use zbus::zvariant::ObjectPath;

use crate::support::{
    bus::{Answer, Bus},
    program::{Computer, ORDINARY_USER, Outcome, give_away, text},
};

const MANAGER: &str = "org.freedesktop.NetworkManager";
const LOGIND: &str = "org.freedesktop.login1.Manager";

/// A computer with a bus of its own for the system and one for the user.
pub struct Desk {
    /// The computer.
    pub computer: Computer,
    /// Where NetworkManager and logind would be.
    pub system: Bus,
    /// Where the desktop would be.
    pub session: Bus,
}

impl Desk {
    /// With these settings, and nobody on either bus.
    pub fn new(settings: &str) -> Self {
        let computer = Computer::with_settings(&[settings]);
        let system = Bus::start(computer.folder(), "system.bus");
        let session = Bus::start(computer.folder(), "session.bus");
        Self { computer, system, session }
    }

    /// How the program finds the buses.
    pub fn variables(&self) -> [(&str, &str); 2] {
        [("DBUS_SYSTEM_BUS_ADDRESS", self.system.address()), ("DBUS_SESSION_BUS_ADDRESS", self.session.address())]
    }

    /// NetworkManager uses a connection of this type, and says this of its being metered.
    fn network(&self, kind: &str, metered: u32) -> &Self {
        let path = |path: &'static str| ObjectPath::try_from(path).expect("a path");
        let active = "org.freedesktop.NetworkManager.Connection.Active";
        self.system
            .property("/org/freedesktop/NetworkManager", MANAGER, "PrimaryConnection", path("/connection/1"))
            .property("/org/freedesktop/NetworkManager", MANAGER, "Metered", metered)
            .property("/connection/1", active, "Type", kind)
            .property("/connection/1", active, "SpecificObject", path("/point/1"))
            .property("/point/1", "org.freedesktop.NetworkManager.AccessPoint", "Ssid", b"caf\xc3\xa9".to_vec());
        self
    }

    fn run(&self) -> Outcome {
        self.computer.run_with(&self.variables(), &["conditions"]).expect_code(0)
    }

    fn told(&self) -> Value {
        self.computer.run_with(&self.variables(), &["conditions", "--json"]).expect_code(0).json()
    }
}

#[track_caller]
fn of(told: &Value, condition: &str) -> Value {
    let all = told["conditions"].as_array().expect("a list");
    all.iter().find(|one| one["condition"] == condition).unwrap_or_else(|| panic!("no {condition}: {told}")).clone()
}

#[test]
fn a_metered_network_holds_backups_off_unless_the_settings_allow_it() {
    let desk = Desk::new("");
    let told = desk.network("802-3-ethernet", 1).told();
    assert_eq!((&told["held"], &told["holding"]), (&true.into(), &json!(["metered"])), "{told}");
    assert_eq!(of(&told, "network_kind")["measured"], "wired");
    let shown = desk.run();
    assert!(shown.stdout.contains("Backups are held off: the network is metered."), "{shown}");
    let told = desk.network("802-3-ethernet", 2).told();
    assert_eq!((&told["held"], &of(&told, "metered")["measured"]), (&false.into(), &"no".into()), "{told}");
    // A mobile network is metered unless the system is sure that it is not.
    assert_eq!(desk.network("gsm", 4).told()["holding"], json!(["metered"]));
    assert_eq!(desk.network("gsm", 2).told()["held"], false);
    assert!(desk.run().stdout.contains("Backups may run."));

    let desk = Desk::new("[conditions]\nmetered = true\n");
    let told = desk.network("gsm", 1).told();
    assert_eq!((&told["held"], &of(&told, "metered")["state"]), (&false.into(), &"off".into()), "{told}");
}

#[test]
fn only_networks_of_the_list_are_used() {
    let desk = Desk::new(
        "[conditions]\nnetworks = [\"wired\", \"wifi\"]\nwifi_allow = [\"home\", \"office\"]\nmetered = true\n",
    );
    assert_eq!(desk.network("802-3-ethernet", 2).told()["held"], false);
    let told = desk.network("cdma", 2).told();
    let kind = of(&told, "network_kind");
    assert_eq!((&told["holding"], &kind["measured"]), (&json!(["network_kind"]), &"mobile".into()), "{told}");
    assert_eq!(kind["limit"], json!(["wired", "wifi"]));
    let told = desk.network("802-11-wireless", 2).told();
    let wifi = of(&told, "wifi_not_allowed");
    assert_eq!((&told["holding"], &wifi["measured"]), (&json!(["wifi_not_allowed"]), &"café".into()), "{told}");
    assert!(desk.run().stdout.contains("the Wi-Fi \"café\" is not one of those that may be used"));

    let desk = Desk::new("[conditions]\nwifi_allow = [\"café\"]\n");
    let told = desk.network("802-11-wireless", 4).told();
    assert_eq!((&told["held"], &of(&told, "wifi_not_allowed")["state"]), (&false.into(), &"clear".into()), "{told}");
}

#[test]
fn a_store_on_this_computer_needs_no_network() {
    let desk = Desk::new("");
    let store = desk.computer.at("store");
    desk.computer.create_account(text(&store), None, "desk").expect_code(0);
    let told = desk.network("gsm", 1).told();
    assert_eq!((&told["held"], &of(&told, "metered")["state"]), (&false.into(), &"not_needed".into()), "{told}");
}

#[test]
fn presentations_hold_backups_off() {
    let desk = Desk::new("");
    desk.network("802-3-ethernet", 2);
    desk.session.method("org.gnome.SessionManager", "IsInhibited", Answer::Flag(true));
    assert_eq!(desk.told()["holding"], json!(["presenting"]));
    desk.session.method("org.gnome.SessionManager", "IsInhibited", Answer::Flag(false));
    assert_eq!(of(&desk.told(), "presenting")["measured"], false);
    let asked = desk.session.calls();
    assert!(asked.iter().any(|call| call.contains("IsInhibited") && call.contains('8')), "{asked:?}");
    // KDE is asked where there is no GNOME, and logind in any case.
    let desk = Desk::new("");
    let kde = "org.kde.Solid.PowerManagement.PolicyAgent";
    desk.network("802-3-ethernet", 2).session.method(kde, "HasInhibition", Answer::Flag(true));
    assert_eq!(desk.told()["holding"], json!(["presenting"]));
    desk.session.method(kde, "HasInhibition", Answer::Flag(false));
    desk.system.property("/org/freedesktop/login1", LOGIND, "BlockInhibited", "shutdown:idle");
    assert_eq!(desk.told()["holding"], json!(["presenting"]));
    desk.system.property("/org/freedesktop/login1", LOGIND, "BlockInhibited", "shutdown:sleep");
    assert_eq!(desk.told()["held"], false);

    let desk = Desk::new("[conditions]\nwhile_presenting = true\n");
    desk.network("802-3-ethernet", 2).session.method("org.gnome.SessionManager", "IsInhibited", Answer::Flag(true));
    assert_eq!(desk.told()["held"], false);
}

#[test]
fn an_idle_computer_makes_mode_auto_fast() {
    let desk = Desk::new("");
    let idle = |milliseconds| {
        desk.session.method("org.gnome.Mutter.IdleMonitor", "GetIdletime", Answer::Long(milliseconds));
        let told = desk.told();
        (told["mode"].clone(), told["pace"].clone(), told["idle_seconds"].clone())
    };
    assert_eq!(idle(299_000), (json!("auto"), json!("standard"), json!(299)));
    assert_eq!(idle(300_000), (json!("auto"), json!("fast"), json!(300)));
    // Where there is no such desktop, logind says when the sessions were used last.
    let desk = Desk::new("");
    let manager = "/org/freedesktop/login1";
    desk.system.property(manager, LOGIND, "IdleHint", false);
    assert_eq!((&desk.told()["pace"], &desk.told()["idle_seconds"]), (&json!("standard"), &json!(0)));
    desk.system.property(manager, LOGIND, "IdleHint", true).property(manager, LOGIND, "IdleSinceHintMonotonic", 0_u64);
    assert!(desk.told()["idle_seconds"].as_u64().expect("known") > 0);
    for (mode, pace) in [("standard", "standard"), ("fast", "fast")] {
        let desk = Desk::new(&format!("[backup]\nmode = \"{mode}\"\n"));
        assert_eq!(desk.told()["pace"], pace);
    }
}

#[test]
fn what_is_not_known_is_said_and_holds_nothing() {
    // Neither bus has anybody on it.
    let desk = Desk::new("[conditions]\nwifi_allow = [\"home\"]\n");
    let told = desk.told();
    assert_eq!(told["held"], false, "{told}");
    let presenting = of(&told, "presenting");
    assert_eq!((&presenting["state"], &presenting["why"]), (&"unknown".into(), &"absent".into()), "{told}");
    let shown = desk.run();
    assert!(shown.stdout.contains("not known, and so it holds no backup off (logind is not there)"), "{shown}");
    // Neither is there a bus.
    let nowhere = "unix:path=/nowhere/at/all";
    let variables = [("DBUS_SYSTEM_BUS_ADDRESS", nowhere), ("DBUS_SESSION_BUS_ADDRESS", nowhere)];
    let told = desk.computer.run_with(&variables, &["conditions", "--json"]).expect_code(0).json();
    assert_eq!((&told["held"], &of(&told, "presenting")["why"]), (&false.into(), &"absent".into()), "{told}");
    // The Wi-Fi's name is what cannot be read.
    desk.network("802-11-wireless", 2).system.property(
        "/connection/1",
        "org.freedesktop.NetworkManager.Connection.Active",
        "SpecificObject",
        7_u32,
    );
    let wifi = of(&desk.told(), "wifi_not_allowed");
    assert_eq!((&wifi["state"], &wifi["why"]), (&"unknown".into(), &"failed".into()), "{wifi}");
    assert_eq!(desk.told()["held"], false);
}

#[test]
fn a_bus_that_hangs_keeps_nobody() {
    let desk = Desk::new("");
    let hung = [Bus::start_hung(desk.computer.folder(), "a.bus"), Bus::start_hung(desk.computer.folder(), "b.bus")];
    let variables = [("DBUS_SYSTEM_BUS_ADDRESS", hung[0].address()), ("DBUS_SESSION_BUS_ADDRESS", hung[1].address())];
    let told = desk.computer.run_with(&variables, &["conditions", "--json"]).expect_code(0).json();
    assert_eq!((&told["held"], &of(&told, "presenting")["why"]), (&false.into(), &"silent".into()), "{told}");
    // A service that hangs on a bus that does not.
    desk.network("802-3-ethernet", 2).session.method("org.gnome.SessionManager", "IsInhibited", Answer::Silence);
    let told = desk.told();
    assert_eq!((&told["held"], &of(&told, "presenting")["why"]), (&false.into(), &"silent".into()), "{told}");
}

#[test]
fn a_low_battery_holds_backups_off() {
    let computer = Computer::with_settings(&["[conditions]\nleast_battery = 30\n"]);
    let supplies = computer.at("supplies");
    let outcome = computer.run_script_in_namespace(
        &[("SUPPLIES", text(&supplies))],
        r#"
        set -eu
        mkdir -p "$SUPPLIES/AC" "$SUPPLIES/BAT0"
        cd "$SUPPLIES"
        echo Mains >AC/type; echo 0 >AC/online
        echo Battery >BAT0/type; echo Discharging >BAT0/status; echo 29 >BAT0/capacity
        mount --bind "$SUPPLIES" /sys/class/power_supply
        "$AOSBOX" conditions --json
        echo 30 >BAT0/capacity
        "$AOSBOX" conditions --json
        echo 3 >BAT0/capacity; echo Charging >BAT0/status; echo 1 >AC/online
        "$AOSBOX" conditions --json
        rm -r BAT0
        "$AOSBOX" conditions
        "#,
    );
    let outcome = outcome.expect_code(0);
    let told: Vec<Value> = outcome.stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert_eq!(told.len(), 3, "{outcome}");
    let battery = of(&told[0], "battery");
    assert_eq!((&told[0]["holding"], &battery["limit"]), (&json!(["battery"]), &30.into()), "{outcome}");
    assert_eq!(battery["measured"], json!({ "on": "battery", "percent": 29 }));
    assert_eq!((&told[1]["held"], &of(&told[1], "battery")["measured"]["percent"]), (&false.into(), &30.into()));
    assert_eq!((&told[2]["held"], &of(&told[2], "battery")["measured"]["on"]), (&false.into(), &"mains".into()));
    assert!(outcome.stdout.contains("no battery"), "{outcome}");
}

#[test]
fn busy_programs_hold_backups_off() {
    let computer = Computer::with_settings(&["[conditions]\nbusy_above = 100\n"]);
    let told = computer.ok(&["conditions", "--json"]).json();
    let busy = of(&told, "busy");
    // No share is above all.
    assert_eq!(busy["state"], "clear", "{told}");
    assert!(busy["measured"].as_u64().is_some_and(|percent| percent <= 100), "{told}");
    let shown = Computer::new().ok(&["conditions"]);
    assert!(shown.stdout.contains("of the processors (whatever it is, by the settings)"), "{shown}");
}

/// Does what the test that started this process says: the buses are found by variables, which are a process's own.
#[test]
#[ignore = "other tests run it in a process of its own"]
fn acts() {
    let act = std::env::var("ACT").expect("a test says what to do");
    let (what, force) = act.split_once(' ').unwrap_or((&act, ""));
    let answer = match what {
        "notice" => format!("{:?}", notice::show("Backup <failed>", "R&D is <full>")),
        what => {
            let all = [
                Afterwards::Sleep,
                Afterwards::Hibernate,
                Afterwards::ShutDown,
                Afterwards::Restart,
                Afterwards::LogOff,
            ];
            let found = all.into_iter().find(|one| format!("{one:?}") == what).expect("one of them");
            format!("{:?}", afterwards::perform(found, force == "force"))
        }
    };
    println!("## {answer}");
}

/// What came of an act on the buses of a desk.
fn act(desk: &Desk, what: &str) -> String {
    let mut command = std::process::Command::new(std::env::current_exe().expect("a test is a program"));
    command.args(["--exact", "conditions::acts", "--ignored", "--nocapture"]);
    let output = command.env("ACT", what).envs(desk.variables()).output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let answer = told.lines().find_map(|line| line.split_once("## ")).unwrap_or_else(|| panic!("{what}: {told}"));
    answer.1.to_owned()
}

#[test]
fn what_is_done_afterwards_is_asked_for_first() {
    let desk = Desk::new("");
    for (method, what) in
        [("Suspend", "Sleep"), ("Hibernate", "Hibernate"), ("PowerOff", "ShutDown"), ("Reboot", "Restart")]
    {
        let can = format!("Can{method}");
        for (answer, expected) in [
            (Answer::Text("na"), "Err(NotPossible)".to_owned()),
            (Answer::Text("challenge"), format!("Err(Refused(\"{can}: challenge\"))")),
        ] {
            desk.system.method(LOGIND, &can, answer);
            assert_eq!(act(&desk, what), expected);
        }
        assert!(desk.system.calls().iter().all(|call| call.starts_with("Can")), "{:?}", desk.system.calls());
        desk.system.method(LOGIND, &can, Answer::Text("yes")).method(LOGIND, method, Answer::Done);
        assert_eq!(act(&desk, what), "Ok(())");
        let calls = desk.system.calls();
        assert_eq!(calls.last().map(String::as_str), Some(format!("{method} [Bool(false)]").as_str()), "{calls:?}");
        desk.system.method(LOGIND, &format!("{method}WithFlags"), Answer::Done);
        assert_eq!(act(&desk, &format!("{what} force")), "Ok(())");
        let calls = desk.system.calls();
        assert_eq!(
            calls.last().map(String::as_str),
            Some(format!("{method}WithFlags [U64(16)]").as_str()),
            "{calls:?}"
        );
        // What came so far is of no matter to the next.
        desk.system.forget_calls();
    }
    let refusal = Answer::Error("org.freedesktop.login1.OperationInProgress", "a film is burnt");
    desk.system.method(LOGIND, "PowerOff", refusal);
    assert_eq!(act(&desk, "ShutDown"), "Err(Refused(\"a film is burnt\"))");
    let nobody = Desk::new("");
    assert_eq!(act(&nobody, "Sleep"), "Err(Unknown(Absent(Logins)))");
}

#[test]
fn logging_off_is_the_desktops_matter_or_else_the_logins() {
    let desk = Desk::new("");
    desk.session.method("org.gnome.SessionManager", "Logout", Answer::Done);
    assert_eq!((act(&desk, "LogOff"), act(&desk, "LogOff force")), ("Ok(())".into(), "Ok(())".into()));
    assert_eq!(desk.session.calls(), ["Logout [U32(1)]", "Logout [U32(2)]"]);
    assert!(desk.system.calls().is_empty());

    // A job of the user's service manager has no session: the one on the screen is meant.
    let desk = Desk::new("");
    let path = |path: &'static str| ObjectPath::try_from(path).expect("a path");
    desk.system
        .method(LOGIND, "GetUserByPID", Answer::Path("/user/1"))
        .method(LOGIND, "TerminateSession", Answer::Done)
        .property("/user/1", "org.freedesktop.login1.User", "Display", ("c2", path("/session/c2")))
        .property("/session/c2", "org.freedesktop.login1.Session", "Id", "c2");
    assert_eq!(act(&desk, "LogOff"), "Ok(())");
    let calls = desk.system.calls();
    assert!(calls.last().is_some_and(|call| call.starts_with("TerminateSession") && call.contains("c2")), "{calls:?}");
}

#[test]
fn a_notice_is_shown_as_it_is_written_or_there_is_a_reason() {
    let desk = Desk::new("");
    assert_eq!(act(&desk, "notice"), "Err(Absent(Desktop))");
    desk.session.method("org.freedesktop.Notifications", "Notify", Answer::Number(1));
    assert_eq!(act(&desk, "notice"), "Ok(())");
    let calls = desk.session.calls();
    let shown = calls.last().expect("it was called");
    assert!(shown.contains("Backup <failed>") && shown.contains("R&amp;D is &lt;full&gt;"), "{shown}");
    desk.session.method("org.freedesktop.Notifications", "Notify", Answer::Silence);
    assert_eq!(act(&desk, "notice"), "Err(Silent(Desktop))");
}

/// Gives way and comes back, with threads that were there before and ones that come meanwhile.
#[test]
#[ignore = "another test runs it in a process of its own"]
fn gives_way() {
    use aosbox::platform::priority::{self, Priority};
    let (sender, receiver) = std::sync::mpsc::channel::<()>();
    let waiting = std::thread::spawn(move || receiver.recv().is_err());
    let before = priorities();
    for _ in 0..2 {
        priority::set(Priority::Low).expect("anybody may give way");
        let low = priorities();
        assert!(low.len() >= 2 && low.iter().all(|(policy, _)| *policy == BATCH), "{low:?}");
        let started = std::thread::spawn(priorities).join().expect("no panic");
        assert!(started.iter().all(|(policy, _)| *policy == BATCH), "{started:?}");
        priority::set(Priority::Normal).expect("and come back");
        assert_eq!(priorities(), before);
    }
    priority::set(Priority::LowForGood).expect("anybody may give way");
    assert!(priorities().iter().all(|(policy, nice)| (*policy, *nice) == (BATCH, 10)), "{:?}", priorities());
    drop(sender);
    assert!(waiting.join().expect("no panic"));
}

/// `SCHED_BATCH`
const BATCH: u64 = 3;

/// Policy and nice value of each thread of this process, from `/proc`.
fn priorities() -> Vec<(u64, i64)> {
    let threads = std::fs::read_dir("/proc/self/task").expect("threads are listed");
    let of = |thread: std::fs::DirEntry| {
        let text = std::fs::read_to_string(thread.path().join("stat")).ok()?;
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_ascii_whitespace().collect();
        Some((fields.get(38)?.parse().ok()?, fields.get(16)?.parse().ok()?))
    };
    threads.filter_map(|thread| of(thread.ok()?)).collect()
}

#[test]
fn a_process_gives_way_and_comes_back_with_and_without_rights() {
    use std::os::unix::process::CommandExt;
    // The test's own folder may be closed to others.
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("tests");
    std::fs::copy(std::env::current_exe().expect("a test is a program"), &program).expect("copied");
    give_away(folder.path());
    for user in [None, Some(ORDINARY_USER)] {
        let mut command = std::process::Command::new(&program);
        command.args(["--exact", "conditions::gives_way", "--ignored", "--nocapture"]).current_dir("/");
        if let Some(user) = user.filter(|_| rustix::process::geteuid().is_root()) {
            command.uid(user).gid(user);
        }
        let output = command.output().expect("it runs");
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        assert!(output.status.success() && told.contains("1 passed"), "{user:?}\n{told}");
    }
}
