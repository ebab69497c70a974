//! The product of two matrices: one sum per entry, k ascending.

use super::ring::Ring;
use crate::control::Meter;
use crate::error::Result;

/// out = left·right for contiguous row-major n × n matrices, n ≥ 1.
pub(super) fn multiply<R: Ring>(
    ring: &mut R,
    n: usize,
    left: &[R::Element],
    right: &[R::Element],
    out: &mut [R::Element],
    meter: &mut Meter,
) -> Result<()> {
    for (row, out_row) in left.chunks_exact(n).zip(out.chunks_exact_mut(n)) {
        for (j, entry) in out_row.iter_mut().enumerate() {
            meter.advance(n as u64)?;
            *entry = ring.dot(row, &right[j..], n);
        }
    }
    Ok(())
}
