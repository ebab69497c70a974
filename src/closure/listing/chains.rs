//! All datasets from a rank on, as chains.
//!
//! A walk in the order of ranks. Above the last six values it asks the table which
//! numbers of times lead to datasets, so that it never meets a dead end; the last six
//! (`six`) are arithmetic.

use crate::closure::listing::six::Six;
use crate::closure::plan::{Plan, damaged};
use crate::closure::ranks::stage::Rank;
use crate::closure::ranks::walk::{Step, Walk};
use crate::closure::table::layer::Layer;
use crate::closure::table::state::State;
use crate::closure::table::tail::Tail;
use crate::control::Meter;
use crate::error::Result;

/// The most values above the last six that a walk can have.
pub(crate) const MOST_LEVELS: usize = 128;

/// Chains of one batch.
const MOST_CHAINS: usize = 64;

/// Datasets that follow each other and differ in their last six values only.
pub(crate) struct Batch {
    /// How often the values before the last six occur.
    pub before: [i32; MOST_LEVELS],
    /// Whether `before` may be different from the last batch's.
    pub fresh: bool,
    chains: [Run; MOST_CHAINS],
    length: usize,
}

/// Datasets of one chain.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    /// How often the last six values occur in the first.
    pub times: [i32; 6],
    /// How many datasets there are.
    pub length: usize,
}

impl Run {
    const NONE: Run = Run { times: [0; 6], length: 0 };
}

impl Batch {
    /// Written where it is wanted and nowhere else: it is large for a stack.
    pub const EMPTY: Batch = Batch {
        before: [0; MOST_LEVELS],
        fresh: true,
        chains: [Run::NONE; MOST_CHAINS],
        length: 0,
    };

    pub fn chains(&self) -> &[Run] {
        &self.chains[..self.length]
    }
}

/// A value above the last six, on the way down.
#[derive(Clone, Copy)]
pub(crate) struct Level<C> {
    state: State,
    /// How often it occurs at present.
    times: i64,
    /// How many datasets of this state come after those with as many.
    left: C,
}

impl<C: Rank> Level<C> {
    pub const NONE: Self =
        Level { state: State { j: 0, m: 0, s: 0, q: 0 }, times: 0, left: C::ZERO };
}

/// A walk over all datasets of a plan; its way lies where no copy of it is made.
pub(crate) struct Chains<'a, 'm, C> {
    plan: Plan<'a>,
    tail: Tail,
    /// The cell that the walk is in.
    cell: usize,
    /// How many values come before the last six.
    levels: usize,
    /// `layers[j]` is the layer of value j + 1.
    layers: &'m mut [Option<Layer<'a>>; MOST_LEVELS],
    path: &'m mut [Level<C>; MOST_LEVELS],
    six: Six<C>,
    /// Whether the path has changed since the last batch.
    fresh: bool,
}

impl<'a, 'm, C: Rank> Chains<'a, 'm, C> {
    /// Whether a plan's datasets can be walked over so.
    pub fn can_walk(plan: &Plan) -> bool {
        levels(plan) <= MOST_LEVELS
    }

    /// A walk that has not started.
    #[inline(always)]
    pub fn new(
        plan: &Plan<'a>,
        layers: &'m mut [Option<Layer<'a>>; MOST_LEVELS],
        path: &'m mut [Level<C>; MOST_LEVELS],
    ) -> Self {
        let tail = plan.tail();
        Chains {
            plan: *plan,
            tail,
            cell: 0,
            levels: levels(plan),
            layers,
            path,
            six: Six {
                state: State::default(),
                first: 0,
                second: 0,
                second_least: 0,
                chain: tail.chain(0, 0, 0),
                index: 0,
                left: C::ZERO,
            },
            fresh: true,
        }
    }

    /// Starts at dataset `rank`. Not inlined: its stack is not needed later.
    #[inline(never)]
    pub fn start(&mut self, rank: u128, meter: &mut Meter) -> Result<()> {
        self.cell = self.plan.cell_of_rank(rank)?;
        for (j, layer) in (1..self.plan.layers()).zip(&mut self.layers[..self.levels]) {
            *layer = Some(self.plan.layer(j)?);
        }
        let (levels, path, six) = (self.levels, &mut self.path, &mut self.six);
        let (root, cell) = self.plan.shifted_cell(self.cell).ok_or_else(damaged)?;
        let narrow = |number: u128| C::try_from(number).map_err(|_| damaged());
        let mut rest_of_six = narrow(rank - cell.first_rank)?;
        six.state = root;
        let step = |Step { state, times, rest }: Step<C>, _: &mut Meter| {
            let j = state.j as usize;
            if j < levels {
                path[j] = Level { state, times, left: rest };
                six.state = state.after(times);
            } else if j == levels {
                rest_of_six = rest;
            }
            // On a scale of five values the first of the six is missing.
            match j as i64 - self.tail.base {
                -2 => six.first = times,
                -1 => six.second = times,
                _ => {}
            }
            Ok(())
        };
        (six.chain, six.index) = Walk { rank, step }.run::<C>(&self.plan, &self.tail, meter)?;
        six.second_least = six.seconds(&self.tail).0;
        self.find_what_is_left(narrow(cell.count)?, rest_of_six)
    }

    /// Turns the ranks inside each state of the path, which are in `left`, into
    /// what is left of it.
    fn find_what_is_left(&mut self, all: C, rest_of_six: C) -> Result<()> {
        let mut ways = all;
        for level in 0..self.levels {
            let (next, next_rest) = match level + 1 < self.levels {
                true => (self.path[level + 1].state, self.path[level + 1].left),
                false => (self.six.state, rest_of_six),
            };
            let next_ways = self.ways(level, next)?;
            let passed = difference(self.path[level].left, next_rest)?;
            self.path[level].left = difference(difference(ways, passed)?, next_ways)?;
            ways = next_ways;
        }
        self.six.left = difference(ways, rest_of_six)?;
        Ok(())
    }

    /// The number of ways to complete a state behind the value of `level`.
    #[inline]
    fn ways(&self, level: usize, state: State) -> Result<C> {
        let layer = self.layers[level].as_ref().ok_or_else(damaged)?;
        Ok(layer.ways(state.m, state.s, state.q))
    }

    /// Gives the next datasets, at most `room` and as many as the batch holds; how
    /// many.
    pub fn fill(&mut self, batch: &mut Batch, room: usize, meter: &mut Meter) -> Result<usize> {
        batch.length = 0;
        if self.six.left == C::ZERO {
            self.next_six(meter)?;
        }
        batch.fresh = std::mem::take(&mut self.fresh);
        if batch.fresh {
            for (times, level) in batch.before.iter_mut().zip(&self.path[..self.levels]) {
                *times = level.times as i32;
            }
        }
        let six = &mut self.six;
        let room = usize::try_from(six.left.into()).unwrap_or(usize::MAX).min(room);
        let mut given = 0;
        for run in &mut batch.chains {
            if given == room {
                break;
            }
            if six.index == six.chain.length {
                six.advance(&self.tail, meter)?;
            }
            let length = (room - given).min((six.chain.length - six.index) as usize);
            let [a0, a1, a2, a3] = six.chain.times(six.index);
            let times = [six.first, six.second, a0, a1, a2, a3].map(|times| times as i32);
            *run = Run { times, length };
            six.index += length as i64;
            given += length;
            batch.length += 1;
        }
        six.left = difference(six.left, C::from_length(given as i64))?;
        Ok(given)
    }

    /// Goes on to the next datasets that differ before the last six values.
    fn next_six(&mut self, meter: &mut Meter) -> Result<()> {
        self.fresh = true;
        let open = (0..self.levels).rev().find(|&level| self.path[level].left != C::ZERO);
        let mut level = match open {
            Some(level) => level,
            None => {
                self.cell += 1;
                let (root, cell) = self.plan.shifted_cell(self.cell).ok_or_else(damaged)?;
                let all = C::try_from(cell.count).map_err(|_| damaged())?;
                if self.levels == 0 {
                    return self.six.enter(root, all, &self.tail, meter);
                }
                self.path[0] = self.enter(root, all);
                0
            }
        };
        loop {
            meter.advance(1)?;
            let (state, ways) = self.next_below(level, meter)?;
            level += 1;
            if level == self.levels {
                return self.six.enter(state, ways, &self.tail, meter);
            }
            self.path[level] = self.enter(state, ways);
        }
    }

    /// A state before the first of its datasets.
    fn enter(&self, state: State, ways: C) -> Level<C> {
        let most = i64::from(self.plan.bounds(state.j).most);
        Level { state, times: state.most_times().min(most) + 1, left: ways }
    }

    /// The next state behind the value of `level` that has datasets.
    fn next_below(&mut self, level: usize, meter: &mut Meter) -> Result<(State, C)> {
        let Level { state, mut times, left } = self.path[level];
        loop {
            times -= 1;
            if times < 0 {
                return Err(damaged());
            }
            let below = state.after(times);
            let ways = self.ways(level, below)?;
            if ways != C::ZERO {
                self.path[level] = Level { state, times, left: difference(left, ways)? };
                return Ok((below, ways));
            }
            meter.advance(1)?;
        }
    }
}

fn difference<C: Rank>(a: C, b: C) -> Result<C> {
    if a < b { Err(damaged()) } else { Ok(a.subtract(b)) }
}

fn levels(plan: &Plan) -> usize {
    (plan.layers() - 2).max(0) as usize
}
