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
    Program,
    profile::Profile,
    speeds::LiveConfig,
    words::{self, Holding},
};
use crate::{
    conditions::{self, Facts, Pace, System, Verdict, judge},
    config::{Config, conditions::Mode},
    store::Location,
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
}

/// Looks until it is dropped.
pub struct Observer {
    seen: Arc<Mutex<Seen>>,
    /// The thread ends when this is dropped. It is not waited for: a look may just hang.
    _stop: Sender<()>,
}

impl Observer {
    /// Begins to look. `anyway` is a backup that waits for nothing; `mode` takes the place of the settings'.
    pub fn begin(program: &Program, profile: &Profile, anyway: bool, mode: Option<Mode>) -> Self {
        let mut live = LiveConfig::new(program);
        let mut watch = conditions::Watch::new(System, needs_network(program, profile));
        let seen = Arc::new(Mutex::new(Seen { reasons: Vec::new(), pace: None }));
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
        Self { seen, _stop: stop }
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
    Seen { reasons, pace: Some(conditions::pace(mode.unwrap_or(config.mode), &facts.idle)) }
}

/// What is known of the computer now.
pub fn look(program: &Program, profile: &Profile) -> Facts {
    conditions::Watch::new(System, needs_network(program, profile)).look()
}

/// Why a backup has to wait, in words.
pub fn reasons(verdict: &Verdict) -> Vec<String> {
    verdict.holding.iter().map(|condition| words::say(&Holding::Condition(condition).into())).collect()
}

/// Whether the store is reached over a network. A folder is not, whatever it is mounted from; nor is a server on this computer.
pub fn needs_network(program: &Program, profile: &Profile) -> bool {
    let is_folder = matches!(Location::parse(&profile.store, &program.settings.current), Ok(Location::Folder(_)));
    let endpoint = program.settings.endpoint.as_deref().or(profile.endpoint.as_deref());
    let host = endpoint.and_then(|endpoint| url::Url::parse(endpoint).ok());
    let is_here = host.as_ref().and_then(url::Url::host).is_some_and(|host| match host {
        url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
    });
    !is_folder && !is_here
}
