//! Lines of the user's crontab, where there is no systemd of the user's. See crontab(5).

use super::{Installed, JobPart, JobPlan, order};
use crate::{error::Result, platform::command};

const BEGIN: &str = "# aosbox: begin (written by `aosbox schedule set`; `aosbox schedule remove` takes it away)";
const END: &str = "# aosbox: end";

/// Whether there is a crontab to write to.
pub fn is_there() -> bool {
    // Without a crontab, `crontab -l` fails and says so; that it can be run is what counts.
    command::run("crontab", &["-l"], None).is_ok()
}

/// The lines.
pub fn parts(plan: &JobPlan) -> Vec<JobPart> {
    let mut lines = vec![BEGIN.to_owned()];
    let minutes = if plan.tick == 60 { "0".to_owned() } else { format!("*/{}", plan.tick) };
    lines.push(format!("{minutes} * * * * {}", line(plan, false)));
    for start in &plan.starts {
        // cron counts days from Sunday, which is 0.
        let days: Vec<String> = start.days.days().map(|day| day.to_sunday_zero_offset().to_string()).collect();
        let days = if days.len() == 7 { "*".to_owned() } else { days.join(",") };
        lines.push(format!("{} {} * * {days} {}", start.minute, start.hour, line(plan, false)));
    }
    if let Some(delay) = plan.at_startup {
        lines.push(format!("@reboot sleep {} && {}", delay.as_secs(), line(plan, true)));
    }
    lines.push(END.to_owned());
    vec![JobPart { name: "crontab".to_owned(), text: lines.join("\n") + "\n" }]
}

fn line(plan: &JobPlan, startup: bool) -> String {
    let mut line = quoted(&plan.program.to_string_lossy());
    for argument in plan.arguments(startup) {
        line.push(' ');
        line.push_str(&quoted(&argument));
    }
    // A percent sign ends a command in a crontab, quotes or not.
    line.replace('%', "\\%")
}

fn quoted(text: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "/-_.=:,+@".contains(character);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// What the crontab holds; empty when there is none.
fn current() -> String {
    command::run("crontab", &["-l"], None).ok().filter(|said| said.success).map(|said| said.output).unwrap_or_default()
}

/// A crontab without our lines, all others as they are, and our lines.
fn split(text: &str) -> (String, String) {
    let (mut others, mut ours) = (String::new(), String::new());
    let mut within = false;
    for line in text.split_inclusive('\n') {
        let plain = line.trim_end();
        within |= plain == BEGIN;
        if within {
            ours.push_str(line)
        } else {
            others.push_str(line)
        }
        within &= plain != END;
    }
    (others, ours)
}

/// Puts the lines in place of those that were there.
pub fn install(plan: &JobPlan) -> Result<()> {
    let (mut text, _) = split(&current());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    parts(plan).iter().for_each(|part| text.push_str(&part.text));
    order("crontab", &["-"], Some(&text)).map(drop)
}

/// Takes the lines away.
pub fn remove() -> Result<bool> {
    let (others, ours) = split(&current());
    if ours.is_empty() {
        return Ok(false);
    }
    if others.trim().is_empty() {
        order("crontab", &["-r"], None)?;
    } else {
        order("crontab", &["-"], Some(&others))?;
    }
    Ok(true)
}

/// Whether the lines are there.
pub fn installed(plan: &JobPlan) -> Installed {
    let (_, ours) = split(&current());
    match parts(plan).first() {
        _ if ours.is_empty() => Installed::No,
        Some(part) if part.text == ours => Installed::AsAsked,
        _ => Installed::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_others_stay_as_they_are() {
        let text = format!("MAILTO=a\n{BEGIN}\n*/15 * * * * x\n{END}\n5 * * * * y");
        let (others, ours) = split(&text);
        assert_eq!(others, "MAILTO=a\n5 * * * * y");
        assert_eq!(ours, format!("{BEGIN}\n*/15 * * * * x\n{END}\n"));
        assert_eq!(split("a\nb").0, "a\nb");
    }
}
