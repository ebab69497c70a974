//! Doubles with any exponent: about how large exact numbers are.

use std::cmp::Ordering;

/// fraction·2^exponent, where |fraction| is in [1, 2) or zero.
#[derive(Clone, Copy, Debug)]
pub(in crate::cubic) struct Float {
    fraction: f64,
    exponent: i64,
}

impl Float {
    /// Below all others.
    pub const ZERO: Float = Float { fraction: 0.0, exponent: -1 << 40 };

    /// A finite double, or what is nearest to m·2^exponent.
    pub fn new(m: f64, exponent: i64) -> Float {
        if m == 0.0 {
            return Float::ZERO;
        }
        // Subnormal numbers become normal first.
        let (m, exponent) =
            if m.is_normal() { (m, exponent) } else { (m * 2f64.powi(64), exponent - 64) };
        let biased = (m.to_bits() >> 52 & 0x7ff) as i64;
        let fraction = f64::from_bits(m.to_bits() & !(0x7ff << 52) | 1023 << 52);
        Float { fraction, exponent: exponent + biased - 1023 }
    }

    pub fn is_zero(self) -> bool {
        self.fraction == 0.0
    }

    /// How it compares with zero.
    pub fn sign(self) -> Ordering {
        if self.fraction > 0.0 {
            Ordering::Greater
        } else if self.fraction < 0.0 {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }

    /// The magnitude is in [2^e, 2^(e+1)); for zero an exponent below all others.
    pub fn exponent(self) -> i64 {
        self.exponent
    }

    /// About the number, rounded twice where it is subnormal.
    pub fn to_double(self) -> f64 {
        let exponent = self.exponent.clamp(-3000, 3000) as i32;
        let half = exponent / 2;
        let rest = exponent - half;
        self.fraction
            * power(half / 2)
            * power(half - half / 2)
            * power(rest / 2)
            * power(rest - rest / 2)
    }

    pub fn times(self, other: Float) -> Float {
        Float::new(self.fraction * other.fraction, self.exponent + other.exponent)
    }

    /// The quotient by a number that is not zero.
    pub fn over(self, other: Float) -> Float {
        Float::new(self.fraction / other.fraction, self.exponent - other.exponent)
    }

    pub fn plus(self, other: Float) -> Float {
        if self.is_zero() || other.is_zero() {
            return if self.is_zero() { other } else { self };
        }
        let (high, low) =
            if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let apart = high.exponent - low.exponent;
        if apart > 100 {
            return high;
        }
        Float::new(high.fraction + low.fraction * power(-apart as i32), high.exponent)
    }

    pub fn negated(self) -> Float {
        Float { fraction: -self.fraction, ..self }
    }

    pub fn magnitude(self) -> Float {
        Float { fraction: self.fraction.abs(), ..self }
    }

    /// The square root of the magnitude.
    pub fn sqrt(self) -> Float {
        let odd = self.exponent & 1;
        Float::new((self.fraction.abs() * power(odd as i32)).sqrt(), (self.exponent - odd) / 2)
    }

    /// The product with 2^power.
    pub fn scaled(self, power: i64) -> Float {
        Float { exponent: self.exponent + power, ..self }
    }
}

/// 2^exponent, for normal results.
fn power(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}
