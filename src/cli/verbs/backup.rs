//! `aosbox backup`: what is selected → a run.

mod quickstart;

use std::{path::Path, sync::Arc};

use serde_json::json;

use crate::{
    backup::{self, BackupOptions, BackupReport, DeviceLock},
    catalog::Catalog,
    cli::{
        arguments,
        mistakes::{Failure, Mistake, Outcome},
        program::{Program, profile::Profile},
        steps::{
            afterwards,
            attempt::{self, Attempt, Ended},
            copying, history,
            hooks::{Go, Hooks},
            observer::Observer,
            progress::{Heard, Progress},
            scheduled::{self, Order},
            selected,
            session::{self, Session},
            watch::{Plan, Watch},
        },
        text::{dates, paths},
        words::{Message, StoppedBy},
    },
    config::conditions::Mode,
    dual::follow::Followed,
    error::Error,
    journal::Stored,
    monitor::Surroundings,
    selection::{Root, Source},
    sync::Purpose,
};

/// Runs the command.
pub fn run(program: &Program, arguments: &arguments::Backup) -> Result<Outcome, Failure> {
    let begun = if arguments.quickstart {
        // No account is made for a backup of nothing.
        sources(program, arguments)?;
        quickstart::begin(program)?
    } else {
        None
    };
    let settings = &program.settings;
    // Who is not logged in learns that first, whatever else is missing.
    let profile = Profile::load(&settings.folders.profiles, &settings.profile)?
        .ok_or_else(|| Error::NotLoggedIn { profile: settings.profile.clone() })?;
    if arguments.dry_run {
        let session = Session::open(program)?;
        return look(program, arguments, &session);
    }
    let order = match arguments.scheduled {
        None => Order::by_hand(arguments),
        Some(occasion) => {
            let file = settings.journal(&profile.device);
            let journal = history::read(program, &profile.device);
            match scheduled::order(program, occasion, &journal, arguments.reread) {
                Some(order) => order,
                None => return scheduled::nothing_due(program, journal, &file),
            }
        }
    };
    // Where nothing is selected, the paths that are named are all there is.
    let partial = !arguments.paths.is_empty() && selected::is_anything(program);
    let attempt = Attempt::begin(program, profile.device, &order, partial);
    let mut hooks = Hooks::new(program, &profile, &attempt);
    if !arguments.anyway {
        let reasons = attempt.reasons_to_wait(program)?;
        if !reasons.is_empty() {
            hooks.put_off(&attempt.put_off(program, &reasons)?);
            return Ok(Outcome::PutOff);
        }
    }
    program.listen_for_interrupts_and(attempt.stopped_at_once(program));
    // The lock is held until the last command after the backup has ended: they are commands around one backup.
    let lock = match DeviceLock::take(&settings.lock(&profile.device)) {
        Ok(lock) => Arc::new(lock),
        // That another backup is going on is no failure of this computer's backups.
        Err(error @ Error::Busy { .. }) => return Err(error.into()),
        Err(error) => return Err(never_began(program, attempt, hooks, error.into())),
    };
    attempt.take_up(program);
    match hooks.before() {
        Ok(Go::Ahead) => {}
        Ok(Go::No) => {
            attempt.stopped(program)?;
            return Ok(Outcome::Cancelled);
        }
        Err(failure) => return Err(never_began(program, attempt, hooks, failure)),
    }
    match back_up_again(program, arguments, &order, begun.as_ref(), &lock) {
        Ok(done) => {
            let ended = done.ended();
            let outcome = ended.outcome();
            hooks.after(&attempt.ended(program, &ended), &done.heard.pending);
            drop(lock);
            // Whoever stopped it by hand is there, and wants something else of the computer.
            if outcome != Outcome::Cancelled {
                afterwards::perform(program, order.then);
            }
            Ok(outcome)
        }
        Err(failure) => {
            hooks.after(&attempt.failed(program, &failure), &[]);
            Err(failure)
        }
    }
}

/// Takes note of a failure before the backup began.
fn never_began(program: &Program, attempt: Attempt, hooks: Hooks<'_>, failure: Failure) -> Failure {
    hooks.never_began(&attempt.failed(program, &failure));
    failure
}

/// Backs up, and once again from the beginning where the catalog turns out to be damaged: it is only a copy. The commands around the backup
/// know nothing of that.
fn back_up_again(
    program: &Program,
    arguments: &arguments::Backup,
    order: &Order,
    begun: Option<&quickstart::Begun>,
    lock: &Arc<DeviceLock>,
) -> Result<Done, Failure> {
    session::with_a_sound_catalog(|| back_up(program, arguments, order, begun, lock))
}

/// A backup that ended.
struct Done {
    report: BackupReport,
    heard: Heard,
    stopped_by: Option<StoppedBy>,
    stored: Option<Stored>,
}

impl Done {
    fn ended(&self) -> Ended<'_> {
        let Self { report, heard, stopped_by, stored } = self;
        Ended { report, heard, stopped_by: *stopped_by, stored: *stored }
    }
}

fn back_up(
    program: &Program,
    arguments: &arguments::Backup,
    order: &Order,
    begun: Option<&quickstart::Begun>,
    lock: &Arc<DeviceLock>,
) -> Result<Done, Failure> {
    let session = Session::open(program)?;
    let selection = selected::selection(program, sources(program, arguments)?)?;
    let device = session.profile.device;
    let progress = Progress::begin(program);
    let plan = Plan {
        device,
        scheduled: order.scheduled,
        anyway: arguments.anyway,
        end: order.end,
        store: session.account.store.clone(),
        observer: Observer::begin(program, arguments.anyway, arguments.mode.map(mode))?,
    };
    let watch = Watch::begin(program, plan, progress.gauge());
    let mut catalog = session.catalog(program, Purpose::Backup, &progress)?;
    let mut options = options(program, arguments, &session, &catalog)?;
    options.lock = Some(Arc::clone(lock));
    options.reread = order.integrity;
    options.block_level_interval = order.block_level_interval;
    let around = Surroundings { monitor: &progress, clock: &program.clock, cancel: &program.cancel };
    let copying = copying::begin(program, &session, &catalog)?;
    let copies = copying.as_ref().map(|copying| &copying.copier as &dyn backup::Copies);
    let report = backup::run(&session.account, &mut catalog, &device, &selection, &options, copies, around);
    let followed = copying.map(|copying| copying.end(program, &session, &catalog, report.is_ok(), &progress));
    let report = report?;
    let stopped_by = watch.finish();
    let heard = progress.finish();
    tracing::info!(?report, ?stopped_by, "backup");
    let stored = match attempt::stored(program, &catalog, &device) {
        Ok(stored) => Some(stored),
        Err(error) => {
            tracing::warn!(%error, "what is stored is not counted");
            None
        }
    };
    say(program, arguments, &session, &report, &heard, begun, followed.as_ref())?;
    if begun.is_some()
        && let Some(root) = example_of(selection.roots())
    {
        let example = paths::for_shell(&paths::local(&root.path));
        program.printer.note(&Message::QuickstartNext { example: &example });
    }
    Ok(Done { report, heard, stopped_by, stored })
}

fn mode(mode: arguments::Mode) -> Mode {
    match mode {
        arguments::Mode::Auto => Mode::Auto,
        arguments::Mode::Standard => Mode::Standard,
        arguments::Mode::Fast => Mode::Fast,
    }
}

/// Says what a backup would do.
fn look(program: &Program, arguments: &arguments::Backup, session: &Session) -> Result<Outcome, Failure> {
    let selection = selected::selection(program, sources(program, arguments)?)?;
    program.listen_for_interrupts();
    let progress = Progress::begin(program);
    let mut catalog = session.catalog(program, Purpose::Backup, &progress)?;
    let options = options(program, arguments, session, &catalog)?;
    let around = Surroundings { monitor: &progress, clock: &program.clock, cancel: &program.cancel };
    let device = session.profile.device;
    let report = backup::run(&session.account, &mut catalog, &device, &selection, &options, None, around)?;
    let heard = progress.finish();
    tracing::info!(?report, "dry run");
    say(program, arguments, session, &report, &heard, None, None)?;
    Ok(match report {
        _ if report.cancelled => Outcome::Cancelled,
        _ if report.totals.failed > 0 => Outcome::Incomplete,
        _ => Outcome::Done,
    })
}

/// A root to show what can be done with it, one that people see if there is any.
fn example_of(roots: Vec<Root>) -> Option<Root> {
    let is_seen = |root: &Root| !root.apath.components().any(|name| name.starts_with(b"."));
    let seen = roots.iter().find(|root| is_seen(root)).cloned();
    seen.or_else(|| roots.into_iter().next())
}

/// The paths of the command line, else what the settings select, else for a quick start the usual folders.
fn sources(program: &Program, arguments: &arguments::Backup) -> Result<Vec<Source>, Failure> {
    if !arguments.paths.is_empty() {
        return selected::picks(program, &arguments.paths);
    }
    if selected::is_anything(program) {
        return selected::sources(program);
    }
    if arguments.quickstart {
        return selected::picks(program, &quickstart::usual_folders(program));
    }
    Err(Mistake::NothingSelected(program.settings.folders.config_file.clone()).into())
}

fn options(
    program: &Program,
    arguments: &arguments::Backup,
    session: &Session,
    catalog: &Catalog,
) -> Result<BackupOptions, Failure> {
    let settings = &program.settings;
    let device = &session.profile.device;
    let mut options = BackupOptions::new(session.profile.device_name.as_str(), env!("CARGO_PKG_VERSION"));
    options.dry_run = arguments.dry_run;
    options.jobs = arguments.jobs.map(usize::from).or(settings.config.backup_jobs).unwrap_or(options.jobs);
    options.level = settings.config.compression.unwrap_or(options.level);
    options.pack_size = settings.config.pack_size.map_or(options.pack_size, |size| size as usize);
    options.commit_bytes = settings.config.commit_size.unwrap_or(options.commit_bytes);
    if let Some(limit) = settings.config.monthly_upload {
        let sent = catalog.bytes_sent_since(catalog.device(device)?.number, dates::month_start(&program.now()))?;
        let left = limit.saturating_sub(sent);
        if left == 0 && !arguments.dry_run {
            return Err(Error::UploadLimit { limit }.into());
        }
        options.upload_limit = Some(left);
    }
    Ok(options)
}

fn say(
    program: &Program,
    arguments: &arguments::Backup,
    session: &Session,
    report: &BackupReport,
    heard: &Heard,
    begun: Option<&quickstart::Begun>,
    followed: Option<&Followed>,
) -> Result<(), Failure> {
    program.printer.summary(&Message::BackupSummary {
        report,
        seconds: heard.seconds,
        dry_run: arguments.dry_run,
        more: heard.more,
    })?;
    if let Some(followed) = followed {
        copying::tell(program, followed)?;
    }
    let totals = &report.totals;
    let mut document = json!({
        "device": session.profile.device.to_string(),
        "device_name": session.profile.device_name,
        "dry_run": arguments.dry_run,
        "cancelled": report.cancelled,
        "seconds": heard.seconds,
        "files": {
            "new": totals.new,
            "changed": totals.changed,
            "unchanged": totals.unchanged,
            "gone": totals.gone,
            "failed": totals.failed,
            "left_out": report.left_out,
            "placeholders": report.placeholders,
            "waiting": report.waiting,
        },
        "bytes": {
            "seen": totals.bytes_seen,
            "read": totals.bytes_read,
            "new": totals.bytes_new,
            "sent": totals.bytes_sent,
        },
        "runs": report.runs,
        "troubles": heard.troubles,
    });
    if let Some(begun) = begun
        && let Some(fields) = document.as_object_mut()
    {
        fields.insert("recovery_key".to_owned(), begun.recovery_key.as_str().into());
        fields.insert("recovery_key_file".to_owned(), shown(&begun.key_file).into());
    }
    if let (Some(followed), Some(fields)) = (followed, document.as_object_mut()) {
        fields.insert("dual".to_owned(), copying::document(followed));
    }
    program.printer.document("backup", document)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
