//! A backup over a slow line: 20 ms a request, 10 MB a second. How much longer does it take than the line alone?
//!
//!     cargo bench --bench slow_store
//!
//! Packs of content that does not compress go to the tests' own S3 server through a line that is as slow as said, in both directions
//! together for all connections. The processor must not stand in the way: requests overlap with each other and with the work.

use std::time::Instant;

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

const FILES: usize = 40;
const FILE_SIZE: usize = 5_000_000;

fn main() {
    let server = Server::start();
    let line = Line::to(server.endpoint().trim_start_matches("http://"));
    let tree = Tree::compact(1);
    for number in 0..FILES {
        let mut content = vec![0; FILE_SIZE];
        blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut content);
        tree.write(&format!("photo {number:03}.jpg"), &content);
    }
    let computer = Computer::new();
    let endpoint = format!("http://{}", line.address);
    let login = ["login", server.store(), "--create", "--endpoint", &endpoint, "--region", "us-east-1"];
    computer.ok(&login);
    let before = line.bytes();
    let begun = Instant::now();
    computer.ok(&["backup", text(tree.folder())]);
    let (seconds, sent) = (begun.elapsed().as_secs_f64(), line.bytes() - before);
    let alone = sent as f64 / BYTES_A_SECOND;
    println!(
        "backup: {:.1} MB in {seconds:.2} s; the line alone {alone:.2} s: {:.3}",
        sent as f64 / 1e6,
        seconds / alone
    );

    let back = tempfile::tempdir().expect("a folder");
    let before = line.bytes();
    let begun = Instant::now();
    computer.ok(&["restore", text(tree.folder()), "--to", text(back.path())]);
    let (seconds, fetched) = (begun.elapsed().as_secs_f64(), line.bytes() - before);
    let alone = fetched as f64 / BYTES_A_SECOND;
    println!(
        "restore: {:.1} MB in {seconds:.2} s; the line alone {alone:.2} s: {:.3}",
        fetched as f64 / 1e6,
        seconds / alone
    );
}
