//! The cubic around the mean of its roots.
//!
//! Where roots lie near to each other, they are nearer still to their mean −b/3a, and
//! the cubic in y = x + b/3a tells them apart.

use super::coefficient::Enclosed;
use super::number::Number;
use super::twofold::{plus, plus_one, times_one, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// More than what underflow can take away.
const UNDERFLOW: f64 = f64::from_bits(23 << 52);

/// About −b/3a, and the coefficients of y², y and 1 in P(shift + y).
#[inline(always)]
pub(super) fn shifted<N: Number>(a: N, b: N, c: N, d: N, inverse: N) -> (N, [Enclosed<N>; 3]) {
    let shift = b * inverse * (-1.0 / 3.0);
    let product = two_product(a, shift);
    // Horner's rule, twice.
    let a1 = plus_one(product, b);
    let a2 = plus_one(times_one(a1, shift), c);
    let value = plus_one(times_one(a2, shift), d);
    let b1 = plus(a1, product);
    let slope = plus(a2, times_one(b1, shift));
    let linear = plus(b1, product);

    let size = shift.abs();
    let m0 = a.abs().mul_add(size, b.abs());
    let m1 = m0.mul_add(size, c.abs());
    let m2 = m1.mul_add(size, d.abs());
    let zero = N::of(0.0);
    let still = N::equal(shift, zero);
    let enclosed = |(high, low), error| {
        let error = N::select(still, zero, error);
        Enclosed { high, low, error }
    };
    let coefficients = [
        enclosed(linear, m0 * (10.0 * U * U)),
        enclosed(slope, m1 * (30.0 * U * U)),
        enclosed(value, m2.times_plus(12.0 * U * U, N::of(UNDERFLOW))),
    ];
    (shift, coefficients)
}

/// shift + y.
#[inline(always)]
pub(super) fn moved<N: Number>(shift: N, y: Enclosed<N>) -> Enclosed<N> {
    let (high, low) = two_sum(shift, y.high);
    let rounding = (low.abs() + y.low.abs()) * (4.0 * U);
    Enclosed { high, low: low + y.low, error: y.error.times_plus(1.01, rounding) }
}
