//! Several computers, or several copies of one, back up into one account at the same time.

use crate::support::{
    compare::assert_same,
    program::Computer,
    scene::{Restored, assert_restorable, backup},
    server::Server,
    tree::Tree,
};

const ROUNDS: u64 = 20;

/// A computer and what it backs up.
type Party = (Computer, Tree);

#[test]
fn two_devices_at_once_lose_nothing() {
    let server = Server::start();
    let parties = two_devices(&server);
    back_up_at_once(&server, &parties);
    for (computer, tree) in &parties {
        assert_restorable(computer, tree);
    }
}

#[test]
fn two_devices_at_once_lose_nothing_on_a_server_that_replaces_objects() {
    let server = Server::start_ignoring_create_if_absent();
    let parties = two_devices(&server);
    back_up_at_once(&server, &parties);
    for (computer, tree) in &parties {
        assert_restorable(computer, tree);
    }
}

#[test]
fn two_copies_of_one_device_at_once_lose_nothing() {
    let server = Server::start();
    let parties = two_copies(&server);
    back_up_at_once(&server, &parties);
    assert_each_restores_all(&parties);
}

#[test]
fn two_copies_of_one_device_at_once_lose_nothing_on_a_server_that_replaces_objects() {
    let server = Server::start_ignoring_create_if_absent();
    let parties = two_copies(&server);
    back_up_at_once(&server, &parties);
    assert_each_restores_all(&parties);
}

#[test]
fn a_device_gets_another_ones_files() {
    let server = Server::start();
    let [(first, tree), (second, _)] = two_devices(&server);
    backup(&first, &tree);
    let restored = Restored::of(&second, tree.folder(), &["--device", "first"]).expect_code(0);
    assert_same(tree.folder(), &restored.place);
}

fn two_devices(server: &Server) -> [Party; 2] {
    let (first, second) = (Computer::new(), Computer::new());
    first.create_account(server.store(), Some(server), "first").expect_code(0);
    second.login(server.store(), Some(server), "second").expect_code(0);
    [(first, Tree::compact(31)), (second, Tree::compact(32))]
}

fn two_copies(server: &Server) -> [Party; 2] {
    let first = Computer::new();
    first.create_account(server.store(), Some(server), "first").expect_code(0);
    let second = first.twin();
    [(first, Tree::compact(33)), (second, Tree::compact(34))]
}

/// Lets both change and back up at once, round after round, and asserts that every backup has its run in the end.
fn back_up_at_once(server: &Server, parties: &[Party; 2]) {
    for round in 0..ROUNDS {
        std::thread::scope(|scope| {
            for (computer, tree) in parties {
                scope.spawn(move || {
                    tree.mutate(round);
                    backup(computer, tree);
                });
            }
        });
    }
    let mut runs = server.objects().names("devices");
    runs.retain(|name| name.contains("/runs/"));
    assert_eq!(runs.len() as u64, 2 * ROUNDS, "{runs:#?}");
}

fn assert_each_restores_all(parties: &[Party; 2]) {
    for (computer, own) in parties {
        // Brings in what the other copy did last.
        assert_restorable(computer, own);
        for (_, tree) in parties {
            let restored = Restored::of(computer, tree.folder(), &[]).expect_code(0);
            assert_same(tree.folder(), &restored.place);
        }
    }
}
