//! One power after another in the same memory: load, raise, store.

use super::chain::{self, Step};
use super::product::multiply;
use super::ring::{Invertible, Ring, write_identity};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::{ArrayView2, ArrayViewMut2};
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
    /// [`ErrorKind::Size`] unless `a` is n × n.
    pub fn load(&mut self, a: ArrayView2<R::Element>) -> Result<()> {
        self.check_shape("a", a.dim())?;
        for (entry, value) in self.base.iter_mut().zip(a) {
            *entry = self.ring.entry(value);
        }
        Ok(())
    }

    /// Raises the base to the power p ≥ 0; p = 0 gives the identity, whatever
    /// the base holds.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`].
    pub fn raise(&mut self, p: u64, meter: &mut Meter) -> Result<()> {
        if p == 0 || self.n == 0 {
            write_identity(&self.ring, self.n, self.result);
            return Ok(());
        }
        self.result.clone_from_slice(self.base);
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
    /// integer did not fit: the result modulo 2^w was stored.
    pub fn store(&mut self, mut out: ArrayViewMut2<R::Element>) -> Result<()> {
        self.check_shape("out", out.dim())?;
        for (entry, value) in out.iter_mut().zip(self.result.iter()) {
            entry.clone_from(value);
        }
        self.ring.verdict()
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

impl<R: Invertible> Workspace<'_, R> {
    /// Raises the base to any power; p < 0 inverts it first.
    ///
    /// # Errors
    /// As [`raise`](Self::raise); [`ErrorKind::Singular`] or
    /// [`ErrorKind::Domain`] when there is no inverse in the ring.
    pub fn raise_signed(&mut self, p: i64, meter: &mut Meter) -> Result<()> {
        if p < 0 {
            self.result.clone_from_slice(self.base);
            self.ring.invert(self.n, self.result, self.base, meter)?;
        }
        self.raise(p.unsigned_abs(), meter)
    }
}

/// About how many multiply-adds a power takes, in units of [`Meter`].
pub fn work(n: usize, p: i64) -> u64 {
    let inverse = if p < 0 { 2 } else { 0 };
    let products = if p == 0 { 0 } else { chain::length(p.unsigned_abs()) };
    (products + inverse).saturating_mul((n as u64).saturating_pow(3))
}
