//! x^p modulo a monic polynomial of degree d ≥ 1.

use super::{Divisor, product};
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// The ring of polynomials modulo one of degree d, given by what x^d is.
pub(super) struct Remainders<'a> {
    divisor: &'a Divisor,
    degree: usize,
    /// x^d, x^(d + 1), …, x^(2d − 2), a row each.
    table: &'a mut [u64],
    /// d − 1 zeros, the polynomial, d − 1 zeros.
    padded: &'a mut [u64],
    /// Its coefficients, the last one first.
    reversed: &'a mut [u64],
    /// The 2d − 1 coefficients of a square.
    square: &'a mut [u64],
}

impl<'a> Remainders<'a> {
    /// The words needed besides the table of d².
    pub const fn words(degree: usize) -> usize {
        6 * degree
    }

    /// The first row of the table is there.
    pub fn new(
        divisor: &'a Divisor,
        degree: usize,
        table: &'a mut [u64],
        memory: &'a mut [u64],
        meter: &mut Meter,
    ) -> Result<Self> {
        for row in 1..degree {
            let (rows, next) = table.split_at_mut(row * degree);
            let last = &rows[(row - 1) * degree..];
            next[..degree].copy_from_slice(last);
            times_x(divisor, &rows[..degree], &mut next[..degree], meter)?;
        }
        let (padded, rest) = memory.split_at_mut(3 * degree - 2);
        let (reversed, rest) = rest.split_at_mut(degree);
        let square = &mut rest[..2 * degree - 1];
        Ok(Remainders { divisor, degree, table, padded, reversed, square })
    }

    /// The coefficients of x^p, from x⁰ on.
    pub fn power_of_x(mut self, p: u64, meter: &mut Meter) -> Result<&'a [u64]> {
        let degree = self.degree;
        // The upper digits alone are a power below d.
        let (mut first, mut bits) = (p, 0);
        while first >= degree as u64 {
            (first, bits) = (first >> 1, bits + 1);
        }
        self.padded.fill(0);
        self.padded[degree - 1 + first as usize] = self.divisor.word(1);
        for bit in (0..bits).rev() {
            self.square(meter)?;
            if p >> bit & 1 == 1 {
                let polynomial = &mut self.padded[degree - 1..][..degree];
                times_x(self.divisor, &self.table[..degree], polynomial, meter)?;
            }
        }
        Ok(&self.padded[degree - 1..][..degree])
    }

    /// The square as a product with shifted copies of the polynomial; then the upper
    /// coefficients times the powers of x that they stand for.
    fn square(&mut self, meter: &mut Meter) -> Result<()> {
        let degree = self.degree;
        let polynomial = self.padded[degree - 1..][..degree].iter().rev();
        for (to, &coefficient) in self.reversed.iter_mut().zip(polynomial) {
            *to = coefficient;
        }
        let columns = 2 * degree - 1;
        let left = Matrix { entries: self.reversed, leading: degree };
        let right = Matrix { entries: self.padded, leading: 1 };
        let out = MatrixMut { entries: self.square, leading: columns };
        let shape = Shape { rows: 1, depth: degree, columns };
        product::multiply(self.divisor, shape, left, right, out, meter)?;
        let (lower, upper) = self.square.split_at_mut(degree);
        if degree > 1 {
            let left = Matrix { entries: upper, leading: degree };
            let right = Matrix { entries: self.table, leading: degree };
            let out = MatrixMut { entries: &mut *lower, leading: degree };
            let shape = Shape { rows: 1, depth: degree - 1, columns: degree };
            product::add_product(self.divisor, shape, left, right, out, meter)?;
        }
        self.padded[degree - 1..][..degree].copy_from_slice(lower);
        Ok(())
    }
}

/// Multiplies a polynomial by x; `power` is x^d.
fn times_x(
    divisor: &Divisor,
    power: &[u64],
    polynomial: &mut [u64],
    meter: &mut Meter,
) -> Result<()> {
    let degree = polynomial.len();
    polynomial.rotate_right(1);
    let highest = std::mem::take(&mut polynomial[0]);
    let shape = Shape { rows: 1, depth: 1, columns: degree };
    let left = Matrix { entries: &[highest], leading: 1 };
    let right = Matrix { entries: power, leading: degree };
    let out = MatrixMut { entries: polynomial, leading: degree };
    product::add_product(divisor, shape, left, right, out, meter)
}
