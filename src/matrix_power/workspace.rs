//! The memory of a power: the base and the powers on the way.

use super::chain::{self, PLACES};
use super::product::{Matrix, MatrixMut};
use super::ring::{Invertible, Ring};
use super::structure::{self, Form, Options};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use ndarray::ArrayView2;
use std::mem;

/// Four n × n matrices in memory of the caller's.
pub struct Workspace<'w, R: Ring> {
    pub(super) ring: R,
    pub(super) n: usize,
    pub(super) options: Options,
    /// The distance of two rows.
    pub(super) leading: usize,
    /// The work to count for a power that is done at once.
    pub(super) at_once: u64,
    /// A copy of the base, where one is needed.
    pub(super) base: &'w mut [R::Word],
    pub(super) places: [&'w mut [R::Word]; PLACES],
}

/// The number of words of a workspace: 4n² times the words of an entry, and a little
/// more so that rows begin lines of a cache, but not a multiple of 512 bytes apart.
///
/// # Errors
/// [`ErrorKind::Size`] when they do not fit the address space.
#[inline(always)]
pub fn workspace_length<R: Ring>(n: usize) -> Result<usize> {
    let length = leading::<R>(n).and_then(|leading| {
        n.checked_mul(leading)?.checked_mul(PLACES + 1)?.checked_add(line::<R>() - 1)
    });
    let fits = |length: &usize| {
        length.checked_mul(size_of::<R::Word>()).is_some_and(|bytes| isize::try_from(bytes).is_ok())
    };
    length.filter(fits).ok_or_else(|| {
        Error::new(ErrorKind::Size, "n", "is too large: the workspace exceeds the address space")
            .given(n)
    })
}

/// The distance of two rows, 0 only for n = 0. Each begins a line of a cache. A cache
/// keeps only a few lines whose addresses differ by a multiple of 512 bytes, and a column
/// must not fall upon them.
#[inline(always)]
fn leading<R: Ring>(n: usize) -> Option<usize> {
    let words = n.checked_next_multiple_of(line::<R>())?.checked_mul(R::WORDS)?;
    let bytes = words.checked_mul(size_of::<R::Word>())?;
    let crowded = bytes > 512 && bytes.is_multiple_of(512);
    let gap = if crowded { R::WORDS * line::<R>() } else { 0 };
    words.checked_add(gap)
}

/// The words of a line of a cache.
fn line<R: Ring>() -> usize {
    (64 / size_of::<R::Word>().max(1)).max(1)
}

impl<'w, R: Ring> Workspace<'w, R> {
    /// Uses the first [`workspace_length`] words of `memory`, whatever they hold.
    ///
    /// # Errors
    /// [`ErrorKind::BufferTooSmall`], [`ErrorKind::Size`]; [`ErrorKind::Unsupported`] for
    /// options that say more than one thing.
    #[inline(always)]
    pub fn new(ring: R, n: usize, options: Options, memory: &'w mut [R::Word]) -> Result<Self> {
        options.check()?;
        let needed = workspace_length::<R>(n)?;
        if memory.len() < needed {
            let text = "elements are fewer than the {} needed";
            let error = Error::new(ErrorKind::BufferTooSmall, "work", text);
            return Err(error.given(memory.len()).other(needed));
        }
        // Neither is too large: the length was not.
        let leading = leading::<R>(n).unwrap_or_default();
        let place = n * leading;
        let skipped = memory.as_ptr().align_offset(64).min(line::<R>() - 1);
        let memory = &mut memory[skipped..];
        let (base, rest) = memory.split_at_mut(place);
        let (first, rest) = rest.split_at_mut(place);
        let (second, rest) = rest.split_at_mut(place);
        let places = [first, second, &mut rest[..place]];
        Ok(Workspace { ring, n, options, leading, at_once: 1, base, places })
    }

    /// Copies the base in.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] unless `a` is n × n; [`ErrorKind::Cancelled`].
    pub fn load(&mut self, a: ArrayView2<R::Element>, meter: &mut Meter) -> Result<()> {
        self.check_shape("a", a.dim())?;
        if self.n == 0 {
            return Ok(());
        }
        let words = MatrixMut { entries: self.base, leading: self.leading };
        self.ring.load(a, words, meter)?;
        let words = MatrixMut { entries: self.base, leading: self.leading };
        structure::complete(&self.ring, self.options, self.n, words, meter)
    }

    /// Whether the base that was loaded is what the options say.
    ///
    /// # Errors
    /// [`ErrorKind::Domain`].
    pub(super) fn check_form(&self, meter: &mut Meter) -> Result<()> {
        if self.options == Options::NONE {
            return Ok(());
        }
        structure::find::<R>(self.options, self.n, self.own_base(), meter).map(drop)
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

    /// The base that was loaded.
    pub(super) fn own_base(&self) -> Matrix<'_, R::Word> {
        Matrix { entries: self.base, leading: self.leading }
    }
}

impl<R: Invertible> Workspace<'_, R> {
    /// Replaces the base by its inverse, if `negative`.
    ///
    /// # Errors
    /// [`ErrorKind::Singular`] or [`ErrorKind::Domain`] when there is no inverse in
    /// the ring; [`ErrorKind::Cancelled`].
    pub fn invert_if(&mut self, negative: bool, meter: &mut Meter) -> Result<()> {
        if !negative || self.n == 0 {
            return Ok(());
        }
        let form = structure::find::<R>(self.options, self.n, self.own_base(), meter)?;
        let (known, base) = ((form, self.options), self.own_base());
        structure::check_invertible(&self.ring, known, self.n, base, meter)?;
        let lower = form == Form::Lower;
        self.turn_if(lower, meter)?;
        let Workspace { ring, n, leading, base, places, .. } = self;
        let [first, second, third] = places;
        let matrix = |entries| MatrixMut { entries, leading: *leading };
        let given = Matrix { entries: base, leading: *leading };
        ring.invert(*n, given, matrix(first), [matrix(second), matrix(third)], meter)?;
        // Turned back, the matrix tells its inverse what is known of zeros.
        self.turn_if(lower, meter)?;
        mem::swap(&mut self.base, &mut self.places[0]);
        self.turn_if(lower, meter)?;
        let given = Matrix { entries: &*self.places[0], leading: self.leading };
        let inverse = MatrixMut { entries: self.base, leading: self.leading };
        structure::restore(&self.ring, form, self.n, given, inverse, meter)
    }

    /// Reverses rows and columns of the base: a lower triangle becomes an upper one,
    /// whose elimination needs no exchange of rows.
    fn turn_if(&mut self, lower: bool, meter: &mut Meter) -> Result<()> {
        if !lower {
            return Ok(());
        }
        let Workspace { n, leading, base, .. } = self;
        for row in base.chunks_mut(*leading) {
            meter.scan(*leading)?;
            for plane in row.chunks_mut(*leading / R::WORDS) {
                plane[..*n].reverse();
            }
        }
        for row in 0..*n / 2 {
            meter.scan(2 * *leading)?;
            MatrixMut { entries: base, leading: *leading }.swap_rows(row, *n - 1 - row);
        }
        Ok(())
    }
}

/// About how many multiply-adds a power takes, in units of [`Meter`].
pub fn work(n: usize, p: i64) -> u64 {
    let inverse = if p < 0 { 2 } else { 0 };
    let products = chain::length(p.unsigned_abs());
    (products + inverse).saturating_mul((n as u64).saturating_pow(3))
}
