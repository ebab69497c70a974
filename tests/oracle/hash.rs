//! Two hashes: of lists, and of a counter, which makes random numbers. The same
//! everywhere.

/// FNV-1a, by words of any width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash(pub u64);

impl Hash {
    pub const START: Hash = Hash(0xcbf2_9ce4_8422_2325);

    pub fn with(self, words: impl IntoIterator<Item = impl Into<u64>>) -> Hash {
        let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3);
        Hash(words.into_iter().map(Into::into).fold(self.0, step))
    }
}

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// 0 <= number < limit, with a bias that does not matter here.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.bits() % limit as u64) as usize
    }

    /// 0 <= rank < limit.
    pub fn rank(&mut self, limit: u128) -> u128 {
        (u128::from(self.bits()) << 64 | u128::from(self.bits())) % limit
    }

    /// 1 <= size <= 2^digits, every magnitude alike.
    pub fn size(&mut self, digits: u32) -> usize {
        let magnitude = 1 << self.below(digits as usize + 1);
        1 + self.below(magnitude)
    }

    pub fn choice<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}
