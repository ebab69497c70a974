//! Ranks: which dataset comes where.
//!
//! Cells ascend by (sum, sum of squares); inside a cell datasets, as sorted
//! rows, ascend lexicographically, so that the more often a value occurs the
//! earlier a dataset comes. A walk through the table passes over the datasets
//! with more of a value until the rank lies among those with c of it; the last
//! four values are the dataset's place in its chain.

use crate::closure::plan::{Cell, Plan, damaged};
use crate::closure::ranks::stage::{Rank, Stage};
use crate::closure::table::state::State;
use crate::closure::table::tail::{Chain, Tail};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayViewMut1, s};

impl Plan<'_> {
    /// Writes dataset number `rank` as a sorted row of n values.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`] for a rank past the last dataset or values that `T`
    /// cannot hold; [`ErrorKind::Size`] unless the row has n entries.
    pub fn unrank<T: Clone + TryFrom<i64>>(&self, rank: u128, row: ArrayViewMut1<T>) -> Result<()> {
        self.check_values::<T>()?;
        self.check_rank("rank", rank.saturating_add(1), self.count())?;
        self.check_length(row.len())?;
        self.write_row(rank, row, &mut Meter::new(&Control::default(), 0))
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
        let mut meter = Meter::new(control, self.layers() as u64);
        let found = self.cell_of(histogram, &mut meter)?;
        let Some((mut state, cell)) = found else { return Ok(None) };
        let mut rank = cell.first_rank;
        let (tail, tables) = (self.tail(), self.layers() as usize);
        for &times in &histogram[..tables] {
            let stage = Stage::of(self, &tail, state.j)?;
            let times = i64::from(times);
            if !stage.bounds.allow(times) {
                return Ok(None);
            }
            meter.advance(1)?;
            let before = match self.count_words() {
                1 => stage.more_than::<u64>(state, times, &mut meter)?.into(),
                _ => stage.more_than::<u128>(state, times, &mut meter)?,
            };
            rank = rank.checked_add(before).ok_or_else(damaged)?;
            state = state.after(times);
        }
        meter.finish();
        let place = place_in_chain(&tail.chain(state.m, state.s, state.q), &histogram[tables..]);
        Ok(place.and_then(|place| rank.checked_add(place)))
    }

    /// The cell that the histogram's sums lie in, with its first state.
    fn cell_of(&self, histogram: &[i32], meter: &mut Meter) -> Result<Option<(State, Cell)>> {
        let (mut m, mut s, mut q) = (0i64, 0i64, 0i64);
        for (j, &times) in (0i64..).zip(histogram) {
            meter.scan(1)?;
            let times = i64::from(times);
            m = m.saturating_add(times);
            if times < 0 || m > self.n() {
                return Ok(None);
            }
            s += times * j;
            q += times * j * j;
        }
        Ok(self.cell_with(s, q).filter(|_| m == self.n()))
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

    /// The index of the cell that dataset `rank` lies in.
    pub(crate) fn cell_of_rank(&self, rank: u128) -> Result<usize> {
        self.first_cell_not(|cell| cell.first_rank <= rank).checked_sub(1).ok_or_else(damaged)
    }

    pub(crate) fn write_row<T: Clone + TryFrom<i64>>(
        &self,
        rank: u128,
        mut row: ArrayViewMut1<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        let lowest = self.problem().lowest();
        let mut at = 0;
        self.tell(rank, meter, |j, times, meter| {
            let end = at + times as usize;
            meter.advance(1 + times as u64 / 8)?;
            let value = T::try_from(lowest + j).map_err(|_| damaged())?;
            row.slice_mut(s![at..end]).fill(value);
            at = end;
            Ok(())
        })
    }

    /// Tells how often each value occurs in dataset `rank`, in ascending order.
    pub(crate) fn tell(
        &self,
        rank: u128,
        meter: &mut Meter,
        mut tell: impl FnMut(i64, i64, &mut Meter) -> Result<()>,
    ) -> Result<()> {
        let tail = self.tail();
        let (chain, index) = match self.count_words() {
            1 => {
                let step =
                    |step: Step<u64>, meter: &mut Meter| tell(step.state.j, step.times, meter);
                Walk { rank, step }.run(self, &tail, meter)?
            }
            _ => {
                let step =
                    |step: Step<u128>, meter: &mut Meter| tell(step.state.j, step.times, meter);
                Walk { rank, step }.run(self, &tail, meter)?
            }
        };
        for (times, j) in chain.times(index).into_iter().zip(tail.base..) {
            if j >= 0 {
                tell(j, times, meter)?;
            }
        }
        Ok(())
    }

    pub(crate) fn check_values<T: TryFrom<i64>>(&self) -> Result<()> {
        self.check_fit::<T>("type", self.problem().lowest())?;
        self.check_fit::<T>("type", self.problem().lowest() + self.highest())
    }

    pub(crate) fn check_fit<T: TryFrom<i64>>(&self, name: &'static str, value: i64) -> Result<()> {
        if T::try_from(value).is_ok() {
            return Ok(());
        }
        let text = "cannot hold the value {}; take a wider one";
        Err(Error::new(ErrorKind::Domain, name, text).other(value))
    }

    pub(crate) fn check_rank(&self, name: &'static str, rank: u128, limit: u128) -> Result<()> {
        if rank <= limit {
            return Ok(());
        }
        let shown = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
        let text = "is past {}, where the datasets end";
        Err(Error::new(ErrorKind::Domain, name, text).given(shown(rank)).other(shown(limit)))
    }

    pub(crate) fn check_length(&self, length: usize) -> Result<()> {
        if length as i64 == self.n() {
            return Ok(());
        }
        let text = "entries a row, not n = {}";
        Err(Error::new(ErrorKind::Size, "rows", text).given(length).other(self.n()))
    }
}

/// A value of the way to a dataset.
pub(crate) struct Step<C> {
    /// Before the value.
    pub state: State,
    pub times: i64,
    /// The dataset's rank among those of the state.
    pub rest: C,
}

/// The way to a dataset, told value by value as far as these have layers.
pub(crate) struct Walk<F> {
    pub rank: u128,
    pub step: F,
}

impl<F> Walk<F> {
    /// Walks; the dataset's chain and its place there.
    pub fn run<C: Rank>(
        mut self,
        plan: &Plan,
        tail: &Tail,
        meter: &mut Meter,
    ) -> Result<(Chain, i64)>
    where
        F: FnMut(Step<C>, &mut Meter) -> Result<()>,
    {
        let found = plan.shifted_cell(plan.cell_of_rank(self.rank)?);
        let (mut state, cell) = found.ok_or_else(damaged)?;
        let mut rest = C::try_from(self.rank - cell.first_rank).map_err(|_| damaged())?;
        while state.j < plan.layers() {
            meter.advance(1)?;
            let stage = Stage::of(plan, tail, state.j)?;
            let before = rest;
            let times = stage.choose(state, &mut rest, meter)?;
            if times > state.m {
                return Err(damaged());
            }
            (self.step)(Step { state, times, rest: before }, meter)?;
            state = state.after(times);
        }
        let chain = tail.chain(state.m, state.s, state.q);
        let index = i64::try_from(rest.into()).ok().filter(|&index| index < chain.length);
        Ok((chain, index.ok_or_else(damaged)?))
    }
}

/// The place of the dataset whose last four values, or fewer, occur so often.
fn place_in_chain(chain: &Chain, times: &[i32]) -> Option<u128> {
    let last = *times.last()?;
    let index = i64::from(last) - chain.first;
    let expected = chain.times(index);
    let given = times.iter().rev().map(|&times| i64::from(times));
    let equal = given.zip(expected.into_iter().rev()).all(|(given, expected)| given == expected);
    ((0..chain.length).contains(&index) && equal).then_some(index as u128)
}
