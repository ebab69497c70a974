//! A^p·v without the whole power.
//!
//! Squares of A cost n³ multiply-adds each, products with v only n² for each column.
//! So A is squared a few times, on the way v is multiplied where a digit of p is 1, and
//! what is left of p is done by products with v alone.
//!
//! Source: D. E. Knuth, *The Art of Computer Programming*, vol. 2, section 4.6.3
//! (right-to-left method), stopped early.

use super::product::{Matrix, MatrixMut};
use super::ring::{Invertible, Ring};
use super::structure::{self, Form};
use super::workspace::Workspace;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView2, ArrayViewMut2, Axis, s};
use std::mem;

impl<R: Ring> Workspace<'_, R> {
    /// Writes base^p·v for p ≥ 0 over the n × columns matrix `v`. Which products are
    /// made depends on p, n and the number of columns only.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless `v` has n rows; [`ErrorKind::Domain`] when the base is
    /// not what the options say; [`ErrorKind::Overflow`] when an integer on the way did
    /// not fit: v is then right modulo 2^w; [`ErrorKind::Cancelled`].
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
        if self.n == 0 {
            return Ok(());
        }
        let form = structure::find::<R>(self.options, self.n, self.own_base(), meter)?;
        self.ring.begin();
        let Workspace { ring, n, leading, base, places, .. } = self;
        let base = MatrixMut { entries: base, leading: *leading };
        let done = ring.apply_at_once((*n, p), base, v.view_mut(), places, meter)?;
        let mut v = v.slice_move(s![.., done..]);
        let mut left = p;
        if v.ncols() > self.n && p > 1 {
            // Columns take turns, so the power that they share is made first.
            self.raise_base(p, form, meter)?;
            left = 1;
        }
        for columns in v.axis_chunks_iter_mut(Axis(1), self.n) {
            self.apply_to(left, form, columns, meter)?;
        }
        self.ring.verdict()
    }

    /// As [`apply`](Self::apply) for at most n columns.
    fn apply_to(
        &mut self,
        p: u64,
        form: Form,
        v: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        let leading = v.ncols() * R::WORDS;
        let words = MatrixMut { entries: &mut self.places[1][..self.n * leading], leading };
        self.ring.load(v.view(), words, meter)?;
        self.ring.begin();
        let squares = squares(p, self.n, v.ncols());
        for digit in 0..squares {
            if p >> digit & 1 == 1 {
                self.multiply_columns(form, v.ncols(), meter)?;
            }
            self.square_base(form, meter)?;
        }
        for _ in 0..p >> squares {
            self.multiply_columns(form, v.ncols(), meter)?;
        }
        let words = Matrix { entries: &self.places[1][..self.n * leading], leading };
        self.ring.store(words, v, meter)
    }

    fn square_base(&mut self, form: Form, meter: &mut Meter) -> Result<()> {
        let base = Matrix { entries: &*self.base, leading: self.leading };
        let square = MatrixMut { entries: self.places[0], leading: self.leading };
        let known = (form, self.options);
        structure::multiply(&mut self.ring, known, self.n, base, base, square, meter)?;
        mem::swap(&mut self.base, &mut self.places[0]);
        Ok(())
    }

    /// The columns, which are in place 2, times the base.
    fn multiply_columns(&mut self, form: Form, columns: usize, meter: &mut Meter) -> Result<()> {
        let size = (self.n, columns);
        let base = Matrix { entries: &*self.base, leading: self.leading };
        let leading = columns * R::WORDS;
        let [_, from, to] = &mut self.places;
        let right = Matrix { entries: &from[..self.n * leading], leading };
        let out = MatrixMut { entries: &mut to[..self.n * leading], leading };
        structure::multiply_columns(&mut self.ring, form, size, base, right, out, meter)?;
        self.places.swap(1, 2);
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

/// How often to square before the rest is done by products with v, so that the work is
/// least.
fn squares(p: u64, n: usize, columns: usize) -> u32 {
    // A vector is as wide as several columns: fewer take as long.
    let block = columns.max(8) as u128;
    let work = |squares: u32| {
        let digits = (p & !(u64::MAX << squares)).count_ones();
        let products = u128::from(p >> squares) + u128::from(digits);
        u128::from(squares) * n as u128 + products * block
    };
    (0..u64::BITS - p.leading_zeros()).min_by_key(|&squares| work(squares)).unwrap_or(0)
}

/// Entries copied between two looks at whether to stop.
const PIECE: usize = 1 << 12;

/// Copies a block of columns.
///
/// # Errors
/// [`ErrorKind::Cancelled`].
pub(super) fn copy_block<T: Clone>(
    from: ArrayView2<T>,
    mut to: ArrayViewMut2<T>,
    meter: &mut Meter,
) -> Result<()> {
    for (from, mut to) in from.rows().into_iter().zip(to.rows_mut()) {
        let pieces = from.axis_chunks_iter(Axis(0), PIECE);
        for (from, mut to) in pieces.zip(to.axis_chunks_iter_mut(Axis(0), PIECE)) {
            meter.scan(from.len())?;
            to.assign(&from);
        }
    }
    Ok(())
}
