//! What the program says in Japanese.

pub mod errors;
pub mod reasons;

use super::{Message, Table, english};

/// A message in Japanese.
pub fn say(message: &Message<'_>) -> String {
    english::say(message)
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    english::headings(table)
}
