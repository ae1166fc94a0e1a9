//! Runs: the commit of a backup. What a run added to the index and changed in the catalog, in sealed sections.
//!
//! ```text
//! header (40 bytes, see seal::aead) | sections (u32 LE) | for each: kind u8, codec u8, sealed length u32 LE, raw length u32 LE
//! | section 0 | section 1 | …
//! ```
//! Section numbers are the nonces; the object's place (device, number, suffix) and the whole section list are authenticated with
//! each, so that no run can stand in for another. Bases use the same form. See `docs/format.md`.

pub mod base;
pub mod object;
pub mod records;
pub mod writer;

pub use base::{BaseReader, BaseWriter, BasedRun};
pub use object::{Place, SectionKind, SectionReader};
pub use records::{CatalogRecord, IndexRecord, RunMeta, Totals, VersionRecord};
pub use writer::RunWriter;
