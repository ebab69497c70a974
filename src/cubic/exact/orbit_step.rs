//! The roots of y³ + 2(x₀ − Ωy₀)y + 2Ω, whose linear coefficient is never added up.
//!
//! With u = 2x₀, w = 2Ωy₀ and q = 2Ω the discriminant is −4(u − w)³ − 27q². The roots
//! add up to zero: beside a root −2z lie two with real part z, which is a root of
//! 8z³ + 2(u − w)z − q, and the square t of their imaginary part is one of
//! 64t³ − 96(u − w)t² + 36(u − w)²t + Δ (see [`pair`](super::pair)).
//!
//! The position x = −1/(2y²) of a root y is a root itself: squared, y(y² + u − w) = −q is
//! s(s + u − w)² = q² for s = y² = −1/(2x), which makes 8q²x³ + 4(u − w)²x² − 4(u − w)x + 1.

use super::dyadic::Dyadic;
use super::polynomial::{Polynomial, monomial};
use super::root::{Alone, Among, Positive};
use super::rounding::nearest;
use super::sum::sum;
use crate::cubic::Roots;
use crate::cubic::info::Info;
use std::cmp::Ordering;

/// The cubic.
struct Step {
    u: Dyadic,
    w: Dyadic,
    q: Dyadic,
}

/// Its roots for finite numbers, and x = −1/(2y²) for each that is above 0, else NaN;
/// `about` are near the roots.
pub(in crate::cubic) fn orbit_step(
    x0: f64,
    y0: f64,
    omega: f64,
    about: &Roots,
) -> (Roots, [f64; 3]) {
    let [x0, y0, omega] = [x0, y0, omega].map(Dyadic::from_double);
    let step = Step { u: x0.scaled(1), w: omega.times(&y0).scaled(1), q: omega.scaled(1) };
    let mut roots = Roots { count: 3, ..Roots::none(Info::of_degree(3)) };
    let discriminant = sum(&step.discriminant_terms()).sign();
    match discriminant {
        Ordering::Greater => roots.root = step.three_real(about.root),
        Ordering::Equal => roots.root = step.repeated(),
        Ordering::Less => {
            let beside = Ordering::Equal;
            roots.count = 1;
            roots.root[0] = nearest(about.root[0], &Alone { polynomial: &step.cubic(), beside });
            roots.pair = step.pair(about.pair);
        }
    }
    let position = |index| match step.is_positive(discriminant, index) {
        true => step.position(discriminant, index, roots.root[index]),
        false => f64::NAN,
    };
    (roots, [0, 1, 2].map(position))
}

impl Step {
    fn cubic(&self) -> Polynomial<4> {
        let one = Dyadic::from_double(1.0);
        Polynomial([
            monomial(one, 3),
            monomial(self.u, 1),
            monomial(self.w.negated(), 1),
            monomial(self.q, 0),
        ])
    }

    /// −4u³ + 12u²w − 12uw² + 4w³ − 27q².
    fn discriminant_terms(&self) -> [Dyadic; 5] {
        let Step { u, w, q } = self;
        let (u2, uw, w2) = (u.squared(), u.times(w), w.squared());
        [
            u2.times(u).scaled(2).negated(),
            uw.times(u).times_small(12),
            uw.times(w).times_small(12).negated(),
            w2.times(w).scaled(2),
            q.squared().times_small(27).negated(),
        ]
    }

    #[inline(never)]
    fn three_real(&self, about: [f64; 3]) -> [f64; 3] {
        let polynomial = &self.cubic();
        [0, 1, 2].map(|index| nearest(about[index], &Among { polynomial, index }))
    }

    /// e, e and −2e with 2e³ = q.
    #[inline(never)]
    fn repeated(&self) -> [f64; 3] {
        if self.q.is_zero() {
            return [0.0; 3];
        }
        let positive = !self.q.negative;
        let side = if positive { Ordering::Less } else { Ordering::Greater };
        let simple = nearest(f64::NAN, &Alone { polynomial: &self.cubic(), beside: side });
        let half = Alone { polynomial: &self.halves(), beside: side.reverse() };
        let double = nearest(-0.5 * simple, &half);
        if positive { [simple, double, double] } else { [double, double, simple] }
    }

    /// 8z³ + 2uz − 2wz − q.
    fn halves(&self) -> Polynomial<4> {
        let Step { u, w, q } = self;
        Polynomial([
            monomial(Dyadic::from_double(8.0), 3),
            monomial(u.scaled(1), 1),
            monomial(w.scaled(1).negated(), 1),
            monomial(q.negated(), 0),
        ])
    }

    /// Whether a root is above 0, when they are sorted: their product is −q.
    fn is_positive(&self, discriminant: Ordering, index: usize) -> bool {
        match discriminant {
            Ordering::Less => index == 0 && self.q.negative,
            Ordering::Equal if self.q.is_zero() => false,
            _ if self.q.negative || self.q.is_zero() => index == 2,
            _ => index > 0,
        }
    }

    /// x = −1/(2y²) for such a root, which is near `y`.
    #[inline(never)]
    fn position(&self, discriminant: Ordering, index: usize, y: f64) -> f64 {
        if let Some(x) = self.position_quickly(y) {
            return x;
        }
        let about = -(0.5 / y) / y;
        if self.q.is_zero() {
            // w = 0 and y² = −u
            let minus_one = Dyadic::from_double(-1.0);
            let polynomial = &Polynomial([monomial(self.u.scaled(1), 1), monomial(minus_one, 0)]);
            return nearest(about, &Alone { polynomial, beside: Ordering::Equal });
        }
        let alone = |polynomial: &Polynomial<7>, beside| -> f64 {
            nearest(about, &Alone { polynomial, beside })
        };
        match discriminant {
            Ordering::Less => alone(&self.abscissas(0), Ordering::Equal),
            // A root e that is there twice is half of the third, and its x four times as large.
            Ordering::Equal if self.q.negative => alone(&self.abscissas(0), Ordering::Greater),
            Ordering::Equal => alone(&self.abscissas(2), Ordering::Greater),
            // Three y of which the outer one that is alone on its side of 0 is the largest.
            Ordering::Greater => {
                let index = if self.q.negative { 2 } else { index - 1 };
                nearest(about, &Among { polynomial: &self.abscissas(0), index })
            }
        }
    }

    /// The same from a step d of Newton's method, where that is enough to round x.
    ///
    /// The root r is within half an ulp of y. Where the slope is at least 2^−32 of 6y², it is
    /// the only one within 2^−33 of y, and y + d misses it by less than 2^−75 of y (the
    /// theorem of Newton and Kantorovich), so that x is known to 2^−73, and to 2^−70 with
    /// all roundings here.
    fn position_quickly(&self, y: f64) -> Option<f64> {
        let (cubic, at) = (self.cubic(), Dyadic::from_double(y));
        let slope = cubic.value(1, &at);
        if !(1e-100..1e100).contains(&y) || slope.to_double().abs() < 6.0 * y * y * 2f64.powi(-32) {
            return None;
        }
        let d = cubic.value(0, &at).negated().over(slope).to_double();
        // −1/(2(y + d)²) = −t(1 + r)
        let square = y * y;
        let rest = y.mul_add(y, -square) + 2.0 * y * d;
        let t = 0.5 / square;
        let r = (-2.0 * t).mul_add(square, 1.0) - 2.0 * t * rest;
        let x = t + t * r;
        let (lost, doubt) = (t * r - (x - t), x * 2f64.powi(-70));
        (x + (lost + doubt) == x && x + (lost - doubt) == x).then_some(-x)
    }

    /// The cubic in x, at x/2^shift.
    fn abscissas(&self, shift: i32) -> Polynomial<7> {
        let Step { u, w, q } = self;
        let term = |coefficient: Dyadic, power: usize, scale: i32| {
            monomial(coefficient.scaled(scale - power as i32 * shift), power)
        };
        Polynomial([
            term(q.squared(), 3, 3),
            term(u.squared(), 2, 2),
            term(u.times(w).negated(), 2, 3),
            term(w.squared(), 2, 2),
            term(u.negated(), 1, 2),
            term(*w, 1, 2),
            term(Dyadic::from_double(1.0), 0, 0),
        ])
    }

    #[inline(never)]
    fn pair(&self, about: [f64; 2]) -> [f64; 2] {
        let half = Alone { polynomial: &self.halves(), beside: Ordering::Equal };
        [nearest(about[0], &half), self.imaginary_part(about[1])]
    }

    #[inline(never)]
    fn imaginary_part(&self, about: f64) -> f64 {
        let square = &self.squares();
        nearest(about, &Positive(Alone { polynomial: square, beside: Ordering::Greater }))
    }

    /// The cubic in t, at v².
    #[inline(never)]
    fn squares(&self) -> Polynomial<11> {
        let Step { u, w, .. } = self;
        let [d0, d1, d2, d3, d4] = self.discriminant_terms();
        Polynomial([
            monomial(Dyadic::from_double(64.0), 6),
            monomial(u.times_small(96).negated(), 4),
            monomial(w.times_small(96), 4),
            monomial(u.squared().times_small(36), 2),
            monomial(u.times(w).times_small(72).negated(), 2),
            monomial(w.squared().times_small(36), 2),
            monomial(d0, 0),
            monomial(d1, 0),
            monomial(d2, 0),
            monomial(d3, 0),
            monomial(d4, 0),
        ])
    }
}
