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

use super::chain::PLACES;
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{Invertible, Ring};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::ArrayViewMut2;

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

    const EVERY_VALUE: bool = false;

    fn zero(&self) -> u64 {
        0
    }

    fn one(&self) -> u64 {
        self.divisor.word(1)
    }

    fn entry(&self, value: &u64) -> u64 {
        self.divisor.word(*value)
    }

    fn dot(&mut self, row: &[u64], column: &[u64], stride: usize) -> u64 {
        self.divisor.dot(row, column, stride)
    }

    fn multiply(
        &mut self,
        n: usize,
        left: Matrix<u64>,
        right: Matrix<u64>,
        out: MatrixMut<u64>,
        meter: &mut Meter,
    ) -> Result<()> {
        product::multiply(&self.divisor, Shape::square(n), left, right, out, meter)
    }

    fn raise_at_once(
        &self,
        n: usize,
        p: u64,
        base: &[u64],
        out: &mut [u64],
        meter: &Meter,
    ) -> bool {
        small::raise(&self.divisor, n, p, base, out, meter)
    }

    fn apply_at_once(
        &self,
        n: usize,
        p: u64,
        base: &mut [u64],
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
        a: &mut [u64],
        inverse: &mut [u64],
        meter: &mut Meter,
    ) -> Result<()> {
        inverse::invert(&self.divisor, n, a, inverse, meter)
    }
}
