//! The horns index of all datasets: how far their values lie towards the ends.
//!
//! The index of a dataset is its variance (divisor n) over the largest that the
//! scale allows, ((max − min)/2)²: 0 when all values are equal, 1 when half of
//! them lie at each end. It depends on the cell alone, so that its statistics
//! are sums over cells.
//!
//! Source: the horns index of the R package unsum (L. Jung).

use crate::closure::plan::{Cell, Plan};
use crate::control::{Control, Meter};
use crate::error::Result;

/// Statistics of the horns index over all datasets; NaN when there are none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HornsSummary {
    /// The mean.
    pub mean: f64,
    /// What a uniform distribution over the scale has, (k + 1)/(3(k − 1)).
    pub uniform: f64,
    /// The SD over all datasets (divisor their number).
    pub sd: f64,
    /// SD over mean.
    pub cv: f64,
    /// Median absolute deviation from the median, unscaled.
    pub mad: f64,
    /// The smallest.
    pub min: f64,
    /// The median; of an even number, the mean of the two middle ones.
    pub median: f64,
    /// The largest.
    pub max: f64,
    /// Largest minus smallest.
    pub range: f64,
}

const NONE: HornsSummary = HornsSummary {
    mean: f64::NAN,
    uniform: f64::NAN,
    sd: f64::NAN,
    cv: f64::NAN,
    mad: f64::NAN,
    min: f64::NAN,
    median: f64::NAN,
    max: f64::NAN,
    range: f64::NAN,
};

impl Plan<'_> {
    /// The horns index of a cell's datasets; NaN on a scale of one value.
    pub fn horns(&self, cell: &Cell) -> f64 {
        self.deviation(cell) as f64 / self.deviation_limit()
    }

    /// n²(max − min)²/4, the deviation of horns index 1.
    fn deviation_limit(&self) -> f64 {
        let reach = self.n() as f64 * self.highest() as f64;
        if self.highest() == 0 { f64::NAN } else { reach * reach / 4.0 }
    }

    /// Statistics of the horns index over all datasets, each within about 10⁻¹⁴.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`](crate::error::ErrorKind::BadPlan);
    /// [`ErrorKind::Cancelled`](crate::error::ErrorKind::Cancelled).
    pub fn horns_summary(&self, control: &Control) -> Result<HornsSummary> {
        // Two medians by up to 64 halvings of two ranks each.
        let mut meter = Meter::new(control, 1 + 256 * self.cells() as u64);
        let k = self.highest() as f64 + 1.0;
        let uniform = (k + 1.0) / (3.0 * (k - 1.0));
        let range = self.deviations(&mut meter)?;
        let Some((low, high)) = range.filter(|_| self.count() > 0) else {
            meter.finish();
            return Ok(HornsSummary { uniform, ..NONE });
        };
        let limit = self.deviation_limit();
        let index = |deviation: i64| deviation as f64 / limit;
        let mean = self.weighted(&mut meter, index)?;
        let square = |deviation| (index(deviation) - mean).powi(2);
        let sd = self.weighted(&mut meter, square)?.sqrt();
        // The sum of the two middle deviations is a whole number, as is twice the
        // distance from the median.
        let itself = |deviation: i64| i128::from(deviation);
        let twice_median = self.twice_middle(&mut meter, 2 * i128::from(high), itself)?;
        let distance = |deviation: i64| (2 * i128::from(deviation) - twice_median).abs();
        let four_mad = self.twice_middle(&mut meter, 4 * i128::from(high), distance)?;
        meter.finish();
        let (min, max, cv) = (index(low), index(high), sd / mean);
        let (median, mad) = (twice_median as f64 / 2.0 / limit, four_mad as f64 / 4.0 / limit);
        Ok(HornsSummary { mean, uniform, sd, cv, mad, min, median, max, range: max - min })
    }

    /// The mean of a function of the deviation over all datasets.
    fn weighted(&self, meter: &mut Meter, value: impl Fn(i64) -> f64) -> Result<f64> {
        let total = self.count() as f64;
        self.fold_deviations(meter, 0.0, |sum, deviation, count| {
            sum + count as f64 / total * value(deviation)
        })
    }

    /// The sum of the two middle values of a function of the deviation (twice
    /// the middle one of an odd number); values lie from 0 to `limit`.
    fn twice_middle(
        &self,
        meter: &mut Meter,
        limit: i128,
        value: impl Fn(i64) -> i128,
    ) -> Result<i128> {
        let count = self.count();
        let lower = self.ranked(meter, (count - 1) / 2, limit, &value)?;
        Ok(lower + self.ranked(meter, count / 2, limit, &value)?)
    }

    /// The value of rank `rank` when all datasets are put in order of it, found
    /// by halving the range, which needs no memory for sorting.
    fn ranked(
        &self,
        meter: &mut Meter,
        rank: u128,
        limit: i128,
        value: &impl Fn(i64) -> i128,
    ) -> Result<i128> {
        let (mut low, mut high) = (0, limit);
        while low < high {
            let middle = low + (high - low) / 2;
            let datasets = self.fold_deviations(meter, 0u128, |sum, deviation, count| {
                if value(deviation) <= middle { sum.saturating_add(count) } else { sum }
            })?;
            if datasets > rank {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }
}
