//! Memory for the forms that allocate: to be had or told, and cleared in pieces,
//! since fresh pages take time.

use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};

/// The most bytes that a short form takes where a problem decides how many: more of them
/// would often be granted, and the process then ended as it touches them.
pub(crate) const MOST_BYTES: u64 = 1 << 31;

/// The most bytes of an array that a function returns where a problem decides how long.
pub(crate) const MOST_RETURNED: u64 = 1 << 32;

/// Elements cleared between two looks at whether to stop.
const PIECE: usize = 1 << 12;

/// `length` copies of `value`.
///
/// # Errors
/// [`ErrorKind::OutOfMemory`]; [`ErrorKind::Cancelled`].
pub(crate) fn filled<T: Clone>(length: usize, value: T, meter: &mut Meter) -> Result<Vec<T>> {
    let mut memory = Vec::new();
    reserve(&mut memory, length)?;
    while memory.len() < length {
        meter.advance(PIECE as u64 / 4)?;
        memory.resize(length.min(memory.len() + PIECE), value.clone());
    }
    Ok(memory)
}

/// Makes room for `length` elements in all.
///
/// # Errors
/// [`ErrorKind::OutOfMemory`].
pub(crate) fn reserve<T>(memory: &mut Vec<T>, length: usize) -> Result<()> {
    memory.try_reserve_exact(length).map_err(|_| {
        let bytes = length.saturating_mul(size_of::<T>());
        Error::new(ErrorKind::OutOfMemory, "", "{} bytes could not be allocated").other(bytes)
    })
}
