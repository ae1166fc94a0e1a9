//! What follows a scheduled backup: the computer sleeps or is shut down, as the schedule says (feature D4); how backups
//! go is shown on the desktop.

use std::time::Duration;

use crate::{
    cli::{
        program::Program,
        words::{self, Hooking, Message, Scheduling},
    },
    control::Control,
    journal::{Journal, Notice},
    model::{Afterwards, time::Clock},
    platform::{afterwards, notice},
};

const STEP: Duration = Duration::from_millis(500);

/// Does what is to be done after a backup, unless somebody pauses backups meanwhile. A computer that does not do it stays
/// on, which is said and harms nothing.
pub fn perform(program: &Program, then: Afterwards) {
    if then == Afterwards::None {
        return;
    }
    let grace = program.settings.config.schedule.grace;
    let warning = Scheduling::Afterwards { then, seconds: grace.as_secs() }.into();
    program.printer.note(&warning);
    show(&words::say(&Scheduling::AfterwardsTitle.into()), &words::say(&warning));
    let control: Control = program.settings.control();
    let began = std::time::Instant::now();
    while began.elapsed() < grace {
        if control.paused(program.clock.now().seconds).is_some() {
            program.printer.note(&Scheduling::StaysOn.into());
            return;
        }
        std::thread::sleep(STEP);
    }
    if let Err(error) = afterwards::perform(then, program.settings.config.schedule.force) {
        tracing::warn!(?error, ?then, "the computer stays as it is");
        program.printer.warning(&Message::Scheduling(Scheduling::CannotDo { then, error: &error }));
    }
}

/// Shows how backups go where somebody may see it who started nothing.
pub fn show_notice(program: &Program, notice: Notice, journal: &Journal) {
    let last = journal.last_success.map(|last| words::near(last, &program.now()));
    let (title, text) = match notice {
        Notice::Failure => {
            let reason = journal.attempts.last().and_then(|last| last.reason.clone());
            (Scheduling::FailureTitle.into(), reason.unwrap_or_default())
        }
        Notice::Overdue => {
            (Hooking::OverdueTitle.into(), words::say(&Hooking::Overdue { last: last.as_deref() }.into()))
        }
        Notice::Recovered => (Hooking::RecoveredTitle.into(), words::say(&Hooking::Recovered.into())),
    };
    show(&words::say(&title), &text);
}

fn show(title: &str, text: &str) {
    if let Err(unknown) = notice::show(title, text) {
        // Without a desktop there is nobody to see it; the journal and the exit code tell.
        tracing::debug!(?unknown, "no notice is shown");
    }
}
