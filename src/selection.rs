//! What is to be backed up: the one place that decides for every path whether it goes along, and why. Backups, estimates and
//! explanations ask it. `docs/selection.md` says for people what is decided here.

mod bits;
pub mod category;
pub mod exclusion;
pub mod explain;
mod judge;
mod marks;
pub mod membership;
pub mod pattern;
pub mod places;
mod set;
pub mod source;

use std::path::{Path, PathBuf};

pub use self::{
    bits::Bits,
    exclusion::Exclusion,
    judge::{Decision, FolderView, Verdict},
    source::{Origin, Source, Wanted},
};
use self::{marks::Marks, pattern::Patterns, set::PatternSet};
use crate::{
    config::selection::{Expression, FilterConfig, SelectionConfig},
    error::{Error, Result, SettingMistake},
    model::{Apath, FileOperation, Stat},
    platform,
};

/// The folders and files to back up, and which of what lies below is left out.
#[derive(Debug, Clone)]
pub struct Selection {
    sources: Vec<Source>,
    exclusions: Vec<Exclusion>,
    rules: Vec<FilterConfig>,
    marks: Marks,
    sets: Sets,
    patterns: Compiled,
    largest_file: Option<u64>,
    hidden: bool,
    skip_empty_folders: bool,
    cloud_files: bool,
    cross_file_systems: bool,
    follow: platform::Follow,
    system: System,
}

/// What a decision needs to know of the system; tests put another's in its place.
#[derive(Debug, Clone, Copy)]
struct System {
    folds: bool,
    is_hidden: fn(&[u8], &Stat) -> bool,
    is_placeholder: fn(&Stat) -> bool,
}

const SYSTEM: System = System {
    folds: platform::CASE_INSENSITIVE,
    is_hidden: platform::is_hidden,
    is_placeholder: platform::is_placeholder,
};

/// Numbers of sources and rules by what they ask for.
#[derive(Debug, Clone, Default)]
struct Sets {
    /// Sources that take everything.
    everything: Bits,
    /// Sources that take all but some extensions.
    but: Bits,
    /// Sources that take some extensions.
    listed: Bits,
    /// Sources that take what patterns name, with the length of their own path as patterns see it.
    named: Vec<(usize, usize, Patterns)>,
    /// Sources that take folders for their own sake.
    folders: Bits,
    /// Automatic exclusions of names, wherever they are.
    names_excluded: Bits,
    /// Automatic exclusions whose patterns match at any depth.
    excluded_deep: Bits,
    /// By depth, those that may match there; the last one is for all that is deeper.
    excluded_at: Vec<Bits>,
    /// Rules without a path.
    everywhere: Bits,
    only: Bits,
    exclude: Bits,
    /// Rules that look at size or date.
    measured: Bits,
}

/// Patterns by who asks for them.
#[derive(Debug, Clone, Default)]
struct Compiled {
    /// Of sources: letters' case never counts.
    sources: PatternSet,
    exclusions: PatternSet,
    rules: PatternSet,
}

/// A folder or file to begin a walk at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Where it is.
    pub path: PathBuf,
    /// Where that is in the catalog.
    pub apath: Apath,
    /// Whether it was picked, so that it is missed when it is not there.
    pub picked: bool,
}

impl Sets {
    /// Takes note of where an automatic exclusion may match: `*` stays within a name, so that mostly there is one depth.
    fn exclude_at(&mut self, number: usize, path: &[u8]) {
        let depth = judge::slashes(path);
        // A class may have a slash in it.
        if depth > 100 || path.contains(&b'[') || path.windows(2).any(|two| two == b"**") {
            self.excluded_deep.insert(number);
            return;
        }
        if self.excluded_at.len() <= depth {
            self.excluded_at.resize(depth + 1, Bits::default());
        }
        self.excluded_at[depth].insert(number);
    }

    /// Automatic exclusions that may match paths with so many slashes.
    fn excluded_at(&self, depth: usize) -> &Bits {
        self.excluded_at.get(depth).or(self.excluded_at.last()).unwrap_or(&self.names_excluded)
    }
}

impl Selection {
    /// What these sources bring in, as far as the settings let it. `home` is the home folder, where most automatic exclusions are.
    pub fn new(sources: Vec<Source>, config: &SelectionConfig, home: &Path) -> Result<Self> {
        Self::on(SYSTEM, sources, config, home)
    }

    /// Picked paths, taken from `current` where relative, and nothing left out.
    pub fn of_paths(paths: &[PathBuf], current: &Path) -> Result<Self> {
        let sources = paths.iter().map(|path| Source::pick(path, current)).collect::<Result<_>>()?;
        let config = SelectionConfig { auto_exclude: false, ..SelectionConfig::default() };
        Self::new(sources, &config, current)
    }

    fn on(system: System, mut sources: Vec<Source>, config: &SelectionConfig, home: &Path) -> Result<Self> {
        sources.sort_by(|a, b| a.apath.components().cmp(b.apath.components()).then(a.origin.cmp(&b.origin)));
        sources.dedup();
        let mut selection = Self {
            sources: Vec::new(),
            exclusions: exclusion::all(config, home),
            rules: config.filters.clone(),
            marks: Marks::new(system.folds),
            sets: Sets::default(),
            patterns: Compiled {
                sources: PatternSet::new(true),
                exclusions: PatternSet::new(system.folds),
                rules: PatternSet::new(system.folds),
            },
            largest_file: None,
            hidden: config.hidden,
            skip_empty_folders: config.skip_empty_folders,
            cloud_files: config.cloud_files,
            cross_file_systems: config.cross_file_systems,
            follow: platform::Follow { symlinks: config.follow_symlinks, junctions: config.follow_junctions },
            system,
        };
        for source in sources {
            selection.add_source(source);
        }
        if config.auto_exclude {
            for number in 0..selection.exclusions.len() {
                selection.add_exclusion(number);
            }
        }
        selection.sets.excluded_at.push(Bits::default());
        for at_depth in &mut selection.sets.excluded_at {
            at_depth.add(&selection.sets.names_excluded);
            at_depth.add(&selection.sets.excluded_deep);
        }
        for number in 0..selection.rules.len() {
            selection.add_rule(number)?;
        }
        let Compiled { sources, exclusions, rules } = &mut selection.patterns;
        for set in [sources, exclusions, rules] {
            // Each expression alone can be compiled, so that together they are too much.
            set.compile().map_err(|error| setting("[[filter]]".to_owned(), &error))?;
        }
        Ok(selection)
    }

    fn add_source(&mut self, source: Source) {
        let (number, sets) = (self.sources.len(), &mut self.sets);
        let mark = self.marks.make(&source.apath, |above| above.leads_to_sources = true);
        mark.sources.insert(number);
        match &source.wanted {
            Wanted::Everything => sets.everything.insert(number),
            Wanted::EverythingBut(extensions) => {
                sets.but.insert(number);
                self.patterns.sources.add_extensions(number, extensions);
            }
            Wanted::Extensions(extensions) => {
                sets.listed.insert(number);
                self.patterns.sources.add_extensions(number, extensions);
            }
            Wanted::Names(patterns) => {
                sets.named.push((number, judge::text_of(&source.apath).len(), patterns.clone()));
            }
        }
        if source.wanted.takes_folders() {
            sets.folders.insert(number);
        }
        self.sources.push(source);
    }

    fn add_exclusion(&mut self, number: usize) {
        let Some(exclusion) = self.exclusions.get(number).filter(|exclusion| !exclusion.removed) else {
            return;
        };
        let text = exclusion.place.to_string_lossy();
        let Some(apath) = platform::apath(&exclusion.place) else {
            self.sets.names_excluded.insert(number);
            self.patterns.exclusions.add_wildcard(number, &text, None);
            return;
        };
        // A name may have brackets of its own, so that the path counts as it stands, too.
        self.marks.make(&apath, |_| {}).exclusions.insert(number);
        if pattern::is_wild(&text) {
            let path = judge::text_of(&apath);
            self.sets.exclude_at(number, &path);
            self.patterns.exclusions.add_path(number, &path);
            let plain = |name: &&[u8]| !pattern::is_wild(&String::from_utf8_lossy(name));
            let above = apath.components().take_while(plain).fold(Apath::ROOT, |above, name| above.join(name));
            self.marks.make(&above, |_| {}).wild_exclusions.insert(number);
        }
    }

    fn add_rule(&mut self, number: usize) -> Result<()> {
        let Some(rule) = self.rules.get(number) else { return Ok(()) };
        let scope =
            match &rule.path {
                Some(path) => Some(platform::apath(path).ok_or_else(|| Error::Setting {
                    place: path.display().to_string(),
                    mistake: SettingMistake::Steps,
                })?),
                None => None,
            };
        match &scope {
            Some(scope) => self.marks.make(scope, |_| {}).rules.insert(number),
            None => self.sets.everywhere.insert(number),
        }
        if rule.larger_than.is_some() || rule.older_than.is_some() {
            self.sets.measured.insert(number);
        }
        let text = match &rule.expression {
            Some(Expression::Only(text)) => {
                self.sets.only.insert(number);
                text
            }
            Some(Expression::Exclude(text)) => {
                self.sets.exclude.insert(number);
                text
            }
            None => return Ok(()),
        };
        if rule.regex {
            let place = format!("[[filter]] {} (line {})", number + 1, rule.line);
            return self
                .patterns
                .rules
                .add_regex(number, text, scope.is_some())
                .map_err(|error| setting(place, &error));
        }
        let scope = scope.map(|scope| judge::text_of(&scope));
        self.patterns.rules.add_list(number, text, scope.as_deref());
        Ok(())
    }

    /// Leaves out files larger than this many bytes.
    #[must_use]
    pub fn with_largest_file(self, largest_file: Option<u64>) -> Self {
        Self { largest_file, ..self }
    }

    /// Leaves out folders that this program itself fills, which a backup would chase after for ever.
    #[must_use]
    pub fn without_own(mut self, folders: &[PathBuf]) -> Self {
        // Links may lead to them: they are known by where they really are, too.
        let real = folders.iter().filter_map(|folder| std::fs::canonicalize(folder).ok());
        for apath in folders.iter().cloned().chain(real).filter_map(|folder| platform::apath(&folder)) {
            self.marks.make(&apath, |_| {}).own = true;
        }
        self
    }

    /// Whether a path is one of the folders that this program fills, or lies in one.
    pub fn is_own(&self, path: &Apath) -> bool {
        let mut number = Some(Marks::ROOT);
        path.components().any(|name| match self.marks.child(number, name) {
            Some((below, mark)) => {
                number = Some(below);
                mark.own
            }
            None => {
                number = None;
                false
            }
        })
    }

    /// What brings paths in, in the order of their paths; [`Verdict::sources`] has their numbers.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The filter rules in their order.
    pub fn rules(&self) -> &[FilterConfig] {
        &self.rules
    }

    /// All automatic exclusions, those that are removed too.
    pub fn exclusions(&self) -> &[Exclusion] {
        &self.exclusions
    }

    /// Which links are followed.
    pub fn follow(&self) -> platform::Follow {
        self.follow
    }

    /// Whether folders of other file systems go along.
    pub fn crosses_file_systems(&self) -> bool {
        self.cross_file_systems
    }

    /// Where walks begin: the sources in the order of their paths, none within another.
    pub fn roots(&self) -> Vec<Root> {
        let root = self.marks.get(Marks::ROOT).filter(|root| !root.sources.is_empty());
        match root {
            Some(_) => self.root_at(Marks::ROOT).into_iter().collect(),
            None => self.roots_below(Marks::ROOT),
        }
    }

    /// The roots below a path that does not go along itself, in the order of their paths.
    pub fn roots_within(&self, path: &Apath) -> Vec<Root> {
        let mut number = Some(Marks::ROOT);
        for name in path.components() {
            number = self.marks.child(number, name).map(|(number, _)| number);
        }
        number.map(|number| self.roots_below(number)).unwrap_or_default()
    }

    fn roots_below(&self, number: usize) -> Vec<Root> {
        self.marks.sources_below(number).into_iter().filter_map(|number| self.root_at(number)).collect()
    }

    fn root_at(&self, number: usize) -> Option<Root> {
        let here = &self.marks.get(number)?.sources;
        let mut sources = here.iter().filter_map(|number| self.sources.get(number)).peekable();
        let first = *sources.peek()?;
        let picked = sources.any(|source| source.origin == Origin::Pick);
        Some(Root { path: first.path.clone(), apath: first.apath.clone(), picked })
    }
}

fn setting(place: String, error: &regex::Error) -> Error {
    Error::Setting { place, mistake: SettingMistake::Expression(error.to_string()) }
}

/// A path made absolute and free of steps, its own last link not followed: `dir/..` means what the system means by it.
pub fn absolute(path: &Path, current: &Path) -> Result<PathBuf> {
    let joined = current.join(path);
    let has_steps = joined.components().any(|part| matches!(part, std::path::Component::ParentDir));
    if !has_steps {
        let absolute = std::path::absolute(&joined).map_err(Error::file(FileOperation::Resolve, joined))?;
        return Ok(platform::as_stored(absolute));
    }
    std::fs::canonicalize(&joined).map_err(Error::file(FileOperation::Resolve, joined))
}

#[cfg(all(test, unix))]
mod model_test;

#[cfg(all(test, unix))]
mod tests;
