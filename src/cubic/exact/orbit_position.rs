//! The position x = −1/(2y²) that belongs to a root y > 0 of αy³ + βy + γ, rounded once.
//!
//! For x < 0 the number s = −1/(2x) is positive and √s grows with x, so that x compares with
//! the position as √s with the root. At √s the cubic is √s(αs + β) + γ, and αs + β
//! has the sign of α − 2βx. Where the two terms differ in sign, squares tell which is
//! larger: s(αs + β)² − γ² has the sign of 8γ²x³ + (α − 2βx)². The first derivative, 3αs + β,
//! has that of 3α − 2βx, and the second one is positive.

use super::dyadic::Dyadic;
use super::float::Float;
use super::polynomial::{Polynomial, monomial};
use super::root::{Root, Signs};
use super::sum::sum;
use std::cmp::Ordering;

/// αy³ + βy + γ with α > 0, seen from x; β = u − w is never added up.
pub(super) struct Curve {
    alpha: Dyadic,
    u: Dyadic,
    w: Dyadic,
    gamma: Ordering,
    squares: Polynomial<7>,
}

impl Curve {
    /// α = 2^`power`.
    #[inline(never)]
    pub fn new(power: i32, u: Dyadic, w: Dyadic, gamma: &Dyadic) -> Curve {
        let alpha = Dyadic::from_double(1.0).scaled(power);
        // 8γ²x³ + 4β²x² − 4αβx + α².
        let squares = Polynomial([
            monomial(gamma.squared().scaled(3), 3),
            monomial(u.squared().scaled(2), 2),
            monomial(u.times(&w).scaled(3).negated(), 2),
            monomial(w.squared().scaled(2), 2),
            monomial(u.scaled(2 + power).negated(), 1),
            monomial(w.scaled(2 + power), 1),
            monomial(alpha.squared(), 0),
        ]);
        Curve { alpha, u, w, gamma: sign(gamma), squares }
    }

    /// The sign of factor·α − 2βx.
    fn linear(&self, factor: u64, x: &Dyadic) -> Ordering {
        let [u, w] = [self.u, self.w].map(|part| part.times(x).scaled(1));
        sum(&[self.alpha.times_small(factor), u.negated(), w]).sign()
    }
}

fn sign(number: &Dyadic) -> Ordering {
    match (number.is_zero(), number.negative) {
        (true, _) => Ordering::Equal,
        (_, true) => Ordering::Less,
        (_, false) => Ordering::Greater,
    }
}

impl Signs for Curve {
    fn degree(&self) -> usize {
        3
    }

    fn leading_sign(&self) -> Ordering {
        Ordering::Greater
    }

    /// At √(−1/(2x)), for x < 0.
    fn sign(&self, order: usize, x: &Dyadic) -> Ordering {
        if order > 0 {
            return if order == 1 { self.linear(3, x) } else { Ordering::Greater };
        }
        let (odd, constant) = (self.linear(1, x), self.gamma);
        if odd != constant.reverse() {
            return odd.then(constant);
        }
        match self.squares.value(0, x).sign() {
            Ordering::Greater => odd,
            Ordering::Equal => Ordering::Equal,
            Ordering::Less => constant,
        }
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        self.squares.step(x)
    }
}

/// The position of a root that is positive.
pub(super) struct Position<R>(pub R);

impl<R: Root> Root for Position<R> {
    fn compare(&self, x: &Dyadic) -> Ordering {
        if x.negative { self.0.compare(x) } else { Ordering::Less }
    }

    fn step(&self, x: &Dyadic) -> Option<Float> {
        self.0.step(x)
    }
}
