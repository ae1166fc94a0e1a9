//! What the program says in Japanese.

pub mod checking;
pub mod errors;
mod hooking;
pub mod reasons;

use super::{Message, Table, english};

/// A message in Japanese.
pub fn say(message: &Message<'_>) -> String {
    match message {
        Message::Checking(message) => checking::say(message),
        Message::Hooking(message) => hooking::say(message),
        message => english::say(message),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    english::headings(table)
}
