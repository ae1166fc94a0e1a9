//! The nouns of a backup: identifiers, catalog paths, what is known of a file, where its content lies. No I/O.

pub mod afterwards;
pub mod apath;
pub mod category;
pub mod content;
pub mod entry;
pub mod fold;
pub mod id;
pub mod language;
pub mod nearest;
pub mod operation;
pub mod reason;
pub mod time;

pub use afterwards::Afterwards;
pub use apath::Apath;
pub use category::Category;
pub use content::{Content, Extent};
pub use entry::{Entry, Kind, Metadata, Stat};
pub use id::{AccountId, ChunkId, DeviceId, PackId};
pub use language::Language;
pub use operation::{FileOperation, MetadataPart};
pub use reason::{FilterPart, Note, Reason};
pub use time::Timestamp;
