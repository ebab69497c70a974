//! Products of matrices of residues, block by block.

use super::Divisor;
use crate::control::Meter;
use crate::cpu_level::{CpuLevel, DetectedLevel};
use crate::error::Result;
use crate::matrix_power::kernel::modular::{self, DEPTH, Part};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// The least block of k: each ends with remainders.
const LEAST_DEPTH: usize = 128;

/// out = left·right, all of them residues; depth ≥ 1.
pub(in crate::matrix_power) fn multiply(
    divisor: &Divisor,
    shape: Shape,
    left: Matrix<u64>,
    right: Matrix<u64>,
    out: MatrixMut<u64>,
    meter: &mut Meter,
) -> Result<()> {
    run(divisor, shape, false, (left, right), out, meter)
}

/// out += left·right, likewise. The rows of right may overlap.
pub(in crate::matrix_power) fn add_product(
    divisor: &Divisor,
    shape: Shape,
    left: Matrix<u64>,
    right: Matrix<u64>,
    out: MatrixMut<u64>,
    meter: &mut Meter,
) -> Result<()> {
    run(divisor, shape, true, (left, right), out, meter)
}

fn run(
    divisor: &Divisor,
    shape: Shape,
    continued: bool,
    (left, right): (Matrix<u64>, Matrix<u64>),
    mut out: MatrixMut<u64>,
    meter: &mut Meter,
) -> Result<()> {
    let columns = shape.columns;
    let (most_rows, most_depth) = at_once(meter.level(), shape.depth, columns);
    for k in (0..shape.depth).step_by(most_depth) {
        let depth = k..shape.depth.min(k + most_depth);
        for row in (0..shape.rows).step_by(most_rows) {
            let rows = row..shape.rows.min(row + most_rows);
            let work = rows.len().saturating_mul(depth.len()).saturating_mul(columns);
            meter.advance(work as u64)?;
            let part = Part { rows, depth: depth.clone(), columns, continued: continued || k > 0 };
            modular::multiply(meter.level(), divisor, &part, left, right, &mut out);
        }
    }
    Ok(())
}

/// Rows and depth between two looks at whether to stop, some ten milliseconds of work.
fn at_once(level: DetectedLevel, depth: usize, columns: usize) -> (usize, usize) {
    let work = match *level {
        CpuLevel::Avx512 => 1 << 25,
        CpuLevel::Avx2 => 1 << 23,
        CpuLevel::Neon | CpuLevel::Portable => 1 << 21,
    };
    let least = LEAST_DEPTH.min(depth.max(1));
    let depth = (work / 8 / columns.max(1)).clamp(least, DEPTH.min(depth.max(1)));
    match work / columns.saturating_mul(depth).max(1) {
        // As many make whole tiles of any height.
        rows @ 6.. => (rows.next_multiple_of(24), depth),
        _ => (8, depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::Control;

    const MODULI: [u64; 24] = [
        1,
        2,
        3,
        4,
        10,
        97,
        1 << 20,
        1_000_003,
        1 << 26,
        (1 << 26) + 1,
        998_244_353,
        1_000_000_007,
        (1 << 31) - 1,
        (1 << 32) - 5,
        (1 << 49) - 139,
        1 << 50,
        (1 << 50) + 1,
        (1 << 52) - 1,
        1 << 52,
        (1 << 60) - 93,
        (1 << 63) - 1,
        1 << 63,
        (1 << 63) + 2,
        u64::MAX,
    ];

    const LEVELS: [CpuLevel; 3] = [CpuLevel::Portable, CpuLevel::Avx2, CpuLevel::Avx512];

    /// Entries of which many are the largest residue.
    fn entries(count: usize, modulus: u64, seed: u64) -> Vec<u64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let word = (state >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            if state >> 62 == 0 { modulus - 1 } else { word % modulus }
        };
        (0..count).map(|_| next()).collect()
    }

    fn naive(modulus: u64, shape: Shape, left: Matrix<u64>, right: Matrix<u64>) -> Vec<u64> {
        let m = u128::from(modulus);
        let entry = |place: usize| {
            let (i, j) = (place / shape.columns, place % shape.columns);
            (0..shape.depth).fold(0, |sum, k| {
                let factor = u128::from(left.entries[i * left.leading + k]);
                (factor * u128::from(right.entries[k * right.leading + j]) + sum) % m
            }) as u64
        };
        (0..shape.rows * shape.columns).map(entry).collect()
    }

    /// Every level against the naive sums, with gaps between rows, which stay.
    fn check(modulus: u64, shape: Shape, gap: usize) {
        let Shape { rows, depth, columns } = shape;
        let left = entries(rows * (depth + gap), modulus, 1 + gap as u64);
        let right = entries(depth * (columns + gap), modulus, 2 + rows as u64);
        let left = Matrix { entries: &left, leading: depth + gap };
        let right = Matrix { entries: &right, leading: columns + gap };
        let expected = naive(modulus, shape, left, right);
        for level in LEVELS {
            let control = Control { max_level: Some(level), ..Control::default() };
            let leading = columns + gap;
            let mut memory = vec![7; rows * leading];
            let out = MatrixMut { entries: &mut memory, leading };
            let divisor = Divisor::new(modulus);
            multiply(&divisor, shape, left, right, out, &mut Meter::new(&control, 0)).unwrap();
            for (line, expected) in memory.chunks(leading).zip(expected.chunks(columns)) {
                assert_eq!(line[..columns], *expected, "m = {modulus}, {shape:?}, {level:?}");
                assert!(line[columns..].iter().all(|&entry| entry == 7));
            }
        }
    }

    #[test]
    fn square_products_are_exact() {
        for n in 1..=70 {
            for modulus in MODULI {
                check(modulus, Shape::square(n), n % 3);
            }
        }
    }

    #[test]
    fn other_shapes_are_exact() {
        for (rows, depth, columns) in [(1, 9, 1), (5, 3, 20), (13, 40, 2), (70, 1, 9), (2, 65, 33)]
        {
            for modulus in MODULI {
                check(modulus, Shape { rows, depth, columns }, 0);
            }
        }
    }

    #[test]
    fn long_sums_are_exact() {
        for depth in [DEPTH - 1, DEPTH, DEPTH + 1, 2 * DEPTH + 9] {
            for modulus in MODULI {
                check(modulus, Shape { rows: 3, depth, columns: 11 }, 1);
                let largest = vec![modulus - 1; 9 * depth];
                let left = Matrix { entries: &largest, leading: depth };
                let right = Matrix { entries: &largest, leading: 9 };
                let shape = Shape { rows: 1, depth, columns: 9 };
                let expected = naive(modulus, shape, left, right);
                for level in LEVELS {
                    let control = Control { max_level: Some(level), ..Control::default() };
                    let mut out = [0; 9];
                    let to = MatrixMut { entries: &mut out, leading: 9 };
                    let mut meter = Meter::new(&control, 0);
                    multiply(&Divisor::new(modulus), shape, left, right, to, &mut meter).unwrap();
                    assert_eq!(out[..], expected[..], "m = {modulus}, {level:?}");
                }
            }
        }
    }
}
