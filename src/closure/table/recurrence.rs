//! The recurrence that fills a layer from the next one.
//!
//! F(j, m, s, q) = Σ F(j + 1, m − c, s − cj, q − cj²) over the numbers c of times
//! that j may occur. Where j occurs at least `least` times, all terms but the
//! first make up F(j, m − 1, s − j, q − j²); where it occurs at most `most` times,
//! the one for `most` + 1 is taken off again. For one s and all q these are sums
//! of rows.

use crate::closure::table::bounds::Bounds;
use crate::closure::table::count::Count;
use crate::closure::table::layer::{LayerMut, Row, overlap};
use crate::closure::table::next::Next;
use crate::control::Meter;
use crate::error::Result;

/// A value, and how often it must and may occur.
#[derive(Clone, Copy)]
pub(crate) struct Value {
    pub j: i64,
    pub bounds: Bounds,
}

/// Fills the layer of a value, all m values in ascending order of m.
///
/// With `large`, numbers may be too large for `C`, and nothing is subtracted.
pub(crate) fn fill<C: Count>(
    layer: LayerMut,
    n: i64,
    value: Value,
    next: Next,
    large: bool,
    meter: &mut Meter,
) -> Result<()> {
    let LayerMut { outline, counts } = layer;
    let filling = Filling { value, next, n, large };
    for m in 0..=n {
        let sums = outline.sums(m);
        let before = outline.sums(m - 1);
        for s in (sums.first_sum..).take(sums.count()) {
            meter.advance(1)?;
            let Some(row) = sums.row(s) else { continue };
            meter.advance(row.length() as u64 / 8)?;
            let (done, counts) = counts.split_at_mut(row.begin * C::WORDS);
            let counts = &mut counts[..row.length() * C::WORDS];
            let last = before.row(s - value.j).map(|last| {
                let counts = &done[last.begin * C::WORDS..last.end * C::WORDS];
                (last, counts)
            });
            filling.fill_row::<C>(&row, (m, s), last, counts, meter)?;
        }
    }
    Ok(())
}

struct Filling<'a> {
    value: Value,
    next: Next<'a>,
    n: i64,
    large: bool,
}

impl Filling<'_> {
    /// `last` is the row of m − 1 values without one j, with its counts.
    fn fill_row<C: Count>(
        &self,
        row: &Row,
        (m, s): (i64, i64),
        last: Option<(Row, &[u64])>,
        counts: &mut [u64],
        meter: &mut Meter,
    ) -> Result<()> {
        let Bounds { least, most } = self.value.bounds;
        let (least, most) = (i64::from(least.max(0)), i64::from(most));
        self.write_next::<C>(row, (m, s), least, counts);
        if self.large && most < self.n {
            for times in least + 1..=most.min(m) {
                meter.advance(1 + row.length() as u64 / 8)?;
                self.combine_next::<C>(row, (m, s), times, counts, C::add_all);
            }
            return Ok(());
        }
        if let Some((last, from)) = last {
            let shift = self.value.j * self.value.j;
            combine::<C>(row, &last, shift, counts, from, C::add_all);
        }
        if most < self.n {
            self.combine_next::<C>(row, (m, s), most.max(least - 1) + 1, counts, C::subtract_all);
        }
        Ok(())
    }

    /// Writes the ways that go on with j so many times.
    fn write_next<C: Count>(&self, row: &Row, (m, s): (i64, i64), times: i64, counts: &mut [u64]) {
        let j = self.value.j;
        match self.next {
            Next::Tail(tail) if times <= m => {
                let (s, q) = (s - times * j, row.first - times * j * j);
                tail.write_lengths::<C>(m - times, s, q, counts);
            }
            _ => {
                counts.fill(0);
                self.combine_next::<C>(row, (m, s), times, counts, C::add_all);
            }
        }
    }

    /// Adds or subtracts the ways that go on with j so many times.
    fn combine_next<C: Count>(
        &self,
        row: &Row,
        (m, s): (i64, i64),
        times: i64,
        counts: &mut [u64],
        operation: impl Fn(&mut [u64], &[u64]),
    ) {
        let (m, s) = (m - times, s - times * self.value.j);
        if m < 0 {
            return;
        }
        let shift = times * self.value.j * self.value.j;
        match self.next {
            Next::Layer(layer) => {
                let next = layer.outline().row(m, s);
                if let Some((next, from)) =
                    next.and_then(|next| Some((next, layer.counts::<C>(&next)?)))
                {
                    combine::<C>(row, &next, shift, counts, from, operation);
                }
            }
            Next::Tail(tail) => {
                let mut words = [0; 2];
                for (count, q) in counts.chunks_exact_mut(C::WORDS).zip(row.squares()) {
                    C::from_length(tail.chain(m, s, q - shift).length).write(&mut words);
                    operation(count, &words[..C::WORDS]);
                }
            }
        }
    }
}

/// Combines the part of a row's counts that another row has, `shift` higher.
fn combine<C: Count>(
    row: &Row,
    other: &Row,
    shift: i64,
    counts: &mut [u64],
    from: &[u64],
    operation: impl Fn(&mut [u64], &[u64]),
) {
    let (begin, begin_from, length) = overlap(row, other, shift);
    let to = begin * C::WORDS..(begin + length) * C::WORDS;
    let part = begin_from * C::WORDS..(begin_from + length) * C::WORDS;
    if length > 0 {
        operation(&mut counts[to], &from[part]);
    }
}
