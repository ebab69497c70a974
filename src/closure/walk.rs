//! Ranks: which dataset comes where.
//!
//! Cells ascend by (sum, sum of squares); inside a cell datasets, as sorted
//! rows, ascend lexicographically. A walk through the suffix table takes one j
//! while the rank lies among the datasets that have another j, and goes on to
//! j + 1 past them.

use super::plan::{Cell, Plan};
use super::table::State;
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayViewMut1, ArrayViewMut2};

impl Plan<'_> {
    /// Writes dataset number `rank` as a sorted row of n values.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`] for a rank past the last dataset or values that `T`
    /// cannot hold; [`ErrorKind::Size`] unless the row has n entries.
    pub fn unrank<T: TryFrom<i64>>(&self, rank: u128, row: ArrayViewMut1<T>) -> Result<()> {
        self.check_values::<T>()?;
        self.check_rank("rank", rank.saturating_add(1), self.count())?;
        self.check_length(row.len())?;
        self.write_row(rank, row)
    }

    /// Writes datasets from `*rank` on, one row each, until the rows are full or
    /// `end` is reached, and moves `*rank` behind them; their number.
    ///
    /// # Errors
    /// As [`Plan::unrank`], for `*rank` past `end` or `end` past the count;
    /// [`ErrorKind::Cancelled`]: `*rank` is unchanged, the rows unspecified.
    pub fn rows<T: TryFrom<i64>>(
        &self,
        rank: &mut u128,
        end: u128,
        mut rows: ArrayViewMut2<T>,
        control: &Control,
    ) -> Result<usize> {
        self.check_values::<T>()?;
        self.check_rank("end", end, self.count())?;
        self.check_rank("rank", *rank, end)?;
        self.check_length(rows.ncols())?;
        let wanted = (end - *rank).min(rows.nrows() as u128) as usize;
        let work = self.place().n as u64 + self.place().highest as u64;
        let mut meter = Meter::new(control, work.saturating_mul(wanted as u64));
        for (index, row) in rows.outer_iter_mut().take(wanted).enumerate() {
            meter.advance(work)?;
            self.write_row(*rank + index as u128, row)?;
        }
        meter.finish();
        *rank += wanted as u128;
        Ok(wanted)
    }

    /// The rank of the dataset in which the i-th scale value occurs
    /// `histogram[i]` times; `None` when it is no solution.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless the histogram has an entry for each value.
    pub fn rank(&self, histogram: &[i32]) -> Result<Option<u128>> {
        if histogram.len() != self.problem().values() {
            let text = "entries, not {}, one for each scale value";
            let error = Error::new(ErrorKind::Size, "histogram", text);
            return Err(error.given(histogram.len()).other(self.problem().values()));
        }
        Ok(self.rank_in_cells(histogram))
    }

    fn rank_in_cells(&self, histogram: &[i32]) -> Option<u128> {
        let (mut m, mut s, mut q) = (0i64, 0i64, 0i64);
        for (j, &times) in (0i64..).zip(histogram) {
            let times = i64::from(times);
            m = m.checked_add(times).filter(|&m| times >= 0 && m <= self.place().n)?;
            s += times * j;
            q += times * j * j;
        }
        let (mut state, cell) = self.cell_with(s, q).filter(|_| m == self.place().n)?;
        let mut rank = cell.first_rank;
        for &times in &histogram[..histogram.len() - 1] {
            for _ in 0..times {
                state = state.with_one_j();
            }
            rank = rank.checked_add(self.ways(state.with_one_j()))?;
            state = state.without_j();
        }
        Some(rank)
    }

    fn cell_with(&self, s: i64, q: i64) -> Option<(State, Cell)> {
        let before = |cell: &Cell| (cell.sum, cell.sum_of_squares) < (s, q);
        let found = self.shifted_cell(self.first_cell_not(before))?;
        (found.1.sum == s && found.1.sum_of_squares == q).then_some(found)
    }

    /// The index of the first cell that does not come `before`.
    fn first_cell_not(&self, before: impl Fn(&Cell) -> bool) -> usize {
        let (mut low, mut high) = (0, self.cells());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.shifted_cell(middle) {
                Some((_, cell)) if before(&cell) => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    fn write_row<T: TryFrom<i64>>(&self, rank: u128, mut row: ArrayViewMut1<T>) -> Result<()> {
        let index = self.first_cell_not(|cell| cell.first_rank <= rank);
        let found = index.checked_sub(1).and_then(|index| self.shifted_cell(index));
        let damaged = || Error::new(ErrorKind::BadPlan, "plan", "is damaged: a cell is missing");
        let (mut state, cell) = found.ok_or_else(damaged)?;
        let mut rest = rank - cell.first_rank;
        let lowest = self.problem().lowest();
        for entry in &mut row {
            while state.j < self.place().highest {
                let ways = self.ways(state.with_one_j());
                if rest < ways {
                    break;
                }
                rest -= ways;
                state = state.without_j();
            }
            *entry = T::try_from(lowest + state.j).map_err(|_| damaged())?;
            state = state.with_one_j();
        }
        Ok(())
    }

    fn check_values<T: TryFrom<i64>>(&self) -> Result<()> {
        let (low, high) = (self.problem().lowest(), self.problem().lowest() + self.place().highest);
        for value in [low, high] {
            if T::try_from(value).is_err() {
                let text = "cannot hold the scale value {}; take a wider one";
                return Err(Error::new(ErrorKind::Domain, "type", text).other(value));
            }
        }
        Ok(())
    }

    fn check_rank(&self, name: &'static str, rank: u128, limit: u128) -> Result<()> {
        if rank <= limit {
            return Ok(());
        }
        let shown = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
        let text = "is past {}, where the datasets end";
        Err(Error::new(ErrorKind::Domain, name, text).given(shown(rank)).other(shown(limit)))
    }

    fn check_length(&self, length: usize) -> Result<()> {
        if length as i64 == self.place().n {
            return Ok(());
        }
        let text = "entries a row, not n = {}";
        Err(Error::new(ErrorKind::Size, "rows", text).given(length).other(self.place().n))
    }
}
