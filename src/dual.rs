//! The dual copy.
pub mod names;
