//! Paths that mean something to the selection, as a tree: a walk goes down in it beside the file system, so that most entries are asked
//! about nothing.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    bits::Bits,
    pattern::{folded, normal},
};
use crate::model::Apath;

/// All of them. The first is the root.
#[derive(Debug, Clone)]
pub struct Marks {
    /// Whether names that differ by letters' case or composition are the same.
    folds: bool,
    marks: Vec<Mark>,
}

/// A path that means something, or that leads to one.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    below: BTreeMap<Box<[u8]>, usize>,
    /// Sources that begin here.
    pub sources: Bits,
    /// Whether sources begin further down.
    pub leads_to_sources: bool,
    /// Automatic exclusions of this very path.
    pub exclusions: Bits,
    /// Automatic exclusions with wildcards for something below.
    pub wild_exclusions: Bits,
    /// Filter rules of this path and what lies below.
    pub rules: Bits,
    /// Whether this program fills it.
    pub own: bool,
}

impl Marks {
    /// The root alone.
    pub fn new(folds: bool) -> Self {
        Self { folds, marks: vec![Mark::default()] }
    }

    /// The root's number.
    pub const ROOT: usize = 0;

    /// The mark of this number.
    pub fn get(&self, number: usize) -> Option<&Mark> {
        self.marks.get(number)
    }

    /// The mark of a path, made if there is none; `on_the_way` is told of every mark above it.
    pub fn make(&mut self, path: &Apath, mut on_the_way: impl FnMut(&mut Mark)) -> &mut Mark {
        let mut number = Self::ROOT;
        for name in path.components() {
            let (key, next) = (self.key(name).into_owned().into_boxed_slice(), self.marks.len());
            on_the_way(&mut self.marks[number]);
            number = *self.marks[number].below.entry(key).or_insert(next);
            if number == next {
                self.marks.push(Mark::default());
            }
        }
        &mut self.marks[number]
    }

    /// The mark of a name in the folder of a mark, with its number.
    pub fn child(&self, folder: Option<usize>, name: &[u8]) -> Option<(usize, &Mark)> {
        let below = &self.marks.get(folder?)?.below;
        if below.is_empty() {
            return None;
        }
        let number = *below.get(&*self.key(name))?;
        Some((number, self.marks.get(number)?))
    }

    /// Sources that begin below a mark, none of them within another: numbers of their marks, in the order of their names.
    pub fn sources_below(&self, number: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for &below in self.marks.get(number).iter().flat_map(|mark| mark.below.values()) {
            match self.marks.get(below) {
                Some(mark) if !mark.sources.is_empty() => found.push(below),
                Some(mark) if mark.leads_to_sources => found.extend(self.sources_below(below)),
                _ => {}
            }
        }
        found
    }

    /// Whether anything below a mark holds.
    pub fn any_below(&self, number: usize, holds: &impl Fn(&Mark) -> bool) -> bool {
        let below = self.marks.get(number).into_iter().flat_map(|mark| mark.below.values());
        below.copied().any(|below| self.marks.get(below).is_some_and(holds) || self.any_below(below, holds))
    }

    fn key<'a>(&self, name: &'a [u8]) -> Cow<'a, [u8]> {
        if !self.folds {
            return Cow::Borrowed(name);
        }
        match normal(name) {
            Cow::Borrowed(name) => folded(name),
            Cow::Owned(name) => Cow::Owned(folded(&name).into_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_below_are_the_topmost_ones() {
        let apath = |text: &str| Apath::from_bytes(text).unwrap();
        let mut marks = Marks::new(false);
        for (number, path) in ["/a/b/c", "/a/b", "/a/d/e", "/f"].into_iter().enumerate() {
            marks.make(&apath(path), |above| above.leads_to_sources = true).sources.insert(number);
        }
        let found: Vec<usize> = marks
            .sources_below(Marks::ROOT)
            .iter()
            .map(|&p| marks.get(p).unwrap().sources.iter().next().unwrap())
            .collect();
        assert_eq!(found, [1, 2, 3]);
        assert!(marks.child(Some(Marks::ROOT), b"A").is_none());
    }

    #[test]
    fn names_are_the_same_where_the_system_says_so() {
        let mut marks = Marks::new(true);
        marks.make(&Apath::from_bytes("/が/B").unwrap(), |_| {}).own = true;
        let (folder, _) = marks.child(Some(Marks::ROOT), "か\u{3099}".as_bytes()).unwrap();
        assert!(marks.child(Some(folder), b"b").unwrap().1.own);
    }
}
