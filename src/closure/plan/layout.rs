//! Where everything lies in the words of a plan.
//!
//! ```text
//! header | cells | bounds | index | layers
//! ```
//!
//! The table F(j, m, s, q) counts the ways to choose m values from j, j + 1, …,
//! highest with sum s and sum of squares q, where a cell can be reached. It has a
//! layer for each value but the last four; the *index* says where each begins,
//! and where the last one ends.

use crate::closure::plan::least_size::least_size;
use crate::closure::table::layer::Shape;
use crate::closure::table::reach::Cells;
use crate::closure::table::span::Spans;
use crate::closure::table::tail::Tail;
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};

pub(crate) const HEADER_WORDS: usize = 16;
pub(crate) const CELL_WORDS: usize = 6;

/// 2^40 bytes.
const MAX_WORDS: u64 = 1 << 37;

/// The sizes of a plan's parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub cells: u64,
    /// Number of scale values, each with its bounds.
    pub values: u64,
    pub layers: u64,
    /// The words of all layers.
    layer_words: u64,
    /// The words of the two neighbouring layers that have most.
    pub largest_pair: u64,
    /// Rows and counts of all layers: the work of filling them.
    pub work: u64,
}

impl Layout {
    /// Measures the table, with counts of `width` words each.
    ///
    /// # Errors
    /// [`ErrorKind::Size`] beyond 2^40 bytes; [`ErrorKind::Cancelled`].
    pub fn measure(spans: &Spans, width: usize, meter: &mut Meter) -> Result<Layout> {
        let Cells { n, highest, .. } = spans.cells;
        let layers = Tail::tables_below(highest) as u64;
        let mut layout = Layout {
            cells: candidates(&spans.cells, meter)?,
            values: highest as u64 + 1,
            layers,
            layer_words: 0,
            largest_pair: 0,
            work: 0,
        };
        let directories = layers.saturating_mul(16 * (n as u64 + 2));
        layout.check(directories / 8)?;
        layout.check((least_size(spans, layers as i64) * width as f64) as u64)?;
        meter.set_total(layers * (n as u64 + 1));
        let mut before = 0;
        for j in 0..layers as i64 {
            let shape = Shape::measure(spans, j, meter, |_, _| {})?;
            let words = shape.words(width);
            layout.layer_words += words;
            layout.largest_pair = layout.largest_pair.max(before + words);
            layout.work += work(&shape);
            layout.check(0)?;
            before = words;
        }
        Ok(layout)
    }

    fn check(&self, more: u64) -> Result<()> {
        let words = self.words().saturating_add(more);
        if words > MAX_WORDS { Err(too_large(words)) } else { Ok(()) }
    }

    pub fn bounds_start(&self) -> u64 {
        HEADER_WORDS as u64 + self.cells * CELL_WORDS as u64
    }

    pub fn index_start(&self) -> u64 {
        self.bounds_start() + self.values
    }

    pub fn layers_start(&self) -> u64 {
        self.index_start() + self.layers + 1
    }

    /// The words of the whole plan.
    pub fn words(&self) -> u64 {
        self.layers_start().saturating_add(self.layer_words)
    }
}

/// The work of filling a layer, as a meter counts it.
pub(crate) fn work(shape: &Shape) -> u64 {
    shape.rows + shape.counts / 8
}

/// The number of cells that may have datasets.
fn candidates(cells: &Cells, meter: &mut Meter) -> Result<u64> {
    let mut candidates = 0;
    for s in cells.sum_min..=cells.sum_max {
        meter.advance(1)?;
        candidates += cells.of_sum(s).map_or(0, |(low, high)| (high - low) as u64 / 2 + 1);
        if candidates > MAX_WORDS {
            return Err(too_large(candidates.saturating_mul(CELL_WORDS as u64)));
        }
    }
    Ok(candidates)
}

pub(crate) fn too_large(words: u64) -> Error {
    let text = "and this scale need a table of at least {} bytes, more than 2^40";
    Error::new(ErrorKind::Size, "n", text).other(words.saturating_mul(8))
}
