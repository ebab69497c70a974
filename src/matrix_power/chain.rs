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

/// The products from the base to its power p ≥ 2; the last one is the result.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    steps: [Step; Chain::LONGEST],
    length: usize,
}

impl Chain {
    /// 62 squares and 31 products by the cube, after two products for the cube.
    const LONGEST: usize = 96;
    const CUBE: u8 = 3;

    /// The chain for p ≥ 2.
    #[inline]
    pub fn new(p: u64) -> Self {
        let mut chain = Chain { steps: [Step::default(); Chain::LONGEST], length: 0 };
        match usize::try_from(p).ok().and_then(|p| STEPS.get(p)) {
            Some(&steps) => chain.read(steps),
            None => chain.write_windows(p),
        }
        chain
    }

    #[inline]
    pub fn steps(&self) -> &[Step] {
        &self.steps[..self.length]
    }

    #[inline]
    fn read(&mut self, mut digits: u64) {
        let mut running = 0;
        loop {
            let to = (digits >> 2 & 3) as u8;
            self.push(Step { left: (digits & 3) as u8, right: running, to });
            (running, digits) = (to, digits >> 4);
            if to == 0 {
                return;
            }
        }
    }

    /// Digits of p from the highest: a square for each one, and a product by the base
    /// for 1 or, two digits at once, by the cube for 11. Places 1 and 2 alternate for
    /// the running power; place 3 keeps the cube.
    fn write_windows(&mut self, p: u64) {
        let mut bit = p.ilog2();
        let mut running = 0;
        if has_pair(p) {
            self.push(Step { left: 0, right: 0, to: 1 });
            self.push(Step { left: 0, right: 1, to: Chain::CUBE });
            // The square stands for the first digits 10, the cube for 11.
            running = if p >> (bit - 1) & 1 == 1 { Chain::CUBE } else { 1 };
            bit -= 1;
        }
        while bit > 0 {
            bit -= 1;
            running = self.push_to_other(running, running);
            if p >> bit & 1 == 0 {
                continue;
            }
            let mut factor = 0;
            if bit > 0 && p >> (bit - 1) & 1 == 1 {
                bit -= 1;
                running = self.push_to_other(running, running);
                factor = Chain::CUBE;
            }
            running = self.push_to_other(factor, running);
        }
        self.steps[self.length - 1].to = 0;
    }

    fn push_to_other(&mut self, left: u8, right: u8) -> u8 {
        let to = if right == 1 { 2 } else { 1 };
        self.push(Step { left, right, to });
        to
    }

    #[inline(always)]
    fn push(&mut self, step: Step) {
        self.steps[self.length] = step;
        self.length += 1;
    }
}

/// Whether two digits 1 stand together.
fn has_pair(p: u64) -> bool {
    p & p >> 1 != 0
}

/// The number of products for exponent p ≥ 1.
pub(super) fn length(p: u64) -> u64 {
    if p < 2 { 0 } else { Chain::new(p).steps().len() as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exponents in each place, followed; no step may overwrite its factors.
    fn exponent(chain: &Chain) -> u64 {
        let mut places = [Some(1u64), None, None, None];
        let (last, steps) = chain.steps().split_last().unwrap();
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
            assert!(length(p) <= u64::from(p.ilog2() + p.count_ones()) - 1, "p = {p}");
        }
    }
}
