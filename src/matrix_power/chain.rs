//! Which products make a power, and in which of three places they are kept.
//!
//! Source: D. E. Knuth, *The Art of Computer Programming*, vol. 2, section 4.6.3:
//! shortest addition chains for small exponents; for the others the left-to-right
//! method with a window of two digits, which needs the cube and no other power.

use super::chain_table::STEPS;

/// The places between base and result.
pub(super) const PLACES: usize = 3;

/// One product: left times right, written to a place that holds neither.
///
/// Places are 1 to 3. As a factor 0 is the base, as a product it is the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    pub left: u8,
    pub right: u8,
    pub to: u8,
}

impl Step {
    /// A place that it does not read.
    pub fn free_place(&self) -> u8 {
        if self.left != 1 && self.right != 1 {
            1
        } else if self.left != 2 && self.right != 2 {
            2
        } else {
            3
        }
    }
}

/// The products from the base to its power p ≥ 2; the last one is the result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    p: u64,
}

impl Chain {
    /// The chain for p ≥ 2.
    #[inline]
    pub fn new(p: u64) -> Self {
        Chain { p }
    }

    #[inline]
    pub fn steps(&self) -> Steps {
        let p = self.p;
        let word = usize::try_from(p).ok().and_then(|p| STEPS.get(p));
        let digits = if word.is_some() { u64::BITS / 4 } else { 0 };
        let bit = p.max(1).ilog2();
        Steps { word: *word.unwrap_or(&0), digits, running: 0, p, bit, ended: false }
    }
}

/// The products one after the other, from hexadecimal digits as those of the table: all
/// at once from there, or those of a window of digits of p.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps {
    word: u64,
    digits: u32,
    /// The place of the product before, which is the right factor.
    running: u8,
    p: u64,
    /// The digit of p that the running power ends with.
    bit: u32,
    ended: bool,
}

impl Iterator for Steps {
    type Item = Step;

    #[inline]
    fn next(&mut self) -> Option<Step> {
        if self.ended {
            return None;
        }
        if self.digits == 0 {
            self.read_window();
        }
        let to = (self.word >> 2 & 3) as u8;
        let step = Step { left: (self.word & 3) as u8, right: self.running, to };
        self.word >>= 4;
        self.digits -= 1;
        self.running = to;
        self.ended = to == 0;
        Some(step)
    }
}

impl Steps {
    const CUBE: u8 = 3;

    /// Digits of p from the highest: a square for each one, and a product by the base
    /// for 1 or, two digits at once, by the cube for 11. Places 1 and 2 alternate for
    /// the running power; place 3 keeps the cube.
    #[cold]
    fn read_window(&mut self) {
        if self.running == 0 && has_pair(self.p) {
            self.bit -= 1;
            self.push(0, 1);
            self.push(0, Steps::CUBE);
            return;
        }
        // The square stands for the first digits 10, the cube for 11.
        if self.running == Steps::CUBE && !self.is_one() {
            self.running = 1;
        }
        let mut running = self.square(self.running);
        if self.is_one() {
            let pair = self.bit > 0 && self.p >> (self.bit - 1) & 1 == 1;
            let factor = if pair { Steps::CUBE } else { 0 };
            running = if pair { self.square(running) } else { running };
            self.push(factor, other(running));
        }
        if self.bit == 0 {
            self.word &= !(3 << (4 * self.digits - 2));
        }
    }

    fn is_one(&self) -> bool {
        self.p >> self.bit & 1 == 1
    }

    /// The next digit, as if it were 0.
    fn square(&mut self, running: u8) -> u8 {
        self.bit -= 1;
        self.push(running, other(running));
        other(running)
    }

    fn push(&mut self, left: u8, to: u8) {
        self.word |= u64::from(to << 2 | left) << (4 * self.digits);
        self.digits += 1;
    }
}

fn other(place: u8) -> u8 {
    if place == 1 { 2 } else { 1 }
}

/// Whether two digits 1 stand together.
fn has_pair(p: u64) -> bool {
    p & p >> 1 != 0
}

/// The number of products for exponent p ≥ 1.
pub(super) fn length(p: u64) -> u64 {
    if p < 2 { 0 } else { Chain::new(p).steps().count() as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exponents in each place, followed; no step may overwrite its factors.
    fn exponent(chain: &Chain) -> u64 {
        let mut places = [Some(1u64), None, None, None];
        let steps: Vec<Step> = chain.steps().collect();
        let (last, steps) = steps.split_last().unwrap();
        let sum = |step: &Step, places: &[Option<u64>; PLACES + 1]| {
            let part = |place: u8| places[usize::from(place)].expect("computed before");
            part(step.left) + part(step.right)
        };
        for step in steps {
            assert!(step.to != 0 && step.to != step.left && step.to != step.right);
            places[usize::from(step.to)] = Some(sum(step, &places));
        }
        assert_eq!(last.to, 0);
        sum(last, &places)
    }

    /// How short star chains get, by trying all of them. (Below 12509 no other chain
    /// is shorter: Knuth, 4.6.3.)
    fn shortest(p: u64) -> usize {
        fn reaches(chain: &mut Vec<u64>, p: u64, left: usize) -> bool {
            let last = chain[chain.len() - 1];
            if left == 0 || last >= p {
                return last == p;
            }
            (0..chain.len()).rev().any(|i| {
                let next = last + chain[i];
                if next > p || next << (left - 1) < p {
                    return false;
                }
                chain.push(next);
                let found = reaches(chain, p, left - 1);
                chain.pop();
                found
            })
        }
        (0..).find(|&length| reaches(&mut vec![1], p, length)).unwrap()
    }

    #[test]
    fn small_exponents_take_the_fewest_products() {
        for p in 2..=1024 {
            assert_eq!(exponent(&Chain::new(p)), p);
            let more = u64::from(p == 623);
            assert_eq!(length(p), shortest(p) as u64 + more, "p = {p}");
        }
        assert_eq!(length(1023), 13);
    }

    #[test]
    fn chains_end_at_p_and_are_no_longer_than_the_binary_one() {
        let mut state = 1u64;
        let random = (0..50_000).map(|i| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> (i % 54)).max(2)
        });
        let ends = [u64::MAX, 1 << 63, (1 << 63) - 1, u64::MAX / 3, u64::MAX / 3 * 2];
        for p in (2..5000).chain(ends).chain(random) {
            assert_eq!(exponent(&Chain::new(p)), p);
            assert!(length(p) < u64::from(p.ilog2() + p.count_ones()), "p = {p}");
        }
    }
}
