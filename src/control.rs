//! What goes from terminal to terminal on one computer: a backup that goes on tells how far it is; others ask it to wait or to stop, and
//! ask those to come to wait.
//!
//! All of it is small files in one folder of the user's, so that it works alike everywhere, with no service and no port. Whether a backup
//! is alive is not told by them but by its lock (`backup::DeviceLock`): a file that a killed process left behind says nothing.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    error::{Error, Result},
    model::{DeviceId, FileOperation},
    platform,
};

/// The folder of these files.
#[derive(Debug, Clone)]
pub struct Control {
    folder: PathBuf,
}

/// The wish that backups wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// Until when, if not until it is taken back.
    pub until: Option<i64>,
}

/// What a backup that goes on tells of itself, about once a second.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Live {
    /// The number of its process.
    pub process: u32,
    /// When it began, in seconds since 1970.
    pub began: i64,
    /// When this was told.
    pub told: i64,
    /// Whether the system's job began it.
    pub scheduled: bool,
    /// When it has to end, if its schedule says so.
    pub end: Option<i64>,
    /// What it does: `sync`, `backup`, `commit`.
    pub phase: String,
    /// Files done, and of how many as far as that is known.
    pub files: u64,
    /// Of how many, if that is known.
    pub files_ahead: Option<u64>,
    /// Bytes done.
    pub bytes: u64,
    /// Of how many, if that is known.
    pub bytes_ahead: Option<u64>,
    /// Bytes sent to the store.
    pub bytes_sent: u64,
    /// Bytes a second that are sent just now.
    pub upload_speed: Option<u64>,
    /// Bytes a second that may be sent.
    pub upload_limit: Option<u64>,
    /// Seconds left, as far as that can be told.
    pub left: Option<u64>,
    /// What is being worked on.
    pub current: String,
    /// Whether it works at low priority (`standard`) or at full speed (`fast`).
    pub pace: String,
    /// Why it waits just now, in words; empty when it does not.
    pub waiting: Vec<String>,
}

impl Control {
    /// The files in this folder, which is made when something is to be put there.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Asks all backups, those to come too, to wait.
    pub fn pause(&self, pause: Pause) -> Result<()> {
        self.put("pause.json", &pause)
    }

    /// Takes that back. `false` when there was nothing to take back.
    pub fn resume(&self) -> Result<bool> {
        self.remove("pause.json")
    }

    /// The wish to wait, if there is one that still holds.
    pub fn paused(&self, now: i64) -> Option<Pause> {
        let pause: Pause = self.get("pause.json")?;
        // A clock that was put back must not make a short pause a long one.
        let lasts = pause.until.is_none_or(|until| now < until && now >= pause.since - 60);
        lasts.then_some(pause)
    }

    /// Asks the backup of a device that goes on to stop.
    pub fn ask_to_stop(&self, device: &DeviceId, process: u32) -> Result<()> {
        self.put(&format!("{device}.stop"), &process)
    }

    /// Whether this process was asked to stop.
    pub fn is_asked_to_stop(&self, device: &DeviceId, process: u32) -> bool {
        self.get::<u32>(&format!("{device}.stop")) == Some(process)
    }

    /// Tells how far a backup is.
    pub fn tell(&self, device: &DeviceId, live: &Live) -> Result<()> {
        self.put(&format!("{device}.json"), live)
    }

    /// What was told last.
    pub fn told(&self, device: &DeviceId) -> Option<Live> {
        self.get(&format!("{device}.json"))
    }

    /// Takes away what was told of a backup that has ended.
    pub fn forget(&self, device: &DeviceId) -> Result<()> {
        self.remove(&format!("{device}.stop"))?;
        self.remove(&format!("{device}.json"))?;
        Ok(())
    }

    fn put(&self, name: &str, value: &impl Serialize) -> Result<()> {
        put(&self.folder.join(name), value)
    }

    fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        get(&self.folder.join(name))
    }

    fn remove(&self, name: &str) -> Result<bool> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::file(FileOperation::Remove, path)(error)),
        }
    }
}

/// Writes a small file as a whole: whoever reads it sees the old one or the new one.
fn put(path: &Path, value: &impl Serialize) -> Result<()> {
    if let Some(folder) = path.parent() {
        platform::create_private_folder(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
    }
    // Two processes that write at once each have a file of their own.
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let written = serde_json::to_vec(value).map_err(io::Error::other).and_then(|text| {
        // One of that name is what a process that was killed left behind.
        let _ = fs::remove_file(&beside);
        platform::create_private(&beside)?.write_all(&text)?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        let _left_behind = fs::remove_file(&beside);
        Error::file(FileOperation::Write, path)(error)
    })
}

/// What such a file says, if it is there and can be understood.
fn get<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_ends_when_it_should() {
        let folder = tempfile::tempdir().unwrap();
        let control = Control::new(folder.path().join("control"));
        assert_eq!(control.paused(1000), None);
        assert!(!control.resume().unwrap());
        control.pause(Pause { since: 1000, until: Some(2000) }).unwrap();
        assert!(control.paused(1000).is_some() && control.paused(1999).is_some());
        assert_eq!(control.paused(2000), None);
        assert_eq!(control.paused(-500_000), None, "the clock was put back by days");
        control.pause(Pause { since: 1000, until: None }).unwrap();
        assert!(control.paused(i64::MAX).is_some());
        assert!(control.resume().unwrap());
        assert_eq!(control.paused(1000), None);
    }

    #[test]
    fn a_wish_to_stop_is_for_one_process() {
        let folder = tempfile::tempdir().unwrap();
        let control = Control::new(folder.path().to_owned());
        let device = DeviceId::from_slice(&[7; 16]).unwrap();
        control.ask_to_stop(&device, 12).unwrap();
        assert!(control.is_asked_to_stop(&device, 12));
        assert!(!control.is_asked_to_stop(&device, 13), "the next one of the same device goes on");
        control.forget(&device).unwrap();
        assert!(!control.is_asked_to_stop(&device, 12));
    }
}
