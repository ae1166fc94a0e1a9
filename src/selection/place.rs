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
pub struct Places {
    /// Whether names that differ by letters' case or composition are the same.
    folds: bool,
    places: Vec<Place>,
}

/// A path that means something, or that leads to one.
#[derive(Debug, Clone, Default)]
pub struct Place {
    below: BTreeMap<Box<[u8]>, usize>,
    /// Sources that begin here.
    pub sources: Bits,
    /// Whether sources begin further down.
    pub leads_to_sources: bool,
    /// Automatic exclusions of this very path.
    pub exclusions: Bits,
    /// Filter rules of this path and what lies below.
    pub rules: Bits,
    /// Whether this program fills it.
    pub own: bool,
}

impl Places {
    /// The root alone.
    pub fn new(folds: bool) -> Self {
        Self { folds, places: vec![Place::default()] }
    }

    /// The root's number.
    pub const ROOT: usize = 0;

    /// The place of this number.
    pub fn get(&self, number: usize) -> Option<&Place> {
        self.places.get(number)
    }

    /// The place of a path, made if there is none; `on_the_way` is told of every place above it.
    pub fn make(&mut self, path: &Apath, mut on_the_way: impl FnMut(&mut Place)) -> &mut Place {
        let mut number = Self::ROOT;
        for name in path.components() {
            let (key, next) = (self.key(name).into_owned().into_boxed_slice(), self.places.len());
            on_the_way(&mut self.places[number]);
            number = *self.places[number].below.entry(key).or_insert(next);
            if number == next {
                self.places.push(Place::default());
            }
        }
        &mut self.places[number]
    }

    /// The place of a name in the folder of a place, with its number.
    pub fn child(&self, folder: Option<usize>, name: &[u8]) -> Option<(usize, &Place)> {
        let below = &self.places.get(folder?)?.below;
        if below.is_empty() {
            return None;
        }
        let number = *below.get(&*self.key(name))?;
        Some((number, self.places.get(number)?))
    }

    /// Sources that begin below a place, none of them within another: numbers of their places, in the order of their names.
    pub fn sources_below(&self, number: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for &below in self.places.get(number).iter().flat_map(|place| place.below.values()) {
            match self.places.get(below) {
                Some(place) if !place.sources.is_empty() => found.push(below),
                Some(place) if place.leads_to_sources => found.extend(self.sources_below(below)),
                _ => {}
            }
        }
        found
    }

    /// Whether anything below a place holds.
    pub fn any_below(&self, number: usize, holds: &impl Fn(&Place) -> bool) -> bool {
        let below = self.places.get(number).into_iter().flat_map(|place| place.below.values());
        below.copied().any(|below| self.places.get(below).is_some_and(holds) || self.any_below(below, holds))
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
        let mut places = Places::new(false);
        for (number, path) in ["/a/b/c", "/a/b", "/a/d/e", "/f"].into_iter().enumerate() {
            places.make(&apath(path), |above| above.leads_to_sources = true).sources.insert(number);
        }
        let found: Vec<usize> = places
            .sources_below(Places::ROOT)
            .iter()
            .map(|&p| places.get(p).unwrap().sources.iter().next().unwrap())
            .collect();
        assert_eq!(found, [1, 2, 3]);
        assert!(places.child(Some(Places::ROOT), b"A").is_none());
    }

    #[test]
    fn names_are_the_same_where_the_system_says_so() {
        let mut places = Places::new(true);
        places.make(&Apath::from_bytes("/が/B").unwrap(), |_| {}).own = true;
        let (folder, _) = places.child(Some(Places::ROOT), "か\u{3099}".as_bytes()).unwrap();
        assert!(places.child(Some(folder), b"b").unwrap().1.own);
    }
}
