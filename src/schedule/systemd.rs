//! A timer of the user's systemd. See systemd.timer(5), systemd.time(7), systemd.service(5).

use super::{JobFolders, JobPart, JobPlan, Start, order, remove_files, write_parts};
use crate::{error::Result, platform::command};

const SERVICE: &str = "aosbox.service";
const TIMER: &str = "aosbox.timer";
const STARTUP_SERVICE: &str = "aosbox-startup.service";
const STARTUP_TIMER: &str = "aosbox-startup.timer";

/// Whether the user's systemd can be reached.
pub fn is_there() -> bool {
    command::run("systemctl", &["--user", "show-environment"], None).is_ok_and(|said| said.success)
}

/// Whether it runs while the user is not logged in; `None` where it does not say.
pub fn lingers(user: &str) -> Option<bool> {
    let said = command::run("loginctl", &["show-user", user, "--property=Linger", "--value"], None).ok()?;
    match said.output.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Whether the timer runs; `None` where nobody says.
pub fn is_active() -> Option<bool> {
    let said = command::run("systemctl", &["--user", "is-active", TIMER], None).ok()?;
    match said.output.trim() {
        _ if said.success => Some(true),
        "inactive" | "failed" => Some(false),
        _ => None,
    }
}

/// What starts the timer.
pub const START: &str = "systemctl --user enable --now aosbox.timer";

/// The units.
pub fn parts(plan: &JobPlan) -> Vec<JobPart> {
    let mut parts = vec![service(plan, SERVICE, false), timer(plan)];
    if let Some(delay) = plan.at_startup {
        let text = format!(
            "[Unit]\nDescription=Back up with aosbox after the start of the computer\n\n[Timer]\nOnStartupSec={}s\n\
             Unit={STARTUP_SERVICE}\n\n[Install]\nWantedBy=timers.target\n",
            delay.as_secs()
        );
        parts.push(service(plan, STARTUP_SERVICE, true));
        parts.push(JobPart { name: STARTUP_TIMER.to_owned(), text });
    }
    parts
}

fn service(plan: &JobPlan, name: &str, startup: bool) -> JobPart {
    let mut line = quoted(&plan.program.to_string_lossy());
    for argument in plan.arguments(startup) {
        line.push(' ');
        line.push_str(&quoted(&argument));
    }
    // Some files that cannot be read, a condition that holds, or another backup that goes on are told by `aosbox status`; they are no
    // failure of the unit.
    let text = format!(
        "# Written by `aosbox schedule set`; `aosbox schedule remove` takes it away.\n[Unit]\nDescription=Back up with aosbox\n\
         Documentation=man:aosbox-schedule(1)\n\n[Service]\nType=oneshot\nExecStart={line}\nSuccessExitStatus=3 4 11\n"
    );
    JobPart { name: name.to_owned(), text }
}

fn timer(plan: &JobPlan) -> JobPart {
    let mut text = format!(
        "[Unit]\nDescription=Begin backups of aosbox\n\n[Timer]\nUnit={SERVICE}\nOnCalendar=*-*-* *:00/{}:00\n",
        plan.tick
    );
    for start in &plan.starts {
        text.push_str(&format!("OnCalendar={}\n", calendar(start)));
    }
    text.push_str("AccuracySec=1s\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n");
    JobPart { name: TIMER.to_owned(), text }
}

fn calendar(start: &Start) -> String {
    // systemd's names of days are ours with a capital letter, and it has no word for all of them.
    let names: Vec<String> = start.days.days().map(|day| format!("{day:?}").chars().take(3).collect()).collect();
    let days = if names.len() == 7 { String::new() } else { format!("{} ", names.join(",")) };
    format!("{days}*-*-* {:02}:{:02}:00", start.hour, start.minute)
}

/// An argument as unit files have it: in quotes, with what means something there taken literally.
fn quoted(text: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "/-_.=:,+@".contains(character);
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    if !text.is_empty() && text.chars().all(plain) { escaped } else { format!("\"{escaped}\"") }
}

/// Writes the units and starts the timers.
pub fn install(plan: &JobPlan, folders: &JobFolders) -> Result<()> {
    if plan.at_startup.is_none() {
        remove_startup(folders)?;
    }
    write_parts(&parts(plan), &folders.units)?;
    order("systemctl", &["--user", "daemon-reload"], None)?;
    order("systemctl", &["--user", "enable", "--now", TIMER], None)?;
    // A timer that runs already takes its new times only when it is started anew.
    order("systemctl", &["--user", "restart", TIMER], None)?;
    if plan.at_startup.is_some() {
        order("systemctl", &["--user", "enable", STARTUP_TIMER], None)?;
    }
    Ok(())
}

fn remove_startup(folders: &JobFolders) -> Result<bool> {
    if folders.units.join(STARTUP_TIMER).exists() {
        // Without a manager to ask there is nothing to be stopped either.
        let _stopped = command::run("systemctl", &["--user", "disable", "--now", STARTUP_TIMER], None);
    }
    remove_files(&[STARTUP_TIMER, STARTUP_SERVICE], &folders.units)
}

/// Stops the timers and removes the units.
pub fn remove(folders: &JobFolders) -> Result<bool> {
    let startup = remove_startup(folders)?;
    if folders.units.join(TIMER).exists() {
        let _stopped = command::run("systemctl", &["--user", "disable", "--now", TIMER], None);
    }
    let any = remove_files(&[TIMER, SERVICE], &folders.units)? | startup;
    if any {
        let _reloaded = command::run("systemctl", &["--user", "daemon-reload"], None);
    }
    Ok(any)
}
