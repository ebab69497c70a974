//! Counting without keeping a plan: two neighbouring layers of the table at a
//! time.

use crate::closure::plan::build::{Table, too_small};
use crate::closure::problem::Problem;
use crate::closure::table::count::{Approximate, Count};
use crate::closure::table::layer;
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::memory::move_up;
use std::ops::Range;

/// How many datasets a problem has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Total {
    /// Exactly this many.
    Exact(u128),
    /// 2^128 − 1 or more; this is the logarithm to base 2.
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

pub(crate) fn overflow() -> Error {
    Error::new(ErrorKind::Overflow, "", "there are 2^128 - 1 datasets or more")
}

/// Counts the datasets of a problem in `memory` of
/// [`Sizes::count_words`](crate::closure::Sizes::count_words).
///
/// # Errors
/// Those of [`sizes`](crate::closure::sizes); [`ErrorKind::BufferTooSmall`].
pub fn count(problem: &Problem, memory: &mut [u64], control: &Control) -> Result<Total> {
    let table = Table::of(problem)?;
    let exact = match table.width {
        1 => count_with::<u64>(problem, &table, memory, control)?,
        _ => count_with::<u128>(problem, &table, memory, control)?,
    };
    match exact {
        Some(total) => Ok(Total::Exact(total)),
        None => Ok(Total::Log2(log2(problem, &table, memory, control)?)),
    }
}

/// The number of datasets, unless it is too large.
fn count_with<C: Count>(
    problem: &Problem,
    table: &Table,
    memory: &mut [u64],
    control: &Control,
) -> Result<Option<u128>> {
    let mut total = Some(0u128);
    sum_cells::<C>(problem, table, memory, control, |ways| {
        total = total.zip(ways.exact()).and_then(|(total, ways)| total.checked_add(ways));
    })?;
    Ok(total.filter(|&total| total < u128::MAX))
}

fn log2(problem: &Problem, table: &Table, memory: &mut [u64], control: &Control) -> Result<f64> {
    let mut total = Approximate::ZERO;
    sum_cells::<Approximate>(problem, table, memory, control, |ways| total = total.add(ways))?;
    Ok(total.log2())
}

/// Calls `sum` with the number of datasets of each cell.
fn sum_cells<C: Count>(
    problem: &Problem,
    table: &Table,
    memory: &mut [u64],
    control: &Control,
    mut sum: impl FnMut(C),
) -> Result<()> {
    let layout = table.measure(&mut Meter::new(control, 0).silent())?;
    let mut meter = Meter::new(control, 2 * layout.work);
    let (given, needed) = (memory.len() as u64, layout.largest_pair.max(1));
    let Some(memory) = memory.get_mut(..needed as usize) else {
        return Err(too_small("work_size", given, needed));
    };
    let mut previous = memory.len()..memory.len();
    for j in (0..table.layers()).rev() {
        let block = place_layer::<C>(table, j, memory, &previous, &mut meter)?;
        let (block_words, behind) = disjoint(memory, &block, &previous);
        table.fill::<C>(problem, j, block_words, behind, &mut meter)?;
        previous = block;
    }
    table.for_each_cell::<C>(&memory[previous], &mut meter, |_, _, ways| {
        sum(ways);
        Ok(())
    })?;
    meter.finish();
    Ok(())
}

/// Writes the outline of layer j at the end of the memory where the previous one
/// is not; where the layer lies.
fn place_layer<C: Count>(
    table: &Table,
    j: i64,
    memory: &mut [u64],
    previous: &Range<usize>,
    meter: &mut Meter,
) -> Result<Range<usize>> {
    let low = previous.start > 0;
    let free = if low { 0..previous.start } else { previous.end..memory.len() };
    let shape = layer::write_outline(&mut memory[free.clone()], &table.spans, j, meter)?;
    let words = shape.words(C::WORDS) as usize;
    if low {
        return Ok(0..words);
    }
    let start = free.end - words;
    move_up(&mut memory[free.start..], shape.words(0) as usize, start - free.start, meter)?;
    Ok(start..free.end)
}

/// Two parts of the memory, one of them to be written.
fn disjoint<'a>(
    memory: &'a mut [u64],
    written: &Range<usize>,
    read: &Range<usize>,
) -> (&'a mut [u64], &'a [u64]) {
    if written.start < read.start {
        let (low, high) = memory.split_at_mut(read.start);
        (&mut low[written.clone()], &high[..read.len()])
    } else {
        let (low, high) = memory.split_at_mut(written.start);
        (&mut high[..written.len()], &low[read.clone()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::closure::plan_memory;
    use crate::closure::problem::Scale;
    use crate::closure::report::printed::Report;
    use crate::closure::report::rounding::Rounding;

    /// A count that is soon too large.
    #[derive(Clone, Copy, PartialEq)]
    struct Small(u8);

    impl Count for Small {
        const WORDS: usize = 1;
        const ZERO: Small = Small(0);

        fn from_length(length: i64) -> Small {
            Small(length.min(255) as u8)
        }

        fn add(self, other: Small) -> Small {
            Small(self.0.saturating_add(other.0))
        }

        fn subtract(self, other: Small) -> Small {
            Small(self.0 - other.0)
        }

        fn read(words: &[u64]) -> Small {
            Small(words[0] as u8)
        }

        fn write(self, words: &mut [u64]) {
            words[0] = self.0.into();
        }

        fn exact(self) -> Option<u128> {
            (self.0 < 255).then_some(self.0.into())
        }
    }

    fn problem(sd: &[u8], n: i32, max: i32) -> Problem<'static> {
        let report = Report::parse(b"3.5", sd, Some(b".05"), Some(b".005")).unwrap();
        let scale = Scale { n, min: 0, max, items: 1 };
        Problem::new(&report, scale, Rounding::default()).unwrap()
    }

    #[test]
    fn a_count_that_is_too_large_is_told() {
        let control = Control::default();
        for (problem, counted) in [(problem(b"1.2", 50, 7), None), (problem(b"1.2", 8, 7), Some(3))]
        {
            let table = Table { large: true, ..Table::of(&problem).unwrap() };
            let mut memory = plan_memory(&problem, &control).unwrap();
            let total = count_with::<Small>(&problem, &table, &mut memory, &control).unwrap();
            let exact = count(&problem, &mut memory, &control).unwrap();
            assert_eq!(total, counted);
            assert!(matches!(exact, Total::Exact(3 | 7980)));
        }
    }

    #[test]
    fn one_word_two_words_and_floats_agree() {
        let (most, least) = ([50, 50, 9, 50, 50, 20, 30, 3], [0, 2, 0, 0, 1, 0, 0, 0]);
        let free = problem(b"1.2", 50, 7);
        let bounded = Problem { count_max: Some(&most), count_min: Some(&least), ..free };
        let control = Control::default();
        for problem in [free, bounded] {
            for large in [false, true] {
                let table = Table { large, width: 2, ..Table::of(&problem).unwrap() };
                let mut memory = vec![0; 2 * plan_memory(&problem, &control).unwrap().len()];
                let one = count_with::<u64>(&problem, &table, &mut memory, &control).unwrap();
                let two = count_with::<u128>(&problem, &table, &mut memory, &control).unwrap();
                assert_eq!(one, two);
                let expected = (one.unwrap() as f64).log2();
                if large {
                    let log2 = log2(&problem, &table, &mut memory, &control).unwrap();
                    assert!((log2 - expected).abs() < 1e-12, "{log2} {expected}");
                }
            }
        }
    }
}
