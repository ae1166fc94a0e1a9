//! Tasks of Windows' Task Scheduler, as XML that `schtasks` takes: UTF-16, little-endian, with a byte order mark. Elements stand in the order in
//! which the Task Scheduler itself writes them. See "Task Scheduler Schema" in Microsoft's documentation.

use std::path::Path;

use super::{Installed, JobFolders, JobPart, JobPlan, Start, escaped, order, remove_files};
use crate::{
    error::{Error, Result},
    model::FileOperation,
    platform::command,
};

const TASK: &str = "\\aosbox\\backup";
const FILE: &str = "backup.xml";
/// A task of its own, because waking is a matter of a whole task: it must not happen four times an hour.
const WAKE_TASK: &str = "\\aosbox\\wake";
const WAKE_FILE: &str = "wake.xml";
const STARTUP_TASK: &str = "\\aosbox\\startup";
const STARTUP_FILE: &str = "startup.xml";
const TASKS: [(&str, &str); 3] = [(TASK, FILE), (WAKE_TASK, WAKE_FILE), (STARTUP_TASK, STARTUP_FILE)];

/// The tasks.
pub fn parts(plan: &JobPlan) -> Vec<JobPart> {
    // Repeated all day long from midnight on, every day: so the calls keep to the hour whatever the clocks do.
    let mut triggers = format!(
        "    <CalendarTrigger>\n      <Repetition>\n        <Interval>PT{}M</Interval>\n        <Duration>P1D</Duration>\n        \
         <StopAtDurationEnd>false</StopAtDurationEnd>\n      </Repetition>\n      <StartBoundary>2026-01-01T00:00:00</StartBoundary>\n      \
         <Enabled>true</Enabled>\n      <ScheduleByDay>\n        <DaysInterval>1</DaysInterval>\n      </ScheduleByDay>\n    \
         </CalendarTrigger>\n",
        plan.tick
    );
    plan.starts.iter().for_each(|start| triggers.push_str(&weekly(start)));
    let mut parts = vec![JobPart { name: FILE.to_owned(), text: task(plan, TASK, &triggers, false, false) }];
    if plan.wake && !plan.all_starts.is_empty() {
        let triggers: String = plan.all_starts.iter().map(weekly).collect();
        parts.push(JobPart { name: WAKE_FILE.to_owned(), text: task(plan, WAKE_TASK, &triggers, true, false) });
    }
    if let Some(delay) = plan.at_startup {
        let delay = format!("      <Delay>PT{}S</Delay>\n", delay.as_secs());
        let trigger = if plan.logged_off {
            format!("    <BootTrigger>\n      <Enabled>true</Enabled>\n{delay}    </BootTrigger>\n")
        } else {
            let user = escaped(&plan.user);
            format!(
                "    <LogonTrigger>\n      <Enabled>true</Enabled>\n      <UserId>{user}</UserId>\n{delay}    </LogonTrigger>\n"
            )
        };
        parts.push(JobPart { name: STARTUP_FILE.to_owned(), text: task(plan, STARTUP_TASK, &trigger, false, true) });
    }
    parts
}

fn weekly(start: &Start) -> String {
    let days: String = start.days.days().map(|day| format!("          <{day:?} />\n")).collect();
    format!(
        "    <CalendarTrigger>\n      <StartBoundary>2026-01-01T{:02}:{:02}:00</StartBoundary>\n      <Enabled>true</Enabled>\n      \
         <ScheduleByWeek>\n        <DaysOfWeek>\n{days}        </DaysOfWeek>\n        <WeeksInterval>1</WeeksInterval>\n      \
         </ScheduleByWeek>\n    </CalendarTrigger>\n",
        start.hour, start.minute
    )
}

fn task(plan: &JobPlan, name: &str, triggers: &str, wake: bool, startup: bool) -> String {
    let arguments: Vec<String> = plan.arguments(startup).iter().map(|argument| quoted(argument)).collect();
    let arguments = arguments.join(" ");
    // A console program would show a window. Without its twin that has none, the console's host is asked to show nothing.
    let (command, arguments) = match &plan.windowless {
        Some(twin) => (twin.to_string_lossy().into_owned(), arguments),
        None => {
            ("conhost.exe".to_owned(), format!("--headless {} {arguments}", quoted(&plan.program.to_string_lossy())))
        }
    };
    // S4U runs without the user being logged in and without a stored password; it reaches the network, but no credential store.
    let logon = if plan.logged_off { "S4U" } else { "InteractiveToken" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n  <RegistrationInfo>\n    \
         <Author>aosbox</Author>\n    <Description>Backs up with aosbox. Written by `aosbox schedule set`; `aosbox schedule remove` takes it \
         away.</Description>\n    <URI>{name}</URI>\n  </RegistrationInfo>\n  <Triggers>\n{triggers}  </Triggers>\n  <Principals>\n    \
         <Principal id=\"Author\">\n      <UserId>{}</UserId>\n      <LogonType>{logon}</LogonType>\n      \
         <RunLevel>LeastPrivilege</RunLevel>\n    </Principal>\n  </Principals>\n  <Settings>\n    \
         <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n    \
         <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>\n    <AllowHardTerminate>true</AllowHardTerminate>\n    \
         <StartWhenAvailable>true</StartWhenAvailable>\n    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>\n    \
         <AllowStartOnDemand>true</AllowStartOnDemand>\n    <Enabled>true</Enabled>\n    <Hidden>false</Hidden>\n    \
         <RunOnlyIfIdle>false</RunOnlyIfIdle>\n    <WakeToRun>{wake}</WakeToRun>\n    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>\n    \
         <Priority>7</Priority>\n  </Settings>\n  <Actions Context=\"Author\">\n    <Exec>\n      <Command>{}</Command>\n      \
         <Arguments>{}</Arguments>\n    </Exec>\n  </Actions>\n</Task>\n",
        escaped(&plan.user),
        escaped(&command),
        escaped(&arguments),
    )
}

/// An argument as Windows' programs take their command line apart.
fn quoted(text: &str) -> String {
    if !text.is_empty() && !text.contains([' ', '\t', '"']) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    let mut backslashes = 0;
    for character in text.chars() {
        match character {
            '\\' => backslashes += 1,
            '"' => {
                // Backslashes before a quote count twice, and the quote needs one.
                quoted.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        quoted.push(character);
    }
    quoted.push_str(&"\\".repeat(backslashes));
    quoted.push('"');
    quoted
}

/// The bytes of a file that `schtasks` takes.
fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.replace('\n', "\r\n").encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn write(part: &JobPart, folder: &Path) -> Result<std::path::PathBuf> {
    std::fs::create_dir_all(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    let path = folder.join(&part.name);
    std::fs::write(&path, utf16(&part.text)).map_err(Error::file(FileOperation::Write, &path))?;
    Ok(path)
}

/// Hands the tasks over. The files stay, to be compared with what the settings ask for.
pub fn install(plan: &JobPlan, folders: &JobFolders) -> Result<()> {
    remove(folders)?;
    for part in parts(plan) {
        let Some((task, _)) = TASKS.iter().find(|(_, file)| *file == part.name) else { continue };
        let path = write(&part, &folders.own)?;
        let created = order("schtasks", &["/Create", "/TN", task, "/XML", &path.to_string_lossy(), "/F"], None);
        if let Err(error) = created {
            remove_files(&[&part.name], &folders.own)?;
            return Err(error);
        }
    }
    Ok(())
}

/// Has the tasks deleted.
pub fn remove(folders: &JobFolders) -> Result<bool> {
    let mut any = false;
    for (task, _) in TASKS {
        any |= command::run("schtasks", &["/Delete", "/TN", task, "/F"], None).is_ok_and(|said| said.success);
    }
    let files = TASKS.map(|(_, file)| file);
    Ok(remove_files(&files, &folders.own)? | any)
}

/// Whether the tasks are there, as they were handed over last.
pub fn installed(plan: &JobPlan, folders: &JobFolders) -> Installed {
    let query = |task: &str| command::run("schtasks", &["/Query", "/TN", task], None).is_ok_and(|said| said.success);
    if !query(TASK) {
        return Installed::No;
    }
    let parts = parts(plan);
    let same = TASKS.iter().all(|(_, file)| {
        let asked = parts.iter().find(|part| part.name == *file).map(|part| utf16(&part.text));
        std::fs::read(folders.own.join(file)).ok() == asked
    });
    if same { Installed::AsAsked } else { Installed::Different }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_survive_windows() {
        assert_eq!(quoted("backup"), "backup");
        assert_eq!(quoted(r"C:\a b\c"), r#""C:\a b\c""#);
        assert_eq!(quoted(r"C:\a b\"), r#""C:\a b\\""#);
        assert_eq!(quoted(r#"a"b"#), r#""a\"b""#);
        assert_eq!(quoted(""), r#""""#);
    }

    #[test]
    fn the_file_is_utf_16_with_a_mark() {
        assert_eq!(utf16("a\n"), [0xff, 0xfe, b'a', 0, b'\r', 0, b'\n', 0]);
    }
}
