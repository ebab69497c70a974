//! The shortest linear recurrence of a sequence of residues.
//!
//! Source: J. L. Massey, "Shift-register synthesis and BCH decoding", IEEE Trans. Inf.
//! Theory 15 (1969), 122–127.

use super::{Divisor, product};
use crate::control::Meter;
use crate::error::Result;
use crate::matrix_power::product::{Matrix, MatrixMut, Shape};

/// A recurrence c₀sᵢ + c₁sᵢ₋₁ + … = 0 with c₀ = 1 for the terms so far.
pub(super) struct Recurrence<'a> {
    /// The terms, the last one first.
    terms: &'a mut [u64],
    count: usize,
    coefficients: &'a mut [u64],
    order: usize,
    /// The recurrence before the order last grew, how many terms ago that was, and one
    /// over the value that it then had instead of 0.
    previous: &'a mut [u64],
    age: usize,
    inverse: u64,
    spare: &'a mut [u64],
}

impl<'a> Recurrence<'a> {
    /// The words needed for 2n terms.
    pub const fn words(n: usize) -> usize {
        5 * n + 3
    }

    /// The recurrence of no terms; there may be 2n. `memory` has `words(n)` entries.
    pub fn new(divisor: &Divisor, n: usize, memory: &'a mut [u64]) -> Self {
        memory.fill(0);
        let (terms, rest) = memory.split_at_mut(2 * n);
        let (coefficients, rest) = rest.split_at_mut(n + 1);
        let (previous, spare) = rest.split_at_mut(n + 1);
        let one = divisor.word(1);
        (coefficients[0], previous[0]) = (one, one);
        let spare = &mut spare[..=n];
        let (count, order, age) = (0, 0, 1);
        Recurrence { terms, count, coefficients, order, previous, age, inverse: one, spare }
    }

    /// Takes the next term in. False when what it would have to divide by has no inverse,
    /// or the order exceeds n.
    pub fn push(&mut self, divisor: &Divisor, term: u64, meter: &mut Meter) -> Result<bool> {
        let place = self.terms.len() - 1 - self.count;
        self.terms[place] = term;
        self.count += 1;
        let value = divisor.dot(&self.coefficients[..=self.order], &self.terms[place..], 1);
        if value == 0 {
            self.age += 1;
            return Ok(true);
        }
        let factor = divisor.negative(divisor.product(value, self.inverse));
        let grows = 2 * self.order < self.count;
        if !grows {
            self.add_previous(divisor, factor, meter)?;
            self.age += 1;
            return Ok(true);
        }
        let order = self.count - self.order;
        let Some(inverse) = divisor.inverse(value).filter(|_| order < self.coefficients.len())
        else {
            return Ok(false);
        };
        self.spare.copy_from_slice(self.coefficients);
        self.add_previous(divisor, factor, meter)?;
        std::mem::swap(&mut self.previous, &mut self.spare);
        (self.order, self.age, self.inverse) = (order, 1, inverse);
        Ok(true)
    }

    /// Adds a multiple of the previous recurrence where it cancels the last term's value.
    fn add_previous(&mut self, divisor: &Divisor, factor: u64, meter: &mut Meter) -> Result<()> {
        let Some(target) = self.coefficients.get_mut(self.age..).filter(|part| !part.is_empty())
        else {
            return Ok(());
        };
        let shape = Shape { rows: 1, depth: 1, columns: target.len() };
        let left = Matrix { entries: &[factor], leading: 1 };
        let right = Matrix { entries: self.previous, leading: shape.columns };
        let out = MatrixMut { leading: shape.columns, entries: target };
        product::add_product(divisor, shape, left, right, out, meter)
    }

    pub fn order(&self) -> usize {
        self.order
    }

    /// The coefficients of x^order as a sum of smaller powers, from x⁰ on.
    pub fn write_power(&self, divisor: &Divisor, out: &mut [u64]) {
        let coefficients = self.coefficients[1..=self.order].iter().rev();
        for (entry, &coefficient) in out.iter_mut().zip(coefficients) {
            *entry = divisor.negative(coefficient);
        }
    }
}
