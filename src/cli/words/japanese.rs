//! What the program says in Japanese.

pub mod errors;
mod logging;
pub mod reasons;

use super::{Message, Table, english};

/// A message in Japanese.
pub fn say(message: &Message<'_>) -> String {
    match message {
        Message::Logging(message) => logging::say(message),
        message => english::say(message),
    }
}

/// The headings of a table.
pub fn headings(table: Table) -> &'static [&'static str] {
    match table {
        Table::Crashes => &["日時", "バージョン", "報告ファイル"],
        table => english::headings(table),
    }
}
