//! Tiles of plain numbers, for CPUs without a kernel of their own.

use super::{Planes, PlanesMut};
use crate::matrix_power::product::Shape;
use num_traits::Float;

/// The rows and columns of a tile.
const ROWS: usize = 4;
const COLUMNS: usize = 4;

/// out = left·right, or out += left·right where sums are `continued`.
pub(super) fn multiply<T: Float>(
    shape: Shape,
    continued: bool,
    left: Planes<T>,
    right: Planes<T>,
    out: &mut PlanesMut<T>,
) {
    let depth = shape.depth;
    for i in (0..shape.rows).step_by(ROWS) {
        for j in (0..shape.columns).step_by(COLUMNS) {
            if i + ROWS <= shape.rows && j + COLUMNS <= shape.columns {
                tile::<T, ROWS, COLUMNS>((i, j), depth, continued, left, right, out);
                continue;
            }
            for row in i..shape.rows.min(i + ROWS) {
                for column in j..shape.columns.min(j + COLUMNS) {
                    tile::<T, 1, 1>((row, column), depth, continued, left, right, out);
                }
            }
        }
    }
}

/// M rows by N columns from (i, j) on.
fn tile<T: Float, const M: usize, const N: usize>(
    (i, j): (usize, usize),
    depth: usize,
    continued: bool,
    left: Planes<T>,
    right: Planes<T>,
    out: &mut PlanesMut<T>,
) {
    let (mut re, mut im) = ([[T::zero(); N]; M], [[T::zero(); N]; M]);
    if continued {
        for row in 0..M {
            let (from_re, from_im) = out.parts(i + row, j, N);
            re[row].copy_from_slice(from_re);
            im[row].copy_from_slice(from_im);
        }
    }
    for k in 0..depth {
        let (y_re, y_im) = right.parts(k, j, N);
        for row in 0..M {
            let place = (i + row) * left.leading + k;
            let (x_re, x_im) = (left.entries[place], left.entries[place + left.apart]);
            for column in 0..N {
                let (y_re, y_im) = (y_re[column], y_im[column]);
                let (re, im) = (&mut re[row][column], &mut im[row][column]);
                *re = (-x_im).mul_add(y_im, x_re.mul_add(y_re, *re));
                *im = x_im.mul_add(y_re, x_re.mul_add(y_im, *im));
            }
        }
    }
    for row in 0..M {
        let (to_re, to_im) = out.parts(i + row, j, N);
        to_re.copy_from_slice(&re[row]);
        to_im.copy_from_slice(&im[row]);
    }
}
