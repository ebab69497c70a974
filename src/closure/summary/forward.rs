//! The ways from the cells to each state of the table.
//!
//! P(j, m, s, q) is the number of ways to choose the n − m values from 0 to j so
//! that m values with sum s and sum of squares q complete a cell. It obeys the
//! recurrence of the table run backwards,
//!
//! ```text
//! P(j, m, s, q) = P(j − 1, m, s, q) + P(j, m + 1, s + j, q + j²),
//! ```
//!
//! with the same changes for bounds, on the same spans. Then P·F is the number of
//! datasets that pass through a state. Numbers are kept modulo 2^64 or 2^128: where
//! a dataset passes they are at most the number of datasets.
//!
//! Source: the forward-backward algorithm (L. R. Rabiner, Proc. IEEE 77 (1989)
//! 257), with counts for probabilities.

use crate::closure::plan::build::too_small;
use crate::closure::plan::{Cell, Plan, damaged};
use crate::closure::ranks::stage::Rank;
use crate::closure::table::layer::{Layer, PIECE, Row, overlap};
use crate::closure::table::state::State;
use crate::control::Meter;
use crate::error::Result;
use crate::memory::fill;
use std::ops::{ControlFlow, RangeInclusive};

/// The deviations of the cells that a summary is about.
pub(crate) type Deviations = RangeInclusive<i64>;

/// The states that lead to a value, with the ways to each.
pub(crate) enum Entries<'e, 'a> {
    /// Those of the first value: the cells.
    Cells { plan: Plan<'a>, deviations: Deviations },
    /// Those of a value behind another, and the layer of that one.
    Behind { layer: Layer<'a>, n: i64, ways: &'e [u64] },
}

/// States of one m and s.
pub(crate) struct EntryRow<'e> {
    pub m: i64,
    pub s: i64,
    /// Their sums of squares.
    pub row: Row,
    /// The ways to each, as words.
    pub ways: &'e [u64],
}

impl Entries<'_, '_> {
    /// Visits the states row by row, and long rows in pieces.
    pub fn for_each<C: Rank>(
        &self,
        meter: &mut Meter,
        mut visit: impl FnMut(EntryRow, &mut Meter) -> Result<()>,
    ) -> Result<()> {
        match self {
            Entries::Cells { plan, deviations } => {
                for_each_cell(plan, deviations, meter, |state, _, meter| {
                    let (row, ways) = (Row { first: state.q, begin: 0, end: 1 }, &[1, 0]);
                    visit(EntryRow { m: state.m, s: state.s, row, ways: &ways[..C::WORDS] }, meter)
                })
            }
            Entries::Behind { layer, n, ways } => {
                for m in 0..=*n {
                    meter.advance(1)?;
                    let sums = layer.outline().sums(m);
                    for s in (sums.first_sum..).take(sums.count()) {
                        meter.advance(1)?;
                        for row in sums.row(s).ok_or_else(damaged)?.pieces() {
                            meter.advance(row.length() as u64 / 8)?;
                            let ways = words::<C>(ways, &row).ok_or_else(damaged)?;
                            visit(EntryRow { m, s, row, ways }, meter)?;
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

impl EntryRow<'_> {
    /// The states that some way leads to, with their ways.
    pub fn states<C: Rank>(&self, j: i64) -> impl Iterator<Item = (State, C)> {
        let ways = self.ways.chunks_exact(C::WORDS).map(C::read);
        let states = self.row.squares().map(move |q| State { j, m: self.m, s: self.s, q });
        states.zip(ways).filter(|(_, ways)| *ways != C::ZERO)
    }
}

/// Calls `visit` with each cell of these deviations and its first state.
pub(crate) fn for_each_cell(
    plan: &Plan,
    deviations: &Deviations,
    meter: &mut Meter,
    mut visit: impl FnMut(State, Cell, &mut Meter) -> Result<()>,
) -> Result<()> {
    for index in 0..plan.cells() {
        meter.advance(1)?;
        let (state, cell) = plan.shifted_cell(index).ok_or_else(damaged)?;
        if deviations.contains(&plan.deviation(&cell)) {
            visit(state, cell, meter)?;
        }
    }
    Ok(())
}

/// Calls `visit` with each value that has a layer and the states that lead to it,
/// in order, and at last with the number of these values and the states that
/// lead to the tail.
pub(crate) fn forward<C: Rank>(
    plan: &Plan,
    deviations: &Deviations,
    work: &mut [u64],
    meter: &mut Meter,
    mut visit: impl FnMut(i64, &Entries, &mut Meter) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let given = work.len() as u64;
    let needed = plan.summary_words();
    let Some(work) = work.get_mut(..needed) else {
        return Err(too_small("work_size", given, needed as u64));
    };
    let cells = Entries::Cells { plan: *plan, deviations: deviations.clone() };
    let mut stop = visit(0, &cells, meter)?;
    for j in 0..plan.layers() {
        if stop.is_break() {
            break;
        }
        let layer = plan.layer_in_order(j, meter)?;
        let length = layer.length(C::WORDS) * C::WORDS;
        // Neighbours lie at opposite ends of the work.
        let (low, high) = work.split_at_mut(match j % 2 {
            0 => length.min(needed),
            _ => needed.saturating_sub(length),
        });
        let (ways, before) = if j % 2 == 0 { (low, high) } else { (high, low) };
        let entries = match j {
            0 => Entries::Cells { plan: *plan, deviations: deviations.clone() },
            _ => {
                let layer = plan.layer(j - 1)?;
                let length = layer.length(C::WORDS) * C::WORDS;
                let start = if j % 2 == 0 { before.len().checked_sub(length) } else { Some(0) };
                let start = start.filter(|start| start + length <= before.len());
                let start = start.ok_or_else(damaged)?;
                Entries::Behind { layer, n: plan.n(), ways: &before[start..start + length] }
            }
        };
        let ways = ways.get_mut(..length).ok_or_else(damaged)?;
        pass::<C>(plan, j, &entries, &layer, ways, meter)?;
        let entries = Entries::Behind { layer, n: plan.n(), ways };
        stop = visit(j + 1, &entries, meter)?;
    }
    Ok(())
}

/// Computes the ways to the states behind any number of values j that is allowed,
/// from those to the states before.
fn pass<C: Rank>(
    plan: &Plan,
    j: i64,
    entries: &Entries,
    layer: &Layer,
    ways: &mut [u64],
    meter: &mut Meter,
) -> Result<()> {
    fill(ways, 0, meter)?;
    let bounds = plan.bounds(j);
    let least = i64::from(bounds.least.max(0));
    add_entries::<C>(entries, layer, j, least, ways, meter, C::wrap_all)?;
    if i64::from(bounds.most) < plan.n() {
        let past = i64::from(bounds.most).max(least - 1) + 1;
        add_entries::<C>(entries, layer, j, past, ways, meter, C::subtract_all)?;
    }
    for m in (0..plan.n()).rev() {
        meter.advance(1)?;
        let (sums, more) = (layer.outline().sums(m), layer.outline().sums(m + 1));
        for s in (sums.first_sum..).take(sums.count()) {
            meter.advance(1)?;
            let (Some(row), Some(from)) = (sums.row(s), more.row(s + j)) else { continue };
            let (begin, begin_from, length) = overlap(&row, &from, -j * j);
            // Rows of more values lie behind those of fewer.
            let split = from.begin.checked_mul(C::WORDS).filter(|&split| split <= ways.len());
            let (rows, behind) = ways.split_at_mut(split.ok_or_else(damaged)?);
            let to = (row.begin + begin) * C::WORDS..(row.begin + begin + length) * C::WORDS;
            let part = begin_from * C::WORDS..(begin_from + length) * C::WORDS;
            let (to, part) = (rows.get_mut(to), behind.get(part));
            let (to, part) = to.zip(part).ok_or_else(damaged)?;
            for (to, part) in to.chunks_mut(PIECE).zip(part.chunks(PIECE)) {
                meter.advance(part.len() as u64 / 8)?;
                C::wrap_all(to, part);
            }
        }
    }
    Ok(())
}

/// Adds to, or subtracts from, the ways to states what comes from entries by so
/// many values j.
fn add_entries<C: Rank>(
    entries: &Entries,
    layer: &Layer,
    j: i64,
    times: i64,
    ways: &mut [u64],
    meter: &mut Meter,
    operation: impl Fn(&mut [u64], &[u64]),
) -> Result<()> {
    entries.for_each::<C>(meter, |entry, _| {
        let (m, s) = (entry.m - times, entry.s - times * j);
        let Some(row) = layer.outline().row(m, s).filter(|_| m >= 0) else { return Ok(()) };
        let (begin, begin_from, length) = overlap(&row, &entry.row, -times * j * j);
        let to = (row.begin + begin) * C::WORDS..(row.begin + begin + length) * C::WORDS;
        let part = begin_from * C::WORDS..(begin_from + length) * C::WORDS;
        let to = ways.get_mut(to).ok_or_else(damaged)?;
        operation(to, entry.ways.get(part).ok_or_else(damaged)?);
        Ok(())
    })
}

fn words<'w, C: Rank>(ways: &'w [u64], row: &Row) -> Option<&'w [u64]> {
    ways.get(row.begin.checked_mul(C::WORDS)?..row.end.checked_mul(C::WORDS)?)
}
