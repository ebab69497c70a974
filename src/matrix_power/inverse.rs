//! The inverse over a field, by elimination with partial pivoting.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd
//! ed., algorithm 9.2 and section 14.3 (method A: L and U solved against the
//! identity).

use super::ring::{Ring, write_identity};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use std::cmp::Ordering::{Equal, Less};

/// A ring in which one can divide and compare magnitudes.
pub(super) trait Field: Ring {
    type Magnitude: PartialOrd + num_traits::Zero;
    fn magnitude(value: Self::Element) -> Self::Magnitude;
    fn subtract_product(
        x: Self::Element,
        left: Self::Element,
        right: Self::Element,
    ) -> Self::Element;
    fn divide(x: Self::Element, y: Self::Element) -> Self::Element;
}

/// Writes the inverse of the n × n matrix `a`, which is destroyed.
pub(super) fn invert<F: Field>(
    ring: &F,
    n: usize,
    a: &mut [F::Element],
    inverse: &mut [F::Element],
    meter: &mut Meter,
) -> Result<()> {
    write_identity(ring, n, inverse, meter)?;
    for column in 0..n {
        bring_pivot_up::<F>(n, column, a, inverse)?;
        for row in column + 1..n {
            meter.advance(2 * n as u64)?;
            let pivot = a[column * n + column].clone();
            let factor = F::divide(a[row * n + column].clone(), pivot);
            subtract_row::<F>(n, row, column, &factor, column + 1, a);
            subtract_row::<F>(n, row, column, &factor, 0, inverse);
        }
    }
    back_substitute::<F>(n, a, inverse, meter)
}

/// Swaps the row with the largest entry of the column into the pivot's place.
/// A NaN counts as largest, so that it spreads instead of being passed over.
fn bring_pivot_up<F: Field>(
    n: usize,
    column: usize,
    a: &mut [F::Element],
    inverse: &mut [F::Element],
) -> Result<()> {
    let magnitude = |row: usize| F::magnitude(a[row * n + column].clone());
    let mut pivot = column;
    for row in column + 1..n {
        let (best, other) = (magnitude(pivot), magnitude(row));
        let best_is_nan = best.partial_cmp(&best).is_none();
        if !best_is_nan && !matches!(other.partial_cmp(&best), Some(Less | Equal)) {
            pivot = row;
        }
    }
    if magnitude(pivot) == num_traits::Zero::zero() {
        return Err(
            Error::new(ErrorKind::Singular, "a", "is singular: pivot {} is zero").other(column)
        );
    }
    if pivot != column {
        for j in 0..n {
            a.swap(pivot * n + j, column * n + j);
            inverse.swap(pivot * n + j, column * n + j);
        }
    }
    Ok(())
}

fn back_substitute<F: Field>(
    n: usize,
    a: &[F::Element],
    inverse: &mut [F::Element],
    meter: &mut Meter,
) -> Result<()> {
    for row in (0..n).rev() {
        for solved in row + 1..n {
            meter.advance(n as u64)?;
            subtract_row::<F>(n, row, solved, &a[row * n + solved], 0, inverse);
        }
        let pivot = &a[row * n + row];
        for entry in &mut inverse[row * n..(row + 1) * n] {
            *entry = F::divide(entry.clone(), pivot.clone());
        }
    }
    Ok(())
}

/// matrix[row] −= factor·matrix[source], from column `start` on.
fn subtract_row<F: Field>(
    n: usize,
    row: usize,
    source: usize,
    factor: &F::Element,
    start: usize,
    matrix: &mut [F::Element],
) {
    for j in start..n {
        let (x, s) = (matrix[row * n + j].clone(), matrix[source * n + j].clone());
        matrix[row * n + j] = F::subtract_product(x, factor.clone(), s);
    }
}
