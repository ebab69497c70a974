//! The memory of a power: the base and the powers on the way.

use super::chain::{self, PLACES};
use super::ring::{Invertible, Ring};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::ArrayView2;

/// Four n × n matrices in memory of the caller's.
pub struct Workspace<'w, R: Ring> {
    pub(super) ring: R,
    pub(super) n: usize,
    /// The distance of two rows in a place.
    pub(super) leading: usize,
    /// A copy of the base, rows n apart, where one is needed.
    pub(super) base: &'w mut [R::Element],
    pub(super) places: [&'w mut [R::Element]; PLACES],
}

/// The number of elements of a workspace: 4n², and a little more where rows would lie
/// a multiple of 512 bytes apart.
///
/// # Errors
/// [`ErrorKind::Size`] when they do not fit the address space.
pub fn workspace_length<T>(n: usize) -> Result<usize> {
    let length = n.checked_mul(leading::<T>(n)).and_then(|place| place.checked_mul(PLACES + 1));
    let fits = |length: &usize| {
        length.checked_mul(size_of::<T>()).is_some_and(|bytes| isize::try_from(bytes).is_ok())
    };
    length.filter(fits).ok_or_else(|| {
        Error::new(ErrorKind::Size, "n", "is too large: the workspace exceeds the address space")
            .given(n)
    })
}

/// The distance of two rows: a cache keeps only a few lines whose addresses differ by
/// a multiple of 512 bytes, and a column must not fall upon them.
fn leading<T>(n: usize) -> usize {
    let bytes = n.saturating_mul(size_of::<T>());
    if bytes > 512 && bytes.is_multiple_of(512) { n + 64 / size_of::<T>() } else { n }
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
        let leading = leading::<R::Element>(n);
        let (base, rest) = memory.split_at_mut(n * leading);
        let (first, rest) = rest.split_at_mut(n * leading);
        let (second, rest) = rest.split_at_mut(n * leading);
        let places = [first, second, &mut rest[..n * leading]];
        Ok(Workspace { ring, n, leading, base, places })
    }

    /// Copies the base in.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless `a` is n × n; [`ErrorKind::Cancelled`].
    pub fn load(&mut self, a: ArrayView2<R::Element>, meter: &mut Meter) -> Result<()> {
        self.check_shape("a", a.dim())?;
        for (line, row) in self.base.chunks_mut(self.n.max(1)).zip(a.rows()) {
            meter.advance(self.n as u64 / 4)?;
            for (entry, value) in line.iter_mut().zip(row) {
                *entry = self.ring.entry(value);
            }
        }
        Ok(())
    }

    pub(super) fn check_shape(&self, name: &'static str, shape: (usize, usize)) -> Result<()> {
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
    /// Replaces the base by its inverse, if `negative`.
    ///
    /// # Errors
    /// [`ErrorKind::Singular`] or [`ErrorKind::Domain`] when there is no inverse in
    /// the ring; [`ErrorKind::Cancelled`].
    pub fn invert_if(&mut self, negative: bool, meter: &mut Meter) -> Result<()> {
        if !negative {
            return Ok(());
        }
        let entries = self.n * self.n;
        let copy = &mut self.places[0][..entries];
        for (to, from) in copy.chunks_mut(self.n.max(1)).zip(self.base.chunks(self.n.max(1))) {
            meter.advance(self.n as u64 / 4)?;
            to.clone_from_slice(from);
        }
        self.ring.invert(self.n, copy, &mut self.base[..entries], meter)
    }
}

/// About how many multiply-adds a power takes, in units of [`Meter`].
pub fn work(n: usize, p: i64) -> u64 {
    let inverse = if p < 0 { 2 } else { 0 };
    let products = chain::length(p.unsigned_abs());
    (products + inverse).saturating_mul((n as u64).saturating_pow(3))
}
