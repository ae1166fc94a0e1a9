//! Both languages tell the same: numbers, paths, options, settings and commands of the English text stand in the Japanese one, which
//! is Japanese. That neither leaves anything unsaid is seen to by the compiler, as both match every variant and have no arm for the rest;
//! that nothing is listed that is never said, by its lint for dead code, which knows variants.

mod errors;
mod running;
mod selecting;

use std::{io, path::Path};

use super::*;
use crate::{
    catalog::find::State as Hit,
    cli::mistakes::Mistake,
    dual::{Amount, Trouble},
    error::Error,
    maintain::check::Finding as DamagedObject,
    model::{Apath, FileOperation, FilterPart, MetadataPart, Note},
    run::Totals,
};

/// A message that has words.
fn agree<'a>(message: impl Into<Message<'a>>) {
    let message = message.into();
    compare(&english::say(&message), &japanese::say(&message));
}

/// A message that is all value: nothing in it is of a language.
fn echo<'a>(message: impl Into<Message<'a>>) {
    let message = message.into();
    assert_eq!(english::say(&message), japanese::say(&message));
}

fn failing(failure: impl Into<Failure>) {
    let failure = failure.into();
    let (one, other) = (english::errors::explain(&failure), japanese::errors::explain(&failure));
    compare(&one.message, &other.message);
    assert_eq!(one.hint.is_some(), other.hint.is_some(), "{one:?} {other:?}");
    if let (Some(one), Some(other)) = (one.hint, other.hint) {
        compare(&one, &other);
    }
}

#[track_caller]
fn compare(one: &str, other: &str) {
    assert!(other.chars().any(is_japanese), "not Japanese: {other:?} for {one:?}");
    for value in values(one) {
        let there = match value.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
            true => numbers(other).any(|number| number == value),
            false => other.contains(&value),
        };
        assert!(there, "{value:?} of {one:?} is not in {other:?}");
    }
    // Full-width figures and letters would stand out among paths and commands.
    assert!(
        !other.chars().any(|letter| ('０'..='９').contains(&letter) || ('Ａ'..='ｚ').contains(&letter)),
        "{other:?}"
    );
    assert!(!other.contains("  。") && !other.contains("。。") && !other.contains("{"), "{other:?}");
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

/// What must stand in every language: commands in backquotes, numbers, options, settings, paths.
fn values(text: &str) -> Vec<String> {
    let mut values: Vec<String> = text.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    values.extend(numbers(text).map(str::to_owned));
    let words = text.split(|letter: char| letter.is_whitespace() || "`\"'()[];,<>".contains(letter));
    let words = words.map(|word| word.trim_end_matches(['.', ':', '?', '!', '…']));
    let is_value = |word: &&str| {
        let letters =
            |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        word.starts_with("--")
            || (word.len() > 1 && word.starts_with('/'))
            || word.contains("://")
            || (word.contains('_') && word.len() > 1)
            || word.split_once('.').is_some_and(|(section, name)| letters(section) && letters(name))
    };
    values.extend(words.filter(is_value).map(str::to_owned));
    values
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| !letter.is_ascii_digit() && letter != ',');
    parts.map(|part| part.trim_matches(',')).filter(|part| !part.is_empty())
}

fn error() -> io::Error {
    io::Error::from_raw_os_error(13)
}

fn apath(text: &str) -> Apath {
    Apath::from_bytes(text).unwrap()
}

const SOME: Amount = Amount { files: 1200, bytes: 3_400_000 };

#[test]
fn values_are_found_in_a_text() {
    let found = values("run `aosbox ls /a`: 1,200 of 3 in /b/c.txt, --limit, limits.max_file_size and s3://b/p.");
    assert_eq!(
        found,
        ["aosbox ls /a", "1,200", "3", "3", "/a", "/b/c.txt", "--limit", "limits.max_file_size", "s3://b/p"]
    );
}

#[test]
fn logins_and_prompts() {
    for message in [
        Message::ErrorLabel,
        Message::WarningLabel,
        Message::HintLabel,
        Message::AskPassword,
        Message::AskNewPassword,
        Message::AskPasswordAgain,
        Message::AskRecoveryKey,
        Message::AskAccessKey,
        Message::AskSecretAccessKey,
        Message::AskStorageAccount,
        Message::AskStorageKey,
        Message::AccountCreated { store: "s3://bucket/prefix" },
        Message::RecoveryKey { key: "AOS1-AAAAA-BBBBB" },
        Message::LoggedIn { store: "/mnt/store", device: "laptop", keeper: Keeper::Keyring },
        Message::LoggedIn { store: "/mnt/store", device: "laptop", keeper: Keeper::File },
        Message::PasswordSet { all_gone: true },
        Message::PasswordSet { all_gone: false },
        Message::LoggedOut { profile: "work_1", forgotten: false },
        Message::LoggedOut { profile: "work_1", forgotten: true },
        Message::NoLogin { profile: "work_1" },
        Message::Stopping,
        Message::StoppedAtOnce,
        Message::QuickstartBegun { store: Path::new("/q/store"), key_file: Path::new("/q/key") },
        Message::QuickstartNext { example: "/home/u/a" },
    ] {
        agree(message);
    }
    for keeper in [None, Some(Keeper::File)] {
        agree(Message::Status(&Status {
            profile: "work_1",
            store: "s3://bucket/prefix",
            account: "0123",
            device: "laptop",
            device_id: "4567",
            keeper,
            config: Path::new("/c/config.toml"),
        }));
    }
    for table in [
        Table::Versions,
        Table::Listing,
        Table::Categories,
        Table::Filters,
        Table::Exclusions,
        Table::Found,
        Table::Runs,
        Table::Differences,
        Table::Settings,
        Table::Estimate,
    ] {
        let (one, other) = (english::headings(table), japanese::headings(table));
        assert_eq!(one.len(), other.len(), "{table:?}");
        for (one, other) in one.iter().zip(other) {
            assert_eq!(one.is_empty(), !other.chars().any(is_japanese), "{table:?}: {one} {other}");
        }
    }
}

#[test]
fn backups_restores_and_checks() {
    let totals =
        Totals { new: 1, changed: 2, unchanged: 3000, gone: 4, failed: 5, bytes_seen: 7_000, ..Totals::default() };
    for cancelled in [false, true] {
        let report = BackupReport { totals, left_out: 12, placeholders: 13, cancelled, ..BackupReport::default() };
        for (dry_run, more) in [(false, 0), (true, 8)] {
            agree(Message::BackupSummary { report: &report, seconds: 3725, dry_run, more });
        }
        let report = RestoreReport {
            files: 10,
            bytes: 40_000,
            near_files: 3,
            near_bytes: 30_000,
            kept: 4,
            failed: 5,
            incomplete: 6,
            cancelled,
            ..RestoreReport::default()
        };
        for (to, dry_run) in [(None, false), (Some(Path::new("/to/x")), true)] {
            agree(Message::RestoreSummary { report: &report, to, seconds: 60, dry_run, more: 7 });
        }
        for findings in [Vec::new(), vec![DamagedObject { object: "data/1".into(), damage: Damage::Missing }]] {
            let report = CheckReport {
                findings,
                runs: 3,
                packs: 40,
                packs_read: 5,
                unreferenced: 6,
                cancelled,
                ..CheckReport::default()
            };
            for read in [false, true] {
                agree(Message::CheckSummary { report: &report, seconds: 5, read });
            }
        }
    }
    for phase in [Phase::Sync, Phase::Backup, Phase::Commit, Phase::Plan, Phase::Restore, Phase::Check, Phase::Dual] {
        for ahead in [None, Some(5_000)] {
            let working = Working {
                phase,
                files: 3,
                files_ahead: ahead,
                bytes: 2_000,
                bytes_ahead: ahead,
                rate: ahead,
                left: Some(125),
            };
            agree(Message::Working(&working));
        }
    }
    for message in [
        Message::EmptyFolder,
        Message::DeletedMark,
        Message::VersionsOf { path: "/a/b", count: 1200 },
        Message::State(VersionState::Current),
        Message::State(VersionState::Replaced),
        Message::State(VersionState::Deleted),
        Message::FolderVersionsHint { path: "/a" },
        Message::RestoringAll { device: "laptop_2", files: None, to: None },
        Message::RestoringAll { device: "laptop_2", files: Some(5), to: Some(Path::new("/to")) },
        Message::Lost { device: "laptop_2", path: "/a/b", backed_up: "2026-11-01", current: true },
        Message::Lost { device: "laptop_2", path: "/a/b", backed_up: "2026-11-01", current: false },
        Message::CheckAdvice { old_versions: false },
        Message::CheckAdvice { old_versions: true },
    ] {
        agree(message);
    }
    for (deleted, nearest) in [(true, None), (false, None), (false, Some(apath("/a")))] {
        let missing = NotFound { path: apath("/a/b c"), system: "linux".into(), deleted, nearest, meant: None };
        agree(Message::NotFound(&missing));
        failing(Mistake::NotInBackup(Box::new(missing)));
    }
    for damage in [
        Damage::Missing,
        Damage::Truncated,
        Damage::Header,
        Damage::Seal,
        Damage::Content("codec 7".into()),
        Damage::Hash,
    ] {
        agree(Message::Finding { object: "/data/1", damage: &damage });
        failing(Error::damaged("data/1_2", damage));
    }
}

#[test]
fn problems_of_paths() {
    for operation in OPERATIONS {
        agree(Message::Trouble { path: "/a", problem: &Problem::Io { operation, source: error() } });
        failing(Error::File { operation, path: "/a/b".into(), source: error() });
        failing(Error::File { operation, path: "/a/b".into(), source: io::ErrorKind::StorageFull.into() });
        failing(Trouble::Io { operation, path: "/a/b".into(), source: error() });
    }
    for problem in [
        Problem::Changing,
        Problem::Special,
        Problem::TooLarge { size: 3_400_000 },
        Problem::Waiting { until: 1 },
        Problem::Gone,
        Problem::Damaged { object: "data/1_2".into() },
        Problem::Unstored,
        Problem::Metadata { what: MetadataPart::Mode, source: error() },
        Problem::Metadata { what: MetadataPart::Times, source: error() },
        Problem::Metadata { what: MetadataPart::Attributes, source: error() },
        Problem::Metadata { what: MetadataPart::Extended("user.a".into()), source: error() },
        Problem::Metadata { what: MetadataPart::Stream("a".into()), source: error() },
        Problem::Metadata { what: MetadataPart::Streams, source: error() },
        Problem::Unkept { what: MetadataPart::Stream("a".into()), source: error() },
        Problem::Unkept { what: MetadataPart::Stream("a".into()), source: io::ErrorKind::FileTooLarge.into() },
        Problem::Unnameable,
        Problem::Mismatch,
    ] {
        compare(&english::library::problem(&problem), &japanese::library::problem(&problem));
    }
    let filters = PARTS.into_iter().flat_map(|part| [0, 7].map(|line| Reason::Filter { number: 3, line, part }));
    let excluded = NOTES.into_iter().map(|note| Reason::Excluded { number: 4, note });
    let others = [
        Reason::NotSelected,
        Reason::Own,
        Reason::Hidden,
        Reason::TooLarge,
        Reason::Placeholder,
        Reason::FileSystem,
        Reason::Loop,
    ];
    for reason in filters.chain(excluded).chain(others) {
        compare(&english::reasons::reason(&reason), &japanese::reasons::reason(&reason));
    }
}

#[test]
fn what_was_found() {
    for message in [
        Finding::State(Hit::Current),
        Finding::State(Hit::Deleted),
        Finding::State(Hit::Old),
        Finding::Found { count: 1200, bytes: 5_000, shown: 1200 },
        Finding::Found { count: 1200, bytes: 5_000, shown: 100 },
        Finding::NothingFound,
        Finding::Hidden { count: 12 },
        Finding::Run(RunState::Complete),
        Finding::Run(RunState::Partial),
        Finding::Run(RunState::Unreadable),
        Finding::MoreRuns { count: 12 },
        Finding::Differences { new: 1, changed: 2, gone: 3, bytes: 4_000 },
        Finding::NoDifference,
        Finding::Unreadable { path: "/a", error: &error() },
    ] {
        agree(message);
    }
}

const OPERATIONS: [FileOperation; 18] = [
    FileOperation::Open,
    FileOperation::Read,
    FileOperation::ReadAttributes,
    FileOperation::Write,
    FileOperation::WriteInto,
    FileOperation::Create,
    FileOperation::CreateFolder,
    FileOperation::CreateFolderFor,
    FileOperation::CreateLink,
    FileOperation::Remove,
    FileOperation::RemoveFrom,
    FileOperation::Replace,
    FileOperation::PutIntoPlace,
    FileOperation::List,
    FileOperation::LookAt,
    FileOperation::Lock,
    FileOperation::Resolve,
    FileOperation::Run,
];

const PARTS: [FilterPart; 4] = [FilterPart::Only, FilterPart::Exclude, FilterPart::LargerThan, FilterPart::OlderThan];

const NOTES: [Note; 8] = [
    Note::Cache,
    Note::BrowserCache,
    Note::Temporary,
    Note::Trash,
    Note::Thumbnails,
    Note::Swap,
    Note::System,
    Note::Own,
];
