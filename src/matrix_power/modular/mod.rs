//! Matrices modulo m, for every m from 1 to 2^64 − 1.
//!
//! - `divisor`: remainders without division,
//! - `product`: one product, block by block; `kernel::modular` has its tiles,
//! - `small`: whole powers of matrices up to 4 × 4,
//! - `inverse`: the inverse for p < 0,
//! - `krylov`: A^p·v for large p, by the shortest `recurrence` that v, A·v, A²·v, …
//!   satisfy and by x^p modulo its `polynomial`.

mod divisor;
mod inverse;
mod krylov;
mod polynomial;
mod product;
mod recurrence;
mod small;

pub(super) use divisor::Divisor;
pub(super) use product::add_product;

use super::chain::PLACES;
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{self, Invertible, Ring};
use super::rows;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView2, ArrayViewMut2};

/// The residues 0 to m − 1.
#[derive(Clone, Copy, Debug)]
pub struct Modulo {
    divisor: Divisor,
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
        Ok(Modulo { divisor: Divisor::new(modulus) })
    }
}

impl Ring for Modulo {
    type Element = u64;
    type Word = u64;

    fn zero(&self) -> u64 {
        0
    }

    fn one(&self) -> u64 {
        self.divisor.word(1)
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
                *word = self.divisor.word(*entry);
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

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<u64>,
        right: Matrix<u64>,
        out: MatrixMut<u64>,
        meter: &mut Meter,
    ) -> Result<()> {
        rows::share_out(shape, left, out, meter, |shape, left, out, meter| {
            product::multiply(&self.divisor, shape, left, right, out, meter)
        })
    }

    fn raise_at_once(
        &mut self,
        (n, p): (usize, u64),
        base: &[u64],
        out: &mut [u64],
        _: [MatrixMut<u64>; PLACES],
        meter: &mut Meter,
    ) -> Result<bool> {
        if n > small::MOST {
            return Ok(false);
        }
        let mut residues = [0; small::MOST * small::MOST];
        for (residue, entry) in residues.iter_mut().zip(base) {
            *residue = self.divisor.word(*entry);
        }
        Ok(small::raise(&self.divisor, n, p, &residues[..n * n], out, meter))
    }

    fn is_trivial(&self) -> bool {
        self.divisor.modulus == 1
    }

    fn same(x: &u64, y: &u64) -> bool {
        x == y
    }

    fn is_zero(x: &u64) -> bool {
        *x == 0
    }

    fn apply_at_once(
        &self,
        (n, p): (usize, u64),
        base: MatrixMut<u64>,
        v: ArrayViewMut2<u64>,
        scratch: &mut [&mut [u64]; PLACES],
        meter: &mut Meter,
    ) -> Result<usize> {
        if !krylov::pays(n, v.ncols(), p) {
            return Ok(0);
        }
        krylov::apply(&self.divisor, n, base, p, v, scratch, meter)
    }
}

impl Invertible for Modulo {
    fn invert(
        &mut self,
        n: usize,
        given: Matrix<u64>,
        inverse: MatrixMut<u64>,
        [work, _]: [MatrixMut<u64>; 2],
        meter: &mut Meter,
    ) -> Result<()> {
        // The rows one behind the other, and back.
        for (to, from) in work.entries.chunks_mut(n).zip(given.lines()).take(n) {
            meter.scan(n)?;
            to.copy_from_slice(&from[..n]);
        }
        inverse::invert(&self.divisor, n, work.entries, inverse.entries, meter)?;
        for row in (1..n).rev() {
            meter.scan(n)?;
            inverse.entries.copy_within(row * n..(row + 1) * n, row * inverse.leading);
        }
        Ok(())
    }
}
