//! The product of complex matrices whose real and imaginary parts lie in two planes.
//!
//! Each part of an entry is one accumulator, k ascending from +0, with two fused
//! multiply-adds a step: xʳ·yʳ, −xⁱ·yⁱ for the real part, xʳ·yⁱ, xⁱ·yʳ for the imaginary
//! one. As for real matrices, that order alone makes the bits. Planes need no shuffles on
//! the way; interleaved numbers need them, or two accumulators for a part.
//!
//! - `planes`: matrices in two planes; `convert`, `interleaved`: from interleaved numbers
//!   and back,
//! - `small`: whole powers of matrices up to 16 × 16,
//! - `simd`, `pointers`: the way to the kernels of this CPU; `strips`, `tile`, `tail`: these
//!   kernels,
//! - `portable`: plain numbers.

mod convert;
mod interleaved;
mod planes;
mod pointers;
mod portable;
mod simd;
mod small;
mod strips;
mod tail;
#[cfg(test)]
mod tests;
mod tile;

use super::RealNumber;
use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::error::Result;
use crate::matrix_power::product::Shape;

pub(in crate::matrix_power) use convert::{join, split};
pub(in crate::matrix_power) use planes::{Planes, PlanesMut};
pub use simd::ComplexKernels;
pub(in crate::matrix_power) use simd::raise as raise_small;

/// Up to here powers need no memory of the caller's.
pub(in crate::matrix_power) const SMALL: usize = 16;

/// The most k of a block: a strip of so many rows, two vectors wide, stays in a cache.
const DEPTH: usize = 512;
/// The least: sums are read back for each block.
const LEAST_DEPTH: usize = 16;

/// out = left·right.
pub(in crate::matrix_power) fn multiply<T: RealNumber>(
    shape: Shape,
    left: Planes<T>,
    right: Planes<T>,
    out: PlanesMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    by_blocks(shape, false, left, right, out, meter)
}

/// out += left·right.
pub(in crate::matrix_power) fn multiply_add<T: RealNumber>(
    shape: Shape,
    left: Planes<T>,
    right: Planes<T>,
    out: PlanesMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    by_blocks(shape, true, left, right, out, meter)
}

fn by_blocks<T: RealNumber>(
    shape: Shape,
    continued: bool,
    left: Planes<T>,
    right: Planes<T>,
    mut out: PlanesMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let Shape { rows, depth, columns } = shape;
    if rows == 0 || columns == 0 {
        return Ok(());
    }
    let (most_rows, most_depth) = at_once(meter.level(), depth, columns);
    if rows <= most_rows && depth <= most_depth {
        meter.advance(shape.work())?;
        simd::multiply(meter, shape, continued, left, right, &mut out);
        return Ok(());
    }
    for k in (0..depth.max(1)).step_by(most_depth) {
        for row in (0..rows).step_by(most_rows) {
            let (rows, depth) = (most_rows.min(rows - row), most_depth.min(depth - k));
            let part = Shape { rows, depth, columns };
            meter.advance(part.work())?;
            let (left, right, mut out) = (left.from(row, k), right.from(k, 0), out.from(row, 0));
            simd::multiply(meter, part, continued || k > 0, left, right, &mut out);
        }
    }
    Ok(())
}

/// Rows and depth between two looks at whether to stop, some ten milliseconds of work: each
/// block of rows reads all of `right` anew, so few are best.
fn at_once(level: DetectedLevel, depth: usize, columns: usize) -> (usize, usize) {
    let products = match *level {
        CpuLevel::Avx512 => 1 << 27,
        CpuLevel::Avx2 | CpuLevel::Neon => 1 << 26,
        CpuLevel::Portable => 1 << 17,
    };
    let depth = DEPTH.min(depth.max(1)).min((products / columns).max(LEAST_DEPTH));
    // 24 rows make whole tiles of any height.
    let rows = products / columns.saturating_mul(depth);
    (if rows < 24 { rows.max(1) } else { rows / 24 * 24 }, depth)
}
