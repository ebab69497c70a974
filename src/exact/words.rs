//! 128-bit numbers as two words, low first.

/// The two words of a number.
pub fn halves(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}

/// The number of two words.
pub fn wide([low, high]: [u64; 2]) -> u128 {
    u128::from(high) << 64 | u128::from(low)
}
