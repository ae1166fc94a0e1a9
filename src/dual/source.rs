//! The copy as a source for restores. It only says where a file may be; that it holds what it should is proved by whoever reads it.

use std::path::{Path, PathBuf};

use super::{Trouble, drive::Drive};
use crate::{
    model::{AccountId, Apath, DeviceId},
    restore::Near,
};

/// A device's copy on a drive.
#[derive(Debug, Clone)]
pub struct Copied {
    drive: Drive,
}

impl Copied {
    /// The copy of a device of an account below a path; `None` if there is none.
    pub fn find(path: &Path, account: &AccountId, device: &DeviceId) -> Result<Option<Self>, Trouble> {
        Ok(Drive::find_device(path, account, device)?.map(|drive| Self { drive }))
    }

    /// The device's folder on the drive.
    pub fn folder(&self) -> &Path {
        &self.drive.folder
    }
}

impl Near for Copied {
    fn candidates(&self, path: &Apath) -> Vec<PathBuf> {
        let marker = &self.drive.marker;
        let places =
            [marker.names.place(path, marker.has_drives()), marker.names.other_place(path, marker.has_drives())];
        places.iter().filter_map(|place| self.drive.path_of(place)).collect()
    }
}
