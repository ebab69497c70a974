//! The root of largest magnitude, to about twelve digits.
//!
//! In y = x + b/3a the cubic is y³ + py + q. Its root of largest magnitude has the
//! sign of −q and is about √(|p| + |q|^⅔) for p < 0, |q|/√… otherwise; two of Halley's
//! steps and one of Newton's follow. Nothing depends on how good it is but how often
//! roots are certain.

use super::twofold::select;

/// An approximate root, and 1/a.
#[inline(always)]
pub(super) fn guess(a: f64, b: f64, c: f64, d: f64) -> (f64, f64) {
    let inverse = 1.0 / a;
    let shift = b * inverse * (-1.0 / 3.0);
    // Taylor's coefficients at the shift, by Horner's rule twice.
    let a1 = a.mul_add(shift, b);
    let a2 = a1.mul_add(shift, c);
    let value = a2.mul_add(shift, d);
    let slope = a.mul_add(shift, a1).mul_add(shift, a2);
    let (p, q) = (slope * inverse, value * inverse);
    let size = q.abs();
    let root = cube_root(size);
    let square = root.mul_add(root, p.abs());
    let reciprocal = 1.0 / square.sqrt();
    let mut y = select(p < 0.0, square, size * reciprocal) * reciprocal;
    for _ in 0..2 {
        let y2 = y * y;
        let f = (y2 + p).mul_add(y, -size);
        let slope = y2.mul_add(3.0, p);
        let denominator = slope.mul_add(slope, -(y * 3.0 * f));
        y -= f * slope / denominator;
    }
    let y2 = y * y;
    y -= (y2 + p).mul_add(y, -size) / y2.mul_add(3.0, p);
    (shift - y.copysign(q), inverse)
}

/// About the cube root, within 4 %: the exponent divided by three.
#[inline(always)]
fn cube_root(x: f64) -> f64 {
    let high = (x.to_bits() >> 32) as u32;
    f64::from_bits(u64::from(high / 3 + 715_094_163) << 32)
}
