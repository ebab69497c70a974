//! Powers of the matrices of a stack, each for itself.
//!
//! Threads share small matrices out between them, and large ones row by row.

use super::apply::copy_block;
use super::product::Shape;
use super::raise::{view, view_mut};
use super::ring::Invertible;
use super::rows;
use super::stack::{Stack, StackMut};
use super::structure::Options;
use super::workspace::{Workspace, work, workspace_length};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::threads::{self, with_team};
use ndarray::{ArrayView2, ArrayView3, ArrayViewMut2, ArrayViewMut3, Axis, Slice};
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
/// Fewer matrices are raised one by one.
const FEW: usize = 4;
/// Shares of a stack for each thread: more of them wait less for the slowest.
const SHARES: usize = 8;

/// How many workspaces a stack has use for.
pub fn workspaces(n: usize, count: usize, threads: usize) -> usize {
    if n <= SMALL { threads.min(count).max(1) } else { 1 }
}

impl<R: Shared> Powers<R> {
    /// out = a^p for one matrix without gaps; without `a` the power replaces what `out`
    /// holds.
    ///
    /// # Errors
    /// As [`Workspace::raise_signed`].
    #[inline(always)]
    pub fn run_one(
        self,
        a: Option<&[R::Element]>,
        out: &mut [R::Element],
        memory: &mut [R::Word],
        control: &Control,
    ) -> Result<()> {
        let Powers { ring, n, p, options } = self;
        let mut workspace = Workspace::new(ring, n, options, memory)?;
        let mut meter = Meter::new(control, 0);
        if control.threads > 1 || control.progress.is_some() {
            let work = work(n, p);
            meter.set_total(work);
            let threads = threads_for(n, 1, work, control);
            with_team(threads, |team| workspace.raise_one(p, a, out, &mut meter.helped_by(team)))?;
            meter.finish();
            return Ok(());
        }
        workspace.raise_one(p, a, out, &mut meter)
    }

    /// Does the task for each matrix of `out`. `memory` is one or more workspaces.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`]; else the first error of a matrix, as of
    /// [`Workspace::raise_signed`] and [`Workspace::apply_signed`]: the others are done
    /// all the same.
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
        outcomes.fill(told(&if count == 0 { Ok(()) } else { Err(cancelled()) }));
        let work = work(self.n, self.p).saturating_mul(count as u64);
        let threads = threads_for(self.n, count, work, control);
        let apart = threads.min(memory.len() / workspace_length::<R>(self.n)?.max(1)).min(count);
        let part = Part { first: 0, out, outcomes };
        let run = Run { powers: self, task, told, failed: Mutex::new(None) };
        let meter = Meter::new(control, work);
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
        failed.map_or(Ok(()), |(_, error)| Err(error))
    }
}

impl<R: Shared> Workspace<'_, R> {
    #[inline(always)]
    fn raise_one(
        &mut self,
        p: i64,
        a: Option<&[R::Element]>,
        out: &mut [R::Element],
        meter: &mut Meter,
    ) -> Result<()> {
        match a {
            Some(a) if p > 1 && self.options == Options::NONE => {
                self.raise_entries(p.unsigned_abs(), a, out, meter)
            }
            a => {
                let (n, out) = (self.n, view_mut(self.n, out));
                self.raise_or_replace(p, a.map(|a| view(n, a)), out, meter)
            }
        }
    }

    fn raise_or_replace(
        &mut self,
        p: i64,
        a: Option<ArrayView2<R::Element>>,
        out: ArrayViewMut2<R::Element>,
        meter: &mut Meter,
    ) -> Result<()> {
        match a {
            Some(a) => self.raise_signed(p, a, out, meter),
            None => {
                self.load(out.view(), meter)?;
                self.raise_loaded_signed(p, out, meter)
            }
        }
    }
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

/// Some of the matrices of a stack, from the one with the number `first` on.
struct Part<'a, T, O> {
    first: usize,
    out: ArrayViewMut3<'a, T>,
    outcomes: &'a mut [O],
}

/// A task being done.
struct Run<'a, R: Shared, O> {
    powers: Powers<R>,
    task: Task<'a, R::Element>,
    told: fn(&Result<()>) -> O,
    /// The first matrix that failed, and how.
    failed: Mutex<Option<(usize, Error)>>,
}

impl<R: Shared, O: Clone + Send> Run<'_, R, O> {
    fn share_matrices(
        &self,
        threads: usize,
        part: Part<R::Element, O>,
        memory: &mut [R::Word],
        meter: &Meter,
    ) -> Result<()> {
        let Part { mut out, outcomes, .. } = part;
        let size = out.len_of(Axis(0)).div_ceil(threads * SHARES);
        let mut outs = out.axis_chunks_iter_mut(Axis(0), size);
        let (mut rest, mut first) = (outcomes, 0);
        let next = || {
            let out = outs.next()?;
            let outcomes = rest.split_off_mut(..size.min(rest.len())).unwrap_or_default();
            let part = Part { first, out, outcomes };
            first += size;
            Some(part)
        };
        let length = memory.len() / threads;
        let memories = Mutex::new(memory.chunks_exact_mut(length));
        let begin = || {
            let mut memories = memories.lock().unwrap_or_else(PoisonError::into_inner);
            (memories.next().unwrap_or_default(), meter.share())
        };
        threads::share(threads, next, begin, |part, (memory, meter)| {
            self.do_part(part, memory, meter)
        })
    }

    fn do_part(
        &self,
        part: Part<R::Element, O>,
        memory: &mut [R::Word],
        meter: &mut Meter,
    ) -> Result<()> {
        let Part { first, mut out, outcomes } = part;
        let Powers { ring, n, options, .. } = &self.powers;
        if self.do_at_once(first, &mut out, meter)? {
            outcomes.fill((self.told)(&Ok(())));
            return Ok(());
        }
        let mut workspace = Workspace::new(ring.clone(), *n, *options, memory)?;
        workspace.at_once = work(*n, self.powers.p);
        for (i, out) in out.axis_iter_mut(Axis(0)).enumerate() {
            let outcome = self.do_matrix(first + i, out, &mut workspace, meter);
            if let Some(told) = outcomes.get_mut(i) {
                *told = (self.told)(&outcome);
            }
            match outcome {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
                Err(error) => self.note(first + i, error),
            }
        }
        Ok(())
    }

    /// Raises all matrices of a part at once, where they are small and lie without gaps.
    fn do_at_once(
        &self,
        first: usize,
        out: &mut ArrayViewMut3<R::Element>,
        meter: &mut Meter,
    ) -> Result<bool> {
        let Powers { ring, n, p, options } = &self.powers;
        let Task::Raise(a) = self.task else { return Ok(false) };
        let count = out.len_of(Axis(0));
        if *p < 2 || *options != Options::NONE || count < FEW {
            return Ok(false);
        }
        let part = Slice::from(first..first + count);
        let a = a.map(|a| a.slice_axis_move(Axis(0), part).to_slice());
        let (Some(out), true) = (out.as_slice_mut(), a.is_none_or(|a| a.is_some())) else {
            return Ok(false);
        };
        let (stride, leading) = (n * n, *n);
        let a = a.flatten().map(|entries| Stack { entries, count, stride, leading });
        let out = StackMut { entries: out, count, stride, leading };
        ring.clone().raise_stack((*n, p.unsigned_abs()), a, out, meter)
    }

    fn do_matrix(
        &self,
        item: usize,
        mut out: ArrayViewMut2<R::Element>,
        workspace: &mut Workspace<R>,
        meter: &mut Meter,
    ) -> Result<()> {
        let p = self.powers.p;
        match self.task {
            Task::Raise(a) => {
                let a = a.map(|a| a.index_axis_move(Axis(0), item));
                workspace.raise_or_replace(p, a, out, meter)
            }
            Task::Apply(a, v) => {
                workspace.load(a.index_axis_move(Axis(0), item), meter)?;
                workspace.check_form()?;
                workspace.invert_if(p < 0, meter)?;
                if let Some(v) = v {
                    copy_block(v, out.view_mut(), meter)?;
                }
                workspace.apply(p.unsigned_abs(), out, meter)
            }
        }
    }

    fn note(&self, item: usize, error: Error) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.as_ref().is_none_or(|(first, _)| item < *first) {
            *failed = Some((item, error));
        }
    }
}
