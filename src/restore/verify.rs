//! Reading a restored file back from the disk.

use super::{near::is_chunk, tables::Tables, target::Target};
use crate::{error::Result, platform, seal::keys::AccountKeys};

/// Whether a file holds what it should, chunk by chunk.
pub fn reads_back(target: &Target, tables: &mut Tables<'_>, keys: &AccountKeys) -> Result<bool> {
    let Ok(file) = platform::open_for_backup(&target.place) else { return Ok(false) };
    if file.metadata().map(|metadata| metadata.len()).ok() != Some(target.size) {
        return Ok(false);
    }
    let mut buffer = Vec::new();
    tables.each_chunk(&target.content, |offset, length, id| is_chunk(&file, offset, length, id, keys, &mut buffer))
}
