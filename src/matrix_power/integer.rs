//! Integer matrices: exact, or told that they overflowed.

use super::ring::{Invertible, Ring};
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
pub trait MachineInteger: Copy + Into<BigInt> {
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
    type Element = T;

    fn zero(&self) -> T {
        T::ZERO
    }

    fn one(&self) -> T {
        T::ONE
    }

    /// High and low words are summed apart: no sum of fewer than 2^63 products
    /// can leave them.
    fn dot(&mut self, row: &[T], column: &[T], stride: usize) -> T {
        let (mut high, mut low) = (0i128, 0u128);
        for (&left, &right) in row.iter().zip(column.iter().step_by(stride)) {
            let product = left.product(right);
            high += product.0;
            low += u128::from(product.1);
        }
        self.narrow(high + (low >> 64) as i128, low as u64)
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
        a: &mut [T],
        inverse: &mut [T],
        meter: &mut Meter,
    ) -> Result<()> {
        let mut exact = Vec::new();
        exact.try_reserve_exact(2 * n * n).map_err(|_| {
            let text = "big integers for the inverse could not be allocated";
            Error::new(ErrorKind::OutOfMemory, "", text)
        })?;
        exact.extend(a[..n * n].iter().map(|&entry| entry.into()));
        for (entry, value) in inverse.iter_mut().zip(unimodular::inverse(n, exact, meter)?) {
            let (high, low) = unimodular::words(&value);
            *entry = self.narrow(high, low);
        }
        Ok(())
    }
}
