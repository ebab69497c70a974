//! Whether a product of integer matrices overflows, entry by entry.
//!
//! The product is made once more, in doubles: its shadow. With unit roundoff u = 2^-53,
//! entries rounded once each and the sum of d products in any order, the shadow s of an
//! entry w = Σ xₖyₖ satisfies |s − w| ≤ γ₍d+2₎ Σ |xₖ||yₖ| where γₘ = mu / (1 − mu)
//! (Higham, section 3.1 and lemma 3.3). γ₍d+2₎ ≤ 2(d + 2)u as long as (d + 2)u ≤ 1/2,
//! and Σ |xₖ||yₖ| is at most the largest |x| times the column's sum of |yₖ|; the bound e
//! from that is computed with d + 4 for d + 2, which covers the roundings on the way. An entry
//! farther than e from the limit of the type is decided. The few others are summed
//! exactly.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.

use super::machine::MachineInteger;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::kernel;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// A block of shadows: whole tiles of every CPU level, and small enough for the stack.
const ROWS: usize = 72;
const COLUMNS: usize = 24;
const BLOCK: usize = ROWS * COLUMNS;
/// Blocks for small products, soon cleared.
const FEW: usize = 12 * 12;
const SOME: usize = 24 * 24;

/// Whether an entry of left·right does not fit its type; `largest` bounds the magnitudes
/// in `left`.
pub(super) fn overflows<T: MachineInteger>(
    shape: Shape,
    left: Matrix<T>,
    right: Matrix<T>,
    largest: f64,
    meter: &mut Meter,
) -> Result<bool> {
    let product = Product { shape, left, right, largest };
    let entries = shape.rows.min(ROWS) * shape.columns.min(COLUMNS);
    if entries <= FEW {
        product.overflows::<FEW>(meter)
    } else if entries <= SOME {
        product.overflows::<SOME>(meter)
    } else {
        product.overflows::<BLOCK>(meter)
    }
}

struct Product<'a, T> {
    shape: Shape,
    left: Matrix<'a, T>,
    right: Matrix<'a, T>,
    largest: f64,
}

/// What the shadow of an entry says.
#[derive(Clone, Copy)]
struct Limits {
    /// Below, the entry fits.
    safe: f64,
    /// Above, it does not.
    lost: f64,
}

impl<T: MachineInteger> Product<'_, T> {
    /// Never inlined, so that a stack holds but one block.
    #[inline(never)]
    fn overflows<const ENTRIES: usize>(&self, meter: &mut Meter) -> Result<bool> {
        let block = &mut [T::ZERO; ENTRIES];
        let Shape { rows, depth, columns } = self.shape;
        for column in (0..columns).step_by(COLUMNS) {
            let width = COLUMNS.min(columns - column);
            let limits = self.limits(column, width, meter)?;
            for row in (0..rows).step_by(ROWS) {
                let part = Shape { rows: ROWS.min(rows - row), depth, columns: width };
                meter.advance(part.work())?;
                if self.overflows_in_block((row, column), part, limits, block, meter)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn limits(&self, column: usize, width: usize, meter: &mut Meter) -> Result<Limits> {
        let depth = self.shape.depth;
        let (sum, _) = kernel::norms(depth, width, self.right.from(0, column), meter)?;
        let error = (depth as f64 + 4.0) * f64::EPSILON * (self.largest * sum);
        Ok(Limits {
            safe: (T::LIMIT - error) * (1.0 - 4.0 * T::ROUNDING),
            lost: (T::LIMIT + error) * (1.0 + 4.0 * T::ROUNDING),
        })
    }

    fn overflows_in_block(
        &self,
        (row, column): (usize, usize),
        part: Shape,
        limits: Limits,
        block: &mut [T],
        meter: &mut Meter,
    ) -> Result<bool> {
        let block = &mut block[..part.rows * part.columns];
        let mut out = MatrixMut { entries: &mut *block, leading: part.columns };
        let (left, right) = (self.left.from(row, 0), self.right.from(0, column));
        kernel::shadow(meter, part, left, right, &mut out);
        if !kernel::reach(meter.level(), block, limits.safe) {
            return Ok(false);
        }
        for (place, shadow) in block.iter().map(|shadow| shadow.shadow()).enumerate() {
            if shadow > limits.lost {
                return Ok(true);
            }
            if shadow >= limits.safe {
                meter.advance(4 * part.depth as u64)?;
                let (r, c) = (place / part.columns, place % part.columns);
                if !self.fits(row + r, column + c) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn fits(&self, row: usize, column: usize) -> bool {
        let row = &self.left.entries[row * self.left.leading..][..self.shape.depth];
        dot(row, &self.right.entries[column..], self.right.leading).1
    }
}

/// The sum of row\[k\]·column\[k·stride\] modulo 2^w, and whether that is its value.
///
/// High and low words are summed apart: no sum of fewer than 2^63 products can leave
/// them.
pub(super) fn dot<T: MachineInteger>(row: &[T], column: &[T], stride: usize) -> (T, bool) {
    let (mut high, mut low) = (0i128, 0u128);
    for (&left, &right) in row.iter().zip(column.iter().step_by(stride)) {
        let product = left.product(right);
        high += product.0;
        low += u128::from(product.1);
    }
    T::from_words(high + (low >> 64) as i128, low as u64)
}
