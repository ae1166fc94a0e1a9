//! Named streams of NTFS (alternate data streams): kept as extended attributes, under the names and in the form in which Samba keeps them
//! on other systems. So they come back from there, too, and no format of their own is needed.

#[cfg(windows)]
pub mod windows;

use std::io;

use crate::model::MetadataPart;

/// The attribute of the stream `name` is called `user.DosStream.name:$DATA`.
const PREFIX: &[u8] = b"user.DosStream.";
/// The kind of stream that holds data: no other kind is one of a user's.
const SUFFIX: &[u8] = b":$DATA";
/// What follows the stream's bytes in the attribute: there, an empty one would be none.
const END: u8 = 0;
/// The longest stream that is kept: what Linux takes for an attribute, less its end.
pub const LONGEST: u64 = (64 << 10) - 1;
/// What is kept of all streams of one file or folder.
pub const LONGEST_IN_ALL: u64 = 256 << 10;

/// Extended attributes by their names.
type Extended = Vec<(Vec<u8>, Vec<u8>)>;
/// What could not be kept or set, and why.
type Refused = Vec<(MetadataPart, io::Error)>;

/// The named streams of one file or folder.
pub trait Streams {
    /// Their names, as bytes of the catalog, and lengths.
    fn list(&self) -> io::Result<Vec<(Vec<u8>, u64)>>;
    /// The content of one of them; at most one byte more than [`LONGEST`].
    fn read(&self, name: &[u8]) -> io::Result<Vec<u8>>;
    /// Makes or replaces one of them.
    fn write(&self, name: &[u8], content: &[u8]) -> io::Result<()>;
}

/// Reads all streams. Those that are too long or cannot be read are named, and the others are kept.
pub fn read_all(streams: &impl Streams) -> (Extended, Refused) {
    let (mut extended, mut refused) = (Extended::new(), Refused::new());
    let names = match streams.list() {
        Ok(names) => names,
        Err(error) => return (extended, vec![(MetadataPart::Streams, error)]),
    };
    let mut left = LONGEST_IN_ALL;
    for (name, length) in names {
        match read(streams, &name, length, left) {
            Ok(mut content) => {
                left -= content.len() as u64;
                content.push(END);
                extended.push(([PREFIX, &name, SUFFIX].concat(), content));
            }
            Err(error) => refused.push((part(&name), error)),
        }
    }
    extended.sort();
    (extended, refused)
}

fn read(streams: &impl Streams, name: &[u8], length: u64, left: u64) -> io::Result<Vec<u8>> {
    let most = LONGEST.min(left);
    // Its length is looked at again once it is read: it may grow meanwhile.
    let content = if length > most { Err(io::ErrorKind::FileTooLarge.into()) } else { streams.read(name) }?;
    if content.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(content) }
}

/// Writes those of the attributes that are streams. What was refused is named.
pub fn write_all(streams: &impl Streams, extended: &[(Vec<u8>, Vec<u8>)]) -> Refused {
    let mut refused = Refused::new();
    for (attribute, value) in extended {
        let Some(name) = attribute.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX)) else { continue };
        let content = value.strip_suffix(&[END]).unwrap_or(value);
        let written =
            if is_name(name) { streams.write(name, content) } else { Err(io::ErrorKind::InvalidFilename.into()) };
        refused.extend(written.err().map(|error| (part(name), error)));
    }
    refused
}

/// Whether a stream can have this name. One without is the file's content; a separator would lead to another file.
fn is_name(name: &[u8]) -> bool {
    !name.is_empty() && !name.iter().any(|byte| matches!(byte, b':' | b'/' | b'\\' | 0))
}

fn part(name: &[u8]) -> MetadataPart {
    MetadataPart::Stream(String::from_utf8_lossy(name).into_owned())
}

/// The named streams in what Windows answers (`FILE_STREAM_INFO`, one after the other): names as UTF-16 units, and lengths.
fn parse(answer: &[u8]) -> Vec<(Vec<u16>, u64)> {
    const HEAD: usize = 24;
    let mut found = Vec::new();
    let mut rest = answer;
    while let Some((head, names)) = rest.split_at_checked(HEAD) {
        let number = |at: usize| head[at..at + 4].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte));
        let (next, length) = (number(0), number(4));
        let size = (number(8) as u64) | (number(12) as u64) << 32;
        let units: Vec<u16> =
            names.chunks_exact(2).take(length / 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let suffix: Vec<u16> = SUFFIX.iter().map(|byte| u16::from(*byte)).collect();
        // `:name:$DATA`; `::$DATA` is the content.
        if let Some(name) = units.strip_prefix(&[u16::from(b':')]).and_then(|name| name.strip_suffix(&suffix[..]))
            && !name.is_empty()
        {
            found.push((name.to_vec(), size));
        }
        match rest.get(next..) {
            Some(further) if next > 0 => rest = further,
            _ => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::BTreeMap};

    use proptest::prelude::*;

    use super::*;
    use crate::{
        model::Metadata,
        run::records::{decode_metadata, encode_metadata},
    };

    /// A file with streams, of which some cannot be read and nothing can be written where `is_read_only`.
    #[derive(Default)]
    struct Fake {
        streams: RefCell<BTreeMap<Vec<u8>, Vec<u8>>>,
        unreadable: Vec<Vec<u8>>,
        has_none: bool,
    }

    impl Streams for Fake {
        fn list(&self) -> io::Result<Vec<(Vec<u8>, u64)>> {
            if self.has_none {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(self.streams.borrow().iter().map(|(name, content)| (name.clone(), content.len() as u64)).collect())
        }

        fn read(&self, name: &[u8]) -> io::Result<Vec<u8>> {
            if self.unreadable.iter().any(|unreadable| unreadable == name) {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            Ok(self.streams.borrow()[name].clone())
        }

        fn write(&self, name: &[u8], content: &[u8]) -> io::Result<()> {
            if self.has_none {
                return Err(io::ErrorKind::Unsupported.into());
            }
            self.streams.borrow_mut().insert(name.to_vec(), content.to_vec());
            Ok(())
        }
    }

    fn fake(streams: &[(&str, usize)]) -> Fake {
        let streams = streams.iter().map(|(name, length)| (name.as_bytes().to_vec(), vec![b'x'; *length])).collect();
        Fake { streams: RefCell::new(streams), ..Fake::default() }
    }

    fn named(refused: &Refused) -> Vec<(&str, io::ErrorKind)> {
        let name = |part: &MetadataPart| match part {
            MetadataPart::Stream(name) => name.clone(),
            other => panic!("{other:?} is no stream"),
        };
        refused.iter().map(|(part, error)| (&*name(part).leak(), error.kind())).collect()
    }

    proptest! {
        /// From one volume through a stored record to another.
        #[test]
        fn streams_come_back(
            streams in prop::collection::btree_map("[^:/\\\\\0]{1,20}", prop::collection::vec(any::<u8>(), 0..300), 0..6)
        ) {
            let streams: BTreeMap<Vec<u8>, Vec<u8>> =
                streams.into_iter().map(|(name, content)| (name.into_bytes(), content)).collect();
            let (extended, refused) = read_all(&Fake { streams: RefCell::new(streams.clone()), ..Fake::default() });
            prop_assert!(refused.is_empty());
            let mut stored = Vec::new();
            encode_metadata(&Metadata { extended, ..Metadata::default() }, &mut stored);
            let back = Fake::default();
            prop_assert!(write_all(&back, &decode_metadata(&stored).unwrap().extended).is_empty());
            prop_assert_eq!(back.streams.into_inner(), streams);
        }

        #[test]
        fn no_answer_is_too_odd_to_be_read(answer: Vec<u8>) {
            parse(&answer);
        }
    }

    #[test]
    fn attributes_are_named_and_ended_as_samba_does() {
        let (extended, _) = read_all(&fake(&[("Zone.Identifier", 2), ("empty", 0)]));
        assert_eq!(
            extended,
            [
                (b"user.DosStream.Zone.Identifier:$DATA".to_vec(), b"xx\0".to_vec()),
                (b"user.DosStream.empty:$DATA".to_vec(), b"\0".to_vec()),
            ]
        );
    }

    #[test]
    fn what_is_too_long_or_unreadable_is_named_and_the_rest_is_kept() {
        let long = LONGEST as usize;
        let mut streams =
            fake(&[("a", long), ("b", long + 1), ("c", long), ("d", 1), ("e", long), ("f", long), ("g", long)]);
        streams.unreadable.push(b"d".to_vec());
        let (extended, refused) = read_all(&streams);
        let kept: Vec<u8> = extended.iter().map(|(name, _)| name[PREFIX.len()]).collect();
        assert_eq!(kept, b"acef");
        assert_eq!(
            named(&refused),
            [
                ("b", io::ErrorKind::FileTooLarge),
                ("d", io::ErrorKind::PermissionDenied),
                ("g", io::ErrorKind::FileTooLarge)
            ]
        );
        let (extended, refused) = read_all(&Fake { has_none: true, ..Fake::default() });
        assert!(extended.is_empty() && matches!(&refused[..], [(MetadataPart::Streams, _)]));
    }

    #[test]
    fn only_streams_are_written_and_none_leads_elsewhere() {
        let value = b"x\0".to_vec();
        let names: [&[u8]; 6] = [
            b"user.aosbox",
            b"user.DosStream.a:$DATA",
            b"user.DosStream.:$DATA",
            b"user.DosStream...\\other:$DATA",
            b"user.DosStream.a:b:$DATA",
            b"user.DosStream.no kind",
        ];
        let extended: Vec<_> = names.iter().map(|name| (name.to_vec(), value.clone())).collect();
        let file = Fake::default();
        let refused = write_all(&file, &extended);
        assert_eq!(file.streams.into_inner(), BTreeMap::from([(b"a".to_vec(), b"x".to_vec())]));
        let invalid = io::ErrorKind::InvalidFilename;
        assert_eq!(named(&refused), [("", invalid), ("..\\other", invalid), ("a:b", invalid)]);
        let refused = write_all(&Fake { has_none: true, ..Fake::default() }, &extended[1..2]);
        assert_eq!(named(&refused), [("a", io::ErrorKind::Unsupported)]);
    }

    #[test]
    fn what_windows_answers_is_read() {
        let entry = |name: &str, size: u64, last: bool| {
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let padded = (24 + units.len()).next_multiple_of(8);
            let next = if last { 0 } else { padded as u32 };
            let mut bytes = [next.to_le_bytes(), (units.len() as u32).to_le_bytes()].concat();
            bytes.extend(size.to_le_bytes());
            bytes.extend(size.next_multiple_of(4096).to_le_bytes());
            bytes.extend(units);
            bytes.resize(padded, 0);
            bytes
        };
        let mut answer = entry("::$DATA", 7, false);
        answer.extend(entry(":Zone.Identifier:$DATA", 5 << 32 | 26, false));
        answer.extend(entry(":写真:$DATA", 0, false));
        answer.extend(entry(":$I30:$INDEX_ALLOCATION", 4096, true));
        answer.resize(answer.len() + 64, 0xFF);
        let found: Vec<_> =
            parse(&answer).into_iter().map(|(name, size)| (String::from_utf16(&name).unwrap(), size)).collect();
        assert_eq!(found, [("Zone.Identifier".to_owned(), 5 << 32 | 26), ("写真".to_owned(), 0)]);
    }
}
