//! How often each value occurs over all datasets of a group.
//!
//! Each time that value j occurs in a dataset is a state behind it: P over the states
//! behind some j, times F over the states before it, is their number. Where j has
//! bounds its numbers of times are told apart instead.

use crate::closure::plan::{Plan, damaged};
use crate::closure::ranks::stage::{Rank, Stage};
use crate::closure::summary::forward::{Deviations, Entries, forward};
use crate::closure::summary::products::{for_each_chain, product, products};
use crate::closure::table::tail::Tail;
use crate::control::Meter;
use crate::error::Result;
use crate::exact::{halves, wide};
use std::ops::ControlFlow;

/// The sums over all datasets of how often values occur.
pub(crate) struct Frequencies<'a, 'p> {
    pub plan: &'a Plan<'p>,
    pub tail: Tail,
    pub absolute: &'a mut [[u64; 2]],
    /// Whether all sums are below 2^128.
    pub fits: bool,
}

impl Frequencies<'_, '_> {
    pub fn run<C: Rank>(
        &mut self,
        deviations: &Deviations,
        work: &mut [u64],
        meter: &mut Meter,
    ) -> Result<()> {
        let plan = self.plan;
        forward::<C>(plan, deviations, work, meter, |j, entries, meter| {
            if j > 0 && self.is_free(j - 1) {
                self.add_free::<C>(j - 1, entries, meter)?;
            }
            if j < plan.layers() && !self.is_free(j) {
                self.add_bounded::<C>(j, entries, meter)?;
            }
            if j == plan.layers() {
                self.add_tail::<C>(entries, meter)?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    fn is_free(&self, j: i64) -> bool {
        self.plan.bounds(j).are_free(self.plan.n())
    }

    fn add(&mut self, j: i64, times: i64, datasets: u128) {
        let sum = &mut self.absolute[j as usize];
        let more = datasets.checked_mul(times as u128);
        match more.and_then(|more| wide(*sum).checked_add(more)) {
            Some(total) => *sum = halves(total),
            None => self.fits = false,
        }
    }

    fn add_free<C: Rank>(&mut self, j: i64, behind: &Entries, meter: &mut Meter) -> Result<()> {
        let layer = self.plan.layer(j)?;
        behind.for_each::<C>(meter, |entry, _| {
            if let Some(row) = layer.outline().row(entry.m - 1, entry.s - j) {
                let counts = layer.counts::<C>(&row).ok_or_else(damaged)?;
                self.add(j, 1, product::<C>(&entry, &row, j * j, counts)?);
            }
            Ok(())
        })
    }

    fn add_bounded<C: Rank>(&mut self, j: i64, before: &Entries, meter: &mut Meter) -> Result<()> {
        let (plan, tail) = (self.plan, self.tail);
        let stage = Stage::of(plan, &tail, j)?;
        before.for_each::<C>(meter, |entry, meter| {
            products::<C>(&entry, j, &stage, meter, |times, ways| self.add(j, times, ways))
        })
    }

    fn add_tail<C: Rank>(&mut self, entries: &Entries, meter: &mut Meter) -> Result<()> {
        let tail = self.tail;
        for_each_chain::<C>(entries, &tail, meter, |ways, chain| {
            let (first, last) = (chain.times(0), chain.times(chain.length - 1));
            for (place, j) in (tail.base..).enumerate().take(4).filter(|&(_, j)| j >= 0) {
                // Its times are evenly spaced: the mean of the ends, so often.
                let times = (first[place] + last[place]) * chain.length / 2;
                self.add(j, times, ways.into());
            }
        })
    }
}
