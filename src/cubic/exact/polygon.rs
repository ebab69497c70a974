//! About the roots of a cubic whose coefficients' exponents lie far apart.
//!
//! Over the upper hull of the points (power, exponent) each edge belongs to as many
//! roots as it is long, of a size that its slope tells. A coefficient high above
//! the line between two others cuts the cubic there: all terms but those of one side
//! are small at the roots of that side, which are those of a linear or quadratic
//! polynomial.
//!
//! Source: D. A. Bini, "Numerical computation of polynomial zeros by means of
//! Aberth's method", Numer. Algorithms 13 (1996) 179, section 3.

use super::coefficients::Coefficients;
use super::depressed;
use super::dyadic::Dyadic;
use super::float::Float;
use super::guess::Guess;

/// Bits by which a coefficient stands out where it cuts the cubic: what is found is
/// right to as many, and one or two steps of Newton's method make it precise.
const CUT: i64 = 25;

/// About all roots; `discriminant` is that of the cubic, not zero.
pub(super) fn guess(cubic: &Coefficients, discriminant: Float) -> Guess {
    let ascending = [cubic.d, cubic.c, cubic.b, cubic.a];
    let lowest = if cubic.d.is_zero() { 1 } else { 0 };
    match highest_between(&ascending, lowest, 3) {
        None if lowest == 0 => depressed::guess(cubic, discriminant),
        None => Guess::joined(quadratic(&ascending, 1), 0.0),
        Some(cut) => pieces(&ascending, lowest, cut),
    }
}

/// The roots on both sides of a cut.
fn pieces(ascending: &[Dyadic; 4], lowest: usize, cut: usize) -> Guess {
    let ratio = |power| linear(ascending, power);
    match (lowest, cut) {
        (0, 1) => match highest_between(ascending, 1, 3) {
            None => Guess::joined(quadratic(ascending, 1), ratio(0)),
            Some(_) => Guess::real([ratio(0), ratio(1), ratio(2)]),
        },
        (0, 2) => match highest_between(ascending, 0, 2) {
            None => Guess::joined(quadratic(ascending, 0), ratio(2)),
            Some(_) => Guess::real([ratio(0), ratio(1), ratio(2)]),
        },
        _ => Guess::real([0.0, ratio(1), ratio(2)]),
    }
}

/// The power between two whose coefficient stands out most, if it does.
fn highest_between(ascending: &[Dyadic; 4], low: usize, high: usize) -> Option<usize> {
    let top = |power: usize| ascending[power].top();
    // Height above the line between both ends, times their distance.
    let height = |power: usize| {
        let line = top(low) * (high - power) as i64 + top(high) * (power - low) as i64;
        top(power) * (high - low) as i64 - line
    };
    let between = (low + 1..high).filter(|&power| !ascending[power].is_zero());
    between
        .max_by_key(|&power| height(power))
        .filter(|&power| height(power) > CUT * (high - low) as i64)
}

/// The root of the terms with this power and the next.
fn linear(ascending: &[Dyadic; 4], power: usize) -> f64 {
    ascending[power].about().over(ascending[power + 1].about()).negated().to_double()
}

/// The roots of the terms with this power and the next two.
fn quadratic(ascending: &[Dyadic; 4], power: usize) -> Guess {
    let [d, c, b] = [0, 1, 2].map(|next| ascending[power + next]);
    let quadratic = Coefficients { a: Dyadic::ZERO, b, c, d };
    Guess::of_quadratic(&quadratic, quadratic.quadratic_discriminant())
}
