//! Ranks: which dataset comes where.
//!
//! Cells ascend by (sum, sum of squares); inside a cell datasets, as sorted
//! rows, ascend lexicographically, so that the more often a value occurs the
//! earlier a dataset comes. A walk through the suffix table passes over the
//! datasets with more of a value until the rank lies among those with c of it.

use super::philox;
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
        self.write_row(rank, row, &mut Meter::new(&Control::default(), 0))
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
        self.check_length(rows.ncols())?;
        self.advance(rank, end, rows.nrows(), control, |rank, index, meter| {
            self.write_row(rank, rows.row_mut(index), meter)
        })
    }

    /// Writes up to `capacity` datasets and moves the rank behind them.
    fn advance(
        &self,
        rank: &mut u128,
        end: u128,
        capacity: usize,
        control: &Control,
        mut write: impl FnMut(u128, usize, &mut Meter) -> Result<()>,
    ) -> Result<usize> {
        self.check_rank("end", end, self.count())?;
        self.check_rank("rank", *rank, end)?;
        let wanted = (end - *rank).min(capacity as u128) as usize;
        let work = self.work_per_row();
        let mut meter = Meter::new(control, work.saturating_mul(wanted as u64));
        for index in 0..wanted {
            write(*rank + index as u128, index, &mut meter)?;
        }
        meter.finish();
        *rank += wanted as u128;
        Ok(wanted)
    }

    fn work_per_row(&self) -> u64 {
        self.place().n as u64 + self.place().highest as u64
    }

    /// Writes datasets from `*rank` on as histograms, one row of counts each, as
    /// [`Plan::rows`] writes them as values.
    ///
    /// # Errors
    /// As [`Plan::rows`], for counts up to n that `T` cannot hold.
    pub fn histograms<T: TryFrom<i64>>(
        &self,
        rank: &mut u128,
        end: u128,
        mut histograms: ArrayViewMut2<T>,
        control: &Control,
    ) -> Result<usize> {
        self.check_fit::<T>("type", self.place().n)?;
        self.check_entries("histograms", histograms.ncols(), self.problem().values())?;
        self.advance(rank, end, histograms.nrows(), control, |rank, index, meter| {
            let mut entries = histograms.row_mut(index).into_iter();
            self.walk(rank, meter, |_, times, _| {
                let slot = entries.next().zip(T::try_from(times).ok());
                slot.map(|(entry, times)| *entry = times).ok_or_else(damaged)
            })
        })
    }

    /// Writes datasets drawn uniformly at random, one row each: samples
    /// `first`, `first` + 1, … of `seed`, which do not depend on how they are
    /// asked for.
    ///
    /// # Errors
    /// As [`Plan::rows`]; [`ErrorKind::Domain`] when there is no dataset.
    pub fn sample<T: TryFrom<i64>>(
        &self,
        seed: u64,
        first: u64,
        mut rows: ArrayViewMut2<T>,
        control: &Control,
    ) -> Result<()> {
        self.check_values::<T>()?;
        self.check_length(rows.ncols())?;
        if self.count() == 0 && rows.nrows() > 0 {
            return Err(Error::new(ErrorKind::Domain, "plan", "has no dataset to draw from"));
        }
        let work = self.work_per_row();
        let mut meter = Meter::new(control, work.saturating_mul(rows.nrows() as u64));
        for (index, row) in (0u64..).zip(rows.outer_iter_mut()) {
            let rank = philox::below(self.count(), seed, first.wrapping_add(index));
            self.write_row(rank, row, &mut meter)?;
        }
        meter.finish();
        Ok(())
    }

    /// The rank of the dataset in which the i-th scale value occurs
    /// `histogram[i]` times; `None` when it is no solution.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless the histogram has an entry for each value;
    /// [`ErrorKind::Cancelled`].
    pub fn rank(&self, histogram: &[i32], control: &Control) -> Result<Option<u128>> {
        if histogram.len() != self.problem().values() {
            let text = "entries, not {}, one for each scale value";
            let error = Error::new(ErrorKind::Size, "histogram", text);
            return Err(error.given(histogram.len()).other(self.problem().values()));
        }
        let Some((mut state, cell)) = self.cell_of(histogram) else { return Ok(None) };
        let mut meter = Meter::new(control, self.work_per_row());
        let mut rank = cell.first_rank;
        for &times in &histogram[..histogram.len() - 1] {
            let times = i64::from(times);
            let allowed = self.bounds(state.j).times(state.m);
            if !allowed.contains(&times) {
                return Ok(None);
            }
            for more in times + 1..=*allowed.end() {
                meter.advance(1)?;
                rank = rank.checked_add(self.ways(state.after(more))).ok_or_else(damaged)?;
            }
            state = state.after(times);
        }
        meter.finish();
        Ok((self.ways(state) == 1).then_some(rank))
    }

    /// The cell that the histogram's sums lie in, with its first state.
    fn cell_of(&self, histogram: &[i32]) -> Option<(State, Cell)> {
        let (mut m, mut s, mut q) = (0i64, 0i64, 0i64);
        for (j, &times) in (0i64..).zip(histogram) {
            let times = i64::from(times);
            m = m.checked_add(times).filter(|&m| times >= 0 && m <= self.place().n)?;
            s += times * j;
            q += times * j * j;
        }
        self.cell_with(s, q).filter(|_| m == self.place().n)
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

    fn write_row<T: TryFrom<i64>>(
        &self,
        rank: u128,
        mut row: ArrayViewMut1<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        let lowest = self.problem().lowest();
        let mut entries = row.iter_mut();
        self.walk(rank, meter, |j, times, meter| {
            for entry in entries.by_ref().take(times as usize) {
                meter.advance(1)?;
                *entry = T::try_from(lowest + j).map_err(|_| damaged())?;
            }
            Ok(())
        })
    }

    /// Tells how often each value occurs in dataset `rank`, in ascending order.
    fn walk(
        &self,
        rank: u128,
        meter: &mut Meter,
        mut tell: impl FnMut(i64, i64, &mut Meter) -> Result<()>,
    ) -> Result<()> {
        let index = self.first_cell_not(|cell| cell.first_rank <= rank);
        let found = index.checked_sub(1).and_then(|index| self.shifted_cell(index));
        let (mut state, cell) = found.ok_or_else(damaged)?;
        let mut rest = rank - cell.first_rank;
        while state.j < self.place().highest {
            let times = self.choose(state, &mut rest, meter)?;
            tell(state.j, times, meter)?;
            state = state.after(times);
        }
        tell(state.j, state.m, meter)
    }

    /// How often the value of `state` occurs in the dataset with `rest` others
    /// before it; passes over those that have it more often.
    fn choose(&self, state: State, rest: &mut u128, meter: &mut Meter) -> Result<i64> {
        let bounds = self.bounds(state.j);
        if i64::from(bounds.most) >= self.place().n {
            return self.choose_freely(state, bounds.least.into(), rest, meter);
        }
        for times in self.bounds(state.j).times(state.m).rev() {
            meter.advance(1)?;
            let ways = self.ways(state.after(times));
            if *rest < ways {
                return Ok(times);
            }
            *rest -= ways;
        }
        Err(damaged())
    }

    /// As [`choose`](Self::choose) for a value that may occur any number of times
    /// from `least` on: the state after one of them counts the datasets that have
    /// one more.
    fn choose_freely(
        &self,
        state: State,
        least: i64,
        rest: &mut u128,
        meter: &mut Meter,
    ) -> Result<i64> {
        let (mut state, mut times) = (state.with_one_j(), least.max(0));
        loop {
            meter.advance(1)?;
            let more = self.ways(state);
            if *rest >= more {
                *rest -= more;
                return Ok(times);
            }
            (state, times) = (state.with_one_j(), times + 1);
        }
    }

    fn check_values<T: TryFrom<i64>>(&self) -> Result<()> {
        self.check_fit::<T>("type", self.problem().lowest())?;
        self.check_fit::<T>("type", self.problem().lowest() + self.place().highest)
    }

    fn check_fit<T: TryFrom<i64>>(&self, name: &'static str, value: i64) -> Result<()> {
        if T::try_from(value).is_ok() {
            return Ok(());
        }
        let text = "cannot hold the value {}; take a wider one";
        Err(Error::new(ErrorKind::Domain, name, text).other(value))
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

fn damaged() -> Error {
    Error::new(ErrorKind::BadPlan, "plan", "is damaged: a dataset is missing")
}
