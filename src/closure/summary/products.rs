//! Ways to states, times ways on from them.

use crate::closure::plan::damaged;
use crate::closure::ranks::stage::{Rank, Stage};
use crate::closure::summary::forward::{Entries, EntryRow};
use crate::closure::table::layer::{Row, overlap};
use crate::closure::table::next::Next;
use crate::closure::table::tail::{Chain, Tail};
use crate::control::Meter;
use crate::error::Result;

/// Visits the chains of all states that lead to the tail.
pub(crate) fn for_each_chain<C: Rank>(
    entries: &Entries,
    tail: &Tail,
    meter: &mut Meter,
    mut visit: impl FnMut(C, &Chain),
) -> Result<()> {
    entries.for_each::<C>(meter, |entry, _| {
        for (state, ways) in entry.states::<C>(tail.base) {
            let chain = tail.chain(state.m, state.s, state.q);
            if chain.length > 0 {
                visit(ways, &chain);
            }
        }
        Ok(())
    })
}

/// Calls `found` with numbers of times and of datasets through a row of states that
/// have value j so often; of the same number of times they add up, modulo 2^128.
///
/// Before the tail, datasets with a free value so often are those with it so often
/// or more, whose counts are a row, less those with it once more.
pub(crate) fn products<C: Rank>(
    entry: &EntryRow,
    j: i64,
    stage: &Stage,
    meter: &mut Meter,
    mut found: impl FnMut(i64, u128),
) -> Result<()> {
    for times in stage.bounds.times(entry.m) {
        meter.advance(1 + entry.row.length() as u64 / 8)?;
        let (m, s) = (entry.m - times, entry.s - times * j);
        match &stage.next {
            Next::Layer(layer) => {
                if let Some(row) = layer.outline().row(m, s) {
                    let counts = layer.counts::<C>(&row).ok_or_else(damaged)?;
                    found(times, product::<C>(entry, &row, times * j * j, counts)?);
                }
            }
            Next::Tail(_) if stage.is_free() => {
                if let Some(row) = stage.layer.outline().row(m, s) {
                    let counts = stage.layer.counts::<C>(&row).ok_or_else(damaged)?;
                    let or_more = product::<C>(entry, &row, times * j * j, counts)?;
                    found(times, or_more);
                    found((times - 1).max(0), if times > 0 { or_more.wrapping_neg() } else { 0 });
                }
            }
            next => {
                for (state, ways) in entry.states::<C>(j) {
                    let after: C = next.ways(state.after(times));
                    found(times, ways.into().wrapping_mul(after.into()));
                }
            }
        }
    }
    Ok(())
}

/// Σ P·F over the states of two rows that belong together.
pub(crate) fn product<C: Rank>(
    entry: &EntryRow,
    row: &Row,
    shift: i64,
    counts: &[u64],
) -> Result<u128> {
    let (begin, begin_from, length) = overlap(&entry.row, row, shift);
    let ways = entry.ways.get(begin * C::WORDS..(begin + length) * C::WORDS);
    let counts = counts.get(begin_from * C::WORDS..(begin_from + length) * C::WORDS);
    let (ways, counts) = ways.zip(counts).ok_or_else(damaged)?;
    let pairs = ways.chunks_exact(C::WORDS).zip(counts.chunks_exact(C::WORDS));
    Ok(pairs.fold(0u128, |sum, (ways, count)| {
        // Where no dataset passes, one of the two is 0, the other anything.
        sum.wrapping_add(C::read(ways).into().wrapping_mul(C::read(count).into()))
    }))
}
