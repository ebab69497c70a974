//! Numbers m·2^e: every double, the midpoint between two, and their squares.

use super::format::{DOUBLE, Format};
use num_bigint::BigInt;
use num_traits::Zero;

/// The exact number mantissa·2^exponent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dyadic {
    pub mantissa: BigInt,
    pub exponent: i64,
}

impl Dyadic {
    /// The value of a finite double.
    pub fn from_double(value: f64) -> Self {
        let magnitude = Self::from_magnitude(value.to_bits() & !(1 << 63), &DOUBLE);
        if value < 0.0 { magnitude.negated() } else { magnitude }
    }

    /// The value of the non-negative float with these bits. Infinity stands for
    /// the power of two that would follow the largest finite float.
    pub fn from_magnitude(bits: u64, format: &Format) -> Self {
        let biased = (bits >> format.fraction_bits) as i64;
        let fraction = bits & ((1 << format.fraction_bits) - 1);
        match biased {
            0 => Self::new(fraction, 1 - format.bias),
            _ => Self::new(fraction | (1 << format.fraction_bits), biased - format.bias),
        }
    }

    /// Halfway between the non-negative float with these bits and the next.
    pub fn midpoint_above(bits: u64, format: &Format) -> Self {
        let low = Self::from_magnitude(bits, format);
        let next = Self::from_magnitude(bits + 1, format);
        let exponent = low.exponent.min(next.exponent);
        let sum = low.scaled_to(exponent) + next.scaled_to(exponent);
        Dyadic { mantissa: sum, exponent: exponent - 1 }.reduced()
    }

    fn new(mantissa: u64, exponent: i64) -> Self {
        Dyadic { mantissa: mantissa.into(), exponent }.reduced()
    }

    /// An odd mantissa keeps the numbers of an evaluation short.
    fn reduced(self) -> Self {
        match self.mantissa.trailing_zeros() {
            None => Dyadic { mantissa: BigInt::zero(), exponent: 0 },
            Some(zeros) => {
                Dyadic { mantissa: self.mantissa >> zeros, exponent: self.exponent + zeros as i64 }
            }
        }
    }

    /// The integer m with value m·2^exponent; `exponent` must not exceed ours.
    pub fn scaled_to(&self, exponent: i64) -> BigInt {
        &self.mantissa << (self.exponent - exponent)
    }

    pub fn plus(&self, other: &Self) -> Self {
        if self.mantissa.is_zero() || other.mantissa.is_zero() {
            return if self.mantissa.is_zero() { other.clone() } else { self.clone() };
        }
        let exponent = self.exponent.min(other.exponent);
        let mantissa = self.scaled_to(exponent) + other.scaled_to(exponent);
        Dyadic { mantissa, exponent }.reduced()
    }

    pub fn times(&self, other: &Self) -> Self {
        let mantissa = &self.mantissa * &other.mantissa;
        Dyadic { mantissa, exponent: self.exponent + other.exponent }.reduced()
    }

    pub fn doubled(&self) -> Self {
        Dyadic { mantissa: self.mantissa.clone(), exponent: self.exponent + 1 }
    }

    pub fn negated(self) -> Self {
        Dyadic { mantissa: -self.mantissa, exponent: self.exponent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_exact() {
        for value in [1.0, -0.75, 5e-324, f64::MAX, -1e-310] {
            let dyadic = Dyadic::from_double(value);
            let mantissa = i64::try_from(&dyadic.mantissa).unwrap() as f64;
            let half = dyadic.exponent as i32 / 2;
            let rest = dyadic.exponent as i32 - half;
            assert_eq!(mantissa * 2f64.powi(half) * 2f64.powi(rest), value);
        }
    }

    #[test]
    fn the_last_midpoint_is_the_overflow_threshold() {
        let threshold = Dyadic::midpoint_above(f64::MAX.to_bits(), &DOUBLE);
        assert_eq!(threshold, Dyadic::new((1 << 54) - 1, 970));
    }
}
