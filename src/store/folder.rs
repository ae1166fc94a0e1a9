//! The folder of a store that is one. Its drive may be pulled while it is in use: what is sent then must not end up in the empty folder that
//! is left in its place, on another disk, and count as stored.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::names;
use crate::{
    error::{Error, Result},
    model::FileOperation,
    platform,
};

/// A folder as it was when the store was opened.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    identity: Option<(u64, u64)>,
}

impl Folder {
    /// The folder that is there now.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), identity: platform::identity(path).ok() }
    }

    /// Fails if another folder, or none, is in its place. One that was mounted anew may have another number, and still has the account.
    pub fn must_be_there(&self) -> Result<()> {
        let is_same = platform::identity(&self.path).is_ok_and(|identity| Some(identity) == self.identity);
        if is_same || self.path.join(names::FORMAT).is_file() {
            return Ok(());
        }
        Err(Error::file(FileOperation::WriteInto, &self.path)(io::ErrorKind::NotFound.into()))
    }
}
