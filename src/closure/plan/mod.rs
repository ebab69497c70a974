//! A plan: everything about a problem's datasets, in words of the caller's.
//!
//! It has no pointers, so it may be copied, saved and mapped; once built it is
//! only read, by any number of threads.

pub(crate) mod build;
pub(crate) mod header;
pub(crate) mod layout;
pub(crate) mod least_size;
pub(crate) mod total;

use crate::closure::plan::header::Header;
use crate::closure::plan::layout::{CELL_WORDS, HEADER_WORDS};
use crate::closure::problem::Problem;
use crate::closure::table::bounds::Bounds;
use crate::closure::table::layer::Layer;
use crate::closure::table::state::State;
use crate::closure::table::tail::Tail;
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::exact::wide;

/// A cell of a plan: a sum and a sum of squares that some datasets have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Sum of the values, in units of 1/items.
    pub sum: i64,
    /// Sum of their squares, in units of 1/items².
    pub sum_of_squares: i64,
    /// How many datasets have these sums.
    pub count: u128,
    /// How many datasets come before them.
    pub first_rank: u128,
}

/// A finished plan, verified by its header.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    words: &'a [u64],
    header: Header,
}

impl<'a> Plan<'a> {
    /// Verifies the header of a plan and opens it; the table's content is
    /// checked at each access.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`].
    pub fn open(words: &'a [u64]) -> Result<Plan<'a>> {
        let header = header::read(words)?;
        Ok(Plan { words: &words[..header.size], header })
    }

    /// n, scale, items and divisor of the problem; its windows and bounds are not
    /// kept here.
    pub fn problem(&self) -> &Problem<'static> {
        &self.header.problem
    }

    /// The number of datasets.
    pub fn count(&self) -> u128 {
        self.header.total
    }

    /// The number of cells that datasets have.
    pub fn cells(&self) -> usize {
        self.header.cells
    }

    /// Cell number `index`, in ascending order of (sum, sum of squares); `None`
    /// past the last one.
    pub fn cell(&self, index: usize) -> Option<Cell> {
        let (start, cell) = self.shifted_cell(index)?;
        let (n, low) = (self.n(), self.header.problem.lowest());
        let sum = start.s.wrapping_add(n.wrapping_mul(low));
        let cross = start.s.wrapping_mul(low).wrapping_mul(2);
        let squares = n.wrapping_mul(low).wrapping_mul(low);
        let sum_of_squares = start.q.wrapping_add(cross).wrapping_add(squares);
        Some(Cell { sum, sum_of_squares, ..cell })
    }

    /// The cell's first state, and the cell with its sums counted in steps.
    pub(crate) fn shifted_cell(&self, index: usize) -> Option<(State, Cell)> {
        let at = index.checked_mul(CELL_WORDS)?.checked_add(HEADER_WORDS)?;
        let &[s, q, low, high, before, before_high] = self.words.get(at..at + CELL_WORDS)? else {
            return None;
        };
        let state = State { j: 0, m: self.n(), s: s as i64, q: q as i64 };
        let most = state.m * self.highest();
        if !(0..=most).contains(&state.s) || !(0..=most * self.highest()).contains(&state.q) {
            return None;
        }
        let (count, first_rank) = (wide([low, high]), wide([before, before_high]));
        let cell = Cell { sum: state.s, sum_of_squares: state.q, count, first_rank };
        (index < self.header.cells).then_some((state, cell))
    }

    pub(crate) fn n(&self) -> i64 {
        self.header.problem.n.into()
    }

    /// The highest value, counted in steps from the lowest.
    pub(crate) fn highest(&self) -> i64 {
        self.header.problem.highest()
    }

    /// The words of a count.
    pub(crate) fn count_words(&self) -> usize {
        self.header.count_words
    }

    /// The words of the two neighbouring layers that have most.
    pub(crate) fn largest_pair(&self) -> usize {
        self.header.largest_pair
    }

    /// How often value j must and may occur.
    pub(crate) fn bounds(&self, j: i64) -> Bounds {
        let word = self.words.get(self.header.bounds + j as usize).copied().unwrap_or(0);
        Bounds::unpack(word).within(self.header.problem.n)
    }

    pub(crate) fn tail(&self) -> Tail {
        Tail::new(self.n(), self.highest(), |j| self.bounds(j))
    }

    /// The number of values that have a layer.
    pub(crate) fn layers(&self) -> i64 {
        Tail::tables_below(self.highest())
    }

    /// The layer of value j.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`].
    pub(crate) fn layer(&self, j: i64) -> Result<Layer<'a>> {
        let index = self.words.get(self.header.index + j as usize..);
        let words = match index {
            Some(&[start, end, ..]) => self.words.get(start as usize..end as usize),
            _ => None,
        };
        let layer = words.and_then(|words| Layer::open(words, self.n()));
        layer.ok_or_else(|| Error::new(ErrorKind::BadPlan, "plan", "is damaged: a layer is cut"))
    }

    /// The layer of value j, if a walk over all of it takes no longer than it is.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`]; [`ErrorKind::Cancelled`].
    pub(crate) fn layer_in_order(&self, j: i64, meter: &mut Meter) -> Result<Layer<'a>> {
        let layer = self.layer(j)?;
        if layer.is_in_order(self.count_words(), meter)? {
            return Ok(layer);
        }
        Err(Error::new(ErrorKind::BadPlan, "plan", "is damaged: rows of a layer are out of order"))
    }

    /// Verifies the checksum of the whole table, which [`Plan::open`] does not
    /// read.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`]; [`ErrorKind::Cancelled`].
    pub fn verify(&self, control: &Control) -> Result<()> {
        let mut meter = Meter::new(control, self.words.len() as u64 / 8);
        let hash = header::checksum_of_table(self.words, &mut meter)?;
        if hash != self.header.table_checksum {
            let text = "is damaged: its table does not match its checksum";
            return Err(Error::new(ErrorKind::BadPlan, "plan", text));
        }
        meter.finish();
        Ok(())
    }
}

pub(crate) fn damaged() -> Error {
    Error::new(ErrorKind::BadPlan, "plan", "is damaged: a dataset is missing")
}
