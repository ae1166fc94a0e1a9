//! Why a path goes along or not, with every question that was asked on the way to it.

use std::io;

pub use super::judge::Question;
use super::{
    Bits, Decision, FolderView, Selection,
    judge::{Verdict, Witness},
    marks::Mark,
};
use crate::{
    model::{Apath, Entry, Kind, Reason, Stat, Timestamp},
    platform::{self, Seen},
};

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The path that was asked about: the one in question, or a folder above it.
    pub path: Apath,
    /// What was asked.
    pub question: Question,
    /// Whether it matched.
    pub matched: bool,
}

/// Why a path goes along or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The path.
    pub path: Apath,
    /// What it is; `None` if it is not there, and was asked about as an empty file of today would be.
    pub kind: Option<Kind>,
    /// Numbers in [`Selection::sources`] of those in whose folders it lies, whether they take it or not.
    pub within: Vec<usize>,
    /// Numbers of those that bring it in: more than one where categories and picks overlap.
    pub brought_in_by: Vec<usize>,
    /// Every question, from the outermost folder to the path itself.
    pub asked: Vec<Asked>,
    /// What was decided.
    pub decision: Decision,
    /// The path on which it was decided: the one in question, or a folder above it.
    pub decided_at: Apath,
}

/// How much of what lies below a path goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All of it, as far as paths tell: what is asked of names everywhere may still leave out single files.
    In,
    /// None of it.
    Out,
    /// Some of it.
    Partly,
}

struct Recorder {
    path: Apath,
    asked: Vec<Asked>,
}

impl Witness for Recorder {
    const ALL: bool = true;

    fn asked(&mut self, question: Question, matched: bool) {
        self.asked.push(Asked { path: self.path.clone(), question, matched });
    }
}

impl Selection {
    /// Why a path goes along or not. It need not be there; the folders above it are looked at.
    pub fn explain(&self, path: &Apath) -> io::Result<Explanation> {
        let within = self.sources.iter().enumerate().filter(|(_, source)| path.is_within(&source.apath));
        let mut explanation = Explanation {
            path: path.clone(),
            kind: Some(Kind::Folder),
            within: within.map(|(number, _)| number).collect(),
            brought_in_by: Vec::new(),
            asked: Vec::new(),
            decision: Decision::Passage,
            decided_at: Apath::ROOT,
        };
        let mut view = self.outset();
        if view.is_active() {
            explanation.decision = Decision::Included;
            explanation.brought_in_by = view_sources(&view);
        }
        let mut recorder = Recorder { path: Apath::ROOT, asked: Vec::new() };
        let mut barred: Option<(Reason, Apath)> = None;
        for name in path.components() {
            recorder.path = recorder.path.join(name);
            let stat = self.look(&recorder.path, &view)?;
            let entry = Entry { name: name.to_vec(), stat: stat.unwrap_or_else(|| nothing(recorder.path != *path)) };
            let Verdict { decision, sources, against } = self.judge(&view, &entry, &mut recorder);
            explanation.kind = stat.map(|stat| stat.kind);
            explanation.decision = decision;
            explanation.decided_at = recorder.path.clone();
            explanation.brought_in_by = sources.iter().collect();
            match (decision, &barred) {
                // Whoever shut the folder above it has decided, too.
                (Decision::LeftOut(Reason::NotSelected), Some((reason, at))) => {
                    explanation.decision = Decision::LeftOut(*reason);
                    explanation.decided_at = Apath::clone(at);
                    break;
                }
                (Decision::LeftOut(_), _) => break,
                (Decision::Passage, Some(_)) => {}
                (Decision::Passage, None) => {
                    barred = against
                        .filter(|reason| *reason != Reason::NotSelected)
                        .map(|reason| (reason, recorder.path.clone()));
                }
                (Decision::Included | Decision::IfUsed, _) => barred = None,
            }
            view = self.enter(&view, name, sources, entry.stat.filesystem);
        }
        explanation.asked = recorder.asked;
        Ok(explanation)
    }

    /// The view of a folder, for [`Selection::state`] of what it holds; `None` where neither it nor anything below goes along.
    pub fn view(&self, folder: &Apath) -> io::Result<Option<FolderView>> {
        let mut view = self.outset();
        let mut path = Apath::ROOT;
        for name in folder.components() {
            path = path.join(name);
            let stat = self.look(&path, &view)?.unwrap_or_else(|| nothing(true));
            let Verdict { decision, sources, .. } = self.verdict(&view, &Entry { name: name.to_vec(), stat });
            if matches!(decision, Decision::LeftOut(_)) {
                return Ok(None);
            }
            view = self.enter(&view, name, sources, stat.filesystem);
        }
        Ok(Some(view))
    }

    /// How much of an entry of a folder goes along.
    pub fn state(&self, view: &FolderView, entry: &Entry) -> State {
        let Verdict { decision, sources, .. } = self.verdict(view, entry);
        match decision {
            Decision::LeftOut(_) => State::Out,
            Decision::Passage => State::Partly,
            Decision::Included | Decision::IfUsed if entry.stat.kind == Kind::Folder => {
                self.folder_state(view, &entry.name, &sources)
            }
            Decision::Included | Decision::IfUsed => State::In,
        }
    }

    fn folder_state(&self, view: &FolderView, name: &[u8], sources: &Bits) -> State {
        let within = self.enter(view, name, sources.clone(), 0);
        let narrows = |mark: &Mark| mark.own || !mark.exclusions.is_empty() || !mark.rules.is_empty();
        let narrowed = self.marks.child(view.mark(), name).is_some_and(|(number, mark)| {
            // An exclusion of this very path has given way.
            !mark.rules.is_empty() || self.marks.any_below(number, &narrows)
        });
        let whole = sources.meets(&self.sets.everything) || sources.meets(&self.sets.but);
        if whole && !narrowed && !within.has_only() { State::In } else { State::Partly }
    }

    /// What a path is, as a walk would see it: through the links that are followed and those that lead to what was picked.
    fn look(&self, path: &Apath, view: &FolderView) -> io::Result<Option<Stat>> {
        let Some(here) = platform::path_of(path) else { return Ok(None) };
        let stat = match platform::stat(&here) {
            Ok(Seen::Entry(stat)) => stat,
            Ok(Seen::Special) => return Ok(None),
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        if stat.kind == Kind::Symlink
            && view.is_active()
            && let Some((_, followed)) = platform::follow(&here, self.follow)
        {
            return Ok(Some(followed));
        }
        Ok(Some(stat))
    }
}

fn view_sources(view: &FolderView) -> Vec<usize> {
    view.sources().iter().collect()
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// What stands for a path that is not there: a folder, or an empty file that is not old.
pub(super) fn nothing(is_folder: bool) -> Stat {
    Stat {
        kind: if is_folder { Kind::Folder } else { Kind::File },
        size: 0,
        modified: Timestamp { seconds: i64::MAX, nanoseconds: 0 },
        changed: Timestamp::default(),
        created: None,
        inode: 0,
        filesystem: 0,
        links: 1,
        mode: 0,
        user: 0,
        group: 0,
        attributes: 0,
        allocated: 0,
    }
}
