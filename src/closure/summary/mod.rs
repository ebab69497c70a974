//! How often values occur over all datasets, without listing them.
//!
//! With P the ways to a state and F the ways on from it, P(state)·F(state after c
//! times j) datasets have the value j exactly c times there. The last four values
//! follow from the ends of their chains.

pub(crate) mod distribution;
pub(crate) mod forward;
pub(crate) mod frequencies;
pub(crate) mod horns;
pub(crate) mod moments;
pub(crate) mod products;
pub(crate) mod ranges;

use crate::closure::plan::{Cell, Plan, damaged};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::memory::{PIECE, fill};
use forward::{Deviations, for_each_cell};
use frequencies::Frequencies;
use ranges::Ranges;

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
        self.largest_pair().max(1)
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
        let mut meter = self.meter(control);
        let deviations = self.deviations_of(group, &mut meter)?;
        let mut datasets = 0u128;
        for_each_cell(self, &deviations, &mut meter, |_, cell, _| {
            datasets = datasets.checked_add(cell.count).ok_or_else(damaged)?;
            Ok(())
        })?;
        fill(absolute, [0; 2], &mut meter)?;
        let mut sums = Frequencies { plan: self, tail: self.tail(), absolute, fits: true };
        match self.count_words() {
            1 => sums.run::<u64>(&deviations, work, &mut meter)?,
            _ => sums.run::<u128>(&deviations, work, &mut meter)?,
        }
        if !sums.fits {
            let text = "cannot hold a sum of 2^128 or more";
            return Err(Error::new(ErrorKind::Overflow, "absolute2", text));
        }
        meter.finish();
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
        let needed = self.n() as usize + 1;
        let given = datasets.len();
        let Some(datasets) = datasets.get_mut(..needed) else {
            let text = "entries are fewer than n + 1 = {}";
            let error = Error::new(ErrorKind::BufferTooSmall, "capacity", text);
            return Err(error.given(given).other(needed));
        };
        let mut meter = self.meter(control);
        fill(datasets, [0; 2], &mut meter)?;
        match self.count_words() {
            1 => self.distribute::<u64>(value as i64, work, datasets, &mut meter)?,
            _ => self.distribute::<u128>(value as i64, work, datasets, &mut meter)?,
        }
        meter.finish();
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
        let mut meter = self.meter(control);
        fill(least, i32::MAX, &mut meter)?;
        fill(most, -1, &mut meter)?;
        let mut ranges = Ranges { plan: self, tail: self.tail(), least: &mut *least, most };
        match self.count_words() {
            1 => ranges.run::<u64>(work, &mut meter)?,
            _ => ranges.run::<u128>(work, &mut meter)?,
        }
        for piece in least.chunks_mut(PIECE) {
            meter.scan(piece.len())?;
            piece.iter_mut().filter(|least| **least == i32::MAX).for_each(|least| *least = -1);
        }
        meter.finish();
        Ok(())
    }

    /// Its work in all is about a step for each word of the plan.
    fn meter<'c>(&self, control: &Control<'c>) -> Meter<'c> {
        Meter::new(control, self.largest_pair() as u64 * self.layers() as u64 / 8)
    }

    fn deviations_of(&self, group: Group, meter: &mut Meter) -> Result<Deviations> {
        let range = self.deviations(meter)?;
        Ok(match (group, range) {
            (Group::All, _) | (_, None) => i64::MIN..=i64::MAX,
            (Group::HornsMin, Some((low, _))) => low..=low,
            (Group::HornsMax, Some((_, high))) => high..=high,
        })
    }

    pub(crate) fn check_entries(
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
    pub(crate) fn fold_deviations<A>(
        &self,
        meter: &mut Meter,
        start: A,
        mut fold: impl FnMut(A, i64, u128) -> A,
    ) -> Result<A> {
        let mut value = start;
        for index in 0..self.cells() {
            meter.advance(1)?;
            let (_, cell) = self.shifted_cell(index).ok_or_else(damaged)?;
            value = fold(value, self.deviation(&cell), cell.count);
        }
        Ok(value)
    }

    /// The smallest and largest deviation n·q − s² of a cell.
    pub(crate) fn deviations(&self, meter: &mut Meter) -> Result<Option<(i64, i64)>> {
        self.fold_deviations(meter, None, |range: Option<(i64, i64)>, d, _| {
            Some(range.map_or((d, d), |(low, high)| (d.min(low), d.max(high))))
        })
    }

    /// n·Σu² − (Σu)² of a cell's datasets: n(n − 1)·items² times their variance.
    pub fn deviation(&self, cell: &Cell) -> i64 {
        let n = self.n();
        n.wrapping_mul(cell.sum_of_squares).wrapping_sub(cell.sum.wrapping_mul(cell.sum))
    }
}
