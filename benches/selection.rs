//! What deciding costs: the part of a walk over many small files that goes into the decision, with fifty rules. Prints figures.
//!
//! `cargo bench --bench selection` makes 100,000 files in a temporary folder; `-- FOLDER` walks one that is there.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use aosbox::{
    config::selection::{ExclusionConfig, Expression, FilterConfig, SelectionConfig},
    model::{Category, Kind, Timestamp},
    platform::{self, Follow},
    scan::tour::{Step, Tour},
    selection::{Decision, Origin, Selection, Source, Wanted, pattern::Extensions},
};

const FOLDERS: usize = 1000;
const FILES: usize = 100;
const ROUNDS: u32 = 3;

fn main() {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let made = tempfile::tempdir().expect("a temporary folder");
    let folder = match given {
        Some(folder) => PathBuf::from(folder),
        None => {
            make(made.path());
            made.path().to_owned()
        }
    };
    let selection = selection(&folder);
    // Warm, so that the disk is not what is measured.
    walk(&selection);
    println!("{:>9} {:>10} {:>12} {:>12} {:>10} {:>8}", "entries", "taken", "walk", "decisions", "each", "share");
    for _ in 0..ROUNDS {
        let whole = cpu();
        let (entries, taken) = walk(&selection);
        let whole = cpu() - whole;
        let decisions = decide(&selection, &folder);
        println!(
            "{entries:>9} {taken:>10} {:>9.0} ms {:>9.0} ms {:>7} ns {:>6.1} %",
            whole.as_secs_f64() * 1e3,
            decisions.as_secs_f64() * 1e3,
            decisions.as_nanos() / u128::from(entries.max(1)),
            100.0 * decisions.as_secs_f64() / whole.as_secs_f64(),
        );
    }
}

/// Processor time of this process, all threads.
fn cpu() -> Duration {
    // The fields after the name in parentheses: the 12th and 13th are user and system time, in hundredths of a second.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A walk as an estimate's, without a catalog.
fn walk(selection: &Selection) -> (u64, u64) {
    let (mut entries, mut taken) = (0, 0);
    each_folder(selection, |_, seen, included| {
        entries += seen;
        taken += included;
    });
    (entries, taken)
}

fn each_folder(selection: &Selection, mut hear: impl FnMut(&Path, u64, u64)) {
    let mut tour: Tour<'_, ()> = Tour::new(selection);
    while let Some(step) = tour.step() {
        let (folder, entries) = match step {
            Step::Root { root, seen: Ok(platform::Seen::Entry(stat)), above } => {
                let name = root.apath.name().unwrap_or_default().to_vec();
                (above, vec![aosbox::model::Entry { name, stat }])
            }
            Step::Folder { folder, entries: Ok(entries), .. } => (folder, entries),
            _ => continue,
        };
        let (mut below, mut taken) = (Vec::new(), 0);
        for entry in &entries {
            let verdict = tour.verdict(&folder, entry);
            taken += u64::from(matches!(verdict.decision, Decision::Included));
            if entry.stat.kind == Kind::Folder && !matches!(verdict.decision, Decision::LeftOut(_)) {
                below.push(tour.enter(&folder, entry, verdict.sources, ()));
            }
        }
        hear(&folder.path, entries.len() as u64, taken);
        tour.descend(below);
    }
}

/// The time of all decisions alone, over entries that are listed before.
fn decide(selection: &Selection, folder: &Path) -> Duration {
    let apath = platform::apath(folder).expect("an absolute path");
    let view = selection.view(&apath).expect("it can be looked at").expect("it is selected");
    let mut time = Duration::ZERO;
    let mut ahead = vec![(view, apath, folder.to_owned())];
    while let Some((view, apath, path)) = ahead.pop() {
        let entries = aosbox::scan::list(apath.clone().into(), path.clone(), Follow::default()).entries;
        let entries = entries.expect("it can be listed");
        let began = Instant::now();
        let mut below = Vec::new();
        for entry in &entries {
            let verdict = selection.verdict(&view, entry);
            if entry.stat.kind == Kind::Folder && !matches!(verdict.decision, Decision::LeftOut(_)) {
                below.push((selection.enter(&view, &entry.name, verdict.sources, 0), &entry.name));
            }
        }
        time += began.elapsed();
        ahead.extend(below.into_iter().map(|(view, name)| {
            let text = platform::name_of_bytes(name).expect("a name of this system");
            (view, apath.join(name), path.join(text))
        }));
    }
    time
}

/// Fifty rules of all kinds, a category's worth of extensions, and the automatic exclusions.
fn selection(folder: &Path) -> Selection {
    let rule = |expression, regex| FilterConfig { expression: Some(expression), regex, ..FilterConfig::default() };
    let mut filters = Vec::new();
    for number in 0..20 {
        filters.push(rule(Expression::Exclude(format!("*.tmp{number};*.bak{number};~{number}*;cache{number}")), false));
        filters.push(FilterConfig {
            path: Some(folder.join(format!("{number:03}"))),
            ..rule(Expression::Exclude(format!("raw{number}/*.dat;*.o{number}")), false)
        });
    }
    for number in 0..5 {
        filters.push(rule(Expression::Exclude(format!(r"/never{number}/.*\.log$")), true));
        filters.push(FilterConfig { larger_than: Some(1 << (30 + number)), ..FilterConfig::default() });
    }
    filters[0].older_than = Some(Timestamp::new(0, 0));
    let config = SelectionConfig {
        filters,
        auto_exclude_added: vec![ExclusionConfig { path: folder.join("*/left out"), note: None }],
        ..SelectionConfig::default()
    };
    let extensions: Vec<String> = (0..300).map(|number| format!("x{number}")).collect();
    let extensions: Vec<&str> = extensions.iter().map(String::as_str).collect();
    let listed = Wanted::Extensions(Extensions::new(&extensions));
    let sources = vec![
        Source::new(Origin::Pick, folder, Wanted::Everything).expect("an absolute path"),
        Source::new(Origin::Category(Category::Office), folder, listed).expect("an absolute path"),
    ];
    Selection::new(sources, &config, Path::new("/home/somebody")).expect("these can be compiled")
}

fn make(folder: &Path) {
    for outer in 0..FOLDERS {
        let inside = folder.join(format!("{:03}/{:03}", outer % 100, outer));
        std::fs::create_dir_all(&inside).expect("it can be made");
        for file in 0..FILES {
            let name = format!("photo of day {file:04}.{}", ["jpg", "txt", "x7", "tar.gz"][file % 4]);
            std::fs::write(inside.join(name), b"small").expect("it can be written");
        }
    }
}
