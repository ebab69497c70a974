//! The numbers that the suffix table holds.

use crate::exact::{halves, wide};

/// How many ways, as one or two words of a plan.
pub(super) trait Count: Copy {
    const WORDS: usize;
    const ZERO: Self;
    const ONE: Self;

    /// The sum, unless it leaves the type.
    fn checked_add(self, other: Self) -> Option<Self>;
    fn read(words: &[u64]) -> Option<Self>;
    fn write(self, words: &mut [u64]);
}

impl Count for u64 {
    const WORDS: usize = 1;
    const ZERO: u64 = 0;
    const ONE: u64 = 1;

    fn checked_add(self, other: u64) -> Option<u64> {
        u64::checked_add(self, other)
    }

    fn read(words: &[u64]) -> Option<u64> {
        words.first().copied()
    }

    fn write(self, words: &mut [u64]) {
        words[0] = self;
    }
}

impl Count for u128 {
    const WORDS: usize = 2;
    const ZERO: u128 = 0;
    const ONE: u128 = 1;

    fn checked_add(self, other: u128) -> Option<u128> {
        u128::checked_add(self, other)
    }

    fn read(words: &[u64]) -> Option<u128> {
        Some(wide([*words.first()?, *words.get(1)?]))
    }

    fn write(self, words: &mut [u64]) {
        words[..2].copy_from_slice(&halves(self));
    }
}

/// A count too large for two words, to about 15 digits.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Approximate(pub f64);

impl Count for Approximate {
    const WORDS: usize = 1;
    const ZERO: Approximate = Approximate(0.0);
    const ONE: Approximate = Approximate(1.0);

    fn checked_add(self, other: Approximate) -> Option<Approximate> {
        Some(Approximate(self.0 + other.0))
    }

    fn read(words: &[u64]) -> Option<Approximate> {
        words.first().map(|&word| Approximate(f64::from_bits(word)))
    }

    fn write(self, words: &mut [u64]) {
        words[0] = self.0.to_bits();
    }
}

/// Whether C(n + k − 1, k − 1), the number of all multisets, is below 2^64.
pub(super) fn fits_one_word(n: u64, k: u64) -> bool {
    let (small, large) = (n.min(k - 1), n.max(k - 1));
    let mut multisets = 1u128;
    for i in 1..=u128::from(small) {
        // Exact: after step i this is C(large + i, i).
        multisets = multisets * (u128::from(large) + i) / i;
        if multisets >= 1 << 64 {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_ends_where_the_multisets_pass_it() {
        assert!(fits_one_word(1 << 31, 2));
        assert!(fits_one_word(61, 8) && fits_one_word(2, 1 << 30));
        // C(67, 33) is 14226520737620288370, C(68, 34) twice that: past 2^64.
        assert!(fits_one_word(34, 34) && !fits_one_word(34, 35));
    }
}
