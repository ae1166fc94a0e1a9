//! A backup with a dual copy against the slower of the two alone.
//!
//!     cargo bench --bench dual
//!
//! The backup alone, the copy alone (`dual sync` of what is backed up) and both together, each on a new account and a new drive, once over
//! a line of 10 MB a second and once into a folder. The folder, the drive and the files lie on the disk of temporary files.

use std::{
    path::Path,
    time::{Duration, Instant},
};

#[path = "support/line.rs"]
mod line;
#[allow(dead_code, unused_imports, reason = "the tests use more of it")]
#[path = "../tests/e2e/support/mod.rs"]
mod support;

use line::{BYTES_A_SECOND, Line};
use support::{
    program::{Computer, text},
    server::Server,
    tree::Tree,
};

const LARGE: usize = 30;
const LARGE_SIZE: usize = 5_000_000;
const SMALL: usize = 2000;
const ROUNDS: usize = 3;

fn main() {
    let tree = Tree::compact(1);
    let content = |number: usize, size: usize| {
        let mut content = vec![0; size];
        blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut content);
        content
    };
    for number in 0..LARGE {
        tree.write(&format!("photos/photo {number:03}.jpg"), &content(number, LARGE_SIZE));
    }
    for number in 0..SMALL {
        tree.write(&format!("notes/{}/note {number}.txt", number % 40), &content(number, 3000));
    }
    let server = Server::start();
    let line = Line::to(server.endpoint().trim_start_matches("http://"));
    measure("a line of 10 MB/s", tree.folder(), |computer, round| {
        let store = format!("{}/{round}", server.store());
        let endpoint = format!("http://{}", line.address);
        computer.ok(&["login", &store, "--create", "--endpoint", &endpoint, "--region", "us-east-1"]);
    });
    println!("the line carried {:.0} MB at {:.0} MB/s", line.bytes() as f64 / 1e6, BYTES_A_SECOND / 1e6);
    let folder = tempfile::tempdir().expect("a folder");
    measure("a folder", tree.folder(), |computer, round| {
        computer.ok(&["login", text(&folder.path().join(round)), "--create"]);
    });
}

/// The best of some rounds of each way.
fn measure(store: &str, tree: &Path, login: impl Fn(&Computer, &str)) {
    let (mut alone, mut copying, mut both) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for round in 0..ROUNDS {
        let usb = tempfile::tempdir().expect("a drive");
        let computer = Computer::new();
        login(&computer, &format!("{round}-alone"));
        alone = alone.min(timed(&computer, &["backup", text(tree)]));
        computer.ok(&["dual", "enable", text(usb.path())]);
        copying = copying.min(timed(&computer, &["dual", "sync"]));

        let usb = tempfile::tempdir().expect("a drive");
        let computer = Computer::new();
        login(&computer, &format!("{round}-both"));
        computer.ok(&["dual", "enable", text(usb.path())]);
        both = both.min(timed(&computer, &["backup", text(tree)]));
    }
    let ratio = both.as_secs_f64() / alone.max(copying).as_secs_f64();
    println!("{store}: backup {alone:.2?}, copy {copying:.2?}, both {both:.2?}: {ratio:.2} of the slower");
}

fn timed(computer: &Computer, arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    computer.ok(arguments);
    begun.elapsed()
}
