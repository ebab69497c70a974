//! CLOSURE in plain integers: how many multisets have each pair of sums, and
//! every multiset itself, judged by cross-multiplied fractions.

use std::collections::BTreeMap;

/// The sum of a dataset and the sum of its squares.
pub type Sums = (i128, i128);

/// All that a report says is in thousandths.
pub const UNIT: i128 = 1000;

/// A mean and a sample SD with their errors, in thousandths.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    pub mean: i128,
    pub sd: i128,
    pub mean_error: i128,
    pub sd_error: i128,
}

impl Report {
    /// Whether n whole numbers with these sums, each divided by `items`, have
    /// this mean and SD within the errors, both ends included.
    pub fn admits(&self, n: i128, items: i128, (sum, squares): Sums) -> bool {
        self.admits_mean(n * items, sum)
            && self.admits_variance(n * squares - sum * sum, n * (n - 1) * items * items)
    }

    /// |sum / parts - mean| <= error, times both denominators.
    fn admits_mean(&self, parts: i128, sum: i128) -> bool {
        (sum * UNIT - self.mean * parts).abs() <= self.mean_error * parts
    }

    /// max(0, sd - error)^2 <= deviation / parts <= (sd + error)^2, times both
    /// denominators.
    fn admits_variance(&self, deviation: i128, parts: i128) -> bool {
        let least = (self.sd - self.sd_error).max(0);
        let most = self.sd + self.sd_error;
        let variance = deviation * UNIT * UNIT;
        most >= 0 && least * least * parts <= variance && variance <= most * most * parts
    }
}

/// The number of multisets of n values from low to high with each pair of sums.
pub fn distribution(n: usize, low: i32, high: i32) -> BTreeMap<Sums, u128> {
    let mut of_size = vec![BTreeMap::new(); n + 1];
    of_size[0].insert((0, 0), 1);
    for value in i128::from(low)..=i128::from(high) {
        // Sizes ascend: what is one smaller may hold the value already, so it
        // joins any number of times, and after all lower ones.
        for size in 1..=n {
            for ((sum, squares), count) in of_size[size - 1].clone() {
                *of_size[size].entry((sum + value, squares + value * value)).or_default() += count;
            }
        }
    }
    of_size.swap_remove(n)
}

/// How often each of `values` values may occur in n: all possibilities.
pub fn histograms(n: i32, values: usize) -> Vec<Vec<i32>> {
    if values == 0 {
        return if n == 0 { vec![vec![]] } else { vec![] };
    }
    let with_first = |first: i32| {
        let rests = histograms(n - first, values - 1);
        rests.into_iter().map(move |rest| [vec![first], rest].concat())
    };
    (0..=n).flat_map(with_first).collect()
}

/// The sorted dataset of a histogram whose first entry belongs to `low`.
pub fn row(histogram: &[i32], low: i32) -> Vec<i32> {
    let copies = |(value, &times): (i32, &i32)| vec![value; times as usize];
    (low..).zip(histogram).flat_map(copies).collect()
}

pub fn sums(row: &[i32]) -> Sums {
    row.iter().map(|&value| i128::from(value)).fold((0, 0), |(s, q), x| (s + x, q + x * x))
}

/// How often scale values must and may occur, and whether both ends must.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    pub least: Option<&'a [i32]>,
    pub most: Option<&'a [i32]>,
    pub attained: bool,
}

impl Bounds<'_> {
    pub fn admit(&self, histogram: &[i32]) -> bool {
        let ends_occur = histogram[0] > 0 && histogram[histogram.len() - 1] > 0;
        (ends_occur || !self.attained)
            && self.least.is_none_or(|least| least.iter().zip(histogram).all(|(l, h)| l <= h))
            && self.most.is_none_or(|most| histogram.iter().zip(most).all(|(h, m)| h <= m))
    }
}
