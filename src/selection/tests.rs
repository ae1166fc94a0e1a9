//! Decisions one by one, through paths as a person names them.

use super::*;

#[test]
fn a_path_within_another_is_one() {
    let selection = Selection::of_paths(
        &["b/c".into(), "/a/b".into(), "./b/".into(), "/a/b c".into(), "/a/bc".into()],
        Path::new("/a"),
    )
    .unwrap();
    let roots: Vec<String> = selection.roots().iter().map(|root| root.apath.to_string()).collect();
    assert_eq!(roots, ["/a/b", "/a/b c", "/a/bc"]);
}
