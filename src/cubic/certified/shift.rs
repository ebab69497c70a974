//! The cubic around the mean of its roots.
//!
//! Where roots lie near to each other, they are nearer still to their mean −b/3a, and
//! the cubic in y = x + b/3a tells them apart.

use super::coefficient::Enclosed;
use super::number::Number;
use super::twofold::{plus_and_loss, plus_one_and_loss, times_one_and_loss, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// More than what underflow can take away.
const UNDERFLOW: f64 = f64::from_bits(23 << 52);

/// Adding and subtracting this leaves 17 bits after the point.
const ROUNDER: f64 = 1.5 * (1u64 << 35) as f64;

/// About −b/3a, and the coefficients of y², y and 1 in P(shift + y).
#[inline(always)]
pub(super) fn shifted<N: Number>(a: N, b: N, c: N, d: N) -> (N, [Enclosed<N>; 3]) {
    let mean = b * a.rough_inverse() * (-1.0 / 3.0);
    let shift = (mean + N::of(ROUNDER)) - N::of(ROUNDER);
    let size = shift.abs();
    let product = two_product(a, shift);
    // Horner's rule, three times.
    let (a1, lost_a1) = plus_one_and_loss(product, b);
    let (a1_shift, lost) = times_one_and_loss(a1, shift);
    let (a2, lost_2) = plus_one_and_loss(a1_shift, c);
    let lost_a2 = lost_a1.mul_add(size, lost) + lost_2;
    let (a2_shift, lost) = times_one_and_loss(a2, shift);
    let (value, lost_3) = plus_one_and_loss(a2_shift, d);
    let lost_value = lost_a2.mul_add(size, lost) + lost_3;
    let (b1, lost) = plus_and_loss(a1, product);
    let lost_b1 = lost_a1 + lost;
    let (b1_shift, lost) = times_one_and_loss(b1, shift);
    let (slope, lost_2) = plus_and_loss(a2, b1_shift);
    let lost_slope = lost_b1.mul_add(size, lost_a2) + (lost + lost_2);
    let (linear, lost) = plus_and_loss(b1, product);
    let enclosed = |(high, low), lost: N| {
        let error = lost.times_plus(1.01, N::of(UNDERFLOW));
        Enclosed { high, low, error }
    };
    let coefficients = [
        enclosed(linear, lost_b1 + lost),
        enclosed(slope, lost_slope),
        enclosed(value, lost_value),
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
