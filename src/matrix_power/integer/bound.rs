//! How large the entries of a product can be.
//!
//! With ‖X‖ the largest sum of magnitudes in a column, ‖X·Y‖ ≤ ‖X‖·‖Y‖, and no entry of
//! X·Y exceeds the largest entry of X times ‖Y‖. Bounds are carried from the factors to
//! the product and measured only where those carried say too little.
//!
//! Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.,
//! section 6.2.

use super::machine::MachineInteger;
use crate::cpu_level::CpuLevel;
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
        level: CpuLevel,
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

/// The bounds of the matrices of a power, by where they lie.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    known: [(usize, Bound); PLACES + 2],
    next: usize,
    /// Whether a matrix was not small; the later ones are hardly smaller.
    pub large: bool,
}

impl Bounds {
    pub fn get<T>(&self, matrix: &Matrix<T>) -> Option<Bound> {
        let address = matrix.entries.as_ptr().addr();
        self.known.iter().find(|known| known.0 == address).map(|known| known.1)
    }

    pub fn set<T>(&mut self, first: *const T, bound: Bound) {
        let address = first.addr();
        let place = self.known.iter().position(|known| known.0 == address);
        let place = place.unwrap_or_else(|| {
            self.next = (self.next + 1) % self.known.len();
            self.next
        });
        self.known[place] = (address, bound);
    }
}
