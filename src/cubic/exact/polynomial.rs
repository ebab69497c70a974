//! Polynomials as sums of monomials with exact coefficients.

use super::dyadic::Dyadic;
use super::float::Float;
use super::sum::{Term, sum, width};
use super::window::Window;
use std::cmp::Ordering;

/// Limbs up to which values are computed by Horner's rule.
const DENSE: usize = 20;
/// Bits of the largest factor of a derivative's coefficient, 6.
const FACTOR: i64 = 3;

/// coefficient·x^power.
#[derive(Clone, Copy, Debug)]
pub(in crate::cubic) struct Monomial {
    pub coefficient: Dyadic,
    pub power: usize,
}

pub(super) const fn monomial(coefficient: Dyadic, power: usize) -> Monomial {
    Monomial { coefficient, power }
}

impl Monomial {
    /// Exponents between which lie the bits of the derivative at x, unless it is zero.
    fn bits(&self, order: usize, x: &Dyadic) -> Option<(i64, i64)> {
        if self.coefficient.is_zero() || self.power < order {
            return None;
        }
        let power = (self.power - order) as i64;
        let factor = if order == 0 { 0 } else { FACTOR };
        let low = self.coefficient.exponent() + power * x.exponent();
        Some((low, self.coefficient.top() + power * x.top() + factor))
    }

    /// The derivative of this order, at most 2; of order 2 only up to power 3.
    fn derivative(&self, order: usize) -> Monomial {
        let factor = match order {
            0 => return *self,
            1 => self.power,
            _ => self.power * self.power.saturating_sub(1),
        };
        let power = self.power.saturating_sub(order);
        monomial(self.coefficient.times_small(factor as u64), power)
    }
}

/// A sum of monomials, the powers descending; the first one alone has the highest.
#[derive(Clone, Copy, Debug)]
pub(in crate::cubic) struct Polynomial<const N: usize>(pub [Monomial; N]);

impl<const N: usize> Polynomial<N> {
    pub fn degree(&self) -> usize {
        self.0[0].power
    }

    /// The sign of the leading coefficient.
    pub fn leading_sign(&self) -> Ordering {
        if self.0[0].coefficient.negative { Ordering::Less } else { Ordering::Greater }
    }

    /// The derivative of this order at x, right in sign and to a few units of 2^−53.
    pub fn value(&self, order: usize, x: &Dyadic) -> Float {
        match (self.range(order, x), x.limbs()) {
            (Some((low, top)), &[m]) if width(top - low) <= DENSE => {
                let mut limbs = [0; DENSE];
                let window = Window { limbs: &mut limbs[..width(top - low)], low };
                self.by_horner(order, m, x, window)
            }
            _ => self.by_monomials(order, x),
        }
    }

    /// Exponents between which lie the bits of all monomials at x, if any is not zero.
    fn range(&self, order: usize, x: &Dyadic) -> Option<(i64, i64)> {
        self.0
            .iter()
            .filter_map(|monomial| monomial.bits(order, x))
            .reduce(|(low, high), (least, most)| (low.min(least), high.max(most)))
    }

    /// With x = ±m·2^e the value is that of a polynomial in ±m whose coefficients,
    /// times 2^(e·power), are multiples of the window's unit.
    fn by_horner(&self, order: usize, m: u64, x: &Dyadic, mut window: Window) -> Float {
        let mut reached = self.degree() - order;
        let counts = |m: &&Monomial| m.power >= order && !m.coefficient.is_zero();
        for given in self.0.iter().filter(counts) {
            let power = given.power - order;
            (power..reached).for_each(|_| window.multiply(m));
            reached = power;
            let negative = given.coefficient.negative != (x.negative && power % 2 == 1);
            let exponent = given.coefficient.exponent() + power as i64 * x.exponent();
            match order {
                0 => window.add(given.coefficient.limbs(), exponent, negative),
                _ => window.add(given.derivative(order).coefficient.limbs(), exponent, negative),
            }
        }
        (0..reached).for_each(|_| window.multiply(m));
        window.value()
    }

    // Apart, as are other large frames, so that they do not add up.
    #[inline(never)]
    fn by_monomials(&self, order: usize, x: &Dyadic) -> Float {
        sum(&self.0.each_ref().map(|monomial| Product { monomial, order, x }))
    }
}

/// The derivative of a monomial at x.
struct Product<'a> {
    monomial: &'a Monomial,
    order: usize,
    x: &'a Dyadic,
}

impl Term for Product<'_> {
    fn bits(&self) -> Option<(i64, i64)> {
        let Product { monomial, order, x } = self;
        monomial.bits(*order, x).filter(|_| monomial.power == *order || !x.is_zero())
    }

    fn add_to(&self, window: &mut Window) {
        let Monomial { coefficient, power } = self.monomial.derivative(self.order);
        (0..power).fold(coefficient, |product, _| product.times(self.x)).add_to(window);
    }
}
