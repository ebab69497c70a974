//! Complex floating-point matrices.
//!
//! Each part of an entry of a product is one chain of fused multiply-adds, k ascending,
//! two for each k: the bits do not depend on how a product is cut into pieces.

use super::chain::{Chain, PLACES};
use super::inverse::{self, ComplexTwofold, Field};
use super::kernel::complex::{self, Planes, PlanesMut};
use super::kernel::{LaneNumber, RealNumber};
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{self, Invertible, Ring};
use super::rows;
use super::stack::{Stack, StackMut, raise_stack};
use crate::control::Meter;
use crate::error::Result;
use ndarray::{ArrayView2, ArrayViewMut2};
use num_complex::Complex;
use num_traits::{One, Zero};
use std::marker::PhantomData;

/// Complex numbers with parts of type `T`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ComplexNumbers<T>(PhantomData<T>);

/// A row of words: the real parts, and from its middle on the imaginary ones.
fn planes<T>(words: Matrix<T>) -> Planes<T> {
    Planes { entries: words.entries, leading: words.leading, apart: words.leading / 2 }
}

fn planes_mut<T>(words: MatrixMut<T>) -> PlanesMut<T> {
    PlanesMut { entries: words.entries, leading: words.leading, apart: words.leading / 2 }
}

impl<T: RealNumber> Ring for ComplexNumbers<T>
where
    Complex<T>: LaneNumber,
{
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

    fn load(
        &self,
        entries: ArrayView2<Complex<T>>,
        words: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        if let Some(from) = entries.as_slice().filter(|from| !from.is_empty()) {
            let from = Matrix { entries: from, leading: entries.ncols() };
            return complex::split(entries.dim(), from, planes_mut(words), meter);
        }
        ring::load_rows(entries, words, meter, |row, words| {
            let (re, im) = words.split_at_mut(words.len() / 2);
            for ((re, im), entry) in re.iter_mut().zip(im).zip(row) {
                (*re, *im) = (entry.re, entry.im);
            }
        })
    }

    fn store(
        &self,
        words: Matrix<T>,
        mut entries: ArrayViewMut2<Complex<T>>,
        meter: &mut Meter,
    ) -> Result<()> {
        let (size, leading) = (entries.dim(), entries.ncols());
        if let Some(to) = entries.as_slice_mut().filter(|to| !to.is_empty()) {
            return complex::join(size, planes(words), MatrixMut { entries: to, leading }, meter);
        }
        ring::store_rows(words, entries, meter, |words, row| {
            let (re, im) = words.split_at(words.len() / 2);
            for ((re, im), entry) in re.iter().zip(im).zip(row) {
                *entry = Complex { re: *re, im: *im };
            }
        })
    }

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        rows::share_out(shape, left, out, meter, |shape, left, out, meter| {
            complex::multiply(shape, planes(left), planes(right), planes_mut(out), meter)
        })
    }

    fn raise_stack(
        &mut self,
        (n, p): (usize, u64),
        a: Option<Stack<Complex<T>>>,
        out: StackMut<Complex<T>>,
        meter: &mut Meter,
    ) -> Result<bool> {
        raise_stack(n, p, a, out, meter)
    }

    fn opposite(x: &T, y: &T) -> bool {
        *x == -*y
    }

    fn negative(x: &T) -> T {
        -*x
    }

    fn marked_zero(&self) -> Option<T> {
        Some(T::neg_zero())
    }

    fn is_marked(x: &T) -> bool {
        x.is_zero() && x.is_sign_negative()
    }

    fn add_product(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        complex::multiply_add(shape, planes(left), planes(right), planes_mut(out), meter)
    }

    fn same(x: &T, y: &T) -> bool {
        x.same(*y)
    }

    fn is_zero(x: &T) -> bool {
        x.is_zero()
    }

    fn is_finite(x: &T) -> bool {
        x.is_finite()
    }

    fn raise_at_once(
        &mut self,
        (n, p): (usize, u64),
        base: &[Complex<T>],
        out: &mut [Complex<T>],
        _: [MatrixMut<T>; PLACES],
        meter: &mut Meter,
    ) -> Result<bool> {
        Ok(n <= complex::SMALL && complex::raise_small(meter, n, &Chain::new(p), base, out))
    }
}

impl<T: RealNumber> Invertible for ComplexNumbers<T>
where
    Complex<T>: LaneNumber,
{
    fn invert(
        &mut self,
        n: usize,
        given: Matrix<T>,
        inverse: MatrixMut<T>,
        scratch: [MatrixMut<T>; 2],
        meter: &mut Meter,
    ) -> Result<()> {
        inverse::invert(self, n, given, inverse, scratch, meter)
    }
}

impl<T: RealNumber> Field for ComplexNumbers<T>
where
    Complex<T>: LaneNumber,
{
    type Twofold = ComplexTwofold<T>;

    /// Sums of 2n products for each part and a quotient with 16 roundings, three times;
    /// and factors are up to twice as large as 1.
    fn roundings(n: usize) -> f64 {
        20.0 * (n as f64 + 10.0)
    }

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
        rows::share_out(shape, left, out, meter, |shape, left, out, meter| {
            complex::multiply_add(shape, planes(left), planes(right), planes_mut(out), meter)
        })
    }
}
