//! About the roots: what makes rounding fast and changes no result.

use super::coefficients::Coefficients;
use super::float::Float;
use super::{depressed, polygon};
use crate::cubic::hints::Hints;

/// About the roots.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    /// Where all roots are real, ascending.
    pub real: [f64; 3],
    /// Where only one is real.
    pub alone: f64,
    /// Real and imaginary part.
    pub pair: [f64; 2],
}

/// Bits that coefficients' exponents may be apart for hints to be of use.
const NEAR: i64 = 200;
/// Bits of b² that cancel in b² − 3ac where three roots lie close together.
const CLOSE: i64 = 12;

impl Guess {
    pub fn real(mut real: [f64; 3]) -> Guess {
        real.sort_by(f64::total_cmp);
        Guess { real, alone: real[0], pair: [real[0], 0.0] }
    }

    /// One real root and a pair.
    pub fn pair(alone: f64, pair: [f64; 2]) -> Guess {
        Guess { real: [alone; 3], alone, pair }
    }

    /// The roots of a quadratic, and another one.
    pub fn joined(quadratic: Guess, alone: f64) -> Guess {
        let [first, second, _] = quadratic.real;
        Guess { alone, pair: quadratic.pair, ..Guess::real([first, second, alone]) }
    }

    /// Of a cubic with a discriminant that is not zero. Hints are trusted where roots are
    /// not close together and exponents not far apart.
    #[inline(never)]
    pub fn of_cubic(cubic: &Coefficients, discriminant: Float, hints: Option<&Hints>) -> Guess {
        let [a, b, c] = [cubic.a, cubic.b, cubic.c].map(|x| x.about());
        let ratio = Float::new(3.0, 0).times(a).times(c);
        let spread = b.times(b).plus(ratio.negated());
        if !b.is_zero() && !ratio.is_zero() && spread.exponent() + CLOSE < ratio.exponent() {
            return depressed::guess(cubic, discriminant);
        }
        let far = cubic.d.is_zero() || cubic.has_subnormal() || cubic.exponents_apart() > NEAR;
        let Some(hints) = hints.filter(|_| !far) else {
            return polygon::guess(cubic, discriminant);
        };
        let [alone, ..] = hints.real_roots(1);
        Guess { real: hints.real_roots(3), alone, pair: hints.complex_pair() }
    }

    /// Of b·x² + c·x + d, with its discriminant.
    pub fn of_quadratic(quadratic: &Coefficients, discriminant: Float) -> Guess {
        let [b, c, d] = [quadratic.b, quadratic.c, quadratic.d].map(|x| x.about());
        let root = discriminant.sqrt();
        let mean = c.over(b).scaled(-1).negated().to_double();
        if discriminant.sign().is_lt() {
            let imaginary = root.over(b).scaled(-1).magnitude().to_double();
            return Guess::pair(mean, [mean, imaginary]);
        }
        let root = if c.sign().is_lt() { root.negated() } else { root };
        let top = c.plus(root).scaled(-1).negated();
        if top.is_zero() {
            return Guess::real([0.0, 0.0, f64::INFINITY]);
        }
        Guess::real([top.over(b).to_double(), d.over(top).to_double(), f64::INFINITY])
    }
}
