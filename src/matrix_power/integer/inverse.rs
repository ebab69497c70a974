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
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::Invertible;
use crate::matrix_power::unimodular;

impl<T: MachineInteger> Invertible for Integers<T> {
    /// Exact; only matrices of determinant ±1 have an integer inverse.
    fn invert(
        &mut self,
        n: usize,
        a: MatrixMut<T>,
        mut inverse: MatrixMut<T>,
        _: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        for row in 0..n {
            inverse.row_mut(row)[..n].copy_from_slice(&a.row(row)[..n]);
        }
        if invert_modulo(n, &mut inverse, meter)?
            && is_inverse(n, a.as_matrix(), inverse.as_matrix(), meter)?
        {
            return Ok(());
        }
        let mut exact = Vec::new();
        exact.try_reserve_exact(n * n).map_err(out_of_memory)?;
        (0..n).for_each(|row| exact.extend(a.row(row)[..n].iter().map(|&entry| entry.into())));
        let exact = unimodular::inverse(n, exact, meter)?;
        for (row, values) in exact.chunks(n).enumerate() {
            for (entry, value) in inverse.row_mut(row).iter_mut().zip(values) {
                let (high, low) = unimodular::words(value);
                let (value, fits) = T::from_words(high, low);
                *entry = value;
                self.overflowed |= !fits;
            }
        }
        Ok(())
    }
}

fn out_of_memory(_: std::collections::TryReserveError) -> Error {
    let text = "memory for the inverse could not be allocated";
    Error::new(ErrorKind::OutOfMemory, "", text)
}

/// Replaces a matrix by its inverse modulo 2^w; false if the determinant is even.
fn invert_modulo<T: MachineInteger>(
    n: usize,
    a: &mut MatrixMut<T>,
    meter: &mut Meter,
) -> Result<bool> {
    let mut pivots = Vec::new();
    pivots.try_reserve_exact(n).map_err(out_of_memory)?;
    for column in 0..n {
        let mut below = (column..n).map(|row| (row, a.row(row)[column].odd_inverse()));
        let Some((pivot, Some(unit))) = below.find(|(_, unit)| unit.is_some()) else {
            return Ok(false);
        };
        pivots.push(pivot);
        if pivot != column {
            a.swap_rows(column, pivot);
        }
        let line = a.row_mut(column);
        line[column] = T::ONE;
        for entry in &mut line[..n] {
            *entry = T::ZERO.add_product(*entry, unit);
        }
        eliminate(n, column, a, meter)?;
    }
    for (column, &pivot) in pivots.iter().enumerate().rev() {
        (0..n).for_each(|row| a.row_mut(row).swap(column, pivot));
    }
    Ok(true)
}

/// Subtracts the pivot's row from all others, so that they are zero in its column; the
/// column becomes that of the inverse.
fn eliminate<T: MachineInteger>(
    n: usize,
    column: usize,
    a: &mut MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    let leading = a.leading;
    let (above, rest) = a.entries.split_at_mut(column * leading);
    let (pivot, below) = rest.split_at_mut(leading.min(rest.len()));
    for row in above.chunks_mut(leading).chain(below.chunks_mut(leading)) {
        meter.advance(n as u64)?;
        let factor = row[column].negated();
        row[column] = T::ZERO;
        for (entry, &source) in row.iter_mut().zip(&pivot[..n]) {
            *entry = entry.add_product(factor, source);
        }
    }
    Ok(())
}

/// Whether a·inverse, which is the identity modulo 2^w, does not overflow.
fn is_inverse<T: MachineInteger>(
    n: usize,
    a: Matrix<T>,
    inverse: Matrix<T>,
    meter: &mut Meter,
) -> Result<bool> {
    let left = Bound::measured(n, n, a, meter)?;
    let right = Bound::measured(n, n, inverse, meter)?;
    if Bound::of_product(left, right).largest < T::LIMIT {
        return Ok(true);
    }
    Ok(!shadow::overflows(Shape::square(n), a, inverse, left.largest, meter)?)
}
