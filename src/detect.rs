//! What changed in a folder: a merge of what is there with what the catalog knows, both in the order of names. No file is opened.

pub mod disk;

use std::cmp::Ordering;

use crate::{
    catalog::KnownEntry,
    model::{Entry, Kind, Stat, Timestamp},
};

/// What became of a name.
#[derive(Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// Never seen, or gone until now.
    New(&'a Entry),
    /// Looks different, or cannot be told from a change.
    Modified(&'a Entry, &'a KnownEntry),
    /// As it was.
    Same(&'a Entry, &'a KnownEntry),
    /// No longer there.
    Gone(&'a KnownEntry),
}

/// Compares the entries of a folder with the known ones.
pub fn changes<'a>(entries: &'a [Entry], known: &'a [KnownEntry]) -> impl Iterator<Item = Change<'a>> {
    let (mut entries, mut known) = (entries.iter().peekable(), known.iter().peekable());
    std::iter::from_fn(move || {
        let order = match (entries.peek(), known.peek()) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(entry), Some(known)) => entry.name.cmp(&known.name),
        };
        match order {
            Ordering::Less => entries.next().map(Change::New),
            Ordering::Greater => known.next().map(Change::Gone),
            Ordering::Equal => {
                let (entry, known) = (entries.next()?, known.next()?);
                Some(if is_same(&entry.stat, known) {
                    Change::Same(entry, known)
                } else {
                    Change::Modified(entry, known)
                })
            }
        }
    })
}

/// Whether a state of the file system is the known one. A folder's own times change with its content, which is told by what it
/// holds; they count all the same, so that a restore gives them back.
pub fn is_same(stat: &Stat, known: &KnownEntry) -> bool {
    !known.unsettled
        && stat.kind == known.kind
        && stat.size == known.size
        && stat.modified == known.modified
        && stat.changed == known.changed
        && (stat.inode == known.inode || stat.kind == Kind::Folder)
}

/// Whether a file changed so shortly before `now` that a later change within the file system's smallest step of time would look
/// the same. Such a file is read again next time.
pub fn is_unsettled(stat: &Stat, now: Timestamp) -> bool {
    let latest = stat.modified.max(stat.changed);
    // File systems that count whole seconds, or two of them (FAT), show no fraction.
    let step_nanoseconds: i128 = if latest.nanoseconds == 0 { 2_000_000_000 } else { 20_000_000 };
    let nanoseconds = |time: Timestamp| i128::from(time.seconds) * 1_000_000_000 + i128::from(time.nanoseconds);
    let age = nanoseconds(now) - nanoseconds(latest);
    // A time in the future is not fresh but wrong; it tells of changes as well as any other.
    (0..step_nanoseconds).contains(&age)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stat(size: u64) -> Stat {
        Stat {
            kind: Kind::File,
            size,
            modified: Timestamp::new(100, 5),
            changed: Timestamp::new(100, 6),
            created: None,
            inode: 7,
            filesystem: 1,
            links: 1,
            mode: 0o644,
            user: 0,
            group: 0,
            attributes: 0,
            allocated: size,
        }
    }

    fn known(name: &str, stat: &Stat) -> KnownEntry {
        KnownEntry {
            name: name.into(),
            kind: stat.kind,
            size: stat.size,
            modified: stat.modified,
            changed: stat.changed,
            inode: stat.inode,
            unsettled: false,
            folder: None,
        }
    }

    proptest! {
        #[test]
        fn the_merge_is_what_looking_each_name_up_would_say(
            here in prop::collection::btree_map("[a-d]{1,2}", 0u64..3, 0..10),
            before in prop::collection::btree_map("[a-d]{1,2}", 0u64..3, 0..10),
        ) {
            let entries: Vec<Entry> = here.iter().map(|(name, size)| Entry { name: name.as_bytes().to_vec(), stat: stat(*size) }).collect();
            let catalog: Vec<KnownEntry> = before.iter().map(|(name, size)| known(name, &stat(*size))).collect();
            let (mut new, mut modified, mut same, mut gone) = (0, 0, 0, 0);
            for change in changes(&entries, &catalog) {
                match change {
                    Change::New(entry) => { new += 1; prop_assert!(!before.contains_key(std::str::from_utf8(&entry.name).unwrap())); }
                    Change::Modified(entry, old) => { modified += 1; prop_assert_eq!(&entry.name, &old.name); prop_assert_ne!(entry.stat.size, old.size); }
                    Change::Same(entry, old) => { same += 1; prop_assert_eq!(&entry.name, &old.name); prop_assert_eq!(entry.stat.size, old.size); }
                    Change::Gone(old) => { gone += 1; prop_assert!(!here.contains_key(std::str::from_utf8(&old.name).unwrap())); }
                }
            }
            prop_assert_eq!(new + modified + same, here.len());
            prop_assert_eq!(gone + modified + same, before.len());
        }
    }

    #[test]
    fn any_difference_counts() {
        let base = stat(3);
        let catalog = known("a", &base);
        assert!(is_same(&base, &catalog));
        for other in [
            Stat { size: 4, ..base },
            Stat { modified: Timestamp::new(100, 4), ..base },
            Stat { changed: Timestamp::new(101, 6), ..base },
            Stat { inode: 8, ..base },
            Stat { kind: Kind::Symlink, ..base },
        ] {
            assert!(!is_same(&other, &catalog), "{other:?}");
        }
        assert!(!is_same(&base, &KnownEntry { unsettled: true, ..catalog }));
    }

    #[test]
    fn fresh_files_are_unsettled_and_future_ones_are_not() {
        let at = |seconds, nanoseconds| Stat {
            modified: Timestamp::new(seconds, nanoseconds),
            changed: Timestamp::default(),
            ..stat(1)
        };
        let now = Timestamp::new(1000, 500_000_000);
        assert!(is_unsettled(&at(1000, 499_000_000), now));
        assert!(!is_unsettled(&at(1000, 400_000_000), now));
        assert!(is_unsettled(&at(999, 0), now), "a file system of whole seconds");
        assert!(!is_unsettled(&at(2000, 1), now));
    }
}
