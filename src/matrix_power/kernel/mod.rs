//! The product of real matrices, in tiles that stay in registers.
//!
//! Each entry is one accumulator to which products are added by fused multiply-adds,
//! k ascending from +0. That order alone makes its bits: they do not depend on the
//! CPU level, the tile, the place in a tile or on how the work is cut into blocks.
//!
//! - `lanes`: powers of many small matrices, one in each lane,
//! - `small`: whole powers of matrices up to 4 × 4, without memory,
//! - `simd`: tiles of vectors,
//! - `portable`: tiles of plain numbers.
//!
//! Matrices are read where they lie: packing pays only beyond caches, and there blocks
//! of rows and of k, with the sums so far read back, do as well.
//!
//! Source: K. Goto and R. van de Geijn, "Anatomy of high-performance matrix
//! multiplication", ACM Trans. Math. Softw. 34 (2008), article 12, for blocks and
//! register tiles; N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd
//! ed., section 3.5, for the error.

pub(super) mod lanes;
mod portable;
mod simd;
mod small;

use super::product::{Matrix, MatrixMut};
use crate::control::Meter;
use crate::cpu_level::CpuLevel;
use crate::error::Result;
use std::ops::Range;

pub use lanes::LaneNumber;
pub use simd::RealNumber;
pub(super) use simd::raise as raise_small;

/// Up to here powers need no memory.
pub(super) const SMALL: usize = 4;

/// Up to here all is one block.
const ONE_BLOCK: usize = 64;
/// Up to here all of k is one block.
const WHOLE: usize = 1536;
/// The block of k beyond.
const DEPTH: usize = 512;

/// Part of a product: rows of left and out, and a range of k.
#[derive(Clone, Debug)]
pub struct Block {
    n: usize,
    rows: Range<usize>,
    depth: Range<usize>,
}

/// out = left·right for n × n matrices, n ≥ 1.
pub(super) fn multiply<T: RealNumber>(
    n: usize,
    left: Matrix<T>,
    right: Matrix<T>,
    mut out: MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    if n <= ONE_BLOCK {
        meter.advance((n * n * n) as u64)?;
        simd::multiply(meter, Block { n, rows: 0..n, depth: 0..n }, left, right, &mut out);
        return Ok(());
    }
    let depth = if n <= WHOLE { n } else { DEPTH };
    let rows = rows_at_once(meter.level(), n.saturating_mul(depth));
    for k in (0..n).step_by(depth) {
        for row in (0..n).step_by(rows) {
            let block = Block { n, rows: row..n.min(row + rows), depth: k..n.min(k + depth) };
            meter.advance((block.rows.len() * block.depth.len()).saturating_mul(n) as u64)?;
            simd::multiply(meter, block, left, right, &mut out);
        }
    }
    Ok(())
}

/// Rows between two looks at whether to stop, a millisecond or two of work.
fn rows_at_once(level: CpuLevel, work_of_a_row: usize) -> usize {
    let work = match level {
        CpuLevel::Avx512 => 1 << 26,
        CpuLevel::Avx2 | CpuLevel::Neon => 1 << 25,
        CpuLevel::Portable => 1 << 19,
    };
    (work / work_of_a_row).next_multiple_of(24).max(24)
}
