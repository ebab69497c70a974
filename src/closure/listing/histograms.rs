//! Chains as histograms: how often each value occurs.

use crate::closure::listing::chains::{Batch, MOST_LEVELS, Run};
use crate::closure::listing::entry::Entry;
use crate::closure::table::tail::Chain;

/// Writes histograms of k values.
pub(crate) struct Histograms<T> {
    pub values: usize,
    /// How often each value occurs, on scales of six values and more; on smaller
    /// ones the missing values come first.
    current: [T; MOST_LEVELS + 6],
    /// The number of values before the last six.
    levels: usize,
}

impl<T: Entry> Histograms<T> {
    pub fn new(values: usize) -> Histograms<T> {
        let levels = values.saturating_sub(6);
        Histograms { values, current: [T::default(); MOST_LEVELS + 6], levels }
    }

    /// Writes the datasets of a batch, one after the other.
    pub fn write(&mut self, batch: &Batch, histograms: &mut [T]) {
        if batch.fresh {
            for (entry, &times) in self.current.iter_mut().zip(&batch.before[..self.levels]) {
                *entry = T::of(times.into());
            }
        }
        let mut histograms = histograms;
        for run in batch.chains() {
            let (now, later) = histograms.split_at_mut(run.length * self.values);
            histograms = later;
            self.write_chain(run, now);
        }
    }

    fn write_chain(&mut self, run: &Run, histograms: &mut [T]) {
        let six = run.times.map(|times| T::of(times.into()));
        self.current[self.levels..self.levels + 6].copy_from_slice(&six);
        let first = &self.current[6usize.saturating_sub(self.values)..self.levels + 6];
        match self.values {
            4 => write::<T, 4>(first, histograms),
            5 => write::<T, 5>(first, histograms),
            6 => write::<T, 6>(first, histograms),
            7 => write::<T, 7>(first, histograms),
            8 => write::<T, 8>(first, histograms),
            9 => write::<T, 9>(first, histograms),
            10 => write::<T, 10>(first, histograms),
            11 => write::<T, 11>(first, histograms),
            _ => write_any(first, histograms),
        }
    }
}

/// Writes histograms of K ≥ 4 values.
fn write<T: Entry, const K: usize>(first: &[T], histograms: &mut [T]) {
    let Some(&(mut current)) = first.first_chunk::<K>() else { return };
    for histogram in histograms.as_chunks_mut::<K>().0 {
        *histogram = current;
        for (entry, step) in current[K - 4..].iter_mut().zip(Chain::STEP) {
            *entry = entry.plus(T::of(step));
        }
    }
}

fn write_any<T: Entry>(first: &[T], histograms: &mut [T]) {
    let values = first.len();
    let step = &Chain::STEP[4usize.saturating_sub(values)..];
    let (fixed, moving) = first.split_at(values.saturating_sub(4));
    let mut current = [T::default(); 4];
    current[..moving.len()].copy_from_slice(moving);
    for histogram in histograms.chunks_exact_mut(values) {
        let (before, tail) = histogram.split_at_mut(fixed.len());
        before.copy_from_slice(fixed);
        tail.copy_from_slice(&current[..moving.len()]);
        for (entry, &step) in current.iter_mut().zip(step) {
            *entry = entry.plus(T::of(step));
        }
    }
}
