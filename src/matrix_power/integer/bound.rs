//! How large the entries of a product can be.
//!
//! With ‖X‖ the largest sum of magnitudes in a column, ‖X·Y‖ ≤ ‖X‖·‖Y‖, and no entry of
//! X·Y exceeds the largest entry of X times ‖Y‖. Bounds are carried from the factors to
//! the product and measured only where those carried say too little.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.,
//! section 6.2.

use super::machine::MachineInteger;
use crate::cpu_level::DetectedLevel;
use crate::matrix_power::chain::PLACES;
use crate::matrix_power::kernel;
use crate::matrix_power::product::Matrix;

/// Bounds from above of the entries of one matrix.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bound {
    /// Of the sum of magnitudes in any column.
    pub column: f64,
    /// Of any magnitude.
    pub largest: f64,
    /// Whether the entries were looked at.
    pub measured: bool,
}

impl Bound {
    pub fn measured<T: MachineInteger>(
        level: DetectedLevel,
        rows: usize,
        columns: usize,
        matrix: Matrix<T>,
    ) -> Self {
        let (column, largest) = kernel::norms(level, rows, columns, matrix);
        Bound { column: upwards(column), largest: upwards(largest), measured: true }
    }

    pub fn of_product(left: Bound, right: Bound) -> Self {
        Bound {
            column: upwards(left.column * right.column),
            largest: upwards(left.largest * right.column),
            measured: false,
        }
    }

    /// A bound for the entries of all powers up to the p-th, p ≥ 1: norms of integer
    /// matrices are 0, or 1 or more.
    pub fn power(self, mut p: u64) -> f64 {
        let (mut power, mut square) = (1.0, self.column);
        while p > 0 {
            if p & 1 == 1 {
                power = upwards(power * square);
            }
            square = upwards(square * square);
            p >>= 1;
        }
        power
    }

    /// Whether all entries are below 2^51.
    pub fn is_small(&self) -> bool {
        self.largest < SMALL
    }
}

/// 2^51.
pub(super) const SMALL: f64 = (1u64 << 51) as f64;

/// Not less than what was rounded to `x`.
fn upwards(x: f64) -> f64 {
    x * (1.0 + 2.0 * f64::EPSILON)
}

/// The bounds of matrices, by where they lie.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    known: [(Place, Bound); KNOWN],
    next: usize,
    /// Whether a matrix was not small; the later ones are hardly smaller.
    pub large: bool,
}

/// The base, the powers on the way and some parts of them.
const KNOWN: usize = PLACES + 5;

/// Where the entries of a matrix lie.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    first: usize,
    leading: usize,
    rows: usize,
    columns: usize,
}

impl Place {
    /// In entries from address 0: all are as large.
    pub fn new<T>(first: *const T, leading: usize, (rows, columns): (usize, usize)) -> Self {
        Place { first: first.addr() / size_of::<T>(), leading, rows, columns }
    }

    fn end(&self) -> usize {
        self.first + self.rows.saturating_sub(1) * self.leading + self.columns
    }

    fn contains(&self, part: &Place) -> bool {
        if self.leading != part.leading || self.leading == 0 || part.first < self.first {
            return false;
        }
        let offset = part.first - self.first;
        let (row, column) = (offset / self.leading, offset % self.leading);
        row + part.rows <= self.rows && column + part.columns <= self.columns
    }

    fn touches(&self, other: &Place) -> bool {
        self.first < other.end() && other.first < self.end()
    }
}

impl Bounds {
    /// What bounds a matrix bounds its parts.
    pub fn get(&self, place: &Place) -> Option<Bound> {
        self.known.iter().find(|known| known.0.contains(place)).map(|known| known.1)
    }

    pub fn set(&mut self, place: Place, bound: Bound) {
        let same = |known: &(Place, Bound)| place.contains(&known.0);
        let index = self.known.iter().position(same).unwrap_or(self.next);
        if index == self.next {
            self.next = (self.next + 1) % self.known.len();
        }
        self.known[index] = (place, bound);
    }

    /// Forgets what is about to be written over.
    pub fn forget(&mut self, place: &Place) {
        for known in self.known.iter_mut().filter(|known| known.0.touches(place)) {
            *known = Default::default();
        }
    }
}
