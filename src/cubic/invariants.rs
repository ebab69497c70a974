//! What can be said of a cubic beside its roots.

use super::exact::{self, Coefficients};
use super::info::Multiplicity;
use super::roots;
use crate::error::{Error, ErrorKind, Result};

/// The sign of b²c² − 4ac³ − 4b³d − 27a²d² + 18abcd, exactly: −1, 0 or 1.
///
/// For a ≠ 0: 1 for three distinct real roots, 0 for a repeated root, −1 for a
/// complex pair.
///
/// # Errors
/// [`ErrorKind::NotFinite`].
pub fn discriminant_sign(a: f64, b: f64, c: f64, d: f64) -> Result<i32> {
    check_finite(a, b, c, d)?;
    Ok(exact::discriminant_sign([a, b, c, d]) as i32)
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
    let exact = Coefficients::new([a, b, c, d]);
    let found = roots(a, b, c, d);
    let repeated = match found.info.multiplicity() {
        Multiplicity::Simple => 0..0,
        Multiplicity::DoubleLow => 0..2,
        Multiplicity::DoubleHigh => 1..3,
        Multiplicity::Triple => 0..3,
    };
    let mut condition = [f64::NAN; 3];
    let count = found.count.max(0) as usize;
    for (index, condition) in condition.iter_mut().enumerate().take(count) {
        *condition = match repeated.contains(&index) {
            true => f64::INFINITY,
            false => exact::condition(&exact, index, found.root[index]),
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
