//! The fuzzers' functions over their kept inputs: `fuzz/corpus/<target>/`. What is named `valid-…` must be read, what is named `broken-…`
//! must be refused, anything else (what a fuzzer found) must only end well.

use std::{fs, path::PathBuf};

#[path = "../fuzz/targets.rs"]
mod targets;

use targets::TARGETS;

#[test]
fn kept_inputs_are_read_or_refused_as_their_names_say() {
    for (target, read) in TARGETS {
        let inputs = inputs(target);
        let kinds = ["valid-", "broken-"].map(|kind| inputs.iter().filter(|(name, _)| name.starts_with(kind)).count());
        assert!(kinds.iter().all(|count| *count > 0), "{target} has {kinds:?} valid and broken inputs");
        for (name, bytes) in inputs {
            let well = read(&bytes);
            assert!(!name.starts_with("valid-") || well, "{target}/{name} is refused");
            assert!(!name.starts_with("broken-") || !well, "{target}/{name} is read");
        }
    }
}

#[test]
fn inputs_cut_anywhere_or_with_a_byte_changed_end_well() {
    for (target, read) in TARGETS {
        for (_, bytes) in inputs(target).into_iter().filter(|(_, bytes)| bytes.len() <= 4000) {
            for at in 0..bytes.len() {
                read(&bytes[..at]);
                for change in [0x01, 0x10, 0x80, 0xff] {
                    let mut changed = bytes.clone();
                    changed[at] ^= change;
                    read(&changed);
                }
            }
        }
    }
}

#[test]
fn every_target_has_a_fuzzer_and_a_corpus() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the fuzzers have a manifest");
    for (target, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target} is not in fuzz/Cargo.toml");
        let program = fs::read_to_string(folder.join("fuzz_targets").join(format!("{target}.rs"))).expect("a fuzzer");
        assert!(program.contains(&format!("targets::{target}(bytes)")), "{target}");
    }
    let names = |folder: &str| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder);
        fs::read_dir(folder).expect("the folder can be listed").count()
    };
    assert_eq!((names("fuzz_targets"), names("corpus")), (TARGETS.len(), TARGETS.len()));
}

fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut inputs: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let entry = entry.expect("the folder can be listed");
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("an input can be read"))
        })
        .collect();
    inputs.sort();
    inputs
}
