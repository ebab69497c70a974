//! Rows that are probabilities.

use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut};
use crate::matrix_power::ring::Ring;

/// Whether each row can be rescaled to the sum 1.
pub(super) fn check<R: Ring>(n: usize, base: Matrix<R::Word>) -> Result<()> {
    let row = |i: usize| &base.entries[i * base.leading..][..n];
    match (0..n).find(|&i| !R::is_distribution(row(i))) {
        None => Ok(()),
        Some(i) => {
            let text = "has row {} with an entry below 0 or not finite, or with the sum 0";
            Err(Error::new(ErrorKind::Domain, "a", text).other(i))
        }
    }
}

/// Rescales the rows of a base that can be.
pub(super) fn prepare<R: Ring>(n: usize, base: MatrixMut<R::Word>) {
    for row in base.entries.chunks_mut(base.leading).take(n) {
        let row = &mut row[..n];
        if R::is_distribution(row) {
            R::rescale(row);
        }
    }
}

/// Rescales the rows of a product.
pub(super) fn rescale<R: Ring>(n: usize, out: MatrixMut<R::Word>, meter: &mut Meter) -> Result<()> {
    for row in out.entries.chunks_mut(out.leading).take(n) {
        meter.advance(n as u64 / 4)?;
        R::rescale(&mut row[..n]);
    }
    Ok(())
}
