//! Rows or columns that are probabilities.

use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut};
use crate::matrix_power::ring::Ring;

/// How far from 1 the sum of a line may be. Four probabilities printed with two decimals
/// are off by so much, or forty with three; what is further away is no table of
/// probabilities, but counts, weights, per cents or a mistake.
const TOLERANCE: f64 = 0.02;
/// What sums of rounded entries may add to that.
const ROUNDING: f64 = 1e-6;

/// Columns whose sums are kept at once.
const COLUMNS: usize = 64;
/// Entries of a column that are summed by themselves: errors grow with a part of the length.
const RUN: usize = 32;

/// Which lines of a matrix have the sum 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    Rows,
    Columns,
}

/// Refuses a matrix whose lines are no probabilities, by its first line that is none.
pub(super) fn check<R: Ring>(
    lines: Lines,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let Some((line, sum)) = first_wrong::<R>(lines, n, base, meter)? else { return Ok(()) };
    let crossed = first_wrong::<R>(lines.others(), n, base, meter)?.is_none();
    Err(lines.error(line, sum, crossed))
}

/// Rescales the lines of a base, if all of them can be.
pub(super) fn prepare<R: Ring>(
    lines: Lines,
    n: usize,
    base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    match first_wrong::<R>(lines, n, base.as_matrix(), meter)? {
        None => rescale::<R>(lines, n, base, meter),
        Some(_) => Ok(()),
    }
}

/// Rescales the lines of a product.
pub(super) fn rescale<R: Ring>(
    lines: Lines,
    n: usize,
    out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    match lines {
        Lines::Rows => rescale_rows::<R>(n, out, meter),
        Lines::Columns => rescale_columns::<R>(n, out, meter),
    }
}

impl Lines {
    fn others(self) -> Lines {
        match self {
            Lines::Rows => Lines::Columns,
            Lines::Columns => Lines::Rows,
        }
    }

    /// What is wrong with a line, and whether the other lines are probabilities.
    fn error(self, line: usize, sum: f64, crossed: bool) -> Error {
        let is_finite = sum.is_finite();
        let text = match (self, crossed) {
            (Lines::Rows, true) => "has row {}, but its columns sum to 1: use column_stochastic",
            (Lines::Columns, true) => "has column {}, but its rows sum to 1: use stochastic",
            (Lines::Rows, _) if !is_finite => {
                "has row {} with an entry below 0, or an entry or sum that is not finite"
            }
            (Lines::Columns, _) if !is_finite => {
                "has column {} with an entry below 0, or an entry or sum that is not finite"
            }
            (Lines::Rows, _) if sum == 0.0 => "has row {}; probabilities sum to 1",
            (Lines::Columns, _) if sum == 0.0 => "has column {}; probabilities sum to 1",
            (Lines::Rows, _) => "has row {}; divide each row by its sum",
            (Lines::Columns, _) => "has column {}; divide each column by its sum",
        };
        let error = Error::new(ErrorKind::Domain, "a", text);
        if is_finite { error.other((line, sum)) } else { error.other(line) }
    }
}

/// The first line that is no probabilities, and its sum, which is not finite where an
/// entry is none.
fn first_wrong<R: Ring>(
    lines: Lines,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<Option<(usize, f64)>> {
    let right = 1.0 - TOLERANCE - ROUNDING..=1.0 + TOLERANCE + ROUNDING;
    let is_wrong = |sum: &f64| !right.contains(sum);
    match lines {
        Lines::Rows => {
            for row in 0..n {
                meter.scan(n)?;
                let sum = sum_row::<R>(&base.entries[row * base.leading..][..n]);
                if is_wrong(&sum) {
                    return Ok(Some((row, sum)));
                }
            }
        }
        Lines::Columns => {
            for start in (0..n).step_by(COLUMNS) {
                let width = COLUMNS.min(n - start);
                let sums = sum_columns::<R>(n, width, base.from(0, start), meter)?;
                let wrong = sums[..width].iter().position(is_wrong);
                if let Some(column) = wrong {
                    return Ok(Some((start + column, sums[column])));
                }
            }
        }
    }
    Ok(None)
}

/// A sum whose error grows with the eighth part of the length.
fn sum_row<R: Ring>(row: &[R::Word]) -> f64 {
    let mut sums = [0.0; 8];
    for piece in row.chunks(8) {
        for (sum, x) in sums.iter_mut().zip(piece) {
            *sum += R::probability(x);
        }
    }
    sums.into_iter().fold(0.0, |total, sum| total + sum)
}

/// The sums of the first columns.
fn sum_columns<R: Ring>(
    n: usize,
    width: usize,
    matrix: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<[f64; COLUMNS]> {
    let mut sums = [0.0; COLUMNS];
    for run in (0..n).step_by(RUN) {
        let mut part = [0.0; COLUMNS];
        for row in run..n.min(run + RUN) {
            meter.scan(width)?;
            let row = &matrix.entries[row * matrix.leading..][..width];
            for (sum, x) in part.iter_mut().zip(row) {
                *sum += R::probability(x);
            }
        }
        for (sum, part) in sums.iter_mut().zip(part) {
            *sum += part;
        }
    }
    Ok(sums)
}

fn rescale_rows<R: Ring>(n: usize, out: MatrixMut<R::Word>, meter: &mut Meter) -> Result<()> {
    for row in out.entries.chunks_mut(out.leading).take(n) {
        meter.scan(n)?;
        let row = &mut row[..n];
        let sum = sum_row::<R>(row);
        row.iter_mut().for_each(|x| R::scale_down(x, sum));
    }
    Ok(())
}

fn rescale_columns<R: Ring>(
    n: usize,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    for start in (0..n).step_by(COLUMNS) {
        let width = COLUMNS.min(n - start);
        let sums = sum_columns::<R>(n, width, out.as_matrix().from(0, start), meter)?;
        for row in 0..n {
            meter.scan(width)?;
            for (x, sum) in out.row_mut(row)[start..][..width].iter_mut().zip(sums) {
                R::scale_down(x, sum);
            }
        }
    }
    Ok(())
}
