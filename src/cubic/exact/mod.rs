//! Roots by exact signs alone, for every finite coefficient.
//!
//! All that decides is the sign of a sum of products of coefficients and floats. Such
//! sums need no memory beyond the stack, however far the exponents are apart. The files:
//!
//! - `dyadic`: exact numbers ±m·2^e of up to 640 bits,
//! - `float`: about how large they are,
//! - `window`, `sum`: the sign and the leading bits of a sum of them,
//! - `polynomial`, `coefficients`: values, derivatives and invariants,
//! - `root`: how a root compares with an exact number,
//! - `rounding`: the nearest double or single from such comparisons,
//! - `repeated`: cubics whose discriminant is zero,
//! - `pair`: the complex pair,
//! - `guess`, `depressed`, `polygon`: about the roots, so that rounding takes few comparisons,
//! - `condition`: condition numbers,
//! - `orbit_step`, `orbit_position`: a family of cubics with a coefficient that is a sum, and
//!   −1/(2y²) for their roots y.

mod coefficients;
mod condition;
mod depressed;
mod dyadic;
mod float;
mod guess;
mod orbit_position;
mod orbit_step;
mod pair;
mod polygon;
mod polynomial;
mod repeated;
mod root;
mod rounding;
mod sum;
mod window;

use super::Roots;
use super::format::Precision;
use super::hints::Hints;
use super::info::{Info, Multiplicity};
pub(super) use coefficients::Coefficients;
pub(super) use condition::condition;
use guess::Guess;
pub(super) use orbit_step::{Reached, orbit_step};
use root::{Alone, Among};
use rounding::nearest;
use std::cmp::Ordering;

/// The roots of a·x³ + b·x² + c·x + d; `hints` save time.
pub(super) fn roots<T: Precision>(coefficients: [f64; 4], hints: &Hints) -> Roots<T> {
    if !coefficients.iter().all(|value| value.is_finite()) {
        return Roots::none(Info::NOT_FINITE);
    }
    solve(&Coefficients::new(coefficients), Some(hints))
}

/// As [`roots`], from exact coefficients.
fn solve<T: Precision>(exact: &Coefficients, hints: Option<&Hints>) -> Roots<T> {
    let mut roots = Roots::<T>::none(Info::of_degree(exact.degree()));
    match exact.degree() {
        3 => cubic(exact, hints, &mut roots),
        2 => quadratic(exact, &mut roots),
        1 => linear(exact, &mut roots),
        _ if exact.d.is_zero() => return Roots::none(Info::ALL_ZERO),
        _ => roots.count = 0,
    }
    if roots.root.iter().chain(&roots.pair).any(|value| value.is_infinite()) {
        roots.info.set_overflow();
    }
    roots
}

/// The sign of the discriminant of a cubic with finite coefficients.
pub(super) fn discriminant_sign(coefficients: [f64; 4]) -> Ordering {
    Coefficients::new(coefficients).discriminant().sign()
}

#[inline(never)]
fn cubic<T: Precision>(exact: &Coefficients, hints: Option<&Hints>, roots: &mut Roots<T>) {
    let discriminant = exact.discriminant();
    roots.count = 3;
    if discriminant.is_zero() {
        let multiplicity = repeated::multiplicity(exact);
        roots.info.set_multiplicity(multiplicity);
        roots.root = repeated::roots(exact, multiplicity);
        return;
    }
    let guess = Guess::of_cubic(exact, discriminant, hints);
    if discriminant.sign() == Ordering::Greater {
        roots.root = three_real(exact, guess.real);
        return;
    }
    roots.count = 1;
    roots.root[0] = one_real(exact, guess.alone);
    roots.pair = pair::of_cubic(exact, guess.pair);
}

#[inline(never)]
fn three_real<T: Precision>(exact: &Coefficients, about: [f64; 3]) -> [T; 3] {
    let polynomial = &exact.cubic();
    [0, 1, 2].map(|index| nearest(about[index], &Among { polynomial, index }))
}

#[inline(never)]
fn one_real<T: Precision>(exact: &Coefficients, about: f64) -> T {
    nearest(about, &Alone { polynomial: &exact.cubic(), beside: Ordering::Equal })
}

#[inline(never)]
fn quadratic<T: Precision>(exact: &Coefficients, roots: &mut Roots<T>) {
    let discriminant = exact.quadratic_discriminant();
    let guess = Guess::of_quadratic(exact, discriminant);
    let polynomial = &exact.quadratic();
    match discriminant.sign() {
        Ordering::Greater => {
            roots.count = 2;
            let root = |index| nearest(guess.real[index], &Among { polynomial, index });
            [roots.root[0], roots.root[1]] = [root(0), root(1)];
        }
        Ordering::Equal => {
            roots.count = 2;
            roots.info.set_multiplicity(Multiplicity::DoubleLow);
            let polynomial = &exact.quadratic_slope();
            let slope = Alone { polynomial, beside: Ordering::Equal };
            roots.root[..2].fill(nearest(guess.pair[0], &slope));
        }
        Ordering::Less => {
            roots.count = 0;
            roots.pair = pair::of_quadratic(exact, guess.pair);
        }
    }
}

fn linear<T: Precision>(exact: &Coefficients, roots: &mut Roots<T>) {
    let alone = Alone { polynomial: &exact.linear(), beside: Ordering::Equal };
    roots.count = 1;
    roots.root[0] = nearest(exact.d.about().over(exact.c.about()).negated().to_double(), &alone);
}
