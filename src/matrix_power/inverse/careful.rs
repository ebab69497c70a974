//! The inverse of a regular matrix for which one word a number is too little: elimination
//! in place with two.
//!
//! Rows and columns are scaled by powers of two first, so that all are about 1. Where even
//! twice the digits leave a pivot of zero, that pivot becomes their last digit: the result
//! is then the inverse of a matrix that differs from the given one by so little.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.,
//! section 14.4 (Gauss–Jordan elimination).

use super::Field;
use super::exact::{exponent, exponent_word, parts};
use super::twofold::TwofoldNumber;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::determinant::ResidueWord;
use crate::matrix_power::product::{Matrix, MatrixMut};
use num_traits::{Float, One, ToPrimitive, Zero};

/// Writes the inverse of a regular matrix of finite numbers. `room` has 3n words. What is
/// there already, if it `is_found`, stays where numbers lie too far apart for two words.
pub(super) fn invert<F: Field>(
    n: usize,
    given: Matrix<F::Word>,
    is_found: bool,
    inverse: MatrixMut<F::Word>,
    low: MatrixMut<F::Word>,
    room: &mut [F::Word],
    meter: &mut Meter,
) -> Result<()> {
    let (rows, rest) = room.split_at_mut(n);
    let (columns, rest) = rest.split_at_mut(n);
    let (high, pivots) = (inverse, &mut rest[..n]);
    let mut system = System::<F> { n, high, low, rows, columns, pivots };
    system.find_scales(given, meter)?;
    if is_found && !system.is_in_range(given, meter)? {
        return Ok(());
    }
    system.load(given, meter)?;
    for column in 0..n {
        system.eliminate(column, meter)?;
    }
    system.store(meter)
}

struct System<'a, F: Field> {
    n: usize,
    high: MatrixMut<'a, F::Word>,
    low: MatrixMut<'a, F::Word>,
    /// Exponents of the scales.
    rows: &'a mut [F::Word],
    columns: &'a mut [F::Word],
    /// The row of each pivot.
    pivots: &'a mut [F::Word],
}

impl<F: Field> System<'_, F> {
    fn find_scales(&mut self, given: Matrix<F::Word>, meter: &mut Meter) -> Result<()> {
        let n = self.n;
        let unset = -exponent::<F::Word>(F::Word::of_residue(0));
        self.columns.fill(exponent_word(-unset));
        for (scale, row) in self.rows.iter_mut().zip(given.lines()) {
            meter.advance(4 * n as u64)?;
            let largest = parts::<F>(n, row).map(|(_, _, value)| value.end()).max();
            let largest = largest.unwrap_or_default();
            *scale = exponent_word(-largest);
            for (_, j, value) in parts::<F>(n, row) {
                let column = &mut self.columns[j];
                *column = exponent_word(exponent(*column).max(value.end() - largest));
            }
        }
        for column in self.columns.iter_mut() {
            *column = exponent_word(-exponent(*column));
        }
        Ok(())
    }

    /// Whether scaled entries are so large that neither their low words nor their squares
    /// underflow.
    fn is_in_range(&self, given: Matrix<F::Word>, meter: &mut Meter) -> Result<bool> {
        let epsilon = F::Word::epsilon().to_f64().unwrap_or(1.0);
        let least = 2 * epsilon.log2() as i32;
        for (scale, row) in self.rows.iter().zip(given.lines()) {
            meter.advance(4 * self.n as u64)?;
            let end = |j: usize, end: i32| end + exponent(*scale) + exponent(self.columns[j]);
            if parts::<F>(self.n, row).any(|(_, j, value)| end(j, value.end()) < least) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn load(&mut self, given: Matrix<F::Word>, meter: &mut Meter) -> Result<()> {
        let n = self.n;
        let lines = self.high.lines_mut().zip(self.low.lines_mut()).zip(given.lines());
        for (i, ((high, low), row)) in lines.take(n).enumerate() {
            meter.advance(4 * n as u64)?;
            low.fill(F::Word::zero());
            let half = row.len() / F::WORDS;
            for (place, (to, from)) in high.iter_mut().zip(row).enumerate() {
                let j = place % half;
                if j < n {
                    *to = scaled(*from, exponent(self.rows[i]) + exponent(self.columns[j]));
                }
            }
        }
        Ok(())
    }

    fn entry(&self, row: usize, column: usize) -> F::Twofold {
        let (high, low) = (self.high.row(row), self.low.row(row));
        F::Twofold::from_words(pair::<F>(high, column), pair::<F>(low, column))
    }

    fn set(&mut self, row: usize, column: usize, value: F::Twofold) {
        set_pair::<F>(self.high.row_mut(row), column, value.high());
        set_pair::<F>(self.low.row_mut(row), column, value.low());
    }

    /// Clears a column but for its pivot; what belongs to the inverse takes its place.
    fn eliminate(&mut self, column: usize, meter: &mut Meter) -> Result<()> {
        let n = self.n;
        let magnitude = |row: usize| self.entry(row, column).magnitude();
        let mut pivot = column;
        for row in column + 1..n {
            if magnitude(row) > magnitude(pivot) {
                pivot = row;
            }
        }
        self.pivots[column] = F::Word::of_residue(pivot as u64);
        if pivot > column {
            self.high.swap_rows(column, pivot);
            self.low.swap_rows(column, pivot);
        }
        let one = number::<F>(F::Word::one());
        let mut divisor = self.entry(column, column);
        if divisor.magnitude() == F::Word::zero() {
            divisor = number::<F>(F::Word::epsilon() * F::Word::epsilon());
        }
        self.set(column, column, one);
        for j in 0..n {
            let quotient = self.entry(column, j).quotient(divisor);
            self.set(column, j, quotient);
        }
        for row in (0..n).filter(|&row| row != column) {
            meter.advance(8 * n as u64)?;
            let factor = self.entry(row, column);
            self.set(row, column, number::<F>(F::Word::zero()));
            for j in 0..n {
                let change = factor.product(self.entry(column, j));
                let entry = self.entry(row, j).difference(change);
                self.set(row, j, entry);
            }
        }
        Ok(())
    }

    /// Takes exchanges and scales back.
    fn store(&mut self, meter: &mut Meter) -> Result<()> {
        let n = self.n;
        for i in 0..n {
            meter.advance(4 * n as u64)?;
            let row = self.high.row_mut(i);
            let half = row.len() / F::WORDS;
            for plane in row.chunks_mut(half) {
                for column in (0..n).rev() {
                    plane.swap(column, self.pivots[column].residue() as usize);
                }
                for (entry, scale) in plane.iter_mut().zip(self.rows.iter()) {
                    *entry = scaled(*entry, exponent(*scale) + exponent(self.columns[i]));
                }
            }
        }
        Ok(())
    }
}

fn number<F: Field>(value: F::Word) -> F::Twofold {
    let zero = F::Word::zero();
    F::Twofold::from_words([value, zero], [zero, zero])
}

fn pair<F: Field>(row: &[F::Word], column: usize) -> [F::Word; 2] {
    let last = row.len() / F::WORDS * (F::WORDS - 1);
    [row[column], row[last + column]]
}

fn set_pair<F: Field>(row: &mut [F::Word], column: usize, value: [F::Word; 2]) {
    if F::WORDS == 2 {
        let half = row.len() / 2;
        row[half + column] = value[1];
    }
    row[column] = value[0];
}

/// value·2^exponent, by factors that are numbers of every type.
fn scaled<T: Float>(mut value: T, mut exponent: i32) -> T {
    let two = T::one() + T::one();
    while exponent != 0 {
        let step = exponent.clamp(-100, 100);
        value = value * two.powi(step);
        exponent -= step;
    }
    value
}
