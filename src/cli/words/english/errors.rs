//! Errors, hints and problems in English. A message says what failed and on what; a hint says what to do.

use super::{library::library, safe};
use crate::cli::{
    mistakes::{CommandFailure, DateMistake, Failure, Mistake, NotFound},
    text::paths,
    words::{Explained, explained, plain},
};

/// What to say about a failure.
pub fn explain(failure: &Failure) -> Explained {
    match failure {
        Failure::Library(error) => library(error),
        Failure::Config(mistake) => super::settings::mistake(mistake),
        Failure::Date { option, mistake } => date(option, mistake),
        Failure::Mistake(mistake) => self::mistake(mistake),
        Failure::Output(error) => explained(
            format!("cannot write to standard output: {error}"),
            "see that there is room where it goes, and that it can be written to",
        ),
        Failure::Usage(misuse) => super::usage::misuse(misuse),
    }
}

fn date(option: &str, mistake: &DateMistake) -> Explained {
    const FORMS: &str = "accepted are 2026-11-01, \"2026-11-01 22:00\", 2026-11-01T22:00:00+09:00, now, today, yesterday, and 30min, \
                         6h, 3d, 2w ago; ranges are A..B, A.., ..B or one day";
    match mistake {
        DateMistake::NotADate(text) => explained(format!("{option}: \"{}\" is no time", safe(text)), FORMS),
        DateMistake::NoSuchDay(text) => {
            explained(format!("{option}: there is no such day or hour: \"{}\"", safe(text)), FORMS)
        }
        DateMistake::Reversed(text) => explained(
            format!("{option}: \"{}\" ends before it begins", safe(text)),
            "write the earlier time first: A..B",
        ),
    }
}

fn mistake(mistake: &Mistake) -> Explained {
    match mistake {
        Mistake::NoHome => explained("the system names no home folder", "set HOME"),
        Mistake::NoCurrentFolder(error) => {
            explained(format!("the current folder cannot be used: {error}"), "change to another folder")
        }
        Mistake::ShortPassword => explained(
            "the password is too short: it needs at least 6 characters",
            "a few words in a row are easy to remember and hard to guess",
        ),
        Mistake::PasswordsDiffer => explained("the two passwords differ", "try again"),
        Mistake::NoPassword => explained(
            "a password is needed, and nobody is there to be asked",
            "set AOSBOX_PASSWORD, or use --password-file or --password-command",
        ),
        Mistake::NoRecoveryKey => {
            explained("no recovery key was given", "set AOSBOX_RECOVERY_KEY, or type it when asked")
        }
        Mistake::PasswordFile(path, error) => explained(
            format!("cannot read the password from {}: {error}", paths::local(path)),
            "--password-file names a file whose first line is the password, and which you may read",
        ),
        Mistake::PasswordCommand(command, why) => explained(
            format!("the password command failed ({}): {}", command_failure(why), safe(command)),
            "run it by hand to see what it says; the first line that it prints is the password",
        ),
        Mistake::Prompt(error) => {
            explained(format!("cannot ask on this terminal: {error}"), "set AOSBOX_PASSWORD, or use --password-file")
        }
        Mistake::LongName(option) => plain(format!("{option} is too long: it may have at most 64 characters")),
        Mistake::ProfileName(name) => explained(
            format!("\"{}\" cannot be the name of a profile", safe(name)),
            "letters, digits, - _ @ and . within can",
        ),
        Mistake::ProfileTaken { profile, store } => explained(
            format!("profile {profile} is logged in to {} already", safe(store)),
            "`aosbox logout --forget` first, or use a second profile: --account OTHER",
        ),
        Mistake::ProfileUnreadable(path, message) => explained(
            format!("the profile {} cannot be understood: {}", paths::local(path), safe(message)),
            "remove that file and log in again",
        ),
        Mistake::LoggedOut { profile, store } => explained(
            format!("not logged in: the secrets of profile {profile} are not kept any more"),
            format!("`aosbox login {}` logs in again", paths::for_shell(store)),
        ),
        Mistake::NothingSelected(config) => explained(
            "nothing is selected for the backup",
            format!(
                "`aosbox select` chooses categories, `aosbox select add PATH…` files and folders, `aosbox backup PATH…` names them once; \
                 the choice is kept in {}",
                paths::local(config)
            ),
        ),
        Mistake::NotAFullPath(path) => explained(
            format!("{} does not begin at the top, as a path of another computer must", paths::local(path)),
            "write it in full: /home/name/file, or C:\\Users\\name\\file",
        ),
        Mistake::UnusablePath(path) => explained(
            format!("{} cannot be the path of a file in the backup", paths::local(path)),
            "write it as `aosbox ls` and `aosbox find` show it",
        ),
        Mistake::NeedsTo { system } => explained(
            format!("that computer runs {}, and its paths have no place here", safe(system)),
            "say where to restore to: --to FOLDER",
        ),
        Mistake::NothingThen(text) => {
            explained(format!("no backup had been made by {}", safe(text)), "`aosbox runs` shows when there were some")
        }
        Mistake::NoBackupYet(others) if others.is_empty() => {
            explained("this computer has no backup yet", "`aosbox backup PATH…` makes one")
        }
        Mistake::NoBackupYet(others) => explained(
            "this computer has no backup yet, but others have",
            format!("look there with --device: {}", safe(&others.join(", "))),
        ),
        Mistake::NotInBackup(missing) => not_found(missing),
        Mistake::NotALength(text) => {
            explained(format!("{} is no length of time", safe(text)), "say it like 30m, 90min, 2h or 1d")
        }
        Mistake::NotAnInterval { option, value } => explained(
            format!("{option} {} is no length of time that backups can begin at", safe(value)),
            "say it like 30m, 1h or 7d; intervals are steps of five minutes, 5m to 31d",
        ),
        Mistake::NotAWindow(text) => explained(
            format!("--at {} names no days and hours", paths::for_shell(text)),
            "say it like 'mon-fri 22:00-06:00', 'sat,sun 09:00' or '22:00-24:00'",
        ),
        Mistake::ThenAtIntervals => explained(
            "--then belongs to backups at set times, and these begin at intervals",
            "`aosbox schedule set --at 'mon-fri 22:00' --then shutdown` backs up once an evening",
        ),
        Mistake::NoScheduler => explained(
            "nothing is found here that begins jobs: neither systemd of the user's nor cron. The settings are kept",
            "`aosbox schedule print --for cron` prints the job for another scheduler",
        ),
        Mistake::JobRefused(error) => {
            let inner = library(error);
            explained(
                format!("the system did not take the job: {}. The settings are kept", inner.message),
                "`aosbox schedule set` tries again; `aosbox schedule print` shows what is handed over",
            )
        }
        Mistake::Selection(mistake) => super::selection::mistake(mistake),
        Mistake::Dual(mistake) => super::dual::mistake(mistake),
        Mistake::BeforeFailed(failed) => super::hooking::before_failed(failed),
        Mistake::Finding(mistake) => super::finding::mistake(mistake),
        Mistake::Completing(mistake) => super::completing::mistake(mistake),
        Mistake::Starting(mistake) => super::starting::mistake(mistake),
    }
}

fn command_failure(failure: &CommandFailure) -> String {
    match failure {
        CommandFailure::NotStarted(error) => safe(&error.to_string()),
        CommandFailure::Ended(status) => safe(&status.to_string()),
    }
}

/// What to say about a path that is not there.
pub fn not_found(missing: &NotFound) -> Explained {
    let path = paths::shown(&missing.path, &missing.system);
    let quoted = paths::for_shell(&path);
    if missing.deleted {
        return explained(
            format!("{path} is in the backup, but not as it was asked for"),
            format!("`aosbox versions {quoted}` shows what there is; --deleted also takes what was deleted since"),
        );
    }
    let hint = match &missing.nearest {
        Some(folder) => {
            format!("`aosbox ls {}` shows what is", paths::for_shell(&paths::shown(folder, &missing.system)))
        }
        None => "`aosbox ls` shows what is".to_owned(),
    };
    explained(format!("{path} is not in the backup"), hint)
}
