//! The inverse over a field.
//!
//! - `elimination`: the factors and the inverse,
//! - `regular`: a bound from both that proves that there is one; where it does not, `exact`
//!   decides,
//! - `careful`: the inverse of what is regular, but not by much, in `twofold` numbers.

mod careful;
mod elimination;
mod exact;
mod regular;
mod twofold;

use super::kernel::RealNumber;
use super::product::{Matrix, MatrixMut, Shape};
use super::ring::{Ring, singular};
use crate::control::Meter;
use crate::error::Result;
use elimination::System;
use twofold::TwofoldNumber;
pub(super) use twofold::{ComplexTwofold, Twofold};

/// A ring in which one can divide and compare magnitudes.
pub(super) trait Field: Ring<Word: RealNumber> {
    /// Numbers of twice the precision.
    type Twofold: TwofoldNumber<Self::Word>;

    /// A bound for how many roundings of one step of n products stand behind a residual,
    /// see `regular`.
    fn roundings(n: usize) -> f64;

    /// The magnitude by which pivots are chosen: the sum of those of the parts.
    fn magnitude(value: Self::Element) -> Self::Word;
    fn divide(x: Self::Element, y: Self::Element) -> Self::Element;
    fn negate(x: Self::Element) -> Self::Element;
    fn entry(row: &[Self::Word], column: usize) -> Self::Element;
    fn set(row: &mut [Self::Word], column: usize, value: Self::Element);

    /// out += left·right.
    fn multiply_add(
        &mut self,
        shape: Shape,
        left: Matrix<Self::Word>,
        right: Matrix<Self::Word>,
        out: MatrixMut<Self::Word>,
        meter: &mut Meter,
    ) -> Result<()>;
}

/// Writes the inverse of the n × n matrix `given`; an error exactly when there is none.
/// A matrix with entries that are not finite has what elimination finds.
pub(super) fn invert<F: Field>(
    ring: &mut F,
    n: usize,
    given: Matrix<F::Word>,
    mut inverse: MatrixMut<F::Word>,
    [mut work, mut factors]: [MatrixMut<F::Word>; 2],
    meter: &mut Meter,
) -> Result<()> {
    for (to, from) in work.lines_mut().zip(given.lines()).take(n) {
        meter.scan(n)?;
        to.copy_from_slice(from);
    }
    let a = work.from(0, 0);
    let mut system =
        System { ring, n, a, inverse: inverse.from(0, 0), factors: factors.from(0, 0) };
    let zero = system.invert(meter)?;
    let error = match zero {
        Some(_) => f64::INFINITY,
        None => {
            let (factored, inverse) = (work.as_matrix(), inverse.as_matrix());
            regular::relative_error::<F>(n, factored, inverse, factors.entries, meter)?
        }
    };
    if regular::is_proved::<F>(n, error) {
        return Ok(());
    }
    settle::<F>(n, given, (zero, error), inverse, [work, factors], meter)
}

/// Beyond this error of an inverse it is found again with twice the digits.
const TOO_LARGE: f64 = 1.0 / 1024.0;

/// Decides exactly whether there is an inverse, and finds it where elimination did not.
#[cold]
fn settle<F: Field>(
    n: usize,
    given: Matrix<F::Word>,
    (zero, error): (Option<usize>, f64),
    inverse: MatrixMut<F::Word>,
    [mut work, mut factors]: [MatrixMut<F::Word>; 2],
    meter: &mut Meter,
) -> Result<()> {
    if !exact::all_finite::<F>(n, given, meter)? {
        return zero.map_or(Ok(()), |column| Err(singular(column)));
    }
    let room = factors.from(0, 0);
    if let Some(column) = exact::dependent_column::<F>(n, given, work.from(0, 0), room, meter)? {
        return Err(singular(column));
    }
    if error < TOO_LARGE {
        return Ok(());
    }
    careful::invert::<F>(n, given, zero.is_none(), inverse, work, factors.entries, meter)
}
