//! What the program says in English.

pub mod checking;
mod completing;
mod conditions;
mod dual;
pub mod errors;
mod finding;
pub mod help;
pub mod hooking;
pub mod library;
mod logging;
pub mod reasons;
mod running;
mod scheduling;
mod selection;
mod settings;
mod starting;
pub mod usage;

use std::path::Path;

use jiff::civil::{Date, Weekday};

use super::{
    Message, Progressed, Status, Table, VersionState, Working,
    figures::{bytes, number},
};
use crate::{
    backup::BackupReport, cli::text::paths, maintain::check::CheckReport, monitor::Phase, restore::RestoreReport,
    secrets::Keeper,
};

/// A bar of lines.
pub const BAR: (&str, &str) = ("━", "─");

/// A message in English.
pub fn say(message: &Message<'_>) -> String {
    match message {
        Message::ErrorLabel => "error:".to_owned(),
        Message::WarningLabel => "warning:".to_owned(),
        Message::HintLabel => "hint:".to_owned(),
        Message::AskPassword => "Password: ".to_owned(),
        Message::AskNewPassword => "New password (at least 6 characters): ".to_owned(),
        Message::AskPasswordAgain => "The same again: ".to_owned(),
        Message::AskRecoveryKey => "Recovery key (AOS1-…): ".to_owned(),
        Message::AskAccessKey => "Access key ID of the store (empty: this machine's role): ".to_owned(),
        Message::AskSecretAccessKey => "Secret access key: ".to_owned(),
        Message::AskStorageAccount => "Name of the storage account: ".to_owned(),
        Message::AskStorageKey => "Key of the storage account: ".to_owned(),
        Message::AccountCreated { store } => format!("Made an account in {}.", safe(store)),
        Message::RecoveryKey { key } => recovery_key(key),
        Message::LoggedIn { store, device, keeper } => format!(
            "Logged in to {} as {}. The key is kept in {}; later commands ask for no password.",
            safe(store),
            safe(device),
            keeper_name(*keeper)
        ),
        Message::PasswordSet { all_gone: true } => {
            "The new password is set; earlier ones no longer open the account.".to_owned()
        }
        Message::PasswordSet { all_gone: false } => {
            "The new password is set. An earlier one could not be removed, because the \
            store's credentials may not delete: it still opens the account until its object in keys/ is deleted."
                .to_owned()
        }
        Message::LoggedOut { profile, forgotten: false } => {
            format!("Logged out of profile {profile}. Its account stays as it is.")
        }
        Message::LoggedOut { profile, forgotten: true } => {
            format!(
                "Logged out and forgot profile {profile}, its secrets and its local catalog. The account stays as it is."
            )
        }
        Message::NoLogin { profile } => format!("Not logged in (profile {profile})."),
        Message::Status(status) => self::status(status),
        Message::Stopping => "Finishing what is in hand; press again to stop at once.".to_owned(),
        Message::StoppedAtOnce => "Stopped at once.".to_owned(),
        Message::QuickstartBegun { store, key_file } => format!(
            "Made an account in {}, without a password. Its recovery key is kept in {}.\nThis protects against deleting and overwriting, \
             not against losing this disk: move on to real storage when you like what you see.",
            paths::local(store),
            paths::local(key_file)
        ),
        Message::QuickstartNext { example } => quickstart_next(example),
        Message::BackupSummary { report, seconds, dry_run, more } => backup_summary(report, *seconds, *dry_run, *more),
        Message::Trouble { path, problem } => format!("{path}: {}", library::problem(problem)),
        Message::Working(working) => self::working(working).whole(),
        Message::EmptyFolder => "(empty)".to_owned(),
        Message::DeletedMark => "(deleted)".to_owned(),
        Message::VersionsOf { path, count } => format!("{path} ({})", count_of(*count as u64, "version", "versions")),
        Message::State(VersionState::Current) => "current".to_owned(),
        Message::State(VersionState::Replaced) => "replaced".to_owned(),
        Message::State(VersionState::Deleted) => "deleted".to_owned(),
        Message::FolderVersionsHint { path } => {
            format!("these are the folder's own versions; `aosbox ls {path} --as-of TIME` shows what it held then")
        }
        Message::RestoringAll { device, files, to } => {
            let files = files.map_or_else(|| "all files".to_owned(), |files| count_of(files, "file", "files"));
            format!("Restoring everything of {}: {files} {}.", safe(device), place(*to))
        }
        Message::RestoreSummary { report, to, seconds, dry_run, more } => {
            restore_summary(report, *to, *seconds, *dry_run, *more)
        }
        Message::NotFound(missing) => errors::not_found(missing).message,
        Message::Finding { object, damage } => format!("{object}: {}", library::damage(damage)),
        Message::Lost { device, path, backed_up, current } => {
            let which = if *current { "the current version" } else { "a version" };
            format!("{device}: {path}: {which}, backed up {backed_up}, cannot be restored")
        }
        Message::CheckSummary { report, seconds, read } => check_summary(report, *seconds, *read),
        Message::CheckAdvice { old_versions } => check_advice(*old_versions),
        Message::Selecting(message) => selection::say(message),
        Message::Conditions(conditions) => conditions::say(conditions),
        Message::Running(message) => running::say(message),
        Message::Scheduling(message) => scheduling::say(message),
        Message::Dualling(message) => dual::say(message),
        Message::Checking(message) => checking::say(message),
        Message::Hooking(message) => hooking::say(message),
        Message::Found(finding) => finding::say(finding),
        Message::Logging(message) => logging::say(message),
        Message::Starting(message) => starting::say(message),
        Message::Completing(completing) => completing::say(completing),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    match table {
        Table::Versions => &["No", "Backed up", "Modified", "Size", "State"],
        Table::Listing => &["Kind", "Size", "Modified", "Backed up", "Name"],
        Table::Categories => &["", "Category", "Name", "Here"],
        Table::Filters => &["No", "Where", "Rule", "Note"],
        Table::Exclusions => &["", "Path", "Note"],
        Table::Found => &["Size", "Modified", "State", "Path"],
        Table::Runs => &["No", "Begun", "Finished", "New", "Changed", "Gone", "Failed", "Sent", "State"],
        Table::Differences => &["", "Before", "After", "Path"],
        Table::Estimate => &["What", "Files", "Size", "Stored", "To send"],
        Table::Crashes => &["Time", "Version", "Report"],
        Table::Settings => &["Setting", "From", "Value"],
    }
}

/// `Tue 22:00`.
pub fn on_weekday(day: Weekday, time: &str) -> String {
    format!("{} {time}", weekday(day))
}

/// `Tue 2026-11-24 22:00`.
pub fn on_date(date: Date, time: &str) -> String {
    format!("{} {date} {time}", weekday(date.weekday()))
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}

/// `1 file`, `2 files`.
pub fn count_of(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// `45 s`, `2 min 5 s`, `3 h 10 min`.
pub fn duration(seconds: u64) -> String {
    match seconds {
        0 => "less than a second".to_owned(),
        1..60 => format!("{seconds} s"),
        60..3600 if seconds.is_multiple_of(60) => format!("{} min", seconds / 60),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", number(seconds / 3600), seconds % 3600 / 60),
    }
}

fn keeper_name(keeper: Keeper) -> &'static str {
    match keeper {
        Keeper::Keyring => "the system's credential store",
        Keeper::File | Keeper::Auto => "a file that only you can read",
    }
}

fn place(to: Option<&Path>) -> String {
    to.map_or_else(|| "to the original places".to_owned(), |folder| format!("to {}", paths::local(folder)))
}

fn recovery_key(key: &str) -> String {
    let title = "Recovery key: the only way in when the password is lost";
    let advice = "Write it down or print it, and keep it away from this computer.";
    let width = [title, advice, key].iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let line = |text: &str| format!("│ {text:width$} │\n");
    let edge = "─".repeat(width + 2);
    format!("┌{edge}┐\n{}{}{}{}{}└{edge}┘", line(title), line(""), line(key), line(""), line(advice))
}

fn status(status: &Status<'_>) -> String {
    let keeper = match status.keeper {
        Some(keeper) => format!("kept in {}", keeper_name(keeper)),
        None => "not kept: log in again".to_owned(),
    };
    [
        ("Profile", safe(status.profile)),
        ("Store", safe(status.store)),
        ("Account", status.account.to_owned()),
        ("Device", format!("{} ({})", safe(status.device), status.device_id)),
        ("Key", keeper),
        ("Settings", paths::local(status.config)),
    ]
    .iter()
    .map(|(name, value)| format!("{name:<9} {value}"))
    .collect::<Vec<_>>()
    .join("\n")
}

fn quickstart_next(example: &str) -> String {
    format!(
        "\nWhat now:\n  aosbox ls                look around in the backup\n  \
         aosbox versions {example}\n  aosbox restore {example} --to FOLDER\n  \
         aosbox logout --forget   then, to move on to real storage:\n  aosbox login s3://bucket/prefix --create"
    )
}

fn backup_summary(report: &BackupReport, seconds: u64, dry_run: bool, more: u64) -> String {
    let totals = &report.totals;
    let title = match (report.cancelled, dry_run) {
        (true, _) => format!(
            "Stopped after {}. What was done until then is kept; the next backup goes on from there.",
            duration(seconds)
        ),
        (false, true) => format!("Looked in {}. Nothing was sent; a backup would find:", duration(seconds)),
        (false, false) => format!("Backed up in {}.", duration(seconds)),
    };
    let mut files = vec![
        format!("{} new", number(totals.new)),
        format!("{} changed", number(totals.changed)),
        format!("{} unchanged", number(totals.unchanged)),
        format!("{} gone", number(totals.gone)),
    ];
    if totals.failed > 0 {
        files.push(format!("{} failed", number(totals.failed)));
    }
    let mut text = format!("{title}\n  Files  {}\n", files.join(" · "));
    if dry_run {
        text.push_str(&format!("  Data   {} in all", bytes(totals.bytes_seen)));
    } else {
        text.push_str(&format!(
            "  Data   {} in all · {} read · {} new · {} sent",
            bytes(totals.bytes_seen),
            bytes(totals.bytes_read),
            bytes(totals.bytes_new),
            bytes(totals.bytes_sent)
        ));
    }
    if report.left_out > 0 {
        text.push_str(&format!(
            "\n{} left out: pipes, sockets, devices, or files above the size limit (-v names them).",
            count_of(report.left_out, "path was", "paths were")
        ));
    }
    if report.placeholders > 0 {
        text.push_str(&format!(
            "\n{} in a cloud with only the name here, and left out (selection.cloud_files = true fetches such files).",
            count_of(report.placeholders, "path lies", "paths lie")
        ));
    }
    if totals.failed > 0 {
        text.push_str(&format!(
            "\n{} could not be backed up{}. The next backup tries again; see that they can be read, or select less.",
            count_of(totals.failed, "path", "paths"),
            named_above(more)
        ));
    }
    text
}

fn named_above(more: u64) -> String {
    if more == 0 { " (named above)".to_owned() } else { format!(" (named above, and {} more)", number(more)) }
}

fn restore_summary(report: &RestoreReport, to: Option<&Path>, seconds: u64, dry_run: bool, more: u64) -> String {
    let files = format!("{} ({})", count_of(report.files, "file", "files"), bytes(report.bytes));
    let mut text = match (report.cancelled, dry_run) {
        (true, _) => format!("Stopped after {}: {files} restored {} until then.", duration(seconds), place(to)),
        (false, true) => format!("Would restore {files} {}. Nothing was written.", place(to)),
        (false, false) => format!("Restored {files} {} in {}.", place(to), duration(seconds)),
    };
    text.push_str(&dual::share(report));
    if report.kept > 0 {
        text.push_str(&format!(
            "\n{} left as they are, because what is there is not older (--replace always replaces them).",
            count_of(report.kept, "file was", "files were")
        ));
    }
    if report.failed > 0 {
        text.push_str(&format!(
            "\n{} could not be restored{}. Put right what is named there, and try again; if the store's data is damaged, \
             `aosbox check --read-data` tells more.",
            count_of(report.failed, "path", "paths"),
            named_above(more)
        ));
    }
    if report.incomplete > 0 {
        text.push_str(&format!(
            "\n{} without all of the owner, permissions or attributes that were kept.",
            count_of(report.incomplete, "path was restored", "paths were restored")
        ));
    }
    text
}

fn check_summary(report: &CheckReport, seconds: u64, read: bool) -> String {
    let seen = format!("{} and {}", count_of(report.runs, "run", "runs"), count_of(report.packs, "pack", "packs"));
    let read = if read {
        format!(
            "{} of them and {} read and verified",
            count_of(report.packs_read, "pack", "packs"),
            bytes(report.bytes_read)
        )
    } else {
        "data not read (--read-data reads it)".to_owned()
    };
    let time = duration(seconds);
    let mut text = match (report.cancelled, report.findings.is_empty() && report.lost.is_empty()) {
        (true, true) => {
            format!("Stopped after {time}; no damage found until then. {seen}; {read}.")
        }
        (true, false) => format!("Stopped after {time}; damage found. {seen}; {read}."),
        (false, true) => format!("All is well. {seen}; {read}. ({time})"),
        (false, false) => format!(
            "Damage found: {}, {}. {seen}; {read}. ({time})",
            count_of(report.findings.len() as u64, "damaged object", "damaged objects"),
            count_of(report.lost.len() as u64, "lost version", "lost versions")
        ),
    };
    if report.unreferenced > 0 {
        text.push_str(&format!(
            "\n{} of interrupted backups in the store, which is harmless.",
            count_of(report.unreferenced, "pack is left", "packs are left")
        ));
    }
    text
}

fn check_advice(old_versions: bool) -> String {
    let again =
        "run `aosbox backup` now: what is still on the computer is sent again, and everything else can be restored";
    if old_versions {
        format!("{again}; older versions named here are lost unless the store can bring their objects back")
    } else {
        again.to_owned()
    }
}

/// How far a command is.
pub fn working(working: &Working) -> Progressed {
    let doing = match working.phase {
        Phase::Sync => "Reading the catalog",
        Phase::Backup => "Backing up",
        Phase::Commit => "Finishing",
        Phase::Plan => "Planning",
        Phase::Restore => "Restoring",
        Phase::Check => "Checking",
        Phase::Dual => "Bringing the dual copy up to date",
    };
    let mut figures = Vec::new();
    if working.files > 0 || working.files_ahead.is_some() {
        let unit = if working.phase == Phase::Check { ("object", "objects") } else { ("file", "files") };
        figures.push(match working.files_ahead {
            Some(ahead) => format!("{} of {}", number(working.files), count_of(ahead, unit.0, unit.1)),
            None => count_of(working.files, unit.0, unit.1),
        });
    }
    if working.bytes > 0 || working.bytes_ahead.is_some_and(|ahead| ahead > 0) {
        figures.push(match working.bytes_ahead {
            Some(ahead) => format!("{} of {}", bytes(working.bytes), bytes(ahead)),
            None => bytes(working.bytes),
        });
    }
    if let Some(rate) = working.rate {
        figures.push(format!("{}/s", bytes(rate)));
    }
    let left = working.left.map(|left| format!("{} left", duration(left.max(1))));
    Progressed { doing: doing.to_owned(), figures, left }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Totals;

    #[test]
    fn durations_and_plurals() {
        for (seconds, text) in
            [(0, "less than a second"), (59, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (11_400, "3 h 10 min")]
        {
            assert_eq!(duration(seconds), text);
        }
        assert_eq!(count_of(1, "file", "files"), "1 file");
        assert_eq!(count_of(1000, "file", "files"), "1,000 files");
    }

    #[test]
    fn a_backup_is_told_in_three_lines() {
        let totals = Totals { new: 1200, changed: 3, bytes_seen: 3_400_000_000, bytes_sent: 800, ..Totals::default() };
        let report = BackupReport { totals, ..BackupReport::default() };
        insta::assert_snapshot!(backup_summary(&report, 12, false, 0), @r"
        Backed up in 12 s.
          Files  1,200 new · 3 changed · 0 unchanged · 0 gone
          Data   3.4 GB in all · 0 B read · 0 B new · 800 B sent
        ");
    }

    #[test]
    fn the_recovery_key_is_framed() {
        let framed = recovery_key("AOS1-AAAAA");
        let widths: Vec<usize> = framed.lines().map(|line| line.chars().count()).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{framed}");
    }
}
