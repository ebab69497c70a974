//! One Newton step from a residual with twofold precision, and its bound.

use super::twofold::{fast_two_sum, select, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// The root high + low ± error; the error is infinite where it is not certain.
#[derive(Clone, Copy)]
pub(super) struct Root {
    pub high: f64,
    pub low: f64,
    pub error: f64,
    /// Bounds of |ax + b| and |ax² + bx + c| with |·| everywhere.
    pub p0: f64,
    pub p1: f64,
}

#[inline(always)]
pub(super) fn root(a: f64, b: f64, c: f64, d: f64, x: f64) -> Root {
    let (h1, e1) = two_product(a, x);
    let (r1, f1) = two_sum(h1, b);
    let (h2, e2) = two_product(r1, x);
    let (r2, f2) = two_sum(h2, c);
    let (h3, e3) = two_product(r2, x);
    let small = (e1 + f1).mul_add(x, e2 + f2).mul_add(x, e3);
    let value = (h3 + d) + small;
    let inverse = 1.0 / a.mul_add(x, r1).mul_add(x, r2);
    let size = x.abs();
    let p0 = a.abs().mul_add(size, b.abs());
    let p1 = p0.mul_add(size, c.abs());
    let p2 = p1.mul_add(size, d.abs());
    let g = inverse.abs();
    let least = g * p2 * (32.0 * U * U);
    let step = -(value * inverse);
    let length = step.abs();
    let lambda = g * ((length + least) * 4.0).mul_add(p0, p1 * (13.0 * U));
    let bound = length.mul_add(lambda + 24.0 * U, least);
    let certain = (lambda < 1.0 / 64.0) & (length * 8.0 <= size);
    let (high, low) = fast_two_sum(x, step);
    Root { high, low, error: select(certain, bound, f64::INFINITY), p0, p1 }
}
