//! What passes between the conductor and the workers.

use std::{path::PathBuf, sync::Arc};

use crate::{
    chunk::Profile,
    error::Error,
    model::{Apath, Content, Metadata, Stat, Timestamp},
    monitor::Problem,
    pack::FinishedPack,
    platform::Refused,
};

/// Where a chunk lies, before its pack has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In a pack of the catalog, by its number there.
    Known(u32),
    /// In a block of this backup, by its ticket; chunks are counted within the block.
    Block(u32),
}

/// A file to be read.
#[derive(Debug)]
pub struct FileJob {
    /// The folder's path in the catalog.
    pub folder: Arc<Apath>,
    /// The folder's id in the catalog, if it is known there.
    pub folder_id: Option<i64>,
    /// The file's name.
    pub name: Vec<u8>,
    /// Where it is.
    pub path: PathBuf,
    /// What the scan saw of it.
    pub stat: Stat,
    /// Whether the catalog has a current version of it.
    pub known: bool,
    /// Whether it looks just as it did then, and is read all the same.
    pub looks_same: bool,
    /// How its content is to be cut.
    pub profile: Profile,
}

/// A file that was read, or not.
#[derive(Debug)]
pub struct FileOutcome {
    /// The job.
    pub job: FileJob,
    /// What came of it.
    pub result: Result<FileRead, Problem>,
    /// Bytes of it that are counted as in hand.
    pub in_hand: u64,
}

/// What was read of a file.
#[derive(Debug)]
pub struct FileRead {
    /// Its state, the same before and after it was read.
    pub stat: Stat,
    /// When reading began: a change from then on must show in its times, or it may not have been seen.
    pub looked_at: Timestamp,
    /// Its content.
    pub content: Content<Origin>,
    /// Everything else.
    pub metadata: Metadata,
    /// What of its metadata is not kept.
    pub refused: Refused,
}

/// A pack that is stored.
#[derive(Debug)]
pub struct PackReceipt {
    /// The pack, its bytes dropped.
    pub pack: FinishedPack,
    /// For each block the ticket that it had and the number of its first chunk.
    pub blocks: Vec<(u32, u32)>,
    /// Bytes of content in it, before compression.
    pub raw_size: u64,
}

/// What reaches the conductor.
#[derive(Debug)]
pub enum Event {
    /// A file is done.
    File(Box<FileOutcome>),
    /// A pack is stored.
    Pack(Box<PackReceipt>),
    /// Nothing more can be stored.
    Failed(Error),
}
