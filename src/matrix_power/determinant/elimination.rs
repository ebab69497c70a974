//! The determinant modulo a prime, by elimination in blocks.
//!
//! A few columns at a time are eliminated alone; what that does to the others is one
//! product, tile by tile on the stack.
//!
//! Source: G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed., section 3.2.

use super::word::ResidueWord;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::modular::{Divisor, add_product};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use std::ops::Range;

/// Columns eliminated at a time.
const PANEL: usize = 16;
/// Rows and columns of a tile of the others: with its factors 14 KiB of the stack.
const TILE: usize = 32;

/// A determinant modulo a prime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Residue {
    /// 0; the column depends on those before it.
    Zero { column: usize },
    /// This, and not 0.
    Unit(u64),
}

/// The determinant of an n × n matrix of residues, which is destroyed.
pub(super) fn determinant<W: ResidueWord>(
    divisor: &Divisor,
    n: usize,
    matrix: &mut MatrixMut<W>,
    meter: &mut Meter,
) -> Result<Residue> {
    let mut determinant = 1;
    for start in (0..n).step_by(PANEL) {
        let panel = start..n.min(start + PANEL);
        for column in panel.clone() {
            let pivot = (column..n).find(|&row| matrix.row(row)[column].residue() != 0);
            let Some(pivot) = pivot else { return Ok(Residue::Zero { column }) };
            if pivot > column {
                matrix.swap_rows(column, pivot);
                determinant = divisor.negative(determinant);
            }
            let pivot = matrix.row(column)[column].residue();
            determinant = divisor.product(determinant, pivot);
            let inverse = divisor.inverse(pivot).unwrap_or_default();
            eliminate(divisor, (n, column, inverse), panel.end, matrix, meter)?;
        }
        for first in (panel.end..n).step_by(TILE) {
            follow(divisor, n, &panel, first..n.min(first + TILE), matrix, meter)?;
        }
    }
    Ok(Residue::Unit(determinant))
}

/// Clears a column in the panel; the factors, negated, stay in its place.
fn eliminate<W: ResidueWord>(
    divisor: &Divisor,
    (n, column, inverse): (usize, usize, u64),
    end: usize,
    matrix: &mut MatrixMut<W>,
    meter: &mut Meter,
) -> Result<()> {
    let leading = matrix.leading;
    let (above, below) = matrix.entries.split_at_mut((column + 1) * leading);
    let pivot_row = &above[column * leading..][column + 1..end];
    for row in below.chunks_mut(leading).take(n - column - 1) {
        meter.advance((end - column) as u64)?;
        let entry = row[column].residue();
        let factor = divisor.negative(divisor.product(entry, inverse));
        row[column] = W::of_residue(factor);
        if factor == 0 {
            continue;
        }
        for (entry, source) in row[column + 1..end].iter_mut().zip(pivot_row) {
            let sum = divisor.product_sum(source.residue(), factor, entry.residue());
            *entry = W::of_residue(sum);
        }
    }
    Ok(())
}

/// Does to other columns what was done to the panel: first to its own rows, then to those
/// below.
fn follow<W: ResidueWord>(
    divisor: &Divisor,
    n: usize,
    panel: &Range<usize>,
    columns: Range<usize>,
    matrix: &mut MatrixMut<W>,
    meter: &mut Meter,
) -> Result<()> {
    let (depth, width) = (panel.len(), columns.len());
    let mut pivots = [0; PANEL * TILE];
    for (k, row) in panel.clone().enumerate() {
        meter.advance((k * width) as u64)?;
        let (above, rest) = pivots.split_at_mut(k * TILE);
        let line = &mut rest[..width];
        let row = matrix.row_mut(row);
        copy_residues(&row[columns.clone()], line);
        for (source, factor) in above.chunks(TILE).zip(&row[panel.clone()]) {
            let factor = factor.residue();
            for (entry, &source) in line.iter_mut().zip(source) {
                *entry = divisor.product_sum(source, factor, *entry);
            }
        }
    }
    let right = Matrix { entries: &pivots, leading: TILE };
    for first in (panel.end..n).step_by(TILE) {
        let rows = first..n.min(first + TILE);
        let (mut factors, mut tile) = ([0; TILE * PANEL], [0; TILE * TILE]);
        for (i, row) in rows.clone().enumerate() {
            let row = matrix.row(row);
            copy_residues(&row[panel.clone()], &mut factors[i * PANEL..]);
            copy_residues(&row[columns.clone()], &mut tile[i * TILE..]);
        }
        let shape = Shape { rows: rows.len(), depth, columns: width };
        let left = Matrix { entries: &factors, leading: PANEL };
        let out = MatrixMut { entries: &mut tile, leading: TILE };
        add_product(divisor, shape, left, right, out, meter)?;
        for (row, line) in rows.zip(tile.chunks(TILE)) {
            for (entry, &residue) in matrix.row_mut(row)[columns.clone()].iter_mut().zip(line) {
                *entry = W::of_residue(residue);
            }
        }
    }
    Ok(())
}

fn copy_residues<W: ResidueWord>(from: &[W], to: &mut [u64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = from.residue();
    }
}
