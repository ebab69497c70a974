//! Complex matrices in two planes.

use crate::matrix_power::product::{Matrix, MatrixMut};

/// A complex matrix to read: its real and its imaginary parts, with rows equally far apart.
#[derive(Debug)]
pub struct Planes<'a, T> {
    pub re: Matrix<'a, T>,
    pub im: Matrix<'a, T>,
}

/// A complex matrix to write, likewise.
#[derive(Debug)]
pub struct PlanesMut<'a, T> {
    pub re: MatrixMut<'a, T>,
    pub im: MatrixMut<'a, T>,
}

impl<T> Clone for Planes<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Planes<'_, T> {}

impl<T> Planes<'_, T> {
    /// The part that begins at this row and column.
    pub fn from(self, row: usize, column: usize) -> Self {
        Planes { re: self.re.from(row, column), im: self.im.from(row, column) }
    }

    /// Whether so many rows of so many columns lie in it.
    pub fn holds(&self, rows: usize, columns: usize) -> bool {
        self.re.leading == self.im.leading
            && self.re.holds(rows, columns)
            && self.im.holds(rows, columns)
    }
}

impl<T> PlanesMut<'_, T> {
    /// The part that begins at this row and column.
    pub fn from(&mut self, row: usize, column: usize) -> PlanesMut<'_, T> {
        PlanesMut { re: self.re.from(row, column), im: self.im.from(row, column) }
    }

    /// Whether so many rows of so many columns lie in it.
    pub fn holds(&self, rows: usize, columns: usize) -> bool {
        self.re.leading == self.im.leading
            && self.re.holds(rows, columns)
            && self.im.holds(rows, columns)
    }
}
