//! Unsigned integers of 1024 bits.

use std::cmp::Ordering;

const LIMBS: usize = 16;

/// An unsigned integer below 2^1024, low limb first.
///
/// Operations that leave the range panic: callers stay inside it by the bounds
/// that they state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wide([u64; LIMBS]);

impl Wide {
    /// 0.
    pub const ZERO: Wide = Wide([0; LIMBS]);

    /// Whether this is 0.
    pub fn is_zero(&self) -> bool {
        *self == Wide::ZERO
    }

    /// Whether this is a multiple of 2.
    pub fn is_even(&self) -> bool {
        self.0[0] & 1 == 0
    }

    /// The value, if it is below 2^64.
    pub fn to_u64(self) -> Option<u64> {
        self.0[1..].iter().all(|&limb| limb == 0).then_some(self.0[0])
    }

    /// self + other.
    #[must_use]
    pub fn plus(mut self, other: &Wide) -> Wide {
        let mut carry = false;
        for (limb, &addend) in self.0.iter_mut().zip(&other.0) {
            let (sum, first) = limb.overflowing_add(addend);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = first | second;
        }
        assert!(!carry, "a sum is below 2^1024");
        self
    }

    /// self − other, which must not be larger.
    #[must_use]
    pub fn minus(mut self, other: &Wide) -> Wide {
        let mut borrow = false;
        for (limb, &subtrahend) in self.0.iter_mut().zip(&other.0) {
            let (difference, first) = limb.overflowing_sub(subtrahend);
            let (difference, second) = difference.overflowing_sub(u64::from(borrow));
            *limb = difference;
            borrow = first | second;
        }
        assert!(!borrow, "a difference is not negative");
        self
    }

    /// self · factor.
    #[must_use]
    pub fn times_small(mut self, factor: u64) -> Wide {
        let mut carry = 0;
        for limb in &mut self.0 {
            let product = u128::from(*limb) * u128::from(factor) + u128::from(carry);
            *limb = product as u64;
            carry = (product >> 64) as u64;
        }
        assert!(carry == 0, "a product is below 2^1024");
        self
    }

    /// self², for numbers below 2^512.
    #[must_use]
    pub fn squared(&self) -> Wide {
        let (low, high) = self.0.split_at(LIMBS / 2);
        assert!(high.iter().all(|&limb| limb == 0), "a square is below 2^1024");
        low.iter().enumerate().fold(Wide::ZERO, |sum, (shift, &limb)| {
            sum.plus(&self.times_small(limb).shifted(shift))
        })
    }

    /// self · 2^(64·limbs); what is shifted out must be zero.
    fn shifted(&self, limbs: usize) -> Wide {
        let mut result = Wide::ZERO;
        result.0[limbs..].copy_from_slice(&self.0[..LIMBS - limbs]);
        result
    }

    /// self · 10^power.
    #[must_use]
    pub fn times_power_of_ten(self, power: u32) -> Wide {
        powers_of_ten(power).fold(self, |product, factor| product.times_small(factor))
    }

    /// ⌊self / 10^power⌋, and whether the division leaves a rest.
    #[must_use]
    pub fn divided_by_power_of_ten(self, power: u32) -> (Wide, bool) {
        powers_of_ten(power).fold((self, false), |(value, inexact), divisor| {
            let (quotient, rest) = value.divided_by_small(divisor);
            (quotient, inexact | (rest != 0))
        })
    }

    /// ⌊self / divisor⌋ and the rest.
    pub fn divided_by_small(mut self, divisor: u64) -> (Wide, u64) {
        let mut rest = 0;
        for limb in self.0.iter_mut().rev() {
            let dividend = u128::from(rest) << 64 | u128::from(*limb);
            *limb = (dividend / u128::from(divisor)) as u64;
            rest = (dividend % u128::from(divisor)) as u64;
        }
        (self, rest)
    }
}

/// Factors below 2^64 whose product is 10^power.
fn powers_of_ten(power: u32) -> impl Iterator<Item = u64> {
    const STEP: u32 = 19;
    let whole = (0..power / STEP).map(|_| 10u64.pow(STEP));
    whole.chain(std::iter::once(10u64.pow(power % STEP)))
}

impl From<u64> for Wide {
    fn from(value: u64) -> Wide {
        let mut limbs = [0; LIMBS];
        limbs[0] = value;
        Wide(limbs)
    }
}

impl PartialOrd for Wide {
    fn partial_cmp(&self, other: &Wide) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wide {
    fn cmp(&self, other: &Wide) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn big(value: &Wide) -> BigUint {
        value.0.iter().rev().fold(BigUint::ZERO, |sum, &limb| (sum << 64) + limb)
    }

    fn below(limbs: usize) -> impl Strategy<Value = Wide> {
        proptest::collection::vec(any::<u64>(), limbs).prop_map(|values| {
            let mut limbs = [0; LIMBS];
            limbs[..values.len()].copy_from_slice(&values);
            Wide(limbs)
        })
    }

    proptest! {
        #[test]
        fn agrees_with_big_integers(x in below(8), y in below(8), small in 1u64.., power in 0u32..120) {
            prop_assert_eq!(big(&x.plus(&y)), big(&x) + big(&y));
            let (low, high) = (x.min(y), x.max(y));
            prop_assert_eq!(big(&high.minus(&low)), big(&high) - big(&low));
            prop_assert_eq!(big(&x.times_small(small)), big(&x) * small);
            prop_assert_eq!(big(&x.squared()), big(&x) * big(&x));
            let ten = BigUint::from(10u32).pow(power);
            prop_assert_eq!(big(&x.times_power_of_ten(power)), big(&x) * &ten);
            let (quotient, inexact) = x.divided_by_power_of_ten(power);
            prop_assert_eq!(big(&quotient), big(&x) / &ten);
            prop_assert_eq!(inexact, &big(&x) % &ten != BigUint::ZERO);
        }
    }
}
