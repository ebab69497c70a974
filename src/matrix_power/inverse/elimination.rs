//! Elimination with partial pivoting, in blocks.
//!
//! The factors of a block of columns are found first; what they do to the rest of the
//! matrix is one product. The right-hand side is the identity, changed along.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd
//! ed., algorithm 9.2 with section 13.2 (blocks) and section 14.3 (method A: L and U
//! solved against the identity).

use super::Field;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use std::cmp::Ordering::{Equal, Less};
use std::ops::Range;

/// Columns whose factors are found before the rest of the matrix is changed.
const BLOCK: usize = 32;

/// The matrix and what becomes its inverse, changed by the same row operations.
pub(super) struct System<'a, F: Field> {
    pub ring: &'a mut F,
    pub n: usize,
    pub a: MatrixMut<'a, F::Word>,
    pub inverse: MatrixMut<'a, F::Word>,
    /// Negated factors of the step at hand.
    pub factors: MatrixMut<'a, F::Word>,
}

impl<F: Field> System<'_, F> {
    /// Finds the inverse, or a pivot that is zero.
    pub fn invert(&mut self, meter: &mut Meter) -> Result<Option<usize>> {
        let n = self.n;
        self.write_identity(meter)?;
        for start in (0..n).step_by(BLOCK) {
            let block = start..n.min(start + BLOCK);
            for column in block.clone() {
                if !self.bring_pivot_up(column) {
                    return Ok(Some(column));
                }
                self.find_factors(column, block.end, meter)?;
            }
            self.solve_rows_of_block(&block, meter)?;
            self.change_rows_below(&block, meter)?;
        }
        self.substitute_back(meter)?;
        Ok(None)
    }

    fn write_identity(&mut self, meter: &mut Meter) -> Result<()> {
        for (i, row) in self.inverse.entries.chunks_mut(self.inverse.leading).enumerate() {
            meter.scan(self.n)?;
            for column in 0..self.n {
                F::set(row, column, self.ring.zero());
            }
            F::set(row, i, self.ring.one());
        }
        Ok(())
    }

    /// Swaps the row with the largest entry of the column into the pivot's place.
    /// A NaN counts as largest, so that it spreads instead of being passed over. False
    /// where all are zero.
    fn bring_pivot_up(&mut self, column: usize) -> bool {
        let magnitude = |row: usize| F::magnitude(F::entry(self.a.row(row), column));
        let mut pivot = column;
        for row in column + 1..self.n {
            let (best, other) = (magnitude(pivot), magnitude(row));
            let best_is_nan = best.partial_cmp(&best).is_none();
            if !best_is_nan && !matches!(other.partial_cmp(&best), Some(Less | Equal)) {
                pivot = row;
            }
        }
        if magnitude(pivot) == num_traits::Zero::zero() {
            return false;
        }
        if pivot != column {
            self.a.swap_rows(column, pivot);
            self.inverse.swap_rows(column, pivot);
        }
        true
    }

    /// The factors of a column, and what they do to the columns of its block.
    fn find_factors(&mut self, column: usize, end: usize, meter: &mut Meter) -> Result<()> {
        let first = column + 1;
        let pivot = F::entry(self.a.row(column), column);
        for row in first..self.n {
            let entry = F::entry(self.a.row(row), column);
            let factor = F::divide(entry, pivot.clone());
            F::set(self.a.row_mut(row), column, factor.clone());
            F::set(self.factors.row_mut(row), 0, F::negate(factor));
        }
        let shape = Shape { rows: self.n - first, depth: 1, columns: end - first };
        let left = self.factors.as_matrix();
        change_below(self.ring, shape, (first, first), left, column, &mut self.a, meter)
    }

    /// The block's rows of U, and of the right-hand side.
    fn solve_rows_of_block(&mut self, block: &Range<usize>, meter: &mut Meter) -> Result<()> {
        for row in block.start + 1..block.end {
            let depth = row - block.start;
            for k in 0..depth {
                let factor = F::entry(self.a.row(row), block.start + k);
                F::set(self.factors.row_mut(row), k, F::negate(factor));
            }
            let left = self.factors.as_matrix();
            for (matrix, from) in [(&mut self.a, block.end), (&mut self.inverse, 0)] {
                let shape = Shape { rows: 1, depth, columns: self.n - from };
                change_below(self.ring, shape, (row, from), left, block.start, matrix, meter)?;
            }
        }
        Ok(())
    }

    fn change_rows_below(&mut self, block: &Range<usize>, meter: &mut Meter) -> Result<()> {
        for row in block.end..self.n {
            meter.scan(block.len())?;
            for (k, column) in block.clone().enumerate() {
                let factor = F::entry(self.a.row(row), column);
                F::set(self.factors.row_mut(row), k, F::negate(factor));
            }
        }
        let (rows, depth) = (self.n - block.end, block.len());
        let left = self.factors.as_matrix();
        for (matrix, from) in [(&mut self.a, block.end), (&mut self.inverse, 0)] {
            let shape = Shape { rows, depth, columns: self.n - from };
            change_below(self.ring, shape, (block.end, from), left, block.start, matrix, meter)?;
        }
        Ok(())
    }

    /// Solves with U, block after block from the last one: first what the rows below
    /// do to all rows of the block, then row by row.
    fn substitute_back(&mut self, meter: &mut Meter) -> Result<()> {
        for start in (0..self.n).step_by(BLOCK).rev() {
            let end = self.n.min(start + BLOCK);
            self.change_rows_above(start..end, end..self.n, meter)?;
            for row in (start..end).rev() {
                self.change_rows_above(row..row + 1, row + 1..end, meter)?;
                let pivot = F::entry(self.a.row(row), row);
                let line = self.inverse.row_mut(row);
                for column in 0..self.n {
                    let quotient = F::divide(F::entry(line, column), pivot.clone());
                    F::set(line, column, quotient);
                }
            }
        }
        Ok(())
    }

    fn change_rows_above(
        &mut self,
        rows: Range<usize>,
        solved: Range<usize>,
        meter: &mut Meter,
    ) -> Result<()> {
        if solved.is_empty() {
            return Ok(());
        }
        for row in rows.clone() {
            for (k, column) in solved.clone().enumerate() {
                let entry = F::entry(self.a.row(row), column);
                F::set(self.factors.row_mut(row), k, F::negate(entry));
            }
        }
        let shape = Shape { rows: rows.len(), depth: solved.len(), columns: self.n };
        let leading = self.inverse.leading;
        let (above, below) = self.inverse.entries.split_at_mut(solved.start * leading);
        let out = MatrixMut { entries: &mut above[rows.start * leading..], leading };
        let left = self.factors.as_matrix().from(rows.start, 0);
        self.ring.multiply_add(shape, left, Matrix { entries: below, leading }, out, meter)
    }
}

/// matrix += left·source: left's rows and the changed part of `matrix` begin at
/// (`row`, `column`), the source's rows, which lie above, at `source` and this column.
fn change_below<F: Field>(
    ring: &mut F,
    shape: Shape,
    (row, column): (usize, usize),
    left: Matrix<F::Word>,
    source: usize,
    matrix: &mut MatrixMut<F::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if shape.rows == 0 || shape.columns == 0 {
        return Ok(());
    }
    let leading = matrix.leading;
    let (above, below) = matrix.entries.split_at_mut(row * leading);
    let right = Matrix { entries: &above[source * leading + column..], leading };
    let out = MatrixMut { entries: &mut below[column..], leading };
    ring.multiply_add(shape, left.from(row, 0), right, out, meter)
}
