//! Tiles of plain numbers, for CPUs without a kernel of their own.

use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use num_traits::Float;

/// The rows and columns of a tile: two vectors a row on most CPUs.
const ROWS: usize = 4;
const COLUMNS: usize = 8;

/// out = left·right, or out += left·right where sums are `continued`.
pub(super) fn multiply<T: Float>(
    shape: Shape,
    continued: bool,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    for i in (0..shape.rows).step_by(ROWS) {
        for j in (0..shape.columns).step_by(COLUMNS) {
            if i + ROWS <= shape.rows && j + COLUMNS <= shape.columns {
                whole_tile((i, j), shape.depth, continued, left, right, out);
            } else {
                border_tile((i, j), shape, continued, left, right, out);
            }
        }
    }
}

fn whole_tile<T: Float>(
    (i, j): (usize, usize),
    depth: usize,
    continued: bool,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    let mut sums = [[T::zero(); COLUMNS]; ROWS];
    if continued {
        for (r, sums) in sums.iter_mut().enumerate() {
            sums.copy_from_slice(&out.entries[(i + r) * out.leading + j..][..COLUMNS]);
        }
    }
    for k in 0..depth {
        let line = &right.entries[k * right.leading + j..][..COLUMNS];
        for (r, sums) in sums.iter_mut().enumerate() {
            let factor = left.entries[(i + r) * left.leading + k];
            for (sum, &entry) in sums.iter_mut().zip(line) {
                *sum = factor.mul_add(entry, *sum);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        out.entries[(i + r) * out.leading + j..][..COLUMNS].copy_from_slice(sums);
    }
}

fn border_tile<T: Float>(
    (i, j): (usize, usize),
    shape: Shape,
    continued: bool,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    for row in i..shape.rows.min(i + ROWS) {
        for column in j..shape.columns.min(j + COLUMNS) {
            let place = row * out.leading + column;
            let start = if continued { out.entries[place] } else { T::zero() };
            out.entries[place] = (0..shape.depth).fold(start, |sum, k| {
                let factor = left.entries[row * left.leading + k];
                factor.mul_add(right.entries[k * right.leading + column], sum)
            });
        }
    }
}
