//! The inverse of an integer matrix of determinant ±1.
//!
//! Such a matrix has an inverse modulo 2^w too, and elimination modulo 2^w finds it: the
//! determinant is odd, so that among the rows left some pivot is, and odd numbers have
//! inverses. If the product with the matrix is the identity without an overflow, that
//! inverse is the one over the integers. Otherwise exact elimination decides.
//!
//! Source: the inverse modulo a power of a prime as in J. D. Dixon, "Exact solution of
//! linear equations using p-adic expansions", Numer. Math. 40 (1982), 137–141.

use super::bound::Bound;
use super::machine::MachineInteger;
use super::{Integers, shadow};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, Shape};
use crate::matrix_power::ring::Invertible;
use crate::matrix_power::unimodular;

impl<T: MachineInteger> Invertible for Integers<T> {
    /// Exact; only matrices of determinant ±1 have an integer inverse.
    fn invert(
        &mut self,
        n: usize,
        a: &mut [T],
        inverse: &mut [T],
        meter: &mut Meter,
    ) -> Result<()> {
        let (a, inverse) = (&a[..n * n], &mut inverse[..n * n]);
        inverse.copy_from_slice(a);
        if invert_modulo(n, inverse, meter)? && is_inverse(n, a, inverse, meter)? {
            return Ok(());
        }
        let mut exact = Vec::new();
        exact.try_reserve_exact(n * n).map_err(out_of_memory)?;
        exact.extend(a.iter().map(|&entry| entry.into()));
        for (entry, value) in inverse.iter_mut().zip(unimodular::inverse(n, exact, meter)?) {
            let (high, low) = unimodular::words(&value);
            let (value, fits) = T::from_words(high, low);
            *entry = value;
            self.overflowed |= !fits;
        }
        Ok(())
    }
}

fn out_of_memory(_: std::collections::TryReserveError) -> Error {
    let text = "memory for the inverse could not be allocated";
    Error::new(ErrorKind::OutOfMemory, "", text)
}

/// Replaces a matrix by its inverse modulo 2^w; false if the determinant is even.
fn invert_modulo<T: MachineInteger>(n: usize, a: &mut [T], meter: &mut Meter) -> Result<bool> {
    let mut pivots = Vec::new();
    pivots.try_reserve_exact(n).map_err(out_of_memory)?;
    for column in 0..n {
        let mut below = (column..n).map(|row| (row, a[row * n + column].odd_inverse()));
        let Some((pivot, Some(unit))) = below.find(|(_, unit)| unit.is_some()) else {
            return Ok(false);
        };
        pivots.push(pivot);
        bring_up(n, pivot, column, a);
        a[column * n + column] = T::ONE;
        for entry in &mut a[column * n..][..n] {
            *entry = T::ZERO.add_product(*entry, unit);
        }
        eliminate(n, column, a, meter)?;
    }
    for (column, &pivot) in pivots.iter().enumerate().rev() {
        a.chunks_exact_mut(n).for_each(|row| row.swap(column, pivot));
    }
    Ok(true)
}

fn bring_up<T>(n: usize, pivot: usize, to: usize, a: &mut [T]) {
    if pivot != to {
        let (above, below) = a.split_at_mut(pivot * n);
        above[to * n..][..n].swap_with_slice(&mut below[..n]);
    }
}

/// Subtracts the pivot's row from all others, so that they are zero in its column; the
/// column becomes that of the inverse.
fn eliminate<T: MachineInteger>(
    n: usize,
    column: usize,
    a: &mut [T],
    meter: &mut Meter,
) -> Result<()> {
    let (above, rest) = a.split_at_mut(column * n);
    let (pivot, below) = rest.split_at_mut(n);
    for row in above.chunks_exact_mut(n).chain(below.chunks_exact_mut(n)) {
        meter.advance(n as u64)?;
        let factor = row[column].negated();
        row[column] = T::ZERO;
        for (entry, &source) in row.iter_mut().zip(&*pivot) {
            *entry = entry.add_product(factor, source);
        }
    }
    Ok(())
}

/// Whether a·inverse, which is the identity modulo 2^w, does not overflow.
fn is_inverse<T: MachineInteger>(
    n: usize,
    a: &[T],
    inverse: &[T],
    meter: &mut Meter,
) -> Result<bool> {
    let matrix = |entries| Matrix { entries, leading: n };
    let bound = |entries| Bound::measured(meter.level(), n, n, matrix(entries));
    let left = bound(a);
    if Bound::of_product(left, bound(inverse)).largest < T::LIMIT {
        return Ok(true);
    }
    let shape = Shape::square(n);
    Ok(!shadow::overflows(shape, matrix(a), matrix(inverse), left.largest, meter)?)
}
