//! In how many datasets a value occurs how often.
//!
//! Before the tail, by its states; in the tail each chain has the value's numbers of
//! times 1 or 3 apart, of which only the ends are noted.

use crate::closure::plan::Plan;
use crate::closure::ranks::stage::{Rank, Stage};
use crate::closure::summary::forward::forward;
use crate::closure::summary::products::{for_each_chain, products};
use crate::closure::table::tail::Chain;
use crate::control::Meter;
use crate::error::Result;
use crate::exact::{halves, wide};
use std::ops::ControlFlow;

impl Plan<'_> {
    pub(crate) fn distribute<C: Rank>(
        &self,
        value: i64,
        work: &mut [u64],
        datasets: &mut [[u64; 2]],
        meter: &mut Meter,
    ) -> Result<()> {
        let tail = self.tail();
        forward::<C>(self, &(i64::MIN..=i64::MAX), work, meter, |j, entries, meter| {
            if j == value && j < self.layers() {
                let stage = Stage::of(self, &tail, j)?;
                entries.for_each::<C>(meter, |entry, meter| {
                    products::<C>(&entry, j, &stage, meter, |times, ways| {
                        add(&mut datasets[times as usize], ways);
                    })
                })?;
                return Ok(ControlFlow::Break(()));
            }
            if j == self.layers() {
                let place = (value - tail.base) as usize;
                for_each_chain::<C>(entries, &tail, meter, |ways, chain| {
                    add_steps(datasets, chain, place, ways.into());
                })?;
                add_up(datasets, Chain::STEP[place].unsigned_abs() as usize, meter)?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}

fn add(sum: &mut [u64; 2], more: u128) {
    *sum = halves(wide(*sum).wrapping_add(more));
}

/// Notes that `ways` datasets have a value as often as each step of a chain says:
/// where its number of times begins and where it has ended, for [`add_up`].
fn add_steps(datasets: &mut [[u64; 2]], chain: &Chain, place: usize, ways: u128) {
    let ends = [chain.times(0)[place], chain.times(chain.length - 1)[place]];
    let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let past = high + Chain::STEP[place].abs();
    add(&mut datasets[low as usize], ways);
    if let Some(end) = datasets.get_mut(past as usize) {
        add(end, ways.wrapping_neg());
    }
}

/// Turns beginnings and ends of numbers `step` apart into how many there are.
fn add_up(datasets: &mut [[u64; 2]], step: usize, meter: &mut Meter) -> Result<()> {
    for index in step..datasets.len() {
        meter.scan(1)?;
        let before = wide(datasets[index - step]);
        add(&mut datasets[index], before);
    }
    Ok(())
}
