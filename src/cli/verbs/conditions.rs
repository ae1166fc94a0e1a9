//! `aosbox conditions`: what would hold a backup off now, and why.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    cli::{
        mistakes::{Failure, Outcome},
        program::Program,
        steps::holding::look,
        words::{self, Conditions},
    },
    conditions::{self, Answer, Condition, Facts, Measured, Pace, Question, Verdict},
    config::{
        Config,
        conditions::{kind_name, mode_name},
    },
    platform::{network::Metered, power::Power, unknown::Unknown},
};

/// How things are now.
pub struct Report {
    /// What is known.
    pub facts: Facts,
    /// What follows from that.
    pub verdict: Verdict,
    /// How hard a backup would work.
    pub pace: Pace,
    answers: Vec<(Question, Answer)>,
}

impl Report {
    /// What a look amounts to.
    pub fn new(config: &Config, facts: Facts) -> Self {
        let answers =
            Question::ALL.map(|question| (question, conditions::answer(question, &config.conditions, &facts)));
        Self {
            verdict: conditions::judge(&config.conditions, &facts),
            pace: conditions::pace(config.mode, &facts.idle),
            answers: answers.into(),
            facts,
        }
    }

    /// A look at the computer now, with all that can be known.
    pub fn now(program: &Program) -> Result<Self, Failure> {
        Ok(Self::new(&program.settings.config, look(program, true)?))
    }

    /// A line for each question.
    pub fn lines(&self) -> Vec<String> {
        let say = |(question, answer): &(Question, Answer)| {
            words::say(&Conditions::State { question: *question, answer }.into())
        };
        self.answers.iter().map(say).collect()
    }

    /// The same for programs.
    pub fn document(&self, config: &Config) -> Value {
        let answers: Vec<Value> =
            self.answers.iter().map(|(question, answer)| self::document(*question, answer)).collect();
        json!({
            "held": !self.verdict.may_run(),
            "holding": self.verdict.holding.iter().map(Condition::id).collect::<Vec<_>>(),
            "conditions": answers,
            "mode": mode_name(config.mode),
            "pace": match self.pace { Pace::Standard => "standard", Pace::Fast => "fast" },
            "idle_seconds": self.facts.idle.as_ref().ok().map(Duration::as_secs),
        })
    }
}

/// Runs the command.
pub fn run(program: &Program) -> Result<Outcome, Failure> {
    let config = &program.settings.config;
    let report = Report::now(program)?;
    for line in report.lines() {
        program.printer.line(&line)?;
    }
    program.printer.summary(&Conditions::Pace { mode: config.mode, pace: report.pace }.into())?;
    program.printer.summary(&Conditions::Verdict(&report.verdict).into())?;
    program.printer.document("conditions", report.document(config))?;
    Ok(Outcome::Done)
}

fn document(question: Question, answer: &Answer) -> Value {
    let (state, measured, limit) = match answer {
        Answer::Holds(condition) => {
            let (measured, limit) = of_condition(condition);
            ("holds", measured, limit)
        }
        Answer::Clear(found) => ("clear", self::measured(found), Value::Null),
        Answer::Off(found) => ("off", found.as_ref().map_or(Value::Null, self::measured), Value::Null),
        Answer::Unknown(_) => ("unknown", Value::Null, Value::Null),
        Answer::NotNeeded => ("not_needed", Value::Null, Value::Null),
    };
    let why = match answer {
        Answer::Unknown(why) => Some(match why {
            Unknown::Absent(_) => "absent",
            Unknown::Silent(_) => "silent",
            Unknown::Failed(..) => "failed",
            Unknown::Unsaid(_) => "unsaid",
            Unknown::FirstLook => "first_look",
        }),
        _ => None,
    };
    let text = match answer {
        Answer::Holds(condition) => Some(words::say(&Conditions::Condition(condition).into())),
        Answer::Unknown(why) => Some(words::say(&Conditions::Unknown { question, why }.into())),
        Answer::Clear(_) | Answer::Off(_) | Answer::NotNeeded => None,
    };
    json!({ "condition": question.id(), "state": state, "measured": measured, "limit": limit, "why": why, "text": text })
}

fn of_condition(condition: &Condition) -> (Value, Value) {
    match condition {
        Condition::Battery { percent, least } => (json!({ "on": "battery", "percent": percent }), json!(least)),
        Condition::Presenting => (json!(true), Value::Null),
        Condition::NetworkKind { kind, allowed } => {
            (json!(kind_name(*kind)), allowed.iter().map(|kind| kind_name(*kind)).collect())
        }
        Condition::WifiNotAllowed { name } => (json!(name), Value::Null),
        Condition::Metered { guessed } => (json!(if *guessed { "guess_yes" } else { "yes" }), Value::Null),
        Condition::Busy { percent, limit } => (json!(percent), json!(limit)),
    }
}

fn measured(found: &Measured) -> Value {
    match found {
        Measured::Power(Power::NoBattery) => json!({ "on": "no_battery", "percent": null }),
        Measured::Power(Power::Mains) => json!({ "on": "mains", "percent": null }),
        Measured::Power(Power::Battery(percent)) => json!({ "on": "battery", "percent": percent }),
        Measured::Presenting(presenting) => json!(presenting),
        Measured::Kind(kind) => json!(kind_name(*kind)),
        Measured::Wifi(name) => json!(name),
        Measured::Metered(Metered::Yes) => json!("yes"),
        Measured::Metered(Metered::No) => json!("no"),
        Measured::Metered(Metered::GuessYes) => json!("guess_yes"),
        Measured::Metered(Metered::GuessNo) => json!("guess_no"),
        Measured::Load(percent) => json!(percent),
    }
}
