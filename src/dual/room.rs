//! Room for a file: within the limit, and on the drive. What is gone from the computer goes first, then, where there is a limit, what was
//! modified longest ago, but never for a file that is older still: what stays is the newest that fits, in whatever order files come.

use super::{LeftOut, Reason, Trouble, manifest::Look, mirror::Mirror};
use crate::{
    model::{Apath, Timestamp},
    platform,
};

/// Left free on the drive, for its own records.
const RESERVE: u64 = 1 << 20;

impl Mirror {
    /// Makes room for a version of a path. `false` if there is none, which is noted.
    pub fn make_room(&mut self, path: &Apath, look: &Look) -> Result<bool, Trouble> {
        let size = look.size;
        let left_out = if self.largest_file.is_some_and(|largest| size > largest) {
            Some(Reason::TooLarge)
        } else {
            self.room(path, look)?
        };
        match left_out {
            None => Ok(true),
            Some(reason) => {
                // An old copy that the limit has no room for any more is not kept beside what it has room for.
                if matches!(reason, Reason::Limit | Reason::LargerThanLimit) {
                    self.withdraw(path)?;
                }
                self.leave_out(path, look, reason, String::new())?;
                Ok(false)
            }
        }
    }

    fn room(&mut self, path: &Apath, look: &Look) -> Result<Option<Reason>, Trouble> {
        if let Some(limit) = self.setting.limit {
            if look.size > limit {
                return Ok(Some(Reason::LargerThanLimit));
            }
            if self.is_waiting() && self.excess(path, look.size, limit)? > 0 {
                self.flush()?;
            }
            let excess = self.excess(path, look.size, limit)?;
            if excess > 0 && !self.manifest.can_free(excess, Some(look.modified), path)? {
                return Ok(Some(Reason::Limit));
            }
            while self.excess(path, look.size, limit)? > 0 && self.evict_first(Some(look.modified), path)? {}
        }
        let free = |mirror: &Self| {
            platform::free_space(&mirror.drive.folder).map_err(|source| mirror.trouble("look at", source))
        };
        while free(self)? < look.size.saturating_add(RESERVE) {
            if self.is_waiting() {
                self.flush()?;
            } else if !self.evict_first(None, path)? {
                return Ok(Some(Reason::Full));
            }
        }
        Ok(None)
    }

    /// Bytes above the limit with a file of this size.
    fn excess(&self, path: &Apath, size: u64, limit: u64) -> Result<u64, Trouble> {
        let old = self.manifest.held(path)?.map_or(0, |held| held.look.size);
        Ok((self.manifest.used() + self.waiting_bytes() + size).saturating_sub(old).saturating_sub(limit))
    }

    /// Removes what is to go first; `false` if there is nothing.
    fn evict_first(&mut self, before: Option<Timestamp>, but: &Apath) -> Result<bool, Trouble> {
        let Some(held) = self.manifest.first_to_go(before, but)? else { return Ok(false) };
        self.evict(&held)?;
        self.done.evicted.add(held.look.size);
        if held.gone.is_none() {
            let (path, size) = (held.path, held.look.size);
            self.manifest.leave_out(&LeftOut { path, size, reason: Reason::Limit, detail: String::new() })?;
        }
        Ok(true)
    }

    /// Brings the copy below its limit, if that was lowered.
    pub fn keep_limit(&mut self) -> Result<(), Trouble> {
        let Some(limit) = self.setting.limit else { return Ok(()) };
        let everything = Timestamp { seconds: i64::MAX, nanoseconds: 0 };
        while self.manifest.used() > limit && self.evict_first(Some(everything), &Apath::ROOT)? {}
        Ok(())
    }
}
