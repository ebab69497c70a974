//! Integer matrices: exact, or told that they overflowed.
//!
//! - `machine`: the integer types there are,
//! - `product`: products modulo 2^w, and how it is known that they did not overflow:
//!   by a `bound`, else by a `shadow`,
//! - `inverse`: the inverse of a matrix of determinant ±1.

mod bound;
mod inverse;
mod machine;
mod product;
mod shadow;

use super::chain::{Chain, PLACES};
use super::kernel;
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{Ring, entries_are_words};
use super::stack::{Stack, StackMut, raise_stack};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use bound::{Bound, Bounds};
pub use machine::MachineInteger;

/// Up to here powers need no memory.
const SMALL: usize = 4;
/// Up to here exact sums take no longer than bounds and shadows.
const EXACT: usize = 3;

/// Machine integers with their exact sums of products.
///
/// A value outside the type is kept modulo 2^w and remembered; the powers that
/// were needed on the way count too, so that a result is either exact or told
/// to have overflowed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Integers<T> {
    wrap: bool,
    /// Whether overflows need not, or cannot, be found.
    safe: bool,
    overflowed: bool,
    bounds: Bounds,
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
        let type_of_entries = std::marker::PhantomData;
        Integers { wrap, safe: wrap, overflowed: false, bounds: Bounds::default(), type_of_entries }
    }
}

impl<T: MachineInteger> Integers<T> {
    /// Whether no power up to the p-th can overflow.
    fn fits(&mut self, n: usize, p: u64, base: &[T], meter: &mut Meter) -> Result<bool> {
        let base = Matrix { entries: base, leading: n };
        Ok(self.bounds.measure((n, n), base, meter)?.power(p) < T::LIMIT)
    }
}

impl<T: MachineInteger> Integers<T> {
    /// Whether no power of a matrix of the stack up to the p-th can overflow, by its
    /// largest entry.
    fn stack_fits(&self, (n, p): (usize, u64), a: Stack<T>, meter: &mut Meter) -> Result<bool> {
        let line = Matrix { entries: a.entries, leading: a.entries.len() };
        let largest = Bound::measured(1, a.entries.len(), line, meter)?.largest;
        Ok(Bound { column: n as f64 * largest, ..Bound::default() }.power(p) < T::LIMIT)
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

    fn begin(&mut self) {
        self.bounds = Bounds::default();
        self.safe = self.wrap;
    }

    fn multiply(
        &mut self,
        shape: Shape,
        left: Matrix<T>,
        right: Matrix<T>,
        out: MatrixMut<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        let overflowed = Some(&mut self.overflowed).filter(|_| !self.safe);
        product::multiply(&mut self.bounds, overflowed, shape, left, right, out, meter)
    }

    fn raise_at_once(
        &mut self,
        (n, p): (usize, u64),
        base: &[T],
        out: &mut [T],
        places: [MatrixMut<T>; PLACES],
        meter: &mut Meter,
    ) -> Result<bool> {
        self.safe = self.wrap || self.fits(n, p, base, meter)?;
        let by_doubles = product::gains_by_doubles::<T>(meter.level(), Shape::square(n));
        if self.safe && n > SMALL && !by_doubles {
            return Ok(kernel::raise_whole::<T>(meter, n, &Chain::new(p), base, out, places));
        }
        if n > SMALL || (!self.safe && n > EXACT) {
            return Ok(false);
        }
        let checked = !self.safe;
        let overflowed = kernel::raise_small_integers(meter, n, &Chain::new(p), checked, base, out);
        self.overflowed |= overflowed.unwrap_or(false);
        Ok(overflowed.is_some())
    }

    fn raise_stack(
        &mut self,
        (n, p): (usize, u64),
        a: Option<Stack<T>>,
        out: StackMut<T>,
        meter: &mut Meter,
    ) -> Result<bool> {
        if !self.wrap && !self.stack_fits((n, p), a.unwrap_or(out.as_stack()), meter)? {
            return Ok(false);
        }
        raise_stack(n, p, a, out, meter)
    }

    fn same(x: &T, y: &T) -> bool {
        x == y
    }

    fn is_zero(x: &T) -> bool {
        *x == T::ZERO
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
