//! `aosbox complete`: what can stand in a word's place, for the scripts in `completions/`. The first line says whether files or folders
//! can, too (`:files`, `:folders`, `:`), which shells complete better themselves; each further line is a candidate, a tab, and what it
//! means. The network is never asked.

use std::{ffi::OsString, path::Path};

use clap::{Arg, Command, Parser, ValueHint};

use crate::{
    catalog::Catalog,
    cli::{
        arguments::{Arguments, Complete},
        mistakes::{Failure, Outcome},
        program::{profile::Profile, settings::Settings},
        steps::rules,
        terminal::{
            help::{self, Place, Walk},
            output::Printer,
        },
        text::paths,
        words,
    },
    config::selection::FilterConfig,
    model::{Category, Language},
};

/// What can stand in a word's place.
#[derive(Default)]
struct Offer {
    /// Words and what they mean.
    candidates: Vec<(String, String)>,
    /// What the shell adds.
    files: Files,
}

/// What the shell adds of its own knowledge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Files {
    #[default]
    None,
    Folders,
    All,
}

/// Runs the command.
pub fn run(arguments: &Complete, printer: &Printer) -> Result<Outcome, Failure> {
    let mut words = arguments.words.clone();
    let current = if arguments.next { OsString::new() } else { words.pop().unwrap_or_default() };
    let table = help::table();
    let offer = offer(&table, &words, &current.to_string_lossy());
    let mut text = match offer.files {
        Files::None => ":\n",
        Files::Folders => ":folders\n",
        Files::All => ":files\n",
    }
    .to_owned();
    for (candidate, meaning) in offer.candidates {
        // A name that would be more than a line is none that a shell could take.
        if !candidate.chars().any(char::is_control) {
            text.push_str(&format!("{candidate}\t{}\n", paths::safe(meaning.as_bytes())));
        }
    }
    printer.raw(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn offer(table: &Command, words: &[OsString], current: &str) -> Offer {
    let walk = Walk::new(table, words);
    let mut offer = match walk.next {
        Place::Value(option) => values(option, &walk, current),
        Place::Any if current.starts_with('-') => return options(&walk, current),
        Place::Any | Place::Argument => {
            // What is helped with is a command, wherever it stands.
            let helped = words.iter().position(|word| word == "help").filter(|_| walk.command().get_name() == "help");
            match helped {
                Some(place) => commands(Walk::new(table, &words[place + 1..]).command()),
                None => arguments_and_commands(&walk, current),
            }
        }
    };
    offer.candidates.retain(|(candidate, _)| candidate.starts_with(current));
    offer
}

/// Options, or the values of the one before `=`.
fn options(walk: &Walk<'_>, current: &str) -> Offer {
    if let Some((name, begun)) = current.strip_prefix("--").and_then(|text| text.split_once('=')) {
        let Some(option) = walk.option(name) else { return Offer::default() };
        let mut offer = values(option, walk, begun);
        offer.candidates.retain(|(candidate, _)| candidate.starts_with(begun));
        for (candidate, _) in &mut offer.candidates {
            *candidate = format!("--{name}={candidate}");
        }
        return Offer { files: Files::None, ..offer };
    }
    let mut candidates = Vec::new();
    for option in walk.command().get_arguments().filter(|option| !option.is_hide_set()) {
        let help = option.get_help().map(ToString::to_string).unwrap_or_default();
        let meaning = words::help(words::language(), &help).into_owned();
        let long = option.get_long().map(|long| format!("--{long}"));
        // A letter is offered to who has typed it: beside the word it only makes the list longer.
        let short = option.get_short().map(|short| format!("-{short}")).filter(|short| current == short);
        candidates.extend(long.into_iter().chain(short).map(|name| (name, meaning.clone())));
    }
    candidates.retain(|(candidate, _)| candidate.starts_with(current));
    Offer { candidates, files: Files::None }
}

fn commands(command: &Command) -> Offer {
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    let candidates = below.map(|below| {
        let about = below.get_about().map(ToString::to_string).unwrap_or_default();
        (below.get_name().to_owned(), words::help(words::language(), &about).into_owned())
    });
    Offer { candidates: candidates.collect(), files: Files::None }
}

fn arguments_and_commands(walk: &Walk<'_>, begun: &str) -> Offer {
    let mut offer = if walk.positionals == 0 { commands(walk.command()) } else { Offer::default() };
    let positionals: Vec<&Arg> = walk.command().get_positionals().collect();
    let repeated = || positionals.last().copied().filter(|last| last.get_action().takes_values() && is_repeated(last));
    if let Some(argument) = positionals.get(walk.positionals).copied().or_else(repeated) {
        let values = values(argument, walk, begun);
        offer.candidates.extend(values.candidates);
        offer.files = values.files;
    }
    offer
}

fn is_repeated(argument: &Arg) -> bool {
    argument.get_num_args().is_some_and(|count| count.max_values() > 1)
        || matches!(argument.get_action(), clap::ArgAction::Append)
}

/// The values of an argument, of which one is begun.
fn values(argument: &Arg, walk: &Walk<'_>, begun: &str) -> Offer {
    let language = words::language();
    let mut candidates: Vec<(String, String)> = argument
        .get_possible_values()
        .into_iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| {
            let help = value.get_help().map(ToString::to_string).unwrap_or_default();
            (value.get_name().to_owned(), words::help(language, &help).into_owned())
        })
        .collect();
    let path: Vec<&str> = walk.commands.iter().skip(1).map(|command| command.get_name()).collect();
    match (path.as_slice(), argument.get_id().as_str()) {
        (["login"], "device" | "account") | (_, "config") => {}
        (_, "account") => candidates.extend(settings(walk).map(|settings| profiles(&settings)).unwrap_or_default()),
        (_, "device") => candidates.extend(settings(walk).and_then(|settings| devices(&settings)).unwrap_or_default()),
        (["select", ..], "items") | (_, "category") => candidates.extend(categories(begun)),
        (["filter", ..], "number") => {
            let filters = settings(walk).map(|settings| filters(&settings, &settings.config.selection.filters));
            candidates.extend(filters.unwrap_or_default());
        }
        (["dual", ..], "number") => {
            let filters = settings(walk).map(|settings| filters(&settings, &settings.config.dual.filters));
            candidates.extend(filters.unwrap_or_default());
        }
        _ => {}
    }
    let files = match argument.get_value_hint() {
        ValueHint::AnyPath | ValueHint::FilePath => Files::All,
        ValueHint::DirPath => Files::Folders,
        _ => Files::None,
    };
    Offer { candidates, files }
}

/// Settings as the options on the command line that is being typed have them.
fn settings(walk: &Walk<'_>) -> Option<Settings> {
    let mut line = vec!["aosbox".to_owned()];
    for (option, value) in &walk.values {
        if matches!(*option, "config" | "account") {
            line.push(format!("--{option}={value}"));
        }
    }
    Settings::resolve(&Arguments::try_parse_from(line).ok()?.global).ok()
}

fn profiles(settings: &Settings) -> Vec<(String, String)> {
    let folder = &settings.folders.profiles;
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            let name = Path::new(&name)
                .file_stem()
                .filter(|_| Path::new(&name).extension().is_some_and(|end| end == "toml"))?;
            let name = name.to_str()?.to_owned();
            let profile = Profile::load(folder, &name).ok()??;
            Some((name, profile.store))
        })
        .collect();
    found.sort();
    found
}

fn devices(settings: &Settings) -> Option<Vec<(String, String)>> {
    let profile = Profile::load(&settings.folders.profiles, &settings.profile).ok()??;
    let file = settings.cache_of(&profile.account).join("catalog.sqlite");
    let devices = Catalog::open_if_there(&file, &profile.account).ok()??.devices().ok()?;
    Some(
        devices
            .into_iter()
            .filter(|device| !device.name.is_empty())
            .map(|device| (device.name, device.system))
            .collect(),
    )
}

/// Categories by their ids, or by their names in Japanese for who types these.
fn categories(begun: &str) -> Vec<(String, String)> {
    let offered = |category: Category| match (begun.is_ascii(), words::language()) {
        (false, _) => (category.japanese(), category.id()),
        (true, Language::English) => (category.id(), category.english()),
        (true, Language::Japanese) => (category.id(), category.japanese()),
    };
    Category::ALL.into_iter().map(offered).map(|(word, meaning)| (word.to_owned(), meaning.to_owned())).collect()
}

fn filters(settings: &Settings, filters: &[FilterConfig]) -> Vec<(String, String)> {
    let numbered = filters.iter().enumerate();
    numbered.map(|(place, filter)| ((place + 1).to_string(), rules::rule(settings, filter))).collect()
}
