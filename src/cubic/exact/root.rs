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

/// −p(x)/p′(x).
fn step<const N: usize>(polynomial: &Polynomial<N>, x: &Dyadic) -> Option<Float> {
    let slope = polynomial.value(1, x);
    (!slope.is_zero()).then(|| polynomial.value(0, x).negated().over(slope))
}

/// The simple root where alone the polynomial changes its sign.
pub(in crate::cubic) struct Alone<'a, const N: usize> {
    pub polynomial: &'a Polynomial<N>,
    /// How the root compares with a double root, if there is one.
    pub beside: Ordering,
}

impl<const N: usize> Root for Alone<'_, N> {
    fn compare(&self, x: &Dyadic) -> Ordering {
        let sign = self.polynomial.value(0, x).sign();
        if sign == Ordering::Equal {
            let double = self.polynomial.value(1, x).is_zero();
            return if double { self.beside } else { Ordering::Equal };
        }
        if sign == self.polynomial.leading_sign() { Ordering::Less } else { Ordering::Greater }
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        step(self.polynomial, x)
    }
}

/// A root that is positive, of a polynomial that is even.
pub(in crate::cubic) struct Positive<'a, const N: usize>(pub Alone<'a, N>);

impl<const N: usize> Root for Positive<'_, N> {
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
pub(in crate::cubic) struct Among<'a, const N: usize> {
    pub polynomial: &'a Polynomial<N>,
    /// From 0, ascending.
    pub index: usize,
}

impl<const N: usize> Root for Among<'_, N> {
    fn compare(&self, x: &Dyadic) -> Ordering {
        let polynomial = self.polynomial;
        let degree = polynomial.degree();
        let not_below = degree - self.index;
        let leading = polynomial.leading_sign();
        let value = polynomial.value(0, x).sign();
        let zero = value == Ordering::Equal;
        let odd = !zero && value != leading;
        if odd && not_below == 1 {
            return Ordering::Greater;
        }
        if !zero && not_below == degree && odd != (degree % 2 == 1) {
            return Ordering::Less;
        }
        let mut signs = [value, polynomial.value(1, x).sign(), leading, leading];
        if degree == 3 {
            signs[2] = polynomial.value(2, x).sign();
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
        step(self.polynomial, x)
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
