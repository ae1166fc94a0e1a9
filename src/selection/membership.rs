//! Whether a path in the catalog belongs to a category: for what is no longer there, and for what another computer backed up.

use std::path::{Component, Path};

use super::{
    pattern::folded,
    places::{places, wanted},
    source::Wanted,
};
use crate::{
    config::selection::SelectionConfig,
    model::{Apath, Category, Kind},
    platform::{
        self,
        folders::{FakeFolders, Family, KnownFolders},
    },
};

/// Where a category's files are on one computer.
pub struct Membership {
    places: Vec<(Anchor, Wanted)>,
}

/// What a place is counted from.
enum Anchor {
    /// A folder of this computer.
    Folder(Apath),
    /// Names below any user's home folder.
    Home(Vec<Vec<u8>>),
    /// Names below any drive.
    Drive(Vec<Vec<u8>>),
}

impl Membership {
    /// A category on this computer, redirected folders and all.
    pub fn here(category: Category, config: &SelectionConfig, folders: &dyn KnownFolders) -> Self {
        let looked = places(category, config, folders);
        let anchored = looked
            .iter()
            .filter_map(|looked| Some((Anchor::Folder(platform::apath(&looked.path)?), wanted(category, looked))));
        Self { places: anchored.collect() }
    }

    /// A category on another computer of this system (`linux`, `macos`, `windows`), whose folders are taken to be where they
    /// usually are.
    pub fn elsewhere(category: Category, system: &str) -> Self {
        let family = match system {
            "windows" => Family::Windows,
            "macos" => Family::MacOs,
            _ => Family::Linux,
        };
        // The home folder is the second name and stands for any.
        let folders = FakeFolders::new(family, Path::new("drive/user"));
        let looked = places(category, &SelectionConfig::default(), &folders);
        let anchored = looked.iter().map(|looked| {
            let names: Vec<Vec<u8>> = looked
                .path
                .components()
                .filter_map(|component| match component {
                    Component::Normal(name) => Some(platform::name_bytes(name)),
                    _ => None,
                })
                .collect();
            let anchor = match names.get(1) {
                Some(second) if second == b"user" => Anchor::Home(names[2..].to_vec()),
                _ => Anchor::Drive(names.get(1..).unwrap_or_default().to_vec()),
            };
            (anchor, wanted(category, looked))
        });
        Self { places: anchored.collect() }
    }

    /// Whether a path belongs to the category.
    pub fn has(&self, path: &Apath, kind: Kind) -> bool {
        let names: Vec<&[u8]> = path.components().collect();
        self.places.iter().any(|(anchor, wanted)| {
            anchor.below(&names).is_some_and(|below| !below.is_empty() && takes(wanted, below, kind))
        })
    }
}

impl Anchor {
    /// The names of a path below the place, if it lies there.
    fn below<'p, 'n>(&self, path: &'p [&'n [u8]]) -> Option<&'p [&'n [u8]]> {
        match self {
            Anchor::Folder(folder) => folder.components().try_fold(path, |path, name| after(path, name)),
            Anchor::Home(names) => names.iter().try_fold(below_home(path)?, |path, name| after(path, name)),
            Anchor::Drive(names) => {
                let (drive, below) = path.split_first()?;
                let below = drive.ends_with(b":").then_some(below)?;
                names.iter().try_fold(below, |path, name| after(path, name))
            }
        }
    }
}

/// What comes after a name, whose letters' case does not count.
fn after<'p, 'n>(path: &'p [&'n [u8]], name: &[u8]) -> Option<&'p [&'n [u8]]> {
    let (first, rest) = path.split_first()?;
    (folded(first) == folded(name)).then_some(rest)
}

/// What lies below a user's home folder on any system.
fn below_home<'p, 'n>(path: &'p [&'n [u8]]) -> Option<&'p [&'n [u8]]> {
    match path {
        [first, _, below @ ..] if *first == b"home" || *first == b"Users" => Some(below),
        [b"root", below @ ..] => Some(below),
        [drive, users, _, below @ ..] if drive.ends_with(b":") && folded(users) == &b"users"[..] => Some(below),
        _ => None,
    }
}

fn takes(wanted: &Wanted, below: &[&[u8]], kind: Kind) -> bool {
    let name = below.last().copied().unwrap_or_default();
    let has_one = |extensions: &super::pattern::Extensions| {
        let name = folded(name);
        kind != Kind::Folder
            && extensions.iter().any(|extension| name.len() > extension.len() && name.ends_with(extension))
    };
    match wanted {
        Wanted::Everything => true,
        Wanted::EverythingBut(extensions) => !has_one(extensions),
        Wanted::Extensions(extensions) => has_one(extensions),
        Wanted::Names(patterns) => patterns.take(&below.join(&b'/')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(category: Category, system: &str, path: &str) -> bool {
        Membership::elsewhere(category, system).has(&Apath::from_bytes(path).unwrap(), Kind::File)
    }

    #[test]
    fn folders_of_another_computer_are_where_they_usually_are() {
        assert!(has(Category::Pictures, "linux", "/home/u/Pictures/2024/a.jpg"));
        assert!(has(Category::Pictures, "windows", "/C:/Users/u/pictures/a.jpg"));
        assert!(has(Category::Videos, "macos", "/Users/u/Movies/a.mov"));
        assert!(!has(Category::Pictures, "linux", "/home/u/Documents/a.jpg"));
        assert!(!has(Category::Pictures, "linux", "/srv/Pictures/a.jpg"));
        assert!(!has(Category::Pictures, "linux", "/home/u/Pictures"));
    }

    #[test]
    fn extensions_count_where_the_category_has_some() {
        assert!(has(Category::Office, "windows", "/C:/Users/u/Documents/plan.DOCX"));
        assert!(!has(Category::Office, "windows", "/C:/Users/u/Documents/plan.iso"));
        assert!(!has(Category::Desktop, "windows", "/C:/Users/u/Desktop/program.lnk"));
        assert!(has(Category::Desktop, "windows", "/C:/Users/u/Desktop/program.txt"));
    }
}
