//! Integer matrices: exact, or told that they overflowed.

use super::product::{self, Matrix, MatrixMut, Shape};
use super::ring::{Invertible, Ring, entries_are_words};
use super::unimodular;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use num_bigint::BigInt;

/// Machine integers with their exact sums of products.
///
/// A value outside the type is kept modulo 2^w and remembered; the powers that
/// were needed on the way count too, so that a result is either exact or told
/// to have overflowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Integers<T> {
    wrap: bool,
    overflowed: bool,
    type_of_entries: std::marker::PhantomData<T>,
}

impl<T> Integers<T> {
    /// Integers whose overflow is an error.
    pub fn checked() -> Self {
        Self::with(false)
    }

    /// Integers modulo 2^w.
    pub fn wrapping() -> Self {
        Self::with(true)
    }

    fn with(wrap: bool) -> Self {
        Integers { wrap, overflowed: false, type_of_entries: std::marker::PhantomData }
    }
}

/// A machine integer type.
pub trait MachineInteger: Copy + PartialEq + Into<BigInt> {
    /// Zero.
    const ZERO: Self;
    /// One.
    const ONE: Self;

    /// The exact product as high·2^64 + low.
    fn product(self, other: Self) -> (i128, u64);

    /// The low bits of high·2^64 + low, and whether they are the whole value.
    fn from_words(high: i128, low: u64) -> (Self, bool);
}

macro_rules! machine_integer {
    ($($type:ty => $wide:ty),*) => {
        $(impl MachineInteger for $type {
            const ZERO: Self = 0;
            const ONE: Self = 1;

            fn product(self, other: Self) -> (i128, u64) {
                let product = <$wide>::from(self) * <$wide>::from(other);
                ((product >> 64) as i128, product as u64)
            }

            fn from_words(high: i128, low: u64) -> (Self, bool) {
                let value = low as Self;
                let extended = <$wide>::from(value);
                (value, high == (extended >> 64) as i128 && low == extended as u64)
            }
        })*
    };
}
machine_integer!(i64 => i128, i32 => i128, u64 => u128, u32 => u128);

impl<T: MachineInteger> Integers<T> {
    fn narrow(&mut self, high: i128, low: u64) -> T {
        let (value, exact) = T::from_words(high, low);
        self.overflowed |= !exact;
        value
    }
}

impl<T: MachineInteger> Ring for Integers<T> {
    entries_are_words!(T);

    fn zero(&self) -> T {
        T::ZERO
    }

    fn one(&self) -> T {
        T::ONE
    }

    fn same(x: &T, y: &T) -> bool {
        x == y
    }

    fn is_zero(x: &T) -> bool {
        *x == T::ZERO
    }

    /// High and low words are summed apart: no sum of fewer than 2^63 products
    /// can leave them.
    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        product::multiply(shape, left, right, out, meter, |row, column| {
            let (mut high, mut low) = (0i128, 0u128);
            for (&left, &right) in row.iter().zip(column) {
                let product = left.product(right);
                high += product.0;
                low += u128::from(product.1);
            }
            self.narrow(high + (low >> 64) as i128, low as u64)
        })
    }

    fn verdict(&mut self) -> Result<()> {
        let overflowed = std::mem::take(&mut self.overflowed);
        if !overflowed || self.wrap {
            return Ok(());
        }
        let text = "an entry does not fit the integer type; the result is modulo 2^w";
        Err(Error::new(ErrorKind::Overflow, "", text))
    }
}

impl<T: MachineInteger> Invertible for Integers<T> {
    /// Exact; only matrices of determinant ±1 have an integer inverse.
    fn invert(
        &mut self,
        n: usize,
        a: MatrixMut<T>,
        inverse: MatrixMut<T>,
        _: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        let mut exact = Vec::new();
        exact.try_reserve_exact(2 * n * n).map_err(|_| {
            let text = "big integers for the inverse could not be allocated";
            Error::new(ErrorKind::OutOfMemory, "", text)
        })?;
        for row in a.entries.chunks(a.leading) {
            exact.extend(row[..n].iter().map(|&entry| entry.into()));
        }
        let exact = unimodular::inverse(n, exact, meter)?;
        let rows = inverse.entries.chunks_mut(inverse.leading);
        for (row, values) in rows.zip(exact.chunks(n)) {
            for (entry, value) in row.iter_mut().zip(values) {
                let (high, low) = unimodular::words(value);
                *entry = self.narrow(high, low);
            }
        }
        Ok(())
    }
}
