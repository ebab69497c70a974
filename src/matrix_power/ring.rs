//! What the entries of a matrix must be able to do.

use super::product::{self, Matrix, MatrixMut};
use crate::control::Meter;
use crate::error::Result;
use ndarray::ArrayViewMut2;
use num_traits::{One, Zero};
use std::marker::PhantomData;
use std::ops::{Add, Mul};

/// Zero, one and the sum of products, which is all that a power needs.
///
/// A ring is a value and not only a type, so that it can carry a modulus or
/// remember an overflow.
pub trait Ring {
    /// An entry of the matrix.
    type Element: Clone;

    /// Whether every value of the type is in the ring's own range.
    const EVERY_VALUE: bool = true;

    /// The neutral element of addition.
    fn zero(&self) -> Self::Element;

    /// The neutral element of multiplication.
    fn one(&self) -> Self::Element;

    /// Brings a caller's entry into the ring's own range.
    fn entry(&self, value: &Self::Element) -> Self::Element {
        value.clone()
    }

    /// The sum of row\[k\]·column\[k·stride\] over all k, from k = 0 on.
    fn dot(
        &mut self,
        row: &[Self::Element],
        column: &[Self::Element],
        stride: usize,
    ) -> Self::Element;

    /// out = left·right for n × n matrices, n ≥ 1.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled).
    fn multiply(
        &mut self,
        n: usize,
        left: Matrix<Self::Element>,
        right: Matrix<Self::Element>,
        out: MatrixMut<Self::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        product::multiply(self, n, left, right, out, meter)
    }

    /// out = base^p for p ≥ 2 and contiguous n × n matrices without further memory, for
    /// rings and sizes that are done so; false for the others.
    fn raise_at_once(
        &self,
        _n: usize,
        _p: u64,
        _base: &[Self::Element],
        _out: &mut [Self::Element],
        _meter: &Meter,
    ) -> bool {
        false
    }

    /// Replaces columns of v, from the first on, by base^p times them without squares of
    /// the base, and tells how many; the base stays where some are left. The three parts
    /// of `scratch` have n² entries and more.
    ///
    /// # Errors
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled).
    fn apply_at_once(
        &self,
        _n: usize,
        _p: u64,
        _base: &mut [Self::Element],
        _v: ArrayViewMut2<Self::Element>,
        _scratch: &mut [&mut [Self::Element]; 3],
        _meter: &mut Meter,
    ) -> Result<usize> {
        Ok(0)
    }

    /// Whether what was computed so far is right; forgets what it answers.
    fn verdict(&mut self) -> Result<()> {
        Ok(())
    }
}

/// A ring whose matrices can be inverted.
pub trait Invertible: Ring {
    /// Writes the inverse of the n × n matrix `a`, which is destroyed.
    ///
    /// # Errors
    /// [`Singular`](crate::error::ErrorKind::Singular) when there is none;
    /// `inverse` is unspecified then.
    fn invert(
        &mut self,
        n: usize,
        a: &mut [Self::Element],
        inverse: &mut [Self::Element],
        meter: &mut Meter,
    ) -> Result<()>;
}

/// Any numbers with `+`, `×`, zero and one: big integers, fractions, …
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers<T>(PhantomData<T>);

impl<T> Numbers<T> {
    /// The ring of the numbers of type `T`.
    pub fn new() -> Self {
        Numbers(PhantomData)
    }
}

impl<T> Ring for Numbers<T>
where
    T: Clone + Zero + One,
    for<'a> &'a T: Mul<Output = T> + Add<Output = T>,
{
    type Element = T;

    fn zero(&self) -> T {
        T::zero()
    }

    fn one(&self) -> T {
        T::one()
    }

    fn dot(&mut self, row: &[T], column: &[T], stride: usize) -> T {
        let add = |sum, (left, right): (&T, &T)| sum + left * right;
        row.iter().zip(column.iter().step_by(stride)).fold(T::zero(), add)
    }
}

/// The n × n identity.
pub(super) fn write_identity<R: Ring>(
    ring: &R,
    n: usize,
    out: &mut [R::Element],
    meter: &mut Meter,
) -> Result<()> {
    for (i, row) in out[..n * n].chunks_mut(n.max(1)).enumerate() {
        meter.advance(n as u64 / 4)?;
        row.fill(ring.zero());
        row[i] = ring.one();
    }
    Ok(())
}
