//! Cubics with a repeated root, which is rational.

use super::super::format::Precision;
use super::super::info::Multiplicity;
use super::coefficients::Coefficients;
use super::float::Float;
use super::polynomial::{Polynomial, monomial};
use super::root::{Alone, Among};
use super::rounding::nearest;
use super::sum::sum;
use std::cmp::Ordering;

/// Which roots of a cubic with discriminant zero coincide.
///
/// With y = x + b/3a it is y³ + py + q, where p ~ 3ac − b² and q ~ 2b³ − 9abc + 27a²d
/// up to positive factors and the sign of a. Its roots are e, e and −2e with 2e³ = q: triple when p is zero,
/// else the double root is the lower one when q is negative.
pub(super) fn multiplicity(cubic: &Coefficients) -> Multiplicity {
    if cubic.spread().is_zero() {
        return Multiplicity::Triple;
    }
    let leading = if cubic.a.negative { Ordering::Less } else { Ordering::Greater };
    match cubic.skew().sign() == leading {
        true => Multiplicity::DoubleHigh,
        false => Multiplicity::DoubleLow,
    }
}

/// The roots of a cubic with discriminant zero.
///
/// A root of multiplicity m is a simple root of derivative number m − 1. The double root
/// is about (9ad − bc)/(2(b² − 3ac)), the other one (4abc − 9a²d − b³)/(a(b² − 3ac)).
#[inline(never)]
pub(super) fn roots<T: Precision>(cubic: &Coefficients, multiplicity: Multiplicity) -> [T; 3] {
    let double =
        |index| nearest(double_about(cubic), &Among { polynomial: &cubic.cubic_slope(), index });
    let simple =
        |beside| nearest(simple_about(cubic), &Alone { polynomial: &cubic.cubic(), beside });
    match multiplicity {
        Multiplicity::DoubleLow => {
            let low = double(0);
            [low, low, simple(Ordering::Greater)]
        }
        Multiplicity::DoubleHigh => {
            let high = double(1);
            [simple(Ordering::Less), high, high]
        }
        _ => [triple(cubic); 3],
    }
}

/// Of 3ax + b.
fn triple<T: Precision>(cubic: &Coefficients) -> T {
    let polynomial = &Polynomial([monomial(cubic.a.times_small(3), 1), monomial(cubic.b, 0)]);
    nearest(triple_about(cubic), &Alone { polynomial, beside: Ordering::Equal })
}

fn triple_about(cubic: &Coefficients) -> f64 {
    quotient(cubic.b.about().negated(), cubic.a.about().times(Float::new(3.0, 0)))
}

fn double_about(cubic: &Coefficients) -> f64 {
    let Coefficients { a, b, c, d } = cubic;
    let numerator = sum(&[a.times(d).times_small(9), b.times(c).negated()]);
    quotient(numerator, cubic.spread().scaled(1))
}

fn simple_about(cubic: &Coefficients) -> f64 {
    let Coefficients { a, b, c, d } = cubic;
    let numerator = sum(&[
        a.times(b).times(c).scaled(2),
        a.squared().times(d).times_small(9).negated(),
        b.squared().times(b).negated(),
    ]);
    quotient(numerator, a.about().times(cubic.spread()))
}

fn quotient(numerator: Float, denominator: Float) -> f64 {
    numerator.over(denominator).to_double()
}
