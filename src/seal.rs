//! Compression and encryption: nothing leaves this computer but what went through here.

pub mod aead;
pub mod codec;
pub mod keys;
pub mod password;
pub mod recovery;

pub use aead::{ObjectKind, ObjectSeal, Salt};
pub use codec::{Codec, Compressor, Decompressor, Matter};
pub use keys::AccountKey;
