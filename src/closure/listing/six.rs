//! The last six values of the scale, by arithmetic.
//!
//! With c and a the times of the two values before the tail, and σ, h of these six as
//! in `tail`, the tail has
//!
//! ```text
//! a₃ = t,  a₂ = h − 3c − a − 3t,  a₁ = σ − 2h + 8c + 3a + 3t,
//! a₀ = m − σ + h − 6c − 3a − t:
//! ```
//!
//! with E = ⌈(2h − σ − 8c)/3⌉, H = h − 3c and M = m − σ + h − 6c there is a chain
//! exactly for a from ⌈(3E − H)/2⌉ to min(H, ⌊M/3⌋, ⌊(M − E)/2⌋).

use crate::closure::plan::damaged;
use crate::closure::ranks::stage::Rank;
use crate::closure::table::state::State;
use crate::closure::table::tail::{Chain, Tail};
use crate::control::Meter;
use crate::error::Result;

/// The last six values, at a dataset.
pub(crate) struct Six<C> {
    pub state: State,
    /// Times of the first and second of the six.
    pub first: i64,
    pub second: i64,
    /// The fewest of the second that are left to try.
    pub second_least: i64,
    pub chain: Chain,
    /// The place in the chain.
    pub index: i64,
    /// How many datasets of this state are left, this one included.
    pub left: C,
}

impl<C: Rank> Six<C> {
    /// σ and h.
    fn sums(&self, tail: &Tail) -> (i64, i64) {
        let State { m, s, q, .. } = self.state;
        let sigma = s - m * tail.base;
        let squares = q - 2 * tail.base * s + m * tail.base * tail.base;
        (sigma, (squares - sigma) >> 1)
    }

    /// Goes to the first dataset of a state.
    pub fn enter(&mut self, state: State, ways: C, tail: &Tail, meter: &mut Meter) -> Result<()> {
        self.state = state;
        self.left = ways;
        let most = State { j: tail.base - 2, ..state }.most_times();
        self.first = most.min(tail.before[0].most.into()) + 1;
        (self.second, self.second_least) = (0, 0);
        self.advance(tail, meter)
    }

    /// Goes to the first dataset of the next chain.
    #[inline]
    pub fn advance(&mut self, tail: &Tail, meter: &mut Meter) -> Result<()> {
        let (sigma, h) = self.sums(tail);
        loop {
            if self.second > self.second_least {
                self.second -= 1;
            } else {
                self.next_first(tail, meter)?;
            }
            let (c, a) = (self.first, self.second);
            let (sigma, h) = (sigma + 2 * c + a, h - 3 * c - a);
            self.chain = tail.chain_of(self.state.m - c - a, sigma, h);
            self.index = 0;
            if self.chain.length > 0 {
                return Ok(());
            }
            meter.advance(1)?;
        }
    }

    /// Goes to the next number of times of the first of the six.
    fn next_first(&mut self, tail: &Tail, meter: &mut Meter) -> Result<()> {
        loop {
            meter.advance(1)?;
            self.first -= 1;
            if self.first < 0 {
                return Err(damaged());
            }
            let (least, most) = self.seconds(tail);
            if least <= most {
                (self.second, self.second_least) = (most, least);
                return Ok(());
            }
        }
    }

    /// The fewest and the most times of the second of the six.
    pub fn seconds(&self, tail: &Tail) -> (i64, i64) {
        let (sigma, h) = self.sums(tail);
        let c = self.first;
        let start = (2 * h - sigma - 8 * c + 2).div_euclid(3);
        let (pairs, rest) = (h - 3 * c, self.state.m - sigma + h - 6 * c);
        let least = (3 * start - pairs + 1) >> 1;
        let most = pairs.min(rest.div_euclid(3)).min((rest - start) >> 1);
        let bounds = tail.before[1];
        (least.max(bounds.least.into()).max(0), most.min(bounds.most.into()))
    }
}
