//! Which sums and sums of squares can lie on a way to a cell.
//!
//! A state of the table is m values from j on with sum s and sum of squares q.
//! The other n − m values, from 0 to j, must be able to complete it to a cell:
//! that bounds s, and for each s an interval of q, the *span*. Spans come from
//! closed forms, so that the size of a table is known before any memory is had.

use crate::closure::table::reach::{Cells, divide, same_parity, squares};

/// Spans are exact where up to this many totals S complete a state; beyond, they
/// may be a little wider than needed.
const MANY: usize = 64;
/// The same where the cells of each total have to be found again.
const FEW: i64 = 12;

/// A q that no cell has, far from all that have one.
const NO_SQUARES: (i64, i64) = (i64::MAX / 4, i64::MIN / 4);

/// The spans of a problem's table.
pub(crate) struct Spans {
    pub cells: Cells,
    /// The squares of the cells of each total, from `sum_min` on.
    of_totals: [(i64, i64); MANY],
    /// Whether `of_totals` has them all.
    kept: bool,
}

/// A range of sums that knows its length.
#[derive(Clone, Copy)]
pub(crate) struct Sums {
    pub first: i64,
    last: i64,
}

impl Sums {
    pub fn count(&self) -> u64 {
        (self.last - self.first + 1) as u64
    }
}

impl IntoIterator for Sums {
    type Item = i64;
    type IntoIter = std::ops::RangeInclusive<i64>;

    fn into_iter(self) -> Self::IntoIter {
        self.first..=self.last
    }
}

impl Spans {
    pub fn new(cells: Cells) -> Spans {
        let kept = cells.sum_max - cells.sum_min < MANY as i64;
        let mut of_totals = [NO_SQUARES; MANY];
        if kept {
            for (total, squares) in (cells.sum_min..=cells.sum_max).zip(&mut of_totals) {
                *squares = cells.of_sum(total).unwrap_or(NO_SQUARES);
            }
        }
        Spans { cells, of_totals, kept }
    }

    /// The sums that m values from j on can have.
    ///
    /// Two sets of m and c = n − m values with sums s and S − s have
    /// s²/m + (S − s)²/c ≤ q, so |n·s − m·S| ≤ √(m·c·D) for a deviation D.
    pub fn sums(&self, j: i64, m: i64) -> Sums {
        let Cells { n, highest, sum_min, sum_max, deviation_max, .. } = self.cells;
        if sum_min > sum_max || deviation_max < 0 {
            return Sums { first: 0, last: -1 };
        }
        let others = n - m;
        let radius = root_of_product(m * others, deviation_max);
        let near = (-(radius - m * sum_min).div_euclid(n), (m * sum_max + radius).div_euclid(n));
        let first = (m * j).max(sum_min - others * j).max(near.0);
        let last = (m * highest).min(sum_max).min(near.1);
        Sums { first, last: last.max(first - 1) }
    }

    /// The sums of squares, in steps of 2 from the first to the last: within
    /// reach of the m values, and such that the others can complete them.
    pub fn squares(&self, j: i64, m: i64, s: i64) -> Option<(i64, i64)> {
        let Cells { n, highest, sum_min, sum_max, .. } = self.cells;
        let others = n - m;
        let totals = (sum_min.max(s), sum_max.min(s + others * j));
        if totals.0 > totals.1 {
            return None;
        }
        let exact = if self.kept { MANY as i64 } else { FEW };
        let (low, high) = match totals.1 - totals.0 < exact {
            true => self.completed_one_by_one(others, j, s, totals),
            false => self.completed_at_once(m, j, s, totals),
        };
        let own = squares(m, s, j, highest);
        same_parity(s, low.max(*own.start()), high.min(*own.end()))
    }

    fn of_total(&self, total: i64) -> (i64, i64) {
        if self.kept {
            self.of_totals[(total - self.cells.sum_min) as usize]
        } else {
            self.cells.of_sum(total).unwrap_or(NO_SQUARES)
        }
    }

    /// The hull, over totals S, of q(cell) − q(others). The least and the most
    /// squares of the others, as S grows by 1, grow by one step each.
    fn completed_one_by_one(
        &self,
        others: i64,
        j: i64,
        s: i64,
        (first, last): (i64, i64),
    ) -> (i64, i64) {
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        let rest = first - s;
        // As equal as they can be, and all at the ends but one.
        let (mut each, mut more) = if others == 0 { (0, 0) } else { divide(rest, others) };
        let mut least = others * each * each + more * (2 * each + 1);
        let (at_top, mut middle) = if j == 0 { (0, 0) } else { divide(rest, j) };
        let mut most = at_top * j * j + middle * middle;
        for total in first..=last {
            let (cell_low, cell_high) = self.of_total(total);
            low = low.min(cell_low - most);
            high = high.max(cell_high - least);
            least += 2 * each + 1;
            most += 2 * middle + 1;
            (each, more) = if more + 1 == others { (each + 1, 0) } else { (each, more + 1) };
            middle = if middle + 1 == j { 0 } else { middle + 1 };
        }
        (low, high)
    }

    /// The same from bounds. With c others of sum S − s:
    ///
    /// - t² ≤ j·t for 0 ≤ t ≤ j, so q ≥ (D + S²)/n − j(S − s) for the smallest
    ///   deviation D, least near S = nj/2;
    /// - Σt² ≥ (Σt)²/c, so q ≤ (D + S²)/n − (S − s)²/c for the largest D, greatest
    ///   at S = ns/m, where it is D/n + s²/m.
    fn completed_at_once(&self, m: i64, j: i64, s: i64, (first, last): (i64, i64)) -> (i64, i64) {
        let Cells { n, deviation_min, deviation_max, .. } = self.cells;
        let others = n - m;
        let lowest = (n * j / 2).clamp(first, last);
        let low = (deviation_min + lowest * lowest - n * j * (lowest - s)).div_euclid(n);
        let mean_of_all = if m == 0 { last } else { n * s / m };
        let high = if (first..last).contains(&mean_of_all) && m > 0 {
            deviation_max / n + s * s / m + 2
        } else {
            let end = mean_of_all.clamp(first, last);
            let squares = (end - s) * (end - s) / others;
            (deviation_max + end * end) / n - squares + 1
        };
        (low, high)
    }
}

/// The whole part of √(a·b).
fn root_of_product(a: i64, b: i64) -> i64 {
    match a.checked_mul(b) {
        Some(product) => product.isqrt(),
        None => (a as u128 * b as u128).isqrt() as i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closure::problem::Problem;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bounds_hold_what_is_exact(
            n in 2i32..14, width in 1i32..9, sums in (-5i64..60, 0i64..40),
            deviations in (0i64..300, 0i64..900),
        ) {
            let spans = Spans::new(Cells::of(&Problem {
                n,
                scale_max: width,
                sum_min: sums.0,
                sum_max: sums.0 + sums.1,
                deviation_min: deviations.0,
                deviation_max: deviations.0 + deviations.1,
                ..Problem::default()
            }));
            let Cells { n, highest, sum_min, sum_max, .. } = spans.cells;
            for (j, m) in (0..highest).flat_map(|j| (0..n).map(move |m| (j, m))) {
                for s in spans.sums(j, m) {
                    let totals = (sum_min.max(s), sum_max.min(s + (n - m) * j));
                    let (low, high) = spans.completed_one_by_one(n - m, j, s, totals);
                    if totals.0 <= totals.1 && low <= high {
                        let bounds = spans.completed_at_once(m, j, s, totals);
                        prop_assert!(bounds.0 <= low && high <= bounds.1);
                    }
                }
            }
        }
    }
}
