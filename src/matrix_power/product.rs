//! The product of two matrices: one sum per entry, k ascending.

use super::ring::Ring;
use crate::control::Meter;
use crate::error::Result;

/// The shape of a product: left has rows × depth entries, right depth × columns, out
/// rows × columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The rows of left and out.
    pub rows: usize,
    /// The columns of left, the rows of right.
    pub depth: usize,
    /// The columns of right and out.
    pub columns: usize,
}

impl Shape {
    /// n × n times n × n.
    pub const fn square(n: usize) -> Self {
        Shape { rows: n, depth: n, columns: n }
    }
}

/// A matrix to read, row after row, `leading` entries apart.
#[derive(Debug)]
pub struct Matrix<'a, T> {
    /// From the first entry on.
    pub entries: &'a [T],
    /// The distance of two rows.
    pub leading: usize,
}

/// A matrix to write, likewise.
#[derive(Debug)]
pub struct MatrixMut<'a, T> {
    /// From the first entry on.
    pub entries: &'a mut [T],
    /// The distance of two rows.
    pub leading: usize,
}

impl<T> Clone for Matrix<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Matrix<'_, T> {}

/// out = left·right for n × n matrices, n ≥ 1.
pub(super) fn multiply<R: Ring + ?Sized>(
    ring: &mut R,
    n: usize,
    left: Matrix<R::Element>,
    right: Matrix<R::Element>,
    out: MatrixMut<R::Element>,
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
