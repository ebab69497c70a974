//! How a real root compares with an exact number, by signs of exact values.

use super::dyadic::Dyadic;
use super::float::Float;
use super::polynomial::Polynomial;
use std::cmp::Ordering;

/// A real number that is known by comparisons.
pub(in crate::cubic) trait Root {
    /// How the root compares with `x`.
    fn compare(&self, x: &Dyadic) -> Ordering;

    /// The step of Newton's method from `x`, if there is one.
    fn step(&self, x: &Dyadic) -> Option<Float>;
}

/// What tells where roots lie: a polynomial, perhaps in a number that grows with x.
pub(in crate::cubic) trait Signs {
    fn degree(&self) -> usize;

    fn leading_sign(&self) -> Ordering;

    /// The sign of the derivative of this order at x.
    fn sign(&self, order: usize, x: &Dyadic) -> Ordering;

    /// The step of Newton's method from `x`, if there is one.
    fn step(&self, x: &Dyadic) -> Option<Float>;
}

impl<const N: usize> Signs for Polynomial<N> {
    fn degree(&self) -> usize {
        self.degree()
    }

    fn leading_sign(&self) -> Ordering {
        self.leading_sign()
    }

    fn sign(&self, order: usize, x: &Dyadic) -> Ordering {
        self.value(order, x).sign()
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        let slope = self.value(1, x);
        (!slope.is_zero()).then(|| self.value(0, x).negated().over(slope))
    }
}

/// The simple root where alone the polynomial changes its sign.
pub(in crate::cubic) struct Alone<'a, P> {
    pub polynomial: &'a P,
    /// How the root compares with a double root, if there is one.
    pub beside: Ordering,
}

impl<P: Signs> Root for Alone<'_, P> {
    fn compare(&self, x: &Dyadic) -> Ordering {
        let sign = self.polynomial.sign(0, x);
        if sign == Ordering::Equal {
            let double = self.polynomial.sign(1, x) == Ordering::Equal;
            return if double { self.beside } else { Ordering::Equal };
        }
        if sign == self.polynomial.leading_sign() { Ordering::Less } else { Ordering::Greater }
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        self.polynomial.step(x)
    }
}

/// A root that is positive, of a polynomial that is even.
pub(in crate::cubic) struct Positive<'a, P>(pub Alone<'a, P>);

impl<P: Signs> Root for Positive<'_, P> {
    fn compare(&self, x: &Dyadic) -> Ordering {
        if x.negative { Ordering::Greater } else { self.0.compare(x) }
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        self.0.step(x)
    }
}

/// One of two or three real roots, which are all simple.
///
/// As all roots are real, Descartes' rule on the Taylor coefficients at x is exact:
/// as many roots lie above x as the signs change, and p(x) = 0 at a root. Often the sign of
/// p(x) is enough, since it tells whether their number is odd.
///
/// Source: S. Basu, R. Pollack, M.-F. Roy, *Algorithms in Real Algebraic
/// Geometry*, 2nd ed., section 2.2.1 (theorem of Budan and Fourier, and its
/// exactness when all roots are real).
pub(in crate::cubic) struct Among<'a, P> {
    pub polynomial: &'a P,
    /// From 0, ascending.
    pub index: usize,
}

impl<P: Signs> Root for Among<'_, P> {
    fn compare(&self, x: &Dyadic) -> Ordering {
        let polynomial = self.polynomial;
        let degree = polynomial.degree();
        let not_below = degree - self.index;
        let leading = polynomial.leading_sign();
        let value = polynomial.sign(0, x);
        let zero = value == Ordering::Equal;
        let odd = !zero && value != leading;
        if odd && not_below == 1 {
            return Ordering::Greater;
        }
        if !zero && not_below == degree && odd != (degree % 2 == 1) {
            return Ordering::Less;
        }
        let mut signs = [value, polynomial.sign(1, x), leading, leading];
        if degree == 3 {
            signs[2] = polynomial.sign(2, x);
        }
        let above = sign_changes(signs);
        if not_below <= above {
            Ordering::Greater
        } else if zero && not_below == above + 1 {
            Ordering::Equal
        } else {
            Ordering::Less
        }
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        self.polynomial.step(x)
    }
}

fn sign_changes(signs: [Ordering; 4]) -> usize {
    let mut last = Ordering::Equal;
    let mut changes = 0;
    for sign in signs.into_iter().filter(|&sign| sign != Ordering::Equal) {
        changes += (last == sign.reverse()) as usize;
        last = sign;
    }
    changes
}
