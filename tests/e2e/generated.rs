//! What is generated and kept in the repository is what the program generates now.

use std::{fs, path::Path};

use crate::support::{
    files::contents,
    program::{Computer, text},
};

#[test]
fn completions_are_what_the_program_prints() {
    let kept = contents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("completions"));
    let computer = Computer::new();
    let shells = [("bash", "aosbox.bash"), ("zsh", "_aosbox"), ("fish", "aosbox.fish"), ("powershell", "aosbox.ps1")];
    assert_eq!(kept.len(), shells.len(), "{:?}", kept.keys());
    for (shell, file) in shells {
        let printed = computer.ok(&["completions", shell]).stdout;
        let kept = String::from_utf8(kept[Path::new(file)].clone()).expect("a script is text");
        assert!(plain(&kept) == printed, "aosbox completions {shell} > completions/{file} brings it up to date");
    }
}

#[test]
fn manual_pages_are_what_the_program_writes() {
    let kept = contents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("man"));
    let folder = tempfile::tempdir().expect("a folder for the pages");
    Computer::new().ok(&["man", text(folder.path())]);
    let written = contents(folder.path());
    assert!(written.contains_key(Path::new("aosbox.1")) && written.contains_key(Path::new("ja/aosbox-backup.1")));
    assert!(kept.keys().eq(written.keys()), "{:?} is not {:?}", kept.keys(), written.keys());
    for (page, bytes) in &written {
        let same = plain(&String::from_utf8_lossy(&kept[page])) == String::from_utf8_lossy(bytes);
        assert!(same, "aosbox man man brings {} up to date", page.display());
    }
    let printed = Computer::new().ok(&["man"]).stdout;
    assert!(printed == fs::read_to_string(folder.path().join("aosbox.1")).expect("a page is text"));
}

/// A text as it was before git made it one of Windows.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}
