//! Matrices modulo m, for every m from 1 to 2^64 − 1.

use super::product::{self, Matrix, MatrixMut, Shape};
use super::ring::{self, Invertible, Ring};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView2, ArrayViewMut2};
use num_integer::Integer;

/// The residues 0 to m − 1.
#[derive(Clone, Copy, Debug)]
pub struct Modulo {
    modulus: u64,
}

impl Modulo {
    /// The residues modulo `modulus`.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`] for 0.
    pub fn new(modulus: u64) -> Result<Self> {
        if modulus == 0 {
            return Err(
                Error::new(ErrorKind::Domain, "modulus", "must be 1 or more").given(modulus)
            );
        }
        Ok(Modulo { modulus })
    }

    fn reduce(&self, value: u128) -> u64 {
        (value % u128::from(self.modulus)) as u64
    }

    fn product(&self, x: u64, y: u64) -> u64 {
        self.reduce(u128::from(x) * u128::from(y))
    }

    /// x − factor·y.
    fn subtract_product(&self, x: u64, factor: u64, y: u64) -> u64 {
        let negated = self.modulus - self.product(factor, y);
        self.reduce(u128::from(x) + u128::from(negated))
    }

    fn inverse(&self, x: u64) -> Option<u64> {
        let modulus = i128::from(self.modulus);
        let euclid = i128::from(x).extended_gcd(&modulus);
        (euclid.gcd == 1).then(|| euclid.x.mod_floor(&modulus) as u64)
    }
}

impl Ring for Modulo {
    type Element = u64;
    type Word = u64;

    fn zero(&self) -> u64 {
        0
    }

    fn one(&self) -> u64 {
        1 % self.modulus
    }

    fn zero_word(&self) -> u64 {
        0
    }

    fn load(
        &self,
        entries: ArrayView2<u64>,
        words: MatrixMut<u64>,
        meter: &mut Meter,
    ) -> Result<()> {
        ring::load_rows(entries, words, meter, |row, words| {
            for (word, entry) in words.iter_mut().zip(row) {
                *word = entry % self.modulus;
            }
        })
    }

    fn store(
        &self,
        words: Matrix<u64>,
        entries: ArrayViewMut2<u64>,
        meter: &mut Meter,
    ) -> Result<()> {
        ring::store_rows(words, entries, meter, |words, row| {
            for (entry, word) in row.into_iter().zip(words) {
                *entry = *word;
            }
        })
    }

    fn as_words_mut(entries: &mut [u64]) -> Option<&mut [u64]> {
        Some(entries)
    }

    fn same(x: &u64, y: &u64) -> bool {
        x == y
    }

    fn is_zero(x: &u64) -> bool {
        *x == 0
    }

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<u64>,
        right: Matrix<u64>,
        out: MatrixMut<u64>,
        meter: &mut Meter,
    ) -> Result<()> {
        // (m − 1)² + m − 1 < 2^128 for every m.
        let add = |sum: u64, (&x, &y): (&u64, &u64)| {
            self.reduce(u128::from(x) * u128::from(y) + u128::from(sum))
        };
        product::multiply(shape, left, right, out, meter, |row, column| {
            row.iter().zip(column).fold(0, add)
        })
    }
}

impl Invertible for Modulo {
    /// Row steps of Euclid's algorithm make the matrix triangular without a
    /// division, so m need not be prime; it is invertible when every entry of
    /// the diagonal is.
    ///
    /// Source: H. Cohen, *A Course in Computational Algebraic Number Theory*,
    /// section 2.4.2 (Hermite normal form, here modulo m).
    fn invert(
        &mut self,
        n: usize,
        a: MatrixMut<u64>,
        inverse: MatrixMut<u64>,
        _: MatrixMut<u64>,
        meter: &mut Meter,
    ) -> Result<()> {
        for (i, row) in inverse.entries.chunks_mut(inverse.leading).enumerate() {
            row[..n].fill(0);
            row[i] = self.one();
        }
        let mut rows = Rows { ring: self, n, a, inverse };
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
}

/// The matrix and what becomes its inverse, changed by the same row steps.
struct Rows<'a> {
    ring: &'a Modulo,
    n: usize,
    a: MatrixMut<'a, u64>,
    inverse: MatrixMut<'a, u64>,
}

impl Rows<'_> {
    fn at(&self, row: usize, column: usize) -> u64 {
        self.a.entries[row * self.a.leading + column]
    }

    /// Leaves the gcd of two entries of column `top` in row `top`, 0 below.
    fn euclid(&mut self, top: usize, row: usize, meter: &mut Meter) -> Result<()> {
        while self.at(row, top) != 0 {
            meter.advance(2 * self.n as u64)?;
            let quotient = self.at(top, top) / self.at(row, top);
            self.subtract(top, row, quotient);
            self.swap(top, row);
        }
        Ok(())
    }

    /// Makes the pivot 1 and clears the column above it.
    fn finish_column(&mut self, column: usize, meter: &mut Meter) -> Result<()> {
        let pivot = self.at(column, column);
        let Some(unit) = self.ring.inverse(pivot) else {
            let text = "is not invertible: pivot {} shares a factor with the modulus";
            return Err(Error::new(ErrorKind::Singular, "a", text).other(column));
        };
        for j in 0..self.n {
            for matrix in [&mut self.a, &mut self.inverse] {
                let entry = &mut matrix.entries[column * matrix.leading + j];
                *entry = self.ring.product(*entry, unit);
            }
        }
        for row in 0..column {
            meter.advance(2 * self.n as u64)?;
            self.subtract(row, column, self.at(row, column));
        }
        Ok(())
    }

    fn subtract(&mut self, row: usize, source: usize, factor: u64) {
        for MatrixMut { entries, leading } in [&mut self.a, &mut self.inverse] {
            for j in 0..self.n {
                let (to, from) = (row * *leading + j, source * *leading + j);
                entries[to] = self.ring.subtract_product(entries[to], factor, entries[from]);
            }
        }
    }

    fn swap(&mut self, first: usize, second: usize) {
        self.a.swap_rows(first, second);
        self.inverse.swap_rows(first, second);
    }
}
