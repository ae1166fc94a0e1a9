//! The account key and what is derived from it. Format 1: every subkey is BLAKE3 `derive_key` of a fixed context text and the
//! account key, so that no two uses share a key and any one can be handed on alone later.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::model::{AccountId, ChunkId};

/// Derivation contexts. Part of format 1: never change one.
mod context {
    pub const CHUNK_ID: &str = "aosbox 2026-11 format 1: chunk id";
    pub const CHUNKER: &str = "aosbox 2026-11 format 1: chunker seed";
    pub const OBJECTS: &str = "aosbox 2026-11 format 1: sealed objects";
}

/// The 32 random bytes that everything of an account is sealed with. Wiped from memory when dropped, never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct AccountKey([u8; 32]);

impl AccountKey {
    /// A fresh random key.
    pub fn generate() -> Self {
        Self(random())
    }

    /// The key of these bytes, as kept in a credential store.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, for sealing or for a credential store.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// All subkeys, derived once.
    pub fn derive(&self) -> AccountKeys {
        let chunker = Zeroizing::new(blake3::derive_key(context::CHUNKER, &self.0));
        let mut seed = [0; 8];
        seed.copy_from_slice(&chunker[..8]);
        AccountKeys {
            chunk_id: blake3::derive_key(context::CHUNK_ID, &self.0),
            chunker_seed: u64::from_le_bytes(seed),
            objects: blake3::derive_key(context::OBJECTS, &self.0),
        }
    }
}

impl std::fmt::Debug for AccountKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccountKey(…)")
    }
}

/// The subkeys of an account.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct AccountKeys {
    chunk_id: [u8; 32],
    chunker_seed: u64,
    objects: [u8; 32],
}

impl AccountKeys {
    /// The id of a piece of content in this account.
    pub fn chunk_id(&self, content: &[u8]) -> ChunkId {
        ChunkId(*blake3::keyed_hash(&self.chunk_id, content).as_bytes())
    }

    /// What makes this account's chunk boundaries its own.
    pub fn chunker_seed(&self) -> u64 {
        self.chunker_seed
    }

    /// The key of one object: depends on the account and the object's random salt.
    pub(super) fn object_key(&self, salt: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_keyed(&self.objects);
        hasher.update(salt);
        Zeroizing::new(*hasher.finalize().as_bytes())
    }
}

/// Random bytes of the system's generator.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The system's own: a generator within the process takes 20 ms of the processor to seed itself, more than most commands do.
    getrandom::fill(&mut bytes).expect("the system's random generator works");
    bytes
}

/// A fresh account id.
pub fn random_account_id() -> AccountId {
    AccountId(random())
}
