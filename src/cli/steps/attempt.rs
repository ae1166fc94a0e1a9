//! An attempt at a backup, from the wish to what the journal says of it: whether it may begin now, and what became of it.

use serde_json::json;

use super::{afterwards, history, holding, progress::Heard, scheduled::Order, watch};
use crate::{
    backup::BackupReport,
    catalog::Catalog,
    cli::{
        arguments::ProgressStyle,
        mistakes::{Failure, Outcome},
        program::{Program, SystemClock},
        text::dates,
        words::{self, Conditions, Running, StoppedBy},
    },
    conditions::judge,
    error::{Error, Result as LibraryResult},
    journal::{self, AttemptFiles, AttemptResult, Begun, Journal, Stored},
    model::{DeviceId, time::Clock},
};

/// An attempt that goes on.
pub struct Attempt {
    device: DeviceId,
    began: i64,
    scheduled: bool,
    integrity: bool,
    partial: bool,
}

/// What was taken note of.
pub struct Noted {
    /// The attempt.
    pub attempt: journal::Attempt,
    /// Whether no backup has gone through for too long.
    pub overdue: bool,
}

/// How a backup ended that began.
pub struct Ended<'a> {
    /// What it did.
    pub report: &'a BackupReport,
    /// What was heard of it.
    pub heard: &'a Heard,
    /// Who stopped it, if it was not Ctrl-C.
    pub stopped_by: Option<StoppedBy>,
    /// What the backup holds now.
    pub stored: Option<Stored>,
}

impl Ended<'_> {
    /// How the command ends.
    pub fn outcome(&self) -> Outcome {
        match self.stopped_by {
            _ if !self.report.cancelled && self.report.totals.failed > 0 => Outcome::Incomplete,
            _ if !self.report.cancelled => Outcome::Done,
            Some(StoppedBy::TimeOver) => Outcome::PutOff,
            Some(StoppedBy::OtherTerminal) | None => Outcome::Cancelled,
        }
    }

    fn result(&self) -> AttemptResult {
        match self.outcome() {
            Outcome::Done => AttemptResult::Done,
            Outcome::Incomplete => AttemptResult::Incomplete,
            Outcome::PutOff => AttemptResult::TimeOver,
            _ => AttemptResult::Stopped,
        }
    }
}

impl Attempt {
    /// An attempt of a device that begins now; `partial` is one of some paths only.
    pub fn begin(program: &Program, device: DeviceId, order: &Order, partial: bool) -> Self {
        let began = program.clock.now().seconds;
        Self { device, began, scheduled: order.scheduled, integrity: order.integrity, partial }
    }

    /// Takes note that it goes on from now: whatever ends it without a word is seen by that.
    pub fn take_up(&self, program: &Program) {
        let file = program.settings.journal(&self.device);
        let mut journal = Journal::load(&file);
        // Whoever holds the lock is the only one.
        history::conclude(program, &self.device, &mut journal);
        journal.begun = Some(Begun {
            process: std::process::id(),
            began: self.began,
            scheduled: self.scheduled,
            integrity: self.integrity,
            partial: self.partial,
        });
        if let Err(error) = journal.save(&file) {
            tracing::warn!(%error, "the journal is not written");
        }
    }

    /// Takes note, where it is done, that it was stopped at once by whoever began it: that it ended without an end is nobody's mistake.
    pub fn stopped_at_once(&self, program: &Program) -> impl Fn() + Send + use<> + 'static {
        let (file, control) = (program.settings.journal(&self.device), program.settings.control());
        let (device, began, process) = (self.device, self.began, std::process::id());
        move || {
            let mut journal = Journal::load(&file);
            if journal.begun.is_none_or(|begun| (begun.process, begun.began) != (process, began)) {
                return;
            }
            let told = control.told(&device).filter(|told| told.process == process);
            let sent = told.map(|told| told.bytes_sent).unwrap_or_default();
            journal.note_stopped(SystemClock.now().seconds, Outcome::Cancelled.code(), sent);
            if let Err(error) = journal.save(&file) {
                tracing::warn!(%error, "the journal is not written");
            }
        }
    }

    /// When it began, in seconds since 1970.
    pub fn began(&self) -> i64 {
        self.began
    }

    /// Whether the system's job began it.
    pub fn scheduled(&self) -> bool {
        self.scheduled
    }

    /// Why a backup has to wait now, in words; empty when it may begin.
    pub fn reasons_to_wait(&self, program: &Program) -> Result<Vec<String>, Failure> {
        let paused = program.settings.control().paused(self.began);
        let mut reasons: Vec<String> = paused.iter().map(|pause| watch::paused(pause, &program.now())).collect();
        let verdict = judge(&program.settings.config.conditions, &holding::look(program, false)?);
        for (question, unknown) in holding::unknown(&verdict) {
            let said = words::say(&Conditions::Unknown { question: *question, why: unknown }.into());
            tracing::info!(%said, "not known");
            match program.settings.progress {
                ProgressStyle::Json => {
                    let line = json!({ "type": "unknown", "condition": question.id(), "message": said });
                    program.printer.error_line(&line.to_string());
                }
                _ if program.settings.verbose > 0 => program.printer.error_line(&said),
                _ => {}
            }
        }
        reasons.extend(holding::reasons(&verdict));
        Ok(reasons)
    }

    /// Says that it is put off, and takes note.
    pub fn put_off(self, program: &Program, reasons: &[String]) -> Result<Noted, Failure> {
        let attempt = self.entry(program, AttemptResult::PutOff, Outcome::PutOff.code(), Some(reasons.join("; ")));
        let noted = self.note(program, attempt, None);
        program.printer.note(&Running::PutOff { reasons, by_hand: !self.scheduled }.into());
        program.printer.document("backup", json!({ "put_off": true, "reasons": reasons }))?;
        Ok(noted)
    }

    /// Says that it was stopped before it began, and takes note.
    pub fn stopped(self, program: &Program) -> Result<Noted, Failure> {
        let attempt = self.entry(program, AttemptResult::Stopped, Outcome::Cancelled.code(), None);
        let noted = self.note(program, attempt, None);
        program.printer.document("backup", json!({ "cancelled": true }))?;
        Ok(noted)
    }

    /// Takes note of how a backup ended that began.
    pub fn ended(self, program: &Program, ended: &Ended<'_>) -> Noted {
        let (totals, report) = (&ended.report.totals, ended.report);
        let files = AttemptFiles {
            new: totals.new,
            changed: totals.changed,
            unchanged: totals.unchanged,
            gone: totals.gone,
            failed: totals.failed,
            left_out: report.left_out,
            waiting: report.waiting,
        };
        let attempt = journal::Attempt {
            files,
            bytes_sent: totals.bytes_sent,
            runs: report.runs.clone(),
            ..self.entry(program, ended.result(), ended.outcome().code(), None)
        };
        self.note(program, attempt, Some(ended))
    }

    /// Takes note of a failure.
    pub fn failed(self, program: &Program, failure: &Failure) -> Noted {
        let result = match failure {
            Failure::Library(Error::UploadLimit { .. }) => AttemptResult::PutOff,
            _ => AttemptResult::Failed,
        };
        let reason = words::explain(failure).message;
        let attempt = self.entry(program, result, failure.code(), Some(reason));
        self.note(program, attempt, None)
    }

    fn entry(
        &self,
        program: &Program,
        result: AttemptResult,
        exit_code: u8,
        reason: Option<String>,
    ) -> journal::Attempt {
        journal::Attempt {
            began: self.began,
            ended: program.clock.now().seconds,
            scheduled: self.scheduled,
            result,
            exit_code: Some(exit_code),
            reason,
            report: None,
            files: AttemptFiles::default(),
            bytes_sent: 0,
            runs: Vec::new(),
            integrity: self.integrity,
            partial: self.partial,
        }
    }

    /// A journal that cannot be written costs what `status` would say, and no backup.
    fn note(&self, program: &Program, attempt: journal::Attempt, ended: Option<&Ended<'_>>) -> Noted {
        let file = program.settings.journal(&self.device);
        // Another attempt may have been noted meanwhile.
        let mut journal = history::read(program, &self.device);
        // Another process may go on with its own.
        journal.begun = journal.begun.filter(|begun| begun.process != std::process::id());
        let went_through = attempt.result.went_through();
        journal.note(attempt.clone());
        if let Some(ended) = ended {
            journal.stored = ended.stored.or(journal.stored);
            // One that was stopped has not looked at everything: what waited may wait still.
            if went_through && !self.partial {
                journal.pending = ended.heard.pending.clone();
                journal.pending_count = ended.heard.pending_count;
            }
        }
        let schedule = &program.settings.config.schedule;
        let notice = journal.notice(!self.scheduled, attempt.ended, schedule.warn_after);
        let overdue = journal.is_overdue(attempt.ended, schedule.warn_after);
        if let Err(error) = journal.save(&file) {
            tracing::warn!(%error, "the journal is not written");
        }
        if let Some(notice) = notice.filter(|_| schedule.notices) {
            afterwards::show_notice(program, notice, &journal);
        }
        Noted { attempt, overdue }
    }
}

/// What the backup of a device holds, by the catalog.
pub fn stored(program: &Program, catalog: &Catalog, device: &DeviceId) -> LibraryResult<Stored> {
    let device = catalog.device(device)?;
    let (files, bytes) = catalog.count_files(device.root)?;
    let used = catalog.bytes_stored()?;
    let month = dates::month_start(&program.now());
    let month_sent = catalog.bytes_sent_since(device.number, month)?;
    Ok(Stored { at: program.clock.now().seconds, files, bytes, used, month_sent, month })
}
