//! Real and complex floating-point matrices.
//!
//! Each entry of a product is one chain of fused multiply-adds, k ascending; a
//! complex entry is one chain for each part. The bits of a result therefore do
//! not depend on how a product is cut into pieces.

use super::chain::{Chain, PLACES};
use super::complex;
use super::inverse::{self, Field};
use super::kernel::{self, RealNumber};
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{Invertible, Ring, entries_are_words};
use crate::control::Meter;
use crate::error::Result;
use ndarray::{ArrayView1, ArrayViewMut1};
use num_complex::Complex;
use num_traits::{One, Zero};
use std::marker::PhantomData;

/// Real numbers of type `T`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real<T>(PhantomData<T>);

/// Complex numbers with parts of type `T`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ComplexNumbers<T>(PhantomData<T>);

impl<T: RealNumber> Ring for Real<T> {
    entries_are_words!(T);

    fn zero(&self) -> T {
        T::zero()
    }

    fn one(&self) -> T {
        T::one()
    }

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        kernel::multiply(shape, left, right, out, meter)
    }

    fn same(x: &T, y: &T) -> bool {
        x == y && x.is_sign_negative() == y.is_sign_negative()
    }

    fn is_zero(x: &T) -> bool {
        x.is_zero()
    }

    fn is_finite(x: &T) -> bool {
        x.is_finite()
    }

    fn is_distribution(row: &[T]) -> bool {
        row.iter().all(|x| *x >= T::zero()) && sum(row).is_normal()
    }

    fn rescale(row: &mut [T]) {
        let sum = sum(row);
        for x in row {
            *x = *x / sum;
        }
    }

    fn raise_at_once(
        &self,
        (n, p): (usize, u64),
        base: &[T],
        out: &mut [T],
        places: [MatrixMut<T>; PLACES],
        meter: &Meter,
    ) -> bool {
        kernel::raise_small(meter, n, &Chain::new(p), base, out, places)
    }
}

impl<T: RealNumber> Invertible for Real<T> {
    fn invert(
        &mut self,
        n: usize,
        a: MatrixMut<T>,
        inverse: MatrixMut<T>,
        scratch: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        inverse::invert(self, n, a, inverse, scratch, meter)
    }
}

impl<T: RealNumber> Field for Real<T> {
    type Magnitude = T;

    fn magnitude(value: T) -> T {
        value.abs()
    }

    fn divide(x: T, y: T) -> T {
        x / y
    }

    fn negate(x: T) -> T {
        -x
    }

    fn entry(row: &[T], column: usize) -> T {
        row[column]
    }

    fn set(row: &mut [T], column: usize, value: T) {
        row[column] = value;
    }

    fn multiply_add(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        kernel::multiply_add(shape, left, right, out, meter)
    }
}

/// A sum whose error grows with the eighth part of the length.
fn sum<T: RealNumber>(row: &[T]) -> T {
    let mut sums = [T::zero(); 8];
    for piece in row.chunks(8) {
        for (sum, x) in sums.iter_mut().zip(piece) {
            *sum = *sum + *x;
        }
    }
    sums.into_iter().fold(T::zero(), |total, sum| total + sum)
}

/// Both parts of a complex number have a row of their own, half a row of words apart.
impl<T: RealNumber> Ring for ComplexNumbers<T> {
    type Element = Complex<T>;
    type Word = T;
    const WORDS: usize = 2;

    fn zero(&self) -> Complex<T> {
        Complex::zero()
    }

    fn one(&self) -> Complex<T> {
        Complex::one()
    }

    fn zero_word(&self) -> T {
        T::zero()
    }

    fn load(&self, entries: ArrayView1<Complex<T>>, words: &mut [T]) {
        let (re, im) = words.split_at_mut(words.len() / 2);
        for ((re, im), entry) in re.iter_mut().zip(im).zip(entries) {
            (*re, *im) = (entry.re, entry.im);
        }
    }

    fn store(&self, words: &[T], entries: ArrayViewMut1<Complex<T>>) {
        let (re, im) = words.split_at(words.len() / 2);
        for ((re, im), entry) in re.iter().zip(im).zip(entries) {
            *entry = Complex { re: *re, im: *im };
        }
    }

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        complex::multiply(shape, left, right, out, meter)
    }

    fn same(x: &T, y: &T) -> bool {
        Real::same(x, y)
    }

    fn is_zero(x: &T) -> bool {
        x.is_zero()
    }

    fn is_finite(x: &T) -> bool {
        x.is_finite()
    }
}

impl<T: RealNumber> Invertible for ComplexNumbers<T> {
    fn invert(
        &mut self,
        n: usize,
        a: MatrixMut<T>,
        inverse: MatrixMut<T>,
        scratch: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        inverse::invert(self, n, a, inverse, scratch, meter)
    }
}

impl<T: RealNumber> Field for ComplexNumbers<T> {
    type Magnitude = T;

    fn magnitude(value: Complex<T>) -> T {
        value.re.abs() + value.im.abs()
    }

    /// Scaled by a power of two first: the squares of the textbook form would
    /// overflow or vanish long before the quotient does.
    fn divide(x: Complex<T>, y: Complex<T>) -> Complex<T> {
        let exponent = |value: T| i32::from(value.integer_decode().1);
        let half = (exponent(T::one()) - exponent(Self::magnitude(y))) / 2;
        let scale = (T::one() + T::one()).powi(half);
        let scaled = y.scale(scale).scale(scale);
        x.scale(scale).scale(scale) / scaled
    }

    fn negate(x: Complex<T>) -> Complex<T> {
        -x
    }

    fn entry(row: &[T], column: usize) -> Complex<T> {
        Complex { re: row[column], im: row[row.len() / 2 + column] }
    }

    fn set(row: &mut [T], column: usize, value: Complex<T>) {
        let half = row.len() / 2;
        (row[column], row[half + column]) = (value.re, value.im);
    }

    fn multiply_add(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        complex::multiply_add(shape, left, right, out, meter)
    }
}
