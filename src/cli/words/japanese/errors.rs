//! Errors, hints and problems in Japanese. A message says what failed and on what; a hint says what to do.

use crate::{
    cli::{
        exit::{Failure, Mistake},
        words::{Explained, english},
    },
    monitor::Problem,
};

/// What to say about a failure.
pub fn explain(failure: &Failure) -> Explained {
    match failure {
        Failure::Mistake(Mistake::Completing(mistake)) => super::completing::mistake(mistake),
        Failure::Usage(misuse) => super::usage::misuse(misuse),
        _ => english::errors::explain(failure),
    }
}

/// What is wrong with a path.
pub fn problem(problem: &Problem) -> String {
    english::errors::problem(problem)
}
