//! The generator of random samples: Philox4x64-10.
//!
//! It is counter-based: block i is a function of key and counter alone, so that
//! any sample can be had without those before it, on every machine alike.
//!
//! Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random
//! numbers: as easy as 1, 2, 3", SC11 (2011), section 3.3.

use crate::exact::wide;

const MULTIPLIERS: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
const WEYL: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];
const ROUNDS: usize = 10;

/// One block of four words.
pub(crate) fn block(mut key: [u64; 2], mut counter: [u64; 4]) -> [u64; 4] {
    for round in 0..ROUNDS {
        if round > 0 {
            key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
        }
        let (high0, low0) = product(MULTIPLIERS[0], counter[0]);
        let (high1, low1) = product(MULTIPLIERS[1], counter[2]);
        counter = [high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0];
    }
    counter
}

fn product(x: u64, y: u64) -> (u64, u64) {
    let product = u128::from(x) * u128::from(y);
    ((product >> 64) as u64, product as u64)
}

/// A uniform number below `limit` > 0: number `index` of the sequence of `seed`.
///
/// The first two words of the blocks with counter (index, 0, attempt, 0) make
/// 128 bits, low word first; those past the last multiple of `limit` are passed
/// over, so that every number is equally likely.
pub(crate) fn below(limit: u128, seed: u64, index: u64) -> u128 {
    let past = (u128::MAX % limit + 1) % limit;
    let accepted = u128::MAX - past;
    for attempt in 0.. {
        let [low, high, ..] = block([seed, 0], [index, 0, attempt, 0]);
        let number = wide([low, high]);
        if number <= accepted {
            return number % limit;
        }
    }
    unreachable!("each attempt succeeds with probability above one half")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors published with the generator (Random123, kat_vectors).
    #[test]
    fn known_answers() {
        assert_eq!(
            block([0; 2], [0; 4]),
            [0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b]
        );
        assert_eq!(
            block([u64::MAX; 2], [u64::MAX; 4]),
            [0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0]
        );
        let pi = [0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89];
        assert_eq!(
            block([0x452821e638d01377, 0xbe5466cf34e90c6c], pi),
            [0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6]
        );
    }

    #[test]
    fn every_number_below_the_limit_comes() {
        let mut seen = [0; 7];
        for index in 0..7000 {
            seen[below(7, 1, index) as usize] += 1;
        }
        assert!(seen.iter().all(|&times| (850..1150).contains(&times)), "{seen:?}");
        assert_eq!(below(1, 5, 5), 0);
        assert!(below(u128::MAX, 5, 5) < u128::MAX);
    }
}
