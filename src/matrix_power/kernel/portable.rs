//! Tiles of plain numbers, for CPUs without a kernel of their own.

use super::Block;
use crate::matrix_power::product::{Matrix, MatrixMut};
use num_traits::Float;

/// The rows and columns of a tile: two vectors a row on most CPUs.
const ROWS: usize = 4;
const COLUMNS: usize = 8;

/// The block of out; sums continue where k does not start at 0.
pub(super) fn multiply<T: Float>(
    block: &Block,
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    let rows = block.rows.clone().step_by(ROWS);
    for i in rows {
        for j in (0..block.n).step_by(COLUMNS) {
            if i + ROWS <= block.rows.end && j + COLUMNS <= block.n {
                whole_tile(block, (i, j), left, right, out);
            } else {
                border_tile(block, (i, j), left, right, out);
            }
        }
    }
}

fn whole_tile<T: Float>(
    block: &Block,
    (i, j): (usize, usize),
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    let mut sums = [[T::zero(); COLUMNS]; ROWS];
    if block.depth.start > 0 {
        for (r, sums) in sums.iter_mut().enumerate() {
            sums.copy_from_slice(&out.entries[(i + r) * out.leading + j..][..COLUMNS]);
        }
    }
    for k in block.depth.clone() {
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
    block: &Block,
    (i, j): (usize, usize),
    left: Matrix<T>,
    right: Matrix<T>,
    out: &mut MatrixMut<T>,
) {
    for row in i..block.rows.end.min(i + ROWS) {
        for column in j..block.n.min(j + COLUMNS) {
            let place = row * out.leading + column;
            let start = if block.depth.start > 0 { out.entries[place] } else { T::zero() };
            out.entries[place] = block.depth.clone().fold(start, |sum, k| {
                let factor = left.entries[row * left.leading + k];
                factor.mul_add(right.entries[k * right.leading + column], sum)
            });
        }
    }
}
