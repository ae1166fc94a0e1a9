//! Compression of blocks and sections with zstd, and the choice not to.

use zstd::zstd_safe::{self, CCtx, CParameter, DCtx};

use crate::error::Damage;

/// How the bytes of a block or section are packed. Numbers are those of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Codec {
    /// As they are.
    Plain = 0,
    /// One zstd frame, without checksum (the seal is one) and without content size (it stands beside).
    Zstd = 1,
}

impl Codec {
    /// The codec of a stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Codec::Plain),
            1 => Some(Codec::Zstd),
            _ => None,
        }
    }
}

/// zstd's default: the best bytes per CPU second on the data measured in `docs/performance.md`.
pub const DEFAULT_LEVEL: i32 = 3;
/// The quick search for repetitions, of six bytes and more.
const QUICK_LEVEL: i32 = 2;

/// What a block is made of, as far as that decides how it is compressed. All become zstd frames that any reader opens. The figures
/// behind the choices are in `docs/performance.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Documents, programs, catalogs: the level's own parameters.
    Mixed,
    /// Records of files that change in place, in larger blocks: there the quick search with a large table makes them as small as the
    /// thorough one does in smaller blocks, in three quarters of the time.
    Records,
    /// What hardly compresses: pictures, archives, attachments. The quickest search finds what there is to gain.
    Dense,
}

/// Compresses, and proves that what it compressed comes back. One a thread.
pub struct Compressor {
    level: i32,
    matter: Matter,
    context: CCtx<'static>,
    decompressor: Decompressor,
    packed: Vec<u8>,
    proof: Vec<u8>,
}

impl Compressor {
    /// A compressor at a zstd level (1 to 19).
    pub fn new(level: i32) -> Self {
        let mut context = CCtx::create();
        set(
            &mut context,
            &[
                CParameter::CompressionLevel(level),
                CParameter::ContentSizeFlag(false),
                CParameter::ChecksumFlag(false),
                CParameter::DictIdFlag(false),
            ],
        );
        let matter = Matter::Mixed;
        Self { level, matter, context, decompressor: Decompressor::new(), packed: Vec::new(), proof: Vec::new() }
    }

    /// The bytes compressed if that saves at least one part in 32, else as they are, and which of the two.
    pub fn compress<'a>(&'a mut self, raw: &'a [u8], matter: Matter) -> (Codec, &'a [u8]) {
        self.prepare(matter);
        self.packed.clear();
        self.packed.reserve(zstd_safe::compress_bound(raw.len()));
        let saves =
            self.context.compress2(&mut self.packed, raw).is_ok() && self.packed.len() < raw.len() - raw.len() / 32;
        // What does not come back is stored as it is: codecs have had faults.
        if saves && self.comes_back(raw) { (Codec::Zstd, &self.packed) } else { (Codec::Plain, raw) }
    }

    fn prepare(&mut self, matter: Matter) {
        if matter == self.matter {
            return;
        }
        self.matter = matter;
        // Zero is the level's own choice.
        let (level, table) = match matter {
            Matter::Mixed => (self.level, 0),
            Matter::Records if self.level == DEFAULT_LEVEL => (QUICK_LEVEL, 17),
            Matter::Records => (self.level, 0),
            Matter::Dense => (self.level.min(QUICK_LEVEL), 0),
        };
        set(&mut self.context, &[CParameter::CompressionLevel(level), CParameter::HashLog(table)]);
    }

    fn comes_back(&mut self, raw: &[u8]) -> bool {
        let proof = &mut self.proof;
        self.decompressor.decompress(Codec::Zstd, &self.packed, raw.len(), proof).is_ok() && proof == raw
    }
}

fn set(context: &mut CCtx<'_>, parameters: &[CParameter]) {
    for &parameter in parameters {
        context.set_parameter(parameter).expect("a valid zstd parameter");
    }
}

/// Bytes that are looked at in one place…
const SAMPLE: usize = 512;
/// …of so many.
const STRIDE: usize = 8 << 10;
/// 512 random bytes have about 222 different values, hardly ever fewer than 200; text has 90, machine code 150.
const DENSE_VALUES: u32 = 200;

/// Whether bytes look as if nothing could be gained by compressing them, in each of many places all over them: a file whose head alone
/// is dense is not.
pub fn looks_dense(bytes: &[u8]) -> bool {
    let mut samples = bytes.chunks(STRIDE).filter_map(|stretch| stretch.get(..SAMPLE)).peekable();
    samples.peek().is_some() && samples.all(|sample| different_values(sample) >= DENSE_VALUES)
}

fn different_values(sample: &[u8]) -> u32 {
    let mut seen = [0u64; 4];
    for &byte in sample {
        seen[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }
    seen.iter().map(|part| part.count_ones()).sum()
}

/// Decompresses. One a thread.
pub struct Decompressor {
    context: DCtx<'static>,
}

impl Default for Decompressor {
    fn default() -> Self {
        Self::new()
    }
}

impl Decompressor {
    /// A decompressor.
    pub fn new() -> Self {
        Self { context: DCtx::create() }
    }

    /// Puts exactly `raw_length` bytes into `out` (which is emptied first), or says that the bytes are not that.
    pub fn decompress(
        &mut self,
        codec: Codec,
        packed: &[u8],
        raw_length: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Damage> {
        out.clear();
        match codec {
            Codec::Plain => out.extend_from_slice(packed),
            Codec::Zstd => {
                out.reserve(raw_length);
                // zstd writes into the spare capacity; a frame that wants more fails instead of growing it.
                self.context
                    .decompress(out, packed)
                    .map_err(|code| Damage::Content(zstd_safe::get_error_name(code).to_owned()))?;
            }
        }
        if out.len() == raw_length { Ok(()) } else { Err(Damage::Content("length differs".to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_goes_in_comes_out(raw in prop::collection::vec(0u8..4, 0..5000), level in 1i32..6) {
            let mut compressor = Compressor::new(level);
            for matter in [Matter::Records, Matter::Dense, Matter::Mixed] {
                let (codec, packed) = compressor.compress(&raw, matter);
                prop_assert!(packed.len() <= raw.len());
                let mut back = Vec::new();
                Decompressor::new().decompress(codec, packed, raw.len(), &mut back).unwrap();
                prop_assert_eq!(&back, &raw);
                prop_assert!(Decompressor::new().decompress(codec, packed, raw.len() + 1, &mut back).is_err());
            }
        }

        #[test]
        fn rubbish_is_an_error(rubbish: Vec<u8>, length in 0usize..1000) {
            let mut out = Vec::new();
            if Decompressor::new().decompress(Codec::Zstd, &rubbish, length, &mut out).is_ok() {
                prop_assert_eq!(out.len(), length);
            }
        }
    }

    #[test]
    fn random_bytes_are_stored_as_they_are() {
        let raw: [u8; 10_000] = crate::seal::keys::random();
        assert_eq!(Compressor::new(3).compress(&raw, Matter::Mixed), (Codec::Plain, &raw[..]));
    }

    #[test]
    fn one_place_that_compresses_is_found() {
        let mut raw = vec![0; 1 << 20];
        getrandom::fill(&mut raw).unwrap();
        assert!(looks_dense(&raw));
        assert!(!looks_dense(&raw[..100]), "too little to tell");
        raw[512 << 10..513 << 10].fill(b' ');
        assert!(!looks_dense(&raw));
    }
}
