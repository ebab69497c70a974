//! Triangular matrices.

use super::{Form, planes};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::{Ring, singular};
use std::ops::Range;

/// Rows and columns of a block.
const BLOCK: usize = 48;

/// Which triangle is not zero.
pub(super) fn find<R: Ring>(n: usize, base: Matrix<R::Word>) -> Result<Form> {
    let zero = |columns: fn(usize, usize) -> Range<usize>| {
        planes::<R>(base.leading).all(|plane| {
            (0..n).all(|i| {
                let row = &base.entries[i * base.leading + plane..][..n];
                row[columns(i, n)].iter().all(R::is_zero)
            })
        })
    };
    if zero(|i, _| 0..i) {
        Ok(Form::Upper)
    } else if zero(|i, n| i + 1..n) {
        Ok(Form::Lower)
    } else {
        let text = "is not triangular: there are entries on both sides of its diagonal";
        Err(Error::new(ErrorKind::Domain, "a", text))
    }
}

pub(super) fn check_diagonal<R: Ring>(n: usize, base: Matrix<R::Word>) -> Result<()> {
    let word = |i: usize, plane: usize| &base.entries[i * base.leading + plane + i];
    let is_zero = |i: &usize| planes::<R>(base.leading).all(|plane| R::is_zero(word(*i, plane)));
    match (0..n).find(is_zero) {
        None => Ok(()),
        Some(i) => Err(singular(i)),
    }
}

/// Zeros on the other side of the diagonal.
pub(super) fn clear<R: Ring>(ring: &R, form: Form, n: usize, matrix: MatrixMut<R::Word>) {
    let MatrixMut { entries, leading } = matrix;
    for plane in planes::<R>(leading) {
        for i in 0..n {
            let columns = if form == Form::Upper { 0..i } else { i + 1..n };
            entries[i * leading + plane..][..n][columns].fill(ring.zero_word());
        }
    }
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
    if !all_finite::<R>(form, n, out.as_matrix()) {
        multiply_entries(ring, form, n, left, right, &mut out, meter)?;
    }
    clear(ring, form, n, out);
    Ok(())
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

fn all_finite<R: Ring>(form: Form, n: usize, out: Matrix<R::Word>) -> bool {
    planes::<R>(out.leading).all(|plane| {
        (0..n).all(|i| {
            let columns = if form == Form::Upper { i..n } else { 0..i + 1 };
            out.entries[i * out.leading + plane..][..n][columns].iter().all(R::is_finite)
        })
    })
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
