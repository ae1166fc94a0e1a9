//! The object store: opaque bytes under names, created once and never changed.
//!
//! The rest of the library is plain threads; this module owns the runtime that requests run on and offers calls that wait.

mod certificates;
pub mod endpoint;
mod folder;
mod issued;
pub mod location;
pub mod names;
pub mod open;
mod paced;

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, path::Path};

use self::folder::Folder;
pub use issued::{CONTAINER_ADDRESS, ContainerToken, INSTANCE_ADDRESS, IssuedBy, Issuer};
pub use location::Location;
pub use open::{ConnectOptions, S3_KEYS, StoreCredentials};
pub use paced::{Proxy, ServerClock, client};

use certificates::Untalkable;

use crate::{
    error::{CredentialProblem, Error, Result, StoreFailure, StoreOperation},
    throttle::{Bucket, Throttle},
};

/// Longest gap between two ranges that is read rather than asked for anew.
const BRIDGED_GAP: u64 = 128 * 1024;
/// Attempts at an operation that failed in a way that may pass, beside those the client makes itself.
const ATTEMPTS: u32 = 4;
/// What took longer than this to fail has been repeated by the client for as long as it may be.
const QUICK_FAILURE: Duration = Duration::from_secs(30);

/// An object as a listing tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its name within the account.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// One prefix of one object store, in which one account lies.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    client: Arc<dyn ObjectStore>,
    prefix: Path,
    shown: String,
    runtime: tokio::runtime::Runtime,
    requests: AtomicU64,
    parallel: usize,
    /// How many requests at once may be made now.
    allowed: AtomicUsize,
    /// The speeds of a client that knows of none.
    throttle: Option<Arc<Throttle>>,
    /// The folder, where the store is one.
    folder: Option<Folder>,
}

/// A request that is under way.
pub struct Pending<T>(tokio::task::JoinHandle<Result<T>>, Store);

impl<T> Pending<T> {
    /// Waits for the answer.
    pub fn wait(self) -> Result<T> {
        match self.1.inner.runtime.block_on(self.0) {
            Ok(result) => result,
            Err(failed) => Err(Error::Store {
                operation: StoreOperation::Request,
                object: String::new(),
                kind: StoreFailure::Other,
                message: failed.to_string(),
            }),
        }
    }
}

impl Store {
    /// A store over a client, all names below `prefix`; `shown` is how the location is named to people. `parallel` is how many
    /// requests at once serve it well. A client
    /// that does not keep to speeds itself is paced by `throttle`, object by object.
    pub fn new(
        client: Arc<dyn ObjectStore>,
        prefix: Path,
        shown: String,
        parallel: usize,
        throttle: Option<Arc<Throttle>>,
        folder: Option<Folder>,
    ) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            // A folder is read and written by as many; each thread keeps memory of its own.
            .max_blocking_threads(4)
            .thread_name("store")
            .enable_all()
            .build()
            .map_err(|source| Error::Thread { source })?;
        let requests = AtomicU64::new(0);
        let allowed = AtomicUsize::new(parallel);
        Ok(Self {
            inner: Arc::new(Inner { client, prefix, shown, runtime, requests, parallel, allowed, throttle, folder }),
        })
    }

    /// How the location is named to people, without credentials.
    pub fn shown(&self) -> &str {
        &self.inner.shown
    }

    /// How many requests at once serve this store well, and may be made now.
    pub fn parallel(&self) -> usize {
        self.inner.allowed.load(Relaxed)
    }

    /// Lets no more than so many requests be made at once, for the sake of others on this computer; `None` lets as many be made as
    /// serve the store well.
    pub fn allow_parallel(&self, most: Option<usize>) {
        let allowed = most.map_or(self.inner.parallel, |most| most.clamp(1, self.inner.parallel));
        self.inner.allowed.store(allowed, Relaxed);
    }

    /// Requests made so far, retries of the client not counted.
    pub fn requests(&self) -> u64 {
        self.inner.requests.load(Relaxed)
    }

    /// All bytes of an object.
    pub fn get(&self, name: &str) -> Result<Bytes> {
        self.inner.runtime.block_on(self.get_async(name))
    }

    /// Some bytes of an object.
    pub fn get_range(&self, name: &str, range: Range<u64>) -> Result<Bytes> {
        self.inner.runtime.block_on(self.get_range_async(name, range))
    }

    /// Begins to read ranges of an object, given in order; near ones are read in one request.
    pub fn begin_get_ranges(&self, name: &str, ranges: Vec<Range<u64>>) -> Pending<Vec<Bytes>> {
        let (store, name) = (self.clone(), name.to_owned());
        self.spawn(async move { store.get_ranges_async(&name, &ranges).await })
    }

    /// Begins to read all bytes of an object.
    pub fn begin_get(&self, name: &str) -> Pending<Bytes> {
        let (store, name) = (self.clone(), name.to_owned());
        self.spawn(async move { store.get_async(&name).await })
    }

    /// Creates an object, or fails with [`StoreFailure::Exists`] if another one of that name is there. An object with just these
    /// bytes counts as created: it is what an earlier attempt left whose answer was lost.
    pub fn create(&self, name: &str, parts: Vec<Bytes>) -> Result<()> {
        self.inner.runtime.block_on(self.create_async(name, parts))
    }

    /// Begins to create an object; `done` is called from a thread of the store.
    pub fn begin_create(&self, name: &str, parts: Vec<Bytes>, done: impl FnOnce(Result<()>) + Send + 'static) {
        let (store, name) = (self.clone(), name.to_owned());
        self.inner.runtime.spawn(async move { done(store.create_async(&name, parts).await) });
    }

    /// Objects below a folder, in order of their names; with `after`, only those whose names come after it.
    pub fn list(&self, folder: &str, after: Option<&str>) -> Result<Vec<ObjectInfo>> {
        self.inner.runtime.block_on(self.retry(|| async {
            let prefix = self.path(folder);
            let stream = match after {
                Some(after) => self.inner.client.list_with_offset(Some(&prefix), &self.path(after)),
                None => self.inner.client.list(Some(&prefix)),
            };
            let mut found: Vec<ObjectInfo> = stream
                .map_ok(|meta| ObjectInfo { name: self.name_of(&meta.location), size: meta.size })
                .try_collect()
                .await
                .map_err(|error| store_error(StoreOperation::List, folder, error))?;
            // An empty list of a folder that is gone would say that everything is lost.
            if let Some(folder) = self.inner.folder.as_ref().filter(|_| found.is_empty()) {
                folder.must_be_there()?;
            }
            found.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(found)
        }))
    }

    /// Names of the folders directly below a folder, in order.
    pub fn list_folders(&self, folder: &str) -> Result<Vec<String>> {
        self.inner.runtime.block_on(self.retry(|| async {
            let listed = self
                .inner
                .client
                .list_with_delimiter(Some(&self.path(folder)))
                .await
                .map_err(|error| store_error(StoreOperation::List, folder, error))?;
            let mut names: Vec<String> =
                listed.common_prefixes.iter().filter_map(|path| Some(path.filename()?.to_owned())).collect();
            names.sort();
            Ok(names)
        }))
    }

    /// Removes an object; only for what this very call made to try the store out.
    pub fn remove_probe(&self, name: &str) -> Result<()> {
        self.count();
        let path = self.path(name);
        self.inner
            .runtime
            .block_on(self.inner.client.delete(&path))
            .map_err(|error| store_error(StoreOperation::Delete, name, error))
    }

    /// Creates an object without asking whether it is there, by plain conditional put and nothing else: for trying out whether a
    /// store refuses the second one.
    pub fn create_probe(&self, name: &str, content: &'static [u8]) -> Result<()> {
        self.inner.runtime.block_on(self.put_async(name, &[Bytes::from_static(content)]))
    }

    /// Tries whether objects may be created, by creating one that is there, with the content that it has: a store that keeps
    /// create-if-absent refuses that, and nothing is left behind. Only for such a store.
    pub fn try_creating(&self, name: &str, content: Bytes) -> Result<()> {
        match self.inner.runtime.block_on(self.put_async(name, &[content])) {
            Err(Error::Store { kind: StoreFailure::Exists, .. }) => Ok(()),
            result => result,
        }
    }

    fn spawn<T: Send + 'static>(&self, request: impl Future<Output = Result<T>> + Send + 'static) -> Pending<T> {
        Pending(self.inner.runtime.spawn(request), self.clone())
    }

    async fn get_async(&self, name: &str) -> Result<Bytes> {
        let got = self.retry(|| async {
            let answer = self.inner.client.get(&self.path(name)).await;
            match answer {
                Ok(answer) => answer.bytes().await.map_err(|error| store_error(StoreOperation::Get, name, error)),
                Err(error) => Err(store_error(StoreOperation::Get, name, error)),
            }
        });
        let bytes = got.await?;
        self.pace(|throttle| &throttle.download, bytes.len()).await;
        Ok(bytes)
    }

    async fn get_range_async(&self, name: &str, range: Range<u64>) -> Result<Bytes> {
        let got = self.retry(|| async {
            self.inner
                .client
                .get_range(&self.path(name), range.clone())
                .await
                .map_err(|error| store_error(StoreOperation::Get, name, error))
        });
        let bytes = got.await?;
        self.pace(|throttle| &throttle.download, bytes.len()).await;
        Ok(bytes)
    }

    async fn get_ranges_async(&self, name: &str, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        let mut groups: Vec<Range<u64>> = Vec::new();
        for range in ranges {
            match groups.last_mut() {
                Some(group) if range.start <= group.end.saturating_add(BRIDGED_GAP) => {
                    group.end = group.end.max(range.end);
                }
                _ => groups.push(range.clone()),
            }
        }
        let fetched: Vec<Bytes> = futures::stream::iter(groups.iter().cloned())
            .map(|group| self.get_range_async(name, group))
            .buffered(self.parallel())
            .try_collect()
            .await?;
        let mut group = 0;
        ranges
            .iter()
            .map(|range| {
                while groups[group].end < range.end {
                    group += 1;
                }
                let from = (range.start - groups[group].start) as usize;
                let to = (range.end - groups[group].start) as usize;
                let bytes = &fetched[group];
                if to > bytes.len() {
                    return Err(Error::damaged(name, crate::error::Damage::Truncated));
                }
                Ok(bytes.slice(from..to))
            })
            .collect()
    }

    async fn create_async(&self, name: &str, parts: Vec<Bytes>) -> Result<()> {
        let began = Instant::now();
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.put_async(name, &parts).await {
                Ok(()) => return Ok(()),
                Err(Error::Store { kind: StoreFailure::Exists, operation, object, message }) => {
                    // It may be our own earlier attempt whose answer was lost, or (on a concurrent create) nobody's yet.
                    let there = match self.get_async(name).await {
                        Ok(there) => there,
                        Err(error) if error.is_not_found() && attempt < ATTEMPTS => continue,
                        Err(error) => return Err(error),
                    };
                    let same = there.len() == parts.iter().map(Bytes::len).sum::<usize>()
                        && parts
                            .iter()
                            .scan(0, |at, part| {
                                let from = *at;
                                *at += part.len();
                                Some(there[from..*at] == part[..])
                            })
                            .all(|equal| equal);
                    if same {
                        return Ok(());
                    }
                    return Err(Error::Store { kind: StoreFailure::Exists, operation, object, message });
                }
                // A time-out of a create is not retried by the client, however long it took; creating again is safe, whatever
                // became of it.
                Err(error) if (error.is_transient() && attempt == 1) || may_retry(&error, attempt, began) => {
                    tracing::warn!(%error, attempt, "asked again");
                    tokio::time::sleep(backoff(attempt)).await;
                }
                Err(error) => return Err(error).inspect_err(gave_up),
            }
        }
    }

    async fn put_async(&self, name: &str, parts: &[Bytes]) -> Result<()> {
        self.count();
        self.pace(|throttle| &throttle.upload, parts.iter().map(Bytes::len).sum()).await;
        // The client would make what is missing, wherever that is.
        if let Some(folder) = &self.inner.folder {
            folder.must_be_there()?;
        }
        let payload: PutPayload = parts.iter().cloned().collect();
        self.inner
            .client
            .put_opts(&self.path(name), payload, PutOptions::from(PutMode::Create))
            .await
            .map(|_| ())
            .map_err(|error| store_error(StoreOperation::Put, name, error))
    }

    /// Runs a request that changes nothing until it succeeds, fails for good, or has failed too often.
    async fn retry<T, F: Future<Output = Result<T>>>(&self, request: impl Fn() -> F) -> Result<T> {
        let began = Instant::now();
        let mut attempt = 0;
        loop {
            attempt += 1;
            self.count();
            match request().await {
                Err(error) if may_retry(&error, attempt, began) => {
                    tracing::warn!(%error, attempt, "asked again");
                    tokio::time::sleep(backoff(attempt)).await;
                }
                result => return result.inspect_err(gave_up),
            }
        }
    }

    /// Waits as long as so many bytes may take, where the client itself does not.
    async fn pace(&self, direction: fn(&Throttle) -> &Bucket, bytes: usize) {
        let Some(throttle) = &self.inner.throttle else { return };
        let bucket = direction(throttle);
        let mut left = bytes;
        while left > 0 {
            let piece = bucket.piece(left);
            bucket.take(piece).await;
            left -= piece;
        }
    }

    fn count(&self) {
        self.inner.requests.fetch_add(1, Relaxed);
    }

    fn path(&self, name: &str) -> Path {
        self.inner.prefix.parts().chain(Path::from(name).parts()).map(|part| part.as_ref().to_owned()).collect()
    }

    fn name_of(&self, path: &Path) -> String {
        match path.prefix_match(&self.inner.prefix) {
            Some(parts) => parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"),
            None => path.to_string(),
        }
    }
}

/// Takes note of a request that failed for good. That an object is not there is an answer like another.
fn gave_up(error: &Error) {
    if !error.is_not_found() {
        tracing::warn!(%error, "given up");
    }
}

fn may_retry(error: &Error, attempt: u32, began: Instant) -> bool {
    error.is_transient() && attempt < ATTEMPTS && began.elapsed() < QUICK_FAILURE
}

fn backoff(attempt: u32) -> Duration {
    Duration::from_millis(200 << attempt.min(5))
}

fn store_error(operation: StoreOperation, object: &str, error: object_store::Error) -> Error {
    use object_store::Error as Client;
    let mut message = error.to_string();
    let kind = match &error {
        Client::NotFound { .. } => StoreFailure::NotFound,
        Client::AlreadyExists { .. } | Client::Precondition { .. } => StoreFailure::Exists,
        Client::PermissionDenied { .. } | Client::Unauthenticated { .. } => StoreFailure::Denied,
        Client::Generic { source, .. } => {
            let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(source.as_ref());
            let mut kind = StoreFailure::Other;
            while let Some(current) = cause {
                if let Some(problem) = current.downcast_ref::<CredentialProblem>() {
                    return Error::StoreCredentials(problem.clone());
                }
                if let Some(Untalkable { server, problem }) = current.downcast_ref() {
                    return Error::Connection { server: server.clone(), problem: problem.clone() };
                }
                if let Some(io) = current.downcast_ref::<std::io::Error>() {
                    kind = io_failure(io);
                    message = io.to_string();
                }
                cause = current.source();
            }
            if message.contains(TOKEN_FAILURE) {
                return Error::StoreCredentials(CredentialProblem::NoIdentity { message });
            }
            if kind == StoreFailure::Other && is_network(&message) { StoreFailure::Unreachable } else { kind }
        }
        _ => StoreFailure::Other,
    };
    Error::Store { operation, object: object.to_owned(), kind, message }
}

fn io_failure(error: &std::io::Error) -> StoreFailure {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => StoreFailure::Full,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreFailure::Denied,
        ErrorKind::NotFound => StoreFailure::NotFound,
        ErrorKind::ConnectionRefused
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::TimedOut
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof
        | ErrorKind::Interrupted => StoreFailure::Unreachable,
        _ => StoreFailure::Other,
    }
}

/// The client tells only by these words that it was not the store that failed, but who was asked for credentials.
const TOKEN_FAILURE: &str = "Error performing token request";

/// The client keeps the status of a failed request only in its words.
fn is_network(message: &str) -> bool {
    [
        "error sending request",
        "timed out",
        "timeout",
        "connection",
        "server error",
        " 500 ",
        " 502 ",
        " 503 ",
        " 504 ",
        "request or response body error",
        "error decoding response body",
    ]
    .iter()
    .any(|sign| message.to_ascii_lowercase().contains(sign))
}
