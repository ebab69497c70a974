//! Which sums of squares are within reach.
//!
//! Values are counted in steps t from the lowest of the scale, 0 to `highest`;
//! s and q are sums of t and t². A cell (s, q) is a pair that n values must
//! have; q ≡ s (mod 2) always. The deviation n·q − s² does not change with the
//! shift to t.

use crate::closure::problem::Problem;
use std::ops::RangeInclusive;

/// The smallest Σt² of m whole numbers with sum s ≥ 0: as equal as they can be.
fn least_squares(m: i64, s: i64) -> i64 {
    if m == 0 {
        return 0;
    }
    let (each, more) = divide(s, m);
    (m - more) * each * each + more * (each + 1) * (each + 1)
}

/// The smallest n·Σt² − s² of n whole numbers with sum s.
pub(crate) fn least_deviation(n: i64, s: i64) -> i64 {
    let more = s.rem_euclid(n);
    more * (n - more)
}

/// The largest Σt² of m whole numbers from `low` to `high` with sum s: all at the
/// ends but at most one.
fn most_squares(m: i64, s: i64, low: i64, high: i64) -> i64 {
    if m == 0 || low == high {
        return m * low * low;
    }
    let (at_high, rest) = divide(s - m * low, high - low);
    let between = if rest > 0 { 1 } else { 0 };
    let middle = low + rest;
    at_high * high * high + between * middle * middle + (m - at_high - between) * low * low
}

/// ⌈x/n⌉ for n > 0.
fn ceiling(x: i64, n: i64) -> i64 {
    -(-x).div_euclid(n)
}

/// Quotient and remainder of sums, which are from 0 to 2^31: in 32 bits, where a
/// division takes half the time.
pub(crate) fn divide(sum: i64, by: i64) -> (i64, i64) {
    let (sum, by) = (sum as u32, by as u32);
    (i64::from(sum / by), i64::from(sum % by))
}

/// The Σt² that m values from `low` to `high` with sum s can have lie in this
/// range, whose ends are attained; s must be from m·low to m·high.
pub(crate) fn squares(m: i64, s: i64, low: i64, high: i64) -> RangeInclusive<i64> {
    least_squares(m, s)..=most_squares(m, s, low, high)
}

/// The cells of a problem.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells {
    pub n: i64,
    /// The highest value.
    pub highest: i64,
    pub sum_min: i64,
    pub sum_max: i64,
    pub deviation_min: i64,
    pub deviation_max: i64,
}

impl Cells {
    pub fn of(problem: &Problem) -> Cells {
        let (n, highest) = (i64::from(problem.n), problem.highest());
        let shift = n * problem.lowest();
        // No deviation is larger than with half of the values at each end.
        let limit = (n * highest) * (n * highest) / 4;
        let sum_min = problem.sum_min.saturating_sub(shift).max(0);
        let sum_max = problem.sum_max.saturating_sub(shift).min(n * highest);
        let (sum_min, sum_max) = if sum_min <= sum_max { (sum_min, sum_max) } else { (1, 0) };
        Cells {
            n,
            highest,
            sum_min,
            sum_max,
            deviation_min: problem.deviation_min.clamp(0, 1 << 62),
            deviation_max: problem.deviation_max.min(limit),
        }
    }

    /// The sums of squares of the cells with sum s, in steps of 2 from the
    /// first; `None` when there are none.
    pub fn of_sum(&self, s: i64) -> Option<(i64, i64)> {
        let (least, most) = squares(self.n, s, 0, self.highest).into_inner();
        let low = ceiling(self.deviation_min + s * s, self.n).max(least);
        let high = (self.deviation_max + s * s).div_euclid(self.n).min(most);
        same_parity(s, low, high)
    }
}

impl Cells {
    /// Value j occurs at most so often in a dataset: c of them at a distance e/n from
    /// the mean have a share of D that leaves c·(e² + D) ≤ n·D.
    pub fn most_times(&self, j: i64) -> i64 {
        let total = (self.n * j).clamp(self.sum_min, self.sum_max.max(self.sum_min));
        let distance = (self.n * j - total).unsigned_abs() as u128;
        let deviation = self.deviation_max.max(0) as u128;
        match distance * distance + deviation {
            0 => self.n,
            share => (self.n as u128 * deviation / share) as i64,
        }
    }
}

/// The part of low..=high that has the parity of s.
pub(crate) fn same_parity(s: i64, low: i64, high: i64) -> Option<(i64, i64)> {
    let low = low + ((low ^ s) & 1);
    let high = high - ((high ^ s) & 1);
    (low <= high).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_ends_are_attained() {
        for (low, high) in [(0i64, 3i64), (1, 4), (2, 2)] {
            for m in 0..6u32 {
                let mut found: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
                let width = (high - low + 1) as u32;
                for code in 0..width.pow(m) {
                    let values = (0..m).map(|i| low + i64::from(code / width.pow(i) % width));
                    let (s, q) = values.fold((0, 0), |(s, q), t| (s + t, q + t * t));
                    let entry = found.entry(s).or_insert((q, q));
                    *entry = (entry.0.min(q), entry.1.max(q));
                }
                for (s, (least, most)) in found {
                    assert_eq!(squares(i64::from(m), s, low, high), least..=most);
                }
            }
        }
    }
}
