//! Where the content of a version lies: runs of chunks in packs, and holes.

/// A stretch of a file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extent<P> {
    /// `count` chunks of one pack, one after the other, from number `first` of the pack's table on.
    Chunks {
        /// The pack.
        pack: P,
        /// Number of the first chunk in the pack's table.
        first: u32,
        /// How many chunks.
        count: u32,
    },
    /// Bytes that the file system never stored and that read as zero.
    Hole {
        /// Length in bytes.
        length: u64,
    },
}

/// The content of a file, from its first byte to its last. `P` names a pack: by its id in stored objects, by a number in the
/// local catalog, by a promise while the pack is still being made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Content<P>(Vec<Extent<P>>);

impl<P> Default for Content<P> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<P: Copy + Eq> Content<P> {
    /// Adds a stretch at the end; neighbours that continue one another become one.
    pub fn push(&mut self, extent: Extent<P>) {
        match (self.0.last_mut(), extent) {
            (_, Extent::Chunks { count: 0, .. } | Extent::Hole { length: 0 }) => return,
            (
                Some(Extent::Chunks { pack, first, count }),
                Extent::Chunks { pack: next_pack, first: next_first, count: next_count },
            ) if *pack == next_pack && first.checked_add(*count) == Some(next_first) => {
                if let Some(sum) = count.checked_add(next_count) {
                    *count = sum;
                    return;
                }
            }
            (Some(Extent::Hole { length }), Extent::Hole { length: next }) => {
                if let Some(sum) = length.checked_add(next) {
                    *length = sum;
                    return;
                }
            }
            _ => {}
        }
        self.0.push(extent);
    }

    /// The stretches in order.
    pub fn extents(&self) -> &[Extent<P>] {
        &self.0
    }

    /// How many of its bytes are in holes.
    pub fn hole_bytes(&self) -> u64 {
        self.0.iter().map(|extent| if let Extent::Hole { length } = extent { *length } else { 0 }).sum()
    }

    /// How many chunks it has.
    pub fn chunks(&self) -> u64 {
        self.0.iter().map(|extent| if let Extent::Chunks { count, .. } = extent { u64::from(*count) } else { 0 }).sum()
    }

    /// The same content with every pack named another way; neighbours may merge.
    pub fn try_map<Q: Copy + Eq, E>(
        &self,
        mut name: impl FnMut(P, u32) -> Result<(Q, u32), E>,
    ) -> Result<Content<Q>, E> {
        let mut mapped = Content::default();
        for &extent in &self.0 {
            mapped.push(match extent {
                Extent::Chunks { pack, first, count } => {
                    let (pack, first) = name(pack, first)?;
                    Extent::Chunks { pack, first, count }
                }
                Extent::Hole { length } => Extent::Hole { length },
            });
        }
        Ok(mapped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_merge_and_nothing_else_does() {
        let mut content = Content::default();
        content.push(Extent::Chunks { pack: 1, first: 0, count: 2 });
        content.push(Extent::Chunks { pack: 1, first: 2, count: 1 });
        content.push(Extent::Chunks { pack: 2, first: 3, count: 1 });
        content.push(Extent::Hole { length: 5 });
        content.push(Extent::Hole { length: 0 });
        content.push(Extent::Hole { length: 6 });
        content.push(Extent::Chunks { pack: 2, first: 3, count: 1 });
        assert_eq!(
            content.extents(),
            [
                Extent::Chunks { pack: 1, first: 0, count: 3 },
                Extent::Chunks { pack: 2, first: 3, count: 1 },
                Extent::Hole { length: 11 },
                Extent::Chunks { pack: 2, first: 3, count: 1 },
            ]
        );
    }
}
