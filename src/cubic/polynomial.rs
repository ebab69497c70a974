//! Polynomials of degree 1 to 3 with exact integer coefficients.

use super::dyadic::Dyadic;
use num_bigint::{BigInt, Sign};
use num_traits::Zero;

/// c₀ + c₁x + … with the leading coefficient non-zero, of degree 1 to 3.
#[derive(Clone, Debug)]
pub(super) struct Polynomial {
    coefficients: Vec<BigInt>,
}

impl Polynomial {
    /// The polynomial with these coefficients, constant term first, scaled by a
    /// power of two to integers; `None` when it is constant.
    pub fn from_dyadics(ascending: Vec<Dyadic>) -> Option<Self> {
        let nonzero = ascending.iter().filter(|value| !value.mantissa.is_zero());
        let exponent = nonzero.map(|value| value.exponent).min()?;
        let scaled = |value: &Dyadic| match value.mantissa.is_zero() {
            true => BigInt::zero(),
            false => value.scaled_to(exponent),
        };
        Self::new(ascending.iter().map(scaled).collect())
    }

    /// Drops leading zeros; `None` when no power of x remains.
    pub fn new(mut coefficients: Vec<BigInt>) -> Option<Self> {
        while coefficients.last().is_some_and(BigInt::is_zero) {
            coefficients.pop();
        }
        (coefficients.len() > 1).then_some(Polynomial { coefficients })
    }

    pub fn degree(&self) -> usize {
        self.coefficients.len() - 1
    }

    pub fn leading_sign(&self) -> Sign {
        self.coefficients[self.degree()].sign()
    }

    /// 1 for degree 1, b² − 4ac, or b²c² − 4ac³ − 4b³d − 27a²d² + 18abcd: negative
    /// exactly when two roots are not real, zero exactly when roots coincide.
    pub fn discriminant(&self) -> BigInt {
        match self.coefficients.as_slice() {
            [d, c, b, a] => {
                let (ac, bd, ad, bc) = (a * c, b * d, a * d, b * c);
                &bc * &bc - 4 * &ac * c * c - 4 * b * b * &bd - 27 * &ad * &ad + 18 * &ad * &bc
            }
            [c, b, a] => b * b - 4 * a * c,
            _ => BigInt::from(1),
        }
    }

    /// The Taylor coefficients at `x`, each times a positive number.
    ///
    /// With x = m·2^e and e < 0 the polynomial in y = x/2^e has integer
    /// coefficients after a factor 2^(−e·degree); it is shifted to m.
    pub fn taylor_at(&self, x: &Dyadic) -> Vec<BigInt> {
        if x.exponent >= 0 {
            return self.shifted(&(&x.mantissa << x.exponent));
        }
        let degree = self.degree();
        let bits = |power: usize| -x.exponent * (degree - power) as i64;
        let scaled = |(power, c): (usize, &BigInt)| c << bits(power);
        let coefficients = self.coefficients.iter().enumerate().map(scaled).collect();
        Polynomial { coefficients }.shifted(&x.mantissa)
    }

    /// The coefficients of p(m + h) in h, by repeated synthetic division.
    pub fn shifted(&self, m: &BigInt) -> Vec<BigInt> {
        let mut c = self.coefficients.clone();
        for start in 0..self.degree() {
            for power in (start..self.degree()).rev() {
                let carried = m * &c[power + 1];
                c[power] += carried;
            }
        }
        c
    }
}
