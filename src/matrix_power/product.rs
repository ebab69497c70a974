//! The product of two matrices: one sum per entry, k ascending.

use super::ring::Ring;
use crate::control::Meter;
use crate::error::Result;

/// A square matrix to read, row after row, `leading` entries apart.
#[derive(Debug)]
pub struct Square<'a, T> {
    /// From the first entry on.
    pub entries: &'a [T],
    /// The distance of two rows.
    pub leading: usize,
}

/// A square matrix to write, likewise.
#[derive(Debug)]
pub struct SquareMut<'a, T> {
    /// From the first entry on.
    pub entries: &'a mut [T],
    /// The distance of two rows.
    pub leading: usize,
}

impl<T> Clone for Square<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Square<'_, T> {}

/// out = left·right for n × n matrices, n ≥ 1.
pub(super) fn multiply<R: Ring + ?Sized>(
    ring: &mut R,
    n: usize,
    left: Square<R::Element>,
    right: Square<R::Element>,
    out: SquareMut<R::Element>,
    meter: &mut Meter,
) -> Result<()> {
    let rows = left.entries.chunks(left.leading).zip(out.entries.chunks_mut(out.leading));
    for (row, out_row) in rows.take(n) {
        for (j, entry) in out_row[..n].iter_mut().enumerate() {
            meter.advance(n as u64)?;
            *entry = ring.dot(&row[..n], &right.entries[j..], right.leading);
        }
    }
    Ok(())
}
