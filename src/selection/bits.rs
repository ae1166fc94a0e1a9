//! Sets of small numbers: which rules matched, which sources are at hand.

/// A set of numbers. The first 64 take no memory of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    low: u64,
    high: Vec<u64>,
}

impl Bits {
    /// Adds a number.
    pub fn insert(&mut self, number: usize) {
        match number.checked_sub(64) {
            None => self.low |= 1 << number,
            Some(rest) => {
                let word = rest / 64;
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                self.high[word] |= 1 << (rest % 64);
            }
        }
    }

    /// Adds all of another set.
    pub fn add(&mut self, other: &Bits) {
        self.low |= other.low;
        if self.high.len() < other.high.len() {
            self.high.resize(other.high.len(), 0);
        }
        for (mine, theirs) in self.high.iter_mut().zip(&other.high) {
            *mine |= theirs;
        }
    }

    /// Keeps only what is in another set, too.
    pub fn keep(&mut self, other: &Bits) {
        self.low &= other.low;
        self.high.truncate(other.high.len());
        for (mine, theirs) in self.high.iter_mut().zip(&other.high) {
            *mine &= theirs;
        }
    }

    /// Removes all.
    pub fn clear(&mut self) {
        self.low = 0;
        self.high.clear();
    }

    /// Whether a number is in it.
    pub fn contains(&self, number: usize) -> bool {
        match number.checked_sub(64) {
            None => self.low >> number & 1 == 1,
            Some(rest) => self.high.get(rest / 64).is_some_and(|word| word >> (rest % 64) & 1 == 1),
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.low == 0 && self.high.iter().all(|word| *word == 0)
    }

    /// The smallest number that is in both.
    pub fn first_common(&self, other: &Bits) -> Option<usize> {
        let low = self.low & other.low;
        if low != 0 {
            return Some(low.trailing_zeros() as usize);
        }
        let words = self.high.iter().zip(&other.high).map(|(mine, theirs)| mine & theirs);
        let (word, common) = words.enumerate().find(|(_, common)| *common != 0)?;
        Some(64 + word * 64 + common.trailing_zeros() as usize)
    }

    /// Whether any number is in both.
    pub fn meets(&self, other: &Bits) -> bool {
        self.first_common(other).is_some()
    }

    /// The numbers, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        let words = std::iter::once(self.low).chain(self.high.iter().copied());
        words.enumerate().flat_map(|(word, mut bits)| {
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(word * 64 + bit)
            })
        })
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut bits = Self::default();
        for number in numbers {
            bits.insert(number);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_are_a_set(one in prop::collection::btree_set(0usize..300, 0..20), two in prop::collection::btree_set(0usize..300, 0..20)) {
            let (mut bits, other): (Bits, Bits) = (one.iter().copied().collect(), two.iter().copied().collect());
            prop_assert_eq!(bits.iter().collect::<BTreeSet<_>>(), one.clone());
            prop_assert_eq!(bits.first_common(&other), one.intersection(&two).next().copied());
            prop_assert_eq!(bits.is_empty(), one.is_empty());
            prop_assert!((0..300).all(|number| bits.contains(number) == one.contains(&number)));
            let mut both = bits.clone();
            both.keep(&other);
            prop_assert_eq!(both.iter().collect::<BTreeSet<_>>(), one.intersection(&two).copied().collect::<BTreeSet<_>>());
            bits.add(&other);
            prop_assert_eq!(bits.iter().collect::<BTreeSet<_>>(), one.union(&two).copied().collect::<BTreeSet<_>>());
        }
    }
}
