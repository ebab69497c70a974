//! One layer of the table: F(j, m, s, q) for one value j.
//!
//! ```text
//! directory | rows | counts
//! ```
//!
//! For each m the *directory* has the first s and its row, for each s a *row* has
//! the first q and where its *counts* begin, in steps of 2 of q. Nothing else is
//! needed to read a layer, so that it may lie in a plan or by itself.

use crate::closure::table::count::Count;
use crate::closure::table::span::Spans;
use crate::control::Meter;
use crate::error::Result;

/// Words of an entry of the directory and of a row.
pub(super) const ENTRY: usize = 2;

/// Beyond what any problem has; words past these are damage.
const MOST_SUM: u64 = 1 << 32;
const MOST_SQUARES: u64 = 1 << 62;
const MOST_COUNTS: u64 = 1 << 40;

/// Words, or states, between two looks at whether to stop.
pub(crate) const PIECE: usize = 1 << 14;

/// How many rows and counts a layer has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    n: u64,
    pub rows: u64,
    pub counts: u64,
}

impl Shape {
    /// Measures layer j, calling `row` with the first q and the counts before it
    /// for each row in order.
    pub fn measure(
        spans: &Spans,
        j: i64,
        meter: &mut Meter,
        mut row: impl FnMut(i64, u64),
    ) -> Result<Shape> {
        let n = spans.cells.n;
        let mut shape = Shape { n: n as u64, rows: 0, counts: 0 };
        for m in 0..=n {
            let sums = spans.sums(j, m);
            meter.advance(1)?;
            for s in sums {
                if s % 16 == 0 {
                    meter.advance(1)?;
                }
                let squares = spans.squares(j, m, s);
                let (first, length) =
                    squares.map_or((0, 0), |(low, high)| (low, (high - low) / 2 + 1));
                row(first, shape.counts);
                shape.counts += length as u64;
            }
            shape.rows += sums.count();
        }
        Ok(shape)
    }

    fn rows_start(&self) -> u64 {
        (self.n + 2) * ENTRY as u64
    }

    fn counts_start(&self) -> u64 {
        self.rows_start() + (self.rows + 1) * ENTRY as u64
    }

    /// The words of the layer, with counts of `width` words each.
    pub fn words(&self, width: usize) -> u64 {
        self.counts_start() + self.counts * width as u64
    }
}

/// Writes directory and rows of layer j in front of `words`, which suffice; the
/// layer's shape.
pub(crate) fn write_outline(
    words: &mut [u64],
    spans: &Spans,
    j: i64,
    meter: &mut Meter,
) -> Result<Shape> {
    let (directory, rest) = words.split_at_mut((spans.cells.n as usize + 2) * ENTRY);
    let mut rows = 0;
    let mut entries = directory.chunks_exact_mut(ENTRY);
    for (m, entry) in (0..=spans.cells.n).zip(&mut entries) {
        let sums = spans.sums(j, m);
        meter.advance(1)?;
        entry.copy_from_slice(&[rows, sums.first as u64]);
        rows += sums.count();
    }
    entries.for_each(|entry| entry.copy_from_slice(&[rows, 0]));
    let mut entries = rest.chunks_exact_mut(ENTRY);
    let mut write = |first: i64, begin: u64| {
        if let Some(entry) = entries.next() {
            entry.copy_from_slice(&[first as u64, begin]);
        }
    };
    let shape = Shape::measure(spans, j, meter, &mut write)?;
    write(0, shape.counts);
    Ok(shape)
}

/// A layer to be read. No word is trusted: one out of place gives a count of
/// zero.
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(super) outline: Outline<'a>,
    counts: &'a [u64],
}

/// Directory and rows of a layer.
#[derive(Clone, Copy)]
pub(crate) struct Outline<'a> {
    pub(super) directory: &'a [u64],
    pub(super) rows: &'a [u64],
}

/// The rows of one m.
#[derive(Clone, Copy, Default)]
pub(crate) struct SumRows<'a> {
    pub first_sum: i64,
    /// One entry more than there are rows.
    entries: &'a [u64],
}

/// A row: the sums of squares from `first` in steps of 2, and where their counts
/// stand among all.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub first: i64,
    pub begin: usize,
    pub end: usize,
}

impl<'a> Outline<'a> {
    fn split(words: &'a [u64], n: i64) -> Option<(Outline<'a>, &'a [u64])> {
        let (directory, rest) = words.split_at_checked((n as usize).checked_add(2)? * ENTRY)?;
        let rows = usize::try_from(*directory.get(directory.len() - ENTRY)?).ok()?;
        let (rows, counts) = rest.split_at_checked(rows.checked_add(1)?.checked_mul(ENTRY)?)?;
        Some((Outline { directory, rows }, counts))
    }

    /// The rows of m values; none when m is out of range.
    #[inline]
    pub fn sums(&self, m: i64) -> SumRows<'a> {
        let entry = (m as usize).wrapping_mul(ENTRY);
        let Some(&[first, first_sum, end, _]) =
            self.directory.get(entry..entry.wrapping_add(2 * ENTRY))
        else {
            return SumRows::default();
        };
        if first_sum > MOST_SUM {
            return SumRows::default();
        }
        let range = (first as usize).wrapping_mul(ENTRY)
            ..(end as usize).wrapping_add(1).wrapping_mul(ENTRY);
        SumRows { first_sum: first_sum as i64, entries: self.rows.get(range).unwrap_or(&[]) }
    }

    /// The row of m values with sum s.
    #[inline]
    pub fn row(&self, m: i64, s: i64) -> Option<Row> {
        self.sums(m).row(s)
    }
}

impl SumRows<'_> {
    pub fn count(&self) -> usize {
        (self.entries.len() / ENTRY).saturating_sub(1)
    }

    #[inline]
    pub fn row(&self, s: i64) -> Option<Row> {
        let at = (s.wrapping_sub(self.first_sum) as usize).wrapping_mul(ENTRY);
        let &[first, begin, _, end] = self.entries.get(at..at.wrapping_add(2 * ENTRY))? else {
            return None;
        };
        if first > MOST_SQUARES || begin > MOST_COUNTS || end > MOST_COUNTS {
            return None;
        }
        let (begin, end) = (begin as usize, end as usize);
        Some(Row { first: first as i64, begin, end: end.max(begin) })
    }
}

impl Row {
    /// Where the count of q stands among all.
    #[inline]
    pub fn index(&self, q: i64) -> Option<usize> {
        let steps = q.wrapping_sub(self.first) as u64 >> 1;
        (steps < (self.end - self.begin) as u64).then(|| self.begin + steps as usize)
    }

    pub fn length(&self) -> usize {
        self.end - self.begin
    }

    /// The same states in rows that are not long.
    pub fn pieces(self) -> impl Iterator<Item = Row> {
        (self.begin..self.end).step_by(PIECE).map(move |begin| {
            let first = self.first.wrapping_add(2 * (begin - self.begin) as i64);
            Row { first, begin, end: self.end.min(begin + PIECE) }
        })
    }

    /// The sums of squares.
    pub fn squares(&self) -> impl Iterator<Item = i64> + use<> {
        (self.first..).step_by(2).take(self.length())
    }
}

impl<'a> Layer<'a> {
    /// The layer that begins with `words` and ends with them.
    pub fn open(words: &'a [u64], n: i64) -> Option<Layer<'a>> {
        let (outline, counts) = Outline::split(words, n)?;
        Some(Layer { outline, counts })
    }

    pub fn outline(&self) -> &Outline<'a> {
        &self.outline
    }

    /// The number of ways to complete a state.
    #[inline]
    pub fn ways<C: Count>(&self, m: i64, s: i64, q: i64) -> C {
        let index = self.outline.row(m, s).and_then(|row| row.index(q));
        let words = index.and_then(|index| {
            let at = index.checked_mul(C::WORDS)?;
            self.counts.get(at..at + C::WORDS)
        });
        words.map_or(C::ZERO, C::read)
    }

    /// The counts of a row.
    pub fn counts<C: Count>(&self, row: &Row) -> Option<&'a [u64]> {
        self.counts.get(row.begin.checked_mul(C::WORDS)?..row.end.checked_mul(C::WORDS)?)
    }

    /// The number of counts, of `width` words each.
    pub fn length(&self, width: usize) -> usize {
        self.counts.len() / width
    }
}

/// A layer whose counts are being written.
pub(crate) struct LayerMut<'a> {
    pub outline: Outline<'a>,
    pub counts: &'a mut [u64],
}

impl<'a> LayerMut<'a> {
    pub fn open(words: &'a mut [u64], n: i64) -> Option<LayerMut<'a>> {
        let counts = Outline::split(words, n)?.1.len();
        let (outline, counts) = words.split_at_mut(words.len() - counts);
        let (outline, _) = Outline::split(outline, n)?;
        Some(LayerMut { outline, counts })
    }
}

/// The parts of two rows of counts that belong together when the sums of squares
/// of the second are `shift` larger than written: where the part begins in each,
/// and its length, which may be 0.
pub(crate) fn overlap(to: &Row, from: &Row, shift: i64) -> (usize, usize, usize) {
    let steps = (from.first.wrapping_add(shift).wrapping_sub(to.first)) >> 1;
    let (begin_to, begin_from) = (steps.max(0) as usize, steps.min(0).unsigned_abs() as usize);
    let length = to.length().saturating_sub(begin_to).min(from.length().saturating_sub(begin_from));
    if length == 0 { (0, 0, 0) } else { (begin_to, begin_from, length) }
}
