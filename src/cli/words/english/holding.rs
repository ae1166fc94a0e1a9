//! What is said in English about what holds a backup off.

use super::safe;
use crate::{
    cli::words::Holding,
    conditions::{Condition, Question},
    platform::{
        network::NetworkKind,
        unknown::{Source, Unknown},
    },
};

/// A message about what holds a backup off.
pub fn say(message: &Holding<'_>) -> String {
    match message {
        Holding::Condition(condition) => self::condition(condition),
        Holding::Unknown(question, unknown) => {
            format!("{} is not known ({}), and holds nothing off", self::question(*question), self::unknown(unknown))
        }
    }
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Battery { percent, least } => {
            format!("on battery with {percent} % left, at least {least} % are asked for")
        }
        Condition::Presenting => "something is presented or fills the screen".to_owned(),
        Condition::NetworkKind { kind, .. } => format!("{} may not be used", kind_name(*kind)),
        Condition::WifiNotAllowed { name } => format!("the Wi-Fi {} is none of those that may be used", safe(name)),
        Condition::Metered { guessed: false } => "the network is metered".to_owned(),
        Condition::Metered { guessed: true } => "the network seems to be metered".to_owned(),
        Condition::Busy { percent, limit } => {
            format!("other programs use {percent} % of the processors, more than {limit} %")
        }
    }
}

fn kind_name(kind: NetworkKind) -> &'static str {
    match kind {
        NetworkKind::Wired => "a network by cable",
        NetworkKind::Wifi => "Wi-Fi",
        NetworkKind::Mobile => "a mobile network",
        NetworkKind::Other | NetworkKind::None => "this network",
    }
}

fn question(question: Question) -> &'static str {
    match question {
        Question::Battery => "how full the battery is",
        Question::Presenting => "whether something is presented",
        Question::NetworkKind => "the kind of network",
        Question::Wifi => "the name of the Wi-Fi",
        Question::Metered => "whether the network is metered",
        Question::Busy => "how busy other programs are",
    }
}

/// Why something is not known.
pub fn unknown(unknown: &Unknown) -> String {
    match unknown {
        Unknown::Absent(source) => format!("{} is not there", self::source(*source)),
        Unknown::Silent(source) => format!("{} does not answer", self::source(*source)),
        Unknown::Failed(source, words) => format!("{}: {}", self::source(*source), safe(words)),
        Unknown::Unsaid(source) => format!("{} does not say", self::source(*source)),
        Unknown::FirstLook => "it shows only after a while".to_owned(),
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::System => "the system",
        Source::PowerSupplies => "what tells of batteries",
        Source::NetworkManager => "NetworkManager",
        Source::Routes => "the table of routes",
        Source::Wifi => "the Wi-Fi service",
        Source::Desktop => "a desktop that would know",
        Source::Logins => "the service for logins",
        Source::Processors => "what tells of processors",
        Source::Tunnel => "a tunnel",
    }
}
