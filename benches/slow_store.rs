//! A backup over a slow line: 20 ms a request, 10 MB a second. How much longer does it take than the line alone?
//!
//!     cargo bench --bench slow_store
//!
//! Packs of content that does not compress go to the tests' own S3 server through a line that is as slow as said, in both directions
//! together for all connections. The processor must not stand in the way: requests overlap with each other and with the work.

use std::{
    io,
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
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

const BYTES_A_SECOND: f64 = 10e6;
const LATENCY: Duration = Duration::from_millis(20);
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
    let login = ["login", support::scene::STORE, "--create", "--endpoint", &endpoint, "--region", "us-east-1"];
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

/// A line to a server, slow as said.
struct Line {
    address: String,
    state: Arc<State>,
}

struct State {
    bytes: AtomicU64,
    /// When the line is free again.
    free: Mutex<Instant>,
}

impl Line {
    fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
        let address = listener.local_addr().expect("a bound port has a number").to_string();
        let state = Arc::new(State { bytes: AtomicU64::new(0), free: Mutex::new(Instant::now()) });
        let (server, shared) = (server.to_owned(), state.clone());
        spawn(move || {
            for client in listener.incoming().flatten() {
                let server = TcpStream::connect(&server).expect("the server listens");
                for (from, to, latency) in [(&client, &server, LATENCY), (&server, &client, Duration::ZERO)] {
                    let (from, to) = (from.try_clone().expect("a socket"), to.try_clone().expect("a socket"));
                    let state = shared.clone();
                    spawn(move || carry(&from, &to, latency, &state));
                }
            }
        });
        Self { address, state }
    }

    fn bytes(&self) -> u64 {
        self.state.bytes.load(Relaxed)
    }
}

/// Carries bytes one way. A pause before what comes after silence is the latency of a request.
fn carry(mut from: &TcpStream, mut to: &TcpStream, latency: Duration, state: &State) {
    let mut buffer = vec![0; 32 << 10];
    let mut last = Instant::now() - Duration::from_secs(1);
    while let Ok(read @ 1..) = io::Read::read(&mut from, &mut buffer) {
        if last.elapsed() > Duration::from_millis(5) {
            sleep(latency);
        }
        let until = {
            let mut free = state.free.lock().expect("nobody panics");
            *free = (*free).max(Instant::now()) + Duration::from_secs_f64(read as f64 / BYTES_A_SECOND);
            *free
        };
        sleep(until.saturating_duration_since(Instant::now()));
        state.bytes.fetch_add(read as u64, Relaxed);
        if io::Write::write_all(&mut to, &buffer[..read]).is_err() {
            break;
        }
        last = Instant::now();
    }
    let _already_closed = to.shutdown(Shutdown::Write);
}
