//! Which entries of a triangle are zero in every power.
//!
//! Entry (i, j) of a power is zero when no path of nonzero entries of the base leads from i
//! to j. That is noted on the other side of the diagonal, at (j, i), where nothing is: a
//! marked zero there says that no path leads from i to j, any other zero that one may. Marks
//! change no product, and powers hand them on.

use super::triangular::outside;
use super::{Form, planes};
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut};
use crate::matrix_power::ring::Ring;

/// Whether a path may lead from i to j.
pub(super) fn leads<R: Ring>(matrix: Matrix<R::Word>, i: usize, j: usize) -> bool {
    i == j || !R::is_marked(&matrix.entries[j * matrix.leading + i])
}

/// Notes where paths of nonzero entries lead. On the other side of the diagonal row j tells
/// from where a path leads to j: from each k with a nonzero entry (k, j), and from where one
/// leads to k. Those rows come before.
pub(super) fn note<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    mut base: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let Some(mark) = ring.marked_zero() else { return Ok(()) };
    super::triangular::clear(ring, form, n, base.from(0, 0), meter)?;
    if all_lead_on::<R>(form, n, base.as_matrix(), meter)? {
        return Ok(());
    }
    for step in 0..n {
        let j = if form == Form::Upper { step } else { n - 1 - step };
        meter.scan(n)?;
        base.row_mut(j)[outside(form, n, j)].fill(mark.clone());
        for distance in 1..=step {
            let k = if form == Form::Upper { j - distance } else { j + distance };
            if !leads::<R>(base.as_matrix(), k, j) && !is_zero::<R>(base.as_matrix(), k, j) {
                lead_through(ring, form, n, (k, j), &mut base, meter)?;
            }
        }
    }
    Ok(())
}

/// Whether the neighbours of the diagonal are a path through all.
fn all_lead_on<R: Ring>(
    form: Form,
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    for i in 1..n {
        meter.scan(1)?;
        let (from, to) = if form == Form::Upper { (i - 1, i) } else { (i, i - 1) };
        if is_zero::<R>(base, from, to) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_zero<R: Ring>(base: Matrix<R::Word>, i: usize, j: usize) -> bool {
    let start = i * base.leading + j;
    planes::<R>(base.leading).all(|plane| R::is_zero(&base.entries[start + plane]))
}

/// Paths lead to j from k, and from where they lead to k.
fn lead_through<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    (k, j): (usize, usize),
    base: &mut MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let columns = outside(form, n, k);
    meter.scan(columns.len())?;
    let leading = base.leading;
    base.entries[j * leading + k] = ring.zero_word();
    let (above, below) = base.entries.split_at_mut(k.max(j) * leading);
    let (to_k, to_j) =
        if k < j { (&above[k * leading..], below) } else { (&*below, &mut above[j * leading..]) };
    for (to_k, to_j) in to_k[columns.clone()].iter().zip(&mut to_j[columns]) {
        if !R::is_marked(to_k) {
            *to_j = ring.zero_word();
        }
    }
    Ok(())
}

/// Zeros where no path leads, whatever was computed there.
pub(super) fn keep<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    noted: Matrix<R::Word>,
    mut matrix: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let MatrixMut { entries, leading } = &mut matrix;
    for j in 0..n {
        let columns = outside(form, n, j);
        meter.scan(columns.len())?;
        for i in columns.filter(|i| !leads::<R>(noted, *i, j)) {
            planes::<R>(*leading).for_each(|plane| {
                entries[i * *leading + plane + j] = ring.zero_word();
            });
        }
    }
    Ok(())
}

/// Copies what is noted; the rest of the other side becomes zero.
pub(super) fn hand_on<R: Ring>(
    ring: &R,
    form: Form,
    n: usize,
    from: Matrix<R::Word>,
    to: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    for i in 0..n {
        let columns = outside(form, n, i);
        meter.scan(columns.len() * R::WORDS)?;
        let notes = &from.entries[i * from.leading..][columns.clone()];
        to.entries[i * to.leading..][columns.clone()].clone_from_slice(notes);
        for plane in planes::<R>(to.leading).skip(1) {
            to.entries[i * to.leading + plane..][columns.clone()].fill(ring.zero_word());
        }
    }
    Ok(())
}
