//! Building a plan, and counting without keeping one.

use super::count::{Approximate, Count, fits_one_word};
use super::header::{self, Totals};
use super::layout::{CELL_WORDS, HEADER_WORDS, Layout};
use super::plan::Plan;
use super::problem::Problem;
use super::reach::Cells;
use super::table::{self, Place, State, Table};
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::exact::halves;

impl<'a> Plan<'a> {
    /// The number of 8-byte words that a problem's plan takes.
    ///
    /// # Errors
    /// Those of [`Problem::check`]; [`ErrorKind::Size`] for a table beyond 2^40
    /// bytes or of more than 2^27 rows; [`ErrorKind::Cancelled`].
    pub fn words(problem: &Problem, control: &Control) -> Result<u64> {
        let mut meter = Meter::new(control, 0);
        let (layout, width) = measure(problem, &mut meter)?;
        meter.finish();
        layout.words(width)
    }

    /// Builds the plan in the first words of `memory`.
    ///
    /// # Errors
    /// Those of [`Plan::words`]; [`ErrorKind::BufferTooSmall`];
    /// [`ErrorKind::Overflow`] from 2^128 datasets on. Unless the memory is
    /// untouched, it then holds no plan.
    pub fn build(problem: &Problem, memory: &'a mut [u64], control: &Control) -> Result<Plan<'a>> {
        let measured = measure(problem, &mut Meter::new(control, 0));
        if measured.as_ref().is_err_and(|error| error.kind() == ErrorKind::Cancelled) {
            header::invalidate(memory);
        }
        let (layout, width) = measured?;
        let words = take(memory, layout.words(width)?)?;
        match width {
            1 => build_with::<u64>(problem, words, &layout, control)?,
            _ => build_with::<u128>(problem, words, &layout, control)?,
        }
        Plan::open(words)
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
    let mut meter = Meter::new(control, 0);
    fill_table::<Approximate>(words, problem, layout, &mut meter)?;
    let mut total = Approximate::ZERO;
    for_each_cell::<Approximate>(words, &cells, layout, &mut meter, |_, _, ways| {
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
    header::invalidate(words);
    let cells = Cells::of(problem);
    let mut meter = Meter::new(control, 2 * layout.rows + layout.counts / 8);
    fill_table::<C>(words, problem, layout, &mut meter)?;
    let (found, total) = write_cells::<C>(words, &cells, layout, &mut meter)?;
    let table = header::checksum_of_table(words, &mut meter)?;
    header::write::<C>(problem, words, layout, Totals { cells: found, datasets: total, table });
    meter.finish();
    Ok(())
}

fn fill_table<C: Count>(
    words: &mut [u64],
    problem: &Problem,
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    let total = 2 * layout.rows + layout.counts / 8;
    table::write_outline(words, problem, layout, meter)?;
    meter.set_total(total);
    table::fill::<C>(words, Place::new(&Cells::of(problem), layout), meter)
}

/// Calls `found` with each cell that has datasets, in order.
fn for_each_cell<C: Count>(
    words: &mut [u64],
    cells: &Cells,
    layout: &Layout,
    meter: &mut Meter,
    mut found: impl FnMut(&mut [u64], State, C) -> Result<()>,
) -> Result<()> {
    let place = Place::new(cells, layout);
    for s in cells.sum_min..=cells.sum_max {
        let Some((low, high)) = cells.of_sum(s) else { continue };
        for q in (low..=high).step_by(2) {
            meter.advance(1)?;
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
    meter: &mut Meter,
) -> Result<(u64, u128)> {
    let (mut found, mut total) = (0, 0u128);
    for_each_cell::<C>(words, cells, layout, meter, |words, state, ways| {
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

#[cfg(test)]
mod tests {
    use super::super::problem::{Report, Scale};
    use super::super::rounding::Rounding;
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

    fn problem() -> Problem<'static> {
        let report = Report::parse(b"3.5", b"1.2", Some(b".05"), Some(b".005")).unwrap();
        Problem::new(&report, Scale { n: 50, min: 0, max: 7, items: 1 }, Rounding::default())
            .unwrap()
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
