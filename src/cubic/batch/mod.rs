//! Many cubics at once, in strided arrays.

mod arrays;
mod columns;
mod piece;

pub(super) use arrays::check_length;
pub use arrays::{Inputs, Outputs};
pub(super) use columns::{Source, Sources};

use super::features::with_features;
use super::{Options, Precision, roots_at};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::threads;
use columns::Sinks;
use piece::{Piece, Worker};

/// About a hundred units of work a cubic make a poll every few milliseconds.
pub(super) const WORK: u64 = 128;

/// A cubic of a block is soon done, but each of its numbers may lie on a page of its own.
const IN_BLOCK: u64 = 8;

/// Cubics that a thread takes at a time.
const PIECE: usize = 1 << 12;

/// As many cubics are better done in a block.
const ONE_BY_ONE: usize = 4;

/// Lanes of a block for many cubics, and for few; more would not fit the stack of a call.
const MANY: usize = 32;
const FEW: usize = 16;

/// The roots of n cubics, each as [`roots_with`](super::roots_with) gives them.
///
/// # Errors
/// [`ErrorKind::Size`] when the arrays differ in length, [`ErrorKind::NotFinite`]
/// or [`ErrorKind::Domain`] for an `imag_tolerance` that is NaN, infinite or
/// negative, [`ErrorKind::Cancelled`] when stopped: some of the cubics are then
/// written.
pub fn roots_batch<T: Precision>(
    inputs: &Inputs<T>,
    outputs: Outputs<T>,
    options: &Options,
    control: &Control,
) -> Result<()> {
    let n = inputs.a.len();
    for (name, view) in [("b", &inputs.b), ("c", &inputs.c), ("d", &inputs.d)] {
        check_length(name, view.len(), n)?;
    }
    outputs.check(n)?;
    check_tolerance(options.imag_tolerance)?;
    solve(Sources::of(inputs), outputs, options, control)
}

/// As [`roots_batch`], of arrays with n entries each.
pub(super) fn solve<T: Precision>(
    sources: Sources<T>,
    outputs: Outputs<T>,
    options: &Options,
    control: &Control,
) -> Result<()> {
    match outputs.roots.nrows() {
        0..ONE_BY_ONE => one_by_one(sources, outputs, options, control),
        ONE_BY_ONE..MANY => share_out::<T, FEW>(sources, outputs, options, control),
        _ => share_out::<T, MANY>(sources, outputs, options, control),
    }
}

/// So few cubics that a block takes longer.
#[inline(never)]
fn one_by_one<T: Precision>(
    sources: Sources<T>,
    outputs: Outputs<T>,
    options: &Options,
    control: &Control,
) -> Result<()> {
    let n = outputs.roots.nrows();
    let mut meter = Meter::new(control, n as u64);
    let mut sinks = Sinks::of(outputs);
    for i in 0..n {
        let roots = roots_at::<T>(control.level(), sources.one(i));
        sinks.write_one(i, &roots.handed_over(options));
        meter.advance(1)?;
    }
    meter.finish();
    Ok(())
}

/// Shares the cubics among threads.
#[inline(never)]
fn share_out<T: Precision, const LANES: usize>(
    sources: Sources<T>,
    outputs: Outputs<T>,
    options: &Options,
    control: &Control,
) -> Result<()> {
    let n = outputs.roots.nrows();
    // How many need more than a block is not known beforehand.
    let meter = Meter::new(control, n as u64 * IN_BLOCK);
    let threads = control.threads.clamp(1, n / PIECE + 1);
    let level = control.level();
    let mut rest = (0, Some(outputs));
    let sources = &sources;
    threads::share(
        threads,
        || take(&mut rest, if threads == 1 { n } else { PIECE }),
        || Worker::<T, LANES>::new(meter.share()),
        |(start, outputs), worker| {
            with_features(level, Piece { sources, outputs, options, start, level, worker })
        },
    )?;
    meter.finish();
    Ok(())
}

/// Splits the next cubics off: the number of the first, and where their results go.
fn take<'a, T>(
    rest: &mut (usize, Option<Outputs<'a, T>>),
    cubics: usize,
) -> Option<(usize, Outputs<'a, T>)> {
    let (start, outputs) = (rest.0, rest.1.take()?);
    let n = outputs.roots.nrows();
    if n == 0 {
        return None;
    }
    let (now, later) = outputs.split_at(cubics.min(n));
    *rest = (start + cubics.min(n), Some(later));
    Some((start, now))
}

fn check_tolerance(tolerance: f64) -> Result<()> {
    let error = |kind, text| Err(Error::new(kind, "imag_tolerance", text).given(tolerance));
    match tolerance {
        t if !t.is_finite() => error(ErrorKind::NotFinite, "must be finite"),
        t if t < 0.0 => error(ErrorKind::Domain, "must not be negative"),
        _ => Ok(()),
    }
}
