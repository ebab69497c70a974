//! Numbers m·2^e: every double, the midpoint between two, and their squares.

use num_bigint::BigInt;
use num_traits::Zero;

const FRACTION_BITS: u32 = 52;
const EXPONENT_BIAS: i64 = 1075;

/// The exact number mantissa·2^exponent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dyadic {
    pub mantissa: BigInt,
    pub exponent: i64,
}

impl Dyadic {
    /// The value of a finite double.
    pub fn from_double(value: f64) -> Self {
        let magnitude = Self::from_magnitude_bits(value.to_bits() & !(1 << 63));
        if value < 0.0 { magnitude.negated() } else { magnitude }
    }

    /// The value of the non-negative double with these bits. Infinity stands
    /// for 2^1024, the double that would follow the largest finite one.
    pub fn from_magnitude_bits(bits: u64) -> Self {
        let biased = (bits >> FRACTION_BITS) as i64;
        let fraction = bits & ((1 << FRACTION_BITS) - 1);
        match biased {
            0 => Self::new(fraction, 1 - EXPONENT_BIAS),
            _ => Self::new(fraction | (1 << FRACTION_BITS), biased - EXPONENT_BIAS),
        }
    }

    /// Halfway between the non-negative double with these bits and the next.
    pub fn midpoint_above(bits: u64) -> Self {
        let low = Self::from_magnitude_bits(bits);
        let next = Self::from_magnitude_bits(bits + 1);
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

    pub fn negated(self) -> Self {
        Dyadic { mantissa: -self.mantissa, exponent: self.exponent }
    }

    pub fn squared(&self) -> Self {
        Dyadic { mantissa: &self.mantissa * &self.mantissa, exponent: 2 * self.exponent }
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
        let threshold = Dyadic::midpoint_above(f64::MAX.to_bits());
        assert_eq!(threshold, Dyadic::new((1 << 54) - 1, 970));
    }
}
