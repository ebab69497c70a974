//! What can be said of a cubic beside its roots.

use super::dyadic::Dyadic;
use super::format::DOUBLE;
use super::info::Multiplicity;
use super::multiplicity;
use super::polynomial::Polynomial;
use super::real_roots::RealRoots;
use crate::error::{Error, ErrorKind, Result};
use num_bigint::Sign;
use num_traits::{Signed, ToPrimitive};
use std::cmp::Ordering;

/// The sign of b²c² − 4ac³ − 4b³d − 27a²d² + 18abcd, exactly: −1, 0 or 1.
///
/// For a ≠ 0: 1 for three distinct real roots, 0 for a repeated root, −1 for a
/// complex pair.
///
/// # Errors
/// [`ErrorKind::NotFinite`].
pub fn discriminant_sign(a: f64, b: f64, c: f64, d: f64) -> Result<i32> {
    check_finite(a, b, c, d)?;
    // At a = 0 it is b² times the discriminant of the quadratic.
    let vanishes = a == 0.0 && b == 0.0;
    let polynomial = Polynomial::from_doubles(&[d, c, b, a]).filter(|_| !vanishes);
    let sign = polynomial.map_or(Sign::NoSign, |polynomial| polynomial.discriminant().sign());
    Ok(match sign {
        Sign::Minus => -1,
        Sign::NoSign => 0,
        Sign::Plus => 1,
    })
}

/// The condition number Σ|cⱼ||x|ʲ / (|x||p′(x)|) of each real root x, in their
/// order: by how much a relative change of the coefficients is magnified.
///
/// +∞ at repeated roots, 1 at a simple root 0 (the limit), NaN where there is no
/// root; right to about 10⁻¹⁵.
///
/// # Errors
/// [`ErrorKind::NotFinite`].
pub fn condition(a: f64, b: f64, c: f64, d: f64) -> Result<[f64; 3]> {
    check_finite(a, b, c, d)?;
    let mut condition = [f64::NAN; 3];
    let Some(polynomial) = Polynomial::from_doubles(&[d, c, b, a]) else { return Ok(condition) };
    let real = RealRoots::of(polynomial.clone());
    let repeated = match multiplicity::of(&polynomial) {
        Multiplicity::Simple => 0..0,
        Multiplicity::DoubleLow => 0..2,
        Multiplicity::DoubleHigh => 1..3,
        Multiplicity::Triple => 0..3,
    };
    for (index, condition) in condition.iter_mut().enumerate().take(real.count()) {
        *condition = match repeated.contains(&index) {
            true => f64::INFINITY,
            false => condition_of(&polynomial, |x| real.compare(index, x)),
        };
    }
    Ok(condition)
}

fn check_finite(a: f64, b: f64, c: f64, d: f64) -> Result<()> {
    for (name, value) in [("a", a), ("b", b), ("c", c), ("d", d)] {
        if !value.is_finite() {
            let error = Error::new(ErrorKind::NotFinite, name, "must be a finite number");
            return Err(error.given(value));
        }
    }
    Ok(())
}

/// Halvings between two looks at whether a bracket is narrow enough.
const HALVINGS: u32 = 64;

/// Narrows a bracket around the simple root until both ends agree on the
/// condition.
fn condition_of(polynomial: &Polynomial, compare: impl Fn(&Dyadic) -> Ordering) -> f64 {
    let zero = Dyadic::from_double(0.0);
    let negative = match compare(&zero) {
        Ordering::Equal => return 1.0,
        side => side == Ordering::Less,
    };
    let signed = |x: &Dyadic| if negative { x.clone().negated() } else { x.clone() };
    let reaches = |x: &Dyadic| match negative {
        true => compare(&signed(x)) != Ordering::Greater,
        false => compare(&signed(x)) != Ordering::Less,
    };
    let mut low = zero;
    let mut high = Dyadic::from_magnitude(DOUBLE.infinity, &DOUBLE);
    while reaches(&high) {
        (low, high) = (high.clone(), high.doubled());
    }
    loop {
        for _ in 0..HALVINGS {
            let middle = low.plus(&high).halved();
            let end = if reaches(&middle) { &mut low } else { &mut high };
            *end = middle;
        }
        let ends = [&low, &high].map(|x| condition_at(polynomial, &signed(x)));
        if (ends[0] - ends[1]).abs() <= f64::EPSILON * ends[0].abs() {
            return ends[0];
        }
    }
}

/// The formula at x; NaN at 0.
fn condition_at(polynomial: &Polynomial, x: &Dyadic) -> f64 {
    let size = x.magnitude();
    let mut sizes = Dyadic::from_double(0.0);
    let mut slope = sizes.clone();
    for power in (0..=polynomial.degree()).rev() {
        let coefficient = Dyadic::from_integer(polynomial.coefficient(power));
        sizes = sizes.times(&size).plus(&coefficient.magnitude());
        if power > 0 {
            slope = slope.times(x).plus(&coefficient.times(&Dyadic::from_double(power as f64)));
        }
    }
    quotient(&sizes, &size.times(&slope.magnitude()))
}

/// numerator/denominator of non-negative numbers, to about 64 bits and then to a
/// double.
fn quotient(numerator: &Dyadic, denominator: &Dyadic) -> f64 {
    if !denominator.mantissa.is_positive() {
        return f64::NAN;
    }
    let bits = |x: &Dyadic| x.mantissa.bits() as i64;
    let shift = 64 + bits(denominator) - bits(numerator);
    let scaled = match shift >= 0 {
        true => (&numerator.mantissa << shift) / &denominator.mantissa,
        false => &numerator.mantissa / (&denominator.mantissa << -shift),
    };
    let exponent = numerator.exponent - denominator.exponent - shift;
    let clamp = |x: i64| x.clamp(-1100, 1100) as i32;
    let (half, rest) = (clamp(exponent / 2), clamp(exponent - exponent / 2));
    scaled.to_f64().unwrap_or(f64::INFINITY) * 2f64.powi(half) * 2f64.powi(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        let sign = |a, b, c, d| discriminant_sign(a, b, c, d).unwrap();
        assert_eq!(sign(1.0, -6.0, 11.0, -6.0), 1);
        assert_eq!(sign(-0.5, 0.0, 1.5, -1.0), 0);
        assert_eq!(sign(-0.5000000000000001, 0.0, 1.5, -1.0), -1);
        assert_eq!(sign(1.0, 0.0, 0.0, 1e-300), -1);
        assert_eq!((sign(0.0, 1.0, 0.0, -1.0), sign(0.0, 1.0, 0.0, 1.0)), (1, -1));
        assert_eq!((sign(0.0, 0.0, 1.0, 1.0), sign(0.0, 0.0, 0.0, 0.0)), (0, 0));
        assert!(discriminant_sign(f64::NAN, 0.0, 0.0, 0.0).is_err());
    }

    #[test]
    fn conditions() {
        // (x − 1)(x − 2)(x − 3): sizes 24, 60, 120 over |x p′(x)| 2, 2, 6.
        let found = condition(1.0, -6.0, 11.0, -6.0).unwrap();
        for (found, expected) in found.iter().zip([24.0 / 2.0, 60.0 / 2.0, 120.0 / 6.0]) {
            assert!((found / expected - 1.0).abs() < 1e-14, "{found} {expected}");
        }
        let repeated = condition(-0.5, 0.0, 1.5, -1.0).unwrap();
        assert!(repeated[0].is_finite() && repeated[1..] == [f64::INFINITY; 2]);
        let zero = condition(0.0, 1.0, -1.0, 0.0).unwrap();
        assert_eq!(zero[..2], [1.0, 3.0 - 1.0]);
        assert!(zero[2].is_nan());
        // Roots beyond the doubles at both ends.
        let wide = condition(5e-324, 0.0, 0.0, f64::MAX).unwrap();
        assert!((wide[0] - 2.0 / 3.0).abs() < 1e-14);
        let close = condition(1.0, 0.0, -3.0, 2.0 + 2f64.powi(-51)).unwrap();
        assert!(close[0].is_finite() && close[1].is_nan());
        let near = condition(1.0, 0.0, -3.0, 2.0 - 2f64.powi(-51)).unwrap();
        assert!(near[1] > 1e6 && near[1].is_finite() && near[2] > 1e6);
    }
}
