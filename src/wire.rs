//! Numbered fields and records, the one encoding of everything inside sealed sections.
//!
//! A *field* is a varint `number << 1 | has_bytes`, then a varint value, or a varint length and that many bytes. A *record* is a
//! varint type, a varint length, and fields. Readers skip fields and records they do not know; whoever rewrites a record keeps
//! them. Varints are LEB128 of at most ten bytes; signed numbers are zigzag. See `docs/format.md`.

/// What is wrong with bytes that should be this encoding. Says nothing of the bytes themselves, which may be anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The bytes end inside a number, a field or a record.
    #[error("ends too early")]
    Truncated,
    /// A number does not fit, or a value is outside what its field allows.
    #[error("holds a number out of range")]
    Range,
    /// A field that must be there is not.
    #[error("lacks a field that it must have")]
    Missing,
}

/// Appends a number, seven bits a byte, lowest first.
pub fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Maps signed numbers to unsigned ones so that small magnitudes stay short.
pub fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// The inverse of [`zigzag`].
pub fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// Appends a field that is a number.
pub fn put_number(out: &mut Vec<u8>, field: u64, value: u64) {
    put_varint(out, field << 1);
    put_varint(out, value);
}

/// Appends a field that is bytes.
pub fn put_bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    put_varint(out, field << 1 | 1);
    put_varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

/// Appends a record of fields that are already encoded.
pub fn put_record(out: &mut Vec<u8>, record_type: u64, fields: &[u8]) {
    put_varint(out, record_type);
    put_varint(out, fields.len() as u64);
    out.extend_from_slice(fields);
}

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A number.
    Number(u64),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    /// The number, or an error for bytes.
    pub fn number(self) -> Result<u64, WireError> {
        match self {
            Value::Number(number) => Ok(number),
            Value::Bytes(_) => Err(WireError::Range),
        }
    }

    /// The number as a smaller type.
    pub fn small<T: TryFrom<u64>>(self) -> Result<T, WireError> {
        T::try_from(self.number()?).map_err(|_| WireError::Range)
    }

    /// The signed number.
    pub fn signed(self) -> Result<i64, WireError> {
        Ok(unzigzag(self.number()?))
    }

    /// The bytes, or an error for a number.
    pub fn bytes(self) -> Result<&'a [u8], WireError> {
        match self {
            Value::Bytes(bytes) => Ok(bytes),
            Value::Number(_) => Err(WireError::Range),
        }
    }
}

/// Reads numbers, fields and records from bytes.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of all of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether everything has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next number.
    pub fn varint(&mut self) -> Result<u64, WireError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first().ok_or(WireError::Truncated)?;
            self.rest = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(WireError::Range);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(WireError::Range)
    }

    /// The next number as a smaller type.
    pub fn small<T: TryFrom<u64>>(&mut self) -> Result<T, WireError> {
        T::try_from(self.varint()?).map_err(|_| WireError::Range)
    }

    /// The next `length` bytes.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], WireError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next field's number and value; `None` at the end.
    pub fn field(&mut self) -> Result<Option<(u64, Value<'a>)>, WireError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let value = if tag & 1 == 0 {
            Value::Number(self.varint()?)
        } else {
            let length = self.small::<usize>()?;
            Value::Bytes(self.take(length)?)
        };
        Ok(Some((tag >> 1, value)))
    }

    /// The next record's type and its fields' bytes; `None` at the end.
    pub fn record(&mut self) -> Result<Option<(u64, &'a [u8])>, WireError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let record_type = self.varint()?;
        let length = self.small::<usize>()?;
        Ok(Some((record_type, self.take(length)?)))
    }
}

/// Appends a field exactly as it was read: how an unknown one is kept.
pub fn put_value(out: &mut Vec<u8>, field: u64, value: Value<'_>) {
    match value {
        Value::Number(number) => put_number(out, field, number),
        Value::Bytes(bytes) => put_bytes(out, field, bytes),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_round_trip(value: u64, signed: i64) {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            put_varint(&mut out, zigzag(signed));
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.varint(), Ok(value));
            prop_assert_eq!(reader.varint().map(unzigzag), Ok(signed));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn any_bytes_are_read_without_panic_and_with_an_end(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while let Ok(Some(_)) = reader.field() {}
            let mut reader = Reader::new(&bytes);
            while let Ok(Some((_, fields))) = reader.record() {
                let mut inner = Reader::new(fields);
                while let Ok(Some(_)) = inner.field() {}
            }
        }
    }

    #[test]
    fn a_number_of_more_than_64_bits_is_refused() {
        assert_eq!(Reader::new(&[0xff; 10]).varint(), Err(WireError::Range));
        assert_eq!(Reader::new(&[0xff; 9]).varint(), Err(WireError::Truncated));
    }
}
