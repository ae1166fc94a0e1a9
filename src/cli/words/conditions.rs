//! What can be said about what holds backups off.

use super::Message;
use crate::{
    conditions::{Answer, Condition, Pace, Question, Verdict},
    config::conditions::Mode,
    platform::{afterwards::AfterwardsError, unknown::Unknown},
};

/// Something to say about what holds backups off.
pub enum Conditions<'a> {
    /// A question, its answer and whether that holds backups off.
    State {
        /// The question.
        question: Question,
        /// The answer.
        answer: &'a Answer,
    },
    /// What holds a backup off, as the reason in a sentence.
    Condition(&'a Condition),
    /// Something is not known that the settings ask about.
    Unknown {
        /// What.
        question: Question,
        /// Why.
        why: &'a Unknown,
    },
    /// Whether a backup may run now.
    Verdict(&'a Verdict),
    /// How hard one would work now.
    Pace {
        /// The mode that is set.
        mode: Mode,
        /// What it comes to.
        pace: Pace,
    },
    /// What was to be done afterwards was not.
    #[expect(dead_code, reason = "scheduled backups, which end so, are put together elsewhere")]
    Afterwards(&'a AfterwardsError),
}

impl<'a> From<Conditions<'a>> for Message<'a> {
    fn from(message: Conditions<'a>) -> Self {
        Message::Conditions(message)
    }
}
