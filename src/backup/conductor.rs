//! The conductor: walks, compares, hands files to the workers, and commits.

mod walk;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use crossbeam_channel::{Receiver, RecvTimeoutError, SendTimeoutError, Sender, bounded, unbounded};

use self::walk::{Kept, Pending};
use super::{
    BackupOptions, BackupReport, Copies,
    claims::Claims,
    commit::{Committer, Ledger, Settled},
    job::{Event, FileJob, FileOutcome},
    packer::Packer,
    worker::{Shared, Worker},
};
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo, KnownEntry},
    chunk::{BLOCK_LEVEL_FROM, Chunker, Profile},
    detect,
    error::{Error, Result},
    model::{Apath, Content, DeviceId, Entry, FileOperation, Kind, time::Clock},
    monitor::{Action, Cancel, Counters, Monitor, Phase, Problem, Surroundings, Trouble},
    platform::{self, Refused},
    run::{CatalogRecord, VersionRecord, records::encode_metadata},
    scan::tour::Folder,
    selection::Selection,
    sync,
};

/// A batch is handed over at this many bytes…
const BATCH_BYTES: u64 = 1 << 20;
/// …or files.
const BATCH_FILES: usize = 128;
/// Work that is done is taken note of at least this often.
const ATTENTION: Duration = Duration::from_millis(100);
/// Who is asked to wait commits after this long what is done.
const HELD_COMMIT_SECONDS: i64 = 3;
/// Content that was stored in chunks of less than this on average is cut small again.
const SMALL_CHUNKS: u64 = 128 << 10;

/// A backup that goes on.
pub struct Conductor<'a> {
    account: &'a Account,
    catalog: &'a mut Catalog,
    device: DeviceInfo,
    options: &'a BackupOptions,
    copies: Option<&'a dyn Copies>,
    around: Surroundings<'a>,
    monitor: &'a dyn Monitor,
    clock: &'a dyn Clock,
    cancel: &'a Cancel,
    ledger: Ledger,
    report: BackupReport,
    shared: Arc<Shared<'a>>,
    events: Receiver<Event>,
    /// Where batches go; `None` once the walk is over.
    files: Option<Sender<Vec<FileJob>>>,
    /// Whether there are workers.
    working: bool,
    batch: Vec<FileJob>,
    batch_bytes: u64,
    /// Whether the index has what other devices added: asked for only when there is something to send.
    others_known: bool,
    /// The folders that the walk is in and that are recorded once something in them is.
    open: Vec<Pending>,
    /// Folders above roots that this backup has recorded.
    recorded_above: HashSet<Apath>,
}

impl<'a> Conductor<'a> {
    pub fn new(
        account: &'a Account,
        catalog: &'a mut Catalog,
        device: &DeviceId,
        options: &'a BackupOptions,
        copies: Option<&'a dyn Copies>,
        around: Surroundings<'a>,
    ) -> Result<Self> {
        let Surroundings { monitor, clock, cancel } = around;
        let device = catalog.device(device)?;
        let (sender, events) = unbounded();
        let packer = Packer::new(account.keys.clone(), account.store.clone(), options, sender.clone());
        let shared = Arc::new(Shared {
            keys: account.keys.clone(),
            chunker: Chunker::new(account.keys.chunker_seed()),
            claims: Claims::new(),
            packer,
            catalog: catalog.path().to_owned(),
            has_chunks: AtomicBool::new(false),
            events: sender,
            monitor,
            clock,
            cancel: cancel.clone(),
            level: options.level,
            idle: AtomicUsize::new(0),
        });
        Ok(Self {
            account,
            catalog,
            device,
            options,
            copies,
            around,
            monitor,
            clock,
            cancel,
            ledger: Ledger::new(options.level, clock.now()),
            report: BackupReport::default(),
            shared,
            events,
            files: None,
            working: false,
            batch: Vec::new(),
            batch_bytes: 0,
            others_known: false,
            open: Vec::new(),
            recorded_above: HashSet::new(),
        })
    }

    /// Backs the selection up and commits.
    pub fn run(mut self, selection: &Selection) -> Result<BackupReport> {
        self.monitor.phase(Phase::Backup, None, None);
        let shared = self.shared.clone();
        let jobs = self.options.jobs.max(1);
        let done = std::thread::scope(|scope| {
            let (files, queue) = bounded(2 * jobs);
            let (help, blocks) = bounded(0);
            // Nothing is sent here: it is closed when the last worker ends.
            let (working, all_ended) = bounded::<()>(0);
            for number in 0..jobs {
                let worker = Worker::new(shared.clone(), help.clone());
                let (queue, blocks, working) = (queue.clone(), blocks.clone(), working.clone());
                std::thread::Builder::new()
                    .name(format!("worker {number}"))
                    .spawn_scoped(scope, move || {
                        worker.run(&queue, &blocks);
                        drop(working);
                    })
                    .map_err(|source| Error::Thread { source })?;
            }
            drop((queue, blocks, help, working));
            self.files = Some(files);
            self.working = true;
            let walked = self.walk(selection);
            self.monitor.counters().totals_known.store(true, Relaxed);
            let walked = walked.and_then(|()| self.hand_over());
            // Workers end when there are no more files. What they finish until then is committed as it comes.
            self.files = None;
            let attended = self.attend_until(&all_ended);
            self.working = false;
            walked.and(attended)
        });
        if done.is_ok() {
            shared.packer.flush(self.monitor);
        }
        // On a slow line, this is most of a backup.
        shared.packer.wait();
        if done.is_ok() {
            self.monitor.phase(Phase::Commit, None, None);
        }
        let done = done.and_then(|()| self.attend());
        self.report.cancelled = self.cancel.is_cancelled();
        if self.options.dry_run {
            done?;
            return Ok(self.report);
        }
        match done {
            Ok(()) => {
                self.report_unstored();
                self.commit(false)?;
            }
            Err(error) => {
                // What is stored is committed if the store still lets us: it is restorable, and is not sent again.
                let salvage = self.attend().is_ok() || self.ledger.uncommitted() > 0;
                if salvage && self.ledger.uncommitted() > 0 {
                    let _lost_too = self.commit(true);
                }
                return Err(error);
            }
        }
        Ok(self.report)
    }

    fn start(
        &mut self,
        folder: &Folder<Kept>,
        path: PathBuf,
        entry: &Entry,
        known: Option<&KnownEntry>,
        replaced: bool,
        looks_same: bool,
    ) -> Result<()> {
        if entry.stat.kind != Kind::File {
            return self.record_without_content(
                &folder.apath,
                folder.kept.id,
                &path,
                entry,
                known.is_some() && !replaced,
            );
        }
        let profile = self.profile(folder, entry, known)?;
        self.batch_bytes += entry.stat.size;
        self.batch.push(FileJob {
            folder: folder.apath.clone(),
            folder_id: folder.kept.id,
            name: entry.name.clone(),
            path,
            stat: entry.stat,
            known: known.is_some() && !replaced,
            looks_same,
            profile,
        });
        if self.batch_bytes >= BATCH_BYTES || self.batch.len() >= BATCH_FILES {
            self.hand_over()?;
        }
        Ok(())
    }

    /// How a file is to be cut. A large file that is seen to change again is cut small from then on.
    fn profile(&self, folder: &Folder<Kept>, entry: &Entry, known: Option<&KnownEntry>) -> Result<Profile> {
        let profile = Profile::of(&entry.name, entry.stat.size);
        let (Profile::General, Some(id), Some(known)) = (profile, folder.kept.id, known) else {
            return Ok(profile);
        };
        if entry.stat.size <= BLOCK_LEVEL_FROM || known.size <= BLOCK_LEVEL_FROM || known.kind != Kind::File {
            return Ok(profile);
        }
        let versions = self.catalog.versions(id, &entry.name)?;
        let was_cut_small = versions.first().and_then(|version| version.content()).is_some_and(|content| {
            let chunks = content.chunks();
            chunks > 0 && known.size / chunks < SMALL_CHUNKS
        });
        Ok(if was_cut_small || versions.len() > 1 { Profile::InPlace } else { profile })
    }

    /// When the turn of a changed file comes, if it is large, is changed in place, and was backed up too short a while ago.
    fn turn_of(&self, folder: &Folder<Kept>, entry: &Entry) -> Result<Option<i64>> {
        let (Some(interval), Some(id)) = (self.options.block_level_interval, folder.kept.id) else {
            return Ok(None);
        };
        if Profile::of(&entry.name, entry.stat.size) != Profile::InPlace {
            return Ok(None);
        }
        let now = self.clock.now().seconds;
        let turn = self.catalog.current_version(id, &entry.name)?.map(|version| version.backed_up + interval);
        // A time that lies further ahead than a turn can was written by a clock that was wrong.
        Ok(turn.filter(|&turn| now < turn && turn <= now + interval))
    }

    fn hand_over(&mut self) -> Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        if self.options.dry_run {
            for job in batch {
                let totals = &mut self.report.totals;
                *(if job.known { &mut totals.changed } else { &mut totals.new }) += 1;
                totals.bytes_read += job.stat.size;
                self.monitor.path(if job.known { Action::Changed } else { Action::New }, &job.folder.join(&job.name));
                self.done(job.stat.size);
            }
            return Ok(());
        }
        if !self.others_known {
            self.others_known = true;
            sync::refresh_others(self.account, self.catalog, Some(&self.device.id), self.monitor)?;
            self.shared.has_chunks.store(self.catalog.has_chunks()?, Relaxed);
        }
        if let Some(first) = batch.first() {
            self.monitor.counters().set_current(&first.folder.join(&first.name));
        }
        let mut waiting = Some(batch);
        while let (Some(batch), Some(files)) = (waiting.take(), &self.files) {
            match files.send_timeout(batch, ATTENTION) {
                // Workers outlive the sender; should all have failed, their events say why.
                Ok(()) | Err(SendTimeoutError::Disconnected(_)) => {}
                Err(SendTimeoutError::Timeout(batch)) => waiting = Some(batch),
            }
            self.attend()?;
        }
        Ok(())
    }

    /// Waits as long as it is asked to, and commits meanwhile what is done.
    fn wait_while_held(&mut self) -> Result<()> {
        while self.cancel.is_held() {
            self.cancel.wait(ATTENTION);
            self.attend()?;
        }
        Ok(())
    }

    /// Hears what workers have done until they have ended.
    fn attend_until(&mut self, all_ended: &Receiver<()>) -> Result<()> {
        let mut attended = Ok(());
        while all_ended.recv_timeout(ATTENTION) == Err(RecvTimeoutError::Timeout) {
            attended = attended.and_then(|()| self.attend());
        }
        attended
    }

    /// Takes note of folders and links, which the conductor reads itself.
    fn record_without_content(
        &mut self,
        folder: &Arc<Apath>,
        folder_id: Option<i64>,
        path: &Path,
        entry: &Entry,
        known: bool,
    ) -> Result<()> {
        let mut metadata = match platform::read_metadata(path, &entry.stat) {
            Ok(metadata) => metadata,
            Err(source) => {
                self.trouble(path.to_owned(), Problem::Io { operation: FileOperation::ReadAttributes, source });
                return Ok(());
            }
        };
        let stat = &entry.stat;
        if stat.kind == Kind::Folder {
            let refused = platform::add_streams(&mut metadata, None, path);
            self.say_refused(path, refused);
        }
        let unsettled = stat.kind == Kind::Symlink && detect::is_unsettled(stat, self.clock.now());
        if known
            && let Some(id) = folder_id
            && let Some(current) = self.catalog.current_version(id, &entry.name)?
        {
            let mut encoded = Vec::new();
            encode_metadata(&metadata, &mut encoded);
            if current.modified == stat.modified && current.encoded_metadata() == encoded {
                let (changed, inode) = (stat.changed, stat.inode);
                self.ledger
                    .record(folder, &CatalogRecord::Seen { name: entry.name.clone(), changed, inode, unsettled });
                if stat.kind != Kind::Folder {
                    self.report.totals.unchanged += 1;
                    self.done(0);
                }
                return Ok(());
            }
        }
        let version = VersionRecord {
            name: entry.name.clone(),
            kind: stat.kind,
            size: 0,
            modified: stat.modified,
            changed: stat.changed,
            inode: stat.inode,
            unsettled,
            metadata,
            content: Content::default(),
        };
        self.ledger.record(folder, &CatalogRecord::Version(version));
        if let (Some(copies), Kind::Symlink, false) = (self.copies, stat.kind, self.options.dry_run) {
            copies.settled(path, &folder.join(&entry.name), stat);
        }
        if stat.kind != Kind::Folder {
            *(if known { &mut self.report.totals.changed } else { &mut self.report.totals.new }) += 1;
            self.monitor.path(if known { Action::Changed } else { Action::New }, &folder.join(&entry.name));
            self.done(0);
        }
        Ok(())
    }

    fn record_gone(&mut self, folder: &Apath, known: &KnownEntry) -> Result<()> {
        self.report.totals.gone += match known.folder {
            Some(id) => self.catalog.count_files(id)?.0,
            None => 1,
        };
        self.monitor.path(Action::Gone, &folder.join(&known.name));
        self.ledger.record(folder, &CatalogRecord::Gone(known.name.clone()));
        if let (Some(copies), false) = (self.copies, self.options.dry_run) {
            copies.gone(&folder.join(&known.name));
        }
        Ok(())
    }

    fn done(&self, bytes: u64) {
        Counters::add(&self.monitor.counters().files_done, 1);
        Counters::add(&self.monitor.counters().bytes_done, bytes);
    }

    /// Says what of a path's metadata is not kept. Itself it is backed up.
    fn say_refused(&self, path: &Path, refused: Refused) {
        for (what, source) in refused {
            self.monitor.trouble(&Trouble { path: path.to_owned(), problem: Problem::Unkept { what, source } });
        }
    }

    fn trouble(&mut self, path: PathBuf, problem: Problem) {
        match problem {
            Problem::Waiting { .. } => self.report.waiting += 1,
            _ if problem.is_failure() => self.report.totals.failed += 1,
            _ => self.report.left_out += 1,
        }
        self.monitor.trouble(&Trouble { path, problem });
    }

    /// Hears what workers and store have done, and commits what has gathered.
    fn attend(&mut self) -> Result<()> {
        let mut heard = false;
        while let Ok(event) = self.events.try_recv() {
            heard = true;
            match event {
                Event::File(outcome) => self.file_done(outcome),
                Event::Pack(receipt) => {
                    self.report.totals.bytes_sent += receipt.pack.size;
                    self.report.totals.bytes_new += receipt.raw_size;
                    self.ledger.stored(*receipt);
                }
                Event::Failed(error) => return Err(error),
            }
        }
        if self.options.dry_run {
            return Ok(());
        }
        if heard {
            let (totals, monitor, copies) = (&mut self.report.totals, self.monitor, self.copies);
            self.ledger.settle(self.catalog, |outcome, settled| {
                let path = || outcome.job.folder.join(&outcome.job.name);
                if let (Some(copies), Ok(read)) = (copies, &outcome.result) {
                    copies.settled(&outcome.job.path, &path(), &read.stat);
                }
                match settled {
                    Settled::New => {
                        totals.new += 1;
                        monitor.path(Action::New, &path());
                    }
                    Settled::Changed => {
                        totals.changed += 1;
                        monitor.path(Action::Changed, &path());
                    }
                    Settled::Same => totals.unchanged += 1,
                }
            })?;
        }
        let age = self.clock.now().seconds.saturating_sub(self.ledger.committed_at.seconds);
        // Nobody knows how long a pause lasts.
        let patience = if self.cancel.is_held() { HELD_COMMIT_SECONDS } else { self.options.commit_seconds };
        let due = self.ledger.bytes_since_commit >= self.options.commit_bytes
            || self.ledger.uncommitted() >= self.options.commit_paths
            // A clock that goes backwards makes no commits, nor too many.
            || (age >= patience && self.ledger.bytes_since_commit > 0);
        if due && self.working { self.commit(true) } else { Ok(()) }
    }

    fn file_done(&mut self, mut outcome: Box<FileOutcome>) {
        Counters::take(&self.monitor.counters().bytes_in_hand, outcome.in_hand);
        match std::mem::replace(&mut outcome.result, Err(Problem::Changing)) {
            Ok(mut read) => {
                self.say_refused(&outcome.job.path, std::mem::take(&mut read.refused));
                self.report.totals.bytes_read += read.stat.size - read.content.hole_bytes();
                self.done(read.stat.size);
                outcome.result = Ok(read);
                self.ledger.wait_for(*outcome);
            }
            Err(_) if self.cancel.is_cancelled() => {}
            Err(problem) => {
                self.done(outcome.job.stat.size);
                self.trouble(outcome.job.path, problem);
            }
        }
    }

    /// A file that was read and whose content is nowhere must never look backed up. After a stop there are such files; otherwise there
    /// is none, and if there were, it is said.
    fn report_unstored(&mut self) {
        let unstored: Vec<PathBuf> = self.ledger.unsettled().map(|outcome| outcome.job.path).collect();
        if !self.cancel.is_cancelled() {
            for path in unstored {
                self.trouble(path, Problem::Unstored);
            }
        }
    }

    fn commit(&mut self, partial: bool) -> Result<()> {
        let committer = Committer {
            account: self.account,
            device: &self.device,
            options: self.options,
            totals: self.report.totals,
            partial: partial || self.cancel.is_cancelled(),
        };
        let (sequence, size) = self.ledger.commit(&committer, self.catalog, self.around)?;
        self.report.totals.bytes_sent += size;
        self.report.runs.push(sequence);
        // Only a shortcut for computers to come: without it, they read more.
        let _missed_by_nobody = sync::write_base(self.account, self.catalog, &self.device, sequence);
        if partial {
            let ledger = &self.ledger;
            self.shared.has_chunks.store(true, Relaxed);
            self.shared.claims.forget(|ticket| ledger.is_stored(ticket));
        }
        Ok(())
    }
}
