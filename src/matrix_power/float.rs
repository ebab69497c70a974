//! Real and complex floating-point matrices.
//!
//! Each entry of a product is one chain of fused multiply-adds, k ascending; a
//! complex entry is one chain for each part. The bits of a result therefore do
//! not depend on how a product is cut into pieces.

use super::chain::Chain;
use super::inverse::{self, Field};
use super::kernel::{self, RealNumber};
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{Invertible, Ring};
use crate::control::Meter;
use crate::error::Result;
use num_complex::Complex;
use num_traits::{Float, One, Zero};
use std::marker::PhantomData;

/// Real numbers of type `T`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real<T>(PhantomData<T>);

/// Complex numbers with parts of type `T`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ComplexNumbers<T>(PhantomData<T>);

impl<T: RealNumber> Ring for Real<T> {
    type Element = T;

    fn zero(&self) -> T {
        T::zero()
    }

    fn one(&self) -> T {
        T::one()
    }

    fn dot(&mut self, row: &[T], column: &[T], stride: usize) -> T {
        let add = |sum, (left, right): (&T, &T)| left.mul_add(*right, sum);
        row.iter().zip(column.iter().step_by(stride)).fold(T::zero(), add)
    }

    fn multiply(
        &mut self,
        n: usize,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        kernel::multiply::<T>(Shape::square(n), left, right, out, meter)
    }

    fn raise_at_once(
        &mut self,
        n: usize,
        p: u64,
        base: &[T],
        out: &mut [T],
        meter: &Meter,
    ) -> bool {
        n <= kernel::SMALL && kernel::raise_small(meter, n, &Chain::new(p), base, out)
    }
}

impl<T: Float> Ring for ComplexNumbers<T> {
    type Element = Complex<T>;

    fn zero(&self) -> Complex<T> {
        Complex::zero()
    }

    fn one(&self) -> Complex<T> {
        Complex::one()
    }

    fn dot(&mut self, row: &[Complex<T>], column: &[Complex<T>], stride: usize) -> Complex<T> {
        let add = |sum, (left, right): (&Complex<T>, &Complex<T>)| multiply_add(*left, *right, sum);
        row.iter().zip(column.iter().step_by(stride)).fold(Complex::zero(), add)
    }
}

fn multiply_add<T: Float>(x: Complex<T>, y: Complex<T>, sum: Complex<T>) -> Complex<T> {
    Complex {
        re: (-x.im).mul_add(y.im, x.re.mul_add(y.re, sum.re)),
        im: x.im.mul_add(y.re, x.re.mul_add(y.im, sum.im)),
    }
}

impl<T: RealNumber> Invertible for Real<T> {
    fn invert(
        &mut self,
        n: usize,
        a: &mut [T],
        inverse: &mut [T],
        meter: &mut Meter,
    ) -> Result<()> {
        inverse::invert(self, n, a, inverse, meter)
    }
}

impl<T: Float> Invertible for ComplexNumbers<T> {
    fn invert(
        &mut self,
        n: usize,
        a: &mut [Complex<T>],
        inverse: &mut [Complex<T>],
        meter: &mut Meter,
    ) -> Result<()> {
        inverse::invert(self, n, a, inverse, meter)
    }
}

impl<T: RealNumber> Field for Real<T> {
    type Magnitude = T;

    fn magnitude(value: T) -> T {
        value.abs()
    }

    fn subtract_product(x: T, left: T, right: T) -> T {
        (-left).mul_add(right, x)
    }

    fn divide(x: T, y: T) -> T {
        x / y
    }
}

impl<T: Float> Field for ComplexNumbers<T> {
    type Magnitude = T;

    fn magnitude(value: Complex<T>) -> T {
        value.re.abs() + value.im.abs()
    }

    fn subtract_product(x: Complex<T>, left: Complex<T>, right: Complex<T>) -> Complex<T> {
        multiply_add(-left, right, x)
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
}
