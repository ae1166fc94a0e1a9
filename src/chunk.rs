//! Cutting content into chunks where the content itself says, so that an insertion moves no cut but its own.
//!
//! FastCDC (2020) with normalisation level 1 and the account's seed. The sizes belong to a kind of file: see [`Profile`].

use fastcdc::v2020::{MASKS, cut_gear, get_gear_with_seed};

/// Sizes of chunks. All are powers of two: the cutter demands even ones, and the average decides the mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// No cut before this many bytes.
    pub smallest: usize,
    /// Aimed at.
    pub average: usize,
    /// A cut at the latest here.
    pub largest: usize,
}

/// How a file is expected to change, which decides the size of its chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Rewritten whole when it changes: documents, programs.
    General,
    /// Hardly ever changed: photos, music, films, archives. Large chunks keep the index small.
    Media,
    /// Changed in place, a little at a time: mail stores, databases, disk images. Small chunks keep a change small; solid
    /// blocks keep small chunks cheap.
    InPlace,
}

impl Profile {
    /// The sizes for this kind of file. Part of what makes deduplication work between runs: a change costs every user one
    /// full upload of the files concerned. See `docs/performance.md` for the measurements.
    pub fn sizes(self) -> Sizes {
        const KIB: usize = 1024;
        match self {
            Profile::General => Sizes { smallest: 768 * KIB, average: 1024 * KIB, largest: 2048 * KIB },
            Profile::Media => Sizes { smallest: 2048 * KIB, average: 2048 * KIB, largest: 4096 * KIB },
            Profile::InPlace => Sizes { smallest: 16 * KIB, average: 16 * KIB, largest: 128 * KIB },
        }
    }

    /// The profile for a file of this name and size, as a first guess before it was ever seen to change.
    pub fn of(name: &[u8], size: u64) -> Self {
        let extension = name
            .iter()
            .rposition(|&byte| byte == b'.')
            .map(|dot| name[dot + 1..].to_ascii_lowercase())
            .unwrap_or_default();
        let is_in = |list: &[&str]| list.iter().any(|known| known.as_bytes() == extension);
        if size > BLOCK_LEVEL_FROM && is_in(IN_PLACE) {
            Profile::InPlace
        } else if size > Profile::General.sizes().smallest as u64 && is_in(MEDIA) {
            Profile::Media
        } else {
            Profile::General
        }
    }
}

/// Files above this many bytes are "block level" in the manual's words (feature F2).
pub const BLOCK_LEVEL_FROM: u64 = 5 * 1024 * 1024;

/// Extensions of files that programs change in place.
const IN_PLACE: &[&str] = &[
    // mail stores
    "pst",
    "ost",
    "nst",
    "dbx",
    "mbx",
    "mbox",
    "msf",
    "nsf",
    "edb",
    "wab",
    "olm",
    // databases
    "mdb",
    "accdb",
    "sqlite",
    "sqlite3",
    "db",
    "db3",
    "mdf",
    "ndf",
    "ldf",
    "ibd",
    "myd",
    "fdb",
    "gdb",
    "dbf",
    "fp7",
    "fmp12",
    "qbw",
    "realm",
    "lrcat",
    // disk images and containers
    "vmdk",
    "vdi",
    "vhd",
    "vhdx",
    "avhdx",
    "qcow2",
    "img",
    "hdd",
    "raw",
    "vmem",
    "sparsebundle",
    "tc",
    "hc",
];

/// Extensions of files that stay as they were made.
const MEDIA: &[&str] = &[
    // pictures
    "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "cr2", "cr3", "nef", "nrw", "arw",
    "raf", "orf", "rw2", "dng", "pef", "srw", "x3f", // music
    "mp3", "m4a", "aac", "flac", "ogg", "oga", "opus", "wma", "wav", "aif", "aiff", "alac", // films
    "mp4", "m4v", "mov", "avi", "mkv", "webm", "wmv", "mpg", "mpeg", "mts", "m2ts", "ts", "vob", "3gp", "flv", "mod",
    "tod", // packed once
    "zip", "7z", "rar", "gz", "bz2", "xz", "zst", "iso", "dmg", "pdf", "epub", "cbz", "cbr",
];

/// Cuts content for one account. Cheap to share, the tables are made once.
pub struct Chunker {
    gear: Box<[u64]>,
    gear_shifted: Box<[u64]>,
}

impl Chunker {
    /// The chunker of an account with this seed.
    pub fn new(seed: u64) -> Self {
        let (gear, gear_shifted) = get_gear_with_seed(seed);
        Self { gear: gear.into(), gear_shifted: gear_shifted.into() }
    }

    /// Length of the first chunk of `content`. A chunk that takes all of `content`, if that is shorter than `sizes.largest`, is one only
    /// at the end of the file; any other stays the same however the file goes on.
    pub fn cut(&self, content: &[u8], sizes: Sizes) -> usize {
        let bits = sizes.average.ilog2() as usize;
        let (small, large) = (MASKS[bits + 1], MASKS[bits - 1]);
        let (_, length) = cut_gear(
            content,
            sizes.smallest,
            sizes.average,
            sizes.largest,
            small,
            large,
            small << 1,
            large << 1,
            &self.gear,
            &self.gear_shifted,
        );
        length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that are the same on every computer and in every version.
    fn reproducible_bytes(length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        blake3::Hasher::new().update(b"golden cut points").finalize_xof().fill(&mut bytes);
        bytes
    }

    fn cuts(content: &[u8], seed: u64, profile: Profile) -> Vec<usize> {
        let (chunker, sizes) = (Chunker::new(seed), profile.sizes());
        let (mut at, mut cuts) = (0, Vec::new());
        while at < content.len() {
            at += chunker.cut(&content[at..], sizes);
            cuts.push(at);
        }
        cuts
    }

    /// If this fails, every user's next backup would send everything again: the library moved its cuts.
    #[test]
    fn golden_cut_points() {
        let content = reproducible_bytes(12 << 20);
        insta::assert_debug_snapshot!(
            "golden_cut_points",
            (
                cuts(&content, 1, Profile::General),
                cuts(&content, 1, Profile::Media),
                &cuts(&content, 1, Profile::InPlace)[..8],
                cuts(&content, 2, Profile::General),
            )
        );
    }

    #[test]
    fn an_insertion_moves_only_its_own_cuts() {
        let content = reproducible_bytes(4 << 20);
        let mut changed = content.clone();
        changed.splice(2_000_000..2_000_000, [1, 2, 3]);
        let (before, after) = (cuts(&content, 5, Profile::InPlace), cuts(&changed, 5, Profile::InPlace));
        let kept =
            before.iter().filter(|&&cut| after.contains(&(if cut <= 2_000_000 { cut } else { cut + 3 }))).count();
        assert!(before.len() - kept <= 3, "{} of {} cuts moved", before.len() - kept, before.len());
    }

    #[test]
    fn profiles_go_by_name_and_size() {
        assert_eq!(Profile::of(b"archive.PST", 6 << 20), Profile::InPlace);
        assert_eq!(Profile::of(b"archive.pst", 4 << 20), Profile::General);
        assert_eq!(Profile::of(b"IMG_1.JPG", 3 << 20), Profile::Media);
        assert_eq!(Profile::of(b"report.docx", 3 << 20), Profile::General);
        assert_eq!(Profile::of(b"jpg", 3 << 20), Profile::General);
    }
}
