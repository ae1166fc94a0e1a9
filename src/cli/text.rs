//! What people type and read, in no language: dates, paths, what is masked, how long lines end, which word was meant.

pub mod dates;
pub mod mask;
pub mod meant;
pub mod paths;
pub mod wrap;
