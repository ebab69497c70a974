//! The matrices of a stack: those of a part one after the other, or many at once.

use super::{Powers, Shared, Task, tell_all};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::apply::copy_block;
use crate::matrix_power::stack::{Stack, StackMut};
use crate::matrix_power::structure::Options;
use crate::matrix_power::workspace::{Workspace, work};
use crate::threads;
use ndarray::{ArrayViewMut2, ArrayViewMut3, Axis, Slice};
use std::sync::{Mutex, PoisonError};

/// Fewer matrices are raised one by one.
const FEW: usize = 4;
/// Shares of a stack for each thread: more of them wait less for the slowest.
const SHARES: usize = 8;

/// Some of the matrices of a stack, from the one with the number `first` on.
pub(super) struct Part<'a, T, O> {
    pub first: usize,
    pub out: ArrayViewMut3<'a, T>,
    pub outcomes: &'a mut [O],
}

/// A task being done.
pub(super) struct Run<'a, R: Shared, O> {
    pub powers: Powers<R>,
    pub task: Task<'a, R::Element>,
    pub told: fn(&Result<()>) -> O,
    /// The first matrix that failed, and how.
    pub failed: Mutex<Option<(usize, Error)>>,
}

impl<R: Shared, O: Clone + Send> Run<'_, R, O> {
    pub fn share_matrices(
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

    pub fn do_part(
        &self,
        part: Part<R::Element, O>,
        memory: &mut [R::Word],
        meter: &mut Meter,
    ) -> Result<()> {
        let Part { first, mut out, outcomes } = part;
        let Powers { ring, n, options, .. } = &self.powers;
        if self.do_at_once(first, &mut out, meter)? {
            return tell_all(outcomes, &(self.told)(&Ok(())), meter);
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
                workspace.check_form(meter)?;
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
