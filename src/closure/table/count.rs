//! The numbers that the table holds.

use crate::exact::{halves, wide};

/// How many ways, as one or two words of a plan.
///
/// Numbers that are too large for a type stay at its largest number: a state
/// that some dataset passes through has fewer ways than there are datasets, so
/// that only a total can be too large and others do no harm.
pub(crate) trait Count: Copy + PartialEq {
    const WORDS: usize;
    const ZERO: Self;

    fn from_length(length: i64) -> Self;
    fn add(self, other: Self) -> Self;
    /// Right where `add` was, as long as nothing was too large.
    fn subtract(self, other: Self) -> Self;
    fn read(words: &[u64]) -> Self;
    fn write(self, words: &mut [u64]);
    /// The number, unless it is too large for the type.
    fn exact(self) -> Option<u128>;

    /// Adds the numbers at `from` to those at `to`.
    fn add_all(to: &mut [u64], from: &[u64]) {
        for (to, from) in to.chunks_exact_mut(Self::WORDS).zip(from.chunks_exact(Self::WORDS)) {
            Self::read(to).add(Self::read(from)).write(to);
        }
    }

    /// Adds the numbers at `from` to those at `to`, modulo 2^64 or 2^128.
    fn wrap_all(to: &mut [u64], from: &[u64]) {
        for (to, from) in to.chunks_exact_mut(Self::WORDS).zip(from.chunks_exact(Self::WORDS)) {
            let zero = Self::ZERO.subtract(Self::read(from));
            Self::read(to).subtract(zero).write(to);
        }
    }

    /// Subtracts the numbers at `from` from those at `to`.
    fn subtract_all(to: &mut [u64], from: &[u64]) {
        for (to, from) in to.chunks_exact_mut(Self::WORDS).zip(from.chunks_exact(Self::WORDS)) {
            Self::read(to).subtract(Self::read(from)).write(to);
        }
    }
}

impl Count for u64 {
    const WORDS: usize = 1;
    const ZERO: u64 = 0;

    fn from_length(length: i64) -> u64 {
        length as u64
    }

    /// Plans of one word are those where no number is too large.
    fn add(self, other: u64) -> u64 {
        self.wrapping_add(other)
    }

    fn subtract(self, other: u64) -> u64 {
        self.wrapping_sub(other)
    }

    fn read(words: &[u64]) -> u64 {
        words[0]
    }

    fn write(self, words: &mut [u64]) {
        words[0] = self;
    }

    fn exact(self) -> Option<u128> {
        Some(self.into())
    }
}

impl Count for u128 {
    const WORDS: usize = 2;
    const ZERO: u128 = 0;

    fn from_length(length: i64) -> u128 {
        length as u128
    }

    fn add(self, other: u128) -> u128 {
        self.saturating_add(other)
    }

    fn subtract(self, other: u128) -> u128 {
        self.wrapping_sub(other)
    }

    fn read(words: &[u64]) -> u128 {
        wide([words[0], words[1]])
    }

    fn write(self, words: &mut [u64]) {
        words[..2].copy_from_slice(&halves(self));
    }

    fn exact(self) -> Option<u128> {
        (self < u128::MAX).then_some(self)
    }
}

/// A count too large for two words, to about 15 digits.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Approximate(f64);

impl Approximate {
    /// One way is 2^-900, so that up to 2^1900 ways can be counted.
    const ONE_WAY: f64 = f64::from_bits((1023 - 900) << 52);

    pub fn log2(self) -> f64 {
        self.0.log2() + 900.0
    }
}

impl Count for Approximate {
    const WORDS: usize = 1;
    const ZERO: Approximate = Approximate(0.0);

    fn from_length(length: i64) -> Approximate {
        Approximate(length as f64 * Self::ONE_WAY)
    }

    fn add(self, other: Approximate) -> Approximate {
        Approximate(self.0 + other.0)
    }

    fn subtract(self, other: Approximate) -> Approximate {
        Approximate(self.0 - other.0)
    }

    fn read(words: &[u64]) -> Approximate {
        Approximate(f64::from_bits(words[0]))
    }

    fn write(self, words: &mut [u64]) {
        words[0] = self.0.to_bits();
    }

    fn exact(self) -> Option<u128> {
        None
    }
}

/// The number of all multisets, C(n + k − 1, k − 1); `None` when that is 2^128 or
/// more, or nearly so.
pub(crate) fn multisets(n: u64, k: u64) -> Option<u128> {
    let (small, large) = (n.min(k - 1), n.max(k - 1));
    // Exact: after step i this is C(large + i, i).
    (1..=u128::from(small)).try_fold(1u128, |number, i| {
        number.checked_mul(u128::from(large) + i).map(|product| product / i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multisets_are_counted() {
        assert_eq!(multisets(50, 8), Some(264_385_836));
        assert_eq!(multisets(1 << 31, 2), Some((1 << 31) + 1));
        assert_eq!(multisets(5, 1), Some(1));
        assert_eq!(multisets(34, 35), Some(28_453_041_475_240_576_740));
        assert_eq!(multisets(100, 101), None);
    }
}
