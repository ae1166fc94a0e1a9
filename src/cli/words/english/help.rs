//! What stands around help in English, and what manual pages tell besides. The help itself is in [`crate::cli::arguments`].

use crate::cli::words::{Helping, Section};

/// Something that stands around help.
pub fn helping(helping: Helping<'_>) -> String {
    match helping {
        Helping::Usage => "Usage:".to_owned(),
        Helping::Commands => "Commands:".to_owned(),
        Helping::Arguments => "Arguments:".to_owned(),
        Helping::Options => "Options:".to_owned(),
        Helping::GlobalOptions => "Global options:".to_owned(),
        Helping::GlobalOptionsElsewhere => {
            "`aosbox --help` tells of the options that every command has: --json, --quiet, --account and others."
                .to_owned()
        }
        Helping::MoreBelow { command } => format!("`{command}` tells more."),
        Helping::Default { value } => format!("[default: {value}]"),
        Helping::Values { values } => format!("[possible values: {values}]"),
        Helping::Manual => "aosbox manual".to_owned(),
        Helping::Section(section) => self::section(section).to_owned(),
    }
}

fn section(section: Section) -> &'static str {
    match section {
        Section::Name => "NAME",
        Section::Synopsis => "SYNOPSIS",
        Section::Description => "DESCRIPTION",
        Section::Commands => "COMMANDS",
        Section::Options => "OPTIONS",
        Section::Examples => "EXAMPLES",
        Section::ExitStatus => "EXIT STATUS",
        Section::Environment => "ENVIRONMENT",
        Section::Files => "FILES",
        Section::SeeAlso => "SEE ALSO",
    }
}

/// Exit codes and what they mean.
pub const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "Done."),
    ("1", "Failed; or nothing of what was asked for is in the backup."),
    ("2", "Wrong usage or settings."),
    ("3", "Done, but some files could not be read, restored or found, or damage was found; they are listed."),
    ("4", "Put off: paused, a condition holds, the scheduled time is over, or the month's upload limit is used up."),
    ("10", "Not logged in, or a wrong password or recovery key."),
    ("11", "Another backup of this device is going on."),
    ("130", "Stopped; what was done until then is kept."),
];

/// Files and folders, where the system does not say otherwise.
pub const FILES: &[(&str, &str)] = &[
    (
        "~/.config/aosbox/config.toml",
        "The settings. `aosbox config path` tells where the file is, `aosbox config show` what it says.",
    ),
    ("~/.config/aosbox/profiles/", "One file for each login, without secrets."),
    ("~/.local/share/aosbox/", "Journals, and secrets that no credential store of the system keeps."),
    ("~/.cache/aosbox/", "The local catalog; it comes back by itself."),
    ("~/.local/state/aosbox/", "Logs."),
];

/// Variables that stand for no option.
pub const VARIABLES: &[(&str, &str)] = &[
    ("AOSBOX_PASSWORD", "The password of the account. No option takes it: other users can see command lines."),
    ("AOSBOX_RECOVERY_KEY", "The recovery key, likewise."),
    ("LC_ALL, LC_MESSAGES, LANG", "The language, if --lang, AOSBOX_LANG and the settings say none."),
    ("NO_COLOR", "No colours, if it is set."),
    ("AWS_…, AZURE_…, GOOGLE_…", "Credentials of the store, as its other programs take them."),
];

/// Before the option that a variable stands for.
pub const STANDS_FOR: &str = "Stands for the option of the same name:";
