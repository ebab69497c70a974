//! One power after another in the same memory: load, raise, store.

use super::chain::{self, Step};
use super::product::multiply;
use super::ring::{Invertible, Ring, write_identity};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};
use std::mem;

/// Three n × n matrices in memory of the caller's.
///
/// Loading copies the matrix, so a result may be stored over its input.
pub struct Workspace<'w, R: Ring> {
    ring: R,
    n: usize,
    base: &'w mut [R::Element],
    result: &'w mut [R::Element],
    spare: &'w mut [R::Element],
}

/// The number of elements of a workspace, 3n².
///
/// # Errors
/// [`ErrorKind::Size`] when they do not fit the address space.
pub fn workspace_length<T>(n: usize) -> Result<usize> {
    let length = n.checked_mul(n).and_then(|square| square.checked_mul(3));
    let fits = |length: &usize| {
        length.checked_mul(size_of::<T>()).is_some_and(|bytes| isize::try_from(bytes).is_ok())
    };
    length.filter(fits).ok_or_else(|| {
        Error::new(ErrorKind::Size, "n", "is too large: the workspace exceeds the address space")
            .given(n)
    })
}

impl<'w, R: Ring> Workspace<'w, R> {
    /// Uses the first [`workspace_length`] elements of `memory`, whatever they
    /// hold.
    ///
    /// # Errors
    /// [`ErrorKind::BufferTooSmall`], [`ErrorKind::Size`].
    pub fn new(ring: R, n: usize, memory: &'w mut [R::Element]) -> Result<Self> {
        let needed = workspace_length::<R::Element>(n)?;
        if memory.len() < needed {
            let text = "elements are fewer than the {} needed";
            let error = Error::new(ErrorKind::BufferTooSmall, "work", text);
            return Err(error.given(memory.len()).other(needed));
        }
        let (base, rest) = memory.split_at_mut(n * n);
        let (result, rest) = rest.split_at_mut(n * n);
        Ok(Workspace { ring, n, base, result, spare: &mut rest[..n * n] })
    }

    /// Copies the base in.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless `a` is n × n; [`ErrorKind::Cancelled`].
    pub fn load(&mut self, a: ArrayView2<R::Element>, meter: &mut Meter) -> Result<()> {
        self.check_shape("a", a.dim())?;
        for (line, row) in lines(self.base, self.n).zip(a.rows()) {
            meter.advance(self.n as u64 / 4)?;
            for (entry, value) in line.iter_mut().zip(row) {
                *entry = self.ring.entry(value);
            }
        }
        Ok(())
    }

    /// Raises the base to the power p ≥ 0; p = 0 gives the identity, whatever
    /// the base holds.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`].
    pub fn raise(&mut self, p: u64, meter: &mut Meter) -> Result<()> {
        meter.advance(1)?;
        if p == 0 || self.n == 0 {
            return write_identity(&self.ring, self.n, self.result, meter);
        }
        self.copy_base(meter)?;
        for step in chain::steps(p) {
            let right: &[R::Element] = match step {
                Step::Square => self.result,
                Step::TimesBase => self.base,
            };
            multiply(&mut self.ring, self.n, self.result, right, self.spare, meter)?;
            mem::swap(&mut self.result, &mut self.spare);
        }
        Ok(())
    }

    /// Copies the result out, then says whether it is right.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless `out` is n × n; [`ErrorKind::Overflow`] when an
    /// integer did not fit: the result modulo 2^w was stored;
    /// [`ErrorKind::Cancelled`]: a part was.
    pub fn store(&mut self, mut out: ArrayViewMut2<R::Element>, meter: &mut Meter) -> Result<()> {
        self.check_shape("out", out.dim())?;
        for (line, mut row) in lines(self.result, self.n).zip(out.rows_mut()) {
            meter.advance(self.n as u64 / 4)?;
            for (value, entry) in line.iter().zip(&mut row) {
                entry.clone_from(value);
            }
        }
        self.ring.verdict()
    }

    fn copy_base(&mut self, meter: &mut Meter) -> Result<()> {
        for (to, from) in lines(self.result, self.n).zip(self.base.chunks(self.n.max(1))) {
            meter.advance(self.n as u64 / 4)?;
            to.clone_from_slice(from);
        }
        Ok(())
    }

    /// The result as an array of its own, as by [`store`](Self::store).
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn result(&mut self, meter: &mut Meter) -> Result<Array2<R::Element>> {
        let mut out = Array2::from_elem((self.n, self.n), self.ring.zero());
        self.store(out.view_mut(), meter)?;
        Ok(out)
    }

    fn check_shape(&self, name: &'static str, shape: (usize, usize)) -> Result<()> {
        if shape == (self.n, self.n) {
            return Ok(());
        }
        let wrong = if shape.0 == self.n { shape.1 } else { shape.0 };
        Err(Error::new(ErrorKind::Size, name, "rows or columns, not n = {}")
            .given(wrong)
            .other(self.n))
    }
}

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
        let digits = if self.n == 0 { 0 } else { u64::BITS - p.leading_zeros() };
        for digit in 0..digits {
            if p >> digit & 1 == 1 {
                self.multiply_columns(&mut v, meter)?;
            }
            if digit + 1 < digits {
                multiply(&mut self.ring, self.n, self.base, self.base, self.spare, meter)?;
                mem::swap(&mut self.base, &mut self.spare);
            }
        }
        self.ring.verdict()
    }

    /// v = base·v, column by column.
    fn multiply_columns(
        &mut self,
        v: &mut ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        for mut column in v.columns_mut() {
            let old = &mut self.result[..self.n];
            for (entry, value) in old.iter_mut().zip(&column) {
                entry.clone_from(value);
            }
            for (row, entry) in self.base.chunks_exact(self.n).zip(&mut column) {
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

    /// Raises the base to any power; p < 0 inverts it first.
    ///
    /// # Errors
    /// As [`raise`](Self::raise); [`ErrorKind::Singular`] or
    /// [`ErrorKind::Domain`] when there is no inverse in the ring.
    pub fn raise_signed(&mut self, p: i64, meter: &mut Meter) -> Result<()> {
        self.invert_if(p < 0, meter)?;
        self.raise(p.unsigned_abs(), meter)
    }

    /// Replaces the base by its inverse, if `negative`.
    ///
    /// # Errors
    /// As [`raise_signed`](Self::raise_signed).
    pub fn invert_if(&mut self, negative: bool, meter: &mut Meter) -> Result<()> {
        if negative {
            self.copy_base(meter)?;
            self.ring.invert(self.n, self.result, self.base, meter)?;
        }
        Ok(())
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

/// The rows of a contiguous matrix.
fn lines<T>(matrix: &mut [T], n: usize) -> impl Iterator<Item = &mut [T]> {
    matrix.chunks_mut(n.max(1))
}

/// About how many multiply-adds a power takes, in units of [`Meter`].
pub fn work(n: usize, p: i64) -> u64 {
    let inverse = if p < 0 { 2 } else { 0 };
    let products = if p == 0 { 0 } else { chain::length(p.unsigned_abs()) };
    (products + inverse).saturating_mul((n as u64).saturating_pow(3))
}
