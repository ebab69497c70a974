//! Mean and SD from exact sums, and the SDs that a mean allows.

use crate::closure::problem::Problem;
use crate::closure::table::reach::{Cells, squares};
use crate::control::Meter;
use crate::error::Result;

/// S/(n·items), correctly rounded.
pub fn mean(problem: &Problem, sum: i64) -> f64 {
    sum as f64 / (f64::from(problem.n) * f64::from(problem.items))
}

/// √(D/(n(n − 1)))/items, or √D/(n·items) when the problem divides by n; within
/// 2 ulp.
pub fn sd(problem: &Problem, deviation: i64) -> f64 {
    let n = f64::from(problem.n);
    let divisor = if problem.divisor_n { n * n } else { n * (n - 1.0) };
    (deviation as f64 / divisor).sqrt() / f64::from(problem.items)
}

/// The smallest and the largest deviation of any dataset whose sum lies in the
/// problem's window, whatever its SD; `None` when no sum does.
pub(crate) fn deviation_range(problem: &Problem, meter: &mut Meter) -> Result<Option<(i64, i64)>> {
    let cells = Cells::of(problem);
    let mut range: Option<(i64, i64)> = None;
    for s in cells.sum_min..=cells.sum_max {
        meter.advance(1)?;
        let (least, most) = squares(cells.n, s, 0, cells.highest).into_inner();
        let (low, high) = (cells.n * least - s * s, cells.n * most - s * s);
        range = Some(range.map_or((low, high), |all| (all.0.min(low), all.1.max(high))));
    }
    Ok(range)
}
