//! Progress: what the library tells while it works, as a bar, as a line now and then, or as lines of JSON.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle as BarStyle};
use serde_json::{Map, Value, json};

use super::{bar, reasons};
use crate::{
    cli::{
        arguments::ProgressStyle,
        program::{Program, crash},
        terminal::output::{Printer, Stream, Tint},
        text::paths,
        words::{self, Message, Running, Working},
    },
    journal::{self, Pending},
    model::Apath,
    monitor::{Action, Counters, Monitor, Phase, Problem, Trouble},
    throttle::Throttle,
};

/// More troubles than this are only counted.
const MOST_SHOWN: u64 = 20;
/// More than this do not go into the JSON document either.
const MOST_KEPT: usize = 1000;
/// Speed is the mean of this long, so that it is calm and still follows the network.
const RATE_WINDOW: Duration = Duration::from_secs(8);
/// A speed of less than this says nothing about hours to come.
const LEFT_WINDOW: f64 = 3.0;
/// Commands that are done sooner show no bar at all.
const BAR_DELAY: Duration = Duration::from_millis(400);

/// Hears the library and shows it.
pub struct Progress {
    inner: Arc<Inner>,
    ticker: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What was heard in a whole run.
#[derive(Debug, Default)]
pub struct Heard {
    /// Troubles for the JSON document.
    pub troubles: Vec<Value>,
    /// Troubles that were failures and were not shown.
    pub more: u64,
    /// How long it took.
    pub seconds: u64,
    /// Files that wait for the next time, as far as they are kept by name.
    pub pending: Vec<Pending>,
    /// How many there are in all.
    pub pending_count: u64,
}

struct Inner {
    counters: Counters,
    style: ProgressStyle,
    printer: Printer,
    verbose: u8,
    began: Instant,
    throttle: Arc<Throttle>,
    /// Bytes that had gone to the store before.
    gone_before: u64,
    state: Mutex<State>,
    shown: AtomicU64,
    more: AtomicU64,
}

/// Looks at progress from the outside.
#[derive(Clone)]
pub struct Gauge(Arc<Inner>);

/// How far a command is, at one look.
#[derive(Debug, Default)]
pub struct Glance {
    /// The name of what it does.
    pub phase: &'static str,
    /// Files done.
    pub files: u64,
    /// Of how many, if that is known.
    pub files_ahead: Option<u64>,
    /// Bytes done.
    pub bytes: u64,
    /// Of how many, if that is known.
    pub bytes_ahead: Option<u64>,
    /// Seconds left.
    pub left: Option<u64>,
    /// What is being worked on, safe to show.
    pub current: String,
}

impl Gauge {
    /// How far it is now.
    pub fn glance(&self) -> Glance {
        let inner = &self.0;
        let Some(working) = inner.working() else { return Glance::default() };
        Glance {
            phase: phase_name(working.phase),
            files: working.files,
            files_ahead: working.files_ahead,
            bytes: working.bytes,
            bytes_ahead: working.bytes_ahead,
            left: working.left,
            current: paths::safe(inner.counters.current().as_bytes()),
        }
    }

    /// Shows that it waits, and why; or, with no reasons, that it goes on.
    pub fn wait_for(&self, reasons: &[String]) {
        let inner = &self.0;
        inner.lock().waiting = reasons.to_vec();
        match inner.style {
            ProgressStyle::Json => inner.json(json!({ "type": "waiting", "reasons": reasons })),
            ProgressStyle::Plain => {
                inner.printer.error_line(&words::say(&Running::Waiting { reasons }.into()));
            }
            // The bar says so itself.
            ProgressStyle::Bar | ProgressStyle::Auto | ProgressStyle::None => {}
        }
    }
}

struct State {
    /// Why it waits just now.
    waiting: Vec<String>,
    /// Files that are not backed up, for the next time.
    pending: Vec<Pending>,
    pending_count: u64,
    phase: Option<Phase>,
    files_ahead: Option<u64>,
    bytes_ahead: Option<u64>,
    samples: VecDeque<(Instant, u64)>,
    troubles: Vec<Value>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins to show progress as the settings say.
    pub fn begin(program: &Program) -> Self {
        let style = program.settings.progress;
        let inner = Arc::new(Inner {
            counters: Counters::default(),
            style,
            printer: program.printer.clone(),
            verbose: program.settings.verbose,
            began: Instant::now(),
            throttle: program.throttle.clone(),
            gone_before: program.throttle.upload.passed(),
            state: Mutex::new(State {
                waiting: Vec::new(),
                pending: Vec::new(),
                pending_count: 0,
                phase: None,
                files_ahead: None,
                bytes_ahead: None,
                samples: VecDeque::new(),
                troubles: Vec::new(),
                bar: None,
            }),
            shown: AtomicU64::new(0),
            more: AtomicU64::new(0),
        });
        let pace = match style {
            ProgressStyle::Bar | ProgressStyle::Auto => Some(Duration::from_millis(120)),
            ProgressStyle::Plain => Some(Duration::from_secs(10)),
            ProgressStyle::Json => Some(Duration::from_secs(1)),
            ProgressStyle::None => None,
        };
        let ticker = pace.map(|pace| {
            let (sender, receiver) = mpsc::channel();
            let inner = inner.clone();
            let thread = std::thread::spawn(move || {
                while receiver.recv_timeout(pace) == Err(RecvTimeoutError::Timeout) {
                    inner.tick();
                }
            });
            (sender, thread)
        });
        Self { inner, ticker }
    }

    /// A look from the outside.
    pub fn gauge(&self) -> Gauge {
        Gauge(self.inner.clone())
    }

    /// Takes the bar away and says what was heard.
    pub fn finish(mut self) -> Heard {
        self.stop();
        let mut state = self.inner.lock();
        Heard {
            troubles: std::mem::take(&mut state.troubles),
            more: self.inner.more.load(Relaxed),
            seconds: self.inner.began.elapsed().as_secs(),
            pending: std::mem::take(&mut state.pending),
            pending_count: state.pending_count,
        }
    }

    fn stop(&mut self) {
        if let Some((sender, thread)) = self.ticker.take() {
            drop(sender);
            // A ticker that panicked has said so already.
            let _ = thread.join();
        }
        self.inner.printer.set_bar(None);
        if let Some(bar) = self.inner.lock().bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    /// Errors leave no bar behind either.
    fn drop(&mut self) {
        self.stop();
    }
}

impl Monitor for Progress {
    fn phase(&self, phase: Phase, files: Option<u64>, bytes: Option<u64>) {
        let inner = &self.inner;
        let mut state = inner.lock();
        if state.phase != Some(phase) {
            state.samples.clear();
        }
        state.phase = Some(phase);
        state.files_ahead = files;
        state.bytes_ahead = bytes;
        drop(state);
        tracing::info!(?phase, ?files, ?bytes, "phase");
        if inner.style == ProgressStyle::Json {
            inner.json(json!({ "type": "phase", "phase": phase_name(phase), "files": files, "bytes": bytes }));
        }
    }

    fn trouble(&self, trouble: &Trouble) {
        let inner = &self.inner;
        let path = paths::local(&trouble.path);
        let failure = trouble.problem.is_failure();
        tracing::warn!(%path, problem = ?trouble.problem, "trouble");
        let mut value = Map::new();
        paths::put_bytes(&mut value, "path", trouble.path.as_os_str().as_encoded_bytes());
        value.insert("problem".to_owned(), problem_name(&trouble.problem).into());
        value.insert("failure".to_owned(), failure.into());
        value.insert("message".to_owned(), words::problem(&trouble.problem).into());
        if inner.style == ProgressStyle::Json {
            let mut line = value.clone();
            line.insert("type".to_owned(), "trouble".into());
            inner.json(Value::Object(line));
        }
        let mut state = inner.lock();
        // What is not kept of a file that is backed up waits for nothing.
        let waits = failure && !matches!(trouble.problem, Problem::Unkept { .. });
        if waits || matches!(trouble.problem, Problem::Waiting { .. }) {
            state.pending_count += 1;
            if state.pending.len() < journal::PENDING {
                let message = words::problem(&trouble.problem);
                let problem = problem_name(&trouble.problem).to_owned();
                state.pending.push(Pending { path: path.clone(), problem, message });
            }
        }
        if state.troubles.len() < MOST_KEPT && (failure || inner.verbose > 0) {
            state.troubles.push(Value::Object(value));
        }
        drop(state);
        if inner.style == ProgressStyle::Json || !(failure || inner.verbose > 0) {
            return;
        }
        if inner.shown.fetch_add(1, Relaxed) >= MOST_SHOWN && inner.verbose == 0 {
            inner.more.fetch_add(1, Relaxed);
            return;
        }
        let (mark, tint) = if failure { ("!", Tint::Red) } else { ("-", Tint::Magenta) };
        let mark = inner.printer.tint(Stream::Err, tint, mark);
        let said = words::say(&Message::Trouble { path: &path, problem: &trouble.problem });
        // What does not fit into a line goes on below its beginning.
        let said = inner.printer.lines(Stream::Err, 2, &said).join("\n  ");
        inner.printer.error_line(&format!("{mark} {said}"));
    }

    fn path(&self, action: Action, path: &Apath) {
        let inner = &self.inner;
        let (name, mark, tint) = match action {
            Action::New => ("new", "+", Tint::Green),
            Action::Changed => ("changed", "~", Tint::Magenta),
            Action::Gone => ("gone", "-", Tint::Red),
            Action::Restored => ("restored", "+", Tint::Green),
            Action::Kept => ("kept", "=", Tint::Dim),
            Action::LeftOut(_) => ("left_out", "-", Tint::Dim),
        };
        let reason = match action {
            Action::LeftOut(reason) => Some(reason),
            _ => None,
        };
        tracing::debug!(action = name, %path, ?reason, "path");
        if inner.verbose == 0 {
            return;
        }
        if inner.style == ProgressStyle::Json {
            let mut line = Map::new();
            line.insert("type".to_owned(), "path".into());
            line.insert("action".to_owned(), name.into());
            if let Some(reason) = &reason {
                line.insert("reason".to_owned(), reasons::document(reason));
            }
            paths::put(&mut line, path, crate::platform::SYSTEM);
            inner.json(Value::Object(line));
        } else {
            let mark = inner.printer.tint(Stream::Err, tint, mark);
            let reason = reason.map(|reason| format!(": {}", words::reason(&reason))).unwrap_or_default();
            inner.printer.error_line(&format!("{mark} {}{reason}", paths::shown(path, crate::platform::SYSTEM)));
        }
    }

    fn hears_left_out(&self) -> bool {
        self.inner.verbose > 0
    }

    fn counters(&self) -> &Counters {
        if std::thread::current().name() != Some("main") {
            crash::provoke("worker");
        }
        &self.inner.counters
    }
}

impl Inner {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn json(&self, value: Value) {
        self.printer.error_line(&value.to_string());
    }

    fn tick(&self) {
        let Some(working) = self.working() else {
            return;
        };
        match self.style {
            ProgressStyle::Bar | ProgressStyle::Auto => self.draw(&working),
            ProgressStyle::Plain if !self.lock().waiting.is_empty() => {}
            ProgressStyle::Plain => self.printer.error_line(&words::say(&Message::Working(&working))),
            ProgressStyle::Json => self.json(json!({
                "type": "progress",
                "phase": phase_name(working.phase),
                "files_done": working.files,
                "files_total": working.files_ahead,
                "bytes_done": working.bytes,
                "bytes_total": working.bytes_ahead,
                "files_seen": Counters::get(&self.counters.files_seen),
                "bytes_seen": Counters::get(&self.counters.bytes_seen),
                "bytes_read": Counters::get(&self.counters.bytes_read),
                "bytes_sent": Counters::get(&self.counters.bytes_sent),
                "bytes_per_second": working.rate,
                "seconds_left": working.left,
                "seconds": self.began.elapsed().as_secs(),
                "current": self.counters.current(),
            })),
            ProgressStyle::None => {}
        }
    }

    /// How far it is now, with speed and time left as far as they can be told.
    fn working(&self) -> Option<Working> {
        let mut state = self.lock();
        let phase = state.phase?;
        let counters = &self.counters;
        let files = Counters::get(&counters.files_done);
        let bytes = Counters::get(&counters.bytes_done) + Counters::get(&counters.bytes_in_hand);
        // What waits for a slow line is not done: else the bar would be full long before the end, and stand there.
        let bytes = bytes.saturating_sub(counters.bytes_waiting(self.throttle.upload.passed() - self.gone_before));
        let known = counters.totals_known.load(Relaxed);
        let ahead = |given: Option<u64>, seen: u64| given.or_else(|| known.then_some(seen));
        let files_ahead = ahead(state.files_ahead, Counters::get(&counters.files_seen)).map(|ahead| ahead.max(files));
        let bytes_ahead = ahead(state.bytes_ahead, Counters::get(&counters.bytes_seen)).map(|ahead| ahead.max(bytes));
        let now = Instant::now();
        while state.samples.len() > 1 && state.samples.front().is_some_and(|(time, _)| now - *time > RATE_WINDOW) {
            state.samples.pop_front();
        }
        let measured = state.samples.front().and_then(|(time, before)| {
            let elapsed = (now - *time).as_secs_f64();
            let done = bytes.checked_sub(*before)?;
            (elapsed >= 1.0 && done > 0).then(|| (elapsed, (done as f64 / elapsed) as u64))
        });
        state.samples.push_back((now, bytes));
        let rate = measured.map(|(_, rate)| rate);
        let left = match (bytes_ahead, measured) {
            (Some(ahead), Some((elapsed, rate))) if elapsed >= LEFT_WINDOW && rate > 0 && ahead > bytes => {
                Some((ahead - bytes) / rate)
            }
            _ => None,
        };
        Some(Working { phase, files, files_ahead, bytes, bytes_ahead, rate, left })
    }

    fn draw(&self, working: &Working) {
        if self.began.elapsed() < BAR_DELAY {
            return;
        }
        let bar = {
            let mut state = self.lock();
            state.bar.get_or_insert_with(|| self.new_bar()).clone()
        };
        let width = usize::from(console::Term::stderr().size().1);
        let waiting = self.lock().waiting.clone();
        let current = paths::safe(self.counters.current().as_bytes());
        let lines = bar::lines(&self.printer, working, &waiting, &current, width);
        self.printer.draw_bar(&bar, lines.join("\n  "));
    }

    fn new_bar(&self) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        // The template is a constant of this program; were it wrong, indicatif's own would do.
        let template = "{spinner} {msg}";
        bar.set_style(BarStyle::with_template(template).unwrap_or_else(|_| BarStyle::default_spinner()));
        self.printer.set_bar(Some(bar.clone()));
        bar
    }
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Sync => "sync",
        Phase::Backup => "backup",
        Phase::Commit => "commit",
        Phase::Plan => "plan",
        Phase::Restore => "restore",
        Phase::Check => "check",
        Phase::Dual => "dual",
    }
}

fn problem_name(problem: &Problem) -> &'static str {
    match problem {
        Problem::Io { .. } => "io",
        Problem::Changing => "changing",
        Problem::Special => "special",
        Problem::TooLarge { .. } => "too_large",
        Problem::Waiting { .. } => "waiting",
        Problem::Gone => "gone",
        Problem::Damaged { .. } => "damaged",
        Problem::Metadata { .. } => "metadata",
        Problem::Unkept { .. } => "unkept",
        Problem::Unnameable => "unnameable",
        Problem::Mismatch => "mismatch",
        Problem::Unstored => "unstored",
    }
}
