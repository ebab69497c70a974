//! A checksum of rows that does not depend on their order.

/// The number of rows and the sum of their hashes.
#[derive(Default)]
pub struct Checksum {
    rows: u64,
    sum: u64,
}

impl Checksum {
    pub fn of<R>(rows: impl IntoIterator<Item = R>) -> String
    where
        R: IntoIterator<Item: Into<i64>>,
    {
        let mut checksum = Checksum::default();
        rows.into_iter().for_each(|row| checksum.add(row));
        checksum.text()
    }

    pub fn add(&mut self, row: impl IntoIterator<Item: Into<i64>>) {
        self.rows += 1;
        self.sum = self.sum.wrapping_add(hash(row));
    }

    pub fn text(&self) -> String {
        format!("{}-{:016x}", self.rows, self.sum)
    }
}

/// The finishing step of SplitMix64 after each value.
fn hash(row: impl IntoIterator<Item: Into<i64>>) -> u64 {
    row.into_iter().fold(0, |hash, value| mix(hash ^ value.into() as u64))
}

fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_rows_does_not_matter_and_their_content_does() {
        let checksum = |rows: &[[i32; 3]]| Checksum::of(rows.iter().copied());
        assert_eq!(checksum(&[[1, 2, 3], [1, 1, 4]]), checksum(&[[1, 1, 4], [1, 2, 3]]));
        assert_ne!(checksum(&[[1, 2, 3], [1, 1, 4]]), checksum(&[[1, 2, 4], [1, 1, 3]]));
        assert_ne!(checksum(&[[1, 2, 3]]), checksum(&[[3, 2, 1]]));
        assert_ne!(checksum(&[[1, 2, 3]]), checksum(&[[1, 2, 3], [1, 2, 3]]));
    }
}
