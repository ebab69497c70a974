//! Where everything lies in the words of a plan.
//!
//! ```text
//! header | cells | bounds | directory | rows | counts
//! ```
//!
//! The suffix table F(j, m, s, q) counts the ways to choose m values from
//! j, j + 1, …, highest with sum s and sum of squares q. It is kept only where a
//! cell can be reached: s and q must fit what the m values can give, and the
//! n − m others, from 0 to j, must be able to give the rest of some cell. For
//! each (j, m) the *directory* has the first s; for each (j, m, s) a *row* has
//! the first q and where its *counts* begin, in steps of 2 of q. The last value
//! alone needs no table: m values are all `highest`.

use super::reach::{Cells, same_parity, squares};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use std::ops::RangeInclusive;

pub(super) const HEADER_WORDS: usize = 16;
pub(super) const CELL_WORDS: usize = 6;
pub(super) const DIRECTORY_WORDS: usize = 2;
pub(super) const ROW_WORDS: usize = 2;

/// Beyond these numbers the table is refused before it is measured.
const MAX_DIRECTORY: u64 = 1 << 24;
const MAX_ROWS: u64 = 1 << 27;
/// 2^40 bytes.
const MAX_WORDS: u64 = 1 << 37;

/// The sizes of a plan's parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub cells: u64,
    /// Number of scale values, each with its bounds.
    pub values: u64,
    pub directory: u64,
    pub rows: u64,
    pub counts: u64,
}

impl Layout {
    /// Measures the table, calling `row` with the first q and the counts before
    /// it for each row in order.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] for a table too large; [`ErrorKind::Cancelled`].
    pub fn measure(
        cells: &Cells,
        meter: &mut Meter,
        mut row: impl FnMut(i64, u64),
    ) -> Result<Layout> {
        let mut layout = Layout::outline(cells, meter)?;
        let totals = (cells.sum_max - cells.sum_min + 1).max(0) as u64;
        meter.set_total(layout.rows + totals);
        for (j, m) in layers(cells) {
            for s in sums(cells, j, m) {
                let window = window(cells, j, m, s, meter)?;
                let (first, length) =
                    window.map_or((0, 0), |(low, high)| (low, (high - low) / 2 + 1));
                row(first, layout.counts);
                layout.counts += length as u64;
                if layout.counts > MAX_WORDS {
                    return Err(too_large(layout.counts.saturating_mul(8)));
                }
            }
        }
        Ok(layout)
    }

    /// All but the counts, from closed forms.
    fn outline(cells: &Cells, meter: &mut Meter) -> Result<Layout> {
        let directory = (cells.highest as u64).saturating_mul(cells.n as u64 + 1);
        if directory > MAX_DIRECTORY {
            return Err(too_large(directory.saturating_mul(8 * DIRECTORY_WORDS as u64)));
        }
        let mut rows = 0;
        for (j, m) in layers(cells) {
            rows += sums(cells, j, m).count() as u64;
        }
        if rows > MAX_ROWS {
            let text = "and this scale need a table of {} rows; this version builds up to 2^27";
            return Err(Error::new(ErrorKind::Size, "n", text).other(rows));
        }
        let mut candidates = 0;
        for s in cells.sum_min..=cells.sum_max {
            meter.advance(1)?;
            candidates += cells.of_sum(s).map_or(0, |(low, high)| (high - low) as u64 / 2 + 1);
        }
        if candidates > MAX_WORDS {
            return Err(too_large(candidates.saturating_mul(8 * CELL_WORDS as u64)));
        }
        let values = cells.highest as u64 + 1;
        Ok(Layout { cells: candidates, values, directory, rows, counts: 0 })
    }

    pub fn bounds_start(&self) -> u64 {
        HEADER_WORDS as u64 + self.cells * CELL_WORDS as u64
    }

    pub fn directory_start(&self) -> u64 {
        self.bounds_start() + self.values
    }

    /// One entry more than there are says where the last one ends.
    pub fn rows_start(&self) -> u64 {
        self.directory_start() + (self.directory + 1) * DIRECTORY_WORDS as u64
    }

    pub fn counts_start(&self) -> u64 {
        self.rows_start() + (self.rows + 1) * ROW_WORDS as u64
    }

    /// The words of the whole plan, with counts of `width` words each.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] beyond 2^40 bytes.
    pub fn words(&self, width: usize) -> Result<u64> {
        let words = self.counts_start() + self.counts * width as u64;
        if words > MAX_WORDS { Err(too_large(words.saturating_mul(8))) } else { Ok(words) }
    }
}

fn too_large(bytes: u64) -> Error {
    let text = "and this scale need a table of at least {} bytes, more than this version builds";
    Error::new(ErrorKind::Size, "n", text).other(bytes)
}

/// The pairs (j, m) in the order of the directory: all values but the highest.
pub(super) fn layers(cells: &Cells) -> impl Iterator<Item = (i64, i64)> + use<> {
    let n = cells.n;
    (0..cells.highest).flat_map(move |j| (0..=n).map(move |m| (j, m)))
}

/// The sums that m values from j on can have on the way to a cell.
pub(super) fn sums(cells: &Cells, j: i64, m: i64) -> Sums {
    let first = (m * j).max(cells.sum_min - (cells.n - m) * j);
    let last = (m * cells.highest).min(cells.sum_max);
    Sums { first, last: last.max(first - 1) }
}

/// A range of sums that knows its length.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    pub first: i64,
    last: i64,
}

impl Sums {
    pub fn count(&self) -> i64 {
        self.last - self.first + 1
    }
}

impl IntoIterator for Sums {
    type Item = i64;
    type IntoIter = std::ops::RangeInclusive<i64>;

    fn into_iter(self) -> Self::IntoIter {
        self.first..=self.last
    }
}

/// The sums of squares of a row: within reach of the m values, and such that the
/// n − m others can complete them to a cell.
fn window(cells: &Cells, j: i64, m: i64, s: i64, meter: &mut Meter) -> Result<Option<(i64, i64)>> {
    let (first, last) = (cells.sum_min.max(s), cells.sum_max.min(s + (cells.n - m) * j));
    meter.advance(1)?;
    if first > last {
        return Ok(None);
    }
    let completed = match last - first < FEW_TOTALS {
        true => completed_one_by_one(cells, j, m, s, first..=last),
        false => Some(completed_at_once(cells, j, m, s, (first, last))),
    };
    let own = squares(m, s, j, cells.highest);
    Ok(completed
        .and_then(|(low, high)| same_parity(s, low.max(*own.start()), high.min(*own.end()))))
}

/// Up to this many totals a row's window is exact; beyond, it may be a little
/// wider than needed.
const FEW_TOTALS: i64 = 12;

/// The hull, over the totals S of cells, of q(cell) − q(others).
fn completed_one_by_one(
    cells: &Cells,
    j: i64,
    m: i64,
    s: i64,
    totals: RangeInclusive<i64>,
) -> Option<(i64, i64)> {
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    for total in totals {
        let Some((first, last)) = cells.of_sum(total) else { continue };
        let rest = squares(cells.n - m, total - s, 0, j);
        low = low.min(first - rest.end());
        high = high.max(last - rest.start());
    }
    (low <= high).then_some((low, high))
}

/// The same from bounds. With c = n − m others of sum S − s:
///
/// - t² ≤ j·t for 0 ≤ t ≤ j, so q ≥ (D + S²)/n − j(S − s) for the smallest
///   deviation D, least near S = nj/2;
/// - Σt² ≥ (Σt)²/c, so q ≤ (D + S²)/n − (S − s)²/c for the largest D, greatest at
///   S = ns/m, where it is D/n + s²/m.
fn completed_at_once(
    cells: &Cells,
    j: i64,
    m: i64,
    s: i64,
    (first, last): (i64, i64),
) -> (i64, i64) {
    let (n, others) = (cells.n, cells.n - m);
    let lowest = (n * j / 2).clamp(first, last);
    let low = (cells.deviation_min + lowest * lowest - n * j * (lowest - s)).div_euclid(n);
    let mean_of_all = if m == 0 { last } else { n * s / m };
    let high = if (first..last).contains(&mean_of_all) && m > 0 {
        cells.deviation_max / n + s * s / m + 2
    } else {
        let end = mean_of_all.clamp(first, last);
        let squares = (end - s) * (end - s) / others;
        (cells.deviation_max + end * end) / n - squares + 1
    };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::super::problem::Problem;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bounds_hold_what_is_exact(
            n in 2i32..14, width in 1i32..9, sums in (-5i64..60, 0i64..40),
            deviations in (0i64..300, 0i64..900),
        ) {
            let cells = Cells::of(&Problem {
                n,
                scale_max: width,
                sum_min: sums.0,
                sum_max: sums.0 + sums.1,
                deviation_min: deviations.0,
                deviation_max: deviations.0 + deviations.1,
                ..Problem::default()
            });
            for (j, m) in layers(&cells).filter(|&(_, m)| m < cells.n) {
                for s in super::sums(&cells, j, m) {
                    let totals = (cells.sum_min.max(s), cells.sum_max.min(s + (cells.n - m) * j));
                    let exact = completed_one_by_one(&cells, j, m, s, totals.0..=totals.1);
                    if let Some((low, high)) = exact {
                        let bounds = completed_at_once(&cells, j, m, s, totals);
                        prop_assert!(bounds.0 <= low && high <= bounds.1, "{:?} {:?}", bounds, exact);
                    }
                }
            }
        }
    }
}
