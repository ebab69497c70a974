//! CLOSURE by brute force: every multiset is made and judged by fractions.

use num_rational::Ratio;

type Fraction = Ratio<i128>;

/// A report whose numbers are exact fractions.
pub struct Report {
    pub mean: Fraction,
    pub sd: Fraction,
    pub mean_error: Fraction,
    pub sd_error: Fraction,
}

impl Report {
    /// All four in tenths.
    pub fn tenths(mean: i128, sd: i128, mean_error: Fraction, sd_error: Fraction) -> Report {
        Report { mean: Fraction::new(mean, 10), sd: Fraction::new(sd, 10), mean_error, sd_error }
    }

    fn admits(&self, values: &[i128], items: i128) -> bool {
        let n = values.len() as i128;
        let sum: i128 = values.iter().sum();
        let squares: i128 = values.iter().map(|value| value * value).sum();
        let mean = Fraction::new(sum, n * items);
        let variance = Fraction::new(n * squares - sum * sum, n * (n - 1) * items * items);
        let (low, high) = (self.sd - self.sd_error, self.sd + self.sd_error);
        let off = mean - self.mean;
        off <= self.mean_error
            && -off <= self.mean_error
            && (low <= Fraction::from(0) || low * low <= variance)
            && variance <= high * high
    }
}

/// All sorted rows, in the order of the ABI.
pub fn datasets(report: &Report, n: usize, low: i32, high: i32, items: i32) -> Vec<Vec<i32>> {
    let admitted = |row: &Vec<i32>| {
        let wide: Vec<i128> = row.iter().map(|&value| value.into()).collect();
        report.admits(&wide, items.into())
    };
    let mut found: Vec<_> =
        multisets(n, low * items, high * items).into_iter().filter(admitted).collect();
    found.sort_by_key(|row| {
        let squares: i64 = row.iter().map(|&value| i64::from(value).pow(2)).sum();
        (row.iter().map(|&value| i64::from(value)).sum::<i64>(), squares, row.clone())
    });
    found
}

/// All ascending rows of n values from low to high.
fn multisets(n: usize, low: i32, high: i32) -> Vec<Vec<i32>> {
    if n == 0 {
        return vec![vec![]];
    }
    let with_first = |first: i32| {
        multisets(n - 1, first, high).into_iter().map(move |rest| [vec![first], rest].concat())
    };
    (low..=high).flat_map(with_first).collect()
}
