//! From a matrix to its power, product by product.
//!
//! Where rows lie without gaps, the first product reads the caller's matrix and the
//! last one writes the caller's result; nothing is copied.

use super::chain::{Chain, Step};
use super::product::{Matrix, MatrixMut};
use super::ring::{Invertible, Ring};
use super::workspace::Workspace;
use crate::control::Meter;
use crate::error::Result;
use ndarray::{ArrayView2, ArrayViewMut2};
use std::mem;

impl<R: Ring> Workspace<'_, R> {
    /// out = a^p for p ≥ 0; p = 0 gives the identity, whatever `a` holds.
    ///
    /// # Errors
    /// [`Size`](crate::error::ErrorKind::Size) unless `a` and `out` are n × n;
    /// [`Overflow`](crate::error::ErrorKind::Overflow) when an integer did not fit: the
    /// result modulo 2^w was written;
    /// [`Cancelled`](crate::error::ErrorKind::Cancelled): a part was.
    pub fn raise(
        &mut self,
        p: u64,
        a: ArrayView2<R::Element>,
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.check_shape("a", a.dim())?;
        match a.as_slice().filter(|_| R::EVERY_VALUE && p > 1) {
            Some(base) => self.raise_from(p, Some(base), out, meter),
            None => {
                self.load(a, meter)?;
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
        self.raise_from(p, None, out, meter)
    }

    /// The base is the caller's, or the one that was loaded.
    fn raise_from(
        &mut self,
        p: u64,
        base: Option<&[R::Element]>,
        mut out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        self.check_shape("out", out.dim())?;
        meter.advance(1)?;
        if p == 0 || self.n == 0 {
            return self.store_identity(out, meter);
        }
        self.ring.begin();
        let own = mem::take(&mut self.base);
        let from = base.unwrap_or(own);
        let outcome = match (p, out.as_slice_mut()) {
            (1, _) => store(from, self.n, out, meter),
            (_, Some(entries)) => {
                let done = self.ring.raise_at_once(self.n, p, from, entries, meter);
                if done { Ok(()) } else { self.run(&Chain::new(p), from, entries, meter) }
            }
            (_, None) => self.run_and_store(&Chain::new(p), from, out, meter),
        };
        self.base = own;
        outcome?;
        self.ring.verdict()
    }

    fn run(
        &mut self,
        chain: &Chain,
        base: &[R::Element],
        out: &mut [R::Element],
        meter: &mut Meter,
    ) -> Result<()> {
        for &step in chain.steps() {
            let result = MatrixMut { entries: &mut *out, leading: self.n };
            self.take_step(step, base, result, meter)?;
        }
        Ok(())
    }

    /// For results with gaps: the last product goes to a place that it does not read.
    fn run_and_store(
        &mut self,
        chain: &Chain,
        base: &[R::Element],
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        let last = chain.steps()[chain.steps().len() - 1];
        let free = (1..=3).find(|&place| place != last.left && place != last.right);
        let free = usize::from(free.unwrap_or(1)) - 1;
        for &step in chain.steps() {
            let result = MatrixMut { entries: &mut [], leading: self.leading };
            let to = if step.to == 0 { free as u8 + 1 } else { step.to };
            self.take_step(Step { to, ..step }, base, result, meter)?;
        }
        store(self.places[free], self.leading, out, meter)
    }

    #[inline]
    fn take_step(
        &mut self,
        step: Step,
        base: &[R::Element],
        result: MatrixMut<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        let Workspace { ring, n, leading, places, .. } = self;
        let place = usize::from(step.to.wrapping_sub(1));
        let taken = places.get_mut(place).map(mem::take);
        let read = |place: u8| match place {
            0 => Matrix { entries: base, leading: *n },
            _ => Matrix { entries: places[usize::from(place) - 1], leading: *leading },
        };
        let (left, right) = (read(step.left), read(step.right));
        let Some(entries) = taken else {
            return ring.multiply(*n, left, right, result, meter);
        };
        let to = MatrixMut { entries: &mut *entries, leading: *leading };
        let outcome = ring.multiply(*n, left, right, to, meter);
        places[place] = entries;
        outcome
    }

    fn store_identity(
        &mut self,
        mut out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        for (i, mut row) in out.rows_mut().into_iter().enumerate() {
            meter.advance(self.n as u64 / 4)?;
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

/// Copies the result out.
fn store<T: Clone>(
    from: &[T],
    leading: usize,
    mut out: ArrayViewMut2<T>,
    meter: &mut Meter,
) -> Result<()> {
    for (line, mut row) in from.chunks(leading).zip(out.rows_mut()) {
        meter.advance(line.len() as u64 / 4)?;
        for (value, entry) in line.iter().zip(&mut row) {
            entry.clone_from(value);
        }
    }
    Ok(())
}
