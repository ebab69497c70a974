//! The product of real and of integer matrices, in tiles that stay in registers.
//!
//! Each real entry is one accumulator to which products are added by fused multiply-adds,
//! k ascending from +0. That order alone makes its bits: they do not depend on the CPU
//! level, the tile, the place in a tile or on how the work is cut into blocks.
//!
//! - `lanes`: powers of many small matrices, one in each lane,
//! - `small`: whole powers of matrices up to 4 × 4, without memory,
//! - `simd`: the kernels of this CPU; `whole`: powers by them without a detour,
//! - `plan`: how a product is cut into `tile`s, whose `sums` are `vector`s; `tail`: how
//!   rows share a vector for the last columns,
//! - `portable`: tiles of plain numbers,
//! - `integers`: which vectors multiply integers, and which their shadows in doubles,
//! - `complex`, `modular`: the same for complex matrices and for residues.
//!
//! Matrices are read where they lie: packing pays only beyond caches, and there blocks
//! of rows and of k, with the sums so far read back, do as well.
//!
//! Source: K. Goto and R. van de Geijn, "Anatomy of high-performance matrix
//! multiplication", ACM Trans. Math. Softw. 34 (2008), article 12, for blocks and
//! register tiles; N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd
//! ed., section 3.5, for the error.

pub(super) mod complex;
mod doubles;
mod integer_scans;
mod integers;
pub(super) mod lanes;
pub(super) mod modular;
mod plan;
mod portable;
mod portable_integers;
mod simd;
mod small;
mod small_integers;
mod sums;
mod tail;
mod tile;
mod vector;
mod vector_integers;
mod vector_shadows;
mod whole;

use super::product::{Matrix, MatrixMut, Shape};
use super::rows;
use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::error::Result;

pub(super) use doubles::multiply_small;
pub(super) use integer_scans::{norms, reach};
pub use integers::IntegerKernels;
pub(super) use integers::{raise as raise_small_integers, shadow};
pub use lanes::LaneNumber;
use simd::Kernels;
pub use simd::RealNumber;
pub(super) use simd::{raise as raise_small, raise_whole};

/// So much work is done without another look, in far less than a millisecond.
const AT_ONCE: u64 = 1 << 18;
/// Up to here all of k is one block.
const WHOLE: usize = 1024;
/// The block of k beyond.
const DEPTH: usize = 512;
/// The least block of k: sums are read back for each.
const LEAST_DEPTH: usize = 16;
/// Rows that are whole tiles of any height.
const TOGETHER: usize = 24;
/// Rows of a block beyond that depth: they stay in a cache beside a strip of the right
/// matrix.
const ROWS: usize = 48;

/// out = left·right.
pub(super) fn multiply<K: Kernels>(
    shape: Shape,
    left: Matrix<K::Number>,
    right: Matrix<K::Number>,
    out: MatrixMut<K::Number>,
    meter: &mut Meter,
) -> Result<()> {
    rows::share_out(shape, left, out, meter, |shape, left, out, meter| {
        by_blocks::<K>(shape, false, left, right, out, meter)
    })
}

/// out += left·right.
pub(super) fn multiply_add<T: RealNumber>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    rows::share_out(shape, left, out, meter, |shape, left, out, meter| {
        by_blocks::<T>(shape, true, left, right, out, meter)
    })
}

fn by_blocks<K: Kernels>(
    shape: Shape,
    continued: bool,
    left: Matrix<K::Number>,
    right: Matrix<K::Number>,
    mut out: MatrixMut<K::Number>,
    meter: &mut Meter,
) -> Result<()> {
    if shape.work() <= AT_ONCE {
        meter.advance(shape.work())?;
        simd::multiply::<K>(meter, shape, continued, left, right, &mut out);
        return Ok(());
    }
    let Shape { rows, depth, columns } = shape;
    let (most_rows, most_depth) = at_once(meter.level(), depth, columns);
    if rows <= most_rows && depth <= most_depth {
        meter.advance(shape.work())?;
        simd::multiply::<K>(meter, shape, continued, left, right, &mut out);
        return Ok(());
    }
    for k in (0..depth).step_by(most_depth) {
        for row in (0..rows).step_by(most_rows) {
            let part = Shape {
                rows: most_rows.min(rows - row),
                depth: most_depth.min(depth - k),
                columns,
            };
            meter.advance(part.work())?;
            let (left, right, mut out) = (left.from(row, k), right.from(k, 0), out.from(row, 0));
            simd::multiply::<K>(meter, part, continued || k > 0, left, right, &mut out);
        }
    }
    Ok(())
}

/// Rows and depth between two looks at whether to stop, a few milliseconds of work: rows that
/// are whole tiles of any height, and all of a depth that may be, or less for long rows.
fn at_once(level: DetectedLevel, depth: usize, columns: usize) -> (usize, usize) {
    let work = match *level {
        CpuLevel::Avx512 => 1 << 26,
        CpuLevel::Avx2 | CpuLevel::Neon => 1 << 25,
        CpuLevel::Portable => 1 << 20,
    };
    let most_depth = if depth <= WHOLE { depth.max(1) } else { DEPTH };
    let rows = work / columns.saturating_mul(most_depth).max(1);
    if rows < TOGETHER / 2 {
        let least = LEAST_DEPTH.min(most_depth);
        return (TOGETHER, (work / TOGETHER / columns).clamp(least, most_depth));
    }
    let rows = rows.next_multiple_of(TOGETHER);
    (if depth > DEPTH { rows.min(ROWS) } else { rows }, most_depth)
}

#[cfg(test)]
mod tests;
