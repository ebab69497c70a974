//! Whether a walk over all of a layer takes no longer than the layer is.
//!
//! Words of a plan may be anything. Where rows overlap, a walk that is linear in the number of
//! rows and counts that are told could take the square of the plan's size.

use crate::closure::table::layer::{ENTRY, Layer, Outline, PIECE};
use crate::control::Meter;
use crate::error::Result;

impl Layer<'_> {
    /// Whether every m has its own rows and every row its own counts, of `width` words each,
    /// one behind the other and none left.
    pub fn is_in_order(&self, width: usize, meter: &mut Meter) -> Result<bool> {
        let Outline { directory, rows } = self.outline;
        let (all_rows, all_counts) = (rows.len() / ENTRY - 1, self.length(width));
        Ok(ascend(directory, 0, all_rows, meter)? && ascend(rows, 1, all_counts, meter)?)
    }
}

/// Whether the words `at` of all entries go from 0 up to `end`.
fn ascend(entries: &[u64], at: usize, end: usize, meter: &mut Meter) -> Result<bool> {
    let mut last = 0;
    for piece in entries.chunks(PIECE) {
        meter.scan(piece.len())?;
        for entry in piece.chunks_exact(ENTRY) {
            if entry[at] < last {
                return Ok(false);
            }
            last = entry[at];
        }
    }
    Ok(entries.get(at) == Some(&0) && last == end as u64)
}
