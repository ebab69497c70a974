//! Exact numbers ±m·2^e whose m lies on the stack.
//!
//! Coefficients have 53 bits, and midpoints between two doubles 54. The longest
//! product that the engine makes is 64a⁴v⁶ with 536 bits, from factors of 4 and 6
//! limbs: 10 limbs hold every product.

use super::super::format::{DOUBLE, Format};
use super::float::Float;

const LIMBS: usize = 10;

/// The exact number ±m·2^e.
#[derive(Clone, Copy, Debug)]
pub(in crate::cubic) struct Dyadic {
    /// Of m, the lowest first; zero from `length` on.
    limbs: [u64; LIMBS],
    exponent: i32,
    /// Limbs up to the last that is not zero.
    length: u8,
    pub negative: bool,
}

impl Dyadic {
    pub const ZERO: Dyadic = Dyadic::new(0, 0);

    const fn new(m: u64, exponent: i32) -> Dyadic {
        let mut limbs = [0; LIMBS];
        limbs[0] = m;
        Dyadic { limbs, length: (m != 0) as u8, exponent, negative: false }
    }

    /// The value of a finite double.
    pub fn from_double(value: f64) -> Dyadic {
        let magnitude = Dyadic::from_magnitude(value.to_bits() & !(1 << 63), &DOUBLE);
        Dyadic { negative: value < 0.0, ..magnitude }
    }

    /// The value of the non-negative float with these bits. Infinity stands for
    /// the power of two that would follow the largest finite float.
    pub fn from_magnitude(bits: u64, format: &Format) -> Dyadic {
        let (m, exponent) = parts(bits, format);
        Dyadic::new(m, exponent).reduced()
    }

    /// Halfway between the non-negative float with these bits and the next.
    pub fn midpoint_above(bits: u64, format: &Format) -> Dyadic {
        // The next float is one unit of the last place away, also across a power of two.
        let (m, exponent) = parts(bits, format);
        Dyadic::new(2 * m + 1, exponent - 1)
    }

    /// An odd m of one limb makes short products.
    fn reduced(mut self) -> Dyadic {
        let zeros = self.limbs[0].trailing_zeros() % u64::BITS;
        self.limbs[0] >>= zeros;
        self.exponent += zeros as i32;
        self
    }

    /// The limbs of m, without leading zeros.
    pub fn limbs(&self) -> &[u64] {
        &self.limbs[..usize::from(self.length)]
    }

    pub fn exponent(&self) -> i64 {
        self.exponent.into()
    }

    pub fn is_zero(&self) -> bool {
        self.length == 0
    }

    /// The least power of two above a number that is not zero.
    pub fn top(&self) -> i64 {
        let last = self.limbs().last().map_or(0, |limb| limb.leading_zeros());
        self.exponent() + 64 * i64::from(self.length) - i64::from(last)
    }

    /// The value of a number of one limb.
    pub fn about(&self) -> Float {
        let magnitude = Float::new(self.limbs[0] as f64, self.exponent());
        if self.negative { magnitude.negated() } else { magnitude }
    }

    pub fn times(&self, other: &Dyadic) -> Dyadic {
        let mut limbs = [0; LIMBS];
        let mut length = self.length + other.length;
        if self.length == 0 || other.length == 0 {
            return Dyadic::ZERO;
        }
        for (shift, &factor) in self.limbs().iter().enumerate() {
            add_product(&mut limbs[shift..], other.limbs(), factor);
        }
        length -= (limbs[usize::from(length) - 1] == 0) as u8;
        let exponent = self.exponent + other.exponent;
        Dyadic { limbs, length, exponent, negative: self.negative != other.negative }
    }

    pub fn times_small(&self, factor: u64) -> Dyadic {
        self.times(&Dyadic::new(factor, 0))
    }

    /// The product with 2^power.
    pub fn scaled(self, power: i32) -> Dyadic {
        Dyadic { exponent: self.exponent + power, ..self }
    }

    pub fn negated(self) -> Dyadic {
        Dyadic { negative: !self.negative, ..self }
    }

    pub fn squared(&self) -> Dyadic {
        self.times(self)
    }
}

/// m and e of the non-negative float m·2^e with these bits.
fn parts(bits: u64, format: &Format) -> (u64, i32) {
    let biased = (bits >> format.fraction_bits) as i64;
    let fraction = bits & ((1 << format.fraction_bits) - 1);
    match biased {
        0 => (fraction, (1 - format.bias) as i32),
        _ => (fraction | (1 << format.fraction_bits), (biased - format.bias) as i32),
    }
}

/// Adds limbs·factor to what is there, with one more limb than `limbs` unused so far.
#[inline(always)]
fn add_product(sum: &mut [u64], limbs: &[u64], factor: u64) {
    let mut carry = 0;
    for (slot, &limb) in sum.iter_mut().zip(limbs) {
        let product = u128::from(limb) * u128::from(factor) + u128::from(*slot) + u128::from(carry);
        *slot = product as u64;
        carry = (product >> 64) as u64;
    }
    if let Some(slot) = sum.get_mut(limbs.len()) {
        *slot = carry;
    }
}

#[cfg(test)]
mod tests {
    use super::super::sum::sum;
    use super::*;

    #[test]
    fn doubles_are_exact() {
        for value in [0.0, 1.0, -0.75, 5e-324, f64::MAX, -1e-310] {
            let dyadic = Dyadic::from_double(value);
            assert_eq!(sum(&[dyadic]).to_double(), value);
            assert!(sum(&[dyadic, Dyadic::from_double(value).negated()]).is_zero());
        }
    }

    #[test]
    fn the_last_midpoint_is_the_overflow_threshold() {
        let threshold = Dyadic::midpoint_above(f64::MAX.to_bits(), &DOUBLE);
        assert!(sum(&[threshold, Dyadic::new((1 << 54) - 1, 970).negated()]).is_zero());
    }
}
