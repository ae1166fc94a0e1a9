//! What is backed up, when, and what became of it.

use super::Findings;
use crate::{
    calendar::Rhythm,
    cli::{
        mistakes::Failure,
        program::Program,
        steps::{holding, job, selected, situation::Situation},
        text::{dates, paths::for_shell},
        words::{self, Checked, Conditions},
    },
    conditions::judge,
    config::schedule::ScheduleConfig,
    journal::AttemptResult,
    schedule::{self, Installed, JobPlan, JobSystem, systemd},
};

/// More selected paths than this that cannot be read are not named one by one.
const MOST_NAMED: usize = 10;
/// The job calls four times an hour: what is due for longer was not seen by it.
const SILENCE: i64 = 3600;

/// Whether what is selected is there.
pub fn selection(program: &Program, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let config = &program.settings.config.selection;
    if !selected::is_anything(program) {
        let plan = &program.settings.config.schedule;
        let scheduled = plan.rhythm != Rhythm::Never || plan.at_startup;
        return findings.add(Checked::NothingSelected { scheduled });
    }
    let mut bad = config.paths.iter().filter_map(|path| {
        let path = program.settings.typed(path);
        let tried = std::fs::metadata(&path).and_then(|found| match found.is_dir() {
            true => std::fs::read_dir(&path).map(drop),
            false => std::fs::File::open(&path).map(drop),
        });
        match tried {
            Ok(()) => None,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(Checked::SelectedMissing(path)),
            Err(error) => Some(Checked::SelectedUnreadable { path, error: error.to_string() }),
        }
    });
    let mut named = 0;
    for checked in bad.by_ref().take(MOST_NAMED) {
        findings.add(checked)?;
        named += 1;
    }
    if named > 0 {
        return Ok(());
    }
    let (paths, categories) = (config.paths.len() as u64, config.categories.len() as u64);
    findings.add(Checked::Selected { paths, categories })
}

/// Whether backups begin by themselves as they should.
pub fn schedule(program: &Program, situation: &Situation, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let config = &program.settings.config.schedule;
    let (system, folders) = (schedule::system(), job::folders(program));
    let Some(plan) = job::plan(program, config)? else {
        let any = ScheduleConfig { rhythm: Rhythm::Every(60), ..ScheduleConfig::default() };
        let any = job::plan(program, &any)?;
        return findings.add(match (any, system) {
            (Some(any), Some(system)) if schedule::installed(&any, system, &folders) != Installed::No => {
                Checked::JobLeft(system)
            }
            _ => Checked::NoSchedule,
        });
    };
    let Some(system) = system else { return findings.add(Checked::NoScheduler) };
    let (remedy, now) = (remedy(config), &situation.now);
    match schedule::installed(&plan, system, &folders) {
        Installed::No => return findings.add(Checked::JobMissing { system, remedy }),
        Installed::Different => return findings.add(Checked::JobDifferent { system, remedy }),
        Installed::AsAsked => {}
    }
    if system == JobSystem::Systemd && systemd::is_active() == Some(false) {
        return findings.add(Checked::JobStopped { remedy: systemd::START.to_owned() });
    }
    let user = program.settings.variable("USER").or(program.settings.variable("LOGNAME"));
    if let Some(user) = user.filter(|_| needs_lingering(&plan, system))
        && systemd::lingers(user) == Some(false)
    {
        findings.add(Checked::NeedsLingering { user: user.to_owned() })?;
    }
    let attempts = &situation.journal.attempts;
    let last_call = attempts.iter().rev().find(|attempt| attempt.scheduled).map(|attempt| attempt.ended);
    let is_silent =
        |due: i64| situation.seconds - due > SILENCE && last_call.is_none_or(|call| call < due) && !situation.running;
    // Before the first backup every interval is due at once, and the job may just have been put there.
    if let Some(due) = situation.due.filter(|due| !attempts.is_empty() && is_silent(*due)) {
        return findings.add(Checked::JobSilent { system, due: words::near(due, now) });
    }
    let next = situation.next.map(|next| words::near(next, now));
    findings.add(Checked::JobThere { system, next })
}

fn needs_lingering(plan: &JobPlan, system: JobSystem) -> bool {
    plan.logged_off && system == JobSystem::Systemd
}

/// The command that puts the job of these settings there.
fn remedy(config: &ScheduleConfig) -> String {
    let mut command = "aosbox schedule set".to_owned();
    match &config.rhythm {
        Rhythm::Every(minutes) if minutes % 1440 == 0 => command.push_str(&format!(" --every {}d", minutes / 1440)),
        Rhythm::Every(minutes) if minutes % 60 == 0 => command.push_str(&format!(" --every {}h", minutes / 60)),
        Rhythm::Every(minutes) => command.push_str(&format!(" --every {minutes}m")),
        Rhythm::At(windows) => {
            for window in windows {
                command.push_str(&format!(" --at {}", for_shell(&window.to_string())));
            }
        }
        Rhythm::Never => command.push_str(" --at-startup"),
    }
    command
}

/// What became of the last backups.
pub fn last(situation: &Situation, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let Situation { journal, overdue, now, seconds, .. } = situation;
    let Some(last) = journal.attempts.last() else { return findings.add(Checked::NoBackup) };
    // The clock of the journal and this one are read by the same program: a minute between them is nobody's mistake.
    if last.ended > *seconds + 60 {
        findings.add(Checked::ClockWentBack { time: dates::shown(last.ended, now) })?;
    }
    let success = journal.last_success.map(|success| words::near(success, now));
    if *overdue {
        findings.add(Checked::Overdue { last: success.clone() })?;
    }
    let ended = words::near(last.ended, now);
    match last.result {
        AttemptResult::Failed => findings.add(Checked::BackupFailed { ended, reason: last.reason.clone() })?,
        AttemptResult::Aborted => findings.add(Checked::BackupAborted { ended, report: last.report.clone() })?,
        _ if *overdue => {}
        _ => findings.add(Checked::BackedUp { last: success })?,
    }
    let failed = journal.attempts.iter().rev().find(|attempt| attempt.result.went_through());
    match failed.map(|attempt| attempt.files.failed) {
        Some(count) if count > 0 => findings.add(Checked::FilesWait(count)),
        _ => Ok(()),
    }
}

/// Whether all is known that the settings ask about.
pub fn conditions(program: &Program, findings: &mut Findings<'_>) -> Result<(), Failure> {
    let facts = match holding::look(program, false) {
        Ok(facts) => facts,
        // What keeps it from being known whether a network is needed has been said of the login.
        Err(failure) => {
            tracing::debug!(?failure, "conditions are not looked at");
            return Ok(());
        }
    };
    let verdict = judge(&program.settings.config.conditions, &facts);
    let unknown: Vec<String> = holding::unknown(&verdict)
        .map(|(question, why)| words::say(&Conditions::Unknown { question: *question, why }.into()))
        .collect();
    if unknown.is_empty() {
        return findings.add(Checked::ConditionsKnown);
    }
    unknown.into_iter().try_for_each(|said| findings.add(Checked::ConditionUnknown(said)))
}
