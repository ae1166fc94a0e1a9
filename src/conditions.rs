//! What holds a backup off, and how hard one works: decided here from what is set and what is known of the computer.
//!
//! What is not known never holds a backup off; it is named instead. That goes for the name of a Wi-Fi as well, although a list of
//! safe ones is there to keep a computer off others: what is sent is encrypted and looks the same to every network, while systems
//! that no longer tell the name (Windows without the permission for locations) would hold backups off for ever.

mod watch;

use std::time::Duration;

pub use self::watch::{Sources, System, Watch};
use crate::{
    config::conditions::{ConditionsConfig, Mode},
    platform::{
        network::{Metered, Network, NetworkKind},
        power::Power,
        unknown::{Fact, Source, Unknown},
    },
};

/// A computer that nobody has used for so long counts as idle.
pub const IDLE_AFTER: Duration = Duration::from_secs(5 * 60);

/// What is known of the computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What it runs on.
    pub power: Fact<Power>,
    /// Whether something is presented or fills the screen.
    pub presenting: Fact<bool>,
    /// The network; `None` for a store that needs none.
    pub network: Option<Fact<Network>>,
    /// Percent of all processors that other programs use.
    pub load: Fact<u8>,
    /// How long nobody has used it.
    pub idle: Fact<Duration>,
}

/// A question whose answer may hold a backup off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Is the battery low?
    Battery,
    /// Is something presented?
    Presenting,
    /// Is the kind of network one that may be used?
    NetworkKind,
    /// Is the Wi-Fi a safe one?
    Wifi,
    /// Is the network metered?
    Metered,
    /// Are other programs busy?
    Busy,
}

impl Question {
    /// All of them, in the order in which they are told.
    pub const ALL: [Question; 6] = [
        Question::Battery,
        Question::Presenting,
        Question::NetworkKind,
        Question::Wifi,
        Question::Metered,
        Question::Busy,
    ];

    /// Its name, and that of its condition, in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Question::Battery => "battery",
            Question::Presenting => "presenting",
            Question::NetworkKind => "network_kind",
            Question::Wifi => "wifi_not_allowed",
            Question::Metered => "metered",
            Question::Busy => "busy",
        }
    }
}

/// What holds a backup off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The computer runs on its battery, which is low.
    Battery {
        /// What it has left, percent.
        percent: u8,
        /// What it must have.
        least: u8,
    },
    /// Something is presented or fills the screen.
    Presenting,
    /// The network is of a kind that may not be used.
    NetworkKind {
        /// Its kind.
        kind: NetworkKind,
        /// Those that may be used.
        allowed: Vec<NetworkKind>,
    },
    /// The Wi-Fi is none of those that may be used.
    WifiNotAllowed {
        /// Its name.
        name: String,
    },
    /// The network is metered.
    Metered {
        /// Whether that is taken from its kind, or guessed by the system.
        guessed: bool,
    },
    /// Other programs are busy.
    Busy {
        /// What they use, percent of all processors.
        percent: u8,
        /// What they may use.
        limit: u8,
    },
}

impl Condition {
    /// The question that it answers.
    pub fn question(&self) -> Question {
        match self {
            Condition::Battery { .. } => Question::Battery,
            Condition::Presenting => Question::Presenting,
            Condition::NetworkKind { .. } => Question::NetworkKind,
            Condition::WifiNotAllowed { .. } => Question::Wifi,
            Condition::Metered { .. } => Question::Metered,
            Condition::Busy { .. } => Question::Busy,
        }
    }

    /// Its name in JSON.
    pub fn id(&self) -> &'static str {
        self.question().id()
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// What the computer runs on.
    Power(Power),
    /// Whether something is presented.
    Presenting(bool),
    /// The kind of network.
    Kind(NetworkKind),
    /// The name of the Wi-Fi; `None` on another kind.
    Wifi(Option<String>),
    /// Whether the network is metered.
    Metered(Metered),
    /// What other programs use, percent of all processors.
    Load(u8),
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It holds backups off.
    Holds(Condition),
    /// It does not.
    Clear(Measured),
    /// The settings do not ask; what was found all the same.
    Off(Option<Measured>),
    /// It is not known, and therefore does not.
    Unknown(Unknown),
    /// The store needs no network.
    NotNeeded,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    /// What holds a backup off; it may run if there is nothing.
    pub holding: Vec<Condition>,
    /// What the settings ask about and is not known.
    pub unknown: Vec<(Question, Unknown)>,
}

impl Verdict {
    /// Whether a backup may run.
    pub fn may_run(&self) -> bool {
        self.holding.is_empty()
    }
}

/// What holds a backup off.
pub fn judge(config: &ConditionsConfig, facts: &Facts) -> Verdict {
    let mut verdict = Verdict::default();
    for question in Question::ALL {
        match answer(question, config, facts) {
            Answer::Holds(condition) => verdict.holding.push(condition),
            Answer::Unknown(unknown) => verdict.unknown.push((question, unknown)),
            Answer::Clear(_) | Answer::Off(_) | Answer::NotNeeded => {}
        }
    }
    verdict
}

/// The answer to one question.
pub fn answer(question: Question, config: &ConditionsConfig, facts: &Facts) -> Answer {
    match question {
        Question::Battery => asked(config.least_battery > 0, &facts.power, Measured::Power, |power| match *power {
            Power::Battery(percent) if percent < config.least_battery => {
                Some(Condition::Battery { percent, least: config.least_battery })
            }
            _ => None,
        }),
        Question::Presenting => {
            asked(!config.while_presenting, &facts.presenting, Measured::Presenting, |&presenting| {
                presenting.then_some(Condition::Presenting)
            })
        }
        Question::Busy => asked(config.busy_above > 0, &facts.load, Measured::Load, |&percent| {
            let limit = config.busy_above;
            (percent > limit).then_some(Condition::Busy { percent, limit })
        }),
        Question::NetworkKind | Question::Wifi | Question::Metered => match &facts.network {
            None => Answer::NotNeeded,
            Some(network) => of_network(question, config, network),
        },
    }
}

/// The answer to a question that is asked only where the settings wish it.
fn asked<T: Clone>(
    wished: bool,
    fact: &Fact<T>,
    measured: impl Fn(T) -> Measured,
    holds: impl Fn(&T) -> Option<Condition>,
) -> Answer {
    match fact {
        Ok(found) if !wished => Answer::Off(Some(measured(found.clone()))),
        Err(_) if !wished => Answer::Off(None),
        Ok(found) => holds(found).map_or_else(|| Answer::Clear(measured(found.clone())), Answer::Holds),
        Err(unknown) => Answer::Unknown(unknown.clone()),
    }
}

fn of_network(question: Question, config: &ConditionsConfig, network: &Fact<Network>) -> Answer {
    match question {
        Question::Wifi => {
            let name = network.clone().and_then(|network| network.wifi.transpose());
            asked(!config.wifi_allow.is_empty(), &name, Measured::Wifi, |name| {
                let name = name.as_ref()?;
                (!config.wifi_allow.contains(name)).then(|| Condition::WifiNotAllowed { name: name.clone() })
            })
        }
        Question::Metered => {
            let metered = network.clone().and_then(|network| match (network.metered, network.kind) {
                // Mobile networks are metered as a rule, so that only a system that says otherwise is believed.
                (Err(_) | Ok(Metered::GuessNo), NetworkKind::Mobile) => Ok(Metered::GuessYes),
                (metered, _) => metered,
            });
            asked(!config.metered, &metered, Measured::Metered, |&metered| {
                metered.counts().then_some(Condition::Metered { guessed: metered == Metered::GuessYes })
            })
        }
        _ => {
            let kind = network.clone().map(|network| network.kind);
            let all = [NetworkKind::Wired, NetworkKind::Wifi, NetworkKind::Mobile];
            let restricted = all.iter().any(|kind| !config.networks.contains(kind));
            let kind = match kind {
                // What lies behind a tunnel may be anything.
                Ok(NetworkKind::Other) if restricted => Err(Unknown::Unsaid(Source::Tunnel)),
                kind => kind,
            };
            asked(restricted, &kind, Measured::Kind, |&kind| {
                // Without any network the store cannot be reached, which says so itself.
                let refused = kind != NetworkKind::None && !config.networks.contains(&kind);
                refused.then(|| Condition::NetworkKind { kind, allowed: config.networks.clone() })
            })
        }
    }
}

/// How hard a backup works at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Other programs come first: low priority, few connections.
    Standard,
    /// As fast as it goes.
    Fast,
}

/// How hard a backup works in a mode: one that turns fast by itself does so while the computer is idle, and no longer at the first
/// look after somebody has used it. Where nothing is there that would know, there is no desktop, and nobody whose windows would
/// stutter; where it is not known for another reason, somebody uses it.
pub fn pace(mode: Mode, idle: &Fact<Duration>) -> Pace {
    match (mode, idle) {
        (Mode::Fast, _) => Pace::Fast,
        (Mode::Auto, Err(Unknown::Absent(_))) => Pace::Fast,
        (Mode::Auto, Ok(idle)) if *idle >= IDLE_AFTER => Pace::Fast,
        (Mode::Auto | Mode::Standard, _) => Pace::Standard,
    }
}

#[cfg(test)]
mod tests;
