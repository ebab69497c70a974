//! The discriminant of the cubic with threefold precision, and what it tells of the
//! quadratic.
//!
//! Roots that nearly coincide make the discriminant B² − 4aΓ of the quadratic cancel,
//! and errors of B and Γ with it. The discriminant Δ of the cubic depends on its exact
//! coefficients alone, and equals (B² − 4aΓ)·P′(ξ)², where nothing cancels.

use super::coefficient::Enclosed;
use super::deflation::Quadratic;
use super::newton::Root;
use super::number::Number;
use super::pair::quotient;
use super::twofold::{fast_two_sum, two_product, two_sum};

const U: f64 = f64::EPSILON / 2.0;

/// Below this, products may have underflowed.
const LEAST: f64 = f64::from_bits(223 << 52);

/// A sum of three doubles that fall by about 2⁻⁵⁰, and a bound of its parts before
/// they cancelled.
#[derive(Clone, Copy)]
struct Triple<N> {
    part: [N; 3],
    bound: N,
}

/// 3Δ = 4(b² − 3ac)(c² − 3bd) − (bc − 9ad)².
#[inline(always)]
pub(super) fn tripled<N: Number>(a: N, b: N, c: N, d: N) -> Enclosed<N> {
    let first = difference([b, b], 3.0, [a, c]);
    let middle = difference([b, c], 9.0, [a, d]);
    let last = difference([c, c], 3.0, [b, d]);
    let [product, square] = [times(first, last), times(middle, middle)];
    let [p, q] = [product.part.map(|part| part * 4.0), square.part];
    let (top, rest) = two_sum(p[0], -q[0]);
    let (second, second_rest) = two_sum(p[1], -q[1]);
    let (second, third) = two_sum(second, rest);
    let third = (p[2] - q[2]) + (second_rest + third);
    let (high, low) = two_sum(top, second);
    let (high, low) = two_sum(high, low + third);
    let bound = product.bound.times_plus(4.0, square.bound);
    let error = high.abs().times_plus(4.0 * U * U, bound * (1024.0 * U * U * U));
    let small = bound.below(N::of(LEAST));
    Enclosed { high, low, error: N::select(small, N::of(f64::INFINITY), error) }
}

/// p₀p₁ − factor·q₀q₁.
#[inline(always)]
fn difference<N: Number>(p: [N; 2], factor: f64, q: [N; 2]) -> Triple<N> {
    let factor = N::of(factor);
    let (x, x_low) = two_product(p[0], p[1]);
    let (y, y_low) = two_product(q[0], q[1]);
    let (z, z_low) = two_product(factor, y);
    let (w, w_low) = two_product(factor, y_low);
    let (first, rest) = two_sum(x, -z);
    let (second, third_0) = two_sum(x_low, -z_low);
    let (second, third_1) = two_sum(second, -w);
    let (second, third_2) = two_sum(second, rest);
    let third = ((third_0 + third_1) + third_2) - w_low;
    Triple { part: [first, second, third], bound: x.abs() + z.abs() }
}

#[inline(always)]
fn times<N: Number>(x: Triple<N>, y: Triple<N>) -> Triple<N> {
    let ([x0, x1, x2], [y0, y1, y2]) = (x.part, y.part);
    let (first, rest) = two_product(x0, y0);
    let (p, p_low) = two_product(x0, y1);
    let (q, q_low) = two_product(x1, y0);
    let third = x1.mul_add(y1, x2.mul_add(y0, x0.mul_add(y2, p_low + q_low)));
    let (second, third_0) = two_sum(p, q);
    let (second, third_1) = two_sum(second, rest);
    Triple { part: [first, second, third + (third_0 + third_1)], bound: x.bound * y.bound }
}

/// The discriminant of the quadratic that is left of the cubic with this tripled
/// discriminant, if that is more certain than what it has.
#[inline(always)]
pub(super) fn sharpened<N: Number>(
    tripled: Enclosed<N>,
    a: N,
    root: &Root<N>,
    quadratic: &Quadratic<N>,
) -> Quadratic<N> {
    let slope = slope(a, root, quadratic);
    let (square, square_low) = two_product(slope.high, slope.high);
    let square_low = (slope.high + slope.high).mul_add(slope.low, square_low);
    let (high, low) = two_product(N::of(3.0), square);
    let low = square_low.times_plus(3.0, low);
    let error = (slope.high.abs() * 6.6).mul_add(slope.error, high * (16.0 * U * U));
    let discriminant = quotient(tripled, Enclosed { high, low, error }, high.inverse());
    let better = discriminant.error.below(quadratic.discriminant.error);
    Quadratic { discriminant: discriminant.or(better, quadratic.discriminant), ..*quadratic }
}

/// P′(ξ) = aξ² + Bξ + Γ.
#[inline(always)]
fn slope<N: Number>(a: N, root: &Root<N>, quadratic: &Quadratic<N>) -> Enclosed<N> {
    let &Root { high: x, low, error, p0, p1 } = root;
    let &Quadratic { linear, constant, .. } = quadratic;
    let (t, t_low) = two_product(a, x);
    let (w, w_rest) = two_sum(t, linear.high);
    let w_low = (a.mul_add(low, t_low) + w_rest) + linear.low;
    let (z, z_low) = two_product(w, x);
    let (high, rest) = two_sum(z, constant.high);
    let low = (w_low.mul_add(x, w.mul_add(low, z_low)) + rest) + constant.low;
    let (high, low) = fast_two_sum(high, low);
    let from_parts = linear.error.mul_add(x.abs(), constant.error);
    let error = (p0 * 3.0).mul_add(error, from_parts);
    Enclosed { high, low, error: error.times_plus(1.1, p1 * (256.0 * U * U)) }
}
