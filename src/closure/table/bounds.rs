//! How often a value must and may occur.

/// Both ends included; `least` > `most` admits nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub least: i32,
    pub most: i32,
}

impl Bounds {
    pub fn pack(self) -> u64 {
        u64::from(self.least as u32) | u64::from(self.most as u32) << 32
    }

    pub fn unpack(word: u64) -> Bounds {
        Bounds { least: word as u32 as i32, most: (word >> 32) as u32 as i32 }
    }

    /// The same bounds, none of them far from 0 to n.
    pub fn within(self, n: i32) -> Bounds {
        Bounds { least: self.least.clamp(0, n.saturating_add(1)), most: self.most.clamp(-1, n) }
    }

    /// The numbers of times that are allowed when m values are left.
    pub fn times(self, m: i64) -> std::ops::RangeInclusive<i64> {
        i64::from(self.least.max(0))..=i64::from(self.most).min(m)
    }

    /// Whether any number of times up to n is allowed.
    pub fn are_free(self, n: i64) -> bool {
        self.least <= 0 && i64::from(self.most) >= n
    }

    pub fn allow(self, times: i64) -> bool {
        (i64::from(self.least)..=i64::from(self.most)).contains(&times)
    }
}
