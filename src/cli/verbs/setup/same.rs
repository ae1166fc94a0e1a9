//! The commands that do the same without questions.

use super::{
    Wizard,
    what::Chosen,
    when::{self, When},
};
use crate::cli::{arguments::ScheduleSet, text::paths};

/// The commands for what is planned and is not so yet.
pub fn commands(wizard: &Wizard) -> Vec<String> {
    let settings = &wizard.program.settings;
    let mut global = String::new();
    if wizard.program.given.is_on_command_line("config") {
        global.push_str(&format!(" --config {}", shell(&paths::local(&settings.folders.config_file))));
    }
    if wizard.program.given.is_on_command_line("account") {
        global.push_str(&format!(" --account {}", shell(&settings.profile)));
    }
    let command = |words: String| format!("aosbox{global} {words}");
    let mut commands = Vec::new();
    if let (None, Some(place)) = (&wizard.login, &wizard.place) {
        let mut login = format!("login {}", shell(&place.location.to_string()));
        if !place.has_account {
            login.push_str(" --create");
        }
        let certificates = settings.ca_certificate.as_deref().map(|file| paths::local(&settings.typed(file)));
        let options =
            [("--endpoint", &settings.endpoint), ("--ca-certificate", &certificates), ("--region", &settings.region)];
        for (option, value) in options {
            login.extend(value.iter().map(|value| format!(" {option} {}", shell(value))));
        }
        login.push_str(&format!(" --device {}", shell(&wizard.device_name)));
        commands.push(command(login));
    }
    let now = Chosen::set(&settings.config.selection);
    for (verb, names) in [("add", new_names(&wizard.chosen, &now)), ("remove", new_names(&now, &wizard.chosen))] {
        if !names.is_empty() {
            commands.push(command(format!("select {verb} {}", names.join(" "))));
        }
    }
    match wizard.when.order() {
        Some(ScheduleSet { every: Some(every), .. }) => commands.push(command(format!("schedule set --every {every}"))),
        Some(set) => {
            let at: String = set.at.iter().map(|at| format!(" --at {}", shell(at))).collect();
            commands.push(command(format!("schedule set{at}")));
        }
        None if wizard.when == When::ByHand && when::has_schedule(&settings.config.schedule) => {
            commands.push(command("schedule remove".to_owned()));
        }
        None => {}
    }
    if wizard.copy != settings.config.dual.path {
        commands.push(command(match &wizard.copy {
            Some(path) => format!("dual enable {}", shell(&paths::local(path))),
            None => "dual disable".to_owned(),
        }));
    }
    commands.push(command("backup".to_owned()));
    commands
}

/// What is chosen here and not there, as it is typed.
fn new_names(here: &Chosen, there: &Chosen) -> Vec<String> {
    let categories = here.categories.iter().filter(|category| !there.categories.contains(category));
    let paths = here.paths.iter().filter(|path| !there.paths.contains(path));
    let categories = categories.map(|category| category.id().to_owned());
    categories.chain(paths.map(|path| shell(&paths::local(path)))).collect()
}

fn shell(text: &str) -> String {
    paths::for_shell(&paths::safe(text.as_bytes()))
}
