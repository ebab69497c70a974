//! The inverse of an integer matrix of determinant ±1.
//!
//! Such a matrix has an inverse modulo 2^w too, and elimination modulo 2^w finds it: the
//! determinant is odd, so that among the rows left some pivot is, and odd numbers have
//! inverses. If the product with the matrix is the identity without an overflow, that
//! inverse is the one over the integers. Otherwise the integers have none, or it does not
//! fit, and only that is open whether the determinant is 0, 1 or −1: determinants modulo
//! primes tell.
//!
//! Source: the inverse modulo a power of a prime as in J. D. Dixon, "Exact solution of
//! linear equations using p-adic expansions", Numer. Math. 40 (1982), 137–141.

use super::bound::Bound;
use super::machine::MachineInteger;
use super::{Integers, shadow};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::determinant::{Determinant, Prime, decide, hadamard};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::{Invertible, singular};

impl<T: MachineInteger> Invertible for Integers<T> {
    /// Exact; only matrices of determinant ±1 have an integer inverse.
    fn invert(
        &mut self,
        n: usize,
        given: Matrix<T>,
        mut inverse: MatrixMut<T>,
        [mut scratch, _]: [MatrixMut<T>; 2],
        meter: &mut Meter,
    ) -> Result<()> {
        for (to, from) in inverse.lines_mut().zip(given.lines()).take(n) {
            meter.advance(n as u64 / 4)?;
            to[..n].copy_from_slice(&from[..n]);
        }
        if invert_modulo(n, &mut inverse, scratch.row_mut(0), meter)?
            && is_inverse(n, given, inverse.as_matrix(), meter)?
        {
            return Ok(());
        }
        let bits = bits_of_determinant(n, given, meter)?;
        let residues = |prime: &Prime, out: &mut MatrixMut<T>, meter: &mut Meter| {
            write_residues(n, prime, given, out, meter)
        };
        match decide(n, bits, scratch, residues, meter)? {
            Determinant::Zero { column } => Err(singular(column)),
            Determinant::Other => {
                let text = "has no integer inverse: its determinant is not 1 or -1";
                Err(Error::new(ErrorKind::Domain, "a", text))
            }
            // The inverse is right modulo 2^w, and does not fit.
            Determinant::One | Determinant::MinusOne => {
                self.overflowed = true;
                Ok(())
            }
        }
    }
}

/// b such that the determinant's magnitude is at most 2^b, by rows or by columns.
fn bits_of_determinant<T: MachineInteger>(
    n: usize,
    matrix: Matrix<T>,
    meter: &mut Meter,
) -> Result<u64> {
    let bits = |largest: u64| u64::from(u64::BITS - largest.leading_zeros());
    let mut largest = |line: &mut dyn Iterator<Item = &T>| {
        meter.advance(n as u64)?;
        Ok(bits(line.map(|entry| entry.magnitude()).max().unwrap_or_default()))
    };
    let rows = hadamard(n, |i| largest(&mut matrix.from(i, 0).entries.iter().take(n)))?;
    let column = |j: usize| matrix.entries[j..].iter().step_by(matrix.leading).take(n);
    let columns = hadamard(n, |j| largest(&mut column(j)))?;
    Ok(rows.min(columns))
}

fn write_residues<T: MachineInteger>(
    n: usize,
    prime: &Prime,
    matrix: Matrix<T>,
    out: &mut MatrixMut<T>,
    meter: &mut Meter,
) -> Result<()> {
    for (to, from) in out.lines_mut().zip(matrix.lines()).take(n) {
        meter.advance(n as u64)?;
        for (to, from) in to[..n].iter_mut().zip(from) {
            let magnitude = prime.divisor.word(from.magnitude());
            let negative = from.is_negative();
            let residue = if negative { prime.divisor.negative(magnitude) } else { magnitude };
            *to = T::of_residue(residue);
        }
    }
    Ok(())
}

/// Replaces a matrix by its inverse modulo 2^w; false if the determinant is even. Notes
/// in `pivots` the rows of its n pivots.
fn invert_modulo<T: MachineInteger>(
    n: usize,
    a: &mut MatrixMut<T>,
    pivots: &mut [T],
    meter: &mut Meter,
) -> Result<bool> {
    for column in 0..n {
        let mut below = (column..n).map(|row| (row, a.row(row)[column].odd_inverse()));
        let Some((pivot, Some(unit))) = below.find(|(_, unit)| unit.is_some()) else {
            return Ok(false);
        };
        pivots[column] = T::of_residue(pivot as u64);
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
    for row in a.lines_mut().take(n) {
        meter.advance(n as u64 / 4)?;
        for column in (0..n).rev() {
            row.swap(column, pivots[column].residue() as usize);
        }
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
