//! An agent of macOS' launchd. See launchd.plist(5), launchctl(1). What was missed while the computer slept is begun once when it wakes.

use super::{JobFolders, JobPart, JobPlan, escaped, order, remove_files, write_parts};
use crate::{error::Result, platform::command};

const LABEL: &str = "aosbox.backup";
const STARTUP_LABEL: &str = "aosbox.startup";

/// The property lists.
pub fn parts(plan: &JobPlan) -> Vec<JobPart> {
    let mut times: Vec<Vec<(&str, u32)>> = plan.minutes().map(|minute| vec![("Minute", minute)]).collect();
    for start in &plan.starts {
        for day in start.days.days() {
            times.push(vec![
                ("Weekday", day.to_sunday_zero_offset() as u32),
                ("Hour", start.hour.into()),
                ("Minute", start.minute.into()),
            ]);
        }
    }
    let mut when = String::from("  <key>StartCalendarInterval</key>\n  <array>\n");
    for time in times {
        let keys: String =
            time.iter().map(|(key, value)| format!("<key>{key}</key><integer>{value}</integer>")).collect();
        when.push_str(&format!("    <dict>{keys}</dict>\n"));
    }
    when.push_str("  </array>\n");
    let program = plan.program.to_string_lossy().into_owned();
    let mut command = vec![program.clone()];
    command.extend(plan.arguments(false));
    let mut parts = vec![list(LABEL, &command, &when)];
    if let Some(delay) = plan.at_startup {
        let mut line = vec!["/bin/sh".to_owned(), "-c".to_owned()];
        line.push(format!("sleep {}; exec \"$0\" \"$@\"", delay.as_secs()));
        line.push(program);
        line.extend(plan.arguments(true));
        parts.push(list(STARTUP_LABEL, &line, "  <key>RunAtLoad</key>\n  <true/>\n"));
    }
    parts
}

fn list(label: &str, command: &[String], when: &str) -> JobPart {
    let arguments: String = command.iter().map(|part| format!("    <string>{}</string>\n", escaped(part))).collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{label}</string>\n  <key>ProgramArguments</key>\n  <array>\n\
         {arguments}  </array>\n{when}  <key>ProcessType</key>\n  <string>Background</string>\n</dict>\n</plist>\n"
    );
    JobPart { name: format!("{label}.plist"), text }
}

/// The agents of the user who is logged in.
fn domain() -> Result<String> {
    Ok(format!("gui/{}", order("id", &["-u"], None)?.trim()))
}

/// Writes the lists and has them loaded.
pub fn install(plan: &JobPlan, folders: &JobFolders) -> Result<()> {
    remove(folders)?;
    let parts = parts(plan);
    write_parts(&parts, &folders.agents)?;
    let domain = domain()?;
    // The one for the start of the computer would run at once if it were loaded now: it comes into force with the next login.
    if let Some(part) = parts.first() {
        order("launchctl", &["bootstrap", &domain, &folders.agents.join(&part.name).to_string_lossy()], None)?;
    }
    Ok(())
}

/// Has the agents unloaded and removes the lists.
pub fn remove(folders: &JobFolders) -> Result<bool> {
    let domain = domain()?;
    for label in [LABEL, STARTUP_LABEL] {
        // One that is not loaded cannot be unloaded, which is what is wanted.
        let _unloaded = command::run("launchctl", &["bootout", &format!("{domain}/{label}")], None);
    }
    let names = [LABEL, STARTUP_LABEL].map(|label| format!("{label}.plist"));
    remove_files(&[&names[0], &names[1]], &folders.agents)
}
