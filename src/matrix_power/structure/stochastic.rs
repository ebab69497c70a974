//! Rows that are probabilities.

use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut};
use crate::matrix_power::ring::Ring;

/// Whether each row can be rescaled to the sum 1.
pub(super) fn check<R: Ring>(n: usize, base: Matrix<R::Word>, meter: &mut Meter) -> Result<()> {
    for i in 0..n {
        meter.scan(n)?;
        if !R::is_distribution(&base.entries[i * base.leading..][..n]) {
            let text = "has row {} with an entry below 0 or not finite, or with the sum 0";
            return Err(Error::new(ErrorKind::Domain, "a", text).other(i));
        }
    }
    Ok(())
}

/// Rescales the rows of a base that can be.
pub(super) fn prepare<R: Ring>(
    n: usize,
    base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    for row in base.entries.chunks_mut(base.leading).take(n) {
        meter.scan(n)?;
        let row = &mut row[..n];
        if R::is_distribution(row) {
            R::rescale(row);
        }
    }
    Ok(())
}

/// Rescales the rows of a product.
pub(super) fn rescale<R: Ring>(n: usize, out: MatrixMut<R::Word>, meter: &mut Meter) -> Result<()> {
    for row in out.entries.chunks_mut(out.leading).take(n) {
        meter.scan(n)?;
        R::rescale(&mut row[..n]);
    }
    Ok(())
}
