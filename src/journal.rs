//! What became of the backups of this computer: the last attempts, those that never came to a run included, and what waits for the next
//! one. The runs in the store know nothing of an attempt that failed; whoever asks how things are wants to hear of it.
//!
//! One small file for each device. If it is lost, only what it told is lost: the next backup begins a new one.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    model::FileOperation,
    platform,
};

/// Attempts that are kept.
const ATTEMPTS: usize = 50;
/// Files that wait and are kept by name; more are only counted.
pub const PENDING: usize = 1000;

/// The journal of a device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Journal {
    /// The last attempts, the newest last.
    pub attempts: Vec<Attempt>,
    /// When the last backup began that went through all that is selected, in seconds since 1970.
    pub last_complete: Option<i64>,
    /// When the last backup ended that went through all that is selected, files that failed or not.
    pub last_success: Option<i64>,
    /// When the last backup began that trusted nothing it knew and went through.
    pub last_integrity: Option<i64>,
    /// What the backup holds, as of the last backup that committed something or found nothing to do.
    pub stored: Option<Stored>,
    /// Files that wait for the next backup: those of the last one that failed, up to [`PENDING`].
    pub pending: Vec<Pending>,
    /// How many there are in all.
    pub pending_count: u64,
    /// When the first attempt began.
    pub first: Option<i64>,
    /// What somebody was shown who started nothing.
    pub shown: Shown,
    /// The attempt that goes on. Where none does, it ended without a word: by a mistake of the program's own, killed, without power.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begun: Option<Begun>,
}

/// An attempt that has begun and has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The number of its process.
    pub process: u32,
    /// When it began, in seconds since 1970.
    pub began: i64,
    /// Whether the system's job began it.
    pub scheduled: bool,
    /// Whether it trusts nothing it knows.
    pub integrity: bool,
    /// Whether it is of some paths only.
    pub partial: bool,
}

impl Begun {
    /// The attempt when it has ended, as far as that can be told of one that said nothing itself.
    fn ended(self, ended: i64, result: AttemptResult) -> Attempt {
        Attempt {
            began: self.began,
            ended: ended.max(self.began),
            scheduled: self.scheduled,
            result,
            exit_code: None,
            reason: None,
            report: None,
            files: AttemptFiles::default(),
            bytes_sent: 0,
            runs: Vec::new(),
            integrity: self.integrity,
            partial: self.partial,
        }
    }
}

/// What was shown on the desktop since the last backup that went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// That a backup failed.
    pub failure: bool,
    /// That none has gone through for too long, and when it was shown.
    pub overdue: Option<i64>,
}

/// What is to be shown to somebody who started nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A backup failed.
    Failure,
    /// None has gone through for too long.
    Overdue,
    /// After one of these, they work again.
    Recovered,
}

/// An attempt at a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began, in seconds since 1970.
    pub began: i64,
    /// When it ended.
    pub ended: i64,
    /// Whether the system's job began it.
    pub scheduled: bool,
    /// What became of it.
    pub result: AttemptResult,
    /// Its exit code; none where it was killed.
    pub exit_code: Option<u8>,
    /// Why it failed or was put off, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The report of the crash that ended it, as far as its path is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Files new, changed, unchanged, gone, failed.
    #[serde(default)]
    pub files: AttemptFiles,
    /// Bytes sent.
    #[serde(default)]
    pub bytes_sent: u64,
    /// Runs committed.
    #[serde(default)]
    pub runs: Vec<u64>,
    /// Whether it trusted nothing it knew.
    #[serde(default)]
    pub integrity: bool,
    /// Whether it was of some paths only, and not of all that is selected.
    #[serde(default)]
    pub partial: bool,
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptResult {
    /// All is backed up.
    Done,
    /// All but some files.
    Incomplete,
    /// It was stopped by the user; what was done is kept.
    Stopped,
    /// Its time was over; what was done is kept.
    TimeOver,
    /// It was put off before it began.
    PutOff,
    /// It failed.
    Failed,
    /// It ended without an end: by a mistake of the program's own, killed, without power; what was done is kept.
    Aborted,
}

impl AttemptResult {
    /// Whether it went through all that it was of.
    pub fn went_through(self) -> bool {
        matches!(self, AttemptResult::Done | AttemptResult::Incomplete)
    }

    /// Whether something is wrong that somebody should hear of.
    pub fn is_failure(self) -> bool {
        matches!(self, AttemptResult::Failed | AttemptResult::Aborted)
    }
}

/// Files of an attempt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttemptFiles {
    /// Backed up for the first time.
    pub new: u64,
    /// Backed up again.
    pub changed: u64,
    /// As they were.
    pub unchanged: u64,
    /// No longer there.
    pub gone: u64,
    /// Not backed up.
    pub failed: u64,
    /// Larger than the settings allow, or neither file nor folder nor link.
    pub left_out: u64,
    /// Large and changed, and backed up not long ago.
    pub waiting: u64,
}

/// What the backup holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stored {
    /// When this was so, in seconds since 1970.
    pub at: i64,
    /// Files that are there now.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Bytes that the account takes in the store, as far as this computer knows of it.
    pub used: u64,
    /// Bytes sent in this calendar month.
    pub month_sent: u64,
    /// The month's first moment.
    pub month: i64,
}

/// A file that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// Its path, as far as it is text.
    pub path: String,
    /// The stable name of the reason (`io`, `changing`, `waiting`, …).
    pub problem: String,
    /// The reason in words.
    pub message: String,
}

impl Journal {
    /// Reads a journal; one that is not there or cannot be understood is empty.
    pub fn load(path: &Path) -> Self {
        fs::read(path).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    }

    /// Writes the journal in place of the old one.
    pub fn save(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            platform::create_private_folder(folder).map_err(Error::file(FileOperation::CreateFolder, folder))?;
        }
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other);
        text.and_then(|text| platform::write_private(path, &text)).map_err(Error::file(FileOperation::Write, path))
    }

    /// Takes note of an attempt. Attempts that were put off one after the other count as one, with the last one's reason: a battery that
    /// runs down slowly must not push all else out of the journal.
    pub fn note(&mut self, attempt: Attempt) {
        self.first = self.first.or(self.attempts.first().map(|first| first.began)).or(Some(attempt.began));
        if attempt.result == AttemptResult::PutOff
            && let Some(last) = self.attempts.last_mut()
            && last.result == AttemptResult::PutOff
        {
            last.ended = attempt.ended;
            last.reason = attempt.reason;
            return;
        }
        if attempt.result.went_through() && !attempt.partial {
            self.last_complete = Some(attempt.began);
            self.last_success = Some(attempt.ended);
            if attempt.integrity {
                self.last_integrity = Some(attempt.began);
            }
        }
        self.attempts.push(attempt);
        let surplus = self.attempts.len().saturating_sub(ATTEMPTS);
        self.attempts.drain(..surplus);
    }

    /// Takes note of the attempt that has begun and that no process goes on with: when it was last heard of, and the report of the crash
    /// that ended it, if there is one.
    pub fn note_aborted(&mut self, heard: i64, report: Option<(String, u8)>) {
        let Some(begun) = self.begun.take() else { return };
        let (report, exit_code) = report.unzip();
        self.note(Attempt { exit_code, report, ..begun.ended(heard, AttemptResult::Aborted) });
    }

    /// Takes note of the attempt that has begun, and that its user has stopped without waiting for its end.
    pub fn note_stopped(&mut self, now: i64, exit_code: u8, bytes_sent: u64) {
        let Some(begun) = self.begun.take() else { return };
        self.note(Attempt { exit_code: Some(exit_code), bytes_sent, ..begun.ended(now, AttemptResult::Stopped) });
    }

    /// Whether no backup has gone through for so long, counted from the first attempt where none ever has.
    pub fn is_overdue(&self, now: i64, after: Duration) -> bool {
        let since = self.last_success.or(self.first).or(self.attempts.first().map(|first| first.began));
        let after = i64::try_from(after.as_secs()).unwrap_or(i64::MAX);
        since.is_some_and(|since| now - since > after)
    }

    /// What is to be shown now of the last attempt and of how things are, each once; a lack of backups again after as long a time.
    /// `seen` is an attempt whose end somebody sees.
    pub fn notice(&mut self, seen: bool, now: i64, overdue_after: Duration) -> Option<Notice> {
        let last = self.attempts.last()?.result;
        if last.went_through() && !self.is_overdue(now, overdue_after) {
            let shown = std::mem::take(&mut self.shown);
            return (!seen && shown != Shown::default()).then_some(Notice::Recovered);
        }
        if seen {
            return None;
        }
        if last.is_failure() && !self.shown.failure {
            self.shown.failure = true;
            return Some(Notice::Failure);
        }
        let is_told =
            self.shown.overdue.is_some_and(|told| (0..=overdue_after.as_secs() as i64).contains(&(now - told)));
        if self.is_overdue(now, overdue_after) && !is_told {
            self.shown.overdue = Some(now);
            return Some(Notice::Overdue);
        }
        None
    }
}

/// The file of a device's journal in a folder of journals.
pub fn file(folder: &Path, device: &crate::model::DeviceId) -> PathBuf {
    folder.join(format!("{device}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(began: i64, result: AttemptResult, reason: Option<&str>) -> Attempt {
        Attempt {
            began,
            ended: began + 10,
            scheduled: true,
            result,
            exit_code: Some(0),
            reason: reason.map(str::to_owned),
            report: None,
            files: AttemptFiles::default(),
            bytes_sent: 0,
            runs: Vec::new(),
            integrity: false,
            partial: false,
        }
    }

    #[test]
    fn attempts_are_kept_and_counted() {
        let mut journal = Journal::default();
        journal.note(attempt(100, AttemptResult::Done, None));
        for began in 0..4 {
            journal.note(attempt(200 + began, AttemptResult::PutOff, Some(&format!("on battery: {began} %"))));
        }
        journal.note(attempt(300, AttemptResult::Failed, Some("no network")));
        assert_eq!(journal.attempts.len(), 3, "what is put off again and again is one attempt");
        assert_eq!((journal.last_complete, journal.last_success), (Some(100), Some(110)));
        let put_off = &journal.attempts[1];
        assert_eq!((put_off.began, put_off.ended, put_off.reason.as_deref()), (200, 213, Some("on battery: 3 %")));
        journal.note(Attempt { partial: true, ..attempt(400, AttemptResult::Done, None) });
        assert_eq!(journal.last_complete, Some(100), "some paths are not all that is selected");
        for began in 0..200 {
            journal.note(attempt(1000 + began, AttemptResult::Incomplete, None));
        }
        assert_eq!((journal.attempts.len(), journal.last_complete), (ATTEMPTS, Some(1199)));
    }

    #[test]
    fn what_ended_without_an_end_is_an_attempt() {
        let mut journal = Journal::default();
        journal.note_aborted(500, None);
        assert!(journal.attempts.is_empty(), "nothing had begun");
        journal.note(attempt(100, AttemptResult::Done, None));
        journal.begun = Some(Begun { process: 7, began: 200, scheduled: true, integrity: false, partial: false });
        journal.note_aborted(150, None);
        let killed = &journal.attempts[1];
        assert_eq!((killed.began, killed.ended, killed.exit_code), (200, 200, None));
        assert_eq!((killed.result, killed.scheduled), (AttemptResult::Aborted, true));
        assert_eq!((journal.begun, journal.last_complete), (None, Some(100)));
        journal.begun = Some(Begun { process: 8, began: 300, scheduled: false, integrity: true, partial: true });
        journal.note_aborted(310, Some(("report".to_owned(), 70)));
        let crashed = &journal.attempts[2];
        assert_eq!((crashed.ended, crashed.exit_code), (310, Some(70)));
        assert_eq!(crashed.report.as_deref(), Some("report"));
        assert_eq!(journal.last_integrity, None);
        assert_eq!(journal.notice(false, 400, Duration::from_secs(1000)), Some(Notice::Failure));
    }

    #[test]
    fn each_notice_comes_once() {
        const WEEK: Duration = Duration::from_secs(7 * 86_400);
        let mut journal = Journal::default();
        assert_eq!(journal.notice(false, 0, WEEK), None, "nothing was tried yet");
        journal.note(attempt(100, AttemptResult::Failed, None));
        assert_eq!(journal.notice(false, 110, WEEK), Some(Notice::Failure));
        journal.note(attempt(200, AttemptResult::PutOff, None));
        journal.note(attempt(300, AttemptResult::Failed, None));
        assert_eq!(journal.notice(false, 310, WEEK), None, "it still fails");
        let later = 100 + 8 * 86_400;
        assert_eq!(journal.notice(false, later, WEEK), Some(Notice::Overdue), "none ever went through");
        assert_eq!(journal.notice(false, later + 900, WEEK), None);
        assert_eq!(journal.notice(false, later + 8 * 86_400, WEEK), Some(Notice::Overdue), "it is said again");
        journal.note(attempt(later, AttemptResult::Done, None));
        assert_eq!(journal.notice(false, later + 10, WEEK), Some(Notice::Recovered));
        journal.note(attempt(later + 100, AttemptResult::Done, None));
        assert_eq!(journal.notice(false, later + 110, WEEK), None);
        journal.note(attempt(later + 200, AttemptResult::Failed, None));
        assert_eq!(journal.notice(true, later + 210, WEEK), None, "who typed it sees it");
        assert_eq!(journal.notice(false, later + 220, WEEK), Some(Notice::Failure));
        journal.note(attempt(later + 300, AttemptResult::Done, None));
        assert_eq!(journal.notice(true, later + 310, WEEK), None);
        assert_eq!(journal.shown, Shown::default());
    }

    #[test]
    fn a_journal_comes_back_and_a_damaged_one_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journals").join("a.json");
        assert_eq!(Journal::load(&path), Journal::default());
        let mut journal = Journal::default();
        journal.note(attempt(5, AttemptResult::Stopped, Some("理由")));
        journal.save(&path).unwrap();
        assert_eq!(Journal::load(&path), journal);
        fs::write(&path, "{\"attempts\": 7").unwrap();
        assert_eq!(Journal::load(&path), Journal::default());
    }
}
