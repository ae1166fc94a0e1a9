//! The conductor: walks, compares, hands files to the workers, and commits.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use super::{
    BackupOptions, BackupReport,
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
    detect::{self, Change},
    error::{Error, Result},
    model::{Apath, Content, DeviceId, Entry, Kind, time::Clock},
    monitor::{Action, Cancel, Counters, Monitor, Phase, Problem, Surroundings, Trouble},
    platform::{self, Seen},
    run::{CatalogRecord, VersionRecord, records::encode_metadata},
    scan::{Listing, Walk},
    selection::{Decision, Root, Selection},
    sync,
};

/// A batch is handed over at this many bytes…
const BATCH_BYTES: u64 = 1 << 20;
/// …or files.
const BATCH_FILES: usize = 128;
/// Content that was stored in chunks of less than this on average is cut small again.
const SMALL_CHUNKS: u64 = 128 << 10;

/// A backup that goes on.
pub struct Conductor<'a> {
    account: &'a Account,
    catalog: &'a mut Catalog,
    device: DeviceInfo,
    options: &'a BackupOptions,
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
    batch: Vec<FileJob>,
    batch_bytes: u64,
    /// Whether the index has what other devices added: asked for only when there is something to send.
    others_known: bool,
}

/// A folder that the walk is in.
struct Folder {
    apath: Arc<Apath>,
    path: PathBuf,
    id: Option<i64>,
}

impl<'a> Conductor<'a> {
    pub fn new(
        account: &'a Account,
        catalog: &'a mut Catalog,
        device: &DeviceId,
        options: &'a BackupOptions,
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
            cancel: cancel.clone(),
            level: options.level,
            idle: AtomicUsize::new(0),
        });
        Ok(Self {
            account,
            catalog,
            device,
            options,
            around,
            monitor,
            clock,
            cancel,
            ledger: Ledger::new(options.level, clock.now()),
            report: BackupReport::default(),
            shared,
            events,
            files: None,
            batch: Vec::new(),
            batch_bytes: 0,
            others_known: false,
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
            for number in 0..jobs {
                let worker = Worker::new(shared.clone(), help.clone());
                let (queue, blocks) = (queue.clone(), blocks.clone());
                std::thread::Builder::new()
                    .name(format!("worker {number}"))
                    .spawn_scoped(scope, move || worker.run(&queue, &blocks))
                    .map_err(Error::file("start a thread for", "the backup"))?;
            }
            drop((queue, blocks, help));
            self.files = Some(files);
            let walked = selection.roots().iter().try_for_each(|root| self.walk(root, selection));
            self.monitor.counters().totals_known.store(true, Relaxed);
            let walked = walked.and_then(|()| self.hand_over());
            // Workers end when there are no more files.
            self.files = None;
            walked
        });
        if done.is_ok() {
            self.monitor.phase(Phase::Commit, None, None);
            shared.packer.flush(self.monitor);
        }
        shared.packer.wait();
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

    fn walk(&mut self, root: &Root, selection: &Selection) -> Result<()> {
        let mut walk = Walk::new();
        // The ids of the folders that the walk will visit, the next one last.
        let mut ids: Vec<Option<i64>> = Vec::new();
        let descend = |walk: &mut Walk, ids: &mut Vec<Option<i64>>, below: Vec<Folder>| {
            ids.extend(below.iter().rev().map(|folder| folder.id));
            walk.descend(below.into_iter().map(|folder| (folder.apath, folder.path)));
        };
        match root.apath.split() {
            Some((parent, name)) => {
                let Some(below) = self.begin(root, parent, name.to_vec(), selection)? else {
                    return Ok(());
                };
                descend(&mut walk, &mut ids, below);
            }
            None => {
                let id = Some(self.device.root);
                descend(&mut walk, &mut ids, vec![Folder { apath: Arc::default(), path: root.path.clone(), id }]);
            }
        }
        while let Some(listing) = walk.next() {
            let id = ids.pop().flatten();
            if self.cancel.is_cancelled() {
                return Ok(());
            }
            if let Some(below) = self.visit(listing, id, selection)? {
                descend(&mut walk, &mut ids, below);
            }
            self.attend()?;
        }
        Ok(())
    }

    /// Compares a selected path itself; `None` when it cannot be looked at.
    fn begin(
        &mut self,
        root: &Root,
        parent: Apath,
        name: Vec<u8>,
        selection: &Selection,
    ) -> Result<Option<Vec<Folder>>> {
        let stat = match platform::stat(&root.path) {
            Ok(Seen::Entry(stat)) => stat,
            Ok(Seen::Special) => {
                self.trouble(root.path.clone(), Problem::Special);
                return Ok(None);
            }
            // A drive that is not plugged in must not look like a folder that was deleted.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.trouble(root.path.clone(), Problem::Gone);
                return Ok(None);
            }
            Err(source) => {
                self.trouble(root.path.clone(), Problem::Io { operation: "look at", source });
                return Ok(None);
            }
        };
        let id = self.record_ancestors(&parent)?;
        let known: Vec<KnownEntry> = match id {
            Some(id) => self.catalog.known_entry(id, &name)?.into_iter().collect(),
            None => Vec::new(),
        };
        let path = root.path.parent().map(PathBuf::from).unwrap_or_default();
        let folder = Folder { apath: Arc::new(parent), path, id };
        self.compare(&folder, &[Entry { name, stat }], &known, selection).map(Some)
    }

    /// Folders above a selected path are kept, so that a restore can make them as they were; they are not watched for changes.
    fn record_ancestors(&mut self, folder: &Apath) -> Result<Option<i64>> {
        let mut id = Some(self.device.root);
        let mut apath = Apath::ROOT;
        for name in folder.components() {
            let known = match id {
                Some(id) => self.catalog.known_entry(id, name)?,
                None => None,
            };
            let parent = Arc::new(apath.clone());
            apath = apath.join(name);
            id = known.and_then(|known| known.folder);
            if id.is_none()
                && let Some(path) = platform::path_of(&apath)
                // A link above what was selected is a folder to whoever selected through it.
                && let Ok(Seen::Entry(stat)) = std::fs::canonicalize(&path).and_then(|real| platform::stat(&real))
                && stat.kind == Kind::Folder
            {
                let entry = Entry { name: name.to_vec(), stat };
                self.record_without_content(&parent, None, &path, &entry, false)?;
            }
        }
        Ok(id)
    }

    /// Compares what a folder holds; `None` when it cannot be listed.
    fn visit(&mut self, listing: Listing, id: Option<i64>, selection: &Selection) -> Result<Option<Vec<Folder>>> {
        let Listing { apath, path, entries, special, unreadable } = listing;
        let entries = match entries {
            Ok(entries) => entries,
            // What is below is not known; the catalog keeps what it has of it.
            Err(source) => {
                self.trouble(path, Problem::Io { operation: "list", source });
                return Ok(None);
            }
        };
        for name in special {
            self.trouble(below(&path, &name), Problem::Special);
        }
        let mut known = match id {
            Some(id) => self.catalog.known_entries(id)?,
            None => Vec::new(),
        };
        for (name, source) in unreadable {
            // It is there, though nothing is known of it: not gone.
            known.retain(|entry| entry.name != name);
            self.trouble(below(&path, &name), Problem::Io { operation: "look at", source });
        }
        self.compare(&Folder { apath, path, id }, &entries, &known, selection).map(Some)
    }

    /// Starts what is to be done for each entry; returns the folders among them.
    fn compare(
        &mut self,
        folder: &Folder,
        entries: &[Entry],
        known: &[KnownEntry],
        selection: &Selection,
    ) -> Result<Vec<Folder>> {
        let mut folders = Vec::new();
        let counters = self.monitor.counters();
        for change in detect::changes(entries, known) {
            let (entry, known) = match &change {
                Change::New(entry) => (*entry, None),
                Change::Modified(entry, known) | Change::Same(entry, known) => (*entry, Some(*known)),
                Change::Gone(known) => {
                    self.record_gone(folder, known)?;
                    continue;
                }
            };
            let path = below(&folder.path, &entry.name);
            match selection.decide(&folder.apath, entry) {
                Decision::Included => {}
                Decision::Own => continue,
                Decision::TooLarge => {
                    self.trouble(path, Problem::TooLarge { size: entry.stat.size });
                    continue;
                }
            }
            if entry.stat.kind == Kind::Folder {
                let id = known.and_then(|known| known.folder);
                folders.push(Folder { apath: Arc::new(folder.apath.join(&entry.name)), path: path.clone(), id });
            } else {
                self.report.totals.bytes_seen += entry.stat.size;
                Counters::add(&counters.files_seen, 1);
                Counters::add(&counters.bytes_seen, entry.stat.size);
            }
            if let Change::Same(..) = change {
                if entry.stat.kind != Kind::Folder {
                    self.report.totals.unchanged += 1;
                    self.done(entry.stat.size);
                }
                continue;
            }
            match (entry.stat.kind, known) {
                // A file that became a link or folder, or the other way round, is another thing under the same name.
                (kind, Some(known)) if kind != known.kind => {
                    self.record_gone(folder, known)?;
                    self.start(folder, path, entry, Some(known), true)?;
                }
                (_, known) => self.start(folder, path, entry, known, false)?,
            }
        }
        Ok(folders)
    }

    fn start(
        &mut self,
        folder: &Folder,
        path: PathBuf,
        entry: &Entry,
        known: Option<&KnownEntry>,
        replaced: bool,
    ) -> Result<()> {
        if entry.stat.kind != Kind::File {
            return self.record_without_content(&folder.apath, folder.id, &path, entry, known.is_some() && !replaced);
        }
        let profile = self.profile(folder, entry, known)?;
        self.batch_bytes += entry.stat.size;
        self.batch.push(FileJob {
            folder: folder.apath.clone(),
            folder_id: folder.id,
            name: entry.name.clone(),
            path,
            stat: entry.stat,
            known: known.is_some() && !replaced,
            profile,
        });
        if self.batch_bytes >= BATCH_BYTES || self.batch.len() >= BATCH_FILES {
            self.hand_over()?;
        }
        Ok(())
    }

    /// How a file is to be cut. A large file that is seen to change again is cut small from then on.
    fn profile(&self, folder: &Folder, entry: &Entry, known: Option<&KnownEntry>) -> Result<Profile> {
        let profile = Profile::of(&entry.name, entry.stat.size);
        let (Profile::General, Some(id), Some(known)) = (profile, folder.id, known) else {
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
        if let (Some(first), Some(files)) = (batch.first(), &self.files) {
            self.monitor.counters().set_current(&first.folder.join(&first.name));
            // Workers outlive the sender; should all have failed, their events say why.
            let _ = files.send(batch);
        }
        self.attend()
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
        let metadata = match platform::read_metadata(path, &entry.stat) {
            Ok(metadata) => metadata,
            Err(source) => {
                self.trouble(path.to_owned(), Problem::Io { operation: "read attributes of", source });
                return Ok(());
            }
        };
        let stat = &entry.stat;
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
        if stat.kind != Kind::Folder {
            *(if known { &mut self.report.totals.changed } else { &mut self.report.totals.new }) += 1;
            self.monitor.path(if known { Action::Changed } else { Action::New }, &folder.join(&entry.name));
            self.done(0);
        }
        Ok(())
    }

    fn record_gone(&mut self, folder: &Folder, known: &KnownEntry) -> Result<()> {
        self.report.totals.gone += match known.folder {
            Some(id) => self.catalog.count_files(id)?.0,
            None => 1,
        };
        self.monitor.path(Action::Gone, &folder.apath.join(&known.name));
        self.ledger.record(&folder.apath, &CatalogRecord::Gone(known.name.clone()));
        Ok(())
    }

    fn done(&self, bytes: u64) {
        Counters::add(&self.monitor.counters().files_done, 1);
        Counters::add(&self.monitor.counters().bytes_done, bytes);
    }

    fn trouble(&mut self, path: PathBuf, problem: Problem) {
        if problem.is_failure() {
            self.report.totals.failed += 1;
        } else {
            self.report.left_out += 1;
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
            let (totals, monitor) = (&mut self.report.totals, self.monitor);
            self.ledger.settle(self.catalog, self.clock.now(), |outcome, settled| {
                let path = || outcome.job.folder.join(&outcome.job.name);
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
        let due = self.ledger.bytes_since_commit >= self.options.commit_bytes
            || self.ledger.uncommitted() >= self.options.commit_paths
            // A clock that goes backwards makes no commits, nor too many.
            || (age >= self.options.commit_seconds && self.ledger.bytes_since_commit > 0);
        if due && self.files.is_some() { self.commit(true) } else { Ok(()) }
    }

    fn file_done(&mut self, mut outcome: Box<FileOutcome>) {
        match std::mem::replace(&mut outcome.result, Err(Problem::Changing)) {
            Ok(read) => {
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

/// The path of a name in a folder, as this system writes it.
fn below(folder: &Path, name: &[u8]) -> PathBuf {
    match platform::name_of_bytes(name) {
        Some(name) => folder.join(name),
        None => folder.to_owned(),
    }
}
