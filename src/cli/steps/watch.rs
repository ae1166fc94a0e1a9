//! Watches over a backup: whether it has to wait (a pause, a condition), whether it has to stop (another terminal, the end of its time),
//! and tells other terminals how far it is.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use jiff::Zoned;

use super::{observer::Observer, progress::Gauge};
use crate::{
    cli::{
        program::{Program, SystemClock},
        terminal::output::Printer,
        words::{self, Running, StoppedBy},
    },
    conditions::Pace,
    control::{Control, Live, Pause},
    model::{DeviceId, time::Clock},
    monitor::Cancel,
    platform::priority::{self, Priority},
    store::Store,
    throttle::Throttle,
};

/// How often it is looked whether something was asked.
const PACE: Duration = Duration::from_millis(250);
/// How often it is told how far the backup is.
const TELLING: Duration = Duration::from_secs(1);
/// Requests at once of a backup that lets others go first.
const STANDARD_CONNECTIONS: usize = 2;

/// Why a backup waits that somebody paused.
pub fn paused(pause: &Pause, now: &Zoned) -> String {
    let until = pause.until.map(|until| words::near(until, now));
    words::say(&Running::Paused { until: until.as_deref() }.into())
}

/// What is to be watched for.
pub struct Plan {
    /// Whose backup it is.
    pub device: DeviceId,
    /// Whether the system's job began it.
    pub scheduled: bool,
    /// Whether it does not wait for what held already when it began.
    pub anyway: bool,
    /// When it has to end, in seconds since 1970.
    pub end: Option<i64>,
    /// The store that it uses.
    pub store: Store,
    /// Looks at the computer for it.
    pub observer: Observer,
}

/// The watch, until it is finished.
pub struct Watch {
    stopped_by: Arc<Mutex<Option<StoppedBy>>>,
    ticker: Option<(Sender<()>, JoinHandle<()>)>,
    control: Control,
    device: DeviceId,
}

struct Watching {
    plan: Plan,
    control: Control,
    cancel: Cancel,
    throttle: Arc<Throttle>,
    printer: Printer,
    gauge: Gauge,
    clock: SystemClock,
    stopped_by: Arc<Mutex<Option<StoppedBy>>>,
    waiting: Vec<String>,
    pace: Option<Pace>,
    live: Live,
    told: Option<Instant>,
    /// What had been sent before this backup.
    sent_before: u64,
    /// When how much had been sent.
    sent: (Instant, u64),
}

impl Watch {
    /// Begins to watch.
    pub fn begin(program: &Program, plan: Plan, gauge: Gauge) -> Self {
        let control = program.settings.control();
        let stopped_by = Arc::default();
        let (device, clock) = (plan.device, SystemClock);
        let live = Live {
            process: std::process::id(),
            began: clock.now().seconds,
            scheduled: plan.scheduled,
            end: plan.end,
            ..Live::default()
        };
        let mut watching = Watching {
            plan,
            control: control.clone(),
            cancel: program.cancel.clone(),
            throttle: program.throttle.clone(),
            printer: program.printer.clone(),
            gauge,
            clock,
            stopped_by: Arc::clone(&stopped_by),
            waiting: Vec::new(),
            pace: None,
            live,
            told: None,
            sent_before: program.throttle.upload.passed(),
            sent: (Instant::now(), program.throttle.upload.passed()),
        };
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            loop {
                watching.look();
                if receiver.recv_timeout(PACE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        let ticker = match thread {
            Ok(thread) => Some((sender, thread)),
            Err(error) => {
                tracing::warn!(%error, "the backup goes on unwatched");
                None
            }
        };
        Self { stopped_by, ticker, control, device }
    }

    /// Ends the watch; says who stopped the backup, if it was neither its own end nor Ctrl-C.
    pub fn finish(mut self) -> Option<StoppedBy> {
        self.stop();
        *self.stopped_by.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&mut self) {
        let Some((sender, thread)) = self.ticker.take() else { return };
        drop(sender);
        // A watch that panicked has said so already.
        let _ = thread.join();
        if let Err(error) = self.control.forget(&self.device) {
            tracing::warn!(%error, "what was told stays");
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Watching {
    fn look(&mut self) {
        let now = self.clock.now().seconds;
        if self.control.is_asked_to_stop(&self.plan.device, self.live.process) {
            self.stop(StoppedBy::OtherTerminal);
        } else if self.plan.end.is_some_and(|end| now >= end) {
            self.stop(StoppedBy::TimeOver);
        }
        let paused = self.control.paused(now).filter(|pause| !self.plan.anyway || pause.since > self.live.began);
        let seen = self.plan.observer.seen();
        let mut reasons: Vec<String> = paused.iter().map(|pause| self::paused(pause, &Zoned::now())).collect();
        reasons.extend(seen.reasons);
        self.wait_for(reasons);
        if let Some(pace) = seen.pace {
            self.keep_pace(pace, seen.for_good);
        }
        if self.told.is_none_or(|told| told.elapsed() >= TELLING) {
            self.told = Some(Instant::now());
            self.tell(now);
        }
    }

    fn stop(&mut self, by: StoppedBy) {
        if self.cancel.is_cancelled() {
            return;
        }
        *self.stopped_by.lock().unwrap_or_else(PoisonError::into_inner) = Some(by);
        self.cancel.cancel();
        tracing::info!(?by, "asked to stop");
        self.printer.note(&Running::Stopping(by).into());
    }

    /// Holds the backup as long as there is a reason to.
    fn wait_for(&mut self, reasons: Vec<String>) {
        if reasons == self.waiting {
            return;
        }
        tracing::info!(?reasons, "waiting");
        if reasons.is_empty() {
            self.cancel.release();
        } else {
            self.cancel.hold();
        }
        self.gauge.wait_for(&reasons);
        self.waiting = reasons;
        self.told = None;
    }

    /// Works as hard as it may.
    fn keep_pace(&mut self, pace: Pace, for_good: bool) {
        if self.pace == Some(pace) {
            return;
        }
        tracing::info!(?pace, "pace");
        self.pace = Some(pace);
        let (priority, connections, name) = match pace {
            // What cannot be taken back is done only where it need not be.
            Pace::Standard if for_good => (Priority::LowForGood, Some(STANDARD_CONNECTIONS), "standard"),
            Pace::Standard => (Priority::Low, Some(STANDARD_CONNECTIONS), "standard"),
            Pace::Fast => (Priority::Normal, None, "fast"),
        };
        self.plan.store.allow_parallel(connections);
        name.clone_into(&mut self.live.pace);
        if let Err(error) = priority::set(priority) {
            tracing::warn!(%error, "the priority stays as it is");
        }
    }

    fn tell(&mut self, now: i64) {
        let glance = self.gauge.glance();
        let sent = self.throttle.upload.passed();
        let elapsed = self.sent.0.elapsed().as_secs_f64();
        if elapsed >= 1.0 {
            self.live.upload_speed = Some(((sent - self.sent.1) as f64 / elapsed) as u64);
        }
        // The mean of a few seconds is calm and still follows the line.
        if elapsed >= 5.0 {
            self.sent = (Instant::now(), sent);
        }
        self.live = Live {
            told: now,
            phase: glance.phase.to_owned(),
            files: glance.files,
            files_ahead: glance.files_ahead,
            bytes: glance.bytes,
            bytes_ahead: glance.bytes_ahead,
            bytes_sent: sent - self.sent_before,
            upload_limit: self.throttle.upload.rate(),
            left: glance.left,
            current: glance.current,
            waiting: self.waiting.clone(),
            ..std::mem::take(&mut self.live)
        };
        if let Err(error) = self.control.tell(&self.plan.device, &self.live) {
            tracing::warn!(%error, "cannot tell other terminals");
        }
    }
}
