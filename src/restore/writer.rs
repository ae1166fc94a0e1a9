//! The threads that open blocks and write what files need of them.

use std::sync::Arc;

use bytes::Bytes;
use crossbeam_channel::Receiver;

use super::target::{Finished, Target};
use crate::{
    fetch::{BlockOpener, Request},
    model::ChunkId,
    monitor::{Action, Counters, Monitor, Problem, Trouble},
    seal::keys::AccountKeys,
};

/// A part of a file that one block holds.
pub struct Piece {
    /// The file.
    pub target: Arc<Target>,
    /// Where in the file.
    pub file_offset: u64,
    /// Where in the block.
    pub block_offset: u32,
    /// How long.
    pub length: u32,
}

/// What is needed of a block.
#[derive(Default)]
pub struct BlockNeed {
    /// The parts of files, in no order.
    pub pieces: Vec<Piece>,
    /// The chunks in those parts: offset, length and id.
    pub chunks: Vec<(u32, u32, ChunkId)>,
}

/// Blocks that have come, or not.
pub struct Arrived {
    /// What was asked for.
    pub request: Request,
    /// For each block its bytes; `None` where they could not be had.
    pub sealed: Vec<Option<Bytes>>,
    /// For each block what it is for.
    pub needs: Vec<BlockNeed>,
}

/// What a writer did.
#[derive(Debug, Default, Clone, Copy)]
pub struct Written {
    pub files: u64,
    pub bytes: u64,
    pub near_files: u64,
    pub near_bytes: u64,
    pub failed: u64,
    pub incomplete: u64,
}

impl std::ops::AddAssign for Written {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.near_files += other.near_files;
        self.near_bytes += other.near_bytes;
        self.failed += other.failed;
        self.incomplete += other.incomplete;
    }
}

/// Works until nothing more arrives.
pub fn write_all(keys: AccountKeys, arrivals: &Receiver<Arrived>, monitor: &dyn Monitor) -> Written {
    let mut opener = BlockOpener::new(keys.clone());
    let mut written = Written::default();
    for Arrived { request, sealed, needs } in arrivals {
        for (((number, block), sealed), mut need) in request.blocks.iter().zip(sealed).zip(needs) {
            let raw = sealed.as_deref().and_then(|sealed| opener.open(&request.salt, *number, block, sealed).ok());
            need.chunks.sort_unstable();
            need.chunks.dedup();
            let raw = raw.filter(|raw| {
                need.chunks.iter().all(|(offset, length, id)| {
                    raw.get(*offset as usize..(offset + length) as usize)
                        .is_some_and(|content| keys.chunk_id(content) == *id)
                })
            });
            for piece in need.pieces {
                match raw {
                    Some(raw) => {
                        let from = piece.block_offset as usize;
                        let part = &raw[from..from + piece.length as usize];
                        let written = piece.target.write(part, piece.file_offset);
                        Counters::add(&monitor.counters().bytes_in_hand, written);
                        Counters::add(&monitor.counters().bytes_sent, piece.length.into());
                    }
                    None => piece.target.fail(Problem::Damaged { object: request.object() }),
                }
                if let Some(finished) = piece.target.piece_done() {
                    written += heard(&piece.target, finished, monitor);
                }
            }
        }
    }
    written
}

/// Tells what became of a file.
pub fn heard(target: &Target, finished: Finished, monitor: &dyn Monitor) -> Written {
    let mut written = Written::default();
    Counters::add(&monitor.counters().files_done, 1);
    Counters::take(&monitor.counters().bytes_in_hand, target.written());
    Counters::add(&monitor.counters().bytes_done, target.size);
    match finished {
        Finished::Restored(refused) => {
            monitor.path(Action::Restored, &target.path);
            monitor.counters().set_current(&target.path);
            written.files = 1;
            written.bytes = target.size;
            written.near_bytes = target.near_bytes();
            let whole = written.near_bytes + target.content.hole_bytes() == target.size;
            written.near_files = u64::from(written.near_bytes > 0 && whole);
            written.incomplete = u64::from(!refused.is_empty());
            for (what, source) in refused {
                monitor.trouble(&Trouble { path: target.place.clone(), problem: Problem::Metadata { what, source } });
            }
        }
        Finished::Failed(problem) => {
            written.failed = 1;
            monitor.trouble(&Trouble { path: target.place.clone(), problem });
        }
    }
    written
}
