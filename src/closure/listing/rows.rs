//! Chains as rows of sorted values.
//!
//! A row is where each value begins: entry i is the first value of the row's last
//! six, plus one for each of the five places at or before i where a larger value
//! begins. From row to row of a chain only three of these places move. So a
//! *short* row is a few comparisons, whatever it holds and whatever row was
//! written before; a *long* one is a copy of the row before with four entries
//! changed.

use crate::closure::listing::chains::{Batch, Run};
use crate::closure::listing::entry::{LONGEST, RowEntry};
use crate::closure::listing::simd;
use crate::cpu_level::{CpuLevel, DetectedLevel};

/// Writes rows of n values.
pub(crate) struct Rows<T> {
    pub n: usize,
    /// The number of values before the last six.
    levels: usize,
    /// The lowest value of the scale, and the first of the last six.
    lowest: i64,
    first: i64,
    level: DetectedLevel,
    /// The values before the last six, and behind them the first of these.
    template: [T; LONGEST],
    /// How many values come before the last six.
    prefix: usize,
}

impl<T: RowEntry> Rows<T> {
    pub fn new(n: usize, lowest: i64, highest: i64, level: DetectedLevel) -> Rows<T> {
        let levels = (highest - 5).max(0) as usize;
        let template = [T::default(); LONGEST];
        Rows { n, levels, lowest, first: lowest + highest - 5, level, template, prefix: 0 }
    }

    /// Writes the datasets of a batch, one after the other.
    pub fn write(&mut self, batch: &Batch, rows: &mut [T]) {
        let short = self.is_short();
        if batch.fresh && short {
            self.prefix = self.write_before(batch, None);
            self.template[self.prefix..self.n].fill(T::of(self.first));
        }
        let mut rows = rows;
        for run in batch.chains() {
            let (now, later) = rows.split_at_mut(run.length * self.n);
            rows = later;
            if short {
                let places = Places::of(run, self.prefix, self.n);
                simd::write_chain(self.level, &self.template[..self.n], &places, now);
            } else {
                self.write_long(batch, run, now);
            }
        }
    }

    /// Without wide vectors copying a row is faster than comparing, from some
    /// length on.
    fn is_short(&self) -> bool {
        let wide = self.level >= CpuLevel::Avx2 || self.n * size_of::<T>() <= 64;
        wide && self.n <= T::LONGEST
    }

    /// Writes the values before the last six to a row, or the template.
    fn write_before(&mut self, batch: &Batch, row: Option<&mut [T]>) -> usize {
        let row = row.unwrap_or(&mut self.template);
        let mut at = 0;
        for (&times, value) in batch.before[..self.levels].iter().zip(self.lowest..) {
            row[at..at + times as usize].fill(T::of(value));
            at += times as usize;
        }
        at
    }

    fn write_long(&mut self, batch: &Batch, run: &Run, rows: &mut [T]) {
        let n = self.n;
        let (row, _) = rows.split_at_mut(n);
        let prefix = self.write_before(batch, Some(row));
        let mut places = Places::of(run, prefix, n);
        let ends = places.begin.into_iter().chain([n]);
        let mut at = prefix;
        for (end, value) in ends.zip(self.first..) {
            row[at..end].fill(T::of(value));
            at = end;
        }
        let [second, fourth] = [T::of(self.first + 3), T::of(self.first + 5)];
        for index in 1..run.length {
            let (before, row) = rows.split_at_mut(index * n);
            let row = &mut row[..n];
            row.copy_from_slice(&before[(index - 1) * n..]);
            let [.., b, c, d] = places.begin;
            (row[b - 1], row[c], row[c + 1], row[d - 1]) = (second, second, second, fourth);
            places.step();
        }
    }
}

/// Where the last five values of a row begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    pub begin: [usize; 5],
}

impl Places {
    fn of(run: &Run, prefix: usize, n: usize) -> Places {
        let [first, second, a0, a1, _, a3] = run.times.map(|times| times as usize);
        let tail = prefix + first + second;
        Places { begin: [prefix + first, tail, tail + a0, tail + a0 + a1, n - a3] }
    }

    /// Goes to the next row of a chain.
    fn step(&mut self) {
        let [.., b, c, d] = &mut self.begin;
        (*b, *c, *d) = (b.wrapping_sub(1), *c + 2, d.wrapping_sub(1));
    }
}
