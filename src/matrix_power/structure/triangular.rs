//! Triangular matrices.

use super::zeros::{self, leads};
use super::{Form, planes};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::{Ring, singular};
use std::ops::Range;

/// Rows and columns of a block.
const BLOCK: usize = 48;

/// Which triangle is not zero.
pub(super) fn find<R: Ring>(n: usize, base: Matrix<R::Word>, meter: &mut Meter) -> Result<Form> {
    if let Some(form) = look_for::<R>(n, base, meter)? {
        Ok(form)
    } else {
        let text = "is not triangular: there are entries on both sides of its diagonal";
        Err(Error::new(ErrorKind::Domain, "a", text))
    }
}

fn look_for<R: Ring>(n: usize, base: Matrix<R::Word>, meter: &mut Meter) -> Result<Option<Form>> {
    for form in [Form::Upper, Form::Lower] {
        if all::<R>(n, base, |i| outside(form, n, i), R::is_zero, meter)? {
            return Ok(Some(form));
        }
    }
    Ok(None)
}

/// Notes which zeros stay, if it is a triangle.
pub(super) fn prepare<R: Ring>(
    ring: &R,
    n: usize,
    base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    match look_for::<R>(n, base.as_matrix(), meter)? {
        Some(form) => zeros::note(ring, form, n, base, meter),
        None => Ok(()),
    }
}

/// The columns of a row that lie on the other side of the diagonal.
pub(super) fn outside(form: Form, n: usize, row: usize) -> Range<usize> {
    if form == Form::Upper { 0..row } else { row + 1..n }
}

/// Those of the triangle.
fn inside(form: Form, n: usize, row: usize) -> Range<usize> {
    if form == Form::Upper { row..n } else { 0..row + 1 }
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
            let row = &matrix.entries[i * matrix.leading + plane..];
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
            return Err(singular(i));
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
            let columns = outside(form, n, i);
            meter.scan(columns.len())?;
            entries[i * leading + plane..][columns].fill(ring.zero_word());
        }
    }
    Ok(())
}

/// The inverse keeps the zeros of its base, and what is noted of them.
pub(super) fn restore<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    base: Matrix<R::Word>,
    mut inverse: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    zeros::keep(ring, form, n, base, inverse.from(0, 0), meter)?;
    zeros::hand_on(ring, form, n, base, inverse, meter)
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
                let shape = Shape { rows: rows.len(), depth: depth.len(), columns: columns.len() };
                let left = left.from(rows.start, depth.start);
                let right = right.from(depth.start, columns.start);
                ring.multiply(shape, left, right, out.from(rows.start, columns.start), meter)?;
            }
        }
    }
    mend(ring, form, n, left, right, out.from(0, 0), meter)?;
    zeros::hand_on(ring, form, n, left, out, meter)
}

/// The k between row and column.
fn common(form: Form, rows: &Range<usize>, columns: &Range<usize>) -> Range<usize> {
    if form == Form::Upper { rows.start..columns.end } else { columns.start..rows.end }
}

/// Computes anew what is not finite, so that no zero that stays meets an infinity.
fn mend<R: Ring>(
    ring: &mut R,
    form: Form,
    n: usize,
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let columns = |i: usize| inside(form, n, i);
    if all::<R>(n, out.as_matrix(), columns, R::is_finite, meter)? {
        return Ok(());
    }
    for i in 0..n {
        for j in inside(form, n, i) {
            if !is_finite::<R>(out.as_matrix(), i, j) {
                let between = i.min(j)..i.max(j) + 1;
                let lead = |k: usize| leads::<R>(left, i, k) && leads::<R>(right, k, j);
                let factors = (left.from(i, 0), right.from(0, j));
                sum_over(ring, between, lead, factors, out.from(i, j), meter)?;
            }
        }
    }
    Ok(())
}

/// Likewise for base·right, where only zeros of the base stay.
pub(super) fn mend_columns<R: Ring>(
    ring: &mut R,
    form: Form,
    (n, columns): (usize, usize),
    base: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    if all::<R>(n, out.as_matrix(), |_| 0..columns, R::is_finite, meter)? {
        return Ok(());
    }
    for i in 0..n {
        for j in 0..columns {
            if !is_finite::<R>(out.as_matrix(), i, j) {
                let lead = |k: usize| leads::<R>(base, i, k);
                let factors = (base.from(i, 0), right.from(0, j));
                sum_over(ring, inside(form, n, i), lead, factors, out.from(i, j), meter)?;
            }
        }
    }
    Ok(())
}

fn is_finite<R: Ring>(matrix: Matrix<R::Word>, row: usize, column: usize) -> bool {
    let start = row * matrix.leading + column;
    planes::<R>(matrix.leading).all(|plane| R::is_finite(&matrix.entries[start + plane]))
}

/// The product of a row and a column over the k that lead on, in the order of all products.
fn sum_over<R: Ring>(
    ring: &mut R,
    range: Range<usize>,
    leads: impl Fn(usize) -> bool,
    (row, column): (Matrix<R::Word>, Matrix<R::Word>),
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    meter.scan(range.len())?;
    planes::<R>(out.leading).for_each(|plane| out.entries[plane] = ring.zero_word());
    let mut k = range.start;
    while k < range.end {
        let run = (k..range.end).take_while(|k| leads(*k)).count();
        if run > 0 {
            let shape = Shape { rows: 1, depth: run, columns: 1 };
            ring.add_product(shape, row.from(0, k), column.from(k, 0), out.from(0, 0), meter)?;
        }
        k += run + 1;
    }
    Ok(())
}
