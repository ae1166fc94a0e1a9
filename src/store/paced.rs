//! Requests over the network at the speed that is allowed, up and down.
//!
//! The client that all requests go through is made here, so that bodies can be handed over and taken piece by piece. A request's time
//! limit counts only the time in which it was free to go: a slow line that the user asked for is no reason to give up.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use http_body_util::{BodyExt, Limited, StreamBody};
use object_store::{
    ClientConfigKey, ClientOptions,
    client::{
        HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
    },
};

use super::certificates::{Certificates, Untalkable, problem_of_http, problem_of_https, wants_https};
use crate::{
    error::ConnectionProblem,
    throttle::{Bucket, Throttle},
};

/// No server needs more to say that it wants https.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// Makes clients that keep to a speed.
#[derive(Debug)]
pub struct PacedConnector {
    /// The speeds.
    pub throttle: Arc<Throttle>,
    /// How long one request may take while it is free to go.
    pub request_timeout: Duration,
    /// The proxy, if it is another than the system's.
    pub proxy: Option<Proxy>,
    /// The certificates to trust, if they are others than the system's.
    pub certificates: Option<Certificates>,
    /// Hears what the server's clock shows.
    pub clock: Arc<ServerClock>,
}

/// Another proxy than the system's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proxy {
    /// None at all.
    Direct,
    /// The one at this address.
    At(String),
}

#[derive(Debug)]
struct PacedClient {
    client: reqwest::Client,
    certificates: Option<Certificates>,
    throttle: Arc<Throttle>,
    clock: Arc<ServerClock>,
    request_timeout: Duration,
}

/// How long a request has been made to wait for the sake of speed.
type Waited = Arc<AtomicU64>;

#[derive(Debug)]
struct TimedOut(Duration);

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation timed out after {} s", self.0.as_secs_f32())
    }
}

impl std::error::Error for TimedOut {}

impl HttpConnector for PacedConnector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let duration = |key| options.get_config_value(&key)?.parse::<jiff::SignedDuration>().ok()?.try_into().ok();
        let generic =
            |source: reqwest::Error| object_store::Error::Generic { store: "HTTP client", source: source.into() };
        let mut builder = client(self.proxy.as_ref()).map_err(generic)?;
        if let Some(timeout) = duration(ClientConfigKey::ConnectTimeout) {
            builder = builder.connect_timeout(timeout);
        }
        if let Some(timeout) = duration(ClientConfigKey::ReadTimeout) {
            builder = builder.read_timeout(timeout);
        }
        if let Some(certificates) = &self.certificates {
            builder = builder.tls_backend_preconfigured(certificates.config());
        }
        let client = builder.build().map_err(generic)?;
        let (request_timeout, certificates) = (self.request_timeout, self.certificates.clone());
        let (throttle, clock) = (self.throttle.clone(), self.clock.clone());
        Ok(HttpClient::new(PacedClient { client, certificates, throttle, clock, request_timeout }))
    }
}

/// The beginning of a client: with our name, and the proxy.
pub fn client(proxy: Option<&Proxy>) -> reqwest::Result<reqwest::ClientBuilder> {
    let builder = reqwest::Client::builder()
        .user_agent(concat!("aosbox/", env!("CARGO_PKG_VERSION")))
        // Bodies are stored and counted as they are.
        .redirect(reqwest::redirect::Policy::limited(10));
    Ok(match proxy {
        Some(Proxy::Direct) => builder.no_proxy(),
        Some(Proxy::At(address)) => builder.proxy(reqwest::Proxy::all(address)?),
        None => builder,
    })
}

/// What a server's clock shows, as the last answer said.
#[derive(Debug, Default)]
pub struct ServerClock(Mutex<Option<(i64, Instant)>>);

impl ServerClock {
    /// The server's time now, in seconds since 1970; `None` if it has not told.
    pub fn now(&self) -> Option<i64> {
        let told = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.map(|(time, heard)| time.saturating_add(i64::try_from(heard.elapsed().as_secs()).unwrap_or(i64::MAX)))
    }

    fn hear(&self, headers: &http::HeaderMap) {
        let date = headers.get(http::header::DATE).and_then(|date| date.to_str().ok());
        if let Some(date) = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok()) {
            let told = (date.timestamp().as_second(), Instant::now());
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        }
    }
}

#[async_trait::async_trait]
impl HttpService for PacedClient {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        // What is asked behind the path may be secret.
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let began = Instant::now();
        let result = self.send(request).await;
        let milliseconds = began.elapsed().as_millis() as u64;
        match &result {
            Err(error) => {
                tracing::warn!(%method, %path, kind = ?error.kind(), %error, milliseconds, "a request to the store failed");
            }
            Ok(response) if passes(response.status()) => {
                let status = response.status().as_u16();
                tracing::warn!(%method, %path, status, milliseconds, "a request to the store failed");
            }
            Ok(response) => {
                let status = response.status().as_u16();
                tracing::trace!(%method, %path, status, milliseconds, "a request to the store");
            }
        }
        result
    }
}

/// Whether an answer says that the store cannot serve just now, so that the client asks again.
fn passes(status: http::StatusCode) -> bool {
    status.is_server_error()
        || matches!(status, http::StatusCode::TOO_MANY_REQUESTS | http::StatusCode::REQUEST_TIMEOUT)
}

impl PacedClient {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let waited = Waited::default();
        let began = Instant::now();
        let request = self.paced_request(request, waited.clone())?;
        let response = tokio::select! {
            response = self.ask(request) => response?,
            () = expiry(began, self.request_timeout, &waited) => return Err(timed_out(self.request_timeout)),
        };
        let (parts, body) = response.into_parts();
        self.clock.hear(&parts.headers);
        let pieces = body.into_data_stream().map(|piece| piece.map_err(failed).inspect_err(broke_off));
        let paced = pace(pieces, self.throttle.clone(), |throttle| &throttle.download, waited.clone());
        let timeout = self.request_timeout;
        let limited = stream::unfold(Some(Box::pin(paced)), move |pieces| {
            let waited = waited.clone();
            async move {
                let mut pieces = pieces?;
                tokio::select! {
                    piece = pieces.next() => piece.map(|piece| (piece, Some(pieces))),
                    () = expiry(began, timeout, &waited) => {
                        Some((Err(timed_out(timeout)).inspect_err(broke_off), None))
                    }
                }
            }
        });
        // A body may be asked again after its end.
        let body = StreamBody::new(limited.fuse().map(|piece| piece.map(hyper::body::Frame::data)));
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }

    /// Sends a request to a server that can be talked to; what speaks against it is told at once, for it stays.
    async fn ask(&self, request: reqwest::Request) -> Result<http::Response<reqwest::Body>, HttpError> {
        let (server, is_https) = (server_of(request.url()), request.url().scheme() == "https");
        let untalkable = |problem| HttpError::new(HttpErrorKind::Unknown, Untalkable { server, problem });
        let response: http::Response<reqwest::Body> = match self.client.execute(request).await {
            Ok(response) => response.into(),
            Err(error) => {
                let problem = match is_https {
                    true if error.is_connect() => {
                        problem_of_https(&error, self.certificates.as_ref().map(Certificates::path))
                    }
                    true => None,
                    false => problem_of_http(&error),
                };
                return Err(problem.map_or_else(|| failed(error), untalkable));
            }
        };
        if is_https || response.status() != http::StatusCode::BAD_REQUEST {
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LONGEST_REFUSAL).collect().await;
        let body = body.map_err(|error| HttpError::new_boxed(HttpErrorKind::Decode, error))?.to_bytes();
        match wants_https(&body) {
            true => Err(untalkable(ConnectionProblem::OnlyHttps)),
            false => Ok(http::Response::from_parts(parts, body.into())),
        }
    }

    fn paced_request(&self, request: HttpRequest, waited: Waited) -> Result<reqwest::Request, HttpError> {
        let (parts, body) = request.into_parts();
        let url =
            parts.uri.to_string().parse().map_err(|error| HttpError::new(HttpErrorKind::Unknown, UrlError(error)))?;
        let mut paced = reqwest::Request::new(parts.method, url);
        *paced.headers_mut() = parts.headers;
        *paced.body_mut() = Some(match body.as_bytes() {
            // A small body goes in one piece; most are empty.
            Some(bytes) if bytes.len() < 4096 => bytes.clone().into(),
            _ => {
                // Without a length the body would go in chunked form, which object stores refuse.
                paced.headers_mut().entry(http::header::CONTENT_LENGTH).or_insert(body.content_length().into());
                let pieces = body.into_data_stream();
                reqwest::Body::wrap_stream(pace(pieces, self.throttle.clone(), |throttle| &throttle.upload, waited))
            }
        });
        Ok(paced)
    }
}

/// The name and port of a server.
fn server_of(url: &url::Url) -> String {
    let port = url.port_or_known_default().map(|port| format!(":{port}"));
    format!("{}{}", url.host_str().unwrap_or_default(), port.unwrap_or_default())
}

/// The same bytes, in pieces and at a speed.
fn pace(
    pieces: impl Stream<Item = Result<Bytes, HttpError>> + Send + 'static,
    throttle: Arc<Throttle>,
    direction: fn(&Throttle) -> &Bucket,
    waited: Waited,
) -> impl Stream<Item = Result<Bytes, HttpError>> + Send + 'static {
    let paced = stream::unfold((Box::pin(pieces), Bytes::new()), move |(mut pieces, mut rest)| {
        let (throttle, waited) = (throttle.clone(), waited.clone());
        async move {
            if rest.is_empty() {
                match pieces.next().await? {
                    Ok(piece) => rest = piece,
                    Err(error) => return Some((Err(error), (pieces, rest))),
                }
            }
            let bucket = direction(&throttle);
            let piece = rest.split_to(bucket.piece(rest.len()));
            let time = bucket.take(piece.len()).await;
            waited.fetch_add(time.as_nanos() as u64, Relaxed);
            Some((Ok(piece), (pieces, rest)))
        }
    });
    // Whoever reads it may ask again after its end.
    paced.fuse()
}

/// Comes when a request has taken too long, the time not counted in which it was made to wait.
async fn expiry(began: Instant, timeout: Duration, waited: &AtomicU64) {
    loop {
        let end = began + timeout + Duration::from_nanos(waited.load(Relaxed));
        if end <= Instant::now() {
            return;
        }
        // While it is made to wait, the end moves: it is looked at again soon.
        tokio::time::sleep_until(end.into()).await;
    }
}

fn timed_out(after: Duration) -> HttpError {
    HttpError::new(HttpErrorKind::Timeout, TimedOut(after))
}

/// Takes note of an answer that did not come to its end.
fn broke_off(error: &HttpError) {
    tracing::warn!(kind = ?error.kind(), %error, "an answer of the store broke off");
}

#[derive(Debug, thiserror::Error)]
#[error("a request to no address: {0}")]
struct UrlError(url::ParseError);

/// What kind of failure it was, which decides whether the client tries again.
fn failed(error: reqwest::Error) -> HttpError {
    let mut kind = match &error {
        error if error.is_timeout() => HttpErrorKind::Timeout,
        error if error.is_connect() => HttpErrorKind::Connect,
        error if error.is_decode() => HttpErrorKind::Decode,
        _ => HttpErrorKind::Unknown,
    };
    let mut cause = std::error::Error::source(&error);
    while let (HttpErrorKind::Unknown, Some(source)) = (kind, cause) {
        if let Some(io) = source.downcast_ref::<std::io::Error>() {
            use std::io::ErrorKind;
            kind = match io.kind() {
                ErrorKind::TimedOut => HttpErrorKind::Timeout,
                ErrorKind::ConnectionAborted
                | ErrorKind::ConnectionReset
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof => HttpErrorKind::Interrupted,
                _ => kind,
            };
        } else if let Some(protocol) = source.downcast_ref::<hyper::Error>() {
            if protocol.is_closed() || protocol.is_incomplete_message() || protocol.is_body_write_aborted() {
                kind = HttpErrorKind::Request;
            } else if protocol.is_timeout() {
                kind = HttpErrorKind::Timeout;
            }
        }
        cause = source.source();
    }
    // Addresses may hold what is nobody else's business.
    HttpError::new(kind, error.without_url())
}
