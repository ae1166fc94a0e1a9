//! Requests to addresses of the web that are no store: the one that is told how backups go.

use std::{
    fmt,
    time::{Duration, Instant},
};

use crate::{
    error::Result,
    store::{Proxy, client, endpoint::check_endpoint},
};

/// How long one request may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How often it is tried.
const TRIES: u32 = 3;
/// How long it waits between two tries, at first.
const PAUSE: Duration = Duration::from_millis(500);

/// What a ping says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Something begins.
    Start,
    /// It has ended as it should.
    Success,
    /// It has failed.
    Failure,
}

impl Signal {
    /// What goes behind the address.
    pub fn suffix(self) -> Option<&'static str> {
        match self {
            Signal::Start => Some("start"),
            Signal::Success => None,
            Signal::Failure => Some("fail"),
        }
    }
}

/// Why nobody was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PingError {
    /// The address is of plain http on another machine.
    PlainHttp,
    /// No answer: the client's words, without the address, which only its owner should know.
    Silent(String),
    /// It answered with this status.
    Status(u16),
}

impl fmt::Display for PingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PingError::PlainHttp => write!(f, "plain http to another machine"),
            PingError::Silent(words) => write!(f, "{words}"),
            PingError::Status(status) => write!(f, "status {status}"),
        }
    }
}

/// Where pings go.
#[derive(Debug, Clone)]
pub struct Ping {
    /// The address.
    pub address: String,
    /// Whether it may be one of plain http on another machine.
    pub allow_http: bool,
    /// The proxy, if it is another than the system's.
    pub proxy: Option<Proxy>,
}

impl Ping {
    /// Whether the address may be used at all.
    pub fn check(&self) -> Result<()> {
        check_endpoint(&self.address, self.allow_http)
    }

    /// Sends a signal with a JSON document; where documents are not taken, without one. What may pass is tried again.
    pub fn send(&self, signal: Signal, document: &str) -> Result<(), PingError> {
        self.check().map_err(|_| PingError::PlainHttp)?;
        let silent = |error: reqwest::Error| PingError::Silent(words(error));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| PingError::Silent(error.to_string()))?;
        let client = client(self.proxy.as_ref()).and_then(|builder| builder.timeout(TIMEOUT).build());
        let client = client.map_err(silent)?;
        let address = self.address_of(signal);
        let request = |with_document: bool| {
            let request = if with_document {
                client.post(&address).header(http::header::CONTENT_TYPE, "application/json").body(document.to_owned())
            } else {
                client.get(&address)
            };
            async move { request.send().await.map(|answer| answer.status().as_u16()) }
        };
        runtime.block_on(async {
            let (mut with_document, mut tries) = (true, 0);
            loop {
                let began = Instant::now();
                let error = match request(with_document).await {
                    Ok(200..300) => return Ok(()),
                    // The method is not allowed, or not known: such a server wants to be asked, and told nothing.
                    Ok(405 | 501) if with_document => {
                        with_document = false;
                        continue;
                    }
                    Ok(status) => PingError::Status(status),
                    Err(error) => silent(error),
                };
                tries += 1;
                let may_pass = match error {
                    PingError::Status(status) => status >= 500 || status == 429 || status == 408,
                    _ => true,
                };
                if !may_pass || tries >= TRIES {
                    return Err(error);
                }
                tracing::debug!(%error, tries, took = ?began.elapsed(), "a ping is tried again");
                tokio::time::sleep(PAUSE * tries).await;
            }
        })
    }

    fn address_of(&self, signal: Signal) -> String {
        let Some(suffix) = signal.suffix() else { return self.address.clone() };
        let Ok(mut url) = url::Url::parse(&self.address) else { return self.address.clone() };
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(suffix);
        }
        url.into()
    }
}

/// The innermost reason, which says most.
fn words(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("no answer within {} s", TIMEOUT.as_secs());
    }
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ping(address: &str) -> Ping {
        Ping { address: address.to_owned(), allow_http: false, proxy: None }
    }

    #[test]
    fn signals_go_behind_the_path() {
        for (address, expected) in [
            ("https://hc.example/uuid", "https://hc.example/uuid/fail"),
            ("https://hc.example/uuid/", "https://hc.example/uuid/fail"),
            ("https://hc.example/uuid?create=1", "https://hc.example/uuid/fail?create=1"),
            ("https://hc.example", "https://hc.example/fail"),
        ] {
            assert_eq!(ping(address).address_of(Signal::Failure), expected);
            assert_eq!(ping(address).address_of(Signal::Success), address);
        }
    }

    #[test]
    fn plain_http_to_others_is_refused_without_being_tried() {
        assert_eq!(ping("http://192.0.2.1/x").send(Signal::Start, "{}"), Err(PingError::PlainHttp));
    }
}
