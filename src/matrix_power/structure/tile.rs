//! A matrix in tiles beside their mirror images.

use crate::matrix_power::product::Matrix;

/// Squares of so many entries fit in the nearest cache as rows and as columns.
pub(super) const TILE: usize = 8;

/// A square of entries on or above the diagonal.
pub(super) struct Tile {
    pub row: usize,
    pub column: usize,
    pub height: usize,
    pub width: usize,
}

/// Those of an n × n matrix.
pub(super) fn tiles(n: usize) -> impl Iterator<Item = Tile> {
    let size = move |start: usize| TILE.min(n - start);
    let starts = move |from: usize| (from..n).step_by(TILE);
    starts(0).flat_map(move |row| {
        let (height, columns) = (size(row), starts(row));
        columns.map(move |column| Tile { row, column, height, width: size(column) })
    })
}

impl Tile {
    /// Its entries and those of its mirror image.
    pub fn split<'a, W>(&self, plane: usize, matrix: Matrix<'a, W>) -> (&'a [W], &'a [W]) {
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

    /// Whether all words are so beside their mirror images.
    pub fn all<W>(
        &self,
        above: &[W],
        below: &[W],
        leading: usize,
        are_so: impl Fn(&W, &W) -> bool,
    ) -> bool {
        let mut all = true;
        if let Some(above) = self.whole_rows(above, leading) {
            for j in 0..TILE {
                let line = &below[j * leading..][..TILE];
                for i in 0..TILE {
                    all &= are_so(&above[i][j], &line[i]);
                }
            }
            return all;
        }
        for j in 0..self.width {
            let line = &below[j * leading..][..self.height];
            for (i, word) in line.iter().enumerate() {
                all &= are_so(&above[i * leading + j], word);
            }
        }
        all
    }

    /// The mirror image of a tile that the diagonal does not cross.
    pub fn reflect<W>(
        &self,
        above: &[W],
        below: &mut [W],
        leading: usize,
        image: &impl Fn(&W) -> W,
    ) {
        if let Some(above) = self.whole_rows(above, leading) {
            for j in 0..TILE {
                let line = &mut below[j * leading..][..TILE];
                for i in 0..TILE {
                    line[i] = image(&above[i][j]);
                }
            }
            return;
        }
        for j in 0..self.width {
            let line = &mut below[j * leading..][..self.height];
            for (i, word) in line.iter_mut().enumerate() {
                *word = image(&above[i * leading + j]);
            }
        }
    }
}
