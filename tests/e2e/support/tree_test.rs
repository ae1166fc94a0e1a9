//! Trees are what they are said to be, and differences between them are seen.

use std::fs;

use super::{
    bench::copy_folder,
    compare::{assert_same, differences},
    tree::Tree,
};

#[test]
fn one_seed_makes_one_tree() {
    let (first, second, other) = (Tree::compact(7), Tree::compact(7), Tree::compact(8));
    let differing = |a: &Tree, b: &Tree| -> Vec<String> {
        let lines = differences(a.folder(), b.folder()).into_iter();
        // Folders and links have the time at which they were made.
        lines.filter(|line| line.contains(": content ") || line.contains(": missing")).collect()
    };
    assert_eq!(differing(&first, &second), Vec::<String>::new());
    assert!(!differing(&first, &other).is_empty());
    first.mutate(1);
    second.mutate(1);
    assert_eq!(differing(&first, &second), Vec::<String>::new());
    first.mutate(2);
    assert!(differing(&first, &second).len() > 5);
    assert_same(first.folder(), first.folder());
}

#[test]
fn many_changes_can_follow_one_another() {
    let tree = Tree::compact(9);
    (0..60).for_each(|seed| tree.mutate(seed));
}

#[test]
fn every_kind_of_difference_is_seen() {
    let tree = Tree::compact(3);
    let expect = |other: &Tree, sign: &str| {
        let found = differences(tree.folder(), other.folder());
        assert!(found.iter().any(|line| line.contains(sign)), "{sign} is not in {found:#?}");
    };
    let other = Tree::compact(3);
    let file = |name: &str| other.folder().join(name);
    fs::write(file("notes/note 2.txt"), "changed").expect("written");
    expect(&other, "notes/note 2.txt: content is ");
    expect(&other, "notes/note 2.txt: modified is ");
    fs::remove_file(file("empty.txt")).expect("removed");
    expect(&other, "empty.txt: missing (file)");
    fs::create_dir(file("empty.txt")).expect("made");
    expect(&other, "empty.txt: kind is folder, not file");
    fs::write(file("further"), "").expect("written");
    expect(&other, "further: not expected (file)");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let mode = fs::Permissions::from_mode(0o640);
        fs::set_permissions(file("notes/note 5.txt"), mode).expect("set");
        expect(&other, "notes/note 5.txt: mode is 640, not 751");
        fs::remove_file(file("link to a file")).expect("removed");
        symlink("elsewhere", file("link to a file")).expect("made");
        expect(&other, "link to a file: target is \"elsewhere\"");
        fs::remove_file(file("linked/two")).expect("removed");
        fs::copy(file("linked/one"), file("linked/two")).expect("copied");
        expect(&other, "linked/two: has no same file as");
        if xattr::remove(file("notes/note 1.txt"), "user.aosbox").is_ok() {
            expect(&other, "notes/note 1.txt: has no attributes");
        }
    }
}

#[test]
fn a_copy_differs_in_times_alone() {
    let tree = Tree::compact(4);
    let copy = tempfile::tempdir().expect("a folder");
    tree.write("plain/x", b"x");
    copy_folder(&tree.folder().join("plain"), copy.path());
    let found = differences(&tree.folder().join("plain"), copy.path());
    assert!(found.iter().all(|line| line.contains("modified") || line.contains(": mode")), "{found:#?}");
}
