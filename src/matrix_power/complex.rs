//! Products of complex matrices in two planes.

use super::product::{Matrix, MatrixMut, Shape};
use crate::control::Meter;
use crate::error::Result;
use num_traits::Float;

pub(super) fn multiply<T: Float>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    mut out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let half = out.leading / 2;
    for row in 0..shape.rows {
        out.row_mut(row)[..shape.columns].fill(T::zero());
        out.row_mut(row)[half..half + shape.columns].fill(T::zero());
    }
    multiply_add(shape, left, right, out, meter)
}

pub(super) fn multiply_add<T: Float>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    mut out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let (l, r, o) = (left.leading / 2, right.leading / 2, out.leading / 2);
    for i in 0..shape.rows {
        meter.advance((shape.depth * shape.columns) as u64)?;
        for k in 0..shape.depth {
            let (re, im) =
                (left.entries[i * left.leading + k], left.entries[i * left.leading + l + k]);
            for j in 0..shape.columns {
                let (yre, yim) = (
                    right.entries[k * right.leading + j],
                    right.entries[k * right.leading + r + j],
                );
                let row = out.row_mut(i);
                row[j] = (-im).mul_add(yim, re.mul_add(yre, row[j]));
                row[o + j] = im.mul_add(yre, re.mul_add(yim, row[o + j]));
            }
        }
    }
    Ok(())
}
