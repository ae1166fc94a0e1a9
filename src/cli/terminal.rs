//! The terminal: everything that is printed, drawn or asked goes through here.

pub mod help;
pub mod interrupt;
pub mod output;
pub mod prompt;
pub mod table;
