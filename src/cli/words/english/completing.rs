//! Completions in English.

use crate::cli::{
    mistakes::CompletingMistake,
    text::paths::local,
    words::{Completing, Explained, InstallStep, explained},
};

pub fn say(completing: &Completing<'_>) -> String {
    match completing {
        Completing::InstallStep { step, dry_run } => step_line(step, *dry_run),
        Completing::Nothing { installed: true } => "The completions are installed already.".to_owned(),
        Completing::Nothing { installed: false } => "There are no completions to take away.".to_owned(),
        Completing::Next { shell } => {
            format!("They work in every new terminal. `aosbox completions {shell} --uninstall` takes them away again.")
        }
    }
}

fn step_line(step: &InstallStep<'_>, dry_run: bool) -> String {
    let verb = |done: &'static str, planned: &'static str| if dry_run { planned } else { done };
    match step {
        InstallStep::Write(path) => format!("{} {}", verb("Wrote", "Would write"), local(path)),
        InstallStep::Remove(path) => format!("{} {}", verb("Removed", "Would remove"), local(path)),
        InstallStep::Add { path, lines, copy } => {
            let kept = copy.map_or_else(String::new, |copy| {
                format!(" ({} as it was in {})", verb("kept", "keeping it"), local(copy))
            });
            let lines: Vec<String> = lines.lines().map(|line| format!("  {line}")).collect();
            format!("{} these lines to {}{kept}:\n{}", verb("Added", "Would add"), local(path), lines.join("\n"))
        }
        InstallStep::Cut { path, copy } => format!(
            "{} the marked lines out of {} ({} as it was in {})",
            verb("Took", "Would take"),
            local(path),
            verb("kept", "keeping it"),
            local(copy)
        ),
    }
}

pub fn mistake(mistake: &CompletingMistake) -> Explained {
    match mistake {
        CompletingMistake::NoShell => explained(
            "it is not known which shell is meant: $SHELL names none that completes",
            "name it: `aosbox completions bash --install`, or zsh, fish, powershell",
        ),
        CompletingMistake::NotText(path) => explained(
            format!("{} is no text in UTF-8, so no lines are added to it", local(path)),
            "`aosbox completions SHELL` prints the script, which you can have loaded there yourself",
        ),
    }
}
