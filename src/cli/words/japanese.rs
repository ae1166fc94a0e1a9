//! What the program says in Japanese.

mod completing;
pub mod errors;
pub mod help;
pub mod reasons;
mod usage;

use super::{Message, Table, english};

/// A message in Japanese.
pub fn say(message: &Message<'_>) -> String {
    match message {
        Message::Completing(completing) => completing::say(completing),
        _ => english::say(message),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    english::headings(table)
}
