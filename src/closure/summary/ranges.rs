//! The fewest and the most times that each value occurs.

use crate::closure::plan::Plan;
use crate::closure::ranks::stage::{Rank, Stage};
use crate::closure::summary::forward::forward;
use crate::closure::summary::products::for_each_chain;
use crate::closure::table::state::State;
use crate::closure::table::tail::{Chain, Tail};
use crate::control::Meter;
use crate::error::Result;
use std::ops::ControlFlow;

/// The fewest and the most times of each value.
pub(crate) struct Ranges<'a, 'p> {
    pub plan: &'a Plan<'p>,
    pub tail: Tail,
    pub least: &'a mut [i32],
    pub most: &'a mut [i32],
}

impl Ranges<'_, '_> {
    pub fn run<C: Rank>(&mut self, work: &mut [u64], meter: &mut Meter) -> Result<()> {
        let (plan, tail) = (self.plan, self.tail);
        forward::<C>(plan, &(i64::MIN..=i64::MAX), work, meter, |j, entries, meter| {
            if j < plan.layers() {
                let stage = Stage::of(plan, &tail, j)?;
                entries.for_each::<C>(meter, |entry, meter| {
                    entry.states::<C>(j).try_for_each(|(state, _)| {
                        meter.advance(1)?;
                        self.widen::<C>(&stage, state, meter)
                    })
                })?;
            } else {
                for_each_chain::<C>(entries, &tail, meter, |_, chain| self.widen_tail(chain))?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    fn widen<C: Rank>(&mut self, stage: &Stage, state: State, meter: &mut Meter) -> Result<()> {
        let j = state.j as usize;
        while stage.more_than::<C>(state, self.most[j].into(), meter)? != C::ZERO {
            meter.advance(1)?;
            self.most[j] += 1;
        }
        for times in stage.bounds.times(state.m) {
            meter.advance(1)?;
            if times >= self.least[j].into() {
                break;
            }
            if stage.next.ways::<C>(state.after(times)) != C::ZERO {
                self.least[j] = times as i32;
            }
        }
        Ok(())
    }

    fn widen_tail(&mut self, chain: &Chain) {
        let ends = [chain.times(0), chain.times(chain.length - 1)];
        for (place, j) in (self.tail.base..).enumerate().take(4).filter(|&(_, j)| j >= 0) {
            for times in ends.map(|times| times[place] as i32) {
                self.least[j as usize] = self.least[j as usize].min(times);
                self.most[j as usize] = self.most[j as usize].max(times);
            }
        }
    }
}
