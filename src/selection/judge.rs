//! The decision itself: what becomes of one entry of a folder, from what is known of the folder. Explanations ask the same function,
//! which then goes on asking where a backup would know enough.

use std::cell::{OnceCell, RefCell};

use super::{
    Marks, Selection,
    bits::Bits,
    pattern::{Name, normal},
};
use crate::{
    model::{Apath, Entry, FilterPart, Kind, Reason},
    platform,
};

/// What is asked about a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Does this program itself fill it?
    Own,
    /// Does it lie on another file system than its folder?
    FileSystem,
    /// Is it hidden?
    Hidden,
    /// Does an automatic exclusion mean it? Only those that do are heard of.
    Exclusion {
        /// Its number in [`Selection::exclusions`], from 1.
        number: usize,
    },
    /// Does part of a filter rule mean it?
    Rule {
        /// The rule's number in [`Selection::rules`], from 1.
        number: usize,
        /// The line of the settings file on which it begins; 0 if it is not from a file.
        line: usize,
        /// The part. `Only` matches what it wants; the others match what they leave out.
        part: FilterPart,
    },
    /// Is it larger than files may be at all?
    LargestFile,
    /// Does it lie in a cloud?
    Placeholder,
}

/// Whether a path goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is backed up.
    Included,
    /// A folder that is backed up once something below it is.
    IfUsed,
    /// A folder, or a link to one, that is left out itself; but something below it was picked.
    Passage,
    /// It is left out, with all below.
    LeftOut(Reason),
}

/// A decision, and who brought the path in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it goes along.
    pub decision: Decision,
    /// Numbers of the sources that take it, or for a folder those that may take something below it.
    pub sources: Bits,
    /// For a passage, why nothing else in it goes along.
    pub against: Option<Reason>,
}

/// What holds for all that a folder holds: made once for each folder on the way down.
#[derive(Debug, Clone)]
pub struct FolderView {
    /// The path as patterns see it.
    text: Vec<u8>,
    mark: Option<usize>,
    /// Sources that reach into it.
    sources: Bits,
    /// Automatic exclusions whose patterns may match in it or below.
    exclusions: Bits,
    /// Those of them whose patterns may match what it holds itself.
    exclusions_here: Bits,
    /// Rules in whose scope it lies.
    rules: Bits,
    /// Those of them that say what alone is wanted, with the deepest scope.
    only: Bits,
    /// The file system it lies on; 0 if that is not known.
    filesystem: u64,
    /// Room for the path of one entry after the other.
    room: RefCell<Vec<u8>>,
}

impl FolderView {
    /// Whether any source takes anything in the folder, other than what was picked further down.
    pub fn is_active(&self) -> bool {
        !self.sources.is_empty()
    }

    /// The file system it lies on; 0 if that is not known.
    pub fn filesystem(&self) -> u64 {
        self.filesystem
    }

    pub(super) fn mark(&self) -> Option<usize> {
        self.mark
    }

    pub(super) fn sources(&self) -> &Bits {
        &self.sources
    }

    pub(super) fn has_only(&self) -> bool {
        !self.only.is_empty()
    }
}

/// Hears each question of a decision.
pub trait Witness {
    /// Whether to go on asking when the decision is clear.
    const ALL: bool;
    /// A question was asked, and whether it matched.
    fn asked(&mut self, question: Question, matched: bool);
}

/// Nobody listens.
struct Nobody;

impl Witness for Nobody {
    const ALL: bool = false;
    fn asked(&mut self, _question: Question, _matched: bool) {}
}

impl Selection {
    /// The view of the root, above everything. Nothing reaches into it but a source at the root itself.
    pub fn outset(&self) -> FolderView {
        let root = self.marks.get(Marks::ROOT);
        let scoped = root.map(|root| root.rules.clone()).unwrap_or_default();
        let mut rules = self.sets.everywhere.clone();
        let mut only = intersection(&rules, &self.sets.only);
        if scoped.meets(&self.sets.only) {
            only = intersection(&scoped, &self.sets.only);
        }
        rules.add(&scoped);
        let sources = root.map(|root| root.sources.clone()).unwrap_or_default();
        let mut exclusions = self.sets.names_excluded.clone();
        if let Some(root) = root {
            exclusions.add(&root.wild_exclusions);
        }
        FolderView {
            text: Vec::new(),
            mark: Some(Marks::ROOT),
            sources,
            exclusions_here: exclusions.clone(),
            exclusions,
            rules,
            only,
            filesystem: 0,
            room: RefCell::default(),
        }
    }

    /// The view of a folder from which nothing is taken but what begins below: where a walk to a root sets out.
    pub fn passage(&self, folder: &Apath) -> FolderView {
        let mut view = self.outset();
        for name in folder.components() {
            view.sources.clear();
            view = self.enter(&view, name, Bits::default(), 0);
        }
        view
    }

    /// The view of a folder in the folder of a view: what `sources` (of its verdict) take in it. `filesystem` is where it lies.
    pub fn enter(&self, view: &FolderView, name: &[u8], sources: Bits, filesystem: u64) -> FolderView {
        let mark = self.marks.child(view.mark, name);
        let (mut rules, mut exclusions, mut only) = (view.rules.clone(), view.exclusions.clone(), None);
        if let Some((_, mark)) = mark {
            rules.add(&mark.rules);
            exclusions.add(&mark.wild_exclusions);
            only = Some(intersection(&mark.rules, &self.sets.only)).filter(|only| !only.is_empty());
        }
        let mut text = Vec::new();
        write_below(&mut text, &view.text, &normal(name));
        FolderView {
            mark: mark.map(|(number, _)| number),
            sources,
            exclusions_here: intersection(&exclusions, self.sets.excluded_at(slashes(&text) + 1)),
            exclusions,
            rules,
            only: only.unwrap_or_else(|| view.only.clone()),
            filesystem,
            room: RefCell::new(Vec::with_capacity(text.len() + 64)),
            text,
        }
    }

    /// Whether an entry of a folder goes along.
    pub fn decide(&self, view: &FolderView, entry: &Entry) -> Decision {
        self.verdict(view, entry).decision
    }

    /// Whether an entry of a folder goes along, and for whose sake.
    pub fn verdict(&self, view: &FolderView, entry: &Entry) -> Verdict {
        self.judge(view, entry, &mut Nobody)
    }

    pub(super) fn judge<W: Witness>(&self, view: &FolderView, entry: &Entry, witness: &mut W) -> Verdict {
        let is_folder = entry.stat.kind == Kind::Folder;
        let here = self.marks.child(view.mark, &entry.name).map(|(_, mark)| mark);
        let leads_on = here.is_some_and(|mark| mark.leads_to_sources);
        let begins = here.is_some_and(|mark| !mark.sources.is_empty());
        let left_out = |reason| {
            let passes = leads_on && entry.stat.kind != Kind::File;
            let decision = if passes { Decision::Passage } else { Decision::LeftOut(reason) };
            Verdict { decision, sources: Bits::default(), against: Some(reason) }
        };
        if is_folder && here.is_some_and(|mark| mark.own) {
            witness.asked(Question::Own, true);
            return left_out(Reason::Own);
        }
        if view.sources.is_empty() && !begins {
            return left_out(Reason::NotSelected);
        }
        let (name, path) = (Name::new(&entry.name), OnceCell::new());
        let mut asking = Asking { selection: self, view, entry, name, path, witness };
        let joined;
        let rules = match here {
            Some(mark) if !mark.rules.is_empty() => {
                let mut rules = view.rules.clone();
                rules.add(&mark.rules);
                joined = rules;
                &joined
            }
            _ => &view.rules,
        };
        let counting = if is_folder { intersection(rules, &self.sets.exclude) } else { rules.clone() };
        let matched = asking.matched_rules(&counting);
        // What stands against a path stands only against sources from further up.
        let mut against = if view.sources.is_empty() { None } else { asking.obstacle(here.map(|it| &it.exclusions)) };
        if is_folder && !view.sources.is_empty() {
            against = against.or(asking.excluding_rule(&matched, rules));
        }
        let mut sources = if against.is_some() { Bits::default() } else { view.sources.clone() };
        if let Some(mark) = here {
            sources.add(&mark.sources);
        }
        let taken = if is_folder { asking.reaching(&sources) } else { asking.taking(&sources) };
        // A link that leads to what was picked is the folder that it leads to.
        if taken.is_empty() || (entry.stat.kind == Kind::Symlink && leads_on) {
            return left_out(against.unwrap_or(Reason::NotSelected));
        }
        if is_folder {
            if asking.is_placeholder() {
                return left_out(Reason::Placeholder);
            }
            let whole = taken.meets(&self.sets.folders) || asking.is_named(&taken);
            let decision = if whole && !self.skip_empty_folders { Decision::Included } else { Decision::IfUsed };
            return Verdict { decision, sources: taken, against: None };
        }
        let only = here.map(|mark| intersection(&mark.rules, &self.sets.only)).filter(|only| !only.is_empty());
        let reason = asking.file_reason(&matched, rules, only.as_ref().unwrap_or(&view.only));
        match reason {
            Some(reason) => left_out(reason),
            None => Verdict { decision: Decision::Included, sources: taken, against: None },
        }
    }
}

/// One entry, and who asks about it.
struct Asking<'a, W> {
    selection: &'a Selection,
    view: &'a FolderView,
    entry: &'a Entry,
    name: Name<'a>,
    /// Made when the first pattern asks for it, in the view's room.
    path: OnceCell<Vec<u8>>,
    witness: &'a mut W,
}

impl<W> Drop for Asking<'_, W> {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            self.view.room.replace(path);
        }
    }
}

impl<W: Witness> Asking<'_, W> {
    fn path(&self) -> &[u8] {
        self.path.get_or_init(|| {
            let mut path = self.view.room.take();
            path.clear();
            write_below(&mut path, &self.view.text, self.name.normal());
            path
        })
    }

    fn matched_rules(&self, counting: &Bits) -> Bits {
        let mut matched = Bits::default();
        if !counting.is_empty() {
            self.selection.patterns.rules.find(&self.name, || self.path(), counting, &mut matched);
        }
        matched
    }

    /// What keeps a path from sources further up, filter rules aside.
    fn obstacle(&mut self, excluded: Option<&Bits>) -> Option<Reason> {
        let (selection, stat) = (self.selection, &self.entry.stat);
        let mut against = None;
        if stat.kind == Kind::Folder && !selection.cross_file_systems {
            let other = self.view.filesystem != 0 && stat.filesystem != 0 && self.view.filesystem != stat.filesystem;
            self.witness.asked(Question::FileSystem, other);
            against = other.then_some(Reason::FileSystem);
        }
        if against.is_none() || W::ALL {
            if !selection.hidden {
                let hidden = (selection.system.is_hidden)(&self.entry.name, stat);
                self.witness.asked(Question::Hidden, hidden);
                against = against.or(hidden.then_some(Reason::Hidden));
            }
            let mut found = Bits::default();
            if !self.view.exclusions_here.is_empty() {
                let set = &selection.patterns.exclusions;
                set.find(&self.name, || self.path(), &self.view.exclusions_here, &mut found);
            }
            if let Some(excluded) = excluded {
                found.add(excluded);
            }
            if let Some(number) = found.iter().next()
                && let Some(exclusion) = selection.exclusions.get(number)
            {
                self.witness.asked(Question::Exclusion { number: number + 1 }, true);
                against = against.or(Some(Reason::Excluded { number: number + 1, note: exclusion.note }));
            }
        }
        against
    }

    /// The first rule that leaves the entry out by its expression.
    fn excluding_rule(&mut self, matched: &Bits, rules: &Bits) -> Option<Reason> {
        let excluding = intersection(rules, &self.selection.sets.exclude);
        if W::ALL {
            for number in excluding.iter() {
                self.ask_rule(number, FilterPart::Exclude, matched.contains(number));
            }
        }
        matched.first_common(&excluding).map(|number| self.rule_reason(number, FilterPart::Exclude))
    }

    /// Why a file or link that a source takes is left out.
    fn file_reason(&mut self, matched: &Bits, rules: &Bits, only: &Bits) -> Option<Reason> {
        let (selection, stat) = (self.selection, &self.entry.stat);
        let mut reason = self.excluding_rule(matched, rules);
        if W::ALL {
            for number in only.iter() {
                self.ask_rule(number, FilterPart::Only, matched.contains(number));
            }
        }
        if let Some(first) = only.iter().next().filter(|_| !matched.meets(only)) {
            reason = reason.or(Some(self.rule_reason(first, FilterPart::Only)));
        }
        if stat.kind != Kind::File || (reason.is_some() && !W::ALL) {
            return reason;
        }
        if rules.meets(&selection.sets.measured) {
            for number in intersection(rules, &selection.sets.measured).iter() {
                let Some(rule) = selection.rules.get(number) else { continue };
                let parts = [
                    (FilterPart::LargerThan, rule.larger_than.map(|size| stat.size > size)),
                    (FilterPart::OlderThan, rule.older_than.map(|time| stat.modified < time)),
                ];
                for (part, leaves_out) in parts {
                    let Some(leaves_out) = leaves_out else { continue };
                    self.ask_rule(number, part, leaves_out);
                    if leaves_out {
                        reason = reason.or(Some(self.rule_reason(number, part)));
                    }
                }
            }
        }
        if let Some(largest) = selection.largest_file {
            self.witness.asked(Question::LargestFile, stat.size > largest);
            if stat.size > largest {
                reason = reason.or(Some(Reason::TooLarge));
            }
        }
        if self.is_placeholder() {
            reason = reason.or(Some(Reason::Placeholder));
        }
        reason
    }

    fn is_placeholder(&mut self) -> bool {
        let selection = self.selection;
        if selection.cloud_files {
            return false;
        }
        let placeholder = (selection.system.is_placeholder)(&self.entry.stat);
        if placeholder {
            self.witness.asked(Question::Placeholder, true);
        }
        placeholder
    }

    /// Those of the sources that may take something in a folder.
    fn reaching(&self, sources: &Bits) -> Bits {
        self.without_named(sources, |patterns, below| patterns.take(below) || patterns.may_take_below(below))
    }

    /// Those of the sources that take a file or link.
    fn taking(&self, sources: &Bits) -> Bits {
        let sets = &self.selection.sets;
        let mut taking = intersection(sources, &sets.everything);
        if sources.meets(&sets.but) || sources.meets(&sets.listed) {
            let mut found = Bits::default();
            self.selection.patterns.sources.find(&self.name, || self.path(), sources, &mut found);
            for number in intersection(sources, &sets.listed).iter().filter(|number| found.contains(*number)) {
                taking.insert(number);
            }
            for number in intersection(sources, &sets.but).iter().filter(|number| !found.contains(*number)) {
                taking.insert(number);
            }
        }
        for (number, length, patterns) in sets.named.iter().filter(|(number, ..)| sources.contains(*number)) {
            if patterns.take(self.path().get(*length..).unwrap_or_default()) {
                taking.insert(*number);
            }
        }
        taking
    }

    /// Whether a folder is what a pattern names, or lies in it.
    fn is_named(&self, sources: &Bits) -> bool {
        let mut named = self.selection.sets.named.iter().filter(|(number, ..)| sources.contains(*number));
        named.any(|(_, length, patterns)| patterns.take(self.path().get(*length..).unwrap_or_default()))
    }

    fn without_named(&self, sources: &Bits, stays: impl Fn(&super::Patterns, &[u8]) -> bool) -> Bits {
        let named = &self.selection.sets.named;
        if !named.iter().any(|(number, ..)| sources.contains(*number)) {
            return sources.clone();
        }
        let path = self.path();
        let goes = |number: usize| {
            named.iter().any(|(named, length, patterns)| {
                *named == number && !stays(patterns, path.get(*length..).unwrap_or_default())
            })
        };
        sources.iter().filter(|number| !goes(*number)).collect()
    }

    fn ask_rule(&mut self, number: usize, part: FilterPart, matched: bool) {
        let line = self.selection.rules.get(number).map_or(0, |rule| rule.line);
        self.witness.asked(Question::Rule { number: number + 1, line, part }, matched);
    }

    fn rule_reason(&self, number: usize, part: FilterPart) -> Reason {
        let line = self.selection.rules.get(number).map_or(0, |rule| rule.line);
        Reason::Filter { number: number + 1, line, part }
    }
}

fn intersection(one: &Bits, other: &Bits) -> Bits {
    let mut both = one.clone();
    both.keep(other);
    both
}

/// A path as patterns see it: `/home/u`, `C:/Users`, `//server/share`; empty for the root.
pub fn text_of(path: &Apath) -> Vec<u8> {
    path.components().fold(Vec::new(), |above, name| {
        let mut text = Vec::new();
        write_below(&mut text, &above, &normal(name));
        text
    })
}

/// How many names come one below the other in a path as patterns see it.
pub fn slashes(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'/').count()
}

fn write_below(text: &mut Vec<u8>, folder: &[u8], name: &[u8]) {
    text.reserve(folder.len() + 1 + name.len());
    if folder.is_empty() && !platform::PATHS_BEGIN_WITH_SLASH {
        // A drive, or a share with its backslashes.
        text.extend(name.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }));
        return;
    }
    text.extend_from_slice(folder);
    text.push(b'/');
    text.extend_from_slice(name);
}
