//! Building a plan.

use crate::closure::plan::Plan;
use crate::closure::plan::header::{self, Totals};
use crate::closure::plan::layout::{CELL_WORDS, HEADER_WORDS, Layout};
use crate::closure::plan::total::overflow;
use crate::closure::problem::Problem;
use crate::closure::table::bounds::Bounds;
use crate::closure::table::count::{Count, multisets};
use crate::closure::table::layer::{self, Layer, LayerMut};
use crate::closure::table::next::Next;
use crate::closure::table::reach::Cells;
use crate::closure::table::recurrence::{self, Value};
use crate::closure::table::span::Spans;
use crate::closure::table::tail::Tail;
use crate::control::{Control, Meter};
use crate::error::{Error, ErrorKind, Result};
use crate::exact::halves;

/// The memory that a problem takes, in words of 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Words of its plan.
    pub plan_words: u64,
    /// Words that [`count`](crate::closure::count) and [`verdict`](crate::closure::verdict()) work in.
    pub count_words: u64,
}

/// The memory that a problem takes.
///
/// # Errors
/// Those of [`Problem::check`]; [`ErrorKind::Size`] for a table beyond 2^40
/// bytes; [`ErrorKind::Cancelled`].
pub fn sizes(problem: &Problem, control: &Control) -> Result<Sizes> {
    let mut meter = Meter::new(control, 0);
    let layout = Table::of(problem)?.measure(&mut meter)?;
    meter.finish();
    Ok(Sizes { plan_words: layout.words(), count_words: layout.largest_pair.max(1) })
}

impl<'a> Plan<'a> {
    /// Builds the plan in the first words of `memory`.
    ///
    /// # Errors
    /// Those of [`sizes`]; [`ErrorKind::BufferTooSmall`];
    /// [`ErrorKind::Overflow`] from 2^128 − 1 datasets on. Unless the memory is
    /// untouched, it then holds no plan.
    pub fn build(problem: &Problem, memory: &'a mut [u64], control: &Control) -> Result<Plan<'a>> {
        let table = Table::of(problem)?;
        let measured = table.measure(&mut Meter::new(control, 0).silent());
        if measured.as_ref().is_err_and(|error| error.kind() == ErrorKind::Cancelled) {
            header::invalidate(memory);
        }
        let layout = measured?;
        let words = take(memory, layout.words())?;
        match table.width {
            1 => build_with::<u64>(problem, &table, words, &layout, control)?,
            _ => build_with::<u128>(problem, &table, words, &layout, control)?,
        }
        Plan::open(words)
    }
}

/// What filling a problem's table needs to know.
pub(crate) struct Table {
    pub spans: Spans,
    pub tail: Tail,
    /// Words of a count.
    pub width: usize,
    /// Whether counts may be too large for two words.
    pub large: bool,
}

impl Table {
    pub fn of(problem: &Problem) -> Result<Table> {
        problem.check()?;
        let cells = Cells::of(problem);
        let multisets = multisets(problem.n as u64, problem.values() as u64);
        let one_word = multisets.is_some_and(|number| number < 1 << 64);
        let bounds = |value| problem.bounds(value as usize).within(problem.n);
        Ok(Table {
            spans: Spans::new(cells),
            tail: Tail::new(cells.n, cells.highest, bounds),
            width: if one_word { 1 } else { 2 },
            large: multisets.is_none(),
        })
    }

    pub fn measure(&self, meter: &mut Meter) -> Result<Layout> {
        Layout::measure(&self.spans, self.width, meter)
    }

    pub fn layers(&self) -> i64 {
        Tail::tables_below(self.spans.cells.highest)
    }

    /// Fills layer j, whose outline is written, from the one behind it.
    pub fn fill<C: Count>(
        &self,
        problem: &Problem,
        j: i64,
        block: &mut [u64],
        behind: &[u64],
        meter: &mut Meter,
    ) -> Result<()> {
        let n = self.spans.cells.n;
        let Bounds { least, most } = problem.bounds(j as usize).within(problem.n);
        // A bound that no dataset comes to is none.
        let most = if i64::from(most) >= self.spans.cells.most_times(j) { problem.n } else { most };
        let value = Value { j, bounds: Bounds { least, most } };
        let next = match Layer::open(behind, n) {
            Some(layer) if j + 1 < self.layers() => Next::Layer(layer),
            _ => Next::Tail(&self.tail),
        };
        match LayerMut::open(block, n) {
            Some(layer) => recurrence::fill::<C>(layer, n, value, next, self.large, meter),
            None => Ok(()),
        }
    }

    /// Calls `found` with the sums of each cell that has datasets, in order, and
    /// how many; `first` are the words of the first layer, if there is one.
    pub fn for_each_cell<C: Count>(
        &self,
        first: &[u64],
        meter: &mut Meter,
        mut found: impl FnMut(i64, i64, C) -> Result<()>,
    ) -> Result<()> {
        let cells = &self.spans.cells;
        let layer = Layer::open(first, cells.n).filter(|_| self.layers() > 0);
        for s in cells.sum_min..=cells.sum_max {
            meter.advance(1)?;
            let Some((low, high)) = cells.of_sum(s) else { continue };
            for q in (low..=high).step_by(2) {
                meter.advance(1)?;
                let ways = match layer {
                    Some(layer) => layer.ways::<C>(cells.n, s, q),
                    None => C::from_length(self.tail.chain(cells.n, s, q).length),
                };
                if ways != C::ZERO {
                    found(s, q, ways)?;
                }
            }
        }
        Ok(())
    }
}

fn take(memory: &mut [u64], needed: u64) -> Result<&mut [u64]> {
    let given = memory.len() as u64;
    memory.get_mut(..needed as usize).ok_or_else(|| too_small("plan_size", given, needed))
}

pub(crate) fn too_small(name: &'static str, given: u64, needed: u64) -> Error {
    let text = "bytes are fewer than the {} needed";
    Error::new(ErrorKind::BufferTooSmall, name, text).given(8 * given).other(8 * needed)
}

fn build_with<C: Count>(
    problem: &Problem,
    table: &Table,
    words: &mut [u64],
    layout: &Layout,
    control: &Control,
) -> Result<()> {
    header::invalidate(words);
    let mut meter = Meter::new(control, 2 * layout.work);
    write_bounds(problem, words, layout, &mut meter)?;
    write_outlines::<C>(table, words, layout, &mut meter)?;
    fill_layers::<C>(problem, table, words, layout, &mut meter)?;
    let (cells, datasets) = write_cells::<C>(table, words, layout, &mut meter)?;
    let checksum = header::checksum_of_table(words, &mut meter)?;
    header::write::<C>(problem, words, layout, Totals { cells, datasets, table: checksum });
    meter.finish();
    Ok(())
}

fn write_bounds(
    problem: &Problem,
    words: &mut [u64],
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    let bounds = &mut words[layout.bounds_start() as usize..layout.index_start() as usize];
    for (index, word) in bounds.iter_mut().enumerate() {
        meter.scan(1)?;
        *word = problem.bounds(index).pack();
    }
    Ok(())
}

/// Writes the index, and directory and rows of every layer.
fn write_outlines<C: Count>(
    table: &Table,
    words: &mut [u64],
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    let index = layout.index_start() as usize;
    let mut start = layout.layers_start();
    words[index] = start;
    for j in 0..table.layers() {
        let block = &mut words[start as usize..];
        start += layer::write_outline(block, &table.spans, j, meter)?.words(C::WORDS);
        words[index + j as usize + 1] = start;
    }
    Ok(())
}

/// Computes all counts, from the last layer to the first.
fn fill_layers<C: Count>(
    problem: &Problem,
    table: &Table,
    words: &mut [u64],
    layout: &Layout,
    meter: &mut Meter,
) -> Result<()> {
    let index = layout.index_start() as usize;
    for j in (0..table.layers()).rev() {
        let (start, end) =
            (words[index + j as usize] as usize, words[index + j as usize + 1] as usize);
        let behind_end = words.get(index + j as usize + 2).map_or(end, |&end| end as usize);
        let (block, behind) = words[start..].split_at_mut(end - start);
        let behind = if j + 1 < table.layers() { &behind[..behind_end - end] } else { &[] };
        table.fill::<C>(problem, j, block, behind, meter)?;
    }
    Ok(())
}

/// Writes the cells that have datasets; how many there are, and the total.
fn write_cells<C: Count>(
    table: &Table,
    words: &mut [u64],
    layout: &Layout,
    meter: &mut Meter,
) -> Result<(u64, u128)> {
    let (mut found, mut total) = (0, 0u128);
    let (cells, rest) = words.split_at_mut(layout.bounds_start() as usize);
    let mut entries = cells[HEADER_WORDS..].chunks_exact_mut(CELL_WORDS);
    let behind = layout.bounds_start();
    let first = match table.layers() {
        0 => &[],
        _ => {
            let index = (layout.index_start() - behind) as usize;
            let end = rest[index + 1] - behind;
            &rest[(layout.layers_start() - behind) as usize..end as usize]
        }
    };
    table.for_each_cell::<C>(first, meter, |s, q, ways| {
        let ways = ways.exact().ok_or_else(overflow)?;
        let ([low, high], [before, before_high]) = (halves(ways), halves(total));
        if let Some(entry) = entries.next() {
            entry.copy_from_slice(&[s as u64, q as u64, low, high, before, before_high]);
        }
        found += 1;
        total = total.checked_add(ways).filter(|&total| total < u128::MAX).ok_or_else(overflow)?;
        Ok(())
    })?;
    // The same bytes whatever was in the memory.
    for entry in entries {
        meter.advance(1)?;
        entry.fill(0);
    }
    Ok((found, total))
}
