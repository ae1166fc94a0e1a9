//! Errors, hints and problems in Japanese. A message says what failed and on what; a hint says what to do.

use crate::{
    cli::{
        exit::Failure,
        words::{Explained, english},
    },
    monitor::Problem,
};

/// What to say about a failure.
pub fn explain(failure: &Failure) -> Explained {
    english::errors::explain(failure)
}

/// What is wrong with a path.
pub fn problem(problem: &Problem) -> String {
    english::errors::problem(problem)
}
