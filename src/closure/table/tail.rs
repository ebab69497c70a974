//! The last four values of the scale, in closed form.
//!
//! Let values b, b + 1, b + 2, b + 3 occur a₀, a₁, a₂, a₃ times, m times
//! together, with sum s and sum of squares q. In u = value − b these have
//! Σu = s − mb =: σ and Σu² = q − 2bs + mb²; with h = (Σu² − Σu)/2 the pairs,
//!
//! ```text
//! a₃ = t,  a₂ = h − 3t,  a₁ = σ − 2h + 3t,  a₀ = m − σ + h − t:
//! ```
//!
//! a *chain*, from dataset to dataset in steps of (−1, +3, −3, +1), as long as
//! none of the four leaves its bounds. So the table ends before these values. On a
//! scale of fewer than four the missing ones below 0 never occur.

use crate::closure::table::bounds::Bounds;
use crate::closure::table::count::Count;

/// What is known of the last four values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tail {
    /// The lowest of the four; below 0 on a scale of fewer.
    pub base: i64,
    /// How often the two values before must and may occur.
    pub before: [Bounds; 2],
    /// How often each must and may occur.
    pub bounds: [Bounds; 4],
    /// Whether these are any number of times.
    free: bool,
}

/// The datasets of the last four values with one m, s and q, by ascending t.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chain {
    /// The first t.
    pub first: i64,
    /// How many there are.
    pub length: i64,
    /// How often each value occurs at t = 0.
    origin: [i64; 4],
}

impl Chain {
    /// The change from one dataset to the next.
    pub(crate) const STEP: [i64; 4] = [-1, 3, -3, 1];

    /// How often each value occurs in dataset number `index`.
    pub fn times(&self, index: i64) -> [i64; 4] {
        let t = self.first + index;
        std::array::from_fn(|i| self.origin[i] + t * Chain::STEP[i])
    }
}

impl Tail {
    /// The tail of a scale whose highest value is number `highest`; `bounds` of
    /// its values, by number.
    pub fn new(n: i64, highest: i64, bounds: impl Fn(i64) -> Bounds) -> Tail {
        let base = highest - 3;
        let of = |value| if value < 0 { Bounds { least: 0, most: 0 } } else { bounds(value) };
        let before = [of(base - 2), of(base - 1)];
        let bounds = std::array::from_fn(|i| of(base + i as i64));
        let free = bounds.iter().all(|bounds: &Bounds| bounds.are_free(n));
        Tail { base, before, bounds, free }
    }

    /// The number of values before the tail, which need a table.
    pub fn tables_below(highest: i64) -> i64 {
        (highest - 3).max(0)
    }

    /// The datasets of m values from `base` on.
    #[inline]
    pub fn chain(&self, m: i64, s: i64, q: i64) -> Chain {
        let sigma = s - m * self.base;
        let squares = q - 2 * self.base * s + m * self.base * self.base;
        self.chain_of(m, sigma, (squares - sigma) >> 1)
    }

    #[inline]
    pub fn chain_of(&self, m: i64, sigma: i64, h: i64) -> Chain {
        let origin = [m - sigma + h, sigma - 2 * h, h, 0];
        let (mut first, mut last) = (origin[1].wrapping_neg().max(-2), origin[2].max(-1));
        first = (first + 2) / 3;
        last = (last + 3) / 3 - 1;
        last = last.min(origin[0]);
        if !self.free {
            (first, last) = self.clip(origin, first, last);
        }
        Chain { first, length: (last - first + 1).max(0), origin }
    }

    /// The t from `first` to `last` where all four keep their bounds.
    #[cold]
    fn clip(&self, origin: [i64; 4], mut first: i64, mut last: i64) -> (i64, i64) {
        for (i, bounds) in self.bounds.iter().enumerate() {
            let (least, most) = (i64::from(bounds.least.max(0)), i64::from(bounds.most));
            let step = Chain::STEP[i];
            let (low, high) = if step > 0 { (least, most) } else { (most, least) };
            // least ≤ origin + t·step ≤ most, divided by the step.
            first = first.max(ceiling((low - origin[i]) * step.signum(), step.abs()));
            last = last.min(((high - origin[i]) * step.signum()).div_euclid(step.abs()));
        }
        (first, last)
    }

    /// Writes the lengths of the chains for q, q + 2, q + 4, …
    pub fn write_lengths<C: Count>(&self, m: i64, s: i64, q: i64, counts: &mut [u64]) {
        let sigma = s - m * self.base;
        let squares = q - 2 * self.base * s + m * self.base * self.base;
        let h = (squares - sigma) >> 1;
        if !self.free {
            for (count, h) in counts.chunks_exact_mut(C::WORDS).zip(h..) {
                C::from_length(self.chain_of(m, sigma, h).length).write(count);
            }
            return;
        }
        // h in steps of 3, where the ends of t move by whole numbers: no division.
        let ends: [[i64; 3]; 3] = std::array::from_fn(|i| {
            let h = h + i as i64;
            [ceiling(2 * h - sigma, 3), h.div_euclid(3), m - sigma + h]
        });
        for (three, counts) in (0..).zip(counts.chunks_mut(3 * C::WORDS)) {
            for (end, count) in ends.iter().zip(counts.chunks_exact_mut(C::WORDS)) {
                let first = (end[0] + 2 * three).max(0);
                let last = (end[1] + three).min(end[2] + 3 * three);
                C::from_length((last - first + 1).max(0)).write(count);
            }
        }
    }
}

fn ceiling(number: i64, by: i64) -> i64 {
    -(-number).div_euclid(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brute_force(tail: &Tail, m: i64, s: i64, q: i64) -> Vec<[i64; 4]> {
        let mut found = vec![];
        for code in 0..(m + 1).pow(3) {
            let (a0, a1, a2) = (code / (m + 1).pow(2), code / (m + 1) % (m + 1), code % (m + 1));
            let times = [a0, a1, a2, m - a0 - a1 - a2];
            let sum = |power: u32| -> i64 {
                times.iter().zip(tail.base..).map(|(times, value)| times * value.pow(power)).sum()
            };
            let allowed = times.iter().zip(&tail.bounds).all(|(&t, b)| t >= 0 && b.allow(t));
            if allowed && sum(1) == s && sum(2) == q {
                found.push(times);
            }
        }
        found.reverse();
        found
    }

    #[test]
    fn chains_are_all_datasets_of_four_values() {
        let free = Bounds { least: 0, most: 7 };
        let some = [(1, 3), (0, 2), (2, 7), (0, 1)].map(|(least, most)| Bounds { least, most });
        for (highest, bounds) in [(3, [free; 4]), (5, [free; 4]), (3, some), (2, [free; 4])] {
            let tail = Tail::new(7, highest, |value| match value + 3 - highest {
                before if before < 0 => free,
                place => bounds[place as usize],
            });
            for m in 0..6 {
                for (s, q) in (-3..6 * m + 2).flat_map(|s| (-3..30 * m + 3).map(move |q| (s, q))) {
                    if (s ^ q) & 1 == 1 {
                        continue;
                    }
                    let chain = tail.chain(m, s, q);
                    let found: Vec<_> = (0..chain.length).map(|i| chain.times(i)).collect();
                    assert_eq!(found, brute_force(&tail, m, s, q), "{tail:?} {m} {s} {q}");
                }
                for s in 0..=highest * m {
                    let mut lengths = [0; 20];
                    tail.write_lengths::<u64>(m, s, s, &mut lengths);
                    for (length, q) in lengths.iter().zip((s..).step_by(2)) {
                        assert_eq!(*length as i64, tail.chain(m, s, q).length);
                    }
                }
            }
        }
    }
}
