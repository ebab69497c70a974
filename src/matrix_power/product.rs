//! The product of two matrices: one sum per entry, k ascending.

use crate::control::Meter;
use crate::error::Result;
use std::iter::StepBy;
use std::slice::{self, Chunks, ChunksMut};

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

    /// How many multiply-adds.
    pub fn work(&self) -> u64 {
        let entries = (self.rows as u64).saturating_mul(self.columns as u64);
        entries.saturating_mul(self.depth as u64)
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

impl<'a, T> Matrix<'a, T> {
    /// The part that begins at this row and column.
    pub fn from(self, row: usize, column: usize) -> Self {
        Matrix { entries: &self.entries[row * self.leading + column..], ..self }
    }

    /// The rows, each up to the next one.
    pub fn lines(self) -> Chunks<'a, T> {
        self.entries.chunks(self.leading)
    }

    /// Whether so many rows of so many columns lie in it.
    pub fn holds(&self, rows: usize, columns: usize) -> bool {
        holds(self.entries.len(), self.leading, rows, columns)
    }
}

impl<T> MatrixMut<'_, T> {
    /// The same, to read.
    pub fn as_matrix(&self) -> Matrix<'_, T> {
        Matrix { entries: self.entries, leading: self.leading }
    }

    /// A row, up to the next one.
    pub fn row(&self, row: usize) -> &[T] {
        let row = &self.entries[row * self.leading..];
        &row[..self.leading.min(row.len())]
    }

    /// A row to write, up to the next one.
    pub fn row_mut(&mut self, row: usize) -> &mut [T] {
        let row = &mut self.entries[row * self.leading..];
        let length = self.leading.min(row.len());
        &mut row[..length]
    }

    /// The rows, each up to the next one.
    pub fn lines_mut(&mut self) -> ChunksMut<'_, T> {
        self.entries.chunks_mut(self.leading)
    }

    /// Swaps two rows, the first one above the other.
    pub fn swap_rows(&mut self, first: usize, second: usize) {
        let (above, below) = self.entries.split_at_mut(second * self.leading);
        let length = self.leading.min(below.len());
        above[first * self.leading..][..length].swap_with_slice(&mut below[..length]);
    }

    /// The part that begins at this row and column.
    pub fn from(&mut self, row: usize, column: usize) -> MatrixMut<'_, T> {
        let entries = &mut self.entries[row * self.leading + column..];
        MatrixMut { entries, leading: self.leading }
    }

    /// Whether so many rows of so many columns lie in it.
    pub fn holds(&self, rows: usize, columns: usize) -> bool {
        holds(self.entries.len(), self.leading, rows, columns)
    }
}

fn holds(length: usize, leading: usize, rows: usize, columns: usize) -> bool {
    rows == 0 || columns == 0 || {
        let end = (rows - 1).checked_mul(leading).and_then(|start| start.checked_add(columns));
        columns <= leading && end.is_some_and(|end| end <= length)
    }
}

/// out = left·right by one `dot` of row and column for each entry.
pub(super) fn multiply<T>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    out: MatrixMut<T>,
    meter: &mut Meter,
    mut dot: impl FnMut(&[T], StepBy<slice::Iter<T>>) -> T,
) -> Result<()> {
    let rows = left.entries.chunks(left.leading).zip(out.entries.chunks_mut(out.leading));
    for (row, out_row) in rows.take(shape.rows) {
        for (j, entry) in out_row[..shape.columns].iter_mut().enumerate() {
            meter.advance(shape.depth as u64)?;
            *entry = dot(&row[..shape.depth], right.entries[j..].iter().step_by(right.leading));
        }
    }
    Ok(())
}
