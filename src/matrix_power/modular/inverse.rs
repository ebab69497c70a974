//! The inverse modulo m.
//!
//! Row steps of Euclid's algorithm make the matrix triangular without a division, so
//! m need not be prime; it is invertible when every entry of the diagonal is.
//!
//! Source: H. Cohen, *A Course in Computational Algebraic Number Theory*, section
//! 2.4.2 (Hermite normal form, here modulo m).

use super::Divisor;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};

/// Turns the identity into the inverse of the n × n matrix `a`, which is destroyed.
pub(super) fn invert(
    divisor: &Divisor,
    n: usize,
    a: &mut [u64],
    inverse: &mut [u64],
    meter: &mut Meter,
) -> Result<()> {
    let mut rows = Rows { divisor, n, a, inverse };
    for column in 0..n {
        for row in column + 1..n {
            rows.euclid(column, row, meter)?;
        }
    }
    for column in (0..n).rev() {
        rows.finish_column(column, meter)?;
    }
    Ok(())
}

/// The matrix and what becomes its inverse, changed by the same row steps.
struct Rows<'a> {
    divisor: &'a Divisor,
    n: usize,
    a: &'a mut [u64],
    inverse: &'a mut [u64],
}

impl Rows<'_> {
    fn at(&self, row: usize, column: usize) -> u64 {
        self.a[row * self.n + column]
    }

    /// Leaves the gcd of two entries of column `top` in row `top`, 0 below.
    fn euclid(&mut self, top: usize, row: usize, meter: &mut Meter) -> Result<()> {
        while self.at(row, top) != 0 {
            meter.advance(2 * self.n as u64)?;
            let quotient = self.at(top, top) / self.at(row, top);
            self.subtract(top, row, self.divisor.word(quotient));
            self.swap(top, row);
        }
        Ok(())
    }

    /// Makes the pivot 1 and clears the column above it.
    fn finish_column(&mut self, column: usize, meter: &mut Meter) -> Result<()> {
        let pivot = self.at(column, column);
        let Some(unit) = self.divisor.inverse(pivot) else {
            let text = "is not invertible: pivot {} shares a factor with the modulus";
            return Err(Error::new(ErrorKind::Singular, "a", text).other(column));
        };
        for j in 0..self.n {
            let index = column * self.n + j;
            self.a[index] = self.divisor.product(self.a[index], unit);
            self.inverse[index] = self.divisor.product(self.inverse[index], unit);
        }
        for row in 0..column {
            meter.advance(2 * self.n as u64)?;
            self.subtract(row, column, self.at(row, column));
        }
        Ok(())
    }

    fn subtract(&mut self, row: usize, source: usize, factor: u64) {
        let factor = self.divisor.negative(factor);
        for j in 0..self.n {
            let (to, from) = (row * self.n + j, source * self.n + j);
            self.a[to] = self.divisor.product_sum(self.a[from], factor, self.a[to]);
            self.inverse[to] =
                self.divisor.product_sum(self.inverse[from], factor, self.inverse[to]);
        }
    }

    fn swap(&mut self, first: usize, second: usize) {
        for j in 0..self.n {
            self.a.swap(first * self.n + j, second * self.n + j);
            self.inverse.swap(first * self.n + j, second * self.n + j);
        }
    }
}
