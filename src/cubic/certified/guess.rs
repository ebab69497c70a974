//! The root of largest magnitude, to about twelve digits.
//!
//! In y = x + b/3a the cubic is y³ + py + q. Its root of largest magnitude has the
//! sign of −q and is about √(|p| + |q|^⅔) for p < 0, |q|/√… otherwise; two of Halley's
//! steps and one of Newton's follow. Nothing depends on how good it is but how often
//! roots are certain.

use super::number::Number;

/// An approximate root, and 1/a.
#[inline(always)]
pub(super) fn guess<N: Number>(a: N, b: N, c: N, d: N) -> (N, N) {
    let inverse = a.inverse();
    let shift = b * inverse * (-1.0 / 3.0);
    // Taylor's coefficients at the shift, by Horner's rule twice.
    let a1 = a.mul_add(shift, b);
    let a2 = a1.mul_add(shift, c);
    let value = a2.mul_add(shift, d);
    let slope = a.mul_add(shift, a1).mul_add(shift, a2);
    let (p, q) = (slope * inverse, value * inverse);
    let x = shift - largest(p, q.abs()).copysign(q);
    // Zero is a root that needs no guess.
    let zero = N::of(0.0);
    (N::select(N::equal(d, zero), zero, x), inverse)
}

/// About the positive root of y³ + py − q for q ≥ 0: the one of largest magnitude.
#[inline(always)]
fn largest<N: Number>(p: N, q: N) -> N {
    let root = q.rough_cube_root();
    let square = root.mul_add(root, p.abs());
    let reciprocal = square.rough_inverse_root();
    let mut y = N::select(p.below(N::of(0.0)), square, q * reciprocal) * reciprocal;
    for _ in 0..2 {
        let y2 = y * y;
        let f = (y2 + p).mul_add(y, -q);
        let slope = y2.times_plus(3.0, p);
        let denominator = slope.mul_add(slope, -(y * 3.0 * f));
        y = (f * slope).minus_from(denominator.rough_inverse(), y);
    }
    let y2 = y * y;
    let f = (y2 + p).mul_add(y, -q);
    f.minus_from(y2.times_plus(3.0, p).fair_inverse(), y)
}
