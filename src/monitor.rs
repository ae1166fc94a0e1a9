//! How the library tells what it is doing: one trait, and no words.

use std::{
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use crate::model::{Apath, FileOperation, MetadataPart, Reason, time::Clock};

/// What is being done, for progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading what other computers and earlier runs have added.
    Sync,
    /// Walking, comparing, reading and sending.
    Backup,
    /// Sending what is left and committing.
    Commit,
    /// Finding out what to fetch.
    Plan,
    /// Fetching and writing.
    Restore,
    /// Reading stored objects and comparing.
    Check,
    /// Bringing the dual copy to what the catalog says.
    Dual,
}

/// Why a path was not backed up or restored although the run went on.
#[derive(Debug)]
pub enum Problem {
    /// The system refused or failed.
    Io {
        /// What was tried.
        operation: FileOperation,
        /// The system's answer.
        source: std::io::Error,
    },
    /// It changed each time it was read; it is tried again next time.
    Changing,
    /// It is neither file, folder nor link (a pipe, a socket, a device).
    Special,
    /// It is larger than the settings allow.
    TooLarge {
        /// Its size in bytes.
        size: u64,
    },
    /// It is large, is changed in place, and was backed up so short a while ago that it waits.
    Waiting {
        /// When its turn comes, in seconds since 1970.
        until: i64,
    },
    /// A selected path is not there.
    Gone,
    /// Its content is damaged or missing in the store.
    Damaged {
        /// The object that it would come from.
        object: String,
    },
    /// It was read, but not all of its content reached the store.
    Unstored,
    /// Some of its metadata could not be set.
    Metadata {
        /// Which.
        what: MetadataPart,
        /// The system's answer.
        source: std::io::Error,
    },
    /// It is backed up, but for some of its metadata.
    Unkept {
        /// Which.
        what: MetadataPart,
        /// The system's answer; that it is too large is aosbox's own.
        source: std::io::Error,
    },
    /// It is under a name that this system cannot write.
    Unnameable,
    /// After writing, it did not read back as it should.
    Mismatch,
}

/// A path and what is wrong with it.
#[derive(Debug)]
pub struct Trouble {
    /// The path on this computer or in the catalog.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: Problem,
}

impl Problem {
    /// Whether the run was incomplete because of it (else it is only worth saying).
    pub fn is_failure(&self) -> bool {
        !matches!(self, Problem::Special | Problem::TooLarge { .. } | Problem::Waiting { .. })
    }
}

/// Hears of progress. Called from several threads; must be quick and must not fail.
pub trait Monitor: Send + Sync {
    /// A phase begins, with the files and bytes ahead where they are known.
    fn phase(&self, _phase: Phase, _files: Option<u64>, _bytes: Option<u64>) {}
    /// Something is wrong with one path; the run goes on.
    fn trouble(&self, _trouble: &Trouble) {}
    /// A path was decided on: shown in verbose output.
    fn path(&self, _action: Action, _path: &Apath) {}
    /// Whether it wants to hear of every path that is left out, of which there may be more than of all others.
    fn hears_left_out(&self) -> bool {
        false
    }
    /// The counters that the library raises while it works.
    fn counters(&self) -> &Counters;
}

/// What is done with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Backed up for the first time.
    New,
    /// Backed up because it changed.
    Changed,
    /// In the catalog, no longer on the computer.
    Gone,
    /// Restored.
    Restored,
    /// Left as it is.
    Kept,
    /// Not backed up, with all that lies below.
    LeftOut(Reason),
}

/// Live figures of a run. Read them at any time.
#[derive(Debug, Default)]
pub struct Counters {
    /// Files seen by the scan, or files planned.
    pub files_seen: AtomicU64,
    /// Their bytes.
    pub bytes_seen: AtomicU64,
    /// Files done.
    pub files_done: AtomicU64,
    /// Bytes of files done, unchanged ones included.
    pub bytes_done: AtomicU64,
    /// Bytes done of files that are not done yet: one may take hours.
    pub bytes_in_hand: AtomicU64,
    /// Bytes of content that a backup has found to be new.
    pub bytes_new: AtomicU64,
    /// Those of them that lie in packs that are sent, or on their way.
    pub bytes_packed: AtomicU64,
    /// Bytes read from files or fetched from the store.
    pub bytes_read: AtomicU64,
    /// Bytes sent to the store or written to files.
    pub bytes_sent: AtomicU64,
    /// Whether the scan has finished, so that the totals are final.
    pub totals_known: AtomicBool,
    current: Mutex<String>,
}

impl Counters {
    /// Raises a counter.
    pub fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Relaxed);
    }

    /// Lowers a counter that was raised before.
    pub fn take(counter: &AtomicU64, amount: u64) {
        counter.fetch_sub(amount, Relaxed);
    }

    /// The value of a counter.
    pub fn get(counter: &AtomicU64) -> u64 {
        counter.load(Relaxed)
    }

    /// Bytes of new content that are not in the store yet, as near as can be told, where so many bytes of packs have gone on the line.
    pub fn bytes_waiting(&self, gone: u64) -> u64 {
        let (packed, sent) = (Self::get(&self.bytes_packed), Self::get(&self.bytes_sent));
        // Within packs, content counts as it was before it was compressed.
        let on_its_way = sent.saturating_sub(gone) as f64 * packed as f64 / sent.max(1) as f64;
        Self::get(&self.bytes_new).saturating_sub(packed) + on_its_way as u64
    }

    /// Says what is being worked on; skipped when another thread is just saying so.
    pub fn set_current(&self, path: &Apath) {
        if let Ok(mut current) = self.current.try_lock() {
            current.clear();
            current.push_str(&String::from_utf8_lossy(path.as_bytes()));
        }
    }

    /// What is being worked on.
    pub fn current(&self) -> String {
        self.current.lock().map(|current| current.clone()).unwrap_or_default()
    }
}

/// A monitor that only counts.
#[derive(Debug, Default)]
pub struct Silent {
    counters: Counters,
}

impl Monitor for Silent {
    fn counters(&self) -> &Counters {
        &self.counters
    }
}

/// What the library is handed of the world around it.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// Hears of progress.
    pub monitor: &'a dyn Monitor,
    /// Tells the time.
    pub clock: &'a dyn Clock,
    /// May ask to stop.
    pub cancel: &'a Cancel,
}

/// A request to stop or to wait, shared by whoever may ask and all that work.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    stop: AtomicBool,
    wait: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

impl Cancel {
    /// Asks to stop: work in hand is committed, nothing new begins.
    pub fn cancel(&self) {
        self.0.stop.store(true, Relaxed);
        self.tell();
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.stop.load(Relaxed)
    }

    /// Asks to wait until [`Cancel::release`].
    pub fn hold(&self) {
        self.0.wait.store(true, Relaxed);
    }

    /// Lets those go on that wait.
    pub fn release(&self) {
        self.0.wait.store(false, Relaxed);
        self.tell();
    }

    /// Whether somebody asked to wait, and nobody to stop.
    pub fn is_held(&self) -> bool {
        self.0.wait.load(Relaxed) && !self.is_cancelled()
    }

    /// Waits as long as it is asked to, at most this long.
    pub fn wait(&self, at_most: Duration) {
        let lock = self.0.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let _waited = self.0.changed.wait_timeout_while(lock, at_most, |()| self.is_held());
    }

    /// Waits as long as it is asked to; then whether to stop.
    pub fn should_stop(&self) -> bool {
        while self.is_held() {
            self.wait(Duration::from_secs(60));
        }
        self.is_cancelled()
    }

    fn tell(&self) {
        // Whoever is about to wait has looked before this, or will look after it.
        drop(self.0.lock.lock().unwrap_or_else(PoisonError::into_inner));
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_to_wait_goes_on_when_released_and_ends_when_stopped() {
        let cancel = Cancel::default();
        assert!(!cancel.should_stop());
        for stop in [false, true] {
            cancel.hold();
            let waiting = std::thread::spawn({
                let cancel = cancel.clone();
                move || cancel.should_stop()
            });
            std::thread::sleep(Duration::from_millis(20));
            assert!(!waiting.is_finished());
            if stop {
                cancel.cancel()
            } else {
                cancel.release()
            }
            assert_eq!(waiting.join().unwrap(), stop);
        }
    }

    #[test]
    fn content_waits_until_its_pack_has_gone() {
        let counters = Counters::default();
        assert_eq!(counters.bytes_waiting(0), 0);
        Counters::add(&counters.bytes_new, 3_000);
        assert_eq!(counters.bytes_waiting(0), 3_000);
        // A pack of two thirds of it, half as large as what is in it.
        Counters::add(&counters.bytes_packed, 2_000);
        Counters::add(&counters.bytes_sent, 1_000);
        for (gone, waiting) in [(0, 3_000), (500, 2_000), (1_000, 1_000), (1_500, 1_000)] {
            assert_eq!(counters.bytes_waiting(gone), waiting, "{gone}");
        }
    }
}
