//! The roots of the quadratic, real or complex, with bounds.

use super::deflation::Quadratic;
use super::twofold::{select, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// Two numbers as high + low ± error: real roots, or real and imaginary part.
#[derive(Clone, Copy, Default)]
pub(super) struct Pair {
    pub first: [f64; 3],
    pub second: [f64; 3],
    pub real: bool,
    /// Whether the sign of the discriminant is.
    pub certain: bool,
}

#[inline(always)]
pub(super) fn pair(a: f64, inverse: f64, quadratic: &Quadratic) -> Pair {
    let &Quadratic {
        linear,
        linear_low,
        linear_error,
        constant,
        constant_low,
        constant_error,
        discriminant,
        discriminant_low,
        discriminant_error,
    } = quadratic;
    let real = discriminant > 0.0;
    let size = discriminant.abs();
    let root = size.sqrt();
    let half = 0.5 / root;
    let residual = (-root).mul_add(root, size) + select(real, discriminant_low, -discriminant_low);
    let root_low = residual * half;
    let root_error = (discriminant_error * half).mul_add(1.2, root * (16.0 * U * U));

    // Both terms of one sign: nothing cancels.
    let signed = |x: f64| select(linear < 0.0, -x, x);
    let (sum, sum_low) = two_sum(linear, signed(root));
    let sum_low = sum_low + (linear_low + signed(root_low));
    let top = -0.5 * select(real, sum, linear);
    let top_low = -0.5 * select(real, sum_low, linear_low);
    let top_error = 0.5 * select(real, linear_error + root_error, linear_error);
    let first = quotient([top, top_low, top_error], [a, 0.0, 0.0], inverse);

    let upper = select(real, constant, root * 0.5);
    let upper_low = select(real, constant_low, root_low * 0.5);
    let upper_error = select(real, constant_error, root_error * 0.5);
    let lower = select(real, top, a.abs());
    let lower_low = select(real, top_low, 0.0);
    let lower_error = select(real, top_error, 0.0);
    let second =
        quotient([upper, upper_low, upper_error], [lower, lower_low, lower_error], 1.0 / lower);
    let certain = discriminant_error + discriminant_error < size;
    Pair { first, second, real, certain }
}

/// A quotient, from one step of division.
#[inline(always)]
fn quotient(above: [f64; 3], below: [f64; 3], inverse: f64) -> [f64; 3] {
    let high = above[0] * inverse;
    let rest = (-high).mul_add(below[1], (-high).mul_add(below[0], above[0]) + above[1]);
    let size = high.abs();
    let spread = size.mul_add(below[2], above[2]) * inverse.abs();
    [high, rest * inverse, spread.mul_add(1.05, size * (128.0 * U * U))]
}
