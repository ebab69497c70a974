//! The suffix table in the words of a plan.
//!
//! F(j, m, s, q) = Σ F(j + 1, m − c, s − cj, q − cj²) over the numbers c of times
//! that j may occur. Where j may occur any number of times from `least` on, all
//! but the first term make up F(j, m − 1, s − j, q − j²).

use super::bounds::Bounds;
use super::count::Count;
use super::layout::{self, DIRECTORY_WORDS, Layout, ROW_WORDS, layers};
use super::problem::Problem;
use super::reach::Cells;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use std::marker::PhantomData;

/// Where the table's parts begin in a plan, and its dimensions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub n: i64,
    pub highest: i64,
    pub bounds: usize,
    pub directory: usize,
    pub rows: usize,
    pub counts: usize,
}

impl Place {
    pub fn new(cells: &Cells, layout: &Layout) -> Place {
        Place {
            n: cells.n,
            highest: cells.highest,
            bounds: layout.bounds_start() as usize,
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

    /// After all values j, which are `times`.
    pub fn after(self, times: i64) -> State {
        let j = self.j;
        State {
            j: j + 1,
            m: self.m - times,
            s: self.s.wrapping_sub(times * j),
            q: self.q.wrapping_sub(times * j * j),
        }
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
            let all = s == m * j && q == m * j * j && self.bounds(j).allow(m);
            return if all { C::ONE } else { C::ZERO };
        }
        self.look_up(state).unwrap_or(C::ZERO)
    }

    /// How often value j must and may occur.
    pub fn bounds(&self, j: i64) -> Bounds {
        let word = self.words.get(self.place.bounds + j as usize);
        Bounds::unpack(word.copied().unwrap_or(0))
    }

    /// Where a state's count stands among all counts, if the table has it.
    pub fn index(&self, state: State) -> Option<usize> {
        index_of(self.words, &self.place, state)
    }

    fn look_up(&self, state: State) -> Option<C> {
        let offset = self.index(state)?.checked_mul(C::WORDS)?;
        C::read(self.words.get(self.place.counts.checked_add(offset)?..)?)
    }
}

/// A line of the directory: the sums of (j, m).
pub(super) struct SumRows {
    pub first_row: u64,
    pub first_sum: i64,
    end_row: u64,
}

impl SumRows {
    pub fn count(&self) -> usize {
        self.end_row.saturating_sub(self.first_row) as usize
    }
}

/// A row: the sums of squares of (j, m, s), from `first` in steps of 2, and where
/// their counts stand.
pub(super) struct Squares {
    pub first: i64,
    pub begin: u64,
    pub end: u64,
}

pub(super) fn sums(words: &[u64], place: &Place, j: i64, m: i64) -> Option<SumRows> {
    let entry = (j * (place.n + 1) + m) as usize;
    let &[first_row, first_sum, end_row, ..] =
        words.get(place.directory + entry * DIRECTORY_WORDS..)?
    else {
        return None;
    };
    Some(SumRows { first_row, first_sum: first_sum as i64, end_row })
}

pub(super) fn squares(words: &[u64], place: &Place, row: u64) -> Option<Squares> {
    let offset = usize::try_from(row).ok()?.checked_mul(ROW_WORDS)?;
    let &[first, begin, _, end, ..] = words.get(place.rows.checked_add(offset)?..)? else {
        return None;
    };
    Some(Squares { first: first as i64, begin, end: end.max(begin) })
}

fn index_of(words: &[u64], place: &Place, state: State) -> Option<usize> {
    let sums = sums(words, place, state.j, state.m)?;
    let step = u64::try_from(state.s.wrapping_sub(sums.first_sum)).ok()?;
    let row = sums.first_row.checked_add(step).filter(|row| *row < sums.end_row)?;
    let squares = squares(words, place, row)?;
    let steps = u64::try_from(state.q.wrapping_sub(squares.first)).ok()? / 2;
    let count = squares.begin.checked_add(steps).filter(|count| *count < squares.end)?;
    usize::try_from(count).ok()
}

/// Writes bounds, directory and rows; `words` has the plan's full size.
pub(super) fn write_outline(
    words: &mut [u64],
    problem: &Problem,
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    let cells = &Cells::of(problem);
    let place = Place::new(cells, layout);
    for index in 0..problem.values() {
        words[place.bounds + index] = problem.bounds(index).pack();
    }
    let mut at = place.directory;
    let mut row = 0;
    for (j, m) in layers(cells) {
        let sums = layout::sums(cells, j, m);
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
        let ways = ways(&Table::<C>::new(words, place), state, meter)?;
        let target = place.counts + count as usize * C::WORDS;
        ways.write(&mut words[target..]);
    }
    Ok(())
}

/// The recurrence.
fn ways<C: Count>(table: &Table<C>, state: State, meter: &mut Meter) -> Result<C> {
    let bounds = table.bounds(state.j);
    if i64::from(bounds.most) >= table.place.n {
        let fewest = table.ways(state.after(i64::from(bounds.least.max(0))));
        return fewest.checked_add(table.ways(state.with_one_j())).ok_or_else(overflow);
    }
    let mut sum = C::ZERO;
    for times in bounds.times(state.m) {
        meter.advance(1)?;
        sum = sum.checked_add(table.ways(state.after(times))).ok_or_else(overflow)?;
    }
    Ok(sum)
}

pub(super) fn overflow() -> Error {
    Error::new(ErrorKind::Overflow, "", "there are more than 2^128 - 1 datasets")
}
