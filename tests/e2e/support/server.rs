//! An S3 server on this computer's loopback address, within the test's process: s3s over a folder, behind a layer that records
//! requests and lets them fail.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    Response, StatusCode,
    body::{Body, Frame, Incoming},
    header,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use s3s::service::{S3Service, S3ServiceBuilder};
use tempfile::TempDir;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
};

use super::{
    bucket::Objects,
    faults::{Fault, Faults, Ticket},
};

/// The one bucket.
pub const BUCKET: &str = "aos";
/// The access key that requests are signed with.
pub const ACCESS_KEY: &str = "AKIDTEST";
/// Its secret.
pub const SECRET_KEY: &str = "the secret of the test server";

type Answer = Response<UnsyncBoxBody<Bytes, io::Error>>;

/// A running server; it stops when dropped.
pub struct Server {
    folder: TempDir,
    address: SocketAddr,
    faults: Faults,
    runtime: Option<Runtime>,
}

impl Server {
    /// A server that keeps create-if-absent, like S3 itself.
    pub fn start() -> Self {
        Self::start_with(true)
    }

    /// A server that takes no notice of `If-None-Match`, like garage.
    pub fn start_ignoring_create_if_absent() -> Self {
        Self::start_with(false)
    }

    fn start_with(create_if_absent: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the server");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a folder for the bucket");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("server")
            .enable_all()
            .build()
            .expect("threads for the server");
        let objects = Objects::new(folder.path(), create_if_absent);
        let mut builder = S3ServiceBuilder::new(objects);
        builder.set_auth(s3s::auth::SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = builder.build();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port of loopback");
        let address = listener.local_addr().expect("a bound port has a number");
        let faults = Faults::default();
        runtime.spawn(accept(listener, service, faults.clone()));
        Self { folder, address, faults, runtime: Some(runtime) }
    }

    /// The server's address for clients.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What rules over its faults, and what it recorded.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// All that the server keeps. It may be replaced while no request is under way (see [`Faults::reset`]).
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder whose files are the objects.
    pub fn bucket(&self) -> PathBuf {
        self.folder.path().join(BUCKET)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn accept(listener: TcpListener, service: S3Service, faults: Faults) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let reset = Arc::new(AtomicBool::new(false));
        let line = Line { stream, reset: reset.clone() };
        let (service, faults) = (service.clone(), faults.clone());
        let serve = service_fn(move |request| {
            let (service, faults, reset) = (service.clone(), faults.clone(), reset.clone());
            async move {
                let answer = answer(service, &faults, request).await;
                if answer.is_err() {
                    reset.store(true, SeqCst);
                }
                answer
            }
        });
        let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(line), serve);
        // A connection that ends with an error is what the faults are for.
        tokio::spawn(async move { drop(connection.await) });
    }
}

/// Answers a request; an error resets the connection.
async fn answer(service: S3Service, faults: &Faults, request: hyper::Request<Incoming>) -> io::Result<Answer> {
    let (ticket, fault) = faults.arrived(request.method(), request.uri());
    match &fault {
        Some(Fault::Reset) => return Err(broken()),
        Some(Fault::KillBefore(victim)) => {
            victim.kill().await;
            return Err(broken());
        }
        Some(Fault::CutUpload) => {
            read_half(request, &ticket).await?;
            return Err(broken());
        }
        _ => {}
    }
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    ticket.note(|request| request.body = body.clone());
    if let Some(Fault::Hang(time)) = fault {
        ticket.hang(time).await;
        return Err(broken());
    }
    if let Some(Fault::Status(status)) = fault {
        let status = StatusCode::from_u16(status).expect("tests give statuses that exist");
        ticket.note(|request| request.status = Some(status.as_u16()));
        return Ok(refusal(status));
    }
    let request = hyper::Request::from_parts(head, s3s::Body::from(body));
    // What has arrived as a whole is done, whether or not anybody waits for it any more.
    let done = tokio::spawn(async move {
        let answer = perform(service, request).await?;
        ticket.note(|request| request.status = Some(answer.status().as_u16()));
        Ok::<_, io::Error>(answer)
    });
    let mut answer = done.await.map_err(io::Error::other)??;
    if faults.clock_ahead() != 0 {
        let time = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(faults.clock_ahead());
        let date = time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        answer.headers_mut().insert(header::DATE, date.try_into().map_err(io::Error::other)?);
    }
    match fault {
        Some(Fault::LoseAnswer) => Err(broken()),
        Some(Fault::KillAfter(victim)) => {
            victim.kill().await;
            Err(broken())
        }
        Some(Fault::CutAnswer) => half_of(answer),
        _ => Ok(answer.map(|body| Full::new(body).map_err(never).boxed_unsync())),
    }
}

/// Lets s3s do a request.
async fn perform(service: S3Service, request: s3s::HttpRequest) -> io::Result<Response<Bytes>> {
    let answer = service.call(request).await.map_err(|error| io::Error::other(format!("{error:?}")))?;
    let (head, body) = answer.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    Ok(Response::from_parts(head, body))
}

/// Reads half of a request's body.
async fn read_half(request: hyper::Request<Incoming>, ticket: &Ticket) -> io::Result<()> {
    let mut body = request.into_body();
    let half = body.size_hint().lower() / 2;
    let mut arrived = Vec::new();
    while (arrived.len() as u64) < half {
        let Some(frame) = body.frame().await else {
            break;
        };
        if let Ok(bytes) = frame.map_err(io::Error::other)?.into_data() {
            arrived.extend_from_slice(&bytes);
        }
    }
    ticket.note(|request| request.body = arrived.into());
    Ok(())
}

/// The answer with half of its body, after which the connection ends.
fn half_of(answer: Response<Bytes>) -> io::Result<Answer> {
    let (mut head, body) = answer.into_parts();
    if body.is_empty() {
        return Err(broken());
    }
    head.headers.insert(header::CONTENT_LENGTH, body.len().into());
    let half = body.slice(..body.len() / 2);
    let frames = futures::stream::unfold(0, move |step| {
        let half = half.clone();
        async move {
            if step == 0 {
                return Some((Ok(Frame::data(half)), 1));
            }
            // The half is sent before the end is seen.
            tokio::task::yield_now().await;
            Some((Err(broken()), 2))
        }
    });
    Ok(Response::from_parts(head, StreamBody::new(frames).boxed_unsync()))
}

/// An answer like those of S3 when it cannot.
fn refusal(status: StatusCode) -> Answer {
    let code = if status == StatusCode::SERVICE_UNAVAILABLE { "SlowDown" } else { "InternalError" };
    let text = format!("<Error><Code>{code}</Code><Message>made up by the test</Message></Error>");
    let mut answer = Response::new(Full::new(Bytes::from(text)).map_err(never).boxed_unsync());
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/xml"));
    answer
}

fn broken() -> io::Error {
    io::Error::other("broken by the test")
}

fn never(never: Infallible) -> io::Error {
    match never {}
}

/// A connection that can be ended by a reset, as the death of a server or a router ends it.
struct Line {
    stream: TcpStream,
    reset: Arc<AtomicBool>,
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.reset.load(SeqCst) {
            self.stream.set_zero_linger().expect("a socket can be reset");
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
