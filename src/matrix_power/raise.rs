//! From a matrix to its power, product by product.
//!
//! Where the caller's rows lie without gaps, the first product reads the caller's
//! matrix and the last one writes the caller's result; nothing is copied.

use super::chain::{Chain, Step};
use super::product::{Matrix, MatrixMut};
use super::ring::{Invertible, Ring};
use super::structure::{self, Form, Options};
use super::workspace::Workspace;
use crate::control::Meter;
use crate::error::Result;
use ndarray::{ArrayView2, ArrayViewMut2};
use std::mem;

/// From here on a base whose columns crowd in a cache is copied to rows that do not.
const COPY_CROWDED: usize = 512;

impl<R: Ring> Workspace<'_, R> {
    /// out = a^p for p ≥ 0; p = 0 gives the identity, whatever `a` holds.
    ///
    /// # Errors
    /// [`Size`](crate::error::ErrorKind::Size) unless `a` and `out` are n × n;
    /// [`Domain`](crate::error::ErrorKind::Domain) when `a` is not what the options say;
    /// [`Overflow`](crate::error::ErrorKind::Overflow) when an integer did not fit: the
    /// result modulo 2^w was written;
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled): a part was.
    #[inline]
    pub fn raise(
        &mut self,
        p: u64,
        a: ArrayView2<R::Element>,
        mut out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.check_shape("a", a.dim())?;
        self.check_shape("out", out.dim())?;
        if let (Some(entries), Some(result)) = (a.to_slice(), out.as_slice_mut())
            && p > 1
            && self.options == Options::NONE
        {
            return self.raise_entries(p, entries, result, meter);
        }
        self.load(a, meter)?;
        self.raise_loaded(p, out, meter)
    }

    /// As [`raise`](Self::raise) for p ≥ 2, n × n entries without gaps and no options.
    #[inline(always)]
    pub(super) fn raise_entries(
        &mut self,
        p: u64,
        entries: &[R::Element],
        result: &mut [R::Element],
        meter: &mut Meter,
    ) -> Result<()> {
        meter.advance(self.at_once)?;
        self.ring.begin();
        let Workspace { ring, n, leading, places, .. } = self;
        let given = places.each_mut().map(|place| MatrixMut { entries: place, leading: *leading });
        if ring.raise_at_once((*n, p), entries, result, given, meter)? {
            return self.ring.verdict();
        }
        let out = view_mut(self.n, result);
        let crowded = self.n >= COPY_CROWDED && self.leading != self.n;
        match R::as_words(entries).filter(|_| !crowded && self.n > 0) {
            Some(words) => {
                self.raise_from(p, Matrix { entries: words, leading: self.n }, out, meter)
            }
            None => {
                self.load(view(self.n, entries), meter)?;
                self.raise_loaded(p, out, meter)
            }
        }
    }

    /// As [`raise`](Self::raise) for the base that was loaded.
    ///
    /// # Errors
    /// As [`raise`](Self::raise).
    pub fn raise_loaded(
        &mut self,
        p: u64,
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.check_shape("out", out.dim())?;
        meter.advance(1)?;
        if p == 0 || self.n == 0 {
            return self.store_identity(out, meter);
        }
        self.ring.begin();
        if p == 1 {
            return self.store_base(out, meter);
        }
        let own = mem::take(&mut self.base);
        let base = Matrix { entries: &*own, leading: self.leading };
        let outcome = self.raise_from(p, base, out, meter);
        self.base = own;
        outcome
    }

    /// The power 1.
    fn store_base(&mut self, out: ArrayViewMut2<R::Element>, meter: &mut Meter) -> Result<()> {
        let form = structure::find::<R>(self.options, self.n, self.own_base(), meter)?;
        let base = MatrixMut { entries: &mut *self.base, leading: self.leading };
        structure::finish(&self.ring, form, self.n, base, meter)?;
        self.ring.store(self.own_base(), out, meter)?;
        self.ring.verdict()
    }

    /// The base is the caller's, or the one that was loaded; p ≥ 2.
    fn raise_from(
        &mut self,
        p: u64,
        base: Matrix<R::Word>,
        mut out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        let form = structure::find::<R>(self.options, self.n, base, meter)?;
        let chain = Chain::new(p);
        let leading = self.n;
        match out.as_slice_mut().and_then(R::as_words_mut) {
            Some(entries) => {
                for step in chain.steps() {
                    let result = MatrixMut { entries: &mut *entries, leading };
                    self.take_step(step, form, base, result, meter)?;
                }
                let result = MatrixMut { entries, leading };
                structure::finish(&self.ring, form, self.n, result, meter)?;
            }
            None => self.run_and_store(&chain, form, base, out, meter)?,
        }
        self.ring.verdict()
    }

    /// For results that are not words in rows without gaps.
    fn run_and_store(
        &mut self,
        chain: &Chain,
        form: Form,
        base: Matrix<R::Word>,
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        let place = self.run_in_places(chain, form, base, meter)?;
        let (entries, leading) = (&mut *self.places[place], self.leading);
        structure::finish(&self.ring, form, self.n, MatrixMut { entries, leading }, meter)?;
        let power = Matrix { entries: &*self.places[place], leading };
        self.ring.store(power, out, meter)
    }

    /// The last product goes to a place that it does not read: to the one told.
    fn run_in_places(
        &mut self,
        chain: &Chain,
        form: Form,
        base: Matrix<R::Word>,
        meter: &mut Meter,
    ) -> Result<usize> {
        let mut last = 1;
        for step in chain.steps() {
            let result = MatrixMut { entries: &mut [], leading: self.leading };
            let to = if step.to == 0 { step.free_place() } else { step.to };
            self.take_step(Step { to, ..step }, form, base, result, meter)?;
            last = to;
        }
        Ok(usize::from(last) - 1)
    }

    /// Replaces the base that was loaded by its power p ≥ 2.
    pub(super) fn raise_base(&mut self, p: u64, form: Form, meter: &mut Meter) -> Result<()> {
        let own = mem::take(&mut self.base);
        let base = Matrix { entries: &*own, leading: self.leading };
        let place = self.run_in_places(&Chain::new(p), form, base, meter);
        self.base = own;
        mem::swap(&mut self.base, &mut self.places[place?]);
        Ok(())
    }

    #[inline]
    fn take_step(
        &mut self,
        step: Step,
        form: Form,
        base: Matrix<R::Word>,
        result: MatrixMut<R::Word>,
        meter: &mut Meter,
    ) -> Result<()> {
        let Workspace { ring, n, options, leading, places, .. } = self;
        let place = usize::from(step.to.wrapping_sub(1));
        let taken = places.get_mut(place).map(mem::take);
        let read = |place: u8| match place {
            0 => base,
            _ => Matrix { entries: &*places[usize::from(place) - 1], leading: *leading },
        };
        let (left, right) = (read(step.left), read(step.right));
        let known = (form, *options);
        let Some(entries) = taken else {
            return structure::multiply(ring, known, *n, left, right, result, meter);
        };
        let to = MatrixMut { entries: &mut *entries, leading: *leading };
        let outcome = structure::multiply(ring, known, *n, left, right, to, meter);
        places[place] = entries;
        outcome
    }

    fn store_identity(
        &mut self,
        mut out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        for (i, mut row) in out.rows_mut().into_iter().enumerate() {
            meter.scan(self.n)?;
            row.fill(self.ring.zero());
            row[i] = self.ring.one();
        }
        Ok(())
    }
}

impl<R: Invertible> Workspace<'_, R> {
    /// As [`raise`](Self::raise) for any p; p < 0 raises the inverse.
    ///
    /// # Errors
    /// As [`raise`](Self::raise); [`Singular`](crate::error::ErrorKind::Singular) or
    /// [`Domain`](crate::error::ErrorKind::Domain) when there is no inverse in the
    /// ring: nothing was written.
    #[inline]
    pub fn raise_signed(
        &mut self,
        p: i64,
        a: ArrayView2<R::Element>,
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        if p >= 0 {
            return self.raise(p.unsigned_abs(), a, out, meter);
        }
        self.load(a, meter)?;
        self.raise_loaded_signed(p, out, meter)
    }

    /// As [`raise_signed`](Self::raise_signed) for the base that was loaded, over which
    /// the result may be written.
    ///
    /// # Errors
    /// As [`raise_signed`](Self::raise_signed).
    pub fn raise_loaded_signed(
        &mut self,
        p: i64,
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.invert_if(p < 0, meter)?;
        self.raise_loaded(p.unsigned_abs(), out, meter)
    }
}

/// An n × n matrix without gaps.
pub(super) fn view<T>(n: usize, entries: &[T]) -> ArrayView2<'_, T> {
    let view = ArrayView2::from_shape((n, n), &entries[..n * n]);
    view.unwrap_or_else(|_| unreachable!("as many entries as the shape has"))
}

/// As [`view`], to write.
pub(super) fn view_mut<T>(n: usize, entries: &mut [T]) -> ArrayViewMut2<'_, T> {
    let view = ArrayViewMut2::from_shape((n, n), &mut entries[..n * n]);
    view.unwrap_or_else(|_| unreachable!("as many entries as the shape has"))
}
