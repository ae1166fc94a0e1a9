//! A place on the drive, and why a file is not put into it.

use std::io;

use super::Trouble;
use crate::error::Error;

/// Where a file of the copy goes.
pub struct Place {
    /// With `/` between the parts.
    pub place: Vec<u8>,
    /// The same for all places that are one to the drive.
    pub folded: Vec<u8>,
}

/// Why a file was not put into its place.
pub enum Placing {
    /// Something else is there.
    InTheWay,
    /// The system refused or failed.
    Io(io::Error),
    /// The copy as a whole has a trouble.
    Trouble(Trouble),
}

impl From<io::Error> for Placing {
    fn from(error: io::Error) -> Self {
        Placing::Io(error)
    }
}

impl From<Trouble> for Placing {
    fn from(trouble: Trouble) -> Self {
        Placing::Trouble(trouble)
    }
}

impl From<Error> for Placing {
    fn from(error: Error) -> Self {
        Placing::Trouble(error.into())
    }
}
