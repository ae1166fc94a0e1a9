//! A disk that is full: the store's, the cache's, the one restored to. Each is a small file system of its own, in a mount namespace.

use crate::support::{
    compare::assert_same,
    program::{Computer, Outcome, SMALL_PACKS, text},
    tree::Tree,
};

/// What is left of the small disk: less than the tree takes in the store, more than the empty account.
const LEAVE_LITTLE: &str = r#"
    leave_little() {
        free=$(df --output=avail -B1024 "$DISK" | tail -n 1)
        head -c $(((free - $1) * 1024)) /dev/zero >"$DISK/filler"
    }
    says() { echo "$1 $2" >&3; }
"#;

#[test]
fn a_full_store_is_said_and_nothing_is_lost() {
    let (computer, tree) = (Computer::with_settings(&[SMALL_PACKS]), Tree::sample(81));
    let outcome = on_small_disk(
        &computer,
        &tree,
        r#"
        "$AOSBOX" login "$DISK/store" --create --device d >/dev/null
        leave_little 900
        "$AOSBOX" backup "$TREE" && code=0 || code=$?
        says full $code
        "$AOSBOX" check --read-data && code=0 || code=$?
        says check $code
        rm "$DISK/filler"
        "$AOSBOX" backup "$TREE" && code=0 || code=$?
        says again $code
        "$AOSBOX" check --read-data && code=0 || code=$?
        says check $code
        "$AOSBOX" restore "$TREE" --to "$BACK"
        "#,
    );
    let outcome = outcome.expect_code(0);
    assert_eq!(said(&outcome), ["full 1", "check 0", "again 0", "check 0"], "{outcome}");
    assert!(outcome.mentions("the store is full"), "{outcome}");
    assert_same(tree.folder(), &back(&computer).join(tree.folder().file_name().expect("a name")));
}

#[test]
fn a_full_cache_is_said_and_nothing_is_lost() {
    let (computer, tree) = (Computer::new(), Tree::compact(82));
    let outcome = on_small_disk(
        &computer,
        &tree,
        r#"
        export XDG_CACHE_HOME=$DISK/cache
        "$AOSBOX" login "$BACK/store" --create --device d >/dev/null
        "$AOSBOX" ls || true
        leave_little 16
        "$AOSBOX" backup "$TREE" && code=0 || code=$?
        says full $code
        rm "$DISK/filler"
        "$AOSBOX" backup "$TREE" && code=0 || code=$?
        says again $code
        "$AOSBOX" check --read-data && code=0 || code=$?
        says check $code
        "$AOSBOX" restore "$TREE" --to "$BACK"
        "#,
    );
    let outcome = outcome.expect_code(0);
    assert_eq!(said(&outcome), ["full 1", "again 0", "check 0"], "{outcome}");
    assert_same(tree.folder(), &back(&computer).join(tree.folder().file_name().expect("a name")));
}

#[test]
fn a_restore_onto_a_full_disk_names_what_is_missing_and_leaves_no_halves() {
    let (computer, tree) = (Computer::new(), Tree::sample(83));
    let outcome = on_small_disk(
        &computer,
        &tree,
        r#"
        "$AOSBOX" login "$BACK/store" --create --device d >/dev/null
        "$AOSBOX" backup "$TREE"
        leave_little 400
        "$AOSBOX" restore "$TREE" --to "$DISK/back" && code=0 || code=$?
        says full $code
        find "$DISK/back" -name '*.part' >&3
        cd "$DISK/back"
        find . -type f -exec sh -c 'cmp -s "$1" "$TREE/../$1" || echo "wrong $1" >&3' _ {} \;
        cd /
        rm "$DISK/filler"
        "$AOSBOX" restore "$TREE" --to "$DISK/back" --replace always && code=0 || code=$?
        says again $code
        cp -a "$DISK/back/." "$BACK"
        "#,
    );
    let outcome = outcome.expect_code(0);
    assert_eq!(said(&outcome), ["full 3", "again 0"], "{outcome}");
    assert!(outcome.mentions("No space left"), "{outcome}");
    assert_same(tree.folder(), &back(&computer).join(tree.folder().file_name().expect("a name")));
}

fn back(computer: &Computer) -> std::path::PathBuf {
    computer.at("back")
}

/// The lines that the script wrote for the test.
fn said(outcome: &Outcome) -> Vec<&str> {
    outcome.stdout.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

/// Runs a script with a file system of 12 MB at `$DISK`, the tree at `$TREE`, room at `$BACK` and the program as `$AOSBOX`.
fn on_small_disk(computer: &Computer, tree: &Tree, script: &str) -> Outcome {
    let disk = computer.at("disk");
    for folder in [&disk, &back(computer)] {
        std::fs::create_dir_all(folder).expect("a folder can be made");
    }
    let place = back(computer);
    let variables = [("DISK", text(&disk)), ("TREE", text(tree.folder())), ("BACK", text(&place))];
    // What is said comes last, behind a mark, so that the program's own output does not get between.
    let whole = format!(
        "set -eu\nmount -t tmpfs -o size=12m none \"$DISK\"\n{LEAVE_LITTLE}\nexec 3>\"$BACK/said\"\n{script}\n\
         sed 's/^/## /' \"$BACK/said\"\nrm -rf \"$BACK/said\""
    );
    computer.run_script_in_namespace(&variables, &whole)
}
