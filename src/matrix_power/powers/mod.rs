//! Powers of the matrices of a call, each for itself.
//!
//! Threads share small matrices out between them, and large ones row by row.
//!
//! - `one`: a matrix without gaps, by the shortest way,
//! - `run`: the matrices of a stack, one after the other or many at once.

mod one;
mod run;

use super::product::Shape;
use super::ring::Invertible;
use super::rows;
use super::structure::Options;
use super::workspace::{work, workspace_length};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::threads::with_team;
use ndarray::{ArrayView2, ArrayView3, ArrayViewMut3, Axis};
use run::{Part, Run};
use std::sync::{Mutex, PoisonError};

/// A ring whose stacks can be shared out to threads.
pub trait Shared:
    Invertible<Element: Send + Sync, Word: Send + Sync> + Clone + Send + Sync + 'static
{
}

impl<R: Invertible<Element: Send + Sync, Word: Send + Sync> + Clone + Send + Sync + 'static> Shared
    for R
{
}

/// What to do with each matrix of a stack.
#[derive(Debug)]
pub enum Task<'a, T> {
    /// out = a^p; `None` where a is what out holds.
    Raise(Option<ArrayView3<'a, T>>),
    /// out = a^p·v, the same v for each matrix; `None` where v is what out holds.
    Apply(ArrayView3<'a, T>, Option<ArrayView2<'a, T>>),
}

impl<T> Clone for Task<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Task<'_, T> {}

/// Where the outcome of each matrix goes.
#[derive(Debug)]
pub struct Outcomes<'a, O> {
    /// None, or one for each matrix.
    pub of_each: &'a mut [O],
    /// What an outcome becomes there.
    pub told: fn(&Result<()>) -> O,
}

/// Powers of n × n matrices.
#[derive(Clone, Copy, Debug)]
pub struct Powers<R> {
    /// The ring of the entries.
    pub ring: R,
    /// Rows and columns.
    pub n: usize,
    /// The exponent.
    pub p: i64,
    /// What is known of the matrices.
    pub options: Options,
}

/// Multiply-adds from which on it pays to start threads.
const WORTH_THREADS: u64 = 1 << 23;
/// Up to here threads share matrices out, not rows.
const SMALL: usize = 128;

/// How many workspaces a stack has use for.
pub fn workspaces(n: usize, count: usize, threads: usize) -> usize {
    if n <= SMALL { threads.min(count).max(1) } else { 1 }
}

impl<R: Shared> Powers<R> {
    /// Does the task for each matrix of `out`. `memory` is one or more workspaces.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`]; else the first error of a matrix, as of
    /// [`raise_signed`](super::Workspace::raise_signed) and
    /// [`apply_signed`](super::Workspace::apply_signed), with its place in the
    /// stack: the others are done all the same.
    pub fn run<O: Clone + Send>(
        self,
        task: Task<R::Element>,
        out: ArrayViewMut3<R::Element>,
        memory: &mut [R::Word],
        control: &Control,
        outcomes: Outcomes<O>,
    ) -> Result<()> {
        // Matrices without entries are done, however many there are.
        let count = if self.n == 0 { 0 } else { out.len_of(Axis(0)) };
        let Outcomes { of_each: outcomes, told } = outcomes;
        let work = work(self.n, self.p).saturating_mul(count as u64);
        let threads = threads_for(self.n, count, work, control);
        let apart = threads.min(memory.len() / workspace_length::<R>(self.n)?.max(1)).min(count);
        let meter = Meter::new(control, work);
        let beforehand = if count == 0 { Ok(()) } else { Err(cancelled()) };
        tell_all(outcomes, &told(&beforehand), &mut meter.silent())?;
        let part = Part { first: 0, out, outcomes };
        let run = Run { powers: self, task, told, failed: Mutex::new(None) };
        if count == 0 {
            // Nothing is left to do.
        } else if apart > 1 && run.powers.n <= SMALL {
            run.share_matrices(apart, part, memory, &meter)?;
        } else {
            let threads = if shares_rows(run.powers.n) { threads } else { 1 };
            with_team(threads, |team| run.do_part(part, memory, &mut meter.helped_by(team)))?;
        }
        meter.finish();
        let failed = run.failed.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.map_or(Ok(()), |(item, error)| {
            Err(if count > 1 { error.of_item(item, count) } else { error })
        })
    }
}

/// Outcomes told between two looks at whether to stop.
const TOLD_AT_ONCE: usize = 1 << 16;

/// Tells one outcome of all matrices; of few ones also when the call was stopped beforehand.
fn tell_all<O: Clone>(outcomes: &mut [O], told: &O, meter: &mut Meter) -> Result<()> {
    for piece in outcomes.chunks_mut(TOLD_AT_ONCE) {
        piece.fill(told.clone());
        meter.scan(piece.len())?;
    }
    Ok(())
}

/// As many threads as the work is worth.
fn threads_for(n: usize, count: usize, work: u64, control: &Control) -> usize {
    let worth = work >= WORTH_THREADS && (shares_rows(n) || count > 1);
    if worth { control.threads } else { 1 }
}

/// Whether one product is worth more than one thread.
fn shares_rows(n: usize) -> bool {
    Shape::square(n).work() >= rows::WORTH
}

fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "", "the call was cancelled")
}
