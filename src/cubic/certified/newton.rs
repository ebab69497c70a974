//! One Newton step from a residual with twofold precision, and its bound.

use super::coefficient::{Coefficient, plus_low};
use super::number::Number;
use super::twofold::{fast_two_sum, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// The root high + low ± error; the error is infinite where it is not certain.
#[derive(Clone, Copy)]
pub(super) struct Root<N> {
    pub high: N,
    pub low: N,
    pub error: N,
    /// Bounds of |ax + b| and |ax² + bx + c| with |·| everywhere.
    pub p0: N,
    pub p1: N,
}

/// The root near `x`, or zero, which is a root only if d is zero.
#[inline(always)]
pub(super) fn root<N: Number, C: Coefficient<N>>(a: N, b: C, c: C, d: C, x: N) -> Root<N> {
    let (h1, e1) = two_product(a, x);
    let (r1, f1) = two_sum(h1, b.high());
    let (h2, e2) = two_product(r1, x);
    let (r2, f2) = two_sum(h2, c.high());
    let (h3, e3) = two_product(r2, x);
    let (s1, s2) = (plus_low(e1 + f1, b), plus_low(e2 + f2, c));
    let value = (h3 + d.high()) + s1.mul_add(x, s2).mul_add(x, plus_low(e3, d));
    let inverse = a.mul_add(x, r1).mul_add(x, r2).inverse();
    let size = x.abs();
    let p0 = a.abs().mul_add(size, b.high().abs());
    let p1 = p0.mul_add(size, c.high().abs());
    let p2 = p1.mul_add(size, d.high().abs());
    let g = inverse.abs();
    let unknown = unknown(b, c, d, size);
    let least = if C::EXACT {
        g * p2 * (32.0 * U * U)
    } else {
        g * p2.times_plus(32.0 * U * U, unknown * 1.01)
    };
    let step = -(value * inverse);
    let length = step.abs();
    let slope = p1 * (13.0 * U);
    let (slope, p0) = if C::EXACT {
        (slope, p0)
    } else {
        let reach = least + least;
        let slope = slope + (b.error() * 3.0).mul_add(size + reach, c.error());
        (slope, a.abs().mul_add(reach, p0))
    };
    let lambda = g * ((length + least) * 4.0).mul_add(p0, slope);
    let bound = length.mul_add(lambda + N::of(24.0 * U), least);
    let zero = N::of(0.0);
    let near = ((length + least) * 8.0).below(size) | N::equal(size + length, zero);
    let certain = lambda.below(N::of(1.0 / 512.0)) & near;
    let (high, low) = fast_two_sum(x, step);
    Root { high, low, error: N::select(certain, bound, N::of(f64::INFINITY)), p0, p1 }
}

/// What errors of the coefficients make of the value at ±size.
#[inline(always)]
fn unknown<N: Number, C: Coefficient<N>>(b: C, c: C, d: C, size: N) -> N {
    let (b, c, d) = (b.error(), c.error(), d.error());
    b.mul_add(size, c).mul_add(size, d)
}
