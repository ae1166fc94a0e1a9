//! What the program says in Japanese.

pub mod errors;
pub mod reasons;
mod starting;

use super::{Message, Table, english};

/// A message in Japanese.
pub fn say(message: &Message<'_>) -> String {
    match message {
        Message::Starting(message) => starting::say(message),
        message => english::say(message),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    english::headings(table)
}
