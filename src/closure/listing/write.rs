//! From the chains of a walk to the caller's memory, as rows or as histograms.

use crate::closure::listing::chains::{Batch, Chains};
use crate::closure::listing::entry::{Entry, LONGEST, RowEntry};
use crate::closure::listing::histograms::Histograms;
use crate::closure::listing::rows::Rows;
use crate::closure::plan::{Plan, damaged};
use crate::closure::ranks::stage::Rank;
use crate::control::Meter;
use crate::error::Result;
use ndarray::{ArrayViewMut1, ArrayViewMut2, Axis};

/// Work between two looks at whether to stop.
const AT_ONCE: u64 = 1 << 13;

/// How datasets become rows.
pub(super) trait Write<T> {
    fn write(&mut self, batch: &Batch, rows: &mut [T]);
    /// The number of entries of a row.
    fn width(&self) -> usize;
    fn write_one(
        &self,
        plan: &Plan,
        rank: u128,
        row: ArrayViewMut1<T>,
        meter: &mut Meter,
    ) -> Result<()>;
}

impl<T: RowEntry> Write<T> for Rows<T> {
    fn write(&mut self, batch: &Batch, rows: &mut [T]) {
        Rows::write(self, batch, rows);
    }

    fn width(&self) -> usize {
        self.n
    }

    fn write_one(
        &self,
        plan: &Plan,
        rank: u128,
        row: ArrayViewMut1<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        plan.write_row(rank, row, meter)
    }
}

impl<T: Entry> Write<T> for Histograms<T> {
    fn write(&mut self, batch: &Batch, rows: &mut [T]) {
        Histograms::write(self, batch, rows);
    }

    fn width(&self) -> usize {
        self.values
    }

    fn write_one(
        &self,
        plan: &Plan,
        rank: u128,
        row: ArrayViewMut1<T>,
        meter: &mut Meter,
    ) -> Result<()> {
        let mut entries = row.into_iter();
        plan.tell(rank, meter, |_, times, meter| {
            meter.advance(1)?;
            *entries.next().ok_or_else(damaged)? = T::of(times);
            Ok(())
        })
    }
}

/// Fills rows that lie one behind the other; the batch is that of all rows of a
/// walk.
pub(super) fn write_all<C: Rank, T>(
    chains: &mut Chains<'_, '_, C>,
    batch: &mut Batch,
    mut rows: &mut [T],
    meter: &mut Meter,
    writer: &mut impl Write<T>,
) -> Result<()> {
    let width = writer.width();
    // A chain of long rows is looked away from for some milliseconds at most.
    let most = (AT_ONCE / work_of_row(width)) as usize;
    let mut silent = meter.silent();
    while !rows.is_empty() {
        let room = (rows.len() / width).min(most.max(1));
        let given = chains.fill(batch, room, &mut silent)?;
        meter.advance(given as u64 * work_of_row(width))?;
        let (now, later) = rows.split_at_mut(given * width);
        writer.write(batch, now);
        rows = later;
    }
    Ok(())
}

/// Fills rows of up to so many entries that lie apart.
#[inline(never)]
pub(super) fn write_apart<C: Rank, T: Entry>(
    chains: &mut Chains<'_, '_, C>,
    batch: &mut Batch,
    mut rows: ArrayViewMut2<T>,
    meter: &mut Meter,
    writer: &mut impl Write<T>,
) -> Result<()> {
    let width = rows.ncols();
    let mut packed = [T::default(); LONGEST];
    for mut some in rows.axis_chunks_iter_mut(Axis(0), LONGEST / width) {
        let packed = &mut packed[..some.len()];
        write_all(chains, batch, packed, meter, writer)?;
        for (mut row, packed) in some.outer_iter_mut().zip(packed.chunks_exact(width)) {
            row.assign(&ndarray::aview1(packed));
        }
    }
    Ok(())
}

/// As a meter counts it: long rows take longer.
pub(super) fn work_of_row(width: usize) -> u64 {
    1 + width as u64 / 256
}
