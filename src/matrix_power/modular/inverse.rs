//! The inverse modulo m, by Gauss–Jordan elimination in place.
//!
//! A few columns at a time are eliminated alone; what that does to the rows is then done
//! to all other columns by one product.
//!
//! m need not be prime. Where no entry of a column has an inverse, multiples of other rows
//! are added to the pivot's: m has finitely many primes, and such a multiple can rid the
//! pivot of all that do not divide the other entry too. If some prime divides all of them,
//! the matrix has no inverse.
//!
//! Source: G. H. Golub and C. F. Van Loan, *Matrix Computations*, 4th ed., section 3.2,
//! for elimination by blocks; H. Bass, *Algebraic K-Theory*, 1968, chapter V, for rings
//! in which one row suffices so (stable rank 1).

use super::{Divisor, product};
use crate::control::Meter;
use crate::error::{Error, ErrorKind, Result};
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};
use std::ops::Range;

/// Columns eliminated at a time.
const PANEL: usize = 16;
/// Other columns changed at a time.
const WIDTH: usize = 64;
/// Rows changed at a time.
const HEIGHT: usize = 64;

/// Writes the inverse of the n × n matrix `a`, which is destroyed.
pub(super) fn invert(
    divisor: &Divisor,
    n: usize,
    a: &mut [u64],
    inverse: &mut [u64],
    meter: &mut Meter,
) -> Result<()> {
    let mut rows = Rows { divisor, n, a, steps: inverse };
    for start in (0..n).step_by(PANEL) {
        let end = n.min(start + PANEL);
        for pivot in start..end {
            rows.find_unit(pivot, meter)?;
            rows.eliminate(pivot, start..end, meter)?;
        }
        for from in (0..start).step_by(WIDTH) {
            rows.follow(start..end, from..start.min(from + WIDTH), meter)?;
        }
        for from in (end..n).step_by(WIDTH) {
            rows.follow(start..end, from..n.min(from + WIDTH), meter)?;
        }
    }
    rows.undo(meter)?;
    for (to, from) in inverse.chunks_mut(n.max(1)).zip(a.chunks(n.max(1))).take(n) {
        meter.scan(n)?;
        to.copy_from_slice(from);
    }
    Ok(())
}

/// The matrix, on its way to the inverse of what its row steps made of it.
struct Rows<'a> {
    divisor: &'a Divisor,
    n: usize,
    a: &'a mut [u64],
    /// For each pivot, in its own place the row swapped with it, or n or more where rows
    /// were added; in the places of these rows their factors.
    steps: &'a mut [u64],
}

impl Rows<'_> {
    /// Brings an entry that has an inverse into the pivot's place.
    fn find_unit(&mut self, pivot: usize, meter: &mut Meter) -> Result<()> {
        meter.advance(self.n as u64)?;
        let steps = &mut self.steps[pivot * self.n..][..self.n];
        steps.fill(0);
        let has_inverse = |row: &usize| {
            let entry = self.a[row * self.n + pivot];
            (entry != 0 || self.divisor.modulus == 1) && self.divisor.inverse(entry).is_some()
        };
        let Some(row) = (pivot..self.n).find(has_inverse) else {
            steps[pivot] = self.n as u64;
            return self.make_unit(pivot, meter);
        };
        steps[pivot] = row as u64;
        if row > pivot {
            let (upper, lower) = self.a.split_at_mut(row * self.n);
            upper[pivot * self.n..][..self.n].swap_with_slice(&mut lower[..self.n]);
        }
        Ok(())
    }

    /// Adds multiples of the rows below to the pivot's row.
    fn make_unit(&mut self, pivot: usize, meter: &mut Meter) -> Result<()> {
        let divisor = self.divisor;
        for row in pivot + 1..self.n {
            meter.advance(self.n as u64)?;
            let entry = self.a[pivot * self.n + pivot];
            let mut factor = divisor.modulus;
            while gcd(factor, entry) > 1 {
                factor /= gcd(factor, entry);
            }
            let factor = divisor.word(factor);
            self.steps[pivot * self.n + row] = factor;
            let (upper, lower) = self.a.split_at_mut(row * self.n);
            let target = &mut upper[pivot * self.n..][..self.n];
            for (to, &from) in target.iter_mut().zip(&lower[..self.n]) {
                *to = divisor.product_sum(from, factor, *to);
            }
            if divisor.inverse(target[pivot]).is_some() {
                return Ok(());
            }
        }
        let text = "is not invertible: pivot {} shares a factor with the modulus";
        Err(Error::new(ErrorKind::Singular, "a", text).other(pivot))
    }

    /// Clears the column of the pivot, in the panel only.
    fn eliminate(&mut self, pivot: usize, panel: Range<usize>, meter: &mut Meter) -> Result<()> {
        let (n, divisor) = (self.n, self.divisor);
        let mut line = [0; PANEL];
        let line = &mut line[..panel.len()];
        let row = &mut self.a[pivot * n..][panel.clone()];
        let unit = divisor.inverse(row[pivot - panel.start]).unwrap_or_default();
        row[pivot - panel.start] = divisor.word(1);
        for (to, entry) in line.iter_mut().zip(row) {
            *entry = divisor.product(*entry, unit);
            *to = *entry;
        }
        for first in (0..n).step_by(HEIGHT) {
            let height = HEIGHT.min(n - first);
            let mut factors = [0; HEIGHT];
            for (row, factor) in (first..first + height).zip(&mut factors) {
                if row != pivot {
                    let entry = &mut self.a[row * n + pivot];
                    (*factor, *entry) = (divisor.negative(*entry), 0);
                }
            }
            let shape = Shape { rows: height, depth: 1, columns: panel.len() };
            let left = Matrix { entries: &factors, leading: 1 };
            let right = Matrix { entries: line, leading: panel.len() };
            let out = &mut self.a[first * n + panel.start..];
            let out = MatrixMut { entries: out, leading: n };
            product::add_product(divisor, shape, left, right, out, meter)?;
        }
        Ok(())
    }

    /// Does to other columns what was done to the panel.
    fn follow(
        &mut self,
        panel: Range<usize>,
        columns: Range<usize>,
        meter: &mut Meter,
    ) -> Result<()> {
        let (n, depth, width) = (self.n, panel.len(), columns.len());
        let mut pivots = [0; PANEL * WIDTH];
        for (line, row) in pivots.chunks_mut(width).zip(panel.clone()) {
            let entries = &mut self.a[row * n..][columns.clone()];
            line.copy_from_slice(entries);
            entries.fill(0);
        }
        for first in (0..n).step_by(HEIGHT) {
            let height = HEIGHT.min(n - first);
            let mut factors = [0; HEIGHT * PANEL];
            let rows = self.a[first * n..].chunks(n);
            for (line, row) in factors.chunks_mut(depth).zip(rows.take(height)) {
                line.copy_from_slice(&row[panel.clone()]);
            }
            let shape = Shape { rows: height, depth, columns: width };
            let left = Matrix { entries: &factors, leading: depth };
            let right = Matrix { entries: &pivots, leading: width };
            let out = &mut self.a[first * n + columns.start..];
            let out = MatrixMut { entries: out, leading: n };
            product::add_product(self.divisor, shape, left, right, out, meter)?;
        }
        Ok(())
    }

    /// From the inverse of the changed matrix to that of the given one: each row step is
    /// a column step there, in the opposite order.
    fn undo(&mut self, meter: &mut Meter) -> Result<()> {
        let n = self.n;
        for row in self.a.chunks_exact_mut(n.max(1)).take(n) {
            meter.advance(n as u64)?;
            for pivot in (0..n).rev() {
                let steps = &self.steps[pivot * n..][..n];
                let (pivot_entry, swapped) = (row[pivot], steps[pivot] as usize);
                if swapped < n {
                    row.swap(pivot, swapped);
                    continue;
                }
                for (entry, &factor) in row[pivot + 1..].iter_mut().zip(&steps[pivot + 1..]) {
                    *entry = self.divisor.product_sum(pivot_entry, factor, *entry);
                }
            }
        }
        Ok(())
    }
}

/// The greatest common divisor.
fn gcd(mut x: u64, mut y: u64) -> u64 {
    while y != 0 {
        (x, y) = (y, x % y);
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::Control;

    /// Products with the inverse are the identity; where there is none, a prime of the
    /// modulus divides the determinant.
    fn check(n: usize, modulus: u64, a: &[u64]) -> bool {
        let divisor = Divisor::new(modulus);
        let (mut work, mut inverse) = (a.to_vec(), vec![0; n * n]);
        let mut meter = Meter::new(&Control::default(), 0);
        if invert(&divisor, n, &mut work, &mut inverse, &mut meter).is_err() {
            return false;
        }
        let mut out = vec![0; n * n];
        for (left, right) in [(a, &inverse[..]), (&inverse[..], a)] {
            let left = Matrix { entries: left, leading: n };
            let right = Matrix { entries: right, leading: n };
            let to = MatrixMut { entries: &mut out, leading: n };
            product::multiply(&divisor, Shape::square(n), left, right, to, &mut meter).unwrap();
            let identity = |place: usize| u64::from(place.is_multiple_of(n + 1)) % modulus;
            assert!((0..n * n).all(|place| out[place] == identity(place)), "{n}, {modulus}");
        }
        true
    }

    fn random(n: usize, modulus: u64, seed: u64) -> Vec<u64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33).wrapping_mul(0x9e37_79b9_7f4a_7c15) % modulus
        };
        (0..n * n).map(|_| next()).collect()
    }

    /// The determinant of a 3 × 3 matrix modulo a small m.
    fn determinant(a: &[u64], m: u64) -> u64 {
        let minor = |i: usize, j: usize| m * m + a[3 + i] * a[6 + j] - a[3 + j] * a[6 + i];
        (a[0] * minor(1, 2) + a[1] * minor(2, 0) + a[2] * minor(0, 1)) % m
    }

    #[test]
    fn small_matrices_have_an_inverse_when_their_determinant_has() {
        let mut found = 0;
        for modulus in [1, 2, 3, 4, 6, 12, 30, 210, 2310, 30030] {
            for seed in 0..400 {
                let a = random(3, modulus, seed);
                let unit = gcd(determinant(&a, modulus), modulus) == 1;
                assert_eq!(check(3, modulus, &a), unit, "{modulus}: {a:?}");
                found += u32::from(unit);
            }
        }
        assert!(found > 1000);
    }

    #[test]
    fn inverses_are_inverses() {
        for n in [1, 2, 15, 16, 17, 40, 70, 113] {
            for modulus in [6, 30030, 998_244_353, 1 << 40, (1 << 60) - 93, u64::MAX, 1 << 63] {
                // Unit triangular factors and shuffled rows make it invertible.
                let entries = random(n, modulus, n as u64);
                let (mut lower, mut upper) = (entries.clone(), entries);
                for (place, (l, u)) in lower.iter_mut().zip(&mut upper).enumerate() {
                    let (i, j) = (place / n, place % n);
                    *l = if i == j {
                        1
                    } else if i > j {
                        *l
                    } else {
                        0
                    };
                    *u = if i == j {
                        1
                    } else if i < j {
                        *u
                    } else {
                        0
                    };
                }
                lower.rotate_left(n / 2 * n);
                let mut a = vec![0; n * n];
                let left = Matrix { entries: &lower, leading: n };
                let right = Matrix { entries: &upper, leading: n };
                let out = MatrixMut { entries: &mut a, leading: n };
                let mut meter = Meter::new(&Control::default(), 0);
                let divisor = Divisor::new(modulus);
                let shape = Shape::square(n);
                product::multiply(&divisor, shape, left, right, out, &mut meter).unwrap();
                assert!(check(n, modulus, &a), "{n}, {modulus}");
                a[..n].fill(0);
                assert!(!check(n, modulus, &a), "{n}, {modulus}");
            }
        }
    }
}
