//! The complex pair u ± iv of a polynomial of degree 2 or 3 whose discriminant
//! is negative.
//!
//! Both parts are real roots of resolvents with integer coefficients, so they
//! are rounded as exactly as a real root. For ax³ + bx² + cx + d with
//! discriminant Δ and p = 3ac − b²:
//!
//! - the real root is −w/a with w = b + 2au, hence
//!   w³ − bw² + acw − a²d = 0, a cubic in u with one real root;
//! - −4v² is one of the three squared differences of the roots, hence t = v² is
//!   the largest real root of 64a⁴t³ − 32a²p·t² + 4p²·t + Δ.
//!
//! Source: H. Cohen, *A Course in Computational Algebraic Number Theory*,
//! section 3.3 (discriminants and squared differences of roots).

use super::dyadic::Dyadic;
use super::format::Precision;
use super::polynomial::Polynomial;
use super::real_roots::RealRoots;
use super::rounding::nearest;
use num_bigint::BigInt;

/// The real part and the positive imaginary part, each rounded once; `hint` are
/// about these.
pub(super) fn complex_pair<T: Precision>(polynomial: &Polynomial, hint: [f64; 2]) -> [T; 2] {
    let [real, square] = match polynomial.degree() {
        3 => cubic_resolvents(polynomial),
        _ => quadratic_resolvents(polynomial),
    };
    let [Some(real), Some(square)] = [real, square].map(|r| r.map(RealRoots::of)) else {
        unreachable!("a resolvent's leading coefficient is a product of non-zero factors");
    };
    let largest = square.count() - 1;
    let imaginary = |x: &Dyadic| square.compare(largest, &x.squared());
    [nearest(hint[0], |x| real.compare(0, x)), nearest(hint[1], imaginary)]
}

fn cubic_resolvents(polynomial: &Polynomial) -> [Option<Polynomial>; 2] {
    let [d, c, b, a] = [0, 1, 2, 3].map(|power| polynomial.coefficient(power));
    let in_w = [-(a * a * d), a * c, -b, BigInt::from(1)];
    let twice_a: BigInt = 2 * a;
    let at_b = Polynomial::new(in_w.into()).map(|cubic| cubic.shifted(b));
    let real = at_b.and_then(|taylor| {
        let scaled = |(power, value): (usize, BigInt)| value * twice_a.pow(power as u32);
        Polynomial::new(taylor.into_iter().enumerate().map(scaled).collect())
    });
    let p: BigInt = 3 * a * c - b * b;
    let a2: BigInt = a * a;
    let square = [polynomial.discriminant(), 4 * &p * &p, -32 * &a2 * &p, 64 * &a2 * &a2];
    [real, Polynomial::new(square.into())]
}

fn quadratic_resolvents(polynomial: &Polynomial) -> [Option<Polynomial>; 2] {
    let [_, b, a] = [0, 1, 2].map(|power| polynomial.coefficient(power));
    let real = vec![b.clone(), 2 * a];
    let square = vec![polynomial.discriminant(), 4 * a * a];
    [Polynomial::new(real), Polynomial::new(square)]
}
