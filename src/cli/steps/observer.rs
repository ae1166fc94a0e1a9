//! Looks at the computer while a backup goes on: whether a condition holds it off, and how hard it may work. On a thread of its own, because
//! a look asks others, who may take their time.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    time::Duration,
};

use super::{
    holding::{needs_network, reasons},
    speeds::LiveConfig,
};
use crate::{
    cli::{mistakes::Failure, program::Program},
    conditions::{self, Facts, Pace, System, judge},
    config::{Config, conditions::Mode},
};

/// How often it is looked.
const PACE: Duration = Duration::from_secs(10);

/// What was seen last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Why a backup has to wait, in words.
    pub reasons: Vec<String>,
    /// How hard it may work; `None` before the first look.
    pub pace: Option<Pace>,
    /// Whether that never changes, whoever uses the computer.
    pub for_good: bool,
}

/// Looks until it is dropped.
pub struct Observer {
    seen: Arc<Mutex<Seen>>,
    /// The thread ends when this is dropped. It is not waited for: a look may just hang.
    _stop: Sender<()>,
}

impl Observer {
    /// Begins to look. `anyway` is a backup that waits for nothing; `mode` takes the place of the settings'.
    pub fn begin(program: &Program, anyway: bool, mode: Option<Mode>) -> Result<Self, Failure> {
        let mut live = LiveConfig::new(program);
        let mut watch = conditions::Watch::new(System, needs_network(program)?);
        let seen = Arc::new(Mutex::new(Seen { reasons: Vec::new(), pace: None, for_good: false }));
        let (stop, stopped) = mpsc::channel();
        let told = seen.clone();
        let looking = std::thread::Builder::new().name("observer".to_owned()).spawn(move || {
            loop {
                let facts = watch.look();
                let now = see(live.look(), &facts, anyway, mode);
                *told.lock().unwrap_or_else(PoisonError::into_inner) = now;
                if stopped.recv_timeout(PACE) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        if let Err(error) = looking {
            tracing::warn!(%error, "conditions are not watched");
        }
        Ok(Self { seen, _stop: stop })
    }

    /// What was seen last.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn see(config: &Config, facts: &Facts, anyway: bool, mode: Option<Mode>) -> Seen {
    let verdict = judge(&config.conditions, facts);
    for (question, unknown) in &verdict.unknown {
        tracing::debug!(?question, ?unknown, "not known");
    }
    let reasons = if anyway { Vec::new() } else { reasons(&verdict) };
    let mode = mode.unwrap_or(config.mode);
    Seen { reasons, pace: Some(conditions::pace(mode, &facts.idle)), for_good: mode == Mode::Standard }
}
