//! The test server does what the other tests take for granted, seen through the client that the program uses.

use std::time::Duration;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::{
    ClientOptions, Error, ObjectStore, ObjectStoreExt, PutMode, PutPayload, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    path::Path,
};
use tokio::runtime::Runtime;

use super::{
    faults::{Class, Fault},
    server::{ACCESS_KEY, BUCKET, SECRET_KEY, Server},
};

/// A client that tries once.
struct Client {
    store: AmazonS3,
    runtime: Runtime,
}

impl Client {
    fn of(server: &Server) -> Self {
        Self::with_secret(server, SECRET_KEY)
    }

    fn with_secret(server: &Server, secret: &str) -> Self {
        let store = AmazonS3Builder::new()
            .with_endpoint(server.endpoint())
            .with_region("us-east-1")
            .with_bucket_name(BUCKET)
            .with_access_key_id(ACCESS_KEY)
            .with_secret_access_key(secret)
            .with_client_options(ClientOptions::new().with_allow_http(true).with_timeout(Duration::from_millis(500)))
            .with_retry(RetryConfig { max_retries: 0, ..RetryConfig::default() })
            .build()
            .expect("the options are complete");
        Self { store, runtime: Runtime::new().expect("threads for the client") }
    }

    fn create(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let payload = PutPayload::from(Bytes::copy_from_slice(bytes));
        let name = Path::from(name);
        let created = self.store.put_opts(&name, payload, PutMode::Create.into());
        self.runtime.block_on(created).map(drop)
    }

    fn get(&self, name: &str) -> Result<Bytes, Error> {
        let name = Path::from(name);
        self.runtime.block_on(async { self.store.get(&name).await?.bytes().await })
    }

    fn list(&self, prefix: &str) -> Vec<String> {
        let stream = self.store.list(Some(&Path::from(prefix)));
        let listed: Vec<_> = self.runtime.block_on(stream.try_collect()).expect("a list");
        listed.into_iter().map(|object| object.location.to_string()).collect()
    }
}

#[test]
fn objects_are_created_once_read_listed_and_deleted() {
    let server = Server::start();
    let client = Client::of(&server);
    client.create("account/packs/ab/one", b"0123456789").expect("first");
    let again = client.create("account/packs/ab/one", b"other");
    assert!(matches!(again, Err(Error::AlreadyExists { .. })), "{again:?}");
    client.create("account/packs/cd/two", &[7; 3_000_000]).expect("a large one");
    assert_eq!(client.get("account/packs/ab/one").expect("there"), "0123456789");
    assert_eq!(client.get("account/packs/cd/two").expect("there").len(), 3_000_000);
    let missing = client.get("account/none");
    assert!(matches!(missing, Err(Error::NotFound { .. })), "{missing:?}");
    let name = Path::from("account/packs/ab/one");
    let range = client.runtime.block_on(client.store.get_range(&name, 3..6)).expect("there");
    assert_eq!(range, "345");
    assert_eq!(client.list("account/packs"), ["account/packs/ab/one", "account/packs/cd/two"]);
    assert_eq!(client.list("account/packs/cd"), ["account/packs/cd/two"]);
    let prefix = Path::from("account/packs");
    let listed = client.runtime.block_on(client.store.list_with_delimiter(Some(&prefix)));
    let folders: Vec<String> = listed.expect("a list").common_prefixes.iter().map(Path::to_string).collect();
    assert_eq!(folders, ["account/packs/ab", "account/packs/cd"]);
    client.runtime.block_on(client.store.delete(&name)).expect("deleted");
    assert!(matches!(client.get("account/packs/ab/one"), Err(Error::NotFound { .. })));
}

#[test]
fn of_many_who_create_at_once_one_succeeds() {
    let server = Server::start();
    let client = Client::of(&server);
    for round in 0..20 {
        let name = Path::from(format!("race/{round}"));
        let puts = (0..8u8).map(|number| {
            let payload = PutPayload::from(vec![number; 10_000]);
            client.store.put_opts(&name, payload, PutMode::Create.into())
        });
        let results = client.runtime.block_on(futures::future::join_all(puts));
        let winner = results.iter().position(Result::is_ok).expect("one is first");
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        let there = client.get(name.as_ref()).expect("there");
        assert_eq!(there, vec![winner as u8; 10_000]);
    }
}

#[test]
fn a_server_like_garage_replaces_what_is_there() {
    let server = Server::start_ignoring_create_if_absent();
    let client = Client::of(&server);
    client.create("x", b"first").expect("first");
    client.create("x", b"second").expect("the server takes no notice");
    assert_eq!(client.get("x").expect("there"), "second");
}

#[test]
fn requests_need_the_right_secret() {
    let server = Server::start();
    let refused = Client::with_secret(&server, "wrong").create("x", b"first");
    assert!(matches!(refused, Err(Error::PermissionDenied { .. })), "{refused:?}");
    assert!(!server.bucket().join("x").exists());
}

#[test]
fn requests_are_counted_and_recorded_in_order() {
    let server = Server::start();
    let client = Client::of(&server);
    client.create("a/b", b"body").expect("created");
    client.get("a/b").expect("there");
    client.list("a/");
    let faults = server.faults();
    let counts = (faults.requests(), faults.writes(), faults.gets(), faults.lists());
    assert_eq!(counts, (3, 1, 1, 1));
    let log = faults.log();
    assert_eq!((log[0].method.as_str(), log[0].target.as_str()), ("PUT", "/aos/a/b"));
    assert_eq!((log[0].status, &log[0].body[..]), (Some(200), &b"body"[..]));
    let objects: Vec<String> = log.iter().map(|request| request.object()).collect();
    assert_eq!(objects, ["a/b", "a/b", "a/"]);
    faults.reset();
    assert_eq!(faults.requests(), 0);
}

#[test]
fn a_failing_request_fails_as_it_is_told_to() {
    let server = Server::start();
    let client = Client::of(&server);
    let content = vec![5; 400_000];
    client.create("there", &content).expect("created");
    let hang = Fault::Hang(Duration::from_secs(30));
    // Each fault with whether the object is stored nevertheless.
    let puts = [
        (Fault::Status(500), false),
        (Fault::Status(503), false),
        (Fault::Reset, false),
        (hang.clone(), false),
        (Fault::CutUpload, false),
        (Fault::LoseAnswer, true),
    ];
    for (number, (fault, is_stored)) in puts.into_iter().enumerate() {
        server.faults().reset();
        server.faults().fail_at(Class::Writes, 1, fault.clone());
        let name = format!("put/{number}");
        let failed = client.create(&name, &content);
        assert!(matches!(failed, Err(Error::Generic { .. })), "{fault:?}: {failed:?}");
        assert!(server.faults().log()[0].faulty);
        server.faults().reset();
        let got = client.get(&name);
        assert_eq!(got.is_ok(), is_stored, "{fault:?}: {got:?}");
        assert!(got.is_err() || got.is_ok_and(|bytes| bytes == content));
        assert_eq!(client.create(&name, &content).is_err(), is_stored, "{fault:?}");
    }
    for fault in [Fault::Status(503), Fault::Reset, Fault::CutAnswer, Fault::LoseAnswer, hang] {
        server.faults().reset();
        server.faults().fail_at(Class::Gets, 2, fault.clone());
        assert_eq!(client.get("there").expect("the first is well"), content);
        let failed = client.get("there");
        assert!(matches!(failed, Err(Error::Generic { .. })), "{fault:?}: {failed:?}");
        assert_eq!(client.get("there").expect("the third is well"), content, "{fault:?}");
    }
}

#[test]
fn half_an_answer_is_half() {
    let server = Server::start();
    let client = Client::of(&server);
    client.create("there", &vec![5; 400_000]).expect("created");
    server.faults().fail_at(Class::Gets, 1, Fault::CutAnswer);
    let arrived = client.runtime.block_on(async {
        let mut stream = client.store.get(&Path::from("there")).await?.into_stream();
        let mut arrived = 0;
        loop {
            match stream.try_next().await {
                Ok(Some(bytes)) => arrived += bytes.len(),
                Ok(None) => panic!("the end is not to be mistaken for a whole answer"),
                Err(_) => return Ok::<usize, Error>(arrived),
            }
        }
    });
    assert_eq!(arrived.expect("the answer begins well"), 200_000);
}

#[test]
fn faults_last_as_long_as_they_are_told_to() {
    let server = Server::start();
    let client = Client::of(&server);
    client.create("there", b"x").expect("created");
    let outcomes =
        |count: usize| -> String { (0..count).map(|_| if client.get("there").is_ok() { '+' } else { '-' }).collect() };
    server.faults().reset();
    server.faults().fail_times(Class::All, 2, 3, Fault::Status(503));
    assert_eq!(outcomes(6), "+---++");
    server.faults().reset();
    server.faults().fail_from(Class::Gets, 3, Fault::Reset);
    assert_eq!(outcomes(5), "++---");
    server.faults().lift();
    assert_eq!(outcomes(2), "++");
}

#[cfg(unix)]
#[test]
fn a_program_is_killed_before_or_after_its_request_is_done() {
    use std::{os::unix::process::ExitStatusExt, process::Command};

    use super::program::Victim;

    let server = Server::start();
    let client = Client::of(&server);
    for is_done in [false, true] {
        server.faults().reset();
        let victim = Victim::default();
        match is_done {
            false => server.faults().kill_before(Class::Writes, 2, &victim),
            true => server.faults().kill_after(Class::Writes, 2, &victim),
        }
        let name = |number: usize| format!("killed {is_done} {number}");
        let placer = victim.clone();
        // The process is known only after its first request has come, as it may be with a fast one.
        client.create(&name(1), b"first").expect("not yet");
        placer.place(Command::new("sleep").arg("600").spawn().expect("a process"));
        assert!(!victim.was_killed());
        client.create(&name(2), b"second").expect_err("the answer never comes");
        assert!(victim.was_killed());
        assert_eq!(victim.wait().signal(), Some(9));
        assert_eq!(client.get(&name(2)).is_ok(), is_done);
    }
}

#[test]
fn faults_that_end_let_go_of_requests_that_hang() {
    let server = Server::start();
    let client = Client::of(&server);
    server.faults().fail_from(Class::All, 1, Fault::Hang(Duration::from_secs(600)));
    client.create("x", &[1; 3_000_000]).expect_err("the client gives up");
    client.get("x").expect_err("the client gives up");
    let before = std::time::Instant::now();
    server.faults().reset();
    assert!(before.elapsed() < Duration::from_secs(60), "the server still waits");
    assert_eq!(server.faults().requests(), 0);
    client.create("x", b"1").expect("all is well again");
}
