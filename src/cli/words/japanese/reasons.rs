//! Why paths are left out, in Japanese.

use crate::{cli::words::english, model::Reason};

/// Why a path is left out.
pub fn reason(reason: &Reason) -> String {
    english::reasons::reason(reason)
}
