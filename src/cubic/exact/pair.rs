//! The complex pair u ± iv of a polynomial of degree 2 or 3 whose discriminant
//! is negative.
//!
//! Both parts come from resolvents with exact coefficients, so they are rounded as
//! a real root is. For ax³ + bx² + cx + d with discriminant Δ and p = 3ac − b²:
//!
//! - the real root is −w/a with w = b + 2au, and w³ − bw² + acw − a²d = 0. Divided
//!   by a this is 8a²u³ + 8abu² + 2(b² + ac)u + bc − ad = 0, whose other roots,
//!   the means of the real root and one of the pair, are not real;
//! - −4v² is one of the three squared differences of the roots, hence t = v² is a
//!   root of 64a⁴t³ − 32a²p·t² + 4p²·t + Δ. The others are not real, or, where the
//!   real root is u, both v²/4: there the sign does not change.
//!
//! Source: H. Cohen, *A Course in Computational Algebraic Number Theory*,
//! section 3.3 (discriminants and squared differences of roots).

use super::super::format::Precision;
use super::coefficients::Coefficients;
use super::dyadic::Dyadic;
use super::polynomial::{Monomial, Polynomial, monomial};
use super::root::{Alone, Positive};
use super::rounding::nearest;
use std::cmp::Ordering;

/// The real part and the positive imaginary part of a cubic's pair, each rounded
/// once; `about` are near these.
pub(super) fn of_cubic<T: Precision>(cubic: &Coefficients, about: [f64; 2]) -> [T; 2] {
    [real_part(cubic, about[0]), imaginary_part(cubic, about[1])]
}

/// What is large is filled in place, since stacks are small.
const EMPTY: Polynomial<11> = Polynomial([monomial(Dyadic::ZERO, 0); 11]);

#[inline(never)]
fn real_part<T: Precision>(cubic: &Coefficients, about: f64) -> T {
    nearest(about, &Alone { polynomial: &real_resolvent(cubic), beside: Ordering::Equal })
}

#[inline(never)]
fn imaginary_part<T: Precision>(cubic: &Coefficients, about: f64) -> T {
    let mut resolvent = EMPTY;
    set_square_resolvent(&mut resolvent, cubic);
    nearest(about, &Positive(Alone { polynomial: &resolvent, beside: Ordering::Greater }))
}

/// 8a²u³ + 8abu² + 2b²u + 2acu + bc − ad.
#[inline(never)]
fn real_resolvent(Coefficients { a, b, c, d }: &Coefficients) -> Polynomial<6> {
    Polynomial([
        monomial(a.squared().scaled(3), 3),
        monomial(a.times(b).scaled(3), 2),
        monomial(b.squared().scaled(1), 1),
        monomial(a.times(c).scaled(1), 1),
        monomial(b.times(c), 0),
        monomial(a.times(d).negated(), 0),
    ])
}

/// 64a⁴v⁶ − 96a³c·v⁴ + 32a²b²·v⁴ + 36a²c²·v² − 24ab²c·v² + 4b⁴·v² + Δ.
fn set_square_resolvent(resolvent: &mut Polynomial<11>, cubic: &Coefficients) {
    let (powers, constants) = resolvent.0.split_at_mut(6);
    set_powers(powers, cubic);
    set_constants(constants, cubic);
}

#[inline(never)]
fn set_powers(monomials: &mut [Monomial], Coefficients { a, b, c, .. }: &Coefficients) {
    let (a2, b2, ac) = (a.squared(), b.squared(), a.times(c));
    monomials[0] = monomial(a2.squared().scaled(6), 6);
    monomials[1] = monomial(a2.times(&ac).times_small(96).negated(), 4);
    monomials[2] = monomial(a2.times(&b2).scaled(5), 4);
    monomials[3] = monomial(ac.squared().times_small(36), 2);
    monomials[4] = monomial(ac.times(&b2).times_small(24).negated(), 2);
    monomials[5] = monomial(b2.squared().scaled(2), 2);
}

#[inline(never)]
fn set_constants(monomials: &mut [Monomial], cubic: &Coefficients) {
    for (monomial, term) in monomials.iter_mut().zip(cubic.discriminant_terms()) {
        monomial.coefficient = term;
    }
}

/// As [`of_cubic`], for b·x² + c·x + d: 2bu + c = 0 and 4b²v² + c² − 4bd = 0.
#[inline(never)]
pub(super) fn of_quadratic<T: Precision>(quadratic: &Coefficients, about: [f64; 2]) -> [T; 2] {
    let beside = Ordering::Equal;
    let real = Alone { polynomial: &quadratic.quadratic_slope(), beside };
    let [first, second] = quadratic.quadratic_discriminant_terms();
    let leading = monomial(quadratic.b.squared().scaled(2), 2);
    let square = &Polynomial([leading, monomial(first, 0), monomial(second, 0)]);
    let imaginary = Positive(Alone { polynomial: square, beside });
    [nearest(about[0], &real), nearest(about[1], &imaginary)]
}
