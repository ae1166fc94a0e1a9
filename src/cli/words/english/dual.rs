//! What is said about the dual copy in English.

use std::path::Path;

use super::count_of;
use crate::{
    cli::{
        mistakes::{DualMistake, Inside},
        text::paths,
        words::{Dualling, Explained, Shown, explained, figures::bytes},
    },
    dual::{Amount, Done, Reason, Trouble, follow::Followed, names::NameRules, pass::Found},
    restore::RestoreReport,
};

/// A message about the dual copy.
pub fn say(message: &Dualling<'_>) -> String {
    match message {
        Dualling::NoFilters => {
            "The dual copy has no filters: all that is backed up is copied. `aosbox dual filter add --help` has examples."
                .to_owned()
        }
        Dualling::Enabled { folder, free, system, largest_file, names, before } => {
            enabled(folder, *free, *system, *largest_file, names, *before)
        }
        Dualling::Disabled { path } => format!(
            "No dual copy is made any more. The files in {} stay as they are; delete them if you do not want them.",
            paths::local(path)
        ),
        Dualling::WasNotEnabled => "There was no dual copy.".to_owned(),
        Dualling::Limited(Some(limit)) => {
            format!("The dual copy may take {}; from the next backup on, the oldest files go first.", bytes(*limit))
        }
        Dualling::Limited(None) => "The dual copy may take all the room that there is.".to_owned(),
        Dualling::Shown(shown) => self::shown(shown),
        Dualling::Followed(followed) => self::followed(followed),
        Dualling::Troubled(trouble) => {
            let Explained { message, hint } = self::trouble(trouble);
            let hint = hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
            format!("dual copy: {message}. The backup itself is not affected; the copy catches up next time{hint}.")
        }
        Dualling::Synced { done, found, folder, left_out } => synced(done, found, folder, *left_out),
        Dualling::Verified { done, found, lacking } => verified(done, found, *lacking),
        Dualling::Wrong { path, missing: false } => format!("{path}: it does not hold what was backed up"),
        Dualling::Wrong { path, missing: true } => format!("{path}: it is missing"),
        Dualling::Stranger { path } => format!("{path}: it is no part of the copy"),
    }
}

fn amount(amount: Amount) -> String {
    format!("{} ({})", count_of(amount.files, "file", "files"), bytes(amount.bytes))
}

fn enabled(
    folder: &Path,
    free: Option<u64>,
    system: Option<&str>,
    largest_file: Option<u64>,
    names: &NameRules,
    before: Amount,
) -> String {
    let mut text = format!("From the next backup on, files are also copied to {}.", paths::local(folder));
    let mut facts = Vec::new();
    facts.extend(free.map(|free| format!("{} free", bytes(free))));
    facts.extend(system.map(|system| paths::safe(system.as_bytes())));
    facts.extend(largest_file.map(|largest| format!("no files above {}", bytes(largest))));
    if names.portable {
        facts.push("names that it cannot hold are written with %".to_owned());
    }
    if names.folds {
        facts.push("takes large and small letters for the same".to_owned());
    }
    if !facts.is_empty() {
        text.push_str(&format!("\n  Drive  {}", facts.join(" · ")));
    }
    if before.files > 0 {
        text.push_str(&format!(
            "\n{} backed up before: `aosbox dual sync` copies them, too.",
            count_of(before.files, "file was", "files were")
        ));
    }
    text
}

fn shown(shown: &Shown<'_>) -> String {
    let state = shown.state;
    let drive = match (&state.folder, &state.trouble) {
        (Some(_), _) => {
            let mut facts = vec!["there".to_owned()];
            facts.extend(state.system.as_ref().map(|system| paths::safe(system.as_bytes())));
            facts.extend(state.free.map(|free| format!("{} free", bytes(free))));
            facts.join(" · ")
        }
        (None, Some(Trouble::Missing { .. }) | None) => "not there".to_owned(),
        (None, Some(trouble)) => self::trouble(trouble).message,
    };
    let mut held = amount(state.current);
    if state.gone.files > 0 {
        held.push_str(&format!(", and {} deleted on this computer since, until room is needed", amount(state.gone)));
    }
    let behind = match state.behind {
        Amount { files: 0, .. } => "nothing: up to date".to_owned(),
        behind => format!("{}: the next backup copies them", amount(behind)),
    };
    let mut lines = vec![
        ("Copy", paths::local(state.folder.as_ref().unwrap_or(&state.path))),
        ("Drive", drive),
        ("Holds", held),
        ("Limit", state.limit.map_or_else(|| "none".to_owned(), bytes)),
        ("Copied", shown.copied.unwrap_or("not yet").to_owned()),
        ("Behind", behind),
    ];
    if state.before.files > 0 {
        lines.push(("Earlier", format!("{}: `aosbox dual sync` copies them", amount(state.before))));
    }
    for (reason, left_out) in &state.left_out {
        lines.push(("Left out", format!("{}: {}", amount(*left_out), self::reason(*reason))));
    }
    let mut text: Vec<String> = lines.iter().map(|(name, value)| format!("{name:<9} {value}")).collect();
    text.extend(shown.files.iter().map(|(path, reason)| format!("  {path}: {}", self::reason(*reason))));
    text.join("\n")
}

/// Why a file is not in the copy.
fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Limit => "newer files take all that the limit allows",
        Reason::LargerThanLimit => "larger than the limit",
        Reason::Full => "the drive is full",
        Reason::TooLarge => "the drive's file system has no files of this size",
        Reason::Link => "a link, and the drive's file system has none",
        Reason::InTheWay => "something that is no part of the copy is in its place",
        Reason::Changed => "it changed since it was backed up",
        Reason::Unreadable => "it could not be read",
        Reason::Unwritable => "it could not be written",
        Reason::Damaged => "the store could not give it back (`aosbox check --read-data` tells more)",
    }
}

fn followed(followed: &Followed) -> String {
    let Done { copied, found, evicted, left_out, .. } = followed.done;
    let mut parts = vec![format!("{} copied", amount(copied))];
    if found.files > 0 {
        parts.push(format!("{} found there already", amount(found)));
    }
    if evicted.files > 0 {
        parts.push(format!("{} removed to make room", amount(evicted)));
    }
    if left_out > 0 {
        parts.push(format!("{} left out (`aosbox dual show` says why)", count_of(left_out, "file", "files")));
    }
    format!("  Dual   {}", parts.join(" · "))
}

fn synced(done: &Done, found: &Found, folder: &Path, left_out: Amount) -> String {
    let mut text = match found.cancelled {
        true => "Stopped; what was copied until then stays.".to_owned(),
        false => format!("The copy in {} is up to date.", paths::local(folder)),
    };
    let mut parts = vec![format!("{} copied from this computer", amount(done.copied))];
    if done.fetched.files > 0 {
        parts.push(format!("{} from the store", amount(done.fetched)));
    }
    if done.found.files > 0 {
        parts.push(format!("{} found there and proved", amount(done.found)));
    }
    parts.push(format!("{} were there", amount(found.right)));
    if done.evicted.files > 0 {
        parts.push(format!("{} removed to make room", amount(done.evicted)));
    }
    text.push_str(&format!("\n  {}", parts.join(" · ")));
    if left_out.files > 0 {
        text.push_str(&format!("\n{} left out: `aosbox dual show` says why.", amount(left_out)));
    }
    text
}

fn verified(done: &Done, found: &Found, lacking: Amount) -> String {
    let wrong = (found.wrong.len() + found.missing.len()) as u64;
    let mut text = match (found.cancelled, wrong) {
        (true, _) => "Stopped before all was read.".to_owned(),
        (false, 0) => "All is well.".to_owned(),
        (false, wrong) => format!("{} wrong or missing.", count_of(wrong, "file was", "files were")),
    };
    text.push_str(&format!(
        "\n  {} proved · {} repaired from this computer · {} from the store",
        amount(Amount { files: found.right.files + done.found.files, bytes: found.right.bytes + done.found.bytes }),
        amount(done.copied),
        amount(done.fetched)
    ));
    if !found.strangers.is_empty() {
        text.push_str(&format!(
            "\n{} on the drive that are no part of the copy; they are left alone.",
            count_of(found.strangers.len() as u64, "file is", "files are")
        ));
    }
    if lacking.files > 0 {
        text.push_str(&format!("\n{} could not be brought: `aosbox dual show` says why.", amount(lacking)));
    }
    text
}

/// How much of a restore came from where.
pub fn share(report: &RestoreReport) -> String {
    if report.near_bytes == 0 {
        return String::new();
    }
    let near = Amount { files: report.near_files, bytes: report.near_bytes };
    let rest = report.bytes.saturating_sub(report.near_bytes);
    let files = report.files.saturating_sub(report.near_files);
    let store = match rest {
        0 => "nothing from the store".to_owned(),
        rest => format!("{} from the store", amount(Amount { files, bytes: rest })),
    };
    format!("\n{} came from the dual copy, each piece proved; {store}.", amount(near))
}

/// What is wrong with the drive, and what to do.
pub fn trouble(trouble: &Trouble) -> Explained {
    match trouble {
        Trouble::Missing { path } => explained(
            format!("the drive is not there: {} has no copy of this computer", paths::local(path)),
            "connect it, or `aosbox dual enable PATH` for another place",
        ),
        Trouble::Replaced { path } => explained(
            format!("{} is another drive than the copy was made on", paths::local(path)),
            format!(
                "connect the right one, or `aosbox dual enable {}` takes this one into use",
                paths::for_shell(&paths::local(path))
            ),
        ),
        Trouble::Taken { path } => explained(
            format!("{} is there and holds something else", paths::local(path)),
            "choose another folder, or rename that one",
        ),
        Trouble::ReadOnly { path } => {
            explained(format!("{} can only be read", paths::local(path)), "let the drive be written to")
        }
        Trouble::Lost { path } => explained(
            format!("the drive went away while it was written ({})", paths::local(path)),
            "connect it again; what was half written is cleared away",
        ),
        Trouble::Silent { path, seconds } => explained(
            format!("{} has not answered for {}", paths::local(path), super::duration(*seconds)),
            "see that the drive and the way to it are well",
        ),
        Trouble::Busy => explained(
            "another process of this program changes the dual copy",
            "wait until that has ended, and try again",
        ),
        Trouble::Io { operation, path, source } => super::library::file(*operation, path, source),
        Trouble::Other(error) => super::library::library(error),
    }
}

/// Mistakes about the dual copy.
pub fn mistake(mistake: &DualMistake) -> Explained {
    match mistake {
        DualMistake::NotEnabled => {
            explained("there is no dual copy", "`aosbox dual enable PATH` takes a folder of a drive into use")
        }
        DualMistake::Inside { path, inside } => inside_of(path, inside),
        DualMistake::Trouble(trouble) => self::trouble(trouble),
    }
}

fn inside_of(path: &Path, inside: &Inside) -> Explained {
    let path = paths::local(path);
    match inside {
        Inside::Selected(folder) => explained(
            format!(
                "{path} cannot hold the dual copy: it and {}, which is backed up, lie within one another",
                paths::local(folder)
            ),
            "choose a folder on another drive",
        ),
        Inside::Store(folder) => explained(
            format!(
                "{path} cannot hold the dual copy: it and the store {} lie within one another",
                paths::local(folder)
            ),
            "choose a folder beside the store, or better on another drive",
        ),
        Inside::Own(folder) => explained(
            format!("{path} cannot hold the dual copy: aosbox keeps its own records in {}", paths::local(folder)),
            "choose a folder on another drive",
        ),
    }
}
