//! The invariants of a·x³ + b·x² + c·x + d, as exact sums.

use super::dyadic::Dyadic;
use super::float::Float;
use super::polynomial::{Polynomial, monomial};
use super::sum::sum;

/// Exact coefficients.
#[derive(Clone, Copy, Debug)]
pub(in crate::cubic) struct Coefficients {
    pub a: Dyadic,
    pub b: Dyadic,
    pub c: Dyadic,
    pub d: Dyadic,
}

impl Coefficients {
    pub fn new(coefficients: [f64; 4]) -> Coefficients {
        let [a, b, c, d] = coefficients.map(Dyadic::from_double);
        Coefficients { a, b, c, d }
    }

    /// Of the polynomial in z with x = 2^power·z.
    pub fn substituted(self, power: i32) -> Coefficients {
        let Coefficients { a, b, c, d } = self;
        Coefficients { a: a.scaled(3 * power), b: b.scaled(2 * power), c: c.scaled(power), d }
    }

    /// Of the polynomial, 0 for a constant one.
    pub fn degree(&self) -> usize {
        [&self.c, &self.b, &self.a].iter().rposition(|x| !x.is_zero()).map_or(0, |index| index + 1)
    }

    /// Whether a coefficient is below the normal doubles, and not zero.
    pub fn has_subnormal(&self) -> bool {
        const LEAST: i64 = f64::MIN_EXP as i64;
        [&self.a, &self.b, &self.c, &self.d].iter().any(|x| !x.is_zero() && x.top() < LEAST)
    }

    /// How many bits lie between the exponents of the largest and the least one.
    pub fn exponents_apart(&self) -> i64 {
        let nonzero = [&self.a, &self.b, &self.c, &self.d].into_iter().filter(|x| !x.is_zero());
        let (low, high) = nonzero
            .fold((i64::MAX, i64::MIN), |(low, high), x| (low.min(x.top()), high.max(x.top())));
        high - low
    }

    pub fn cubic(&self) -> Polynomial<4> {
        let Coefficients { a, b, c, d } = *self;
        Polynomial([monomial(a, 3), monomial(b, 2), monomial(c, 1), monomial(d, 0)])
    }

    /// The derivative of the cubic.
    pub fn cubic_slope(&self) -> Polynomial<3> {
        let Coefficients { a, b, c, .. } = *self;
        Polynomial([monomial(a.times_small(3), 2), monomial(b.scaled(1), 1), monomial(c, 0)])
    }

    pub fn quadratic(&self) -> Polynomial<3> {
        let Coefficients { b, c, d, .. } = *self;
        Polynomial([monomial(b, 2), monomial(c, 1), monomial(d, 0)])
    }

    /// The derivative of the quadratic.
    pub fn quadratic_slope(&self) -> Polynomial<2> {
        Polynomial([monomial(self.b.scaled(1), 1), monomial(self.c, 0)])
    }

    pub fn linear(&self) -> Polynomial<2> {
        Polynomial([monomial(self.c, 1), monomial(self.d, 0)])
    }

    /// Negative exactly when two roots are not real, zero exactly when roots coincide.
    #[inline(never)]
    pub fn discriminant(&self) -> Float {
        sum(&self.discriminant_terms())
    }

    /// As [`Coefficients::discriminant`], of the quadratic.
    pub fn quadratic_discriminant(&self) -> Float {
        sum(&self.quadratic_discriminant_terms())
    }

    /// b²c² − 4ac³ − 4b³d − 27a²d² + 18abcd.
    pub fn discriminant_terms(&self) -> [Dyadic; 5] {
        let Coefficients { a, b, c, d } = self;
        let (ac, bd, ad, bc) = (a.times(c), b.times(d), a.times(d), b.times(c));
        [
            bc.squared(),
            ac.times(&c.squared()).scaled(2).negated(),
            bd.times(&b.squared()).scaled(2).negated(),
            ad.squared().times_small(27).negated(),
            ad.times(&bc).times_small(18),
        ]
    }

    /// c² − 4bd, of the quadratic.
    pub fn quadratic_discriminant_terms(&self) -> [Dyadic; 2] {
        [self.c.squared(), self.b.times(&self.d).scaled(2).negated()]
    }

    /// b² − 3ac, zero at a triple root when the discriminant is zero.
    #[inline(never)]
    pub fn spread(&self) -> Float {
        sum(&[self.b.squared(), self.a.times(&self.c).times_small(3).negated()])
    }

    /// 2b³ − 9abc + 27a²d.
    #[inline(never)]
    pub fn skew(&self) -> Float {
        let Coefficients { a, b, c, d } = self;
        sum(&[
            b.squared().times(b).scaled(1),
            a.times(b).times(c).times_small(9).negated(),
            a.squared().times(d).times_small(27),
        ])
    }
}
