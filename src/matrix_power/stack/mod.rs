//! Powers of the matrices of a stack, many at a time.
//!
//! Vectors across the stack do the work (`kernel::lanes`); here the stack is cut into
//! parts after each of which a call can be stopped. Parts of a stack are stacks, so
//! threads may share one.

#[cfg(test)]
mod tests;
use super::chain::Chain;
use super::kernel::{LaneNumber, lanes};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};

/// Matrices to read, row after row.
#[derive(Debug)]
pub struct Stack<'a, T> {
    /// From the first entry of the first matrix on.
    pub entries: &'a [T],
    /// The number of matrices.
    pub count: usize,
    /// The distance of two matrices.
    pub stride: usize,
    /// The distance of two rows.
    pub leading: usize,
}

/// Matrices to write, likewise.
#[derive(Debug)]
pub struct StackMut<'a, T> {
    /// From the first entry of the first matrix on.
    pub entries: &'a mut [T],
    /// The number of matrices.
    pub count: usize,
    /// The distance of two matrices.
    pub stride: usize,
    /// The distance of two rows.
    pub leading: usize,
}

impl<T> Clone for Stack<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Stack<'_, T> {}

impl<'a, T> Stack<'a, T> {
    /// The entries up to the last one of n × n matrices.
    pub(super) fn reach(&self, n: usize) -> usize {
        reach(n, self.count, self.stride, self.leading)
    }

    fn part(self, first: usize, count: usize) -> Stack<'a, T> {
        Stack { entries: &self.entries[first * self.stride..], count, ..self }
    }
}

impl<T> StackMut<'_, T> {
    /// The same, to read.
    pub(super) fn as_stack(&self) -> Stack<'_, T> {
        let StackMut { count, stride, leading, .. } = *self;
        Stack { entries: self.entries, count, stride, leading }
    }

    /// The entries up to the last one of n × n matrices.
    pub(super) fn reach(&self, n: usize) -> usize {
        reach(n, self.count, self.stride, self.leading)
    }

    fn part(&mut self, first: usize, count: usize) -> StackMut<'_, T> {
        StackMut { entries: &mut self.entries[first * self.stride..], count, ..*self }
    }
}

/// Saturated where no memory reaches.
fn reach(n: usize, count: usize, stride: usize, leading: usize) -> usize {
    if n == 0 || count == 0 {
        return 0;
    }
    let rows = (n - 1).saturating_mul(leading).saturating_add(n);
    (count - 1).saturating_mul(stride).saturating_add(rows)
}

/// Multiply-adds between two looks at whether to stop, about a millisecond of work.
const WORK_AT_ONCE: u64 = 1 << 22;
/// Matrices likewise: memory has to be found for their pages.
const MOST_AT_ONCE: u64 = 1 << 14;

/// out = a^p for each matrix and p ≥ 2; without `a` the powers replace what `out` holds.
/// False for sizes, exponents and CPU levels that are not done so: nothing was written.
///
/// The bits of each power are those that it has alone. No memory is needed but 18 KiB of
/// the stack. The matrices of `out` must not overlap each other.
///
/// # Errors
/// [`ErrorKind::Size`] when a stack ends early or the numbers of matrices differ;
/// [`ErrorKind::Cancelled`]: some of the powers were written.
pub(super) fn raise_stack<T: LaneNumber>(
    n: usize,
    p: u64,
    a: Option<Stack<T>>,
    mut out: StackMut<T>,
    meter: &mut Meter,
) -> Result<bool> {
    let Some(lanes) = lanes::lanes::<T>(meter, n).filter(|_| p > 1) else {
        return Ok(false);
    };
    check("out", out.entries.len(), out.reach(n), out.count, out.count)?;
    if let Some(a) = &a {
        check("a", a.entries.len(), a.reach(n), a.count, out.count)?;
    }
    let chain = Chain::new(p);
    let work = (chain.steps().count() * n * n * n) as u64;
    let at_once = ((WORK_AT_ONCE / work).min(MOST_AT_ONCE) as usize).next_multiple_of(lanes);
    for first in (0..out.count).step_by(at_once) {
        let count = at_once.min(out.count - first);
        meter.advance(count as u64 * work)?;
        let a = a.map(|a| a.part(first, count));
        lanes::raise(meter, n, &chain, a, out.part(first, count));
    }
    Ok(true)
}

fn check(
    name: &'static str,
    length: usize,
    reach: usize,
    count: usize,
    wanted: usize,
) -> Result<()> {
    if count != wanted {
        let error = Error::new(ErrorKind::Size, name, "matrices, but {} in out");
        return Err(error.given(count).other(wanted));
    }
    if length < reach {
        let error = Error::new(ErrorKind::Size, name, "entries, but the matrices reach to {}");
        return Err(error.given(length).other(reach));
    }
    Ok(())
}
