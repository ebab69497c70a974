//! A^p·v without the whole power.

use super::product::{Matrix, MatrixMut};
use super::ring::{Invertible, Ring};
use super::workspace::Workspace;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView2, ArrayViewMut2, Axis, s};
use std::mem;

impl<R: Ring> Workspace<'_, R> {
    /// Writes base^p·v for p ≥ 0 over the n × columns matrix `v`, by the binary
    /// digits of p from the lowest: squares of the base as far as they are
    /// needed, and one product with v for each digit that is 1.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless `v` has n rows; [`ErrorKind::Overflow`] when an
    /// integer on the way did not fit: v is then right modulo 2^w;
    /// [`ErrorKind::Cancelled`].
    pub fn apply(
        &mut self,
        p: u64,
        mut v: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        if v.nrows() != self.n {
            let error = Error::new(ErrorKind::Size, "v", "rows, not n = {}");
            return Err(error.given(v.nrows()).other(self.n));
        }
        for mut row in v.rows_mut() {
            for mut piece in row.axis_chunks_iter_mut(Axis(0), PIECE) {
                meter.advance(PIECE as u64 / 4)?;
                piece.map_inplace(|entry| *entry = self.ring.entry(entry));
            }
        }
        let done = {
            let Workspace { ring, n, base, places, .. } = self;
            ring.apply_at_once(*n, p, base, v.view_mut(), places, meter)?
        };
        let mut v = v.slice_move(s![.., done..]);
        if v.is_empty() {
            return self.ring.verdict();
        }
        let digits = if self.n == 0 { 0 } else { u64::BITS - p.leading_zeros() };
        for digit in 0..digits {
            if p >> digit & 1 == 1 {
                self.multiply_columns(&mut v, meter)?;
            }
            if digit + 1 < digits {
                self.square_base(meter)?;
            }
        }
        self.ring.verdict()
    }

    fn square_base(&mut self, meter: &mut Meter) -> Result<()> {
        let base = Matrix { entries: self.base, leading: self.n };
        let square = MatrixMut { entries: self.places[0], leading: self.n };
        self.ring.multiply(self.n, base, base, square, meter)?;
        mem::swap(&mut self.base, &mut self.places[0]);
        Ok(())
    }

    /// v = base·v, column by column.
    fn multiply_columns(
        &mut self,
        v: &mut ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        for mut column in v.columns_mut() {
            let old = &mut self.places[1][..self.n];
            for (entry, value) in old.iter_mut().zip(&column) {
                entry.clone_from(value);
            }
            for (row, entry) in self.base[..self.n * self.n].chunks_exact(self.n).zip(&mut column) {
                meter.advance(self.n as u64)?;
                *entry = self.ring.dot(row, old, 1);
            }
        }
        Ok(())
    }
}

impl<R: Invertible> Workspace<'_, R> {
    /// As [`apply`](Self::apply) for any p; p < 0 inverts the base first.
    ///
    /// # Errors
    /// As [`apply`](Self::apply) and [`raise_signed`](Self::raise_signed).
    pub fn apply_signed(
        &mut self,
        p: i64,
        v: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.invert_if(p < 0, meter)?;
        self.apply(p.unsigned_abs(), v, meter)
    }
}

/// Entries copied between two looks at whether to stop.
const PIECE: usize = 1 << 12;

/// Copies a block of columns.
///
/// # Errors
/// [`ErrorKind::Cancelled`].
pub fn copy_block<T: Clone>(
    from: ArrayView2<T>,
    mut to: ArrayViewMut2<T>,
    meter: &mut Meter,
) -> Result<()> {
    for (from, mut to) in from.rows().into_iter().zip(to.rows_mut()) {
        let pieces = from.axis_chunks_iter(Axis(0), PIECE);
        for (from, mut to) in pieces.zip(to.axis_chunks_iter_mut(Axis(0), PIECE)) {
            meter.advance(PIECE as u64 / 4)?;
            to.assign(&from);
        }
    }
    Ok(())
}
