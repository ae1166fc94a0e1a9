//! What can be said about what holds a backup off.

use super::Message;
use crate::{
    conditions::{Condition, Question},
    platform::unknown::Unknown,
};

/// Something to say about what holds a backup off.
pub enum Holding<'a> {
    /// It holds.
    Condition(&'a Condition),
    /// It is not known whether it does, so that it does not.
    Unknown(Question, &'a Unknown),
}

impl<'a> From<Holding<'a>> for Message<'a> {
    fn from(message: Holding<'a>) -> Self {
        Message::Holding(message)
    }
}
