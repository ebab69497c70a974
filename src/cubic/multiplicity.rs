//! Which real roots coincide, from invariants that vanish or have a sign.

use super::info::Multiplicity;
use super::polynomial::Polynomial;
use num_bigint::{BigInt, Sign};
use num_traits::Zero;

/// With y = x + b/3a the cubic is y³ + py + q. At discriminant zero its roots
/// are e, e and −2e with 2e³ = q: triple when p is zero, else the double root is
/// the lower one when q is negative.
pub(super) fn of(polynomial: &Polynomial) -> Multiplicity {
    if !polynomial.discriminant().is_zero() {
        return Multiplicity::Simple;
    }
    if polynomial.degree() == 2 {
        return Multiplicity::DoubleLow;
    }
    let [d, c, b, a] = [0, 1, 2, 3].map(|power| polynomial.coefficient(power));
    if b * b == 3 * a * c {
        return Multiplicity::Triple;
    }
    let q: BigInt = 2 * b * b * b - 9 * a * b * c + 27 * a * a * d;
    match q.sign() * polynomial.leading_sign() {
        Sign::Minus => Multiplicity::DoubleLow,
        _ => Multiplicity::DoubleHigh,
    }
}
