//! Chunks of this backup that are not in the catalog yet. Whoever claims one first stores it; everybody else refers to that.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::model::ChunkId;

/// The first half of a chunk id: enough to tell chunks of one backup apart, half the memory.
type Key = [u8; 16];

const PARTS: usize = 64;

/// Where a claimed chunk will lie: the ticket of its block and its number in it.
pub type Claim = (u32, u32);

/// All claims of a backup.
pub struct Claims {
    parts: Vec<Mutex<HashMap<Key, Claim>>>,
}

impl Claims {
    /// None yet.
    pub fn new() -> Self {
        Self { parts: (0..PARTS).map(|_| Mutex::new(HashMap::new())).collect() }
    }

    /// Claims a chunk for a place, unless it was claimed before: then that claim is returned.
    pub fn claim(&self, id: &ChunkId, place: Claim) -> Option<Claim> {
        let (mut part, key) = self.part(id);
        match part.entry(key) {
            std::collections::hash_map::Entry::Occupied(entry) => Some(*entry.get()),
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(place);
                None
            }
        }
    }

    /// Where a chunk was claimed for, if it was.
    pub fn find(&self, id: &ChunkId) -> Option<Claim> {
        let (part, key) = self.part(id);
        part.get(&key).copied()
    }

    /// Forgets the claims of blocks that the catalog knows by now.
    pub fn forget(&self, is_committed: impl Fn(u32) -> bool) {
        for part in &self.parts {
            let mut part = part.lock().unwrap_or_else(PoisonError::into_inner);
            part.retain(|_, (ticket, _)| !is_committed(*ticket));
            part.shrink_to_fit();
        }
    }

    fn part(&self, id: &ChunkId) -> (MutexGuard<'_, HashMap<Key, Claim>>, Key) {
        let mut key = [0; 16];
        key.copy_from_slice(&id.0[..16]);
        let part = &self.parts[usize::from(id.0[31]) % PARTS];
        (part.lock().unwrap_or_else(PoisonError::into_inner), key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_claim_stands_until_it_is_forgotten() {
        let claims = Claims::new();
        let id = ChunkId([7; 32]);
        assert_eq!(claims.claim(&id, (1, 2)), None);
        assert_eq!(claims.claim(&id, (3, 4)), Some((1, 2)));
        claims.forget(|ticket| ticket == 3);
        assert_eq!(claims.find(&id), Some((1, 2)));
        claims.forget(|ticket| ticket == 1);
        assert_eq!(claims.find(&id), None);
    }
}
