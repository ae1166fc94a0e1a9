//! What is wrong with a time that somebody wrote.

/// A text that is no time or no range of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateMistake {
    /// It is none of the accepted forms.
    NotADate(String),
    /// Its end lies before its beginning.
    Reversed(String),
    /// There is no such day or hour.
    NoSuchDay(String),
}
