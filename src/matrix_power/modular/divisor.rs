//! Division by the same m again and again, without dividing.
//!
//! Source: N. Möller and T. Granlund, "Improved division by invariant integers", IEEE
//! Trans. Comput. 60 (2011), 165–175, algorithm 4.

/// m with its reciprocal.
#[derive(Clone, Copy, Debug)]
pub(in crate::matrix_power) struct Divisor {
    /// m ≥ 1.
    pub modulus: u64,
    /// How far m is shifted up so that its highest bit is 1.
    pub shift: u32,
    /// m, shifted.
    pub normalized: u64,
    /// ⌊(2^128 − 1) / normalized⌋ − 2^64.
    pub reciprocal: u64,
}

impl Divisor {
    pub fn new(modulus: u64) -> Self {
        let shift = modulus.leading_zeros();
        let normalized = modulus << shift;
        let dividend = u128::MAX - (u128::from(normalized) << 64);
        let reciprocal = (dividend / u128::from(normalized)) as u64;
        Divisor { modulus, shift, normalized, reciprocal }
    }

    /// The remainder of one word.
    #[inline]
    pub fn word(&self, value: u64) -> u64 {
        if value < self.modulus { value } else { self.two_words(0, value) }
    }

    /// The remainder of high·2^64 + low for high < m.
    #[inline(always)]
    pub fn two_words(&self, high: u64, low: u64) -> u64 {
        // The compiler then knows that a shift stays within a word.
        let shift = self.shift & 63;
        let value = (u128::from(high) << 64 | u128::from(low)) << shift;
        self.step((value >> 64) as u64, value as u64) >> shift
    }

    /// The remainder of high·2^128 + low for high < m.
    #[inline(always)]
    pub fn three_words(&self, high: u64, low: u128) -> u64 {
        let shift = self.shift & 63;
        let top = (u128::from(high) << 64 | low >> 64) << shift;
        let low = low << shift;
        let rest = self.step((top >> 64) as u64, (low >> 64) as u64);
        self.step(rest, low as u64) >> shift
    }

    /// The remainder of high·2^64 + low by the shifted m, high below it.
    #[inline(always)]
    fn step(&self, high: u64, low: u64) -> u64 {
        let words = u128::from(high) << 64 | u128::from(low);
        let quotient = (u128::from(self.reciprocal) * u128::from(high)).wrapping_add(words);
        let first = ((quotient >> 64) as u64).wrapping_add(1);
        let mut rest = low.wrapping_sub(first.wrapping_mul(self.normalized));
        if rest > quotient as u64 {
            rest = rest.wrapping_add(self.normalized);
        }
        rest.min(rest.wrapping_sub(self.normalized))
    }

    /// x·y for residues.
    #[inline(always)]
    pub fn product(&self, x: u64, y: u64) -> u64 {
        let product = u128::from(x) * u128::from(y);
        self.two_words((product >> 64) as u64, product as u64)
    }

    /// x·y + z for residues.
    #[inline(always)]
    pub fn product_sum(&self, x: u64, y: u64, z: u64) -> u64 {
        // m·(m − 1) < m·2^64.
        let sum = u128::from(x) * u128::from(y) + u128::from(z);
        self.two_words((sum >> 64) as u64, sum as u64)
    }

    /// The sum of products of residues.
    pub fn dot(&self, row: &[u64], column: &[u64], stride: usize) -> u64 {
        let (mut high, mut low) = (0, 0u128);
        for (&x, &y) in row.iter().zip(column.iter().step_by(stride)) {
            let (sum, carry) = low.overflowing_add(u128::from(x) * u128::from(y));
            (high, low) = (high + u64::from(carry), sum);
        }
        self.three_words(self.word(high), low)
    }

    /// −x for a residue.
    #[inline(always)]
    pub fn negative(&self, x: u64) -> u64 {
        if x == 0 { 0 } else { self.modulus - x }
    }

    /// The inverse of a residue, if it has one.
    pub fn inverse(&self, x: u64) -> Option<u64> {
        let (mut remainders, mut factors) = ((self.modulus, x), (0, 1));
        let mut negative = true;
        while remainders.1 != 0 {
            let quotient = remainders.0 / remainders.1;
            remainders = (remainders.1, remainders.0 % remainders.1);
            // Signs alternate, so magnitudes add; they never exceed m.
            factors = (factors.1, factors.0 + quotient * factors.1);
            negative = !negative;
        }
        let inverse = if negative { self.negative(factors.0) } else { factors.0 };
        (remainders.0 == 1).then_some(inverse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub const MODULI: [u64; 12] = [
        1,
        2,
        3,
        10,
        255,
        1_000_000_007,
        (1 << 32) - 5,
        1 << 50,
        (1 << 63) - 25,
        1 << 63,
        (1 << 63) + 1,
        u64::MAX,
    ];

    #[test]
    fn remainders_are_right() {
        let mut state = 1u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let words = [0, 1, u64::MAX, 1 << 63, state];
            words[(state >> 61) as usize % 5].wrapping_add(state >> 40 & 1)
        };
        for modulus in MODULI {
            let divisor = Divisor::new(modulus);
            for _ in 0..2000 {
                let (high, low) = (random() % modulus, random());
                let m = u128::from(modulus);
                let expected = (u128::from(high) << 64 | u128::from(low)) % m;
                assert_eq!(u128::from(divisor.two_words(high, low)), expected);
                let low = u128::from(low) << 64 | u128::from(random());
                let rest = (u128::from(high) << 64 | low >> 64) % m;
                let expected = (rest << 64 | low & u128::from(u64::MAX)) % m;
                assert_eq!(u128::from(divisor.three_words(high, low)), expected);
                assert_eq!(divisor.word(high ^ 5), (high ^ 5) % modulus);
            }
        }
    }

    #[test]
    fn inverses_are_inverses() {
        for modulus in MODULI {
            let divisor = Divisor::new(modulus);
            for x in [0, 1, 2, 3, 5, 6, 1 << 40, u64::MAX - 1].map(|x| x % modulus) {
                match divisor.inverse(x) {
                    Some(inverse) => assert_eq!(divisor.product(x, inverse), 1 % modulus),
                    None => assert!(num_integer::gcd(x, modulus) != 1),
                }
            }
        }
    }
}
