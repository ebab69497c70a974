//! Primes of the form 4k + 1, in which −1 has a square root, from the largest one below
//! a power of two down.
//!
//! Source: J. Sorenson and J. Webster, "Strong pseudoprimes to twelve prime bases", Math.
//! Comp. 86 (2017), 985–1003: below 3·10^23 the strong test is a proof with twelve bases.

use super::super::modular::Divisor;

/// Strong pseudoprimes to all of these are larger than any word.
const BASES: [u64; 12] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/// The distances of the first primes from 2^62, so that most questions need no search.
const FIRST: [u64; 16] =
    [87, 143, 167, 171, 195, 203, 287, 443, 483, 495, 575, 603, 663, 791, 831, 923];

/// A prime with its reciprocal.
#[derive(Clone, Copy, Debug)]
pub(in crate::matrix_power) struct Prime {
    pub divisor: Divisor,
}

impl Prime {
    /// 2^exponent.
    pub fn power_of_two(&self, exponent: u64) -> u64 {
        if exponent < u64::from(self.divisor.modulus.ilog2()) {
            return 1 << exponent;
        }
        power(&self.divisor, 2, exponent)
    }

    /// A root of −1: x^((q − 1)/4) for an x that is no square.
    pub fn root_of_minus_one(&self) -> u64 {
        let q = self.divisor.modulus;
        let is_square = |x: &u64| power(&self.divisor, *x, (q - 1) / 2) == 1;
        let no_square = (2..).find(|x| !is_square(x)).unwrap_or(2);
        power(&self.divisor, no_square, (q - 1) / 4)
    }
}

/// The primes below 2^bits, largest first.
pub(super) struct Primes {
    bits: u32,
    found: usize,
    /// None from here on is told yet.
    below: u64,
}

impl Primes {
    /// From the largest one on.
    pub fn below_power_of_two(bits: u32) -> Self {
        Primes { bits, found: 0, below: 1 << bits }
    }

    /// The next one. There are more of them than a workspace has bits.
    pub fn next_prime(&mut self) -> Prime {
        let known = FIRST.get(self.found).filter(|_| self.bits == 62);
        self.below = match known {
            Some(distance) => (1 << 62) - distance,
            None => largest_below(self.below),
        };
        self.found += 1;
        Prime { divisor: Divisor::new(self.below) }
    }
}

/// The largest prime 4k + 1 below a number 4k + 1 or 4k.
fn largest_below(number: u64) -> u64 {
    let mut candidate = (number - 1) / 4 * 4 + 1;
    if candidate == number {
        candidate -= 4;
    }
    while !is_prime(candidate) {
        candidate -= 4;
    }
    candidate
}

/// Whether a number 4k + 1 larger than all bases is prime.
fn is_prime(number: u64) -> bool {
    if BASES.iter().any(|&prime| number.is_multiple_of(prime)) {
        return false;
    }
    let divisor = Divisor::new(number);
    let twos = (number - 1).trailing_zeros();
    let odd = (number - 1) >> twos;
    BASES.iter().all(|&base| {
        let mut x = power(&divisor, base, odd);
        if x == 1 {
            return true;
        }
        for _ in 0..twos {
            if x == number - 1 {
                return true;
            }
            x = divisor.product(x, x);
        }
        false
    })
}

fn power(divisor: &Divisor, mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = divisor.product(result, base);
        }
        base = divisor.product(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By division, and by a search from a power of two.
    #[test]
    fn the_test_of_primes_is_right() {
        let by_division = |x: u64| (2..).take_while(|d| d * d <= x).all(|d| !x.is_multiple_of(d));
        for number in (41..200_000).step_by(4) {
            assert_eq!(is_prime(number), by_division(number), "{number}");
        }
        // Carmichael numbers and strong pseudoprimes to the first bases.
        for number in [3_215_031_751, 3_825_123_056_546_413_051, 341_550_071_728_321] {
            assert!(!is_prime(number), "{number}");
        }
    }

    #[test]
    fn the_first_primes_are_all_there_are() {
        let mut below = 1 << 62;
        for distance in FIRST {
            below = largest_below(below);
            assert_eq!((1 << 62) - below, distance);
        }
        let mut primes = Primes::below_power_of_two(62);
        let told: Vec<u64> = (0..40).map(|_| primes.next_prime().divisor.modulus).collect();
        assert!(told.windows(2).all(|pair| largest_below(pair[0]) == pair[1]));
    }

    #[test]
    fn roots_of_minus_one_are_roots() {
        for bits in [30, 62] {
            let mut primes = Primes::below_power_of_two(bits);
            for _ in 0..40 {
                let prime = primes.next_prime();
                let root = prime.root_of_minus_one();
                let q = prime.divisor.modulus;
                assert_eq!(prime.divisor.product(root, root), q - 1);
                let doubled = (0..200).fold(1, |x, _| prime.divisor.product(x, 2));
                assert_eq!(prime.power_of_two(200), doubled);
            }
        }
    }
}
