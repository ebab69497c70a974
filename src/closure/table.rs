//! The suffix table in the words of a plan.
//!
//! F(j, m, s, q) = F(j + 1, m, s, q) + F(j, m − 1, s − j, q − j²): either no more
//! j, or one j and then whatever may follow.

use super::count::Count;
use super::layout::{DIRECTORY_WORDS, Layout, ROW_WORDS, layers, sums};
use super::reach::Cells;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use std::marker::PhantomData;

/// Where the table's parts begin in a plan, and its dimensions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub n: i64,
    pub highest: i64,
    pub directory: usize,
    pub rows: usize,
    pub counts: usize,
}

impl Place {
    pub fn new(cells: &Cells, layout: &Layout) -> Place {
        Place {
            n: cells.n,
            highest: cells.highest,
            directory: layout.directory_start() as usize,
            rows: layout.rows_start() as usize,
            counts: layout.counts_start() as usize,
        }
    }
}

/// A state of the table: m values from j on, with sum s and sum of squares q.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub j: i64,
    pub m: i64,
    pub s: i64,
    pub q: i64,
}

impl State {
    /// After one value j.
    pub fn with_one_j(self) -> State {
        let j = self.j;
        State { m: self.m - 1, s: self.s.wrapping_sub(j), q: self.q.wrapping_sub(j * j), ..self }
    }

    /// After the last value j.
    pub fn without_j(self) -> State {
        State { j: self.j + 1, ..self }
    }
}

/// Looks counts up. No word is trusted: one out of place gives a count of zero.
#[derive(Clone, Copy)]
pub(super) struct Table<'a, C> {
    words: &'a [u64],
    place: Place,
    count: PhantomData<C>,
}

impl<'a, C: Count> Table<'a, C> {
    pub fn new(words: &'a [u64], place: Place) -> Self {
        Table { words, place, count: PhantomData }
    }

    /// The number of ways to complete a state.
    pub fn ways(&self, state: State) -> C {
        let State { j, m, s, q } = state;
        if m < 0 || m > self.place.n {
            return C::ZERO;
        }
        if j == self.place.highest {
            return if s == m * j && q == m * j * j { C::ONE } else { C::ZERO };
        }
        self.look_up(state).unwrap_or(C::ZERO)
    }

    fn look_up(&self, state: State) -> Option<C> {
        let at = index_of(self.words, self.place, C::WORDS, state)?;
        C::read(self.words.get(at..)?)
    }
}

/// The word at which a state's count begins, if the table has it.
fn index_of(words: &[u64], place: Place, width: usize, state: State) -> Option<usize> {
    let entry = (state.j * (place.n + 1) + state.m) as usize;
    let directory = words.get(place.directory + entry * DIRECTORY_WORDS..)?;
    let &[first_row, first_sum, end_row, ..] = directory else { return None };
    let sums = u64::try_from(state.s.wrapping_sub(first_sum as i64)).ok()?;
    let row = first_row.checked_add(sums).filter(|row| *row < end_row)?;
    let offset = usize::try_from(row).ok()?.checked_mul(ROW_WORDS)?;
    let rows = words.get(place.rows.checked_add(offset)?..)?;
    let &[first_square, begin, _, end, ..] = rows else { return None };
    let steps = u64::try_from(state.q.wrapping_sub(first_square as i64)).ok()? / 2;
    let count = begin.checked_add(steps).filter(|count| *count < end)?;
    usize::try_from(count).ok()?.checked_mul(width)?.checked_add(place.counts)
}

/// Writes directory and rows; `words` has the plan's full size.
pub(super) fn write_outline(
    words: &mut [u64],
    cells: &Cells,
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    let place = Place::new(cells, layout);
    let mut at = place.directory;
    let mut row = 0;
    for (j, m) in layers(cells) {
        let sums = sums(cells, j, m);
        words[at..at + DIRECTORY_WORDS].copy_from_slice(&[row, sums.first as u64]);
        at += DIRECTORY_WORDS;
        row += sums.count() as u64;
    }
    words[at..at + DIRECTORY_WORDS].copy_from_slice(&[row, 0]);
    let mut at = place.rows;
    let measured = Layout::measure(cells, meter, |first_square, begin| {
        words[at..at + ROW_WORDS].copy_from_slice(&[first_square as u64, begin]);
        at += ROW_WORDS;
    })?;
    words[at..at + ROW_WORDS].copy_from_slice(&[0, measured.counts]);
    Ok(())
}

/// Computes all counts, from the last value's layer to the first.
///
/// # Errors
/// [`ErrorKind::Overflow`] when a count leaves `C`.
pub(super) fn fill<C: Count>(words: &mut [u64], place: Place, meter: &mut Meter) -> Result<()> {
    for j in (0..place.highest).rev() {
        for m in 0..=place.n {
            let entry = place.directory + (j * (place.n + 1) + m) as usize * DIRECTORY_WORDS;
            let (first_row, first_sum, end_row) =
                (words[entry], words[entry + 1], words[entry + 2]);
            for row in first_row..end_row {
                let s = first_sum as i64 + (row - first_row) as i64;
                fill_row::<C>(words, place, State { j, m, s, q: 0 }, row as usize, meter)?;
            }
        }
    }
    Ok(())
}

fn fill_row<C: Count>(
    words: &mut [u64],
    place: Place,
    state: State,
    row: usize,
    meter: &mut Meter,
) -> Result<()> {
    let at = place.rows + row * ROW_WORDS;
    let (first_square, begin, end) = (words[at], words[at + 1], words[at + 3]);
    meter.advance(1 + (end - begin) / 8)?;
    for count in begin..end {
        let q = first_square as i64 + 2 * (count - begin) as i64;
        let state = State { q, ..state };
        let table = Table::<C>::new(words, place);
        let (with, without) = (state.with_one_j(), state.without_j());
        let ways = table.ways(without).checked_add(table.ways(with)).ok_or_else(overflow)?;
        let target = place.counts + count as usize * C::WORDS;
        ways.write(&mut words[target..]);
    }
    Ok(())
}

pub(super) fn overflow() -> Error {
    Error::new(ErrorKind::Overflow, "", "there are more than 2^128 - 1 datasets")
}
