//! Symmetric matrices.

use super::planes;
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use crate::matrix_power::ring::Ring;

/// Squares of so many entries fit in the nearest cache as rows and as columns.
const TILE: usize = 8;

/// Whether the words mirror each other; a NaN mirrors nothing.
pub(super) fn is_symmetric<R: Ring>(
    n: usize,
    base: Matrix<R::Word>,
    meter: &mut Meter,
) -> Result<bool> {
    for plane in planes::<R>(base.leading) {
        for tile in tiles(n) {
            meter.scan(2 * TILE * TILE)?;
            let (above, below) = tile.split(plane, base);
            if !tile.is_mirrored::<R>(above, below, base.leading) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Copies the upper triangle over the lower one.
pub(super) fn mirror<R: Ring>(
    n: usize,
    matrix: MatrixMut<R::Word>,
    meter: &mut Meter,
) -> Result<()> {
    let MatrixMut { entries, leading } = matrix;
    for plane in planes::<R>(leading) {
        for tile in tiles(n) {
            meter.scan(2 * TILE * TILE)?;
            let start = plane + tile.row * leading + tile.column;
            if tile.row == tile.column {
                for (i, j) in (0..tile.height).flat_map(|i| (0..i).map(move |j| (i, j))) {
                    entries[start + i * leading + j] = entries[start + j * leading + i].clone();
                }
                continue;
            }
            let (above, below) = entries.split_at_mut(tile.column * leading);
            tile.copy(&above[start..], &mut below[plane + tile.row..], leading);
        }
    }
    Ok(())
}

/// A square of entries on or above the diagonal.
struct Tile {
    row: usize,
    column: usize,
    height: usize,
    width: usize,
}

fn tiles(n: usize) -> impl Iterator<Item = Tile> {
    let size = move |start: usize| TILE.min(n - start);
    let starts = move |from: usize| (from..n).step_by(TILE);
    starts(0).flat_map(move |row| {
        let (height, columns) = (size(row), starts(row));
        columns.map(move |column| Tile { row, column, height, width: size(column) })
    })
}

impl Tile {
    /// Its entries and those of its mirror image.
    fn split<'a, W>(&self, plane: usize, matrix: Matrix<'a, W>) -> (&'a [W], &'a [W]) {
        let start = |row: usize, column: usize| plane + row * matrix.leading + column;
        let above = &matrix.entries[start(self.row, self.column)..];
        (above, &matrix.entries[start(self.column, self.row)..])
    }

    /// The rows of a whole tile, whose lengths the compiler knows.
    fn whole_rows<'a, W>(&self, above: &'a [W], leading: usize) -> Option<[&'a [W; TILE]; TILE]> {
        if self.height < TILE || self.width < TILE {
            return None;
        }
        let mut rows = [above.first_chunk()?; TILE];
        for (i, row) in rows.iter_mut().enumerate() {
            *row = above[i * leading..].first_chunk()?;
        }
        Some(rows)
    }

    fn is_mirrored<R: Ring>(&self, above: &[R::Word], below: &[R::Word], leading: usize) -> bool {
        let mut all = true;
        if let Some(above) = self.whole_rows(above, leading) {
            for j in 0..TILE {
                let line = &below[j * leading..][..TILE];
                for i in 0..TILE {
                    all &= R::same(&above[i][j], &line[i]);
                }
            }
            return all;
        }
        for j in 0..self.width {
            let line = &below[j * leading..][..self.height];
            for (i, word) in line.iter().enumerate() {
                all &= R::same(&above[i * leading + j], word);
            }
        }
        all
    }

    /// The mirror image of a tile that the diagonal does not cross.
    fn copy<W: Clone>(&self, above: &[W], below: &mut [W], leading: usize) {
        if let Some(above) = self.whole_rows(above, leading) {
            for j in 0..TILE {
                let line = &mut below[j * leading..][..TILE];
                for i in 0..TILE {
                    line[i].clone_from(&above[i][j]);
                }
            }
            return;
        }
        for j in 0..self.width {
            let line = &mut below[j * leading..][..self.height];
            for (i, word) in line.iter_mut().enumerate() {
                word.clone_from(&above[i * leading + j]);
            }
        }
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
    let height = height(n, meter.team().is_some());
    for row in (0..n).step_by(height) {
        let shape = Shape { rows: height.min(n - row), depth: n, columns: n - row };
        ring.multiply(shape, left.from(row, 0), right.from(0, row), out.from(row, row), meter)?;
    }
    mirror::<R>(n, out, meter)
}

/// Rows at once: few enough to waste little below the diagonal, many enough to use again
/// what was brought into the caches, and to share out where there is a team.
fn height(n: usize, shared: bool) -> usize {
    match n {
        _ if shared => (n / 8).next_multiple_of(48).max(48),
        0..192 => 8,
        192..512 => 16,
        _ => 48,
    }
}
