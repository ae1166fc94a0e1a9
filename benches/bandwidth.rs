//! How well the speed is kept that the settings allow: bytes on the line in ten seconds, against the limit.
//!
//!     cargo bench --bench bandwidth
//!
//! The program backs content up that does not compress, to the tests' own S3 server, over a line that only counts. The first second is
//! left out: it is the time in which the connections' buffers fill.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread::{sleep, spawn},
    time::{Duration, Instant},
};

#[allow(dead_code, unused_imports, reason = "the tests use more of it")]
#[path = "../tests/e2e/support/mod.rs"]
mod support;

use support::{
    program::{Computer, text},
    server::Server,
    tree::Tree,
};

const MEASURED: Duration = Duration::from_secs(10);

fn main() {
    for limit in [200_000_u64, 1_000_000, 5_000_000, 20_000_000] {
        let share = measure(limit);
        println!("{:>6.1} MB/s allowed: {share:.3} of it used", limit as f64 / 1e6);
    }
}

/// The share of a limit that is used in ten seconds.
fn measure(limit: u64) -> f64 {
    let server = Server::start();
    let (address, sent) = count_bytes_to(server.endpoint().trim_start_matches("http://"));
    let tree = Tree::compact(1);
    let mut content = vec![0; (limit as usize * 13).max(1 << 20)];
    blake3::Hasher::new().update(&limit.to_le_bytes()).finalize_xof().fill(&mut content);
    tree.write("film.mp4", &content);
    let computer = Computer::with_settings(&[&format!("[bandwidth]\nupload = \"{limit}B/s\"\n")]);
    let endpoint = format!("http://{address}");
    computer.ok(&["login", server.store(), "--create", "--endpoint", &endpoint, "--region", "us-east-1"]);
    let login = sent.load(Relaxed);
    let mut backup = computer.spawn(&["backup", text(tree.folder())]);
    while sent.load(Relaxed) < login + 20_000 {
        sleep(Duration::from_millis(5));
    }
    sleep(Duration::from_secs(1));
    let (began, before) = (Instant::now(), sent.load(Relaxed));
    sleep(MEASURED);
    let bytes = sent.load(Relaxed) - before;
    let share = bytes as f64 / (limit as f64 * began.elapsed().as_secs_f64());
    // What is left of the backup is of no interest.
    let _ended = backup.kill();
    let _status = backup.wait();
    share
}

/// A line to a server that counts what goes there.
fn count_bytes_to(server: &str) -> (String, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let sent = Arc::<AtomicU64>::default();
    let (server, counter) = (server.to_owned(), sent.clone());
    spawn(move || {
        for client in listener.incoming().flatten() {
            let upstream = TcpStream::connect(&server).expect("the server answers");
            let (from, to) = (client.try_clone().expect("a handle"), upstream.try_clone().expect("a handle"));
            let counter = counter.clone();
            spawn(move || pass(from, to, Some(&counter)));
            spawn(move || pass(upstream, client, None));
        }
    });
    (address, sent)
}

/// Passes bytes on until one end is closed.
fn pass(mut from: TcpStream, mut to: TcpStream, counter: Option<&AtomicU64>) {
    let mut buffer = vec![0; 16 << 10];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        if let Some(counter) = counter {
            counter.fetch_add(read as u64, Relaxed);
        }
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    // The other side may have closed it already.
    let _closed = to.shutdown(Shutdown::Both);
}
