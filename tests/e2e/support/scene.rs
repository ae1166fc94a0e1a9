//! A computer with a tree of files and an account on a server: what most tests begin with.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{
    bench::Snapshot,
    compare::assert_same,
    faults::Faults,
    program::{Computer, Outcome, Victim, text},
    server::Server,
    tree::Tree,
};

/// A server with a new account, a computer that is logged in to it, and files.
pub struct Scene {
    /// Where the account is.
    pub server: Server,
    /// Who backs up.
    pub computer: Computer,
    /// What is backed up.
    pub tree: Tree,
}

impl Scene {
    /// A scene with a tree and a computer with these settings tables.
    pub fn new(tree: Tree, settings: &[&str]) -> Self {
        let server = Server::start();
        let computer = Computer::with_settings(settings);
        computer.create_account(server.store(), Some(&server), "laptop").expect_code(0);
        Self { server, computer, tree }
    }

    /// A scene whose tree is backed up and has changed since.
    pub fn with_changes(tree: Tree, settings: &[&str]) -> Self {
        let scene = Self::new(tree, settings);
        scene.backup();
        scene.tree.mutate(1);
        scene
    }

    /// Backs the tree up, which must succeed.
    pub fn backup(&self) -> Outcome {
        backup(&self.computer, &self.tree)
    }

    /// Backs the tree up as a run that a fault may kill or stop.
    pub fn backup_as(&self, victim: &Victim) -> Outcome {
        self.computer.run_as(victim, &["backup", text(self.tree.folder())])
    }

    /// The server's faults.
    pub fn faults(&self) -> &Faults {
        self.server.faults()
    }

    /// What the server and the computer hold now. The tree is not part of it: a backup must not change it.
    pub fn snapshot(&self) -> Snapshot {
        self.server.snapshot(&self.computer)
    }

    /// Goes back to a snapshot and ends all faults.
    pub fn put_back(&self, snapshot: &Snapshot) {
        self.faults().reset();
        snapshot.put_back();
    }

    /// Asserts that the account is whole and gives the tree back as it is.
    #[track_caller]
    pub fn assert_restorable(&self) {
        assert_restorable(&self.computer, &self.tree);
    }
}

/// Backs a tree up, which must succeed.
#[track_caller]
pub fn backup(computer: &Computer, tree: &Tree) -> Outcome {
    computer.ok(&["backup", text(tree.folder())])
}

/// Asserts that a computer's account is whole and gives a tree back as it is.
#[track_caller]
pub fn assert_restorable(computer: &Computer, tree: &Tree) {
    computer.ok(&["check", "--read-data"]);
    let restored = Restored::of(computer, tree.folder(), &[]);
    let restored = restored.expect_code(0);
    assert_same(tree.folder(), &restored.place);
}

/// What a restore into an empty folder brought.
pub struct Restored {
    /// How the restore went.
    pub outcome: Outcome,
    /// Where the folder that was asked for is, if it came.
    pub place: PathBuf,
    _folder: TempDir,
}

impl Restored {
    /// Restores a folder by a run with further options.
    pub fn of(computer: &Computer, folder: &Path, options: &[&str]) -> Self {
        let to = tempfile::tempdir().expect("a folder to restore into");
        let mut arguments = vec!["restore", text(folder), "--to", text(to.path())];
        arguments.extend(options);
        let outcome = computer.run(&arguments);
        let name = folder.file_name().expect("the folder has a name");
        Self { outcome, place: to.path().join(name), _folder: to }
    }

    /// The same, if the program ended with this exit code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.outcome.code(), Some(code), "{}", self.outcome);
        self
    }
}
