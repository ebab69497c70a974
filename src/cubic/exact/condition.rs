//! Condition numbers, from exact invariants.
//!
//! At a root x of ax³ + bx² + cx + d the number Z = a·p′(x) is a root of
//! Z³ − S·Z² + a²Δ with S = b² − 3ac, since with X = 3ax + b it is (X² − S)/3. It keeps
//! its precision where p′ itself would lose it, next to another root:
//!
//! - with three real roots X = 2√S·cos φ, and w = Z/S = (1 + 2cos 2φ)/3 is right to some
//!   units of 2^−53; for |w| ≤ 1/2 it is the fixed point of w ↦ ±√(h/(1 − w)),
//!   h = a²Δ/S³, which is right to the same relative precision however small w is;
//! - with one, Z is the only positive root, and Newton's method descends to it.
//!
//! Both are for roots so close together that Taylor's series at the nearest double does
//! not tell. For bx² + cx + d it is √(c² − 4bd) at both roots.

use super::coefficients::Coefficients;
use super::depressed::angle;
use super::dyadic::Dyadic;
use super::float::Float;
use super::solve;

/// Steps of the iterations; each gains a bit at least, and mostly half of all.
const STEPS: usize = 12;

/// Binary orders that move roots beyond the doubles into them.
const FAR: i32 = 1500;

/// Σ|cⱼ||x|ʲ / (|x||p′(x)|) at the simple real root number `index`, of which
/// `rounded` is the nearest double; 1 in the limit x = 0.
pub(in crate::cubic) fn condition(exact: &Coefficients, index: usize, rounded: f64) -> f64 {
    let x = precise(exact, index, rounded).magnitude();
    if x.is_zero() {
        return 1.0;
    }
    let [a, b, c, d] = [exact.a, exact.b, exact.c, exact.d].map(|x| x.about().magnitude());
    let sizes = a.times(x).plus(b).times(x).plus(c).plus(d.over(x));
    let slope = near(exact, rounded).unwrap_or_else(|| slope(exact, index));
    sizes.over(slope).to_double()
}

/// The root with all bits of a double.
fn precise(exact: &Coefficients, index: usize, rounded: f64) -> Float {
    if rounded.is_normal() {
        return Float::new(rounded, 0);
    }
    let power = if rounded.is_infinite() { FAR } else { -FAR };
    let moved = solve::<f64>(&exact.substituted(power), None);
    Float::new(moved.root[index], power.into())
}

/// |p′| at the root of a cubic next to `rounded`, from Taylor's series there, if two terms
/// are enough.
fn near(exact: &Coefficients, rounded: f64) -> Option<Float> {
    if exact.degree() < 3 || !rounded.is_normal() {
        return None;
    }
    let (cubic, x) = (exact.cubic(), Dyadic::from_double(rounded));
    let [value, slope, curvature] = [0, 1, 2].map(|order| cubic.value(order, &x));
    if slope.is_zero() {
        return None;
    }
    let step = value.negated().over(slope);
    let [bend, twist] = [curvature, Float::new(3.0, 0).times(exact.a.about()).times(step)]
        .map(|derivative| derivative.times(step));
    let far = |term: Float, bits| term.is_zero() || term.exponent() + bits < slope.exponent();
    (far(bend, 28) && far(twist, 55)).then(|| slope.plus(bend).magnitude())
}

/// |p′| at a simple real root.
fn slope(exact: &Coefficients, index: usize) -> Float {
    match exact.degree() {
        1 => exact.c.about().magnitude(),
        2 => exact.quadratic_discriminant().sqrt(),
        _ => {
            let discriminant = exact.discriminant();
            let a = exact.a.about();
            let product = match discriminant.sign().is_gt() {
                true => among_three(exact, index, discriminant),
                false => alone(exact.spread(), a.times(a).times(discriminant).magnitude()),
            };
            product.over(a).magnitude()
        }
    }
}

/// |Z| where three roots are real.
fn among_three(cubic: &Coefficients, index: usize, discriminant: Float) -> Float {
    let (a, s) = (cubic.a.about(), cubic.spread());
    // The largest X belongs to the smallest root when a is negative.
    let place = if cubic.a.negative { 2 - index } else { index };
    // φ is the angle of the largest root, or a third of a turn more or less.
    let (sine, cosine) = (2.0 * angle(cubic, discriminant)).sin_cos();
    let turned = 3f64.sqrt() * sine;
    let w = [1.0 - cosine + turned, 1.0 - cosine - turned, 1.0 + 2.0 * cosine][place];
    let mut w = w / 3.0;
    if w.abs() > 0.5 {
        return s.times(Float::new(w, 0));
    }
    let sign = if place == 1 { -1.0 } else { 1.0 };
    let root = a.times(a).times(discriminant).over(s).sqrt();
    let h = root.over(s).to_double();
    for _ in 0..STEPS {
        w = sign * h / (1.0 - w).sqrt();
    }
    root.over(Float::new((1.0 - w).sqrt(), 0))
}

/// The positive root of Z³ − sZ² − m with m > 0.
fn alone(s: Float, m: Float) -> Float {
    // In units in which |s| and the cube root of m are at most about one.
    let unit = s.exponent().max(m.exponent().div_euclid(3)) + 1;
    let (s, m) = (s.scaled(-unit).to_double(), m.scaled(-3 * unit).to_double());
    // From above; the function is convex there.
    let mut z = if s >= 0.0 { s + m.cbrt() } else { m.cbrt().min((m / -s).sqrt()) };
    for _ in 0..STEPS {
        z -= ((z - s) * z * z - m) / (z * (3.0 * z - 2.0 * s));
    }
    Float::new(z, unit)
}
