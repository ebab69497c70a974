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
        &mut self,
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
