//! What is said in English about what holds backups off.

use crate::{
    cli::{text::paths, words::Conditions},
    conditions::{Answer, Condition, Measured, Pace, Question, Verdict},
    config::conditions::{Mode, mode_name},
    platform::{
        afterwards::AfterwardsError,
        network::{Metered, NetworkKind},
        power::Power,
        unknown::{Source, Unknown},
    },
};

/// A message about what holds backups off.
pub fn say(message: &Conditions<'_>) -> String {
    match message {
        Conditions::State { question, answer } => format!("{:<16}{}", name(*question), state(answer)),
        Conditions::Condition(condition) => self::condition(condition),
        Conditions::Unknown { question, why } => {
            format!("{}: not known, and so it holds no backup off ({})", name(*question), unknown(why))
        }
        Conditions::Verdict(verdict) => self::verdict(verdict),
        Conditions::Pace { mode, pace } => self::pace(*mode, *pace),
    }
}

fn name(question: Question) -> &'static str {
    match question {
        Question::Battery => "Power",
        Question::Presenting => "Presenting",
        Question::NetworkKind => "Network",
        Question::Wifi => "Wi-Fi",
        Question::Metered => "Metered",
        Question::Busy => "Other programs",
    }
}

fn state(answer: &Answer) -> String {
    match answer {
        Answer::Holds(condition) => format!("{}: holds backups off", self::condition(condition)),
        Answer::Clear(found) => measured(found),
        Answer::Off(Some(found)) => format!("{} (whatever it is, by the settings)", measured(found)),
        Answer::Off(None) => "whatever it is, by the settings".to_owned(),
        Answer::Unknown(why) => format!("not known, and so it holds no backup off ({})", unknown(why)),
        Answer::NotNeeded => "not needed: the store is on this computer".to_owned(),
    }
}

fn measured(found: &Measured) -> String {
    match found {
        Measured::Power(Power::NoBattery) => "no battery".to_owned(),
        Measured::Power(Power::Mains) => "plugged in".to_owned(),
        Measured::Power(Power::Battery(percent)) => format!("on battery, {percent} % left"),
        Measured::Presenting(true) => "something is presented or fills the screen".to_owned(),
        Measured::Presenting(false) => "no".to_owned(),
        Measured::Kind(kind) => self::kind(*kind).to_owned(),
        Measured::Wifi(Some(name)) => format!("\"{}\"", safe(name)),
        Measured::Wifi(None) => "not in use".to_owned(),
        Measured::Metered(Metered::Yes) => "yes".to_owned(),
        Measured::Metered(Metered::No) => "no".to_owned(),
        Measured::Metered(Metered::GuessYes) => "it seems so".to_owned(),
        Measured::Metered(Metered::GuessNo) => "it seems not".to_owned(),
        Measured::Load(percent) => format!("use {percent} % of the processors"),
    }
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Battery { percent, least } => format!("on battery with {percent} % left, below {least} %"),
        Condition::Presenting => measured(&Measured::Presenting(true)),
        Condition::NetworkKind { kind, allowed } => {
            let allowed: Vec<&str> = allowed.iter().map(|kind| self::kind(*kind)).collect();
            format!("the network is {}, and only {} may be used", self::kind(*kind), allowed.join(" and "))
        }
        Condition::WifiNotAllowed { name } => {
            format!("the Wi-Fi \"{}\" is not one of those that may be used", safe(name))
        }
        Condition::Metered { guessed: false } => "the network is metered".to_owned(),
        Condition::Metered { guessed: true } => "the network seems to be metered".to_owned(),
        Condition::Busy { percent, limit } => {
            format!("other programs use {percent} % of the processors, above {limit} %")
        }
    }
}

fn kind(kind: NetworkKind) -> &'static str {
    match kind {
        NetworkKind::Wired => "wired",
        NetworkKind::Wifi => "Wi-Fi",
        NetworkKind::Mobile => "mobile",
        NetworkKind::Other => "a tunnel or the like",
        NetworkKind::None => "none",
    }
}

fn unknown(why: &Unknown) -> String {
    match why {
        Unknown::Absent(source) => format!("{} is not there", self::source(*source)),
        Unknown::Silent(source) => format!("{} does not answer", self::source(*source)),
        Unknown::Failed(source, message) => format!("{}: {}", self::source(*source), safe(message.trim())),
        Unknown::Unsaid(source) => format!("{} does not say", self::source(*source)),
        Unknown::FirstLook => "it shows only after a while".to_owned(),
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::System => "the system",
        Source::PowerSupplies => "what the system keeps of power supplies",
        Source::NetworkManager => "NetworkManager",
        Source::Routes => "the system's table of routes",
        Source::Wifi => "the system's Wi-Fi service",
        Source::Desktop => "the desktop",
        Source::Logins => "logind",
        Source::Processors => "what the system counts of processors",
        Source::Tunnel => "a tunnel",
    }
}

fn verdict(verdict: &Verdict) -> String {
    match &verdict.holding[..] {
        [] => "Backups may run.".to_owned(),
        holding => {
            let reasons: Vec<String> = holding.iter().map(condition).collect();
            format!("Backups are held off: {}.", reasons.join("; "))
        }
    }
}

fn pace(mode: Mode, pace: Pace) -> String {
    match (mode, pace) {
        (Mode::Auto, Pace::Fast) => "Mode auto: fast, as nobody uses the computer.".to_owned(),
        (Mode::Auto, Pace::Standard) => "Mode auto: giving way to other programs.".to_owned(),
        (mode, _) => format!("Mode {}.", mode_name(mode)),
    }
}

/// Why a computer stays as it is.
pub fn afterwards(error: &AfterwardsError) -> String {
    match error {
        AfterwardsError::NotPossible => "this computer cannot do that".to_owned(),
        AfterwardsError::Refused(message) => format!("the system refuses: {}", safe(message.trim())),
        AfterwardsError::Unknown(why) => unknown(why),
    }
}

fn safe(text: &str) -> String {
    paths::safe(text.as_bytes())
}
