//! Powers of two that bring a to [1, 2) and the largest root near 1.
//!
//! With x = 2^k·z for k = max(e_b − e_a, ⌈(e_c − e_a)/2⌉, ⌈(e_d − e_a)/3⌉) all other
//! coefficients are below 2, and the largest of them is not far from 1.

use super::number::Number;

const FRACTION: u32 = 52;
const EXPONENT: i64 = 0x7ff;
const BIAS: i64 = 1023;

/// Scaled coefficients that are not zero have at least these biased exponents, so
/// that nothing that counts underflows: squares of b and c, and d, by 2^-160.
const LEAST: i64 = BIAS - 430;
const LEAST_CONSTANT: i64 = BIAS - 820;

/// An exponent below all others.
const NONE: i64 = -4000;

/// Roots beyond this exponent are too near the ends of the range.
const FARTHEST: i64 = 1000;

/// Scaled coefficients.
#[derive(Clone, Copy)]
pub(super) struct Scaled {
    pub a: f64,
    pub b: f64,
    pub c: f64,
    pub d: f64,
    /// x = factor·z.
    pub factor: f64,
    /// Whether the coefficients can be scaled so; if not, they are those of z³ − 1.
    pub fits: bool,
}

impl Scaled {
    pub fn coefficients(&self) -> [f64; 4] {
        [self.a, self.b, self.c, self.d]
    }
}

/// Whether a cubic needs no scaling: |a| and |d|, or |c| if d is zero, in
/// [2⁻⁸⁰, 2⁸⁰], the others up to 2⁸⁰, and b not so small that its quotients underflow.
/// NaN may pass: its roots are not certain.
#[inline(always)]
pub(super) fn moderate(a: f64, b: f64, c: f64, d: f64) -> bool {
    let greater = |x: f64, y: f64| if x > y { x } else { y };
    let (a, b, c, d) = (a.abs(), b.abs(), c.abs(), d.abs());
    let last = f64::select(d == 0.0, c, d);
    let least = if a < last { a } else { last };
    let most = greater(greater(a, b), greater(c, d));
    (least >= 1.0 / MODERATE) & (most <= MODERATE) & ((b == 0.0) | (b >= TINY))
}

const TINY: f64 = f64::from_bits((LEAST as u64) << FRACTION);
const MODERATE: f64 = (1u128 << 80) as f64;

#[inline(always)]
pub(super) fn scale(a: f64, b: f64, c: f64, d: f64) -> Scaled {
    let (ea, eb, ec, ed) = (exponent(a), exponent(b), exponent(c), exponent(d));
    let kb = if b == 0.0 { NONE } else { eb - ea };
    let kc = if c == 0.0 { NONE } else { (ec - ea + 1) >> 1 };
    let kd = if d == 0.0 { NONE } else { third(ed - ea) };
    let k = kb.max(kc).max(kd);
    let shift = BIAS - ea;
    let normal = |e: i64, x: f64| ((e > 0) | (x == 0.0)) & (e < EXPONENT);
    let high = |e: i64, least: i64, x: f64| (e >= least) | (x == 0.0);
    let (nb, nc, nd) = (eb + shift - k, ec + shift - 2 * k, ed + shift - 3 * k);
    let fits = (ea > 0)
        & (ea < EXPONENT)
        & normal(eb, b)
        & normal(ec, c)
        & normal(ed, d)
        & (k.abs() <= FARTHEST)
        & high(nb, LEAST, b)
        & high(nc, LEAST, c)
        & high(nd, LEAST_CONSTANT, d);
    let scaled = |x: f64, e: i64| f64::select(x == 0.0, 0.0, with_exponent(x, e));
    Scaled {
        a: f64::select(fits, with_exponent(a, BIAS), 1.0),
        b: f64::select(fits, scaled(b, nb), 0.0),
        c: f64::select(fits, scaled(c, nc), 0.0),
        d: f64::select(fits, scaled(d, nd), -1.0),
        factor: f64::select(fits, f64::from_bits(((BIAS + k) as u64) << FRACTION), 1.0),
        fits,
    }
}

#[inline(always)]
fn exponent(x: f64) -> i64 {
    (x.to_bits() >> FRACTION) as i64 & EXPONENT
}

#[inline(always)]
fn with_exponent(x: f64, exponent: i64) -> f64 {
    let other = x.to_bits() & !((EXPONENT as u64) << FRACTION);
    f64::from_bits(other | ((exponent & EXPONENT) as u64) << FRACTION)
}

/// ⌈n/3⌉ for |n| < 2^12, by a multiplication.
#[inline(always)]
fn third(n: i64) -> i64 {
    (((n + 3 * 4096 + 2) * 21846) >> 16) - 4096
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds() {
        assert!((-2100..2100).all(|n| third(n) == (f64::from(n as i32) / 3.0).ceil() as i64));
    }

    #[test]
    fn the_largest_coefficient_comes_near_one() {
        let scaled = scale(3e-200, 5.0, -7e250, 0.0);
        assert!(scaled.fits && scaled.a >= 1.0 && scaled.a < 2.0 && scaled.d == 0.0);
        assert!(scaled.b.abs() < 2.0 && scaled.c.abs() < 2.0 && scaled.c.abs() >= 0.25);
        assert!(!scale(0.0, 1.0, 2.0, 3.0).fits && !scale(1.0, f64::NAN, 2.0, 3.0).fits);
        assert!(!scale(1.0, 1e-310, 2.0, 3.0).fits && !scale(1.0, 0.0, 0.0, 0.0).fits);
        assert!(!scale(1.0, 1e-300, 1e-300, 1e300).fits);
    }
}
