//! The roots of y³ + 2(x₀ − Ωy₀)y + 2Ω, whose linear coefficient is never added up.
//!
//! With u = 2x₀, w = 2Ωy₀ and q = 2Ω the discriminant is −4(u − w)³ − 27q². The roots
//! add up to zero: beside a root −2z lie two with real part z, which is a root of
//! 8z³ + 2(u − w)z − q, and the square t of their imaginary part is one of
//! 64t³ − 96(u − w)t² + 36(u − w)²t + Δ (see [`pair`](super::pair)).
//!
//! Each root y > 0 has a position x = −1/(2y²), which is rounded from the exact y.

use super::dyadic::Dyadic;
use super::orbit_position::{Curve, Position};
use super::polynomial::{Polynomial, monomial};
use super::root::{Alone, Among, Positive, Root};
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

/// What a step has.
pub(in crate::cubic) struct Reached {
    pub roots: Roots,
    /// −1/(2y²) of each real root y that is positive.
    pub x: [f64; 3],
}

/// The roots for finite numbers, and their positions; `about` are near these roots.
pub(in crate::cubic) fn orbit_step(x0: f64, y0: f64, omega: f64, about: &Roots) -> Reached {
    let [x0, y0, omega] = [x0, y0, omega].map(Dyadic::from_double);
    let step = Step { u: x0.scaled(1), w: omega.times(&y0).scaled(1), q: omega.scaled(1) };
    let roots = Roots { count: 3, ..Roots::none(Info::of_degree(3)) };
    let mut reached = Reached { roots, x: [f64::NAN; 3] };
    match sum(&step.discriminant_terms()).sign() {
        Ordering::Greater => step.three_real(about.root, &mut reached),
        Ordering::Equal => step.repeated(&mut reached),
        Ordering::Less => {
            reached.roots.count = 1;
            step.one_real(about.root[0], &mut reached);
            reached.roots.pair = step.pair(about.pair);
        }
    }
    reached
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
    fn three_real(&self, about: [f64; 3], reached: &mut Reached) {
        let polynomial = &self.cubic();
        reached.roots.root =
            [0, 1, 2].map(|index| nearest(about[index], &Among { polynomial, index }));
        self.three_positions(reached);
    }

    #[inline(never)]
    fn three_positions(&self, reached: &mut Reached) {
        let polynomial = &self.curve();
        for (index, x) in reached.x.iter_mut().enumerate() {
            *x = position(reached.roots.root[index], Among { polynomial, index });
        }
    }

    #[inline(never)]
    fn one_real(&self, about: f64, reached: &mut Reached) {
        let beside = Ordering::Equal;
        let y = nearest(about, &Alone { polynomial: &self.cubic(), beside });
        reached.roots.root[0] = y;
        reached.x[0] = position(y, Alone { polynomial: &self.curve(), beside });
    }

    /// e, e and −2e with 2e³ = q.
    #[inline(never)]
    fn repeated(&self, reached: &mut Reached) {
        if self.q.is_zero() {
            reached.roots.root = [0.0; 3];
            return;
        }
        let positive = !self.q.negative;
        let side = if positive { Ordering::Less } else { Ordering::Greater };
        let simple = nearest(f64::NAN, &Alone { polynomial: &self.cubic(), beside: side });
        let beside = side.reverse();
        let double = nearest(-0.5 * simple, &Alone { polynomial: &self.halves(), beside });
        if positive {
            let x = position(double, Alone { polynomial: &self.curve_of_halves(), beside });
            reached.roots.root = [simple, double, double];
            reached.x = [f64::NAN, x, x];
        } else {
            let x = position(simple, Alone { polynomial: &self.curve(), beside: side });
            reached.roots.root = [double, double, simple];
            reached.x = [f64::NAN, f64::NAN, x];
        }
    }

    fn curve(&self) -> Curve {
        Curve::new(0, self.u, self.w, &self.q)
    }

    fn curve_of_halves(&self) -> Curve {
        Curve::new(3, self.u.scaled(1), self.w.scaled(1), &self.q.negated())
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

/// −1/(2y²) for the root that rounds to y, if it is positive.
fn position(y: f64, root: impl Root) -> f64 {
    match y > 0.0 {
        true => nearest(-(0.5 / y) / y, &Position(root)),
        false => f64::NAN,
    }
}
