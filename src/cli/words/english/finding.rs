//! What was found, the runs and what differs, in English.

use super::count_of;
use crate::{
    catalog::find::State,
    cli::{
        mistakes::FindingMistake,
        text::paths,
        words::{Explained, Finding, RunState, explained, figures::bytes},
    },
};

pub fn say(finding: &Finding<'_>) -> String {
    match finding {
        Finding::State(State::Current) => "current".to_owned(),
        Finding::State(State::Deleted) => "deleted".to_owned(),
        Finding::State(State::Old) => "old version".to_owned(),
        Finding::Found { count, bytes: sum, shown } => {
            let found = format!("{} found, {}", super::number(*count), bytes(*sum));
            match shown < count {
                true => format!("{found}; the first {} are shown, --limit shows more", super::number(*shown)),
                false => found,
            }
        }
        Finding::NothingFound => "Nothing found.".to_owned(),
        Finding::Hidden { count } => {
            format!(
                "{} no longer there; --deleted shows what was deleted, too",
                count_of(*count, "more is", "more are")
            )
        }
        Finding::Run(RunState::Complete) => "complete".to_owned(),
        Finding::Run(RunState::Partial) => "partial".to_owned(),
        Finding::Run(RunState::Unreadable) => "unreadable".to_owned(),
        Finding::MoreRuns { count } => {
            format!("{} not shown", count_of(*count as u64, "earlier run is", "earlier runs are"))
        }
        Finding::Differences { new, changed, gone, bytes: sum } => format!(
            "{} new, {} changed, {} gone; new and changed: {}",
            super::number(*new),
            super::number(*changed),
            super::number(*gone),
            bytes(*sum)
        ),
        Finding::NoDifference => "No difference.".to_owned(),
        Finding::Unreadable { path, error } => format!("{path}: cannot be looked at: {error}"),
    }
}

pub fn mistake(mistake: &FindingMistake) -> Explained {
    match mistake {
        FindingMistake::Folder { path } => explained(
            format!("{path} is a folder, and only files have content"),
            format!(
                "`aosbox ls {0}` lists it, `aosbox restore {0} --to FOLDER` brings it back",
                paths::for_shell(path)
            ),
        ),
        FindingMistake::Link { path, target } => explained(
            format!("{path} is a link to {target}, and the backup has no file there"),
            "name the file that is meant",
        ),
        FindingMistake::NoVersion { path, number, count } => explained(
            format!("{path} has {}, and no version {number}", count_of(*count as u64, "version", "versions")),
            format!("`aosbox versions {}` shows them", paths::for_shell(path)),
        ),
        FindingMistake::NoRun { number, known: Some((first, last)) } => explained(
            format!("there is no run {number}"),
            match first == last {
                true => format!("the only one is run {first}: `aosbox runs` shows it"),
                false => format!("there are runs from {first} to {last}: `aosbox runs` shows them"),
            },
        ),
        FindingMistake::NoRun { number, known: None } => {
            explained(format!("there is no run {number}, nor any other"), "`aosbox backup` makes the first")
        }
        FindingMistake::NotARun { text } => explained(
            format!("{} is no run", paths::safe(text.as_bytes())),
            "a run is a number that `aosbox runs` shows, or a time: 2026-11-01, yesterday, 3d",
        ),
        FindingMistake::OtherDisk => explained(
            "the disk of another computer cannot be looked at from here",
            "`aosbox diff RUN RUN --device NAME` compares two of its runs",
        ),
    }
}
