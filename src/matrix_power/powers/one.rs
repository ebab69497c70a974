//! One matrix, without the detour through a stack.

use super::{Powers, Shared, threads_for};
use crate::control::{Control, Meter};
use crate::error::Result;
use crate::matrix_power::raise::{view, view_mut};
use crate::matrix_power::structure::Options;
use crate::matrix_power::workspace::{Workspace, work};
use crate::threads::with_team;
use ndarray::{ArrayView2, ArrayViewMut2};

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

    pub(super) fn raise_or_replace(
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
