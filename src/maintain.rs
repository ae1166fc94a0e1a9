//! Looking after an account.

pub mod check;
