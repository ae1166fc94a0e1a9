//! The log of this program: where it is, how its lines are written, rotated, and masked.

mod files;
mod line;
mod writer;

pub use self::{
    files::{Place, list},
    line::{Line, command_line, time},
    writer::{begin, folder, recent, tint},
};
