//! Datasets from a rank on, or at random, into a caller's rows.
//!
//! The rows are shared out in pieces; a thread that takes one starts at the
//! piece's first rank, so that rows do not depend on how many threads there are.

pub(crate) mod chains;
pub(crate) mod entry;
pub(crate) mod histograms;
pub(crate) mod rows;
pub(crate) mod simd;
pub(crate) mod six;
mod write;

use crate::closure::listing::chains::{Batch, Chains, Level, MOST_LEVELS};
use crate::closure::listing::entry::{Entry, LONGEST, RowEntry};
use crate::closure::listing::histograms::Histograms;
use crate::closure::listing::rows::Rows;
use crate::closure::listing::write::{Write, work_of_row, write_all, write_apart};
use crate::closure::plan::Plan;
use crate::closure::ranks::philox;
use crate::closure::ranks::stage::Rank;
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::threads;
use ndarray::{ArrayViewMut2, Axis};

/// A piece has at least this many rows, so that starting in the middle does not
/// count.
const LEAST_PIECE: usize = 1 << 12;

impl Plan<'_> {
    /// Writes datasets from `*rank` on, one row each, until the rows are full or
    /// `end` is reached, and moves `*rank` behind them; their number.
    ///
    /// # Errors
    /// As [`Plan::unrank`], for `*rank` past `end` or `end` past the count;
    /// [`ErrorKind::Cancelled`]: `*rank` is unchanged, the rows unspecified.
    pub fn rows<T: RowEntry>(
        &self,
        rank: &mut u128,
        end: u128,
        rows: ArrayViewMut2<T>,
        control: &Control,
    ) -> Result<usize> {
        self.check_values::<T>()?;
        self.check_length(rows.ncols())?;
        let n = rows.ncols();
        self.list(rank, end, rows, control, |piece, meter| {
            let (lowest, highest) = (self.problem().lowest(), self.highest());
            self.write_any(piece, meter, &mut Rows::new(n, lowest, highest, meter.level()))
        })
    }

    /// Writes datasets from `*rank` on as histograms, one row of counts each, as
    /// [`Plan::rows`] writes them as values.
    ///
    /// # Errors
    /// As [`Plan::rows`], for counts up to n that `T` cannot hold.
    pub fn histograms<T: Entry>(
        &self,
        rank: &mut u128,
        end: u128,
        histograms: ArrayViewMut2<T>,
        control: &Control,
    ) -> Result<usize> {
        self.check_fit::<T>("type", self.n())?;
        self.check_entries("histograms", histograms.ncols(), self.problem().values())?;
        self.list(rank, end, histograms, control, |piece, meter| {
            self.write_any(piece, meter, &mut Histograms::new(self.problem().values()))
        })
    }

    /// Writes datasets drawn uniformly at random, one row each: samples
    /// `first`, `first` + 1, … of `seed`, which do not depend on how they are
    /// asked for.
    ///
    /// # Errors
    /// As [`Plan::rows`]; [`ErrorKind::Domain`] when there is no dataset.
    pub fn sample<T: RowEntry>(
        &self,
        seed: u64,
        first: u64,
        mut rows: ArrayViewMut2<T>,
        control: &Control,
    ) -> Result<()> {
        self.check_values::<T>()?;
        self.check_length(rows.ncols())?;
        if self.count() == 0 && rows.nrows() > 0 {
            return Err(Error::new(
                ErrorKind::Domain,
                "plan",
                "has no dataset to draw from: none has this mean and SD",
            ));
        }
        let work = self.n() as u64 + self.layers() as u64;
        let mut meter = Meter::new(control, work.saturating_mul(rows.nrows() as u64));
        for (index, row) in (0u64..).zip(rows.outer_iter_mut()) {
            let rank = philox::below(self.count(), seed, first.wrapping_add(index));
            self.write_row(rank, row, &mut meter)?;
        }
        meter.finish();
        Ok(())
    }

    /// Shares the rows out and moves the rank behind them.
    fn list<T: Entry>(
        &self,
        rank: &mut u128,
        end: u128,
        mut rows: ArrayViewMut2<T>,
        control: &Control,
        write: impl Fn(Piece<T>, &mut Meter) -> Result<()> + Sync,
    ) -> Result<usize> {
        self.check_rank("end", end, self.count())?;
        self.check_rank("rank", *rank, end)?;
        let wanted = (end - *rank).min(rows.nrows() as u128) as usize;
        let (mut rows, _) = rows.view_mut().split_at(Axis(0), wanted);
        let meter = Meter::new(control, wanted as u64 * work_of_row(rows.ncols()));
        let threads = control.threads.clamp(1, wanted / LEAST_PIECE + 1);
        let piece = wanted.div_ceil(16 * threads).max(LEAST_PIECE).min(wanted.max(1));
        let piece = if threads == 1 { wanted.max(1) } else { piece };
        let start = *rank;
        let mut pieces = (0u128..).zip(rows.axis_chunks_iter_mut(Axis(0), piece));
        threads::share(
            threads,
            || pieces.next(),
            || meter.share(),
            |(index, rows), meter| {
                write(Piece { first: start + index * piece as u128, rows }, meter)
            },
        )?;
        meter.finish();
        *rank += wanted as u128;
        Ok(wanted)
    }

    fn write_any<T: Entry>(
        &self,
        piece: Piece<T>,
        meter: &mut Meter,
        writer: &mut impl Write<T>,
    ) -> Result<()> {
        match self.count_words() {
            _ if piece.rows.nrows() == 0 => Ok(()),
            1 if Chains::<u64>::can_walk(self) => self.walk::<u64, T>(piece, meter, writer),
            2 if Chains::<u128>::can_walk(self) => self.walk::<u128, T>(piece, meter, writer),
            _ => self.write_one_by_one(piece, meter, writer),
        }
    }

    /// Not inlined: its stack holds a walk, of one kind of counts at a time.
    #[inline(never)]
    fn walk<C: Rank, T: Entry>(
        &self,
        piece: Piece<T>,
        meter: &mut Meter,
        writer: &mut impl Write<T>,
    ) -> Result<()> {
        let Piece { first, mut rows } = piece;
        if rows.as_slice_mut().is_none() && rows.ncols() > LONGEST {
            return self.write_one_by_one(Piece { first, rows }, meter, writer);
        }
        let mut layers = [None; MOST_LEVELS];
        let mut path = [Level::<C>::NONE; MOST_LEVELS];
        let mut chains = Chains::new(self, &mut layers, &mut path);
        // Looking for the first row is no progress.
        chains.start(first, &mut meter.silent())?;
        let mut batch = Batch::EMPTY;
        match rows.as_slice_mut() {
            Some(rows) => write_all(&mut chains, &mut batch, rows, meter, writer),
            None => write_apart(&mut chains, &mut batch, rows, meter, writer),
        }
    }

    /// For scales of so many values that no walk remembers its way.
    #[inline(never)]
    fn write_one_by_one<T: Entry>(
        &self,
        Piece { first, mut rows }: Piece<T>,
        meter: &mut Meter,
        writer: &impl Write<T>,
    ) -> Result<()> {
        let mut silent = meter.silent();
        for (rank, row) in (first..).zip(rows.outer_iter_mut()) {
            meter.advance(work_of_row(row.len()))?;
            writer.write_one(self, rank, row, &mut silent)?;
        }
        Ok(())
    }
}

/// Rows that one thread writes.
struct Piece<'a, T> {
    /// The rank of the first.
    first: u128,
    rows: ArrayViewMut2<'a, T>,
}
