//! A product whose rows are shared out to a team of threads.

use super::product::{Matrix, MatrixMut, Shape};
use crate::control::Meter;
use crate::error::Result;

/// Multiply-adds from which on it pays to share a product out.
pub(super) const WORTH: u64 = 1 << 20;
/// Pieces for each thread: more of them wait less for the slowest.
const PIECES: usize = 2;
/// Rows of a piece are a multiple of this, so that tiles are whole.
const TOGETHER: usize = 8;

/// Does the product as a whole, or piece by piece with the meter's team.
pub(super) fn share_out<T: Send + Sync>(
    shape: Shape,
    left: Matrix<T>,
    out: MatrixMut<T>,
    meter: &mut Meter,
    product: impl Fn(Shape, Matrix<T>, MatrixMut<T>, &mut Meter) -> Result<()> + Sync,
) -> Result<()> {
    let Some(team) = meter.team().filter(|_| shape.work() >= WORTH) else {
        return product(shape, left, out, meter);
    };
    let rows = shape.rows.div_ceil(team.members() * PIECES).next_multiple_of(TOGETHER);
    let (left_leading, out_leading) = (left.leading, out.leading);
    let lefts = left.entries.chunks(rows * left_leading);
    let outs = out.entries.chunks_mut(rows * out_leading);
    let starts = (0..shape.rows).step_by(rows);
    let mut pieces = starts.zip(lefts.zip(outs));
    team.share(
        || pieces.next(),
        || meter.share(),
        |(start, (left, out)), meter| {
            let part = Shape { rows: rows.min(shape.rows - start), ..shape };
            let left = Matrix { entries: left, leading: left_leading };
            let out = MatrixMut { entries: out, leading: out_leading };
            product(part, left, out, meter)
        },
    )?;
    meter.advance(shape.work())
}
