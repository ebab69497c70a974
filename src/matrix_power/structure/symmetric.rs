//! Symmetric matrices.

use super::planes;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::Ring;

/// Squares of so many entries fit in the nearest cache as rows and as columns.
const TILE: usize = 16;

/// Whether the words mirror each other; a NaN mirrors nothing.
pub(super) fn is_symmetric<R: Ring>(n: usize, base: Matrix<R::Word>) -> bool {
    let same = |i: usize, j: usize, plane: usize| {
        let word = |i: usize, j: usize| &base.entries[i * base.leading + plane + j];
        R::same(word(i, j), word(j, i))
    };
    planes::<R>(base.leading)
        .all(|plane| tiles(n).all(|tile| tile.places(n).all(|(i, j)| same(i, j, plane))))
}

/// Copies the upper triangle over the lower one.
pub(super) fn mirror<R: Ring>(n: usize, matrix: MatrixMut<R::Word>) {
    let MatrixMut { entries, leading } = matrix;
    for plane in planes::<R>(leading) {
        for tile in tiles(n) {
            for (i, j) in tile.places(n) {
                entries[j * leading + plane + i] = entries[i * leading + plane + j].clone();
            }
        }
    }
}

/// A square of entries on or above the diagonal.
struct Tile {
    row: usize,
    column: usize,
}

fn tiles(n: usize) -> impl Iterator<Item = Tile> {
    let starts = move |from: usize| (from..n).step_by(TILE);
    starts(0).flat_map(move |row| starts(row).map(move |column| Tile { row, column }))
}

impl Tile {
    /// The places strictly above the diagonal.
    fn places(&self, n: usize) -> impl Iterator<Item = (usize, usize)> {
        let Tile { row, column } = *self;
        let columns = move |i: usize| column.max(i + 1)..n.min(column + TILE);
        (row..n.min(row + TILE)).flat_map(move |i| columns(i).map(move |j| (i, j)))
    }
}

/// The upper triangle of left·right, mirrored: of factors that commute, as powers of
/// one symmetric matrix do.
pub(super) fn multiply<R: Ring>(
    ring: &mut R,
    n: usize,
    left: Matrix<R::Word>,
    right: Matrix<R::Word>,
    mut out: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let height = height(n);
    for row in (0..n).step_by(height) {
        let shape = Shape { rows: height.min(n - row), depth: n, columns: n - row };
        ring.multiply(shape, left.from(row, 0), right.from(0, row), out.from(row, row), meter)?;
    }
    mirror::<R>(n, out);
    Ok(())
}

/// Rows at once: few enough to waste little below the diagonal, many enough to use
/// again what was brought into the caches.
fn height(n: usize) -> usize {
    match n {
        0..192 => 24,
        192..512 => 48,
        _ => 96,
    }
}
