//! The restore itself: walks over what is meant, plans batches, fetches and hands to the writers.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use crossbeam_channel::bounded;

use super::{
    Replace, RestoreReport, RestoreRequest,
    choose::{Chooser, Chosen},
    near::{self, Chunk, Near, NearJob},
    place::Places,
    tables::{Tables, is_of_the_object},
    target::{Finished, Target, beside, make_folder},
    verify::reads_back,
    writer::{Arrived, BlockNeed, Piece, Written, heard, write_all},
};
use crate::{
    account::Account,
    catalog::{Catalog, DeviceInfo, VersionInfo, query::VersionChoice},
    error::Result,
    fetch::Request,
    model::{Extent, FileOperation, Kind, Metadata, Timestamp},
    monitor::{Action, Cancel, Counters, Monitor, Phase, Problem, Trouble},
    platform::{self, Refused},
    store::Pending,
};

/// A batch is carried out at this many pieces: what the plan in memory may grow to.
const BATCH_PIECES: usize = 100_000;
/// Files that are open at once at most, as every system allows.
const BATCH_OPEN_FILES: usize = 200;

pub struct Restorer<'a> {
    account: &'a Account,
    catalog: &'a Catalog,
    device: &'a DeviceInfo,
    request: &'a RestoreRequest,
    monitor: &'a dyn Monitor,
    cancel: &'a Cancel,
    places: Places,
    near: Option<&'a dyn Near>,
    /// Files whose chunks are looked for near, before they are planned.
    near_jobs: Vec<NearJob>,
    report: RestoreReport,
    /// What is needed of each block: pack, then block.
    plan: BTreeMap<(u32, u32), BlockNeed>,
    pieces: usize,
    open_files: usize,
    tables: Tables<'a>,
    /// Folders that get their metadata once all is in them.
    folders: Vec<(PathBuf, Timestamp, Metadata)>,
    /// The folder last made: there is nothing in it.
    made: Option<PathBuf>,
    /// A folder that cannot be restored, so that nothing below it can be.
    barred: Option<crate::model::Apath>,
    /// For files with several names, the first that is restored.
    first_names: HashMap<u64, FirstName>,
    /// Further names.
    further_names: Vec<Arc<Target>>,
    to_verify: Vec<Arc<Target>>,
}

struct FirstName {
    target: Arc<Target>,
    fingerprint: blake3::Hash,
}

impl<'a> Restorer<'a> {
    pub fn new(
        account: &'a Account,
        catalog: &'a Catalog,
        device: &'a DeviceInfo,
        request: &'a RestoreRequest,
        near: Option<&'a dyn Near>,
        monitor: &'a dyn Monitor,
        cancel: &'a Cancel,
    ) -> Result<Self> {
        Ok(Self {
            account,
            catalog,
            device,
            request,
            monitor,
            cancel,
            places: Places::new(request, &device.system),
            near,
            near_jobs: Vec::new(),
            report: RestoreReport::default(),
            plan: BTreeMap::new(),
            pieces: 0,
            open_files: 0,
            tables: Tables::new(account, catalog),
            folders: Vec::new(),
            made: None,
            barred: None,
            first_names: HashMap::new(),
            further_names: Vec::new(),
            to_verify: Vec::new(),
        })
    }

    /// The same, but each file goes to the place that is given for its path, with its mode and time and nothing else.
    pub fn with_chosen_places(self, chosen: HashMap<crate::model::Apath, PathBuf>) -> Self {
        Self { places: Places::chosen(chosen), ..self }
    }

    pub fn run(mut self) -> Result<RestoreReport> {
        self.monitor.phase(Phase::Plan, None, None);
        let (files, bytes) = self.totals()?;
        self.monitor.phase(Phase::Restore, files, bytes);
        let mut chooser = Chooser::new(self.catalog, self.device, self.request)?;
        while let Some(chosen) = chooser.next()? {
            if self.cancel.is_cancelled() {
                self.report.cancelled = true;
                break;
            }
            self.restore(chosen)?;
            if self.pieces >= BATCH_PIECES || self.open_files >= BATCH_OPEN_FILES {
                self.carry_out()?;
            }
        }
        self.report.not_found = std::mem::take(&mut chooser.not_found);
        self.carry_out()?;
        self.link_further_names()?;
        for (path, modified, metadata) in std::mem::take(&mut self.folders).into_iter().rev() {
            let refused = platform::write_metadata(&path, Kind::Folder, &metadata, modified);
            self.refused(&path, refused);
        }
        self.report.bytes_fetched = Counters::get(&self.monitor.counters().bytes_read);
        Ok(self.report)
    }

    /// What lies ahead, where one question tells: the current state of whole folders.
    fn totals(&self) -> Result<(Option<u64>, Option<u64>)> {
        if self.request.choice != VersionChoice::default() || self.request.version.is_some() {
            return Ok((None, None));
        }
        let (mut files, mut bytes) = (0, 0);
        let roots: Vec<_> = match self.request.paths.is_empty() {
            true => vec![crate::model::Apath::ROOT],
            false => self.request.paths.clone(),
        };
        for path in &roots {
            let (more_files, more_bytes) = match (self.current(path)?, self.catalog.folder(self.device, path)?) {
                (Some(version), _) if version.kind != Kind::Folder => (1, version.size),
                (_, Some(folder)) => self.catalog.count_files(folder)?,
                (_, None) => (1, 0),
            };
            files += more_files;
            bytes += more_bytes;
        }
        Ok((Some(files), Some(bytes)))
    }

    /// The current version of a path, if it is there.
    fn current(&self, path: &crate::model::Apath) -> Result<Option<VersionInfo>> {
        let Some((parent, name)) = path.split() else { return Ok(None) };
        match self.catalog.folder(self.device, &parent)? {
            Some(parent) => self.catalog.current_version(parent, name),
            None => Ok(None),
        }
    }

    fn restore(&mut self, chosen: Chosen) -> Result<()> {
        let Chosen { path, version: Some(version) } = chosen else {
            return Ok(());
        };
        // Below a folder that could not be made, or that leads elsewhere, nothing is written.
        if self.places.is_above(&path) || self.is_barred(&path, &version) {
            return Ok(());
        }
        let Some(place) = self.places.of(&path) else {
            self.trouble(PathBuf::from(path.to_string()), Problem::Unnameable);
            return Ok(());
        };
        if version.kind == Kind::Folder {
            self.report.folders += 1;
            if !self.request.dry_run {
                match make_folder(&place, self.request.to.is_some()) {
                    Ok(true) => {
                        self.made = Some(place.clone());
                        self.folders.push((place, version.modified, version.metadata()));
                    }
                    // A folder that was there keeps its own mode and times, unless everything is to be replaced.
                    Ok(false) if self.request.replace == Replace::Always => {
                        self.folders.push((place, version.modified, version.metadata()));
                    }
                    Ok(false) => {}
                    Err(source) => {
                        self.trouble(place, Problem::Io { operation: FileOperation::CreateFolder, source });
                        self.barred = Some(path);
                        return Ok(());
                    }
                }
            }
            return Ok(());
        }
        match self.may_replace(&place, &version) {
            Ok(true) => {}
            Ok(false) => {
                self.report.kept += 1;
                self.monitor.path(Action::Kept, &path);
                Counters::add(&self.monitor.counters().files_done, 1);
                Counters::add(&self.monitor.counters().bytes_done, version.size);
                return Ok(());
            }
            Err(problem) => {
                self.trouble(place, problem);
                return Ok(());
            }
        }
        if self.request.dry_run {
            self.report.files += 1;
            self.report.bytes += version.size;
            self.monitor.path(Action::Restored, &path);
            return Ok(());
        }
        let metadata = self.places.metadata(version.metadata());
        if version.kind == Kind::Symlink {
            self.restore_link(&path, &place, &version, &metadata);
            return Ok(());
        }
        let Some(content) = version.content() else {
            self.trouble(place, Problem::Damaged { object: self.catalog.path().display().to_string() });
            return Ok(());
        };
        let group = metadata.link_group;
        let target = Arc::new(Target::new(path, place, version.size, version.modified, metadata, content));
        if let Some(group) = group {
            let fingerprint = self.tables.fingerprint(&target.content)?;
            match self.first_names.get(&group) {
                Some(first) if first.fingerprint == fingerprint && first.target.modified == target.modified => {
                    self.further_names.push(target);
                    return Ok(());
                }
                Some(_) => {}
                None => {
                    self.first_names.insert(group, FirstName { target: target.clone(), fingerprint });
                }
            }
        }
        self.plan(&target)
    }

    fn is_barred(&mut self, path: &crate::model::Apath, version: &VersionInfo) -> bool {
        let barred = self.barred.as_ref().is_some_and(|barred| path.is_within(barred));
        if barred && version.kind != Kind::Folder {
            let place = self.places.of(path).unwrap_or_else(|| PathBuf::from(path.to_string()));
            self.trouble(
                place,
                Problem::Io { operation: FileOperation::CreateFolderFor, source: io::ErrorKind::NotADirectory.into() },
            );
        }
        barred
    }

    fn may_replace(&mut self, place: &Path, version: &VersionInfo) -> Result<bool, Problem> {
        let folder = place.parent().unwrap_or(place);
        // In a folder that this restore just made there is nothing to replace, but for names that the system takes for one.
        if self.made.as_deref() == Some(folder) && !platform::CASE_INSENSITIVE {
            return Ok(true);
        }
        let there = match platform::stat(place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !self.request.dry_run {
                    let io = |source| Problem::Io { operation: FileOperation::CreateFolder, source };
                    std::fs::create_dir_all(folder).map_err(io)?;
                }
                return Ok(true);
            }
            Err(source) => {
                return Err(Problem::Io { operation: FileOperation::LookAt, source });
            }
            Ok(there) => there,
        };
        let platform::Seen::Entry(there) = there else {
            return Err(Problem::Io { operation: FileOperation::Replace, source: io::ErrorKind::AlreadyExists.into() });
        };
        if there.kind == Kind::Folder {
            return Err(Problem::Io { operation: FileOperation::Replace, source: io::ErrorKind::IsADirectory.into() });
        }
        Ok(match self.request.replace {
            Replace::Always => true,
            Replace::Never => false,
            Replace::Newer => version.modified > there.modified,
        })
    }

    fn restore_link(&mut self, path: &crate::model::Apath, place: &Path, version: &VersionInfo, metadata: &Metadata) {
        let to_folder = metadata.attributes.is_some_and(|attributes| attributes & 0x10 != 0);
        let target = metadata.target.as_deref().unwrap_or_default();
        let made = beside(place).and_then(|temporary| {
            platform::make_symlink(target, &temporary, to_folder)?;
            let mut refused = platform::write_metadata(&temporary, Kind::Symlink, metadata, version.modified);
            platform::replace(&temporary, place).inspect_err(|_| {
                let _left = std::fs::remove_file(&temporary);
            })?;
            refused.extend(platform::finish_in_place(place, metadata));
            Ok(refused)
        });
        match made {
            Ok(refused) => {
                self.report.files += 1;
                self.monitor.path(Action::Restored, path);
                Counters::add(&self.monitor.counters().files_done, 1);
                self.refused(place, refused);
            }
            Err(source) => self.trouble(place.to_owned(), Problem::Io { operation: FileOperation::CreateLink, source }),
        }
    }

    /// Plans a file's pieces; carries batches out on the way when it is large.
    fn plan(&mut self, target: &Arc<Target>) -> Result<()> {
        let mut offset = 0;
        let mut planned = 0;
        let mut chunks = Vec::new();
        for extent in target.content.extents() {
            let (pack, first, count) = match *extent {
                Extent::Hole { length } => {
                    offset += length;
                    continue;
                }
                Extent::Chunks { pack, first, count } => (pack, first, count),
            };
            let info = self.tables.pack(pack)?;
            let Some(table) = &info.table else {
                target.fail(Problem::Damaged { object: crate::store::names::pack(&info.id) });
                continue;
            };
            for number in first..first.saturating_add(count) {
                let (Some(place), Some(id)) = (table.place(number), table.id(number)) else {
                    target.fail(Problem::Damaged { object: crate::store::names::pack(&info.id) });
                    break;
                };
                let (block, block_offset) = (place.block, place.offset);
                let chunk = Chunk { offset, length: place.length, id, pack, block, block_offset };
                if self.near.is_some() {
                    chunks.push(chunk);
                    planned += 1;
                } else {
                    planned += usize::from(self.plan_chunk(target, &chunk));
                }
                self.pieces += 1;
                offset += u64::from(place.length);
                if self.pieces >= BATCH_PIECES {
                    self.look_near(target, &mut chunks);
                    self.carry_out()?;
                }
            }
        }
        self.look_near(target, &mut chunks);
        self.open_files += usize::from(planned > 1);
        if self.request.verify {
            self.to_verify.push(target.clone());
        }
        if let Some(finished) = target.piece_done() {
            let written = self.finished(target, finished);
            self.add(written);
        }
        Ok(())
    }

    /// Plans a chunk of a file; whether that is a piece of its own.
    fn plan_chunk(&mut self, target: &Arc<Target>, chunk: &Chunk) -> bool {
        let need = self.plan.entry((chunk.pack, chunk.block)).or_default();
        need.chunks.push((chunk.block_offset, chunk.length, chunk.id));
        match need.pieces.last_mut() {
            Some(piece)
                if Arc::ptr_eq(&piece.target, target)
                    && piece.file_offset + u64::from(piece.length) == chunk.offset
                    && piece.block_offset + piece.length == chunk.block_offset =>
            {
                piece.length += chunk.length;
                false
            }
            _ => {
                target.expect_piece();
                need.pieces.push(Piece {
                    target: target.clone(),
                    file_offset: chunk.offset,
                    block_offset: chunk.block_offset,
                    length: chunk.length,
                });
                true
            }
        }
    }

    /// Has chunks of a file looked for near, when the batch is carried out.
    fn look_near(&mut self, target: &Arc<Target>, chunks: &mut Vec<Chunk>) {
        if !chunks.is_empty() {
            target.expect_piece();
            self.near_jobs.push(NearJob { target: target.clone(), chunks: std::mem::take(chunks) });
        }
    }

    /// Takes what is near, and plans the rest.
    fn take_near(&mut self) {
        let Some(near) = self.near.filter(|_| !self.near_jobs.is_empty()) else { return };
        let jobs = std::mem::take(&mut self.near_jobs);
        let (left, written) = near::take(jobs, near, &self.account.keys, self.request.jobs, self.monitor);
        self.add(written);
        for NearJob { target, chunks } in left {
            for chunk in &chunks {
                self.plan_chunk(&target, chunk);
            }
            if let Some(finished) = target.piece_done() {
                let written = self.finished(&target, finished);
                self.add(written);
            }
        }
    }

    fn finished(&self, target: &Target, finished: Finished) -> Written {
        heard(target, finished, self.monitor)
    }

    /// Fetches and writes all that is planned.
    fn carry_out(&mut self) -> Result<()> {
        self.take_near();
        let plan = std::mem::take(&mut self.plan);
        self.pieces = 0;
        self.open_files = 0;
        let mut packs: Vec<(u32, Vec<(u32, BlockNeed)>)> = Vec::new();
        for ((pack, block), need) in plan {
            match packs.last_mut() {
                Some((last, blocks)) if *last == pack => blocks.push((block, need)),
                _ => packs.push((pack, vec![(block, need)])),
            }
        }
        let mut requests: VecDeque<(Request, Vec<BlockNeed>)> = VecDeque::new();
        let (keys, monitor) = (&self.account.keys, self.monitor);
        let mut total = Written::default();
        let result = std::thread::scope(|scope| {
            let (sender, arrivals) = bounded::<Arrived>(1);
            let writers: Vec<_> = (0..self.request.jobs.max(1))
                .map(|_| {
                    let (keys, arrivals) = (keys.clone(), arrivals.clone());
                    scope.spawn(move || write_all(keys, &arrivals, monitor))
                })
                .collect();
            drop(arrivals);
            let mut under_way: VecDeque<(Request, Vec<BlockNeed>, Pending<Vec<Bytes>>)> = VecDeque::new();
            let mut packs = packs.into_iter();
            let result = loop {
                while under_way.len() < self.account.store.parallel() && !self.cancel.is_cancelled() {
                    let next = match requests.pop_front() {
                        Some(next) => next,
                        None => {
                            let Some((pack, blocks)) = packs.next() else {
                                break;
                            };
                            match self.requests(pack, blocks) {
                                Ok(more) => requests.extend(more),
                                Err(error) => {
                                    drop(sender);
                                    writers.into_iter().for_each(|writer| drop(writer.join()));
                                    return Err(error);
                                }
                            }
                            continue;
                        }
                    };
                    let pending = next.0.begin(&self.account.store);
                    under_way.push_back((next.0, next.1, pending));
                }
                let Some((request, needs, pending)) = under_way.pop_front() else {
                    break Ok(());
                };
                let sealed = match self.arrived(&request, pending.wait()) {
                    Ok(sealed) => sealed,
                    Err(error) => break Err(error),
                };
                if sender.send(Arrived { request, sealed, needs }).is_err() {
                    break Ok(());
                }
            };
            drop(sender);
            for writer in writers {
                // What a writer that panicked has written cannot be told.
                total += writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
            result
        });
        self.add(total);
        if self.cancel.is_cancelled() {
            self.report.cancelled = true;
        }
        result?;
        self.verify()
    }

    fn requests(&mut self, pack: u32, blocks: Vec<(u32, BlockNeed)>) -> Result<Vec<(Request, Vec<BlockNeed>)>> {
        let info = self.tables.pack(pack)?;
        // Only what has a table was planned.
        let (Some((salt, _)), Some(table)) = (info.known, info.table) else {
            return Ok(Vec::new());
        };
        let split = Request::split(info.id, salt, &table, blocks.iter().map(|(number, _)| *number));
        let mut needs = blocks.into_iter().map(|(_, need)| need);
        Ok(split
            .into_iter()
            .map(|request| {
                let needs = needs.by_ref().take(request.blocks.len()).collect();
                (request, needs)
            })
            .collect())
    }

    /// The blocks of an answer. A pack that is not there or is cut short costs its blocks; a store that cannot be reached ends the
    /// restore.
    fn arrived(&self, request: &Request, answer: Result<Vec<Bytes>>) -> Result<Vec<Option<Bytes>>> {
        match answer {
            Ok(blocks) => {
                let fetched = blocks.iter().map(|block| block.len() as u64).sum();
                Counters::add(&self.monitor.counters().bytes_read, fetched);
                Ok(blocks.into_iter().map(Some).collect())
            }
            Err(error) if is_of_the_object(&error) => (0..request.blocks.len())
                .map(|index| match request.fetch_one(&self.account.store, index) {
                    Ok(block) => Ok(Some(block)),
                    Err(error) if is_of_the_object(&error) => Ok(None),
                    Err(error) => Err(error),
                })
                .collect(),
            Err(error) => Err(error),
        }
    }

    fn link_further_names(&mut self) -> Result<()> {
        for target in std::mem::take(&mut self.further_names) {
            let first = target.metadata.link_group.and_then(|group| self.first_names.get(&group));
            let linked = first.map(|first| first.target.place.clone()).and_then(|first| {
                let temporary = beside(&target.place).ok()?;
                std::fs::hard_link(first, &temporary).ok()?;
                platform::replace(&temporary, &target.place).ok()?;
                // Renaming one name of a file over another of the same leaves both.
                let _gone_already = std::fs::remove_file(&temporary);
                Some(())
            });
            match linked {
                Some(()) => {
                    let written = self.finished(&target, Finished::Restored(Vec::new()));
                    self.add(written);
                }
                // Where links cannot be made, it becomes a file of its own.
                None => self.plan(&target)?,
            }
        }
        self.carry_out()
    }

    /// Reads the files of the batch back and compares them with what they should hold.
    fn verify(&mut self) -> Result<()> {
        for target in std::mem::take(&mut self.to_verify) {
            if target.place.exists() && !reads_back(&target, &mut self.tables, &self.account.keys)? {
                self.report.files -= 1;
                self.trouble(target.place.clone(), Problem::Mismatch);
            }
        }
        Ok(())
    }

    fn add(&mut self, written: Written) {
        self.report.files += written.files;
        self.report.bytes += written.bytes;
        self.report.near_files += written.near_files;
        self.report.near_bytes += written.near_bytes;
        self.report.failed += written.failed;
        self.report.incomplete += written.incomplete;
    }

    fn trouble(&mut self, path: PathBuf, problem: Problem) {
        self.report.failed += 1;
        self.monitor.trouble(&Trouble { path, problem });
    }

    fn refused(&mut self, path: &Path, refused: Refused) {
        self.report.incomplete += u64::from(!refused.is_empty());
        for (what, source) in refused {
            self.monitor.trouble(&Trouble { path: path.to_owned(), problem: Problem::Metadata { what, source } });
        }
    }
}
