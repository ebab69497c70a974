//! A plan: everything about a problem's datasets, in words of the caller's.
//!
//! It has no pointers, so it may be copied, saved and mapped; once built it is
//! only read, by any number of threads. Its magic word is written last, so an
//! unfinished plan is none.

use super::count::{Approximate, Count, fits_one_word};
use super::layout::{CELL_WORDS, HEADER_WORDS, Layout};
use super::problem::Problem;
use super::reach::Cells;
use super::table::{self, Place, State, Table};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};

/// "HOTLOOP" and the version of the layout; reads differently in another byte
/// order.
const MAGIC: u64 = u64::from_le_bytes(*b"HOTLOOP\x01");

/// The words of the header, in their order.
#[derive(Clone, Copy)]
enum Word {
    Magic,
    Checksum,
    Size,
    CountWords,
    NumberAndItems,
    Scale,
    Cells,
    Total,
    TotalHigh,
    Directory,
    Rows,
    Counts,
}

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
    problem: Problem,
    count_words: usize,
    cells: usize,
    total: u128,
    place: Place,
}

impl<'a> Plan<'a> {
    /// The number of 8-byte words that a problem's plan takes.
    ///
    /// # Errors
    /// Those of [`Problem::check`]; [`ErrorKind::Size`] for a table beyond 2^40
    /// bytes or of more than 2^27 rows; [`ErrorKind::Cancelled`].
    pub fn words(problem: &Problem, control: &Control) -> Result<u64> {
        let (layout, width) = measure(problem, &mut Meter::new(control, 0))?;
        layout.words(width)
    }

    /// Builds the plan in the first words of `memory`.
    ///
    /// # Errors
    /// Those of [`Plan::words`]; [`ErrorKind::BufferTooSmall`];
    /// [`ErrorKind::Overflow`] from 2^128 datasets on. Unless the memory is
    /// untouched, it then holds no plan.
    pub fn build(problem: &Problem, memory: &'a mut [u64], control: &Control) -> Result<Plan<'a>> {
        let mut meter = Meter::new(control, 0);
        let (layout, width) = measure(problem, &mut meter)?;
        let words = take(memory, layout.words(width)?)?;
        match width {
            1 => build_with::<u64>(problem, words, &layout, control)?,
            _ => build_with::<u128>(problem, words, &layout, control)?,
        }
        Plan::open(words)
    }

    /// Verifies the header of a plan and opens it; the table's content is
    /// checked at each access.
    ///
    /// # Errors
    /// [`ErrorKind::BadPlan`].
    pub fn open(words: &'a [u64]) -> Result<Plan<'a>> {
        let bad = |text| Error::new(ErrorKind::BadPlan, "plan", text);
        let header = words.get(..HEADER_WORDS).ok_or_else(|| bad("is shorter than a header"))?;
        if header[Word::Magic as usize] != MAGIC {
            return Err(bad("is no finished plan of this version"));
        }
        if header[Word::Checksum as usize] != checksum(header) {
            return Err(bad("is damaged: its header does not match its checksum"));
        }
        let header = |word: Word| header[word as usize];
        let problem = unpack(header(Word::NumberAndItems), header(Word::Scale));
        let words = usize::try_from(header(Word::Size)).ok().and_then(|size| words.get(..size));
        let words = words.ok_or_else(|| bad("is cut: its buffer is shorter than the plan"))?;
        let at = |word| usize::try_from(header(word)).ok().filter(|&at| at <= words.len());
        let parts = (at(Word::Directory), at(Word::Rows), at(Word::Counts), at(Word::Cells));
        let (Some(directory), Some(rows), Some(counts), Some(cells)) = parts else {
            return Err(bad("is damaged: a part lies outside of it"));
        };
        problem.check().map_err(|_| bad("is damaged: its problem is none"))?;
        let total = u128::from(header(Word::TotalHigh)) << 64 | u128::from(header(Word::Total));
        let (n, highest) = (i64::from(problem.n), problem.highest());
        let place = Place { n, highest, directory, rows, counts };
        let count_words = if header(Word::CountWords) == 1 { 1 } else { 2 };
        Ok(Plan { words, problem, count_words, cells, total, place })
    }

    /// n, scale and items of the problem; its windows are not kept.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// The number of datasets.
    pub fn count(&self) -> u128 {
        self.total
    }

    /// The number of cells that datasets have.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// Cell number `index`, in ascending order of (sum, sum of squares); `None`
    /// past the last one.
    pub fn cell(&self, index: usize) -> Option<Cell> {
        let (start, cell) = self.shifted_cell(index)?;
        let (n, low) = (self.place.n, self.problem.lowest());
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
        let wide = |low: u64, high: u64| u128::from(high) << 64 | u128::from(low);
        let state = State { j: 0, m: self.place.n, s: s as i64, q: q as i64 };
        let (count, first_rank) = (wide(low, high), wide(before, before_high));
        let cell = Cell { sum: state.s, sum_of_squares: state.q, count, first_rank };
        (index < self.cells).then_some((state, cell))
    }

    /// The number of ways to complete a state.
    pub(super) fn ways(&self, state: State) -> u128 {
        match self.count_words {
            1 => u128::from(Table::<u64>::new(self.words, self.place).ways(state)),
            _ => Table::<u128>::new(self.words, self.place).ways(state),
        }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }
}

/// How many datasets a problem has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Total {
    /// Exactly this many.
    Exact(u128),
    /// 2^128 or more; this is the logarithm to base 2.
    Log2(f64),
}

impl Total {
    /// The logarithm to base 2, −∞ when there are none.
    pub fn log2(self) -> f64 {
        match self {
            Total::Exact(count) => (count as f64).log2(),
            Total::Log2(value) => value,
        }
    }
}

/// Counts the datasets of a problem; `memory` must hold its plan.
///
/// # Errors
/// Those of [`Plan::build`], but for an overflow, which is an answer.
pub fn count(problem: &Problem, memory: &mut [u64], control: &Control) -> Result<Total> {
    match Plan::build(problem, memory, control) {
        Ok(plan) => return Ok(Total::Exact(plan.count())),
        Err(error) if error.kind() != ErrorKind::Overflow => return Err(error),
        Err(_) => {}
    }
    let (layout, _) = measure(problem, &mut Meter::new(control, 0))?;
    approximate_log2(problem, memory, &layout, control).map(Total::Log2)
}

fn approximate_log2(
    problem: &Problem,
    memory: &mut [u64],
    layout: &Layout,
    control: &Control,
) -> Result<f64> {
    let words = take(memory, layout.words(Approximate::WORDS)?)?;
    let cells = Cells::of(problem);
    fill_table::<Approximate>(words, &cells, layout, &mut Meter::new(control, 0))?;
    let mut total = Approximate::ZERO;
    for_each_cell::<Approximate>(words, &cells, layout, |_, _, ways| {
        total.0 += ways.0;
        Ok(())
    })?;
    Ok(total.0.log2())
}

fn measure(problem: &Problem, meter: &mut Meter) -> Result<(Layout, usize)> {
    problem.check()?;
    let one_word = fits_one_word(problem.n as u64, problem.values() as u64);
    let layout = Layout::measure(&Cells::of(problem), meter, |_, _| {})?;
    Ok((layout, if one_word { 1 } else { 2 }))
}

fn take(memory: &mut [u64], needed: u64) -> Result<&mut [u64]> {
    let given = memory.len() as u64;
    memory.get_mut(..needed as usize).ok_or_else(|| {
        let text = "bytes are fewer than the {} needed";
        Error::new(ErrorKind::BufferTooSmall, "plan_size", text).given(8 * given).other(8 * needed)
    })
}

fn build_with<C: Count + Into<u128>>(
    problem: &Problem,
    words: &mut [u64],
    layout: &Layout,
    control: &Control,
) -> Result<()> {
    words[Word::Magic as usize] = 0;
    let cells = Cells::of(problem);
    let mut meter = Meter::new(control, 2 * layout.rows + layout.counts / 8);
    fill_table::<C>(words, &cells, layout, &mut meter)?;
    let (found, total) = write_cells::<C>(words, &cells, layout)?;
    write_header::<C>(problem, words, layout, found, total);
    meter.finish();
    Ok(())
}

fn fill_table<C: Count>(
    words: &mut [u64],
    cells: &Cells,
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    table::write_outline(words, cells, layout, meter)?;
    table::fill::<C>(words, Place::new(cells, layout), meter)
}

/// Calls `found` with each cell that has datasets, in order.
fn for_each_cell<C: Count>(
    words: &mut [u64],
    cells: &Cells,
    layout: &Layout,
    mut found: impl FnMut(&mut [u64], State, C) -> Result<()>,
) -> Result<()> {
    let place = Place::new(cells, layout);
    for s in cells.sum_min..=cells.sum_max {
        let Some((low, high)) = cells.of_sum(s) else { continue };
        for q in (low..=high).step_by(2) {
            let state = State { j: 0, m: cells.n, s, q };
            let ways = Table::<C>::new(words, place).ways(state);
            found(words, state, ways)?;
        }
    }
    Ok(())
}

/// Writes the cells that have datasets; how many there are, and the total.
fn write_cells<C: Count + Into<u128>>(
    words: &mut [u64],
    cells: &Cells,
    layout: &Layout,
) -> Result<(u64, u128)> {
    let (mut found, mut total) = (0, 0u128);
    for_each_cell::<C>(words, cells, layout, |words, state, ways| {
        let ways: u128 = ways.into();
        if ways == 0 {
            return Ok(());
        }
        let at = HEADER_WORDS + found as usize * CELL_WORDS;
        let [low, high] = halves(ways);
        let [before, before_high] = halves(total);
        words[at..at + CELL_WORDS].copy_from_slice(&[
            state.s as u64,
            state.q as u64,
            low,
            high,
            before,
            before_high,
        ]);
        found += 1;
        total = total.checked_add(ways).ok_or_else(table::overflow)?;
        Ok(())
    })?;
    Ok((found, total))
}

fn write_header<C: Count>(
    problem: &Problem,
    words: &mut [u64],
    layout: &Layout,
    cells: u64,
    total: u128,
) {
    let size = words.len() as u64;
    words[1..HEADER_WORDS].fill(0);
    let [total, total_high] = halves(total);
    let packed = |low: i32, high: i32| u64::from(high as u32) << 32 | u64::from(low as u32);
    for (word, value) in [
        (Word::Size, size),
        (Word::CountWords, C::WORDS as u64),
        (Word::NumberAndItems, packed(problem.n, problem.items)),
        (Word::Scale, packed(problem.scale_min, problem.scale_max)),
        (Word::Cells, cells),
        (Word::Total, total),
        (Word::TotalHigh, total_high),
        (Word::Directory, layout.directory_start()),
        (Word::Rows, layout.rows_start()),
        (Word::Counts, layout.counts_start()),
    ] {
        words[word as usize] = value;
    }
    words[Word::Checksum as usize] = checksum(&words[..HEADER_WORDS]);
    words[Word::Magic as usize] = MAGIC;
}

fn unpack(number_and_items: u64, scale: u64) -> Problem {
    let low = |word: u64| word as u32 as i32;
    let high = |word: u64| (word >> 32) as u32 as i32;
    Problem {
        n: low(number_and_items),
        items: high(number_and_items),
        scale_min: low(scale),
        scale_max: high(scale),
        sum_min: 1,
        sum_max: 0,
        deviation_min: 1,
        deviation_max: 0,
    }
}

fn halves(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}

/// FNV-1a over the words of the header behind its checksum: against damage, not
/// against intent.
fn checksum(header: &[u64]) -> u64 {
    header[Word::Size as usize..].iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29)
    })
}

#[cfg(test)]
mod tests {
    use super::super::problem::Report;
    use super::*;

    /// A count that leaves its type early.
    #[derive(Clone, Copy)]
    struct Small(u8);

    impl Count for Small {
        const WORDS: usize = 1;
        const ZERO: Small = Small(0);
        const ONE: Small = Small(1);

        fn checked_add(self, other: Small) -> Option<Small> {
            self.0.checked_add(other.0).map(Small)
        }

        fn read(words: &[u64]) -> Option<Small> {
            words.first().map(|&word| Small(word as u8))
        }

        fn write(self, words: &mut [u64]) {
            words[0] = self.0.into();
        }
    }

    impl From<Small> for u128 {
        fn from(value: Small) -> u128 {
            value.0.into()
        }
    }

    fn problem() -> Problem {
        let report = Report::parse(b"3.5", b"1.2", Some(b".05"), Some(b".005")).unwrap();
        Problem::new(&report, 50, 0, 7, 1).unwrap()
    }

    #[test]
    fn a_count_that_does_not_fit_is_told() {
        let (problem, control) = (problem(), Control::default());
        let (layout, _) = measure(&problem, &mut Meter::new(&control, 0)).unwrap();
        let mut words = vec![0; layout.words(1).unwrap() as usize];
        let error = build_with::<Small>(&problem, &mut words, &layout, &control).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Overflow);
        assert_eq!(Plan::open(&words).err().unwrap().kind(), ErrorKind::BadPlan);
    }

    #[test]
    fn one_word_two_words_and_floats_agree() {
        let (problem, control) = (problem(), Control::default());
        let (layout, _) = measure(&problem, &mut Meter::new(&control, 0)).unwrap();
        let mut words = vec![0; layout.words(2).unwrap() as usize];
        let log2 = approximate_log2(&problem, &mut words, &layout, &control).unwrap();
        assert!((log2 - 7980f64.log2()).abs() < 1e-12);
        build_with::<u128>(&problem, &mut words, &layout, &control).unwrap();
        assert_eq!(Plan::open(&words).unwrap().count(), 7980);
        assert_eq!(count(&problem, &mut words, &control).unwrap(), Total::Exact(7980));
    }
}
