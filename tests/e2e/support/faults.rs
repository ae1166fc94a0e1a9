//! What goes wrong at the server, and when: set by a test while the server runs. Also the record of every request.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::Duration,
};

use bytes::Bytes;
use hyper::{Method, Uri};
use tokio::sync::Notify;

use super::{
    outside::{Outside, outside},
    program::Victim,
};

/// What requests for lists have: of S3 and Google, of Azure.
const LISTS: [&str; 2] = ["list-type=", "comp=list"];

/// Kinds of requests, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Every request.
    All,
    /// PUT, POST, DELETE.
    Writes,
    /// Reading an object or asking about one.
    Gets,
    /// Reading a list of objects.
    Lists,
}

/// What is done to a request.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It is answered with this status and nothing is done.
    Status(u16),
    /// The connection is reset and nothing is done.
    Reset,
    /// It is read but not answered, until this long has passed or the fault ends, and nothing is done; then the connection is
    /// reset.
    Hang(Duration),
    /// It is done, but only half of the answer's body is sent. An answer without a body is lost.
    CutAnswer,
    /// It is done, but instead of an answer the connection is reset.
    LoseAnswer,
    /// Half of its body is read, then the connection is reset and nothing is done.
    CutUpload,
    /// The program that made it is killed and nothing is done.
    KillBefore(Victim),
    /// It is done, then the program that made it is killed before it hears of that.
    KillAfter(Victim),
}

/// A request that reached the server.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Path and query, as sent.
    pub target: String,
    /// What kind it is, never [`Class::All`].
    pub class: Class,
    /// The body as far as it arrived.
    pub body: Bytes,
    /// The status of the answer, where one was made, even if it was lost on its way.
    pub status: Option<u16>,
    /// Whether a fault met it.
    pub faulty: bool,
}

impl Request {
    /// The name of the object within the bucket, or the prefix that a listing is for.
    pub fn object(&self) -> String {
        let url = url::Url::parse("http://server")
            .and_then(|base| base.join(&self.target))
            .expect("what hyper took for a target is one");
        if self.class == Class::Lists {
            let prefix = url.query_pairs().find(|(name, _)| name == "prefix");
            return prefix.map(|(_, value)| value.into_owned()).unwrap_or_default();
        }
        let before = outside().map_or(1, Outside::parts_before_object);
        let name = url.path().splitn(before + 2, '/').nth(before + 1).unwrap_or_default();
        // Google's client escapes even slashes; a plus, which this would take for a space, is in no name.
        let decoded = url::form_urlencoded::parse(name.as_bytes()).next();
        decoded.map(|(name, _)| name.into_owned()).unwrap_or_default()
    }
}

#[derive(Debug)]
struct Plan {
    class: Class,
    from: usize,
    times: usize,
    fault: Fault,
}

#[derive(Debug, Default)]
struct State {
    plans: Vec<Plan>,
    /// Wakes the requests that hang when their fault ends.
    ended: Arc<Notify>,
    log: Vec<Request>,
    /// Counted up by each reset, so that a request from before it writes nothing into the new record.
    generation: usize,
    under_way: usize,
    /// Seconds that the server's clock is ahead.
    clock_ahead: i64,
}

/// The handle by which a test rules what goes wrong. Clones are the same handle.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    shared: Arc<(Mutex<State>, Condvar)>,
}

impl Faults {
    /// Ends all faults and begins to count and record anew, once no request is under way any more.
    pub fn reset(&self) {
        self.lift();
        let state = self.lock();
        let mut state =
            self.shared.1.wait_while(state, |state| state.under_way > 0).expect("no thread of the server panics");
        let generation = state.generation + 1;
        *state = State { generation, ..State::default() };
    }

    /// Ends all faults; counts and the record go on.
    pub fn lift(&self) {
        let mut state = self.lock();
        state.plans.clear();
        std::mem::take(&mut state.ended).notify_waiters();
    }

    /// Kills the program when the n-th request of a class arrives, before the server does anything.
    pub fn kill_before(&self, class: Class, n: usize, victim: &Victim) {
        self.plan(class, n, 1, Fault::KillBefore(victim.clone()));
    }

    /// Kills the program when the server has done the n-th request of a class, before it answers.
    pub fn kill_after(&self, class: Class, n: usize, victim: &Victim) {
        self.plan(class, n, 1, Fault::KillAfter(victim.clone()));
    }

    /// Lets the n-th request of a class fail.
    pub fn fail_at(&self, class: Class, n: usize, fault: Fault) {
        self.plan(class, n, 1, fault);
    }

    /// Lets `times` requests of a class fail, beginning with the n-th.
    pub fn fail_times(&self, class: Class, n: usize, times: usize, fault: Fault) {
        self.plan(class, n, times, fault);
    }

    /// Lets every request of a class fail from the n-th on, until [`Faults::lift`].
    pub fn fail_from(&self, class: Class, n: usize, fault: Fault) {
        self.plan(class, n, usize::MAX, fault);
    }

    /// Puts the server's clock ahead by so many seconds, or behind, until the next reset.
    pub fn put_clock(&self, ahead: i64) {
        self.lock().clock_ahead = ahead;
    }

    /// How far the clock is ahead.
    pub(super) fn clock_ahead(&self) -> i64 {
        self.lock().clock_ahead
    }

    /// The requests so far, in the order of their arrival.
    pub fn log(&self) -> Vec<Request> {
        self.lock().log.clone()
    }

    /// How many requests of a class there were.
    pub fn count(&self, class: Class) -> usize {
        count(&self.lock().log, class)
    }

    /// How many requests there were.
    pub fn requests(&self) -> usize {
        self.count(Class::All)
    }

    /// How many requests there were that change something.
    pub fn writes(&self) -> usize {
        self.count(Class::Writes)
    }

    /// How many requests there were that read an object.
    pub fn gets(&self) -> usize {
        self.count(Class::Gets)
    }

    /// How many requests there were for a list.
    pub fn lists(&self) -> usize {
        self.count(Class::Lists)
    }

    /// Notes that a request arrived, and says what is to go wrong with it.
    pub(super) fn arrived(&self, method: &Method, uri: &Uri) -> (Ticket, Option<Fault>) {
        let target = uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let class = classify(method, uri);
        let mut state = self.lock();
        let request =
            Request { method: method.clone(), target, class, body: Bytes::new(), status: None, faulty: false };
        state.log.push(request);
        state.under_way += 1;
        let found = state.plans.iter().find(|plan| {
            let n = count(&state.log, plan.class);
            (plan.class == Class::All || plan.class == class) && n >= plan.from && n - plan.from < plan.times
        });
        let fault = found.map(|plan| plan.fault.clone());
        let place = state.log.len() - 1;
        state.log[place].faulty = fault.is_some();
        let ticket = Ticket { faults: self.clone(), generation: state.generation, place, ended: state.ended.clone() };
        (ticket, fault)
    }

    fn plan(&self, class: Class, from: usize, times: usize, fault: Fault) {
        assert!(from > 0, "the first request is number 1");
        self.lock().plans.push(Plan { class, from, times, fault });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared.0.lock().expect("no thread of the server panics")
    }
}

/// A request that is under way; dropping it says that the server is done with it.
pub(super) struct Ticket {
    faults: Faults,
    generation: usize,
    place: usize,
    ended: Arc<Notify>,
}

impl Ticket {
    /// Waits this long, or until the faults of the request's time end.
    pub async fn hang(&self, time: Duration) {
        let ended = self.ended.notified();
        // One who ends the faults puts another in its place first, so that an end before this point is seen, too.
        let is_current = Arc::ptr_eq(&self.ended, &self.faults.lock().ended);
        if is_current {
            // Either way it is over.
            let _over = tokio::time::timeout(time, ended).await;
        }
    }

    /// Completes what is recorded of the request.
    pub fn note(&self, change: impl FnOnce(&mut Request)) {
        let mut state = self.faults.lock();
        if state.generation == self.generation {
            change(&mut state.log[self.place]);
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.faults.lock().under_way -= 1;
        self.faults.shared.1.notify_all();
    }
}

fn classify(method: &Method, uri: &Uri) -> Class {
    match *method {
        Method::GET if uri.query().is_some_and(|query| LISTS.iter().any(|sign| query.contains(sign))) => Class::Lists,
        Method::GET | Method::HEAD => Class::Gets,
        _ => Class::Writes,
    }
}

fn count(log: &[Request], class: Class) -> usize {
    log.iter().filter(|request| class == Class::All || request.class == class).count()
}
