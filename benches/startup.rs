//! What starting costs: the program without work, and `status` and the bare program with a backup of a million files. Prints figures.
//!
//! `cargo bench --bench startup` makes the files and the backup in a temporary folder, which takes some minutes; `-- N` makes N files.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const FILES: usize = 1_000_000;
const IN_A_FOLDER: usize = 200;
const ROUNDS: usize = 41;

fn main() {
    let given = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let files = given.unwrap_or(FILES);
    let home = tempfile::tempdir().expect("a temporary folder");
    let tree = home.path().join("Documents");
    for number in 0..files {
        let folder = tree.join(format!("part {}", number / IN_A_FOLDER));
        if number % IN_A_FOLDER == 0 {
            fs::create_dir_all(&folder).expect("a folder can be made");
        }
        fs::write(folder.join(format!("{number}.txt")), number.to_string()).expect("a file can be written");
    }
    let begun = Instant::now();
    run(home.path(), &["backup", "--quickstart", &tree.to_string_lossy()]);
    println!("{files} files backed up in {:.0} s", begun.elapsed().as_secs_f64());
    println!("{:<24} {:>10} {:>10}", "aosbox", "median", "slowest");
    for arguments in [&["--version"][..], &["--help"], &[], &["status"], &["status", "--json"]] {
        let mut times: Vec<Duration> = (0..ROUNDS).map(|_| run(home.path(), arguments)).collect();
        times.sort();
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let (median, slowest) = (milliseconds(times[ROUNDS / 2]), milliseconds(times[ROUNDS - 1]));
        println!("{:<24} {median:>7.1} ms {slowest:>7.1} ms", arguments.join(" "));
    }
}

/// Runs the program in a home of its own; how long it took.
fn run(home: &Path, arguments: &[&str]) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aosbox"));
    command.args(arguments).env_clear().current_dir(home).stdout(Stdio::null()).stderr(Stdio::null());
    for name in ["HOME", "USERPROFILE"] {
        command.env(name, home);
    }
    for name in ["PATH", "SystemRoot"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    let begun = Instant::now();
    let status = command.status().expect("the program runs");
    let took = begun.elapsed();
    assert!(status.success(), "{arguments:?} ended with {status}");
    took
}
