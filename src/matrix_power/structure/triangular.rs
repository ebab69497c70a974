//! Triangular matrices.

use super::{Form, planes};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::Ring;
use std::ops::Range;

/// Rows and columns of a block.
const BLOCK: usize = 48;

/// Which triangle is not zero.
pub(super) fn find<R: Ring>(n: usize, base: Matrix<R::Word>, meter: &mut Meter) -> Result<Form> {
    if all::<R>(n, base, |i| 0..i, R::is_zero, meter)? {
        Ok(Form::Upper)
    } else if all::<R>(n, base, |i| i + 1..n, R::is_zero, meter)? {
        Ok(Form::Lower)
    } else {
        let text = "is not triangular: there are entries on both sides of its diagonal";
        Err(Error::new(ErrorKind::Domain, "a", text))
    }
}

/// Whether the words in these columns of each row are all so.
fn all<R: Ring>(
    n: usize,
    matrix: Matrix<R::Word>,
    columns: impl Fn(usize) -> Range<usize>,
    is_so: fn(&R::Word) -> bool,
    meter: &mut Meter,
) -> Result<bool> {
    for plane in planes::<R>(matrix.leading) {
        for i in 0..n {
            let columns = columns(i);
            meter.scan(columns.len())?;
            let row = &matrix.entries[i * matrix.leading + plane..][..n];
            if !row[columns].iter().all(is_so) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

pub(super) fn check_diagonal<R: Ring>(
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let word = |i: usize, plane: usize| &base.entries[i * base.leading + plane + i];
    for i in 0..n {
        meter.scan(1)?;
        if planes::<R>(base.leading).all(|plane| R::is_zero(word(i, plane))) {
            let text = "is singular: pivot {} is zero";
            return Err(Error::new(ErrorKind::Singular, "a", text).other(i));
        }
    }
    Ok(())
}

/// Zeros on the other side of the diagonal.
pub(super) fn clear<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    matrix: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let MatrixMut { entries, leading } = matrix;
    for plane in planes::<R>(leading) {
        for i in 0..n {
            let columns = if form == Form::Upper { 0..i } else { i + 1..n };
            meter.scan(columns.len())?;
            entries[i * leading + plane..][..n][columns].fill(ring.zero_word());
        }
    }
    Ok(())
}

/// left·right block by block, each with the k that both factors have.
pub(super) fn multiply<R: Ring>(
    ring: &mut R,
    form: Form,
    n: usize,
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let block = |start: usize| start..n.min(start + BLOCK);
    for rows in (0..n).step_by(BLOCK).map(block) {
        for columns in (0..n).step_by(BLOCK).map(block) {
            let depth = common(form, &rows, &columns);
            if !depth.is_empty() {
                part(ring, (rows.clone(), depth, columns), left, right, &mut out, meter)?;
            }
        }
    }
    if !all_finite::<R>(form, n, out.as_matrix(), meter)? {
        multiply_entries(ring, form, n, left, right, &mut out, meter)?;
    }
    clear(ring, form, n, out, meter)
}

/// The k between row and column.
fn common(form: Form, rows: &Range<usize>, columns: &Range<usize>) -> Range<usize> {
    if form == Form::Upper { rows.start..columns.end } else { columns.start..rows.end }
}

fn part<R: Ring>(
    ring: &mut R,
    (rows, depth, columns): (Range<usize>, Range<usize>, Range<usize>),
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    out: &mut MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let shape = Shape { rows: rows.len(), depth: depth.len(), columns: columns.len() };
    let (left, right) =
        (left.from(rows.start, depth.start), right.from(depth.start, columns.start));
    ring.multiply(shape, left, right, out.from(rows.start, columns.start), meter)
}

fn all_finite<R: Ring>(
    form: Form,
    n: usize,
    out: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    let columns = |i: usize| if form == Form::Upper { i..n } else { 0..i + 1 };
    all::<R>(n, out, columns, R::is_finite, meter)
}

/// Entry by entry: no zero of a triangle meets an infinity.
fn multiply_entries<R: Ring>(
    ring: &mut R,
    form: Form,
    n: usize,
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    out: &mut MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    for i in 0..n {
        for j in if form == Form::Upper { i..n } else { 0..i + 1 } {
            let place = (i..i + 1, i.min(j)..i.max(j) + 1, j..j + 1);
            part(ring, place, left, right, out, meter)?;
        }
    }
    Ok(())
}
