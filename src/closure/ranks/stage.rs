//! One value's part of a walk through the table.

use crate::closure::plan::{Plan, damaged};
use crate::closure::table::bounds::Bounds;
use crate::closure::table::count::Count;
use crate::closure::table::layer::Layer;
use crate::closure::table::next::Next;
use crate::closure::table::state::State;
use crate::closure::table::tail::Tail;
use crate::control::Meter;
use crate::error::Result;

/// Counts that ranks are made of.
pub(crate) trait Rank: Count + Ord + TryFrom<u128> + Into<u128> {}

impl Rank for u64 {}
impl Rank for u128 {}

/// A value that has a layer.
pub(crate) struct Stage<'a> {
    pub layer: Layer<'a>,
    pub next: Next<'a>,
    pub bounds: Bounds,
    /// Whether there is no upper bound.
    open: bool,
}

impl<'a> Stage<'a> {
    /// The stage of value j of a plan, whose tail is `tail`.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`](crate::error::ErrorKind::BadPlan).
    pub fn of(plan: &Plan<'a>, tail: &'a Tail, j: i64) -> Result<Stage<'a>> {
        let next = match j + 1 < plan.layers() {
            true => Next::Layer(plan.layer(j + 1)?),
            false => Next::Tail(tail),
        };
        let bounds = plan.bounds(j);
        let open = i64::from(bounds.most) >= plan.n();
        Ok(Stage { layer: plan.layer(j)?, next, bounds, open })
    }

    /// How many datasets have this value more than `times` times.
    pub fn more_than<C: Count>(&self, state: State, times: i64, meter: &mut Meter) -> Result<C> {
        if self.open {
            let State { m, s, q, .. } = state.within((times - self.least()).max(-1) + 1);
            return Ok(if m < 0 { C::ZERO } else { self.layer.ways(m, s, q) });
        }
        let mut ways = C::ZERO;
        let allowed = self.bounds.times(state.m);
        for more in (times + 1).max(*allowed.start())..=*allowed.end() {
            meter.advance(1)?;
            ways = ways.add(self.next.ways(state.after(more)));
        }
        Ok(ways)
    }

    /// How often this value occurs in the dataset with `rest` others of the same
    /// state before it; `rest` is then the number of those with as many.
    pub fn choose<C: Rank>(&self, state: State, rest: &mut C, meter: &mut Meter) -> Result<i64> {
        if self.open {
            return self.choose_openly(state, rest, meter);
        }
        for times in self.bounds.times(state.m).rev() {
            meter.advance(1)?;
            let ways = self.next.ways(state.after(times));
            if *rest < ways {
                return Ok(times);
            }
            *rest = rest.subtract(ways);
        }
        Err(damaged())
    }

    /// As [`choose`](Self::choose), by halving: the fewer datasets have a number of
    /// times or more, the larger it is.
    fn choose_openly<C: Rank>(&self, state: State, rest: &mut C, meter: &mut Meter) -> Result<i64> {
        let (mut times, mut past) = (0, state.most_times() + 1);
        let mut or_more_than_past = C::ZERO;
        while past - times > 1 {
            meter.advance(1)?;
            let middle = times + (past - times) / 2;
            let State { m, s, q, .. } = state.within(middle);
            let or_more = self.layer.ways(m, s, q);
            if *rest < or_more {
                times = middle;
            } else {
                (past, or_more_than_past) = (middle, or_more);
            }
        }
        *rest = rest.subtract(or_more_than_past);
        Ok(times + self.least())
    }

    /// Whether the value may occur any number of times.
    pub fn is_free(&self) -> bool {
        self.open && self.least() == 0
    }

    fn least(&self) -> i64 {
        self.bounds.least.max(0).into()
    }
}
