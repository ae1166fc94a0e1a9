//! What is run and told around a backup: the commands of `[hooks]` and its address. None of it changes what becomes of a backup, but for
//! the command before it.

use std::thread::JoinHandle;

use serde_json::{Value, json};

use super::{
    attempt::{self, Noted},
    session,
};
use crate::{
    cli::{
        arguments::variables::{EVENT, HOME},
        mistakes::{BeforeFailed, Failure, HookTrouble, Mistake},
        program::{Program, profile::Profile},
        text::{dates, paths},
        words::{Hook, Hooking},
    },
    config::hooks::BeforeFailure,
    journal::{Attempt, AttemptResult, Pending},
    platform::errand::{End, Errand, Given},
    web::{Ping, PingError, Signal},
};

/// Files that failed and are named to commands; more are only counted.
const MOST_NAMED: usize = 100;
/// The version of the form of what commands are handed.
const SCHEMA: u32 = 1;

/// What goes on around one backup.
pub struct Hooks<'a> {
    program: &'a Program,
    profile: &'a Profile,
    scheduled: bool,
    began: i64,
    /// The address is being told of the beginning, which nobody waits for.
    telling: Option<JoinHandle<Result<(), PingError>>>,
}

/// Whether a backup may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// It may.
    Ahead,
    /// The user wants to stop.
    No,
}

impl<'a> Hooks<'a> {
    /// For a backup that is about to begin.
    pub fn new(program: &'a Program, profile: &'a Profile, attempt: &attempt::Attempt) -> Self {
        let (scheduled, began) = (attempt.scheduled(), attempt.began());
        Self { program, profile, scheduled, began, telling: None }
    }

    /// What comes before the backup.
    pub fn before(&mut self) -> Result<Go, Failure> {
        let hooks = &self.program.settings.config.hooks;
        let unwanted = self.program.cancel.clone();
        match self.perform(Hook::Before, hooks.before.as_ref(), None, &[], &|| unwanted.is_cancelled()) {
            Ok(()) => {}
            Err((None, _)) => return Ok(Go::No),
            Err((Some(trouble), last)) => match hooks.before_failure {
                BeforeFailure::GoOn => self.warn(Hook::Before, &trouble, last.as_deref()),
                BeforeFailure::Stop => return Err(Mistake::BeforeFailed(BeforeFailed { trouble, last }).into()),
            },
        }
        if let Some(ping) = self.ping() {
            let document = self.document("start", None, None).to_string();
            let telling = std::thread::Builder::new().name("ping".to_owned());
            // Without a thread to spare, it is told of the end only.
            self.telling = telling.spawn(move || ping.send(Signal::Start, &document)).ok();
        }
        Ok(Go::Ahead)
    }

    /// What comes after a backup that began.
    pub fn after(self, noted: &Noted, pending: &[Pending]) {
        let Noted { attempt, overdue } = noted;
        let hooks = &self.program.settings.config.hooks;
        self.follow(Hook::After, hooks.after.as_ref(), attempt, pending);
        if attempt.result == AttemptResult::Failed {
            self.follow(Hook::OnFailure, hooks.on_failure.as_ref(), attempt, pending);
        }
        self.tell(attempt, *overdue);
    }

    /// What comes after a failure before the backup began.
    pub fn never_began(self, noted: &Noted) {
        let attempt = &noted.attempt;
        let hooks = &self.program.settings.config.hooks;
        if attempt.result == AttemptResult::Failed {
            self.follow(Hook::OnFailure, hooks.on_failure.as_ref(), attempt, &[]);
        }
        self.tell(attempt, false);
    }

    /// What follows when a backup is put off: nothing, unless that has gone on for too long.
    pub fn put_off(self, noted: &Noted) {
        if noted.overdue {
            self.tell(&noted.attempt, true);
        }
    }

    /// Runs a command that comes afterwards: its failure is said, and changes nothing.
    fn follow(&self, hook: Hook, errand: Option<&Errand>, attempt: &Attempt, pending: &[Pending]) {
        if let Err((Some(trouble), last)) = self.perform(hook, errand, Some(attempt), pending, &|| false) {
            self.warn(hook, &trouble, last.as_deref());
        }
    }

    /// Runs a command, if there is one. The error is what went wrong, none if it was not wanted any more, and the last line that it wrote.
    fn perform(
        &self,
        hook: Hook,
        errand: Option<&Errand>,
        attempt: Option<&Attempt>,
        pending: &[Pending],
        is_unwanted: &dyn Fn() -> bool,
    ) -> Result<(), (Option<HookTrouble>, Option<String>)> {
        let settings = &self.program.settings;
        let Some(errand) = errand.filter(|_| !settings.is_in_hook()) else { return Ok(()) };
        let timeout = settings.config.hooks.timeout;
        let document = self.document(hook.id(), attempt, Some(pending));
        let given = Given {
            input: format!("{document}\n"),
            variables: self.variables(hook, attempt),
            withheld: settings.secret_variables.clone(),
            timeout,
            is_unwanted,
        };
        // Why a command failed stands where errors are written, as a rule.
        let (mut last, mut last_error) = (None, None);
        let end = errand.run(given, &mut |heard| {
            let line = paths::safe(heard.line.as_bytes());
            tracing::info!(hook = hook.id(), %line, "said");
            if settings.verbose > 0 {
                self.program.printer.note(&Hooking::Said { hook, line: &line }.into());
            }
            if !line.trim().is_empty() {
                *(if heard.is_error { &mut last_error } else { &mut last }) = Some(line);
            }
        });
        let last = last_error.or(last);
        tracing::info!(hook = hook.id(), ?end, "command");
        match end {
            Ok(end) if end.is_success() => Ok(()),
            Ok(End::Code(code)) => Err((Some(HookTrouble::Code(code)), last)),
            Ok(End::Signal(signal)) => Err((Some(HookTrouble::Signal(signal)), last)),
            Ok(End::TimedOut) => Err((Some(HookTrouble::TimedOut(timeout.as_secs())), last)),
            Ok(End::Unwanted) => Err((None, last)),
            Err(error) => Err((Some(HookTrouble::NotRun(error.to_string())), None)),
        }
    }

    fn warn(&self, hook: Hook, trouble: &HookTrouble, last: Option<&str>) {
        tracing::warn!(hook = hook.id(), ?trouble, "a command failed");
        self.program.printer.warning(&Hooking::Failed { hook, trouble, last }.into());
    }

    /// The address to tell, if there is one.
    fn ping(&self) -> Option<Ping> {
        let settings = &self.program.settings;
        let hooks = &settings.config.hooks;
        let address = hooks.ping.clone().filter(|_| !settings.is_in_hook())?;
        Some(Ping { address, allow_http: hooks.allow_http, proxy: session::proxy(settings) })
    }

    /// Tells the address how it ended. What was stopped or put off is no failure, unless no backup has gone through for too long.
    fn tell(self, attempt: &Attempt, overdue: bool) {
        let Some(ping) = self.ping() else { return };
        let signal = match attempt.result {
            AttemptResult::Failed => Signal::Failure,
            result if overdue && !result.went_through() => Signal::Failure,
            _ => Signal::Success,
        };
        let document = self.document("end", Some(attempt), None).to_string();
        // One after the other, or the beginning may be heard last.
        let begun = self.telling.map_or(Ok(()), |telling| telling.join().unwrap_or(Ok(())));
        let ended = ping.send(signal, &document);
        if let Err(error) = ended.and(begun) {
            tracing::warn!(%error, "the address is not told");
            self.program.printer.warning(&Hooking::NotTold(&error).into());
        }
    }

    /// What commands and the address are handed; files by name only for commands, which run on this computer.
    fn document(&self, event: &str, attempt: Option<&Attempt>, pending: Option<&[Pending]>) -> Value {
        let mut document = json!({
            "schema": SCHEMA,
            "event": event,
            "version": env!("CARGO_PKG_VERSION"),
            "profile": self.program.settings.profile,
            "device": self.profile.device.to_string(),
            "device_name": self.profile.device_name,
            "scheduled": self.scheduled,
            "began": dates::json(self.began),
            "ended": attempt.map(|attempt| dates::json(attempt.ended)),
            "result": attempt.map(|attempt| attempt.result),
            "exit_code": attempt.map(|attempt| attempt.exit_code),
            "reason": attempt.and_then(|attempt| attempt.reason.as_deref()),
            "files": attempt.map(|attempt| attempt.files),
            "bytes_sent": attempt.map(|attempt| attempt.bytes_sent),
            "runs": attempt.map(|attempt| attempt.runs.as_slice()),
        });
        if let Some(pending) = pending {
            // What waits for its turn has not failed.
            let failed: Vec<&Pending> = pending.iter().filter(|file| file.problem != "waiting").collect();
            document["failed_files"] = failed.into_iter().take(MOST_NAMED).map(|file| json!(file)).collect();
        }
        document
    }

    fn variables(&self, hook: Hook, attempt: Option<&Attempt>) -> Vec<(&'static str, String)> {
        let time = |seconds| dates::json(seconds).as_str().unwrap_or_default().to_owned();
        let mut variables = vec![
            (EVENT, hook.id().to_owned()),
            ("AOSBOX_PROFILE", self.program.settings.profile.clone()),
            ("AOSBOX_DEVICE_NAME", self.profile.device_name.clone()),
            ("AOSBOX_SCHEDULED", u8::from(self.scheduled).to_string()),
            ("AOSBOX_BEGAN", time(self.began)),
        ];
        // What a command asks this program lies where its own files do.
        let own = self.program.settings.folders.own.as_ref();
        variables.extend(own.map(|own| (HOME, own.to_string_lossy().into_owned())));
        if let Some(attempt) = attempt {
            let files = &attempt.files;
            let result = json!(attempt.result).as_str().unwrap_or_default().to_owned();
            variables.extend([
                ("AOSBOX_ENDED", time(attempt.ended)),
                ("AOSBOX_RESULT", result),
                ("AOSBOX_EXIT_CODE", attempt.exit_code.map(|code| code.to_string()).unwrap_or_default()),
                ("AOSBOX_REASON", attempt.reason.clone().unwrap_or_default()),
                ("AOSBOX_FILES_NEW", files.new.to_string()),
                ("AOSBOX_FILES_CHANGED", files.changed.to_string()),
                ("AOSBOX_FILES_FAILED", files.failed.to_string()),
                ("AOSBOX_BYTES_SENT", attempt.bytes_sent.to_string()),
            ]);
        }
        // A zero would end a variable, and the system refuses it.
        variables.iter_mut().for_each(|(_, value)| value.retain(|character| character != '\0'));
        variables
    }
}
