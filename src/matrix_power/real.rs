//! Real floating-point matrices.
//!
//! Each entry of a product is one chain of fused multiply-adds, k ascending. The bits of a
//! result therefore do not depend on how a product is cut into pieces.

use super::chain::{Chain, PLACES};
use super::inverse::{self, Field, Twofold};
use super::kernel::{self, RealNumber};
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{Invertible, Ring, entries_are_words};
use super::stack::{Stack, StackMut, raise_stack};
use crate::control::Meter;
use crate::error::Result;
use std::marker::PhantomData;

/// Real numbers of type `T`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Real<T>(PhantomData<T>);

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
        kernel::multiply::<T>(shape, left, right, out, meter)
    }

    fn raise_stack(
        &mut self,
        (n, p): (usize, u64),
        a: Option<Stack<T>>,
        out: StackMut<T>,
        meter: &mut Meter,
    ) -> Result<bool> {
        raise_stack(n, p, a, out, meter)
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
        kernel::multiply_add(shape, left, right, out, meter)
    }

    #[inline(always)]
    fn probability(x: &T) -> f64 {
        match x.to_f64() {
            Some(x) if x >= 0.0 => x,
            _ => f64::NAN,
        }
    }

    #[inline(always)]
    fn scale_down(x: &mut T, by: f64) {
        let quotient = x.to_f64().and_then(|x| T::from(x / by));
        *x = quotient.unwrap_or_else(T::nan);
    }

    fn raise_at_once(
        &mut self,
        (n, p): (usize, u64),
        base: &[T],
        out: &mut [T],
        places: [MatrixMut<T>; PLACES],
        meter: &mut Meter,
    ) -> Result<bool> {
        Ok(kernel::raise_small(meter, n, &Chain::new(p), base, out, places))
    }
}

impl<T: RealNumber> Invertible for Real<T> {
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

impl<T: RealNumber> Field for Real<T> {
    type Twofold = Twofold<T>;

    /// Sums of n products and a quotient, three times.
    fn roundings(n: usize) -> f64 {
        4.0 * (n as f64 + 2.0)
    }

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
