//! A plan: everything about a problem's datasets, in words of the caller's.
//!
//! It has no pointers, so it may be copied, saved and mapped; once built it is
//! only read, by any number of threads.

use super::bounds::Bounds;
use super::header::{self, Header};
use super::layout::{CELL_WORDS, HEADER_WORDS};
use super::problem::Problem;
use super::table::{self, Place, State, Table};
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
        let (n, low) = (self.header.place.n, self.header.problem.lowest());
        let sum = start.s.wrapping_add(n.wrapping_mul(low));
        let cross = start.s.wrapping_mul(low).wrapping_mul(2);
        let squares = n.wrapping_mul(low).wrapping_mul(low);
        let sum_of_squares = start.q.wrapping_add(cross).wrapping_add(squares);
        Some(Cell { sum, sum_of_squares, ..cell })
    }

    /// The cell's first state, and the cell with its sums counted in steps.
    pub(super) fn shifted_cell(&self, index: usize) -> Option<(State, Cell)> {
        let at = index.checked_mul(CELL_WORDS)?.checked_add(HEADER_WORDS)?;
        let &[s, q, low, high, before, before_high] = self.words.get(at..at + CELL_WORDS)? else {
            return None;
        };
        let state = State { j: 0, m: self.header.place.n, s: s as i64, q: q as i64 };
        let (count, first_rank) = (wide([low, high]), wide([before, before_high]));
        let cell = Cell { sum: state.s, sum_of_squares: state.q, count, first_rank };
        (index < self.header.cells).then_some((state, cell))
    }

    /// The number of ways to complete a state.
    pub(super) fn ways(&self, state: State) -> u128 {
        match self.header.count_words {
            1 => u128::from(Table::<u64>::new(self.words, self.header.place).ways(state)),
            _ => Table::<u128>::new(self.words, self.header.place).ways(state),
        }
    }

    /// How often value j must and may occur.
    pub(super) fn bounds(&self, j: i64) -> Bounds {
        Table::<u64>::new(self.words, self.header.place).bounds(j)
    }

    /// Where a state's count stands among all counts of the table.
    pub(super) fn index(&self, state: State) -> Option<usize> {
        Table::<u64>::new(self.words, self.header.place).index(state)
    }

    /// Visits every state of the table with its place among all counts, all of a
    /// value before the next one.
    ///
    /// # Errors
    /// Those of `visit`; [`ErrorKind::BadPlan`] unless the rows follow each other.
    pub(super) fn for_each_state(
        &self,
        mut visit: impl FnMut(State, usize) -> Result<()>,
    ) -> Result<()> {
        let damaged = || Error::new(ErrorKind::BadPlan, "plan", "is damaged: its rows do not join");
        let (mut row, mut count) = (0, 0);
        for j in 0..self.header.place.highest {
            for m in 0..=self.header.place.n {
                let sums = table::sums(self.words, &self.header.place, j, m).ok_or_else(damaged)?;
                if sums.first_row != row {
                    return Err(damaged());
                }
                for s in (sums.first_sum..).take(sums.count()) {
                    let squares =
                        table::squares(self.words, &self.header.place, row).ok_or_else(damaged)?;
                    if squares.begin != count || squares.end as usize > self.table_length() {
                        return Err(damaged());
                    }
                    for q in
                        (squares.first..).step_by(2).take((squares.end - squares.begin) as usize)
                    {
                        visit(State { j, m, s, q }, count as usize)?;
                        count += 1;
                    }
                    row += 1;
                }
            }
        }
        Ok(())
    }

    /// The number of counts that the table holds.
    pub(super) fn table_length(&self) -> usize {
        (self.words.len() - self.header.place.counts) / self.header.count_words
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

    pub(super) fn place(&self) -> &Place {
        &self.header.place
    }
}
