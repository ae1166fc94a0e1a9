//! A backup that trusts nothing it knows finds what change detection cannot see.

use std::{fs, time::Duration};

use crate::support::{bench::find_below, program::text, scene::Scene, tree::Tree};

#[test]
fn a_change_that_leaves_no_trace_is_found_by_reading() {
    let scene = Scene::new(Tree::compact(91), &[]);
    scene.tree.write("ledger.dat", b"one hundred");
    let file = scene.tree.folder().join("ledger.dat");
    let modified = fs::metadata(&file).and_then(|metadata| metadata.modified()).expect("a time");
    // Until its times tell of it, a file that has just been written is read anyway.
    std::thread::sleep(Duration::from_millis(30));
    scene.backup();
    scene.backup();
    // The same size, the same times. The time of the last change of its inode cannot be set by hand: the catalog is told instead.
    fs::write(&file, b"two hundred").expect("it can be written");
    fs::File::options()
        .write(true)
        .open(&file)
        .and_then(|file| file.set_modified(modified))
        .expect("a time can be set");
    forget_change_time(&scene);
    let usual = scene.computer.ok(&["backup", text(scene.tree.folder()), "--json"]).json();
    assert_eq!(usual["files"]["changed"], 0, "{usual:#}");
    let thorough = scene.computer.ok(&["backup", text(scene.tree.folder()), "--reread", "--json"]).json();
    assert_eq!(thorough["files"]["changed"], 1, "{thorough:#}");
    assert_eq!(thorough["files"]["failed"], 0);
    assert_eq!(thorough["bytes"]["read"], thorough["bytes"]["seen"], "every file is read");
    assert!(
        thorough["bytes"]["sent"].as_u64().is_some_and(|sent| sent < 4000),
        "only what differs is sent: {thorough:#}"
    );
    let status = scene.computer.ok(&["status", "--json"]).json();
    assert_eq!(status["last"]["integrity"], true, "{status:#}");
    scene.assert_restorable();
}

/// Makes the catalog know what the file system says of `ledger.dat` now.
fn forget_change_time(scene: &Scene) {
    let catalog = find_below(scene.computer.folder(), "catalog.sqlite");
    let connection = rusqlite::Connection::open(catalog).expect("the catalog can be opened");
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let metadata = fs::metadata(scene.tree.folder().join("ledger.dat")).expect("it is there");
        connection
            .execute(
                "UPDATE node SET changed = ?1, changed_ns = ?2, unsettled = 0 WHERE name = CAST('ledger.dat' AS BLOB)",
                (metadata.ctime(), metadata.ctime_nsec()),
            )
            .expect("the catalog can be changed");
    }
    #[cfg(not(unix))]
    connection
        .execute("UPDATE node SET unsettled = 0 WHERE name = CAST('ledger.dat' AS BLOB)", ())
        .expect("the catalog can be changed");
}
