//! The roots of the quadratic, real or complex, with bounds.

use super::coefficient::Enclosed;
use super::deflation::Quadratic;
use super::number::Number;
use super::twofold::two_sum;

const U: f64 = f64::EPSILON / 2.0;

/// Both roots if they are real, else real and imaginary part.
#[inline(always)]
pub(super) fn pair<N: Number>(a: N, inverse: N, quadratic: &Quadratic<N>) -> [Enclosed<N>; 2] {
    pair_if(N::of(0.0).below(quadratic.discriminant.high), a, inverse, quadratic)
}

/// As [`pair`], where it is known whether the roots are real.
#[inline(always)]
pub(super) fn pair_if<N: Number>(
    real: N::Mask,
    a: N,
    inverse: N,
    quadratic: &Quadratic<N>,
) -> [Enclosed<N>; 2] {
    let &Quadratic { linear, constant, discriminant } = quadratic;
    let zero = N::of(0.0);
    let root = root_of_size(discriminant, real);

    // Both terms of one sign: nothing cancels.
    let negative = linear.high.below(zero);
    let signed = |x: N| N::select(negative, -x, x);
    let (sum, sum_low) = two_sum(linear.high, signed(root.high));
    let sum_low = sum_low + (linear.low + signed(root.low));
    let top = Enclosed {
        high: N::select(real, sum, linear.high) * -0.5,
        low: N::select(real, sum_low, linear.low) * -0.5,
        error: N::select(real, linear.error + root.error, linear.error) * 0.5,
    };
    let exactly = |value| Enclosed { high: value, low: zero, error: zero };
    let first = quotient(top, exactly(a), inverse);

    let half = Enclosed { high: root.high * 0.5, low: root.low * 0.5, error: root.error * 0.5 };
    let lower = top.or(real, exactly(a.abs()));
    let second = quotient(constant.or(real, half), lower, lower.high.inverse());
    [first, second]
}

/// √|D|.
#[inline(always)]
fn root_of_size<N: Number>(discriminant: Enclosed<N>, positive: N::Mask) -> Enclosed<N> {
    let size = discriminant.high.abs();
    let high = size.sqrt();
    let half = high.inverse() * 0.5;
    let size_low = N::select(positive, discriminant.low, -discriminant.low);
    let low = (high.minus_from(high, size) + size_low) * half;
    let error = (discriminant.error * half).times_plus(1.2, high * (64.0 * U * U));
    Enclosed { high, low, error }
}

/// A quotient, from one step of division.
#[inline(always)]
pub(super) fn quotient<N: Number>(
    above: Enclosed<N>,
    below: Enclosed<N>,
    inverse: N,
) -> Enclosed<N> {
    let high = above.high * inverse;
    let rest = high.minus_from(below.low, high.minus_from(below.high, above.high) + above.low);
    let size = high.abs();
    let spread = size.mul_add(below.error, above.error) * inverse.abs();
    let error = spread.times_plus(1.05, size * (128.0 * U * U));
    Enclosed { high, low: rest * inverse, error }
}
