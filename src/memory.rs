//! Memory for the forms that allocate, to be had or told; and memory that is filled and moved
//! in pieces, since fresh pages take time.

use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};

/// Elements written between two looks at whether to stop.
pub(crate) const PIECE: usize = 1 << 12;

/// The most bytes that a short form takes where a problem decides how many: more of them
/// would often be granted, and the process then ended as it touches them.
pub(crate) const MOST_BYTES: u64 = 1 << 31;

/// The most bytes of an array that a function returns where a problem decides how long.
pub(crate) const MOST_RETURNED: u64 = 1 << 32;

/// `length` copies of `value`.
///
/// # Errors
/// [`ErrorKind::OutOfMemory`]; [`ErrorKind::Cancelled`].
pub(crate) fn filled<T: Clone>(length: usize, value: T, meter: &mut Meter) -> Result<Vec<T>> {
    let mut memory = Vec::new();
    reserve(&mut memory, length)?;
    while memory.len() < length {
        meter.scan(PIECE)?;
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

/// Makes all elements `value`.
///
/// # Errors
/// [`ErrorKind::Cancelled`].
pub(crate) fn fill<T: Clone>(elements: &mut [T], value: T, meter: &mut Meter) -> Result<()> {
    for piece in elements.chunks_mut(PIECE) {
        meter.scan(piece.len())?;
        piece.fill(value.clone());
    }
    Ok(())
}

/// Moves the first elements up to `to` and behind it.
///
/// # Errors
/// [`ErrorKind::Cancelled`].
pub(crate) fn move_up<T: Copy>(
    elements: &mut [T],
    length: usize,
    to: usize,
    meter: &mut Meter,
) -> Result<()> {
    for start in (0..length).step_by(PIECE).rev() {
        let end = length.min(start + PIECE);
        meter.scan(end - start)?;
        elements.copy_within(start..end, to + start);
    }
    Ok(())
}
