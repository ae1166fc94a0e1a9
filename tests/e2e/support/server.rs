//! An S3 server on this computer's loopback address, within the test's process: s3s over a folder, behind a layer that records
//! requests and lets them fail. Where the tests are told a store outside, it is that which stands behind this layer.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    io,
    net::SocketAddr,
    path::PathBuf,
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
    Method, Response, StatusCode,
    body::{Body, Frame, Incoming},
    header::{self, HeaderName},
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
    bench::Snapshot,
    bucket::Bucket,
    faults::{Fault, Faults, Ticket},
    objects::Objects,
    outside::{Kind, Outside, outside},
    program::Computer,
};

/// The one bucket.
pub const BUCKET: &str = "aos";
/// The access key that requests are signed with.
pub const ACCESS_KEY: &str = "AKIDTEST";
/// Its secret.
pub const SECRET_KEY: &str = "the secret of the test server";

type Answer = Response<UnsyncBoxBody<Bytes, io::Error>>;

/// The prefix of the account in the bucket.
const PREFIX: &str = "account";

/// A running server; it stops when dropped.
pub struct Server {
    home: Home,
    /// The account's place in the bucket, without a slash at its end.
    prefix: String,
    store: String,
    address: SocketAddr,
    faults: Faults,
    runtime: Option<Runtime>,
}

/// Where the objects are.
enum Home {
    Folder(TempDir),
    Outside(&'static Outside),
}

/// Who does the requests.
#[derive(Clone)]
enum Behind {
    Own(S3Service),
    Outside(Forward),
}

/// Hands requests on to another server, as they are: their signatures hold for the address that they came to.
#[derive(Clone)]
pub(super) struct Forward {
    client: reqwest::Client,
    address: String,
}

/// The variables by which the program gets in to servers.
pub fn variables() -> Vec<(&'static str, &'static str)> {
    match outside() {
        Some(outside) => outside.variables(),
        None => vec![("AWS_ACCESS_KEY_ID", ACCESS_KEY), ("AWS_SECRET_ACCESS_KEY", SECRET_KEY)],
    }
}

impl Server {
    /// A server that keeps create-if-absent, like S3 itself.
    pub fn start() -> Self {
        match outside() {
            Some(outside) => Self::start_before(outside),
            None => Self::start_own(true),
        }
    }

    /// A server that takes no notice of `If-None-Match`, like garage.
    pub fn start_ignoring_create_if_absent() -> Self {
        assert!(outside().is_none(), "a test about a server of its own: tests/stores.sh leaves it out");
        Self::start_own(false)
    }

    fn start_own(create_if_absent: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the server");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a folder for the bucket");
        let mut builder = S3ServiceBuilder::new(Bucket::new(folder.path(), create_if_absent));
        builder.set_auth(s3s::auth::SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = builder.build();
        let store = format!("s3://{BUCKET}/{PREFIX}");
        Self::start_with(Home::Folder(folder), PREFIX.to_owned(), store, Behind::Own(service))
    }

    /// A place of its own in the store outside.
    fn start_before(outside: &'static Outside) -> Self {
        let prefix = format!("e2e-{:016x}/{PREFIX}", fastrand::u64(..));
        let store = format!("{}://{}/{prefix}", outside.scheme(), outside.bucket);
        let behind = Behind::Outside(Forward::to(outside.address.clone()));
        Self::start_with(Home::Outside(outside), prefix, store, behind)
    }

    fn start_with(home: Home, prefix: String, store: String, behind: Behind) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("server")
            .enable_all()
            .build()
            .expect("threads for the server");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port of loopback");
        let address = listener.local_addr().expect("a bound port has a number");
        let faults = Faults::default();
        runtime.spawn(accept(listener, behind, faults.clone()));
        Self { home, prefix, store, address, faults, runtime: Some(runtime) }
    }

    /// The server's address for clients.
    pub fn endpoint(&self) -> String {
        let path = match &self.home {
            Home::Folder(_) => "",
            Home::Outside(outside) => &outside.path,
        };
        format!("http://{}{path}", self.address)
    }

    /// How the program is told of the account.
    pub fn store(&self) -> &str {
        &self.store
    }

    /// Bucket and prefix of the account.
    // Typed at terminals, which only the tests on Linux have.
    #[cfg(target_os = "linux")]
    pub fn place(&self) -> &str {
        self.store.split_once("://").expect("a store has a kind").1
    }

    /// What the names of the account's objects begin with.
    pub fn prefix(&self) -> String {
        format!("{}/", self.prefix)
    }

    /// Arguments by which a login finds it.
    pub fn arguments(&self) -> Vec<String> {
        let endpoint = ["--endpoint".to_owned(), self.endpoint()];
        let region = match &self.home {
            Home::Folder(_) => Some("us-east-1"),
            Home::Outside(Outside { kind: Kind::S3 { region, .. }, .. }) => Some(region.as_str()),
            Home::Outside(_) => None,
        };
        let region = region.map(|region| ["--region".to_owned(), region.to_owned()]);
        endpoint.into_iter().chain(region.into_iter().flatten()).collect()
    }

    /// What rules over its faults, and what it recorded.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The account's objects.
    pub fn objects(&self) -> Objects {
        match &self.home {
            Home::Folder(folder) => {
                let account = folder.path().join(BUCKET).join(PREFIX);
                std::fs::create_dir_all(&account).expect("a folder for the account");
                Objects::in_folder(&account)
            }
            Home::Outside(outside) => Objects::of_outside(outside, &self.prefix),
        }
    }

    /// What it and a computer hold now, to be put back while no request is under way (see [`Faults::reset`]).
    pub fn snapshot(&self, computer: &Computer) -> Snapshot {
        self.faults.reset();
        match &self.home {
            Home::Folder(folder) => Snapshot::of(&[folder.path(), computer.folder()]),
            Home::Outside(_) => Snapshot::of(&[computer.folder()]).with(self.objects()),
        }
    }

    /// The folder whose files are the objects of a server of one's own.
    pub fn bucket(&self) -> PathBuf {
        match &self.home {
            Home::Folder(folder) => folder.path().join(BUCKET),
            Home::Outside(_) => panic!("a test about a server of its own: tests/stores.sh leaves it out"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        // The bucket is somebody else's. What a failed test leaves may be looked at.
        if matches!(self.home, Home::Outside(_)) && !std::thread::panicking() {
            self.objects().put_back(&BTreeMap::new());
        }
    }
}

async fn accept(listener: TcpListener, behind: Behind, faults: Faults) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let reset = Arc::new(AtomicBool::new(false));
        let line = Line { stream, reset: reset.clone() };
        let (behind, faults) = (behind.clone(), faults.clone());
        let serve = service_fn(move |request| {
            let (behind, faults, reset) = (behind.clone(), faults.clone(), reset.clone());
            async move {
                let answer = answer(behind, &faults, request).await;
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
async fn answer(behind: Behind, faults: &Faults, request: hyper::Request<Incoming>) -> io::Result<Answer> {
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
    let request = hyper::Request::from_parts(head, body);
    // What has arrived as a whole is done, whether or not anybody waits for it any more.
    let done = tokio::spawn(async move {
        let answer = behind.perform(request).await?;
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

impl Behind {
    async fn perform(&self, request: hyper::Request<Bytes>) -> io::Result<Response<Bytes>> {
        match self {
            Self::Own(service) => {
                let request = request.map(s3s::Body::from);
                let answer = service.call(request).await.map_err(|error| io::Error::other(format!("{error:?}")))?;
                let (head, body) = answer.into_parts();
                let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
                Ok(Response::from_parts(head, body))
            }
            Self::Outside(forward) => forward.perform(request).await.map_err(io::Error::other),
        }
    }
}

impl Forward {
    /// To the server at an address.
    pub(super) fn to(address: String) -> Self {
        let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        Self { client: client.build().expect("a client"), address }
    }

    pub(super) async fn perform(&self, request: hyper::Request<Bytes>) -> reqwest::Result<Response<Bytes>> {
        let (head, body) = request.into_parts();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
        let mut forwarded = self.client.request(head.method.clone(), format!("{}{target}", self.address)).body(body);
        for (name, value) in head.headers.iter().filter(|(name, _)| !is_of_one_connection(name)) {
            forwarded = forwarded.header(name, value);
        }
        let answer = forwarded.send().await?;
        let mut made = Response::new(Bytes::new());
        *made.status_mut() = answer.status();
        for (name, value) in answer.headers() {
            // How long an object is that is only asked about is told by nothing else.
            if !is_of_one_connection(name) || (head.method == Method::HEAD && name == header::CONTENT_LENGTH) {
                made.headers_mut().append(name, value.clone());
            }
        }
        *made.body_mut() = answer.bytes().await?;
        Ok(made)
    }
}

/// Headers that are for the next in the chain only.
fn is_of_one_connection(name: &HeaderName) -> bool {
    [header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING].contains(name) || name == "keep-alive"
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
