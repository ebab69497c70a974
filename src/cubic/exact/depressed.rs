//! About the roots of a cubic in closed form, from exact invariants.
//!
//! With X = 3ax + b the cubic is X³ − 3SX + K = 0 for S = b² − 3ac and
//! K = 2b³ − 9abc + 27a²d, and 4S³ − K² = 27a²Δ. As S, K and Δ come from exact sums,
//! what is found is right to some units of the last place of the larger of X and b, also
//! when roots almost coincide.
//!
//! Source: R. W. D. Nickalls, "A new approach to solving the cubic", Math. Gazette 77
//! (1993) 354.

use super::coefficients::Coefficients;
use super::float::Float;
use super::guess::Guess;

/// About all roots; `discriminant` is Δ, not zero.
pub(super) fn guess(cubic: &Coefficients, discriminant: Float) -> Guess {
    let (unit, (s, k, delta)) = scaled(cubic, discriminant);
    let [a, b] = [cubic.a, cubic.b].map(|x| x.about());
    let thrice = a.times(Float::new(3.0, 0));
    let back = |x: f64| Float::new(x, unit).plus(b.negated()).over(thrice).to_double();
    let size = |x: f64| Float::new(x, unit).over(thrice).magnitude().to_double();
    if delta >= 0.0 {
        return Guess::real(three(s, k, delta).map(back));
    }
    let [root, imaginary] = one(s, k, -delta);
    Guess::pair(back(root), [back(-root / 2.0), size(imaginary)])
}

/// The angle θ up to a third of π for which X = 2√S·cos θ is the largest root, where
/// three are real.
pub(super) fn angle(cubic: &Coefficients, discriminant: Float) -> f64 {
    let (_, k, delta) = scaled(cubic, discriminant).1;
    delta.sqrt().atan2(-k) / 3.0
}

/// A unit of X, and S, K and δ = 27a²Δ in it, where they are at most about one.
fn scaled(cubic: &Coefficients, discriminant: Float) -> (i64, (f64, f64, f64)) {
    let (a, s, k) = (cubic.a.about(), cubic.spread(), cubic.skew());
    let unit = half(s.exponent()).max(third(k.exponent()));
    let delta = Float::new(27.0, 0).times(a).times(a).times(discriminant);
    let [s, k, delta] = [s.scaled(-2 * unit), k.scaled(-3 * unit), delta.scaled(-6 * unit)];
    (unit, (s.to_double(), k.to_double(), delta.to_double()))
}

/// X = 2√S·cos θ with cos 3θ = −K/2√S³ and sin 3θ = √δ/2√S³.
fn three(s: f64, k: f64, delta: f64) -> [f64; 3] {
    let third = std::f64::consts::TAU / 3.0;
    let angle = delta.sqrt().atan2(-k) / 3.0;
    [0.0, third, -third].map(|turn| 2.0 * s.abs().sqrt() * (angle + turn).cos())
}

/// The real root −(w + S/w) with w³ = (K ± √−δ)/2, and the imaginary part V by
/// the discriminant −4V²(9X²/4 + V²)² of the cubic in X, which is −27δ.
fn one(s: f64, k: f64, delta: f64) -> [f64; 2] {
    let w = ((k + delta.sqrt().copysign(k)) / 2.0).cbrt();
    let root = -(w + s / w);
    let imaginary = 0.75f64.sqrt() * (w - s / w);
    let distance = 2.25 * root * root + imaginary * imaginary;
    [root, (27.0 * delta).sqrt() / (2.0 * distance)]
}

fn half(n: i64) -> i64 {
    n.div_euclid(2) + 1
}

fn third(n: i64) -> i64 {
    n.div_euclid(3) + 1
}
