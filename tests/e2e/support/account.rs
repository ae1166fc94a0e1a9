//! A place for an account that needs no server: a folder, or, where the tests are told a store outside, a place in that.

use tempfile::TempDir;

use super::{
    bench::Snapshot,
    objects::Objects,
    outside::outside,
    program::{Computer, Outcome, text},
    server::Server,
};

/// Where an account lies.
pub enum Place {
    /// In a folder of its own.
    Folder(TempDir),
    /// In the store outside.
    Server(Server),
}

impl Place {
    /// A new one.
    pub fn new() -> Self {
        match outside() {
            Some(_) => Self::Server(Server::start()),
            None => Self::Folder(tempfile::tempdir().expect("a folder for the account")),
        }
    }

    /// How the program is told of it.
    pub fn store(&self) -> &str {
        match self {
            Self::Folder(folder) => text(folder.path()),
            Self::Server(server) => server.store(),
        }
    }

    /// Makes the account and logs a computer in to it.
    #[track_caller]
    pub fn create(&self, computer: &Computer, device: &str) {
        computer.create_account(self.store(), self.server(), device).expect_code(0);
    }

    /// The arguments of a login with further ones.
    pub fn login_arguments<'a>(&'a self, further: &[&'a str]) -> Vec<String> {
        let of_server = self.server().map(Server::arguments).unwrap_or_default();
        let given = ["login", self.store()].into_iter().chain(further.iter().copied()).map(str::to_owned);
        given.chain(of_server).collect()
    }

    /// Logs another computer in.
    pub fn login(&self, computer: &Computer, device: &str) -> Outcome {
        computer.login(self.store(), self.server(), device)
    }

    /// The account's objects.
    pub fn objects(&self) -> Objects {
        match self {
            Self::Folder(folder) => Objects::in_folder(folder.path()),
            Self::Server(server) => server.objects(),
        }
    }

    /// What it and a computer hold now.
    pub fn snapshot(&self, computer: &Computer) -> Snapshot {
        match self {
            Self::Folder(folder) => Snapshot::of(&[folder.path(), computer.folder()]),
            Self::Server(server) => server.snapshot(computer),
        }
    }

    fn server(&self) -> Option<&Server> {
        match self {
            Self::Folder(_) => None,
            Self::Server(server) => Some(server),
        }
    }
}
