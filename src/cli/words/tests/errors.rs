//! Errors, mistakes and their hints.

use std::path::PathBuf;

use super::*;
use crate::{
    cli::mistakes::{CommandFailure, DateMistake, FindingMistake, SelectionMistake},
    config::{Allowed, ConfigMistake, ConfigMistakeKind, FilterMistake, SystemAnswer},
    error::{
        CertificatesMistake, ConnectionProblem, CredentialProblem, SettingMistake, StoreFailure, StoreMistake,
        StoreOperation,
    },
    model::Category,
};

#[test]
fn errors_of_the_library() {
    for operation in [
        StoreOperation::Open,
        StoreOperation::Request,
        StoreOperation::List,
        StoreOperation::Get,
        StoreOperation::Put,
        StoreOperation::Delete,
    ] {
        for kind in [
            StoreFailure::NotFound,
            StoreFailure::Exists,
            StoreFailure::Denied,
            StoreFailure::Full,
            StoreFailure::Unreachable,
            StoreFailure::Other,
        ] {
            failing(Error::Store { operation, object: "/data/1".into(), kind, message: "code_7".into() });
        }
    }
    for reason in [
        StoreMistake::Empty,
        StoreMistake::NotLocal,
        StoreMistake::NoBucket,
        StoreMistake::Surplus,
        StoreMistake::Steps,
        StoreMistake::UnknownKind,
        StoreMistake::Endpoint,
        StoreMistake::Unreadable("code_7".into()),
    ] {
        failing(Error::NotAStore { text: "s3:///x".into(), reason });
    }
    let store = || "s3://bucket/prefix".to_owned();
    failing(Error::Thread { source: error() });
    failing(Error::PlainHttp { endpoint: "http://nas:9000".into() });
    for problem in [
        ConnectionProblem::UnknownIssuer { trusted: None },
        ConnectionProblem::UnknownIssuer { trusted: Some("/c/ca.pem".into()) },
        ConnectionProblem::OtherName { names: Vec::new() },
        ConnectionProblem::OtherName { names: vec!["a.example".into(), "192.0.2.7".into()] },
        ConnectionProblem::Expired { since: None },
        ConnectionProblem::Expired { since: Some(1_600_000_000) },
        ConnectionProblem::NotYetValid { from: None },
        ConnectionProblem::NotYetValid { from: Some(1_900_000_000) },
        ConnectionProblem::Certificate("code_7".into()),
        ConnectionProblem::Handshake("code_7".into()),
        ConnectionProblem::PlainHttp,
        ConnectionProblem::OnlyHttps,
    ] {
        failing(Error::Connection { server: "nas:9000".into(), problem });
    }
    for mistake in [CertificatesMistake::Empty, CertificatesMistake::Unreadable(7, "code_7".into())] {
        failing(Error::Certificates { path: "/c/ca.pem".into(), mistake });
    }
    failing(Error::NoAccount { store: store() });
    failing(Error::AccountExists { store: store() });
    failing(Error::UnknownFormat { object: "/format".into(), version: 9 });
    failing(Error::WrongPassword);
    failing(Error::WrongRecoveryKey);
    failing(Error::NotARecoveryKey);
    failing(Error::NotLoggedIn { profile: "work_1".into() });
    failing(Error::Busy { lock: "/l".into() });
    failing(Error::Cache { path: "/c/d".into(), source: rusqlite::Error::InvalidQuery });
    failing(Error::NoDevice { name: "x_1".into(), known: Vec::new() });
    failing(Error::NoDevice { name: "x_1".into(), known: vec!["a_1".into(), "b_2".into()] });
    failing(Error::Credentials { message: None });
    failing(Error::Credentials { message: Some("code_7".into()) });
    let (command, address, message) = ("command_7".to_owned(), "http://192.0.2.1/x".to_owned(), "code_7".to_owned());
    for problem in [
        CredentialProblem::Nowhere,
        CredentialProblem::NoStorageAccount,
        CredentialProblem::NoIdentity { message: message.clone() },
        CredentialProblem::NoProfile { name: "work_1".into(), known: Vec::new() },
        CredentialProblem::NoProfile { name: "work_1".into(), known: vec!["a_1".into(), "b_2".into()] },
        CredentialProblem::Half { place: "work_1".into(), missing: "aws_secret_access_key" },
        CredentialProblem::NoCommand { command: command.clone() },
        CredentialProblem::CommandFailed { command: command.clone(), said: message.clone() },
        CredentialProblem::CommandEnded { command: command.clone(), code: Some(7) },
        CredentialProblem::CommandEnded { command: command.clone(), code: None },
        CredentialProblem::Address { address: address.clone(), message: message.clone() },
        CredentialProblem::Silent { address, message },
        CredentialProblem::Unreadable { from: command },
    ] {
        failing(Error::from(problem));
    }
    failing(Error::UploadLimit { limit: 500_000_000_000 });
    failing(Error::NoSpace { path: "/c".into(), free: 12_000, needed: 34_000 });
    // What a regular expression is told by is its engine's own words.
    let expression = SettingMistake::Expression("code_7".into());
    let said = japanese::errors::explain(&Error::Setting { place: "/p".into(), mistake: expression }.into());
    assert_eq!(said.message, "/p: code_7");
    failing(Error::Setting { place: "/p".into(), mistake: SettingMistake::Steps });
    failing(Error::Setting { place: "/p".into(), mistake: SettingMistake::NoLock });
}

#[test]
fn mistakes_of_the_command_line() {
    for mistake in
        [DateMistake::NotADate("x_1".into()), DateMistake::Reversed("x_1".into()), DateMistake::NoSuchDay("x_1".into())]
    {
        failing(Failure::Date { option: "--as-of", mistake });
    }
    failing(Failure::Output(error()));
    for mistake in [
        Mistake::NoHome,
        Mistake::NoCurrentFolder(error()),
        Mistake::ShortPassword,
        Mistake::PasswordsDiffer,
        Mistake::NoPassword,
        Mistake::NoRecoveryKey,
        Mistake::PasswordFile("/p".into(), error()),
        Mistake::PasswordCommand("/bin/x".into(), CommandFailure::NotStarted(error())),
        Mistake::Prompt(error()),
        Mistake::LongName("--name"),
        Mistake::ProfileName("x_1".into()),
        Mistake::ProfileTaken { profile: "work_1".into(), store: "s3://b/p".into() },
        Mistake::ProfileUnreadable("/p".into(), "code_7".into()),
        Mistake::LoggedOut { profile: "work_1".into(), store: "s3://b/p".into() },
        Mistake::NothingSelected("/c/config.toml".into()),
        Mistake::NotAFullPath("x_1".into()),
        Mistake::UnusablePath("/x".into()),
        Mistake::NeedsTo { system: "my_system".into() },
        Mistake::NothingThen("2026-11-01".into()),
        Mistake::NoBackupYet(Vec::new()),
        Mistake::NoBackupYet(vec!["a_1".into(), "b_2".into()]),
        Mistake::NotALength("5x_".into()),
        Mistake::NotAnInterval { option: "--every", value: "7x_".into() },
        Mistake::NotAWindow("25:00".into()),
        Mistake::ThenAtIntervals,
        Mistake::NoScheduler,
        Mistake::JobRefused(Box::new(Error::file(FileOperation::Run, "/usr/bin/crontab")(error()))),
        Mistake::JobRefused(Box::new(Error::WrongPassword)),
    ] {
        failing(mistake);
    }
    let paths = || (PathBuf::from("/w"), PathBuf::from("/w/x"));
    for mistake in [
        SelectionMistake::NoCategory { name: "x_1".into(), nearest: None },
        SelectionMistake::NoCategory { name: "x_1".into(), nearest: Some(Category::Mail) },
        SelectionMistake::NeitherCategoryNorPath { word: paths().0, category: None, path: None },
        SelectionMistake::NeitherCategoryNorPath { word: paths().0, category: Some(Category::Mail), path: None },
        SelectionMistake::NeitherCategoryNorPath { word: paths().0, category: None, path: Some(paths().1) },
        SelectionMistake::NotSelected { what: "/w".into(), selected: Vec::new() },
        SelectionMistake::NotSelected { what: "/w".into(), selected: vec!["/x".into()] },
        SelectionMistake::NoFilter { number: 3, count: 0 },
        SelectionMistake::NoFilter { number: 3, count: 2 },
        SelectionMistake::NothingToChange,
        SelectionMistake::RegexAlone,
        SelectionMistake::NoExclusion(paths().0),
        SelectionMistake::Regex { option: "--only", value: "x_1".into(), message: "error: code_7".into() },
        SelectionMistake::NotText(paths().0),
        SelectionMistake::NotThere(paths().0),
    ] {
        failing(mistake);
    }
    for mistake in [
        FindingMistake::Folder { path: "/a".into() },
        FindingMistake::Link { path: "/a".into(), target: "/b".into() },
        FindingMistake::NoVersion { path: "/a".into(), number: 7, count: 3 },
        FindingMistake::NoRun { number: 7, known: None },
        FindingMistake::NoRun { number: 7, known: Some((2, 2)) },
        FindingMistake::NoRun { number: 7, known: Some((2, 5)) },
        FindingMistake::NotARun { text: "x_1".into() },
        FindingMistake::OtherDisk,
    ] {
        failing(mistake);
    }
}

#[cfg(unix)]
#[test]
fn a_command_that_gave_no_password() {
    use std::os::unix::process::ExitStatusExt;
    // The upper byte is the exit code.
    let ended = CommandFailure::Ended(std::process::ExitStatus::from_raw(3 << 8));
    failing(Mistake::PasswordCommand("/bin/x".into(), ended));
}

#[test]
fn mistakes_in_the_settings() {
    let allowed = [
        Allowed::Number(1, 256),
        Allowed::Size,
        Allowed::SizeWithin(64_000, 128_000_000),
        Allowed::Duration,
        Allowed::OneOf(&["a_1", "b_2"]),
        Allowed::Category(None),
        Allowed::Category(Some(Category::Music)),
        Allowed::Path,
        Allowed::Speed,
        Allowed::Window,
        Allowed::Interval,
        Allowed::Date,
        Allowed::Wildcards,
        Allowed::Proxy,
    ];
    let mut kinds = vec![
        ConfigMistakeKind::Unreadable(SystemAnswer(error())),
        ConfigMistakeKind::Regex { name: "filter.only", value: "x_1".into(), message: "error: code_7".into() },
        ConfigMistakeKind::EveryAndAt,
        ConfigMistakeKind::Filter(FilterMistake::Empty),
        ConfigMistakeKind::Filter(FilterMistake::OnlyAndExclude),
        ConfigMistakeKind::Filter(FilterMistake::RegexAlone),
        ConfigMistakeKind::Form("unknown field `code_7`".into()),
    ];
    for allowed in allowed {
        failing(SelectionMistake::Value { option: "--larger-than", value: "x_1".into(), allowed });
        kinds.push(ConfigMistakeKind::Value { name: "backup.jobs", value: "x_1".into(), allowed });
    }
    for kind in kinds {
        let wrong = ConfigMistake { file: "/c/config.toml".into(), line: Some(12), kind };
        failing(wrong);
    }
}
