//! Objects of the store are damaged: a check finds each, a restore never writes a wrong file, and a backup heals.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use crate::support::{
    account::Place,
    bench::{Snapshot, each_case},
    compare::assert_same,
    program::Computer,
    scene::{Restored, backup},
    tree::Tree,
};

const THREADS: usize = 2;

/// Kinds of objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Format,
    Keys,
    Packs,
    FirstRun,
    LastRun,
}

/// What happens to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    FlipBit,
    Cut,
    Delete,
    Swap,
}

const DAMAGES: [Damage; 4] = [Damage::FlipBit, Damage::Cut, Damage::Delete, Damage::Swap];

#[test]
fn a_damaged_format_is_reported_and_restores_nothing_wrong() {
    // There is but one, so that it cannot be swapped.
    each_damage(Kind::Format, &DAMAGES[..3]);
}

#[test]
fn a_damaged_key_is_found_and_restores_nothing_wrong() {
    each_damage(Kind::Keys, &DAMAGES);
}

#[test]
fn a_damaged_pack_is_found_and_healed_and_restores_nothing_wrong() {
    each_damage(Kind::Packs, &DAMAGES);
}

#[test]
fn a_damaged_first_run_is_found_and_healed_and_restores_nothing_wrong() {
    each_damage(Kind::FirstRun, &DAMAGES);
}

#[test]
fn a_damaged_last_run_is_found_and_healed_and_restores_nothing_wrong() {
    each_damage(Kind::LastRun, &DAMAGES[..3]);
}

/// A place with an account, a computer that has backed its files up twice, and what the files have held.
struct Backup {
    place: Place,
    computer: Computer,
    tree: Tree,
    /// For each path of the tree the hashes of all that was ever backed up there.
    history: BTreeMap<PathBuf, HashSet<blake3::Hash>>,
    snapshot: Snapshot,
}

impl Backup {
    fn new() -> Self {
        let place = Place::new();
        let computer = Computer::new();
        place.create(&computer, "laptop");
        let tree = Tree::compact(61);
        let mut history = BTreeMap::<PathBuf, HashSet<blake3::Hash>>::new();
        for seed in 1..=2 {
            backup(&computer, &tree);
            for (path, hash) in contents(tree.folder()) {
                history.entry(path).or_default().insert(hash);
            }
            if seed == 1 {
                tree.mutate(seed);
            }
        }
        let snapshot = place.snapshot(&computer);
        Self { place, computer, tree, history, snapshot }
    }

    /// Another computer that knows nothing but the account's password; `None` if it was told that this account cannot be opened.
    fn stranger(&self, kind: Kind) -> Option<Computer> {
        let stranger = Computer::new();
        let login = self.place.login(&stranger, "stranger");
        match kind {
            Kind::Format | Kind::Keys if login.code() != Some(0) => {
                assert!(login.code().is_some(), "{login}");
                assert!(!login.stderr.is_empty() && !login.stderr.contains("panicked"), "{login}");
                None
            }
            _ => {
                login.expect_code(0);
                Some(stranger)
            }
        }
    }

    /// The objects that a kind means: the one to damage first.
    fn named(&self, kind: Kind) -> Vec<String> {
        let objects = self.place.objects();
        let mut runs = objects.names("devices");
        runs.retain(|name| name.contains("/runs/"));
        match kind {
            Kind::Format => vec!["format".to_owned()],
            Kind::Keys => objects.names("keys"),
            Kind::Packs => {
                let mut packs = objects.names("packs");
                packs.sort_by_key(|name| std::cmp::Reverse(objects.read(name).len()));
                packs
            }
            Kind::FirstRun => runs,
            Kind::LastRun => {
                runs.reverse();
                runs
            }
        }
    }

    /// Does damage and names the objects that have it.
    fn harm(&self, kind: Kind, damage: Damage) -> Vec<String> {
        let objects = self.place.objects();
        let mut harmed = self.named(kind);
        harmed.truncate(if damage == Damage::Swap { 2 } else { 1 });
        let mut bytes = objects.read(&harmed[0]);
        let middle = bytes.len() / 2;
        match damage {
            Damage::FlipBit => {
                bytes[middle] ^= 0x10;
                objects.write(&harmed[0], bytes);
            }
            Damage::Cut => {
                bytes.truncate(middle);
                objects.write(&harmed[0], bytes);
            }
            Damage::Delete => objects.remove(&harmed[0]),
            Damage::Swap => {
                let other = objects.read(&harmed[1]);
                objects.write(&harmed[0], other);
                objects.write(&harmed[1], bytes);
            }
        }
        harmed
    }

    /// Restores and asserts that whatever came was backed up once, and that what did not come is spoken of.
    fn assert_restores_nothing_wrong(&self, computer: &Computer, kind: Kind) {
        let restored = Restored::of(computer, self.tree.folder(), &["--device", "laptop", "--json"]);
        let outcome = &restored.outcome;
        assert!(matches!(outcome.code(), Some(0..=3)), "{outcome}");
        assert!(!outcome.stderr.contains("panicked"), "{outcome}");
        let came = if restored.place.exists() { contents(&restored.place) } else { BTreeMap::new() };
        for (path, hash) in &came {
            let right = self.history.get(path).is_some_and(|hashes| hashes.contains(hash));
            assert!(right, "{} is wrong\n{outcome}", path.display());
        }
        if outcome.code() == Some(0) {
            // A run that is gone for a newcomer cannot be missed by it.
            if !matches!(kind, Kind::FirstRun | Kind::LastRun) {
                assert_same(self.tree.folder(), &restored.place);
            }
        } else if outcome.code() == Some(3) && kind == Kind::Packs {
            for path in contents(self.tree.folder()).keys().filter(|path| !came.contains_key(*path)) {
                let name = path.file_name().expect("a file has a name").to_string_lossy();
                let shown = name.split(|c: char| c.is_control() || c == '\u{fffd}').next();
                assert!(outcome.mentions(shown.unwrap_or("")), "{name} is not spoken of\n{outcome}");
            }
        } else {
            let is_silent = outcome.stdout.is_empty() && outcome.stderr.is_empty();
            assert!(!is_silent, "{outcome}");
        }
    }
}

fn each_damage(kind: Kind, damages: &[Damage]) {
    each_case(THREADS, damages, Backup::new, |made, damage| {
        made.snapshot.put_back();
        let objects = made.harm(kind, *damage);
        made.assert_restores_nothing_wrong(&made.computer, kind);
        if let Some(stranger) = made.stranger(kind) {
            made.assert_restores_nothing_wrong(&stranger, kind);
        }

        let check = made.computer.run(&["check", "--read-data", "--json"]);
        if kind == Kind::Format {
            assert!(matches!(check.code(), Some(1..=3)), "{check}");
            assert!(check.mentions("format") || check.mentions("account"), "{check}");
            return;
        }
        if (kind, *damage) == (Kind::Keys, Damage::Delete) {
            // Nothing tells which ways in there were; the others are whole.
            assert_eq!(check.code(), Some(0), "{check}");
            return;
        }
        assert_eq!(check.code(), Some(3), "{check}");
        assert!(check.json().is_object(), "{check}");
        for object in &objects {
            assert!(check.stdout.contains(object.as_str()), "{object} is not named\n{check}");
        }
        if kind == Kind::Keys {
            return;
        }

        backup(&made.computer, &made.tree);
        let stranger = made.stranger(kind).expect("packs and runs do not hinder a login");
        for computer in [&made.computer, &stranger] {
            let healed = Restored::of(computer, made.tree.folder(), &["--device", "laptop"]);
            assert!(matches!(healed.outcome.code(), Some(0 | 3)), "{}", healed.outcome);
            assert_same(made.tree.folder(), &healed.place);
        }
    });
}

/// The files below a folder, by their paths in it, with hashes of what they hold. Links are left out.
fn contents(folder: &Path) -> BTreeMap<PathBuf, blake3::Hash> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current).expect("the folder can be listed") {
            let entry = entry.expect("the folder can be listed");
            let kind = entry.file_type().expect("an entry has a kind");
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let bytes = fs::read(&path).expect("a file can be read");
                let name = path.strip_prefix(folder).expect("below the folder").to_owned();
                found.insert(name, blake3::hash(&bytes));
            }
        }
    }
    found
}
