//! Products of small integers as doubles, exactly.
//!
//! AVX-512 converts on the way. AVX2 takes long for that: there the left matrix, of which
//! each entry is used in many vectors, is converted block by block before.

use super::simd;
use crate::control::Meter;
use crate::cpu_level::CpuLevel;
use crate::error::Result;
use crate::matrix_power::integer::MachineInteger;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// A block of the left matrix: whole tiles of every CPU level, and small enough for the
/// stack.
const ROWS: usize = 24;
const DEPTH: usize = 80;
/// Blocks for small matrices, soon cleared.
const FEW: usize = 12 * 12;
const SOME: usize = 24 * 24;

/// out = left·right, where all entries and sums of magnitudes are below 2^51.
pub(in crate::matrix_power) fn multiply_small<T: MachineInteger>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    if meter.level() != CpuLevel::Avx2 {
        return super::multiply::<T::Doubles>(shape, left, right, out, meter);
    }
    let entries = shape.rows.min(ROWS) * shape.depth.min(DEPTH);
    if entries <= FEW {
        multiply_in_blocks::<T, FEW>(shape, left, right, out, meter)
    } else if entries <= SOME {
        multiply_in_blocks::<T, SOME>(shape, left, right, out, meter)
    } else {
        multiply_in_blocks::<T, { ROWS * DEPTH }>(shape, left, right, out, meter)
    }
}

/// Never inlined, so that a stack holds but one block.
#[inline(never)]
fn multiply_in_blocks<T: MachineInteger, const ENTRIES: usize>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    mut out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let mut block = [T::ZERO; ENTRIES];
    for k in (0..shape.depth).step_by(DEPTH) {
        for row in (0..shape.rows).step_by(ROWS) {
            let rows = ROWS.min(shape.rows - row);
            let part = Shape { rows, depth: DEPTH.min(shape.depth - k), ..shape };
            meter.advance(part.work())?;
            convert(part, left.from(row, k), &mut block);
            let doubles = Matrix { entries: &block, leading: part.depth };
            let mut out = out.from(row, 0);
            simd::multiply::<T::Doubles>(meter, part, k > 0, doubles, right.from(k, 0), &mut out);
        }
    }
    Ok(())
}

fn convert<T: MachineInteger>(part: Shape, from: Matrix<T>, block: &mut [T]) {
    let rows = from.entries.chunks(from.leading).take(part.rows);
    for (row, doubles) in rows.zip(block.chunks_exact_mut(part.depth)) {
        for (entry, double) in row.iter().zip(doubles) {
            *double = entry.double();
        }
    }
}
