//! The tables of packs that a restore looks into, the last few kept at hand.

use std::collections::VecDeque;

use crate::{
    account::Account,
    catalog::{Catalog, PackInfo},
    error::{Error, Result},
    model::{ChunkId, Content, Extent},
    sync,
};

/// Tables kept at hand: files lie in few packs at a time.
const KEPT: usize = 6;

/// Looks packs up.
pub struct Tables<'a> {
    account: &'a Account,
    catalog: &'a Catalog,
    /// The one asked for last is first.
    recent: VecDeque<PackInfo>,
}

impl<'a> Tables<'a> {
    /// None at hand yet.
    pub fn new(account: &'a Account, catalog: &'a Catalog) -> Self {
        Self { account, catalog, recent: VecDeque::new() }
    }

    /// A pack. Its table is `None` only if neither a run nor the pack itself tells.
    pub fn pack(&mut self, number: u32) -> Result<PackInfo> {
        if let Some(at) = self.recent.iter().position(|info| info.number == number) {
            if at > 0
                && let Some(info) = self.recent.remove(at)
            {
                self.recent.push_front(info);
            }
        } else {
            let mut info = self.catalog.pack(number)?;
            // The run that should tell of it is damaged: the pack knows itself.
            if info.table.is_none() {
                match sync::recover_pack(self.account, self.catalog, number) {
                    Ok(()) => info = self.catalog.pack(number)?,
                    Err(error) if is_of_the_object(&error) => {}
                    Err(error) => return Err(error),
                }
            }
            self.recent.push_front(info);
            self.recent.truncate(KEPT);
        }
        Ok(self.recent[0].clone())
    }

    /// Hands every chunk of a content to `visit`, with where it begins in the file and its length, until that says no. `false` when it
    /// did, or when a chunk is not known.
    pub fn each_chunk(
        &mut self,
        content: &Content<u32>,
        mut visit: impl FnMut(u64, u32, &ChunkId) -> bool,
    ) -> Result<bool> {
        let mut offset = 0;
        for extent in content.extents() {
            let (pack, first, count) = match *extent {
                Extent::Hole { length } => {
                    offset += length;
                    continue;
                }
                Extent::Chunks { pack, first, count } => (pack, first, count),
            };
            let Some(table) = self.pack(pack)?.table else { return Ok(false) };
            for number in first..first.saturating_add(count) {
                let (Some(place), Some(id)) = (table.place(number), table.id(number)) else { return Ok(false) };
                if !visit(offset, place.length, &id) {
                    return Ok(false);
                }
                offset += u64::from(place.length);
            }
        }
        Ok(true)
    }

    /// What tells one content from another wherever their chunks lie: two devices may have stored the same chunk.
    pub fn fingerprint(&mut self, content: &Content<u32>) -> Result<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        self.each_chunk(content, |offset, _, id| {
            hasher.update(&offset.to_le_bytes());
            hasher.update(&id.0);
            true
        })?;
        Ok(hasher.finalize())
    }
}

/// Whether a failure is of one object, so that everything else can go on, and not of the store.
pub fn is_of_the_object(error: &Error) -> bool {
    use crate::error::StoreFailure::{NotFound, Other};
    matches!(error, Error::Damaged { .. } | Error::Store { kind: NotFound | Other, .. })
}
