//! A slow line to the tests' own server: 20 ms a request, 10 MB a second in both directions together for all connections.

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

/// What the line carries.
pub const BYTES_A_SECOND: f64 = 10e6;
const LATENCY: Duration = Duration::from_millis(20);

/// A line to a server, slow as said.
pub struct Line {
    /// Where clients connect to.
    pub address: String,
    state: Arc<State>,
}

struct State {
    bytes: AtomicU64,
    /// When the line is free again.
    free: Mutex<Instant>,
}

impl Line {
    /// A line to a server at this address.
    pub fn to(server: &str) -> Self {
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

    /// Bytes carried so far, both ways.
    pub fn bytes(&self) -> u64 {
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
