//! How often values occur over all datasets, without listing them.
//!
//! A pass from the first value to the last carries, for each state of the table,
//! the number P of ways to come to it from the cells. Then P·F is the number of
//! datasets that pass through a state, and for each number c of times that j may
//! occur there, P(state)·F(state after c times j) datasets have j exactly c
//! times.

use super::plan::{Cell, Plan};
use super::table::State;
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::exact::{halves, wide};

/// Which datasets a summary is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All.
    All,
    /// Those with the smallest horns index.
    HornsMin,
    /// Those with the largest horns index.
    HornsMax,
}

impl Plan<'_> {
    /// The number of words that a summary works in.
    pub fn summary_words(&self) -> usize {
        2 * (self.table_length() + self.place().n as usize + 1)
    }

    /// How often each value occurs over all datasets of a group, into
    /// `absolute` (one entry a value, low word first); the number of these datasets.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless there is an entry for each value;
    /// [`ErrorKind::BufferTooSmall`] when `work` is shorter than
    /// [`Plan::summary_words`]; [`ErrorKind::Overflow`] when a sum passes 2^128;
    /// [`ErrorKind::BadPlan`]; [`ErrorKind::Cancelled`].
    pub fn frequencies(
        &self,
        group: Group,
        work: &mut [u64],
        absolute: &mut [[u64; 2]],
        control: &Control,
    ) -> Result<u128> {
        self.check_entries("values", absolute.len(), self.problem().values())?;
        absolute.fill([0; 2]);
        let mut fits = true;
        let datasets = self.pass(group, work, control, |j, times, ways| {
            let more = ways.checked_mul(times as u128);
            let sum = more.and_then(|more| wide(absolute[j as usize]).checked_add(more));
            fits &= sum.is_some();
            absolute[j as usize] = halves(sum.unwrap_or(u128::MAX));
        })?;
        if !fits {
            let text = "cannot hold a sum of 2^128 or more";
            return Err(Error::new(ErrorKind::Overflow, "absolute2", text));
        }
        Ok(datasets)
    }

    /// In how many datasets value number `value` occurs exactly c times, into
    /// `datasets[c]` for c from 0 to n, low word first.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`] when there is no such value;
    /// [`ErrorKind::BufferTooSmall`] for fewer than n + 1 entries or too little
    /// work; [`ErrorKind::BadPlan`]; [`ErrorKind::Cancelled`].
    pub fn distribution(
        &self,
        value: usize,
        work: &mut [u64],
        datasets: &mut [[u64; 2]],
        control: &Control,
    ) -> Result<()> {
        if value >= self.problem().values() {
            let error = Error::new(ErrorKind::Domain, "value", "is not on the scale");
            return Err(error.given(value));
        }
        let needed = self.place().n as usize + 1;
        let given = datasets.len();
        let Some(datasets) = datasets.get_mut(..needed) else {
            let text = "entries are fewer than n + 1 = {}";
            let error = Error::new(ErrorKind::BufferTooSmall, "capacity", text);
            return Err(error.given(given).other(needed));
        };
        datasets.fill([0; 2]);
        self.pass(Group::All, work, control, |j, times, ways| {
            if j as usize == value {
                let sum = wide(datasets[times as usize]).saturating_add(ways);
                datasets[times as usize] = halves(sum);
            }
        })?;
        Ok(())
    }

    /// The fewest and the most times that each value occurs in a dataset; −1
    /// when there is no dataset.
    ///
    /// # Errors
    /// As [`Plan::frequencies`], without the overflow.
    pub fn ranges(
        &self,
        work: &mut [u64],
        least: &mut [i32],
        most: &mut [i32],
        control: &Control,
    ) -> Result<()> {
        self.check_entries("values", least.len(), self.problem().values())?;
        self.check_entries("values", most.len(), self.problem().values())?;
        least.fill(-1);
        most.fill(-1);
        self.pass(Group::All, work, control, |j, times, _| {
            let (least, most) = (&mut least[j as usize], &mut most[j as usize]);
            *least = if *least < 0 { times as i32 } else { (*least).min(times as i32) };
            *most = (*most).max(times as i32);
        })?;
        Ok(())
    }

    /// Calls `visit` with (j, times, datasets) as often as needed: in so many
    /// more datasets j occurs so many times. The number of datasets.
    fn pass(
        &self,
        group: Group,
        work: &mut [u64],
        control: &Control,
        mut visit: impl FnMut(i64, i64, u128),
    ) -> Result<u128> {
        let needed = self.summary_words();
        let given = work.len();
        let Some(work) = work.get_mut(..needed) else {
            let text = "bytes are fewer than the {} needed";
            let error = Error::new(ErrorKind::BufferTooSmall, "work_size", text);
            return Err(error.given(8 * given).other(8 * needed));
        };
        let mut meter = Meter::new(control, self.table_length() as u64);
        for piece in work.chunks_mut(PIECE) {
            meter.advance(PIECE as u64 / 8)?;
            piece.fill(0);
        }
        let mut ways = Ways { plan: self, words: work };
        let datasets = ways.seed(group, &mut meter)?;
        self.for_each_state(|state, index| {
            meter.advance(1)?;
            let before = ways.get(index);
            if before == 0 {
                return Ok(());
            }
            for times in self.bounds(state.j).times(state.m) {
                meter.advance(1)?;
                let next = state.after(times);
                let after = self.ways(next);
                if after > 0 {
                    visit(state.j, times, before.checked_mul(after).ok_or_else(damaged)?);
                    ways.add(next, before)?;
                }
            }
            Ok(())
        })?;
        for m in 0..=self.place().n {
            let before = ways.get(self.table_length() + m as usize);
            if before > 0 {
                visit(self.place().highest, m, before);
            }
        }
        meter.finish();
        Ok(datasets)
    }

    pub(super) fn check_entries(
        &self,
        name: &'static str,
        given: usize,
        needed: usize,
    ) -> Result<()> {
        if given == needed {
            return Ok(());
        }
        let text = "must be {}, the number of scale values";
        Err(Error::new(ErrorKind::Size, name, text).given(given).other(needed))
    }

    /// Folds (deviation, datasets) over all cells.
    pub(super) fn fold_deviations<A>(
        &self,
        meter: &mut Meter,
        start: A,
        mut fold: impl FnMut(A, i64, u128) -> A,
    ) -> Result<A> {
        let mut value = start;
        for (_, cell) in (0..self.cells()).filter_map(|index| self.shifted_cell(index)) {
            meter.advance(1)?;
            value = fold(value, self.deviation(&cell), cell.count);
        }
        Ok(value)
    }

    /// The smallest and largest deviation n·q − s² of a cell.
    pub(super) fn deviations(&self, meter: &mut Meter) -> Result<Option<(i64, i64)>> {
        self.fold_deviations(meter, None, |range: Option<(i64, i64)>, d, _| {
            Some(range.map_or((d, d), |(low, high)| (d.min(low), d.max(high))))
        })
    }

    /// n·Σu² − (Σu)² of a cell's datasets: n(n − 1)·items² times their variance.
    pub fn deviation(&self, cell: &Cell) -> i64 {
        let n = self.place().n;
        n.wrapping_mul(cell.sum_of_squares).wrapping_sub(cell.sum.wrapping_mul(cell.sum))
    }
}

/// Words cleared between two looks at whether to stop.
const PIECE: usize = 1 << 12;

fn damaged() -> Error {
    Error::new(ErrorKind::BadPlan, "plan", "is damaged: its table contradicts itself")
}

/// The number of ways to come to each state of the table, and behind them to
/// each number of the highest value.
struct Ways<'a, 'p> {
    plan: &'a Plan<'p>,
    words: &'a mut [u64],
}

impl Ways<'_, '_> {
    /// One way to each cell of the group; the number of its datasets.
    fn seed(&mut self, group: Group, meter: &mut Meter) -> Result<u128> {
        let Some((low, high)) = self.plan.deviations(meter)? else { return Ok(0) };
        let mut datasets = 0u128;
        for index in 0..self.plan.cells() {
            meter.advance(1)?;
            let Some((state, cell)) = self.plan.shifted_cell(index) else { break };
            let deviation = self.plan.deviation(&cell);
            let belongs = match group {
                Group::All => true,
                Group::HornsMin => deviation == low,
                Group::HornsMax => deviation == high,
            };
            if belongs {
                datasets = datasets.checked_add(cell.count).ok_or_else(damaged)?;
                self.add(state, 1)?;
            }
        }
        Ok(datasets)
    }

    fn get(&self, index: usize) -> u128 {
        match self.words.get(2 * index..2 * index + 2) {
            Some(&[low, high]) => wide([low, high]),
            _ => 0,
        }
    }

    fn add(&mut self, state: State, more: u128) -> Result<()> {
        let index = if state.j == self.plan.place().highest {
            self.plan.table_length() + state.m as usize
        } else {
            self.plan.index(state).ok_or_else(damaged)?
        };
        let sum = self.get(index).checked_add(more).ok_or_else(damaged)?;
        let words = self.words.get_mut(2 * index..2 * index + 2).ok_or_else(damaged)?;
        words.copy_from_slice(&halves(sum));
        Ok(())
    }
}
